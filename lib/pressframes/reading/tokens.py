"""A sentence as a string of one-letter tags, and the language of patterns over its shape.

Each word, amount and mark of punctuation becomes one letter of `CLASSES`; `tags[i]` belongs to `spans[i]`.
The words' classes come from the lexicon; the longest listed phrase at a place wins.  Patterns are written in the
names of the classes ("n=amount group* cue=state"), and so are the rules of the lexicon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pressframes.errors import PressframesError
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
_MARKS = dict(zip(",:;|-\u2014\u2013()[]\"'", ',:;;---()()",', strict=True))
_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+\b|[^\W_]+(?:[-'.&/][^\W_]+)*|[,:;|()\[\]\"\u2014-]|'")
_SCARE_QUOTES = re.compile(r'"([^"N]{1,3})"')  # had been "eliminated": the marks are as good as an adverb
_LETTERS = "pBW"  # classes whose words are names in capitals: US, IS, WHO
_VERB_FORMS = ("active", "active", "active", "participle", "gerund")  # base, -s, past, past participle, -ing
_ROLES = ("intransitive", "state", "count", "action", "toll")
_PERSON_ENDINGS = re.compile(r"(?:[^s]{2}ers|[a-z]tors|ists|ians|ants|ees|men|women|ites|persons|workers)$")
_ENDINGS = (("ed", "v"), ("ing", "j"), ("ly", "y"))
_NAME = re.compile(r"(\w+=)?(\[\^?[a-z ]+\]|[a-z]+)(?![\w}])")
_BRACKETS = re.compile(r"\([^()]*\)[?*]?")


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
    phrases: dict[str, list[tuple[list[str], Meaning]]]
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
    """The words of the tables that give a class: `cue`, `noun`, `word` and `speech`; the user's own win."""
    known = Vocabulary({}, {}, {})
    for phrase, meaning in [*_listed(lexicon.entries), *_listed(lexicon.own)]:
        first, *rest = phrase.lower().split()
        if rest:
            known.phrases.setdefault(first, []).insert(0, (rest, meaning))
        else:
            (known.words if phrase == first else known.names)[first] = meaning
    for tails in known.phrases.values():
        tails.sort(key=lambda tail: -len(tail[0]))
    return known


def _listed(tables: dict[str, list[Entry]]) -> Iterator[tuple[str, Meaning]]:
    """The words of each table; a cue is a cue even where it is listed as a noun too ("the wounded")."""
    for entry in tables.get("noun", ()):
        for word in entry["words"]:
            yield from ((form, Meaning(CLASSES[entry["kind"]])) for form in (singular(word), word))
    for entry in [*tables.get("speech", ()), *tables.get("word", ())]:
        yield from ((word, Meaning(CLASSES[entry.get("class", "speech")])) for word in entry["words"])
    for entry in tables.get("cue", ()):
        measure, needs = entry["measure"], entry.get("needs")
        verb = zip(_VERB_FORMS, entry.get("verb", ()), strict=False)
        told = ((role, word) for role in _ROLES for word in entry.get(role, ()))
        for role, word in [*verb, *told]:
            # "Fleeing" behind the people may only describe them: what they then did or suffered goes before it.
            doing = role == "intransitive" and word.split()[0].endswith("ing")
            yield word, Meaning(CLASSES["doing" if doing else role], measure, needs)
        yield from ((word, Meaning(CLASSES["count"], measure, needs, False)) for word in entry.get("tally", ()))


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
    for amount in amounts:
        _tag_words(tagged, start, amount.start, vocabulary)
        tagged.amounts[len(tagged.spans)] = amount
        tagged.tags += CLASSES["amount"]
        tagged.spans.append((amount.start, amount.end))
        tagged.meanings.append(None)
        start = amount.end
    _tag_words(tagged, start, end, vocabulary)
    tagged.tags = _SCARE_QUOTES.sub(r"y\1y", tagged.tags)
    return tagged


def _tag_words(tagged: Tagged, start: int, stop: int, vocabulary: Vocabulary) -> None:
    """Add the words from `start` to `stop`, and as one token the longest listed phrase at a place."""
    found = list(_TOKEN.finditer(tagged.text, start, stop))
    shouted = tagged.text[start:stop].isupper()
    words = [_word(match[0], shouted, vocabulary) for match in found]
    spans = [match.span() for match in found]
    tags, meanings = [word.tag for word in words], [word.meaning for word in words]
    lower = [word.lower for word in words]
    phrases: list[tuple[int, int, Meaning]] = []
    end = 0
    for first, word in enumerate(words):
        if word.phrases and first >= end:
            for rest, meaning in word.phrases:
                last = first + 1 + len(rest)
                if lower[first + 1 : last] == rest:
                    end = last
                    phrases.append((first, last, meaning))
                    break
    for first, last, meaning in reversed(phrases):
        tags[first:last], meanings[first:last] = [meaning.tag], [meaning]
        spans[first:last] = [(spans[first][0], spans[last - 1][1])]
    tagged.tags += "".join(tags)
    tagged.spans += spans
    tagged.meanings += meanings


class _Word(NamedTuple):
    """A word as it is written: in small letters, its own meaning, its class, the phrases that it begins."""

    lower: str
    meaning: Meaning | None
    tag: str
    phrases: list[tuple[list[str], Meaning]]


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


def is_capital(word: str) -> bool:
    """True for a word written as a name, its particle aside: "Hama", "al-Hama"."""
    return word[0].isupper() or ("-" in word and word.rsplit("-", 1)[1][:1].isupper())


def _guess(word: str, lower: str) -> str:
    """The class of an unlisted word by its form."""
    if _PERSON_ENDINGS.search(lower):
        return "H"
    if is_capital(word) or word[0].isdigit():
        return "U"
    return next((tag for ending, tag in _ENDINGS if lower.endswith(ending)), "w")


class Rule(NamedTuple):
    """One rule: `pattern` runs over tags and names the amount n and the cue; `refuse` is a reason of refusal.

    `certain` are tags that the pattern cannot do without: most sentences have no word for most rules.
    """

    name: str
    pattern: re.Pattern[str]
    certain: frozenset[str]
    measure: str | None
    needs: str | None
    refuse: str | None


@lru_cache(maxsize=8)
def rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    """The rules in the order in which they are tried; raises PressframesError for a pattern that cannot be read."""
    found: list[Rule] = []
    for entry in lexicon["rule"]:
        name, words = entry["name"], entry["pattern"]
        try:
            pattern = shape(words)
            if "n" not in pattern.groupindex:
                raise KeyError("n=amount")
        except (KeyError, re.error) as error:
            wanted = f"its pattern takes {', '.join(CLASSES)}"
            raise PressframesError(f"The rule {name!r} of the lexicon cannot be read ({error}); {wanted}.") from error
        told = (entry.get(key) for key in ("measure", "needs", "refuse"))
        found.append(Rule(name, pattern, _certain(words), *told))
    return tuple(found)


def shape(pattern: str) -> re.Pattern[str]:
    """A pattern in words as a pattern over tags: `name=` captures, [a b] is one of, [^a b] none of.

    >>> shape("n=amount group* (?! comma) cue=[state participle]").pattern
    '(?P<n>N)g*(?!,)(?P<cue>[AK])'
    """

    def letters(match: re.Match[str]) -> str:
        name, classes = match.groups()
        tags = re.escape("".join(CLASSES[word] for word in classes.strip("[^]").split()))
        one = f"[{'^' * classes.startswith('[^')}{tags}]" if classes.startswith("[") else tags
        return f"(?P<{name[:-1]}>{one})" if name else one

    return re.compile(_NAME.sub(letters, pattern).replace(" ", ""))


def _certain(pattern: str) -> frozenset[str]:
    """The tags that a pattern cannot do without; of brackets and of one of several tags that is not asked.

    >>> sorted(_certain("n=amount group* (comma speech)? [be have] to cue=state (?! group)"))
    ['A', 'N', 't']
    """
    while (plain := _BRACKETS.sub("", pattern)) != pattern:
        pattern = plain
    _, *parts = _NAME.split(pattern)
    optional = ("?", "*", "{0")
    places = [one for one, rest in zip(parts[1::3], parts[2::3], strict=True) if not rest.lstrip().startswith(optional)]
    return frozenset(CLASSES[one] for one in places if "[" not in one and "|" not in pattern)
