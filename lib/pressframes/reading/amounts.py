"""Amounts: numbers, ranges and vague counts with their hedges, and the bounds that the wording sets.

Numbers that can be no count (ages, clock times, money, shares, ordinals, model numbers) are passed over here;
what the number counts is asked later, in `measures`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading.lexicon import Lexicon, alternation

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL = {word: n for n, word in enumerate(["zero", *_ONES])} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "mln": 10**6, "bn": 10**9}
_VAGUE = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6}
_SEVERAL = {"": 3, "dozen": 24, "hundred": 200, "thousand": 2000, "million": 2 * 10**6}
_UNDER_100 = rf"(?:(?:{alternation(_TENS)})(?:[ -](?:{alternation(_ONES[:9])}))?|{alternation(_ONES)})"
_UNDER_1000 = rf"(?:(?:an?|{_UNDER_100})[ -]hundred(?:(?: and)? {_UNDER_100})?|{_UNDER_100})"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BIG = alternation([scale for scale in _SCALES if scale != "hundred"])
_WORDS = (
    rf"(?:(?:(?:an?|{_UNDER_1000})[ -](?:{_BIG}),?(?: and)? ){{0,3}}"
    rf"(?:(?:an?|{_UNDER_1000})[ -](?:{_BIG})|{_UNDER_1000})|zero)"
)
_DOZEN = rf"(?:half a|a|{_UNDER_100}|\d+)[ -]dozen|dozen"
_FRACTION = rf"(?:half an?|an? quarter of an?) (?:{_BIG}|hundred)"
_NUMBER = rf"(?:(?:{_DIGITS})(?:[ -](?:{_BIG}|hundred))?|{_DOZEN}|{_FRACTION}|{_WORDS})"
_COUNT = (
    r"(?:tens|dozens|scores|hundreds|thousands)(?: of (?:thousands|millions))?|millions"
    r"|several(?: (?:dozens?|hundreds?|thousands?|millions?))?|a few (?:dozens?|hundreds?|thousands?|millions?)"
)
_MOST = 10**12  # more people than have ever lived
_HEDGE_LENGTH = 40  # characters; the longest hedge with the word after it
_OF_TOPICS = ("over", "about")
_NO_HEDGE = re.compile(r"(?P<hedge>(?!))?(?P<between>(?!))?")
_BARRED = re.compile(
    r"(?:\w[./-]|\d:|[\w$#/^*=_~@&\u20ac\u00a3\u00a5]|[$\u20ac\u00a3\u00a5] |\bNos?\.? ?|\b(?:Boeing|Airbus|Flight) "
    r"|\bage[ds]? (?:between )?|\ball but |\b[a-z]:"
    r"|\b(?-i:Apollo|Area|Article|Block|Category|Channel|Chapter|Class|Flight|Gate|Grade|Highway|Level|Page|Phase|Platform"
    r"|Psalm|Room|Route|Section|Terminal|Top|Type|Ward|Zone) )\Z",
    re.I,
)
_UNIT_AFTER = re.compile(
    r"(?!-plus\b|-(?:strong|member|man)\s+(?:[\w.-]+\s+){0,2}(?:force|contingent|garrison|army|expedition)\b)"
    r"(?:(?:st|nd|rd|th)\b|[\s-](?:thirds?|quarters?|fifths?|tenths?|halves)\b|[:/]\d|[.,]\d|\w|-[A-Za-z]"
    r"|\s?%|\s?[ap]\.?m\b|\s+per\s?cent|\s+pct\b"
    r"|[\s-]?(?:year|month|week|day|hour)s?[\s-]old\b|,?\s+years?\s+(?:old|of\s+age)\b)",
    re.I,
)
_RATIO = re.compile(
    r"(?:one\s+in\s+(?:every\s+)?(?:two|six|seven|eight|nine|twelve|twenty)"
    r"|(?:\d|one|two|three|four|five|six|seven|eight|nine)\s+in\s+(?:every\s+)?(?:\d+|three|four|five|ten))\b"
    r"(?!\s+(?:days?|weeks?|months?|years?|hours?|minutes?)\b)",
    re.I,
)
_RATIO_BEFORE = re.compile(r"\b(?:one|two|three|nine|\d)\s+(?:in|out of)\s+(?:every\s+)?\Z", re.I)
_RISING = re.compile(
    r"\b(?:r[io]se|risen|rising|increas\w+|climb\w+|jump\w+|up|went|gone|gr[eo]wn?|f[ae]ll\w*|down|drop\w*|revis\w+"
    r"|rais\w+|lower\w+)\s*\Z",
    re.I,
)
_PASSES = ("top", "exceed", "surpass", "pass", "past")
_BEYOND = re.compile(  # a toll that "topped 400" is at least that
    r"\b(?:topp(?:ed|s|ing)|exceed(?:ed|s)|surpass(?:ed|es|ing)"
    r"|(?:climb|r[io]s|ros|soar|jump|grow|mov|go|went|shot|edg|tick)\w*\s+past"
    r"|(?:toll|number|tally|count|dead|deaths|casualties)\b[^.;\n]{0,40}\bpass(?:ed|es))\s+\Z",
    re.I,
)
_PARTICLE = re.compile(r"\b(?:(?:hand|turn)(?:ed|ing|s)?|r[au]n(?:ning|s)?|knock(?:ed|ing)?)\s+over\s+\Z", re.I)
_AGE_HEDGES = ("under", "over", "above", "below")
_AGES = re.compile(r"\b(?:\w*(?:men|ren|ople)|\w{3,}s)\s+\Z", re.I)  # "children under 12": an age, not a count


class Amount(NamedTuple):
    """An amount: its place with the hedge included, its bounds (None: not stated), and the kind of hedge."""

    start: int
    end: int
    best: int | None
    low: int | None
    high: int | None
    hedge: str


class _Grammar(NamedTuple):
    pattern: re.Pattern[str]
    before: re.Pattern[str]
    last_words: frozenset[str]
    hedges: dict[str, str]
    afters: dict[str, str]
    topics: frozenset[str]


@lru_cache(maxsize=8)
def _grammar(lexicon: Lexicon) -> _Grammar:
    hedges = {word: row["hedge"] for row in lexicon["hedge"] for word in row.get("words", ())}
    afters = {word: row["hedge"] for row in lexicon["hedge"] for word in row.get("after", ())}
    start = (
        rf"\d|an?\s+(?:{_BIG}|hundred|dozen|quarter|few)|half\s|{alternation([*SMALL, *_VAGUE, 'dozen', 'several'])}\b"
    )
    second = rf"(?:(?P<link>\s*-\s*|\s+(?:to|and|or)\s+(?:(?P<again>{alternation(hedges)})\s+)?)(?P<second>{_NUMBER}))?"
    after = rf"(?P<after>\s+(?:{alternation(afters)})(?!\s+{_NUMBER}\b)|\+|-plus\b)?"
    body = rf"(?P<vague>{_COUNT})|(?P<first>{_NUMBER}){second}{after}"
    pattern = re.compile(rf"\b(?={start})(?:{body})(?!\w)".replace(" ", r"\s+"), re.I)
    before = re.compile(rf"(?:\b(?P<hedge>{alternation(hedges)})\s+)?(?:\b(?P<between>between|from)\s+)?\Z", re.I)
    last_words = frozenset(hedge.split()[-1] for hedge in hedges) | {"between", "from"}
    topics = frozenset(word for row in lexicon["topic"] for word in row["words"])
    return _Grammar(pattern, before, last_words, hedges, afters, topics)


def find(folded: str, lexicon: Lexicon) -> list[Amount]:
    """The amounts of a folded text in order; numbers that can be no count are left out."""
    grammar = _grammar(lexicon)
    return [amount for match in grammar.pattern.finditer(folded) for amount in _read(match, folded, grammar)]


def _hedge_before(start: int, folded: str, grammar: _Grammar) -> re.Match[str]:
    """The hedge and "between" in front of a number; looked for only behind a word that ends one."""
    none = _NO_HEDGE.match(folded, start)
    assert none is not None  # both patterns match the empty string
    if _word_before(folded, start) not in grammar.last_words:
        return none
    before = grammar.before.search(folded, max(0, start - _HEDGE_LENGTH), start) or none
    told = _plain(before["hedge"]) in _OF_TOPICS and (
        _word_before(folded, before.start()) in grammar.topics
        or _PARTICLE.search(folded, max(0, start - _HEDGE_LENGTH), start)  # "hand over 68 captives"
    )
    return none if told else before


def _word_before(folded: str, start: int) -> str:
    words = folded[max(0, start - _HEDGE_LENGTH) : start].split()
    if not words or words[-1].isalpha():
        return words[-1].lower() if words else ""
    return re.split(r"[^\w.]+", words[-1].lower())[-1]  # "significant\u2014nearly 4,000"


def _read(match: re.Match[str], folded: str, grammar: _Grammar) -> list[Amount]:
    before = _hedge_before(match.start(), folded, grammar)
    hedge = grammar.hedges.get(_plain(before["hedge"]), "exact")
    start = before.start("hedge") if before["hedge"] else match.start()
    beyond = hedge == "exact" and _word_before(folded, start).startswith(_PASSES)
    if beyond and _BEYOND.search(folded, max(0, start - 60), start):
        hedge = "at_least"
    if match["vague"]:
        return [Amount(start, match.end(), None, vague(match["vague"]), None, "vague")]
    first = value(match["first"])
    second = value(match["second"]) if match["second"] else None
    if first is None or max(first, second or 0) > _MOST or not _is_count(match, before, folded):
        return []
    if second is not None and "-" in match["link"] and second <= first:  # a model, a telephone number, a score
        return []
    if second is None:
        after = match["after"] if hedge == "exact" else None
        hedge = grammar.afters.get(_plain(after), "at_least") if after else hedge
        return [_bounded(start, match.end() if after else match.end("first"), first, hedge)]
    *_, scale = re.split(r"[\s-]", match["second"].lower())
    if scale in _SCALES and first < 1000 and not any(word in match["first"].lower() for word in _SCALES):
        first *= _SCALES[scale]  # "two to three thousand": the scale that stands once belongs to both
    if _is_range(match, before, folded, first, second):
        start = start if before["hedge"] or not before["between"] else before.start("between")
        return [Amount(start, match.end("second"), None, first, second, "range")]
    again = grammar.hedges.get(_plain(match["again"]), "exact")
    rest = _bounded(match.start("again" if match["again"] else "second"), match.end("second"), second, again)
    return [_bounded(start, match.end("first"), first, hedge), rest]


def _bounded(start: int, end: int, number: int, hedge: str) -> Amount:
    """An amount with the bounds that its hedge sets."""
    low = number if hedge in ("exact", "at_least") else None
    high = number if hedge in ("exact", "at_most", "nearly") else None
    return Amount(start, end, number, low, high, hedge)


def _is_range(match: re.Match[str], before: re.Match[str], folded: str, first: int, second: int) -> bool:
    link = match["link"].split()[0].lower()
    between = (before["between"] or "").lower()
    if second <= first or (link == "and") != (between == "between"):
        return False
    if link == "or":
        return second - first <= max(2, first // 2)
    if link == "-" and match["link"] != "-" and second > 3 * first:  # a date line: "Oct 24 - 264 people died"
        return False
    if between == "from" and _RISING.search(folded, max(0, before.start() - 20), before.start("between")):
        return False
    return not (link == "-" and 1800 <= first <= 2100 and 1800 <= second <= 2100)


def _is_count(match: re.Match[str], before: re.Match[str], folded: str) -> bool:
    start, end = match.start(), match.end("second") if match["second"] else match.end("first")
    before_age = _plain(before["hedge"]) in _AGE_HEDGES
    return not (
        _UNIT_AFTER.match(folded, end)
        or re.fullmatch(r"\d+\.\d+|0\d*", match["first"])
        or _BARRED.search(folded, max(0, start - 14), start)
        or _RATIO_BEFORE.search(folded, max(0, start - 16), start)
        or _RATIO.match(folded, start)
        or (before_age and _AGES.search(folded, max(0, before.start() - 14), before.start()))
    )


def _plain(words: str | None) -> str:
    return " ".join((words or "").lower().split())


def vague(words: str) -> int:
    """The least number that a vague count allows: dozens 24, tens of thousands 20,000, several hundred 200.

    >>> vague("tens of thousands"), vague("several"), vague("scores")
    (20000, 3, 40)
    """
    plain = _plain(words)
    if several := re.match(r"(?:several|a few) ?(\w+?)?s?$", plain):
        return _SEVERAL[several[1] or ""]
    first, _, scale = plain.partition(" of ")
    return _VAGUE[first] * (_SCALES[scale.rstrip("s")] if scale else 1)


def value(words: str) -> int | None:
    """The number that digits or number words mean, or None for a fraction or for more digits than a count can have.

    >>> value("1.2 million"), value("two hundred and six"), value("half a dozen"), value("a quarter of a million")
    (1200000, 206, 6, 250000)
    """
    if sum(letter.isdigit() for letter in words) > len(str(_MOST)):
        return None
    parts = re.split(r"[\s-]+", words.lower().replace(",", "" if words[0].isdigit() else " ").strip())
    *before, last = parts
    if last == "dozen":
        dozens = int(before[0]) if before and before[0].isdigit() else _spelled(before or ["a"])
        return 6 if before[:1] == ["half"] else 12 * dozens
    if parts[0] == "half" or "quarter" in parts:
        return _SCALES[last] // (2 if parts[0] == "half" else 4)
    if parts[0][0].isdigit():
        number = float(parts[0]) * (_SCALES[parts[1]] if len(parts) > 1 else 1)
        return round(number) if abs(number - round(number)) < 1e-6 else None
    return _spelled(parts)


def _spelled(parts: list[str]) -> int:
    total = part = 0
    for word in parts:
        if word in ("a", "an"):
            part += 1
        elif word == "hundred":
            part *= 100
        elif word in _SCALES:
            total, part = total + part * _SCALES[word], 0
        else:
            part += SMALL.get(word, 0)
    return total + part
