"""The chart of figures over time: each by the day of its article, and the steps of one source from one to the next.

A panel is a measure and subject with figures of several days (`revisions.courses`).  Every figure is a mark; a line
joins what one source gave of one thing, so that a claim that goes down is seen to go down.  What changed is
labelled, then the extremes, then the rest as far as there is room.
"""

from math import log10
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pressframes.compare import revisions
from pressframes.compare.revisions import Course
from pressframes.compare.told import Told
from pressframes.frames.effective import effective
from pressframes.phrases import article_keys, counted, number
from pressreport.charts import foot, layout, placing, scales
from pressreport.charts import marks as charts_marks
from pressreport.charts.showing import style

PANELS = 8  # measures and subjects that a chart shows; more are counted
FEW = 12  # figures of a panel that all may have a label
_HEADING, _ABOVE, _PLOT, _GAP, _GUTTER = 28.0, 18.0, 120.0, 20.0, 58.0
_LEFT = layout.EDGE - layout.LEFT
_LABEL = 240.0  # points that a label may take


class Panel(NamedTuple):
    """A course with the values of its scale; where the plot begins, in points from the top of the rows."""

    course: Course
    top: float
    least: float
    most: float
    logarithmic: bool

    def y(self, value: float) -> float:
        """Where a figure stands."""
        share = value / self.most
        if self.logarithmic:
            share = log10(value / self.least) / log10(self.most / self.least)
        return self.top + _PLOT * (1 - share)


def over_time(claims: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The axes with each source's figures by the day of their article; in `ax`, or on a page of its own.

    A mark is the figure (hollow: only a least one is stated); a line joins two figures of one source of one thing.
    Articles without a day are named in the foot.  Nothing of several days gives a page that says so.
    """
    with style():
        keys = article_keys(articles, claims["article"])
        found = revisions.courses(claims, articles)
        title, said = revisions.headline(found), _foot(claims, articles, found, keys)
        if not found:
            answer = revisions.answer(found, claims, articles)
            return layout.without_rows(ax, layout.Frame(title, [answer], said))
        drawn = layout.blank(ax)
        panels = _panels(found[:PANELS])
        days = [one.published for panel in panels for one in panel.course.told if one.published]
        marked = scales.days(drawn, min(days), max(days), _GUTTER)
        layout.page(drawn, layout.Frame(title, _subtitle(panels), said), panels[-1].top + _PLOT + _GAP, own=ax is None)
        layout.ticks(drawn, marked)
        for panel in panels:
            _draw(drawn, panel, keys)
        return drawn


def _panels(found: list[Course]) -> list[Panel]:
    made, top = [], 0.0
    for course in found:
        figures = [one.account.figure for one in course.told]
        logarithmic = scales.wide(figures)
        least = 10.0 ** int(log10(min(figures))) if logarithmic else 0.0
        made.append(Panel(course, top + _HEADING + _ABOVE, least, max([*figures, 1.0]), logarithmic))
        top += _HEADING + _ABOVE + _PLOT + _GAP
    return made


def _subtitle(panels: list[Panel]) -> list[str]:
    told = ["Persons, by the day of the article.", "A line joins what one source gave of one thing, earlier and later."]
    if not any(panel.course.steps for panel in panels):
        told = [told[0], "No line: no two figures are one source's of one thing on different days."]
    told += ["Marks without a line may be of other days and places."]
    hollow = any(charts_marks.hollow(one.account) for panel in panels for one in panel.course.told)
    return [" ".join(told + (["Hollow: only a least number is stated."] if hollow else []))]


def _foot(claims: pd.DataFrame, articles: pd.DataFrame, found: list[Course], keys: dict[str, str]) -> list[str]:
    many = f"{counted(len(effective(claims)), 'figure')}, {counted(len(keys), 'article')}."
    shown = sum(len(course.told) for course in found[:PANELS])
    if shown < len(effective(claims)):
        many += f" Shown: {shown}; the others are of one day only, of no known day, or stand in the table."
    return foot.lines(many, articles, keys, claims) + _undated(revisions.undated(claims, articles), keys)


def _undated(articles: list[str], keys: dict[str, str]) -> list[str]:
    if not articles:
        return []
    named = " ".join(f"[{keys[id_]}]" for id_ in articles) if len(keys) <= foot.NAMED else f"{len(articles)} articles"
    return [f"Not placed, since their day is not known: {named}."]


def _draw(ax: Axes, panel: Panel, keys: dict[str, str]) -> None:
    _draw_heading(ax, panel)
    at = {one.row.claim: (_x(ax, one), panel.y(one.account.figure)) for one in panel.course.told}
    taken = [placing.around(*place) for place in at.values()]
    for step in panel.course.steps:
        ends = [at[one.row.claim] for one in (step.first, step.later)]
        taken += placing.along(*ends[0], *ends[1])
        _draw_step(ax, panel, ends)
    for one in panel.course.told:
        _draw_mark(ax, one, at[one.row.claim], many=len(at) > FEW)
    bottom = panel.top + _PLOT + layout.SMALL
    room = placing.Box(_GUTTER - 4, panel.top - _ABOVE - 4, layout.across(ax) + layout.RIGHT - layout.EDGE, bottom)
    for one in _to_label(panel.course):
        _label(ax, one, _said(one, panel.course, keys), at[one.row.claim], taken, room)


def _label(
    ax: Axes, one: Told, said: tuple[str, ...], place: tuple[float, float], taken: list[placing.Box], room: placing.Box
) -> None:
    """The longest of the wordings for which there is room beside the mark."""
    for wording in said:
        text = layout.shortened(wording, layout.SMALL, _LABEL)
        box = placing.place(text, *place, taken, room)
        if box:
            middle = (box.top + box.bottom) / 2
            layout.write(ax, box.left, middle, text, size=layout.SMALL, url=layout.link(one.row.claim))
            return


def _x(ax: Axes, one: Told) -> float:
    assert one.published
    return layout.points_of(ax, one.published.toordinal() + 0.5)


def _draw_heading(ax: Axes, panel: Panel) -> None:
    """The measure and subject, and the lines of the scale with their numbers."""
    colour, shape = charts_marks.LOOKS[panel.course.measure]
    middle = panel.top - _ABOVE - _HEADING / 2
    mark = layout.value_at(ax, _LEFT + 6)
    layout.plot(ax, [mark], [middle], color=colour, marker=shape, markersize=9, linestyle="")
    scale = ", logarithmic scale" if panel.logarithmic else ""
    many = f"{counted(len(panel.course.told), 'figure')}{scale}"
    words = f"{panel.course.measure.capitalize()} ({panel.course.subject}): {many}"
    words = layout.shortened(words, layout.HEAD, layout.WIDTH - 2 * layout.EDGE - 18, bold=True)
    layout.write(ax, _LEFT + 18, middle, words, size=layout.HEAD, fontweight="bold")
    ends = [layout.value_at(ax, _GUTTER - 6), layout.value_at(ax, layout.across(ax))]
    for value in _steps(panel):
        y = panel.y(value)
        layout.plot(ax, ends, [y, y], color="#e6e6e6", linewidth=0.8, zorder=1)
        layout.write(ax, _LEFT, y, _short(value), size=layout.SMALL, colour=layout.SOFT)


def _steps(panel: Panel) -> list[float]:
    if panel.logarithmic:
        powers = [panel.least * 10**n for n in range(int(log10(panel.most / panel.least)) + 1)]
        return powers[:: -(-len(powers) // 4)]
    steps = MaxNLocator(nbins=3, steps=[1, 2, 5, 10], integer=True).tick_values(0, panel.most)
    return [float(value) for value in steps if value <= panel.most]


def _short(value: float) -> str:
    """A number of the scale: in millions where it would be too long for its column."""
    return f"{value / 10**6:g} million" if value >= 10**7 else number(value)


def _draw_step(ax: Axes, panel: Panel, ends: list[tuple[float, float]]) -> None:
    colour, _ = charts_marks.LOOKS[panel.course.measure]
    xs = [layout.value_at(ax, x) for x, _ in ends]
    layout.plot(ax, xs, [y for _, y in ends], color=colour, linewidth=2, zorder=3)


def _draw_mark(ax: Axes, one: Told, place: tuple[float, float], *, many: bool) -> None:
    colour, shape = charts_marks.LOOKS[one.account.measure]
    face = "white" if charts_marks.hollow(one.account) else colour
    look: dict[str, Any] = {"markersize": 6, "alpha": 0.5} if many else {"markersize": charts_marks.DOT}
    layout.plot(
        ax, [layout.value_at(ax, place[0])], [place[1]], color=colour, marker=shape, markerfacecolor=face,
        markeredgewidth=1.5, linestyle="", url=layout.link(one.row.claim), **look,
    )  # fmt: skip


def _to_label(course: Course) -> list[Told]:
    """What changed, the extremes, and the rest if they are few; each once, in the order of who gets a label first."""
    ranked = sorted(course.told, key=lambda one: -one.account.figure)
    steps = sorted(course.steps, key=lambda step: step.change)
    wanted = [one for step in steps if step.change for one in (step.later, step.first)]
    wanted += [ranked[0], ranked[-1]]
    wanted += ranked if len(ranked) <= FEW else []
    return list({one.row.claim: one for one in wanted}.values())


def _said(one: Told, course: Course, keys: dict[str, str]) -> tuple[str, ...]:
    """The label in full, and in short."""
    step = next((step for step in course.steps if step.later.row.claim == one.row.claim and step.change), None)
    change = f" ({'down' if step.change < 0 else 'up'} {number(abs(step.change))})" if step else ""
    figure = f"{one.account.amount}{change}"
    return f"{figure}, {one.account.source} {foot.cited((one.article,), keys)}".rstrip(), figure


def over_time_alt(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the chart shows, in full sentences."""
    found = revisions.courses(claims, articles)
    answer = revisions.answer(found, claims, articles)
    if not found:
        return answer
    begun = f"Chart of {counted(len(effective(claims)), 'figure')} by the day of their article."
    return foot.spoken(" ".join([begun, answer, *map(_panel_alt, found[:PANELS])]), claims)


def _panel_alt(course: Course) -> str:
    figures = [one.account.figure for one in course.told]
    days = len({one.published for one in course.told})
    ends = number(min(figures)) if min(figures) == max(figures) else f"{number(min(figures))} to {number(max(figures))}"
    return (
        f"{course.measure.capitalize()} ({course.subject}): {counted(len(figures), 'figure')} of {days} days, {ends}."
    )
