"""Rulings applied to claims and events: a person's word beside the machine's, in columns of its own.

Every ruling has an outcome.  It is `used`; or `stale`, if the words that it is pinned to are gone or read otherwise;
or `overruled`, by a later one; or `elsewhere`, of an article that was not read.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, cast

import pandas as pd

from pressframes.frames import schemas
from pressframes.frames.effective import ids
from pressframes.frames.groups import Groups
from pressframes.frames.pins import Elsewhere, Pins
from pressframes.frames.rulings import VALUES
from pressframes.frames.schemas_ruled import OF_ONE
from pressframes.phrases import counted, stated
from pressframes.reading import edtf


class Outcome(NamedTuple):
    """What became of one ruling: the rows that it is of now (one or two), and in words why it is not used."""

    ruling: Any
    outcome: str
    rows: tuple[str, ...]
    said: str

    @property
    def told(self) -> dict[str, Any]:
        """The outcome in plain values."""
        own = self.ruling
        return {"line": int(own.line), "ruling": str(own.ruling), "row": str(own.row), "outcome": self.outcome,
                "rows": list(self.rows), "article": own.article, "words": own.words, "who": own.who,
                "when": own.when.date().isoformat(), "why": own.why, "said": self.said}  # fmt: skip


def ruled(rows: pd.DataFrame, rulings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The claims or events as they were read, and beside them what a person ruled: `ruled_claims`, `ruled_events`.

    Added are `ruling` (confirm, reject, correct), the corrected values (`ruled_measure`, `ruled_best`, ...;
    `ruled_kind`, `ruled_edtf`, ...), `ruled_same` and `ruled_different` (ids of rows that are, or are not, of the same
    thing), `ruled_by`, `ruled_on` and `ruled_why`; all null where nobody ruled.  Comparing uses a person's value where
    there is one and leaves out what is rejected.  What became of each ruling is told by `told_of`.

    A row has one ruling: the later day counts, of one day the lower line of the file.  So it is with two rows that
    are the same and different; and a ruling that contradicts what later ones join or part is overruled by them.
    A ruling is stale, and not used, if its words are gone from the article, stand there several times and not at
    their place, or are no longer read as they were; so is a `confirm` whose values are not those that are read.
    """
    kind = "claim" if "claim" in rows else "event"
    machine, both = f"{kind}s", f"ruled_{kind}s"
    told = outcomes(rows, rulings, articles)
    counts = [one for one in told if one.outcome == "used"]
    said = {row: _said(row, [one for one in counts if row in one.rows], kind) for one in counts for row in one.rows}
    added = [name for name in schemas.dtypes(both) if name not in schemas.dtypes(machine)]
    human = pd.DataFrame([said.get(row, {}) for row in rows[kind]], columns=added, index=rows.index)
    made = pd.concat([rows[list(schemas.dtypes(machine))], human], axis=1).astype(schemas.dtypes(both))
    made = schemas.check(both, made)
    made.attrs = rows.attrs | {"rulings": json.dumps([one.told for one in told])}
    return made


def outcomes(rows: pd.DataFrame, rulings: pd.DataFrame, articles: pd.DataFrame) -> list[Outcome]:
    """What becomes of each ruling on rows of this kind, in the order of the file."""
    pins = Pins(rows, articles)
    read = {getattr(row, pins.kind): row for row in _each(rows)}
    mine = [one for one in _each(rulings) if one.row == pins.kind]
    found = {one.line: _found(one, pins, read) for one in mine}
    taken: dict[Any, int] = {}
    groups = Groups()
    for one in sorted(mine, key=lambda one: (one.when, one.line), reverse=True):
        if found[one.line].outcome == "used":
            found[one.line] = _weighed(found[one.line], taken, groups)
    return [found[one.line] for one in mine]


def _each(frame: pd.DataFrame) -> Iterable[Any]:
    return cast(Iterable[Any], frame.itertuples(index=False))


def _found(ruling: Any, pins: Pins, read: dict[str, Any]) -> Outcome:
    """The rows that a ruling is of, and whether they are read as it says."""
    sides = [""] if ruling.ruling in OF_ONE else ["", "other_"]
    try:
        places = [
            pins.find(*(getattr(ruling, side + name) for name in ("article", "start", "words"))) for side in sides
        ]
    except Elsewhere:
        return Outcome(ruling, "elsewhere", (), "its article is none of those that were read")
    lost = [place.said for place in places if place.row is None]
    rows = tuple(place.row for place in places if place.row is not None)
    if lost:
        return Outcome(ruling, "stale", (), "; ".join(lost))
    if len(set(rows)) < len(rows):
        return Outcome(ruling, "stale", rows, f"both are one {pins.kind}")
    changed = _changed(ruling, read[rows[0]])
    said = "; ".join(filter(None, [changed, *(place.said for place in places)]))
    return Outcome(ruling, "stale" if changed else "used", rows, said)


def _changed(ruling: Any, row: Any) -> str:
    """What is read otherwise than a person confirmed it; empty if nothing is."""
    if ruling.ruling != "confirm":
        return ""
    said = [(name, getattr(ruling, name), getattr(row, name)) for name in VALUES[ruling.row]]
    others = [(name, a, b if stated(b) else "none") for name, a, b in said if stated(a) and not (stated(b) and a == b)]
    return "; ".join(f"{name} {confirmed} is confirmed, and {read} is read" for name, confirmed, read in others)


def _weighed(one: Outcome, taken: dict[Any, int], groups: Groups) -> Outcome:
    """The outcome, or that a later ruling on the same, already weighed, stands against it."""
    about = one.rows if one.ruling.ruling in OF_ONE else frozenset(one.rows)
    later = taken.setdefault(about, one.ruling.line)
    if later != one.ruling.line:
        return one._replace(outcome="overruled", said=f"the ruling of line {later:,} counts")
    if one.ruling.ruling in OF_ONE:
        return one
    if (groups.join if one.ruling.ruling == "same" else groups.part)(*one.rows):
        return one
    return one._replace(outcome="overruled", said="it contradicts what later rulings join and part")


def _said(row: str, used: list[Outcome], kind: str) -> dict[str, Any]:
    """The human columns of one row."""
    by = {name: [one.ruling for one in used if one.ruling.ruling == name] for name in (*OF_ONE, "same", "different")}
    own = next((name for name in OF_ONE if by[name]), None)
    who, why = (dict.fromkeys(getattr(one.ruling, name) for one in used) for name in ("who", "why"))
    said = {"ruling": own, "ruled_by": "; ".join(who), "ruled_why": "; ".join(why)}
    said["ruled_on"] = max(one.ruling.when for one in used)
    for name in ("same", "different"):
        others = [other for one in used if one.ruling.ruling == name for other in one.rows if other != row]
        said[f"ruled_{name}"] = ", ".join(others) or None
    return said | (_corrected(by["correct"][0], kind) if own == "correct" else {})


def _corrected(ruling: Any, kind: str) -> dict[str, Any]:
    values = {f"ruled_{name}": getattr(ruling, name) for name in VALUES[kind] if stated(getattr(ruling, name))}
    if "ruled_edtf" in values:
        span = edtf.parse(values["ruled_edtf"])
        values |= {f"ruled_{name}": getattr(span, name) for name in ("earliest", "latest", "precision")}
    return values


def used(rows: pd.DataFrame) -> int:
    """How many rulings weigh on these rows: those on one of them, and those on two of which both are here."""
    if "ruling" not in rows:
        return 0
    kind = "claim" if "claim" in rows else "event"
    here = set(rows[kind])
    pairs = {
        (name, frozenset((row, other)))
        for name in ("ruled_same", "ruled_different")
        for row, cell in zip(rows[kind], rows[name], strict=True)
        for other in ids(cell)
        if other in here
    }
    return int(rows["ruling"].notna().sum()) + len(pairs)


def in_words(one: dict[str, Any]) -> str:
    """What became of a ruling that is not used: its line, what it is of, and why."""
    return (
        f"line {one['line']:,}: {one['ruling']} “{one['words']}” ({one['article']}) is {one['outcome']}: {one['said']}"
    )


def in_short(rows: pd.DataFrame) -> str:
    """How many rulings weigh on the rows, and how many are stale, for a foot; empty if rulings were not asked for."""
    if "ruling" not in rows:
        return str(rows.attrs.get("rulings_in_short", ""))
    many, lost = used(rows), len(stale(rows))
    said = f"{counted(many, 'ruling')} used" if many else "No rulings used"
    return f"{said}, {lost:,} stale and not used." if lost else f"{said}."


def stale(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rulings on rows of this kind that are stale."""
    return [one for one in told_of(rows) if one["outcome"] == "stale"]


def told_of(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """What became of each ruling on rows of this kind (`Outcome.told`); none if they did not pass through `ruled`.

    It stands in `attrs["rulings"]` as JSON: pandas copies what is there, in depth, at nearly every step.
    """
    told: list[dict[str, Any]] = json.loads(rows.attrs.get("rulings", "[]"))
    return told
