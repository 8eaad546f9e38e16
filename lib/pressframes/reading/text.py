"""Sentences and paragraphs of an article, by offsets into its stored text.

`fold` gives a reading copy of the same length, so that an offset in it is an offset in the text:
curly quotes are straight, every kind of dash between words a hyphen, every kind of space a space.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_FOLDS = {
    "'": "\u2018\u2019\u201b\u02bc\u2032`\u00b4",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033",
    "-": "\u2010\u2011\u2012\u2013\u2212",
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f\r",
}
_TABLE = {ord(seen): read for read, many in _FOLDS.items() for seen in many}

# Words before a full stop that rarely end a sentence: titles, months, companies, initials.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Lt|Col|Gen|Maj|Capt|Cpl|Sgt|Adm|Brig|Cmdr|Rep|Sen|Gov|Sec|Prof|Rev|Hon|Pres|Amb|Supt"
    r"|Jr|Sr|vs|No|Nos|Vol|Fig|Inc|Corp|Co|Ltd|Bros|Mt|Ft|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Ave|Ph\.D"
    r"|approx|est|ca|al|a\.k\.a|i\.e|e\.g)|\b[A-Z](?:\.[A-Z])*)\Z"
)
_BREAK = re.compile(
    r"[.!?\n](?:(?<=\n)(?P<line>\s*+)"
    r"|(?<![.!?]{2})(?P<more>[.!?]*+)(?P<close>['\")\]]*+)(?P<space>\s++)(?=[\"'(\[]*+[^\W_a-z]))"
)
_SPACE = re.compile(r"\s+")
_LONG = 1200  # characters; text without stops is cut at a space, so that one sentence cannot grow without end


class Sentence(NamedTuple):
    """One sentence: its bounds in the text and the number of its paragraph (lines are paragraphs)."""

    start: int
    end: int
    paragraph: int


def fold(text: str) -> str:
    """The text for reading: as long as `text`, with plain quotes, hyphens and spaces (line ends stay)."""
    return text.translate(_TABLE)


def sentences(folded: str) -> list[Sentence]:
    """The sentences of a folded text in order, without the white space around them."""
    found: list[Sentence] = []
    start = paragraph = 0
    for match in _breaks(folded):
        stop = match.re is _BREAK and match["line"] is None
        bare = stop and match[0][0] == "." and not (match["more"] or match["close"] or "\n" in match["space"])
        if match.start() < start or (
            bare and _ABBREVIATED.search(folded, max(start, match.start() - 12), match.start())
        ):
            continue
        end = match.end("close") if stop else match.start()
        found += _cut(folded, start, end, paragraph)
        start = match.end()
        paragraph += "\n" in match[0]
    found += _cut(folded, start, len(folded), paragraph)
    return found


def _breaks(folded: str) -> Iterator[re.Match[str]]:
    """The breaks of the text, and those around a title that the body repeats, as scraped pages do."""
    title = re.split(r"(?<!\s)\s+[-|]\s+", folded[: folded.find("\n") + 1].strip())[0]
    again = folded.find(title, len(title), len(title) * 2 + 300) if len(title) > 20 else -1
    if again < 0:
        yield from _BREAK.finditer(folded)
        return
    ends = (again, again + len(title))
    edges = [match for end in ends if (match := _SPACE.search(folded, end - 1, end + 2))]
    yield from sorted([*_BREAK.finditer(folded), *edges], key=lambda match: match.start())


def _cut(folded: str, start: int, end: int, paragraph: int) -> list[Sentence]:
    pieces = []
    while start < end:
        cut = end if end - start <= _LONG else (folded.rfind(" ", start + 1, start + _LONG) + 1 or start + _LONG)
        body = folded[start:cut]
        left = len(body) - len(body.lstrip())
        if body.strip():
            pieces.append(Sentence(start + left, start + len(body.rstrip()), paragraph))
        start = cut
    return pieces
