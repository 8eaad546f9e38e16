"""What each amount of a sentence is a figure of: by the rules of the lexicon, and by what figures lend one another.

"Nine nurses and 12 guards were hurt, three of them badly" has one verb and three figures: a list shares its measure,
a part has a whole, and an ellipsis stands for the group before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pressframes.reading import groups
from pressframes.reading.groups import NOT_PEOPLE, Group
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.tokens import CLASSES, Rule, Tagged, rules, shape

_PLAIN = ("person", "force", "name", "other", "them", "none")
_PERSONS = (*_PLAIN, "count", "tally")
_NOUNS = ("captive", "kin")  # what a rule may ask of the noun itself: one of the table of this name
# The kinds of group that what a word or rule needs may be; anything that is not told here may be of any.
_FITTING = {
    "troops": ("force",),
    "force": ("force", "name", "other", "them", "none"),
    "plain": _PLAIN,
    **dict.fromkeys(("person", "buried", *_NOUNS), _PERSONS),
}
_OLDEST = 120  # years
_AGE = shape("[word name person force] comma amount comma")
_AGE_OF = shape("(determiner | adverb) word{0,2} [person name force] of amount$")
_COLLECTIVE = ("crew", "staff", "force", "militia", "police", "personnel", "taliban")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ARE_PEOPLE = shape("be [adverb determiner]* [word name past]{0,2} [person force]")
_ARE_NAMED = shape("be [adverb determiner]* (?=[name])")
_OF_THOSE = shape("of [determiner pronoun] comma?")
_IN_TOWN = shape("preposition name")
_CUE = shape("[participle gerund active intransitive state count toll doing]")

_OF_PEOPLE = ("captured", "deployed")  # what befalls things too: "seized six men and 300 palms"
_BARE = ("none", "other", "them")
_LIST = shape(
    "[group count]*"
    " ([be have adverb]* ([participle state doing intransitive]|[past word] preposition)"
    " (?= comma? [including whereof]))?"
    " ([comma and alongside adverb more determiner open semicolon dash] | [including whereof and] (determiner of)?)*"
    " (preposition [determiner word name]* [name thing unit person] [name thing word]*)?"
    " (comma [determiner name word person force thing]{1,6} speech (?= comma alongside))?"
    " (comma? determiner [word name past person]{0,3} [person force name])*"
    " [comma and adverb more determiner including among time open dash]* (preposition? time)?"
)
_LONGEST_LIST = 14  # tokens between two of its figures
_INCLUDING = shape("[including whereof]")
_PART = shape("[including whereof] [^be have participle active intransitive leave toll speech semicolon]*$")
_FURTHER_PART = shape(  # "including a nurse crushed in the car and two guards"
    "[^active gerund lose leave toll speech semicolon modal including]* including"
    " [^be have participle active intransitive state leave toll speech semicolon relative clause modal]{1,14} and"
)
_FAR_PART = shape(  # "put nine men to death this week, among them two guards"
    "[^active gerund lose leave toll speech semicolon modal including clause relative ing pronoun]*"
    " including [determiner adverb]{0,2}"
)
_BEFORE_PART = shape("[^active gerund lose leave toll speech semicolon modal]*")
_REVISED = shape(
    "[group count]* [comma adverb determiner]* preposition"
    "| [^amount participle gerund active intransitive leave toll count speech semicolon quote]{0,6} to"
)
_BREAKDOWN = shape("colon determiner?$")
_GAP = shape("[^active gerund leave speech]* and$")
_NEXT = shape("[^active gerund leave speech comma]* comma$")
_COMPARED = shape("[^active gerund leave speech semicolon]{0,14} compared [determiner adverb]*$")
_ANOTHER_SAYS = shape(
    "[^semicolon clause and]* [clause and] [^semicolon]* evidence"
)  # "..., though a doctor counted 34"
_THEN = shape("[participle state] comma$")
_BY = shape("participle preposition$")
_AMONG_THEM = shape("[group word past name and determiner person force]* including (?! [determiner amount person])")
_NOT_SPEAKER = shape("speech (?! [name person])")
_COMPLEMENT = shape("[^be amount]{0,6} be [adverb determiner]*")
_NUMBER_OF = shape("number of determiner?")
_PEOPLE = shape("[word name person force thing past evidence count]* [person force count name]")
_AMONG = shape("[word name person force group]{1,4} (?= be adverb? among$)")
_OF_THE = ("of-the-hurt", "of-them", "of-those")
_OWN_VERB = ("object", "gerund", "toll", "deed", "list", "part", "lost", "count")
# Rules whose amount may stand without a noun and mean the group before it; an object ("injured scores") does not.
_ELLIPTICAL = (
    "participle", "predicate", "predicate-far", "state", "intransitive", "doing", "list", "part", "gapped",
    "of-them", "of-those",
)  # fmt: skip


@dataclass(slots=True)
class Figure:
    """How one amount is read: its measure or the reason of its refusal, by which rule, and of which group.

    `amount` is the token; `refers` the group that an ellipsis stands for, `whole` the amount that this is part of.
    """

    amount: int
    group: Group
    measure: str | None = None
    refusal: str | None = None
    rule: str = ""
    refers: Group | None = None
    whole: int | None = None


def read(tagged: Tagged, lexicon: Lexicon, previous: str | None = None, nearest: str | None = None) -> list[Figure]:
    """The figures of the sentence in order; one that nothing ties to a measure has neither measure nor refusal.

    `previous` is the measure last spoken of before the sentence ("she put the figure at 12"), `nearest` that of the
    figure just before it, if it has one ("Eight were policemen").
    """
    found = {at: Figure(at, groups.find(tagged, at)) for at in tagged.amounts}
    tags = _shape(tagged.tags, found)
    _read_pools(found, tagged)
    present = frozenset(tags)
    for rule in (rule for rule in rules(lexicon) if rule.certain <= present):
        for match in rule.pattern.finditer(tags):
            figure = found[match.start("n")]
            if rule.needs not in _NOUNS or _is_noun(figure, tagged, _nouns(lexicon, rule.needs)):
                _apply(rule, match, figure, tagged)
    figures = list(found.values())
    first = figures[0]  # a bare number that tells who they were: "19 of the dead are known. Six were nurses"
    if nearest and first.amount == 0 and first.group.kind == "none" and not first.rule and _ARE_PEOPLE.match(tags, 1):
        first.measure, first.rule = nearest, "of-them"
    _take_previous(figures, tags, previous)
    for figure in figures:
        _take_attribute(figure, tagged)
        _refuse(figure, tagged)
    people = _of_people(figures, tags)
    _to_the_right(people, tags)
    _to_the_left(people, tags)
    _to_the_right(people, tags)
    _find_wholes(people, tags)
    _find_groups(people, tags, tagged)
    for left, right in pairwise(figures):
        if left.measure == "casualties" and right.measure == "wounded" and right.whole is None:
            left.measure = "killed"  # casualties counted beside injuries are the dead
    return figures


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
        within = pool and pool.group.kind in ("person", "force", "none") and not tags.startswith("W", pool.group.last)
        for at in range(figure.amount + 1, pool.group.last if pool and within else figure.group.last):
            if shaped[at] != CLASSES["count"] and (within or shaped[at] != CLASSES["amount"]):
                shaped[at] = CLASSES["group"]
    return "".join(shaped)


def _read_pools(found: dict[int, Figure], tagged: Tagged) -> None:
    """What is counted out of "the 14 hostages" befell not all of them: the 14 are what their noun says."""
    for at in [groups.pool(tagged.tags, at) for at in found]:
        figure = found.get(-1 if at is None else at)
        meaning = tagged.meanings[figure.group.last - 1] if figure and figure.group.kind == "count" else None
        if figure and meaning and meaning.names_group:
            figure.measure, figure.rule = meaning.measure, "count"


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


def _apply(rule: Rule, match: re.Match[str], figure: Figure, tagged: Tagged) -> None:
    if figure.measure or figure.refusal:
        return
    meaning = tagged.meanings[match.start("cue")] if "cue" in match.re.groupindex else None
    needs = rule.needs or (meaning.needs if meaning else None)
    if needs == "buried" and _IN_TOWN.match(tagged.tags, match.end("cue")):
        return
    fits = ("force", "them") if rule.needs == "force" else _FITTING.get(needs or "")
    if rule.refuse:
        figure.refusal, figure.rule = rule.refuse, rule.name
    elif figure.group.kind not in NOT_PEOPLE and (fits is None or figure.group.kind in fits):
        figure.measure, figure.rule = rule.measure or (meaning.measure if meaning else None), rule.name


def _take_previous(figures: list[Figure], tags: str, previous: str | None) -> None:
    """Figures that point back to what was counted before: "she put it at 12", "of those, six were nurses"."""
    for figure in figures:
        them, last = figure.group.kind == "them", figure.group.last
        if figure.measure == "previous":
            figure.measure = previous
        elif not figure.rule:
            of_those = figure.group.kind == "none" and _OF_THOSE.fullmatch(tags, 0, figure.amount)
            people = (them or of_those) and _ARE_PEOPLE.match(tags, last)
            if people or (them and _ARE_NAMED.match(tags, last)):  # "six of them were Danes"
                figure.measure, figure.rule = previous, "of-them"
        previous = figure.measure or previous


def _take_attribute(figure: Figure, tagged: Tagged) -> None:
    """The state told between number and noun: "the search for eight missing fishermen"; the rescued may be wounded."""
    if figure.measure or figure.refusal not in (None, "no_measure") or figure.group.kind in (*NOT_PEOPLE, "unknown"):
        return
    for at in range(figure.group.first, figure.group.last - 1):
        meaning = tagged.meanings[at]
        told = meaning and meaning.measure and tagged.tags[at] in (CLASSES["participle"], CLASSES["state"])
        if meaning and told and (not figure.refusal or meaning.measure == "wounded"):
            figure.measure, figure.refusal, figure.rule = meaning.measure, None, "attribute"


def _refuse(figure: Figure, tagged: Tagged) -> None:
    """Ages between commas ("Novak, 52, was shot"), bare years, and things counted where harm to people is told."""
    at, bare = figure.amount, figure.group.kind == "none"
    amount = tagged.amounts[at]
    aged = bare and amount.hedge == "exact" and (amount.best or 0) < _OLDEST
    if aged and (_AGE.match(tagged.tags, max(0, at - 2)) or _is_age_of(at, tagged)):
        figure.measure, figure.refusal, figure.rule = None, "not_a_count", "age"
    elif bare and _YEAR.fullmatch(tagged.words(at, at + 1)):
        figure.measure, figure.refusal, figure.rule = None, "not_a_count", "year"
    elif figure.group.kind == "thing" and amount.best != 1 and _CUE.search(tagged.tags):
        figure.refusal = figure.refusal or "not_people"


def _is_age_of(at: int, tagged: Tagged) -> bool:
    """True for "a Tunisian of 35" and "the nurse of 20", not for "a crew of 20"."""
    found = _AGE_OF.search(tagged.tags, max(0, at - 5), at + 1)
    noun = tagged.words(at - 2, at - 1).lower() if found else ""
    return found is not None and not noun.endswith("s") and noun not in _COLLECTIVE


# Coordination: measures first, then wholes, then groups.


def _of_people(figures: list[Figure], tags: str) -> list[Figure]:
    """The figures of people; "60 of them" behind 200 damaged villages are villages, behind "from 43 nations" not."""
    kept: list[Figure] = []
    things = False
    for figure in figures:
        thing = figure.group.kind in NOT_PEOPLE
        if not thing and not (things and figure.group.kind == "them"):
            kept.append(figure)
        things = thing and tags[figure.amount - 1 : figure.amount] not in ("P", "O")
    return kept


def _to_the_right(figures: Sequence[Figure], tags: str) -> None:
    for left, right in pairwise(figures):
        counted = tags[right.amount] == "N" and right.group.kind not in ("count", "tally")
        of_people = right.group.kind != "unknown" or left.measure not in _OF_PEOPLE
        lacks = left.measure and not right.measure and not right.refusal
        rule = _passed_on(left, right, tags) if lacks and counted and of_people else None
        if rule and not _NOT_SPEAKER.match(tags, right.group.last):
            right.measure, right.rule = left.measure, rule
            if rule in ("of-them", "of-those") or ":" in tags[left.amount : right.amount]:
                right.whole = left.amount


def _passed_on(left: Figure, right: Figure, tags: str) -> str | None:
    """The name of the way in which `right` has the measure of `left`, if it has."""
    between, after = tags[left.amount + 1 : right.amount], tags[right.amount + 1 : right.amount + 2]
    bare, part = right.group.kind == "none", _INCLUDING.search(between)
    if right.group.kind == "them":
        speaks = between.endswith("S") and tags[right.group.last : right.group.last + 1] in ("", ",")
        return None if speaks else "of-them"
    if _is_list(between):
        fits = not bare or part or after in ("", "P", "i", "&", ",", "J", "O", "y")
        return ("part" if part else "list") if fits else None
    if not bare and _BREAKDOWN.search(between):
        return "part"
    if not bare and part and (_FURTHER_PART.fullmatch(between) or _FAR_PART.fullmatch(between)):
        return "part"
    if left.rule in ("toll", "number-of", "count-before", "count-at") and _REVISED.fullmatch(between):
        return "toll-before"
    if between.endswith(",") and _AMONG_THEM.match(tags, right.amount + 1):
        return "part"
    return _passed_to_bare(left, between, after) if bare else None


def _passed_to_bare(left: Figure, between: str, after: str) -> str | None:
    """The same for a figure that has no noun: "six were hurt, two badly", "though a doctor counted 34"."""
    if after in ("", ",", "&", ";", '"') and (between.endswith("S") or _ANOTHER_SAYS.fullmatch(between)):
        return "rival-figure"
    if _COMPARED.fullmatch(between):
        return "compared"
    if after == "B" and ("K" in between or (left.rule in _OF_THE and between.endswith("&"))):
        return "of-those"
    if after == "y" and _THEN.search(between):
        return "of-those"
    gap = after in ("P", "i") and (_GAP.match(between) or (left.rule in _ELLIPTICAL and _NEXT.fullmatch(between)))
    return "gapped" if gap else None


def _to_the_left(figures: list[Figure], tags: str) -> None:
    """A list before its verb: "nine nurses and 12 guards were hurt"."""
    for left, right in reversed(list(pairwise(figures))):
        if left.measure or left.refusal or not right.measure or right.group.kind == "none" or right.rule in _OWN_VERB:
            continue
        between, before = tags[left.amount + 1 : right.amount], tags[max(0, left.amount - 2) : left.amount]
        barred = "O" in before or _BY.search(before) or _INCLUDING.search(between)
        if not barred and _is_list(between):
            left.measure, left.rule = right.measure, "list-before"


def _is_list(between: str) -> bool:
    return len(between) <= _LONGEST_LIST and between != "-" and _LIST.fullmatch(between) is not None


def _find_wholes(figures: list[Figure], tags: str) -> None:
    """Which figure is a part of which: after "including", "among them", "of whom", and in the parts' own lists."""
    for last, figure in pairwise(figure for figure in figures if figure.measure):
        between = tags[last.amount + 1 : figure.amount]
        part = _PART.search(between)
        listed = last.whole is not None and figure.measure == last.measure and _is_list(between)
        if figure.whole is None and part and _BEFORE_PART.fullmatch(between[: part.start()]):
            figure.whole = last.amount if last.whole is None else last.whole
        elif figure.whole is None and listed:
            figure.whole = last.whole


def _find_groups(figures: list[Figure], tags: str, tagged: Tagged) -> None:
    """Ellipses take the group before them: "Nine nurses died and 12 others were hurt"; parts lend theirs to nobody."""
    before: Group | None = None
    for figure in figures:
        if not figure.measure or figure.group.kind in ("count", "tally"):
            continue
        if named := _named_elsewhere(figure, tags, tagged) if figure.group.kind in _BARE else None:
            before = figure.refers = named
        elif figure.group.kind not in _BARE:
            one = tagged.amounts[figure.amount].low == tagged.amounts[figure.amount].high == 1
            before = figure.group if figure.whole is None and not one else before
        elif figure.group.kind in ("other", "them") or figure.rule in _ELLIPTICAL:
            figure.refers = before


def _named_elsewhere(figure: Figure, tags: str, tagged: Tagged) -> Group | None:
    """The group as complement ("14 of the dead were nurses") or subject ("the nurses were among hundreds hurt")."""
    if figure.group.kind == "them":
        named = groups.find(tagged, figure.group.last - 1)
        if named.kind in ("person", "force"):
            return named
    if pool := groups.pool(tagged.tags, figure.amount):
        return groups.find(tagged, pool)
    if figure.rule in ("number-of", "brought-to") and (number := _NUMBER_OF.search(tags)):
        people = _PEOPLE.match(tags, number.end())
        return Group(*people.span(), "person") if people else None
    if figure.rule in ("among", *_OF_THE) and (be := _COMPLEMENT.match(tags, figure.amount + 1)):
        group = groups.find(tagged, be.end() - 1)
        return group if group.kind in ("person", "force", "count") else None
    subject = _AMONG.search(tags[: figure.amount]) if figure.group.kind == "none" else None
    if subject and tagged.words(subject.end() - 1, subject.end()).endswith(("s", "en")):
        return Group(*subject.span(), "name")
    return None
