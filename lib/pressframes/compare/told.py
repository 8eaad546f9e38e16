"""Claims as they are compared: what each gives, who stands behind it, and of which place and days it speaks."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from pressframes.compare import occasions
from pressframes.compare.account import Account, each
from pressframes.frames.effective import ids
from pressframes.phrases import witness_of


class Told(NamedTuple):
    """One claim as it is compared: what it gives, who stands behind it, and of which place and days."""

    account: Account
    row: Any
    witness: str
    published: date | None
    occasion: occasions.Occasion

    @property
    def article(self) -> str:
        """The article that it stands in."""
        return str(self.row.article)

    @property
    def place(self) -> tuple[str, int, int, str]:
        """By what claims are ordered: article, and place in it."""
        return (self.article, int(self.row.start), int(self.row.end), str(self.row.claim))

    @property
    def named(self) -> bool:
        """Whether its subject names a nation or party, and not just anyone ("people")."""
        return any(letter.isupper() for letter in self.account.subject)

    @property
    def same(self) -> list[str]:
        """The claims that a person ruled to be of the same thing."""
        return ids(getattr(self.row, "ruled_same", None))

    @property
    def different(self) -> list[str]:
        """The claims that a person ruled to be of another thing."""
        return ids(getattr(self.row, "ruled_different", None))

    @property
    def values(self) -> tuple[float | None, float | None, float | None]:
        """Its figure and bounds; "close to 600" and "about 600" are one figure."""
        told = self.account
        return (told.best, None, None) if told.hedge in ("about", "nearly") else (told.best, told.low, told.high)


def told(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[Told]:
    """The claims as they are compared, by article and place."""
    days = days_of(claims, articles)
    many = [
        Told(account, row, witness_of(row), day := days.get(str(row.article)), _occasion(row, day))
        for row, account in each(claims)
    ]
    return sorted(many, key=lambda one: one.place)


def _occasion(row: Any, published: date | None) -> occasions.Occasion:
    start, end = (int(at) - int(row.sentence_start) for at in (row.start, row.end))
    return occasions.occasion(str(row.sentence), start, end, published)


def days_of(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> dict[str, date]:
    """The day on which each article was published, as far as it is known."""
    if articles is None:
        known: Mapping[str, str] = claims.attrs.get("published", {})
        return {article: date.fromisoformat(day) for article, day in known.items()}
    return {str(article): day.date() for article, day in articles["published"].dropna().items()}
