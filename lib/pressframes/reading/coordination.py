"""What figures of a sentence take from one another: a list's measure, a part's whole, an ellipsis' group.

"Nine nurses and 12 guards were hurt, three of them badly" has one verb and three figures.
"""

from itertools import pairwise

from pressframes.reading import groups
from pressframes.reading.groups import NOT_PEOPLE, Figure, Group
from pressframes.reading.tokens import Tagged, shape

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
_ANOTHER_SAYS = shape("[clause and]")
_THEN = shape("[participle state] comma$")
_BY = shape("participle preposition$")
_AMONG_THEM = shape("[group word past name and determiner person force]* including (?! [determiner amount person])")
_NOT_SPEAKER = shape("speech (?! [name person])")
_COMPLEMENT = shape("[^be amount]{0,6} be [adverb determiner]*")
_NUMBER_OF = shape("number of determiner?")
_PEOPLE = shape("[word name person force thing past evidence count]* [person force count name]")
_AMONG = shape("[word name person force group]{1,4} (?= be adverb? among$)")
_OF_THE = ("of-the-hurt", "of-them", "of-those")
# Rules whose amount may stand without a noun and mean the group before it; an object ("injured scores") does not.
_ELLIPTICAL = frozenset(
    [
        "participle",
        "predicate",
        "state",
        "intransitive",
        "list",
        "of-them",
        "gapped",
        "of-those",
        "predicate-far",
        "part",
        "doing",
    ]
)


def resolve(figures: list[Figure], tags: str, tagged: Tagged) -> None:
    """Complete the figures in place: measures first, then wholes, then groups."""
    figures = _of_people(figures, tags)
    _to_the_right(figures, tags)
    _to_the_left(figures, tags)
    _to_the_right(figures, tags)
    _find_wholes(figures, tags)
    _find_groups(figures, tags, tagged)


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


def _to_the_right(figures: list[Figure], tags: str) -> None:
    for left, right in pairwise(figures):
        counted = tags[right.amount] == "N" and right.group.kind not in ("count", "tally")
        counted = counted and not (right.group.kind == "unknown" and left.measure in _OF_PEOPLE)
        if left.measure and counted and not right.measure and not right.refusal:
            rule = _passed_on(left, right, tags)
            if rule and not _NOT_SPEAKER.match(tags, right.group.last):
                right.measure, right.rule = left.measure, rule
                if rule in ("of-them", "of-those") or ":" in tags[left.amount : right.amount]:
                    right.whole = left.amount


def _passed_on(left: Figure, right: Figure, tags: str) -> str | None:
    """The name of the way in which `right` has the measure of `left`, if it has."""
    between, after = tags[left.amount + 1 : right.amount], tags[right.amount + 1 : right.amount + 2]
    bare = right.group.kind == "none"
    if right.group.kind == "them":
        speaks = between.endswith("S") and tags[right.group.last : right.group.last + 1] in ("", ",")
        return None if speaks else "of-them"
    if _is_list(left, right, tags):
        fits = not bare or _has_part(between) or after in ("", "P", "i", "&", ",", "J", "O", "y")
        return ("part" if _has_part(between) else "list") if fits else None
    if ":" in between and not bare and _BREAKDOWN.search(between):
        return "part"
    if not bare and _has_part(between) and (_FURTHER_PART.fullmatch(between) or _FAR_PART.fullmatch(between)):
        return "part"
    if left.rule in ("toll", "number-of", "count-before", "count-at") and _REVISED.fullmatch(between):
        return "toll-before"
    if between.endswith(",") and _AMONG_THEM.match(tags, right.amount + 1):
        return "part"
    return _passed_to_bare(left, between, after) if bare else None


def _passed_to_bare(left: Figure, between: str, after: str) -> str | None:
    """The same for a figure that has no noun: "six were hurt, two badly", "though a doctor counted 34"."""
    if after in ("", ",", "&", ";", '"') and (between.endswith("S") or _is_rival(between)):
        return "rival-figure"
    if _COMPARED.fullmatch(between):
        return "compared"
    if after == "B" and ("K" in between or (left.rule in _OF_THE and between.endswith("&"))):
        return "of-those"
    if after == "y" and _THEN.search(between):
        return "of-those"
    gap = after in ("P", "i") and (_GAP.match(between) or (left.rule in _ELLIPTICAL and _NEXT.fullmatch(between)))
    return "gapped" if gap else None


def _is_rival(between: str) -> bool:
    """True if another reports what follows: "..., though a doctor counted 34"."""
    return between.endswith("E") and ";" not in between and _ANOTHER_SAYS.search(between) is not None


def _to_the_left(figures: list[Figure], tags: str) -> None:
    """A list before its verb: "nine nurses and 12 guards were hurt"."""
    for left, right in reversed(list(pairwise(figures))):
        if left.measure or left.refusal or not right.measure or right.group.kind == "none":
            continue
        own_verb = right.rule in ("object", "gerund", "toll", "deed", "list", "part", "lost", "count")
        agents = _BY.search(tags, max(0, left.amount - 2), left.amount)
        of_all = "O" in tags[max(0, left.amount - 2) : left.amount]
        if (
            not own_verb
            and not of_all
            and not agents
            and not _has_part(tags[left.amount : right.amount])
            and _is_list(left, right, tags)
        ):
            left.measure, left.rule = right.measure, "list-before"


def _has_part(between: str) -> bool:
    return "I" in between or "%" in between


def _is_list(left: Figure, right: Figure, tags: str) -> bool:
    between = tags[left.amount + 1 : right.amount]
    return len(between) <= 14 and between != "-" and _LIST.fullmatch(between) is not None


def _find_wholes(figures: list[Figure], tags: str) -> None:
    """Which figure is a part of which: after "including", "among them", "of whom", and in the parts' own lists."""
    last: Figure | None = None
    for figure in figures:
        if not figure.measure:
            continue
        if last and figure.whole is None:
            figure.whole = _whole(last, figure, tags)
        last = figure


def _whole(last: Figure, figure: Figure, tags: str) -> int | None:
    between = tags[last.amount + 1 : figure.amount]
    part = _PART.search(between)
    if part and _BEFORE_PART.fullmatch(between[: part.start()]):
        return last.amount if last.whole is None else last.whole
    if last.whole is not None and figure.measure == last.measure and _is_list(last, figure, tags):
        return last.whole
    return None


def _find_groups(figures: list[Figure], tags: str, tagged: Tagged) -> None:
    """Ellipses take the group before them: "Nine nurses died and 12 others were hurt"; parts lend theirs to nobody."""
    before: Group | None = None
    for figure in figures:
        if not figure.measure or figure.group.kind in ("count", "tally"):
            continue
        named = _named_elsewhere(figure, tags, tagged)
        if named:
            before = figure.refers = named
        elif figure.group.kind not in _BARE:
            one = tagged.amounts[figure.amount].low == tagged.amounts[figure.amount].high == 1
            before = figure.group if figure.whole is None and not one else before
        elif figure.group.kind in ("other", "them") or figure.rule in _ELLIPTICAL:
            figure.refers = before


def _named_elsewhere(figure: Figure, tags: str, tagged: Tagged) -> Group | None:
    """The group as complement ("14 of the dead were nurses") or subject ("the nurses were among hundreds hurt")."""
    if figure.group.kind not in _BARE:
        return None
    if figure.group.kind == "them" and (named := groups.find(tagged, figure.group.last - 1)).kind in (
        "person",
        "force",
    ):
        return named
    if pool := groups.pool(tagged.tags, figure.amount):
        return groups.find(tagged, pool)
    if figure.rule in ("number-of", "brought-to") and (number := _NUMBER_OF.search(tags)):
        people = _PEOPLE.match(tags, number.end())
        return Group(*people.span(), "person") if people else None
    if figure.rule in ("of-the-hurt", "among", "of-those", "of-them") and (
        be := _COMPLEMENT.match(tags, figure.amount + 1)
    ):
        group = groups.find(tagged, be.end() - 1)
        return group if group.kind in ("person", "force", "count") else None
    subject = _AMONG.search(tags[: figure.amount]) if figure.group.kind == "none" else None
    if subject and tagged.words(subject.end() - 1, subject.end()).endswith(("s", "en")):
        return Group(*subject.span(), "name")
    return None
