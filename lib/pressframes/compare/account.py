"""Accounts: what one source is said to give, with every claim and article that says so.

The same source, subject, measure and wording in several articles are one account: charts draw it once and count
its articles, comparisons weigh it once.
"""

from collections.abc import Iterable
from math import inf
from typing import Any, NamedTuple, cast

import pandas as pd

from pressframes.frames.effective import effective, worded
from pressframes.phrases import AS_PREDICATE, source_of, stated
from pressframes.safe import printable


class Account(NamedTuple):
    """What one source is said to give, and the articles and claims that say so."""

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

    @property
    def predicate(self) -> str:
        """The measure as it is said of people: "dead"."""
        return AS_PREDICATE.get(self.measure, self.measure)

    @property
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

    @property
    def said(self) -> tuple[float, float]:
        """What the wording means: "about" and "nearly" speak of their figure, as precisely as it is rounded.

        About 400 is 350 to 450, nearly 400 is 350 to 400; the bounds of a claim stay as they are, open.
        """
        if self.hedge not in ("about", "nearly") or self.best is None:
            return self.bounds
        half = _unit(int(self.best)) / 2
        return (self.best - half, self.best + (half if self.hedge == "about" else 0))


def _unit(figure: int) -> int:
    """What a figure is rounded to: 100 for 3,800, 50 for 250 (which is seldom a number to the ten), 1 for 42."""
    digits = str(figure).rstrip("0")
    unit = 10 ** (len(str(figure)) - len(digits)) if figure else 1
    return unit * 5 if len(digits) > 1 and digits.endswith("5") else unit


def one_voice(a: str, b: str) -> bool:
    """Whether one name is the other, in full or in short ("Minister Ada Holm", "Holm")."""
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    return long == short or long.endswith(f" {short}")


def change(first: Account, later: Account) -> float | None:
    """How many more the later of two figures is, below zero for fewer; None if the wording does not tell.

    "Up to 40", "dozens" and a range say too little to be set against another kind of wording, unless no figure fits
    both.
    """
    kinds = {first.hedge, later.hedge}
    apart = max(first.said[0], later.said[0]) > min(first.said[1], later.said[1])
    if len(kinds) > 1 and kinds & {"at_most", "vague", "range"} and not apart:
        return None
    return later.figure - first.figure


def accounts(claims: pd.DataFrame) -> list[Account]:
    """The accounts in the claims, in their order; duplicates merged, with every claim and article kept.

    Where a person ruled on a claim, it counts as ruled; what is rejected is no account.
    """
    claims = effective(claims)
    measure_of = dict(zip(claims["claim"], claims["measure"].astype(str), strict=True))
    merged: dict[tuple[str, ...], list[Any]] = {}
    for row in cast(Iterable[Any], claims.itertuples()):
        key = (str(row.subject), str(row.measure), source_of(row).casefold(), worded(row).casefold())
        merged.setdefault(key, []).append(row)
    return [_account(rows, measure_of) for rows in merged.values()]


def each(claims: pd.DataFrame) -> list[tuple[Any, Account]]:
    """Every claim that counts, as its row and as the account that it alone gives, in the order of the frame."""
    claims = effective(claims)
    measure_of = dict(zip(claims["claim"], claims["measure"].astype(str), strict=True))
    return [(row, _account([row], measure_of)) for row in cast(Iterable[Any], claims.itertuples())]


def _account(rows: list[Any], measure_of: dict[str, str]) -> Account:
    row = rows[0]
    whole = measure_of.get(row.part_of) if stated(row.part_of) else None
    best, low, high = (int(v) if stated(v) else None for v in (row.best, row.low, row.high))
    return Account(
        subject=printable(row.subject) or "people",
        measure=str(row.measure),
        source=source_of(row),
        amount=worded(row),
        best=best,
        low=low,
        high=high,
        hedge=str(row.hedge),
        articles=tuple(dict.fromkeys(r.article for r in rows)),
        claims=tuple(r.claim for r in rows),
        part_of_own=whole == row.measure,
        group=printable(row.group) if stated(row.group) else "",
        party=printable(row.source_name) if stated(row.source_name) else "",
    )
