"""A strip that shows many marks at once: each at its place, stacked where they are many, and a link each."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes

from pressreport.charts import layout

_BIN, _STEP, _TALLEST, _TEXT, _SIZE = 6.0, 6.0, 48.0, 22.0, 6.0  # points


class Dot(NamedTuple):
    """A mark of the strip: its value on the x axis, its look and its link."""

    value: float
    colour: str
    shape: str
    url: str


class Strip(NamedTuple):
    """The marks, and how high each stands: the stack of those that begin in the same few points of the axis."""

    dots: Sequence[Dot]
    levels: Sequence[int]

    @property
    def step(self) -> float:
        """Points from one mark of a stack to the next."""
        return min(_STEP, _TALLEST / max([1, *self.levels]))

    @property
    def height(self) -> float:
        """Points, with the words above and the gap below."""
        return _TEXT + max([0, *self.levels]) * self.step + 2 * _SIZE


def strip(ax: Axes, dots: Sequence[Dot]) -> Strip:
    """The marks as they stack up on an axis whose scale is set, from the middle of a stack outwards."""
    seen: Counter[float] = Counter()
    levels = [0] * len(dots)
    places = [divmod(layout.points_of(ax, dot.value), _BIN) for dot in dots]
    for at in sorted(range(len(dots)), key=lambda at: abs(places[at][1] - _BIN / 2)):
        levels[at] = seen[places[at][0]]
        seen[places[at][0]] += 1
    return Strip(dots, levels)


def draw(ax: Axes, made: Strip, top: float, said: str, left: float) -> None:
    """Draw the strip below its words, which begin `left` points from the left end of the axis."""
    layout.write(ax, left, top + layout.SMALL * layout.LEADING / 2, said, size=layout.SMALL, colour=layout.SOFT)
    bottom = top + made.height - _SIZE
    for dot, level in zip(made.dots, made.levels, strict=True):
        layout.plot(
            ax, [dot.value], [bottom - level * made.step], color=dot.colour, marker=dot.shape, markersize=_SIZE,
            alpha=0.5, linestyle="", markeredgewidth=0, url=dot.url,
        )  # fmt: skip
