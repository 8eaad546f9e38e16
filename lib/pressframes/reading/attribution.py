"""To whom each passage is ascribed: frames of speech, what they govern, and what is carried on.

A figure belongs to the nearest frame that governs it in its sentence, else to the speaker of the quotation
around it.  "He", "the group", "the source" take the party named before.  A sentence that only continues,
without a mark of speech, belongs to nobody, unless its subject points back ("The casualties are ...").
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

from pressframes.reading import pointing
from pressframes.reading.lexicon import Lexicon, alternation
from pressframes.reading.parties import ELLIPSES, opening, opening_person
from pressframes.reading.register import Register, identify, register
from pressframes.reading.speech import Frame, frames, verbs
from pressframes.reading.text import Sentence
from pressframes.records import Attribution

_FIRST_PERSON = re.compile(r"(?:i|we|my|our)\b", re.I)
_BACK = 8  # sentences that a pronoun may look back
_PART = re.compile(r"(?:(?!\s[-|]\s).)+")
_CONTINUES = re.compile(
    r"(?:the|these|those)\s+(?:\w+\s+)?"
    r"(?:casualt\w+|dead|deaths|toll|figures?|numbers?|losses|wounded|injured|victims|others)\b"
    r"|of\s+(?:these|those|them)\b|among\s+them\b",
    re.I,
)


@lru_cache(maxsize=8)
def _trigger(lexicon: Lexicon) -> re.Pattern[str]:
    known = verbs(lexicon)
    phrases = [
        " ".join(phrase) for table in (known.cites, known.reports) for tails in table.values() for phrase in tails
    ]
    return re.compile(rf"\b(?:{alternation(sorted({*known.speech, *phrases}))})\b", re.I)


def sources(text: str, folded: str, sentences: list[Sentence], lexicon: Lexicon) -> Callable[[int], Attribution]:
    """A function from an offset in the text to the attribution of what stands there, in the stored text's words."""
    return _Article(text, folded, sentences, lexicon).at


class _Article:
    def __init__(self, text: str, folded: str, sentences: list[Sentence], lexicon: Lexicon) -> None:
        self.text, self.folded, self.sentences, self.lexicon = text, folded, sentences, lexicon
        self.register: Register = register(lexicon)
        self.starts = [sentence.start for sentence in sentences]
        self.quotes = _quotations(folded)
        self._frames: dict[int, list[Frame]] = {}
        self._antecedents: dict[tuple[int, Frame, str], tuple[str, str | None] | None] = {}

    def frames(self, number: int) -> list[Frame]:
        """The frames of sentence `number`, read when they are first asked for."""
        if number not in self._frames:
            sentence = self.sentences[number]
            spoken = _trigger(self.lexicon).search(self.folded, sentence.start, sentence.end)
            self._frames[number] = frames(self.folded, sentence.start, sentence.end, self.lexicon) if spoken else []
        return self._frames[number]

    def at(self, offset: int) -> Attribution:
        number = max(0, bisect_right(self.starts, offset) - 1)
        if not self.sentences:
            return Attribution()
        frame = self._governing(number, offset, self.frames(number))
        if not frame or self._is_own(frame):
            others = [other for other in self.frames(number) if not self._is_own(other)]
            frame = self._governing(number, offset, others) or self._quoted(number, offset) or frame
        if frame:
            return self._attribution(number, frame)
        headline = self._headline(number, offset)
        if headline:
            return self._named(headline, None, "stated")
        return self._carried(number)

    def _is_own(self, frame: Frame) -> bool:
        """True for the speaker's "we" and "our records", who are named outside the quotation."""
        return _FIRST_PERSON.match(self.folded, *frame.source) is not None

    def _governing(self, number: int, offset: int, found: list[Frame]) -> Frame | None:
        left = [frame for frame in found if frame.end <= offset and frame.scope != "left"]
        right = [frame for frame in found if frame.start > offset and frame.scope in ("left", "both")]
        for frame in reversed(left):
            if ";" not in self.folded[frame.end : offset]:
                return right[0] if right and self._yields(frame, right[0]) else frame
        return right[0] if right else None

    def _yields(self, frame: Frame, later: Frame) -> bool:
        """True if the party only met with what another counted: "Oran recorded nine deaths, according to the WHO"."""
        verb = self.folded[frame.start : frame.end].split()[-1].lower()
        return verb in verbs(self.lexicon).weak and self.folded.startswith("according", later.start)

    def _quoted(self, number: int, offset: int) -> Frame | None:
        """The speaker of a quotation of several sentences that `offset` stands in."""
        for first, last in self.quotes:
            if first < offset < last:
                closing = bisect_right(self.starts, last) - 1
                after = [frame for frame in self.frames(closing) if frame.start >= last - 1]
                opening = bisect_right(self.starts, first) - 1
                before = [frame for frame in self.frames(opening) if frame.end <= first + 1]
                return next(iter(after or before[::-1] or self._same_speaker(opening)), None)
        return None

    def _same_speaker(self, number: int) -> list[Frame]:
        """The speaker of the sentence before in the paragraph, whose quotation goes on: "..." said X. "..." """
        if not number or self.sentences[number - 1].paragraph != self.sentences[number].paragraph:
            return []
        return [frame for frame in self.frames(number - 1) if '"' in self.folded[self.starts[number - 1] : frame.start]]

    def _attribution(self, number: int, frame: Frame) -> Attribution:
        words = self.text[slice(*frame.source)]
        via = self._via(number, frame)
        if frame.scope == "reports":
            speakers = [other for other in self.frames(number) if other.end <= frame.start and other.scope != "left"]
            outlet = self._attribution(number, speakers[-1]).source if speakers else None
            return self._named(words, outlet, "stated")
        earlier = self._antecedent(number, frame, words)
        if earlier:
            source, carried_via = earlier
            if (
                words.lower() in ELLIPSES
            ):  # "some officials say ... others say ...": a party of its own, of the same kind
                name, kind = identify(source, self.register)
                return Attribution(words, via, name, kind, "stated")
            return self._named(source, via or carried_via, "carried")
        if pointing.is_pronoun(words):
            return Attribution(via=via)
        cited = self._cited(number, frame, words)
        return cited or self._named(words, via, "stated")

    def _via(self, number: int, frame: Frame) -> str | None:
        """Who passes the word on: the listener told, the outlet that quotes, the speaker around "citing medics"."""
        before = [other for other in self.frames(number) if other.start < frame.start]
        around = [other for other in before if not self.folded[other.end : frame.start].strip(" ,")]
        span = frame.via or (around[0].source if around and frame.scope == "both" else None)
        if span is None:
            return None
        words = self.text[slice(*span)]
        earlier = self._antecedent(number, frame, words) if pointing.is_pronoun(words) else None
        return earlier[0] if earlier else words

    def _cited(self, number: int, frame: Frame, words: str) -> Attribution | None:
        """An outlet that cites somebody passes the word on: the source is who is cited."""
        others = [
            other
            for other in self.frames(number)
            if other.scope == "both" and self.folded[other.start : other.start + 5].lower() in ("citin", "quoti")
        ]
        if others and others[0] != frame:
            return self._named(self.text[slice(*others[0].source)], words, "stated")
        return None

    def _antecedent(self, number: int, frame: Frame, words: str) -> tuple[str, str | None] | None:
        """The earlier party, and who passed it on, that a pronoun or "the group" points back to.

        Each is found once, in text order: a dialogue is a chain of pronouns as long as the article.
        """
        if pointing.noun(words) is None:
            return None
        for earlier in range(self._unresolved(number), number + 1):
            for other in self.frames(earlier):
                for span in (other.source, other.via) if other.start < frame.start else ():
                    self._resolve(earlier, other, self.text[slice(*span)] if span else "")
        return self._resolve(number, frame, words)

    def _resolve(self, number: int, frame: Frame, words: str) -> tuple[str, str | None] | None:
        key = number, frame, words
        if key not in self._antecedents and pointing.noun(words) is not None:
            self._antecedents[key] = self._found(number, frame, words)
        return self._antecedents.get(key)

    def _unresolved(self, number: int) -> int:
        """The earliest sentence from which a chain of pronouns that are not resolved yet leads to `number`."""
        first = at = number
        while at >= 0 and at > first - _BACK:
            for frame in self.frames(at):
                words = self.text[slice(*frame.source)]
                if pointing.noun(words) is not None and (at, frame, words) not in self._antecedents:
                    first = at
            at -= 1
        return first

    def _found(self, number: int, frame: Frame, words: str) -> tuple[str, str | None] | None:
        noun = pointing.noun(words) or ""
        person: tuple[str, str | None] | None = None
        if (
            words.lower() == "they"
            and (own := self._opening_party(number, frame))
            and own[0] in self.text[self.starts[number] : frame.start]
        ):
            return own
        if words.lower() in ("he", "she") and (one := self._opening_person(number, frame)):
            return one, None
        for other, earlier in self._before(number, frame):
            name, via = self.text[slice(*other.source)], self.text[slice(*other.via)] if other.via else None
            if (
                other.via and other.via < other.source and words.lower() != "he"
            ):  # "the station quoted a medic": it is the station
                name, via = via or name, None
            found = self._resolve(earlier, other, name) or (None if pointing.is_pronoun(name) else (name, None))
            if found and noun in pointing.BODIES and pointing.is_person(found[0]):
                person = person or (
                    (found[0], via or found[1]) if pointing.fits(noun, found[0], self.register) else None
                )
            elif found and (not noun or pointing.fits(noun, found[0], self.register)):
                return found[0], via or found[1]
        return person or (self._opening_party(number, frame) if pointing.is_pronoun(words) else None)

    def _opening_person(self, number: int, frame: Frame) -> str | None:
        """The person whose name begins a sentence of the paragraph behind all that others said: "Ana Diaz paused." """
        near = next((other for other, _ in self._before(number, frame)), None)
        for earlier in range(number, max(-1, number - 3), -1):
            sentence = self.sentences[earlier]
            if sentence.paragraph != self.sentences[number].paragraph or (near and sentence.start <= near.start):
                return None
            span = opening_person(self.folded, sentence.start, sentence.end, self.lexicon)
            if span:
                return self.text[slice(*span)]
            span = opening(self.folded, sentence.start, sentence.end, self.lexicon)
            if span and span[1] < frame.start and pointing.is_person(self.text[slice(*span)]):
                return self.text[slice(*span)]
        return None

    def _opening_party(self, number: int, frame: Frame) -> tuple[str, str | None] | None:
        """The party that opens the sentence, or one before: "The governor arrived late. He said ..."."""
        for earlier in range(number, max(-1, number - 3), -1):
            sentence = self.sentences[earlier]
            span = opening(self.folded, sentence.start, sentence.end, self.lexicon)
            if span and span[1] < frame.start:
                return self.text[slice(*span)], None
        return None

    def _before(self, number: int, frame: Frame) -> Iterator[tuple[Frame, int]]:
        """The frames before `frame`, the nearest first, each with its sentence."""
        for earlier in range(number, max(-1, number - _BACK), -1):
            yield from ((other, earlier) for other in reversed(self.frames(earlier)) if other.start < frame.start)

    def _carried(self, number: int) -> Attribution:
        sentence = self.sentences[number]
        if (
            number
            and _CONTINUES.match(self.folded, sentence.start)
            and self.sentences[number - 1].paragraph == sentence.paragraph
        ):
            earlier = self.frames(number - 1)
            if earlier:
                found = self._attribution(number - 1, earlier[-1])
                return Attribution(found.source, found.via, found.source_name, found.source_kind, "carried")
        return Attribution()

    def _headline(self, number: int, offset: int) -> str | None:
        """The party at the end of a headline: "Nine hurt in fire: police"; the title, or the title said again."""
        first, sentence = self.sentences[0], self.sentences[number]
        words = self.folded[sentence.start : sentence.end]
        title = self.folded[first.start : first.end]
        if len(title) > 160 or title.endswith(".") or (number and words.rstrip(".") not in title):
            return None
        for part in _PART.finditer(words):
            if part.start() <= offset - sentence.start < part.end():
                return self._ending(part[0]) or self._prefix(words, offset - sentence.start)
        return None

    def _ending(self, words: str) -> str | None:
        """The party that ends a headline; one that could be the victim too ("police") only behind a colon or comma."""
        plain = words.strip(" .-|").split()
        for length in (3, 2, 1):
            name, before = " ".join(plain[-length:]), " ".join(plain[:-length])
            if before and (self.register.party.fullmatch(name) or name.lower() in self.register.heads):
                _, kind = identify(name, self.register)
                marked = before.endswith((":", ",")) or kind in ("monitor", "international")
                return name if marked and kind not in ("media", "unnamed") else None
        return None

    def _prefix(self, words: str, offset: int) -> str | None:
        """The party that begins a headline: "Red Cross: nine hurt in fire"."""
        name, colon, _ = words[:offset].partition(":")
        listed = self.register.party.search(name) or self.register.head.search(name)
        return name.strip() if colon and listed and len(name.split()) < 6 else None

    def _named(self, words: str, via: str | None, attribution: str) -> Attribution:
        name, kind = identify(words, self.register)
        return Attribution(words, via, name, kind, attribution)


def _quotations(folded: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks; a paragraph's end closes what is left open."""
    found, opened = [], -1
    for match in re.finditer(r'"|\n\s*\n', folded):
        if match[0] != '"':
            opened = -1
        elif opened < 0:
            opened = match.start()
        else:
            found.append((opened, match.end()))
            opened = -1
    return found
