"""Where a page leads to: from the row of a table and the mark of a chart to the words behind it.

A link of a notebook is `#` and the anchor of a claim or an event (`marks.anchor`).  In a page it leads to those words
in the page of the articles, if there is one over the same articles, else to their quotation in the same page; what
leads nowhere is no link.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

_LINK = re.compile(r'(<a\b[^>]*?) href="#([^"]*)"')
_ROW = re.compile(r":[a-z]+\d+$")
_TEXT = ":~:"  # begins the part of an address that cites a text
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand, seen from a page, and what a link to them is called where it has no words of its own."""

    address: str
    words: str


def places(notebook: Any) -> dict[str, Place]:
    """The places in the page of a notebook itself, by anchor."""
    found: dict[str, str] = {}
    for markup in _html(notebook):
        found = _Marks(markup).words | found
    return {anchor: Place(f"#{anchor}", f"“{words}”, in its sentence") for anchor, words in found.items()}


def seen_from(page: str, there: Mapping[str, Place]) -> dict[str, Place]:
    """The same places from outside: in the page called `page`."""
    return {anchor: replace(place, address=f"{page}{place.address}") for anchor, place in there.items()}


def resolve(markup: str, known: Mapping[str, Place]) -> str:
    """HTML of a notebook with its links to rows leading where the words are; other links are left alone."""

    def led(link: re.Match[str]) -> str:
        anchor, cite, text = unescape(link[2]).partition(_TEXT)
        if place := known.get(anchor):
            return f'{link[1]} href="{escape(place.address + cite + text)}"'
        return link[1] if _ROW.search(anchor) else link[0]

    return _LINK.sub(led, markup)


def _html(notebook: Any) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            yield output.get("data", {}).get("text/html", "")


class _Marks(HTMLParser):
    """The elements of some HTML that have the anchor of a row for an id, and the words in each."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self._open: list[str] = []  # the ids of the elements around, empty for those without
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id") or ""
        if tag not in _VOID:
            self._open.append(anchor if _ROW.search(anchor) and anchor not in self.words else "")
            self.words |= {self._open[-1]: ""} if self._open[-1] else {}

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for anchor in filter(None, self._open):
            self.words[anchor] += data
