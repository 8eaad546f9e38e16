"""Which figures disagree, and how: accounts of one subject compared by the bounds that their wording sets.

An account is what one source is said to give: the same source, measure, subject and wording in several articles
are one.  Only accounts of one subject are compared, never two of one source in one article (those are parts,
places or days, not rivals), and never a part with a whole of its own measure.  A subject that names no one
("people", "fighters") is compared within an article only, and only with figures of its own order: the dead of two
articles, or of an attack and of a war, are not the same dead.
Nothing here knows of which place or day a figure speaks, so two figures that differ may both be right.
"""

from collections.abc import Iterator
from itertools import chain, combinations

import pandas as pd

from pressframes.accounts import Account, accounts
from pressframes.happenings import TURNS, answer_chronology, happenings, lags
from pressframes.wording import AS_PREDICATE, counted, listed, number, upper_first

__all__ = [
    "TURNS",
    "accounts",
    "answer_chronology",
    "answer_estimates",
    "disagreements",
    "happenings",
    "headline",
    "lags",
    "share",
]

LOSSES = ("killed", "wounded", "casualties", "missing", "captured")
CHANCE = 100  # equal figures below this under two measures are as likely chance as a confusion
FAR = 10  # figures of people not named that are further apart are those of an attack and of a war, not rivals
COLUMNS = (
    "relation", "subject", "claim_a", "measure_a", "amount_a", "source_a",
    "claim_b", "measure_b", "amount_b", "source_b", "reason",
)  # fmt: skip
_ORDER = {"conflates": 0, "contradicts": 1, "differs": 2, "agrees": 3}


def disagreements(claims: pd.DataFrame) -> pd.DataFrame:
    """Pairs of accounts and how they stand to each other, the widest apart first; no pairs give an empty frame.

    `relation` is `conflates` (the same figure under two measures), `contradicts` (one measure, and the bounds of the
    wording do not meet), `differs` (the bounds meet only because "about" and "nearly" set none) or `agrees`;
    `claim_a` and `claim_b` are ids of claims, `reason` says it in words.
    """
    pairs = sorted(_pairs(accounts(claims)), key=lambda pair: (_ORDER[pair[0]], -pair[1]))
    rows = [(kind, a.subject, *_cited(a), *_cited(b), reason) for kind, _, a, b, reason in pairs]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")


def _cited(account: Account) -> tuple[str, str, str, str]:
    return account.claims[0], account.measure, account.amount, account.source


def _pairs(known: list[Account]) -> Iterator[tuple[str, float, Account, Account, str]]:
    by_subject: dict[str, list[Account]] = {}
    for account in known:
        by_subject.setdefault(account.subject, []).append(account)
    for a, b in chain.from_iterable(combinations(many, 2) for many in by_subject.values()):
        if not _comparable(a, b):
            continue
        if a.measure != b.measure:
            if a.best == b.best is not None and b.best >= CHANCE and {a.measure, b.measure} <= set(LOSSES):
                yield "conflates", float(b.best), a, b, _conflation(a, b)
        elif not (a.part_of_own or b.part_of_own):
            yield (*_relation(a, b), a, b, _reason(a, b))


def _comparable(a: Account, b: Account) -> bool:
    one_place = set(a.articles) & set(b.articles)
    if one_place and _one_voice(a, b):
        return False
    if any(letter.isupper() for letter in a.subject) or (a.measure != b.measure and a.best == b.best):
        return True
    return bool(one_place) and max(a.figure, b.figure) <= FAR * max(min(a.figure, b.figure), 1)


def _one_voice(a: Account, b: Account) -> bool:
    """Whether one name is the other, in full or in short ("Minister Ada Holm", "Holm")."""
    short, long = sorted((a.source.casefold(), b.source.casefold()), key=len)
    return long == short or long.endswith(f" {short}")


def _conflation(a: Account, b: Account) -> str:
    return f"the same {number(a.figure)} are {_predicate(a)} by one account, {_predicate(b)} by the other"


def _predicate(account: Account) -> str:
    return AS_PREDICATE.get(account.measure, account.measure)


def _apart(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return max(a[0], b[0]) > min(a[1], b[1])


def _relation(a: Account, b: Account) -> tuple[str, float]:
    """The relation of two accounts of one measure, and how many times one is the other."""
    small, large = sorted((a.figure, b.figure))
    kind = "contradicts" if _apart(a.bounds, b.bounds) else "differs" if _apart(a.said, b.said) else "agrees"
    return kind, large / max(small, 1)


def _reason(a: Account, b: Account) -> str:
    kind, times = _relation(a, b)
    few, many = sorted((a, b), key=lambda account: account.figure)
    if kind == "agrees":
        return f"both can be right: “{few.amount}” does not exclude “{many.amount}”"
    apart = f"{number(few.figure)} and {number(many.figure)}" + _times(times)
    if kind == "contradicts":
        return f"their wording leaves no figure that both allow: “{few.amount}” and “{many.amount}” ({apart})"
    return f"the stated figures differ ({apart}), though the wording sets no bounds that exclude one another"


def _times(times: float) -> str:
    """How many times as many, with a decimal below ten; nothing for as good as once."""
    if times < 1.05:
        return ""
    return f", {times:.1f} times as many" if times < 10 else f", {number(times)} times as many"


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
    found = _conflated(known)
    if found:
        a, b = found
        return f"{number(a.figure)} are {_predicate(a)} by one account, {_predicate(b)} by another"
    if len(known) == 1:
        return upper_first(f"{known[0].amount} {_predicate(known[0])}, by one account")
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
        return f"One figure is given: {_in_text(known[0])} {_predicate(known[0])} ({known[0].source})."
    found = _conflated(known)
    if not found:
        return f"{upper_first(_spread(known))}."
    a, b = found
    same = f"The same {number(a.figure)} are {_predicate(a)} ({a.source}) and {_predicate(b)} ({b.source})"
    return f"{same}; {_spread(known)}."


def _spread(known: list[Account]) -> str:
    group = _widest(known)
    if len(group) == 1:
        return _each_once(known)
    few, many = group[0], max(group, key=lambda account: account.top)
    of_whom = f"the {few.measure} ({few.subject})"
    if few.figure == many.top:
        return f"the accounts of {of_whom} agree on {number(few.figure)}"
    ends = f"{_in_text(few)} ({few.source}) and the highest {_in_text(many)} ({many.source})"
    return f"of {of_whom}, the lowest figure is {ends}"


def _each_once(known: list[Account]) -> str:
    if len(known) > 3:
        return f"{counted(len(known), 'figure')}, no two of one measure and subject"
    several = len({account.subject for account in known}) > 1
    each = [f"{_in_text(a)} {_predicate(a)}{f' ({a.subject})' if several else ''}" for a in known]
    return f"{listed(each)}, by one account each"


def _in_text(account: Account) -> str:
    """The wording within a sentence: "At least 12" began one."""
    amount = account.amount
    return amount[0].lower() + amount[1:] if amount[:1].isupper() and amount[1:2].islower() else amount


def _conflated(known: list[Account]) -> tuple[Account, Account] | None:
    may_be = [account for account in known if (account.best or 0) >= CHANCE]
    found = [(size, a, b) for kind, size, a, b, _ in _pairs(may_be) if kind == "conflates"]
    return max(found, key=lambda pair: pair[0])[1:] if found else None


def _widest(known: list[Account]) -> list[Account]:
    """The accounts of the measure and subject that has most of them, from the lowest to the highest."""
    groups: dict[tuple[str, str], list[Account]] = {}
    for account in known:
        groups.setdefault((account.measure, account.subject), []).append(account)
    most = max(len(many) for many in groups.values())
    group = next(many for many in groups.values() if len(many) == most)
    return sorted(group, key=lambda account: (account.figure, account.top))
