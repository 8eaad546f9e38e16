"""The register of sources: one name and one kind for each party, however an article spells it."""

import re
from functools import lru_cache
from typing import NamedTuple, TypeVar

from pressframes.reading.lexicon import Lexicon, alternation

_Row = TypeVar("_Row")
_DETERMINERS = re.compile(r"^(?:the|a|an|some|other|one|several|so-called)\s+", re.I)
_FORMER = re.compile(r"\b(?:former|retired|ex)\b(?! soviet)", re.I)
_JOINT = re.compile(r",|\b(?:of|at|for|in|from|with|and|or|on|to|who|which)\b", re.I)
_STATE_RUN = re.compile(r"\b(?:state(?:-run|-owned)?|official|government-run)\b", re.I)


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
    pattern = re.compile(rf"(?<![\w-])(?:{alternation(sorted(parties))})(?![\w-])", re.I)
    return Register(parties, heads, pattern, re.compile(rf"(?<![\w-])(?:{alternation(sorted(heads))})(?![\w-])", re.I))


def identify(words: str, known: Register) -> tuple[str, str]:
    """The name and kind of the party that the words name.

    A listed party keeps its listed name where the words are little more than it; else the name is the words
    without article, and the kind that of its role nouns ("an army spokesman": military).
    """
    party = known.party.search(words)
    plain = _DETERMINERS.sub("", " ".join(words.split()))
    heads = list(known.head.finditer(words))
    if party:
        name, kind = _listed(party, known.parties)
        reporter = kind not in _PRESS and _reports_on(words, party, heads, known)
        if not reporter and not _speaks_for(words, party, heads):
            return name, kind
    if not heads:
        return plain, "unnamed"
    specific = [_listed(head, known.heads) for head in heads]
    kind = _kind(specific[: _in_first_phrase(words, heads)] or specific)
    if kind in ("unnamed", "government", "party_to_conflict"):
        kind = next((other for other in specific if other in _SPECIFIC), kind)
    if kind == "unnamed":  # "a source at the police command"
        kind = next((other for other in specific if other != kind), kind)
    if kind == "media" and _STATE_RUN.search(words):
        kind = "state_media"
    return plain, kind


def _listed(match: re.Match[str], table: dict[str, _Row]) -> _Row:
    return table[" ".join(match[0].lower().split())]


def _in_first_phrase(words: str, heads: list[re.Match[str]]) -> int:
    """How many of the role nouns stand in the first noun phrase, before "of", "at", a comma ..."""
    joint = _JOINT.search(words)
    return sum(1 for head in heads if not joint or head.end() <= joint.start())


def _kind(kinds: list[str]) -> str:
    """The kind of a compound of role nouns: as a rule that of the first ("rebel leader", "police colonel").

    A hospital is a hospital and a paper a paper, whosoever it is; a press secretary is no press.
    """
    first, last = kinds[0], kinds[-1]
    return last if last in ("medical", "media") or (first == "media" and last != "unnamed") else first


def _reports_on(words: str, party: re.Match[str], heads: list[re.Match[str]], known: Register) -> bool:
    """True if the words name one who reports on the party and is not of it ("a White House correspondent")."""
    compound = heads[: _in_first_phrase(words, heads)]
    last = compound[-1] if compound else None
    return bool(last and last.start() >= party.end() and _listed(last, known.heads) in _PRESS)


_PRESS = ("media", "state_media")
_SPECIFIC = ("medical", "military", "intelligence", "legislature", "state_media", "monitor", "international")


def _speaks_for(words: str, party: re.Match[str], heads: list[re.Match[str]]) -> bool:
    """True if the words name a person or body beside the listed party ("an adviser to the ...", "a former ...")."""
    if _FORMER.search(words, 0, party.start()):
        return True
    outside = [head for head in heads if head.end() <= party.start() or head.start() >= party.end()]
    rest = re.sub(r"\W+", " ", words[: party.start()] + words[party.end() :]).split()
    return bool(outside) and len(rest) > 3
