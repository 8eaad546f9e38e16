"""The words of dates, and a text as their classes: one character for each word, space or mark.

A grammar over words is slow and hard to read as one pattern over letters.  Here every token of the text becomes one
character, its code, that stands for all the classes that the token has ("12" is a DAY, a NUMBER and SHORT; every word is a class of its own as well); the
grammar is then a pattern over codes: short, linear, and written in class names (`MONTH DAY(, YEAR)?`).
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import accumulate, repeat
from typing import Any, NamedTuple

OTHER = "\x00"
# Every date has a word of one of these, and no word beside it that is OTHER: so the grammar is tried nowhere else.
_CORE = frozenset("""
    MONTH MON WEEKDAY TODAY PART SEASON UNIT SPAN YEAR DAY TENTHS TENWORDS TEEN TENS thousand occasion anniversary period
""".split())  # fmt: skip
TOKEN = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+(?:[.:]\d+)+|\w+|\s+|.", re.DOTALL)
_PIECE = re.compile(r"(?P<klass>[A-Z][A-Z]+)|(?P<word>[a-z]+)|(?P<mark>[ ,/'&])|(?P<group>\((?!\?))")
# Words that the grammar names beside those of the lexicon; any other word of a text is OTHER to it.
_LITERALS = """
    the of to and or in on at by from through until between before after ago now hence half period anniversary
    occasion fiscal calendar s past beyond latest comparable thousand post pre that when but
""".split()


class Tokens(NamedTuple):
    """A text cut into tokens: the pieces, where each starts (with the text's length at the end), a code for each."""

    pieces: list[str]
    starts: list[int]
    codes: str


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

    def values(self, klass: str) -> list[int]:
        """The values of the words that have the class, in text order."""
        known = values()[klass]
        return [known[word] for word in self.words if word in known]

    def value(self, klass: str) -> int | None:
        """The first of `values`, or None."""
        return next(iter(self.values(klass)), None)

    def has(self, *words: str) -> bool:
        """Whether one of the words stands in the expression."""
        return not set(words).isdisjoint(self.words)


@cache
def lexicon() -> dict[str, Any]:
    """The tables of lexicon/dates.toml: `class` and `holiday`."""
    return tomllib.loads(resources.files("pressframes").joinpath("lexicon/dates.toml").read_text("utf-8"))


@cache
def values() -> dict[str, dict[str, int]]:
    """For each class the value of each of its words, in small letters."""
    found = {entry["name"]: {word.lower(): n for word, n in entry["words"].items()} for entry in lexicon()["class"]}
    return found | _numbers()


@cache
def codes() -> dict[str, str]:
    """The code of every word and mark that has a class; words of the same classes share one."""
    marks: dict[frozenset[str], str] = {}
    return {word: marks.setdefault(frozenset(has), chr(0x100 + len(marks))) for word, has in _classes().items()}


def tokens(folded: str) -> Tokens:
    """The tokens of a folded text, every character in exactly one of them."""
    pieces = TOKEN.findall(folded)
    starts = list(accumulate(map(len, pieces), initial=0))
    return Tokens(pieces, starts, "".join(map(codes().get, pieces, repeat(OTHER))))


def compile_grammar(rules: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """One pattern over codes for all rules, each a group r0, r1 ...; an earlier rule goes before a later one."""
    either = "|".join(f"(?P<r{n}>{_translate(pattern)})" for n, (_, pattern) in enumerate(rules))
    core = "".join(sorted({codes()[word] for word, has in _classes().items() if not has.isdisjoint(_CORE)}))
    return re.compile(f"(?![\\x00{codes()[' ']}])(?=[^\\x00]{{0,12}}?[{core}])(?:{either})")


def _translate(pattern: str) -> str:
    return _PIECE.sub(lambda m: "(?:" if m["group"] else _members(m["klass"] or m[0]), pattern)


@cache
def _members(klass: str) -> str:
    """The codes of all tokens that have a class, as a set of a pattern."""
    found = {codes()[word] for word, has in _classes().items() if klass in has}
    if not found:
        raise ValueError(f"the grammar names {klass!r}, which no word of lexicon/dates.toml has")
    return f"[{''.join(sorted(found))}]"


@cache
def _classes() -> dict[str, set[str]]:
    """The classes of every token as it may be written (small, Capital, CAPITALS)."""
    found: dict[str, set[str]] = {}
    for klass, word in _spelled():
        for written in {word, word.capitalize(), word.upper()} if word.islower() else {word, word.upper()}:
            found.setdefault(written, set()).update((klass, word.lower()))
    for space in (" ", "\n", "  ", " \n", "\n ", " \n "):  # one line end is a wrapped line, two are a new paragraph
        found[space] = {" "}
    for mark, name in {",": ",", ".": "DOT", "-": "DASH", "\u2014": "DASH", "/": "/", "'": "'", "&": "&"}.items():
        found[mark] = {name}
    return found


def _spelled() -> Iterator[tuple[str, str]]:
    for entry in lexicon()["class"]:
        yield from ((entry["name"], word) for word in entry["words"])
    yield from ((word, word) for word in _LITERALS)
    for klass, members in _numbers().items():
        yield from ((klass, word) for word in members)


@cache
def _numbers() -> dict[str, dict[str, int]]:
    """Classes of numerals: DAY, NTH (1st), NUMBER, YEAR (1000 to 2199), SHORT (two digits), TENTHS (1980s, 80s)."""
    nth = {f"{n}{end}": n for n in range(1, 101) for end in ("st", "nd", "rd", "th")}
    tenths = {f"{n}s": n for n in range(1500, 2100, 10)} | {f"{n}s": 1900 + n for n in range(20, 100, 10)}
    return {
        "DAY": {form: n for n in range(1, 32) for form in {str(n), f"{n:02}"}},
        "NTH": nth,
        "NUMBER": {str(n): n for n in range(1, 1000)},
        "YEAR": {str(n): n for n in range(1000, 2200)},
        "SHORT": {f"{n:02}": n for n in range(100)},
        "TENTHS": tenths,
    }
