"""What the comparing of claims comes to: which accounts do not go together, what share one is of another, in words.

An account is what one source is said to give: the same source, measure, subject and wording in several articles
are one.  What is set against what, and how, is told by `pairing`; here is what a reader is shown of it.
"""

import pandas as pd

from pressframes.compare.account import Account, accounts
from pressframes.compare.behind import answer_witnesses
from pressframes.compare.believed import answer_sensitivity
from pressframes.compare.happenings import answer_chronology
from pressframes.compare.pairing import Pair, frame_of, pairs
from pressframes.compare.revisions import answer_over_time
from pressframes.phrases import counted, listed, lower_first, number, upper_first

__all__ = [
    "accounts", "answer_chronology", "answer_estimates", "answer_over_time", "answer_sensitivity", "answer_witnesses",
    "disagreements", "headline", "share",
]  # fmt: skip

_APART = ("conflates", "exceeds", "contradicts")


def disagreements(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Those of the `relations` that do not go together, one a pair of accounts, the widest apart first.

    That is what `conflates`, `exceeds` or `contradicts`; none give an empty frame.
    """
    one_each: dict[frozenset[tuple[str, ...]], Pair] = {}
    for pair in pairs(claims, articles):
        if pair.relation in _APART:
            one_each.setdefault(frozenset(_key(one.account) for one in (pair.a, pair.b)), pair)
    return frame_of(sorted(one_each.values(), key=lambda pair: (_APART.index(pair.relation), -_size(pair))))


def _key(account: Account) -> tuple[str, ...]:
    return account.subject, account.measure, account.source.casefold(), account.amount.casefold()


def _size(pair: Pair) -> float:
    """What pairs of one relation are ranked by: the figure that is confused, else how far apart the two are."""
    return pair.a.account.figure if pair.relation == "conflates" else pair.times


def share(claims: pd.DataFrame, part: str = "killed", whole: str = "deployed") -> pd.DataFrame:
    """What share of `whole` the `part` would be, one row a subject that has both; shares run from 0 upwards.

    `low`, `high`: by the bounds, the least of the part over the most of the whole and the reverse; null if any
    account leaves the bound open.  `stated_low`, `stated_high`: by the figures as stated.  `reason`: in words.
    """
    known = [account for account in accounts(claims) if not account.part_of_own]
    subjects = dict.fromkeys(account.subject for account in known)
    rows = [_share(subject, _of(known, subject, part), _of(known, subject, whole), whole) for subject in subjects]
    columns = ["subject", "low", "high", "stated_low", "stated_high", "reason"]
    made = pd.DataFrame([row for row in rows if row], columns=columns)
    return made.astype({"subject": "str", "reason": "str"} | dict.fromkeys(columns[1:5], "Float64"))


def _of(known: list[Account], subject: str, measure: str) -> list[Account]:
    return [account for account in known if (account.subject, account.measure) == (subject, measure)]


def _share(subject: str, part: list[Account], whole: list[Account], named: str) -> tuple[object, ...] | None:
    if not part or not whole:
        return None
    low = _ratio(_least(part), _most(whole))
    high = _ratio(_most(part), _least(whole))
    parts = [a.best for a in part if a.best is not None]
    wholes = [a.best for a in whole if a.best]  # none deployed has no shares
    stated_low = min(parts) / max(wholes) if parts and wholes else None
    stated_high = max(parts) / min(wholes) if parts and wholes else None
    reason = _share_in_words(low, high, stated_low, stated_high, named)
    return subject, low, high, stated_low, stated_high, reason


def _least(many: list[Account]) -> float | None:
    return None if any(a.low is None for a in many) else min(a.low for a in many if a.low is not None)


def _most(many: list[Account]) -> float | None:
    return None if any(a.high is None for a in many) else max(a.high for a in many if a.high is not None)


def _ratio(over: float | None, under: float | None) -> float | None:
    return None if over is None or not under else over / under


def _percent(low: float, high: float) -> str:
    least, most = f"{100 * low:.3g}", f"{100 * high:.3g}"
    return f"{least} %" if least == most else f"{least} to {most} %"


def _share_in_words(
    low: float | None, high: float | None, stated_low: float | None, stated_high: float | None, whole: str
) -> str:
    if low is not None and high is not None:
        return f"{_percent(low, high)} of the {whole}, by the bounds of every account"
    ends = [end for end, value in (("least", low), ("most", high)) if value is None]
    open_ends = f"no certain {' or '.join(ends)}, since an account leaves it open"
    bound = f"; by the bounds at least {100 * low:.3g} %" if low is not None else ""
    bound = f"; by the bounds at most {100 * high:.3g} %" if high is not None else bound
    if stated_low is None or stated_high is None:
        return f"no share of the {whole} can be computed from figures as stated{bound}; {open_ends}"
    return f"{_percent(stated_low, stated_high)} of the {whole} by the figures as stated{bound}; {open_ends}"


def headline(claims: pd.DataFrame) -> str:
    """The finding of the claims in a few words, as a title."""
    known = accounts(claims)
    if not known:
        return "No figure can be shown"
    found = _conflated(claims)
    if found:
        a, b = found
        return f"{number(a.figure)} are {a.predicate} by one account, {b.predicate} by another"
    if len(known) == 1:
        return upper_first(f"{known[0].amount} {known[0].predicate}, by one account")
    group = _widest(known)
    if len(group) == 1:
        return upper_first(_each_once(known))
    low, high = group[0].figure, max(account.top for account in group)
    measure, subject = group[0].measure.capitalize(), group[0].subject
    what = f"{measure} ({subject})" if len({account.subject for account in known}) > 1 else measure
    if low == high:
        return f"{what}: the accounts agree on {number(low)}"
    return f"{what}: figures from {number(low)} to {number(high)}"


def answer_estimates(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """How many, according to whom: the computed answer in one sentence."""
    known = accounts(claims)
    if not known:
        return f"No figure for people was found in {counted(len(articles), 'article')}."
    if len(known) == 1:
        return f"One figure is given: {_in_text(known[0])} {known[0].predicate} ({known[0].source})."
    found = _conflated(claims)
    if not found:
        return f"{upper_first(_spread(known))}."
    a, b = found
    same = f"The same {number(a.figure)} are {a.predicate} ({a.source}) and {b.predicate} ({b.source})"
    return f"{same}; {_spread(known)}."


def _spread(known: list[Account]) -> str:
    group = _widest(known)
    if len(group) == 1:
        return _each_once(known)
    few, many = group[0], max(group, key=lambda account: account.top)
    of_whom = f"the {few.measure} ({few.subject})"
    if few.figure == many.top:
        return f"the accounts of {of_whom} agree on {number(few.figure)}"
    if few.party == many.party != "" and few.source.casefold() != many.source.casefold():
        ends = f"{_in_text(few)} ({few.source}) and {_in_text(many)} ({many.source})"
        return f"{of_whom} are put between {ends} by {many.party} who disagree among themselves"
    ends = f"{_in_text(few)} ({few.source}) and the highest {_in_text(many)} ({many.source})"
    return f"of {of_whom}, the lowest figure is {ends}"


def _each_once(known: list[Account]) -> str:
    if len(known) > 3:
        return f"{counted(len(known), 'figure')}, no two of one measure and subject"
    several = len({account.subject for account in known}) > 1
    each = [f"{_in_text(a)} {a.predicate}{f' ({a.subject})' if several else ''}" for a in known]
    return f"{listed(each)}, by one account each"


def _in_text(account: Account) -> str:
    return lower_first(account.amount)


def _conflated(claims: pd.DataFrame) -> tuple[Account, Account] | None:
    """The two accounts that give the largest figure under two measures."""
    found = [pair for pair in pairs(claims) if pair.relation == "conflates"]
    widest = max(found, key=_size, default=None)
    return (widest.a.account, widest.b.account) if widest else None


def _widest(known: list[Account]) -> list[Account]:
    """The accounts of the measure and subject that has most of them, from the lowest to the highest."""
    groups: dict[tuple[str, str], list[Account]] = {}
    for account in known:
        groups.setdefault((account.measure, account.subject), []).append(account)
    most = max(len(many) for many in groups.values())
    group = next(many for many in groups.values() if len(many) == most)
    return sorted(group, key=lambda account: (account.figure, account.top))
