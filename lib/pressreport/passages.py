"""Passages highlighted in a text, and their addresses: figures, their sources, dates, and what was not read.

A figure is bold, a source italic, a date underlined, each highlighted and followed by a label in brackets; a
passage that was not read stands between ‹ ›.  So they can be told apart without colour, without styles and in
plain text.  The highlight of a claim or an event has its id as `id`, so that tables and charts can link to it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import quote

from pressframes.phrases import anchor, spaced, stated
from pressframes.reading.text import fold
from pressframes.safe import UNSAFE, visible
from pressreport.html import Shown, escape, joined

_TAGS = {
    "date": ('<mark class="date"><u>', "</u></mark>"),
    "source": ('<mark class="source"><i>', "</i></mark>"),
    "amount": ('<mark class="amount"><b>', "</b></mark>"),
}  # the outer first
_UNREAD = "unread"
_LONGEST = 160  # characters of a passage that stand in its address whole
_WORDS = 6  # else as many of its first and of its last words
_TELLING = 3  # a stretch of fewer words is found in too many places


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
    named, read = fold(str(words)), fold(text)
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
