"""The tenth anniversary of something: it happened ten years before the day on which the anniversary is kept.

That day is the date in the sentence; else the date that the article gives the same occasion elsewhere ("a gala for the
first anniversary ... the June gala"); else only the year is known, from the date of publication.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from pressframes.reading import calendars, text
from pressframes.reading.anchors import Anchors, nth
from pressframes.reading.calendars import Span
from pressframes.reading.datewords import Found
from pressframes.records import Dated

_KEPT = ("day", "month", "season", "year")  # what an anniversary may be kept on
_WINDOW = 1200
_TOLD = re.compile(r"\b(?:said|says|told \w+|announced|reported|wrote)(?:\s\w+ly)?(?:\son)?\s$")
_AHEAD = re.compile(r".{0,60}\b(?:near(?:s|ed|ing)|approach(?:es|ed|ing)|looms?)\b", re.DOTALL)
_WORD = re.compile(r"\w+")


class Kept:
    """The dates of an article by their place and by the occasion that follows them: when anniversaries are kept."""

    def __init__(self, folded: str, dates: Sequence[Dated]) -> None:
        self.folded = folded
        self.dates = [dated for dated in dates if dated.precision in _KEPT]
        self.starts = [dated.start for dated in self.dates]
        self.of_noun: dict[str, Dated] = {}
        for dated in self.dates:
            for word in _WORD.findall(folded[dated.end : dated.end + 40].lower())[:1]:
                self.of_noun.setdefault(word, dated)

    def happened(self, found: Found, anchors: Anchors) -> Span:
        """When the thing itself happened, as precisely as its anniversary is dated."""
        start = found.tokens.starts[found.first]
        first, last = self._sentence(start)
        kept = self._in_sentence(start, first, last) or self._of_occasion(found, self.folded[first:last])
        if kept is not None:
            return calendars.back(Span(kept.edtf, kept.earliest, kept.latest, kept.precision), nth(found))
        return calendars.year(anchors.today.year - nth(found))

    def _sentence(self, start: int) -> tuple[int, int]:
        """The bounds of the sentence in which `start` lies; no sentence is longer than the window."""
        left = max(0, start - _WINDOW)
        inside = next(s for s in text.sentences(self.folded[left : start + _WINDOW]) if s.end > start - left)
        return left + inside.start, left + inside.end

    def _in_sentence(self, start: int, first: int, last: int) -> Dated | None:
        if _AHEAD.match(self.folded, start, last):
            return None
        inside = self.dates[bisect_left(self.starts, first) : bisect_left(self.starts, last)]
        inside = [dated for dated in inside if not _TOLD.search(self.folded, first, dated.start)]
        return min(inside, key=lambda dated: abs(dated.start - start), default=None)

    def _of_occasion(self, found: Found, sentence: str) -> Dated | None:
        """The date that stands right before an occasion of the sentence, in another place: "the June gala"."""
        named = (word for word in _WORD.findall(sentence.lower()) if word in found.known["OCCASION"])
        return next((self.of_noun[word] for word in named if word in self.of_noun), None)
