"""Spans of the calendar: a day, a month, a season ... with its EDTF string and its first and last day.

EDTF is ISO 8601-2: `2024-23` is autumn, `2024-33` the first quarter, `2024-41` the second half, `198X` a decade.
Seasons are the northern meteorological ones (spring is March to May); a winter is named after the year it begins in.
A function raises ValueError where no calendar has the day, the month or the year.
"""

import calendar
from datetime import date, timedelta
from typing import NamedTuple


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
    return days(monday, monday + timedelta(6), "week")


def weekend(when: date) -> Span:
    """The Saturday and Sunday of the week in which `when` lies."""
    saturday = when + timedelta(5 - when.weekday())
    return days(saturday, saturday + timedelta(1))


def days(first: date, last: date, precision: str = "interval") -> Span:
    """From one day to another: `2024-06-03/2024-06-05`."""
    return Span(f"{first}/{last}", first, last, precision)


def month(year: int, number: int) -> Span:
    """A month: `2024-06`; `number` may run over: month 13 is the next year's first, month 0 the last year's last."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Span(f"{year:04}-{number:02}", date(year, number, 1), _end(year, number), "month")


def season(year: int, number: int) -> Span:
    """A season, 21 spring, 22 summer, 23 autumn, 24 winter (into the next year): `2024-23`."""
    first = 3 * (number - 20)
    last = month(year, first + 2).latest
    return Span(f"{year:04}-{number}", date(year, first, 1), last, "season")


def quarter(year: int, number: int) -> Span:
    """A calendar quarter: `2024-33` is the first; `number` may run over into other years."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return Span(f"{year:04}-{32 + number}", date(year, 3 * number - 2, 1), _end(year, 3 * number), "quarter")


def half(year: int, number: int) -> Span:
    """Half a year: `2024-40` is the first, `2024-41` the second."""
    return Span(f"{year:04}-{39 + number}", date(year, 6 * number - 5, 1), _end(year, 6 * number), "half")


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


def back(span: Span, years: int) -> Span:
    """A day, month, season, quarter or year as many years before; of anything else, the whole year of its first day."""
    first, then = span.earliest, span.earliest.year - years
    if span.precision == "day":
        return day(same_day(then, first))
    if span.precision == "month":
        return month(then, first.month)
    if span.precision == "quarter":
        return quarter(then, (first.month + 2) // 3)
    return season(then, 20 + first.month // 3) if span.precision == "season" else year(then)


def same_day(in_year: int, when: date) -> date:
    """The day of that month and number in another year; 28 February for the 29th where there is none."""
    return when.replace(year=in_year, day=min(when.day, calendar.monthrange(in_year, when.month)[1]))


def later(when: date, months: int) -> date:
    """The same day so many months later (or before, if negative), or the month's last if it has no such day."""
    then = month(when.year, when.month + months).latest
    return then.replace(day=min(when.day, then.day))


def easter(of_year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, Nature, 20 April 1876)."""
    a, b, c = of_year % 19, of_year // 100, of_year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    number, place = divmod(h + k - 7 * m + 114, 31)
    return date(of_year, number, place + 1)


def nth_weekday(of_year: int, number: int, weekday: int, nth: int) -> date:
    """The nth given weekday (0 is Monday) of a month; nth -1 is the last, and not all have a fifth."""
    if nth < 0:
        last = _end(of_year, number)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(of_year, number, 1)
    day = (weekday - first.weekday()) % 7 + 7 * nth - 6
    return first.replace(day=day)


def named(rule: str, of_year: int) -> date:
    """The day that a holiday's rule in lexicon/dates.toml means: "12-25", "11 3 4", "easter -2"."""
    if rule.startswith("easter"):
        return easter(of_year) + timedelta(int(rule[6:] or 0))
    if " " in rule:
        return nth_weekday(of_year, *map(int, rule.split()))
    return date(of_year, int(rule[:2]), int(rule[3:5]))


def _end(of_year: int, number: int) -> date:
    return date(of_year, number, calendar.monthrange(of_year, number)[1])
