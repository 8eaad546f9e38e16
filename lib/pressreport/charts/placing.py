"""Labels for marks that may stand anywhere: each beside its mark, or none where there is no room for it."""

from collections.abc import Iterator
from typing import NamedTuple

from pressreport.charts import layout

_HALF = 6.0  # points, half of a mark
_AIR = 4.0  # points between two labels in a line, which would else read as one


class Box(NamedTuple):
    """A rectangle in points: from the left end of the axis, and from the top of the page's rows."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )  # fmt: skip

    def within(self, other: "Box") -> bool:
        """Whether it lies inside the other."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )  # fmt: skip


def around(x: float, y: float, half: float = _HALF) -> Box:
    """The room of a mark."""
    return Box(x - half, y - half, x + half, y + half)


def along(x: float, y: float, to_x: float, to_y: float) -> Iterator[Box]:
    """The room of a line, in small pieces."""
    many = int(max(abs(to_x - x), abs(to_y - y)) // 4) + 1
    for at in range(many + 1):
        yield around(x + (to_x - x) * at / many, y + (to_y - y) * at / many, 2)


def place(text: str, x: float, y: float, taken: list[Box], room: Box) -> Box | None:
    """The room of a label beside its mark, the nearest that is free; None if none is.

    It is then taken, with some air on either side.
    """
    wide, high = layout.width_of(text, layout.SMALL), layout.SMALL * layout.LEADING
    for left, top in _beside(x, y, wide, high):
        left = min(max(left, room.left), max(room.right - wide, room.left))
        box = Box(left, top, left + wide, top + high)
        if box.within(room) and not any(box.meets(other) for other in taken):
            taken.append(box._replace(left=box.left - _AIR, right=box.right + _AIR))
            return box
    return None


def _beside(x: float, y: float, wide: float, high: float) -> Iterator[tuple[float, float]]:
    """Right, left, above and below: no further away, where it would seem to be another mark's."""
    yield x + layout.GAP, y - high / 2
    yield x - layout.GAP - wide, y - high / 2
    for left in (x - wide / 2, x - _HALF, x - wide + _HALF):
        yield left, y - _HALF - 1 - high
        yield left, y + _HALF + 1
