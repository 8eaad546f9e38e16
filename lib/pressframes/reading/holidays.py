"""Days with a name: Thanksgiving, last Christmas, New Year's Day 1998, the Sept. 11 attacks."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache, partial

from pressframes.reading import calendars
from pressframes.reading.anchors import Anchors
from pressframes.reading.calendars import Span
from pressframes.reading.datewords import Vocabulary

Means = Callable[[Anchors], Span | None]
_LAST = "last "
_NO_NOUN = (  # what may follow the name of a day and is no noun that it describes
    "and", "or", "but", "when", "as", "in", "at", "this", "last", "week", "weekend", "for", "on", "by", "to", "from",
    "with", "after", "before", "until", "because", "since", "while", "that", "he", "she", "they", "we", "it", "is",
    "was", "will", "would", "has", "had",
)  # fmt: skip


def find(folded: str, known: Vocabulary) -> Iterator[tuple[int, int, Means]]:
    """Of each named day its start and end, and how to know which day it means."""
    for match in _names(known).finditer(folded):
        start, last = match.start(), folded[max(0, match.start() - len(_LAST)) : match.start()].lower() == _LAST
        if not start or not (folded[start - 1].isalnum() or folded[start - 1] in "_/"):
            means = partial(_about, known.holidays[match["name"]], match["year"], last, match["span"])
            yield start - last * len(_LAST), match.end(), means


def _about(rule: str, year: str | None, last: bool, span: str | None, anchors: Anchors) -> Span:
    """The day, or the week that it ends or is in, or the Saturday and Sunday next to it."""
    day = _on(rule, year, last, anchors)
    if span is None:
        return day
    return calendars.week(day.latest) if span == "week" else calendars.weekend(day.latest - timedelta(2))


def _on(rule: str, year: str | None, last: bool, anchors: Anchors) -> Span:
    """The day by its rule in the year that is named, or as the text's day has it."""
    if re.fullmatch(r"\d\d-\d\d-\d{4}", rule):
        return calendars.day(date(int(rule[6:]), int(rule[:2]), int(rule[3:5])))
    if year:
        return calendars.day(calendars.named(rule, int(year)))
    if last:
        days = (calendars.named(rule, anchors.today.year - back) for back in (0, 1))
        return calendars.day(next(day for day in days if day < anchors.today))
    return anchors.placed(lambda year: calendars.day(calendars.named(rule, year)))


@lru_cache(maxsize=8)
def _names(known: Vocabulary) -> re.Pattern[str]:
    """The names; one word alone ("Christmas") is a day unless a noun ("tree") or a name ("Island") follows."""
    noun = rf"(?!'?s? (?!(?:{'|'.join(_NO_NOUN)})\b)[a-z])"
    name = rf"(?! (?:{'|'.join(sorted(known.guards['feast']))})\b)"
    ends = {True: noun + name, False: r"(?![\w/])"}
    names = "|".join(re.escape(one) + ends[one.isalpha()] for one in sorted(known.holidays, key=len)[::-1])
    return re.compile(rf"(?P<name>{names})(?![\w/])(?:,? (?P<year>[12]\d{{3}})| (?P<span>week|weekend)\b)?")
