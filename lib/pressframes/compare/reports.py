"""What sources report: the figures of claims, who stands behind each, and of which place and days it speaks.

The same source, subject, measure and wording in several articles are one account: charts draw it once and count its
articles.  Comparisons take each claim for itself.  The dead of one attack are not the dead of a war, nor those of the
next town, so a figure has a context as far as its sentence tells one; what the sentence does not say stays open.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from math import inf
from typing import Any, NamedTuple, TypeVar, cast

import pandas as pd

from pressframes.days import MONTHS
from pressframes.frames import plain_rows
from pressframes.frames.rulings import with_rulings, worded
from pressframes.frames.schemas import ids
from pressframes.phrases import AS_PREDICATE, source_of, stated, witness_of
from pressframes.reading import lexicon, timexes
from pressframes.reading.text import fold
from pressframes.records import Article, Dated
from pressframes.safe import printable

One = TypeVar("One")
Key = TypeVar("Key")
SHORT, LONG = 7, 90  # days: a week is not the same period as a season or a war
CLOSE = 3  # days that one attack may take, with the night before it and the toll of the day after
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_KIND_OF_PLACE = (
    "area|border|capital|city|coast|countryside|district|front|outskirts|port|province|region|suburb|suburbs|town"
    "|village|villages|eastern|western|northern|southern|central|nearby"
)
_PLACE = re.compile(
    rf"\b(?i:in|at|near|outside|inside|around|across|throughout)\s+(?:the\s+)?"
    rf"(?:[\w-]*-held\s+)?(?:(?:{_KIND_OF_PLACE})(?:\s+of)?\s+){{0,3}}(?:the\s+)?"
    r"([A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)"
)
_NO_PLACE = {word.casefold() for word in (*MONTHS, *_WEEKDAYS)} | set(_KIND_OF_PLACE.split("|"))
_NO_PLACE |= {"airport", "army", "camp", "centre", "center", "command", "hospital", "ministry", "police", "university"}
_SAID = re.compile(
    r"\b(?:said|says|told \w+|reported|announced|stated|confirmed|date|dated|publication|published|posted|updated)"
    r"(?: (?:late|early))?(?: on|:)?\s*\Z",
    re.I,
)
# A date in such words leans on one told before it, which a sentence alone does not have.
_LEANING = re.compile(
    r"\b(?:that|same|previous|preceding|prior|following|the next)\b|\b(?:earlier|later|before|after|anniversary)\Z",
    re.I,
)
_ON_TOP = re.compile(r"(?:an)?other|more|additional|further", re.I)


class Context(NamedTuple):
    """The words of the places that a sentence names, and the first and last day that it speaks of."""

    places: frozenset[str]
    days: tuple[date, date] | None

    @property
    def length(self) -> int:
        return (self.days[1] - self.days[0]).days + 1 if self.days else 0

    def excludes(self, other: "Context") -> bool:
        """Whether the two have other places or days; what either does not say tells nothing."""
        if self.places and other.places and not self.places & other.places:
            return True
        return bool(self.days and other.days) and not self._meets(other)

    def equals(self, other: "Context") -> bool:
        """Whether both name one place, and days that are few and meet."""
        return bool(self.places & other.places) and max(self.length, other.length) <= CLOSE and self._meets(other)

    def _meets(self, other: "Context") -> bool:
        near, far = sorted((self.length, other.length))
        if not self.days or not other.days or (near <= SHORT and far > LONG):
            return False
        return max(self.days[0], other.days[0]) <= min(self.days[1], other.days[1])


@dataclass(frozen=True, eq=False)
class ReportedFigure:
    """What one source is said to give, with the articles and claims that say so, and the row of the first of them."""

    row: Any
    subject: str
    measure: str
    source: str
    amount: str
    best: float | None
    low: float | None
    high: float | None
    hedge: str
    articles: tuple[str, ...]
    claims: tuple[str, ...]
    part_of_own: bool
    group: str
    party: str
    published: date | None = None
    dates: tuple[Dated, ...] | None = None  # in its sentence, as the article reads them; None if that is not known

    @property
    def predicate(self) -> str:
        """The measure as it is said of people: "dead"."""
        return AS_PREDICATE.get(self.measure, self.measure)

    @cached_property
    def figure(self) -> float:
        """The number to place it by: as stated, else the bound that is."""
        return next((v for v in (self.best, self.low, self.high) if v is not None), 0.0)

    @property
    def top(self) -> float:
        """The most that it states: the upper end of a range, else its figure."""
        return self.high if self.best is None and self.high is not None else self.figure

    @property
    def bounds(self) -> tuple[float, float]:
        """What the wording allows; infinite where it sets no bound."""
        return (-inf if self.low is None else self.low, inf if self.high is None else self.high)

    @cached_property
    def said(self) -> tuple[float, float]:
        """What the wording means: "about" and "nearly" speak of their figure, as precisely as it is rounded.

        About 400 is 350 to 450, nearly 400 is 350 to 400; the bounds of a claim stay as they are, open.
        """
        if self.hedge not in ("about", "nearly") or self.best is None:
            return self.bounds
        written = str(int(self.best))
        digits = written.rstrip("0")  # rounded to 100 in 3,800, to 50 in 250 (seldom a number to the ten), to 1 in 42
        half = 10 ** (len(written) - len(digits)) / 2 if digits else 0.5
        half *= 5 if len(digits) > 1 and digits.endswith("5") else 1
        return (self.best - half, self.best + (half if self.hedge == "about" else 0))

    @cached_property
    def values(self) -> tuple[float | None, float | None, float | None]:
        """Its figure and bounds; "close to 600" and "about 600" are one figure."""
        return (self.best, None, None) if self.hedge in ("about", "nearly") else (self.best, self.low, self.high)

    @cached_property
    def account(self) -> tuple[str, ...]:
        """What the figures of one account have in common."""
        return self.subject, self.measure, self.source.casefold(), self.amount.casefold()

    @cached_property
    def witness(self) -> str:
        """The name of the party behind it; empty if the words name none."""
        return witness_of(self.row)

    @property
    def article(self) -> str:
        return self.articles[0]

    @property
    def claim(self) -> str:
        return self.claims[0]

    @cached_property
    def place(self) -> tuple[str, int, int, str]:
        """By what figures are ordered: article, and place in it."""
        return (self.article, int(self.row.start), int(self.row.end), self.claim)

    @cached_property
    def named(self) -> bool:
        """Whether its subject names a nation or party, and not just anyone ("people")."""
        return any(letter.isupper() for letter in self.subject)

    @cached_property
    def same(self) -> list[str]:
        """The claims that a person ruled to be of the same thing."""
        return ids(getattr(self.row, "ruled_same", None))

    @cached_property
    def different(self) -> list[str]:
        """The claims that a person ruled to be of another thing."""
        return ids(getattr(self.row, "ruled_different", None))

    @cached_property
    def on_top(self) -> bool:
        """Whether it is counted on top of another: "six more people", "another six"."""
        before = self.row.sentence[: self.row.start - self.row.sentence_start].split()
        return bool(_ON_TOP.match(self.group) or (before and _ON_TOP.fullmatch(before[-1])))

    @cached_property
    def context(self) -> Context:
        """Of which place and days its sentence speaks."""
        first = int(self.row.sentence_start)
        span = (int(self.row.start) - first, int(self.row.end) - first)
        return context(str(self.row.sentence), *span, self.published, self.dates)


def one_voice(a: str, b: str) -> bool:
    """Whether one name is the other, in full or in short ("Minister Ada Holm", "Holm")."""
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    return long == short or long.endswith(f" {short}")


def last_word(name: str) -> str:
    """What all names of `one_voice` have in common."""
    return name.casefold().rpartition(" ")[2]


def apart(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether no figure lies within both bounds."""
    return max(a[0], b[0]) > min(a[1], b[1])


def change(first: ReportedFigure, later: ReportedFigure) -> float | None:
    """How many more the later of two figures is, below zero for fewer; None if the wording does not tell.

    "Up to 40", "dozens" and a range say too little to be set against another kind of wording, unless no figure fits
    both.
    """
    kinds = {first.hedge, later.hedge}
    if len(kinds) > 1 and kinds & {"at_most", "vague", "range"} and not apart(first.said, later.said):
        return None
    return later.figure - first.figure


def accounts(claims: pd.DataFrame) -> list[ReportedFigure]:
    """The accounts in the claims, in their order; duplicates merged, with every claim and article kept.

    Where a person ruled on a claim, it counts as ruled; what is rejected is no account.
    """
    return [
        replace(
            many[0], articles=tuple(dict.fromkeys(one.article for one in many)), claims=tuple(one.claim for one in many)
        )
        for many in grouped(_each(with_rulings(claims)), lambda one: one.account).values()
    ]


def grouped(many: Iterable[One], key: Callable[[One], Key]) -> dict[Key, list[One]]:
    """Those that have one key together, in their order."""
    groups: dict[Key, list[One]] = {}
    for one in many:
        groups.setdefault(key(one), []).append(one)
    return groups


def figures(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[ReportedFigure]:
    """Every claim that counts, as the figure that it alone gives, by article and place.

    `articles` gives the days of publication and the dates as the whole article reads them.  Without it the days are
    those that the claims know, and a sentence is read alone: a date that leans on an earlier one then tells nothing.
    """
    claims = with_rulings(claims)
    known: dict[str, Article] = {}
    if articles is not None:
        cited = articles[articles.index.isin(claims["article"])]
        known = {row["article"]: Article(**row) for row in plain_rows(cited.reset_index())}
    days = _published(claims) if articles is None else {id_: one.published for id_, one in known.items()}
    made = [
        replace(one, published=days.get(one.article), dates=_dates(one.row, known.get(one.article)))
        for one in _each(claims)
    ]
    return sorted(made, key=lambda one: one.place)


def _published(claims: pd.DataFrame) -> dict[str, date]:
    days = claims.set_index("article")["published"].dropna()
    return {str(article): day.date() for article, day in days.items()}


def _dates(row: Any, article: Article | None) -> tuple[Dated, ...] | None:
    """The dates of a claim's sentence, from its beginning; None if the article is not known."""
    first, last = int(row.sentence_start), int(row.sentence_start) + len(row.sentence)
    if article is None or article.text[first:last] != row.sentence:
        return None
    dates = _dates_of(article)
    begin, end = (bisect_left(dates, at, key=lambda dated: dated.start) for at in (first, last))
    return tuple(replace(dated, start=dated.start - first, end=dated.end - first) for dated in dates[begin:end])


@lru_cache(maxsize=512)
def _dates_of(article: Article) -> list[Dated]:
    return timexes.find(fold(article.text), article.published)[0]


def _each(claims: pd.DataFrame) -> Iterator[ReportedFigure]:
    measure_of = dict(zip(claims["claim"], claims["measure"].astype(str), strict=True))
    for row in cast(Iterable[Any], claims.itertuples()):
        best, low, high = (int(value) if stated(value) else None for value in (row.best, row.low, row.high))
        group, party = (printable(cell) if stated(cell) else "" for cell in (row.group, row.source_name))
        yield ReportedFigure(
            row, printable(row.subject) or "people", str(row.measure), source_of(row), worded(row),
            best, low, high, str(row.hedge), (str(row.article),), (str(row.claim),),
            stated(row.part_of) and measure_of.get(row.part_of) == row.measure, group, party,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def context(
    sentence: str, start: int, end: int, published: date | None, dates: tuple[Dated, ...] | None = None
) -> Context:
    """The place and days that a sentence names for its figure at `start` to `end`.

    `published` resolves what is dated by weekday or month where the `dates` are not those of the whole article.

    >>> context("On 4 May 2031, 12 died in the port of Halden.", 15, 17, None)
    Context(places=frozenset({'halden'}), days=(datetime.date(2031, 5, 4), datetime.date(2031, 5, 4)))
    """
    folded = fold(sentence)
    if dates is None:
        dates = tuple(timexes.find(folded, published)[0])
        while dates and _LEANING.search(folded[dates[0].start : dates[0].end]):  # a later one leans on the one before
            dates = dates[1:]
    return Context(_places(sentence, folded), _days(folded, start, end, published, dates))


def _places(sentence: str, folded: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", sentence)
    if sum(word[0].isupper() for word in words) * 2 > len(words):  # a headline in capitals tells no names apart
        return frozenset()
    names = [name.casefold() for match in _PLACE.finditer(folded) for name in re.findall(r"[\w-]+", match[1])]
    return frozenset(names) - _NO_PLACE - _demonyms()


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    entries = lexicon.load()["demonym"]
    return frozenset(part for entry in entries for word in entry["words"] for part in (word, f"{word}s"))


def _days(
    folded: str, start: int, end: int, published: date | None, dates: Iterable[Dated]
) -> tuple[date, date] | None:
    """The days of the only date that goes with a figure; of "since May", all until the day of publication.

    When it was said or published is not when it happened.
    """
    found = [dated for dated in dates if _goes_with(folded, dated, start, end)]
    if len(found) != 1:
        return None
    (dated,) = found
    if re.search(r"\bsince\s+(?:the\s+)?\Z", folded[: dated.start], re.I):
        return (dated.earliest, max(published or dated.latest + timedelta(LONG), dated.latest))
    return (dated.earliest, dated.latest)


def _goes_with(folded: str, dated: Dated, start: int, end: int) -> bool:
    """Whether a date opens the sentence or stands in the clause of the figure, and is not when that was said."""
    if _SAID.search(folded[: dated.start]):
        return False
    between = folded[dated.end : start] if dated.end <= start else folded[end : dated.start]
    return dated.start <= len("Since the ") or not re.search(r"[,;:](?!\d)", between)
