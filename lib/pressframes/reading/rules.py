"""The rules of the lexicon, compiled: patterns in words ("n=amount group* cue=state") over a sentence's tags."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pressframes.errors import PressframesError
from pressframes.reading.lexicon import Entry, Lexicon
from pressframes.reading.tokens import CLASSES

_NAME = re.compile(r"(\w+=)?(\[\^?[a-z ]+\]|[a-z]+)(?![\w}])")
_BRACKETS = re.compile(r"\([^()]*\)[?*]?")


class Rule(NamedTuple):
    """One rule: `pattern` runs over tags and names the amount n and the cue; `refuse` is a reason of refusal.

    `certain`: for each place that the pattern cannot do without, the tags that fill it.
    """

    name: str
    pattern: re.Pattern[str]
    certain: tuple[frozenset[str], ...]
    measure: str | None
    needs: str | None
    refuse: str | None


@lru_cache(maxsize=8)
def rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    """The rules in the order in which they are tried; raises PressframesError for a pattern that cannot be read."""
    return tuple(_compile(entry) for entry in lexicon["rule"])


def fitting(lexicon: Lexicon, tags: str) -> Iterator[Rule]:
    """The rules whose certain places these tags can fill: most sentences have no word for most rules."""
    missing = frozenset(CLASSES.values()).difference(tags)
    return (rule for rule in rules(lexicon) if not any(place <= missing for place in rule.certain))


def _compile(entry: Entry) -> Rule:
    try:
        pattern = shape(entry["pattern"])
        if "n" not in pattern.groupindex:
            raise KeyError("n=amount")
    except (KeyError, re.error) as error:
        allowed = ", ".join(CLASSES)
        message = (
            f"The rule {entry.get('name')!r} of the lexicon cannot be read ({error}); its pattern takes {allowed}."
        )
        raise PressframesError(message) from error
    return Rule(
        entry["name"],
        pattern,
        _certain(entry["pattern"]),
        entry.get("measure"),
        entry.get("needs"),
        entry.get("refuse"),
    )


def shape(pattern: str) -> re.Pattern[str]:
    """A pattern over tags, compiled from its words."""
    return re.compile(translate(pattern))


def translate(pattern: str) -> str:
    """A pattern in words as a pattern over tags: `name=` captures, [a b] is one of, [^a b] none of.

    >>> translate("n=amount group* (?! comma) cue=[state participle]")
    '(?P<n>N)g*(?!,)(?P<cue>[AK])'
    """
    first, *parts = _NAME.split(pattern)
    out = [first.replace(" ", "")]
    for name, classes, rest in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
        one = _letters(classes)
        out.append((f"(?P<{name[:-1]}>{one})" if name else one) + rest.replace(" ", ""))
    return "".join(out)


def _certain(pattern: str) -> tuple[frozenset[str], ...]:
    """The tags of each place that a pattern cannot do without; of brackets and of "none of" that is not asked.

    >>> [sorted(tags) for tags in _certain("n=amount group* (comma speech)? [be have] (?! group)")]
    [['N'], ['B', 'h']]
    """
    while (plain := _BRACKETS.sub("", pattern)) != pattern:
        pattern = plain
    _, *parts = _NAME.split(pattern)
    places = [
        classes
        for classes, rest in zip(parts[1::3], parts[2::3], strict=True)
        if not rest.replace(" ", "").startswith(("?", "*", "{0")) and not classes.startswith("[^")
    ]
    return () if "|" in pattern else tuple(frozenset(_tags(classes)) for classes in places)


def _tags(classes: str) -> list[str]:
    return [CLASSES[word] for word in classes.strip("[^]").split()]


def _letters(classes: str) -> str:
    letters = "".join(map(re.escape, _tags(classes)))
    if not classes.startswith("["):
        return letters
    return f"[^{letters}]" if classes.startswith("[^") else f"[{letters}]"
