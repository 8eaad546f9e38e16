"""The chart of figures against their sources: every claim drawn, grouped by measure.

A row is an account (`accounts`): its source on one line, and below it the mark with the stated wording.  A measure
with more accounts than its rows has a strip in which every one of them is a dot; the rows show the least, the most
and the most reported ones, and the heading says how many of how many.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pressframes import compare, records
from pressframes.charts import layout
from pressframes.charts import marks as charts_marks
from pressframes.charts.showing import style
from pressframes.compare.account import Account, accounts
from pressframes.wording import article_keys, article_line, counted, listed, number, period, upper_first

ROWS, LEAST = 30, 3  # accounts that a chart labels, and at least of each measure; all are marks in a strip
NAMED = 12  # articles that the foot names; more are counted
_HEADING, _STRIP, _GAP = 30.0, 40.0, 10.0
ORDERS = 100  # a larger range of figures wants a logarithmic scale


class Group(NamedTuple):
    """One measure: the accounts that get a row, and all of them."""

    measure: str
    shown: list[Account]
    every: list[Account]


class Scale(NamedTuple):
    """The values to mark on the x axis, with their labels, and what must be said of it."""

    marks: list[tuple[float, str]]
    note: str


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


def estimates(claims: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The axes with every figure against its source, grouped by measure; in `ax`, or on a page of its own.

    A mark is the stated figure (hollow: only a least one is stated), a line a range, an arrow an open end, a halo
    "about", which sets no bounds.  No claims give a page that says so.
    """
    with style():
        known = accounts(claims)
        if not known:
            return _nothing(articles, ax)
        groups = _groups(known)
        keys = article_keys(articles, claims["article"])
        frame = layout.Frame(compare.headline(claims), _subtitle(known, articles), _foot(known, claims, articles, keys))
        drawn = layout.blank(ax)
        scale = _scale(drawn, known)
        main = _main_subject(known)
        rows = {group.measure: [_row(drawn, a, _said(a, keys, main)) for a in group.shown] for group in groups}
        height = sum(_height(group, rows[group.measure]) for group in groups)
        layout.page(
            drawn,
            frame,
            height,
            own=ax is None,
            axis=layout.AXIS + (layout.SMALL * layout.LEADING if scale.note else 0),
        )
        layout.ticks(drawn, scale.marks, scale.note)
        top = 0.0
        for group in groups:
            _draw_group(drawn, group, rows[group.measure], top)
            top += _height(group, rows[group.measure])
        return drawn


def _nothing(articles: pd.DataFrame, ax: Axes | None) -> Axes:
    many = counted(len(articles), "article")
    said = f"No figure for people was found in {many}." if len(articles) else "There are no articles to read."
    return layout.without_rows(ax, layout.Frame("No figure can be shown", [said], [f"0 figures, {many}."]))


def _groups(known: Sequence[Account]) -> list[Group]:
    """The measures in their order; three rows each if they have them, and the rest by the root of their number."""
    by_measure = {m: many for m in records.MEASURES if (many := [a for a in known if a.measure == m])}
    if len(known) <= ROWS:
        return [Group(m, _telling(many, len(many)), many) for m, many in by_measure.items()]
    more = {m: max(len(many) - LEAST, 0) ** 0.5 for m, many in by_measure.items()}
    spare = max(ROWS - sum(min(LEAST, len(many)) for many in by_measure.values()), 0) / (sum(more.values()) or 1)
    return [Group(m, _telling(many, LEAST + int(more[m] * spare)), many) for m, many in by_measure.items()]


def _telling(every: list[Account], rows: int) -> list[Account]:
    """As many accounts, the largest first: the extremes, then the most reported, then those with a source."""
    ranked = sorted(every, key=lambda a: (-a.figure, a.source.casefold(), a.amount, a.claims))
    if len(ranked) <= rows:
        return ranked
    inner = sorted(ranked[1:-1], key=lambda a: (-len(a.articles), -len(a.claims), a.source.startswith("no source")))
    return [a for a in ranked if a in (ranked[0], ranked[-1], *inner[: rows - 2])]


def _main_subject(known: Sequence[Account]) -> str:
    """The subject of most accounts, which need not be said at each; empty if none has most."""
    subjects = [account.subject for account in known]
    return next((one for one in subjects if subjects.count(one) * 2 > len(known)), "")


def _subtitle(known: Sequence[Account], articles: pd.DataFrame) -> list[str]:
    main = _main_subject(known)
    unless = " unless others are named" if any(account.subject != main for account in known) else ""
    of_whom = f"{upper_first(main)}{unless}: persons" if main else "Persons"
    when = period(articles)
    first = f"{of_whom}, as each source puts it" + (f"; articles {when}." if when else ".")
    told = ["Mark: the figure as stated."] if any(a.best is not None for a in known) else []
    told += ["Hollow: only a least number is stated."] if any(charts_marks.hollow(a) for a in known) else []
    told += ["Line: a range."] if any(charts_marks.ranged(a) for a in known) else []
    told += ["Arrow: open on that side."] if any(charts_marks.open_ended(a) for a in known) else []
    told += ["×2: given twice."] if any(len(a.claims) > len(a.articles) for a in known) else []
    told += ["Halo: “about”, which sets no bounds."] if any(a.hedge == "about" for a in known) else []
    return [first, " ".join(told)]


def _foot(known: Sequence[Account], claims: pd.DataFrame, articles: pd.DataFrame, keys: dict[str, str]) -> list[str]:
    many = f"{counted(len(claims), 'figure')} in {counted(len(known), 'account')}, {counted(len(keys), 'article')}."
    if len(keys) > NAMED:
        return [f"{many} Figures that are not labelled stand in the table."]
    return [*(f"[{key}]  {article_line(id_, articles)}" for id_, key in keys.items()), many]


def _scale(ax: Axes, known: Sequence[Account]) -> Scale:
    """Set the x axis from zero; logarithmic, and called so, if the figures range over two orders of magnitude."""
    values = [v for account in known for v in (account.best, account.low, account.high) if v is not None]
    most, least = max(values, default=0) or 1, min((v for v in values if v > 0), default=1)
    stretch = layout.across(ax) / (layout.across(ax) - charts_marks.ARROW - 4)  # room for the arrow of the largest
    if most / least <= ORDERS or min(values) == 0:
        ax.set_xlim(0, most * stretch)
        steps = MaxNLocator(nbins=4, steps=[1, 2, 5, 10], integer=True).tick_values(0, most * stretch)
        return Scale([(value, number(value)) for value in steps if value <= most * stretch], "")
    start = 10 ** (len(str(int(least))) - 1)
    ax.set_xscale("log")
    ax.set_xlim(start, start * (most / start) ** stretch)
    powers = [start * 10**n for n in range(len(str(int(most // start))))]
    step = -(-len(powers) // 5)
    note = f"logarithmic scale: every gridline is {number(10**step)} times the last"
    return Scale([(float(power), number(power)) for power in powers[::step]], note)


def _height(group: Group, rows: Sequence[Row]) -> float:
    return _HEADING + _STRIP * _partial(group) + sum(row.height for row in rows) + _GAP


def _partial(group: Group) -> bool:
    return len(group.shown) < len(group.every)


def _row(ax: Axes, account: Account, said: str) -> Row:
    return Row(
        account,
        layout.wrapped(account.source, layout.SMALL, layout.WIDTH - 2 * layout.EDGE, lines=2),
        layout.label(ax, said, *charts_marks.extent(ax, account)),
    )


def _said(account: Account, keys: dict[str, str], main: str) -> str:
    """The stated wording, of whom if not of the `main` subject, and where it stands, as often as it does."""
    amount = account.amount if account.subject == main else f"{account.amount} ({account.subject})"
    many = len(account.articles)
    where = f"[{' '.join(keys[id_] for id_ in account.articles)}]" if len(keys) <= NAMED else ""
    where = where or (f"[{many} articles]" if many > 1 else "")
    times = f"×{len(account.claims)}" if len(account.claims) > many else ""
    return " ".join(part for part in (amount, where, times) if part)


def _draw_group(ax: Axes, group: Group, rows: Sequence[Row], top: float) -> None:
    colour, shape = charts_marks.LOOKS[group.measure]
    middle = top + _HEADING / 2 + 2
    layout.plot(
        ax,
        [layout.value_at(ax, layout.EDGE - layout.LEFT + 6)],
        [middle],
        color=colour,
        marker=shape,
        markersize=9,
        linestyle="",
    )
    of = f" (labelled: {len(group.shown)} of {len(group.every)} accounts)" if _partial(group) else ""
    layout.write(
        ax, layout.EDGE - layout.LEFT + 18, middle, group.measure.capitalize() + of, size=layout.HEAD, fontweight="bold"
    )
    top += _HEADING
    if _partial(group):
        _draw_strip(ax, group, top)
        top += _STRIP
    for row in rows:
        _draw_row(ax, row, top)
        top += row.height


def _draw_strip(ax: Axes, group: Group, top: float) -> None:
    """Every account of the measure as a dot, those without a row too."""
    colour, shape = charts_marks.LOOKS[group.measure]
    layout.write(
        ax,
        layout.EDGE - layout.LEFT,
        top + 8,
        "every account, a mark each; below, some with their words",
        size=layout.SMALL,
        colour=layout.SOFT,
    )
    x = [account.figure for account in group.every]
    layout.plot(
        ax,
        x,
        [top + 24] * len(x),
        color=colour,
        marker=shape,
        markersize=7,
        alpha=0.35,
        linestyle="",
        markeredgewidth=0,
    )


def _draw_row(ax: Axes, row: Row, top: float) -> None:
    for line in row.source:
        layout.write(
            ax,
            layout.EDGE - layout.LEFT,
            top + layout.SMALL * layout.LEADING / 2,
            line,
            size=layout.SMALL,
            colour=layout.SOFT,
        )
        top += layout.SMALL * layout.LEADING
    y = top + layout.TEXT * layout.LEADING / 2
    charts_marks.draw(ax, row.account, y)
    layout.write(ax, row.label.x, y + row.label.height, row.label.text)


def estimates_alt(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the chart shows, in full sentences."""
    known = accounts(claims)
    if not known:
        return compare.answer_estimates(claims, articles)
    said = [
        f"Chart of {counted(len(claims), 'figure')} from {counted(len(articles), 'article')} against their sources."
    ]
    said += [compare.answer_estimates(claims, articles)]
    return " ".join(said + [_measure_alt(group) for group in _groups(known)])


def _measure_alt(group: Group) -> str:
    told = listed([f"{account.amount} ({account.source})" for account in group.shown])
    if _partial(group):
        return f"{group.measure.capitalize()}, {len(group.shown)} of {len(group.every)} accounts: {told}."
    return f"{group.measure.capitalize()}: {told}."
