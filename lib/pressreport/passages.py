"""Passages marked in a text: figures, their sources, dates, and what was not read.

A figure is bold, a source italic, a date underlined, each in a mark and followed by a label in brackets; a
passage that was not read stands between ‹ ›.  So the marks can be told apart without colour, without styles and
in plain text.  The mark of a claim or an event has its id as `id`, so that tables and charts can link to it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pressframes.phrases import anchor, spaced, stated
from pressframes.reading.text import fold
from pressreport.html import Shown, escape

_TAGS = {
    "date": ('<mark class="date"><u>', "</u></mark>"),
    "source": ('<mark class="source"><i>', "</i></mark>"),
    "amount": ('<mark class="amount"><b>', "</b></mark>"),
}  # the outer first
UNREAD = "unread"
# Control characters, and those that turn the direction of what follows: each is shown as U+FFFD, so that offsets hold.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Span(NamedTuple):
    """A passage to mark: what it is, the label behind it, and the id of its row if the mark is the row's own."""

    start: int
    end: int
    kind: str
    label: str
    row: str = ""


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> Shown:
    """`text[start:end]` with the spans marked in it; spans may meet, overlap and reach beyond it."""
    end = len(text) if end is None else end
    inside = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    cuts = sorted({start, end, *(max(span.start, start) for span in inside), *(min(span.end, end) for span in inside)})
    pieces = [_piece(text, a, b, inside) for a, b in pairwise(cuts)]
    return Shown("".join(piece.markup for piece in pieces), "".join(piece.words for piece in pieces))


def _piece(text: str, start: int, end: int, spans: list[Span]) -> Shown:
    """A stretch of text without a border of a span in it, within the tags of all spans over it, and their labels."""
    over = [span for span in spans if span.start <= start and span.end >= end]
    words = _UNSEEN.sub("\ufffd", text[start:end])
    markup = escape(words)
    for kind in reversed(_TAGS):
        if any(span.kind == kind for span in over):
            markup = _TAGS[kind][0] + markup + _TAGS[kind][1]
    for span in over:
        if span.row and span.start == start:
            markup = f'<span id="{escape(anchor(span.row))}">{markup}</span>'
    opened = "‹" if any(span.kind == UNREAD and span.start == start for span in over) else ""
    closed = "›" if any(span.kind == UNREAD and span.end == end for span in over) else ""
    labels = dict.fromkeys(span.label for span in over if span.label and span.end == end)
    label = f"[{'; '.join(labels)}]" if labels else ""
    raised = f"<sup>{escape(label)}</sup>" if label else ""
    return Shown(f"{opened}{markup}{closed}{raised}", f"{opened}{words}{closed}{label}")


def spans(text: str, row: Any) -> Iterator[Span]:
    """What to mark in an article's text for a row of claims, events or refusals: figure or date, and its source."""
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
        yield Span(row.start, row.end, UNREAD, f"not read: {spaced(row.reason)}")


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
    return row.rpartition(":")[2]
