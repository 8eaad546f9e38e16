"""What each amount of a sentence is a figure of: whom it counts, by which rule, and what figures lend one another.

Whom an amount counts is its group: the noun phrase behind it, of the kind that its head is.  The rules of the lexicon
tie it to a measure.  "Nine nurses and 12 guards were hurt, three of them badly" has one verb and three figures: a list
shares its measure, a part has a whole, and an ellipsis stands for the group before it.

A subject is a group made comparable across articles: a nationality (where the text or its context gives one) and a
role, as in "Mongolian troops", "civilians", "people".  Soldiers, fighters and militants are one role; an unnamed group
takes the subject that the sentences before it settle, and else the only nationality of its role in the article.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pressframes.reading.lexicon import Lexicon, alternation
from pressframes.reading.tokens import CLASSES, Rule, Tagged, rules, shape, singular

_NOT_PEOPLE = ("thing", "unit")
_KINDS = {"H": "person", "T": "force", "X": "thing", "z": "unit", "C": "count"}
_POOL = shape("of determiner? [word name thing person force]{0,3} amount")
_STRONG = shape("dash [word person force]")
_FORCE = shape("[word name force thing person]{0,4}")
_HEAD = shape(
    "([word name adverb evidence past more ing dash] | [participle state doing] (?= [person force thing])){0,6}"
    " [person force thing count unit]+"
)
_FOR_PEOPLE = shape("thing [word name] [person force]")  # a listed thing gives way to people
_AND_MORE = shape("and [person force]")
_OF_NAME = shape("of determiner? ([name word]{0,4} [person force] | [name word]{1,5})")
_UNLISTED = shape("[word name more]{0,4}")
_NOT_VERB = shape("speech (?! [name determiner person])")
_DESCRIBED = shape("state word (?! speech)")
# Nouns that say no more of people than that they are people, or what befell them.
_ANYBODY = frozenset((
    "people", "persons", "person", "individuals", "souls", "humans", "bodies", "victims", "dead", "wounded", "injured",
    "casualties", "members", "member", "others",
))  # fmt: skip

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
_ENEMY = re.compile(r"\b(?:rebel|militant|insurgent|terrorist|gunm[ae]n|extremist|jihadi|guerrilla)", re.I)
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
_ANOTHER_SAYS = shape("[^semicolon clause and]* [clause and] [^semicolon]* evidence")  # "though a doctor counted 34"
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


class Group(NamedTuple):
    """Tokens `first` up to `last` behind an amount, and the kind of their head.

    A kind is person, force, thing, unit or count (as the lexicon lists the noun), name for an unlisted name
    ("12 Iraqis"), unknown, tally for a deed ("15 deaths"), other and them for an ellipsis ("30 others", "two of
    them"), none for no noun.
    """

    first: int
    last: int
    kind: str


def find_group(tagged: Tagged, amount: int) -> Group:
    """The group of the amount at token `amount`; empty (first == last) where none stands there."""
    tags, first = tagged.tags, amount + 1
    if (whole := _pool(tags, amount)) is not None:
        kind = find_group(tagged, whole).kind
        return Group(first, first, kind if kind in _NOT_PEOPLE else "none")
    if _STRONG.match(tags, first) and tagged.words(first + 1, first + 2).lower() in ("strong", "member", "man"):
        return Group(first + 2, _end(_FORCE, tags, first + 2), "force")  # the only compounds that count
    if tags.startswith("%", first):
        return Group(first, first + 1, "them")
    if tags.startswith("O", first):
        at = first + 1 + tags.startswith("d", first + 1)
        if tags.startswith(("p", "W"), at):
            return Group(first, at + 1, "them")
        if tags.startswith(("B", "h", "D"), at) and tagged.words(first + 1, at).lower() in ("those", "these"):
            return Group(first, at, "them")
        if tags.startswith("C", at) and at == first + 1 and _names(tagged, at):  # "dozens of refugees"
            return Group(at, at + 1, "count")
        if at == len(tags) or tags[at] in "KACN":
            return Group(first, first, "none")
        first = at
    elif tags.startswith("d", first) and tagged.words(first, first + 1).lower() not in ("of", "all"):
        return Group(first, first, "none")
    return _noun_phrase(tagged, amount, first)


def _noun_phrase(tagged: Tagged, amount: int, first: int) -> Group:
    """The group of the amount whose noun phrase begins at token `first`."""
    tags = tagged.tags
    if tags.startswith("Q", first) and tagged.words(first, first + 1).lower() == "others":
        return Group(first, first + 1, "other")
    many = amount in tagged.amounts and tagged.amounts[amount].best != 1
    if many and _NOT_VERB.match(tags, first) and tagged.words(first, first + 1).endswith("s"):
        return Group(first, first + 1, "thing")  # "in two states", where many of anything would "state"
    if _DESCRIBED.match(tags, first) and tagged.words(first + 1, first + 2).endswith("s"):
        return Group(first, first + 2, "unknown")  # "nine dead phones", not "nine dead sources said"
    last = _end(_HEAD, tags, first)
    if last == first:
        last = _end(_UNLISTED, tags, first)
        words = tags[first:last]
        if not words.strip("Q"):
            return Group(first, last, "other" if words else "none")
        return Group(first, last, "name" if "U" in words else "unknown")
    last += 2 * (_FOR_PEOPLE.match(tags, last - 1) is not None)
    deed = tagged.meanings[last - 1] is not None and not _names(tagged, last - 1)
    if tagged.text.startswith("' ", tagged.spans[last - 1][1]) and tags.startswith(",X", last):
        return Group(first, last + 2, "thing")  # "9 passengers' bags"
    if deed and many and tags.startswith(("w", "X"), last) and not tagged.words(last - 1, last).endswith("s"):
        return Group(first, last + 1, "thing")  # "12 death scenes"
    while first < last - 1 and tags[first] == "Q":  # "nine more nurses": the nurses
        first += 1
    if deed:
        people = next((at for at in range(first, last - 1) if tags[at] in "HTU"), None)  # "civilian casualties"
        return Group(first, last - 1, "tally") if people is None else Group(people, last - 1, "count")
    kind = _KINDS[tags[last - 1]]
    last = _end(_AND_MORE, tags, last)
    of_name = _OF_NAME.match(tags, last)  # "of the Free Men" belongs to the name of the group
    return Group(first, of_name.end() if of_name and "U" in of_name[0] else last, kind)


def _end(pattern: re.Pattern[str], tags: str, at: int) -> int:
    """Where what the pattern matches at `at` ends; `at` itself if it does not match."""
    match = pattern.match(tags, at)
    return match.end() if match else at


def _names(tagged: Tagged, at: int) -> bool:
    """True if the noun at `at` names people ("refugees"), and no deed ("deaths")."""
    meaning = tagged.meanings[at]
    return meaning is not None and meaning.names_group


def _pool(tags: str, amount: int) -> int | None:
    """The token of the larger number that an amount is counted out of: "12 of the town's 3,000 inhabitants"."""
    match = _POOL.match(tags, amount + 1)
    return match.end() - 1 if match else None


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
    found = {at: Figure(at, find_group(tagged, at)) for at in tagged.amounts}
    tags = _shape(tagged.tags, found)
    _read_pools(found, tagged)
    present = frozenset(tags)
    for rule in (rule for rule in rules(lexicon) if rule.certain <= present):
        for match in rule.pattern.finditer(tags):
            figure = found[match.start("n")]
            if rule.needs not in _NOUNS or _is_noun(rule.needs, figure, tagged, lexicon):
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
        if figure.group.kind in _NOT_PEOPLE:
            shaped[figure.amount] = CLASSES["determiner"]
            continue
        pool = found.get(_pool(tags, figure.amount) or -1)
        within = pool and pool.group.kind in ("person", "force", "none") and not tags.startswith("W", pool.group.last)
        for at in range(figure.amount + 1, pool.group.last if pool and within else figure.group.last):
            if shaped[at] != CLASSES["count"] and (within or shaped[at] != CLASSES["amount"]):
                shaped[at] = CLASSES["group"]
    return "".join(shaped)


def _read_pools(found: dict[int, Figure], tagged: Tagged) -> None:
    """What is counted out of "the 14 hostages" befell not all of them: the 14 are what their noun says."""
    for at in [_pool(tagged.tags, at) for at in found]:
        figure = found.get(-1 if at is None else at)
        meaning = tagged.meanings[figure.group.last - 1] if figure and figure.group.kind == "count" else None
        if figure and meaning and meaning.names_group:
            figure.measure, figure.rule = meaning.measure, "count"


@lru_cache(maxsize=8)
def _nouns(lexicon: Lexicon, table: str) -> frozenset[str]:
    return frozenset(word for row in lexicon[table] for word in row["words"])


def _is_noun(table: str, figure: Figure, tagged: Tagged, lexicon: Lexicon) -> bool:
    """True for "9 prisoners", and for "9 nurses hostage", whose group are the nurses."""
    first, last, kind = figure.group
    if last == first or tagged.words(last - 1, last).lower() not in _nouns(lexicon, table):
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
    elif figure.group.kind not in _NOT_PEOPLE and (fits is None or figure.group.kind in fits):
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
    if figure.measure or figure.refusal not in (None, "no_measure") or figure.group.kind in (*_NOT_PEOPLE, "unknown"):
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
    of_age = aged and _AGE_OF.search(tagged.tags, max(0, at - 5), at + 1)
    noun = tagged.words(at - 2, at - 1).lower() if of_age else ""  # "a Tunisian of 35", not "a crew of 20"
    one_person = of_age and not noun.endswith("s") and noun not in _COLLECTIVE
    if aged and (one_person or _AGE.match(tagged.tags, max(0, at - 2))):
        figure.measure, figure.refusal, figure.rule = None, "not_a_count", "age"
    elif bare and _YEAR.fullmatch(tagged.words(at, at + 1)):
        figure.measure, figure.refusal, figure.rule = None, "not_a_count", "year"
    elif figure.group.kind == "thing" and amount.best != 1 and _CUE.search(tagged.tags):
        figure.refusal = figure.refusal or "not_people"


# Coordination: measures first, then wholes, then groups.


def _of_people(figures: list[Figure], tags: str) -> list[Figure]:
    """The figures of people; "60 of them" behind 200 damaged villages are villages, behind "from 43 nations" not."""
    kept: list[Figure] = []
    things = False
    for figure in figures:
        thing = figure.group.kind in _NOT_PEOPLE
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
    further = part and (_FURTHER_PART.fullmatch(between) or _FAR_PART.fullmatch(between))
    if not bare and (further or _BREAKDOWN.search(between)):
        return "part"
    if left.rule in ("toll", "number-of", "count-before", "count-at") and _REVISED.fullmatch(between):
        return "toll-before"
    if between.endswith(",") and _AMONG_THEM.match(tags, right.amount + 1):
        return "part"
    if not bare:
        return None
    if after in ("", ",", "&", ";", '"') and (between.endswith("S") or _ANOTHER_SAYS.fullmatch(between)):
        return "rival-figure"
    if _COMPARED.fullmatch(between):
        return "compared"
    if after == "B" and ("K" in between or (left.rule in _OF_THE and between.endswith("&"))):
        return "of-those"
    if after == "y" and _THEN.search(between):  # "six were hurt, two badly"
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
        named = find_group(tagged, figure.group.last - 1)
        if named.kind in ("person", "force"):
            return named
    if pool := _pool(tagged.tags, figure.amount):
        return find_group(tagged, pool)
    if figure.rule in ("number-of", "brought-to") and (number := _NUMBER_OF.search(tags)):
        people = _PEOPLE.match(tags, number.end())
        return Group(*people.span(), "person") if people else None
    if figure.rule in ("among", *_OF_THE) and (be := _COMPLEMENT.match(tags, figure.amount + 1)):
        group = find_group(tagged, be.end() - 1)
        return group if group.kind in ("person", "force", "count") else None
    subject = _AMONG.search(tags[: figure.amount]) if figure.group.kind == "none" else None
    if subject and tagged.words(subject.end() - 1, subject.end()).endswith(("s", "en")):
        return Group(*subject.span(), "name")
    return None


# Subjects: what is counted, comparable across articles.


@lru_cache(maxsize=8)
def _known(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str]]:
    """The names of nations, and the role that each noun for people gives, in the plural."""
    demonyms = [word for entry in lexicon["demonym"] for word in entry["words"]]
    roles: dict[str, str] = {}
    nouns = (entry for entry in [*lexicon.own.get("noun", ()), *lexicon["noun"]] if entry["kind"] == "person")
    for word in (word for entry in nouns for word in entry["words"]):
        for form in (singular(word), word):
            roles.setdefault(form, "people" if word in _ANYBODY else word)
    return re.compile(rf"\b(?-i:(?=[A-Z]))({alternation(demonyms)})(s?)\b", re.I), roles


def subjects(groups: Sequence[tuple[str | None, str, str]], lexicon: Lexicon) -> list[str]:
    """The subjects of an article's claims in text order, from (group, kind of its head, measure) of each."""
    stated = [_stated(*group, lexicon) for group in groups]
    armies = {nation for nation, role in stated if role == "troops" and nation}
    found: list[str] = []
    narrow = _nouns(lexicon, "narrow")  # children are no group that the figures after them are of
    last = ("", "")
    for (words, *_), (nation, role) in zip(groups, stated, strict=True):
        own = (nation, role)
        if role == "troops" and not nation and len(armies) == 1 and not _ENEMY.search(words or ""):
            own = (next(iter(armies)), role)
        if role and role not in narrow:
            last = own
        found.append(" ".join(own if role else last).strip())
    first = next(
        (subject for subject, (_, role) in zip(found, stated, strict=True) if role not in narrow and subject), "people"
    )
    return [subject or first for subject in found]


def _stated(group: str | None, kind: str, measure: str, lexicon: Lexicon) -> tuple[str, str]:
    """The nationality and role that the words give; both empty for an ellipsis."""
    if not group:
        return "", ""
    nations, roles = _known(lexicon)
    match = nations.search(group)
    nation = " ".join(part.capitalize() for part in match[1].split()) if match else ""
    bare = match is not None and not group[match.end() :].strip()
    if kind == "force" or (measure == "deployed" and (bare or kind == "unknown")):
        return nation, "troops"
    if bare:
        return nation, "people"
    return nation, next((roles[word] for word in reversed(group.lower().split()) if word in roles), "people")
