"""The words of dates, and a text as their classes: one character for each word, space or mark.

A grammar over words is slow and hard to read as one pattern over letters.  Here every token of the text becomes one
character, its code, that stands for all the classes that the token has ("12" is a DAY, a NUMBER and SHORT; every word
is a class of its own as well); the grammar is then a pattern over codes: short, linear, and written in the names of
classes (`MONTH DAY(, YEAR)?`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, repeat
from typing import NamedTuple

from pressframes.reading import lexicon
from pressframes.reading.lexicon import Entry, Lexicon

OTHER = "\x00"
# Every date has a word of one of these, and none that is OTHER: so the grammar is tried nowhere else.
_CORE = (
    "MONTH", "MON", "WEEKDAY", "TODAY", "PART", "SEASON", "UNIT", "SPAN", "YEAR", "DAY", "SHORT", "TENTHS", "TENWORDS",
    "TEEN", "TENS", "QUARTER", "thousand", "occasion", "anniversary", "period", "half",
)  # fmt: skip
# Words that the grammar names beside those of the lexicon; any other word of a text is OTHER to it.
_LITERALS = (
    "the", "of", "to", "and", "or", "in", "on", "at", "by", "from", "through", "until", "between", "before", "after",
    "ago", "now", "hence", "half", "period", "anniversary", "occasion", "fiscal", "calendar", "s", "past", "beyond",
    "latest", "recent", "most", "final", "comparable", "corresponding", "ended", "thousand", "post",
    "pre", "that", "when", "but",
)  # fmt: skip
_MARKS = {",": ",", ".": "DOT", "-": "DASH", "\u2014": "DASH", "/": "/", "'": "'"}
_SPACES = (" ", "\n", "  ", " \n", "\n ", " \n ")  # one line end is a wrapped line, two begin a paragraph
_TOKEN = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+(?:[.:]\d+)+|\w+|\s+|.", re.DOTALL)
_PIECE = re.compile(r"(?P<name>[A-Z]{2,}|[a-z]+|[ ,/'])|(?P<group>\((?!\?))")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The values of the words of each class, the code of every token that has a class, and the codes of each class."""

    values: dict[str, dict[str, int]]
    codes: dict[str, str]
    members: dict[str, str]
    holidays: dict[str, str]
    guards: dict[str, set[str]]

    def grammar(self, rules: Iterable[str]) -> re.Pattern[str]:
        """One pattern over codes for all rules, each a group r0, r1 ...; an earlier rule goes before a later one."""
        either = "|".join(f"(?P<r{n}>{self._translate(rule)})" for n, rule in enumerate(rules))
        core = "".join(sorted({code for name in _CORE for code in self.members[name]}))
        return re.compile(f"(?![{OTHER}{self.members[' ']}])(?=[^{OTHER}]{{0,12}}?[{core}])(?:{either})")

    def _translate(self, rule: str) -> str:
        return _PIECE.sub(lambda m: "(?:" if m["group"] else f"[{self.members[m['name']]}]", rule)


class Tokens(NamedTuple):
    """A text cut into tokens: the pieces, where each starts (with the text's length at the end), a code for each."""

    pieces: list[str]
    starts: list[int]
    codes: str
    vocabulary: Vocabulary


class Found(NamedTuple):
    """Tokens `first` to `last` (exclusive) that the grammar's `rule` matched; read by the classes of its words."""

    rule: str
    tokens: Tokens
    first: int
    last: int

    @property
    def words(self) -> list[str]:
        """The words of the expression in small letters, spaces and marks among them."""
        return [piece.lower() for piece in self.tokens.pieces[self.first : self.last]]

    @property
    def known(self) -> dict[str, dict[str, int]]:
        """Of each class the values of its words."""
        return self.tokens.vocabulary.values

    def values(self, klass: str) -> list[int]:
        """The values of the words that have the class, in text order."""
        return [self.known[klass][word] for word in self.words if word in self.known[klass]]

    def value(self, klass: str) -> int | None:
        """The first of `values`, or None."""
        return next(iter(self.values(klass)), None)

    def guarded(self, guard: str, word: str) -> bool:
        """Whether a word beside the expression is in the `date_guard` of this name."""
        return word.lower() in self.tokens.vocabulary.guards[guard]

    def has(self, *words: str) -> bool:
        """Whether one of the words stands in the expression."""
        return not set(words).isdisjoint(self.words)


def tokens(folded: str, known: Vocabulary) -> Tokens:
    """The tokens of a folded text, every character in exactly one of them."""
    pieces = _TOKEN.findall(folded)
    starts = list(accumulate(map(len, pieces), initial=0))
    return Tokens(pieces, starts, "".join(map(known.codes.get, pieces, repeat(OTHER))), known)


@lru_cache(maxsize=8)
def vocabulary(words: Lexicon | None = None) -> Vocabulary:
    """The vocabulary of a lexicon's `date_class` and `holiday` tables (the library's own if None)."""
    words = words or lexicon.load()
    values = _numbers()
    for entry in words["date_class"]:
        values.setdefault(entry["name"], {}).update({word.lower(): n for word, n in entry["words"].items()})
    classes = _classes(_spelled(words["date_class"]))
    codes: dict[frozenset[str], str] = {}
    coded = {word: codes.setdefault(frozenset(has), chr(0x100 + len(codes))) for word, has in classes.items()}
    members: dict[str, set[str]] = {}
    for word, has in classes.items():
        for name in has:
            members.setdefault(name, set()).add(coded[word])
    guards: dict[str, set[str]] = {}
    for entry in words["date_guard"]:
        guards.setdefault(entry["name"], set()).update(entry["words"])
    holidays = {entry["name"]: entry["day"] for entry in words["holiday"]}
    return Vocabulary(values, coded, {name: "".join(sorted(has)) for name, has in members.items()}, holidays, guards)


def _classes(spelled: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The classes of every token as it may be written (small, Capital, CAPITALS)."""
    found: dict[str, set[str]] = {space: {" "} for space in _SPACES} | {mark: {name} for mark, name in _MARKS.items()}
    for klass, word in spelled:
        for written in {word, word.capitalize(), word.upper()} if word.islower() else {word, word.upper()}:
            found.setdefault(written, set()).update((klass, word.lower()))
    return found


def _spelled(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        yield from ((entry["name"], word) for word in entry["words"])
    yield from ((word, word) for word in _LITERALS)
    for klass, members in _numbers().items():
        yield from ((klass, word) for word in members)


def _numbers() -> dict[str, dict[str, int]]:
    """Classes of numerals: DAY, NTH (1st), NUMBER, YEAR (1000 to 2199), SHORT (94), QUARTER (Q3), TENTHS (1990s)."""
    return {
        "DAY": {form: n for n in range(1, 32) for form in (str(n), f"{n:02}")},
        "NTH": {f"{n}{end}": n for n in range(1, 101) for end in ("st", "nd", "rd", "th")},
        "NUMBER": {str(n): n for n in range(1, 1000)},
        "YEAR": {str(n): n for n in range(1000, 2200)},
        "SHORT": {f"{n:02}": n for n in range(100)},
        "QUARTER": {form: n for n in range(1, 5) for form in (f"q{n}", f"{n}q")},
        "TENTHS": {f"{n}s": n for n in range(1500, 2100, 10)} | {f"{n}s": 1900 + n for n in range(20, 100, 10)},
    }
