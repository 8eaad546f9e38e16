"""Whether the words around a date say that it lies behind or ahead ("struck on Friday", "will meet on Friday").

Measured on newswire, the tense of a verb says little by itself ("would", "to leave", "is"); a plan does ("will",
"is due", "scheduled"), and so does a verb in the past right before the date.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from pressframes.reading.dategrammar import Found, Vocabulary

Side = Literal["past", "ahead", "open"]
_NEAR = 40  # tokens (words, spaces and marks) on either side of a date
_CLOSE = 10  # tokens within which a plan bears on a date
_HELPERS = {"to", "not", "did", "do", "t", "would", "could", "can", "might", "must", "should"}
_ATTACHED = 4  # tokens before a verb in which its own "had" or "been" stands


def side(found: Found) -> Side:
    """Where the date lies by the verb nearest before it in the sentence, or by the first after it if there is none."""
    pieces = found.tokens.pieces
    before = pieces[max(0, found.first - _NEAR) : found.first]
    before = before[_sentence(before) :]
    after = pieces[found.last : found.last + _NEAR]
    if (by := "".join(before[-2:]).rstrip().lower()) == "since":
        return "past"
    if by in ("by", "until"):  # "has until Friday" is ahead, "until Friday nobody knew" is not
        return "past" if "past" in (_nearest(found, before[:-2]), _first(found, after)) else "ahead"
    if (told := _nearest(found, before)) is not None:
        planned = _nearest(found, before[-_CLOSE:]) == "ahead" and not _is_named(before, after)
        return "open" if told == "ahead" and not planned else told
    told = _first(found, after)
    return "open" if told is None or told == "ahead" else told


def _is_named(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the date names what is spoken of: "will study Monday's attack", "will replace the Monday show"."""
    return after[:1] == ["'"] or [piece.lower() for piece in before[-2:]] in (["the", " "], ["a", " "])


def _sentence(pieces: Sequence[str]) -> int:
    """Where the last sentence of the pieces begins."""
    return max((n + 1 for n, piece in enumerate(pieces) if piece == "."), default=0)


def _nearest(found: Found, before: Sequence[str]) -> Side | None:
    return next(_sides(found, before, reversed(range(len(before)))), None)


def _first(found: Found, after: Sequence[str]) -> Side | None:
    return next(_sides(found, after, range(after.index(".") if "." in after else len(after))), None)


def _sides(found: Found, pieces: Sequence[str], places: Iterable[int]) -> Iterator[Side]:
    """What each of the words says that says something."""
    known = found.tokens.vocabulary
    tells = _tells(known)
    for place in places:
        word = pieces[place]
        if word == " ":
            continue
        told = tells.get(word.lower())
        if told is None:
            said: Side | None = "past" if word[-2:] == "ed" and _is_verb(word) else None
        elif told == "ahead":
            said = "open" if word != "to" else _infinitive(pieces, place, tells)
        else:
            said = "past" if told == "past" else _planned(told, pieces[max(0, place - _ATTACHED) : place], known)
        if said is not None:
            yield said


def _is_verb(word: str) -> bool:
    """Whether a word in -ed may be a verb in the past; a name and "unspecified" are none."""
    return word.islower() and not word.startswith("un")


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
