"""Who speaks in a sentence: frames of speech ("the mayor said", "according to medics") and what they govern."""

import re
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading.amounts import SMALL
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.parties import Words, after_dateline, walk_right
from pressframes.reading.speakers import is_party, speaker
from pressframes.reading.tokens import shape

_CLAUSE = shape(
    "[be have participle gerund active intransitive state leave lose past toll count thing word amount take"
    " doing release]"
)
_ASIDE = shape("(preposition? determiner? time | adverb)*")  # "said on Sunday"
_PLACED = shape("preposition [determiner clause word name thing person time amount]{1,6} comma")  # "In that flood, "
_HAPPENED = shape("[be have intransitive state clause]")
_WHEN = shape("[determiner amount word]{0,2} [time thing] [preposition clause]")  # "said a day after"
_ANYTHING = shape(
    "determiner? [word name thing past ing person number]{0,4} (preposition determiner? [word name thing]{1,3})?"
)
_ISSUED = shape("[past speech word release evidence] (preposition? [determiner word adverb]{0,2} time)? preposition")
_OF_DOING = shape("[^participle active intransitive comma semicolon]{1,6} [of preposition] gerund")
_NEAR = 5  # words between a figure and the participle that says by whom it was given
_CONJUNCTIONS = frozenset(["but", "while", "and", "as", "when", "after", "because", "whereas", "though", "although"])
_JOINS = ("but", "and")
_OWN = frozenset(["his", "her", "its", "their"])
_SUBJECTLESS = {"that", "which", "who"}
_QUOTES = frozenset(["quoted", "cited", "quoting", "citing", "quotes", "cites"])
_NEWS = re.compile(
    r"\b(?:agency|tv|television|radio|news|press|times|post|daily|herald|channel|newspaper|media)\b", re.I
)


_SAYING = re.compile(r"as (?:saying|putting|telling|estimating|reporting|confirming|claiming|stating)$")
_AUDIENCE = re.compile(
    r"\b(?:conference|briefing|reporters|journalists|correspondents|parliament|congress|senate|assembly|council|cabinet)\b",
    re.I,
)


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
    told: frozenset[str]
    inverts: frozenset[str]
    cites: dict[str, list[tuple[str, ...]]]
    reports: dict[str, list[tuple[str, ...]]]

    def begins(self, word: str) -> bool:
        """Whether a frame can begin at the word."""
        return word in self.speech or word in self.cites or word in self.reports or word in _QUOTES


@lru_cache(maxsize=8)
def verbs(lexicon: Lexicon) -> Verbs:
    """The lexicon's words of speech."""

    def words(table: str) -> list[str]:
        return [word for row in lexicon[table] for word in row["words"]]

    def phrases(table: str) -> dict[str, list[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted((tuple(word.split()) for word in words(table)), key=len, reverse=True):
            found.setdefault(phrase[0], []).append(phrase)
        return found

    return Verbs(
        frozenset(words("speech")),
        frozenset(words("tells")),
        frozenset(words("weak")),
        frozenset(words("told")),
        frozenset(words("inverts")),
        phrases("cites"),
        phrases("reports"),
    )


def frames(folded: str, start: int, end: int, lexicon: Lexicon) -> list[Frame]:
    """The frames of speech of a sentence, in order."""
    known = verbs(lexicon)
    sentence = Words(folded, start, end, lexicon)
    found: list[Frame] = []
    for at, word in enumerate(sentence.lower):
        if not known.begins(word):
            continue
        frame = _quoted(sentence, at)
        if not frame and word in known.speech:
            opened = None if found and sentence.lower[at - 1] not in _JOINS else _by_the_opening(sentence, at)
            frame = (opened if sentence.lower[at - 1] in _JOINS else None) or _spoken(sentence, at, known) or opened
        frame = frame or _cited(sentence, at, known)
        if frame:
            found.append(frame)
    return sorted(found)


def _by_the_opening(sentence: Words, at: int) -> Frame | None:
    """A frame whose subject opens the sentence: "The station showed no pictures but said ...", "..., saying"."""
    start = after_dateline(sentence)
    last = walk_right(sentence, start)
    joined = sentence.lower[at] == "saying" or sentence.lower[at - 1] in _JOINS
    if not joined or not start < last < at or not is_party(sentence, start, last):
        return None
    return Frame(*sentence.spans[at], _span(sentence, start, last), None, "right")


def _quoted(sentence: Words, at: int) -> Frame | None:
    """A frame in which an outlet passes on a party: "the station quoted a medic as saying"."""
    if sentence.lower[at] not in _QUOTES:
        return None
    last = next((end for end in range(at + 2, at + 18) if _SAYING.match(" ".join(sentence.lower[end : end + 2]))), at)
    if last == at or walk_right(sentence, at + 1) == at + 1:
        return None
    subject = speaker(sentence, at)
    via = _span(sentence, *subject) if subject else None
    end = last + 2 + (sentence.lower[last + 2 : last + 3] == ["that"])
    scope = _scope(sentence, subject[0] if subject else at, end)
    return Frame(sentence.spans[at][0], sentence.spans[end - 1][1], _span(sentence, at + 1, last), via, scope)


def _cited(sentence: Words, at: int, known: Verbs) -> Frame | None:
    for phrase in known.cites.get(sentence.lower[at], ()):
        if tuple(sentence.lower[at : at + len(phrase)]) == phrase and not _hands_over(sentence, at, phrase, known):
            first = at + len(phrase)
            last = walk_right(sentence, first)
            first, last = _issuer(sentence, first, last, known)
            if last == first and phrase[0] == "according":  # whatever stands there is cited
                last = first + len(_ANYTHING.match(sentence.tags[first:])[0])  # type: ignore[index]
            if last > first:
                told = phrase[0] == "according" and _has_clause(sentence.tags[:at])
                scope = "left" if told and not _PLACED.fullmatch(sentence.tags, 0, at) else "both"
                scope = "right" if sentence.tags[:at].endswith("&,") else scope  # "and, according to medics, two died"
                return Frame(
                    sentence.spans[at][0], sentence.spans[last - 1][1], _span(sentence, first, last), None, scope
                )
    for phrase in known.reports.get(sentence.lower[at], ()):
        if tuple(sentence.lower[at : at + len(phrase)]) == phrase and phrase[-1] == "that":
            last = at + len(phrase)
            return Frame(
                sentence.spans[at][0], sentence.spans[last - 1][1], _span(sentence, at, last - 1), None, "reports"
            )
    return None


def _issuer(sentence: Words, first: int, last: int, known: Verbs) -> tuple[int, int]:
    """The party that issued what is cited: "figures released in May by the ministry"; else what is cited itself."""
    issued = _ISSUED.match(sentence.tags, last) if last > first else None
    if not issued or (sentence.lower[last], sentence.lower[issued.end() - 1]) not in known.cites.get(
        sentence.lower[last], ()
    ):
        return first, last
    end = walk_right(sentence, issued.end())
    return (issued.end(), end) if end > issued.end() else (first, last)


def _hands_over(sentence: Words, at: int, phrase: tuple[str, ...], known: Verbs) -> bool:
    """True where a weak verb hands over something else than figures: "hostages released by the rebels"."""
    weak = phrase[-1] == "by" and phrase[0] in known.weak
    return weak and not known.told & set(sentence.lower[max(0, at - _NEAR) : at])


def _span(sentence: Words, first: int, last: int) -> tuple[int, int]:
    return sentence.spans[first][0], sentence.spans[last - 1][1]


def _spoken(sentence: Words, at: int, known: Verbs) -> Frame | None:
    if (sentence.tags[at - 1 : at] in ("d", "O", "t") and at) or (at and sentence.tags[at - 1] == "B"):
        return None
    if sentence.lower[at] == "saying":
        return None
    if sentence.lower[at] in known.weak and not _opens_report(sentence, at + 1, known):
        return None
    subject = speaker(sentence, at)
    if subject is None or not is_party(sentence, *subject):
        inverted = None if subject and _takes_object(sentence, at, known) else _inverted(sentence, at, known)
        if inverted or subject is None:
            return inverted
    first, last = subject
    if sentence.lower[first] in _OWN and sentence.tags[first - 1 : first] in ("S", "J"):
        return None  # "the mayor said his office had counted ...": it is the mayor
    via, end = _listener(sentence, at + 1) if sentence.lower[at] in known.tells else (None, at + 1)
    if sentence.lower[end : end + 1] in (["that"], ["out"]):
        end += 1 + (sentence.lower[end : end + 2] == ["out", "that"])
    figure = sentence.lower[at] in known.weak and sentence.words[end : end + 1] and sentence.words[end][0].isdigit()
    scope = "right" if figure else _scope(sentence, first, end)
    return Frame(sentence.spans[first][0], sentence.spans[end - 1][1], _span(sentence, first, last), via, scope)


def _takes_object(sentence: Words, at: int, known: Verbs) -> bool:
    """True if what follows the verb is no subject: "Novak told Reuters", "Novak said his men"."""
    return sentence.lower[at] in known.tells or sentence.lower[at + 1 : at + 2][:1] in ([own] for own in _OWN)


def _opens_report(sentence: Words, at: int, known: Verbs) -> bool:
    """True if what follows a weak verb is what is said: "that", a toll, a figure, a quotation."""
    rest = _up_to_clause(sentence, at, most=6)
    if rest[:1] in ([], [","]) and "," in sentence.tags[max(0, at - 6) : at]:  # "..., official figures show."
        return True
    if _OF_DOING.match(sentence.tags, at):  # "accused the rebels of killing nine nurses"
        return True
    if sentence.lower[at - 1] == "found" and not _HAPPENED.search(sentence.tags, at):  # "police found 17 bodies"
        return False
    if rest[:1] and (rest[0] in ("that", '"') or rest[0][0].isdigit() or rest[:2] == ["to", "have"]):
        return True
    return any(word in known.told for word in rest) or sentence.lower[at : at + 2] == ["out", "that"]


def _up_to_clause(sentence: Words, at: int, most: int) -> list[str]:
    """The words behind a verb that no other clause takes: "put out a fire", not "that killed nine"."""
    ends = (end for end in range(at + 1, at + most) if sentence.tags[end : end + 1] in ("J", "W", "&"))
    return sentence.lower[at : next(ends, at + most)]


def _listener(sentence: Words, at: int) -> tuple[tuple[int, int] | None, int]:
    """The party told, if it is one that passes news on, and where what is told begins."""
    last = walk_right(sentence, at, most=6)
    if last == at:
        return None, at
    last += sentence.lower[last : last + 1] in (["conference"], ["briefing"])
    words = sentence.folded[slice(*_span(sentence, at, last))]
    capital = any(word[0].isupper() for word in sentence.words[at:last])
    passes_on = (capital and last - at <= 3) or _NEWS.search(words)
    return (_span(sentence, at, last) if passes_on and not _AUDIENCE.search(words) else None), last


def _inverted(sentence: Words, verb: int, known: Verbs) -> Frame | None:
    """A frame whose subject follows the verb: "..., said the mayor"."""
    if sentence.tags[verb + 1 : verb + 2] in ("", "N", "p", "P"):
        return None
    if sentence.lower[verb] not in known.inverts:
        return None
    last = walk_right(sentence, verb + 1)
    counted = sentence.lower[verb + 1] in SMALL  # "Novak said nine people died"
    if (counted or not is_party(sentence, verb + 1, last)) and sentence.tags[max(0, verb - 1) : verb] not in (",", '"'):
        return None
    if sentence.tags[last : last + 1] in ("B", "h", "D", "M"):  # "Novak, the mayor, said nurses had died"
        return None
    if last == verb + 1 or verb == 0 or sentence.lower[verb - 1] in _SUBJECTLESS:
        return None
    return Frame(sentence.spans[verb][0], sentence.spans[last - 1][1], _span(sentence, verb + 1, last), None, "left")


def _scope(sentence: Words, first: int, end: int) -> str:
    """Which side of the frame is what the party says: the side on which a clause stands."""
    before = sentence.tags[:first]
    opening = max(before.rfind(mark) for mark in '";')
    left = _has_clause(before[opening + 1 :]) and sentence.lower[first - 1] not in _CONJUNCTIONS
    if before.endswith(('"', ',"')):
        return "left"
    rest = sentence.tags[end:]
    if left and sentence.lower[end : end + 1] in (["adding"], ["noting"], ["saying"], ["stressing"]):
        return "both"
    if before.endswith(",") and rest.startswith(",") and left:
        return "both"
    if sentence.lower[end - 1 : end] == ["that"]:
        return "right"
    aside = _ASIDE.match(rest)
    rest = rest[aside.end() :] if aside else rest
    right = bool(rest) and rest[0] not in "PJ,;&)" and _has_clause(rest) and not _WHEN.match(rest)
    if right and not left:
        return "right"
    return "both" if left and right else "left" if left else "right"


def _has_clause(tags: str) -> bool:
    return _CLAUSE.search(tags) is not None and len(tags) > 2
