"""The lexicon: the words and rules that reading goes by, kept as data in `lexicon/*.toml`.

Every file is a set of arrays of tables (`[[cue]]`, `[[noun]]`, `[[hedge]]`, `[[rule]]`, `[[source]]` ...), and a
user's own file may add entries to any of them: what it says of a word goes before what the library says.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pressframes.errors import PressframesError, near_miss, special
from pressframes.records import HEDGES, MEASURES, REFUSALS, SOURCE_KINDS

Entry = dict[str, Any]
_CLOSED: dict[tuple[str, str], tuple[str, ...]] = {
    ("cue", "measure"): MEASURES,
    ("rule", "measure"): (*MEASURES, "previous"),
    ("rule", "refuse"): tuple(REFUSALS),
    ("hedge", "hedge"): HEDGES,
    ("source", "kind"): SOURCE_KINDS,
    ("head", "kind"): SOURCE_KINDS,
    ("noun", "kind"): ("person", "force", "thing", "unit"),
}
_AS_THE_LIBRARY = (("word", "class"), ("kind", "as"), ("cue", "needs"), ("rule", "needs"))
_TYPES: dict[type[Any], str] = {str: "words in quotes", list: "a list of words", dict: "a table of words and numbers"}
_FORMS = 5
_CAPITALS = ("word", "noun", "cue", "date_class", "date_guard", "holiday")  # where "May" is not "may"


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All entries by the name of their table, and the user's alone: what a user says goes before the library's.

    Of two entries on one word the last wins, and a user's follow the library's; rules are tried in their order, a
    user's first.
    """

    entries: dict[str, list[Entry]]
    own: dict[str, list[Entry]] = field(default_factory=dict)

    def __getitem__(self, table: str) -> list[Entry]:
        return self.entries.get(table, [])


def load(paths: Sequence[str | Path] = ()) -> Lexicon:
    """The library's lexicon with the entries of the user's TOML files added.

    Raises PressframesError if a file cannot be read, is no TOML, or has a table, key or value that the lexicon does
    not know.
    """
    return _load(tuple(str(path) for path in paths))


@cache
def _load(paths: tuple[str, ...]) -> Lexicon:
    library = _library()
    own: dict[str, list[Entry]] = {}
    for path in paths:
        for table, rows in _user_file(Path(path), library).items():
            own[table] = rows + own.get(table, []) if table == "rule" else own.get(table, []) + rows
    entries = {table: rows + own.get(table, []) for table, rows in library.items()}
    return Lexicon(entries | {"rule": own.get("rule", []) + library["rule"]}, own)


@cache
def _library() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    folder = files("pressframes.reading") / "lexicon"
    for resource in sorted(folder.iterdir(), key=lambda item: item.name):
        if resource.name.endswith(".toml"):
            for table, rows in tomllib.loads(resource.read_text("utf-8")).items():
                found.setdefault(table, []).extend(rows)
    return found


def _user_file(path: Path, library: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    try:
        if kind := special(path):
            raise OSError(f"it is {kind}, not a file")
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PressframesError(f"The lexicon {path} cannot be read ({error}); give a TOML file in UTF-8.") from error
    for table, rows in tables.items():
        if table not in library:
            allowed = ", ".join(f"[[{name}]]" for name in sorted(library))
            raise PressframesError(f"The lexicon {path} has a table {table!r}; it may have {allowed}.")
        if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            raise PressframesError(f"In the lexicon {path}, write the entries of {table!r} under [[{table}]].")
        for number, row in enumerate(rows, 1):
            _check(row, library[table], table, f"entry {number} of [[{table}]] in the lexicon {path}")
            if table not in _CAPITALS:
                row |= {key: [word.lower() for word in has] for key, has in row.items() if isinstance(has, list)}
    return tables


def _check(row: Entry, like: list[Entry], table: str, where: str) -> None:
    """Hold a user's entry against the library's: its keys, their types, closed values; it may lack examples."""
    types: dict[str, type[Any]] = {"example": str, "not": str}
    types |= {key: type(value) for entry in like for key, value in entry.items()}
    for key in sorted(row.keys() - types.keys()):
        near = near_miss(key, types)
        hint = f"did you mean {near!r}?" if near else f"it may have {', '.join(sorted(types))}."
        raise PressframesError(f"There is a key {key!r} in {where}, which nothing reads; {hint}")
    for key in sorted(set.intersection(*map(set, like)) - {"example", "not"} - set(row)):
        raise PressframesError(f"There is no {key!r} in {where}; an entry there needs one.")
    for key, value in row.items():
        wanted = _wanted(value, types[key], table, key, like)
        if wanted:
            raise PressframesError(f"{key!r} in {where} is {value!r}; it {wanted}.")


def _wanted(value: Any, kind: type[Any], table: str, key: str, like: list[Entry]) -> str | None:
    """What the value of a key should be, or None if it is that."""
    words = isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
    if not isinstance(value, kind) or (kind is list and not (value and words)):
        return f"must be {_TYPES[kind]}"
    if (table, key) == ("cue", "verb") and len(value) != _FORMS:
        return 'must be five forms, as in ["see", "sees", "saw", "seen", "seeing"]'
    if (table, key) == ("kind", "pattern"):
        try:
            re.compile(value)
        except re.error:
            return "must be a regular expression"
    as_the_library = (table, key) in _AS_THE_LIBRARY
    allowed = sorted({entry[key] for entry in like if key in entry}) if as_the_library else _CLOSED.get((table, key))
    return f"may be {', '.join(allowed)}" if allowed and value not in allowed else None


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words at a place, any white space between their parts.

    It is a tree of shared beginnings, since the `re` module tries the branches of a plain list one by one:
    the tree finds the same in a quarter of the time.

    >>> alternation(["at most", "at least", "about"])
    'a(?:t\\\\s+(?:most|least)|bout)'
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[:1], []).append(word[1:])
    branches = [
        (r"\s+" if letter == " " else re.escape(letter)) + alternation(rest) for letter, rest in tails.items() if letter
    ]
    if not branches:
        return ""
    one = branches[0] if len(tails) == 1 else f"(?:{'|'.join(branches)})"
    return one + "?" * ("" in tails)
