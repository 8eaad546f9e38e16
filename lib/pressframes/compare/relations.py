"""How the claims of one incident stand to each other, two by two: `relations`, and the sets of figures of one thing.

First the incident, then the comparison: two claims are related only if they are figures of one incident, of one
measure (or of measures of which one is counted within the other), of comparable people, and of like role: a whole
with a whole, a part with the same part.  A figure that is denied or replaced is no account.  What cannot be placed is
compared with nothing.

What a person ruled to be of the same thing is compared, and what is ruled to be of another is not, whatever these say.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

import pandas as pd

from pressframes.compare.reports import ANYONE, ReportedFigure, apart, change, figures, grouped, one_voice
from pressframes.days import day
from pressframes.frames import schemas
from pressframes.frames.rulings import Groups
from pressframes.phrases import number, stated

CHANCE = 100  # two measures have the same figure below this by chance
FEW, FEW_OF = 10, 3  # a few, and how many times more make them a part that is not called one
FAR = 10  # a figure so many times another of its article, or a total so many times another, counts others
_NEXT = 11  # how far on one of very many accounts is compared
MANY = 300  # figures of one incident and measure beyond which each account is compared once
LOSSES = ("killed", "wounded", "casualties", "missing", "captured")
# What is counted within what: who is lost was sent, and the dead and wounded are casualties.
WHOLES = {
    "killed": ("casualties", "deployed"), "wounded": ("casualties", "deployed"), "casualties": ("deployed",),
    "missing": ("deployed",), "captured": ("deployed",),
}  # fmt: skip
_AGAINST = re.compile(
    r"\b(?:although|but|claim\w*|contradict\w*|differ\w*|disput\w*|estimat\w*|higher|however|instead|lower"
    r"|put|puts|placed|though|toll)\b",
    re.I,
)
_UNCLEAR = "whether up or down, the wording does not tell"


class Pair(NamedTuple):
    """Two claims and how `a` stands to `b`: a part to its whole, an update to what it renews."""

    relation: str
    a: ReportedFigure
    b: ReportedFigure
    basis: str
    reason: str

    @property
    def times(self) -> float:
        """How many times the one is the other."""
        small, large = sorted((self.a.figure, self.b.figure))
        return large / max(small, 1)


def relations(claims: pd.DataFrame) -> pd.DataFrame:
    """The pairs of claims of one incident of which something can be said, one a row, as the frame `relations`.

    `claim_a`, `claim_b` and `relation`: `conflates` (the same figure under two measures), `exceeds` (a is counted
    within b, and is more), `contradicts` (no figure fits both), `updates` (a is what the source of b gave later, or
    what the article itself puts in the place of b), `part_of` (a is counted within b), `repeats` (a is b once more:
    one witness) or `agrees` (both can be right).  Then the `incident`, and for each side its article, measure,
    wording, span and source; `basis`, what the relation rests on (`bounds` that the wording sets, which is certain;
    `figures` as stated, where "about" and "nearly" set no bound; `source`; `wording`); and `reason`, in words.  In
    relations without direction a is the claim of the earlier article and place.  A pair has one relation.  The order
    of the claims does not matter.  Of more than 300 figures of one incident and measure, those that one source gives
    in the same words are compared once, and if there are still more than 300 each with the next ten alone, so that
    time grows with the number of claims.

    >>> relations(pf.claims(articles))[["amount_a", "relation", "amount_b"]]  # doctest: +SKIP
           amount_a   relation      amount_b
    0   over 3,200  conflates  nearly 3,200
    """
    return frame_of(pairs(figures(claims)))


def frame_of(many: Iterable[Pair]) -> pd.DataFrame:
    """The pairs as the frame `relations`, in their order."""
    rows = []
    for relation, a, b, basis, reason in many:
        row = {"claim_a": a.claim, "claim_b": b.claim, "relation": relation, "incident": a.incident or None,
               "subject": a.subject}  # fmt: skip
        for side, one in (("a", a), ("b", b)):
            for name in ("article", "measure", "amount", "start", "end"):
                row[f"{name}_{side}"] = getattr(one.row, name)
            row[f"source_{side}"] = one.source
        rows.append(row | {"basis": basis, "reason": reason})
    return schemas.frame("relations", rows)


def one_thing(claims: pd.DataFrame) -> list[list[ReportedFigure]]:
    """The claims in sets: each holds the figures of one incident, one measure and comparable people.

    Parts, additions and what is denied or replaced are in no set, so that nothing is added or weighed twice.
    """
    every = figures(claims)
    many = {one.claim: one for one in every if one.role == "whole" and one.stance == "asserted" and not one.part_of_own}
    groups = Groups()
    for one in many.values():  # the sets that a person made of claims, and those that a person keeps apart
        for other in one.different:
            groups.part(one.claim, other)
    for one in many.values():
        for other in one.same:
            if other in many and many[other].measure == one.measure:
                groups.join(one.claim, other)
    for same in grouped((one for one in many.values() if one.incident), _thing).values():
        for a, b in pairwise(same):
            groups.join(a.claim, b.claim)
    distinct = {id(group): group for group in map(groups.of, many)}
    sets = [sorted((many[claim] for claim in group), key=lambda one: one.place) for group in distinct.values()]
    return sorted(sets, key=lambda one: one[0].place)


def _thing(one: ReportedFigure) -> tuple[str, str, str]:
    return one.incident, one.measure, one.subject


def pairs(many: list[ReportedFigure]) -> list[Pair]:
    """The pairs of `relations` among the figures, which are in the order of their articles and places in them."""
    found = [*_parts(many), *_replaced(many)]
    linked = {frozenset((one.claim, one.row.part_of)) for one in many}
    linked |= {frozenset((pair.a.claim, pair.b.claim)) for pair in found}
    found += [pair for a, b in candidates(many) if (pair := _related(a, b, linked))]
    return sorted(found, key=lambda pair: (pair.a.place, pair.b.place))


def candidates(many: list[ReportedFigure]) -> Iterator[tuple[ReportedFigure, ReportedFigure]]:
    """The figures two by two, the earlier first, that are of one incident, or that are ruled the same."""
    by_claim = {one.claim: one for one in many}
    for one in many:
        ruled = (by_claim[other] for other in one.same if other in by_claim)
        yield from ((other, one) for other in ruled if other.place < one.place and other.incident != one.incident)
    for incident, same in grouped(many, lambda one: one.incident).items():
        for group in (
            (grouped(same, lambda one: one.measure).values() if len(same) > MANY else [same]) if incident else ()
        ):
            first = grouped(group, lambda one: (one.account, one.role, one.stance)).values()
            if len(group) > MANY:
                yield from (two for accounts in first for two in pairwise(accounts))
                group = [accounts[0] for accounts in first]
            few = len(group) <= MANY
            yield from (
                combinations(group, 2)
                if few
                else (two for at in range(1, _NEXT) for two in zip(group, group[at:], strict=False))
            )


def comparable(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Whether the two are figures of one thing: of one incident, like people, and like role."""
    if b.claim in a.same or b.claim in a.different:
        return b.claim in a.same
    if not a.incident or a.incident != b.incident or {a.stance, b.stance} != {"asserted"}:
        return False
    if a.role != b.role or a.role == "addition" or _sides_differ(a, b):
        return False
    if a.subject != b.subject and not (a.role == "whole" and {a.subject, b.subject} <= ANYONE):
        return False
    small, large = sorted((a.figure, b.figure))
    vague = "vague" in (a.hedge, b.hedge)  # "dozens" is no number that another is so many times
    if vague or a.measure != b.measure or large <= FAR * max(small, 1):
        return True
    return a.article != b.article and a.row.scope == b.row.scope == "event"


def _sides_differ(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Whether forces of no nation are called by different names in the two."""
    if a.named or not a.subject.endswith("troops") or not (a.group and b.group):
        return False
    words = [{word.rstrip("s") for word in re.findall(r"\w{4,}", one.group.casefold())} for one in (a, b)]
    return not words[0] & words[1]


def _parts(many: list[ReportedFigure]) -> Iterator[Pair]:
    """What an article says to be counted within another of its figures; no one wounded is counted within the dead."""
    by_claim = {one.claim: one for one in many}
    for part in many:
        whole = by_claim.get(part.row.part_of) if stated(part.row.part_of) else None
        if whole is not None and not (whole.measure == "killed" != part.measure):
            within = f"{_what(part)} are counted within {_what(whole)}, and must not be added to them"
            yield _exceeds(part, whole) or Pair("part_of", part, whole, "wording", within)


def _what(one: ReportedFigure) -> str:
    return f"“{one.amount}” {one.predicate}"


def _replaced(many: list[ReportedFigure]) -> Iterator[Pair]:
    """What an article itself says that another figure of the same sentence replaces."""
    for (_, _, _), same in grouped(many, lambda one: (one.article, one.measure, int(one.row.sentence_start))).items():
        given = [one for one in same if one.stance == "asserted"]
        for old in (one for one in same if one.stance == "superseded"):
            new = min(given, key=lambda one: abs(int(one.row.start) - int(old.row.start)), default=None)
            if new is not None and new.incident == old.incident != "":
                yield Pair(
                    "updates", new, old, "wording", f"the article gives “{new.amount}” in the place of “{old.amount}”"
                )


def _related(a: ReportedFigure, b: ReportedFigure, linked: set[frozenset[str]]) -> Pair | None:
    """How the two stand to each other; what cannot be told of is found out before what is costly."""
    if a.measure == b.measure:
        if a.article == b.article and a.source == b.source and a.values != b.values:
            return None
    elif a.best != b.best and not (_within(a, b) or _within(b, a)):
        return None
    if not comparable(a, b) or frozenset((a.claim, b.claim)) in linked:
        return None
    return _of_one_measure(a, b) if a.measure == b.measure else _of_two_measures(a, b)


def _within(part: ReportedFigure, whole: ReportedFigure) -> bool:
    return whole.measure in WHOLES.get(part.measure, ())


def _of_two_measures(a: ReportedFigure, b: ReportedFigure) -> Pair | None:
    if (
        a.best == b.best is not None
        and (b.best >= CHANCE or b.claim in a.same)
        and {a.measure, b.measure} <= set(LOSSES)
    ):
        if a.article == b.article and one_voice(a.source, b.source):
            return None  # as many dead as wounded
        reason = f"{number(a.figure)} are {a.predicate} by one account, {b.predicate} by the other"
        return Pair("conflates", a, b, "figures", reason)
    return _exceeds(a, b) or _exceeds(b, a)


def _exceeds(part: ReportedFigure, whole: ReportedFigure) -> Pair | None:
    if part.said[0] <= whole.said[1] or not (part.row.part_of == whole.claim or _within(part, whole)):
        return None
    basis = "bounds" if part.bounds[0] > whole.bounds[1] else "figures"
    why = "one of the two is wrong, or they are not of the same people and days"
    return Pair("exceeds", part, whole, basis, f"{_what(part)} would be more than {_what(whole)}: {why}")


def _of_one_measure(a: ReportedFigure, b: ReportedFigure) -> Pair | None:
    if a.part_of_own or b.part_of_own:
        return None
    if a.article == b.article and one_voice(a.source, b.source):
        again = f"the article gives “{a.amount}” again: one witness"
        return Pair("repeats", b, a, "source", again) if a.values == b.values else None
    if a.witness and b.witness and a.article != b.article and one_voice(a.witness, b.witness):
        return _of_one_source(a, b)
    return _by_figures(a, b)


def _of_one_source(a: ReportedFigure, b: ReportedFigure) -> Pair | None:
    """What two articles say that one source gives."""
    later, first = (a, b) if stated(a.row.via) and not stated(b.row.via) else (b, a)
    if a.published and b.published and a.published != b.published:
        later, first = (a, b) if a.published > b.published else (b, a)
        if a.values != b.values:
            by = change(first, later)
            way = f"{'up' if by > 0 else 'down'} by {number(abs(by))}" if by else "the same number in other words"
            way = _UNCLEAR if by is None else way
            reason = f"first given as {_dated(first)}, then as {_dated(later)}: {way}"
            return Pair("updates", later, first, "source", reason)
    elif a.values != b.values:  # without a day it may have given one figure after the other
        return _by_figures(a, b) if a.published and b.published else None
    return Pair("repeats", later, first, "source", f"{first.witness} is the source of both: one witness, not two")


def _dated(one: ReportedFigure) -> str:
    return f"“{one.amount}” ({day(one.published)})" if one.published else f"“{one.amount}”"


def _rivals(a: ReportedFigure, b: ReportedFigure) -> bool:
    """Whether an article sets two of its figures against each other: two sources' that are near, or by its words; the
    article's own and a source's by the words of the source's sentence alone."""
    sourced = [one for one in (a, b) if stated(one.row.source)]
    small, large = sorted((a.figure, b.figure))
    return (len(sourced) == 2 and large <= 2 * small) or any(_AGAINST.search(one.row.sentence) for one in sourced)


def _by_figures(a: ReportedFigure, b: ReportedFigure) -> Pair | None:
    """Whether a figure fits both wordings: by the bounds that they set, or by what they mean.

    A few dead in the article's own voice and a few others by a source may be those of two days.
    """
    few, many = sorted((a, b), key=lambda one: one.figure)
    if not apart(few.said, many.said):
        basis = "bounds" if {few.hedge, many.hedge}.isdisjoint(("about", "nearly")) else "figures"
        reason = f"both can be right: “{few.amount}” does not exclude “{many.amount}”"
        if few.best is not None and few.best == many.best:
            reason = f"both give {number(few.figure)}"
        return Pair("agrees", a, b, basis, reason)
    if few.figure < FEW and many.figure > FEW_OF * few.figure and b.claim not in a.same:
        return None  # a few may be those of one street or hour, and no rival of the whole
    if a.article == b.article and b.claim not in a.same and not _rivals(a, b):
        return None  # nothing sets the two against each other: the fewer may be counted within the more
    times = many.figure / max(few.figure, 1)
    as_many = f", {times:.1f} times as many" if times < 10 else f", {number(times)} times as many"
    compared = f"{number(few.figure)} and {number(many.figure)}{as_many if times >= 1.05 else ''}"
    amounts, later = f"“{few.amount}” and “{many.amount}” ({compared})", ""
    if a.published and b.published and a.published != b.published:  # what a later count may explain
        later = f"; “{a.amount}” was published on {day(a.published)}, “{b.amount}” on {day(b.published)}"
    basis, reason = (
        "figures",
        f"no figure fits both {amounts}, though the wording sets no bounds that exclude one another",
    )
    if apart(few.bounds, many.bounds):
        basis, reason = "bounds", f"their wording leaves no figure that both allow: {amounts}"
    return Pair("contradicts", a, b, basis, reason + later)
