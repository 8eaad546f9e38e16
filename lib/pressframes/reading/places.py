"""Places that an article names: where each name stands, and which place lies in which.

A name is a place where the words around it say so, once in the article: a preposition of place ("near Karsa"), a
kind of place ("the town of Karsa", "Karsa province"), a place that holds it ("Karsa, Norland", "Norland's Karsa").
Wherever else the article has that name, it is the place too ("shells struck Karsa").  Countries are known by a list.
There is no gazetteer: which place lies in which the articles tell themselves.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pressframes.days import MONTHS, WEEKDAYS
from pressframes.reading.lexicon import Lexicon, alternation

_WORD = r"(?:(?:[aA]l|[eE]l|[aA]d|[aA]s|[aA]z|[aA]sh|[dD]er|[uU]m)-)?[A-Z][^\W\d_]*(?:['-][A-Za-z][^\W\d_]*)*"
_NAME = rf"{_WORD}(?: (?:(?:al|el|de|del|do|da|la|le|of|of the|sur|upon|am) )?{_WORD}){{0,3}}(?![\w-])"
_TOP = 600  # characters in which a headline stands
_CAPITAL = re.compile(r"\b(?:[a-zA-Z]{2,3}-)?[A-Z][^\W\d_]*(?:['-][A-Za-z][^\W\d_]*)*")
_WINDOW = 90  # characters between a name and the one that holds it


_ITEM = re.compile(
    rf"(?m)^[ \t]*[-*\u2022\u2013] (?:[^\n:,]{{0,20}}, ){{0,3}}(?P<name>{_NAME})(?=:| \()"
)  # "- 2 May, Karsa: ..."
_BESIDE = re.compile(rf"(?:'s |, )(?P<name>{_NAME})(?=[,.;\n]|$| (?:in|on|at|near|and|after|when|killed|said)\b)")
_LIES_IN = re.compile(r", (?:a [\w -]{3,30} in (?:the )?)?|,? (?:in|of|near) (?:the )?(?:[\w-]+ ){0,3}?(?:of )?| \(")
_HOLDS = re.compile(r"(?:'?s|'s [\w -]{0,30}(?:of )?| [\w-]+ (?:town|village|city|district|suburb)s? of)\s?")


class Mention(NamedTuple):
    """A place named in the text; `located` where the words say that something was there."""

    start: int
    end: int
    name: str
    located: bool


class Places(NamedTuple):
    """The mentions in text order, and for each place the one that the article says it lies in."""

    mentions: list[Mention]
    within: dict[str, str]
    countries: frozenset[str]
    often: dict[str, int]

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin from `start` to `end`."""
        first = bisect_left(self.mentions, start, key=lambda one: one.start)
        return self.mentions[first : bisect_left(self.mentions, end, key=lambda one: one.start)]

    def chain(self, name: str) -> list[str]:
        """The place and those that hold it, the innermost first."""
        found = [name]
        while (name := self.within.get(name, "")) and name not in found:
            found.append(name)
        return found


class _Known(NamedTuple):
    located: re.Pattern[str]
    struck: re.Pattern[str]
    of_kind: re.Pattern[str]
    kind_of: re.Pattern[str]
    people: re.Pattern[str]
    lands: dict[str, list[str]]
    peoples: dict[str, list[str]]
    countries: dict[str, str]
    never: frozenset[str]
    country_words: frozenset[str]
    before: frozenset[str]


@lru_cache(maxsize=8)
def _known(lexicon: Lexicon) -> _Known:
    table = {name: [word for entry in lexicon[name] for word in entry["words"]] for name in (
        "located", "struck", "place", "placed", "unplaced", "country", "demonym")}  # fmt: skip
    kinds, adjectives = alternation(table["place"]), alternation([*table["placed"], *table["place"]])
    demonyms = "|".join(re.escape(word.title()) for word in sorted(table["demonym"], key=len, reverse=True))
    held = r"[\w.]+-(?:held|controlled|ruled|backed|dominated)"
    described = rf"(?:(?:{adjectives}|{held}|{demonyms}|{_WORD}(?= (?:{kinds})\b)),? )"
    named = rf"(?:{described}{{0,5}}(?:(?:{kinds}) (?:of |called |named )(?:the )?)?)?(?P<name>{_NAME})"
    by_letters = {name.casefold()[:4]: name for name in table["country"]}
    happenings = [word for entry in lexicon["happening"] for word in entry["words"]]
    short = [name[:3] for name in (*MONTHS, *WEEKDAYS)]
    never = frozenset(word.casefold() for word in (*table["unplaced"], *happenings, *MONTHS, *WEEKDAYS, *short))
    directions = [word for word in table["placed"] if re.match("(?:north|south|east|west|central)", word)]
    peoples = [f"{one}s" for one in table["demonym"]]
    return _Known(
        re.compile(rf"\b(?i:{alternation(table['located'])}) {named}"),
        re.compile(rf"\b(?:{alternation(table['struck'])}) {named}"),
        re.compile(rf"\b(?i:{kinds}) (?:of |called |named )(?:the )?(?P<name>{_NAME})"),
        re.compile(rf"\b(?P<name>{_NAME}) (?i:{kinds})\b(?! of)"),
        re.compile(rf"s? (?:{adjectives} )*(?:{kinds})\b"),
        _by_first_word(table["country"]),
        _by_first_word(word.title() for word in table["demonym"] if word[:4] in by_letters),
        {word: by_letters[word[:4]] for word in table["demonym"] if word[:4] in by_letters},
        never,
        frozenset(table["country"]),
        never | {word.casefold() for word in (*directions, *table["demonym"], *peoples)},
    )  # fmt: skip


def find(folded: str, lexicon: Lexicon) -> Places:
    """The places of a folded text."""
    known = _known(lexicon)
    named: Counter[str] = Counter()
    located: dict[int, int] = {}
    for match in _ITEM.finditer(folded):
        named[match["name"]] += 1
        located[match.start("name")] = match.end("name")
    capitals = [match.span() for match in re.finditer(r"[^\n]+", folded[:_TOP]) if _in_capitals(match[0])]
    for pattern in (known.located, known.struck, known.of_kind, known.kind_of):
        for match in pattern.finditer(folded):
            if any(first <= match.start() < last for first, last in capitals):
                continue
            start, end = _trimmed(folded, *match.span("name"), known)
            if start < end:
                named[_plain(folded[start:end])] += 1
                located[start] = end
                beside = _BESIDE.match(folded, end)  # "Norland's Karsa", "Karsa, Norland,"
                first, last = _trimmed(folded, *beside.span("name"), known) if beside else (0, 0)
                if first < last:
                    named[_plain(folded[first:last])] += 1
                    located.setdefault(first, last)
    for start, end in list(located.items()):  # "Karsa Red Cross", where a comma is lost: the place known by itself
        short = next(
            (name for name in _beginnings(folded[start:end]) if named[name] and named[folded[start:end]] < 2), ""
        )
        located[start] = start + len(short) if short else end
    names = _by_first_word(filter(None, named))
    every = dict(located)
    often: Counter[str] = Counter()
    holding: list[tuple[int, str]] = []  # where the people of a country are said of a place
    for match in _CAPITAL.finditer(folded):
        at, word = match.span()[0], match[0]
        if name := _standing(folded, at, word, known.lands) or _standing(folded, at, word, names):
            every.setdefault(at, at + len(name))
        if people := _standing(folded, at, word, known.peoples):
            often[known.countries[people.casefold()]] += 1
            if said := known.people.match(folded, at + len(people)):
                holding.append((said.end(), known.countries[people.casefold()]))
    mentions: list[Mention] = []
    for start, end in sorted(every.items()):
        if mentions and start < mentions[-1].end:
            continue
        mentions.append(Mention(start, end, _plain(folded[start:end]), start in located))
    often.update(one.name for one in mentions)
    within = _within(folded, mentions, known.country_words, holding)
    return Places(mentions, within, known.country_words, dict(often))


def _by_first_word(names: Iterable[str]) -> dict[str, list[str]]:
    """The names, the longest first, by the first word of each."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name.split(" ")[0], []).append(name)
    return found


def _standing(folded: str, at: int, word: str, names: dict[str, list[str]]) -> str:
    """The name that stands in the text where a capital word begins; an "s" may follow it."""
    for first in (word, word[:-1], word.removesuffix("'s")):
        for name in names.get(first, ()):
            after = folded[at + len(name) : at + len(name) + 2]
            if folded.startswith(name, at) and not (after[:1].isalnum() and (after[:1] != "s" or after[1:].isalnum())):
                return name
    return ""


def _beginnings(name: str) -> list[str]:
    words = name.split(" ")
    return [" ".join(words[:n]) for n in range(1, len(words))]


def _in_capitals(line: str) -> bool:
    """Whether a line is a headline in capitals, which tells no names apart."""
    words = re.findall(r"[^\W\d_]+", line)
    return len(words) < 30 and sum(word[0].isupper() for word in words) * 3 > 2 * len(words)


def _plain(name: str) -> str:
    return re.sub(r"'s$", "", name)


def _trimmed(folded: str, start: int, end: int, known: _Known) -> tuple[int, int]:
    """The name without words that are of no place at its ends; empty if it is the name of something else.

    "Norland's Karsa" is the first of the two, and so is a country that lost its apostrophe: "Norlands Karsa".
    """
    words = folded[start:end].split(" ")
    if any(re.sub(r"'s$", "", word.casefold()) in known.never for word in words[1:]) or re.search(
        r"-[a-z]+$", words[-1]
    ):
        return start, start
    while words and re.sub(r"'s$", "", words[0].casefold()) in known.before:
        start += len(words[0]) + 1
        words = words[1:]
    peoples = words and all(part.casefold() in known.before for part in words[0].split("-"))
    if not words or peoples or len(words[0]) < 3 or (words[0].isupper() and len(words[0]) < 5):
        return start, start
    if words[0] in known.country_words:
        words = words[:1]
    for at, word in enumerate(words):
        bare = re.sub(r"'?s$", "", word)
        if bare != word and (word.endswith("'s") or bare in known.country_words):
            words = [*words[:at], bare] if not at else words[:at]
            break
    return start, start + len(" ".join(words))


def _within(
    folded: str, mentions: list[Mention], lands: frozenset[str], holding: list[tuple[int, str]]
) -> dict[str, str]:
    """Which of two places that stand side by side holds the other, each told once or more; the most told counts."""
    told: Counter[tuple[str, str]] = Counter()
    for one, other in pairwise(mentions):
        between = folded[one.end : other.start]
        if len(between) > _WINDOW or one.name == other.name or {one.name, other.name} <= lands:
            continue
        if _LIES_IN.fullmatch(between):
            told[one.name, other.name] += 1 + (between == ", ")
        elif _HOLDS.fullmatch(between):
            told[other.name, one.name] += 1
    starts = [one.start for one in mentions]
    for end, country in holding:
        at = bisect_left(starts, end)
        if at < len(mentions) and mentions[at].start <= end + 6 and mentions[at].name != country:
            told[mentions[at].name, country] += 1
    within: dict[str, str] = {}
    for (inner, outer), _ in told.most_common():
        if inner not in within and inner not in _holders(within, outer):
            within[inner] = outer
    return within


def _holders(within: dict[str, str], name: str) -> list[str]:
    found = [name]
    while (name := within.get(name, "")) and name not in found:
        found.append(name)
    return found
