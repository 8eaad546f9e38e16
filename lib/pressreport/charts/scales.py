"""The x axis of a chart: numbers of people from zero or on a marked logarithmic scale, or days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from pressframes.days import MONTHS
from pressframes.phrases import number
from pressreport.charts import layout

ORDERS = 100  # a larger range of figures wants a logarithmic scale
_STEPS = [(1, "day"), (2, "day"), (7, "day"), (14, "day"), (1, "month"), (3, "month"), (6, "month")]
_STEPS += [(years, "year") for years in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)]


class Scale(NamedTuple):
    """The values to mark on the x axis, with their labels, and what must be said of it."""

    marks: list[tuple[float, str]]
    note: str

    @property
    def axis(self) -> float:
        """The points that the axis takes below the rows."""
        return layout.AXIS + (layout.SMALL * layout.LEADING if self.note else 0)


def wide(values: Sequence[float]) -> bool:
    """Whether the figures range so far that a scale from zero would hide the small ones."""
    positive = [value for value in values if value > 0]
    return bool(positive) and min(values) > 0 and max(positive) / min(positive) > ORDERS


def counts(ax: Axes, values: Sequence[float], room: float) -> Scale:
    """Set the x axis from zero, with `room` points beyond the largest; logarithmic, and called so, if they are wide."""
    most = max(values, default=0) or 1
    stretch = layout.across(ax) / (layout.across(ax) - room)
    if not wide(values):
        ax.set_xlim(0, most * stretch)
        steps = MaxNLocator(nbins=4, steps=[1, 2, 5, 10], integer=True).tick_values(0, most * stretch)
        return Scale([(value, number(value)) for value in steps if value <= most * stretch], "")
    start = 10 ** (len(str(int(min(values)))) - 1)
    ax.set_xscale("log")
    ax.set_xlim(start, start * (most / start) ** stretch)
    powers = [start * 10**n for n in range(len(str(int(most // start))))]
    step = -(-len(powers) // 5)
    note = f"logarithmic scale: every gridline is {number(10**step)} times the last"
    return Scale([(float(power), number(power)) for power in powers[::step]], note)


def days(ax: Axes, first: date, last: date, strip: float = 0.0) -> list[tuple[float, str]]:
    """Set the x axis from `first` to beyond `last`, after a strip of so many points; give the days to mark on it."""
    start, end = first.toordinal(), last.toordinal() + 1
    room = layout.across(ax) - strip
    each = max(end - start, 7) / max(room - layout.EDGE, 1)  # days a point
    ax.set_xlim(start - strip * each, start + room * each)
    beyond = date.fromordinal(min(int(start + room * each), date.max.toordinal()))
    return [(float(when.toordinal()), text) for when, text in _ticks(first, beyond, room)]


def _ticks(first: date, last: date, room: float) -> list[tuple[date, str]]:
    """The days, months or years to mark, as close as their labels allow."""
    span = (last - first).days
    for step, unit in _STEPS:
        if span // (step * {"day": 1, "month": 31, "year": 366}[unit]) > 12:
            continue
        found = [(when, _tick(when, unit)) for when in _every(step, unit, first, last) if first <= when <= last]
        if found and len(found) * (max(layout.width_of(text, layout.SMALL) for _, text in found) + 14) <= room:
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
