"""What a relative date leans on: the publication date, and the dates told before it in the running text.

Measured on 256 newswire articles: a bare weekday is the most recent one, the day of
publication included; a bare month or day of a month lies ahead by at most 120 days, else in the past.  What a plan or
a verb in the past beside it changes of that is in tenses.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pressframes.reading.calendars import Span
from pressframes.reading.datewords import Found

AHEAD = timedelta(120)  # how far ahead a date without its year may lie


class Unanchored(Exception):
    """The words are relative to a publication date that is not known."""


@dataclass
class Anchors:
    """What a relative date leans on: the publication date, and the dates told so far in the running text."""

    published: date | None
    told: dict[str, tuple[int, Span]] = field(default_factory=dict)  # of each precision the latest, and its place
    count: int = 0
    base: Span | None = None  # the period that an account of results is about; "a year earlier" is told from it

    @property
    def today(self) -> date:
        """The day of publication."""
        if self.published is None:
            raise Unanchored
        return self.published

    def tell(self, span: Span, rule: str) -> None:
        """Note a date of the running text for those that lean on it."""
        self.told[span.precision] = (self.count, span)
        self.count += 1
        past = self.published is None or span.latest <= self.published
        if rule not in ("year-ago", "ago") and span.precision in ("quarter", "half") and past:
            self.base = span

    def latest(self, *precisions: str) -> Span | None:
        """The latest earlier date of the text that is as precise as one of these (any, if none is named)."""
        among = [self.told[name] for name in precisions or self.told if name in self.told]
        return max(among)[1] if among else None

    def told_year(self) -> int:
        """The year that "that year" means: that of the latest earlier date, else of publication."""
        span = self.latest("day", "week", "month", "season", "quarter", "half", "year")
        return span.earliest.year if span else self.today.year

    def told_day(self) -> date | None:
        """The day that "that day" means: the latest earlier one of the text."""
        span = self.latest("day")
        return span.earliest if span else None

    def placed(self, spans: Callable[[int], Span], ahead: timedelta = AHEAD) -> Span:
        """Of a span that comes every year, the one that a text of this day means: the latest not too far ahead."""
        return next(s for y in (1, 0, -1) if (s := spans(self.today.year + y)).earliest <= self.today + ahead)


def stated_year(found: Found, anchors: Anchors) -> int | None:
    """The year that the expression states, in figures, in words or as "last year", "that year"; None if it does not."""
    if (stated := found.value("YEAR")) is not None:
        return stated
    if (spelled := _spelled(found)) is not None:
        return spelled
    if found.tokens.pieces[found.last - 2 : found.last - 1] == ["'"] and found.words[-1] in found.known["SHORT"]:
        return of_century(found.known["SHORT"][found.words[-1]], anchors.today.year)
    if not found.has("year"):
        return None
    if (step := last_value(found, "TOLD")) is not None:
        return anchors.told_year() + step
    return anchors.today.year + (last_value(found, "WHICH") or 0)


def of_century(short: int, this: int) -> int:
    """1994 for '94, 2018 for '18: of this century until next year, else of the last."""
    year = this // 100 * 100 + short
    return year if year <= this + 1 else year - 100


def last_value(found: Found, klass: str) -> int | None:
    return next(reversed(found.values(klass)), None)


def _spelled(found: Found) -> int | None:
    """1996 for "nineteen ninety-six", 2003 for "two thousand and three"."""
    words = found.words
    if (hundreds := found.value("TEEN")) is not None:
        tail = words[next(i for i, word in enumerate(words) if word in found.known["TEEN"]) + 1 :]
        return hundreds + count(tail, found)
    if "thousand" in words:
        return 2000 + count(words[words.index("thousand") + 1 :], found)
    return None


def count(words: list[str], found: Found) -> int:
    """12 for "twelve", 22 for "twenty-two"; an article before a unit is 1."""
    counts = found.known["COUNT"] | found.known["NUMBER"]
    return sum(counts[word] for word in words if word in counts)


def nth(found: Found) -> int:
    """The ordinal, "21st", "third" or "twenty-first", as a number."""
    tens = found.known["TENS"]
    return sum(found.values("NTH") + found.values("NTHWORD")) + sum(tens[w] for w in found.words[:-2] if w in tens)
