"""The address of a passage: a text fragment, by which a browser finds the words in a page and marks them.

Grammar and encoding are those of https://wicg.github.io/scroll-to-text-fragment/.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import quote

LONGEST = 160  # characters of a passage that stand in its address whole
_WORDS = 6  # else as many of its first and of its last words
_TELLING = 3  # a stretch of fewer words is found in too many places
# What parts the words that a page shows: the end of a paragraph, and characters that are shown as something else.
_PARTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]+")


def fragment(text: str, start: int, end: int, broken: Iterable[int] = ()) -> str:
    """`:~:text=...`, which goes behind the `#...` of an address, for `text[start:end]`; empty if it has no words.

    `broken` are the places where the page shows something between the words, so that they cannot be searched for
    in one piece: the passage is then cited by how it begins and how it ends.

    >>> fragment("It sank. Forty-one men drowned, he said.", 9, 40)
    ':~:text=Forty%2Done%20men%20drowned%2C%20he%20said.'
    """
    pieces = _pieces(text, start, end, broken)
    telling = [words for words in pieces if len(words) >= _TELLING] or pieces
    if not telling:
        return ""
    once = [words for words in telling if text.count(" ".join(words[:_WORDS])) == 1]
    first, last = (once or telling)[0], telling[-1]
    if first is last and (len(" ".join(first)) <= LONGEST or len(first) <= 2 * _WORDS):
        return f":~:text={_encoded(first)}"
    return f":~:text={_encoded(first[:_WORDS])},{_encoded(last[-_WORDS:])}"


def _pieces(text: str, start: int, end: int, broken: Iterable[int]) -> list[list[str]]:
    """The words of each unbroken stretch of the passage that has any."""
    cuts = {start, end, *(place for place in broken if start < place < end)}
    for parted in _PARTED.finditer(text, start, end):
        cuts |= {parted.start(), parted.end()}
    found = [_PARTED.sub("", text[a:b]).split() for a, b in pairwise(sorted(cuts))]
    return [words for words in found if re.search(r"\w", "".join(words))]


def _encoded(words: list[str]) -> str:
    """Percent-encoded, with the hyphen too, which would begin or end a part of the fragment."""
    return quote(" ".join(words), safe="").replace("-", "%2D")
