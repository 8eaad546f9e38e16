"""What a person ruled, in words: beside a row, and each ruling with what became of it."""

from collections.abc import Callable
from typing import Any

from pressframes.days import day
from pressframes.frames.effective import FIGURES, ids
from pressframes.phrases import bounds, clipped, counted, listed, stated
from pressframes.safe import printable

_ON_ONE = {"confirm": "confirmed", "reject": "rejected", "correct": "corrected"}


def beside(row: Any, named: Callable[[str], str]) -> str | None:
    """The rulings on a claim or event, by whom and why; None if there is none.

    `named` gives the name of another row by its id.
    """
    if not stated(getattr(row, "ruled_by", None)):
        return None
    said = [_ON_ONE[row.ruling]] if stated(row.ruling) else []
    values = listed(_values(row))
    said = [f"corrected: {values}"] if values else said
    said += [f"the same as {listed([named(one) for one in ids(row.ruled_same)])}"] if ids(row.ruled_same) else []
    others = ids(row.ruled_different)
    said += [f"not the same as {listed([named(one) for one in others])}"] if others else []
    return printable(f"{'; '.join(said)} (by {row.ruled_by}, {day(row.ruled_on)}: {row.ruled_why})")


def _values(row: Any) -> list[str]:
    """What counts instead of what was read."""
    figures = [getattr(row, f"ruled_{name}", None) for name in FIGURES]
    kind = next((value for name in ("measure", "kind") if stated(value := getattr(row, f"ruled_{name}", None))), "")
    said = [str(kind)] if kind else []
    said += [bounds(*figures)] if any(map(stated, figures)) else []
    told = {"subject": "of ", "source_name": "according to ", "edtf": "EDTF "}
    named = {name: getattr(row, f"ruled_{name}", None) for name in told}
    return said + [f"{told[name]}{value}" for name, value in named.items() if stated(value)]


def became(one: dict[str, Any]) -> str:
    """What became of a ruling, in a few words: used, or why not."""
    said = printable(one["said"])
    return f"{one['outcome']}: {said}" if said else str(one["outcome"])


def words(one: dict[str, Any]) -> str:
    """The words that a ruling is pinned to, and their article."""
    return printable(f"“{clipped(one['words'], 60)}” ({clipped(one['article'], 40)})")


def summary(told: list[dict[str, Any]]) -> str:
    """How many rulings were used, and how many not, for what reason."""
    many = {name: sum(one["outcome"] == name for one in told) for name in ("used", "stale", "overruled", "elsewhere")}
    why = {
        "stale": "stale (the row is not found as it was ruled on)",
        "overruled": "overruled by later ones",
        "elsewhere": "on articles that were not read",
    }
    said = [f"{counted(many['used'], 'ruling')} used"] + [f"{many[name]:,} {why[name]}" for name in why if many[name]]
    return f"{'; '.join(said)}."
