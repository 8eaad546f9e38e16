"""Sentences and tables as a notebook displays them: escaped HTML, and the same in plain words.

Text of articles is untrusted and may hold anything: it is shown without control characters, escaped, and out of
reach of MathJax.  There is no script, and nothing is lost where styles are stripped, as they are on GitHub.
`charts.show` displays charts.
"""

import html
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from numbers import Integral, Real
from typing import Any

import pandas as pd

from pressframes.phrases import number, stated
from pressframes.safe import printable

NOT_STATED = "–"
LONG = 40  # rows: more of them would stand between a reader and what comes next
WIDE = 30  # characters: words as long as this must not be squeezed into a narrow column
PACKAGES = ("pressframes", "pandas", "matplotlib")
# JupyterLab sets every cell to the right, by rules that only !important outdoes, and all columns to one width.
STYLE = (
    "<style>.pf{table-layout:auto}.pf caption,.pf td,.pf th{text-align:left!important;vertical-align:top}"
    ".pf td{max-width:32em;line-height:1.6}.pf td.number,.pf th.number{text-align:right!important}"
    ".pf td.long{min-width:16em}.pf td.day{white-space:nowrap}.pf sup{line-height:0}</style>\n"
)
# Where a formula would begin: alone in an element, it cannot meet its end.
_MATH = str.maketrans({"$": "<span>$</span>", "\\": "<span>\\</span>"})


class Shown:
    """HTML for a notebook, and words for where there is no HTML."""

    def __init__(self, markup: str, words: str) -> None:
        self.markup, self.words = markup, words

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.words


def joined(shown: Iterable[Shown], separator: str = "\n") -> Shown:
    """Several as one, with the same between them in HTML and in words."""
    parts = list(shown)
    return Shown(separator.join(one.markup for one in parts), separator.join(one.words for one in parts))


def escape(text: str) -> str:
    """Text as HTML that shows it and does nothing else.

    >>> escape("<b> 5$ & more")
    '&lt;b&gt; 5<span>$</span> &amp; more'
    """
    return html.escape(text).translate(_MATH)


def sentence(text: str) -> Shown:
    """A computed sentence, set apart as the answer to the notebook's question."""
    return Shown(f'<p class="answer">{escape(printable(text))}</p>', printable(text))


def note(text: str) -> Shown:
    """A computed remark."""
    return Shown(f"<p>{escape(printable(text))}</p>", printable(text))


def table(frame: pd.DataFrame, caption: str, empty: str = "There is none.") -> Shown:
    """A frame as a table to read: without its index, numbers with thousands separators, days as YYYY-MM-DD.

    A cell may be `Shown` already.  What is missing is a dash, which the caption explains; a frame without rows
    becomes the sentence `empty`, and one with more than `LONG` rows is folded away under its caption.
    """
    if frame.empty:
        return note(empty)
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    dashes = any(cell.words == NOT_STATED for row in rows for cell in row)
    caption = printable(f"{caption} A dash: not stated." if dashes else caption)
    names = [printable(str(name)).replace("_", " ") for name in frame.columns]
    kinds = [_kind(frame.iloc[:, at], [row[at] for row in rows]) for at in range(len(names))]
    head = "".join(f'<th scope="col"{kind}>{escape(name)}</th>' for name, kind in zip(names, kinds, strict=True))
    body = "\n".join(
        "<tr>" + "".join(f"<td{kind}>{cell.markup}</td>" for cell, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in rows
    )
    markup = (
        f'{STYLE}<table class="pf">\n<caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )
    if len(rows) > LONG:
        markup = f"<details>\n<summary>{escape(caption)} Open {len(rows):,} rows.</summary>\n{markup}\n</details>"
    lines = [caption, " | ".join(names), *(" | ".join(cell.words for cell in row) for row in rows)]
    return Shown(markup, "\n".join(lines))


def rows_table(
    names: list[str], rows: list[tuple[Any, ...]], caption: str, empty: str = "There is none.", *integers: str
) -> Shown:
    """Rows as a table with columns of these names; whole numbers that may be missing stand in `integers`."""
    return table(pd.DataFrame(rows, columns=names).astype(dict.fromkeys(integers, "Int64")), caption, empty)


def steps(*counted: tuple[str, *tuple[Sequence[object] | pd.DataFrame, ...]]) -> Shown:
    """How many rows each step left: what they are called, and the rows read, or the rows read and those chosen."""
    rows = [(name, *map(len, frames)) for name, *frames in counted]
    return rows_table(
        ["step", "rows"] if len(rows[0]) == 2 else ["rows", "read", "chosen"], rows, "What each step left."
    )


def versions() -> Shown:
    """The versions of the packages that made what is shown."""
    rows = [(package, version(package)) for package in PACKAGES]
    return rows_table(["package", "version"], rows, "Made with these packages.")


def _cell(value: object) -> Shown:
    if isinstance(value, Shown):
        return value
    if not stated(value):
        text = NOT_STATED
    elif isinstance(value, pd.Timestamp):
        text = value.date().isoformat()
    elif isinstance(value, Integral):
        text = number(int(value))
    else:
        text = f"{float(value):.3g}" if isinstance(value, Real) else printable(str(value))
    return Shown(escape(text), text)


def _kind(column: "pd.Series[Any]", cells: list[Shown]) -> str:
    if pd.api.types.is_numeric_dtype(column):
        return ' class="number"'
    if pd.api.types.is_datetime64_any_dtype(column):
        return ' class="day"'
    return ' class="long"' if any(len(cell.words) > WIDE for cell in cells) else ""
