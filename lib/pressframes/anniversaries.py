"""The tenth anniversary of something: it happened ten years before the day on which the anniversary is kept.

That day is the date in the sentence; else the date that the article gives the same occasion elsewhere ("a gala for the
first anniversary ... the June gala"); else only the year is known, from the date of publication.
"""

import re
from collections.abc import Sequence

from pressframes import calendars, text
from pressframes.anchors import Anchors, nth
from pressframes.calendars import Span
from pressframes.datewords import Found
from pressframes.records import Dated

_KEPT = ("day", "month", "season", "year")  # what an anniversary may be kept on
_WINDOW = 1200
_WORD = re.compile(r"\w+")


def resolve(found: Found, folded: str, dates: Sequence[Dated], anchors: Anchors) -> Span:
    """When the thing itself happened, as precisely as its anniversary is dated."""
    start = found.tokens.starts[found.first]
    first, last = _sentence(folded, start)
    kept = _in_sentence(start, first, last, dates) or _of_occasion(found, folded[first:last], folded, dates)
    if kept is not None:
        return calendars.back(Span(kept.edtf, kept.earliest, kept.latest, kept.precision), nth(found))
    return calendars.year(anchors.today.year - nth(found))


def _sentence(folded: str, start: int) -> tuple[int, int]:
    """The bounds of the sentence in which `start` lies; no sentence is longer than the window."""
    left = max(0, start - _WINDOW)
    inside = next(s for s in text.sentences(folded[left : start + _WINDOW]) if s.end > start - left)
    return left + inside.start, left + inside.end


def _in_sentence(start: int, first: int, last: int, dates: Sequence[Dated]) -> Dated | None:
    inside = [dated for dated in dates if first <= dated.start < last and dated.precision in _KEPT]
    return min(inside, key=lambda dated: abs(dated.start - start), default=None)


def _of_occasion(found: Found, sentence: str, folded: str, dates: Sequence[Dated]) -> Dated | None:
    """The date that stands right before an occasion of the sentence, in another place: "the June gala"."""
    named = {word for word in _WORD.findall(sentence.lower()) if word in found.known["OCCASION"]}
    return next((d for d in dates if named & set(_WORD.findall(folded[d.end : d.end + 40].lower())[:1])), None)
