"""The subject of a claim: its group made comparable across articles.

A subject is a nationality (where the text or its context gives one) and a role: "Mongolian troops",
"civilians", "people".  Soldiers, fighters and militants are one role; an unnamed group takes the subject that
the sentences before it settle, and else the only nationality of its role in the article.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from pressframes.reading.lexicon import Lexicon, alternation
from pressframes.reading.tokens import singular

_FORCES = {"deployed"}
# Nouns that say no more of people than that they are people, or what befell them.
_ANYBODY = frozenset(("people", "persons", "person", "individuals", "souls", "humans", "bodies", "victims", "dead"))
_ANYBODY |= {"wounded", "injured", "casualties", "members", "member", "others"}


@lru_cache(maxsize=8)
def _nations(lexicon: Lexicon) -> re.Pattern[str]:
    demonyms = [word for entry in lexicon["demonym"] for word in entry["words"]]
    return re.compile(rf"\b(?-i:(?=[A-Z]))({alternation(demonyms)})(s?)\b", re.I)


@lru_cache(maxsize=8)
def _roles(lexicon: Lexicon) -> dict[str, str]:
    """The role that each noun for people gives, in the plural; "people" where it says no more than that."""
    listed = [word for entry in lexicon["noun"] if entry["kind"] == "person" for word in entry["words"]]
    roles: dict[str, str] = {}
    for word in listed:
        for form in (singular(word), word):
            roles.setdefault(form, "people" if word in _ANYBODY else word)
    return roles


def subjects(groups: Sequence[tuple[str | None, str, str]], lexicon: Lexicon) -> list[str]:
    """The subjects of an article's claims in text order, from (group, kind of its head, measure) of each."""
    stated = [_stated(group, kind, measure, lexicon) for group, kind, measure in groups]
    named = {role: {nation for nation, its in stated if its == role and nation} for _, role in stated if role}
    found: list[str] = []
    last: tuple[str, str] | None = None
    for nation, role in stated:
        if role and not nation and role == "troops" and len(named.get(role, ())) == 1:
            nation = next(iter(named[role]))
        if not role:
            nation, role = last or ("", "")
        last = (nation, role) if role else last
        found.append(f"{nation} {role}".strip())
    first = next((subject for subject in found if subject), "people")
    return [subject or first for subject in found]


def _stated(group: str | None, kind: str, measure: str, lexicon: Lexicon) -> tuple[str, str]:
    """The nationality and role that the words give; both empty for an ellipsis."""
    if not group or kind in ("none", "other", "them", "tally"):
        return "", ""
    match = _nations(lexicon).search(group)
    nation = " ".join(part.capitalize() for part in match[1].split()) if match else ""
    bare = match is not None and not group[match.end() :].strip()
    if kind == "force" or (measure in _FORCES and (bare or kind == "unknown")):
        return nation, "troops"
    if bare:
        return nation, "people"
    roles = _roles(lexicon)
    return nation, next((roles[word] for word in reversed(group.lower().split()) if word in roles), "people")
