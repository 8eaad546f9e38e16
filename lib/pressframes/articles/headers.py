"""What the first lines of an article say of it: its title and its publication date."""

import re
from datetime import date
from typing import NamedTuple

from pressframes.days import MONTHS
from pressframes.reading.text import fold

_MONTHS = {short: n for n, name in enumerate(map(str.lower, MONTHS), 1) for short in (name, name[:3])} | {"sept": 9}
_MONTH = rf"(?P<month{{0}}>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year{0}>(?:1[5-9]|20|21)\d\d)(?!\d)"
_FORMS = (
    r"(?P<year0>\d{4})[-/.](?P<month0>\d{1,2})[-/.](?P<day0>\d{1,2})(?!\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?",
    rf"{_DAY.format(1)}(?: of)?[ -]{_MONTH.format(1)},?[ -]?{_YEAR.format(1)}",
    rf"{_MONTH.format(2)} ?{_DAY.format(2)},? ?{_YEAR.format(2)}",
    rf"(?P<day3>\d{{1,2}})[-/.](?P<month3>\d{{1,2}})[-/.]{_YEAR.format(3)}",
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]? ?)?"
_LABEL = (
    r"(?:date of publication|publication date|date published|published|posted|date|(?:last )?(?:updated|modified))"
    r"(?: on| at)?\s?:? ?"
)
_CALENDAR_DAY = rf"(?P<day>{_WEEKDAY}(?:{'|'.join(_FORMS)}))"
_ONE_DAY = re.compile(rf"\s*{_CALENDAR_DAY}(?:[ T,].*)?\s*", re.IGNORECASE | re.DOTALL)
# A labelled date counts where a paragraph begins or its label has a capital ("a report published on ..." has none); a
# bare one where a line begins or after the capitals of an agency, and only if no sentence leads up to it or goes on.
_PARAGRAPH = r"(?:^|(?<=\n\n)|(?<=\n \n)|(?<=\n)(?=[ \t]*date\b))[ \t]*"  # a carriage return is folded to a space
_LABELLED = re.compile(rf"(?:{_PARAGRAPH}|\b(?-i:(?=[A-Z])))(?<![\w-]){_LABEL}{_CALENDAR_DAY}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:(?:^|(?<=\n))[ \t]*|(?-i:\b[A-Z]{{2,}}|\|) ){_CALENDAR_DAY}(?:,? at (?=\d))?(?P<next>,? *\S?)", re.IGNORECASE
)
_LEADS_UP = re.compile(
    r"(?:,|\b(?:on|of|in|by|to|and|from|since|until|before|after|between|dated))\s*\Z", re.IGNORECASE
)
_TITLE = re.compile(r"\s*(?P<title>\S[^\r\n]{0,199}?)[ \t]*\r?\n[ \t]*\r?\n\s*\S")
_NO_TITLE = re.compile(r"[-_\u2013\u2014:,;)]$|[a-z]{4}[.!?][\"')]* +[\"'(]*[A-Z]")  # a dateline, or two sentences
_NEAR = 200  # characters after the title in which a header stands


class Header(NamedTuple):
    """What a text says of itself; `bad_date` quotes a header whose date no calendar has."""

    title: str | None = None
    published: date | None = None
    bad_date: str | None = None
    bad_date_start: int = 0


def parse_day(words: str) -> date | None:
    """The calendar day that `words` give, or None: ISO (a time may follow), `8 April 2017`, `July 20, 2016`,
    `26.11.2014`; in figures the day comes first unless no such month exists."""
    match = _ONE_DAY.fullmatch(words)
    return _day(match) if match else None


def read(text: str) -> Header:
    """The title (a short first line before a blank one) and the stated publication date of an article's text.

    A first line that ends in a full stop is a title only if a date follows it: agencies begin like that, too.
    """
    folded = fold(text)
    found = _TITLE.match(folded)
    said = found["title"] if found else ""
    is_title = found and not (_NO_TITLE.search(said) or _ONE_DAY.fullmatch(said) or _LABELLED.match(said))
    start, end = found.span("title") if found and is_title else (0, 0)
    title = text[start:end] or None
    for match in _candidates(folded[: end + _NEAR]):
        day = _day(match)
        if day or match.re is _LABELLED:
            return Header(title, day, None if day else match[0].strip(), match.start())
    return Header(None if folded[start:end].endswith(".") else title)


def _candidates(near: str) -> list[re.Match[str]]:
    """The dates that may be the header's, the first published before the last updated, labelled before bare."""
    labelled = sorted(_LABELLED.finditer(near), key=lambda match: "updated" in match[0].lower())
    bare = [match for match in _BARE.finditer(near) if not match["next"].strip(", ").islower()]
    return labelled + [m for m in bare if not _LEADS_UP.search(near, max(0, m.start("day") - 20), m.start("day"))]


def _day(match: re.Match[str]) -> date | None:
    form = next(number for number in range(len(_FORMS)) if match[f"year{number}"])
    year, month, day = (match[f"{part}{form}"] for part in ("year", "month", "day"))
    number = int(month) if month.isdigit() else _MONTHS[month.lower()]
    if form == 3 and number > 12:
        number, day = int(day), month
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
