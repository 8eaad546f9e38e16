"""A file of rulings: what a person says of what was read, a line a ruling, checked cell by cell.

The file is a log that a person keeps in any editor or spreadsheet.  A ruling is pinned to the words of an article
and not to the id of a row, which shifts when reading improves; `applied` finds the row again.
"""

import csv
import difflib
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pressframes import records
from pressframes.articles.files import Unread, decode, read_bytes, shown
from pressframes.articles.tables import delimiter
from pressframes.errors import PressframesError
from pressframes.frames import schemas
from pressframes.frames.schemas_ruled import OF_ONE, OF_TWO, ROWS, RULINGS
from pressframes.phrases import clipped, listed
from pressframes.reading import edtf
from pressframes.safe import printable

COLUMNS = tuple(name for name in RULINGS.columns if name != "line")  # of the file
_NEEDED = ("row", "article", "words", "ruling", "who", "when", "why")
VALUES = {"claim": ("measure", "best", "low", "high", "subject", "source_name"), "event": ("kind", "edtf")}
_OTHER = ("other_article", "other_start", "other_end", "other_words")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")  # how rows written as CSV keep a cell from being a formula


class _Wrong(Exception):
    """What is wrong in a cell: the column, and the rest of the sentence."""


def read_rulings(path: str | Path | None) -> pd.DataFrame:
    """The rulings of a CSV file, one a row, in its order, as the frame `rulings`; none for None or a header alone.

    `row` (claim or event), `article`, `start`, `end`, `words` (which row it is), `ruling` (confirm, reject, correct;
    same, different), the corrected values (`measure`, `best`, `low`, `high`, `subject`, `source_name`; `kind`,
    `edtf`), the other row of `same` and `different` (`other_article`, ...), `who`, `when`, `why`, and `line`, the line
    of the file.  Columns may stand in any order; those of values and places may be left out.

    Raises PressframesError if the file is missing, is no CSV, lacks a column or has one that rulings do not have,
    or a cell is not as it must be, with its line and column.
    """
    if path is None:
        return schemas.frame("rulings", [])
    name = shown(Path(path))
    try:
        text = decode(read_bytes(Path(path), name), name)
    except Unread as problem:
        raise PressframesError(f"{problem.detail}.") from None
    return schemas.frame("rulings", [_row(cells, name, line) for line, cells in _lines(text, name)])


def _lines(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of each row that has any, with the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    line = 0
    try:
        columns = _header(next(reader, []), name)
        line = reader.line_num
        for cells in reader:
            line, begins = reader.line_num, line + 1
            if len(cells) > len(columns):
                raise PressframesError(f"{name}, line {begins}: more cells than columns; put quotes around commas.")
            if any(cell.strip() for cell in cells):
                yield begins, dict(zip(columns, (_GUARDED.sub("", cell.strip()) for cell in cells), strict=False))
    except csv.Error as error:
        raise PressframesError(f"{name}, line {line + 1}: no CSV ({error}); put quotes around its text.") from None


def _header(cells: list[str], name: str) -> list[str]:
    columns = [cell.strip() for cell in cells]
    for column in columns:
        if column not in COLUMNS or columns.count(column) > 1:
            problem = "is there twice" if column in COLUMNS else f"is none of rulings{_near(column, COLUMNS)}"
            raise PressframesError(
                f"{name}, line 1: the column {_quoted(column)} {problem}; they are {', '.join(COLUMNS)}."
            )
    missing = [column for column in _NEEDED if column not in columns]
    if missing:
        raise PressframesError(f"{name}, line 1: no column {listed(missing)}; the columns are {', '.join(COLUMNS)}.")
    return columns


def _row(cells: dict[str, str], name: str, line: int) -> dict[str, Any]:
    """The row of the frame, every cell checked: first each by itself, then what goes together."""
    try:
        given = {column: _cell(column, cells.get(column, "")) for column in COLUMNS}
        _check_values(given)
        _check_other(given)
    except _Wrong as wrong:
        column, problem = wrong.args
        raise PressframesError(f"{name}, line {line}, column {column}: {problem}.") from None
    return {"line": line} | given


def _cell(column: str, cell: str) -> Any:
    if not cell:
        if column in _NEEDED:
            raise _Wrong(column, f"it is empty; {_MUST[column]}")
        return None
    return _READ.get(column, _text)(column, cell)


def _text(column: str, cell: str) -> str:
    return cell


def _number(column: str, cell: str) -> int:
    if not re.fullmatch(r"\d{1,15}|\d{1,3}(?:,\d{3}){1,4}", cell, re.A):
        raise _Wrong(column, f"{_quoted(cell)} is no whole number; write digits, such as 1200, or leave it blank")
    return int(cell.replace(",", ""))


def _day(column: str, cell: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", cell, re.A):
            raise ValueError
        return date.fromisoformat(cell)
    except ValueError:
        raise _Wrong(column, f"{_quoted(cell)} is no day; write it as YYYY-MM-DD, such as 2031-05-02") from None


def _days(column: str, cell: str) -> str:
    try:
        return edtf.parse(cell).edtf
    except ValueError:
        raise _Wrong(
            column, f"{_quoted(cell)} is no EDTF; write 2031-06-30, 2031-06, 2031-23 (autumn), 2031 or 2031/2033"
        ) from None


def _word(allowed: Iterable[str]) -> Callable[[str, str], str]:
    known = tuple(allowed)

    def read(column: str, cell: str) -> str:
        if cell.casefold() not in known:
            problem = f"{_quoted(cell)} is no {column}{_near(cell, known)}"
            raise _Wrong(column, f"{problem}; allowed are {listed(known)}")
        return cell.casefold()

    return read


def _kind(column: str, cell: str) -> str:
    """A kind of event; one that is nearly a kind of the library is misspelt, others are the user's own."""
    near = difflib.get_close_matches(cell, schemas.EVENT_KINDS, 1, 0.8)
    if near and cell != near[0]:
        raise _Wrong(column, f"{_quoted(cell)} is nearly {near[0]!r}; write that, or a kind less like it")
    return cell


_READ: dict[str, Callable[[str, str], Any]] = {
    "row": _word(ROWS), "ruling": _word((*OF_ONE, *OF_TWO)), "measure": _word(records.MEASURES), "when": _day,
    "kind": _kind, "edtf": _days,
} | dict.fromkeys(("start", "end", "best", "low", "high", "other_start", "other_end"), _number)  # fmt: skip
_MUST = {
    "row": "say claim or event", "article": "name the article by its id", "words": "give the exact words that are read",
    "ruling": f"give one of {', '.join((*OF_ONE, *OF_TWO))}", "who": "say who rules", "why": "give the reason",
    "when": "give the day as YYYY-MM-DD",
}  # fmt: skip


def _check_values(given: dict[str, Any]) -> None:
    """Corrected values stand where they mean something, and low is not above best, nor best above high."""
    mine = VALUES[given["row"]]
    stated = [name for names in VALUES.values() for name in names if given[name] is not None]
    for name in stated:
        if name not in mine:
            problem = f"{'an' if given['row'] == 'event' else 'a'} {given['row']} has no {name}"
            raise _Wrong(name, f"{problem}; it has {listed(mine)}")
        if given["ruling"] not in ("confirm", "correct"):
            raise _Wrong(name, f"{given['ruling']} takes no value; leave it blank, or rule correct")
    if given["ruling"] == "correct" and not stated:
        raise _Wrong("ruling", f"correct changes nothing; give one of {listed(mine)}, or rule confirm")
    for few, many in (("low", "best"), ("best", "high"), ("low", "high")):
        if given[few] is not None and given[many] is not None and given[few] > given[many]:
            raise _Wrong(few, f"{given[few]} is above the {many}, {given[many]}; {few} must not be more than {many}")


def _check_other(given: dict[str, Any]) -> None:
    """The other row is named where two are ruled on, and only there; the row itself is no other."""
    stated = [name for name in _OTHER if given[name] is not None]
    if given["ruling"] not in OF_TWO:
        if stated:
            raise _Wrong(stated[0], f"{given['ruling']} has no other row; leave it blank, or rule same or different")
        return
    for name in ("other_article", "other_words"):
        if given[name] is None:
            raise _Wrong(name, f"it is empty; {given['ruling']} names the other {given['row']}")
    if all(
        given[name] == given[name.removeprefix("other_")] for name in ("other_article", "other_start", "other_words")
    ):
        raise _Wrong("other_words", f"it is the {given['row']} itself; name another")


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word.casefold(), list(known), 1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _quoted(words: str) -> str:
    return f"“{clipped(printable(words), 60)}”"
