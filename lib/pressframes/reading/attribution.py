"""To whom each passage is ascribed: clauses of speech, what they govern, and what is carried on.

A figure belongs to the nearest clause that governs it in its sentence, else to the speaker of the quotation
around it.  "He", "the group", "the source" take the party named before (coreference).  A sentence that only
continues, without a mark of speech, belongs to nobody, unless its subject points back ("The casualties are ...").
The register of sources gives each party one name and one kind, however an article spells it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from pressframes.reading.lexicon import Lexicon, alternation
from pressframes.reading.speech import ELLIPSES, PRONOUNS, Clause, Words, clauses, opening, vocabulary
from pressframes.reading.text import Sentence
from pressframes.records import Attribution

_Party = tuple[str, str | None]  # the words for it, and who passed its word on
_DETERMINERS = re.compile(r"^(?:the|a|an|some|other|one|several|so-called)\s+", re.I)
_FORMER = re.compile(r"\b(?:former|retired|ex)\b(?! soviet)", re.I)
_JOINT = re.compile(r",|\b(?:of|at|for|in|from|with|and|or|on|to|who|which)\b", re.I)
_STATE_RUN = re.compile(r"\b(?:state(?:-run|-owned)?|official|government-run)\b", re.I)
_PRESS = ("media", "state_media")
_SPECIFIC = ("medical", "military", "intelligence", "legislature", "state_media", "monitor", "international")
_FIRST_PERSON = re.compile(r"(?:i|we|my|our)\b", re.I)
_BACK = 8  # sentences that a pronoun may look back
_PART = re.compile(r"(?:(?!\s[-|]\s).)+")
_CONTINUES = re.compile(
    r"(?:the|these|those)\s+(?:\w+\s+)?"
    r"(?:casualt\w+|dead|deaths|toll|figures?|numbers?|losses|wounded|injured|victims|others)\b"
    r"|of\s+(?:these|those|them)\b|among\s+them\b",
    re.I,
)
_POINTS_BACK = re.compile(r"(?i:the|this|that|these|those)\s+(?:(?:[a-z]\w*|\w+-[a-z]\w*)\s+){0,2}?(?P<noun>[\w-]+)$")
# An office-holder, who is not the body itself ("the Observatory's director").
_PERSON = re.compile(
    r"\b(?:director|head|chief|spokes\w+|chairman|official|leader|president|governor|mayor|minister|commander|colonel|doctor|surgeon|nurse)\b",
    re.I,
)
_BODIES = {
    "group", "monitor", "watchdog", "organization", "organisation", "ngo", "charity", "observatory", "network",
    "agency",
}  # fmt: skip
_DOCUMENTS = {"report", "statement", "bulletin", "study", "document", "communique"}
_OFFICES = {"official", "ministry", "police", "army"}  # one of a kind is not another: only by the same word
_GENERIC = {
    *_BODIES, *_OFFICES, "source", "sources", "statement", "report", "bulletin", "newspaper", "daily", "paper",
    "channel", "correspondent", "reporter", "spokesman", "spokeswoman", "director", "officials", "activist",
    "activists", "witness", "minister", "commander",
}  # fmt: skip
_CITES = re.compile("citing|quoting", re.I)
_QUOTATION = re.compile(r'"(?:[^"\n]|\n(?!\s*\n))*+"')  # a paragraph's end closes what is left open


class Register(NamedTuple):
    """Parties by alias, the kinds by head noun, and the patterns that find both in a name."""

    parties: dict[str, tuple[str, str]]
    heads: dict[str, str]
    party: re.Pattern[str]
    head: re.Pattern[str]


@lru_cache(maxsize=8)
def register(lexicon: Lexicon) -> Register:
    """The register that the lexicon holds."""
    parties = {alias.lower(): (row["name"], row["kind"]) for row in lexicon["source"] for alias in row["aliases"]}
    heads = {word: row["kind"] for row in lexicon["head"] for word in row["words"]}
    words = (alternation(sorted(table)) for table in (parties, heads))
    return Register(parties, heads, *(re.compile(rf"(?<![\w-])(?:{one})(?![\w-])", re.I) for one in words))


def identify(words: str, known: Register) -> tuple[str, str]:
    """The name and kind of the party that the words name.

    A listed party keeps its listed name where the words are little more than it; else the name is the words
    without article, and the kind that of its role nouns ("an army spokesman": military).
    """
    plain = _DETERMINERS.sub("", " ".join(words.split()))
    heads = list(known.head.finditer(words))
    kinds = [known.heads[_listed(head)] for head in heads]
    joint = _JOINT.search(words)
    compound = sum(1 for head in heads if not joint or head.end() <= joint.start())  # in the first noun phrase
    party = known.party.search(words)
    if party:
        name, kind = known.parties[_listed(party)]
        last = compound - 1  # who reports on a party is not of it: "a White House correspondent"
        reporter = compound and kind not in _PRESS and kinds[last] in _PRESS and heads[last].start() >= party.end()
        # Nor is a person or body beside it: "an adviser to the White House", "a former Taliban commander".
        outside = any(head.end() <= party.start() or head.start() >= party.end() for head in heads)
        rest = re.findall(r"\w+", words[: party.start()] + words[party.end() :])
        beside = (outside and len(rest) > 3) or _FORMER.search(words, 0, party.start())
        if not reporter and not beside:
            return name, kind
    if not heads:
        return plain, "unnamed"
    # A compound is as a rule what its first noun is ("rebel leader", "police colonel"); but a hospital is a hospital
    # and a paper a paper, whosoever it is, and a press secretary is no press.
    first, *_, kind = kinds[:1] + (kinds[:compound] or kinds)
    if kind not in ("medical", "media") and (first != "media" or kind == "unnamed"):
        kind = first
    if kind in ("unnamed", "government", "party_to_conflict"):
        kind = next((other for other in kinds if other in _SPECIFIC), kind)
    if kind == "unnamed":  # "a source at the police command"
        kind = next((other for other in kinds if other != kind), kind)
    return plain, "state_media" if kind == "media" and _STATE_RUN.search(words) else kind


def _listed(match: re.Match[str]) -> str:
    return " ".join(match[0].lower().split())


def _pointing(words: str) -> str | None:
    """The noun of a phrase that points back ("the group": group), "" for a pronoun, None for a name."""
    if words.lower() in PRONOUNS | ELLIPSES:
        return ""
    back = _POINTS_BACK.match(words)
    return back["noun"].lower() if back and back["noun"].lower() in _GENERIC else None


def _fits(noun: str, name: str, known: Register) -> bool:
    """True if the party `name` can be called "the NOUN": it holds the word, or is of the kind that the word names."""
    if noun in _DOCUMENTS or noun.rstrip("s") in name.lower():
        return True
    _, kind = identify(name, known)
    if noun in ("group", "organization", "organisation"):
        return kind in ("monitor", "party_to_conflict")
    return noun not in _OFFICES and known.heads.get(noun) == kind


class Speakers:
    """Who says what in an article: `at` gives the attribution of what stands at an offset, in the stored text's words.

    Each sentence is tagged and read for speech once, and each pronoun resolved once, when first asked for.
    """

    def __init__(self, text: str, folded: str, sentences: list[Sentence], lexicon: Lexicon) -> None:
        self.text, self.folded, self.sentences = text, folded, sentences
        self.known, self.register = vocabulary(lexicon), register(lexicon)
        self.starts = [sentence.start for sentence in sentences]
        self.quotes = [match.span() for match in _QUOTATION.finditer(folded)]
        self.words = cache(lambda number: Words(folded, *sentences[number][:2], lexicon))
        self.clauses = cache(self._clauses)
        self._resolve = cache(self._found)
        self._resolved = 0  # sentences

    def _clauses(self, number: int) -> list[Clause]:
        spoken = self.known.trigger.search(self.folded, *self.sentences[number][:2])
        return clauses(self.words(number)) if spoken else []

    def _said(self, span: tuple[int, int]) -> str:
        return self.text[slice(*span)]

    def at(self, offset: int) -> Attribution:
        if not self.sentences:
            return Attribution()
        number = max(0, bisect_right(self.starts, offset) - 1)
        clause = self._governing(offset, self.clauses(number))
        if not clause or self._is_own(clause):
            others = [other for other in self.clauses(number) if not self._is_own(other)]
            clause = self._governing(offset, others) or self._quoted(offset) or clause
        if clause:
            return self._attribution(number, clause)
        headline = self._headline(number, offset)
        return self._named(headline, None, "stated") if headline else self._carried(number)

    def _is_own(self, clause: Clause) -> bool:
        """True for the speaker's "we" and "our records", who are named outside the quotation."""
        return _FIRST_PERSON.match(self.folded, *clause.source) is not None

    def _governing(self, offset: int, found: list[Clause]) -> Clause | None:
        left = [one for one in found if one.end <= offset and one.scope != "left"]
        right = next((one for one in found if one.start > offset and one.scope in ("left", "both")), None)
        nearest = next((one for one in reversed(left) if ";" not in self.folded[one.end : offset]), None)
        if nearest and right and self.folded.startswith("according", right.start):
            # The party only met with what another counted: "Oran recorded nine deaths, according to the WHO".
            verb = self.folded[nearest.start : nearest.end].split()[-1].lower()
            return right if verb in self.known.words["weak"] else nearest
        return nearest or right

    def _quoted(self, offset: int) -> Clause | None:
        """The speaker of a quotation of several sentences that `offset` stands in."""
        first, last = self.quotes[bisect_left(self.quotes, (offset,)) - 1] if self.quotes else (0, 0)
        if not first < offset < last:
            return None
        after = [clause for clause in self.clauses(bisect_right(self.starts, last) - 1) if clause.start >= last - 1]
        number = bisect_right(self.starts, first) - 1
        before = [clause for clause in self.clauses(number) if clause.end <= first + 1]
        if not after and not before and number and self._continue_one_another(number):
            start = self.starts[number - 1]  # the speaker before goes on: "..." said X. "..."
            after = [clause for clause in self.clauses(number - 1) if '"' in self.folded[start : clause.start]]
        return next(iter(after or before[::-1]), None)

    def _continue_one_another(self, number: int) -> bool:
        """True if the sentence and that before it stand in one paragraph."""
        return self.sentences[number - 1].paragraph == self.sentences[number].paragraph

    def _attribution(self, number: int, clause: Clause) -> Attribution:
        words, via = self._said(clause.source), self._via(number, clause)
        if clause.scope == "reports":
            speakers = [other for other in self.clauses(number) if other.end <= clause.start and other.scope != "left"]
            outlet = self._attribution(number, speakers[-1]).source if speakers else None
            return self._named(words, outlet, "stated")
        earlier = self._antecedent(number, clause, words)
        if earlier and words.lower() in ELLIPSES:  # "some officials ... others say": others, of the same kind
            return Attribution(words, via, *identify(earlier[0], self.register), "stated")
        if earlier:
            return self._named(earlier[0], via or earlier[1], "carried")
        if words.lower() in PRONOUNS:
            return Attribution(via=via)
        # An outlet that cites somebody passes the word on: the source is who is cited.
        cited = [one for one in self.clauses(number) if one.scope == "both" and _CITES.match(self.folded, one.start)]
        if cited and cited[0] != clause:
            return self._named(self._said(cited[0].source), words, "stated")
        return self._named(words, via, "stated")

    def _via(self, number: int, clause: Clause) -> str | None:
        """Who passes the word on: the listener told, the outlet that quotes, the speaker around "citing medics"."""
        before = [other for other in self.clauses(number) if other.start < clause.start]
        around = [other for other in before if not self.folded[other.end : clause.start].strip(" ,")]
        span = clause.via or (around[0].source if around and clause.scope == "both" else None)
        if span is None:
            return None
        words = self._said(span)
        earlier = self._antecedent(number, clause, words) if words.lower() in PRONOUNS else None
        return earlier[0] if earlier else words

    def _antecedent(self, number: int, clause: Clause, words: str) -> _Party | None:
        """The earlier party that a pronoun or "the group" points back to, seen from sentence `number`.

        Each is resolved once, in text order: a dialogue is a chain of pronouns as long as the article.
        """
        if _pointing(words) is None:
            return None
        while self._resolved <= number:
            for other in self.clauses(self._resolved):
                for span in filter(None, (other.source, other.via)):
                    self._resolve(self._resolved, other, self._said(span))
            self._resolved += 1
        return self._resolve(number, clause, words)

    def _found(self, number: int, clause: Clause, words: str) -> _Party | None:
        """The party that begins the sentence or one before it, else the nearest fitting one that spoke before."""
        noun, pronoun = _pointing(words), words.lower()
        if noun is None:
            return None
        if pronoun == "they":
            own = self._opening_party(number, clause)
            if own and own in self.text[self.starts[number] : clause.start]:
                return own, None
        if pronoun in ("he", "she") and (one := self._opening_person(number, clause)):
            return one, None
        person: _Party | None = None
        for other, earlier in self._before(number, clause):
            name, via = self._said(other.source), self._said(other.via) if other.via else None
            if via and other.via and other.via < other.source and pronoun != "he":
                name, via = via, None  # "the station quoted a medic": it is the station
            found = self._resolve(earlier, other, name) or (None if name.lower() in PRONOUNS else (name, None))
            if not found or (noun and not _fits(noun, found[0], self.register)):
                continue
            if noun not in _BODIES or not _PERSON.search(found[0]):
                return found[0], via or found[1]
            person = person or (found[0], via or found[1])
        party = self._opening_party(number, clause) if pronoun in PRONOUNS else None
        return person or ((party, None) if party else None)

    def _opening_person(self, number: int, clause: Clause) -> str | None:
        """The person whose name begins a sentence of the paragraph behind all that others said: "Ana Diaz paused." """
        near = next((other.start for other, _ in self._before(number, clause)), -1)
        for earlier in range(number, max(-1, number - 3), -1):
            sentence = self.sentences[earlier]
            if sentence.paragraph != self.sentences[number].paragraph or sentence.start <= near:
                return None
            words = self.words(earlier)
            first, last = opening(words)
            if last - first > 1 and all(words.is_capital(at) and not words.heads[at] for at in range(first, last)):
                return self._said(words.span(first, last))
            party = self._opening(earlier, clause)
            if party and _PERSON.search(party):
                return party
        return None

    def _opening_party(self, number: int, clause: Clause) -> str | None:
        """The party that opens the sentence, or one before: "The governor arrived late. He said ..."."""
        return next(filter(None, (self._opening(at, clause) for at in range(number, max(-1, number - 3), -1))), None)

    def _opening(self, number: int, clause: Clause) -> str | None:
        words = self.words(number)
        first, last = opening(words)
        before = any(words.heads[first:last]) and words.spans[last - 1][1] < clause.start
        return self._said(words.span(first, last)) if before else None

    def _before(self, number: int, clause: Clause) -> Iterator[tuple[Clause, int]]:
        """The clauses before `clause`, the nearest first, each with its sentence."""
        for earlier in range(number, max(-1, number - _BACK), -1):
            yield from ((other, earlier) for other in reversed(self.clauses(earlier)) if other.start < clause.start)

    def _carried(self, number: int) -> Attribution:
        continues = number and _CONTINUES.match(self.folded, self.starts[number]) and self._continue_one_another(number)
        if not continues or not self.clauses(number - 1):
            return Attribution()
        return replace(self._attribution(number - 1, self.clauses(number - 1)[-1]), attribution="carried")

    def _headline(self, number: int, offset: int) -> str | None:
        """The party in a headline, be it the title or the title said again.

        It ends it ("Nine hurt in fire: police") or begins it ("Red Cross: nine hurt in fire").
        """
        words, title = (self.folded[slice(*self.sentences[at][:2])] for at in (number, 0))
        at = offset - self.starts[number]
        if len(title) > 160 or title.endswith(".") or (number and words.rstrip(".") not in title):
            return None
        part = next((part[0] for part in _PART.finditer(words) if part.start() <= at < part.end()), None)
        if part is None:
            return None
        plain = part.strip(" .-|").split()
        for length in (3, 2, 1):
            name, before = " ".join(plain[-length:]), " ".join(plain[:-length])
            if before and (self.register.party.fullmatch(name) or name.lower() in self.register.heads):
                _, kind = identify(name, self.register)
                # One that could be the victim too ("police") stands behind a colon or a comma.
                marked = before.endswith((":", ",")) or kind in ("monitor", "international")
                if marked and kind not in ("media", "unnamed"):
                    return name
                break
        name, colon, _ = words[:at].partition(":")
        listed = self.register.party.search(name) or self.register.head.search(name)
        return name.strip() if colon and listed and len(name.split()) < 6 else None

    def _named(self, words: str, via: str | None, attribution: str) -> Attribution:
        return Attribution(words, via, *identify(words, self.register), attribution)
