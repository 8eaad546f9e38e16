"""Scores of what was read against rows that a person wrote down, and the definition of each score.

Rows are mappings with the columns that `pressframes claims` and `pressframes dates` write.  Precision is the share of
the read rows that are right, recall the share of the written-down rows that were found, and F1 their harmonic mean:
twice the right ones among all rows of both sides.  A share of nothing is 0.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pressframes.reading import edtf
from pressframes.reading.edtf import Span

Row = Mapping[str, Any]

# What a row that a person wrote down must have.
CLAIM = ("article", "start", "end", "measure", "best", "low", "high", "source", "group")
DATE = ("article", "start", "end", "text", "type", "value")

_SMALL = {"the", "a", "an", "of", "in", "for", "and", "to", "on", "s", "some"}
_WORD = re.compile(r"[^\W_]+")
_EDGES = " \t\n,.;:()[]\"'`"
_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24}
_LONGEST_SEASON = 130  # days from the first to the last; a longer span is a year or a guess
# TIMEX3 values that are spans of the calendar; `199` is a decade, `19` a century.
_TIMEX: list[tuple[str, Callable[..., Span]]] = [
    (r"(\d{4})-(\d\d)-(\d\d)", lambda year, month, day: edtf.day(date(year, month, day))),
    (r"(\d{4})-(\d\d)", edtf.month),
    (r"(\d{4})-W(\d\d?)", lambda year, week: edtf.week(date.fromisocalendar(year, week, 1))),
    (r"(\d{4})-W(\d\d?)-WE", lambda year, week: edtf.weekend(date.fromisocalendar(year, week, 1))),
    (r"(\d{4})-Q(\d)", edtf.quarter),
    (r"(\d{4})-H(\d)", lambda year, number: edtf.part(year, 39 + number)),
    (r"(\d{4})X?", edtf.year),
    (r"(\d{3})X?", lambda tens: edtf.decade(10 * tens)),
    (r"(\d{2})X?", lambda hundreds: edtf.century(hundreds + 1)),
]


@dataclass(frozen=True, slots=True)
class ClaimScores:
    """Counts: claims written down, read, found, and of those found the ones right in bounds, source, group, both.

    `whole` counts the claims found whose bounds and source are right.
    """

    gold: int
    read: int
    found: int
    bounds: int
    source: int
    group: int
    whole: int

    def shares(self) -> dict[str, float]:
        """The scores by name, each from 0 to 1; bounds, source and group are shares of the claims found."""
        both = self.gold + self.read
        return {
            "precision": share(self.found, self.read),
            "recall": share(self.found, self.gold),
            "f1": share(2 * self.found, both),
            "bounds": share(self.bounds, self.found),
            "source": share(self.source, self.found),
            "group": share(self.group, self.found),
            "whole": share(2 * self.whole, both),
        }


@dataclass(frozen=True, slots=True)
class DateScores:
    """Counts: calendar dates written down and read, and pairs of them that agree strictly, loosely and in value."""

    gold: int
    read: int
    strict: int
    relaxed: int
    value: int

    def shares(self) -> dict[str, float]:
        """F1 by name, each from 0 to 1."""
        both = self.gold + self.read
        return {name: share(2 * getattr(self, name), both) for name in ("strict", "relaxed", "value")}


def share(part: int, whole: int) -> float:
    """`part` of `whole`, and 0 of nothing."""
    return part / whole if whole else 0.0


def claims(gold: Sequence[Row], read: Sequence[Row]) -> ClaimScores:
    """How well the claims `read` match those of `gold`; every row of both counts.

    A claim of `gold` is found if a claim of the same article and measure overlaps its amount; they are paired in the
    order of the rows, each row once.  Bounds are right if best, low and high are all equal.  Source and group are
    right by `is_same_name`.  Where a row of `gold` has `measure_any`, `source_any` or `group_any`, each entry of that
    list counts as right.
    """
    pairs = _found(gold, read)
    bounds = [all(wanted[name] == given[name] for name in ("best", "low", "high")) for wanted, given in pairs]
    source = [is_same_name(given["source"], _allowed(wanted, "source")) for wanted, given in pairs]
    group = [is_same_name(given["group"], _allowed(wanted, "group")) for wanted, given in pairs]
    whole = sum(map(all, zip(bounds, source, strict=True)))
    return ClaimScores(len(gold), len(read), len(pairs), sum(bounds), sum(source), sum(group), whole)


def _found(gold: Sequence[Row], read: Sequence[Row]) -> list[tuple[Row, Row]]:
    left = _by_article(read)
    pairs = []
    for wanted in gold:
        rest = left[wanted["article"]]
        fits = (
            place
            for place, row in enumerate(rest)
            if row["measure"] in _allowed(wanted, "measure")
            and row["start"] < wanted["end"]
            and wanted["start"] < row["end"]
        )
        place = next(fits, None)
        if place is not None:
            pairs.append((wanted, rest.pop(place)))
    return pairs


def _allowed(wanted: Row, name: str) -> Sequence[Any]:
    return wanted.get(f"{name}_any") or [wanted[name]]


def is_same_name(given: str | None, allowed: Iterable[str | None]) -> bool:
    """Whether `given` names what one of `allowed` names: half the words of the shorter name stand in the other.

    Capitals and small words ("the", "of", "in") do not count, and a name missing on both sides is the same.

    >>> is_same_name("the Norland Red Cross", ["Red Cross officials"]), is_same_name(None, ["Red Cross officials"])
    (True, False)
    """
    return any(_is_alike(given, one) for one in allowed)


def _is_alike(given: str | None, wanted: str | None) -> bool:
    if not given and not wanted:
        return True
    ours, theirs = _words(given), _words(wanted)
    shared = len(ours & theirs)
    return shared > 0 and 2 * shared >= min(len(ours), len(theirs))


def _words(name: str | None) -> set[str]:
    return {*_WORD.findall((name or "").lower())} - _SMALL


def dates(gold: Sequence[Row], read: Sequence[Row]) -> DateScores:
    """How well the dates `read` match the TIMEX3 rows of `gold` (type, value), in the articles that `gold` names.

    Wanted are rows of type DATE whose value is a span of the calendar.  What was read over another DATE ("recently")
    or a TIME, and over no wanted row, is not counted; over a DURATION, a SET or nothing it counts as wrong.  Within
    an article rows that overlap are paired, each once: those with the same characters first, then by the length of
    what they share.  A pair counts as

    - relaxed: always;
    - strict: if its characters are the same, spaces and punctuation at the ends aside;
    - value: if its first and last day are the same; for a season, if what was read covers more than half of its days
      and is shorter than 130 days.
    """
    given = _by_article(read)
    counts = [_dates_of_article(rows, given[article]) for article, rows in _by_article(gold).items()]
    return DateScores(*(sum(column) for column in zip(*counts, strict=True))) if counts else DateScores(0, 0, 0, 0, 0)


class _Place(NamedTuple):
    """A date expression: its trimmed characters, its first and last day, and whether its value names a season."""

    start: int
    end: int
    days: tuple[date, date] | None
    is_season: bool = False


def _dates_of_article(gold: Sequence[Row], read: Sequence[Row]) -> tuple[int, int, int, int, int]:
    named = [_annotated(row) for row in gold if row["type"] in ("DATE", "TIME")]
    wanted = [one for one in named if one.days]
    vaguer = [one for one in named if not one.days]
    places = [_Place(*_trimmed(row, row["date_text"]), (row["earliest"], row["latest"])) for row in read]
    given = [one for one in places if _touches(one, wanted) or not _touches(one, vaguer)]
    pairs = _pairs(wanted, given)
    strict = sum(one[:2] == other[:2] for one, other in pairs)
    value = sum(_is_same_time(one, other) for one, other in pairs)
    return len(wanted), len(given), strict, len(pairs), value


def _pairs(wanted: Sequence[_Place], given: Sequence[_Place]) -> list[tuple[_Place, _Place]]:
    near = [(one, other) for one in wanted for other in given if _shared(one, other) > 0]
    near.sort(key=lambda pair: (pair[0][:2] != pair[1][:2], -_shared(*pair)))
    pairs: list[tuple[_Place, _Place]] = []
    for one, other in near:
        if not any(one is mine or other is yours for mine, yours in pairs):
            pairs.append((one, other))
    return pairs


def _is_same_time(wanted: _Place, given: _Place) -> bool:
    if wanted.days is None or given.days is None:
        return False
    if not wanted.is_season:
        return wanted.days == given.days
    (first, last), (earliest, latest) = wanted.days, given.days
    common = (min(last, latest) - max(first, earliest)).days + 1
    return 2 * common > (last - first).days + 1 and (latest - earliest).days < _LONGEST_SEASON


def _touches(one: _Place, others: Iterable[_Place]) -> bool:
    return any(_shared(one, other) > 0 for other in others)


def _shared(one: _Place, other: _Place) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _annotated(row: Row) -> _Place:
    span = timex_span(row["value"]) if row["type"] == "DATE" else None
    days = (span.earliest, span.latest) if span else None
    return _Place(*_trimmed(row, row["text"]), days, bool(span and span.precision == "season"))


def _trimmed(row: Row, words: str) -> tuple[int, int]:
    inner = words.strip(_EDGES)
    start = row["start"] + len(words) - len(words.lstrip(_EDGES))
    return (start, start + len(inner)) if inner else (row["start"], row["end"])


def timex_span(value: str | None) -> Span | None:
    """The span of the calendar that a TIMEX3 value names, or None for durations, vague values and clock times.

    Seasons are those of `edtf.part`: autumn (FA or AU) is September to November.
    """
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", value or ""):
        return edtf.part(int(match[1]), _SEASONS[match[2]])
    for pattern, span in _TIMEX:
        if match := re.fullmatch(pattern, value or ""):
            return span(*map(int, match.groups()))
    return None


def _by_article(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["article"]].append(row)
    return found
