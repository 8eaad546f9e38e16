"""Names of parties in a sentence: how far the words reach that say who speaks.

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
        self.folded, self.tags, self.spans = folded, tagged.tags, tagged.spans
        self.words = [folded[first:last] for first, last in tagged.spans]
        self.lower = [word.lower() for word in self.words]
        self.heads = _heads(lexicon)

    def is_name(self, at: int) -> bool:
        """True for a capitalised word or a role noun, what parties are called by."""
        if not 0 <= at < len(self.words) or self.tags[at] in "NBMhpO&":
            return False
        if self.lower[at].removesuffix("'s") in self.heads:
            return True
        capital = tokens.is_capital(self.words[at])
        return capital and self.tags[at] not in "dPJyQatImi" and (at > 0 or self.tags[at] in "UHwTX")

    def is_head(self, at: int) -> bool:
        return 0 <= at < len(self.words) and self.lower[at].removesuffix("'s") in self.heads


def walk_left(sentence: Words, last: int) -> int:
    """The first token of the name that ends before token `last`, or `last` if none does."""
    at, modifiers, named = last - 1, 0, False
    if at >= 0 and sentence.lower[at] in PRONOUNS | ELLIPSES:
        return at
    while at >= 0:
        if sentence.is_name(at):
            named = True
        elif sentence.tags[at] == "d" and sentence.lower[at] not in ("both", "each"):
            step = _over_determiner(sentence, at)
            at -= step or 1
            if step:
                continue
            break
        elif not named:
            return last
        elif sentence.lower[at] in SMALL or sentence.lower[at].isdigit() or sentence.lower[at] in ("other", "another"):
            if at and sentence.lower[at - 1].endswith("'s"):  # "doctors at the town's two clinics"
                at -= 1
                continue
            at -= at + 1 < last
            break
        elif not _continues(sentence, at):
            before_party = sentence.is_head(at + 1) and tokens.is_capital(
                sentence.words[at + 1]
            )  # "in the capital SANA said"
            if modifiers == 3 or sentence.tags[at] not in "wvjUXHT#r" or before_party or _ends_clause(sentence, at):
                break
            modifiers += 1
        at -= 1 + (sentence.lower[at] == "in" and sentence.lower[at - 1 : at] == ["based"])
    return at + 1 if named else last


def _over_determiner(sentence: Words, at: int) -> int:
    """How many tokens to step from a determiner to go on with a larger name, 0 if the name begins with it."""
    if at >= 2 and sentence.tags[at - 1] == "&" and sentence.is_head(at - 2):  # "residents and a doctor"
        return 2
    name = at - (at > 1 and sentence.lower[at - 1] in ("however", "meanwhile"))  # "Novak however a doctor"
    if sentence.lower[at] in ("a", "an") and name and _run_to_start(sentence, name):  # "Novak a doctor"
        return at - name + 1
    if _is_titled(sentence, at):  # "Brigadier Novak the army's spokesman"
        return 1
    if at > 1 and all(sentence.is_name(one) and tokens.is_capital(sentence.words[one]) for one in range(at)):
        return 1  # "Jan Novak the army's spokesman"
    if at >= 2 and sentence.lower[at - 1] in _LINKS and _linked(sentence, at - 1):  # "a doctor at the clinic"
        return 2
    return 0


def _is_titled(sentence: Words, at: int) -> bool:
    """True if a name of two words or more that begins with a title ends before `at`."""
    first = at
    while first and sentence.is_name(first - 1) and tokens.is_capital(sentence.words[first - 1]):
        first -= 1
        if sentence.is_head(first) and at - first > 1 and not sentence.is_head(at - 1):
            return True
    return False


def _continues(sentence: Words, at: int) -> bool:
    """True if the word at `at` joins what stands before it to the name behind it."""
    word, before = sentence.lower[at], sentence.lower[at - 1 : at]
    if word == "and" and sentence.is_name(at - 1):
        return sentence.is_head(at - 1) or at == 1 or sentence.tags[at - 2] in "d,"
    return (word in _LINKS and _linked(sentence, at)) or (word == "in" and before == ["based"])


def _run_to_start(sentence: Words, at: int) -> bool:
    """True if a name stands between the sentence's start and an apposition without comma ("Novak a doctor said")."""
    return all(
        sentence.is_name(before) or (sentence.tags[before] in "dOP" and sentence.lower[before] in (*_LINKS, "the", "a"))
        for before in range(at)
    )


def _linked(sentence: Words, at: int) -> bool:
    """True if the preposition at `at` joins two parts of a name ("Observatory for", "source at")."""
    if sentence.lower[at] in ("of", "for"):
        return sentence.is_name(at - 1)
    return sentence.is_head(at - 1)


def _ends_clause(sentence: Words, at: int) -> bool:
    return sentence.tags[at] in "HTX" and (not sentence.is_name(at + 1) or sentence.lower[at].endswith("s"))


def walk_right(sentence: Words, first: int, most: int = 14) -> int:
    """The token after the name that begins at `first`, or `first` if none does."""
    at, named, modifiers = first, False, 0
    while at < len(sentence.words) and at - first < most:
        if sentence.is_name(at) or (named and _is_day_in_name(sentence, at)):
            named, modifiers = True, 0
        elif at == first and (sentence.tags[at] in "dQ" or sentence.lower[at] in ELLIPSES):
            pass
        elif not (named and _joins(sentence, at)):
            if modifiers == 3 or not _modifies(sentence, at, named):
                break
            modifiers += 1
        at += 1
    while at > first and not sentence.is_name(at - 1):
        at -= 1
    return at if named else first


def _is_day_in_name(sentence: Words, at: int) -> bool:
    """True for "Today" in "Citizens Today activist group"."""
    return (
        sentence.tags[at] == "i"
        and sentence.words[at][0].isupper()
        and sentence.tags[at + 1 : at + 2] in ("w", "U", "H")
    )


def _joins(sentence: Words, at: int) -> bool:
    """True if the word at `at` goes on with a name: "ministry of health", "doctor at the clinic", "army and police"."""
    if sentence.tags[at] == "&":
        return sentence.is_name(at + 1) and sentence.is_head(at + 1)
    links = sentence.lower[at] in _LINKS - {"on", "to"} or sentence.tags[at] == "d"
    return links and (sentence.is_name(at + 1) or sentence.tags[at + 1 : at + 2] == "d")


def _modifies(sentence: Words, at: int, named: bool) -> bool:
    """True if the word at `at` can stand inside a name; after a role noun a plain word begins something else."""
    ended = named and sentence.tags[at - 1] != "d" and sentence.tags[at] in "wvy" and sentence.is_head(at - 1)
    return sentence.tags[at] in "wvjHTXyQr" and not ended


def after_dateline(sentence: Words) -> int:
    """The token behind a date line ("VELIKA, Oct. 3 (AP) --"), 0 where there is none."""
    line = _DATELINE.match(sentence.tags)
    return line.end() if line and sentence.words[0].isupper() else 0


def _after_place(sentence: Words) -> int:
    """The token behind a date line and what tells where or when ("At the clinic, ...")."""
    start = after_dateline(sentence)
    comma = sentence.tags.find(",", start, start + 8)
    return comma + 1 if comma > 0 and sentence.tags[start] == "P" else start


def opening_person(folded: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where the person stands whose name, of two words or more, begins a sentence."""
    sentence = Words(folded, start, end, lexicon)
    first = _after_place(sentence)
    last = walk_right(sentence, first)
    named = all(tokens.is_capital(sentence.words[at]) and not sentence.is_head(at) for at in range(first, last))
    return (sentence.spans[first][0], sentence.spans[last - 1][1]) if last - first > 1 and named else None


def opening(folded: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where the party stands that a sentence begins with, or None if it begins with something else."""
    sentence = Words(folded, start, end, lexicon)
    start = _after_place(sentence)
    last = walk_right(sentence, start)
    if last == start or not any(sentence.is_head(at) for at in range(start, last)):
        return None
    return sentence.spans[start][0], sentence.spans[last - 1][1]
