"""Incidents: what happened, as several articles date it, and the days between.

Two reports are one incident when their kind is one, their days meet, their nations do not exclude one another, and
either they are of a kind that the articles turn on (a treaty, a deployment, an acknowledgement) in different articles,
or their sentences share words.  The incident's days are those that every report allows.
A turning point of the same nations that two articles date a season apart or less, on days that do not meet, is a
contradiction, unless there were two; an article that dates two of the kind tells of two.
What a person ruled to be one incident is one where the days meet, and a contradiction where they do not; what is
ruled to be two stays two.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, cast

import pandas as pd

from pressframes import joining
from pressframes.days import MONTHS, days_between, span_of_days
from pressframes.frames import plain_rows, schemas
from pressframes.frames.rulings import Groups, with_rulings
from pressframes.frames.schemas import ids
from pressframes.phrases import clause, counted, lower_first, stated, upper_first
from pressframes.reading import context, lexicon
from pressframes.records import Article
from pressframes.safe import printable

TURNS = ("treaty", "deployment", "acknowledgement")
_COMMON = re.compile(
    r"about|after|again|against|also|before|between|could|during|first|from|have|into|more|most|other|over|said|says"
    r"|some|such|than|that|their|them|then|there|these|they|this|those|under|until|were|what|when|where|which|while"
    r"|will|with|would|year|month|week|day"
)
_TOGETHER = {"casualties", "conflict", "capture", "invasion", "other"}  # what one happening may be told as
SEASON = 92  # days; turning points further apart are two
_SHORT = 31  # days of a report that is looked for by its days
_ALIKE = 4  # letters that a country and its people share


class Incident(NamedTuple):
    """One incident: the days that all of its reports allow, in words too, and which articles report it."""

    kind: str
    earliest: date
    latest: date
    when: str
    label: str
    articles: tuple[str, ...]
    events: tuple[str, ...]
    words: frozenset[str]
    nations: frozenset[str]
    same: frozenset[str] = frozenset()  # the events that a person ruled to be of it, and those of another
    different: frozenset[str] = frozenset()
    incidents: frozenset[str] = frozenset()  # those of which the articles give figures
    places: frozenset[str] = frozenset()


def joined(events: pd.DataFrame) -> list[Incident]:
    """The incidents of the events, by their first day; no report is lost."""
    rows = with_rulings(events)
    ruled = _ruled(rows)
    reports = [_reported(row, ruled) for row in cast(Iterable[Any], rows.itertuples())]
    reports = _join(_join(reports, _ruled_same), _same)
    # Of what one day's events, the treaty comes before what followed from it.
    turn = {kind: at for at, kind in enumerate(TURNS)}
    return sorted(reports, key=lambda one: (one.earliest, one.latest, turn.get(one.kind, 9), one.kind, one.events))


def _join(reports: list[Incident], same: Callable[[Incident, Incident], bool]) -> list[Incident]:
    """The reports, each joined with the first that it is the same as.

    The narrowest come first: a day joins the month that holds it, and no month joins two different days.  A report is
    compared with those alone that share a day with it, or a month if it is long.
    """
    found: list[Incident] = []
    near: dict[tuple[bool, int], dict[int, None]] = {}
    for one in sorted(reports, key=lambda one: (one.latest - one.earliest, one.earliest, one.events)):
        days = range(one.earliest.toordinal(), one.latest.toordinal() + 1)
        months = range(one.earliest.year * 12 + one.earliest.month, one.latest.year * 12 + one.latest.month + 1)
        short = len(days) <= _SHORT
        seen = sorted({at for key in (days if short else months) for at in near.get((short, key), ())})
        at = next((at for at in seen if same(found[at], one)), len(found))
        if at == len(found):
            found.append(one)
        else:
            found[at] = _merged(found[at], one)
        for keys, are_days in ((days if short else (), True), (months, False)):
            for key in keys:
                near.setdefault((are_days, key), {})[at] = None
    return found


def _ruled(events: pd.DataFrame) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each event those that a person ruled to be of its incident, itself among them, and those of another."""
    if "ruled_same" not in events:
        return {}
    groups = Groups()
    apart = {event: ids(cell) for event, cell in zip(events["event"], events["ruled_different"], strict=True)}
    for event, cell in zip(events["event"], events["ruled_same"], strict=True):
        for other in ids(cell):
            groups.join(event, other)
    parted = {event: frozenset(other for one in groups.of(event) for other in apart.get(one, [])) for event in apart}
    return {event: (frozenset(groups.of(event)), parted[event]) for event in apart}


class _Told:
    """What the claims of one incident tell of it."""

    def __init__(self) -> None:
        self.rows: list[Any] = []

    @property
    def scope(self) -> str:
        scopes = {row.scope for row in self.rows}
        return next(scope for scope in ("event", "period", "standing") if scope in scopes)

    @cached_property
    def place(self) -> str | None:
        """The place that most claims give."""
        places = Counter(printable(row.place) for row in self.rows if stated(row.place))
        return max(places, key=lambda place: (places[place], place), default=None)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The days that most claims of its scope give."""
        told = Counter(
            (row.earliest.date(), row.latest.date())
            for row in self.rows
            if row.scope == self.scope and stated(row.earliest) and stated(row.latest)
        )
        return max(told, key=lambda days: (told[days], days), default=None)

    @cached_property
    def kind(self) -> str | None:
        """The kind of happening that most of its sentences have words for."""
        sentences = dict.fromkeys(str(row.sentence) for row in self.rows)
        told = Counter(kind for one in sentences for kind in sorted(context.kinds(one, lexicon.load())))
        special = {kind: many for kind, many in told.items() if kind not in joining.GENERAL} or told
        return max(special, key=lambda kind: special[kind], default=None)  # of equal ones the first

    @property
    def label(self) -> str:
        """The incident in words: "air strike in Karsa, 4 April 2031", "Norlandic troops in Karsa, since May 2030"."""
        where = f" in {self.place.split(', ')[0]}" if self.place else ""
        if self.scope == "event":
            when = f", {days_between(*self.days)}" if self.days else ""
            return f"{self.kind or 'happening'}{where}{when}" if where or when else "happening without place and day"
        forces = {row.subject for row in self.rows if row.subject[:1].isupper() and row.subject.endswith("troops")}
        what = min(forces) if forces else f"total of the {self.kind}" if self.kind in ("war", "outbreak") else "total"
        return f"{what}{where}{self._since}"

    @property
    def _since(self) -> str:
        """Since when a total counts, if half of its articles say so and agree: a month, or the year alone."""
        told = [row for row in self.rows if row.scope == "period" and stated(row.earliest)]
        begun = sorted({(row.earliest.year, row.earliest.month) for row in told})
        articles, every = ({row.article for row in rows} for rows in (told, self.rows))
        if 2 * len(articles) < len(every) or len({year for year, _ in begun}) != 1:
            return ""
        year, month = begun[0]
        return f", since {year}" if len(begun) > 1 or month == 1 else f", since {MONTHS[month - 1]} {year}"


def _told(claims: pd.DataFrame) -> dict[str, _Told]:
    """What is told of each incident by the claims that count."""
    found: dict[str, _Told] = {}
    for row in cast(Iterable[Any], with_rulings(claims).itertuples(index=False)):
        if stated(row.incident):
            found.setdefault(str(row.incident), _Told()).rows.append(row)
    return found


def labels(claims: pd.DataFrame) -> dict[str, str]:
    """Each incident of the claims in words, from what the articles say: "air strike in Karsa, 4 April 2031"."""
    return {incident: told.label for incident, told in _told(claims).items()}


def of_what(claims: pd.DataFrame, said: str) -> str:
    """The words after what they are of, if all of the claims are figures of one incident."""
    names = labels(claims)
    begun = re.match(r"(?:No|Every|Each|The|Whether|By)\b", said)
    told = lower_first(said) if begun else said
    return f"{upper_first(*names.values())}: {told}" if len(names) == 1 else said


def incidents(claims: pd.DataFrame, events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The happenings and running totals that the claims are figures of, one a row, as the frame `incidents`.

    `incident` (the id that claims have), `label` in words, `scope`, `kind`, `place`, `earliest` and `latest` (the days
    that most of its claims give), its `articles`, `claims` and `events` (ids, parted by commas; an event is of an
    incident if its sentence gives a figure of it), `reason` (why these belong together), and `near_misses`: what was
    kept apart though something speaks for its being the same.  The most told come first.
    """
    known = joining.join(joining.mentions(_records(articles), claims.itertuples(index=False)))
    joined = {mention.id: one for one in known for mention in one.mentions}
    as_read = dict(zip(claims["claim"], claims["incident"], strict=True))
    sentences: dict[tuple[str, int], list[str]] = {}
    for article, start, event in zip(events["article"], events["sentence_start"], events["event"], strict=True):
        sentences.setdefault((article, start), []).append(event)
    rows = []
    for incident, told in _told(claims).items():
        one, of = joined.get(incident, joining.Incident()), list(dict.fromkeys(row.article for row in told.rows))
        alone = f"told by {of[0]} alone" if len(of) == 1 else "joined by figures that are not chosen here"
        ruled = ["so ruled" for row in told.rows if stated(getattr(row, "ruled_incident", None))]
        here = {as_read[row.claim] for row in told.rows}
        missed = {id_: why for id_, why in one.missed if id_ not in here}
        within = (id_ for row in told.rows for id_ in sentences.get((row.article, row.sentence_start), ()))
        earliest, latest = told.days or (None, None)
        rows.append({
            "incident": incident, "label": told.label, "scope": told.scope, "kind": told.kind, "place": told.place,
            "earliest": earliest, "latest": latest, "articles": ", ".join(of),
            "claims": ", ".join(row.claim for row in told.rows), "events": ", ".join(dict.fromkeys(within)) or None,
            "reason": "; ".join(dict.fromkeys([*one.reasons, *ruled])) or alone,
            "near_misses": "; ".join(f"{id_}: {why}" for id_, why in missed.items()) or None,
        })  # fmt: skip
    order = {incident: at for at, incident in enumerate(ranked(claims))}
    return schemas.frame("incidents", sorted(rows, key=lambda row: order[str(row["incident"])]))


def ranked(claims: pd.DataFrame) -> list[str]:
    """The incidents of the claims, the most told first: by their articles, then their figures, then their days."""
    told = _told(claims)

    def rank(incident: str) -> tuple[int, int, str, str]:
        rows = told[incident].rows
        return -len({row.article for row in rows}), -len(rows), str(told[incident].days), incident

    return sorted(told, key=rank)


def most_told(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims of the incident that most articles tell of; all of them if none can be placed."""
    order = ranked(claims)
    return claims[with_rulings(claims, rejected=True)["incident"] == order[0]] if order else claims


def _records(articles: pd.DataFrame) -> list[Article]:
    return [Article(**row) for row in plain_rows(articles.reset_index())]


def chronology(events: pd.DataFrame) -> pd.DataFrame:
    """What happened when, one incident a row, by its first day, as the frame `chronology`.

    `happening` (h1, h2, ...), `kind`, `earliest` and `latest` (the days that all of its reports allow), `when` and
    `label` in words, `reports` (how many events tell of it), their `articles` and `events` (ids, parted by commas),
    and `contradicts`: the incidents that other articles date otherwise, if the two are one.
    The order of the events does not matter.
    """
    known = joined(events)
    reports = Counter((one.kind, article) for one in known for article in one.articles)
    once = {report for report, many in reports.items() if many == 1}
    rows = [
        one._asdict() | {
            "happening": f"h{at}", "reports": len(one.events), "articles": ", ".join(one.articles),
            "events": ", ".join(one.events),
            "contradicts": ", ".join(f"h{to}" for to, other in enumerate(known, 1) if _rival(one, other, once)) or None,
        }
        for at, one in enumerate(known, 1)
    ]  # fmt: skip
    return schemas.frame("chronology", rows)


def _rival(one: Incident, other: Incident, once: set[tuple[str, str]]) -> bool:
    """Whether two that are dated otherwise may be one, by a person's ruling or as the turning point of articles that
    tell of it `once`."""
    if one is other or not (one.different | one.same).isdisjoint(other.events):
        return one is not other and not one.same.isdisjoint(other.events)
    if one.kind != other.kind or one.kind not in TURNS or not 0 < _gap(one, other) <= SEASON:
        return False
    few, many = sorted((one.nations, other.nations), key=len)
    return bool(few) and few <= many and once.issuperset((one.kind, id_) for id_ in one.articles + other.articles)


def _gap(one: Incident, other: Incident) -> int:
    """The days from the one to the other; none, or fewer, if their days meet."""
    return (max(one.earliest, other.earliest) - min(one.latest, other.latest)).days


def _reported(row: Any, ruled: dict[str, tuple[frozenset[str], frozenset[str]]]) -> Incident:
    same, different = ruled.get(row.event, (frozenset(), frozenset()))
    words = {word for word in re.findall(r"\w{4,}", row.sentence.casefold()) if not _COMMON.fullmatch(word)}
    return Incident(
        printable(row.kind), row.earliest.date(), row.latest.date(), span_of_days(row),
        clause(row.sentence, row.start - row.sentence_start, row.end - row.sentence_start),
        (row.article,), (row.event,), frozenset(words), nations(row.sentence), same, different,
        frozenset([row.incident] if stated(row.incident) else ()),
        frozenset(map(joining.skeleton, row.place.split(", ")) if stated(row.place) else ()),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def nations(sentence: str) -> frozenset[str]:
    """The nations that a sentence names, each by its first letters: by the demonyms and the names that begin like them.

    Persons and towns are no help: one article names the presidents, another their countries.

    >>> sorted(nations("Envoys of Kenya and two Ugandan ministers met in Paris."))
    ['keny', 'ugan']
    """
    names = re.findall(r"\b[A-Z]\w{3,}", sentence)
    return frozenset(name[:_ALIKE].casefold() for name in names) & _demonyms()


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    words = (word for entry in lexicon.load()["demonym"] for word in entry["words"])
    return frozenset(word.split()[-1][:_ALIKE] for word in words)


def _ruled_same(known: Incident, one: Incident) -> bool:
    return not known.same.isdisjoint(one.events) and _gap(known, one) <= 0


def _same(known: Incident, one: Incident) -> bool:
    if known.different & set(one.events):
        return False
    if known.incidents and one.incidents:  # one mechanism: what the figures are of is what happened
        return bool(known.incidents & one.incidents) and _gap(known, one) <= 0 and {known.kind, one.kind} <= _TOGETHER
    if known.kind != one.kind or (known.places and one.places and not known.places & one.places):
        return False
    if _gap(known, one) > 0 or (known.nations and one.nations and not known.nations & one.nations):
        return False
    shared = len(known.words & one.words)
    if one.articles[0] in known.articles:  # an article that speaks twice of one day in like words
        return shared >= 1 and (known.earliest, known.latest) == (one.earliest, one.latest)
    return shared >= 3 or known.kind in TURNS


def _merged(known: Incident, one: Incident) -> Incident:
    earliest, latest = max(known.earliest, one.earliest), min(known.latest, one.latest)
    narrowed = (earliest, latest) != (known.earliest, known.latest)
    return known._replace(
        earliest=earliest, latest=latest, when=days_between(earliest, latest) if narrowed else known.when,
        articles=tuple(dict.fromkeys([*known.articles, *one.articles])), events=(*known.events, *one.events),
        nations=known.nations | one.nations, same=known.same | one.same, different=known.different | one.different,
        incidents=known.incidents | one.incidents, places=known.places | one.places,
    )  # fmt: skip


def lags(chronology: pd.DataFrame, from_kind: str = "treaty") -> pd.DataFrame:
    """From each incident of `from_kind` to each of another kind, at least and at most so many days, as `lags`.

    `from_happening`, `from_when`, `to_happening`, `to_kind`, `to_when`, `to_label`; `least_days` and `most_days`,
    negative for days before; `sign`: `after` or `before` (by no day, perhaps), `same_day`, or `uncertain`, where the
    days of the two meet and the order cannot be told; `reason`, in words.  No incident of `from_kind` gives an empty
    frame.

    >>> lags(chronology, "treaty")[["to_kind", "least_days", "most_days", "reason"]]  # doctest: +SKIP
          to_kind  least_days  most_days               reason
    0  deployment          63        182  63 to 182 days after
    """
    known = list(cast(Iterable[Any], chronology.itertuples()))
    rows = []
    for one, other in ((one, other) for one in known if one.kind == from_kind for other in known):
        if other.kind != from_kind:
            least, most = _lag(one, other)
            sign, reason = _lag_in_words(least, most)
            rows.append({
                "from_happening": one.happening, "from_when": one.when, "to_happening": other.happening,
                "to_kind": other.kind, "to_when": other.when, "to_label": other.label,
                "least_days": least, "most_days": most, "sign": sign, "reason": reason,
            })  # fmt: skip
    return schemas.frame("lags", rows)


def _lag(one: Any, other: Any) -> tuple[int, int]:
    return (other.earliest - one.latest).days, (other.latest - one.earliest).days


def _lag_in_words(least: int, most: int) -> tuple[str, str]:
    """The sign of a time between two, and the time in words."""
    if least == most == 0:
        return "same_day", "on the same day"
    if least < 0 < most:
        before = f"up to {counted(-least, 'day')} before: the order is not certain"
        return "uncertain", f"up to {counted(most, 'day')} after, or {before}"
    few, many = sorted((abs(least), abs(most)))
    side = "after" if least >= 0 else "before"
    return side, f"{_days(few, many)} {side}" if few else f"up to {counted(many, 'day')} {side}, or the same day"


def headline(events: pd.DataFrame) -> str:
    """The finding of the events in a few words, as a title."""
    known = joined(events)
    if not known:
        return "No dated event can be shown"
    if len(known) == 1:
        return f"One dated event: {known[0].kind}, {known[0].when}"
    return _turn(known) or f"{counted(len(known), 'dated event')}, {_from_to(known)}"


def _from_to(known: list[Incident]) -> str:
    """From the first to the last of them, as precisely as they are dated: `1912 to 3 May 2031`."""
    last = max(known, key=lambda one: one.latest)
    if known[0].when == last.when:
        return last.when
    return f"{known[0].when.partition(' to ')[0]} to {last.when.rpartition(' to ')[2]}"


def _turn(known: list[Incident]) -> str:
    """How long after the treaty the deployment came, by each account; empty if either is not dated, or too often."""
    treaties, moves = ([one for one in known if one.kind == kind] for kind in ("treaty", "deployment"))
    if len(treaties) != 1 or not 1 <= len(moves) <= 2:
        return ""
    first, *others = (_after(*_lag(treaties[0], move)) for move in reversed(moves))
    by = "".join(f" by one account, {other.replace('the treaty', 'it')} by another" for other in others)
    return f"Deployment came {first}{by}"


def _after(least: int, most: int) -> str:
    if least < 0 <= most:
        return f"within {counted(max(-least, most), 'day')} of the treaty"
    if least == most == 0:
        return "on the day of the treaty"
    return f"{_days(least, most)} after the treaty" if least >= 0 else f"{_days(-most, -least)} before the treaty"


def _days(least: int, most: int) -> str:
    return counted(least, "day") if least == most else f"{least:,} to {counted(most, 'day')}"


def answer_chronology(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What happened when, as far as the articles know: the computed answer in one sentence."""
    known = joined(events)
    if not known:
        return f"No dated event was found in {counted(len(articles), 'article')}."
    if len(known) == 1:
        return f"One event is dated: {known[0].kind}, {known[0].when} (“{known[0].label}”)."
    several = sum(len(one.articles) > 1 for one in known)
    shared = f", {several} of them in more than one article" if several else ""
    told = f"{counted(len(known), 'event')} are dated, {_from_to(known)}{shared}."
    return "; ".join(filter(None, (_turn(known), told)))
