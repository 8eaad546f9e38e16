"""What sources report: the figures of claims, who stands behind each, and of which incident it is a figure.

The same source, subject, measure and wording of one incident in several articles are one account: charts draw it once
and count its articles.  Comparisons take each claim for itself, and only inside an incident.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import inf
from typing import Any, TypeVar, cast

import pandas as pd

from pressframes.frames.rulings import with_rulings, worded
from pressframes.frames.schemas import ids
from pressframes.phrases import AS_PREDICATE, body_of, source_of, stated, witness_of
from pressframes.safe import printable

One = TypeVar("One")
Key = TypeVar("Key")
# Who was hit, whoever they are: figures of these are of the same people.
ANYONE = frozenset(("people", "civilians", "residents", "villagers", "victims", "passengers"))


@dataclass(frozen=True, eq=False)
class ReportedFigure:
    """What one source is said to give, with the articles and claims that say so, and the row of the first of them."""

    row: Any
    subject: str
    measure: str
    source: str
    amount: str
    best: float | None
    low: float | None
    high: float | None
    hedge: str
    articles: tuple[str, ...]
    claims: tuple[str, ...]
    part_of_own: bool
    group: str
    party: str
    published: date | None = None
    incident: str = ""  # empty if it cannot be placed
    role: str = "whole"
    stance: str = "asserted"

    @property
    def predicate(self) -> str:
        """The measure as it is said of people: "dead"."""
        return AS_PREDICATE.get(self.measure, self.measure)

    @cached_property
    def figure(self) -> float:
        """The number to place it by: as stated, else the bound that is."""
        return next((v for v in (self.best, self.low, self.high) if v is not None), 0.0)

    @property
    def top(self) -> float:
        """The most that it states: the upper end of a range, else its figure."""
        return self.high if self.best is None and self.high is not None else self.figure

    @property
    def bounds(self) -> tuple[float, float]:
        """What the wording allows; infinite where it sets no bound."""
        return (-inf if self.low is None else self.low, inf if self.high is None else self.high)

    @cached_property
    def said(self) -> tuple[float, float]:
        """What the wording means: "about" and "nearly" speak of their figure, as precisely as it is rounded.

        About 400 is 350 to 450, nearly 400 is 350 to 400; the bounds of a claim stay as they are, open.
        """
        if self.hedge not in ("about", "nearly") or self.best is None:
            return self.bounds
        written = str(int(self.best))
        digits = written.rstrip("0")  # rounded to 100 in 3,800, to 50 in 250 (seldom a number to the ten), to 1 in 42
        half = 10 ** (len(written) - len(digits)) / 2 if digits else 0.5
        half *= 5 if len(digits) > 1 and digits.endswith("5") else 1
        return (self.best - half, self.best + (half if self.hedge == "about" else 0))

    @cached_property
    def values(self) -> tuple[float | None, float | None, float | None]:
        """Its figure and bounds; "close to 600" and "about 600" are one figure."""
        return (self.best, None, None) if self.hedge in ("about", "nearly") else (self.best, self.low, self.high)

    @cached_property
    def account(self) -> tuple[str, ...]:
        """What the figures of one account have in common."""
        return self.incident or self.claim, self.subject, self.measure, self.source.casefold(), self.amount.casefold()

    @cached_property
    def witness(self) -> str:
        """The party behind it, by its name or, inside its incident, by what it is; empty if it may be anyone."""
        return witness_of(self.row) or body_of(self.row)

    @property
    def article(self) -> str:
        return self.articles[0]

    @property
    def claim(self) -> str:
        return self.claims[0]

    @cached_property
    def place(self) -> tuple[str, int, int, str]:
        """By what figures are ordered: article, and place in it."""
        return (self.article, int(self.row.start), int(self.row.end), self.claim)

    @cached_property
    def named(self) -> bool:
        """Whether its subject names a nation or party, and not just anyone ("people")."""
        return any(letter.isupper() for letter in self.subject)

    @cached_property
    def same(self) -> list[str]:
        """The claims that a person ruled to be of the same thing."""
        return ids(getattr(self.row, "ruled_same", None))

    @cached_property
    def different(self) -> list[str]:
        """The claims that a person ruled to be of another thing."""
        return ids(getattr(self.row, "ruled_different", None))


def one_voice(a: str, b: str) -> bool:
    """Whether one name is the other, in full or in short ("Minister Ada Holm", "Holm")."""
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    return long == short or long.endswith(f" {short}")


def last_word(name: str) -> str:
    """What all names of `one_voice` have in common."""
    return name.casefold().rpartition(" ")[2]


def apart(a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Whether no figure lies within both bounds."""
    return max(a[0], b[0]) > min(a[1], b[1])


def change(first: ReportedFigure, later: ReportedFigure) -> float | None:
    """How many more the later of two figures is, below zero for fewer; None if the wording does not tell.

    "Up to 40", "dozens" and a range say too little to be set against another kind of wording, unless no figure fits
    both.
    """
    kinds = {first.hedge, later.hedge}
    if len(kinds) > 1 and kinds & {"at_most", "vague", "range"} and not apart(first.said, later.said):
        return None
    return later.figure - first.figure


def accounts(claims: pd.DataFrame) -> list[ReportedFigure]:
    """The accounts in the claims, in their order; duplicates merged, with every claim and article kept.

    Where a person ruled on a claim, it counts as ruled; what is rejected is no account.
    """
    return [
        replace(
            many[0], articles=tuple(dict.fromkeys(one.article for one in many)), claims=tuple(one.claim for one in many)
        )
        for many in grouped(_each(with_rulings(claims)), lambda one: one.account).values()
    ]


def grouped(many: Iterable[One], key: Callable[[One], Key]) -> dict[Key, list[One]]:
    """Those that have one key together, in their order."""
    groups: dict[Key, list[One]] = {}
    for one in many:
        groups.setdefault(key(one), []).append(one)
    return groups


def figures(claims: pd.DataFrame) -> list[ReportedFigure]:
    """Every claim that counts, as the figure that it alone gives, by article and place."""
    return sorted(_each(with_rulings(claims)), key=lambda one: one.place)


def _each(claims: pd.DataFrame) -> Iterator[ReportedFigure]:
    measure_of = dict(zip(claims["claim"], claims["measure"].astype(str), strict=True))
    for row in cast(Iterable[Any], claims.itertuples()):
        best, low, high = (int(value) if stated(value) else None for value in (row.best, row.low, row.high))
        group, party = (printable(cell) if stated(cell) else "" for cell in (row.group, row.source_name))
        yield ReportedFigure(
            row, printable(row.subject) or "people", str(row.measure), source_of(row), worded(row),
            best, low, high, str(row.hedge), (str(row.article),), (str(row.claim),),
            stated(row.part_of) and measure_of.get(row.part_of) == row.measure, group, party,
            row.published.date() if stated(row.published) else None,
            str(row.incident) if stated(row.incident) else "", str(row.role), str(row.stance),
        )  # fmt: skip
