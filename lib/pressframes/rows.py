"""Rows written as JSON lines, as CSV, or as a table that fits a terminal.

What articles say is not trusted: a spreadsheet must not take it for a formula, nor a terminal for a command.
"""

import csv
import json
import shutil
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TextIO

from pressframes.safe import escaped, plain

FORMATS = ("jsonl", "csv", "table")
Row = Mapping[str, Any]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GAP = "  "


def write(rows: Iterable[Row], columns: Sequence[str], form: str, stream: TextIO, shown: Sequence[str] = ()) -> int:
    """Write `rows` to `stream` and return how many there were.

    `columns` are the keys of a row, in order; `shown` are those of them that a table has room for.
    """
    if form == "table":
        return _write_table(list(rows), shown or columns, stream)
    count = 0
    as_needed = csv.writer(stream, lineterminator="\n")
    quoting = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)  # the other leaves a lone "\r" bare
    if form == "csv":
        as_needed.writerow(columns)
    for count, row in enumerate(rows, 1):  # noqa: B007 (the count outlives the loop)
        if form == "jsonl":
            line = json.dumps({name: row[name] for name in columns}, ensure_ascii=False, default=date.isoformat)
            stream.write(escaped(line) + "\n")
        else:
            cells = [_guarded(row[name]) for name in columns]
            cells = [plain(cell) for cell in cells] if stream.isatty() else cells
            (quoting if any("\r" in str(cell) for cell in cells) else as_needed).writerow(cells)
    return count


def _guarded(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what begins like one."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write_table(rows: Sequence[Row], columns: Sequence[str], stream: TextIO) -> int:
    """As wide as the widest cell of each column, the widest columns cut down until all fit."""
    room = shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80
    cells = [list(columns), *([plain(row[name]) for name in columns] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths) > 4:
        widths[widths.index(max(widths))] -= 1
    to_right = [bool(rows) and all(isinstance(row[name], int | None) for row in rows) for name in columns]
    for line in [cells[0], ["-" * wide for wide in widths], *cells[1:]]:
        stream.write(_GAP.join(map(_padded, line, widths, to_right)).rstrip() + "\n")
    return len(rows)


def _padded(words: str, wide: int, to_right: bool) -> str:
    if width(words) > wide:
        while width(words) > wide - 1:
            words = words[: min(len(words) - 1, wide)]
        words += "…"
    space = " " * (wide - width(words))
    return space + words if to_right else words + space


def width(words: str) -> int:
    """The cells of a terminal that `words` take: two for a wide character, none for a combining one."""
    if words.isascii():
        return len(words)
    shown = [character for character in words if not unicodedata.combining(character)]
    return len(shown) + sum(unicodedata.east_asian_width(character) in "WF" for character in shown)
