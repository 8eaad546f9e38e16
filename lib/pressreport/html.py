"""Sentences, tables and passages as a notebook displays them: escaped HTML, and the same in plain words.

Text of articles is untrusted and may hold anything: it is shown without control characters, escaped, and out of
reach of MathJax.  There is no script, and nothing is lost where styles are stripped, as they are on GitHub.
`charts.show` displays charts.

Passages are highlighted in a text: a figure is bold, a source italic, a date underlined, each followed by a label in
brackets; a passage that was not read stands between ‹ ›.  So they can be told apart without colour, without styles
and in plain text.  The highlight of a claim or an event has its id as `id`, so that tables and charts can link to it.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from itertools import pairwise
from numbers import Integral, Real
from typing import Any, NamedTuple
from urllib.parse import quote

import pandas as pd

from pressframes.phrases import anchor, number, spaced, stated
from pressframes.reading.text import fold
from pressframes.safe import UNSAFE, printable, visible

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
_TAGS = {
    "date": ('<mark class="date"><u>', "</u></mark>"),
    "source": ('<mark class="source"><i>', "</i></mark>"),
    "amount": ('<mark class="amount"><b>', "</b></mark>"),
}  # the outer first
_UNREAD = "unread"
_LONGEST = 160  # characters of a passage that stand in its address whole
_WORDS = 6  # else as many of its first and of its last words
_read = lru_cache(maxsize=2)(fold)  # all rows of an article are looked for in its text
_TELLING = 3  # a stretch of fewer words is found in too many places


class Shown:
    """HTML for a notebook, and words for where there is no HTML."""

    def __init__(self, markup: str, words: str) -> None:
        self.markup, self.words = markup, words

    def _repr_html_(self) -> str:
        return self.markup

    def __repr__(self) -> str:
        return self.words


class Nothing(Shown):
    """What says that there is nothing to show."""


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


def heading(text: str) -> Shown:
    """A computed heading."""
    return Shown(f"<h2>{escape(printable(text))}</h2>", printable(text))


def note(text: str) -> Shown:
    """A computed remark."""
    return Shown(f"<p>{escape(printable(text))}</p>", printable(text))


def sections(*told: tuple[str, Shown]) -> Shown:
    """Each under its heading; what has nothing to show is left out, unless that is all, which is then said."""
    some = [(title, shown) for title, shown in told if not isinstance(shown, Nothing)]
    if not some:
        return joined(shown for _, shown in told)
    heads = [Shown(f"<h3>{escape(title)}</h3>", title) for title, _ in some]
    return joined(part for head, (_, shown) in zip(heads, some, strict=True) for part in (head, shown))


def table(frame: pd.DataFrame, caption: str, empty: str = "There is none.") -> Shown:
    """A frame as a table to read: without its index, numbers with thousands separators, days as YYYY-MM-DD.

    A cell may be `Shown` already.  What is missing is a dash, which the caption explains; a frame without rows
    becomes the sentence `empty`, and one with more than `LONG` rows is folded away under its caption.
    """
    if frame.empty:
        said = note(empty)
        return Nothing(said.markup, said.words)
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
    names = ["step", "rows"] if len(rows[0]) == 2 else ["rows", "read", "chosen"]
    return rows_table(names, rows, "What each step left.")


def versions() -> Shown:
    """The versions of the packages that made what is shown."""
    made_with = [(package, version(package)) for package in PACKAGES]
    return rows_table(["package", "version"], made_with, "Made with these packages.")


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


# Passages highlighted in a text, and their addresses.


class Span(NamedTuple):
    """A passage to highlight: what it is, the label behind it, and the id of its row if it is the row's own."""

    start: int
    end: int
    kind: str
    label: str
    row: str = ""


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> Shown:
    """`text[start:end]` with the spans highlighted in it; spans may meet, overlap and reach beyond it."""
    end = len(text) if end is None else end
    inside = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    cuts = sorted({start, end, *(max(span.start, start) for span in inside), *(min(span.end, end) for span in inside)})
    return joined((_piece(text, a, b, inside) for a, b in pairwise(cuts)), "")


def _piece(text: str, start: int, end: int, spans: list[Span]) -> Shown:
    """A stretch of text without a border of a span in it, within the tags of all spans over it, and their labels."""
    over = [span for span in spans if span.start <= start and span.end >= end]
    words = visible(text[start:end])
    markup = escape(words)
    for kind in reversed(_TAGS):
        if any(span.kind == kind for span in over):
            markup = _TAGS[kind][0] + markup + _TAGS[kind][1]
    for span in over:
        if span.row and span.start == start:
            markup = f'<span id="{escape(anchor(span.row))}">{markup}</span>'
    opened = "‹" if any(span.kind == _UNREAD and span.start == start for span in over) else ""
    closed = "›" if any(span.kind == _UNREAD and span.end == end for span in over) else ""
    labels = dict.fromkeys(span.label for span in over if span.label and span.end == end)
    label = f"[{'; '.join(labels)}]" if labels else ""
    raised = f"<sup>{escape(label)}</sup>" if label else ""
    return Shown(f"{opened}{markup}{closed}{raised}", f"{opened}{words}{closed}{label}")


def spans(text: str, row: Any) -> Iterator[Span]:
    """What to highlight in an article's text for a row of claims, events or refusals: figure or date, and source."""
    if hasattr(row, "claim"):
        name = short(row.claim)
        yield Span(row.start, row.end, "amount", f"{name} {row.measure}", row.claim)
        yield from _said_by(text, row.source, f"says {name}", row)
        yield from _said_by(text, row.via, f"passes on {name}", row)
    elif hasattr(row, "event"):
        name = short(row.event)
        yield Span(row.start, row.end, "date", f"{name} {row.kind} {row.edtf}", row.event)
        yield from _said_by(text, row.source, f"says {name}", row)
    elif stated(row.start):
        yield Span(row.start, row.end, _UNREAD, f"not read: {spaced(row.reason)}")


def _said_by(text: str, words: object, label: str, row: Any) -> Iterator[Span]:
    """Where the words for a source stand: nearest to the row in its sentence, else the last time before it."""
    if not stated(words):
        return
    named, read = fold(str(words)), _read(text)
    first, last = row.sentence_start, row.sentence_start + len(row.sentence)
    places = [match.start() + first for match in re.finditer(re.escape(named), read[first:last])]
    at = min(places, key=lambda place: abs(place - row.start)) if places else read.rfind(named, 0, first)
    if at >= 0:
        yield Span(at, at + len(named), "source", label)


def short(row: str) -> str:
    """The id of a row within its article: `c1`."""
    return row.rpartition(":")[2]


def address(text: str, start: int, end: int, broken: Iterable[int] = ()) -> str:
    """`:~:text=...`, by which a browser finds the words of `text[start:end]` in a page; empty if it has no words.

    It goes behind the `#...` of an address; grammar and encoding are those of
    https://wicg.github.io/scroll-to-text-fragment/.  `broken` are the places where the page shows something between
    the words, so that they cannot be searched for in one piece: the passage is then cited by how it begins and ends.

    >>> address("It sank. Forty-one men drowned, he said.", 9, 40)
    ':~:text=Forty%2Done%20men%20drowned%2C%20he%20said.'
    """
    # The end of a paragraph parts words too, and so does a character that is shown as something else.
    unsafe = {place for match in UNSAFE.finditer(text, start, end) for place in match.span()}
    cuts = sorted({start, end, *(place for place in broken if start < place < end)} | unsafe)
    pieces = [UNSAFE.sub("", text[a:b]).split() for a, b in pairwise(cuts)]
    pieces = [words for words in pieces if re.search(r"\w", "".join(words))]
    telling = [words for words in pieces if len(words) >= _TELLING] or pieces
    if not telling:
        return ""
    once = [words for words in telling if text.count(" ".join(words[:_WORDS])) == 1]
    first, last = (once or telling)[0], telling[-1]
    whole = first is last and (len(" ".join(first)) <= _LONGEST or len(first) <= 2 * _WORDS)
    cited = [first] if whole else [first[:_WORDS], last[-_WORDS:]]
    # A hyphen would begin or end a part of it.
    return ":~:text=" + ",".join(quote(" ".join(words), safe="").replace("-", "%2D") for words in cited)
