"""Words that point back to a party named before: "he", "the group", "the source", "according to the report"."""

import re

from pressframes.reading.parties import ELLIPSES
from pressframes.reading.register import Register, identify

_PRONOUN = re.compile(r"(?:he|she|it|they|we|i)$", re.I)
_POINTS_BACK = re.compile(r"(?i:the|this|that|these|those)\s+(?:(?:[a-z]\w*|\w+-[a-z]\w*)\s+){0,2}?(?P<noun>[\w-]+)$")
_PERSON = re.compile(
    r"\b(?:director|head|chief|spokes\w+|chairman|official|leader|president|governor|mayor|minister|commander|colonel|doctor|surgeon|nurse)\b",
    re.I,
)
BODIES = frozenset(
    (
        "group", "monitor", "watchdog", "organization", "organisation", "ngo", "charity", "observatory",
        "network", "agency",
    )
)  # fmt: skip
_DOCUMENTS = frozenset(("report", "statement", "bulletin", "study", "document", "communique"))
_OFFICES = frozenset(("official", "ministry", "police", "army"))  # one of a kind is not another: only by the same word
_GENERIC = frozenset(
    (
        "group", "source", "agency", "organization", "organisation", "statement", "report", "official",
        "spokesman", "spokeswoman", "newspaper", "daily", "monitor", "watchdog", "ngo", "ministry",
        "correspondent", "reporter", "director", "charity", "channel", "paper", "observatory", "sources",
        "activists", "activist", "officials", "network", "witness", "bulletin", "minister", "commander",
        "police", "army",
    )
)  # fmt: skip


def is_pronoun(words: str) -> bool:
    """True for "he", "it", "they" ... alone."""
    return _PRONOUN.match(words) is not None


def is_person(name: str) -> bool:
    """True if the name is that of an office-holder, who is not the body itself ("the Observatory's director")."""
    return _PERSON.search(name) is not None


def noun(words: str) -> str | None:
    """The noun of a phrase that points back ("the group": group), "" for a pronoun, None for a name."""
    if is_pronoun(words) or words.lower() in ELLIPSES:
        return ""
    back = _POINTS_BACK.match(words)
    if not back or back["noun"].lower() not in _GENERIC:
        return None
    return back["noun"].lower()


def fits(noun: str, name: str, known: Register) -> bool:
    """True if the party `name` can be called "the NOUN": it holds the word, or is of the kind that the word names."""
    _, kind = identify(name, known)
    if noun in _DOCUMENTS or noun.rstrip("s") in name.lower():
        return True
    if noun in ("group", "organization", "organisation"):
        return kind in ("monitor", "party_to_conflict")
    return noun not in _OFFICES and known.heads.get(noun) == kind
