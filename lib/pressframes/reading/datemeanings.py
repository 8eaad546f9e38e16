"""What each rule of the grammar for days and months means: the days that a date expression can be.

Every rule has its function, `(found, anchors) -> Span`, with its wordings as its docstring; it returns None where the
words turn out to be no date.  Unanchored is raised where they lean on a publication date that is not known, ValueError
where no calendar has the day.
"""

from collections.abc import Callable
from datetime import date, timedelta

from pressframes.reading import calendars
from pressframes.reading.anchors import AHEAD, Anchors, last_value, stated_year
from pressframes.reading.calendars import Span
from pressframes.reading.datewords import Found
from pressframes.reading.tenses import side


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

    year = _stated_year(found, anchors)
    if year is not None:
        return in_year(year)
    date(2000, months[0], numbers[0])  # 30 February is no day of any year
    placed = anchors.placed(lambda y: in_year(y) if (months[0], numbers[0]) != (2, 29) else _leap(y), _ahead(found))
    return _on_weekday(found, placed) if len(numbers) == 1 else placed


def _on_weekday(found: Found, placed: Span) -> Span:
    """The day in the year, or else the last or the next, in which it falls on the weekday named ("Friday, March 6")."""
    named, day = found.values("WEEKDAY") + found.values("WDAY"), placed.earliest
    years = (calendars.same_day(day.year + far, day) for far in (0, -1, 1))
    return next((calendars.day(one) for one in years if not named or one.weekday() == named[0]), placed)


def _before(found: Found, preposition: str = "") -> str:
    """The word before the expression, or before the preposition if that is what stands there."""
    place = found.first - 2
    if preposition and place > 1 and found.tokens.pieces[place] == preposition:
        place -= 2
    return found.tokens.pieces[place].lower() if place >= 0 else ""


def _stated_year(found: Found, anchors: Anchors) -> int | None:
    """The year that the date states, or that a date listed with it states for both ("between May and August 2012")."""
    year = stated_year(found, anchors)
    if year is not None or _LINKS.isdisjoint(found.tokens.pieces[found.last : found.last + 2]):
        return year
    if found.has("last", "next", "this", "past", "coming"):
        return None
    known, months = found.known, found.known["MONTH"] | found.known["MON"]
    pieces = found.tokens.pieces[found.last : found.last + _LISTED]
    rest = [piece.lower() for piece in pieces if piece not in (" ", ".")]
    between = {*_LINKS, *months, *known["DAY"], *known["NTH"]}
    end = next((n for n, word in enumerate(rest) if word not in between), 0)
    listed = [months[word] for word in rest[:end] if word in months]
    if not listed or rest[0] not in _LINKS:
        return None
    if rest[end] in known["YEAR"]:
        year = known["YEAR"][rest[end]]
    elif rest[end] in known["WHICH"] and rest[end + 1 : end + 2] == ["year"]:
        year = anchors.today.year + known["WHICH"][rest[end]]
    own = (found.values("MONTH") + found.values("MON"))[-1]
    return None if year is None else year - (own > listed[-1])


def _leap(year: int) -> Span:
    """29 February of the latest leap year."""
    year -= year % 4
    return calendars.day(date(year, 2, 29))


def and_day(found: Found, anchors: Anchors) -> Span | None:
    """the 25 of "April 24 and 25" """
    before = anchors.latest()
    return calendars.day(before.earliest.replace(day=found.values("DAY")[0])) if before else None


def month(found: Found, anchors: Anchors) -> Span:
    """June 2024 | in August of that year | last May | mid-November | January this year"""
    number = (found.values("MONTH") + found.values("MON"))[0]
    year = _stated_year(found, anchors)
    if year is not None:
        return calendars.month(year, number)
    if found.has("last", "past"):
        return latest_before(anchors.today, lambda y: calendars.month(y, number), strictly=True)
    if found.has("next", "coming"):
        today = anchors.today
        return calendars.month(today.year + (number <= today.month), number)
    if found.has("this"):
        return calendars.month(anchors.today.year, number)
    return anchors.placed(lambda y: calendars.month(y, number), _ahead(found))


def _ahead(found: Found) -> timedelta:
    """How far ahead a month or a day of one may lie: after a plan ("will open in May") nearly a year, after a verb in
    the past ("fell in May") little, and what there is since is over."""
    before, told = _before(found), side(found)
    if before in ("ended", "since"):
        return timedelta(0)
    if told == "ahead":
        return _PLANNED
    return _BEHIND if told == "past" and before == "in" else AHEAD


def nth_weekday(found: Found, anchors: Anchors) -> Span:
    """the first Sunday in May | the last Thursday of November 2012"""
    number = (found.values("MONTH") + found.values("MON"))[0]
    nth = next(iter(found.values("NTHWORD") + found.values("NTH")), -1)

    def in_year(year: int) -> Span:
        return calendars.day(calendars.nth_weekday(year, number, found.values("WEEKDAY")[0], nth))

    year = stated_year(found, anchors)
    return anchors.placed(in_year, _ahead(found)) if year is None else in_year(year)


def latest_before(today: date, spans: Callable[[int], Span], *, strictly: bool) -> Span:
    years = (today.year, today.year - 1)
    return next(
        s for y in years if (s := spans(y)).earliest <= today and (y < today.year or not strictly or s.latest < today)
    )


def month_range(found: Found, anchors: Anchors) -> Span:
    """March to June 2014 | October 2013 - May 2014 | January to October this year"""
    first, last = found.values("MONTH") + found.values("MON")
    years = found.values("YEAR") or [year for year in (stated_year(found, anchors),) if year is not None]
    end = calendars.month(years[-1], last) if years else anchors.placed(lambda y: calendars.month(y, last))
    start = years[0] if len(years) > 1 else end.earliest.year - (first > last)
    return calendars.between(calendars.month(start, first), end)


_PLANNED, _BEHIND = timedelta(330), timedelta(31)  # how far ahead a month lies that is planned, or in the past
_LINKS, _LISTED = {"and", "or", "to", "through", "until", ",", "of"}, 20  # what joins dates, and tokens of the others
_REACH = {"past": 1, "open": 2, "ahead": 7}  # days from publication by which a bare weekday has come


def weekday(found: Found, anchors: Anchors) -> Span:
    """Friday | last Wednesday | this coming Sunday | the previous Friday | Monday of last week

    A bare one is the most recent; where no verb near it is in the past ("they meet Friday") it may be tomorrow, and
    what is planned ("they will meet Friday") is in the week ahead.
    """
    number = found.values("WEEKDAY")[0]
    if found.has("previous", "preceding", "prior"):
        return calendars.day(weekday_before(anchors.told_day() or anchors.today, number))
    if found.has("following"):
        return calendars.day(weekday_after(anchors.told_day() or anchors.today, number))
    if found.has("week") or (found.words[0] == "this" and not found.has("past", "coming")):
        monday = anchors.today - timedelta(anchors.today.weekday() - 7 * (last_value(found, "WHICH") or 0))
        over = found.words[0] == "this" and number < anchors.today.weekday() and side(found) == "ahead"
        return calendars.day(monday + timedelta(number + 7 * over))
    if found.has("last", "past"):
        return calendars.day(weekday_before(anchors.today, number))
    if found.has("next", "coming"):
        return calendars.day(weekday_after(anchors.today, number))
    return calendars.day(weekday_before(anchors.today + timedelta(_REACH[side(found)]), number))


def weekday_before(day: date, number: int) -> date:
    return day - timedelta((day.weekday() - number - 1) % 7 + 1)


def weekday_after(day: date, number: int) -> date:
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


def day_told(found: Found, anchors: Anchors) -> Span | None:
    """that day | the same day | the next day | the following morning | the day before"""
    words = {"next": 1, "following": 1, "after": 1, "later": 1, "previous": -1, "before": -1, "earlier": -1}
    day, step = anchors.told_day(), next((words[w] for w in found.words if w in words), 0)
    return calendars.day(day + timedelta(step)) if day else None


MEANINGS: dict[str, Callable[[Found, Anchors], Span | None]] = {
    "month-day": month_day,
    "day-month": month_day,
    "month-day-range": month_day,
    "and-day": and_day,
    "month-year": month,
    "month": month,
    "month-range": month_range,
    "weekday": weekday,
    "nth-weekday": nth_weekday,
    "today": today,
    "week-of": week_of,
    "day-beside": day_beside,
    "day-told": day_told,
}
