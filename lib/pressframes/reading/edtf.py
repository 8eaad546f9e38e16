"""Spans of the calendar: a day, a month, a season ... with its EDTF string and its first and last day.

EDTF is ISO 8601-2: `2024-23` is autumn, `2024-33` the first quarter, `2024-41` the second half, `198X` a decade.
Seasons are the northern meteorological ones (spring is March to May); a winter is named after the year it begins in.
A function raises ValueError where no calendar has the day, the month or the year.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

# Of the parts of a year by the codes of EDTF: how precise, the month in which the first begins, and how many each has.
_PARTS = {
    range(1, 13): ("month", 1, 1),
    range(21, 25): ("season", 3, 3),
    range(33, 37): ("quarter", 1, 3),
    range(40, 42): ("half", 1, 6),
}
_EDTF = re.compile(
    r"(?P<year>\d{4})(?:-(?P<code>\d\d)(?:-(?P<day>\d\d))?)?|(?P<tens>\d{3})X|(?P<hundreds>\d\d)XX", re.ASCII
)


class Span(NamedTuple):
    """What a date expression can mean: an EDTF string, its first and last day, and how precise it is."""

    edtf: str
    earliest: date
    latest: date
    precision: str


def day(when: date) -> Span:
    """One day: `2025-06-30`."""
    return Span(when.isoformat(), when, when, "day")


def week(when: date) -> Span:
    """The week from Monday to Sunday in which `when` lies; EDTF has no week, so it is written as an interval."""
    monday = when - timedelta(when.weekday())
    return between(day(monday), day(monday + timedelta(6)))._replace(precision="week")


def weekend(when: date) -> Span:
    """The Saturday and Sunday of the week in which `when` lies."""
    saturday = when + timedelta(5 - when.weekday())
    return between(day(saturday), day(saturday + timedelta(1)))


def part(year: int, code: int) -> Span:
    """A part of a year by its code: 1 to 12 months, 21 spring to 24 winter, 33 to 36 quarters, 40 and 41 halves."""
    codes = next((codes for codes in _PARTS if code in codes), None)
    if codes is None:
        raise ValueError(f"{code} is no month, season, quarter or half of a year")
    precision, begins, months = _PARTS[codes]
    first = date(year, begins + months * (code - codes.start), 1)
    return Span(f"{year:04}-{code:02}", first, first + relativedelta(months=months - 1, day=31), precision)


def month(year: int, number: int) -> Span:
    """A month: `2024-06`; `number` may run over: month 13 is the next year's first, month 0 the last year's last."""
    return part(year + (number - 1) // 12, (number - 1) % 12 + 1)


def quarter(year: int, number: int) -> Span:
    """A calendar quarter: `2024-33` is the first; `number` may run over into other years."""
    return part(year + (number - 1) // 4, (number - 1) % 4 + 33)


def year(number: int) -> Span:
    """A year: `2024`."""
    return Span(f"{number:04}", date(number, 1, 1), date(number, 12, 31), "year")


def decade(number: int) -> Span:
    """The ten years in which the year `number` lies: `202X`."""
    first = number // 10 * 10
    return Span(f"{first // 10:03}X", date(max(first, 1), 1, 1), date(first + 9, 12, 31), "decade")


def century(number: int) -> Span:
    """The hundred years of a numbered century, `18XX` for the 19th; its precision is `interval`."""
    first = 100 * (number - 1)
    return Span(f"{number - 1:02}XX", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "interval")


def between(first: Span, last: Span) -> Span:
    """From the first day of one span to the last day of another: `1950/1953`."""
    if last.latest < first.earliest:
        raise ValueError(f"{last.edtf} ends before {first.edtf} begins")
    return Span(f"{first.edtf}/{last.edtf}", first.earliest, last.latest, "interval")


def about(span: Span) -> Span:
    """The same span, marked as approximate: `2024~`; its days stay, for the words do not say how far out they are."""
    return span if "/" in span.edtf or "X" in span.edtf else span._replace(edtf=span.edtf + "~")


def shifted(unit: str, start: date, step: int) -> Span:
    """The day, week, month ... in which a day lies, or the one so many of the unit after (or before) it.

    >>> shifted("quarter", date(2024, 2, 29), -1).edtf
    '2023-36'
    """
    days = {"day": (day, 1), "week": (week, 7), "weekend": (weekend, 7), "fortnight": (week, 14)}
    if unit in days:
        make, length = days[unit]
        return make(start + timedelta(length * step))
    if unit == "month":
        return month(start.year, start.month + step)
    if unit == "quarter":
        return quarter(start.year, (start.month + 2) // 3 + step)
    if unit == "decade":
        return decade(start.year + 10 * step)
    return year(start.year + step) if unit == "year" else century(start.year // 100 + 1 + step)


def back(span: Span, years: int) -> Span:
    """A day, month, season, quarter or year as many years before; of anything else, the whole year of its first day."""
    then = span.earliest - relativedelta(years=years)
    if span.precision == "season":
        return part(then.year, 20 + then.month // 3)
    return shifted(span.precision if span.precision in ("day", "month", "quarter") else "year", then, 0)


def nth_weekday(year: int, month: int, number: int, nth: int) -> Span:
    """The nth given weekday (0 is Monday) of a month; nth -1 is the last, and not all have a fifth."""
    found = date(year, month, 1) + relativedelta(day=31 if nth < 0 else 1, weekday=weekday(number, nth))
    if found.month != month:
        raise ValueError(f"there is no weekday {number} number {nth} in {year}-{month:02}")
    return day(found)


def holiday(rule: str, year: int) -> Span:
    """The day that a holiday's rule in lexicon/dates.toml means: "12-25", "11 3 4", "easter -2"."""
    if rule.startswith("easter"):
        return day(easter(year) + timedelta(int(rule[6:] or 0)))
    if " " in rule:
        return nth_weekday(year, *map(int, rule.split()))
    return day(date(year, int(rule[:2]), int(rule[3:5])))


def parse(edtf: str) -> Span:
    """The span that an EDTF string means; its `edtf` is the string as given.

    This reads what the functions above write (level 0 and 1 of ISO 8601-2, without open ends and unknown days), so
    that a person can say in the same notation what a date means.  Raises ValueError for any other string.

    >>> parse("2031-06").latest, parse("1912/1914").precision
    (datetime.date(2031, 6, 30), 'interval')
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(first.removesuffix("~"))._replace(edtf=edtf)
    span = between(_one(first), _one(last))
    is_week = span.earliest.weekday() == 0 and span.latest - span.earliest == timedelta(6)
    return span._replace(precision="week") if is_week else span


def _one(words: str) -> Span:
    found = _EDTF.fullmatch(words)
    if found is None:
        raise ValueError(f"{words!r} is no EDTF")
    if found["tens"]:
        return decade(10 * int(found["tens"]))
    if found["hundreds"]:
        return century(int(found["hundreds"]) + 1)
    of_year = int(found["year"])
    if found["day"]:
        return day(date(of_year, int(found["code"]), int(found["day"])))
    return part(of_year, int(found["code"])) if found["code"] else year(of_year)
