"""Who speaks in a sentence: clauses of speech ("the mayor said", "according to medics") and what they govern."""

import re
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading.amounts import SMALL
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.nounphrases import Words, after_dateline, walk_left, walk_right
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
_VERB = shape("[be have participle gerund active intransitive leave lose amount speech modal take release]")
_OTHER_VERB = shape("[speech lose have participle intransitive active gerund amount comma]")
_SOMEBODY = shape("determiner [word past thing name number]{1,4}")
_ENDS = shape("(preposition? determiner? time)? (comma|preposition|$)")
_DESCRIBED = shape("determiner [word past person force thing name number]{0,4}")
_NEAR = 5  # words between a figure and the participle that says by whom it was given
_CONJUNCTIONS = frozenset(["but", "while", "and", "as", "when", "after", "because", "whereas", "though", "although"])
_JOINS = ("but", "and")
_OWN = frozenset(["his", "her", "its", "their"])
_QUOTES = frozenset(["quoted", "cited", "quoting", "citing", "quotes", "cites"])
_NEWS = re.compile(
    r"\b(?:agency|tv|television|radio|news|press|times|post|daily|herald|channel|newspaper|media)\b", re.I
)
_SAYING = re.compile(r"as (?:saying|putting|telling|estimating|reporting|confirming|claiming|stating)$")
_AUDIENCE = re.compile(
    r"\b(?:conference|briefing|reporters|journalists|correspondents|parliament|congress|senate|assembly|council|cabinet)\b",
    re.I,
)


class Clause(NamedTuple):
    """A party that speaks: its words by offsets, where the clause begins and ends, and on which sides it governs.

    `scope` is right ("X said that ..."), left ("..., X said"), both ("according to X"), or reports ("reports that").
    """

    start: int
    end: int
    source: tuple[int, int]
    via: tuple[int, int] | None
    scope: str


class Verbs(NamedTuple):
    """The words of speech by their table in the lexicon; the phrases of `cites` and `reports` by first word."""

    words: dict[str, frozenset[str]]
    cites: dict[str, list[list[str]]]
    reports: dict[str, list[list[str]]]


@lru_cache(maxsize=8)
def verbs(lexicon: Lexicon) -> Verbs:
    """The lexicon's words of speech, the longest phrases first."""
    tables = ("speech", "tells", "weak", "told", "inverts", "cites", "reports")
    listed = {table: [word for row in lexicon[table] for word in row["words"]] for table in tables}
    phrases: dict[str, dict[str, list[list[str]]]] = {"cites": {}, "reports": {}}
    for table, found in phrases.items():
        for phrase in sorted(map(str.split, listed[table]), key=len, reverse=True):
            found.setdefault(phrase[0], []).append(phrase)
    return Verbs({table: frozenset(words) for table, words in listed.items()}, **phrases)


def clauses(sentence: Words) -> list[Clause]:
    """The clauses of speech of a sentence, in order."""
    known = verbs(sentence.lexicon)
    found: list[Clause] = []
    for at, word in enumerate(sentence.lower):
        clause = _quoted(sentence, at) if word in _QUOTES else None
        if not clause and word in known.words["speech"]:
            joined = sentence.lower[at - 1] in _JOINS
            opened = None if found and not joined else _by_the_opening(sentence, at)
            clause = (opened if joined else None) or _spoken(sentence, at, known) or opened
        clause = clause or _cited(sentence, at, known)
        if clause:
            found.append(clause)
    return sorted(found)


def _by_the_opening(sentence: Words, at: int) -> Clause | None:
    """A clause whose subject opens the sentence: "The station showed no pictures but said ...", "..., saying"."""
    start = after_dateline(sentence)
    last = walk_right(sentence, start)
    joined = sentence.lower[at] == "saying" or sentence.lower[at - 1] in _JOINS
    if not joined or not start < last < at or not sentence.is_party(start, last):
        return None
    return Clause(*sentence.spans[at], sentence.span(start, last), None, "right")


def _quoted(sentence: Words, at: int) -> Clause | None:
    """A clause in which an outlet passes on a party: "the station quoted a medic as saying"."""
    last = next((end for end in range(at + 2, at + 18) if _SAYING.match(" ".join(sentence.lower[end : end + 2]))), at)
    if last == at or walk_right(sentence, at + 1) == at + 1:
        return None
    subject = _subject(sentence, at)
    end = last + 2 + (sentence.lower[last + 2 : last + 3] == ["that"])
    scope = _scope(sentence, subject[0] if subject else at, end)
    return Clause(*sentence.span(at, end), sentence.span(at + 1, last), subject and sentence.span(*subject), scope)


def _cited(sentence: Words, at: int, known: Verbs) -> Clause | None:
    for phrase in known.cites.get(sentence.lower[at], ()):
        first = at + len(phrase)
        weak = phrase[-1] == "by" and phrase[0] in known.words["weak"]
        handed = weak and known.words["told"].isdisjoint(sentence.lower[max(0, at - _NEAR) : at])
        if sentence.lower[at:first] != phrase or handed:  # "hostages released by the rebels"
            continue
        first, last = _issuer(sentence, first, walk_right(sentence, first), known)
        according = phrase[0] == "according"
        if last == first and according:  # whatever stands there is cited
            last = first + len(_ANYTHING.match(sentence.tags[first:])[0])  # type: ignore[index]
        if last > first:
            told = according and _has_clause(sentence.tags[:at])
            scope = "left" if told and not _PLACED.fullmatch(sentence.tags, 0, at) else "both"
            scope = "right" if sentence.tags[:at].endswith("&,") else scope  # "and, according to medics, two died"
            return Clause(*sentence.span(at, last), sentence.span(first, last), None, scope)
    for phrase in known.reports.get(sentence.lower[at], ()):
        last = at + len(phrase)
        if sentence.lower[at:last] == phrase and phrase[-1] == "that":
            return Clause(*sentence.span(at, last), sentence.span(at, last - 1), None, "reports")
    return None


def _issuer(sentence: Words, first: int, last: int, known: Verbs) -> tuple[int, int]:
    """The party that issued what is cited: "figures released in May by the ministry"; else what is cited itself."""
    issued = _ISSUED.match(sentence.tags, last) if last > first else None
    if issued and [sentence.lower[last], sentence.lower[issued.end() - 1]] in known.cites.get(sentence.lower[last], ()):
        end = walk_right(sentence, issued.end())
        return (issued.end(), end) if end > issued.end() else (first, last)
    return first, last


def _spoken(sentence: Words, at: int, known: Verbs) -> Clause | None:
    """A clause with a subject and a verb: "the mayor said", "..., said the mayor"."""
    verb = sentence.lower[at]
    if verb == "saying" or (at and sentence.tags[at - 1] in "dOtB"):
        return None
    weak = verb in known.words["weak"]
    if weak and not _opens_report(sentence, at + 1, known):
        return None
    subject = _subject(sentence, at)
    if subject is None or not sentence.is_party(*subject):
        # What follows may be the object: "Novak told Reuters", "Novak said his men".
        takes_object = verb in known.words["tells"] or not _OWN.isdisjoint(sentence.lower[at + 1 : at + 2])
        inverted = None if subject and takes_object else _inverted(sentence, at, known)
        if inverted or subject is None:
            return inverted
    first, last = subject
    if sentence.lower[first] in _OWN and sentence.tags[first - 1 : first] in ("S", "J"):
        return None  # "the mayor said his office had counted ...": it is the mayor
    via, end = _listener(sentence, at + 1) if verb in known.words["tells"] else (None, at + 1)
    if sentence.lower[end : end + 1] in (["that"], ["out"]):
        end += 1 + (sentence.lower[end : end + 2] == ["out", "that"])
    figure = weak and sentence.words[end : end + 1] and sentence.words[end][0].isdigit()
    scope = "right" if figure else _scope(sentence, first, end)
    return Clause(*sentence.span(first, end), sentence.span(first, last), via, scope)


def _opens_report(sentence: Words, at: int, known: Verbs) -> bool:
    """True if what follows a weak verb is what is said: "that", a toll, a figure, a quotation."""
    # No other clause takes the words behind the verb: "put out a fire", not "that killed nine".
    ends = (end for end in range(at + 1, at + 6) if sentence.tags[end : end + 1] in ("J", "W", "&"))
    rest = sentence.lower[at : next(ends, at + 6)]
    if rest[:1] in ([], [","]) and "," in sentence.tags[max(0, at - 6) : at]:  # "..., official figures show."
        return True
    if _OF_DOING.match(sentence.tags, at):  # "accused the rebels of killing nine nurses"
        return True
    if sentence.lower[at - 1] == "found" and not _HAPPENED.search(sentence.tags, at):  # "police found 17 bodies"
        return False
    if rest[:1] and (rest[0] in ("that", '"') or rest[0][0].isdigit() or rest[:2] == ["to", "have"]):
        return True
    return not known.words["told"].isdisjoint(rest) or sentence.lower[at : at + 2] == ["out", "that"]


def _listener(sentence: Words, at: int) -> tuple[tuple[int, int] | None, int]:
    """The party told, if it is one that passes news on, and where what is told begins."""
    last = walk_right(sentence, at, most=6)
    if last == at:
        return None, at
    last += sentence.lower[last : last + 1] in (["conference"], ["briefing"])
    span = sentence.span(at, last)
    words = sentence.folded[slice(*span)]
    capital = any(word[0].isupper() for word in sentence.words[at:last])
    passes_on = (capital and last - at <= 3) or _NEWS.search(words)
    return (span if passes_on and not _AUDIENCE.search(words) else None), last


def _inverted(sentence: Words, verb: int, known: Verbs) -> Clause | None:
    """A clause whose subject follows the verb: "..., said the mayor"."""
    first = verb + 1
    if sentence.tags[first : first + 1] in ("", "N", "p", "P") or sentence.lower[verb] not in known.words["inverts"]:
        return None
    last = walk_right(sentence, first)
    counted = sentence.lower[first] in SMALL  # "Novak said nine people died"
    if (counted or not sentence.is_party(first, last)) and sentence.tags[max(0, verb - 1) : verb] not in (",", '"'):
        return None
    acts = sentence.tags[last : last + 1] in ("B", "h", "D", "M")  # "Novak, the mayor, said nurses had died"
    if acts or last == first or verb == 0 or sentence.lower[verb - 1] in ("that", "which", "who"):
        return None
    return Clause(*sentence.span(verb, last), sentence.span(first, last), None, "left")


def _scope(sentence: Words, first: int, end: int) -> str:
    """Which side of the words of speech is what the party says: the side on which a clause stands."""
    before, rest = sentence.tags[:first], sentence.tags[end:]
    begins = max(before.rfind(mark) for mark in '";')
    left = _has_clause(before[begins + 1 :]) and sentence.lower[first - 1] not in _CONJUNCTIONS
    if before.endswith(('"', ',"')):
        return "left"
    adds = sentence.lower[end : end + 1] in (["adding"], ["noting"], ["saying"], ["stressing"])
    if left and (adds or (before.endswith(",") and rest.startswith(","))):
        return "both"
    if sentence.lower[end - 1 : end] == ["that"]:
        return "right"
    aside = _ASIDE.match(rest)
    rest = rest[aside.end() :] if aside else rest
    right = bool(rest) and rest[0] not in "PJ,;&)" and _has_clause(rest) and not _WHEN.match(rest)
    return ("both" if right else "left") if left else "right"


def _has_clause(tags: str) -> bool:
    return _CLAUSE.search(tags) is not None and len(tags) > 2


def _subject(sentence: Words, verb: int) -> tuple[int, int] | None:
    """The tokens of the verb's subject with what describes it, or None if what stands before names no party."""
    last = _before_auxiliaries(sentence, verb)
    if last and sentence.lower[last - 1] in ("which", "who"):
        last = _before_auxiliaries(sentence, last - 1)
        last -= sentence.tags[last - 1 : last] == ","
    if last > 1 and sentence.tags[last - 1] == ")":
        bracket = sentence.tags.rfind("(", 0, last)
        last = bracket if bracket > 0 else last
    if last > 1 and sentence.tags[last - 1] == ",":
        return _before_apposition(sentence, last - 1)
    start = after_dateline(sentence)
    end = walk_right(sentence, start)
    described = start < end < last and sentence.lower[end] in ("who", "which")
    if described and len(_OTHER_VERB.findall(sentence.tags, end, last)) < 2:
        return start, end  # "A source who asked not to be named said"
    first = walk_left(sentence, last)
    if (
        first > 2
        and sentence.lower[first - 1] == "by"
        and (sentence.heads[first - 3] or sentence.tags[first - 3] in "HTC")
    ):
        first, last = walk_left(sentence, first - 2), first - 2  # "a medic reached by Reuters"
    if first < last and sentence.tags[first - 1 : first] in ("O", "P") and not sentence.is_party(first, last):
        return None  # a place ("the attack on Hama reported ...")
    if first == last:
        segment = _whole_segment(sentence, last)
        first = sentence.tags.rfind(",", max(0, last - 5), last) + 1  # "..., the prefecture said" ends a statement
        named = first and _SOMEBODY.fullmatch(sentence.tags, first, last) and _ENDS.match(sentence.tags, verb + 1)
        return segment or ((first, last) if named else None)
    # The determiner begins the name, if only what describes it stands between: "the town fire chief".
    start = sentence.clause_start(first)
    one = sentence.lower[start] not in ("both", "each", "all")
    return (start if one and _DESCRIBED.fullmatch(sentence.tags, start, first) else first), last


def _before_auxiliaries(sentence: Words, last: int) -> int:
    while last > 0 and (
        (sentence.tags[last - 1] in "yhi" and not sentence.is_head(last - 1))
        or sentence.lower[last - 1] in ("later", "earlier", "initially", "on", "also", "then")
    ):
        last -= 1
    return last


def _whole_segment(sentence: Words, last: int) -> tuple[int, int] | None:
    """All from the start of the clause, if it is a noun phrase around a party ("A source in the city")."""
    first = sentence.clause_start(last)
    segment = sentence.tags[first:last]
    if not 0 < len(segment) <= 9 or _VERB.search(segment[1:]) or segment[0] in "P&p" or segment[-1] == "&":
        return None
    person = segment[0] == "d" and ("H" in segment or "T" in segment)  # "A teacher reached by telephone said"
    return (first, last) if person or any(sentence.heads[first:last]) else None


def _before_apposition(sentence: Words, comma: int) -> tuple[int, int] | None:
    """The subject in front of an apposition: "Jan Novak, head of the clinic, said"."""
    before = sentence.tags.rfind(",", max(0, comma - 14), comma)
    measured = before + 2 < comma and sentence.words[before + 1].isdigit()  # "Velika, 30 miles north of here, said"
    if before <= 0 or sentence.words[comma] != "," or measured:
        return None
    first = walk_left(sentence, before)
    segment = (first, before) if first < before else _whole_segment(sentence, before)
    after = sentence.lower[before + 1]
    described = after in ("who", "which", "whose") or after.endswith(("ing", "ed"))
    return segment and (segment[0], before if described else comma)
