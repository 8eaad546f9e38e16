"""What each rule of the grammar means: the days that a date expression can be.

Every rule has its function, `(found, anchors) -> Span`, with its wordings as its docstring; it returns None where the
words turn out to be no date.  Unanchored is raised where they lean on a publication date that is not known, ValueError
where no calendar has the day.
"""

from collections.abc import Callable
from datetime import date, timedelta

from pressframes import calendars
from pressframes.anchors import AHEAD, Anchors, count, last_value, nth, stated_year
from pressframes.calendars import Span
from pressframes.datewords import Found

_CLAUSE = 60  # tokens (words, spaces and marks) before a date that can bear on it


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

    year = stated_year(found, anchors)
    if year is not None:
        return in_year(year)
    date(2000, months[0], numbers[0])  # 30 February is no day of any year
    ahead = timedelta(0) if _before(found) == "ended" else AHEAD
    return anchors.placed(lambda y: in_year(y) if (months[0], numbers[0]) != (2, 29) else _leap(y), ahead)


def _before(found: Found) -> str:
    return found.tokens.pieces[found.first - 2].lower() if found.first > 1 else ""


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
    year = stated_year(found, anchors)
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
    return next(
        s for y in years if (s := spans(y)).earliest <= today and (y < today.year or not strictly or s.latest < today)
    )


def month_range(found: Found, anchors: Anchors) -> Span:
    """March to June 2014 | October 2013 - May 2014"""
    first, last = found.values("MONTH") + found.values("MON")
    years = found.values("YEAR")
    end = calendars.month(years[-1], last) if years else anchors.placed(lambda y: calendars.month(y, last))
    start = years[0] if len(years) > 1 else end.earliest.year - (first > last)
    return calendars.between(calendars.month(start, first), end)


def weekday(found: Found, anchors: Anchors) -> Span:
    """Friday | last Wednesday | this coming Sunday | the previous Friday | Monday of last week

    A bare one is the most recent, but tomorrow's rather than that of six days ago, which would be called "last Friday".
    """
    number = found.values("WEEKDAY")[0]
    if found.has("previous", "preceding", "prior"):
        return calendars.day(_weekday_before(anchors.told_day(), number))
    if found.has("following"):
        return calendars.day(_weekday_after(anchors.told_day(), number))
    if found.has("week") or (found.words[0] == "this" and not found.has("past", "coming")):
        monday = anchors.today - timedelta(anchors.today.weekday() - 7 * (last_value(found, "WHICH") or 0))
        return calendars.day(monday + timedelta(number))
    if found.has("last", "past"):
        return calendars.day(_weekday_before(anchors.today, number))
    if found.has("next", "coming"):
        return calendars.day(_weekday_after(anchors.today, number))
    return calendars.day(_weekday_before(anchors.today + timedelta(2), number))


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
    name, told = next(word for word in reversed(found.words) if word in found.known["SPAN"]), last_value(found, "TOLD")
    step = told if told is not None else last_value(found, "WHICH") or 0
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
    place = next(n for n, word in enumerate(found.words) if word in found.known["UNIT"])
    name = "century" if found.words[place] == "centuries" else found.words[place].removesuffix("s")
    step = (count(found.words[:place], found) or 1) * (1 if found.has("later", "after", "hence", "from") else -1)
    if (name, step) == ("year", -1) and anchors.base and not found.has("before"):
        return _year_before(anchors.base, found)
    start = anchors.today if found.has("ago", "from", "hence") else _count_start(name, anchors)
    many = {"decade": 10, "century": 100}.get(name)
    span = shifted("year", start, many * step) if many else shifted(name, start, step)
    return calendars.about(span) if found.values("LESS") else span


def _count_start(name: str, anchors: Anchors) -> date:
    if name == "day":
        return anchors.told_day()
    span = anchors.latest()
    return span.earliest if span else anchors.today


def _year_before(base: Span, found: Found) -> Span:
    """The same quarter of the year before; of a sum of months ("up 2% in nine months from a year earlier") the year."""
    summed = "months" in found.tokens.pieces[max(0, found.first - _CLAUSE) : found.first]
    return calendars.year(base.earliest.year - 1) if summed else calendars.back(base, 1)


def year_ago(found: Found, anchors: Anchors) -> Span:
    """the year-ago quarter | the year-earlier period | the same quarter last year"""
    base = anchors.base
    if base is None or (found.has("quarter") and base.precision != "quarter"):
        base = _quarter_last(anchors) if found.has("quarter") else calendars.year(anchors.today.year)
    return _year_before(base, found)


def _quarter_last(anchors: Anchors) -> Span:
    return calendars.quarter(anchors.today.year, (anchors.today.month + 2) // 3 - 1)


def quarter_told(found: Found, anchors: Anchors) -> Span:
    """the quarter | the latest quarter | the latest period | that quarter: that spoken of, else the last whole one"""
    if found.has("current"):
        return calendars.quarter(anchors.today.year, (anchors.today.month + 2) // 3)
    if (end := _ended(found, anchors)) is not None:
        return calendars.quarter(end.year, (end.month + 2) // 3)
    if found.has("that"):
        return anchors.latest("quarter") or _quarter_last(anchors)
    base = anchors.base
    return base if base and base.precision in ("quarter", "half") else _quarter_last(anchors)


def _ended(found: Found, anchors: Anchors) -> date | None:
    """A day in the middle of the quarter that "ended Oct. 31": of a company's quarter, the nearest of the calendar."""
    after = found.tokens.pieces[found.last : found.last + 8]
    months = found.known["MONTH"] | found.known["MON"]
    number = next((months[piece.lower()] for piece in after if piece.lower() in months), None)
    if "ended" not in after[:2] or number is None:
        return None
    return anchors.placed(lambda y: calendars.month(y, number), timedelta(0)).latest - timedelta(46)


def quarter(found: Found, anchors: Anchors) -> Span:
    """third-quarter | the second quarter of 1990 | fiscal first quarter | the fourth quarter of last year"""
    number = (found.values("NTHWORD") + found.values("NTH"))[0]
    if number > 4:
        raise ValueError("a year has four quarters")
    year = stated_year(found, anchors)
    if year is not None:
        return calendars.quarter(year, number)
    return anchors.placed(lambda y: calendars.quarter(y, number), timedelta(31))


def half(found: Found, anchors: Anchors) -> Span | None:
    """the first half of 1990 | the last half of the year | the first two quarters of 2012"""
    year = stated_year(found, anchors)
    return None if year is None else calendars.half(year, 1 if found.has("first") else 2)


def season(found: Found, anchors: Anchors) -> Span:
    """autumn of the previous year | last fall | this past spring | the summer of 1998"""
    number = found.values("SEASON")[-1]
    year = stated_year(found, anchors)
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
    number = nth(found)
    return calendars.century(number) if 1 <= number <= 21 else None


def year(found: Found, anchors: Anchors) -> Span:
    """2014 | early 1990 | fiscal 1988 | about 1950 | nineteen ninety-six"""
    number = stated_year(found, anchors)
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


MEANINGS: dict[str, Callable[[Found, Anchors], Span | None]] = {
    "month-day": month_day,
    "day-month": month_day,
    "month-day-range": month_day,
    "and-day": and_day,
    "month-year": month,
    "month": month,
    "month-range": month_range,
    "weekday": weekday,
    "today": today,
    "week-of": week_of,
    "day-beside": day_beside,
    "day-told": day_told,
    "unit": unit,
    "weekend": weekend,
    "year-edge": year_edge,
    "ago": ago,
    "unit-before": ago,
    "year-ago": year_ago,
    "quarter-told": quarter_told,
    "quarter": quarter,
    "half": half,
    "season": season,
    "decade": decade,
    "century": century,
    "year": year,
    "year-range": year_range,
    "spelled-year": year,
    "occasion": occasion,
}
