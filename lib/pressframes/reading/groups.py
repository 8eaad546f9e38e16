"""The people whom an amount counts: the noun phrase behind it, of what kind its head is, and its subject.

A subject is a group made comparable across articles: a nationality (where the text or its context gives one) and a
role, as in "Mongolian troops", "civilians", "people".  Soldiers, fighters and militants are one role; an unnamed group
takes the subject that the sentences before it settle, and else the only nationality of its role in the article.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading.lexicon import Lexicon, alternation
from pressframes.reading.tokens import Tagged, shape, singular

NOT_PEOPLE = ("thing", "unit")
_KINDS = {"H": "person", "T": "force", "X": "thing", "z": "unit", "C": "count"}
_POOL = shape("of determiner? [word name thing person force]{0,3} amount")
_STRONG = shape("dash [word person force]")
_FORCE = shape("[word name force thing person]{0,4}")
_HEAD = shape(
    "([word name adverb evidence past more ing dash] | [participle state doing] (?= [person force thing])){0,6}"
    " [person force thing count unit]+"
)
_FOR_PEOPLE = shape("thing [word name] [person force]")  # a listed thing gives way to people
_AND_MORE = shape("and [person force]")
_OF_NAME = shape("of determiner? ([name word]{0,4} [person force] | [name word]{1,5})")
_UNLISTED = shape("[word name more]{0,4}")
_NOT_VERB = shape("speech (?! [name determiner person])")
_DESCRIBED = shape("state word (?! speech)")
# Nouns that say no more of people than that they are people, or what befell them.
_ANYBODY = frozenset(("people", "persons", "person", "individuals", "souls", "humans", "bodies", "victims", "dead"))
_ANYBODY |= {"wounded", "injured", "casualties", "members", "member", "others"}


class Group(NamedTuple):
    """Tokens `first` up to `last` behind an amount, and the kind of their head.

    A kind is person, force, thing, unit or count (as the lexicon lists the noun), name for an unlisted name
    ("12 Iraqis"), unknown, tally for a deed ("15 deaths"), other and them for an ellipsis ("30 others", "two of
    them"), none for no noun.
    """

    first: int
    last: int
    kind: str


def find(tagged: Tagged, amount: int) -> Group:
    """The group of the amount at token `amount`; empty (first == last) where none stands there."""
    tags, first = tagged.tags, amount + 1
    if (whole := pool(tags, amount)) is not None:
        kind = find(tagged, whole).kind
        return Group(first, first, kind if kind in NOT_PEOPLE else "none")
    if _STRONG.match(tags, first) and tagged.words(first + 1, first + 2).lower() in ("strong", "member", "man"):
        return Group(first + 2, _end(_FORCE, tags, first + 2), "force")  # the only compounds that count
    if tags.startswith("%", first):
        return Group(first, first + 1, "them")
    if tags.startswith("O", first):
        at = first + 1 + tags.startswith("d", first + 1)
        if tags.startswith(("p", "W"), at):
            return Group(first, at + 1, "them")
        if tags.startswith(("B", "h", "D"), at) and tagged.words(first + 1, at).lower() in ("those", "these"):
            return Group(first, at, "them")
        if tags.startswith("C", at) and at == first + 1 and _names(tagged, at):  # "dozens of refugees"
            return Group(at, at + 1, "count")
        if at == len(tags) or tags[at] in "KACN":
            return Group(first, first, "none")
        first = at
    elif tags.startswith("d", first) and tagged.words(first, first + 1).lower() not in ("of", "all"):
        return Group(first, first, "none")
    return _noun_phrase(tagged, amount, first)


def _noun_phrase(tagged: Tagged, amount: int, first: int) -> Group:
    """The group of the amount whose noun phrase begins at token `first`."""
    tags = tagged.tags
    if tags.startswith("Q", first) and tagged.words(first, first + 1).lower() == "others":
        return Group(first, first + 1, "other")
    many = amount in tagged.amounts and tagged.amounts[amount].best != 1
    if many and _NOT_VERB.match(tags, first) and tagged.words(first, first + 1).endswith("s"):
        return Group(first, first + 1, "thing")  # "in two states", where many of anything would "state"
    if _DESCRIBED.match(tags, first) and tagged.words(first + 1, first + 2).endswith("s"):
        return Group(first, first + 2, "unknown")  # "nine dead phones", not "nine dead sources said"
    last = _end(_HEAD, tags, first)
    if last == first:
        last = _end(_UNLISTED, tags, first)
        words = tags[first:last]
        if not words.strip("Q"):
            return Group(first, last, "other" if words else "none")
        return Group(first, last, "name" if "U" in words else "unknown")
    last += 2 * (_FOR_PEOPLE.match(tags, last - 1) is not None)
    deed = tagged.meanings[last - 1] is not None and not _names(tagged, last - 1)
    if tagged.text.startswith("' ", tagged.spans[last - 1][1]) and tags.startswith(",X", last):
        return Group(first, last + 2, "thing")  # "9 passengers' bags"
    if deed and many and tags.startswith(("w", "X"), last) and not tagged.words(last - 1, last).endswith("s"):
        return Group(first, last + 1, "thing")  # "12 death scenes"
    while first < last - 1 and tags[first] == "Q":  # "nine more nurses": the nurses
        first += 1
    if deed:
        people = next((at for at in range(first, last - 1) if tags[at] in "HTU"), None)  # "civilian casualties"
        return Group(first, last - 1, "tally") if people is None else Group(people, last - 1, "count")
    kind = _KINDS[tags[last - 1]]
    last = _end(_AND_MORE, tags, last)
    of_name = _OF_NAME.match(tags, last)  # "of the Free Men" belongs to the name of the group
    return Group(first, of_name.end() if of_name and "U" in of_name[0] else last, kind)


def _end(pattern: re.Pattern[str], tags: str, at: int) -> int:
    """Where what the pattern matches at `at` ends; `at` itself if it does not match."""
    match = pattern.match(tags, at)
    return match.end() if match else at


def _names(tagged: Tagged, at: int) -> bool:
    """True if the noun at `at` names people ("refugees"), and no deed ("deaths")."""
    meaning = tagged.meanings[at]
    return meaning is not None and meaning.names_group


def pool(tags: str, amount: int) -> int | None:
    """The token of the larger number that an amount is counted out of: "12 of the town's 3,000 inhabitants"."""
    match = _POOL.match(tags, amount + 1)
    return match.end() - 1 if match else None


@lru_cache(maxsize=8)
def _known(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    """The names of nations, and the role that each noun for people gives, in the plural."""
    demonyms = [word for entry in lexicon["demonym"] for word in entry["words"]]
    roles: dict[str, str] = {}
    nouns = (entry for entry in [*lexicon.own.get("noun", ()), *lexicon["noun"]] if entry["kind"] == "person")
    for word in (word for entry in nouns for word in entry["words"]):
        for form in (singular(word), word):
            roles.setdefault(form, "people" if word in _ANYBODY else word)
    return re.compile(rf"\b(?-i:(?=[A-Z]))({alternation(demonyms)})(s?)\b", re.I), roles


def subjects(groups: Sequence[tuple[str | None, str, str]], lexicon: Lexicon) -> list[str]:
    """The subjects of an article's claims in text order, from (group, kind of its head, measure) of each."""
    stated = [_stated(*group, lexicon) for group in groups]
    armies = {nation for nation, role in stated if role == "troops" and nation}
    found: list[str] = []
    last = ("", "")
    for nation, role in stated:
        if role:
            last = (next(iter(armies)) if role == "troops" and not nation and len(armies) == 1 else nation, role)
        found.append(" ".join(last).strip())
    first = next((subject for subject in found if subject), "people")
    return [subject or first for subject in found]


def _stated(group: str | None, kind: str, measure: str, lexicon: Lexicon) -> tuple[str, str]:
    """The nationality and role that the words give; both empty for an ellipsis."""
    if not group or kind in ("none", "other", "them", "tally"):
        return "", ""
    nations, roles = _known(lexicon)
    match = nations.search(group)
    nation = " ".join(part.capitalize() for part in match[1].split()) if match else ""
    bare = match is not None and not group[match.end() :].strip()
    if kind == "force" or (measure == "deployed" and (bare or kind == "unknown")):
        return nation, "troops"
    if bare:
        return nation, "people"
    return nation, next((roles[word] for word in reversed(group.lower().split()) if word in roles), "people")
