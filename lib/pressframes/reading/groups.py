"""The group that an amount counts: the noun phrase behind it, and what kind of thing its head is."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from pressframes.reading.tokens import Tagged

_MODIFIERS = "wUyEvQj-"
_HEADS = "HTXCz"
_POOL = re.compile(r"Od?[wUXHT]{0,3}N")
_THOSE = ("those", "these")
_LONGEST = 7  # words before the head


class Group(NamedTuple):
    """Tokens `first` up to `last` behind an amount, and the kind of their head.

    A kind is person, force, thing, unit or count (as the lexicon lists the noun), name for an unlisted name
    ("12 Iraqis"), unknown, tally for a deed ("15 deaths"), other and them for an ellipsis ("30 others", "two of
    them"), none for no noun.
    """

    first: int
    last: int
    kind: str


@dataclass(slots=True)
class Figure:
    """How one amount is read: its measure or the reason of its refusal, by which rule, and of which group.

    `amount` is the token; `refers` the group that an ellipsis stands for, `whole` the amount that this is part of.
    """

    amount: int
    group: Group
    measure: str | None = None
    refusal: str | None = None
    rule: str = ""
    refers: Group | None = None
    whole: int | None = None


_STRONG = ("strong", "member", "man")
NOT_PEOPLE = ("thing", "unit")
_KINDS = {"H": "person", "T": "force", "X": "thing", "z": "unit", "C": "count"}


def find(tagged: Tagged, amount: int) -> Group:
    """The group of the amount at token `amount`; empty (first == last) where none stands there."""
    tags = tagged.tags
    at = amount + 1
    if (whole := pool(tags, amount)) is not None:
        kind = find(tagged, whole).kind
        return Group(at, at, kind if kind in NOT_PEOPLE else "none")
    if tags[at : at + 2] in ("-w", "-H", "-T") and tagged.words(at + 1, at + 2).lower() in _STRONG:
        return Group(at + 2, _run(tags, at + 2), "force")  # "a 4,500-strong force", the only compounds that count
    if tags[at : at + 1] == "%":
        return Group(at, at + 1, "them")
    if tags[at : at + 1] == "O":
        at += 1 + (tags[at + 1 : at + 2] == "d")
        if tags[at : at + 1] in ("p", "W"):
            return Group(amount + 1, at + 1, "them")
        if tags[at : at + 1] in ("B", "h", "D") and at == amount + 3 and tagged.words(at - 1, at).lower() in _THOSE:
            return Group(amount + 1, at, "them")
        if tags[at : at + 1] == "C" and at == amount + 2 and _names(tagged, at):  # "dozens of refugees"
            return Group(at, at + 1, "count")
        if tags[at : at + 1] in ("K", "A", "C", "N", ""):
            return Group(amount + 1, amount + 1, "none")
    elif tags[at : at + 1] == "d" and tagged.words(at, at + 1).lower() not in ("of", "all"):
        return Group(at, at, "none")
    first = at
    if tags[first : first + 1] == "Q" and tagged.words(first, first + 1).lower() == "others":
        return Group(first, first + 1, "other")
    if _homograph(tagged, amount):
        return Group(first, first + 1, "thing")
    if _describes(tagged, first):
        return Group(first, first + 2, "unknown")
    head = _head(tags, first)
    if head is not None and (last := _compound(tagged, amount, head)) > head:
        return Group(first, last, "thing")
    while head is not None and first < head and tags[first] == "Q":  # "nine more nurses": the nurses
        first += 1
    if head is not None and (meaning := tagged.meanings[head]) and not meaning.names_group:
        named = _named(tags, first, head)
        return Group(named, head, "count") if named < head else Group(first, head, "tally")
    if head is not None:
        return Group(first, _extend(tags, head + 1), _KINDS[tags[head]])
    last = first
    while last < len(tags) and last - first < 4 and tags[last] in "wUQ":
        last += 1
    words = tags[first:last]
    if not words.strip("Q"):
        return Group(first, last, "other" if words else "none")
    return Group(first, last, "name" if "U" in words else "unknown")


def _names(tagged: Tagged, at: int) -> bool:
    """True if the counted noun at `at` names people ("refugees"), and no deed ("deaths")."""
    meaning = tagged.meanings[at]
    return meaning is not None and meaning.names_group


def _run(tags: str, at: int) -> int:
    """The token after the plain words, names and nouns that stand at `at`."""
    last = at
    while last < len(tags) and last - at < 4 and tags[last] in "wUTXH":
        last += 1
    return last


def _homograph(tagged: Tagged, amount: int) -> bool:
    """True for a plural that looks like a verb: "in two states", where many of anything would "state"."""
    at = amount + 1
    verb = tagged.tags[at : at + 1] == "S" and tagged.words(at, at + 1).endswith("s")
    return verb and tagged.amounts[amount].best != 1 and tagged.tags[at + 1 : at + 2] not in ("U", "d", "H")


def _named(tags: str, first: int, head: int) -> int:
    """Where people are named before a tally ("civilian casualties"), or `head` if they are not."""
    return next((at for at in range(first, head) if tags[at] in "HTU"), head)


def _describes(tagged: Tagged, first: int) -> bool:
    """True if a state is told of an unlisted noun: "nine dead phones", not "nine dead sources said"."""
    plural = tagged.tags[first : first + 2] == "Aw" and tagged.words(first + 1, first + 2).endswith("s")
    return plural and tagged.tags[first + 2 : first + 3] != "S"


def _compound(tagged: Tagged, amount: int, head: int) -> int:
    """Where a noun ends that people or deeds only tell more of ("9 passengers' bags", "12 death scenes"), or 0."""
    mark = tagged.text[tagged.spans[head][1] :][:2]
    if mark == "' " and tagged.tags[head + 1 : head + 3] == ",X":
        return head + 3
    meaning, counted = tagged.meanings[head], tagged.amounts.get(amount)
    deed = meaning and not meaning.names_group and not tagged.words(head, head + 1).endswith("s")
    many = counted is not None and counted.best != 1
    return head + 2 if deed and many and tagged.tags[head + 1 : head + 2] in ("w", "X") else 0


def pool(tags: str, amount: int) -> int | None:
    """The token of the larger number that an amount is counted out of: "12 of the town's 3,000 inhabitants"."""
    match = _POOL.match(tags, amount + 1)
    return match.end() - 1 if match else None


def _head(tags: str, first: int) -> int | None:
    """The last of the first run of head nouns behind modifiers, a listed thing giving way to people."""
    at = first
    while at < len(tags) and at - first < _LONGEST:
        tag = tags[at]
        if tag in _HEADS:
            while tags[at + 1 : at + 2] and tags[at + 1] in _HEADS:
                at += 1
            if tags[at] == "X" and tags[at + 1 : at + 2] in ("w", "U") and tags[at + 2 : at + 3] in ("H", "T"):
                return at + 2
            return at
        if tag in "KAe" and tags[at + 1 : at + 2] not in ("H", "T", "X"):
            return None
        if tag not in _MODIFIERS and tag not in "KAe":
            return None
        at += 1
    return None


def _extend(tags: str, last: int) -> int:
    """Past "and fighters", "of the Free Men": what still belongs to the name of the group."""
    if tags[last : last + 2] in ("&H", "&T"):
        last += 2
    if tags[last : last + 1] == "O":
        at = last + 1 + (tags[last + 1 : last + 2] == "d")
        stop = at
        while stop < len(tags) and stop - at < 5 and tags[stop] in "UwHT":
            stop += 1
            if tags[stop - 1] in "HT":
                break
        if stop > at and "U" in tags[at:stop]:
            return stop
    return last
