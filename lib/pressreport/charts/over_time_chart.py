"""The chart of figures over time: each by the day of its article, and the steps of one source from one to the next.

A panel is a measure and subject with figures of several days (`relations.courses`).  Every figure is a mark; a line
joins what one source gave of one thing, so that a claim that goes down is seen to go down.  What changed is
labelled, then the extremes, then the rest as far as there is room.
"""

from math import log10
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from pandas import DataFrame

from pressframes.compare import relations
from pressframes.compare.relations import Course
from pressframes.compare.reports import ReportedFigure
from pressframes.frames.rulings import with_rulings
from pressframes.phrases import article_keys, counted, number
from pressreport.charts import layout
from pressreport.charts.estimates_chart import hollow
from pressreport.charts.layout import Part, Rows

PANELS = 8  # measures and subjects that a chart shows; more are counted
FEW = 12  # figures of a panel that all may have a label
_HEADING, _ABOVE, _PLOT, _GAP, _GUTTER = 28.0, 18.0, 120.0, 20.0, 58.0
_LABEL = 240.0  # points that a label may take


@layout.style()
def over_time(claims: DataFrame, articles: DataFrame, ax: Axes | None = None, *, outcomes: Rows = None) -> Axes:
    """The axes with each source's figures by the day of their article; in `ax`, or on a page of its own.

    A mark is the figure (hollow: only a least one is stated); a line joins two figures of one source of one thing.
    Articles without a day are named in the foot.  Nothing of several days gives a page that says so.
    """
    found, keys = relations.courses(claims), article_keys(articles, claims["article"])
    title, shown = relations.headline_over_time(found), found[:PANELS]
    reports, every = [one for course in shown for one in course.reports], len(with_rulings(claims))
    many = f"{counted(every, 'figure')}, {counted(len(keys), 'article')}."
    if len(reports) < every:
        many += f" Shown: {len(reports)}; the others are of one day only, of no known day, or stand in the table."
    told = layout.caption(many, articles, keys, claims, outcomes)
    if undated := relations.undated(claims, articles):
        few = len(keys) <= layout.NAMED
        named = " ".join(f"[{keys[id_]}]" for id_ in undated) if few else f"{len(undated)} articles"
        told += [f"Not placed, since their day is not known: {named}."]
    if not found:
        return layout.without_rows(ax, (title, [relations.answer_over_time(claims, articles, found)], told))
    drawn, days = layout.blank(ax), [one.published for one in reports if one.published]
    scale = layout.days(drawn, min(days), max(days), _GUTTER)
    line = "A line joins what one source gave of one thing, earlier and later."
    if not any(course.steps for course in shown):
        line = "No line: no two figures are one source's of one thing on different days."
    subtitle = f"Persons, by the day of the article. {line} Marks without a line may be of other days and places."
    if any(map(hollow, reports)):
        subtitle += " Hollow: only a least number is stated."
    panels = [_panel(drawn, course, keys) for course in shown]
    return layout.page(drawn, (title, [subtitle], told), panels, scale, own=ax is None)


def _panel(ax: Axes, course: Course, keys: dict[str, str]) -> Part:
    """A course with its heading, its own scale of figures, lines, marks and labels."""
    figures, days = [one.figure for one in course.reports], [one.published for one in course.reports if one.published]
    logarithmic, most = layout.far_apart(figures), max([*figures, 1.0])
    least, gridlines = 0.0, layout.round_steps(most, 3)
    if logarithmic:
        least = 10.0 ** int(log10(min(figures)))
        powers = [least * 10**n for n in range(int(log10(most / least)) + 1)]
        gridlines = powers[:: -(-len(powers) // 4)]
    colour, shape = look = layout.LOOKS[course.measure]
    dot: dict[str, Any] = {"markersize": 6, "alpha": 0.5} if len(figures) > FEW else {"markersize": layout.DOT}
    dot |= {"color": colour, "marker": shape, "markeredgewidth": 1.5, "linestyle": ""}

    def draw(top: float) -> None:
        top += _ABOVE

        def y_of(value: float) -> float:
            share = log10(value / least) / log10(most / least) if logarithmic else value / most
            return top + _PLOT * (1 - share)

        ends = [layout.value_at(ax, _GUTTER - 6), layout.value_at(ax, layout.across(ax))]
        for value in gridlines:
            layout.plot(ax, ends, [y_of(value)] * 2, color="#e6e6e6", linewidth=0.8, zorder=1)
            said = f"{value / 10**6:g} million" if value >= 10**7 else number(value)
            layout.remark(ax, layout.BEGIN, y_of(value), said)
        at = {
            one.claim: (layout.points_of(ax, day.toordinal() + 0.5), y_of(one.figure))
            for one, day in zip(course.reports, days, strict=True)
        }
        taken = [layout.around(*point) for point in at.values()]
        for step in course.steps:
            (x, y), (to_x, to_y) = (at[one.claim] for one in (step.first, step.later))
            taken += layout.along(x, y, to_x, to_y)
            xs = [layout.value_at(ax, x), layout.value_at(ax, to_x)]
            layout.plot(ax, xs, [y, to_y], color=colour, linewidth=2, zorder=3)
        for one in course.reports:
            x, y = at[one.claim]
            face, url = "white" if hollow(one) else colour, layout.link(one.claim)
            layout.plot(ax, [layout.value_at(ax, x)], [y], markerfacecolor=face, url=url, **dot)
        room = Bbox.from_extents(_GUTTER - 4, top - _ABOVE - 4, layout.end(ax), top + _PLOT + layout.SMALL)
        for one in _to_label(course):
            for said in _said(one, course, keys):  # the longest for which there is room
                text = layout.shortened(said, layout.SMALL, _LABEL)
                if box := layout.place(text, *at[one.claim], taken, room):
                    y, url = (box.y0 + box.y1) / 2, layout.link(one.claim)
                    layout.write(ax, box.x0, y, text, size=layout.SMALL, url=url)
                    break

    many = f"{counted(len(figures), 'figure')}{', logarithmic scale' if logarithmic else ''}"
    title = f"{course.measure.capitalize()} ({course.subject}): {many}"
    heading = layout.heading(ax, title, look, _HEADING, _HEADING / 2)
    return layout.stack([heading, Part(_ABOVE + _PLOT + _GAP, draw)])


def _to_label(course: Course) -> list[ReportedFigure]:
    """What changed, the extremes, and the rest if they are few; each once, in the order of who gets a label first."""
    ranked = sorted(course.reports, key=lambda one: -one.figure)
    steps = sorted(course.steps, key=lambda step: step.change)
    wanted = [one for step in steps if step.change for one in (step.later, step.first)]
    wanted += [ranked[0], ranked[-1]]
    wanted += ranked if len(ranked) <= FEW else []
    return list({one.claim: one for one in wanted}.values())


def _said(one: ReportedFigure, course: Course, keys: dict[str, str]) -> tuple[str, ...]:
    """The label in full, and in short."""
    step = next((step for step in course.steps if step.later.row.claim == one.claim and step.change), None)
    change = f" ({'down' if step.change < 0 else 'up'} {number(abs(step.change))})" if step else ""
    figure = f"{one.amount}{change}"
    return f"{figure}, {one.source} {layout.cited((one.article,), keys)}".rstrip(), figure


def over_time_alt(claims: DataFrame, articles: DataFrame, *, outcomes: Rows = None) -> str:
    """What the chart shows, in full sentences."""
    found = relations.courses(claims)
    answer = relations.answer_over_time(claims, articles, found)
    if not found:
        return answer
    said = [f"Chart of {counted(len(with_rulings(claims)), 'figure')} by the day of their article.", answer]
    for course in found[:PANELS]:
        figures, days = [one.figure for one in course.reports], {one.published for one in course.reports}
        ends = " to ".join(dict.fromkeys([number(min(figures)), number(max(figures))]))
        many = f"{counted(len(figures), 'figure')} of {len(days)} days"
        said += [f"{course.measure.capitalize()} ({course.subject}): {many}, {ends}."]
    return layout.spoken(" ".join(said), claims, outcomes)
