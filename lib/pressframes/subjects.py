"""The subject of a claim: its group made comparable across articles.

A subject is a nationality (where the text or its context gives one) and a role: "North Korean troops",
"civilians", "people".  Soldiers, fighters and militants are one role; an unnamed group takes the subject that
the sentences before it settle, and else the only nationality of its role in the article.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from pressframes.lexicon import Lexicon, alternation

_FORCES = {"deployed"}


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    demonyms = [word for entry in lexicon["demonym"] for word in entry["words"]]
    roles = {word: entry["kind"] for entry in lexicon["noun"] for word in entry["words"]}
    return re.compile(rf"\b({alternation(demonyms)})(s?)\b", re.I), roles


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
    pattern, _ = _patterns(lexicon)
    match = pattern.search(group)
    nation = " ".join(part.capitalize() for part in match[1].split()) if match else ""
    bare = match is not None and not group[match.end() :].strip()
    if kind == "force" or (measure in _FORCES and (bare or kind == "unknown")):
        return nation, "troops"
    if bare:
        return nation, "people"
    words = group.lower().split()
    return nation, words[-1] if kind in ("person", "count") else "people"
