"""Where the words of a ruling stand now, and which row is read there.

A ruling is pinned as the Web Annotation model pins a quotation: by the exact words and their place.  Where the
place does not hold them any more, words that the article has once are found again; anything else is said, never
guessed.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

import pandas as pd

from pressframes.phrases import counted, stated
from pressframes.safe import printable

_QUOTED = {"claim": "amount", "event": "date_text"}


class Place(NamedTuple):
    """The id of the row that is meant, or None; and in words what was found instead, or that it moved."""

    row: str | None
    said: str = ""


class Elsewhere(Exception):
    """The article is none of those that were read."""


class Pins:
    """The rows of claims or events by their places, and the texts of their articles."""

    def __init__(self, rows: pd.DataFrame, articles: pd.DataFrame) -> None:
        self.kind = "claim" if "claim" in rows else "event"
        self._texts = {str(article): str(text) for article, text in articles["text"].items()}
        self._rows: dict[str, list[Any]] = {}
        for row in cast(Iterable[Any], rows.itertuples(index=False)):
            self._rows.setdefault(str(row.article), []).append(row)

    def find(self, article: str, start: object, words: str) -> Place:
        """The row that is read from these words; raises Elsewhere if the article was not read."""
        if article not in self._texts:
            raise Elsewhere
        spans = _spans(words, self._texts[article])
        held = [span for span in spans if stated(start) and span[0] == start]
        if len(held or spans) != 1:
            return Place(None, _not_found(words, len(spans), start))
        (span,) = held or spans
        place = self._at(article, span)
        moved = stated(start) and not held
        return place._replace(said=f"found again at {span[0]:,}, not {start:,}") if moved and place.row else place

    def _at(self, article: str, span: tuple[int, int]) -> Place:
        rows = self._rows.get(article, [])
        exact = [row for row in rows if (row.start, row.end) == span]
        if len(exact) == 1:
            return Place(str(getattr(exact[0], self.kind)))
        near = next((row for row in rows if row.start < span[1] and span[0] < row.end), None)
        read = f"“{printable(getattr(near, _QUOTED[self.kind]))}” is read there" if near else "nothing is read there"
        return Place(None, f"no {self.kind} has just these words: {read}")


def _spans(words: str, text: str) -> list[tuple[int, int]]:
    """Where the words stand as words of their own, whatever the white space between them."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [match.span() for match in re.finditer(rf"(?<!\w)(?<!\d[.,])(?:{pattern})(?!\w)(?![.,]\d)", text)]


def _not_found(words: str, times: int, start: object) -> str:
    if not times:
        return f"“{printable(words)}” does not stand in the article"
    where = f"none of them at {start:,}" if stated(start) else "which of them is meant is not said: give start"
    return f"“{printable(words)}” stands in the article {counted(times, 'time')}, {where}"
