"""Claims and events as they count: a person's value where there is one, and no row that a person rejected.

This is the one place that says how a ruling weighs.  Frames without rulings stay as they are, and a frame may pass
here more than once.
"""

import re
from typing import Any

import pandas as pd

from pressframes.phrases import NO_SOURCE, bounds, stated
from pressframes.reading import lexicon
from pressframes.reading.attribution import identify, register
from pressframes.safe import printable

FIGURES = ["best", "low", "high"]
_ID = re.compile(r"(?:^|, )(.+?:[ce]\d+)(?=, |$)", re.S)
_AS_THEY_ARE = ("measure", "subject", "kind", "edtf", "earliest", "latest", "precision")


def effective(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that no person rejected, with a person's values in the place of the machine's."""
    if "ruling" not in rows:
        return rows
    return as_ruled(rows[(rows["ruling"] != "reject").fillna(True)])


def as_ruled(rows: pd.DataFrame) -> pd.DataFrame:
    """All the rows, with a person's values in the place of the machine's."""
    if "ruling" not in rows:
        return rows
    made = rows.copy()
    for column in _AS_THEY_ARE:
        if f"ruled_{column}" in rows:
            made[column] = rows[f"ruled_{column}"].fillna(rows[column])
    if "ruled_best" in rows:
        _set_figures(made, rows)
        _set_source(made, rows)
    return made


def _set_figures(made: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Best, low and high go together: where one is given, a blank one is not stated."""
    given = [f"ruled_{name}" for name in FIGURES]
    changed = rows[given].notna().any(axis=1)
    for name in FIGURES:
        made[name] = rows[name].mask(changed, rows[f"ruled_{name}"])
    for at in rows.index[changed]:
        best, low, high = (made.at[at, name] for name in FIGURES)
        made.at[at, "hedge"] = _hedge(best, low, high, str(rows.at[at, "hedge"]))


def _hedge(best: Any, low: Any, high: Any, read: str) -> str:
    """The hedge whose bounds these are; "nearly" stays where a person only moves the figure."""
    if not stated(best):
        return "range" if stated(high) else "vague"
    if stated(low) and stated(high):
        return "exact"  # its bounds say how far it may be out, and no wording does
    if stated(low):
        return "at_least"
    if stated(high):
        return "nearly" if read == "nearly" and best == high else "at_most"
    return "about"


def _set_source(made: pd.DataFrame, rows: pd.DataFrame) -> None:
    """The source under the name that a person gives, of the kind that the register knows it by."""
    known = register(lexicon.load())
    for at in rows.index[rows["ruled_source_name"].notna()]:
        name = str(rows.at[at, "ruled_source_name"])
        nobody = name.casefold() == NO_SOURCE
        made.at[at, "source"] = made.at[at, "source_name"] = None if nobody else name
        made.at[at, "source_kind"] = "none" if nobody else identify(name, known)[1]
        made.at[at, "attribution"] = "none" if nobody else "stated"


def worded(row: Any) -> str:
    """The figure in the article's words, or in brackets, as an editor puts what the words are not, as a person has it.

    `row` is a claim as it counts.
    """
    if any(stated(getattr(row, f"ruled_{name}", None)) for name in FIGURES):
        return f"[{bounds(row.best, row.low, row.high)}, as ruled]"
    return printable(row.amount)


def ids(cell: object) -> list[str]:
    """The ids in a cell of ruled_same or ruled_different; the name of an article may hold commas too.

    >>> ids("flood, day 2:c1, fire:c12")
    ['flood, day 2:c1', 'fire:c12']
    """
    return _ID.findall(str(cell)) if stated(cell) else []
