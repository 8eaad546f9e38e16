"""A page for a chart: title, subtitle, rows and foot measured in points, so that nothing is cut or overlaps.

The y axis of a page counts points from the top of its first row, so a row is as high on any page as its text needs;
the x axis is the chart's own.  Six inches wide with twelve-point labels is body text on a desk and, scaled to a
phone of 390 pixels, still ten pixels high.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.textpath import text_to_path
from matplotlib.ticker import NullLocator

from pressframes.phrases import anchor
from pressframes.safe import printable

WIDTH, LEFT, RIGHT = 432.0, 28.0, 14.0  # of a page and its margins beside the axes, in points
EDGE = 8.0  # no text comes nearer to the border of the page
AXIS = 24.0  # the ticks and their labels
TEXT, SMALL, HEAD, TITLE = 12.0, 11.0, 13.0, 16.0
LEADING = 1.3
GAP = 8.0  # between a mark and its label
INK, SOFT = "#222222", "#555555"
FAMILY = "DejaVu Sans"  # comes with matplotlib: measured and drawn alike everywhere


class Frame(NamedTuple):
    """What stands around the rows of a chart."""

    title: str
    subtitle: Sequence[str]
    foot: Sequence[str]


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
    low, high = 0, len(text)  # the longest head that fits
    while low < high:
        middle = (low + high + 1) // 2
        fits = width_of(text[:middle].rstrip() + "…", size, bold) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    space = text.rfind(" ", 0, low + 1)
    return text[: space if space > low * 0.7 else low].rstrip(" ,;:-") + "…"


def blank(ax: Axes | None = None) -> Axes:
    """Axes as wide as a page, to set the x scale and measure by; an `ax` of one's own is used as it is."""
    return ax or Figure(figsize=(WIDTH / 72, 1)).add_axes((LEFT / WIDTH, 0, (WIDTH - LEFT - RIGHT) / WIDTH, 1))


def page(ax: Axes, frame: Frame, height: float, *, own: bool, axis: float = AXIS) -> None:
    """Give the axes `height` points of rows, the title and subtitle above, `axis` points for ticks, the foot below.

    The page is made as high as that needs if it is `own`; other axes stay as they are and want the room around them.
    """
    wide = WIDTH - 2 * EDGE
    head = [(line, TITLE, INK, True) for line in wrapped(frame.title, TITLE, wide, bold=True, lines=3)]
    head += [(line, SMALL, SOFT, False) for text in frame.subtitle if text for line in wrapped(text, SMALL, wide)]
    foot = [(line, SMALL, SOFT, False) for text in frame.foot for line in wrapped(text, SMALL, wide, lines=2)]
    above = sum(size * LEADING for _, size, *_ in head) + 2.5 * EDGE
    below = sum(size * LEADING for _, size, *_ in foot) + axis + 2 * EDGE
    if own:
        tall = above + height + below
        ax.get_figure(root=True).set_size_inches(WIDTH / 72, tall / 72)  # type: ignore[union-attr]
        ax.set_position((LEFT / WIDTH, below / tall, (WIDTH - LEFT - RIGHT) / WIDTH, height / tall))
    ax.set_ylim(height, 0)
    ax.set_yticks([])
    for side in ("left", "right", "top"):
        ax.spines[side].set_visible(False)
    _lines(ax, head, "top", above - EDGE)
    _lines(ax, foot, "bottom", -axis - EDGE)


def _lines(ax: Axes, lines: Sequence[tuple[str, float, str, bool]], edge: str, offset: float) -> None:
    for text, size, colour, bold in lines:
        ax.annotate(
            text, (0, 1 if edge == "top" else 0), (EDGE - LEFT, offset), xycoords="axes fraction",
            textcoords="offset points", va="top", color=colour, fontsize=size, family=FAMILY,
            fontweight="bold" if bold else "normal", parse_math=False, annotation_clip=False,
        )  # fmt: skip
        offset -= size * LEADING


def write(ax: Axes, x: float, y: float, text: str, *, size: float = TEXT, colour: str = INK, **more: Any) -> None:
    """Write one line, over the grid and under the marks.

    `x` is in points from the left end of the axis, `y` in points from the top, and the line is centred on it.
    """
    ax.annotate(
        drawable(text), (0, y), (x, 0), xycoords=ax.get_yaxis_transform(), textcoords="offset points",
        va="center_baseline", color=colour, fontsize=size, family=FAMILY, parse_math=False, annotation_clip=False,
        zorder=2.5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5}, **more,
    )  # fmt: skip


def points_of(ax: Axes, x: float) -> float:
    """Where a value stands: points from the left end of the axis."""
    return float((ax.transData.transform((x, 0))[0] - ax.bbox.x0) * 72 / ax.get_figure(root=True).dpi)  # type: ignore[union-attr]


def value_at(ax: Axes, points: float) -> float:
    """The value that stands so many points from the left end of the axis."""
    pixels = ax.bbox.x0 + points * ax.get_figure(root=True).dpi / 72  # type: ignore[union-attr]
    return float(ax.transData.inverted().transform((pixels, ax.bbox.y0))[0])


def across(ax: Axes) -> float:
    """The length of the x axis in points."""
    return float(ax.bbox.width * 72 / ax.get_figure(root=True).dpi)  # type: ignore[union-attr]


def without_rows(ax: Axes | None, frame: Frame) -> Axes:
    """A page that says in words why there is nothing to draw."""
    drawn = blank(ax)
    page(drawn, frame, 8, own=ax is None)
    drawn.set_axis_off()
    return drawn


def ticks(ax: Axes, marks: Sequence[tuple[float, str]], note: str = "") -> None:
    """Mark values on the x axis, with gridlines and with labels that stay on the page; `note` says what they are."""
    ax.set_xticks([value for value, _ in marks], labels=[""] * len(marks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.grid(axis="x")
    bottom, left, right = ax.get_ylim()[0], EDGE - LEFT, across(ax) + RIGHT - EDGE
    for value, text in marks:
        wide = width_of(text, SMALL)
        write(
            ax,
            max(left, min(points_of(ax, value) - wide / 2, right - wide)),
            bottom + 13,
            text,
            size=SMALL,
            colour=SOFT,
        )
    if note:
        write(ax, 0, bottom + 13 + SMALL * LEADING, note, size=SMALL, colour=SOFT)


class Label(NamedTuple):
    """A label of a mark: its text, where it begins (points from the left end of the axis), and if it stands below."""

    text: str
    x: float
    below: bool

    @property
    def height(self) -> float:
        """What it adds to the line of its mark."""
        return TEXT * LEADING if self.below else 0.0


def label(ax: Axes, text: str, first: float, last: float, *, bold: bool = False) -> Label:
    """The label of a mark that covers `first` to `last` points: right of it if it fits, else left, else below it."""
    left, right = EDGE - LEFT, across(ax) + RIGHT - EDGE
    text = shortened(text, TEXT, right - left, bold=bold)
    wide = width_of(text, TEXT, bold)
    if last + GAP + wide <= right:
        return Label(text, last + GAP, below=False)
    if first - GAP - wide >= left:
        return Label(text, first - GAP - wide, below=False)
    return Label(text, max(min(first, right - wide), left), below=True)


def link(row: str) -> str:
    """Where a mark leads to: the words behind a claim or an event, marked in its article."""
    return f"#{anchor(row)}"


def plot(ax: Axes, x: Sequence[float], y: Sequence[float], **look: Any) -> None:
    """Draw a line or marks that may reach beyond the axes."""
    ax.plot(np.asarray(x, dtype=float), np.asarray(y, dtype=float), **{"clip_on": False, "zorder": 4} | look)
