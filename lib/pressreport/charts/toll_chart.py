"""The chart of a toll: what each source gave of one incident, day by day.

A panel is a measure and people, the most told first.  A step line is what one source gave on several days, from zero;
what a source gave once is a mark, and an open end an arrow.  Parts, additions and what is denied or replaced stand
below the panel in grey, each with why it is no step.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from pandas import DataFrame

from pressframes.compare import tolls
from pressframes.compare.incidents import most_told
from pressframes.compare.reports import ReportedFigure
from pressframes.compare.tolls import Line, Toll
from pressframes.days import day
from pressframes.frames.rulings import with_rulings
from pressframes.phrases import article_keys, counted, lower_first, number
from pressreport.charts import layout
from pressreport.charts.estimates_chart import hollow
from pressreport.charts.layout import Look, Part, Rows, Scale

PANELS = 4  # measures and people that a chart shows; more are counted
FEW = 14  # marks of a panel that may have a label, beside the ends of its lines
APART = 6  # figures that are no steps, with their words; more are counted
ARROW, HALO = 15.0, 14.0  # points
GREY = "#8a8a8a"
_TALL, _LOW = 210.0, 110.0  # of the first panel and the others
_HEADING, _ABOVE, _GAP, _GUTTER = 24.0, 20.0, 20.0, 58.0
_FEW_DAYS = 20
_LABEL = 230.0  # points that a label may take
_LOOKS = [layout.LOOKS[name] for name in ("killed", "deployed", "captured", "casualties", "wounded", "missing")]
_SINGLE: Look = (layout.INK, "o")


class _Panel(NamedTuple):
    """A toll with its lines, how each is drawn, and what is drawn apart below it."""

    toll: Toll
    lines: list[tuple[Line, Look]]
    apart: list[tuple[ReportedFigure, str]]


@layout.style()
def toll(claims: DataFrame, articles: DataFrame, ax: Axes | None = None, *, outcomes: Rows = None) -> Axes:
    """The axes with how the toll of an incident developed; in `ax`, or on a page of its own.

    Of claims of several incidents the most told is drawn.  Figures of fewer than two days give a page that says in
    words what they come to.
    """
    claims = most_told(claims)
    found, keys = tolls.of_one(claims), article_keys(articles, claims["article"])
    title, every = tolls.headline_toll(claims), with_rulings(claims)
    many = f"{counted(len(every), 'figure')}, {counted(every['article'].nunique(), 'article')}."
    days = sorted({one.published for each in found for one in each.steps if one.published})
    if len(days) < 2:
        told = layout.caption(many, articles, keys, claims, outcomes)
        said = tolls.answer_toll(claims, articles)
        return layout.without_rows(ax, (title, [said], told))
    drawn, panels = layout.blank(ax), _panels(found)
    dated = [one.published for panel in panels for one, _ in [*panel.toll.told, *panel.apart] if one.published]
    scale = _days(drawn, min(dated), max(dated))
    if more := len([each for each in found if each.steps]) - len(panels):
        many += f" {counted(more, 'other measure')} stand{'s' * (more == 1)} in the table."
    told = layout.caption(many, articles, keys, claims, outcomes)
    parts = [_drawn(drawn, panel, keys, _LOW if at else _TALL) for at, panel in enumerate(panels)]
    return layout.page(drawn, (title, _subtitle(panels, articles), told), parts, scale, own=ax is None)


def _days(ax: Axes, first: date, last: date) -> Scale:
    """Set the x axis from `first` to `last`, each day marked in its middle if they are few, else as `layout.days`."""
    many, room = (last - first).days + 1, layout.across(ax) - _GUTTER
    marks = [first + timedelta(at) for at in range(many)]
    if sum(layout.width_of(_short(when), layout.SMALL) + 14 for when in marks[: _FEW_DAYS + 1]) > room:
        return layout.days(ax, first, last, _GUTTER)
    each = many / room
    ax.set_xlim(first.toordinal() - _GUTTER * each, first.toordinal() + many)
    return Scale([(when.toordinal() + 0.5, _short(when)) for when in marks])


def _short(when: date) -> str:
    return day(when).rpartition(" ")[0]


def _panels(found: list[Toll]) -> list[_Panel]:
    """The tolls that have steps; what is no step stands below the first one of its measure."""
    first, *others = [each for each in found if each.steps]
    shown = [first, *(each for each in others if len(each.steps) > 1)][:PANELS]
    looks: dict[str, Look] = {}
    for each in shown:
        for line in each.lines:
            looks.setdefault(line.source, _LOOKS[len(looks) % len(_LOOKS)])
    apart: dict[int, list[tuple[ReportedFigure, str]]] = {}
    for each in found:
        at = next((at for at, one in enumerate(shown) if one is each), None)
        if at is None:
            at = next((at for at, one in enumerate(shown) if one.measure == each.measure), 0)
        apart.setdefault(at, []).extend((one, reason) for one, reason in each.told if reason)
    return [
        _Panel(each, [(line, looks[line.source]) for line in each.lines], apart.get(at, []))
        for at, each in enumerate(shown)
    ]


def _subtitle(panels: Sequence[_Panel], articles: DataFrame) -> list[str]:
    steps = [one for panel in panels for one in panel.toll.steps]
    told = {
        "Line: what one source gave on several days.": any(panel.lines for panel in panels),
        "No line: no source can be followed from one day to another.": not any(p.lines for p in panels),
        "Black: given once.": any(len(panel.toll.steps) > _in_lines(panel) for panel in panels),
        "Hollow: only a least number is stated.": any(map(hollow, steps)),
        "Arrow: open on that side.": any(map(_open, steps)),
        "Bar: a range.": any(map(_ranged, steps)),
        "Halo: “about”.": any(one.hedge == "about" for one in steps),
        "Grey: no step of the toll, and why.": any(panel.apart for panel in panels),
    }
    cited = [one.article for one in steps]
    return [
        layout.dated("Persons, by the day of the article that gives the figure", articles, cited),
        " ".join(words for words, needed in told.items() if needed),
    ]


def _in_lines(panel: _Panel) -> int:
    return sum(len(line.figures) for line, _ in panel.lines)


def _ranged(one: ReportedFigure) -> bool:
    return one.low is not None and one.high is not None and one.low < one.high


def _open(one: ReportedFigure) -> bool:
    return (one.low is None) != (one.high is None)


def _drawn(ax: Axes, panel: _Panel, keys: dict[str, str], tall: float) -> Part:
    """A toll with its heading, its own scale of figures from zero, lines, marks and labels, and what stands apart."""
    each = panel.toll
    most = max([one.top for one in each.steps] + [1.0])
    in_line = {one.claim: look for line, look in panel.lines for one in line.figures}
    title = f"{each.measure.capitalize()} ({each.subject}): {counted(len(each.steps), 'figure')}"

    def heading(top: float) -> None:
        said = layout.shortened(title, layout.HEAD, layout.WIDE, bold=True)
        layout.write(ax, layout.BEGIN, top + _HEADING / 2, said, size=layout.HEAD, fontweight="bold")

    def draw(top: float) -> None:
        top += _ABOVE

        def y_of(value: float) -> float:
            return top + tall * (1 - value / most)

        ends = [layout.value_at(ax, _GUTTER - 6), layout.value_at(ax, layout.across(ax))]
        for value in layout.round_steps(most, 3):
            layout.plot(ax, ends, [y_of(value)] * 2, color="#e6e6e6", linewidth=0.8, zorder=1)
            said = f"{value / 10**6:g} million" if value >= 10**7 else number(value)
            layout.remark(ax, layout.BEGIN, y_of(value), said)
        at, taken = _dodged(ax, panel, y_of)
        for one in each.steps:
            _tail(ax, one, at[one.claim], y_of, in_line.get(one.claim, _SINGLE))
        for line, (colour, _) in panel.lines:
            for first, later in pairwise(line.figures):
                (x, y), (to_x, to_y) = at[first.claim], at[later.claim]
                taken += [*layout.along(x, y, to_x, y), *layout.along(to_x, y, to_x, to_y)]
                xs = [layout.value_at(ax, points) for points in (x, to_x, to_x)]
                layout.plot(ax, xs, [y, y, to_y], color=colour, linewidth=2.2, zorder=3, solid_joinstyle="miter")
        for one in sorted(each.steps, key=lambda one: one.claim in in_line):  # those of lines over the others
            colour, shape = in_line.get(one.claim, _SINGLE)
            size = layout.DOT if one.claim in in_line else 6.0
            layout.plot(
                ax, [layout.value_at(ax, at[one.claim][0])], [at[one.claim][1]], color=colour, marker=shape,
                markerfacecolor="white" if hollow(one) else colour, markersize=size, markeredgewidth=1.5, linestyle="",
                url=layout.link(one.claim),
            )  # fmt: skip
        room = Bbox.from_extents(_GUTTER - 4, top - _ABOVE - 4, layout.end(ax), top + tall + layout.SMALL)
        for one, words, colour in _labels(panel, keys):
            for said in words:  # the longest for which there is room
                text = layout.shortened(said, layout.SMALL, _LABEL)
                if box := layout.place(text, *at[one.claim], taken, room):
                    y, url = (box.y0 + box.y1) / 2, layout.link(one.claim)
                    layout.write(ax, box.x0, y, text, size=layout.SMALL, colour=colour, url=url)
                    break

    parts = [Part(_HEADING, heading), *_legend(ax, panel), Part(_ABOVE + tall + layout.SMALL, draw)]
    return layout.stack([*parts, *_apart(ax, panel, keys), Part(_GAP)])


def _legend(ax: Axes, panel: _Panel) -> list[Part]:
    """Who drew which line, a row each, where there are so many that their ends may have no room for it."""
    return [_named(ax, line, look) for line, look in panel.lines] if len(panel.lines) > 2 else []


def _named(ax: Axes, line: Line, look: Look) -> Part:
    ends = " to ".join(lower_first(line.figures[at].amount) for at in (0, -1))
    said = layout.shortened(f"{line.source}: {ends}", layout.SMALL, layout.WIDE - 16)

    def draw(top: float) -> None:
        value, y = layout.value_at(ax, layout.BEGIN + 6), top + layout.LINE / 2
        layout.plot(ax, [value], [y], color=look[0], marker=look[1], markersize=6, linestyle="")
        layout.remark(ax, layout.BEGIN + 16, y, said)

    return Part(layout.LINE, draw)


def _across(ax: Axes, one: ReportedFigure) -> float:
    """Where the day of a figure stands, in points."""
    return layout.points_of(ax, one.published.toordinal() + 0.5) if one.published else 0.0


def _dodged(
    ax: Axes, panel: _Panel, y_of: Callable[[float], float]
) -> tuple[dict[str, tuple[float, float]], list[Bbox]]:
    """Where each step stands, beside its day's middle where another stands there already, and the room of all marks.

    Those of lines come first, the longest line in the middle; the same figure twice on a day is one place.
    """
    ranked = [one for line, _ in panel.lines for one in line.figures]
    drawn = {one.claim for one in ranked}
    ranked += [one for one in panel.toll.steps if one.claim not in drawn]
    wide = layout.points_of(ax, 1.0) - layout.points_of(ax, 0.0)
    offsets = [0.0] + [side * off for off in (8.0, 16.0, 24.0) for side in (1, -1) if off < wide / 2]
    at: dict[str, tuple[float, float]] = {}
    taken: list[Bbox] = []
    same: dict[object, tuple[float, float]] = {}
    for one in ranked:
        key = (one.published, one.best, one.low, one.high, one.hedge)
        if key in same:
            at[one.claim] = same[key]
            continue
        x, y = _across(ax, one), y_of(one.figure)
        boxes = [_room(one, x + off, y, y_of) for off in offsets]
        chosen = next((n for n, many in enumerate(boxes) if not any(b.count_overlaps(taken) for b in many)), 0)
        at[one.claim] = same[key] = (x + offsets[chosen], y)
        taken += boxes[chosen]
    return at, taken


def _room(one: ReportedFigure, x: float, y: float, y_of: Callable[[float], float]) -> list[Bbox]:
    """The room of a mark with what its wording leaves open."""
    mark = layout.around(x, y, 6.5 if one.hedge == "about" else 5.0)
    if _ranged(one):
        return [mark, *layout.along(x, y_of(one.low or 0), x, y_of(one.high or 0))]
    return (
        [mark, layout.around(x, _tip(one, y, y_of), 4), *layout.along(x, y, x, _tip(one, y, y_of))]
        if _open(one)
        else [mark]
    )


def _tip(one: ReportedFigure, y: float, y_of: Callable[[float], float]) -> float:
    """Where the arrow of an open end points to, no further down than zero."""
    return y - ARROW if one.high is None else min(y + ARROW, y_of(0))


def _tail(ax: Axes, one: ReportedFigure, at: tuple[float, float], y_of: Callable[[float], float], look: Look) -> None:
    """Draw what the wording leaves open: an arrow, a bar or a halo."""
    (x, y), colour = at, look[0]
    value, url = layout.value_at(ax, x), layout.link(one.claim)
    if one.hedge == "about":
        halo: dict[str, Any] = {"marker": "o", "markersize": HALO, "alpha": 0.25, "markeredgewidth": 0}
        layout.plot(ax, [value], [y], color=colour, linestyle="", zorder=2.8, url=url, **halo)
    elif _ranged(one):
        ends = [y_of(one.low or 0), y_of(one.high or 0)]
        layout.plot(ax, [value, value], ends, color=colour, linewidth=3, zorder=3, url=url)
    elif _open(one):
        tip = _tip(one, y, y_of)
        layout.plot(ax, [value, value], [y, tip], color=colour, linewidth=1.6, zorder=3, url=url)
        mark = "^" if tip < y else "v"
        layout.plot(ax, [value], [tip], color=colour, marker=mark, markersize=5, linestyle="", url=url)


def _labels(panel: _Panel, keys: dict[str, str]) -> list[tuple[ReportedFigure, list[str], str]]:
    """What may have a label, in full and shorter, in the order of who gets one first."""
    wanted: list[tuple[ReportedFigure, list[str], str]] = []
    for line, (colour, _) in panel.lines:
        first, *between, last = line.figures
        said = [f"{_said(last, keys)}, {line.source}", f"{lower_first(last.amount)}, {line.source}", _said(last, keys)]
        wanted.append((last, said, colour))
        wanted += [(one, [_said(one, keys), lower_first(one.amount)], colour) for one in (first, *between[: FEW // 2])]
    drawn = {one.claim for line, _ in panel.lines for one in line.figures}
    points = {(one.published, one.figure) for line, _ in panel.lines for one in line.figures}
    once = {(one.published, one.figure): one for one in reversed(panel.toll.steps) if one.claim not in drawn}
    single = [one for point, one in once.items() if point not in points]
    ranked = sorted(single, key=lambda one: (one.source.startswith("no source"), -one.figure, one.place))
    wanted += [(one, [f"{_said(one, keys)}, {one.source}", _said(one, keys)], layout.INK) for one in ranked[:FEW]]
    return wanted


def _said(one: ReportedFigure, keys: dict[str, str]) -> str:
    return f"{lower_first(one.amount)} {layout.cited((one.article,), keys)}".rstrip()


def _apart(ax: Axes, panel: _Panel, keys: dict[str, str]) -> list[Part]:
    """What is no step, a grey row each, at its day; those of no known day stand before the first."""
    rows = []
    for one, reason in panel.apart[:APART]:
        people = "" if one.subject == panel.toll.subject else f" {one.subject}"
        said = f"{lower_first(one.amount)}{people} {layout.cited((one.article,), keys)}".rstrip()
        rows.append(_row(ax, one, f"{said}: {tolls.why(one, reason)}"))
    if more := len(panel.apart) - len(rows):
        rows.append(_remark(ax, f"{more:,} more that are no steps stand in the table"))
    return [Part(4), *rows] if rows else []


def _row(ax: Axes, one: ReportedFigure, said: str) -> Part:
    at = max(_across(ax, one), layout.BEGIN + 6)
    text, x, below = layout.label(ax, said, at - layout.DOT / 2, at + layout.DOT / 2)

    def draw(top: float) -> None:
        y, url = top + layout.LINE / 2, layout.link(one.claim)
        layout.plot(
            ax, [layout.value_at(ax, at)], [y], color=GREY, marker="x", markersize=5, markeredgewidth=1.4, linestyle="",
            url=url,
        )  # fmt: skip
        layout.write(ax, x, y + below, text, size=layout.SMALL, colour=layout.SOFT, url=url)

    return Part(layout.LINE + below + 2, draw)


def _remark(ax: Axes, said: str) -> Part:
    return Part(layout.LINE, lambda top: layout.remark(ax, layout.BEGIN, top + layout.LINE / 2, said))


def toll_alt(claims: DataFrame, articles: DataFrame, *, outcomes: Rows = None) -> str:
    """What the chart shows, in full sentences."""
    claims = most_told(claims)
    answer = tolls.answer_toll(claims, articles)
    if not tolls.of_one(claims):
        return answer
    said = [f"Chart of {counted(len(with_rulings(claims)), 'figure')} by the day of their article.", answer]
    return layout.spoken(" ".join([*said, *tolls.alt_toll(claims)]), claims, outcomes)
