"""Dated happenings: every date of an article with the kind of what happened then, and whose word it is.

The kind is that of the cue that governs the date: a noun or a verb right beside it ("the broadcast on Monday", "the
June gala", "said Friday"); else the nearest verb of its clause; else the nearest noun of its clause; else of its
sentence.
Cues are lexicon/events.toml.  A date that none governs is of kind `other`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pressframes.reading import lexicon, text
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.text import Sentence
from pressframes.records import Article, Attribution, Dated, Event

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


class Cue(NamedTuple):
    """A cue of a sentence: where it stands, the kind that it tells, and whether it is verb, noun or said."""

    start: int
    end: int
    kind: str
    role: str


def read(
    article: Article,
    sentences: Sequence[Sentence],
    dated: Sequence[Dated],
    source_at: Callable[[int], Attribution],
    words: Lexicon | None = None,
) -> list[Event]:
    """The events of an article in text order, numbered from 1; one for each date, the article's own date line aside.

    An event's span and `date_text` take in the preposition ("in June 2024", "since autumn of that year").
    `source_at` gives the party to which the text at an offset is ascribed; `words` is a lexicon with a user's kinds.
    """
    folded, starts = text.fold(article.text), [sentence.start for sentence in sentences]
    known = words or lexicon.load()
    events: list[Event] = []
    for date in dated:
        sentence = sentences[max(0, bisect_right(starts, date.start) - 1)]
        if not _HEADER.match(folded[sentence.start : date.start]):
            events.append(_event(article, folded, sentence, date, source_at(date.start), len(events) + 1, known))
    return events


def _event(
    article: Article,
    folded: str,
    sentence: Sentence,
    date: Dated,
    said: Attribution,
    number: int,
    words: Lexicon | None,
) -> Event:
    start = _with_preposition(folded, sentence.start, date.start)
    body, span = folded[sentence.start : sentence.end], (start - sentence.start, date.end - sentence.start)
    return Event(
        event=f"{article.article}:e{number}",
        article=article.article,
        start=start,
        end=date.end,
        date_text=article.text[start : date.end],
        edtf=date.edtf,
        earliest=date.earliest,
        latest=date.latest,
        precision=date.precision,
        kind="publication" if _is_date_line(article, start, date) else kind(body, *span, date.rule, words),
        source=said.source,
        source_name=said.source_name,
        sentence=article.text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        rule=date.rule,
    )


def _is_date_line(article: Article, start: int, date: Dated) -> bool:
    """A whole date that no sentence holds: near the top, the day of publication, or right before a new sentence.

    "Flood in the valley Sun 16 Apr 2017 Two bridges fell" | "(@radionorth) May 4, 2021"
    """
    written = article.text[date.start : date.end]
    if start < date.start or date.rule not in _WHOLE or not (written[:4].isdigit() or written[-4:].isdigit()):
        return False
    published = date.start < _TOP and date.earliest == date.latest == article.published
    return published or _NEW_SENTENCE.match(article.text, date.end) is not None


def _with_preposition(folded: str, first: int, start: int) -> int:
    before = folded[max(first, start - 16) : start]
    match = _PREPOSITION.search(before)
    return start - len(before) + match.start() if match else start


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
    known = words or lexicon.load()
    kinds = _kinds(known)
    found = []
    for match in _pattern(known).finditer(sentence.lower()):
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
    left, right = _clause(sentence, start, end)
    inside = [cue for cue in found if cue.start >= left and cue.end <= right]
    for some in (inside, found):
        for role in ("verb", "noun"):
            fit = [cue for cue in some if cue.role == role]
            if fit:
                return min(fit, key=lambda cue: start - cue.end if cue.end <= start else cue.start - end)
    return None


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause around a date; a date that opens the sentence belongs to what follows its comma."""
    left = max((match.end() for match in _CLAUSE.finditer(sentence, 0, start)), default=0)
    after = _CLAUSE.search(sentence, end + 1)
    return left, after.start() if after else len(sentence)


@lru_cache(maxsize=8)
def _kinds(words: Lexicon) -> list[tuple[str, str]]:
    """The kind and role of each alternative of `_pattern`, in its order."""
    return [(entry["name"], entry.get("as", "noun")) for entry in _entries(words) for _ in _alternatives(entry)]


def _entries(words: Lexicon) -> list[lexicon.Entry]:
    """The entries with a user's first, and verbs before nouns: at one place the first that fits is taken."""
    users_first = words["kind"][::-1]
    return sorted(users_first, key=lambda entry: entry.get("as", "noun") == "noun")


@lru_cache(maxsize=8)
def _pattern(words: Lexicon) -> re.Pattern[str]:
    """One pattern for all cues, each alternative with an empty group at its end, which tells it.

    A group around it would hide its first letter from `re`, which then tries every alternative at every word.
    """
    cues = "|".join(f"{cue}()" for entry in _entries(words) for cue in _alternatives(entry))
    return re.compile(rf"(?<![\w-])(?=\S)(?:{cues})")


def _alternatives(entry: lexicon.Entry) -> list[str]:
    """What a cue's pattern parts by "|" outside of brackets."""
    pattern = _GROUP.sub("(?:", entry["pattern"]).replace("<gap>", _GAP)
    bars = [match.start() for match in re.finditer(r"(?<!\\)\|", pattern) if _depth(pattern[: match.start()]) == 0]
    return [pattern[first + 1 : last] for first, last in pairwise([-1, *bars, len(pattern)])]


def _depth(pattern: str) -> int:
    return len(re.findall(r"(?<!\\)\(", pattern)) - len(re.findall(r"(?<!\\)\)", pattern))
