"""The chart of what happened when: every dated event over the days that its wording allows.

A row is a happening (`happenings`): the words around the date, and below them a bar from the first to the last day
allowed, or a mark for a day, with the date at it.  What lies so far back that it would squeeze the rest stands in a
strip before a visible break in the axis.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from pressframes.charts import layout
from pressframes.charts.showing import style
from pressframes.compare import happenings
from pressframes.compare.happenings import Happening, joined
from pressframes.wording import MONTHS, article_keys, article_line, counted, listed

# The kinds that a chronology turns on: Okabe and Ito's colours, and a shape each; all else is context.
LOOKS = {"treaty": ("#0072B2", "s"), "deployment": ("#D55E00", "^"), "acknowledgement": ("#009E73", "D")}
CONTEXT = ("#8a8a8a", "o")
ROWS = 40  # happenings that a chart shows; more are counted, and rows in the table
NAMED = 12  # articles that the foot names
STRIP = 34.0  # points, of the strip for what came long before
_GAP, _BEFORE, _STRIP_OF_ALL = 11.0, 18.0, 40.0
_ROW = (layout.SMALL + layout.TEXT) * layout.LEADING + _GAP


class Plan(NamedTuple):
    """The happenings with rows, how many of them come before the break, and the days of the axis."""

    shown: list[Happening]
    before: int
    first: date
    last: date


class Row(NamedTuple):
    """One happening with the label of its mark, and whether it stands before the break."""

    one: Happening
    label: layout.Label
    before: bool


def chronology(events: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The axes with every dated event over the days that its wording allows; in `ax`, or on a page of its own.

    Treaty, deployment and acknowledgement are in colour, the rest is grey; letters name the articles that report a
    happening.  No events give a page that says so.
    """
    with style():
        known = joined(events)
        if not known:
            return _nothing(articles, ax)
        plan, keys = _plan(known), article_keys(articles, events["article"])
        frame = layout.Frame(happenings.headline(events), _subtitle(plan), _foot(known, plan, events, articles, keys))
        drawn = layout.blank(ax)
        partial = len(plan.shown) < len(known)
        top = max(_BEFORE * (plan.before > 0), _STRIP_OF_ALL * partial)
        marks = _scale(drawn, plan)
        rows = [_row(drawn, one, keys, before=at < plan.before) for at, one in enumerate(plan.shown)]
        layout.page(drawn, frame, top + sum(_ROW + row.label.height for row in rows) + _GAP, own=ax is None)
        layout.ticks(drawn, marks)
        if plan.before:
            _draw_break(drawn)
        if partial:
            _draw_all(drawn, known, plan)
        for row in rows:
            _draw_row(drawn, row, top)
            top += _ROW + row.label.height
        return drawn


def _nothing(articles: pd.DataFrame, ax: Axes | None) -> Axes:
    many = counted(len(articles), "article")
    said = f"No dated event was found in {many}." if len(articles) else "There are no articles to read."
    return layout.without_rows(ax, layout.Frame("No dated event can be shown", [said], [f"0 events, {many}."]))


def _plan(known: list[Happening]) -> Plan:
    """The rows of the chart: all, or the turns, the most reported and the rest in order, up to `ROWS`."""
    ranked = sorted(known, key=lambda one: (one.kind not in LOOKS, -len(one.articles), -len(one.events)))
    shown = [one for one in known if one in ranked[:ROWS]]
    before = _break(shown)
    first = shown[before].earliest
    return Plan(shown, before, first, max(one.latest for one in known if one.earliest >= first))


def _break(known: Sequence[Happening]) -> int:
    """How many of the happenings lie so far back that they go before a break: the most that leave half or more, if
    the gap after them is longer than half of what follows and than half a year."""
    for at in range(min(len(known) // 2, len(known) - 3), 0, -1):
        rest = known[at:]
        last_before = max(one.latest for one in known[:at])
        gap, span = rest[0].earliest - last_before, max(one.latest for one in rest) - rest[0].earliest
        if gap > max(span / 2, timedelta(days=180)):
            return at
    return 0


def _subtitle(plan: Plan) -> list[str]:
    kinds = [kind for kind in LOOKS if any(one.kind == kind for one in plan.shown)]
    told = "A bar spans the days that the wording allows (a month, a season); a single mark is a day."
    coloured = f"In colour: {listed(kinds)}." if kinds else ""
    broken = "Left of the break: earlier, not to scale." if plan.before else ""
    return [told, " ".join(part for part in (coloured, broken) if part)]


def _foot(
    known: Sequence[Happening], plan: Plan, events: pd.DataFrame, articles: pd.DataFrame, keys: dict[str, str]
) -> list[str]:
    many = f"{counted(len(events), 'dated passage')}, {counted(len(known), 'event')}, {counted(len(keys), 'article')}."
    if len(plan.shown) < len(known):
        many += f" Shown: {len(plan.shown)}; the other {len(known) - len(plan.shown)} stand in the table."
    named = [f"[{key}]  {article_line(id_, articles)}" for id_, key in keys.items()] if len(keys) <= NAMED else []
    return [*named, many]


def _said(one: Happening, keys: dict[str, str]) -> str:
    many = len(one.articles)
    if len(keys) <= NAMED:
        return f"{one.when}, {one.kind} [{' '.join(keys[id_] for id_ in one.articles)}]"
    return f"{one.when}, {one.kind}" + (f" [{many} articles]" if many > 1 else "")


def _scale(ax: Axes, plan: Plan) -> list[tuple[float, str]]:
    """Set the x axis to the days after the break, with room for a strip before it; give what to mark on it."""
    first, last = plan.first.toordinal(), plan.last.toordinal() + 1
    wide, strip = layout.across(ax), STRIP if plan.before else 0.0
    days = max(last - first, 7) / max(wide - strip - layout.EDGE, 1)  # a point
    ax.set_xlim(first - strip * days, first + (wide - strip) * days)
    end = date.fromordinal(min(int(first + (wide - strip) * days), date.max.toordinal()))
    return [(float(when.toordinal()), text) for when, text in _ticks(plan.first, end, wide - strip)]


def _draw_break(ax: Axes) -> None:
    """The name of the strip, a line that ends it, and two strokes through the axis."""
    bottom = ax.get_ylim()[0]
    layout.write(ax, layout.EDGE - layout.LEFT, _BEFORE / 2, "before", size=layout.SMALL, colour=layout.SOFT)
    layout.plot(
        ax, [layout.value_at(ax, STRIP - 7)] * 2, [0, bottom], color=layout.SOFT, linewidth=1.2, linestyle=":", zorder=2
    )
    for shift in (0.0, 4.0):
        ends = [layout.value_at(ax, STRIP - 12 + shift), layout.value_at(ax, STRIP - 7 + shift)]
        layout.plot(ax, ends, [bottom + 6, bottom - 6], color=layout.SOFT, linewidth=1.4)


def _draw_all(ax: Axes, known: Sequence[Happening], plan: Plan) -> None:
    """Every event as a mark on one line, those without a row too; what lies before the break is left to the rows."""
    start, said = STRIP * (plan.before > 0), "every event, a mark each; below, some with their words"
    layout.write(ax, start, 8, said, size=layout.SMALL, colour=layout.SOFT)
    mark: dict[str, Any] = {"markersize": 7, "alpha": 0.35, "linestyle": "", "markeredgewidth": 0}
    for one in known:
        if one.earliest >= plan.first:
            colour, shape = LOOKS.get(one.kind, CONTEXT)
            middle = (one.earliest.toordinal() + one.latest.toordinal() + 1) / 2
            layout.plot(ax, [middle], [26], color=colour, marker=shape, **mark)


_STEPS = [(1, "day"), (2, "day"), (7, "day"), (14, "day"), (1, "month"), (3, "month"), (6, "month")]
_STEPS += [(years, "year") for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)]


def _ticks(first: date, last: date, wide: float) -> list[tuple[date, str]]:
    """The days, months or years to mark, as close as their labels allow."""
    span = (last - first).days
    for step, unit in _STEPS:
        if span // (step * {"day": 1, "month": 31, "year": 366}[unit]) > 12:
            continue
        found = [(when, _tick(when, unit)) for when in _every(step, unit, first, last) if first <= when <= last]
        if found and len(found) * (max(layout.width_of(text, layout.SMALL) for _, text in found) + 14) <= wide:
            return found
    return []


def _every(step: int, unit: str, first: date, last: date) -> list[date]:
    if unit == "day":
        return [first + timedelta(days=at) for at in range(0, (last - first).days + 1, step)]
    years = range(first.year, last.year + 1)
    if unit == "month":
        return [date(year, month, 1) for year in years for month in range(1, 13, step)]
    return [date(year, 1, 1) for year in years if year % step == 0]


def _tick(when: date, unit: str) -> str:
    month = f"{MONTHS[when.month - 1][:3]} {when.year}"
    return {"day": f"{when.day} {month}", "month": month, "year": str(when.year)}[unit]


def _row(ax: Axes, one: Happening, keys: dict[str, str], *, before: bool) -> Row:
    covered = (layout.EDGE - layout.LEFT + 2, STRIP - 4) if before else _extent(ax, one)
    return Row(one, layout.label(ax, _said(one, keys), *covered, bold=one.kind in LOOKS), before)


def _extent(ax: Axes, one: Happening) -> tuple[float, float]:
    """The points that the bar covers, or the mark of a day."""
    left, right = layout.points_of(ax, one.earliest.toordinal()), layout.points_of(ax, one.latest.toordinal() + 1)
    return ((left + right) / 2 - 5, (left + right) / 2 + 5) if one.earliest == one.latest else (left, right)


def _draw_row(ax: Axes, row: Row, top: float) -> None:
    """The words of the article, and below them the bar or mark with the date at it."""
    words = layout.shortened(f"“{row.one.label}”", layout.SMALL, layout.WIDTH - 2 * layout.EDGE)
    layout.write(
        ax,
        layout.EDGE - layout.LEFT,
        top + layout.SMALL * layout.LEADING / 2,
        words,
        size=layout.SMALL,
        colour=layout.SOFT,
    )
    y = top + (layout.SMALL + layout.TEXT / 2) * layout.LEADING
    _draw_mark(ax, row, y)
    weight = "bold" if row.one.kind in LOOKS else "normal"
    layout.write(ax, row.label.x, y + row.label.height, row.label.text, fontweight=weight)


def _draw_mark(ax: Axes, row: Row, y: float) -> None:
    """A bar, the mark of a day, or a pointer to what came before the break."""
    one, (colour, shape) = row.one, LOOKS.get(row.one.kind, CONTEXT)
    first, last = one.earliest.toordinal(), one.latest.toordinal() + 1
    middle = [(first + last) / 2]
    if row.before:
        layout.plot(
            ax,
            [layout.value_at(ax, layout.EDGE - layout.LEFT + 8)],
            [y],
            color=colour,
            marker="<",
            markersize=8,
            linestyle="",
        )
    elif last - first == 1:
        layout.plot(ax, middle, [y], color=colour, marker=shape, markersize=8.5, linestyle="")
    elif layout.points_of(ax, last) - layout.points_of(ax, first) < 4:  # a week on an axis of years: to be seen at all
        layout.plot(ax, middle, [y], color=colour, marker="|", markersize=8, markeredgewidth=4, linestyle="")
    else:
        layout.plot(ax, [first, last], [y, y], color=colour, linewidth=8, solid_capstyle="butt")
        if one.kind in LOOKS and layout.points_of(ax, last) - layout.points_of(ax, first) > 12:
            layout.plot(ax, middle, [y], color="white", marker=shape, markersize=4.5, linestyle="")


def chronology_alt(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the chart shows, in full sentences."""
    known = joined(events)
    if not known:
        return happenings.answer_chronology(events, articles)
    plan = _plan(known)
    told = [f"{one.when}, {one.kind}" + _reported(one) for one in plan.shown]
    return (
        f"Chart of {counted(len(known), 'dated event')} from {counted(len(articles), 'article')}, each over the days"
        f" that its wording allows. {happenings.answer_chronology(events, articles)} In order: {'; '.join(told)}."
    )


def _reported(one: Happening) -> str:
    return f" ({len(one.articles)} articles)" if len(one.articles) > 1 else ""
