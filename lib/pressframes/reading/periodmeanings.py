"""What each rule of the grammar for periods means: weeks, quarters, seasons, years and what is told from them.

The functions are as those of datemeanings.py.
"""

from collections.abc import Callable
from datetime import date, timedelta

from pressframes.reading import calendars
from pressframes.reading.anchors import Anchors, count, last_value, nth, stated_year
from pressframes.reading.calendars import Span
from pressframes.reading.datemeanings import latest_before, weekday_after, weekday_before
from pressframes.reading.datewords import Found
from pressframes.reading.tenses import side

_SOON = timedelta(31)  # how far ahead a quarter or a half may begin of which results are told
_CLAUSE = 60  # tokens (words, spaces and marks) before a date that can bear on it
_FINER = {  # the precisions of what "that week", "that year" ... can be told from
    "week": ("day", "week"),
    "weekend": ("day", "week"),
    "month": ("day", "week", "month"),
    "year": ("day", "week", "month", "season", "quarter", "half", "year"),
}


def unit(found: Found, anchors: Anchors) -> Span:
    """this week | last month | the week before last | this coming week | the next year | the end of that month"""
    name, told = next(word for word in reversed(found.words) if word in found.known["SPAN"]), last_value(found, "TOLD")
    if name == "weekend" and found.has("past", "coming"):
        return weekend(found, anchors) if found.has("past") else calendars.weekend(anchors.today)
    step = told if told is not None else (last_value(found, "WHICH") or 0) - found.has("before")
    from_told = told is not None or (found.words[0] == "the" and found.has("next"))  # "in 1979 ...; the next year"
    return shifted(name, _told_start(name, anchors) if from_told else anchors.today, step)


def _told_start(name: str, anchors: Anchors) -> date:
    span = anchors.latest(*_FINER.get(name, ()))
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
    """the weekend: the latest one, begun by the day of publication; after a plan ("will meet over") the coming one"""
    if side(found) == "ahead":
        return calendars.weekend(anchors.today)
    return calendars.weekend(anchors.today - timedelta(5 if anchors.today.weekday() < 5 else 0))


def year_edge(found: Found, anchors: Anchors) -> Span:
    """the end of the year | later in the week | year-end | the first nine months of the year"""
    name = found.words[-1] if found.words[-1] in found.known["SPAN"] else "year"
    over = found.has("end") and "since" in found.tokens.pieces[max(0, found.first - 2) : found.first]
    return shifted(name, anchors.today, -over)


def ago(found: Found, anchors: Anchors) -> Span | None:
    """two weeks ago | a year earlier | ten days later | the year before: as fine as its unit

    Ago is told from publication, the others from the latest earlier date; "a year ago" or "a year earlier" said of
    a quarter's results is that quarter of the year before.
    """
    place = next(n for n, word in enumerate(found.words) if word in found.known["UNIT"])
    name = "century" if found.words[place] == "centuries" else found.words[place].removesuffix("s")
    sign, whole = 1 if found.has("later", "after", "hence", "from") else -1, _whole(found.words[:place])
    step = (count(whole, found) or 1) * sign
    if (name, step) == ("year", -1) and anchors.base and not found.has("before"):
        return _year_before(anchors.base, found)
    start = anchors.today if found.has("ago", "from", "hence") else _count_start(name, step, anchors)
    if start is None:
        return None
    if len(whole) < place:
        return calendars.about(shifted(name, calendars.later(start, 6 * sign), step))
    many = {"decade": 10, "century": 100}.get(name)
    span = shifted("year", start, many * step) if many else shifted(name, start, step)
    return calendars.about(span) if found.values("LESS") else span


def _whole(words: list[str]) -> list[str]:
    """The words of a count without those of a half: "two" of "two and a half", "2" of "2 1/2"."""
    return words[: words.index("/") - 2] if "/" in words else words[: words.index("and")] if "and" in words else words


def ago_today(found: Found, anchors: Anchors) -> Span:
    """two years ago today | a week ago Friday | a week from Monday | a year ago this month"""
    start, number = anchors.today + timedelta(found.value("TODAY") or 0), found.value("WEEKDAY")
    if number is not None:
        start = weekday_after(start, number) if found.has("from") else weekday_before(start + timedelta(1), number)
    unit = next(word for word in found.words if word in found.known["UNIT"])
    many = (count(found.words[: found.words.index(unit)], found) or 1) * (1 if found.has("from") else -1)
    months = {"month": 1, "year": 12, "decade": 120}.get(unit.removesuffix("s"), 0)
    day = calendars.later(start, many * months) + timedelta(many * found.known["UNIT"][unit])
    return shifted(found.words[-1], day, 0) if found.words[-1] in ("week", "month") else calendars.day(day)


def _count_start(name: str, step: int, anchors: Anchors) -> date | None:
    """What an earlier or later time is told from; what is later than nothing told cannot be known."""
    span = anchors.latest("day") if name == "day" else anchors.latest()
    if span is None:
        return anchors.today if step < 0 else None
    return span.earliest


def _year_before(base: Span, found: Found) -> Span:
    """The same quarter of the year before; of a sum of months ("up 2% in nine months from a year earlier") the year."""
    summed = "months" in found.tokens.pieces[max(0, found.first - _CLAUSE) : found.last]
    return calendars.year(base.earliest.year - 1) if summed else calendars.back(base, 1)


def same(found: Found, anchors: Anchors) -> Span:
    """the same month last year | the same day a year earlier"""
    then = calendars.later(anchors.today, -12)
    return shifted(next(word for word in found.words if word in ("day", "week", "month")), then, 0)


def year_ago(found: Found, anchors: Anchors) -> Span:
    """the year-ago quarter | the year-earlier period | the same quarter last year | the same period of 2012"""
    base = anchors.base
    if base is None or (found.has("quarter") and base.precision != "quarter"):
        base = _quarter_last(anchors) if found.has("quarter") else calendars.year(anchors.today.year)
    number = found.value("YEAR")
    return _year_before(base, found) if number is None else calendars.back(base, base.earliest.year - number)


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
    """third-quarter | the second quarter of 1990 | fiscal first quarter | the last quarter of 2012"""
    number = [*found.values("QUARTER"), *found.values("NTHWORD"), *found.values("NTH"), 4][0]
    if number > 4:
        raise ValueError("a year has four quarters")
    year = stated_year(found, anchors)
    if year is not None:
        return calendars.quarter(year, number)
    return anchors.placed(lambda y: calendars.quarter(y, number), _SOON)


def half(found: Found, anchors: Anchors) -> Span | None:
    """the first half of 1990 | the last half of the year | the first two quarters of 2012 | first-half profit"""
    year, number = stated_year(found, anchors), 1 if found.has("first") else 2
    return anchors.placed(lambda y: calendars.half(y, number), _SOON) if year is None else calendars.half(year, number)


def season(found: Found, anchors: Anchors) -> Span:
    """autumn of the previous year | last fall | this past spring | the summer of 1998"""
    number = found.values("SEASON")[-1]
    year = stated_year(found, anchors)
    if year is not None:
        return calendars.season(year, number)
    this = calendars.season(anchors.today.year, number)
    if found.has("past"):
        return latest_before(anchors.today, lambda y: calendars.season(y, number), strictly=False)
    if found.has("last"):
        return calendars.season(anchors.today.year - 1, number)
    return calendars.season(anchors.today.year + (found.has("next") and this.earliest <= anchors.today), number)


def decade(found: Found, anchors: Anchors) -> Span:
    """the late 1970s | the '80s | the 1990's | the sixties | the 1800s, a century"""
    years = found.values("TENTHS") + found.values("TENWORDS") + found.values("YEAR")
    first = years[0] if years else 1900 + found.values("SHORT")[0]
    return calendars.century(first // 100 + 1) if first % 100 == 0 and first < 1900 else calendars.decade(first)


def century(found: Found, anchors: Anchors) -> Span | None:
    """the 19th century | 21st-century"""
    number = nth(found)
    return calendars.century(number) if 1 <= number <= 21 else None


def year(found: Found, anchors: Anchors) -> Span:
    """2014 | early 1990 | fiscal 1988 | about 1950 | '94 | nineteen ninety-six"""
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
    "unit": unit,
    "weekend": weekend,
    "year-edge": year_edge,
    "ago": ago,
    "ago-today": ago_today,
    "same": same,
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
    "short-year": year,
    "spelled-year": year,
    "occasion": occasion,
}
