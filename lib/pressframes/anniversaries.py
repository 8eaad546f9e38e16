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
_WORD = re.compile(r"\w+")


def resolve(found: Found, folded: str, dates: Sequence[Dated], anchors: Anchors) -> Span:
    """When the thing itself happened, as precisely as its anniversary is dated."""
    start = found.tokens.starts[found.first]
    sentence = next(s for s in text.sentences(folded) if s.end > start)
    kept = _in_sentence(start, sentence, dates) or _of_occasion(found, folded, sentence, dates)
    if kept is not None:
        return calendars.back(Span(kept.edtf, kept.earliest, kept.latest, kept.precision), nth(found))
    return calendars.year(anchors.today.year - nth(found))


def _in_sentence(start: int, sentence: text.Sentence, dates: Sequence[Dated]) -> Dated | None:
    inside = [d for d in dates if sentence.start <= d.start < sentence.end and d.precision in _KEPT]
    return min(inside, key=lambda dated: abs(dated.start - start), default=None)


def _of_occasion(found: Found, folded: str, sentence: text.Sentence, dates: Sequence[Dated]) -> Dated | None:
    """The date that stands right before an occasion of the sentence, in another place: "the June gala"."""
    occasions = found.known["OCCASION"]
    named = {word for word in _WORD.findall(folded[sentence.start : sentence.end].lower()) if word in occasions}
    return next((d for d in dates if named & set(_WORD.findall(folded[d.end : d.end + 40].lower())[:1])), None)
