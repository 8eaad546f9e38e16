"""A sentence as a string of one-letter tags, so that the rules of reading are patterns over its shape.

Each word, amount and mark of punctuation becomes one letter of `CLASSES`; `tags[i]` belongs to `spans[i]`.
The words' classes come from the lexicon; the longest listed phrase at a place wins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading.amounts import Amount
from pressframes.reading.lexicon import Entry, Lexicon

CLASSES = {
    "amount": "N", "group": "g", "person": "H", "force": "T", "thing": "X", "unit": "z", "count": "C",
    "participle": "K", "gerund": "G", "active": "F", "intransitive": "D", "state": "A", "action": "Y",
    "toll": "Z", "lose": "L", "leave": "V", "be": "B", "have": "h", "modal": "M", "plan": "m", "not": "n",
    "evidence": "E", "to": "t", "of": "O", "preposition": "P", "including": "I", "whereof": "%", "among": "a",
    "more": "Q", "determiner": "d", "and": "&", "alongside": "l", "clause": "J", "relative": "W", "number": "#",
    "pronoun": "p", "adverb": "y", "time": "i", "speech": "S", "release": "r", "reach": "R", "manage": "u",
    "doing": "e", "take": "k", "past": "v", "ing": "j", "word": "w", "name": "U", "compared": "c", "share": "s",
    "comma": ",", "colon": ":", "semicolon": ";", "dash": "-", "open": "(", "close": ")", "quote": '"',
}  # fmt: skip
_MARKS = {
    ",": ",",
    ":": ":",
    ";": ";",
    "|": ";",
    "-": "-",
    "\u2014": "-",
    "\u2013": "-",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    '"': '"',
    "'": ",",
}
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+\b|[^\W_]+(?:[-'.&/][^\W_]+)*|[,:;|()\[\]\"\u2014-]|'")
_SCARE_QUOTES = re.compile(r'"([^"N]{1,3})"')  # had been "eliminated": the marks are as good as an adverb
_LETTERS = "pBW"  # classes whose words are names in capitals: US, IS, WHO
_VERB_FORMS = ("active", "active", "active", "participle", "gerund")  # base, -s, past, past participle, -ing
_PERSON_ENDINGS = re.compile(r"(?:[^s]{2}ers|[a-z]tors|ists|ians|ants|ees|men|women|ites|persons|workers)$")


class Meaning(NamedTuple):
    """What the lexicon says of a word: its class, and for a cue the measure and what it must be said of."""

    tag: str
    measure: str | None = None
    needs: str | None = None
    names_group: bool = True


@dataclass(frozen=True, eq=False, slots=True)
class Vocabulary:
    """Single words, and by their first word the phrases (rest of the words, meaning), longest first.

    `names` are the words that mean what they mean here only with a capital: "May", not "may".
    """

    words: dict[str, Meaning]
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]]
    names: dict[str, Meaning]


@dataclass(slots=True)
class Tagged:
    """A sentence's tags with the place of each token and what the lexicon says of it."""

    text: str
    tags: str
    spans: list[tuple[int, int]]
    meanings: list[Meaning | None]
    amounts: dict[int, Amount]

    def words(self, first: int, last: int) -> str:
        """The words from token `first` up to, not including, token `last`."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if last > first else ""


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The words of all tables that give a class: `cue`, `noun`, `word` and `speech`; later entries win."""
    words: dict[str, Meaning] = {}
    names: dict[str, Meaning] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    listed = [pair for table, read in _TABLES.items() for entry in lexicon[table] for pair in read(entry)]
    for phrase, meaning in listed:
        first, *rest = phrase.lower().split()
        if rest:
            phrases.setdefault(first, []).append((tuple(rest), meaning))
        else:
            (words if phrase == first else names)[first] = meaning
    for tails in phrases.values():
        tails.reverse()
        tails.sort(key=lambda tail: -len(tail[0]))
    return Vocabulary(words, phrases, names)


def _cue(entry: Entry) -> list[tuple[str, Meaning]]:
    measure, needs = entry["measure"], entry.get("needs")
    found = [
        (word, Meaning(CLASSES[form], measure, needs))
        for word, form in zip(entry.get("verb", ()), _VERB_FORMS, strict=False)
    ]
    for role in ("intransitive", "state", "count", "action", "toll"):
        found += [(word, Meaning(CLASSES[_role(role, word)], measure, needs)) for word in entry.get(role, ())]
    found += [(word, Meaning(CLASSES["count"], measure, needs, names_group=False)) for word in entry.get("tally", ())]
    return found


def _role(role: str, word: str) -> str:
    """ "Fleeing" behind the people may only describe them: what they then did or suffered goes before it."""
    return "doing" if role == "intransitive" and word.split()[0].endswith("ing") else role


def _noun(entry: Entry) -> list[tuple[str, Meaning]]:
    meaning = Meaning(CLASSES[entry["kind"]])
    return [(form, meaning) for word in entry["words"] for form in (singular(word), word)]


def _class(entry: Entry) -> list[tuple[str, Meaning]]:
    return [(word, Meaning(CLASSES[entry["class"]])) for word in entry["words"]]


def _speech(entry: Entry) -> list[tuple[str, Meaning]]:
    return [(word, Meaning("S")) for word in entry["words"]]


# In this order, so that a cue is a cue even where it is listed as a noun too ("the wounded").
_TABLES = {"noun": _noun, "speech": _speech, "word": _class, "cue": _cue}


def singular(plural: str) -> str:
    """The singular of an English plural as far as endings tell.

    >>> singular("civilians"), singular("women"), singular("bodies"), singular("troops")
    ('civilian', 'woman', 'body', 'troop')
    """
    for ending, instead in (
        ("men", "man"), ("people", "person"), ("children", "child"), ("wives", "wife"), ("ies", "y"), ("sses", "ss"),
    ):  # fmt: skip
        if plural.endswith(ending):
            return plural[: -len(ending)] + instead
    return plural[:-1] if plural.endswith("s") and not plural.endswith("ss") else plural


def tag(folded: str, start: int, end: int, amounts: list[Amount], vocabulary: Vocabulary) -> Tagged:
    """The sentence from `start` to `end` as tags; its amounts (in order) are one token each."""
    tagged = Tagged(folded, "", [], [], {})
    tags: list[str] = []
    for amount in amounts:
        tags += _tag_words(tagged, start, amount.start, vocabulary)
        tagged.amounts[len(tags)] = amount
        tags.append(CLASSES["amount"])
        tagged.spans.append((amount.start, amount.end))
        tagged.meanings.append(None)
        start = amount.end
    tags += _tag_words(tagged, start, end, vocabulary)
    tagged.tags = _SCARE_QUOTES.sub(r"y\1y", "".join(tags))
    return tagged


def _tag_words(tagged: Tagged, start: int, stop: int, vocabulary: Vocabulary) -> list[str]:
    """The tags of the words from `start` to `stop`, whose places and meanings are added to `tagged`."""
    found = list(_TOKEN.finditer(tagged.text, start, stop))
    shouted = tagged.text[start:stop].isupper()
    words = [_word(match[0], shouted, vocabulary) for match in found]
    tags, meanings = [word.tag for word in words], [word.meaning for word in words]
    spans = [match.span() for match in found]
    for first, last, meaning in reversed(list(_phrases(words))):
        tags[first:last], meanings[first:last] = [meaning.tag], [meaning]
        spans[first:last] = [(spans[first][0], spans[last - 1][1])]
    tagged.spans += spans
    tagged.meanings += meanings
    return tags


class _Word(NamedTuple):
    """A word as it is written: in small letters, its own meaning, its class, the phrases that it begins."""

    lower: str
    meaning: Meaning | None
    tag: str
    phrases: list[tuple[tuple[str, ...], Meaning]]


@lru_cache(maxsize=65536)
def _word(written: str, shouted: bool, vocabulary: Vocabulary) -> _Word:
    lower = written.lower()
    meaning = vocabulary.words.get(lower)
    if written[0].isupper() and not (meaning and written.isupper()):  # "MAY" may be either
        meaning = vocabulary.names.get(lower, meaning)
    if meaning and meaning.tag in _LETTERS and len(written) > 1 and written.isupper() and not shouted:
        return _Word(lower, None, CLASSES["name"], [])
    tag = meaning.tag if meaning else _MARKS.get(written) or _guess(written, lower)
    return _Word(lower, meaning, tag, vocabulary.phrases.get(lower, []))


def _phrases(words: list[_Word]) -> Iterator[tuple[int, int, Meaning]]:
    """The listed phrases in order, the longest at a place: first word, last word (exclusive), meaning."""
    end = 0
    for first, word in enumerate(words):
        for rest, meaning in word.phrases if first >= end else ():
            last = first + 1 + len(rest)
            if rest == tuple(word.lower for word in words[first + 1 : last]):
                end = last
                yield first, last, meaning
                break


def is_capital(word: str) -> bool:
    """True for a word written as a name, its particle aside: "Hama", "al-Hama"."""
    return word[0].isupper() or ("-" in word and word.rsplit("-", 1)[1][:1].isupper())


def _guess(word: str, lower: str) -> str:
    """The class of an unlisted word by its form."""
    if _PERSON_ENDINGS.search(lower):
        return "H"
    if is_capital(word) or word[0].isdigit():
        return "U"
    if lower.endswith("ed"):
        return "v"
    if lower.endswith("ing"):
        return "j"
    return "y" if lower.endswith("ly") else "w"
