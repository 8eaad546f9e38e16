"""Rows written as JSON lines, as CSV, or as a table that fits a terminal.

What articles say is not trusted: a spreadsheet must not take it for a formula, nor a terminal for a command.
"""

import csv
import json
import re
import shutil
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TextIO

FORMATS = ("jsonl", "csv", "table")
Row = Mapping[str, Any]

# Control characters, and the marks that turn the direction of what follows or cannot be seen at all.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GAP = "  "


def write(rows: Iterable[Row], columns: Sequence[str], form: str, stream: TextIO, shown: Sequence[str] = ()) -> int:
    """Write `rows` to `stream` and return how many there were.

    `columns` are the keys of a row, in order; `shown` are those of them that a table has room for.
    """
    if form == "jsonl":
        return _write_jsonl(rows, columns, stream)
    if form == "csv":
        return _write_csv(rows, columns, stream)
    return _write_table(list(rows), shown or columns, stream)


def plain(value: object) -> str:
    """A value as words for a terminal: one line, without escapes and invisible marks; nothing for None."""
    words = "" if value is None else str(value)
    return _UNSAFE.sub(lambda match: " " if match[0] in "\t\n\r\u2028\u2029" else "\ufffd", words)


def _write_jsonl(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> int:
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 (the count outlives the loop)
        line = json.dumps({name: row[name] for name in columns}, ensure_ascii=False, default=date.isoformat)
        stream.write(_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", line) + "\n")
    return count


def _write_csv(rows: Iterable[Row], columns: Sequence[str], stream: TextIO) -> int:
    as_needed = csv.writer(stream, lineterminator="\n")
    quoting = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)  # the other leaves a lone "\r" bare
    as_needed.writerow(columns)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        cells = [_guarded(row[name]) for name in columns]
        cells = [plain(cell) for cell in cells] if stream.isatty() else cells
        (quoting if any("\r" in str(cell) for cell in cells) else as_needed).writerow(cells)
    return count


def _guarded(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what begins like one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write_table(rows: Sequence[Row], columns: Sequence[str], stream: TextIO) -> int:
    room = shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80
    cells = [[plain(row[name]) for name in columns] for row in rows]
    widths = _widths([list(columns), *cells], room)
    to_right = [bool(rows) and all(isinstance(row[name], int | None) for row in rows) for name in columns]
    for line in [list(columns), ["-" * width for width in widths], *cells]:
        padded = map(_padded, line, widths, to_right)
        stream.write(_GAP.join(padded).rstrip() + "\n")
    return len(rows)


def _widths(lines: Sequence[Sequence[str]], room: int) -> list[int]:
    """As wide as the widest cell, the widest columns cut down until all fit."""
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths) > 4:
        widths[widths.index(max(widths))] -= 1
    return widths


def _padded(words: str, width: int, to_right: bool) -> str:
    if _width(words) > width:
        while _width(words) > width - 1:
            words = words[: min(len(words) - 1, width)]
        words += "…"
    space = " " * (width - _width(words))
    return space + words if to_right else words + space


def _width(words: str) -> int:
    """The cells of a terminal that `words` take: two for a wide character, none for a combining one."""
    if words.isascii():
        return len(words)
    return sum(_cells(character) for character in words)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
