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

from pressframes.compare import happenings
from pressframes.compare.happenings import Happening, joined
from pressframes.frames.effective import effective
from pressframes.phrases import article_keys, counted, listed
from pressreport.charts import foot, layout, scales
from pressreport.charts import strip as strips
from pressreport.charts.showing import style

# The kinds that a chronology turns on: Okabe and Ito's colours, and a shape each; all else is context.
LOOKS = {"treaty": ("#0072B2", "s"), "deployment": ("#D55E00", "^"), "acknowledgement": ("#009E73", "D")}
CONTEXT = ("#8a8a8a", "o")
ROWS = 40  # happenings that a chart shows; more are counted, and rows in the table
STRIP = 34.0  # points, of the strip for what came long before
_GAP, _BEFORE = 11.0, 18.0
_LEFT = layout.EDGE - layout.LEFT  # where rows begin
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
            return _nothing(events, articles, ax)
        plan, keys = _plan(known), article_keys(articles, events["article"])
        frame = layout.Frame(happenings.headline(events), _subtitle(plan), _foot(known, plan, events, articles, keys))
        drawn = layout.blank(ax)
        marks = scales.days(drawn, plan.first, plan.last, STRIP * (plan.before > 0))
        every = _all(drawn, known, plan) if len(plan.shown) < len(known) else None
        top = every.height + _GAP if every else _BEFORE * (plan.before > 0)
        rows = [_row(drawn, one, keys, before=at < plan.before) for at, one in enumerate(plan.shown)]
        layout.page(drawn, frame, top + sum(_ROW + row.label.height for row in rows) + _GAP, own=ax is None)
        layout.ticks(drawn, marks)
        if plan.before:
            _draw_break(drawn)
        if every:
            said = "every event, a mark each; below, some with their words"
            strips.draw(drawn, every, 0, said, STRIP * (plan.before > 0))
        for row in rows:
            _draw_row(drawn, row, top)
            top += _ROW + row.label.height
        return drawn


def _nothing(events: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None) -> Axes:
    many = counted(len(articles), "article")
    said = f"No dated event was found in {many}." if len(articles) else "There are no articles to read."
    return layout.without_rows(
        ax, layout.Frame("No dated event can be shown", [said], foot.lines(f"0 events, {many}.", articles, {}, events))
    )


def _plan(known: list[Happening]) -> Plan:
    """The rows of the chart, in order: all, or the most telling, up to `ROWS`."""
    ranked = sorted(known, key=_telling)
    shown = [one for one in known if one in ranked[:ROWS]]
    before = _break(shown)
    first = shown[before].earliest
    return Plan(shown, before, first, max(one.latest for one in known if one.earliest >= first))


def _telling(one: Happening) -> tuple[object, ...]:
    """The turns first, then the most reported, what has a kind of its own, and the most precisely dated."""
    no_kind = one.kind in ("other", "publication")
    return one.kind not in LOOKS, -len(one.articles), -len(one.events), no_kind, one.latest - one.earliest


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
    passages = counted(len(effective(events)), "dated passage")
    many = f"{passages}, {counted(len(known), 'event')}, {counted(len(keys), 'article')}."
    if len(plan.shown) < len(known):
        many += f" Shown: {len(plan.shown)}; the other {len(known) - len(plan.shown)} stand in the table."
    return foot.lines(many, articles, keys, events)


def _said(one: Happening, keys: dict[str, str]) -> str:
    return f"{one.when}, {one.kind} {foot.cited(one.articles, keys)}".rstrip()


def _draw_break(ax: Axes) -> None:
    """The name of the strip, a line that ends it, and two strokes through the axis."""
    bottom = ax.get_ylim()[0]
    layout.write(ax, _LEFT, _BEFORE / 2, "before", size=layout.SMALL, colour=layout.SOFT)
    layout.plot(
        ax, [layout.value_at(ax, STRIP - 7)] * 2, [0, bottom], color=layout.SOFT, linewidth=1.2, linestyle=":", zorder=2
    )
    for shift in (0.0, 4.0):
        ends = [layout.value_at(ax, STRIP - 12 + shift), layout.value_at(ax, STRIP - 7 + shift)]
        layout.plot(ax, ends, [bottom + 6, bottom - 6], color=layout.SOFT, linewidth=1.4)


def _all(ax: Axes, known: Sequence[Happening], plan: Plan) -> strips.Strip:
    """Every event as a mark, those without a row too; what lies before the break is left to the rows."""
    later = [one for one in known if one.earliest >= plan.first]
    return strips.strip(ax, [strips.Dot(_middle(one), *_look(one), layout.link(one.events[0])) for one in later])


def _look(one: Happening) -> tuple[str, str]:
    return LOOKS.get(one.kind, CONTEXT)


def _middle(one: Happening) -> float:
    return (one.earliest.toordinal() + one.latest.toordinal() + 1) / 2


def _row(ax: Axes, one: Happening, keys: dict[str, str], *, before: bool) -> Row:
    covered = (_LEFT + 2, STRIP - 4) if before else _extent(ax, one)
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
        _LEFT,
        top + layout.SMALL * layout.LEADING / 2,
        words,
        size=layout.SMALL,
        colour=layout.SOFT,
    )
    y = top + (layout.SMALL + layout.TEXT / 2) * layout.LEADING
    _draw_mark(ax, row, y)
    weight = "bold" if row.one.kind in LOOKS else "normal"
    url = layout.link(row.one.events[0])
    layout.write(ax, row.label.x, y + row.label.height, row.label.text, fontweight=weight, url=url)


def _draw_mark(ax: Axes, row: Row, y: float) -> None:
    """A bar, the mark of a day, or a pointer to what came before the break."""
    one, (colour, shape), url = row.one, _look(row.one), layout.link(row.one.events[0])
    first, last = one.earliest.toordinal(), one.latest.toordinal() + 1
    middle, wide = [_middle(one)], layout.points_of(ax, last) - layout.points_of(ax, first)
    mark: dict[str, Any] = {"color": colour, "linestyle": "", "url": url}
    if row.before:
        layout.plot(ax, [layout.value_at(ax, _LEFT + 8)], [y], **mark, marker="<", markersize=8)
    elif last - first == 1:
        layout.plot(ax, middle, [y], **mark, marker=shape, markersize=8.5)
    elif wide < 4:  # a week on an axis of years: to be seen at all
        layout.plot(ax, middle, [y], **mark, marker="|", markersize=8, markeredgewidth=4)
    else:
        layout.plot(ax, [first, last], [y, y], color=colour, linewidth=8, solid_capstyle="butt", url=url)
        if one.kind in LOOKS and wide > 12:
            layout.plot(ax, middle, [y], color="white", marker=shape, markersize=4.5, linestyle="", url=url)


def chronology_alt(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the chart shows, in full sentences."""
    known = joined(events)
    if not known:
        return happenings.answer_chronology(events, articles)
    plan = _plan(known)
    told = [f"{one.when}, {one.kind}" + _reported(one) for one in plan.shown]
    alt = (
        f"Chart of {counted(len(known), 'dated event')} from {counted(len(articles), 'article')}, each over the days"
        f" that its wording allows. {happenings.answer_chronology(events, articles)} In order: {'; '.join(told)}."
    )
    return foot.spoken(alt, events)


def _reported(one: Happening) -> str:
    return f" ({len(one.articles)} articles)" if len(one.articles) > 1 else ""
