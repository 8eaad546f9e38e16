"""Numbers that are a date by their shape: 2014-11-26, 26.11.2014, 26/11/2014, 01-10-2014, 10/26/89, Oct 042017."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from pressframes.reading import calendars
from pressframes.reading.anchors import Anchors, of_century
from pressframes.reading.calendars import Span
from pressframes.reading.datewords import Vocabulary

Means = Callable[[Anchors], Span | None]
_SHAPE = re.compile(
    r"(?<![\w./:-])(?:(?P<y>[12]\d{3})([./-])(?P<m>\d{1,2})\2(?P<d>\d{1,2})|(?P<a>\d{1,2})"
    r"(?:(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<c>[12]\d{3}|\d\d)|(?P<run>(?:19|20)\d\d)))(?:(?=T\d)|(?![\w/-]|[.:]\d))"
)
_STAMP = re.compile(r" \d{4}[A-Z]{3}\b")
_MONTH_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.? $")


class Ambiguous(ValueError):
    """The numbers can be a day and a month in either order."""


def find(folded: str, known: Vocabulary) -> Iterator[tuple[int, int, Means]]:
    """Of each date its start and end, and how to know which day it means."""
    for match in _SHAPE.finditer(folded):
        yield from _by_shape(match, folded, known)


def _by_shape(match: re.Match[str], folded: str, known: Vocabulary) -> Iterator[tuple[int, int, Means]]:
    """What numbers may be a date: those with two figures for the year only with slashes, or stamped with the hour."""
    if match["run"]:
        if (month := _MONTH_BEFORE.search(folded, max(0, match.start() - 12), match.start())) is not None:
            yield month.start(), match.end(), partial(_run, match, month, known)
    elif match["y"] or len(match["c"]) == 4 or match["mark"] == "/":
        yield *match.span(), partial(_shape, match)
    elif match["mark"] == "-" and _STAMP.match(folded, match.end()):
        yield *match.span(), partial(_stamp, match)


def _shape(match: re.Match[str], anchors: Anchors) -> Span:
    """2014-11-26 | 26.11.2014 | 01-10-2014, the day first; of 03/04/2014 it cannot be said"""
    if match["y"]:
        return calendars.day(date(int(match["y"]), int(match["m"]), int(match["d"])))
    first, second, year = int(match["a"]), int(match["b"]), int(match["c"])
    year = year if year > 99 else of_century(year, anchors.today.year)
    if first > 12 or first == second or match["mark"] != "/":
        return calendars.day(date(year, second, first))
    if second > 12:  # Americans write the month first
        return calendars.day(date(year, first, second))
    raise Ambiguous


def _stamp(match: re.Match[str], anchors: Anchors) -> Span:
    """11-02-89 1033EST, the month first"""
    return calendars.day(date(of_century(int(match["c"]), anchors.today.year), int(match["a"]), int(match["b"])))


def _run(match: re.Match[str], month: re.Match[str], known: Vocabulary, _: Anchors) -> Span | None:
    """Oct 042017, where a comma was stripped"""
    number = (known.values["MONTH"] | known.values["MON"]).get(month[1].lower())
    return calendars.day(date(int(match["run"]), number, int(match["a"]))) if number else None
