"""Who speaks in a sentence: frames of speech ("the mayor said", "according to medics") and what they govern."""

import re
from functools import lru_cache
from typing import NamedTuple

from pressframes import tokens
from pressframes.amounts import SMALL
from pressframes.lexicon import Lexicon
from pressframes.tokens import Tagged

_LINKS = {"of", "for", "in", "at", "from", "with", "on", "to"}
_PRONOUNS = {"he", "she", "it", "they", "we", "i"}
ELLIPSES = {"others", "some", "many"}
_SUBJECTLESS = {"that", "which", "who"}
_NEWS = re.compile(r"\b(?:agency|tv|television|radio|news|press|times|post|daily|herald|channel|newspaper|media|arab|awsat)\b", re.I)


class Frame(NamedTuple):
    """A party that speaks: its words by offsets, where the frame begins and ends, and on which sides it governs.

    `scope` is right ("X said that ..."), left ("..., X said"), or both ("according to X").
    """

    start: int
    end: int
    source: tuple[int, int]
    via: tuple[int, int] | None
    scope: str


class Verbs(NamedTuple):
    """The words of speech by their table in the lexicon; the phrases of `cites` and `reports` by first word."""

    speech: frozenset[str]
    tells: frozenset[str]
    weak: frozenset[str]
    heads: frozenset[str]
    cites: tuple[tuple[str, ...], ...]
    reports: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=8)
def verbs(lexicon: Lexicon) -> Verbs:
    """The lexicon's words of speech."""

    def words(table: str) -> list[str]:
        return [word for row in lexicon[table] for word in row["words"]]

    def phrases(table: str) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted((tuple(word.split()) for word in words(table)), key=len, reverse=True))

    heads = frozenset(part for word in words("head") for part in word.split()[-1:])
    return Verbs(frozenset(words("speech")), frozenset(words("tells")), frozenset(words("weak")), heads, phrases("cites"), phrases("reports"))


class _Words:
    """A tagged sentence word by word, phrases taken apart, for walking through names."""

    def __init__(self, folded: str, start: int, end: int, lexicon: Lexicon) -> None:
        bare = tokens.Vocabulary(tokens.vocabulary(lexicon).words, {})
        tagged: Tagged = tokens.tag(folded, start, end, [], bare)
        self.folded, self.tags, self.spans = folded, tagged.tags, tagged.spans
        self.words = [folded[first:last] for first, last in tagged.spans]
        self.lower = [word.lower() for word in self.words]
        self.heads = verbs(lexicon).heads

    def is_name(self, at: int) -> bool:
        """True for a capitalised word or a role noun, what parties are called by."""
        if not 0 <= at < len(self.words) or self.tags[at] in "NBMhpO&":
            return False
        if self.lower[at].removesuffix("'s") in self.heads:
            return True
        capital = self.words[at][0].isupper()
        return capital and self.tags[at] not in "dPJyQatImi" and (at > 0 or self.tags[at] in "UHwTX")

    def is_head(self, at: int) -> bool:
        return 0 <= at < len(self.words) and self.lower[at].removesuffix("'s") in self.heads


def frames(folded: str, start: int, end: int, lexicon: Lexicon) -> list[Frame]:
    """The frames of speech of a sentence, in order."""
    known = verbs(lexicon)
    sentence = _Words(folded, start, end, lexicon)
    found: list[Frame] = []
    for at, word in enumerate(sentence.lower):
        frame = _quoted(sentence, at) or (_spoken(sentence, at, known) if word in known.speech else None) or _cited(sentence, at, known)
        if frame:
            found.append(frame)
    return sorted(found)


def _quoted(sentence: _Words, at: int) -> Frame | None:
    """A frame in which an outlet passes on a party: "the station quoted a medic as saying"."""
    if sentence.lower[at] not in ("quoted", "cited", "quoting", "citing", "quotes", "cites"):
        return None
    last = _walk_right(sentence, at + 1)
    if last == at + 1 or sentence.lower[last : last + 2] != ["as", "saying"]:
        return None
    subject = _subject(sentence, at)
    via = _span(sentence, *subject) if subject else None
    end = last + 2 + (sentence.lower[last + 2 : last + 3] == ["that"])
    scope = _scope(sentence, subject[0] if subject else at, end)
    return Frame(sentence.spans[at][0], sentence.spans[end - 1][1], _span(sentence, at + 1, last), via, scope)


def _cited(sentence: _Words, at: int, known: Verbs) -> Frame | None:
    for phrase in known.cites:
        if tuple(sentence.lower[at : at + len(phrase)]) == phrase:
            first = at + len(phrase)
            last = _walk_right(sentence, first)
            if last > first:
                return Frame(sentence.spans[at][0], sentence.spans[last - 1][1], _span(sentence, first, last), None, "both")
    for phrase in known.reports:
        if tuple(sentence.lower[at : at + len(phrase)]) == phrase and phrase[-1] == "that":
            last = at + len(phrase)
            return Frame(sentence.spans[at][0], sentence.spans[last - 1][1], _span(sentence, at, last - 1), None, "reports")
    return None


def _span(sentence: _Words, first: int, last: int) -> tuple[int, int]:
    return sentence.spans[first][0], sentence.spans[last - 1][1]


def _spoken(sentence: _Words, at: int, known: Verbs) -> Frame | None:
    if sentence.tags[at - 1 : at] in ("d", "O", "t") and at or (at and sentence.tags[at - 1] == "B"):
        return None
    if sentence.lower[at] in known.weak and not _opens_report(sentence, at + 1):
        return None
    subject = _subject(sentence, at)
    if subject is None or not _is_party(sentence, *subject):
        inverted = _inverted(sentence, at)
        if inverted or subject is None:
            return inverted
    first, last = subject
    via, end = (None, at + 1)
    if sentence.lower[at] in known.tells:
        via, end = _listener(sentence, at + 1)
    if sentence.lower[end : end + 1] == ["that"]:
        end += 1
    return Frame(sentence.spans[first][0], sentence.spans[end - 1][1], _span(sentence, first, last), via, _scope(sentence, first, end))


def _is_party(sentence: _Words, first: int, last: int) -> bool:
    """True if the words are sure to name who speaks: a pronoun, a role, more than a bare place name."""
    return last - first > 2 or sentence.tags[first] == "p" or any(sentence.is_head(at) for at in range(first, last))


def _opens_report(sentence: _Words, at: int) -> bool:
    """True if what follows a weak verb is what is said: "that", a toll, a figure, a quotation."""
    rest = sentence.lower[at : at + 6]
    if rest[:1] and (rest[0] in ("that", '"') or rest[0][0].isdigit()):
        return True
    return any(word in ("toll", "number", "deaths", "killed", "dead", "casualties", "killing", "casualty", "losses", "wounded", "injured", "bodies", "victims", "fatalities") for word in rest)


def _listener(sentence: _Words, at: int) -> tuple[tuple[int, int] | None, int]:
    """The party told, if it is one that passes news on, and where what is told begins."""
    last = _walk_right(sentence, at, most=6)
    if last == at:
        return None, at
    words = sentence.folded[slice(*_span(sentence, at, last))]
    capital = any(word[0].isupper() for word in sentence.words[at:last])
    passes_on = capital and (last - at <= 3 or _NEWS.search(words))
    return (_span(sentence, at, last) if passes_on else None), last


def _subject(sentence: _Words, verb: int) -> tuple[int, int] | None:
    """The tokens of the verb's subject, or None if what stands before the verb names no party."""
    last = _before_auxiliaries(sentence, verb)
    if last and sentence.lower[last - 1] in ("which", "who"):
        last = _before_auxiliaries(sentence, last - 1)
    if last > 1 and sentence.tags[last - 1] == ")":
        opening = sentence.tags.rfind("(", 0, last)
        last = opening if opening > 0 else last
    if last > 1 and sentence.tags[last - 1] == ",":
        return _before_apposition(sentence, last - 1)
    first = _walk_left(sentence, last)
    return _whole_segment(sentence, last) if first == last else (first, last)


def _before_auxiliaries(sentence: _Words, last: int) -> int:
    while last > 0 and (sentence.tags[last - 1] in "yhi" and not sentence.is_head(last - 1) or sentence.lower[last - 1] in ("later", "earlier", "initially", "on", "also", "then")):
        last -= 1
    return last


def _whole_segment(sentence: _Words, last: int) -> tuple[int, int] | None:
    """All from the start of the clause, if it is a noun phrase around a party ("A source in the city")."""
    first = max(sentence.tags.rfind(mark, 0, last) for mark in ',;"J') + 1
    segment = sentence.tags[first:last]
    if not 0 < len(segment) <= 9 or re.search(r"[BhKGFDVLNSM]", segment) or segment[0] in "P&p":
        return None
    return (first, last) if any(sentence.is_head(at) for at in range(first, last)) else None


def _before_apposition(sentence: _Words, comma: int) -> tuple[int, int] | None:
    """The subject in front of an apposition: "Jan Novak, head of the clinic, said"."""
    opening = sentence.tags.rfind(",", max(0, comma - 14), comma)
    if opening <= 0 or sentence.words[comma] != "," or "N" in sentence.tags[opening:comma]:
        return None
    first = _walk_left(sentence, opening)
    if first == opening:
        return None
    return (first, opening) if sentence.lower[opening + 1] in ("who", "which", "whose") else (first, comma)


def _walk_left(sentence: _Words, last: int) -> int:
    """The first token of the name that ends before token `last`, or `last` if none does."""
    at, modifiers = last - 1, 0
    if at >= 0 and sentence.lower[at] in _PRONOUNS | ELLIPSES:
        return at
    named = False
    while at >= 0:
        tag, word = sentence.tags[at], sentence.lower[at]
        if sentence.is_name(at):
            named = True
        elif tag == "d" and word not in ("both", "each"):
            apposed = word in ("a", "an") and at and _run_to_start(sentence, at)
            if not apposed and not (at >= 2 and sentence.lower[at - 1] in _LINKS and _linked(sentence, at - 1)):
                at -= 1
                break
            if not apposed:
                at -= 1
        elif word in _LINKS and named and _linked(sentence, at):
            pass
        elif tag == "&" and named and word == "and" and sentence.is_name(at - 1) and (sentence.is_head(at - 1) or at == 1 or sentence.tags[at - 2] == "d"):
            pass
        elif word == "in" and named and sentence.lower[at - 1 : at] == ["based"]:
            at -= 1
        elif word in SMALL or word.isdigit():
            at -= named and at + 1 < last
            break
        elif tag in "wvjUXHT#" and named and modifiers < 3 and not _ends_clause(sentence, at):
            modifiers += 1
        elif tag in "Q" and named and word in ("other", "another"):
            at -= 1
            break
        else:
            break
        at -= 1
    return at + 1 if named else last


def _run_to_start(sentence: _Words, at: int) -> bool:
    """True if a name stands between the sentence's start and an apposition without comma ("Novak a doctor said")."""
    return all(sentence.is_name(before) or sentence.tags[before] in "dOP" and sentence.lower[before] in (*_LINKS, "the", "a") for before in range(at))


def _linked(sentence: _Words, at: int) -> bool:
    """True if the preposition at `at` joins two parts of a name ("Observatory for", "source at")."""
    if sentence.lower[at] in ("of", "for"):
        return sentence.is_name(at - 1)
    return sentence.is_head(at - 1)


def _ends_clause(sentence: _Words, at: int) -> bool:
    return sentence.tags[at] in "HTX" and (not sentence.is_name(at + 1) or sentence.lower[at].endswith("s"))


def _walk_right(sentence: _Words, first: int, most: int = 14) -> int:
    """The token after the name that begins at `first`, or `first` if none does."""
    at, named, modifiers = first, False, 0
    while at < len(sentence.words) and at - first < most:
        tag, word = sentence.tags[at], sentence.lower[at]
        if sentence.is_name(at):
            named, modifiers = True, 0
        elif at == first and (tag in "dQ" or word in ELLIPSES):
            pass
        elif named and (word in _LINKS or tag == "d") and (sentence.is_name(at + 1) or sentence.tags[at + 1 : at + 2] == "d") and word not in ("on", "to"):
            pass
        elif named and tag == "&" and sentence.is_name(at + 1) and sentence.is_head(at + 1):
            pass
        elif tag in "wvjHTXyQ" and modifiers < 3 and not (named and sentence.tags[at - 1] != "d" and tag in "wvy" and sentence.is_head(at - 1)):
            modifiers += 1
        else:
            break
        at += 1
    while at > first and not sentence.is_name(at - 1):
        at -= 1
    return at if named else first


def _inverted(sentence: _Words, verb: int) -> Frame | None:
    """A frame whose subject follows the verb: "..., said the mayor"."""
    if sentence.tags[verb + 1 : verb + 2] in ("", "N", "p", "P"):
        return None
    if sentence.lower[verb] not in ("said", "says", "reported", "added", "wrote", "explained", "noted", "announced", "warned", "told", "stated", "confirmed", "stressed", "recalled"):
        return None
    last = _walk_right(sentence, verb + 1)
    if last == verb + 1 or verb == 0 or sentence.lower[verb - 1] in _SUBJECTLESS:
        return None
    via, end = (None, last)
    return Frame(sentence.spans[verb][0], sentence.spans[end - 1][1], _span(sentence, verb + 1, last), via, "left")


def _scope(sentence: _Words, first: int, end: int) -> str:
    """Which side of the frame is what the party says: the side on which a clause stands."""
    before = sentence.tags[:first]
    opening = max(before.rfind(mark) for mark in '";')
    left = _has_clause(before[opening + 1 :]) and sentence.lower[first - 1] not in ("but", "while", "and", "as", "when", "after", "because", "whereas")
    if before.endswith(('"', ',"')):
        return "left"
    rest = sentence.tags[end:]
    if before.endswith(",") and rest.startswith(",") and left:
        return "both"
    if sentence.lower[end - 1 : end] == ["that"]:
        return "right"
    aside = re.match(r"(?:P?d?i|P?i|y)*", rest)
    rest = rest[aside.end() :] if aside else rest
    right = bool(rest) and rest[0] not in "PJ,;&)" and _has_clause(rest) and not re.match(r"[dNw]{0,2}[iX][PJ]", rest)
    if right and not left:
        return "right"
    return "both" if left and right else "left" if left else "right"


def _has_clause(tags: str) -> bool:
    return re.search(r"[BhKGFDAVLvZCXwN]", tags) is not None and len(tags) > 2
