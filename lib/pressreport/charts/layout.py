"""What the charts are made of: a page measured in points, so that nothing is cut or overlaps, and what stands on it.

The y axis of a page counts points from the top of its first row, so a row is as high on any page as its text needs;
the x axis is the chart's own.  Six inches wide with twelve-point labels is body text on a desk and, scaled to a
phone of 390 pixels, still ten pixels high.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cache, partial
from importlib.resources import files
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator, NullLocator
from matplotlib.transforms import Bbox
from pandas import DataFrame

from pressframes.days import MONTHS
from pressframes.frames.rulings import in_short
from pressframes.phrases import anchor, article_line, number, period
from pressframes.safe import printable

WIDTH, LEFT, RIGHT = 432.0, 28.0, 14.0  # of a page and its margins beside the axes, in points
EDGE = 8.0  # no text comes nearer to the border of the page
WIDE = WIDTH - 2 * EDGE  # the longest line
BEGIN = EDGE - LEFT  # where rows begin, from the left end of the axis
AXIS = 24.0  # the ticks and their labels
TEXT, SMALL, HEAD, TITLE = 12.0, 11.0, 13.0, 16.0
LEADING = 1.3
LINE = SMALL * LEADING  # a line of small text
GAP = 8.0  # between a mark and its label
DOT = 8.0  # a mark
INK, SOFT = "#222222", "#555555"
FAMILY = "DejaVu Sans"  # comes with matplotlib: measured and drawn alike everywhere
STYLE = str(files("pressreport.charts") / "pressframes.mplstyle")
Look = tuple[str, str]  # colour and shape
Rows = DataFrame | None  # claims, events or outcomes of rulings, where there may be none
One = TypeVar("One")
# Okabe and Ito's colours, and a shape each, so that no measure rests on its colour.
LOOKS: dict[str, Look] = {
    "killed": ("#D55E00", "o"),
    "wounded": ("#E69F00", "D"),
    "casualties": ("#CC79A7", "s"),
    "missing": ("#56B4E9", "p"),
    "captured": ("#009E73", "v"),
    "deployed": ("#0072B2", "^"),
    "displaced": ("#000000", "h"),
}
ORDERS = 100  # a larger range of figures wants a logarithmic scale
NAMED = 12  # articles that a caption names; more are counted


# The house style over matplotlib's defaults, whatever the user's own matplotlibrc says.
style = partial(matplotlib.style.context, ["default", STYLE])


def figure_of(drawn: Figure | Axes) -> Figure:
    """The figure itself, or the one that an axes stands in."""
    figure = drawn.get_figure(root=True) if isinstance(drawn, Axes) else drawn
    assert isinstance(figure, Figure)
    return figure


# -- text


@cache
def _glyphs() -> frozenset[int]:
    return frozenset(FT2Font(findfont(FontProperties(family=FAMILY))).get_charmap())


def drawable(text: str) -> str:
    """The text as the font can draw it: printable, and a replacement character for each glyph that it lacks."""
    return "".join(c if ord(c) in _glyphs() else "\ufffd" for c in printable(text))


@cache
def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in points."""
    font = FontProperties(family=FAMILY, size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


def wrapped(text: str, size: float, width: float, *, lines: int = 99, bold: bool = False) -> list[str]:
    """The text in lines no wider than `width` points, at most `lines` of them; an ellipsis ends what is cut."""
    words, made = drawable(text).split(" "), [""]
    for at, word in enumerate(words):
        longer = f"{made[-1]} {word}".strip()
        if width_of(longer, size, bold) <= width:
            made[-1] = longer
        elif len(made) == lines:
            made[-1] = shortened(" ".join([made[-1], *words[at:]]).strip(), size, width, bold=bold)
            break
        else:
            made += [shortened(word, size, width, bold=bold)]
    return [line for line in made if line] or [""]


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits into `width` points with an ellipsis."""
    text = drawable(text)
    if width_of(text, size, bold) <= width:
        return text
    ends = range(1, len(text) + 1)
    longest = bisect_right(ends, width, key=lambda end: width_of(text[:end].rstrip() + "…", size, bold))
    space = text.rfind(" ", 0, longest + 1)
    return text[: space if space > longest * 0.7 else longest].rstrip(" ,;:-") + "…"


def dated(said: str, articles: DataFrame, cited: Iterable[str]) -> str:
    """The words as a sentence, with the days of the articles that are cited if they are known."""
    when = period(articles, cited)
    return f"{said}; articles {when}." if when else f"{said}."


def caption(counts: str, articles: DataFrame, keys: dict[str, str], rows: Rows, outcomes: Rows) -> list[str]:
    """A line for each article that is called by a letter; last what was counted, and how many rulings on the rows."""
    named = [f"[{key}]  {article_line(id_, articles)}" for id_, key in keys.items() if len(keys) <= NAMED]
    return [*named, f"{counts} {in_short(rows, outcomes)}".rstrip()]


def spoken(alt: str, rows: Rows, outcomes: Rows) -> str:
    """The words for a chart, and how many rulings on the rows it used, if there are any."""
    ruled = in_short(rows, outcomes)
    return f"{alt} {ruled}" if any(letter.isdigit() for letter in ruled) else alt


def cited(ids: tuple[str, ...], keys: dict[str, str]) -> str:
    """The articles of a mark: their letters, or how many they are where letters would be too many."""
    if len(keys) <= NAMED:
        return f"[{' '.join(keys[id_] for id_ in ids)}]"
    return f"[{len(ids)} articles]" if len(ids) > 1 else ""


# -- the page


Words = tuple[str, Sequence[str], Sequence[str]]  # what stands around the rows: title, subtitle, caption


class Part(NamedTuple):
    """Something as wide as the page, or nothing: how many points high, and what draws it from its top downwards."""

    height: float
    draw: Callable[[float], object] = lambda top: None


def with_room(found: Sequence[One], room: int, size: Callable[[One], int]) -> list[One]:
    """The first ones, as many as have room by their size; at least one."""
    return [one for one, filled in zip(found, accumulate(map(size, found)), strict=True) if filled <= room] or [
        *found[:1]
    ]


def stack(parts: Sequence[Part]) -> Part:
    """The parts, each below the other."""

    def draw(top: float) -> None:
        for part in parts:
            part.draw(top)
            top += part.height

    return Part(sum(part.height for part in parts), draw)


class Scale(NamedTuple):
    """The values to mark on the x axis, with their labels, and what must be said of it."""

    marks: list[tuple[float, str]]
    note: str = ""


def blank(ax: Axes | None = None) -> Axes:
    """Axes as wide as a page, to set the x scale and measure by; an `ax` of one's own is used as it is."""
    return ax or Figure(figsize=(WIDTH / 72, 1)).add_axes((LEFT / WIDTH, 0, (WIDTH - LEFT - RIGHT) / WIDTH, 1))


def page(ax: Axes, words: Words, parts: Sequence[Part], scale: Scale | None, *, own: bool, axis: float = AXIS) -> Axes:
    """The axes with the parts, the title and subtitle above, the ticks of the scale and the caption below.

    The page is made as high as that needs if it is `own`; other axes stay as they are and want the room around them.
    Without a scale there is no axis to see; `axis` is the room for it.
    """
    (title, subtitle, caption), rows = words, stack(parts)
    axis += LINE if scale and scale.note else 0
    head = [(line, TITLE, INK, "bold") for line in wrapped(title, TITLE, WIDE, bold=True, lines=3)]
    head += [(line, SMALL, SOFT, "normal") for text in subtitle if text for line in wrapped(text, SMALL, WIDE)]
    foot = [(line, SMALL, SOFT, "normal") for text in caption for line in wrapped(text, SMALL, WIDE, lines=2)]
    above = sum(size * LEADING for _, size, *_ in head) + 2.5 * EDGE
    below = sum(size * LEADING for _, size, *_ in foot) + axis + 2 * EDGE
    if own:
        tall = above + rows.height + below
        figure_of(ax).set_size_inches(WIDTH / 72, tall / 72)
        ax.set_position((LEFT / WIDTH, below / tall, (WIDTH - LEFT - RIGHT) / WIDTH, rows.height / tall))
    ax.set_ylim(rows.height, 0)
    ax.set_yticks([])
    ax.spines[["left", "right", "top"]].set_visible(False)
    for lines, edge, offset in ((head, 1, above - EDGE), (foot, 0, -axis - EDGE)):
        for text, size, colour, weight in lines:
            ax.annotate(
                text, (0, edge), (BEGIN, offset), xycoords="axes fraction", textcoords="offset points", va="top",
                color=colour, fontsize=size, family=FAMILY, fontweight=weight, parse_math=False, annotation_clip=False,
            )  # fmt: skip
            offset -= size * LEADING
    if scale:
        ax.set_xticks([value for value, _ in scale.marks], labels=[""] * len(scale.marks))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.grid(axis="x")
        for value, text in scale.marks:  # their labels stay on the page
            wide = width_of(text, SMALL)
            remark(ax, max(BEGIN, min(points_of(ax, value) - wide / 2, end(ax) - wide)), rows.height + 13, text)
        if scale.note:
            remark(ax, 0, rows.height + 13 + LINE, scale.note)
    else:
        ax.set_axis_off()
    rows.draw(0.0)
    return ax


def without_rows(ax: Axes | None, words: Words) -> Axes:
    """A page that says in words why there is nothing to draw."""
    return page(blank(ax), words, [Part(8)], None, own=ax is None)


# -- where values stand


def points_of(ax: Axes, x: float) -> float:
    """Where a value stands: points from the left end of the axis."""
    return float((ax.transData.transform((x, 0))[0] - ax.bbox.x0) * 72 / figure_of(ax).dpi)


def value_at(ax: Axes, points: float) -> float:
    """The value that stands so many points from the left end of the axis."""
    pixels = ax.bbox.x0 + points * figure_of(ax).dpi / 72
    return float(ax.transData.inverted().transform((pixels, ax.bbox.y0))[0])


def across(ax: Axes) -> float:
    """The length of the x axis in points."""
    return float(ax.bbox.width * 72 / figure_of(ax).dpi)


def end(ax: Axes) -> float:
    """Where rows end, in points from the left end of the axis."""
    return across(ax) + RIGHT - EDGE


def far_apart(values: Sequence[float]) -> bool:
    """Whether the figures range so far that a scale from zero would hide the small ones."""
    return min(values, default=0) > 0 and max(values) / min(values) > ORDERS


def counts(ax: Axes, values: Sequence[float], room: float) -> Scale:
    """Set the x axis from zero, with `room` points beyond the largest; logarithmic, and called so, if far apart."""
    most = max(values, default=0) or 1
    stretch = across(ax) / (across(ax) - room)
    if not far_apart(values):
        ax.set_xlim(0, most * stretch)
        return Scale([(value, number(value)) for value in round_steps(most * stretch, 4)])
    start = 10 ** (len(str(int(min(values)))) - 1)
    ax.set_xscale("log")
    ax.set_xlim(start, start * (most / start) ** stretch)
    powers = [start * 10**n for n in range(len(str(int(most // start))))]
    step = -(-len(powers) // 5)
    note = f"logarithmic scale: every gridline is {number(10**step)} times the last"
    return Scale([(float(power), number(power)) for power in powers[::step]], note)


def round_steps(most: float, many: int) -> list[float]:
    """About so many round numbers from zero to `most`."""
    steps = MaxNLocator(nbins=many, steps=[1, 2, 5, 10], integer=True).tick_values(0, most)
    return [float(value) for value in steps if value <= most]


def days(ax: Axes, first: date, last: date, strip: float = 0.0) -> Scale:
    """Set the x axis from `first` to beyond `last`, after a strip of so many points.

    Days, months or years are marked on it, as close as their labels allow.
    """
    start, finish = first.toordinal(), last.toordinal() + 1
    room = across(ax) - strip
    each = max(finish - start, 7) / max(room - EDGE, 1)  # days a point
    ax.set_xlim(start - strip * each, start + room * each)
    last = date.fromordinal(min(int(start + room * each), date.max.toordinal()))
    years, span = range(first.year, last.year + 1), (last - first).days
    for unit, step in _STEPS:
        if span // (step * {"day": 1, "month": 31, "year": 366}[unit]) > 12:
            continue
        if unit == "day":
            known = [first + timedelta(days=at) for at in range(0, span + 1, step)]
        else:
            many = range(1, 13, step) if unit == "month" else [1]
            known = [date(year, month, 1) for year in years if unit == "month" or year % step == 0 for month in many]
        marks = [(float(when.toordinal()), _tick(when, unit)) for when in known if first <= when <= last]
        if marks and len(marks) * (max(width_of(text, SMALL) for _, text in marks) + 14) <= room:
            return Scale(marks)
    return Scale([])


_STEPS = [("day", 1), ("day", 2), ("day", 7), ("day", 14), ("month", 1), ("month", 3), ("month", 6)]
_STEPS += [("year", years) for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)]


def _tick(when: date, unit: str) -> str:
    month = f"{MONTHS[when.month - 1][:3]} {when.year}"
    return {"day": f"{when.day} {month}", "month": month, "year": str(when.year)}[unit]


# -- what is drawn


def link(row: str) -> str:
    """Where a mark leads to: the words behind a claim or an event, highlighted in its article."""
    return f"#{anchor(row)}"


def plot(ax: Axes, x: Sequence[float], y: Sequence[float], **look: Any) -> None:
    """Draw a line or marks that may reach beyond the axes."""
    ax.plot(np.asarray(x, dtype=float), np.asarray(y, dtype=float), **{"clip_on": False, "zorder": 4} | look)


def write(ax: Axes, x: float, y: float, text: str, *, size: float = TEXT, colour: str = INK, **more: Any) -> None:
    """Write one line, over the grid and under the marks.

    `x` is in points from the left end of the axis, `y` in points from the top, and the line is centred on it.
    """
    ax.annotate(
        drawable(text), (0, y), (x, 0), xycoords=ax.get_yaxis_transform(), textcoords="offset points",
        va="center_baseline", color=colour, fontsize=size, family=FAMILY, parse_math=False, annotation_clip=False,
        zorder=2.5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5}, **more,
    )  # fmt: skip


def remark(ax: Axes, x: float, y: float, text: str) -> None:
    """Write one line of what is not the finding, small and soft."""
    write(ax, x, y, text, size=SMALL, colour=SOFT)


def heading(ax: Axes, words: str, look: Look, height: float, middle: float, *, lines: int = 1) -> Part:
    """What the rows below are figures of, after the mark that it has there, centred so many points from the top."""
    (colour, shape), said = look, wrapped(words, HEAD, WIDE - 18, bold=True, lines=lines)

    def draw(top: float) -> None:
        plot(ax, [value_at(ax, BEGIN + 6)], [top + middle], color=colour, marker=shape, markersize=9, linestyle="")
        for at, line in enumerate(said):
            write(ax, BEGIN + 18, top + middle + at * HEAD * LEADING, line, size=HEAD, fontweight="bold")

    return Part(height + (len(said) - 1) * HEAD * LEADING, draw)


class Mark(NamedTuple):
    """A mark with a label: the words, the points that the mark covers, what draws it at a y, and the label's look."""

    label: str
    first: float
    last: float
    draw: Callable[[float], object]
    bold: bool
    url: str


def label(ax: Axes, words: str, first: float, last: float, *, bold: bool = False) -> tuple[str, float, float]:
    """The label of a mark that covers `first` to `last` points, where it begins, and how far below the mark it stands.

    It is right of the mark if it fits, else left, else below.
    """
    right = end(ax)
    text = shortened(words, TEXT, right - BEGIN, bold=bold)
    wide = width_of(text, TEXT, bold)
    if last + GAP + wide <= right:
        return text, last + GAP, 0.0
    if first - GAP - wide >= BEGIN:
        return text, first - GAP - wide, 0.0
    return text, max(min(first, right - wide), BEGIN), TEXT * LEADING


def row(ax: Axes, lines: Sequence[str], mark: Mark | None, gap: float, *, indent: float = 0.0) -> Part:
    """Lines of small text, and below them a mark with its label; then a gap."""
    text, x, below = label(ax, *mark[:3], bold=mark.bold) if mark else ("", 0.0, 0.0)

    def draw(top: float) -> None:
        for line in lines:
            remark(ax, BEGIN + indent, top + LINE / 2, line)
            top += LINE
        if mark:
            y = top + TEXT * LEADING / 2
            mark.draw(y)
            write(ax, x, y + below, text, fontweight="bold" if mark.bold else "normal", url=mark.url)

    return Part(len(lines) * LINE + (TEXT * LEADING + below if mark else 0) + gap, draw)


def beeswarm(ax: Axes, dots: Sequence[tuple[float, Look, str]], said: str, left: float) -> Part:
    """Many marks at once (value, look, link) below words that begin at `left`, stacked where they are many.

    A stack holds what begins in the same few points of an axis whose scale is set, from the middle outwards.
    """
    across, tallest, words, size = 6.0, 48.0, 22.0, 6.0  # points
    seen: Counter[float] = Counter()
    levels = [0] * len(dots)
    places = [divmod(points_of(ax, value), across) for value, *_ in dots]
    for at in sorted(range(len(dots)), key=lambda at: abs(places[at][1] - across / 2)):
        levels[at] = seen[places[at][0]]
        seen[places[at][0]] += 1
    step = min(size, tallest / max([1, *levels]))
    height = words + max([0, *levels]) * step + 2 * size

    def draw(top: float) -> None:
        remark(ax, left, top + LINE / 2, said)
        for (value, (colour, shape), url), level in zip(dots, levels, strict=True):
            plot(
                ax, [value], [top + height - size - level * step], color=colour, marker=shape, markersize=size,
                alpha=0.5, linestyle="", markeredgewidth=0, url=url,
            )  # fmt: skip

    return Part(height, draw)


# -- labels of marks that may stand anywhere: each beside its mark, or none where there is no room for it


HALF = 6.0  # points, half of a mark


def around(x: float, y: float, half: float = HALF) -> Bbox:
    """The room of a mark, in points: from the left end of the axis, and from the top of the page's rows."""
    return Bbox.from_extents(x - half, y - half, x + half, y + half)


def along(x: float, y: float, to_x: float, to_y: float) -> list[Bbox]:
    """The room of a line, in small pieces."""
    many = int(max(abs(to_x - x), abs(to_y - y)) // 4) + 1
    return [around(x + (to_x - x) * at / many, y + (to_y - y) * at / many, 2) for at in range(many + 1)]


def place(text: str, x: float, y: float, taken: list[Bbox], room: Bbox) -> Bbox | None:
    """The room of a label beside its mark: right, left, above or below it, the first that is free; None if none is.

    No label stands further away, where it would seem to be another mark's.  Its room is then taken, with some air on
    either side, so that two labels in a line do not read as one.
    """
    wide, high, air = width_of(text, SMALL), LINE, 4.0
    beside = [(x + GAP, y - high / 2), (x - GAP - wide, y - high / 2)]
    for left in (x - wide / 2, x - HALF, x - wide + HALF):
        beside += [(left, y - HALF - 1 - high), (left, y + HALF + 1)]
    for left, top in beside:
        left = min(max(left, room.x0), max(room.x1 - wide, room.x0))
        inside = left + wide <= room.x1 and top >= room.y0 and top + high <= room.y1
        box = Bbox.from_extents(left, top, left + wide, top + high)
        if inside and not box.count_overlaps(taken):
            taken.append(Bbox.from_extents(left - air, top, left + wide + air, top + high))
            return box
    return None
