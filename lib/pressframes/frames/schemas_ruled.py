"""The columns of what a person rules: the file of rulings, and what it adds to claims and events.

The machine's columns stay as they are; what a person says stands beside them in columns of its own.
"""

import pandera.pandas as pa

from pressframes import records
from pressframes.frames.columns import CODE_POINT, count, day, of_columns, one_of, rising, text

OF_ONE, OF_TWO = ("confirm", "reject", "correct"), ("same", "different")
ROWS = ("claim", "event")
_HUMAN = ("a person's ruling on the row: confirm (it is read rightly), reject (it is left out of every comparison) or "
          "correct (the values in the columns ruled_... count instead of the machine's)")  # fmt: skip


def _span(other: str = "") -> dict[str, pa.Column]:
    named = {"": "the row", "other_": "the other row of same and different"}[other]
    blank = {"": "", "other_": "; blank for the other rulings"}[other]
    return {
        f"{other}article": text(f"the id of the article in which {named} stands{blank}", null=bool(other)),
        f"{other}start": count(f"where its words begin; blank if they stand there once{blank}",
                               unit=CODE_POINT, null=True),
        f"{other}end": count("where they end (exclusive); blank if they stand there once", unit=CODE_POINT, null=True),
        f"{other}words": text(f"the exact words that are read: the amount of a claim, the date_text of an event{blank}",
                              null=bool(other)),
    }  # fmt: skip


def _figures(prefix: str = "") -> dict[str, pa.Column]:
    said = "as a person states it; of best, low and high all three count if one is given"
    return {
        f"{prefix}best": count(f"the figure, {said}", unit="person", null=True),
        f"{prefix}low": count(f"the least, {said}", unit="person", null=True),
        f"{prefix}high": count(f"the most, {said}", unit="person", null=True),
    }


def _claim(prefix: str = "") -> dict[str, pa.Column]:
    return {
        f"{prefix}measure": one_of(records.MEASURES, "what is counted, by a person; null is as read", null=True),
        **_figures(prefix),
        f"{prefix}subject": text("of whom, by a person; null is as read", null=True),
        f"{prefix}source_name": text(
            "the source, by a person (“no source named” if there is none); null is as read", null=True
        ),
    }


def _event(prefix: str = "") -> dict[str, pa.Column]:
    return {
        f"{prefix}kind": text("what happened, by a person; null is as read", null=True),
        f"{prefix}edtf": text("when, by a person, in EDTF (ISO 8601-2); null is as read", null=True),
    }


_DAYS = {
    "ruled_earliest": day("the first day that ruled_edtf allows", null=True),
    "ruled_latest": day("the last day that ruled_edtf allows", null=True),
    "ruled_precision": one_of(records.PRECISIONS, "how much ruled_edtf says", null=True),
}


def _ruled(row: str, values: dict[str, pa.Column]) -> dict[str, pa.Column]:
    return {
        "ruling": one_of(OF_ONE, _HUMAN, null=True),
        **values,
        "ruled_same": text(f"the {row}s that a person ruled to be of the same thing, parted by commas", null=True),
        "ruled_different": text(f"the {row}s ruled to be of another thing, parted by commas", null=True),
        "ruled_by": text("who ruled", null=True),
        "ruled_on": day("when, the last time", null=True),
        "ruled_why": text("why", null=True),
    }


def _rises(prefix: str = "") -> list[pa.Check]:
    return [rising(f"{prefix}{a}", f"{prefix}{b}") for a, b in (("low", "best"), ("best", "high"), ("low", "high"))]


RULINGS = of_columns(
    "rulings",
    {
        "line": count("the line of the file; no column of the file itself", unit="line"),
        "row": one_of(ROWS, "what is ruled on"),
        **_span(),
        "ruling": one_of((*OF_ONE, *OF_TWO), "confirm, reject or correct the row; or same, different: it and another"),
        **_claim(),
        **_event(),
        **_span("other_"),
        "who": text("who rules"),
        "when": day("the day of the ruling; the later of two on one row counts, of one day the lower in the file"),
        "why": text("the reason"),
    },
    _rises(),
    "One row a person's ruling on a claim or event, or on two of them; it is pinned to the words and not to an id.",
)


def with_rulings(schema: pa.DataFrameSchema) -> pa.DataFrameSchema:
    """The schema of claims or events with what a person ruled beside what was read (`pf.ruled`)."""
    claims = schema.name == "claims"
    added = _ruled("claim", _claim("ruled_")) if claims else _ruled("event", _event("ruled_") | _DAYS)
    checks = _rises("ruled_") if claims else [rising("ruled_earliest", "ruled_latest")]
    description = f"One row a {str(schema.name)[:-1]} as read, and beside it what a person ruled."
    return of_columns(f"ruled_{schema.name}", schema.columns | added, [*schema.checks, *checks], description)
