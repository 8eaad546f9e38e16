"""Context: of which happening each figure of an article is a figure, on which days and where.

An article turns on what its title and first sentences tell of: its lead.  A figure belongs to the happening of its
clause (its own day and place), else to that of the passage before it, else to the lead; words such as "in a separate
attack" or "last year" leave these.  A total over a stretch of time, a war's or a year's, is a happening of its own.
What follows another figure of one measure is a part of it where the words or the sum say so.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading.lexicon import Lexicon, alternation
from pressframes.reading.places import Mention, Places
from pressframes.reading.text import Sentence
from pressframes.records import Dated

Days = tuple[date, date]
_LONG = 14  # days; a longer stretch is a period, unless one happening is told of
_CAMPAIGN = 3  # days since which a figure is a total
_RECALL = 40  # happenings of an article that a figure may go back to
_LEAD = 5  # sentences in which an article says what it turns on
_RECENT = 45  # days before publication in which a lead's day lies
_CHANCE = 20  # a sum below this may be one by chance
_SUM = 8  # figures that are tried as the parts of one
_RELATIVE = re.compile(r"\b(?:that|which|who|where)\b")
_WATCHING = re.compile(r"\bmonitor(?:s|ing|ed)?\b[^.,;]{0,50}\Z")
_HAS = re.compile(r"\b(?:has|have)\b")
_STATED = r"(?: in a (?:statement|report|telephone interview))?(?: (?:late|early))?(?: on|:)? ?\Z"
_RISING = re.compile(  # the day on which a toll rose is not the day of what it counts
    r"\b(?:rose|risen|climbed|increased|reached|jumped|grew|passed|revised|raised|stood)\b[^.;]{0,40}(?: on)? ?\Z"
)
_AS_OF = re.compile(r"\b(?:as of|until|by|as at|up to|dated)(?: (?:late|early))? \Z", re.I)
_DATELINE = re.compile(r"[A-Z][A-Z .'/-]{1,40}(?:, ?[A-Z][\w.]*(?: [\w.]+){0,3}){0,2},? ")
_DENIED = r"(?:that|(?:any )?(?:reports?|claims?|allegations?|accusations?)|having|killing)\b"
_LED_UP = re.compile(r"\b(?:on|in|of|since|by|until|from|before|after) $", re.I)
_DASH = re.compile(r",?(?: \([^)\n]{1,30}\))? ?[-\u2014]{1,2} ")
_BARRIER = re.compile(
    r"[;:](?!\d)|\b(?:after|before|while|whereas|although|though|until|since)\b"
    r"|, (?:but|who|which|where|when|and|adding)\b"
)
_SINCE = re.compile(
    r"\bsince\s+(?:(?:the|at|least|early|late|mid)[ -])*\Z|\bsince\s+(?:[\w'-]+\s+){1,6}(?:on|in) \Z", re.I
)
_CAPTION = re.compile(r"\bphoto\b|\bpictured?\b|\bstill image\b|\bfile picture\b", re.I)
_HOLDING = ("captured", "displaced")
_STANDING = ("missing", "deployed")
_HELD = re.compile(
    r"(?<!-)\b(?:held|holds?|holding|in custody|prisoners?|in prison|jailed|behind bars|detainees|hostages?|living in"
    r"|shelter|remain)\b",
    re.I,
)
_AMONG = re.compile(r"(?: [\w'-]+){0,5}? (?:was|were|are|is)? ?among(?:st)? (?:the |those |its )?")
_ARE_OF = re.compile(r"(?: [\w'-]+){0,2} (?:were|was) (?:of|from|aged|under|all|mostly|mainly) ")
_THE_ONE = re.compile(r"\b(?:an?|another|the|that|'s)(?: [\w.-]+){0,4} \Z", re.I)
_AND_ONE = re.compile(r"\b(?:an?|one) (?:[\w-]+ ){1,3}and \Z", re.I)
_AND_ONE_MORE = re.compile(r"(?: [\w-]+){1,3} and (?:an?|one) [\w-]+(?: [\w-]+)? (?:was|were|died|had|have|has)\b")
_OF_THOSE = re.compile(r" of (?:those|the) (?:killed|dead|wounded|injured|missing|victims|casualties)")


class Told(NamedTuple):
    """What is known of a claim before its context: its place in the text, what it counts, and of which it is a part."""

    start: int
    end: int
    sentence: Sentence
    measure: str
    best: int | None
    group: str
    subject: str
    source: str | None
    whole: int | None  # the number of another of these


class Context(NamedTuple):
    """Of what a claim is a figure; `happening` numbers those of the article."""

    scope: str
    role: str
    part_of: int | None
    stance: str
    earliest: date | None
    latest: date | None
    place: str | None
    happening: int


@dataclass
class Happening:
    """A happening or running total of an article, as far as it is told of so far."""

    scope: str
    days: Days | None = None
    places: list[str] = field(default_factory=list)
    kinds: frozenset[str] = frozenset()
    forces: set[str] = field(default_factory=set)  # those of a nation that a total counts
    at: int = 0  # the last sentence that told of it
    figures: set[tuple[str, int | None]] = field(default_factory=set)


class _Words(NamedTuple):
    leaving: re.Pattern[str]
    total: re.Pattern[str]
    denying: re.Pattern[str]
    replaced: re.Pattern[str]
    addition: re.Pattern[str]
    said: re.Pattern[str]
    narrow: re.Pattern[str]
    kinds: re.Pattern[str]
    kind_of: dict[str, tuple[str, str]]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    def of(table: str) -> str:
        return alternation(word for entry in lexicon[table] for word in entry["words"])

    kinds = {word: (entry["name"], entry["family"]) for entry in lexicon["happening"] for word in entry["words"]}
    return _Words(
        re.compile(rf"\b(?:{of('leaving')})\b", re.I),
        re.compile(rf"\b(?:{of('total')})\b", re.I),
        re.compile(rf"\b(?:{of('denying')})(?: on \w+)? {_DENIED}[^.;\"]*\Z", re.I),
        re.compile(rf"\b(?:{of('replaced')})\b(?: (?!to\b|and\b|but\b|with\b)[\w-]+){{0,7}} ?\Z", re.I),
        re.compile(rf"\b(?:{of('addition')})\Z", re.I),
        re.compile(rf"\b(?:{of('speech')}|{of('denying')}|told(?: [\w-]+){{1,3}}|updated){_STATED}"),
        re.compile(rf"\b(?:{of('narrow')})\b", re.I),
        re.compile(rf"(?<![\w-])(?:{alternation(kinds)})\b", re.I),
        kinds,
    )  # fmt: skip


@lru_cache(maxsize=4096)  # the claims of one sentence ask one after another
def kinds(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The kinds of happenings that a text has words for."""
    known = _words(lexicon)
    found = (re.sub(r"\s+", " ", match[0].lower()) for match in known.kinds.finditer(text))
    return frozenset(known.kind_of[word][0] for word in found)


class Reader:
    """Reads the contexts of one article's claims, in text order."""

    def __init__(self, folded: str, sentences: Sequence[Sentence], dated: Sequence[Dated], places: Places,
                 published: date | None, lexicon: Lexicon) -> None:  # fmt: skip
        self.folded, self.sentences, self.places, self.published = folded, sentences, places, published
        self.words, self.lexicon = _words(lexicon), lexicon
        self.starts = [sentence.start for sentence in sentences]
        self.recent: list[int] = []  # the happenings told of last, the latest at the end
        self.dates = [one for one in dated if not self._is_line(one)]
        self.date_starts = [one.start for one in self.dates]
        self.found: list[Happening] = []
        self.lead = Happening("event")
        self.figures: dict[int, list[tuple[int, int]]] = {}  # by the beginning of its sentence, the figures in it
        self.told: dict[int, int] = {}  # by the beginning of its sentence, the happening of a figure

    def _is_line(self, one: Dated) -> bool:
        """A date line: the day of publication near the top, in full or alone on its line, or behind a place in
        capitals ("HALDEN, May 5 - ")."""
        sentence = self.sentences[self._sentence(one.start)].start
        if _DATELINE.fullmatch(self.folded, sentence, one.start) and _DASH.match(self.folded, one.end):
            return True
        if one.start < 600 and self.published and one.earliest == one.latest == self.published:
            first = self.folded.rfind("\n", 0, one.start) + 1
            before = self.folded[first : one.start]
            whole = re.search(r"\d{4}", self.folded[one.start : one.end]) and not _LED_UP.search(before)
            return bool(whole) or not before.strip()
        return False

    def _sentence(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def _in(self, start: int, end: int) -> list[Dated]:
        return self.dates[bisect_left(self.date_starts, start) : bisect_left(self.date_starts, end)]

    def _read_lead(self, every: Sequence[Told]) -> None:
        """What the title and the first sentences tell of: the first recent day, kinds, and the places of those that
        have the first figure or none."""
        counting = sorted({self._sentence(told.start) for told in every})[1:]
        self.found.append(self.lead)
        for at, sentence in enumerate(self.sentences[:_LEAD]):
            body = self.folded[sentence.start : sentence.end]
            if self.words.leaving.search(body) or self.words.total.search(body):
                continue
            told = kinds(body, self.lexicon)
            after = self.folded[sentence.end : sentence.end + 40]
            if not told and (_CAPTION.search(body) or _CAPTION.search(after)):
                continue
            self.lead.kinds |= told
            for mention in self.places.between(sentence.start, sentence.end):
                if mention.located and mention.name not in self.lead.places and at not in counting:
                    self.lead.places.append(mention.name)
            for one in self._in(sentence.start, sentence.end):
                recent = self.published is None or timedelta(-1) <= self.published - one.latest <= timedelta(_RECENT)
                short = (one.latest - one.earliest).days < _LONG
                if not self.lead.days and short and recent and not self._speech(one):
                    self.lead.days = (one.earliest, one.latest)

    def _speech(self, one: Dated) -> bool:
        """Whether the date is when something was said or counted."""
        first = max(self.sentences[self._sentence(one.start)].start, one.start - 90)
        return any(said.search(self.folded, first, one.start) for said in (self.words.said, _RISING, _AS_OF))

    def _days(self, told: Told) -> tuple[Days | None, bool]:
        """The days of the figure's own clause, and whether they run until the day of publication."""
        best: tuple[tuple[bool, int], Dated] | None = None
        for one in self._in(told.sentence.start, told.sentence.end):
            between = self.folded[one.end : told.start] if one.end <= told.start else self.folded[told.end : one.start]
            opens = one.start - told.sentence.start <= 12
            since = _SINCE.search(self.folded, max(0, one.start - 70), one.start) or re.search(r"\bsince\b", between)
            if since and one.start > told.end and _RELATIVE.search(between):
                continue
            counted = _AS_OF.search(self.folded, max(told.sentence.start, one.start - 20), one.start)
            if counted or (self._speech(one) and not opens) or (_BARRIER.search(between) and not opens and not since):
                continue
            if best is None or (not since, len(between)) < best[0]:
                best = (not since, len(between)), one
        if best is None:
            return None, False
        (single, _), one = best
        running = not single
        if running and one.precision != "interval":
            return (one.earliest, max(self.published or one.latest, one.latest)), True
        return (one.earliest, one.latest), False

    def _places(self, told: Told) -> list[str]:
        """The places of the figure's own sentence, the nearest first: those that lie nearest to it and not to another
        figure of the sentence, if there are any."""
        inside = [one for one in self.places.between(told.sentence.start, told.sentence.end) if one.located]

        def far(one: Mention, figure: tuple[int, int]) -> int:
            return one.start - figure[1] if one.start >= figure[1] else (figure[0] - one.end) * 2

        mine = (told.start, told.end)
        others = self.figures.get(told.sentence.start, [mine])
        own = [one for one in inside if min(others, key=lambda figure: far(one, figure)) == mine]
        return list(dict.fromkeys(one.name for one in sorted(own or inside, key=lambda one: far(one, mine))))

    def _country(self) -> list[str]:
        """The country that the article names most, if it names one."""
        lands = [name for name in self.places.often if self._vague(name)]
        return [max(lands, key=lambda name: self.places.often[name])] if lands else []

    def read(self, every: Sequence[Told]) -> list[Context]:
        """The context of each claim."""
        which: list[int] = []
        for told in every:
            self.figures.setdefault(told.sentence.start, []).append((told.start, told.end))
        self._read_lead(every)
        for told in every:
            at = which[told.whole] if told.whole is not None and told.whole < len(which) else self._which(told)
            which.append(at)
        wholes = self._wholes(every, which)
        self.told = {told.sentence.start: at for told, at in zip(every, which, strict=True)}
        return [
            self._context(told, self.found[at], at, wholes[n], every)
            for n, (told, at) in enumerate(zip(every, which, strict=True))
        ]

    def _which(self, told: Told) -> int:
        """The happening of a figure: one that nothing in its clause excludes, or a new one."""
        body = self.folded[told.sentence.start : told.sentence.end]
        at = self._sentence(told.start)
        days, running = self._days(told)
        places = self._places(told)
        own = kinds(body, self.lexicon)
        if self._is_total(told, body, days, running, at):
            since = days if running or (days and (days[1] - days[0]).days >= _LONG) else None
            if since and self.published and _HAS.search(body):
                since = (since[0], max(since[1], self.published))
            return self._total(told, since, places, own, at)
        self._pass(at)
        leaves = bool(self.words.leaving.search(body))
        events = [n for n in reversed(self.recent) if self.found[n].scope == "event"] or [0]
        again = [n for n in events if (told.measure, told.best) in self.found[n].figures and not leaves]
        more = self.words.addition.search(self.folded[told.sentence.start : told.start].rstrip())
        if not self.lead.figures and at < _LEAD and not (days and self.lead.days and not meet(days, self.lead.days)):
            chosen = 0
        elif more and not days and not leaves and self._near(self.found[events[0]], at):
            chosen = events[0]
        elif again and (told.best or 0) > 2 and self._fits(self.found[again[0]], days, [], leaves, at, again=True):
            chosen = again[0]
        elif not days and not places and not leaves:
            named = {one.name for one in self.places.between(told.sentence.start, told.sentence.end)}
            back = [n for n in events if len(self.found) > 1 and named & set(self.found[n].places[:2])]
            recent = back or [n for n in events if self._near(self.found[n], at)]
            chosen = recent[0] if recent else 0
        else:
            fits = [n for n in events if self._fits(self.found[n], days, places, leaves, at)]
            chosen = fits[0] if fits else -1
        if chosen < 0:
            where = places or self.lead.places[:1] * (not leaves)
            self.found.append(Happening("event", days, where, own, set(), at, {(told.measure, told.best)}))
            return self._recall(len(self.found) - 1)
        known = self.found[chosen]
        known.days = known.days or days
        known.places += [name for name in places if name not in known.places]
        known.kinds |= own
        known.at = at
        known.figures.add((told.measure, told.best))
        return self._recall(chosen)

    def _recall(self, at: int) -> int:
        """Note that a happening was told of; those told of long ago are not looked at again, the lead aside."""
        self.recent = [*(n for n in self.recent if n != at), at][-_RECALL:]
        return at

    def _pass(self, at: int) -> None:
        """What the sentences since the last figure say of the happening of the passage: where it was, and when."""
        known = max(
            (self.found[n] for n in [0, *self.recent] if self.found[n].scope == "event"), key=lambda one: one.at
        )
        for sentence in self.sentences[known.at + 1 : at]:
            body = self.folded[sentence.start : sentence.end]
            if self.words.leaving.search(body) or self.words.total.search(body) or _CAPTION.search(body):
                return
            here = [one.name for one in self.places.between(sentence.start, sentence.end) if one.located]
            if (
                here
                and known.places
                and not self._together(here, known.places)
                and not all(map(self._vague, known.places))
            ):
                return
            known.places += [name for name in here if name not in known.places]

    def _vague(self, name: str) -> bool:
        return name in self.places.countries

    def _near(self, known: Happening, at: int) -> bool:
        return self.sentences[known.at].paragraph == self.sentences[at].paragraph or at - known.at <= 1

    def _fits(
        self,
        known: Happening,
        days: Days | None,
        places: list[str],
        leaves: bool,
        at: int,
        again: bool = False,
    ) -> bool:
        if leaves and not (days and known.days and known is not self.lead and meet(days, known.days)):
            return False
        if days and known.days and not meet(days, known.days):
            return False
        if places and known.places and not self._together(places, known.places):
            return False
        return again or bool(days or places) or self._near(known, at)

    def _together(self, places: list[str], known: list[str]) -> bool:
        """Whether one of the nearest places is one of the known, lies in one, or holds one; a country may hold any."""
        mine, theirs = ({name for one in some for name in self.places.chain(one)} for some in (places[:2], known))
        if mine & theirs:
            return True
        lands = [{name for name in some if self._vague(name)} for some in (mine, theirs)]
        return (any(map(self._vague, places[:2])) and not lands[1]) or (all(map(self._vague, known)) and not lands[0])

    def _is_total(self, told: Told, body: str, days: Days | None, running: bool, at: int) -> bool:
        if days and running and (days[1] - days[0]).days >= _CAMPAIGN:
            return True
        if days and (days[1] - days[0]).days >= _LONG:
            return not _one_happening(body, self.words)
        if told.measure == "deployed":
            return True
        if days:
            return False
        forces = next(
            (
                one
                for one in map(self.found.__getitem__, self.recent)
                if told.subject in one.forces and at - one.at <= 1
            ),
            None,
        )
        total = self.words.total.search(body)
        if total and _WATCHING.search(body, 0, total.start()):
            total = None
        own = kinds(body, self.lexicon)
        disease = (own or self.lead.kinds) & {"outbreak", "fire", "clashes", "shooting"} == {
            "outbreak"
        }  # whose dead are counted from its beginning
        return bool(total or (forces and not own) or (disease and told.measure == "killed"))

    def _total(self, told: Told, since: Days | None, places: list[str], own: frozenset[str], at: int) -> int:
        """The total of the article that a figure is one of: of one nation's forces, or of one place and time."""
        forces = {told.subject} if told.subject.endswith("troops") and told.subject[0].isupper() else set()
        for n in self.recent:
            known = self.found[n]
            same = not since or not known.days or since[0].year == known.days[0].year
            near = not places or not known.places or self._together(places, known.places)
            if forces and known.forces:
                same = near = forces == known.forces
            if known.scope == "period" and same and near:
                known.days = known.days or since
                known.places += [name for name in places if name not in known.places]
                known.kinds |= own
                known.forces |= forces
                known.at = at
                return self._recall(n)
        where = (places if not forces else []) or self._country()
        self.found.append(Happening("period", since, where, frozenset(own), forces, at))
        return self._recall(len(self.found) - 1)

    def of_event(self, sentence: int, days: Days) -> tuple[str | None, int | None]:
        """Where what a sentence dates happened, and the happening with figures that it is of, if it is of one.

        It is of the happening whose figure its sentence gives, or of that of the lead, if the days are the same.
        """
        at = self._sentence(sentence)
        span = self.sentences[at]
        here = [one.name for one in self.places.between(span.start, span.end) if one.located]
        happening = self.told.get(span.start)
        if (
            happening is None
            and self.lead.figures
            and at < _LEAD
            and (not here or self._together(here, self.lead.places))
        ):
            happening = 0
        known = self.found[happening] if happening is not None else None
        if known and (known.scope != "event" or not known.days or not meet(known.days, days)):
            known, happening = None, None
        names = here or (known.places[:1] if known else [])
        return (", ".join(self.places.chain(names[0])) if names else None), happening

    def _wholes(self, every: Sequence[Told], which: list[int]) -> list[int | None]:
        """For each claim the one that it is a part of: by the words, by whom it counts, or by the sum."""
        wholes = [told.whole for told in every]
        for n in range(len(every)):
            if wholes[n] is None and (whole := self._among(n, every, which)) is not None:
                wholes[n], which[n] = whole, which[whole]
        for n, told in enumerate(every):
            if told.best is None or wholes[n] is not None:
                continue
            total, parts = 0, []
            for later in range(n + 1, min(len(every), n + 1 + _SUM)):
                other = every[later]
                of_it = other.measure == told.measure and wholes[later] is None
                if of_it and other.best is not None and other.best < told.best:
                    total += other.best
                    parts.append(later)
                    if total >= told.best:
                        break
            together = len({every[part].sentence.start for part in parts}) == 1
            if total == told.best and (len(parts) > 1 if together else len(parts) > 2 and total >= _CHANCE):
                for part in parts:
                    wholes[part], which[part] = n, which[n]
        return wholes

    def _among(self, n: int, every: Sequence[Told], which: list[int]) -> int | None:
        """The figure within which this one is counted: "two medics were among the 31 dead", "six were children"."""
        told = every[n]
        after = self.folded[told.end : told.sentence.end]
        among = _AMONG.match(after)
        following = every[n + 1] if n + 1 < len(every) and every[n + 1].measure == told.measure else None
        if among and following and following.start <= told.end + among.end() + 1:
            return n + 1
        narrow = self.words.narrow.search(told.group) is not None and not told.group.casefold().startswith("people")
        those = _OF_THOSE.match(after)
        if not (among or narrow or those or _ARE_OF.match(after)):
            return None
        for earlier in range(n - 1, -1, -1):
            other = every[earlier]
            if which[earlier] == which[n] and other.measure == told.measure and other.whole is None:
                larger = other.best is not None and told.best is not None and other.best > told.best
                if larger and not self.words.narrow.search(other.group):
                    return earlier
        return None

    def _context(self, told: Told, known: Happening, at: int, whole: int | None, every: Sequence[Told]) -> Context:
        before = self.folded[told.sentence.start : told.start].rstrip() + " "
        body = self.folded[told.sentence.start : told.sentence.end]
        scope = known.scope
        stock = told.measure in _STANDING or (told.measure in _HOLDING and _HELD.search(body))
        if stock and (scope == "event" or (told.measure == "deployed" and not (known.days and "since" in body))):
            scope = "standing"
        role = "whole"
        if whole is not None:
            role = "part" if every[whole].measure == told.measure else "whole"
        elif _AND_ONE.search(before) or _AND_ONE_MORE.match(self.folded, told.end):
            role = "part"  # "an officer and two soldiers were killed": two are not all
        elif self.words.addition.search(before.rstrip()) or self.words.addition.match(told.group or ""):
            role = "addition"
        stance = "asserted"
        if self.words.denying.search(before):
            stance = "denied"
        elif self.words.replaced.search(before):
            stance = "superseded"
        earliest, latest = known.days or (None, None)
        if scope == "period":
            running = latest is None or self.published is None or latest >= self.published
            latest = max(filter(None, (self.published, earliest)), default=None) if running else latest
        if scope == "standing":
            earliest = latest = self.published or latest
        return Context(scope, role, whole, stance, earliest, latest, self._place(known, told), at)

    def _place(self, known: Happening, told: Told) -> str | None:
        """The innermost of its places, that of the figure's sentence first, and those that hold it."""
        own = [name for name in self._places(told) if name in known.places and not self._vague(name)]
        often = sorted(known.places, key=lambda name: -self.places.often[name])
        every = self.places.between(told.sentence.start, told.sentence.end)
        named = [*own, *often, *(one.name for one in every if known is not self.lead), *self._country()]
        if not named:
            return None
        inner = next((name for name in named if not self._vague(name)), named[0])
        if known.scope == "period" and not own:
            inner = named[0]
        deeper = next((name for name in often if inner in self.places.chain(name)[1:]), inner)
        return ", ".join(self.places.chain(deeper))


def _one_happening(body: str, words: _Words) -> bool:
    """Whether a sentence tells of one happening: "an earthquake", "the 2008 flood", "hurricane Ilse"."""
    for match in words.kinds.finditer(body):
        family = words.kind_of[re.sub(r"\s+", " ", match[0].lower())][1]
        named = re.match(r" [A-Z][a-z]", body[match.end() : match.end() + 3])
        if family not in ("war", "epidemic") and (
            named or _THE_ONE.search(body, max(0, match.start() - 60), match.start())
        ):
            return True
    return False


def meet(a: Days, b: Days) -> bool:
    """Whether the two have a day in common; a day is not the month or the year around it."""
    short, long = sorted((days[1] - days[0]).days for days in (a, b))
    return max(a[0], b[0]) <= min(a[1], b[1]) and not (short < 7 and long > 27)
