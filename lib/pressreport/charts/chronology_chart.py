"""The chart of what happened when: every dated event over the days that its wording allows.

A row is a happening (`incidents`): the words around the date, and below them a bar from the first to the last day
allowed, or a mark for a day, with the date at it.  What lies so far back that it would squeeze the rest stands in a
strip before a visible break in the axis.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from pandas import DataFrame

from pressframes.compare import incidents
from pressframes.compare.incidents import Incident, joined
from pressframes.frames.rulings import with_rulings
from pressframes.phrases import article_keys, counted, listed
from pressreport.charts import layout
from pressreport.charts.layout import Part, Rows

# The kinds that a chronology turns on: Okabe and Ito's colours, and a shape each; all else is context.
LOOKS = {"treaty": ("#0072B2", "s"), "deployment": ("#D55E00", "^"), "acknowledgement": ("#009E73", "D")}
CONTEXT = ("#8a8a8a", "o")
ROWS = 40  # happenings that a chart shows; more are counted, and rows in the table
STRIP = 34.0  # points, of the strip for what came long before
_GAP, _BEFORE = 11.0, 18.0


class Plan(NamedTuple):
    """The happenings with rows, how many of them come before the break, and the days of the axis."""

    shown: list[Incident]
    before: int
    first: date
    last: date


@layout.style()
def chronology(events: DataFrame, articles: DataFrame, ax: Axes | None = None, *, outcomes: Rows = None) -> Axes:
    """The axes with every dated event over the days that its wording allows; in `ax`, or on a page of its own.

    Treaty, deployment and acknowledgement are in colour, the rest is grey; letters name the articles that report a
    happening.  No events give a page that says so.
    """
    known, keys = joined(events), article_keys(articles, events["article"])
    if not known:
        many = counted(len(articles), "article")
        said = f"No dated event was found in {many}." if len(articles) else "There are no articles to read."
        counts = layout.caption(f"0 events, {many}.", articles, {}, events, outcomes)
        return layout.without_rows(ax, ("No dated event can be shown", [said], counts))
    plan, drawn = _plan(known), layout.blank(ax)
    scale = layout.days(drawn, plan.first, plan.last, STRIP * (plan.before > 0))
    kinds = [kind for kind in LOOKS if any(one.kind == kind for one in plan.shown)]
    told = [f"In colour: {listed(kinds)}."] if kinds else []
    told += ["Left of the break: earlier, not to scale."] if plan.before else []
    bars = "A bar spans the days that the wording allows (a month, a season); a single mark is a day."
    many = f"{counted(len(with_rulings(events)), 'dated passage')}, {counted(len(known), 'event')}"
    many += f", {counted(len(keys), 'article')}."
    if len(plan.shown) < len(known):
        many += f" Shown: {len(plan.shown)}; the other {len(known) - len(plan.shown)} stand in the table."
    counts = layout.caption(many, articles, keys, events, outcomes)
    words = (incidents.headline(events), [bars, " ".join(told)], counts)
    rows = [_row(drawn, one, keys, before=at < plan.before) for at, one in enumerate(plan.shown)]
    parts = [_above(drawn, known, plan), layout.stack(rows), Part(_GAP)]
    return layout.page(drawn, words, parts, scale, own=ax is None)


def _plan(known: list[Incident]) -> Plan:
    """The rows of the chart, in order: all, or the most telling, up to `ROWS`.

    Those are the turns, then the most reported, what has a kind of its own, and the most precisely dated.
    """

    def rank(one: Incident) -> tuple[object, ...]:
        no_kind, many = one.kind in ("other", "publication"), (-len(one.articles), -len(one.events))
        return one.kind not in LOOKS, *many, no_kind, one.latest - one.earliest

    ranked = sorted(known, key=rank)
    shown = [one for one in known if one in ranked[:ROWS]]
    before = _break(shown)
    first = shown[before].earliest
    return Plan(shown, before, first, max(one.latest for one in known if one.earliest >= first))


def _break(known: Sequence[Incident]) -> int:
    """How many of the happenings lie so far back that they go before a break: the most that leave half or more, if
    the gap after them is longer than half of what follows and than half a year."""
    for at in range(min(len(known) // 2, len(known) - 3), 0, -1):
        rest = known[at:]
        last_before = max(one.latest for one in known[:at])
        gap, span = rest[0].earliest - last_before, max(one.latest for one in rest) - rest[0].earliest
        if gap > max(span / 2, timedelta(days=180)):
            return at
    return 0


def _above(ax: Axes, known: Sequence[Incident], plan: Plan) -> Part:
    """The break with its name, and every event as a mark if some have no row; what lies before it is left to rows."""
    parts = [Part(0.0, lambda top: _draw_break(ax))] if plan.before else []
    if len(plan.shown) < len(known):
        later = [one for one in known if one.earliest >= plan.first]
        dots = [(_middle(one), _look(one), layout.link(one.events[0])) for one in later]
        said = "every event, a mark each; below, some with their words"
        parts += [layout.beeswarm(ax, dots, said, STRIP * (plan.before > 0)), Part(_GAP)]
    elif plan.before:
        parts += [Part(_BEFORE)]
    return layout.stack(parts)


def _draw_break(ax: Axes) -> None:
    """The name of the strip, a line that ends it, and two strokes through the axis."""
    bottom, at = ax.get_ylim()[0], layout.value_at(ax, STRIP - 7)
    layout.remark(ax, layout.BEGIN, _BEFORE / 2, "before")
    layout.plot(ax, [at, at], [0, bottom], color=layout.SOFT, linewidth=1.2, linestyle=":", zorder=2)
    for shift in (0.0, 4.0):
        ends = [layout.value_at(ax, STRIP - 12 + shift), layout.value_at(ax, STRIP - 7 + shift)]
        layout.plot(ax, ends, [bottom + 6, bottom - 6], color=layout.SOFT, linewidth=1.4)


def _look(one: Incident) -> tuple[str, str]:
    return LOOKS.get(one.kind, CONTEXT)


def _middle(one: Incident) -> float:
    return (one.earliest.toordinal() + one.latest.toordinal() + 1) / 2


def _row(ax: Axes, one: Incident, keys: dict[str, str], *, before: bool) -> Part:
    """The words of the article, and below them the bar or mark with the date at it."""
    left, right = layout.points_of(ax, one.earliest.toordinal()), layout.points_of(ax, one.latest.toordinal() + 1)
    if before:
        left, right = layout.BEGIN + 2, STRIP - 4
    elif one.earliest == one.latest:
        left, right = (left + right) / 2 - 5, (left + right) / 2 + 5
    turn, url = one.kind in LOOKS, layout.link(one.events[0])
    said = f"{one.when}, {one.kind} {layout.cited(one.articles, keys)}".rstrip()
    words = layout.shortened(f"“{one.label}”", layout.SMALL, layout.WIDE)
    text, x, below = layout.label(ax, said, left, right, bold=turn)

    def draw(top: float) -> None:
        layout.remark(ax, layout.BEGIN, top + layout.LINE / 2, words)
        y = top + (layout.LINE + layout.TEXT * layout.LEADING / 2)
        _draw(ax, one, before, y)
        layout.write(ax, x, y + below, text, fontweight="bold" if turn else "normal", url=url)

    return Part(layout.LINE + layout.TEXT * layout.LEADING + below + _GAP, draw)


def _draw(ax: Axes, one: Incident, before: bool, y: float) -> None:
    """A bar, the mark of a day, or a pointer to what came before the break."""
    (colour, shape), url = _look(one), layout.link(one.events[0])
    first, last = one.earliest.toordinal(), one.latest.toordinal() + 1
    middle, wide = [_middle(one)], layout.points_of(ax, last) - layout.points_of(ax, first)
    mark: dict[str, Any] = {"color": colour, "linestyle": "", "url": url}
    if before:
        layout.plot(ax, [layout.value_at(ax, layout.BEGIN + 8)], [y], **mark, marker="<", markersize=8)
    elif last - first == 1:
        layout.plot(ax, middle, [y], **mark, marker=shape, markersize=8.5)
    elif wide < 4:  # a week on an axis of years: to be seen at all
        layout.plot(ax, middle, [y], **mark, marker="|", markersize=8, markeredgewidth=4)
    else:
        layout.plot(ax, [first, last], [y, y], color=colour, linewidth=8, solid_capstyle="butt", url=url)
        if one.kind in LOOKS and wide > 12:
            layout.plot(ax, middle, [y], **mark | {"color": "white"}, marker=shape, markersize=4.5)


def chronology_alt(events: DataFrame, articles: DataFrame, *, outcomes: Rows = None) -> str:
    """What the chart shows, in full sentences."""
    known, answer = joined(events), incidents.answer_chronology(events, articles)
    if not known:
        return answer
    told = [
        f"{one.when}, {one.kind}" + (f" ({len(one.articles)} articles)" if len(one.articles) > 1 else "")
        for one in _plan(known).shown
    ]
    many = f"{counted(len(known), 'dated event')} from {counted(len(articles), 'article')}"
    begun = f"Chart of {many}, each over the days that its wording allows."
    return layout.spoken(f"{begun} {answer} In order: {'; '.join(told)}.", events, outcomes)
