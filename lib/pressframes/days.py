"""Days of the calendar as they are written in files and said in words."""

import re
from datetime import date
from typing import Any

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def iso_day(words: str) -> date:
    """The day that `YYYY-MM-DD` gives; raises ValueError for other forms and days that no calendar has.

    >>> iso_day("2031-06-30")
    datetime.date(2031, 6, 30)
    """
    if not _ISO.fullmatch(words):
        raise ValueError(f"{words!r} is no day; write it as YYYY-MM-DD")
    return date.fromisoformat(words)


def day(when: date) -> str:
    """A day in words.

    >>> day(date(2031, 6, 30))
    '30 June 2031'
    """
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def span_of_days(row: Any) -> str:
    """The days of an event or a date in words: `30 June 2031`, `autumn 2031`, `1912 to 1914`."""
    first, last = (date(when.year, when.month, when.day) for when in (row.earliest, row.latest))
    if row.precision == "month":
        return f"{MONTHS[first.month - 1]} {first.year}"
    if row.precision == "year":
        return f"{first.year}"
    season = re.fullmatch(r"(\d{4})-(2[1-4])\W?", row.edtf)
    if season:
        return f"{SEASONS[int(season[2])]} {season[1]}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year} to {last.year}"
    return days_between(first, last)


def days_between(first: date, last: date) -> str:
    """`1 July 2031`, `1 to 30 April 2031`, or `1 May to 3 June 2031`."""
    if first == last:
        return day(first)
    shared = f" {MONTHS[last.month - 1]} {last.year}" if first.month == last.month else f" {last.year}"
    return f"{day(first).removesuffix(shared)} to {day(last)}"
