"""Incidents: which happenings of several articles are one.

Each article's reading tells its happenings apart (`reading.context`).  Here those of all articles are joined: a
mention is compared only with the incidents that share a place and lie near in time, so that the work grows with the
number of mentions; then the evidence is weighed, point by point, and what is not sure stays apart.

- The place: one name, another spelling of it, or one that lies in the other, as the articles tell.
- The days: those on which people were hit; an article never reports a later happening.
- The kind of happening, equal figures, and equal words for it.

Totals (of a war, since a day) are incidents of their own and are joined with totals alone.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any

from pressframes.days import days_between
from pressframes.reading import context, lexicon
from pressframes.records import Article, Claim

NEAR = 10  # days between the publications of two reports of one happening whose day one of them leaves open
JOIN = 3.25  # the weight from which two are one
DOUBT = 0.5  # what must speak more for one incident than for another
NEARLY = 2.0  # and from which they were nearly joined
TELLING = 5  # a figure below this is equal by chance
_SHORT = 4  # days of one happening that are told as days and not as a month
_COMMON = (
    "about after again against also because been being both came could down during each even ever first found from have"
    " here into just known later like made many most much near next only other over said same since some still such"
    " than that their them then there these they this those through time took under until very well were what when"
    " where which while whom will with would year years month months week weeks days today yesterday night morning"
    " evening late early dozens hundreds thousands millions tens scores several backed intense fierce heavy deadly"
    " three four five seven eight nine eleven twelve dozen hundred thousand million couple pair"
)
_SETTLED = 400  # days between the publications of two totals of one thing


@dataclass
class Evidence:
    """What speaks for and against: sets of words, as the sentences of the figures have them."""

    inner: set[str] = field(default_factory=set)  # the innermost places, by their skeletons
    kinds: set[str] = field(default_factory=set)
    figures: set[tuple[str, int]] = field(default_factory=set)  # measure and number
    stocks: set[str] = field(default_factory=set)  # the measures of what is counted at a moment
    topic: set[str] = field(default_factory=set)  # the words that are in no lexicon
    names: set[str] = field(default_factory=set)  # the skeletons of names
    forces: set[str] = field(default_factory=set)  # those of a nation that are counted

    def update(self, other: "Evidence") -> None:
        """Add what the other tells."""
        for each in fields(Evidence):
            getattr(self, each.name).update(getattr(other, each.name))


@dataclass
class Mention(Evidence):
    """A happening or total as one article tells of it."""

    id: str = ""  # the article's own id of it
    article: str = ""
    scope: str = "event"
    published: date | None = None
    days: tuple[date, date] | None = None
    places: list[str] = field(default_factory=list)
    holders: set[str] = field(default_factory=set)  # places that hold one of its places


@dataclass
class Incident(Evidence):
    """Mentions that are one happening, with what they tell together, and why each was joined."""

    mentions: list[Mention] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)  # kept apart though something speaks for it
    days: tuple[date, date] | None = None
    places: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    published: tuple[date, date] | None = None  # the first day and the last

    @property
    def id(self) -> str:
        return min(self.mentions, key=_order).id


@lru_cache(maxsize=1 << 16)
def skeleton(name: str) -> str:
    """A name of a place without what spellings differ in: "Al-Tukhar" and "Tokhar" are one.

    >>> skeleton("Al-Tukhar"), skeleton("Tokhar"), skeleton("Hasakah") == skeleton("Hassakeh")
    ('tkhr', 'tkhr', True)
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"\b(?:al|el|as|ad|ash|the|city|province|town|of)\b[- ]?", "", plain)
    letters = re.sub(r"[^\w]", "", plain)
    bare = re.sub(r"(.)\1+", r"\1", letters[:1] + re.sub(r"[aeiouy]", "", letters[1:]))
    return bare if len(bare) > 2 else re.sub(r"[aeiouy]+", "a", letters) or name.casefold()


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(skeleton(word) for entry in lexicon.load()["country"] for word in entry["words"])


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """The words that the lexicon has for something else than what an article is about."""
    found = set(_COMMON.split())
    for rows in lexicon.load().entries.values():
        for row in rows:
            for value in row.values():
                words = value if isinstance(value, list) else ()
                found.update(part for word in words for part in re.findall(r"[a-z]{4,}", word.lower()))
    return frozenset(found)


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    return {entry["name"]: entry["family"] for entry in lexicon.load()["happening"]}


_TOPIC = re.compile(r"\b[a-z]{4,}\b")
_NAME = re.compile(r"\b(?:(?i:al|el)-)?[A-Z][^\W\d_]{2,}")
GENERAL = frozenset(("attack", "explosion", "war", "arrests", "evacuation", "deployment"))


def mentions(articles: Iterable[Article], claims: Iterable[Any]) -> list[Mention]:
    """The happenings of each article, by the day of its publication; claims are records, or rows of their frame."""
    known = {article.article: article for article in articles}
    found: dict[tuple[str, str], Mention] = {}
    words = lexicon.load()
    for claim in claims:
        if not stated(claim.incident):
            continue
        article = known[claim.article]
        scope = "event" if claim.scope == "event" else "period"
        one = found.setdefault(
            (claim.article, claim.incident),
            Mention(id=claim.incident, article=claim.article, scope=scope, published=article.published),
        )
        if claim.scope == "event":
            one.scope = "event"
        if claim.subject[:1].isupper() and claim.subject.endswith("troops"):
            one.forces.add(claim.subject)
        if stated(claim.earliest) and stated(claim.latest) and not one.days and claim.scope != "standing":
            one.days = (_day(claim.earliest), _day(claim.latest))
        if stated(claim.place):
            inner, *outer = claim.place.split(", ")
            one.inner.add(skeleton(inner))
            one.holders.update(outer)
            one.places += [name for name in claim.place.split(", ") if name not in one.places]
        one.kinds |= context.kinds(claim.sentence, words)
        said = claim.sentence
        if claim.incident.endswith(":i1") and article.title:
            one.kinds |= context.kinds(article.title, words)
            said += f" {article.title}"
        if claim.scope == "standing":
            one.stocks.add(claim.measure)
        topic, names = _spoken_of(said)
        one.topic |= topic
        one.names |= names
        if stated(claim.best) and claim.best >= TELLING:
            one.figures.add((claim.measure, int(claim.best)))
    return sorted(found.values(), key=_order)


def _order(one: Mention) -> tuple[date, str, str]:
    return one.published or date.max, one.article, one.id


@lru_cache(maxsize=4096)
def _spoken_of(sentence: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a sentence that are in no lexicon, and the skeletons of its names."""
    topic = frozenset(_TOPIC.findall(sentence)) - _listed()
    return topic, frozenset(map(skeleton, _NAME.findall(sentence))) - _countries()


def stated(value: Any) -> bool:
    """Whether a cell, of a record or of a frame, says anything."""
    return str(value) not in ("None", "nan", "NaT", "<NA>")


def _day(value: Any) -> date:
    return date(value.year, value.month, value.day)


def join(many: list[Mention]) -> list[Incident]:
    """The incidents of the mentions, in their order."""
    holders = {skeleton(name) for one in many for name in one.holders} | _countries()
    found: list[Incident | None] = []  # None where one was merged into another
    home: dict[int, int] = {}
    near: dict[tuple[str, str, int], dict[int, None]] = {}

    def place(at: int) -> int:
        while at in home:
            at = home[at]
        return at

    for one in sorted(many, key=lambda one: not one.days):  # what tells its day comes first, and the others go to it
        keys = list(_keys(one))
        candidates = dict.fromkeys(place(at) for key in keys for at in near.get(key, ()))
        weighed = sorted(
            ((*weigh(one, known, holders), at, known) for at in candidates if (known := found[at])),
            key=lambda four: (-four[0], four[2]),
        )
        fits = [four for four in weighed if four[0] >= JOIN]
        missed = [(known.id, reason) for weight, reason, _, known in weighed if NEARLY <= weight < JOIN]
        rivals = [four for four in fits[1:] if fits[0][0] - four[0] < DOUBT and not _one(fits[0][3], four[3])]
        if rivals:  # it may be either
            missed += [(known.id, reason) for _, reason, _, known in (fits[0], *rivals)]
            fits = []
        if fits:
            _, reason, at, known = fits[0]
            _add(known, one, reason)
            for *_, other, rival in fits[1:]:
                if _one(known, rival):
                    _merge(known, rival)
                    found[other], home[other] = None, at
        else:
            at, known = len(found), Incident()
            _add(known, one, "")
            found.append(known)
        known.missed += missed
        for key in keys:
            near.setdefault(key, {})[at] = None
    return [known for known in found if known]


def _one(a: Incident, b: Incident) -> bool:
    """Whether two incidents that one report fits may be one."""
    if a.articles & b.articles or not a.days or not b.days or not a.inner & b.inner:
        return False
    return max(a.days[0], b.days[0]) <= min(a.days[1], b.days[1])


def _merge(known: Incident, other: Incident) -> None:
    for mention in other.mentions:
        _add(known, mention, "")
    known.reasons += [*other.reasons, "one report fits both"]
    known.missed += other.missed


def _keys(one: Mention) -> Iterator[tuple[str, str, int]]:
    """Under what a mention is looked for: its places and the days around, or its places, year and figures."""
    if one.scope == "period":
        about = one.published.toordinal() // _SETTLED if one.published else 0
        for name in {*map(skeleton, one.places), *one.forces}:
            yield from (("period", name, about + step) for step in (-1, 0, 1))
        return
    places = {skeleton(name) for name in one.places} - _countries()
    when = [day for day in (one.days[0] if one.days else None, one.published) if day]
    for name in places | one.names:
        for at in {day.toordinal() // NEAR + step for day in when for step in (-1, 0, 1)}:
            yield "event", name, at
    if one.days:
        for year in {one.days[0].year, one.days[1].year}:
            yield from ((f"{measure} {best}", name, year) for name in places for measure, best in one.figures)


def _add(known: Incident, one: Mention, reason: str) -> None:
    known.mentions.append(one)
    known.articles.add(one.article)
    if reason:
        known.reasons.append(reason)
    if one.days and known.days and one.scope == "event":
        both = max(one.days[0], known.days[0]), min(one.days[1], known.days[1])
        known.days = both if both[0] <= both[1] else known.days
    known.days = known.days or one.days
    known.update(one)
    known.places.update(map(skeleton, one.places))
    if one.published:
        first, last = known.published or (one.published, one.published)
        known.published = min(first, one.published), max(last, one.published)


def weigh(one: Mention, known: Incident, holders: set[str]) -> tuple[float, str]:
    """How much speaks for the mention being of the incident, and what, in words; below JOIN it is not."""
    if one.article in known.articles:
        return -9.0, "one article tells of both"
    if not one.places:
        return -9.0, "no place"
    if one.scope == "period" or known.mentions[0].scope == "period":
        return _weigh_totals(one, known)
    reasons = []
    names = {skeleton(name): name for name in reversed(one.places)}
    same = (one.inner & known.inner) - _countries()
    shared = (set(names) & known.places) - _countries()
    named = (known.inner & one.names | one.inner & known.names) - _countries()
    if same - holders:
        weight = 2.0
        reasons.append(f"both in {names[min(same - holders)]}")
    elif same or shared:
        weight = 1.25
        reasons.append(f"both in {names[min(same or shared)]}")
    elif named and one.days and known.days:
        weight = 1.25
        reasons.append("one names the place of the other")
    elif one.inner <= _countries() or known.inner <= _countries():
        weight = 0.0
    else:
        return -9.0, "two places"
    if one.days and known.days:
        gap = (max(one.days[0], known.days[0]) - min(one.days[1], known.days[1])).days
        short = max((one.days[1] - one.days[0]).days, (known.days[1] - known.days[0]).days) < _SHORT
        if gap <= 0 and short:
            weight += 2
            reasons.append(f"both on {days_between(*known.days)}")
        elif gap > 2:
            return -9.0, "two days"
        elif gap > 0:
            weight -= 0.5
            reasons.append("on days that they dispute")
    else:
        told = known.days or one.days
        day = told[0] if told else one.published
        published = one.published if known.days else known.published and known.published[1]
        if not day or not published or not -1 <= (published - day).days <= NEAR:
            return -9.0, "not near in time"
        if abs((published - day).days) <= 2:
            weight += 0.5
    first = known.published and known.published[0]
    ahead = one.days and first and one.days[0] > first
    behind = known.days and one.published and known.days[0] > one.published
    if ahead or behind:
        return -9.0, "reported before it happened"
    mine, theirs = one.kinds - GENERAL, known.kinds - GENERAL
    if mine & theirs:
        weight += 1.25
        reasons.append(f"both tell of {' and '.join(sorted(mine & theirs))}")
    elif mine and theirs and not {_families()[kind] for kind in mine} & {_families()[kind] for kind in theirs}:
        weight -= 1.5
    elif mine and theirs:
        weight -= 1
    elif one.kinds & known.kinds:
        weight += 0.5
    topics = len(one.topic & known.topic)
    weight += min(topics, 3) * 0.5
    if topics > 1:
        reasons.append("in like words")
    if equal := one.figures & known.figures:
        exact = [best for _, best in equal if best % 10]
        weight += 1.5 if exact else 0.75
        reasons.append(f"both give {max(exact or [best for _, best in equal]):,}")
    return weight, ", ".join(reasons)


def _weigh_totals(one: Mention, known: Incident) -> tuple[float, str]:
    if one.scope != known.mentions[0].scope:
        return -9.0, "a total and one happening"
    if one.published and known.published and (one.published - known.published[0]).days > _SETTLED:
        return -9.0, "not near in time"
    weight, reasons = 0.0, []
    if one.forces or known.forces:
        if one.forces != known.forces:
            return -9.0, "two forces"
        weight += 2
        reasons.append(f"both of {min(one.forces)}")
    if one.inner & known.inner:
        weight += 2
        reasons.append(f"both of {one.places[0]}")
    elif not one.forces:
        return -9.0, "two places"
    if one.days and known.days:
        apart = abs((one.days[0] - known.days[0]).days)
        if apart > 366 or (apart > 31 and one.days[0].year != known.days[0].year):
            return -9.0, "since two days"
        weight += 1.5
        reasons.append("since one time")
    if one.stocks and one.stocks == known.stocks:
        weight += 1.5
        reasons.append(f"both count the {' and '.join(sorted(one.stocks))}")
    if one.kinds & known.kinds & {"war", "outbreak"}:
        weight += 1.5
        reasons.append(f"both of the {min(one.kinds & known.kinds & {'war', 'outbreak'})}")
    if one.figures & known.figures:
        weight += 1.5
        reasons.append("with an equal figure")
    return weight, ", ".join(reasons)


def numbered(articles: Iterable[Article], claims: list[Claim]) -> dict[str, str]:
    """For each article's own id of a happening the id that it has in all articles."""
    return {mention.id: one.id for one in join(mentions(articles, claims)) for mention in one.mentions}
