"""Dates in running text: a grammar over word classes finds them, and anchors.py says which days they mean.

A count is never a date, nor are an age, a model number, a duration ("for two weeks") and a habit ("every Friday").
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from pressframes import calendars, datewords
from pressframes.anchors import RESOLVERS, Anchors, Unanchored
from pressframes.calendars import Span
from pressframes.dateguards import is_date
from pressframes.datewords import Found
from pressframes.records import Dated

# Pieces that several rules share.  In a rule a NAME is a class of lexicon/dates.toml or of datewords, a small word and
# the marks , ' / stand for themselves, DOT and DASH for . and -, a space for one space or line end.
_PIECES = {
    "<month>": "(MONTH|(MON)(DOT)?)",
    "<weekday>": "(WEEKDAY|(WDAY)(DOT)?)",
    "<day>": "(DAY|NTH)(?! COUNTED)(?!DASH)",
    "<to>": "( ?(DASH) ?| to | through | until )",
    "<spelled>": "(TEEN TENS((DASH| )COUNT)?|two thousand(( and)? COUNT)?)",
    "<of year>": "((,? ?| of )(YEAR|<spelled>)|,?( of)? (the )?(WHICH|TOLD) year)",
    "<phase>": "(PHASE(DASH| ))",
    "<edge>": "((the )?(EDGE) of )",
    "<which>": "((the )?WHICH|(the |that )TOLD|that|past|this past|this coming)",
    "<count>": "((TENS)(DASH| ))?(COUNT|NUMBER)",
    "<alone>": "(?=,|DOT|'| in | at | when | that | and | but | on |$)",
}
# An earlier rule goes before a later one that begins at the same word.
GRAMMAR = (
    ("day-month", "(<weekday>,? )?(the )?(DAY|NTH)((<to>)(DAY|NTH))?( of)? <month>(<of year>)?(?! COUNTED)"),
    ("month-day-range", "<month> <day><to><month> <day>(<of year>)?"),
    ("month-day", "<phase>?(the )?(<weekday>,? )?<month> (<day>|(NTHWORD)(?! anniversary))(<to><day>)?(<of year>)?"),
    ("and-day", "((?<=MONTH DAY and )|(?<=(MON)(DOT) DAY and ))DAY(?! COUNTED| (MONTH))"),
    ("month-range", "<month>( YEAR)?<to><month>( YEAR)?"),
    ("month-year", "(<phase>|<edge>)?(the )?<month><of year>"),
    ("month", "(<phase>|<edge>)?(<which> |the )?(MONTH|MON)(?!(DOT)? <day>)"),
    ("week-of", "(the )?week of (<weekday>,? )?<month> <day>(<of year>)?"),
    ("day-beside", "(the )?day (before|after) (TODAY|((last|this|next) )?WEEKDAY)"),
    ("weekday", "<phase>?(<which> )?WEEKDAY(( of)? WHICH week)?( PART)?"),
    ("today", "<phase>?(TODAY( PART)?|(this|last) PART)"),
    ("day-told", "(the |that )?(same |next |TOLD )(day|PART)|that day|(the|a) day (before|after|earlier|later)<alone>"),
    ("year-ago", "(the |a )?(comparable )?year(DASH)(ago|earlier)( quarter| period)?"),
    ("year-ago", "(the )?(same )?(quarter|period)( of)?( last year| the previous year| a year (ago|earlier))"),
    ("unit", "(<phase>(in )?|<edge>)?((the )?WHICH|(the |that )?TOLD)( fiscal| calendar)? SPAN(?!DASH)"),
    ("weekend", "(the )?weekend"),
    ("year-edge", "(<phase>in |<edge>)the (fiscal )?year|the fiscal year|year( |DASH)end|(the )?year's end"),
    ("ago", "((LESS) )?(<count>) UNIT (ago|earlier|later|hence|from now|(before|after)<alone>)"),
    ("unit-before", "the (week|month|year) before<alone>"),
    ("quarter-told", "(the )?(comparable )?(latest|current) (quarter|period)|(the|that) quarter"),
    ("quarter", "(the )?(YEAR )?(fiscal(DASH| ))?(NTHWORD|NTH)( fiscal)?(DASH| )quarter<of fiscal>?"),
    ("half", "(the )?(first|last|second) (half|two quarters)<of fiscal>"),
    ("season", "(<phase>|<edge>)?(<which> |the )?<phase>?SEASON(<of year>)?"),
    ("decade", "<phase>?((the )?(first|last|second) half of )?(the <phase>?)?'?(TENTHS|TENWORDS)"),
    ("century", "<phase>?(the )?<phase>?((TENS)(DASH))?(NTHWORD|NTH)(DASH| )century"),
    ("year-range", "YEAR<to>(YEAR|SHORT)(?! COUNTED)"),
    ("year", "(<phase>|<edge>|fiscal( year)? |the year |(post|pre)(DASH))?((LESS) )?YEAR( or later| and beyond)?"),
    ("spelled-year", "the year <spelled>|TEEN TENS((DASH| )COUNT)?"),
    ("occasion", "(that|the same) occasion"),
    ("anniversary", "the ((TENS)(DASH))?(NTHWORD|NTH) anniversary"),
)
_OF_FISCAL = "((,? | of | in )((fiscal )?YEAR|(the )?((WHICH|TOLD) )?(fiscal |calendar )?year))"
# Numbers that are a date by their shape: 2014-11-26, 26.11.2014, 26/11/2014, 01-10-2014.
_SHAPE = re.compile(
    r"(?<![\w./:-])(?:(?P<y>[12]\d{3})([./-])(?P<m>\d{1,2})\2(?P<d>\d{1,2})|(?P<a>\d{1,2})([./-])(?P<b>\d{1,2})\6(?P<c>[12]\d{3}))"
    r"(?![\w/-]|[.:]\d)"
)
_NAMED_DAY = ("month-day", "day-month", "day-shape")


class _Candidate(NamedTuple):
    start: int
    end: int
    rule: str
    found: Found | None
    match: re.Match[str] | None


def find(
    folded: str, published: date | None, words: object | None = None
) -> tuple[list[Dated], list[tuple[int, int, str]]]:
    """The dates of a folded text in order, none overlapping another, and the spans refused, each with its reason.

    A date's span is the expression itself, without the preposition before it ("Monday" of "on Monday").  Refused is
    what has the form of a date but no calendar has (`impossible_date`), what leans on a publication date that is not
    known (`no_anchor`), and 03/04/2014, which is in March or in April (`ambiguous_date`).  Left alone, without a row:
    durations, habits, clock times, and vague words such as "now" or "recently".

    >>> dates, refused = find("The pact was signed on June 3, 2012 and ended the following year.", None)
    >>> [(date.edtf, date.rule) for date in dates]
    [('2012-06-03', 'month-day'), ('2013', 'unit')]
    """
    anchors, dates, refused, end = Anchors(published), [], [], 0
    for candidate in sorted(_candidates(folded), key=lambda c: (c.start, -c.end)):
        if candidate.start < end:
            continue
        try:
            span = _resolve(candidate, anchors)
        except (Unanchored, ValueError, OverflowError) as error:
            refused.append((candidate.start, candidate.end, _reason(error)))
            end = candidate.end
            continue
        if span is not None:
            dates.append(Dated(candidate.start, candidate.end, *span, candidate.rule))
            anchors.tell(span, candidate.rule)
            end = candidate.end
    return _with_anniversaries(folded, dates), refused


def latest_named_day(folded: str) -> date | None:
    """The latest day that a text names in full (day, month and year), or None: a guess at when it was published."""
    days = [d.latest for d in find(folded, None)[0] if d.precision == "day" and d.rule in _NAMED_DAY]
    return max(days, default=None)


class _Ambiguous(ValueError):
    """The numbers can be a day and a month in either order."""


def _reason(error: Exception) -> str:
    if isinstance(error, Unanchored):
        return "no_anchor"
    return "ambiguous_date" if isinstance(error, _Ambiguous) else "impossible_date"


def _candidates(folded: str) -> Iterator[_Candidate]:
    for match in _SHAPE.finditer(folded):
        yield _Candidate(match.start(), match.end(), "day-shape", None, match)
    for match in _holidays().finditer(folded):
        yield _Candidate(match.start(), match.end(), "holiday", None, match)
    tokens = datewords.tokens(folded)
    place = 0
    while match := _grammar().search(tokens.codes, place):
        rule = GRAMMAR[int(str(match.lastgroup)[1:])][0]
        found = Found(rule, tokens, match.start(), match.end())
        place = match.start() + 1
        if is_date(found):
            place = match.end()
            yield _Candidate(tokens.starts[match.start()], tokens.starts[match.end()], rule, found, None)


def _resolve(candidate: _Candidate, anchors: Anchors) -> Span | None:
    if candidate.found is not None:
        return RESOLVERS[candidate.rule](candidate.found, anchors)
    assert candidate.match is not None
    return (_shape if candidate.rule == "day-shape" else _holiday)(candidate.match, anchors)


def _shape(match: re.Match[str], anchors: Anchors) -> Span:
    if match["y"]:
        return calendars.day(date(int(match["y"]), int(match["m"]), int(match["d"])))
    first, second, year = int(match["a"]), int(match["b"]), int(match["c"])
    if first > 12 or first == second or match[6] in ".-":  # with a slash, Americans write the month first
        return calendars.day(date(year, second, first))
    if second > 12:
        return calendars.day(date(year, first, second))
    raise _Ambiguous


def _holiday(match: re.Match[str], anchors: Anchors) -> Span:
    """Thanksgiving | Christmas Day | the Sept. 11 attacks"""
    rule = {entry["name"]: entry["day"] for entry in datewords.lexicon()["holiday"]}[match["name"]]
    if re.fullmatch(r"\d\d-\d\d-\d{4}", rule):
        return calendars.day(date(int(rule[6:]), int(rule[:2]), int(rule[3:5])))
    if match["year"]:
        return calendars.day(calendars.named(rule, int(match["year"])))
    if match["which"] in ("last", "Last"):
        return calendars.day(max(d for y in (0, 1) if (d := calendars.named(rule, anchors.today.year - y)) < anchors.today))
    return anchors.placed(lambda year: calendars.day(calendars.named(rule, year)))


@cache
def _grammar() -> re.Pattern[str]:
    rules = []
    for name, pattern in GRAMMAR:
        pattern = pattern.replace("<of fiscal>", _OF_FISCAL)
        while "<" in pattern.replace("(?<", ""):
            pattern = re.sub("<[a-z][a-z ]*>", lambda m: f"({_PIECES[m[0]]})", pattern)
        rules.append((name, pattern))
    return datewords.compile_grammar(tuple(rules))


@cache
def _holidays() -> re.Pattern[str]:
    """The names of days; one word alone ("Christmas") is a day unless a noun follows ("the Christmas tree")."""
    names = sorted((entry["name"] for entry in datewords.lexicon()["holiday"]), key=len, reverse=True)
    pattern = "|".join(
        re.escape(name) + ("" if " " in name or "/" in name else r"(?!'?s? (?!and|or|but|when|as|in|at|this|last|week)[a-z])")
        for name in names
    )
    return re.compile(rf"(?<![\w/])(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext) )?(?P<name>{pattern})(?![\w/])(?:,? (?P<year>[12]\d{{3}}))?")


def _with_anniversaries(folded: str, dates: list[Dated]) -> list[Dated]:
    return dates
