"""The register of sources: one name and one kind for each party, however an article spells it."""

import re
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading.lexicon import Lexicon, alternation

_DETERMINERS = re.compile(r"^(?:the|a|an|some|other|one|several|so-called)\s+", re.I)
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
    without article, and the kind that of the last role noun ("the deputy health minister": government).
    """
    party = known.party.search(words)
    plain = _DETERMINERS.sub("", " ".join(words.split()))
    heads = list(known.head.finditer(words))
    if party and not _speaks_for(words, party, heads):
        name, kind = known.parties[" ".join(party[0].lower().split())]
        return name, kind
    if not heads:
        return plain, "unnamed"
    kind = known.heads[" ".join(heads[0][0].lower().split())]
    specific = [known.heads[" ".join(head[0].lower().split())] for head in heads]
    if kind in ("unnamed", "government", "party_to_conflict"):
        kind = next((other for other in specific if other in _SPECIFIC), kind)
    if kind == "unnamed":  # "a source at the police command"
        kind = next((other for other in specific if other != kind), kind)
    if kind == "media" and _STATE_RUN.search(words):
        kind = "state_media"
    return plain, kind


_SPECIFIC = ("medical", "military", "intelligence", "legislature", "state_media", "monitor", "international")


def _speaks_for(words: str, party: re.Match[str], heads: list[re.Match[str]]) -> bool:
    """True if the words name a person or body beside the listed party ("an adviser to the ...")."""
    outside = [head for head in heads if head.end() <= party.start() or head.start() >= party.end()]
    rest = re.sub(r"\W+", " ", words[: party.start()] + words[party.end() :]).split()
    return bool(outside) and len(rest) > 3
