"""What a date expression means: the days it can be, by its words, the publication date and the running text.

Every rule of the grammar has its function here, `(found, anchors) -> Span`; it returns None where the words turn out to
be no date, and raises Unanchored where they lean on a publication date that is not known.  ValueError from the calendar
means that there is no such day.  Measured on 256 newswire articles: a bare weekday is the most recent one, the day of
publication included; a bare month or day of a month lies ahead by at most 120 days, else in the past; the verb's tense
never helped.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pressframes import calendars
from pressframes.calendars import Span
from pressframes.datewords import Found, values

AHEAD = timedelta(120)  # how far ahead a date without its year may lie


class Unanchored(Exception):
    """The words are relative to a publication date that is not known."""


@dataclass
class Anchors:
    """What a relative date leans on: the publication date, and the dates told so far in the running text."""

    published: date | None
    told: list[Span] = field(default_factory=list)
    base: Span | None = None  # the period that an account of results is about; "a year earlier" is told from it

    @property
    def today(self) -> date:
        """The day of publication."""
        if self.published is None:
            raise Unanchored
        return self.published

    def tell(self, span: Span, rule: str) -> None:
        """Note a date of the running text for those that lean on it."""
        self.told.append(span)
        if rule not in ("year-ago", "ago"):
            self.base = span if span.precision in ("quarter", "half") else self.base

    def latest(self, *precisions: str) -> Span | None:
        """The latest earlier date of the text that is as precise as one of these (any, if none is named)."""
        return next((span for span in reversed(self.told) if not precisions or span.precision in precisions), None)

    def told_year(self) -> int:
        """The year that "that year" means: that of the latest earlier date, else of publication."""
        span = self.latest("day", "week", "month", "season", "quarter", "half", "year")
        return span.earliest.year if span else self.today.year

    def told_day(self) -> date:
        """The day that "that day" means: the latest earlier one, else that of publication."""
        span = self.latest("day")
        return span.earliest if span else self.today

    def placed(self, spans: Callable[[int], Span], ahead: timedelta = AHEAD) -> Span:
        """Of a span that comes every year, the one that a text of this day means: the latest not too far ahead."""
        return next(s for y in (1, 0, -1) if (s := spans(self.today.year + y)).earliest <= self.today + ahead)


def _year(found: Found, anchors: Anchors) -> int | None:
    """The year that the expression states, in figures, in words or as "last year", "that year"; None if it does not."""
    if (stated := found.value("YEAR")) is not None:
        return stated
    if (spelled := _spelled(found)) is not None:
        return spelled
    if not found.has("year"):
        return None
    if (step := _last_value(found, "TOLD")) is not None:
        return anchors.told_year() + step
    return anchors.today.year + (_last_value(found, "WHICH") or 0)


def _last_value(found: Found, klass: str) -> int | None:
    return next(reversed(found.values(klass)), None)


def _spelled(found: Found) -> int | None:
    """1996 for "nineteen ninety-six", 2003 for "two thousand and three"."""
    words = found.words
    if (hundreds := found.value("TEEN")) is not None:
        tail = words[next(i for i, word in enumerate(words) if word in values()["TEEN"]) + 1 :]
        return hundreds + _number(tail)
    if "thousand" in words:
        return 2000 + _number(words[words.index("thousand") + 1 :])
    return None


def _number(words: list[str]) -> int:
    """12 for "twelve", 22 for "twenty-two"; an article before a unit is 1."""
    counts = values()["COUNT"] | values()["NUMBER"]
    return sum(counts[word] for word in words if word in counts)


def _nth(found: Found) -> int:
    """The ordinal, "21st", "third" or "twenty-first", as a number."""
    tens = values()["TENS"]
    return sum(found.values("NTH") + found.values("NTHWORD")) + sum(tens[w] for w in found.words[:-2] if w in tens)


def month_day(found: Found, anchors: Anchors) -> Span:
    """Sept. 30 | Friday, Oct. 13, 1989 | 16 April 2017 | June 3-5 | March eighth"""
    months = found.values("MONTH") + found.values("MON")
    numbers = found.values("DAY") + found.values("NTH") + found.values("NTHWORD")

    def in_year(year: int) -> Span:
        first = calendars.day(date(year, months[0], numbers[0]))
        if len(numbers) == 1:
            return first
        last = date(year + (months[-1] < months[0]), months[-1], numbers[1])
        return calendars.between(first, calendars.day(last))

    year = _year(found, anchors)
    if year is not None:
        return in_year(year)
    date(2000, months[0], numbers[0])  # 30 February is no day of any year
    return anchors.placed(lambda y: in_year(y) if (months[0], numbers[0]) != (2, 29) else _leap(y))


def _leap(year: int) -> Span:
    """29 February of the latest leap year."""
    year -= year % 4
    return calendars.day(date(year, 2, 29))


def and_day(found: Found, anchors: Anchors) -> Span:
    """the 25 of "April 24 and 25" """
    before = anchors.told[-1].earliest
    return calendars.day(before.replace(day=found.values("DAY")[0]))


def month(found: Found, anchors: Anchors) -> Span:
    """June 2024 | in August of that year | last May | mid-November | January this year"""
    number = (found.values("MONTH") + found.values("MON"))[0]
    year = _year(found, anchors)
    if year is not None:
        return calendars.month(year, number)
    if found.has("last", "past"):
        return _latest_before(anchors.today, lambda y: calendars.month(y, number), strictly=True)
    if found.has("next", "coming"):
        today = anchors.today
        return calendars.month(today.year + (number <= today.month), number)
    if found.has("this"):
        return calendars.month(anchors.today.year, number)
    return anchors.placed(lambda y: calendars.month(y, number))


def _latest_before(today: date, spans: Callable[[int], Span], *, strictly: bool) -> Span:
    years = (today.year, today.year - 1)
    return next(s for y in years if (s := spans(y)).earliest <= today and not (strictly and s.latest >= today and y == years[0]))


def month_range(found: Found, anchors: Anchors) -> Span:
    """March to June 2014 | October 2013 - May 2014"""
    first, last = found.values("MONTH") + found.values("MON")
    years = found.values("YEAR")
    end = calendars.month(years[-1], last) if years else anchors.placed(lambda y: calendars.month(y, last))
    start = years[0] if len(years) > 1 else end.earliest.year - (first > last)
    return calendars.between(calendars.month(start, first), end)


def weekday(found: Found, anchors: Anchors) -> Span:
    """Friday | last Wednesday | this coming Sunday | the previous Friday | Monday of last week"""
    number = found.values("WEEKDAY")[0]
    if found.has("previous", "preceding", "prior"):
        return calendars.day(_weekday_before(anchors.told_day(), number))
    if found.has("following"):
        return calendars.day(_weekday_after(anchors.told_day(), number))
    if found.has("week"):
        monday = anchors.today - timedelta(anchors.today.weekday() - 7 * (_last_value(found, "WHICH") or 0))
        return calendars.day(monday + timedelta(number))
    if found.has("last", "past"):
        return calendars.day(_weekday_before(anchors.today, number))
    if found.has("next", "coming"):
        return calendars.day(_weekday_after(anchors.today, number))
    return calendars.day(_weekday_before(anchors.today + timedelta(1), number))


def _weekday_before(day: date, number: int) -> date:
    return day - timedelta((day.weekday() - number - 1) % 7 + 1)


def _weekday_after(day: date, number: int) -> date:
    return day + timedelta((number - day.weekday() - 1) % 7 + 1)


def today(found: Found, anchors: Anchors) -> Span:
    """today | yesterday | this morning | last night"""
    away = found.value("TODAY")
    return calendars.day(anchors.today + timedelta(-found.has("last") if away is None else away))


def week_of(found: Found, anchors: Anchors) -> Span:
    """the week of March 6"""
    return calendars.week(month_day(found, anchors).earliest)


def day_beside(found: Found, anchors: Anchors) -> Span:
    """the day before yesterday | the day after Monday"""
    step = -1 if found.has("before") else 1
    inner = today if found.value("TODAY") is not None else weekday
    return calendars.day(inner(found, anchors).earliest + timedelta(step))


def day_told(found: Found, anchors: Anchors) -> Span:
    """that day | the same day | the next day | the following morning | the day before"""
    words = {"next": 1, "following": 1, "after": 1, "later": 1, "previous": -1, "before": -1, "earlier": -1}
    return calendars.day(anchors.told_day() + timedelta(next((words[w] for w in found.words if w in words), 0)))


def unit(found: Found, anchors: Anchors) -> Span:
    """this week | last month | early next year | the following year | the end of that month | last decade"""
    name, told = next(word for word in reversed(found.words) if word in values()["SPAN"]), _last_value(found, "TOLD")
    step = told if told is not None else _last_value(found, "WHICH") or 0
    return shifted(name, anchors.today if told is None else _told_start(name, anchors), step)


def _told_start(name: str, anchors: Anchors) -> date:
    finer = {"week": ("day", "week"), "month": ("day", "week", "month"), "weekend": ("day", "week")}
    span = anchors.latest(*finer.get(name, ()))
    return span.earliest if span else anchors.today


def shifted(name: str, start: date, step: int) -> Span:
    """The week, month ... in which a day lies, or the one so many before (-) or after it."""
    if name == "day":
        return calendars.day(start + timedelta(step))
    if name in ("week", "weekend", "fortnight"):
        make = calendars.weekend if name == "weekend" else calendars.week
        return make(start + timedelta(step * (14 if name == "fortnight" else 7)))
    if name == "month":
        return calendars.month(start.year, start.month + step)
    if name == "quarter":
        return calendars.quarter(start.year, (start.month + 2) // 3 + step)
    if name == "decade":
        return calendars.decade(start.year + 10 * step)
    return calendars.year(start.year + step) if name == "year" else calendars.century(start.year // 100 + 1 + step)


def weekend(found: Found, anchors: Anchors) -> Span:
    """the weekend: the latest one, begun by the day of publication"""
    return calendars.weekend(anchors.today - timedelta(5 if anchors.today.weekday() < 5 else 0))


def year_edge(found: Found, anchors: Anchors) -> Span:
    """the end of the year | later in the year | year-end"""
    return calendars.year(anchors.today.year)


def ago(found: Found, anchors: Anchors) -> Span:
    """two weeks ago | a year earlier | ten days later | the year before: as fine as its unit

    Ago is told from publication, the others from the latest earlier date; "a year ago" or "a year earlier" said of
    a quarter's results is that quarter of the year before.
    """
    name = next(word for word in found.words if word in values()["UNIT"])
    singular = "century" if name == "centuries" else name.removesuffix("s")
    number = _number([w for w in found.words[: found.words.index(name)] if w != "the"]) or 1
    count = number if found.has("later", "after", "hence", "from") else -number
    if singular == "year" and number == 1 and count < 0 and anchors.base and not found.has("before"):
        return _year_before(anchors.base)
    start = anchors.today if found.has("ago", "from", "hence") else _count_start(singular, anchors)
    span = shifted("year", start, count * {"decade": 10, "century": 100}.get(singular, 1)) if singular in (
        "year", "decade", "century") else shifted(singular, start, count)  # fmt: skip
    return calendars.about(span) if found.values("LESS") else span


def _count_start(name: str, anchors: Anchors) -> date:
    if name == "day":
        return anchors.told_day()
    span = anchors.latest()
    return span.earliest if span else anchors.today


def _year_before(base: Span) -> Span:
    return calendars.back(base, 1)


def year_ago(found: Found, anchors: Anchors) -> Span:
    """the year-ago quarter | the year-earlier period | the same quarter last year"""
    base = anchors.base
    if base is None or (found.has("quarter") and base.precision != "quarter"):
        base = _quarter_last(anchors) if found.has("quarter") else calendars.year(anchors.today.year)
    return _year_before(base)


def _quarter_last(anchors: Anchors) -> Span:
    return calendars.quarter(anchors.today.year, (anchors.today.month + 2) // 3 - 1)


def quarter_told(found: Found, anchors: Anchors) -> Span:
    """the quarter | the latest quarter | the latest period | that quarter: the one spoken of, else the last whole one"""
    if found.has("current"):
        return calendars.quarter(anchors.today.year, (anchors.today.month + 2) // 3)
    if found.has("that"):
        return anchors.latest("quarter") or _quarter_last(anchors)
    base = anchors.base
    return base if base and base.precision in ("quarter", "half") else _quarter_last(anchors)


def quarter(found: Found, anchors: Anchors) -> Span:
    """third-quarter | the second quarter of 1990 | fiscal first quarter | the fourth quarter of last year"""
    number = (found.values("NTHWORD") + found.values("NTH"))[0]
    if number > 4:
        raise ValueError("a year has four quarters")
    year = _year(found, anchors)
    if year is not None:
        return calendars.quarter(year, number)
    return anchors.placed(lambda y: calendars.quarter(y, number), timedelta(31))


def half(found: Found, anchors: Anchors) -> Span | None:
    """the first half of 1990 | the last half of the year | the first two quarters of 2012"""
    year = _year(found, anchors)
    return None if year is None else calendars.half(year, 1 if found.has("first") else 2)


def season(found: Found, anchors: Anchors) -> Span:
    """autumn of the previous year | last fall | this past spring | the summer of 1998"""
    number = found.values("SEASON")[-1]
    year = _year(found, anchors)
    if year is not None:
        return calendars.season(year, number)
    this = calendars.season(anchors.today.year, number)
    if found.has("past"):
        return _latest_before(anchors.today, lambda y: calendars.season(y, number), strictly=False)
    if found.has("last"):
        return calendars.season(anchors.today.year - 1, number)
    return calendars.season(anchors.today.year + found.has("next"), number) if found.has("next") else this


def decade(found: Found, anchors: Anchors) -> Span:
    """the late 1970s | the '80s | the sixties"""
    return calendars.decade((found.values("TENTHS") + found.values("TENWORDS"))[0])


def century(found: Found, anchors: Anchors) -> Span | None:
    """the 19th century | 21st-century"""
    number = _nth(found)
    return calendars.century(number) if 1 <= number <= 21 else None


def year(found: Found, anchors: Anchors) -> Span:
    """2014 | early 1990 | fiscal 1988 | about 1950 | nineteen ninety-six"""
    number = _year(found, anchors)
    assert number is not None
    return calendars.about(calendars.year(number)) if found.values("LESS") else calendars.year(number)


def year_range(found: Found, anchors: Anchors) -> Span | None:
    """1950 to 1953 | 1988-89"""
    years = found.values("YEAR")
    last = years[1] if len(years) > 1 else years[0] // 100 * 100 + found.values("SHORT")[-1]
    return calendars.between(calendars.year(years[0]), calendars.year(last)) if last > years[0] else None


def occasion(found: Found, anchors: Anchors) -> Span | None:
    """on that occasion: the latest earlier date of the running text"""
    return anchors.latest()


def anniversary(found: Found, anchors: Anchors) -> Span:
    """the tenth anniversary: without the occasion's own date, the year so many before publication"""
    return calendars.year(anchors.today.year - _nth(found))


RESOLVERS: dict[str, Callable[[Found, Anchors], Span | None]] = {
    "month-day": month_day, "day-month": month_day, "month-day-range": month_day, "and-day": and_day,
    "month-year": month, "month": month, "month-range": month_range, "weekday": weekday, "today": today, "week-of": week_of,
    "day-beside": day_beside, "day-told": day_told, "unit": unit, "weekend": weekend, "year-edge": year_edge,
    "ago": ago, "unit-before": ago, "year-ago": year_ago, "quarter-told": quarter_told, "quarter": quarter,
    "half": half, "season": season, "decade": decade, "century": century, "year": year, "year-range": year_range,
    "spelled-year": year, "occasion": occasion, "anniversary": anniversary,
}  # fmt: skip
