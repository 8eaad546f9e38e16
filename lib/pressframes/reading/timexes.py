"""Dates in running text: a grammar over word classes finds them, and anchors.py says which days they mean.

A count is never a date, nor are an age, a model number, a duration ("for two weeks") and a habit ("every Friday").
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from pressframes.reading import anniversaries, datemeanings, dateshapes, datewords, holidays, periodmeanings
from pressframes.reading.anchors import Anchors, Unanchored
from pressframes.reading.calendars import Span
from pressframes.reading.dateguards import is_date
from pressframes.reading.dateshapes import Ambiguous
from pressframes.reading.datewords import Found, Vocabulary
from pressframes.reading.lexicon import Lexicon
from pressframes.records import Dated

# Pieces that several rules share.  In a rule a NAME is a class of lexicon/dates.toml or of datewords, a small word and
# the marks , ' / stand for themselves, DOT and DASH for . and -, a space for one space or line end.
_PIECES = {
    "<month>": "(MONTH|(MON)(DOT)?)",
    "<weekday>": "(WEEKDAY|(WDAY)(DOT)?)",
    "<day>": "(DAY|NTH)(?! COUNTED)(?!(DASH)(?!DAY|MONTH|MON))",
    "<to>": "( ?(DASH) ?| to | through | until )",
    "<spelled>": "(TEEN TENS((DASH| )COUNT)?|two thousand(( and)? COUNT)?)",
    "<of year>": "((,? ?| of )(YEAR|<spelled>|'SHORT)|,?( of)? (the )?(WHICH|TOLD) year)",
    "<phase>": "(PHASE(DASH| ))",
    "<edge>": "((the )?(EDGE) of )",
    "<which>": "((the )?WHICH|(the |that )TOLD|that|past|this past|this coming)",
    "<like>": "(same|comparable|corresponding)",
    "<count>": "((TENS)(DASH| ))?(COUNT|NUMBER)",
    "<of fiscal>": "((,? | of | in )((fiscal )?YEAR|(the )?((WHICH|TOLD) )?(fiscal |calendar )?year))",
    "<open>": "( fiscal year| or later| and beyond)",
    "<alone>": "(?=,|DOT|'| in | at | when | that | and | but | on |$)",
}
# An earlier rule goes before a later one that begins at the same word.
GRAMMAR = (
    ("day-month", "(<weekday>,? )?(the )?(DAY|NTH)((<to>)(DAY|NTH))?( of)? <month>(<of year>)?"),
    ("day-month", "the NTHWORD of <month>(<of year>)?|DAY(DASH)(MONTH|MON)(DASH)YEAR"),
    ("month-day-range", "<month> <day><to><month> <day>(<of year>)?"),
    ("month-day", "<phase>?((<which> )?<weekday>,? )?<month> (<day>|NTHWORD(?! anniversary))(<to><day>)?(<of year>)?"),
    ("and-day", "((?<=MONTH DAY and )|(?<=(MON)(DOT) DAY and ))DAY(?! COUNTED| (MONTH))"),
    ("month-range", "<month>( YEAR)?<to><month>(<of year>)?"),
    ("month-year", "(<phase>|<edge>)?<month><of year>"),
    ("month", "(<phase>|<edge>)?(<which> )?(MONTH|MON)(?!(DOT)? <day>)"),
    ("week-of", "(the )?week of (<weekday>,? )?<month> <day>(<of year>)?"),
    ("day-beside", "(the )?day (before|after) (TODAY|((last|this|next) )?WEEKDAY)"),
    ("nth-weekday", "(the )?(NTHWORD|NTH|last) WEEKDAY (in|of) <month>(<of year>)?"),
    ("weekday", "((early|mid|late)(DASH| ))?(<which> )?WEEKDAY(( of)? WHICH week)?( PART)?"),
    ("today", "<phase>?(TODAY( PART)?|(this|last) PART)"),
    ("same", "(the )?same (day|week|month)( of)?( last year| the previous year| a year (ago|earlier))"),
    ("day-told", "(the |that )?(same |next |TOLD )(day|PART)|that day|(the|a) day (before|after|earlier|later)<alone>"),
    ("year-ago", "(the |a )?(<like> )?year(DASH)(ago|earlier)( quarter| period|( <count>)? months)?"),
    ("year-ago", "(the )?(prior|previous)(DASH)year (quarter|period)"),
    ("year-ago", "(the )?(<like> )?(quarter|period)( of)?( last year| the previous year| a year (ago|earlier))"),
    ("year-ago", "(the )?<like> (quarter|period)( of| in) YEAR"),
    ("quarter", "(the )?(last|final) quarter<of fiscal>"),
    ("unit", "(<phase>(in )?|<edge>)?((the )?WHICH|(the |that )?TOLD)( fiscal| calendar)? SPAN(?!DASH)"),
    ("unit", "the SPAN before last|this coming SPAN|(this|the) (past|coming) weekend"),
    ("weekend", "(the )?weekend"),
    ("year-edge", "(<phase>in |<edge>)the ((fiscal )?year|month|week|decade|century)|(?<=UNIT of )the year"),
    ("year-edge", "the fiscal year|year( |DASH)end|(the )?year's end"),
    ("ago-today", "(<count>) UNIT (ago|from) (TODAY|WEEKDAY|this (WEEKDAY|week|month))"),
    ("ago", "((LESS) )?(<count>)( NUMBER/NUMBER| and a half) years (ago|earlier|later)"),
    ("ago", "((LESS) )?(<count>) UNIT (ago|earlier|later|hence|from now|(before|after)<alone>)"),
    ("unit-before", "the (week|month|year) before<alone>"),
    ("quarter-told", "(the )?(<like> )?(latest|current|most recent) (quarter|period)|(the|that) quarter"),
    ("quarter", "(the )?(YEAR('s)? )?(fiscal(DASH| ))?(NTHWORD|NTH)( fiscal)?(DASH| )quarter<of fiscal>?"),
    ("quarter", "QUARTER(( of| in)? YEAR)?"),
    ("half", "(the )?(first|last|second) (half|two quarters)<of fiscal>|(first|second)(DASH)half"),
    ("season", "(<phase>|<edge>)?(<which> |the )?<phase>?SEASON(<of year>((DASH|/)(SHORT|YEAR))?)?"),
    ("decade", "<phase>?((the )?(first|last|second) half of )?(the <phase>?)?'?(TENTHS|TENWORDS)"),
    ("decade", "((the )?<phase>|the )'?(YEAR|SHORT)'s"),
    ("century", "<phase>?(the )?<phase>?((TENS)(DASH))?(NTHWORD|NTH)(DASH| )century"),
    ("year-range", "YEAR(<to>|/)(YEAR|SHORT)(?! COUNTED)"),
    ("year", "(<phase>|<edge>|fiscal( year)? |the year |(post|pre)(DASH))?((LESS) )?YEAR<open>?"),
    ("short-year", "'SHORT"),
    ("spelled-year", "the year <spelled>|TEEN TENS((DASH| )COUNT)?"),
    ("occasion", "(that|the same) occasion"),
    ("anniversary", "the ((TENS)(DASH))?(NTHWORD|NTH) anniversary"),
)
_NAMED_DAY = ("month-day", "day-month", "day-shape")


_MEANINGS = datemeanings.MEANINGS | periodmeanings.MEANINGS
_Means = Callable[[Anchors], Span | None]


class Candidate(NamedTuple):
    """What may be a date: its span and rule, and how to know which days it means."""

    start: int
    end: int
    rule: str
    means: _Means | None
    found: Found | None = None


def find(
    folded: str, published: date | None, words: Lexicon | None = None
) -> tuple[list[Dated], list[tuple[int, int, str]]]:
    """The dates of a folded text in order, none overlapping another, and the spans refused, each with its reason.

    A date's span is the expression itself, without the preposition before it ("Monday" of "on Monday").  Refused is
    what has the form of a date but no calendar has (`impossible_date`), what leans on a publication date that is not
    known (`no_anchor`), and 03/04/2014, which is in March or in April (`ambiguous_date`).  Left alone, without a row:
    durations, habits, clock times, and vague words such as "now" or "recently".  `words` is a lexicon with a user's own
    classes and holidays.

    >>> dates, refused = find("The pact was signed on June 3, 2012 and ended the following year.", None)
    >>> [(date.edtf, date.rule) for date in dates]
    [('2012-06-03', 'month-day'), ('2013', 'unit')]
    """
    anchors, dates, refused = Anchors(published), list[Dated](), list[tuple[int, int, str]]()
    candidates = list(_apart(_candidates(folded, datewords.vocabulary(words))))
    for candidate in candidates:
        _read(candidate, candidate.means, anchors, dates, refused)
    waiting = [(c, c.found) for c in candidates if c.rule == "anniversary" and c.found is not None]
    kept = anniversaries.Kept(folded, dates if waiting else ())  # an anniversary leans on dates after it too
    for candidate, found in waiting:
        _read(candidate, partial(kept.happened, found), anchors, dates, refused)
    return sorted(dates, key=lambda dated: dated.start), sorted(refused)


def latest_named_day(folded: str) -> date | None:
    """The latest day that a text names in full (day, month and year), or None: a guess at when it was published."""
    days = [d.latest for d in find(folded, None)[0] if d.precision == "day" and d.rule in _NAMED_DAY]
    return max(days, default=None)


def _read(
    candidate: Candidate,
    means: _Means | None,
    anchors: Anchors,
    dates: list[Dated],
    refused: list[tuple[int, int, str]],
) -> None:
    """Add the candidate to the dates, or to the refused; one without a meaning yet waits."""
    try:
        span = means(anchors) if means else None
    except (Unanchored, ValueError, OverflowError) as error:
        refused.append((candidate.start, candidate.end, _reason(error)))
        return
    if span is not None:
        dates.append(Dated(candidate.start, candidate.end, *span, candidate.rule))
        anchors.tell(span, candidate.rule)


def _reason(error: Exception) -> str:
    if isinstance(error, Unanchored):
        return "no_anchor"
    return "ambiguous_date" if isinstance(error, Ambiguous) else "impossible_date"


def _apart(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates in text order without those that overlap an earlier one."""
    end = 0
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if candidate.start >= end:
            end = candidate.end
            yield candidate


def _candidates(folded: str, known: Vocabulary) -> Iterator[Candidate]:
    for start, end, means in dateshapes.find(folded, known):
        yield Candidate(start, end, "day-shape", means)
    for start, end, means in holidays.find(folded, known):
        yield Candidate(start, end, "holiday", means)
    yield from map(_by_words, _found(datewords.tokens(folded, known)))


def _found(tokens: datewords.Tokens) -> Iterator[Found]:
    """What the grammar finds and the words around it leave a date."""
    grammar, place = _grammar(tokens.vocabulary), 0
    while (match := grammar.search(tokens.codes, place)) is not None:
        found = Found(GRAMMAR[int(str(match.lastgroup)[1:])][0], tokens, *match.span())
        kept = is_date(found)
        place = match.end() if kept else match.start() + 1  # what is no date may hide one that begins within it
        if kept:
            yield found


def _by_words(found: Found) -> Candidate:
    starts = found.tokens.starts
    means = partial(_MEANINGS[found.rule], found) if found.rule in _MEANINGS else None
    return Candidate(starts[found.first], starts[found.last], found.rule, means, found)


@lru_cache(maxsize=8)
def _grammar(known: Vocabulary) -> re.Pattern[str]:
    return known.grammar(_spelled_out(rule) for _, rule in GRAMMAR)


def _spelled_out(rule: str) -> str:
    while (named := re.search(r"<[a-z ]+>", rule)) is not None:
        rule = rule.replace(named[0], f"({_PIECES[named[0]]})")
    return rule
