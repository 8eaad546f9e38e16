"""Scores of what was read against rows that a person wrote down, and the definition of each score.

Rows are mappings with the columns that `pressframes claims` and `pressframes dates` write.  Precision is the share of
the read rows that are right, recall the share of the written-down rows that were found, and F1 their harmonic mean:
twice the right ones among all rows of both sides.  A share of nothing is 0.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pressframes.reading import edtf
from pressframes.reading.edtf import Span

Row = Mapping[str, Any]

# What a row that a person wrote down must have.
CLAIM = ("article", "start", "end", "measure", "best", "low", "high", "source", "group")
DATE = ("article", "start", "end", "text", "type", "value")
_SMALL = {"the", "a", "an", "of", "in", "for", "and", "to", "on", "s", "some"}
_EDGES = " \t\n,.;:()[]\"'`"
_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24}
_LONGEST_SEASON = 130  # days from the first to the last; a longer span is a year or a guess
# TIMEX3 values that are spans of the calendar; `199` is a decade, `19` a century.
_TIMEX: list[tuple[str, Callable[..., Span]]] = [
    (r"(\d{4})-(\d\d)-(\d\d)", lambda *day: edtf.day(date(*map(int, day)))),
    (r"(\d{4})-(\d\d)", lambda year, month: edtf.month(int(year), int(month))),
    (r"(\d{4})-W(\d\d?)", lambda year, week: edtf.week(date.fromisocalendar(int(year), int(week), 1))),
    (r"(\d{4})-W(\d\d?)-WE", lambda year, week: edtf.weekend(date.fromisocalendar(int(year), int(week), 1))),
    (r"(\d{4})-Q(\d)", lambda year, quarter: edtf.quarter(int(year), int(quarter))),
    (r"(\d{4})-H(\d)", lambda year, half: edtf.part(int(year), 39 + int(half))),
    (r"(\d{4})-(SP|SU|FA|AU|WI)", lambda year, season: edtf.part(int(year), _SEASONS[season])),
    (r"(\d{4})X?", lambda year: edtf.year(int(year))),
    (r"(\d{3})X?", lambda tens: edtf.decade(10 * int(tens))),
    (r"(\d{2})X?", lambda hundreds: edtf.century(int(hundreds) + 1)),
]


def share(part: int, whole: int) -> float:
    """`part` of `whole`, and 0 of nothing."""
    return part / whole if whole else 0.0


def claims(gold: Sequence[Row], read: Sequence[Row]) -> dict[str, float]:
    """How well the claims `read` match those of `gold`, by name, from 0 to 1; every row of both counts.

    A claim of `gold` is found if a claim of the same article and measure overlaps its amount; they are paired in the
    order of the rows, each row once (`precision`, `recall`, `f1`).  Of the claims found, `bounds` are right if best,
    low and high are all equal, `source` and `group` by `is_same_name`; `whole` is the F1 of claims found with bounds
    and source right.  Where a row of `gold` has `measure_any`, `source_any` or `group_any`, each entry of that list
    counts as right.
    """
    left = _by_article(read)
    found, bounds, source, group, whole = 0, 0, 0, 0, 0
    for wanted in gold:
        rest = left[wanted["article"]]
        measures, start, end = _allowed(wanted, "measure"), wanted["start"], wanted["end"]
        fits = (
            at
            for at, row in enumerate(rest)
            if row["measure"] in measures and start < row["end"] and row["start"] < end
        )
        place = next(fits, None)
        if place is None:
            continue
        given = rest.pop(place)
        right = all(wanted[name] == given[name] for name in ("best", "low", "high"))
        named = is_same_name(given["source"], _allowed(wanted, "source"))
        found, bounds, source, whole = found + 1, bounds + right, source + named, whole + (right and named)
        group += is_same_name(given["group"], _allowed(wanted, "group"))
    both = len(gold) + len(read)
    of_found = {"bounds": share(bounds, found), "source": share(source, found), "group": share(group, found)}
    precision, recall, f1 = share(found, len(read)), share(found, len(gold)), share(2 * found, both)
    return {"precision": precision, "recall": recall, "f1": f1} | of_found | {"whole": share(2 * whole, both)}


def _allowed(wanted: Row, name: str) -> Sequence[Any]:
    return wanted.get(f"{name}_any") or [wanted[name]]


def is_same_name(given: str | None, allowed: Iterable[str | None]) -> bool:
    """Whether `given` names what one of `allowed` names: half the words of the shorter name stand in the other.

    Capitals and small words ("the", "of", "in") do not count, and a name missing on both sides is the same.

    >>> is_same_name("the Norland Red Cross", ["Red Cross officials"]), is_same_name(None, ["Red Cross officials"])
    (True, False)
    """
    return any(_is_alike(given or "", one or "") for one in allowed)


def _is_alike(given: str, wanted: str) -> bool:
    ours, theirs = ({*re.findall(r"[^\W_]+", name.lower())} - _SMALL for name in (given, wanted))
    shared = len(ours & theirs)
    return given == wanted == "" or (shared > 0 and 2 * shared >= min(len(ours), len(theirs)))


class _Place(NamedTuple):
    """A date expression: its trimmed characters, its first and last day, and whether its value names a season."""

    start: int
    end: int
    days: tuple[date, date] | None
    is_season: bool = False


def dates(gold: Sequence[Row], read: Sequence[Row]) -> dict[str, float]:
    """How well the dates `read` match the TIMEX3 rows of `gold` (type, value), as F1 by name from 0 to 1.

    Wanted are rows of type DATE whose value is a span of the calendar.  What was read over another DATE ("recently")
    or a TIME, and over no wanted row, is not counted; over a DURATION, a SET or nothing it counts as wrong.  Within
    an article that `gold` names rows that overlap are paired, each once: those with the same characters first, then by
    the length of what they share.  A pair counts as

    - `relaxed`: always;
    - `strict`: if its characters are the same, spaces and punctuation at the ends aside;
    - `value`: if its first and last day are the same; for a season, if what was read covers more than half of its days
      and is shorter than 130 days.
    """
    found = _by_article(read)
    pairs: list[tuple[_Place, _Place]] = []
    both = 0
    for article, rows in _by_article(gold).items():
        named = [_annotated(row) for row in rows if row["type"] in ("DATE", "TIME")]
        wanted, vaguer = [one for one in named if one.days], [one for one in named if not one.days]
        places = [_Place(*_trimmed(row, row["date_text"]), (row["earliest"], row["latest"])) for row in found[article]]
        given = [one for one in places if _touches(one, wanted) or not _touches(one, vaguer)]
        both += len(wanted) + len(given)
        pairs += _paired(wanted, given)
    right = {
        "strict": sum(one[:2] == other[:2] for one, other in pairs),
        "relaxed": len(pairs),
        "value": sum(_is_same_time(one, other) for one, other in pairs),
    }
    return {name: share(2 * many, both) for name, many in right.items()}


def _paired(wanted: Sequence[_Place], given: Sequence[_Place]) -> list[tuple[_Place, _Place]]:
    near = [(one, other) for one in wanted for other in given if _overlap(one, other) > 0]
    near.sort(key=lambda pair: (pair[0][:2] != pair[1][:2], -_overlap(*pair)))
    pairs: list[tuple[_Place, _Place]] = []
    for one, other in near:
        if not any(one is mine or other is yours for mine, yours in pairs):
            pairs.append((one, other))
    return pairs


def _is_same_time(wanted: _Place, given: _Place) -> bool:
    assert wanted.days
    assert given.days
    if not wanted.is_season:
        return wanted.days == given.days
    (first, last), (earliest, latest) = wanted.days, given.days
    common = (min(last, latest) - max(first, earliest)).days + 1
    return 2 * common > (last - first).days + 1 and (latest - earliest).days < _LONGEST_SEASON


def _touches(one: _Place, others: Iterable[_Place]) -> bool:
    return any(_overlap(one, other) > 0 for other in others)


def _overlap(one: _Place, other: _Place) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def is_wanted(row: Row) -> bool:
    """Whether a TIMEX3 row names a span of the calendar, which should be found."""
    return row["type"] == "DATE" and timex_span(row["value"]) is not None


def _annotated(row: Row) -> _Place:
    span = timex_span(row["value"]) if is_wanted(row) else None
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
    found = ((re.fullmatch(pattern, value or ""), span) for pattern, span in _TIMEX)
    return next((span(*match.groups()) for match, span in found if match), None)


def _by_article(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["article"]].append(row)
    return found
