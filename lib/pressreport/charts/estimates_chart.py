"""The chart of figures against their sources: every claim drawn, grouped by measure.

A row is an account (`accounts`): its source on one line, and below it the mark with the stated wording.  A measure
with more accounts than its rows has a beeswarm in which every one of them is a dot; the rows show the least, the most
and the most reported ones, and the heading says how many of how many.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from pandas import DataFrame

from pressframes import compare, records
from pressframes.compare.reports import ReportedFigure, accounts
from pressframes.frames.rulings import with_rulings
from pressframes.phrases import article_keys, counted, listed, upper_first
from pressreport.charts import layout
from pressreport.charts.layout import Mark, Part, Rows

ROWS, LEAST = 30, 3  # accounts that a chart labels, and at least of each measure; all are marks in a beeswarm
ARROW, HALO = 34.0, 17.0  # points
_GAP = 10.0
_STANCES = {"denied": "denied:", "superseded": "replaced:"}  # what the source does not say, or no more


class Group(NamedTuple):
    """One measure: all its accounts, those that get a row, and in words how many they are, if some have none."""

    measure: str
    every: list[ReportedFigure]
    shown: list[ReportedFigure]
    some: str


@layout.style()
def estimates(claims: DataFrame, articles: DataFrame, ax: Axes | None = None, *, outcomes: Rows = None) -> Axes:
    """The axes with every figure against its source, grouped by measure; in `ax`, or on a page of its own.

    A mark is the stated figure (hollow: only a least one is stated), a line a range, an arrow an open end, a halo
    "about", which sets no bounds.  No claims give a page that says so.
    """
    known, keys = accounts(claims), article_keys(articles, claims["article"])
    if not known:
        many = counted(len(articles), "article")
        said = f"No figure for people was found in {many}." if len(articles) else "There are no articles to read."
        counts = layout.caption(f"0 figures, {many}.", articles, {}, claims, outcomes)
        return layout.without_rows(ax, ("No figure can be shown", [said], counts))
    groups, main, drawn = _groups(known), _main_subject(known), layout.blank(ax)
    values = [v for account in known for v in (account.best, account.low, account.high) if v is not None]
    scale = layout.counts(drawn, values, room=ARROW + 4)  # for the arrow of the largest
    many = f"{counted(len(with_rulings(claims)), 'figure')} in {counted(len(known), 'account')}"
    many += f", {counted(len(keys), 'article')}."
    if any(group.some for group in groups):
        many += " Figures that are not labelled stand in the table."
    told = layout.caption(many, articles, keys, claims, outcomes)
    several = len({account.incident or account.claim for account in known})
    title = compare.headline(claims) if several == 1 else f"Figures of {several:,} different things"
    words = (title, _subtitle(known, main, articles), told)
    blocks = [_block(drawn, group, keys, main) for group in groups]
    return layout.page(drawn, words, blocks, scale, own=ax is None)


def _groups(known: Sequence[ReportedFigure]) -> list[Group]:
    """The measures in their order; three rows each if they have them, and the rest by the root of their number."""
    by_measure = {m: many for m in records.MEASURES if (many := [a for a in known if a.measure == m])}
    more = {m: max(len(many) - LEAST, 0) ** 0.5 for m, many in by_measure.items()}
    spare = max(ROWS - sum(min(LEAST, len(many)) for many in by_measure.values()), 0) / (sum(more.values()) or 1)
    groups = []
    for measure, many in by_measure.items():
        rows = LEAST + int(more[measure] * spare) if len(known) > ROWS else len(many)
        some = f"{rows} of {len(many)} accounts" if rows < len(many) else ""
        groups += [Group(measure, many, _telling(many, rows), some)]
    return groups


def _telling(every: list[ReportedFigure], rows: int) -> list[ReportedFigure]:
    """As many accounts, the largest first: the extremes, then those with a source, most reported or largest."""
    ranked = sorted(every, key=lambda a: (-a.figure, a.source.casefold(), a.amount, a.claims))
    if len(ranked) <= rows:
        return ranked
    inner = sorted(ranked[1:-1], key=lambda a: (a.source.startswith("no source"), -len(a.articles), -a.figure))
    return [a for a in ranked if a in (ranked[0], ranked[-1], *inner[: rows - 2])]


def _main_subject(known: Sequence[ReportedFigure]) -> str:
    """The subject of most accounts, which need not be said at each; empty if none has most."""
    subjects = [account.subject for account in known]
    return next((one for one in subjects if subjects.count(one) * 2 > len(known)), "")


def _subtitle(known: Sequence[ReportedFigure], main: str, articles: DataFrame) -> list[str]:
    unless = " unless others are named" if any(account.subject != main for account in known) else ""
    of_whom = f"{upper_first(main)}{unless}: persons" if main else "Persons"
    cited = [id_ for account in known for id_ in account.articles]
    told = {
        "Mark: the figure as stated.": any(a.best is not None for a in known),
        "Hollow: only a least number is stated.": any(map(hollow, known)),
        "Line: a range.": any(map(_ranged, known)),
        "Arrow: open on that side.": any(map(_open_ended, known)),
        "×2: given twice.": any(len(a.claims) > len(a.articles) for a in known),
        "Halo: “about”, which sets no bounds.": any(a.hedge == "about" for a in known),
    }
    return [
        layout.dated(f"{of_whom}, as each source puts it", articles, cited),
        " ".join(words for words, needed in told.items() if needed),
    ]


def _block(ax: Axes, group: Group, keys: dict[str, str], main: str) -> Part:
    look = layout.LOOKS[group.measure]
    of = f" (labelled: {group.some})" if group.some else ""
    parts = [layout.heading(ax, group.measure.capitalize() + of, look, 30, 17)]
    if group.some:
        dots = [(account.figure, look, layout.link(account.claim)) for account in group.every]
        said = "every account, a mark each; below, some with their words"
        parts += [layout.stack([layout.beeswarm(ax, dots, said, layout.BEGIN), Part(_GAP)])]
    rows = []
    for account in group.shown:
        source = layout.wrapped(account.source, layout.SMALL, layout.WIDE, lines=2)
        said, draw, url = _said(account, keys, main), partial(_draw, ax, account), layout.link(account.claim)
        rows += [layout.row(ax, source, Mark(said, *_extent(ax, account), draw, False, url), _GAP)]
    return layout.stack([*parts, layout.stack(rows), Part(_GAP)])


def _said(account: ReportedFigure, keys: dict[str, str], main: str) -> str:
    """The stated wording, of whom if not of the `main` subject, and where it stands, as often as it does."""
    amount = account.amount if account.subject == main else f"{account.amount} ({account.subject})"
    amount = f"{_STANCES[account.stance]} {amount}" if account.stance in _STANCES else amount
    times = f"×{len(account.claims)}" if len(account.claims) > len(account.articles) else ""
    return " ".join(part for part in (amount, layout.cited(account.articles, keys), times) if part)


def _spoken(account: ReportedFigure) -> str:
    said = f"{account.amount} ({account.source})"
    return f"{_STANCES[account.stance]} {said}" if account.stance in _STANCES else said


def labels(claims: DataFrame, articles: DataFrame) -> list[tuple[ReportedFigure, str]]:
    """Every account in the order of the chart, with the label that its mark bears there if it has a row."""
    known = accounts(claims)
    keys, main = article_keys(articles, claims["article"]), _main_subject(known)
    ranked = (account for group in _groups(known) for account in _telling(group.every, len(group.every)))
    return [(account, _said(account, keys, main)) for account in ranked]


# -- the mark of an account: a figure as a dot, a range as a line, an open end as an arrow, "about" as a halo


def hollow(account: ReportedFigure) -> bool:
    """Whether only a least number is stated (thousands)."""
    return account.best is None and not _ranged(account)


def _ranged(account: ReportedFigure) -> bool:
    """Whether two different bounds are stated."""
    return account.low is not None and account.high is not None and account.low < account.high


def _open_ended(account: ReportedFigure) -> bool:
    """Whether the wording sets one bound only."""
    return (account.low is None) != (account.high is None)


def _tip(ax: Axes, account: ReportedFigure) -> float:
    """Where the arrow of an open end points to: no further down than zero, unless it could not be seen then."""
    at = layout.points_of(ax, account.figure)
    return at + ARROW if account.high is None else max(min(at - 14, 0), at - ARROW)


def _extent(ax: Axes, account: ReportedFigure) -> tuple[float, float]:
    """The points that the mark of an account covers."""
    at, half = layout.points_of(ax, account.figure), (HALO if account.hedge == "about" else layout.DOT) / 2
    ends = [at - half, at + half]
    if _ranged(account):
        ends += [layout.points_of(ax, account.low or 0) - 2, layout.points_of(ax, account.high or 0) + 2]
    elif _open_ended(account):
        ends += [_tip(ax, account) - 3, _tip(ax, account) + 3]
    return min(ends), max(ends)


def _draw(ax: Axes, account: ReportedFigure, y: float) -> None:
    colour, shape = layout.LOOKS[account.measure]
    at, url = account.figure, layout.link(account.claim)
    mark: dict[str, Any] = {"color": colour, "linestyle": "", "url": url}
    if account.hedge == "about":
        layout.plot(ax, [at], [y], **mark, marker="o", markersize=HALO, alpha=0.25, markeredgewidth=0)
    if _ranged(account):
        line = mark | {"linestyle": "-", "linewidth": 4, "marker": "|", "markersize": 11, "markeredgewidth": 2.5}
        layout.plot(ax, [account.low or 0, account.high or 0], [y, y], **line)
    elif _open_ended(account):
        tip = layout.value_at(ax, _tip(ax, account))
        layout.plot(ax, [at, tip], [y, y], color=colour, linewidth=2, url=url)
        layout.plot(ax, [tip], [y], **mark, marker=">" if tip > at else "<", markersize=6)
    if account.best is not None or not _ranged(account):
        mark |= {"marker": shape, "markersize": layout.DOT, "markeredgewidth": 1.8}
        layout.plot(ax, [at], [y], **mark, markerfacecolor="white" if hollow(account) else colour)


def estimates_alt(claims: DataFrame, articles: DataFrame, *, outcomes: Rows = None) -> str:
    """What the chart shows, in full sentences."""
    known, answer = accounts(claims), compare.answer_estimates(claims, articles)
    if not known:
        return answer
    many = f"{counted(len(with_rulings(claims)), 'figure')} from {counted(len(articles), 'article')}"
    said = [f"Chart of {many} against their sources.", answer]
    for group in _groups(known):
        told = listed([_spoken(account) for account in group.shown])
        some = f", {group.some}" if group.some else ""
        said += [f"{group.measure.capitalize()}{some}: {told}."]
    return layout.spoken(" ".join(said), claims, outcomes)
