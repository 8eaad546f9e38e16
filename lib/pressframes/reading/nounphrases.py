"""Noun phrases that name a party: how far the words reach that say who speaks.

A party's name is capitalised words and role nouns ("the mayor", "rescue workers") with what joins them:
"a doctor at the city hospital", "the deputy minister of health".
"""

from functools import lru_cache

from pressframes.reading import tokens
from pressframes.reading.amounts import SMALL
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.tokens import shape

PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i"))
ELLIPSES = frozenset(("others", "some", "many"))
_DATELINE = shape("[name word thing time number comma]{1,9} (open [name word person thing]{1,4} close dash* | dash+)")
_LINKS = frozenset(("of", "for", "in", "at", "from", "with", "on", "to"))


@lru_cache(maxsize=8)
def _heads(lexicon: Lexicon) -> frozenset[str]:
    """The last words of the lexicon's role nouns and of the names of its parties."""
    nouns = [word for row in lexicon["head"] for word in row["words"]]
    names = [alias for row in lexicon["source"] for alias in row["aliases"]]
    return frozenset(name.lower().split()[-1] for name in (*nouns, *names))


@lru_cache(maxsize=8)
def _single_words(lexicon: Lexicon) -> tokens.Vocabulary:
    known = tokens.vocabulary(lexicon)
    return tokens.Vocabulary(known.words, {}, known.names)


class Words:
    """A tagged sentence word by word, phrases taken apart, for walking through names."""

    def __init__(self, folded: str, start: int, end: int, lexicon: Lexicon) -> None:
        tagged = tokens.tag(folded, start, end, [], _single_words(lexicon))
        self.folded, self.tags, self.spans, self.lexicon = folded, tagged.tags, tagged.spans, lexicon
        self.words = [folded[first:last] for first, last in tagged.spans]
        self.lower = [word.lower() for word in self.words]
        heads = _heads(lexicon)
        self.heads = [word.removesuffix("'s") in heads for word in self.lower]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens `first` to `last` (exclusive) stand in the text."""
        return self.spans[first][0], self.spans[last - 1][1]

    def is_capital(self, at: int) -> bool:
        return tokens.is_capital(self.words[at])

    def is_head(self, at: int) -> bool:
        """True for a role noun, or the last word of a listed party's name."""
        return 0 <= at < len(self.words) and self.heads[at]

    def is_name(self, at: int) -> bool:
        """True for a capitalised word or a role noun, what parties are called by."""
        if not 0 <= at < len(self.words) or self.tags[at] in "NBMhpO&":
            return False
        capital = self.is_capital(at) and self.tags[at] not in "dPJyQatImi" and (at > 0 or self.tags[at] in "UHwTX")
        return self.heads[at] or capital

    def is_party(self, first: int, last: int) -> bool:
        """True if the words are sure to name who speaks: a pronoun, a role, more than a bare place name."""
        return last - first > 2 or self.tags[first] == "p" or any(self.heads[first:last])

    def clause_start(self, before: int) -> int:
        """The token that begins the clause in which token `before` stands."""
        return max(self.tags.rfind(mark, 0, before) for mark in ',;"J') + 1


def walk_left(sentence: Words, last: int) -> int:
    """The first token of the name that ends before token `last`, or `last` if none does."""
    at, modifiers, named = last - 1, 0, False
    if at >= 0 and sentence.lower[at] in PRONOUNS | ELLIPSES:
        return at
    while at >= 0:
        word, tag = sentence.lower[at], sentence.tags[at]
        if sentence.is_name(at):
            named = True
        elif tag == "d" and word not in ("both", "each"):
            step = _over_determiner(sentence, at)
            at -= step or 1
            if step:
                continue
            break
        elif not named:
            return last
        elif word in SMALL or word.isdigit() or word in ("other", "another"):
            if at and sentence.lower[at - 1].endswith("'s"):  # "doctors at the town's two clinics"
                at -= 1
                continue
            at -= at + 1 < last
            break
        elif not _continues(sentence, at):
            before_party = sentence.is_head(at + 1) and sentence.is_capital(at + 1)  # "in the capital SANA said"
            ended = tag in "HTX" and (not sentence.is_name(at + 1) or word.endswith("s"))
            if modifiers == 3 or tag not in "wvjUXHT#r" or before_party or ended:
                break
            modifiers += 1
        at -= 1 + (word == "in" and sentence.lower[at - 1 : at] == ["based"])
    return at + 1 if named else last


def _over_determiner(sentence: Words, at: int) -> int:
    """How many tokens to step from a determiner to go on with a larger name, 0 if the name begins with it."""
    if at >= 2 and sentence.tags[at - 1] == "&" and sentence.is_head(at - 2):  # "residents and a doctor"
        return 2
    name = at - (at > 1 and sentence.lower[at - 1] in ("however", "meanwhile"))  # "Novak however a doctor"
    to_start = all(
        sentence.is_name(one) or (sentence.tags[one] in "dOP" and sentence.lower[one] in (*_LINKS, "the", "a"))
        for one in range(name)
    )
    if sentence.lower[at] in ("a", "an") and name and to_start:  # "Novak a doctor"
        return at - name + 1
    first = at
    while first and sentence.is_name(first - 1) and sentence.is_capital(first - 1):
        first -= 1
    titled = any(sentence.heads[first:at][:-1]) and not sentence.heads[at - 1]
    if titled or (at > 1 and first == 0):  # "Brigadier Novak the army's spokesman", "Jan Novak the army's spokesman"
        return 1
    if at >= 2 and sentence.lower[at - 1] in _LINKS and _linked(sentence, at - 1):  # "a doctor at the clinic"
        return 2
    return 0


def _continues(sentence: Words, at: int) -> bool:
    """True if the word at `at` joins what stands before it to the name behind it."""
    word = sentence.lower[at]
    if word == "and" and sentence.is_name(at - 1):
        return sentence.is_head(at - 1) or at == 1 or sentence.tags[at - 2] in "d,"
    return (word in _LINKS and _linked(sentence, at)) or sentence.lower[at - 1 : at + 1] == ["based", "in"]


def _linked(sentence: Words, at: int) -> bool:
    """True if the preposition at `at` joins two parts of a name ("Observatory for", "source at")."""
    return (sentence.is_name if sentence.lower[at] in ("of", "for") else sentence.is_head)(at - 1)


def walk_right(sentence: Words, first: int, most: int = 14) -> int:
    """The token after the name that begins at `first`, or `first` if none does."""
    at, named, modifiers = first, False, 0
    while at < len(sentence.words) and at - first < most:
        day = sentence.tags[at] == "i" and sentence.words[at][0].isupper() and sentence.tags[at + 1 : at + 2]
        if sentence.is_name(at) or (named and day and day in "wUH"):  # "Citizens Today activist group"
            named, modifiers = True, 0
        elif at == first and (sentence.tags[at] in "dQ" or sentence.lower[at] in ELLIPSES):
            pass
        elif not (named and _joins(sentence, at)):
            # After a role noun a plain word begins something else.
            ended = named and sentence.tags[at - 1] != "d" and sentence.tags[at] in "wvy" and sentence.is_head(at - 1)
            if modifiers == 3 or ended or sentence.tags[at] not in "wvjHTXyQr":
                break
            modifiers += 1
        at += 1
    while at > first and not sentence.is_name(at - 1):
        at -= 1
    return at if named else first


def _joins(sentence: Words, at: int) -> bool:
    """True if the word at `at` goes on with a name: "ministry of health", "doctor at the clinic", "army and police"."""
    if sentence.tags[at] == "&":
        return sentence.is_name(at + 1) and sentence.is_head(at + 1)
    links = sentence.lower[at] in _LINKS - {"on", "to"} or sentence.tags[at] == "d"
    return links and (sentence.is_name(at + 1) or sentence.tags[at + 1 : at + 2] == "d")


def after_dateline(sentence: Words) -> int:
    """The token behind a date line ("VELIKA, Oct. 3 (AP) --"), 0 where there is none."""
    line = _DATELINE.match(sentence.tags)
    return line.end() if line and sentence.words[0].isupper() else 0


def opening(sentence: Words) -> tuple[int, int]:
    """The tokens of the name that begins a sentence, behind a date line and what tells where ("At the clinic, ...")."""
    start = after_dateline(sentence)
    comma = sentence.tags.find(",", start, start + 8)
    first = comma + 1 if comma > 0 and sentence.tags[start] == "P" else start
    return first, walk_right(sentence, first)
