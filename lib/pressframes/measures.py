"""Which measure an amount is given: the rules of the lexicon, then what lists and ellipses pass on.

`read` is the whole of it: a tagged sentence in, one `Reading` for each amount that the text ties to a
measure, and a reason for each that it seemed to.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pressframes import groups
from pressframes.errors import PressframesError
from pressframes.groups import Group
from pressframes.lexicon import Entry, Lexicon
from pressframes.tokens import CLASSES, Tagged

_PERSONS = ("person", "force", "name", "count", "tally", "other", "none")
_FORCES = ("force", "name", "none", "other")
_LIST = re.compile(r"[gC]*(?:[KADe](?=,?I))?(?:[,&yQd(;-]|I)*(?:P[dwU]*[UwX][UwX]*)?[,&yQdIai(-]*(?:P?i)?")
_ELLIPTICAL = {"participle", "predicate", "state", "intransitive", "list", "of-them", "gapped", "of-those", "predicate-far", "part"}
_SOFT = re.compile(r"[^BhKFDLVZS;M]*")
_UP = re.compile(r"[gC]*[,yd]*P|[^NKGFDLVZCS;\"]{0,6}t")


class Rule(NamedTuple):
    """A rule of the lexicon, compiled: `pattern` runs over tags and names the amount n and the cue."""

    name: str
    pattern: re.Pattern[str]
    measure: str | None
    needs: str | None
    refuse: str | None


@dataclass(slots=True)
class Reading:
    """How one amount was read: its measure or the reason of its refusal, by which rule, and of which group.

    `refers` is the group that an ellipsis ("30 others", "12 injured") stands for, `whole` the amount that this one is part of.
    """

    amount: int
    group: Group
    measure: str | None = None
    refusal: str | None = None
    rule: str = ""
    refers: Group | None = None
    whole: int | None = None


@lru_cache(maxsize=8)
def rules(lexicon: Lexicon) -> tuple[Rule, ...]:
    """The rules in the order in which they are tried."""
    return tuple(_compile(entry) for entry in lexicon["rule"])


def _compile(entry: Entry) -> Rule:
    try:
        pattern = re.compile(translate(entry["pattern"]))
    except (KeyError, re.error) as error:
        raise PressframesError(
            f"The rule {entry.get('name')!r} of the lexicon cannot be read ({error}); its pattern takes {', '.join(CLASSES)}."
        ) from error
    return Rule(entry["name"], pattern, entry.get("measure"), entry.get("needs"), entry.get("refuse"))


def translate(pattern: str) -> str:
    """A rule's pattern in words as a pattern over tags.

    >>> translate("n=amount group* (?! comma) cue=[state participle]")
    '(?P<n>N)g*(?!,)(?P<cue>[AK])'
    """
    parts = re.split(r"(\w+=)?(\[\^?[a-z ]+\]|[a-z]+)(?![\w}])", pattern)
    out = [_plain(parts[0])]
    for name, classes, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        letters = "".join(re.escape(CLASSES[word]) for word in classes.strip("[^]").split())
        one = f"[{'^' if classes.startswith('[^') else ''}{letters}]" if classes.startswith("[") else letters
        out.append((f"(?P<{name[:-1]}>{one})" if name else one) + _plain(rest))
    return "".join(out)


def _plain(between: str) -> str:
    return between.replace(" ", "")


def read(tagged: Tagged, lexicon: Lexicon) -> list[Reading]:
    """The readings of the sentence's amounts, in order; amounts tied to nothing come without measure and refusal."""
    found = {at: Reading(at, groups.find(tagged, at)) for at in tagged.amounts}
    shape = _shape(tagged.tags, found)
    for rule in rules(lexicon):
        for match in rule.pattern.finditer(shape):
            _apply(rule, match, found[match.start("n")], tagged)
    readings = list(found.values())
    _refuse_ages(readings, tagged.tags)
    _refuse_things(readings, shape)
    _inherit(readings, shape, tagged)
    _parts(readings, shape)
    _refer(readings, shape, tagged)
    _dead_among_casualties(readings)
    return readings


def _shape(tags: str, found: dict[int, Reading]) -> str:
    """The tags with the words of each group as `group`; counted things are no amounts, "deaths" keeps its tag."""
    shape = list(tags)
    for reading in found.values():
        if reading.group.kind == "thing":
            shape[reading.amount] = "d"
            continue
        for at in range(reading.amount + 1, reading.group.last):
            if shape[at] != "C" and shape[at] != "N":
                shape[at] = "g"
    return "".join(shape)


def _apply(rule: Rule, match: re.Match[str], reading: Reading, tagged: Tagged) -> None:
    if reading.measure or reading.refusal:
        return
    meaning = tagged.meanings[match.start("cue")] if "cue" in match.re.groupindex else None
    measure = rule.measure or (meaning.measure if meaning else None)
    needs = rule.needs or (meaning.needs if meaning else None)
    if rule.refuse:
        reading.refusal, reading.rule = rule.refuse, rule.name
    elif not fits(reading.group.kind, needs, rule.name):
        if reading.group.kind == "thing" and not needs:
            reading.refusal, reading.rule = "not_people", rule.name
    else:
        reading.measure, reading.rule = measure, rule.name


def fits(kind: str, needs: str | None, rule: str) -> bool:
    """True if a group of this kind can be what the measure's word is said of."""
    if kind == "thing":
        return False
    if needs == "force":
        return kind in _FORCES
    if needs == "person":
        return kind in _PERSONS and not (rule == "lost" and kind not in ("person", "force"))
    return True


def _refuse_ages(readings: list[Reading], tags: str) -> None:
    """An age stands between commas behind a name: "Novak, 52, was shot"."""
    for reading in readings:
        if reading.group.kind == "none" and re.match(r"[wU],N,", tags[max(0, reading.amount - 2) : reading.amount + 2]):
            reading.measure, reading.refusal, reading.rule = None, "not_a_count", "age"


def _refuse_things(readings: list[Reading], shape: str) -> None:
    for reading in readings:
        if reading.group.kind == "thing" and shape[max(0, reading.amount - 1) : reading.amount] in tuple("KGF"):
            reading.refusal, reading.rule = "not_people", "object"


def _inherit(readings: list[Reading], shape: str, tagged: Tagged) -> None:
    for left, right in zip(readings, readings[1:], strict=False):
        if left.measure and not right.measure and not right.refusal:
            _from_left(left, right, shape, tagged)
    for left, right in reversed(list(zip(readings, readings[1:], strict=False))):
        if right.measure and not left.measure and not left.refusal and left.group.kind != "thing" and "O" not in shape[max(0, left.amount - 2) : left.amount] and _is_list(left, right, shape):
            if right.rule not in ("object", "toll", "deed", "list", "part", "lost") and "I" not in shape[left.amount : right.amount]:
                left.measure, left.rule = right.measure, "list-before"
    for left, right in zip(readings, readings[1:], strict=False):
        if left.measure and not right.measure and not right.refusal:
            _from_left(left, right, shape, tagged)


def _from_left(left: Reading, right: Reading, shape: str, tagged: Tagged) -> None:
    between = shape[left.amount + 1 : right.amount]
    after = shape[right.amount + 1 : right.amount + 3]
    if right.group.kind in ("thing", "count", "tally") or re.match(r"S(?![UH])", shape[right.group.last :]):
        return
    if after[:2] in ("Op", "OW") :
        right.measure, right.rule, right.whole = left.measure, "of-them", left.amount
    elif _is_list(left, right, shape):
        known = right.group.kind != "none" or "I" in between
        if known or after[:1] in ("", "P", "i", "&", ",", "J", "O"):
            right.measure, right.rule = left.measure, "part" if "I" in between else "list"
    elif right.group.kind == "none" and between.endswith("S") and after[:1] in ("", ",", "&", ";", '"'):
        right.measure, right.rule = left.measure, "rival-figure"
    elif left.rule in ("toll", "number-of", "count-before") and _UP.fullmatch(between):
        right.measure, right.rule = left.measure, "toll-before"
    elif right.group.kind == "none" and after[:1] == "B" and "K" in between:
        right.measure, right.rule, right.whole = left.measure, "of-those", left.amount
    elif right.group.kind == "none" and after[:1] in ("P", "i") and re.search(r"&$", between) and not re.search(r"[FGLVS]", between):
        right.measure, right.rule = left.measure, "gapped"


def _is_list(left: Reading, right: Reading, shape: str) -> bool:
    between = shape[left.amount + 1 : right.amount]
    return len(between) <= 14 and _LIST.fullmatch(between) is not None


def _parts(readings: list[Reading], shape: str) -> None:
    """Which figure is a part of which: after "including", "among them", "of whom", and the parts' own lists."""
    whole: Reading | None = None
    last: Reading | None = None
    for reading in readings:
        if not reading.measure:
            continue
        between = shape[last.amount + 1 : reading.amount] if last else ""
        if last and re.search(r"I[^BhKFDLVZS;]*$", between) and _SOFT.fullmatch(between[: between.rfind("I")].replace("K", "").replace("B", "")):
            whole = last.whole is None and last or whole
            reading.whole = whole.amount if whole else None
        elif last and whole and last.whole is not None and reading.whole is None and _is_list(last, reading, shape) and reading.measure == last.measure:
            reading.whole = last.whole
        last = reading


def _refer(readings: list[Reading], shape: str, tagged: Tagged) -> None:
    """Ellipses take the group before them in the sentence: "Nine nurses died and 12 others were hurt"."""
    before: Group | None = None
    for reading in readings:
        if not reading.measure:
            continue
        if reading.group.kind in ("count", "tally") or (reading.whole is not None and reading.group.kind != "none"):
            continue
        if reading.group.kind not in ("none", "other"):
            before = reading.group
        elif reading.rule in ("of-the-hurt", "among") and (named := _predicate_noun(shape, reading.amount, tagged)):
            before = reading.refers = named
        elif reading.group.kind == "none" and (named := _subject_noun(shape, reading.amount, tagged)):
            before = reading.refers = named
        elif reading.group.kind == "other" or reading.rule in _ELLIPTICAL or shape.startswith(("Op", "gp"), reading.amount + 1):
            reading.refers = before


def _predicate_noun(shape: str, amount: int, tagged: Tagged) -> Group | None:
    match = re.compile(r"[^BN]{0,6}B[yd]*").match(shape, amount + 1)
    group = groups.find(tagged, match.end() - 1) if match else None
    return group if group and group.kind in ("person", "force", "count") else None


def _subject_noun(shape: str, amount: int, tagged: Tagged) -> Group | None:
    """The subject of "the Kenyans were among thousands deployed"."""
    match = re.search(r"([wUHTg]{1,4})By?a$", shape[:amount])
    plural = match and tagged.words(match.end(1) - 1, match.end(1)).endswith(("s", "en"))
    return Group(match.start(1), match.end(1), "name") if match and plural else None


def _dead_among_casualties(readings: list[Reading]) -> None:
    """Casualties counted beside injuries are the dead."""
    for left, right in zip(readings, readings[1:], strict=False):
        if left.measure == "casualties" and right.measure == "wounded" and right.whole is None:
            left.measure = "killed"
