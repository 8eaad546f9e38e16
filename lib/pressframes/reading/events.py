"""Dated happenings: every date of an article with the kind of what happened then, and whose word it is.

The kind is that of the cue that governs the date: a noun or a verb right beside it ("the broadcast on Monday", "the
June gala", "said Friday"); else the nearest verb of its clause; else the nearest noun of its clause; else of its
sentence.  Cues are lexicon/events.toml.  A date that none governs is of kind `other`.

The words around a date also tell whether it lies behind or ahead ("struck on Friday", "will meet on Friday").  Measured
on newswire, the tense of a verb says little by itself ("would", "to leave", "is"); a plan does ("will", "is due",
"scheduled"), and so does a verb in the past right before the date.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from pressframes.reading import lexicon
from pressframes.reading.dategrammar import Found, Vocabulary
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.text import Sentence
from pressframes.records import Article, Attribution, Dated, Event

Side = Literal["past", "ahead", "open"]
_TOP = 400  # characters in which a date line may stand
_WHOLE = ("month-day", "day-month", "day-shape")
_NEW_SENTENCE = re.compile(r"\s*\n|\s+[A-Z][a-z]* [A-Za-z]")
_GROUP = re.compile(r"(?<!\\)\((?!\?)")
_GAP = r"(?: [^ ,;:.]+){0,6}? "
_PREPOSITION = re.compile(
    r"(?:^|(?<=\W))(?:on|in|since|from|by|until|till|during|at|over|through|throughout|before|after|as of|between) $",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:\u2014]|--| - |[,.]?\"|, (?:and|as|with) "
    r"|,? (?:but|while|whereas|although|though|after|before|when|where|which|who|whose)\b"
)
_DETERMINED = re.compile(r"(?:\b(?:an?|the|this|that|his|her|their|its|another|any|no)|'s) (?:\w+ )?$", re.I)
_HEADER = re.compile(r"\s*(?:date|published)(?: on)?:? ?$", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z .'/-]{1,40}(?:, ?[A-Z][\w.]*(?: [\w.]+){0,3}){0,2},? ")
_NEAR = 40  # tokens (words, spaces and marks) on either side of a date
_CLOSE = 10  # tokens within which a plan bears on a date
_HELPERS = {"to", "not", "did", "do", "t", "would", "could", "can", "might", "must", "should"}
_ATTACHED = 4  # tokens before a verb in which its own "had" or "been" stands


class Cue(NamedTuple):
    """A cue of a sentence: where it stands, the kind that it tells, and whether it is verb, noun or said."""

    start: int
    end: int
    kind: str
    role: str


def read(
    article: Article,
    folded: str,
    sentences: Sequence[Sentence],
    dated: Sequence[Dated],
    source_at: Callable[[int], Attribution],
    words: Lexicon | None = None,
) -> list[Event]:
    """The events of an article in text order, numbered from 1; one for each date, the article's own date line aside.

    An event's span and `date_text` take in the preposition ("in June 2024", "since autumn of that year").
    `source_at` gives the party to which the text at an offset is ascribed; `words` is a lexicon with a user's kinds.
    """
    starts = [sentence.start for sentence in sentences]
    events: list[Event] = []
    for date in dated:
        first, last, _ = sentences[max(0, bisect_right(starts, date.start) - 1)]
        if _HEADER.match(folded[first : date.start]):
            continue
        before = _PREPOSITION.search(folded[max(first, date.start - 16) : date.start])
        start, said = date.start - (len(before.string) - before.start() if before else 0), source_at(date.start)
        body, span = folded[first:last], (start - first, date.end - first)
        events.append(
            Event(
                event=f"{article.article}:e{len(events) + 1}",
                article=article.article,
                start=start,
                end=date.end,
                date_text=article.text[start : date.end],
                edtf=date.edtf,
                earliest=date.earliest,
                latest=date.latest,
                precision=date.precision,
                kind="publication" if _is_date_line(article, start, date) else kind(body, *span, date.rule, words),
                place=None,
                incident=None,
                source=said.source,
                source_name=said.source_name,
                sentence=article.text[first:last],
                sentence_start=first,
                rule=date.rule,
            )
        )
    return events


def _is_date_line(article: Article, start: int, date: Dated) -> bool:
    """A whole date that no sentence holds: near the top, the day of publication, or right before a new sentence.

    "Flood in the valley Sun 16 Apr 2017 Two bridges fell" | "(@radionorth) May 4, 2021"
    """
    written = article.text[date.start : date.end]
    if start < date.start or date.rule not in _WHOLE or not (written[:4].isdigit() or written[-4:].isdigit()):
        return False
    published = date.start < _TOP and date.earliest == date.latest == article.published
    return published or _NEW_SENTENCE.match(article.text, date.end) is not None


def kind(sentence: str, start: int, end: int, rule: str = "", words: Lexicon | None = None) -> str:
    """The kind of what the sentence dates at `start` to `end` (the preposition included).

    >>> kind("The two presidents signed a trade pact in Oslo on Monday.", 47, 56)
    'treaty'
    """
    if _DATELINE.fullmatch(sentence[:start]):
        return "publication"
    found = [cue for cue in cues(sentence, words) if cue.end <= start or cue.start >= end]  # "March" is no marching
    if rule == "anniversary":  # of what, not what is held: "the first anniversary of the treaty"
        found = [cue for cue in found if cue.start >= end]
        return min(found, key=lambda cue: cue.start).kind if found else "other"
    cue = _beside(found, sentence, start, end) or _nearest(found, sentence, start, end)
    return cue.kind if cue else "other"


@lru_cache(maxsize=4)  # the dates of one sentence ask one after another
def cues(sentence: str, words: Lexicon | None = None) -> list[Cue]:
    """The cues of a sentence in order; a verb's words may hold a noun's ("signed a pact")."""
    pattern, kinds = _compiled(words or lexicon.load())
    found = []
    for match in pattern.finditer(sentence.lower()):
        name, role = kinds[(match.lastindex or 0) - 1]
        is_noun = role == "verb" and _DETERMINED.search(sentence, max(0, match.start() - 40), match.start())
        found.append(Cue(*match.span(), name, "noun" if is_noun else role))
    return found


def _beside(found: list[Cue], sentence: str, start: int, end: int) -> Cue | None:
    """The cue that touches the date: before it ("the broadcast on Monday") or, without a preposition, after it."""
    for cue in found:
        if cue.end <= start and not sentence[cue.end : start].strip(" "):
            return cue
    after = re.match(r"(?:'s)? (?:\w+ )?", sentence[end:])
    bare = sentence[start:end].split(" ")[0].lower() not in ("on", "in", "since", "from", "by", "until", "at")
    for cue in found:
        if after and cue.role == "noun" and end < cue.start <= end + after.end() and (bare or "'s" in after[0]):
            return cue
    return None


def _nearest(found: list[Cue], sentence: str, start: int, end: int) -> Cue | None:
    """The nearest verb of the clause, else noun; a date that opens the sentence belongs to what follows its comma."""
    left = max((match.end() for match in _CLAUSE.finditer(sentence, 0, start)), default=0)
    right = _CLAUSE.search(sentence, end + 1)
    inside = [cue for cue in found if cue.start >= left and (not right or cue.end <= right.start())]
    for some in (inside, found):
        for role in ("verb", "noun"):
            fit = [cue for cue in some if cue.role == role]
            if fit:
                return min(fit, key=lambda cue: start - cue.end if cue.end <= start else cue.start - end)
    return None


@lru_cache(maxsize=8)
def _compiled(words: Lexicon) -> tuple[re.Pattern[str], list[tuple[str, str]]]:
    """One pattern for all cues, each with an empty group at its end, which tells it; the kind and role of each.

    At one place the first that fits is taken: a user's own before the library's, and verbs before nouns.  A group
    around a cue would hide its first letter from `re`, which then tries every alternative at every word.
    """
    own = words.own.get("kind", [])
    entries = sorted(words["kind"], key=lambda entry: (entry in own, entry.get("as") == "verb"))[::-1]
    cues = [(cue, entry) for entry in entries for cue in _alternatives(entry["pattern"])]
    pattern = re.compile(rf"(?<![\w-])(?=\S)(?:{'|'.join(f'{cue}()' for cue, _ in cues)})")
    return pattern, [(entry["name"], entry.get("as", "noun")) for _, entry in cues]


def _alternatives(pattern: str) -> list[str]:
    """What a cue's pattern parts by "|" outside of brackets."""
    parts, depth = [""], 0
    for piece in re.findall(r"(?s)\\.|.", _GROUP.sub("(?:", pattern).replace("<gap>", _GAP)):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def side(found: Found) -> Side:
    """Where the date lies by the verb nearest before it in the sentence, or by the first after it if there is none."""
    pieces = found.tokens.pieces
    before = pieces[max(0, found.first - _NEAR) : found.first]
    before = before[max((n + 1 for n, piece in enumerate(before) if piece == "."), default=0) :]
    after = pieces[found.last : found.last + _NEAR]
    after = after[: after.index(".")] if "." in after else after
    if (by := "".join(before[-2:]).rstrip().lower()) == "since":
        return "past"
    if by in ("by", "until"):  # "has until Friday" is ahead, "until Friday nobody knew" is not
        return "past" if "past" in (_told(found, before[:-2], backwards=True), _told(found, after)) else "ahead"
    if told := _told(found, before, backwards=True):
        # "will study Monday's attack", "will replace the Monday show": the date names what is spoken of
        named = after[:1] == ["'"] or [piece.lower() for piece in before[-2:]] in (["the", " "], ["a", " "])
        planned = _told(found, before[-_CLOSE:], backwards=True) == "ahead" and not named
        return "open" if told == "ahead" and not planned else told
    return "past" if _told(found, after) == "past" else "open"


def _told(found: Found, pieces: Sequence[str], *, backwards: bool = False) -> Side | None:
    """What the first of the words says that says something, or the last."""
    known = found.tokens.vocabulary
    tells = _tells(known)
    for place in range(len(pieces))[:: -1 if backwards else 1]:
        word = pieces[place]
        if word == " ":
            continue
        told = tells.get(word.lower())
        said: Side | None
        if told is None:  # a word in -ed may be a verb; a name and "unspecified" are none
            said = "past" if word[-2:] == "ed" and word.islower() and not word.startswith("un") else None
        elif told == "ahead":
            said = "open" if word != "to" else _infinitive(pieces, place, tells)
        else:
            said = "past" if told == "past" else _planned(told, pieces[max(0, place - _ATTACHED) : place], known)
        if said is not None:
            return said
    return None


def _infinitive(pieces: Sequence[str], place: int, tells: dict[str, str]) -> Side | None:
    """Of a "to": "are to meet" is ahead; in "to a year" it is no verb's, in "plans to meet" the plan tells."""
    before = pieces[max(0, place - 2) : place]
    if "".join(pieces[place + 1 : place + 3]).strip() in ("the", "a", "an"):
        return None
    if any(tells.get(piece) in ("plan", "awaited") for piece in before):
        return None
    return "ahead" if {"is", "are"} & set(before) else "open"


def _planned(told: str, attached: Sequence[str], known: Vocabulary) -> Side | None:
    """Of a plan, by what stands before it: "had been due", "a planned march", "the will", "failed to meet" say less."""
    words = {piece.lower() for piece in attached}
    if told == "present":
        return None if words & _HELPERS else "ahead"
    if told == "plan":
        return "open" if words & {"had", "been"} or "".join(attached[-2:]).lower() in ("the ", "a ") else "ahead"
    if known.guards["being"].isdisjoint(words):
        return None
    return "open" if "had" in words else "ahead"


@lru_cache(maxsize=8)
def _tells(known: Vocabulary) -> dict[str, str]:
    """The words that say where a date lies, each with its guard."""
    return {word: name for name in ("past", "ahead", "plan", "awaited", "present") for word in known.guards[name]}
