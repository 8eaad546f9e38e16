"""Scores of what was read against rows that a person wrote down, and the definition of each score.

Rows are mappings with the columns that `pressframes claims` and `pressframes dates` write.  Precision is the share of
the read rows that are right, recall the share of the written-down rows that were found, and F1 their harmonic mean:
twice the right ones among all rows of both sides.  A share of nothing is 0.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pressframes.reading import edtf
from pressframes.reading.edtf import Span

Row = Mapping[str, Any]

# What a row that a person wrote down must have.
CLAIM = ("article", "start", "end", "measure", "best", "low", "high", "source", "group")
DATE = ("article", "start", "end", "text", "type", "value")
_SMALL = {"the", "a", "an", "of", "in", "for", "and", "to", "on", "s", "some"}
_EDGES = " \t\n,.;:()[]\"'`"
_PARTS = {"SP": 21, "SU": 22, "FA": 23, "AU": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}
_LONGEST_SEASON = 130  # days from the first to the last; a longer span is a year or a guess


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
    left, found = _by_article(read), Counter[str]()
    for wanted in gold:
        rest, measures = left[wanted["article"]], _allowed(wanted, "measure")
        fits = (row for row in rest if row["measure"] in measures and _overlap(wanted, row) > 0)
        given = next(fits, None)
        if given is None:
            continue
        rest.remove(given)
        bounds = all(wanted[name] == given[name] for name in ("best", "low", "high"))
        source, group = (is_same_name(given[name], _allowed(wanted, name)) for name in ("source", "group"))
        found.update(recall=1, bounds=bounds, source=source, group=group, whole=bounds and source)
    many, both = found["recall"], len(gold) + len(read)
    of_found = {name: share(found[name], many) for name in ("bounds", "source", "group")}
    precision, recall, f1 = share(many, len(read)), share(many, len(gold)), share(2 * many, both)
    return {"precision": precision, "recall": recall, "f1": f1} | of_found | {"whole": share(2 * found["whole"], both)}


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
    found, both, right = _by_article(read), 0, Counter[str]()
    for article, rows in _by_article(gold).items():
        named = [_trimmed(row, row["text"]) for row in rows if row["type"] in ("DATE", "TIME")]
        wanted, vaguer = [row for row in named if is_wanted(row)], [row for row in named if not is_wanted(row)]
        given = [_trimmed(row, row["date_text"]) for row in found[article]]
        given = [row for row in given if _touches(row, wanted) or not _touches(row, vaguer)]
        both += len(wanted) + len(given)
        near = [(_is_same_place(one, other), _overlap(one, other), one, other) for one in wanted for other in given]
        near = sorted(filter(lambda pair: pair[1] > 0, near), key=lambda pair: pair[:2], reverse=True)
        paired: set[int] = set()
        for strict, _, one, other in near:
            if paired.isdisjoint(ids := {id(one), id(other)}):
                paired |= ids
                right.update(strict=strict, relaxed=1, value=_is_same_time(one["value"], other))
    return {name: share(2 * right[name], both) for name in ("strict", "relaxed", "value")}


def _is_same_time(value: str, given: Row) -> bool:
    span, earliest, latest = timex_span(value), given["earliest"], given["latest"]
    assert span
    if span.precision != "season":
        return bool(span.earliest == earliest and span.latest == latest)
    common = (min(span.latest, latest) - max(span.earliest, earliest)).days + 1
    return bool(2 * common > (span.latest - span.earliest).days + 1 and (latest - earliest).days < _LONGEST_SEASON)


def _touches(one: Row, others: Iterable[Row]) -> bool:
    return any(_overlap(one, other) > 0 for other in others)


def _overlap(one: Row, other: Row) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _is_same_place(one: Row, other: Row) -> bool:
    return bool(one["start"] == other["start"] and one["end"] == other["end"])


def _trimmed(row: Row, words: str) -> Row:
    """The row with the place of its words without spaces and punctuation at the ends."""
    inner = words.strip(_EDGES)
    start = row["start"] + words.index(inner)
    return {**row, "start": start, "end": start + len(inner)}


def is_wanted(row: Row) -> bool:
    """Whether a TIMEX3 row names a span of the calendar, which should be found."""
    return row["type"] == "DATE" and timex_span(row["value"]) is not None


def timex_span(value: str | None) -> Span | None:
    """The span of the calendar that a TIMEX3 value names, or None for durations, vague values and clock times.

    `199` is a decade, `19` a century.  Seasons are those of `edtf.part`: autumn (FA or AU) is September to November.
    """
    year, _, part = (value or "").partition("-")
    try:
        if part in _PARTS:
            return edtf.part(int(year), _PARTS[part])
        if week := re.fullmatch(r"W(\d\d?)(-WE)?", part):
            monday = date.fromisocalendar(int(year), int(week[1]), 1)
            return edtf.weekend(monday) if week[2] else edtf.week(monday)
        if part or not re.fullmatch(r"\d{2,4}X?", year):
            return edtf.parse(f"{year}-{part}")
        return edtf.parse(year.rstrip("X").ljust(4, "X"))
    except ValueError:
        return None


def _by_article(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["article"]].append(row)
    return found
