"""Which measure an amount is given, or why none: the rules of the lexicon, tried in their order.

`read` is the whole of it: a tagged sentence in, one `Figure` for each of its amounts.
"""

import re
from functools import lru_cache
from itertools import pairwise

from pressframes.reading import coordination, groups
from pressframes.reading.groups import NOT_PEOPLE, Figure, Group
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.tokens import CLASSES, Rule, Tagged, fitting, shape

_PERSONS = ("person", "force", "name", "count", "tally", "other", "them", "none")
_PLAIN = ("person", "force", "name", "other", "them", "none")
_FORCES = ("force", "name", "other", "them", "none")
_NOUNS = ("captive", "kin")  # what a rule may ask of the noun itself: one of the table of this name
_OLDEST = 120  # years
_AGE = shape("[word name person force] comma amount comma")
_AGE_OF = shape("(determiner | adverb) word{0,2} [person name force] of amount")
_COLLECTIVE = ("crew", "staff", "force", "militia", "police", "personnel", "taliban")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARE_PEOPLE = shape("be [adverb determiner]* [word name past]{0,2} [person force]")
_ARE_NAMED = shape("be [adverb determiner]* (?=[name])")
_OF_THOSE = shape("of [determiner pronoun] comma?")
_IN_TOWN = shape("preposition name")
_CUE = shape("[participle gerund active intransitive state count toll doing]")


def read(tagged: Tagged, lexicon: Lexicon, previous: str | None = None, nearest: str | None = None) -> list[Figure]:
    """The figures of the sentence in order; one that nothing ties to a measure has neither measure nor refusal.

    `previous` is the measure last spoken of before the sentence ("she put the figure at 12"), `nearest` that of the
    figure just before it, if it has one ("Eight were policemen").
    """
    found = {at: Figure(at, groups.find(tagged, at)) for at in tagged.amounts}
    tags = _shape(tagged.tags, found)
    _read_pools(found, tagged)
    for rule in fitting(lexicon, tags):
        for match in rule.pattern.finditer(tags):
            figure = found[match.start("n")]
            if rule.needs not in _NOUNS or _is_noun(figure, tagged, _nouns(lexicon, rule.needs)):
                _apply(rule, match, figure, tagged)
    figures = list(found.values())
    _take_nearest(figures, tags, nearest)
    _take_previous(figures, tags, previous)
    for figure in figures:
        _take_attribute(figure, tagged)
        _refuse(figure, tagged)
    coordination.resolve(figures, tags, tagged)
    _dead_among_casualties(figures)
    return figures


@lru_cache(maxsize=8)
def _nouns(lexicon: Lexicon, table: str) -> frozenset[str]:
    return frozenset(word for row in lexicon[table] for word in row["words"])


def _is_noun(figure: Figure, tagged: Tagged, nouns: frozenset[str]) -> bool:
    """True for "9 prisoners", and for "9 nurses hostage", whose group are the nurses."""
    first, last, kind = figure.group
    if last == first or tagged.words(last - 1, last).lower() not in nouns:
        return False
    if last - first > 1 and tagged.tags[last - 2] in (CLASSES["person"], CLASSES["force"]):
        figure.group = Group(first, last - 1, kind)
    return True


def _read_pools(found: dict[int, Figure], tagged: Tagged) -> None:
    """What is counted out of "the 14 hostages" befell not all of them: the 14 are what their noun says."""
    for at in [groups.pool(tagged.tags, at) for at in found]:
        figure = found.get(-1 if at is None else at)
        meaning = tagged.meanings[figure.group.last - 1] if figure and figure.group.kind == "count" else None
        if figure and meaning and meaning.names_group:
            figure.measure, figure.rule = meaning.measure, "count"


def _take_nearest(figures: list[Figure], tags: str, nearest: str | None) -> None:
    """A bare number that opens the sentence and tells who they were: "19 of the dead are known. Six were nurses"."""
    first = figures[0]
    if first.amount == 0 and first.group.kind == "none" and not first.rule and _ARE_PEOPLE.match(tags, 1):
        first.measure, first.rule = nearest, "of-them" if nearest else ""


def _take_previous(figures: list[Figure], tags: str, previous: str | None) -> None:
    """Figures that point back to what was counted before: "she put it at 12", "six of them were nurses"."""
    for figure in figures:
        if figure.measure == "previous":
            figure.measure = previous
        elif not figure.rule and _points_back(figure, tags):
            figure.measure, figure.rule = previous, "of-them"
        previous = figure.measure or previous


def _points_back(figure: Figure, tags: str) -> bool:
    """True for "six of them were nurses" and "of those, six were nurses", and "six of them were Danes"."""
    of_those = figure.group.kind == "none" and _OF_THOSE.fullmatch(tags, 0, figure.amount) is not None
    if figure.group.kind == "them" and _ARE_NAMED.match(tags, figure.group.last):
        return True
    return (of_those or figure.group.kind == "them") and _ARE_PEOPLE.match(tags, figure.group.last) is not None


def _take_attribute(figure: Figure, tagged: Tagged) -> None:
    """The state told between number and noun: "the search for eight missing fishermen"; the rescued may be wounded."""
    if figure.measure or figure.refusal not in (None, "no_measure") or figure.group.kind in (*NOT_PEOPLE, "unknown"):
        return
    for at in range(figure.group.first, figure.group.last - 1):
        meaning = tagged.meanings[at]
        told = meaning and meaning.measure and tagged.tags[at] in (CLASSES["participle"], CLASSES["state"])
        if meaning and told and (not figure.refusal or meaning.measure == "wounded"):
            figure.measure, figure.refusal, figure.rule = meaning.measure, None, "attribute"


def _shape(tags: str, found: dict[int, Figure]) -> str:
    """The tags with the words of each group as `group`; counted things are no amounts, "deaths" keeps its tag.

    A pool ("159 of the 163 people") belongs to the group of what is counted out of it.
    """
    shaped = list(tags)
    for figure in found.values():
        if figure.group.kind in NOT_PEOPLE:
            shaped[figure.amount] = CLASSES["determiner"]
            continue
        pool = found.get(groups.pool(tags, figure.amount) or -1)
        within = pool and pool.group.kind in ("person", "force", "none") and tags[pool.group.last :][:1] != "W"
        for at in range(figure.amount + 1, pool.group.last if pool and within else figure.group.last):
            if shaped[at] != CLASSES["count"] and (within or shaped[at] != CLASSES["amount"]):
                shaped[at] = CLASSES["group"]
    return "".join(shaped)


def _apply(rule: Rule, match: re.Match[str], figure: Figure, tagged: Tagged) -> None:
    if figure.measure or figure.refusal:
        return
    meaning = tagged.meanings[match.start("cue")] if "cue" in match.re.groupindex else None
    needs = rule.needs or (meaning.needs if meaning else None)
    if needs == "buried" and _IN_TOWN.match(tagged.tags, match.end("cue")):
        return
    if rule.refuse:
        figure.refusal, figure.rule = rule.refuse, rule.name
    elif fits(figure.group.kind, needs, rule):
        figure.measure, figure.rule = rule.measure or (meaning.measure if meaning else None), rule.name


def fits(kind: str, needs: str | None, rule: Rule) -> bool:
    """True if a group of this kind can be what the measure's word is said of."""
    if kind in NOT_PEOPLE:
        return False
    if needs == "troops":
        return kind == "force"
    if needs == "force":
        return kind in _FORCES if rule.needs is None else kind in ("force", "them")
    if needs == "plain":
        return kind in _PLAIN
    if needs in ("person", "buried", *_NOUNS):
        return kind in _PERSONS
    return True


def _refuse(figure: Figure, tagged: Tagged) -> None:
    """Ages between commas ("Novak, 52, was shot"), bare years, and things counted where harm to people is told."""
    tags = tagged.tags
    amount = tagged.amounts[figure.amount]
    aged = amount.hedge == "exact" and (amount.best or 0) < _OLDEST
    if (
        figure.group.kind == "none"
        and aged
        and (_AGE.match(tags, max(0, figure.amount - 2)) or _is_age_of(figure, tagged))
    ):
        figure.measure, figure.refusal, figure.rule = None, "not_a_count", "age"
    elif figure.group.kind == "none" and _YEAR.fullmatch(tagged.words(figure.amount, figure.amount + 1)):
        figure.measure, figure.refusal, figure.rule = None, "not_a_count", "year"
    elif figure.group.kind == "thing" and amount.best != 1 and _CUE.search(tags):
        figure.refusal = figure.refusal or "not_people"


def _is_age_of(figure: Figure, tagged: Tagged) -> bool:
    """True for "a Tunisian of 35" and "the nurse of 20", not for "a crew of 20"."""
    at = figure.amount
    found = any(_AGE_OF.fullmatch(tagged.tags, first, at + 1) for first in range(max(0, at - 5), at - 2))
    noun = tagged.words(at - 2, at - 1).lower() if found else ""
    return found and not noun.endswith("s") and noun not in _COLLECTIVE


def _dead_among_casualties(figures: list[Figure]) -> None:
    """Casualties counted beside injuries are the dead."""
    for left, right in pairwise(figures):
        if left.measure == "casualties" and right.measure == "wounded" and right.whole is None:
            left.measure = "killed"
