"""EDTF strings back to the days that they allow: `2024-23` is 1 September to 30 November 2024.

This reads what `calendars` writes (level 0 and 1 of ISO 8601-2, without open ends and unknown days), so that a
person can say in the same notation what a date means.
"""

import re
from datetime import date, timedelta

from pressframes.reading import calendars
from pressframes.reading.calendars import Span

_SPAN = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|(?P<tens>\d{3})X|(?P<hundreds>\d\d)XX", re.A
)


def parse(edtf: str) -> Span:
    """The span that an EDTF string means; its `edtf` is the string as given.

    Raises ValueError for what is no EDTF that `calendars` could write, and for a day that no calendar has.

    >>> parse("2031-06").latest, parse("1912/1914").precision
    (datetime.date(2031, 6, 30), 'interval')
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _approximate(first)
    span = calendars.between(_plain(first), _plain(last))
    is_week = span.earliest.weekday() == 0 and span.latest - span.earliest == timedelta(6)
    return span._replace(precision="week") if is_week else span


def _approximate(words: str) -> Span:
    return _plain(words.removesuffix("~"))._replace(edtf=words)


def _plain(words: str) -> Span:
    found = _SPAN.fullmatch(words)
    if found is None:
        raise ValueError(f"{words!r} is no EDTF")
    if found["tens"]:
        return calendars.decade(10 * int(found["tens"]))
    if found["hundreds"]:
        return calendars.century(int(found["hundreds"]) + 1)
    year, month = int(found["year"]), int(found["month"] or 0)
    if found["day"]:
        return calendars.day(date(year, month, int(found["day"])))
    return _part_of_year(year, month) if found["month"] else calendars.year(year)


def _part_of_year(year: int, number: int) -> Span:
    if 1 <= number <= 12:
        return calendars.month(year, number)
    if 21 <= number <= 24:
        return calendars.season(year, number)
    if 33 <= number <= 36:
        return calendars.quarter(year, number - 32)
    if number in (40, 41):
        return calendars.half(year, number - 39)
    raise ValueError(f"{number} is no month, season, quarter or half of a year")
