"""Dates in running text: which days each expression that the grammar finds (dategrammar.py) means.

A count is never a date, nor are an age, a model number, a duration ("for two weeks") and a habit ("every Friday").

A relative date leans on the reference time: the publication date, and the dates told before it in the running text.
Measured on 256 newswire articles: a bare weekday is the most recent one, the day of publication included; a bare month
or day of a month lies ahead by at most 120 days, else in the past.  What a plan or a verb in the past beside it
changes of that is in events.py.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from pressframes.reading import dategrammar, edtf, text
from pressframes.reading.dategrammar import Found
from pressframes.reading.edtf import Span
from pressframes.reading.events import side
from pressframes.reading.lexicon import Lexicon
from pressframes.records import Dated

_AHEAD = timedelta(120)  # how far ahead a date without its year may lie
_PLANNED, _BEHIND = timedelta(330), timedelta(31)  # how far ahead a month lies that is planned, or in the past
_SOON = timedelta(31)  # how far ahead a quarter or a half may begin of which results are told
_REACH = {"past": 1, "open": 2, "ahead": 7}  # days from publication by which a bare weekday has come
_FINER = {  # the precisions of what "that day", "that week", "that year" ... can be told from
    "day": ("day",),
    "week": ("day", "week"),
    "weekend": ("day", "week"),
    "month": ("day", "week", "month"),
    "year": ("day", "week", "month", "season", "quarter", "half", "year"),
}


class Unread(ValueError):
    """An expression that is no day; its argument is the reason, one of `records.REFUSALS`."""


@dataclass
class Reference:
    """The reference time: the publication date, and the dates told so far in the running text."""

    published: date | None
    told: dict[str, Span] = field(default_factory=dict)  # of each precision the latest, the latest of all at the end
    base: Span | None = None  # the period that an account of results is about; "a year earlier" is told from it

    @property
    def today(self) -> date:
        """The day of publication."""
        if self.published is None:
            raise Unread("no_anchor")
        return self.published

    def tell(self, span: Span, rule: str) -> None:
        """Note a date of the running text for those that lean on it."""
        self.told.pop(span.precision, None)
        self.told[span.precision] = span
        past = self.published is None or span.latest <= self.published
        if rule not in ("year-ago", "ago") and span.precision in ("quarter", "half") and past:
            self.base = span

    def latest(self, *precisions: str) -> Span | None:
        """The latest earlier date of the text that is as precise as one of these (any, if none is named)."""
        return next((self.told[name] for name in reversed(self.told) if name in precisions or not precisions), None)

    def start_of(self, name: str) -> date:
        """When "that day", "that year" ... begins: the latest earlier date as fine as that, else of publication."""
        span = self.latest(*_FINER.get(name, ()))
        return span.earliest if span else self.today

    def placed(self, spans: Callable[[int], Span], year: int | None = None, ahead: timedelta = _AHEAD) -> Span:
        """A span that comes every year in the year stated, or else the latest that is not too far ahead."""
        if year is not None:
            return spans(year)
        return next(s for y in (1, 0, -1) if (s := spans(self.today.year + y)).earliest <= self.today + ahead)


Meaning = Callable[[Found, Reference], Span | None]
_M = TypeVar("_M", bound=Meaning)
_MEANINGS: dict[str, Meaning] = {}


def _means(*rules: str) -> Callable[[_M], _M]:
    """Make the function the meaning of these rules of the grammar.

    Its docstring has their wordings.  It returns None where the words turn out to be no date, and raises ValueError
    where no calendar has the day, or Unread with another reason.
    """

    def register(meaning: _M) -> _M:
        _MEANINGS.update(dict.fromkeys(rules, meaning))
        return meaning

    return register


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
    reference, dates, refused = Reference(published), list[Dated](), list[tuple[int, int, str]]()
    expressions = dategrammar.find(folded, dategrammar.vocabulary(words))
    kept: Anniversaries | None = None
    for found in sorted(expressions, key=lambda one: one.rule == "anniversary"):  # it leans on dates after it too
        if found.rule == "anniversary" and kept is None:
            kept = Anniversaries(folded, dates)
        meaning = kept.happened if kept else _MEANINGS[found.rule]
        try:
            span = meaning(found, reference)
        except (ValueError, OverflowError) as error:
            refused.append((found.start, found.end, str(error) if isinstance(error, Unread) else "impossible_date"))
            continue
        if span is not None:
            dates.append(Dated(found.start, found.end, *span, found.rule))
            reference.tell(span, found.rule)
    return sorted(dates, key=lambda dated: dated.start), sorted(refused)


def latest_named_day(folded: str) -> date | None:
    """The latest day that a text names in full (day, month and year), or None: a guess at when it was published."""
    named = (d for d in find(folded, None)[0] if d.rule in ("month-day", "day-month", "day-shape"))
    return max((d.latest for d in named if d.precision == "day"), default=None)


def stated_year(found: Found, reference: Reference) -> int | None:
    """The year that the expression states, in figures, in words or as "last year", "that year"; None if it does not."""
    words = found.words
    if stated := found.values("YEAR"):
        return stated[0]
    for word, hundreds in (*found.known["TEEN"].items(), ("thousand", 2000)):
        if word in words:  # "nineteen ninety-six", "two thousand and three"
            return hundreds + _count(words[words.index(word) + 1 :], found)
    if "'" in words[-2:-1] and words[-1] in found.known["SHORT"]:
        return _of_century(found.known["SHORT"][words[-1]], reference)
    if "year" not in words:
        return None
    if (step := found.value("TOLD")) is not None:
        return reference.start_of("year").year + step
    return reference.today.year + (found.value("WHICH") or 0)


def _of_century(short: int, reference: Reference) -> int:
    """1994 for '94, 2018 for '18: of this century until next year, else of the last."""
    this = reference.today.year
    year = this // 100 * 100 + short
    return year if year <= this + 1 else year - 100


def _count(words: list[str], found: Found) -> int:
    """12 for "twelve", 22 for "twenty-two"; an article before a unit is 1."""
    counts = found.known["COUNT"] | found.known["NUMBER"]
    return sum(counts[word] for word in words if word in counts)


def _nth(found: Found) -> int:
    """The ordinal, "21st", "third" or "twenty-first", as a number."""
    tens = found.known["TENS"]
    return sum(found.values("NTH", "NTHWORD")) + sum(tens[word] for word in found.words[:-2] if word in tens)


def _year_of_list(found: Found, reference: Reference) -> int | None:
    """The year that the date states, or that a date listed with it states for both ("between May and August 2012")."""
    year = stated_year(found, reference)
    if year is not None or found.has("last", "next", "this", "past", "coming"):
        return year
    listed = found.listed()
    months = listed.values("MONTH", "MON") if listed else []
    if listed is None or not months:
        return None
    year = stated_year(listed, reference)
    return None if year is None else year - (found.values("MONTH", "MON")[-1] > months[-1])


# Days and months.


@_means("month-day", "day-month", "month-day-range")
def month_day(found: Found, reference: Reference) -> Span:
    """Sept. 30 | Friday, Oct. 13, 1989 | 16 April 2017 | June 3-5 | March eighth"""
    months, numbers = found.values("MONTH", "MON"), found.values("DAY", "NTH", "NTHWORD")

    def in_year(year: int) -> Span:
        first = edtf.day(date(year, months[0], numbers[0]))
        if len(numbers) == 1:
            return first
        last = date(year + (months[-1] < months[0]), months[-1], numbers[1])
        return edtf.between(first, edtf.day(last))

    year = _year_of_list(found, reference)
    if year is not None:
        return in_year(year)
    date(2000, months[0], numbers[0])  # 30 February is no day of any year
    leap = (months[0], numbers[0]) == (2, 29)  # of the latest leap year
    placed = reference.placed(lambda y: in_year(y - y % 4 if leap else y), ahead=_ahead(found))
    named = found.values("WEEKDAY", "WDAY")
    if len(numbers) > 1 or not named:
        return placed
    # the day in the year, or else the last or the next, in which it falls on that weekday ("Friday, March 6")
    days = (placed.earliest + relativedelta(years=far) for far in (0, -1, 1))
    return next((edtf.day(day) for day in days if day.weekday() == named[0]), placed)


def _ahead(found: Found) -> timedelta:
    """How far ahead a month or a day of one may lie: after a plan ("will open in May") nearly a year, after a verb in
    the past ("fell in May") little, and what there is since is over."""
    before, told = "".join(found.tokens.pieces[max(0, found.first - 2) : found.first]).strip().lower(), side(found)
    if before in ("ended", "since"):
        return timedelta(0)
    if told == "ahead":
        return _PLANNED
    return _BEHIND if told == "past" and before == "in" else _AHEAD


@_means("and-day")
def and_day(found: Found, reference: Reference) -> Span | None:
    """the 25 of "April 24 and 25" """
    before = reference.latest()
    return edtf.day(before.earliest.replace(day=found.values("DAY")[0])) if before else None


@_means("month-year", "month")
def month(found: Found, reference: Reference) -> Span:
    """June 2024 | in August of that year | last May | mid-November | January this year"""
    number, year = found.values("MONTH", "MON")[0], _year_of_list(found, reference)
    if year is None and found.has("last", "past"):
        year = reference.today.year - (number >= reference.today.month)
    elif year is None and found.has("next", "coming"):
        year = reference.today.year + (number <= reference.today.month)
    elif year is None and found.has("this"):
        year = reference.today.year
    return reference.placed(lambda y: edtf.month(y, number), year, _ahead(found))


@_means("month-range")
def month_range(found: Found, reference: Reference) -> Span:
    """March to June 2014 | October 2013 - May 2014 | January to October this year"""
    first, last = found.values("MONTH", "MON")
    years = found.values("YEAR")
    end = reference.placed(lambda y: edtf.month(y, last), years[-1] if years else stated_year(found, reference))
    start = years[0] if len(years) > 1 else end.earliest.year - (first > last)
    return edtf.between(edtf.month(start, first), end)


@_means("nth-weekday")
def nth_weekday(found: Found, reference: Reference) -> Span:
    """the first Sunday in May | the last Thursday of November 2012"""
    number, weekday = found.values("MONTH", "MON")[0], found.values("WEEKDAY")[0]
    nth = [*found.values("NTHWORD", "NTH"), -1][0]
    year, ahead = stated_year(found, reference), _ahead(found)
    return reference.placed(lambda y: edtf.nth_weekday(y, number, weekday, nth), year, ahead)


@_means("weekday")
def weekday(found: Found, reference: Reference) -> Span:
    """Friday | last Wednesday | this coming Sunday | the previous Friday | Monday of last week

    A bare one is the most recent; where no verb near it is in the past ("they meet Friday") it may be tomorrow, and
    what is planned ("they will meet Friday") is in the week ahead.
    """
    number, step, this = found.values("WEEKDAY")[0], found.value("TOLD"), found.words[0] == "this"
    if step:
        return _weekday_beside(reference.start_of("day"), number, step)
    today = reference.today
    if found.has("week") or (this and not found.has("past", "coming")):
        monday = today - timedelta(today.weekday() - 7 * (found.value("WHICH") or 0))
        over = this and number < today.weekday() and side(found) == "ahead"
        return edtf.day(monday + timedelta(number + 7 * over))
    if found.has("last", "past", "next", "coming"):
        return _weekday_beside(today, number, -1 if found.has("last", "past") else 1)
    return _weekday_beside(today + timedelta(_REACH[side(found)]), number, -1)


def _weekday_beside(day: date, number: int, step: int) -> Span:
    """The first day with that weekday after another (step 1) or the last before it (step -1)."""
    return edtf.day(day + timedelta(step * ((step * (number - day.weekday()) - 1) % 7 + 1)))


@_means("today")
def today(found: Found, reference: Reference) -> Span:
    """today | yesterday | this morning | last night"""
    away = found.value("TODAY")
    return edtf.day(reference.today + timedelta(-found.has("last") if away is None else away))


@_means("week-of")
def week_of(found: Found, reference: Reference) -> Span:
    """the week of March 6"""
    return edtf.week(month_day(found, reference).earliest)


@_means("day-beside")
def day_beside(found: Found, reference: Reference) -> Span:
    """the day before yesterday | the day after Monday"""
    inner = weekday if found.value("TODAY") is None else today
    return edtf.day(inner(found, reference).earliest + timedelta(-1 if found.has("before") else 1))


@_means("day-told")
def day_told(found: Found, reference: Reference) -> Span | None:
    """that day | the same day | the next day | the following morning | the day before"""
    steps = {"next": 1, "following": 1, "after": 1, "later": 1, "previous": -1, "before": -1, "earlier": -1}
    told, step = reference.latest("day"), next((steps[word] for word in found.words if word in steps), 0)
    return edtf.day(told.earliest + timedelta(step)) if told else None


@_means("day-shape")
def day_shape(found: Found, reference: Reference) -> Span | None:
    """2014-11-26 | 26.11.2014 | 01-10-2014, the day first | 11-02-89 1033EST | Oct 042017

    Of 03/04/2014 it cannot be said which is the day.
    """
    parts = found.parts
    if parts["y"]:
        return edtf.day(date(int(parts["y"]), int(parts["m"]), int(parts["d"])))
    if parts["month"]:
        number = (found.known["MONTH"] | found.known["MON"]).get(parts["month"].lower())
        return edtf.day(date(int(parts["year"]), number, int(parts["day"]))) if number else None
    first, second, mark, year = int(parts["a"]), int(parts["b"]), parts["mark"], int(parts["c"])
    stamped = mark == "-" and year < 100
    year = year if year > 99 else _of_century(year, reference)
    if stamped or (mark == "/" and second > 12 >= first and first != second):  # Americans write the month first
        return edtf.day(date(year, first, second))
    if mark == "/" and first <= 12 and first != second:
        raise Unread("ambiguous_date")
    return edtf.day(date(year, second, first))


@_means("holiday")
def holiday(found: Found, reference: Reference) -> Span:
    """Thanksgiving | last Christmas | New Year's Day 1998 | the Sept. 11 attacks | Easter week | Labor Day weekend"""
    parts = found.parts
    rule = found.tokens.vocabulary.holidays[parts["name"]]
    year = rule[6:] if re.fullmatch(r"\d\d-\d\d-\d{4}", rule) else parts["year"]
    if parts["last"] and not year:
        days = (edtf.holiday(rule, reference.today.year - back) for back in (0, 1))
        day = next(one for one in days if one.latest < reference.today)
    else:
        day = reference.placed(lambda y: edtf.holiday(rule, y), int(year) if year else None)
    if parts["span"] is None:
        return day
    return edtf.week(day.latest) if parts["span"] == "week" else edtf.weekend(day.latest - timedelta(2))


# Weeks, quarters, seasons, years, and what is told from them.


@_means("unit")
def unit(found: Found, reference: Reference) -> Span:
    """this week | last month | the week before last | this coming week | the next year | the end of that month"""
    name = next(word for word in reversed(found.words) if word in found.known["SPAN"])
    told = found.value("TOLD")
    if name == "weekend" and found.has("past", "coming"):
        return weekend(found, reference) if found.has("past") else edtf.weekend(reference.today)
    step = told if told is not None else (found.value("WHICH") or 0) - found.has("before")
    from_told = told is not None or (found.words[0] == "the" and found.has("next"))  # "in 1979 ...; the next year"
    return edtf.shifted(name, reference.start_of(name) if from_told else reference.today, step)


@_means("weekend")
def weekend(found: Found, reference: Reference) -> Span:
    """the weekend: the latest one, begun by the day of publication; after a plan ("will meet over") the coming one"""
    over = side(found) != "ahead" and reference.today.weekday() < 5
    return edtf.weekend(reference.today - timedelta(5 * over))


@_means("year-edge")
def year_edge(found: Found, reference: Reference) -> Span:
    """the end of the year | later in the week | year-end | the first nine months of the year"""
    name = found.words[-1] if found.words[-1] in found.known["SPAN"] else "year"
    over = found.has("end") and "since" in found.tokens.pieces[max(0, found.first - 2) : found.first]
    return edtf.shifted(name, reference.today, -over)


@_means("ago", "unit-before")
def ago(found: Found, reference: Reference) -> Span | None:
    """two weeks ago | a year earlier | ten days later | the year before: as fine as its unit

    Ago is told from publication, the others from the latest earlier date, and what is later than nothing told cannot
    be known; "a year ago" or "a year earlier" said of a quarter's results is that quarter of the year before.
    """
    place, name = _unit(found)
    sign = 1 if found.has("later", "after", "hence", "from") else -1
    words = found.words[:place]
    end = words.index("/") - 2 if "/" in words else words.index("and") if "and" in words else place
    step = (_count(words[:end], found) or 1) * sign  # without the half of "two and a half", "2 1/2"
    if (name, step) == ("year", -1) and reference.base and not found.has("before"):
        return _year_before(reference.base, found)
    told = reference.latest("day") if name == "day" else reference.latest()
    from_today = found.has("ago", "from", "hence") or (told is None and step < 0)
    if told is None and not from_today:
        return None
    start = reference.today if told is None or from_today else told.earliest
    if end < place:
        return edtf.about(edtf.shifted(name, start + relativedelta(months=6 * sign), step))
    many = {"decade": 10, "century": 100}.get(name)
    span = edtf.shifted("year", start, many * step) if many else edtf.shifted(name, start, step)
    return edtf.about(span) if found.values("LESS") else span


def _unit(found: Found) -> tuple[int, str]:
    """Where the unit of a count stands in the expression, and the unit in the singular."""
    place = next(n for n, word in enumerate(found.words) if word in found.known["UNIT"])
    word = found.words[place]
    return place, "century" if word == "centuries" else word.removesuffix("s")


@_means("ago-today")
def ago_today(found: Found, reference: Reference) -> Span:
    """two years ago today | a week ago Friday | a week from Monday | a year ago this month"""
    start, number = reference.today + timedelta(found.value("TODAY") or 0), found.value("WEEKDAY")
    if number is not None:
        from_today = found.has("from")
        start = _weekday_beside(start + timedelta(not from_today), number, 1 if from_today else -1).earliest
    place, name = _unit(found)
    many = (_count(found.words[:place], found) or 1) * (1 if found.has("from") else -1)
    months = {"month": 1, "year": 12, "decade": 120}.get(name, 0)
    day = start + relativedelta(months=many * months) + timedelta(many * found.known["UNIT"][found.words[place]])
    return edtf.shifted(found.words[-1] if found.words[-1] in ("week", "month") else "day", day, 0)


def _year_before(base: Span, found: Found) -> Span:
    """The same quarter of the year before; of a sum of months ("up 2% in nine months from a year earlier") the year."""
    summed = "months" in found.tokens.pieces[max(0, found.first - 60) : found.last]  # of its clause
    return edtf.year(base.earliest.year - 1) if summed else edtf.back(base, 1)


@_means("same")
def same(found: Found, reference: Reference) -> Span:
    """the same month last year | the same day a year earlier"""
    name = next(word for word in found.words if word in ("day", "week", "month"))
    return edtf.shifted(name, reference.today - relativedelta(years=1), 0)


@_means("year-ago")
def year_ago(found: Found, reference: Reference) -> Span:
    """the year-ago quarter | the year-earlier period | the same quarter last year | the same period of 2012"""
    base, number = reference.base, found.value("YEAR")
    if base is None or (found.has("quarter") and base.precision != "quarter"):
        quarterly = found.has("quarter")
        base = edtf.shifted("quarter", reference.today, -1) if quarterly else edtf.year(reference.today.year)
    return _year_before(base, found) if number is None else edtf.back(base, base.earliest.year - number)


@_means("quarter-told")
def quarter_told(found: Found, reference: Reference) -> Span:
    """the quarter | the latest quarter | the latest period | that quarter: that spoken of, else the last whole one"""
    if found.has("current"):
        return edtf.shifted("quarter", reference.today, 0)
    after, months = found.tokens.pieces[found.last : found.last + 8], found.known["MONTH"] | found.known["MON"]
    number = next((months[piece.lower()] for piece in after if piece.lower() in months), None)
    if "ended" in after[:2] and number is not None:  # a company's "quarter ended Oct. 31": the nearest of the calendar
        end = reference.placed(lambda y: edtf.month(y, number), ahead=timedelta(0)).latest
        return edtf.shifted("quarter", end - timedelta(46), 0)
    base = reference.base if reference.base and reference.base.precision in ("quarter", "half") else None
    told = reference.latest("quarter") if found.has("that") else base
    return told or edtf.shifted("quarter", reference.today, -1)


@_means("quarter", "half")
def part_of_year(found: Found, reference: Reference) -> Span:
    """third-quarter | the second quarter of 1990 | fiscal first quarter | the last quarter of 2012

    the first half of 1990 | the last half of the year | the first two quarters of 2012 | first-half profit
    """
    quarter = [*found.values("QUARTER", "NTHWORD", "NTH"), 4][0]
    code = 32 + quarter if found.rule == "quarter" else 41 - found.has("first")
    return reference.placed(lambda y: edtf.part(y, code), stated_year(found, reference), _SOON)


@_means("season")
def season(found: Found, reference: Reference) -> Span:
    """autumn of the previous year | last fall | this past spring | the summer of 1998"""
    number, year = found.values("SEASON")[-1], stated_year(found, reference)
    if year is None:
        begun = edtf.part(reference.today.year, number).earliest <= reference.today
        year = reference.today.year
        if found.has("past"):
            year -= not begun
        elif found.has("last"):
            year -= 1
        elif found.has("next"):
            year += begun
    return edtf.part(year, number)


@_means("decade")
def decade(found: Found, reference: Reference) -> Span:
    """the late 1970s | the '80s | the 1990's | the sixties | the 1800s, a century"""
    years = found.values("TENTHS", "TENWORDS", "YEAR")
    first = years[0] if years else 1900 + found.values("SHORT")[0]
    return edtf.century(first // 100 + 1) if first % 100 == 0 and first < 1900 else edtf.decade(first)


@_means("century")
def century(found: Found, reference: Reference) -> Span | None:
    """the 19th century | 21st-century"""
    number = _nth(found)
    return edtf.century(number) if 1 <= number <= 21 else None


@_means("year", "short-year", "spelled-year")
def year(found: Found, reference: Reference) -> Span:
    """2014 | early 1990 | fiscal 1988 | about 1950 | '94 | nineteen ninety-six"""
    number = stated_year(found, reference)
    assert number is not None
    return edtf.about(edtf.year(number)) if found.values("LESS") else edtf.year(number)


@_means("year-range")
def year_range(found: Found, reference: Reference) -> Span | None:
    """1950 to 1953 | 1988-89"""
    first, *rest = found.values("YEAR")
    last = rest[0] if rest else first // 100 * 100 + found.values("SHORT")[-1]
    return edtf.between(edtf.year(first), edtf.year(last)) if last > first else None


@_means("occasion")
def occasion(found: Found, reference: Reference) -> Span | None:
    """on that occasion: the latest earlier date of the running text"""
    return reference.latest()


_WINDOW = 1200
_TOLD = re.compile(r"\b(?:said|says|told \w+|announced|reported|wrote)(?:\s\w+ly)?(?:\son)?\s$")
_NEARS = re.compile(r".{0,60}\b(?:near(?:s|ed|ing)|approach(?:es|ed|ing)|looms?)\b", re.DOTALL)
_WORD = re.compile(r"\w+")


class Anniversaries:
    """The tenth anniversary of something: it happened ten years before the day on which the anniversary is kept.

    That day is the date in the sentence; else the date that the article gives the same occasion elsewhere ("a gala for
    the first anniversary ... the June gala"); else only the year is known, from the date of publication.
    """

    def __init__(self, folded: str, dates: Sequence[Dated]) -> None:
        self.folded = folded
        self.dates = [dated for dated in dates if dated.precision in ("day", "month", "season", "year")]
        self.of_noun: dict[str, Dated] = {}
        for dated in self.dates:
            for word in _WORD.findall(folded[dated.end : dated.end + 40].lower())[:1]:
                self.of_noun.setdefault(word, dated)

    def happened(self, found: Found, reference: Reference) -> Span:
        """When the thing itself happened, as precisely as its anniversary is dated."""
        left = max(0, found.start - _WINDOW)
        window = self.folded[left : found.start + _WINDOW]
        sentence = next(s for s in text.sentences(window) if s.end > found.start - left)
        first, last = left + sentence.start, left + sentence.end
        inside = [bisect_left(self.dates, edge, key=lambda dated: dated.start) for edge in (first, last)]
        near = [dated for dated in self.dates[slice(*inside)] if not _TOLD.search(self.folded, first, dated.start)]
        kept: Dated | None = None
        if near and not _NEARS.match(self.folded, found.start, last):
            kept = min(near, key=lambda dated: abs(dated.start - found.start))
        else:  # the date that stands right before an occasion of the sentence, in another place: "the June gala"
            nouns = (word for word in _WORD.findall(self.folded[first:last].lower()) if word in self.of_noun)
            kept = next((self.of_noun[word] for word in nouns if word in found.known["OCCASION"]), None)
        if kept is None:
            return edtf.year(reference.today.year - _nth(found))
        return edtf.back(Span(kept.edtf, kept.earliest, kept.latest, kept.precision), _nth(found))
