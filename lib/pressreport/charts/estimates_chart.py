"""The chart of figures against their sources: every claim drawn, grouped by measure.

A row is an account (`accounts`): its source on one line, and below it the mark with the stated wording.  A measure
with more accounts than its rows has a strip in which every one of them is a dot; the rows show the least, the most
and the most reported ones, and the heading says how many of how many.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from pressframes import compare, records
from pressframes.compare.account import Account, accounts
from pressframes.frames.effective import effective
from pressframes.phrases import article_keys, counted, listed, period, upper_first
from pressreport.charts import foot, layout, scales
from pressreport.charts import marks as charts_marks
from pressreport.charts import strip as strips
from pressreport.charts.showing import style

ROWS, LEAST = 30, 3  # accounts that a chart labels, and at least of each measure; all are marks in a strip
_HEADING, _GAP = 30.0, 10.0
_LEFT = layout.EDGE - layout.LEFT  # where rows begin


class Group(NamedTuple):
    """One measure: the accounts that get a row, and all of them."""

    measure: str
    shown: list[Account]
    every: list[Account]

    @property
    def partial(self) -> bool:
        """Whether some have no row."""
        return len(self.shown) < len(self.every)


class Row(NamedTuple):
    """One account with the lines of its source and the label of its mark."""

    account: Account
    source: Sequence[str]
    label: layout.Label

    @property
    def height(self) -> float:
        """Points, with the gap after it."""
        return (
            len(self.source) * layout.SMALL * layout.LEADING + layout.TEXT * layout.LEADING + self.label.height + _GAP
        )


class Block(NamedTuple):
    """A measure as it is drawn: the strip of all its accounts if some have no row, and the rows."""

    group: Group
    strip: strips.Strip | None
    rows: Sequence[Row]

    @property
    def height(self) -> float:
        """Points, with heading and gap."""
        strip = self.strip.height + _GAP if self.strip else 0
        return _HEADING + strip + sum(row.height for row in self.rows) + _GAP


def estimates(claims: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The axes with every figure against its source, grouped by measure; in `ax`, or on a page of its own.

    A mark is the stated figure (hollow: only a least one is stated), a line a range, an arrow an open end, a halo
    "about", which sets no bounds.  No claims give a page that says so.
    """
    with style():
        known = accounts(claims)
        if not known:
            return _nothing(claims, articles, ax)
        groups = _groups(known)
        keys = article_keys(articles, claims["article"])
        frame = layout.Frame(compare.headline(claims), _subtitle(known, articles), _foot(known, claims, articles, keys))
        drawn = layout.blank(ax)
        values = [v for account in known for v in (account.best, account.low, account.high) if v is not None]
        scale = scales.counts(drawn, values, room=charts_marks.ARROW + 4)  # for the arrow of the largest
        main = _main_subject(known)
        blocks = [_block(drawn, group, keys, main) for group in groups]
        layout.page(drawn, frame, sum(block.height for block in blocks), own=ax is None, axis=scale.axis)
        layout.ticks(drawn, scale.marks, scale.note)
        top = 0.0
        for block in blocks:
            _draw_block(drawn, block, top)
            top += block.height
        return drawn


def _nothing(claims: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None) -> Axes:
    many = counted(len(articles), "article")
    said = f"No figure for people was found in {many}." if len(articles) else "There are no articles to read."
    return layout.without_rows(
        ax, layout.Frame("No figure can be shown", [said], foot.lines(f"0 figures, {many}.", articles, {}, claims))
    )


def _groups(known: Sequence[Account]) -> list[Group]:
    """The measures in their order; three rows each if they have them, and the rest by the root of their number."""
    by_measure = {m: many for m in records.MEASURES if (many := [a for a in known if a.measure == m])}
    if len(known) <= ROWS:
        return [Group(m, _telling(many, len(many)), many) for m, many in by_measure.items()]
    more = {m: max(len(many) - LEAST, 0) ** 0.5 for m, many in by_measure.items()}
    spare = max(ROWS - sum(min(LEAST, len(many)) for many in by_measure.values()), 0) / (sum(more.values()) or 1)
    return [Group(m, _telling(many, LEAST + int(more[m] * spare)), many) for m, many in by_measure.items()]


def _telling(every: list[Account], rows: int) -> list[Account]:
    """As many accounts, the largest first: the extremes, then those with a source, most reported or largest."""
    ranked = sorted(every, key=lambda a: (-a.figure, a.source.casefold(), a.amount, a.claims))
    if len(ranked) <= rows:
        return ranked
    inner = sorted(ranked[1:-1], key=lambda a: (a.source.startswith("no source"), -len(a.articles), -a.figure))
    return [a for a in ranked if a in (ranked[0], ranked[-1], *inner[: rows - 2])]


def _main_subject(known: Sequence[Account]) -> str:
    """The subject of most accounts, which need not be said at each; empty if none has most."""
    subjects = [account.subject for account in known]
    return next((one for one in subjects if subjects.count(one) * 2 > len(known)), "")


def _subtitle(known: Sequence[Account], articles: pd.DataFrame) -> list[str]:
    main = _main_subject(known)
    unless = " unless others are named" if any(account.subject != main for account in known) else ""
    of_whom = f"{upper_first(main)}{unless}: persons" if main else "Persons"
    when = period(articles, (id_ for account in known for id_ in account.articles))
    first = f"{of_whom}, as each source puts it" + (f"; articles {when}." if when else ".")
    told = ["Mark: the figure as stated."] if any(a.best is not None for a in known) else []
    told += ["Hollow: only a least number is stated."] if any(charts_marks.hollow(a) for a in known) else []
    told += ["Line: a range."] if any(charts_marks.ranged(a) for a in known) else []
    told += ["Arrow: open on that side."] if any(charts_marks.open_ended(a) for a in known) else []
    told += ["×2: given twice."] if any(len(a.claims) > len(a.articles) for a in known) else []
    told += ["Halo: “about”, which sets no bounds."] if any(a.hedge == "about" for a in known) else []
    return [first, " ".join(told)]


def _foot(known: Sequence[Account], claims: pd.DataFrame, articles: pd.DataFrame, keys: dict[str, str]) -> list[str]:
    figures = counted(len(effective(claims)), "figure")
    many = f"{figures} in {counted(len(known), 'account')}, {counted(len(keys), 'article')}."
    unlabelled = " Figures that are not labelled stand in the table." if any(g.partial for g in _groups(known)) else ""
    return foot.lines(many + unlabelled, articles, keys, claims)


def _block(ax: Axes, group: Group, keys: dict[str, str], main: str) -> Block:
    dots = [strips.Dot(a.figure, *charts_marks.LOOKS[a.measure], layout.link(a.claims[0])) for a in group.every]
    rows = [_row(ax, account, _said(account, keys, main)) for account in group.shown]
    return Block(group, strips.strip(ax, dots) if group.partial else None, rows)


def _row(ax: Axes, account: Account, said: str) -> Row:
    return Row(
        account,
        layout.wrapped(account.source, layout.SMALL, layout.WIDTH - 2 * layout.EDGE, lines=2),
        layout.label(ax, said, *charts_marks.extent(ax, account)),
    )


def _said(account: Account, keys: dict[str, str], main: str) -> str:
    """The stated wording, of whom if not of the `main` subject, and where it stands, as often as it does."""
    amount = account.amount if account.subject == main else f"{account.amount} ({account.subject})"
    times = f"×{len(account.claims)}" if len(account.claims) > len(account.articles) else ""
    return " ".join(part for part in (amount, foot.cited(account.articles, keys), times) if part)


def labels(claims: pd.DataFrame, articles: pd.DataFrame) -> list[tuple[Account, str]]:
    """Every account in the order of the chart, with the label that its mark bears there if it has a row."""
    known = accounts(claims)
    keys, main = article_keys(articles, claims["article"]), _main_subject(known)
    ranked = (account for group in _groups(known) for account in _telling(group.every, len(group.every)))
    return [(account, _said(account, keys, main)) for account in ranked]


def _draw_block(ax: Axes, block: Block, top: float) -> None:
    group = block.group
    colour, shape = charts_marks.LOOKS[group.measure]
    middle = top + _HEADING / 2 + 2
    layout.plot(
        ax,
        [layout.value_at(ax, _LEFT + 6)],
        [middle],
        color=colour,
        marker=shape,
        markersize=9,
        linestyle="",
    )
    of = f" (labelled: {len(group.shown)} of {len(group.every)} accounts)" if group.partial else ""
    layout.write(ax, _LEFT + 18, middle, group.measure.capitalize() + of, size=layout.HEAD, fontweight="bold")
    top += _HEADING
    if block.strip:
        strips.draw(ax, block.strip, top, "every account, a mark each; below, some with their words", _LEFT)
        top += block.strip.height + _GAP
    for row in block.rows:
        _draw_row(ax, row, top)
        top += row.height


def _draw_row(ax: Axes, row: Row, top: float) -> None:
    for line in row.source:
        layout.write(
            ax,
            _LEFT,
            top + layout.SMALL * layout.LEADING / 2,
            line,
            size=layout.SMALL,
            colour=layout.SOFT,
        )
        top += layout.SMALL * layout.LEADING
    y = top + layout.TEXT * layout.LEADING / 2
    charts_marks.draw(ax, row.account, y)
    layout.write(ax, row.label.x, y + row.label.height, row.label.text, url=layout.link(row.account.claims[0]))


def estimates_alt(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the chart shows, in full sentences."""
    known = accounts(claims)
    if not known:
        return compare.answer_estimates(claims, articles)
    said = [
        f"Chart of {counted(len(effective(claims)), 'figure')} from {counted(len(articles), 'article')}"
        " against their sources."
    ]
    said += [compare.answer_estimates(claims, articles)]
    return foot.spoken(" ".join(said + [_measure_alt(group) for group in _groups(known)]), claims)


def _measure_alt(group: Group) -> str:
    told = listed([f"{account.amount} ({account.source})" for account in group.shown])
    if group.partial:
        return f"{group.measure.capitalize()}, {len(group.shown)} of {len(group.every)} accounts: {told}."
    return f"{group.measure.capitalize()}: {told}."
