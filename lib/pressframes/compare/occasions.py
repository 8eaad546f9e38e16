"""Of which place and days a figure speaks, as far as its sentence says so.

The dead of one attack are not the dead of a war, nor those of the next town: figures whose sentences name places
without a word in common, or days that do not meet, are of two occasions.  What a sentence does not say stays open.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pressframes.days import MONTHS
from pressframes.reading import lexicon, timexes
from pressframes.reading.text import fold
from pressframes.records import Dated

SHORT, LONG = 7, 90  # days: a week is not the same period as a season or a war
CLOSE = 3  # days that one attack may take, with the night before it and the toll of the day after
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KIND_OF_PLACE = (
    "area|border|capital|city|coast|countryside|district|front|outskirts|port|province|region|suburb|suburbs|town"
    "|village|villages|eastern|western|northern|southern|central|nearby"
)
_PLACE = re.compile(
    rf"\b(?i:in|at|near|outside|inside|around|across|throughout)\s+(?:the\s+)?"
    rf"(?:[\w-]*-held\s+)?(?:(?:{_KIND_OF_PLACE})(?:\s+of)?\s+){{0,3}}(?:the\s+)?"
    r"([A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)"
)
_NO_PLACE = {word.casefold() for word in (*MONTHS, *_WEEKDAYS)} | set(_KIND_OF_PLACE.split("|"))
_NO_PLACE |= {"airport", "army", "camp", "centre", "center", "command", "hospital", "ministry", "police", "university"}


_TOLD = re.compile(
    r"\b(?:said|says|told \w+|reported|announced|stated|confirmed|date|dated|publication|published|posted|updated)"
    r"(?: (?:late|early))?(?: on|:)?\s*\Z",
    re.I,
)


class Occasion(NamedTuple):
    """The words of the places that a sentence names, and the first and last day that it speaks of."""

    places: frozenset[str]
    days: tuple[date, date] | None


@lru_cache(maxsize=4096)
def occasion(sentence: str, start: int, end: int, published: date | None) -> Occasion:
    """The occasion that a sentence names for its figure at `start` to `end`.

    `published` resolves what is dated by weekday or month.

    >>> occasion("On 4 May 2031, 12 died in the port of Halden.", 15, 17, None)
    Occasion(places=frozenset({'halden'}), days=(datetime.date(2031, 5, 4), datetime.date(2031, 5, 4)))
    """
    return Occasion(_places(sentence), _days(sentence, start, end, published))


def apart(a: Occasion, b: Occasion) -> bool:
    """Whether the two cannot be one occasion; what either does not say tells nothing."""
    if a.places and b.places and not a.places & b.places:
        return True
    return bool(a.days and b.days) and not _meet(a, b)


def same(a: Occasion, b: Occasion) -> bool:
    """Whether both name one place and days that are the same or next to each other."""
    if not (a.places & b.places and a.days and b.days):
        return False
    return max(_length(a), _length(b)) <= CLOSE and _meet(a, b)


def _meet(a: Occasion, b: Occasion) -> bool:
    assert a.days
    assert b.days
    near, far = sorted((_length(a), _length(b)))
    if near <= SHORT and far > LONG:
        return False
    return max(a.days[0], b.days[0]) <= min(a.days[1], b.days[1])


def _length(one: Occasion) -> int:
    return (one.days[1] - one.days[0]).days + 1 if one.days else 0


def _places(sentence: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", sentence)
    if sum(word[0].isupper() for word in words) * 2 > len(words):  # a headline in capitals tells no names apart
        return frozenset()
    names = [name for match in _PLACE.finditer(fold(sentence)) for name in re.findall(r"[\w-]+", match[1])]
    return frozenset(word for word in (name.casefold() for name in names) if word not in _NO_PLACE | _demonyms())


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    entries = lexicon.load()["demonym"]
    return frozenset(part for entry in entries for word in entry["words"] for part in (word, f"{word}s"))


def _days(sentence: str, start: int, end: int, published: date | None) -> tuple[date, date] | None:
    """The days of the only date that goes with a figure; of "since May", all until the day of publication.

    When it was said or published is not when it happened.
    """
    folded = fold(sentence)
    found = [dated for dated in timexes.find(folded, published)[0] if _goes_with(folded, dated, start, end)]
    if len(found) != 1:
        return None
    (dated,) = found
    if re.search(r"\bsince\s+(?:the\s+)?\Z", folded[: dated.start], re.I):
        return (dated.earliest, max(published or dated.latest + timedelta(LONG), dated.latest))
    return (dated.earliest, dated.latest)


def _goes_with(folded: str, dated: Dated, start: int, end: int) -> bool:
    """Whether a date opens the sentence or stands in the clause of the figure, and is not when that was said."""
    if _TOLD.search(folded[: dated.start]):
        return False
    between = folded[dated.end : start] if dated.end <= start else folded[end : dated.start]
    return dated.start <= len("Since the ") or not re.search(r"[,;:](?!\d)", between)
