"""How the claims of one subject stand to each other, two by two: `relations`, and the sets of figures of one thing.

Only figures that can be of one thing (`comparable`) are set against each other.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from pressframes.compare.account import Account, change, one_voice
from pressframes.compare.comparable import CHANCE, comparable, couples, ruled_same, same_voice
from pressframes.compare.told import Told, told
from pressframes.days import day
from pressframes.frames import schemas
from pressframes.frames.groups import Groups
from pressframes.phrases import number, stated

LOSSES = ("killed", "wounded", "casualties", "missing", "captured")
# What is counted within what: who is lost was sent, and the dead and wounded are casualties.
WHOLES = {
    "killed": ("casualties", "deployed"), "wounded": ("casualties", "deployed"), "casualties": ("deployed",),
    "missing": ("deployed",), "captured": ("deployed",),
}  # fmt: skip
_ONE_THING = ("agrees", "contradicts", "updates", "repeats")


class Pair(NamedTuple):
    """Two claims and how `a` stands to `b`: a part to its whole, an update to what it renews."""

    relation: str
    a: Told
    b: Told
    basis: str
    reason: str

    @property
    def times(self) -> float:
        """How many times the one is the other."""
        small, large = sorted((self.a.account.figure, self.b.account.figure))
        return large / max(small, 1)


def relations(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """The pairs of claims of which something can be said, one a row, as the frame `relations`.

    `claim_a`, `claim_b` and `relation`: `conflates` (the same figure under two measures), `exceeds` (a is counted
    within b, and is more), `contradicts` (no figure fits both), `updates` (a is what the source of b gave later),
    `part_of` (a is counted within b), `repeats` (a is b once more: one witness) or `agrees` (both can be right).
    Then for each side its article, measure, wording, span and source; `basis`, what the relation rests on (`bounds`
    that the wording sets, which is certain; `figures` as stated, where "about" and "nearly" set no bound; `source`;
    `wording`); and `reason`, in words.  In relations without direction a is the claim of the earlier article and
    place.  A pair has one relation.  The order of the claims does not matter.

    `articles` gives the days of publication, without which no claim can be later than another; claims straight from
    `pf.claims` know them.

    >>> relations(pf.claims(articles))[["amount_a", "relation", "amount_b"]]  # doctest: +SKIP
           amount_a   relation      amount_b
    0   over 3,200  conflates  nearly 3,200
    """
    return frame_of(pairs(claims, articles))


def frame_of(many: Iterable[Pair]) -> pd.DataFrame:
    """The pairs as the frame `relations`, in their order."""
    return schemas.frame("relations", map(_row, many))


def _row(pair: Pair) -> dict[str, Any]:
    sides: dict[str, Any] = {}
    for side, one in (("a", pair.a), ("b", pair.b)):
        own = {name: getattr(one.row, name) for name in ("article", "measure", "amount", "start", "end")}
        sides |= {f"{name}_{side}": value for name, value in own.items()} | {f"source_{side}": one.account.source}
    named = {"claim_a": pair.a.row.claim, "claim_b": pair.b.row.claim, "relation": pair.relation}
    return named | {"subject": pair.a.account.subject} | sides | {"basis": pair.basis, "reason": pair.reason}


def pairs(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[Pair]:
    """The pairs of `relations`, in the order of their articles and places in them."""
    many = told(claims, articles)
    found = [*_parts(many), *_of_one_subject(many)]
    return sorted(found, key=lambda pair: (pair.a.place, pair.b.place))


def one_thing(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[list[Told]]:
    """The claims in sets: each holds the figures of one measure of one subject that can be compared with another.

    A part of a whole of its own measure is in no set, so that nothing is added or weighed twice.
    """
    many = {str(one.row.claim): one for one in told(claims, articles) if not one.account.part_of_own}
    groups = _as_ruled(many)
    for pair in pairs(claims, articles):
        ends = (str(pair.a.row.claim), str(pair.b.row.claim))
        if pair.relation in _ONE_THING and many.keys() >= set(ends):
            groups.join(*ends)
    distinct = {id(group): group for group in map(groups.of, many)}
    sets = [sorted((many[claim] for claim in group), key=lambda one: one.place) for group in distinct.values()]
    return sorted(sets, key=lambda one: one[0].place)


def _as_ruled(many: dict[str, Told]) -> Groups:
    """The sets that a person made of claims, and those that a person keeps apart; a set has one measure."""
    groups = Groups()
    for claim, one in many.items():
        for other in one.different:
            groups.part(claim, other)
    for claim, one in many.items():
        for other in one.same:
            if other in many and many[other].account.measure == one.account.measure:
                groups.join(claim, other)
    return groups


def _parts(many: list[Told]) -> Iterator[Pair]:
    """What an article says to be counted within another of its figures; no one wounded is counted within the dead."""
    by_claim = {one.row.claim: one for one in many}
    for part in many:
        whole = by_claim.get(part.row.part_of) if stated(part.row.part_of) else None
        if whole is not None and not (whole.account.measure == "killed" != part.account.measure):
            yield _exceeds(part, whole) or Pair("part_of", part, whole, "wording", _within(part, whole))


def _within(part: Told, whole: Told) -> str:
    return f"{_what(part)} are counted within {_what(whole)}, and must not be added to them"


def _what(one: Told) -> str:
    return f"“{one.account.amount}” {one.account.predicate}"


def _of_one_subject(many: list[Told]) -> Iterator[Pair]:
    linked = {frozenset((one.row.claim, one.row.part_of)) for one in many}
    for a, b in couples(many):
        if frozenset((a.row.claim, b.row.claim)) in linked or not comparable(a, b):
            continue
        pair = _of_one_measure(a, b) if a.account.measure == b.account.measure else _of_two_measures(a, b)
        if pair:
            yield pair


def _of_two_measures(a: Told, b: Told) -> Pair | None:
    measures = {a.account.measure, b.account.measure}
    chance = 0 if ruled_same(a, b) else CHANCE
    if a.account.best == b.account.best is not None and b.account.best >= chance and measures <= set(LOSSES):
        if a.article == b.article and same_voice(a, b):
            return None  # as many dead as wounded
        return Pair("conflates", a, b, "figures", _conflation(a, b))
    if not a.named and not ruled_same(a, b):
        return None
    return next((pair for part, whole in ((a, b), (b, a)) if (pair := _exceeds(part, whole))), None)


def _conflation(a: Told, b: Told) -> str:
    many = number(a.account.figure)
    return f"{many} are {a.account.predicate} by one account, {b.account.predicate} by the other"


def _exceeds(part: Told, whole: Told) -> Pair | None:
    linked = part.row.part_of == whole.row.claim
    if not linked and whole.account.measure not in WHOLES.get(part.account.measure, ()):
        return None
    if part.account.said[0] <= whole.account.said[1]:
        return None
    basis = "bounds" if part.account.bounds[0] > whole.account.bounds[1] else "figures"
    why = "one of the two is wrong, or they are not of the same people and days"
    return Pair("exceeds", part, whole, basis, f"{_what(part)} would be more than {_what(whole)}: {why}")


def _of_one_measure(a: Told, b: Told) -> Pair | None:
    if a.account.part_of_own or b.account.part_of_own:
        return None
    if a.article == b.article and same_voice(a, b):
        again = f"the article gives “{a.account.amount}” again: one witness"
        return Pair("repeats", b, a, "source", again) if a.values == b.values else None
    if a.witness and b.witness and a.article != b.article and one_voice(a.witness, b.witness):
        return _of_one_source(a, b)
    return _by_figures(a, b)


def _of_one_source(a: Told, b: Told) -> Pair | None:
    """What two articles say that one source gives."""
    if a.values == b.values:
        later, first = _by_day(a, b) or ((a, b) if stated(a.row.via) and not stated(b.row.via) else (b, a))
        reason = f"{first.witness} is the source of both: one witness, not two"
        return Pair("repeats", later, first, "source", reason)
    if a.published is None or b.published is None:
        return None  # it may have given one figure after the other
    later_first = _by_day(a, b)
    if later_first is None:
        return _by_figures(a, b)
    return Pair("updates", *later_first, "source", _update(*later_first))


def _by_day(a: Told, b: Told) -> tuple[Told, Told] | None:
    """The later and the earlier of two; None if no day or one day is known."""
    if a.published is None or b.published is None or a.published == b.published:
        return None
    return (a, b) if a.published > b.published else (b, a)


def _update(later: Told, first: Told) -> str:
    assert later.published
    assert first.published
    by = change(first.account, later.account)
    way = f"{'up' if by > 0 else 'down'} by {number(abs(by))}" if by else "the same number in other words"
    way = "whether up or down, the wording does not tell" if by is None else way
    told = f"first given as “{first.account.amount}” ({day(first.published)})"
    return f"{told}, then as “{later.account.amount}” ({day(later.published)}): {way}"


def _by_figures(a: Told, b: Told) -> Pair | None:
    """Whether a figure fits both wordings: by the bounds that they set, or by what they mean.

    A few dead in the article's own voice and a few others by a source may be those of two days.
    """
    few, many = sorted((a.account, b.account), key=lambda account: account.figure)
    if not _apart(few.said, many.said):
        rounded = any(account.hedge in ("about", "nearly") for account in (few, many))
        return Pair("agrees", a, b, "figures" if rounded else "bounds", _agreement(few, many))
    sources = stated(a.row.source) and stated(b.row.source)
    if a.article == b.article and few.figure < CHANCE and not sources and not ruled_same(a, b):
        return None
    amounts = f"“{few.amount}” and “{many.amount}” ({number(few.figure)} and {number(many.figure)}{_times(few, many)})"
    if _apart(few.bounds, many.bounds):
        reason = f"their wording leaves no figure that both allow: {amounts}"
        return Pair("contradicts", a, b, "bounds", reason + _on_other_days(a, b))
    reason = f"no figure fits both {amounts}, though the wording sets no bounds that exclude one another"
    return Pair("contradicts", a, b, "figures", reason + _on_other_days(a, b))


def _on_other_days(a: Told, b: Told) -> str:
    """What a later count may explain."""
    if a.published is None or b.published is None or a.published == b.published:
        return ""
    return f"; “{a.account.amount}” was published on {day(a.published)}, “{b.account.amount}” on {day(b.published)}"


def _agreement(few: Account, many: Account) -> str:
    if few.best is not None and few.best == many.best:
        return f"both give {number(few.best)}"
    return f"both can be right: “{few.amount}” does not exclude “{many.amount}”"


def _apart(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return max(a[0], b[0]) > min(a[1], b[1])


def _times(few: Account, many: Account) -> str:
    """How many times as many, with a decimal below ten; nothing for as good as once."""
    times = many.figure / max(few.figure, 1)
    if times < 1.05:
        return ""
    return f", {times:.1f} times as many" if times < 10 else f", {number(times)} times as many"
