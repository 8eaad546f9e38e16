"""Claims and events set against each other; what the notebooks call stands here, the rest in the modules.

Here is what the comparing of claims comes to: which accounts do not go together, what share one is of another, in
words.  An account is what one source is said to give: the same source, measure, subject and wording in several
articles are one.  What is set against what, and how, is told by `relations`.
"""

from collections.abc import Sequence
from math import inf

import pandas as pd

from pressframes.compare.corroboration import answer_witnesses
from pressframes.compare.estimates import answer_sensitivity
from pressframes.compare.incidents import answer_chronology, labels, most_told, ranked
from pressframes.compare.relations import Pair, frame_of, pairs
from pressframes.compare.reports import ANYONE, ReportedFigure, accounts, figures, grouped
from pressframes.compare.tolls import answer_toll, headline_toll, name_of
from pressframes.phrases import counted, lower_first, number, upper_first

__all__ = [
    "accounts", "answer_chronology", "answer_estimates", "answer_sensitivity", "answer_toll",
    "answer_witnesses", "disagreements", "headline", "headline_toll", "labels", "most_told", "name_of", "share",
]  # fmt: skip
_APART = ("conflates", "exceeds", "contradicts")


def disagreements(claims: pd.DataFrame) -> pd.DataFrame:
    """Those of the `relations` that do not go together, one a pair of accounts, the widest apart first.

    That is what `conflates`, `exceeds` or `contradicts`; none give an empty frame.
    """
    one_each: dict[frozenset[tuple[str, ...]], Pair] = {}
    for pair in pairs(figures(claims)):
        if pair.relation in _APART:
            one_each.setdefault(frozenset((pair.a.account, pair.b.account)), pair)
    # Of one relation, by the figure that is confused, else by how far apart the two are.
    size = {pair: pair.a.figure if pair.relation == "conflates" else pair.times for pair in one_each.values()}
    return frame_of(sorted(size, key=lambda pair: (_APART.index(pair.relation), -size[pair])))


def share(claims: pd.DataFrame, part: str = "killed", whole: str = "deployed") -> pd.DataFrame:
    """What share of `whole` the `part` would be, one row a subject that has both; shares run from 0 upwards.

    `low`, `high`: by the bounds, the least of the part over the most of the whole and the reverse; null if any
    account leaves the bound open.  `stated_low`, `stated_high`: by the figures as stated.  `reason`: in words.
    """
    rows = []
    for subject, many in grouped(
        (one for one in accounts(claims) if not one.part_of_own), lambda one: one.subject
    ).items():
        of = grouped(many, lambda one: one.measure)
        if part in of and whole in of:
            rows.append((subject, *_share(of[part], of[whole], whole)))
    columns = ["subject", "low", "high", "stated_low", "stated_high", "reason"]
    made = pd.DataFrame(rows, columns=columns)
    return made.astype({"subject": "str", "reason": "str"} | dict.fromkeys(columns[1:5], "Float64"))


def _share(part: list[ReportedFigure], whole: list[ReportedFigure], named: str) -> tuple[object, ...]:
    (least, most), (fewest, all_of_them) = _ends(part), _ends(whole)
    low = None if least is None or not all_of_them else least / all_of_them
    high = None if most is None or not fewest else most / fewest
    parts = [one.best for one in part if one.best is not None]
    wholes = [one.best for one in whole if one.best]  # none deployed has no shares
    stated_low, stated_high = (min(parts) / max(wholes), max(parts) / min(wholes)) if parts and wholes else (None, None)
    return low, high, stated_low, stated_high, _share_in_words(low, high, stated_low, stated_high, named)


def _ends(many: list[ReportedFigure]) -> tuple[float | None, float | None]:
    """The least and the most by the bounds of all; None where one leaves it open."""
    low, high = min(one.bounds[0] for one in many), max(one.bounds[1] for one in many)
    return (None if low == -inf else low, None if high == inf else high)


def _share_in_words(
    low: float | None, high: float | None, stated_low: float | None, stated_high: float | None, whole: str
) -> str:
    if low is not None and high is not None:
        return f"{_percent(low, high)} of the {whole}, by the bounds of every account"
    ends = {"least": low, "most": high}
    bound = "".join(
        f"; by the bounds at {end} {_percent(value, value)}" for end, value in ends.items() if value is not None
    )
    without = " or ".join(end for end, value in ends.items() if value is None)
    open_ends = f"{bound}; no certain {without}, since an account leaves it open"
    if stated_low is None or stated_high is None:
        return f"no share of the {whole} can be computed from figures as stated{open_ends}"
    return f"{_percent(stated_low, stated_high)} of the {whole} by the figures as stated{open_ends}"


def _percent(low: float, high: float) -> str:
    least, most = f"{100 * low:.3g}", f"{100 * high:.3g}"
    return f"{least} %" if least == most else f"{least} to {most} %"


def headline(claims: pd.DataFrame) -> str:
    """The finding of the claims in a few words, as a title: that of the incident that most articles tell of."""
    known = accounts(claims)
    if not known:
        return "No figure can be shown"
    group = _most_told(claims, known)
    label = _named(claims, group[0])
    return f"{upper_first(label)}: {_finding(claims, group)}" if label else upper_first(_finding(claims, group))


def _finding(claims: pd.DataFrame, group: list[ReportedFigure]) -> str:
    if found := _conflated(claims, group[0].incident):
        a, b = found
        return f"{number(a.figure)} are {a.predicate} by one account, {b.predicate} by another"
    first = group[0]
    others = {one.subject for one in accounts(claims) if (one.incident, one.measure) == (first.incident, first.measure)}
    of = f" ({first.subject})" if others != {first.subject} and first.subject not in ANYONE else ""
    if len(group) == 1:
        if first.stance != "asserted":  # nothing else is known
            return f"a figure of {lower_first(first.amount)} {first.predicate}{of} is {first.stance}"
        return f"{lower_first(first.amount)} {first.predicate}{of}, by one account"
    low, high = first.figure, max(account.top for account in group)
    if low == high:
        return f"{len(group)} accounts give {number(low)} {first.predicate}{of}"
    return f"figures of the {first.measure}{of} from {number(low)} to {number(high)}"


def answer_estimates(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """How many, according to whom: the computed answer in one sentence or more, of one incident."""
    known = accounts(claims)
    if not known:
        return f"No figure for people was found in {counted(len(articles), 'article')}."
    group = _most_told(claims, known)
    told = f"{upper_first(_conflict(claims, group))}."
    incidents = list(dict.fromkeys(one.incident for one in known if one.incident))
    unplaced = sum(len(one.claims) for one in known if not one.incident)
    if len(incidents) > 1:
        many = counted(len(incidents), "happening or running total", "happenings and running totals")
        of = {article for one in known if one.incident == group[0].incident for article in one.articles}
        most = f"The articles give figures of {many}. Most told is this, in {counted(len(of), 'article')}: "
        told = f"{most}{_named(claims, group[0])}. {told}"
    if unplaced:
        told += f" {counted(unplaced, 'figure')} could not be placed."
    return told


def _conflict(claims: pd.DataFrame, group: list[ReportedFigure]) -> str:
    found = _conflated(claims, group[0].incident)
    if not found:
        return _spread(group)
    a, b = found
    same = f"the same {number(a.figure)} are {a.predicate} ({a.source}) and {b.predicate} ({b.source})"
    return f"{same}; {_spread(group)}"


def _spread(group: list[ReportedFigure]) -> str:
    few, many = group[0], max(group, key=lambda account: account.top)
    of_whom = f"the {few.measure} ({few.subject})"
    if len(group) == 1:
        if few.stance != "asserted":
            return f"the one figure, {lower_first(few.amount)} {few.predicate}, is {few.stance} ({few.source})"
        return f"one account gives {lower_first(few.amount)} {few.predicate} ({few.source})"
    if few.figure == many.top:
        return f"{len(group)} accounts give {number(few.figure)} for {of_whom}"
    least, most = (f"{lower_first(end.amount)} ({end.source})" for end in (few, many))
    if few.party == many.party != "" and few.source.casefold() != many.source.casefold():
        return f"{of_whom} are put between {least} and {most} by {many.party} who disagree among themselves"
    return f"of {of_whom}, the lowest figure is {least} and the highest {most}"


def _named(claims: pd.DataFrame, one: ReportedFigure) -> str:
    return labels(claims).get(one.incident, "")


def _conflated(claims: pd.DataFrame, incident: str) -> tuple[ReportedFigure, ReportedFigure] | None:
    """The two accounts of an incident that give the largest figure under two measures."""
    of_it = [one for one in figures(claims) if one.incident == incident != ""]
    found = [(pair.a, pair.b) for pair in pairs(of_it) if pair.relation == "conflates"]
    return max(found, key=lambda two: two[0].figure, default=None)


def _most_told(claims: pd.DataFrame, known: list[ReportedFigure]) -> list[ReportedFigure]:
    """Of the most told incident the accounts of the measure and people that most articles give, the lowest first.

    Parts, additions and what is denied or replaced are left out, unless there is nothing else.
    """
    order = {incident: at for at, incident in enumerate(ranked(claims))}
    wholes = [one for one in known if one.role == "whole" and one.stance == "asserted"] or known
    groups = [*grouped(wholes, lambda one: (one.incident or one.claim, one.measure, one.subject)).values()]

    def told(group: Sequence[ReportedFigure]) -> tuple[int, int, int, float]:
        articles = len({article for one in group for article in one.articles})
        return -order.get(group[0].incident, len(order)), articles, len(group), group[0].figure

    first: list[ReportedFigure] = max(groups, key=told)
    return sorted(first, key=lambda one: (one.figure, one.top))
