"""The rows of the command that are made from all articles at once, and what a person ruled on them.

Only these wait for pandas; what a command lists article by article starts at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from pressframes import frames
from pressframes.compare import happenings, pairing
from pressframes.frames import applied
from pressframes.frames.rulings import read_rulings
from pressframes.phrases import counted
from pressframes.records import Article

_COMPARED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "relations": pairing.relations,
    "chronology": happenings.chronology,
}


class Framed(NamedTuple):
    """Rows and their columns; the rulings that could not be used, in words, and what else is to be said of them."""

    rows: Iterator[Mapping[str, Any]]
    columns: tuple[str, ...]
    stale: list[str]
    notes: list[str]


def framed(verb: str, articles: Iterable[Article], lexicon: Sequence[Path], rulings: Path | None) -> Framed:
    """The rows of `claims`, `events`, `relations` or `chronology`, with the rulings of a file if one is named."""
    table = frames.table(articles)
    read = frames.events if verb in ("events", "chronology") else frames.claims
    made = read(table, lexicon)
    if rulings is not None:
        made = applied.ruled(made, read_rulings(rulings), table)
    told = applied.told_of(made)
    stale = [f"{rulings}, {applied.in_words(one)}" for one in told if one["outcome"] == "stale"]
    listed = _COMPARED[verb](made) if verb in _COMPARED else made
    return Framed(frames.plain_rows(listed), tuple(listed.columns), stale, _notes(rulings, told))


def _notes(rulings: Path | None, told: list[dict[str, Any]]) -> list[str]:
    """How many rulings are of articles that were not read, or are overruled by later ones."""
    many = {outcome: sum(one["outcome"] == outcome for one in told) for outcome in ("elsewhere", "overruled")}
    said = {"elsewhere": "of articles that were not read", "overruled": "overruled by later ones"}
    return [f"{rulings}: {counted(many[name], 'ruling')} {words}" for name, words in said.items() if many[name]]
