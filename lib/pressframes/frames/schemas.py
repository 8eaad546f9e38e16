"""The frames' columns, written once: types, meanings, units and the laws that every frame is checked against.

`SCHEMAS` has a pandera schema a frame; the data dictionary (`data/datapackage.json`) is generated from it.
Missing is null and means "not stated", never 0.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from pressframes import records
from pressframes.frames import schemas_compared, schemas_ruled
from pressframes.frames.columns import CODE_POINT, DAY, count, day, of_columns, one_of, rising, text

EVENT_KINDS = (
    "treaty", "deployment", "acknowledgement", "denial", "capture", "casualties", "ceremony", "visit", "invasion",
    "broadcast", "memorial", "conflict", "publication", "other",
)  # fmt: skip

_ARTICLE = "the article's id: the stem of its file, or the id that its table gives"
_START = "where it begins in the article's stored text"
_END = "where it ends (exclusive)"
_SPAN = rising("start", "end", strict=True)


def _span() -> dict[str, pa.Column]:
    return {"start": count(_START, unit=CODE_POINT), "end": count(_END, unit=CODE_POINT)}


def _interval() -> dict[str, pa.Column]:
    return {
        "date_text": text("the date in the article's words: text[start:end]"),
        "edtf": text("what the words can mean, in EDTF (ISO 8601-2): 2031-06, 2031-23 (autumn), 1912/1914"),
        "earliest": day("the first day that the words allow"),
        "latest": day("the last day that the words allow"),
        "precision": one_of(records.PRECISIONS, "how much the words say"),
    }


def _evidence() -> dict[str, pa.Column]:
    return {
        "sentence": text("the sentence in which it stands"),
        "sentence_start": count("where the sentence begins in the article's stored text", unit=CODE_POINT),
        "rule": text("the name of the rule that read it"),
    }


ARTICLES = of_columns(
    "articles",
    {
        "title": text("its headline", null=True),
        "outlet": text("who published it", null=True),
        "url": text("where it was published", null=True),
        "published": day("the day it was published", null=True),
        "published_basis": one_of(records.PUBLISHED_BASES, "how the day is known"),
        "path": text("the file that it was read from", null=True),
        "sha256": text("the hash of that file's bytes", null=True),
        "words": count("its length", unit="word"),
        "text": text("its text as stored; every offset counts code points in it"),
    },
    [],
    "One row an article; the index `article` is its id.",
)
ARTICLES.index = pa.Index(str, name="article", unique=True, description=_ARTICLE)

CLAIMS = of_columns(
    "claims",
    {
        "claim": text("the claim's id: article and running number, stable under reruns", unique=True),
        "article": text(_ARTICLE),
        **_span(),
        "amount": text("the figure in the article's words, hedge included: text[start:end]"),
        "measure": one_of(records.MEASURES, "what is counted"),
        "best": count("the figure as stated", unit="person", null=True),
        "low": count("the least that the wording allows", unit="person", null=True),
        "high": count("the most that the wording allows", unit="person", null=True),
        "hedge": one_of(records.HEDGES, "how the wording bounds the figure"),
        "group": text("of whom, in the article's words", null=True),
        "subject": text("of whom, made comparable across articles", blank=True),
        "source": text("to whom the figure is ascribed, in the article's words", null=True),
        "via": text("who passes it on, in the article's words", null=True),
        "source_name": text("the source under one name, from a register of sources", null=True),
        "source_kind": one_of(records.SOURCE_KINDS, "what the source is"),
        "attribution": one_of(records.ATTRIBUTIONS, "how the source is tied to the figure"),
        "part_of": text("the claim of which this one is a part, so that nothing is added twice", null=True),
        **_evidence(),
    },
    [_SPAN, rising("low", "best"), rising("best", "high"), rising("low", "high")],
    "One row a figure as an article gives it.",
)

EVENTS = of_columns(
    "events",
    {
        "event": text("the event's id: article and running number, stable under reruns", unique=True),
        "article": text(_ARTICLE),
        **_span(),
        **_interval(),
        # A user's lexicon may add kinds: text, not a closed vocabulary.
        "kind": text(f"what happened: {', '.join(EVENT_KINDS)}, or a kind of the user's own lexicon"),
        "source": text("who says so, in the article's words", null=True),
        "source_name": text("the source under one name, from a register of sources", null=True),
        **_evidence(),
    },
    [_SPAN, rising("earliest", "latest")],
    "One row a dated happening as an article gives it.",
)

DATES = of_columns(
    "dates",
    {"article": text(_ARTICLE), **_span(), **_interval()},
    [_SPAN, rising("earliest", "latest")],
    "One row a date found in an article, whatever it dates.",
)

REFUSALS = of_columns(
    "refusals",
    {
        "article": text(f"{_ARTICLE}; empty if it never became one", blank=True),
        "start": count(_START, unit=CODE_POINT, null=True),
        "end": count(_END, unit=CODE_POINT, null=True),
        "words": text("the passage; empty for a whole file", blank=True),
        "reason": one_of(records.REFUSALS, "why it gave no row"),
        "path": text("the file", null=True),
        "line": count("the line of the file", unit="line", null=True),
        "detail": text("what and where, in a sentence; may be empty", blank=True),
    },
    [rising("start", "end")],
    "One row a passage or file that was seen and not read: nothing is dropped in silence.",
)

RULED = (schemas_ruled.RULINGS, *(schemas_ruled.with_rulings(schema) for schema in (CLAIMS, EVENTS)))
SCHEMAS = {schema.name: schema for schema in (ARTICLES, CLAIMS, EVENTS, DATES, REFUSALS, *RULED, *schemas_compared.ALL)}


def dtypes(name: str) -> dict[str, Any]:
    """The pandas type of each column of the frame called `name`."""
    return {column: dtype(spec) for column, spec in SCHEMAS[name].columns.items()}


def dtype(spec: pa.Column | pa.Index) -> Any:
    """The pandas type of a column of a schema: `str`, `Int64`, `Float64`, `datetime64[s]` or a categorical."""
    kind = getattr(spec.dtype, "type", None)
    if isinstance(kind, pd.StringDtype):
        return "str"
    return kind if isinstance(kind, pd.CategoricalDtype | pd.Int64Dtype | pd.Float64Dtype) else DAY


def frame(name: str, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """The checked frame called `name` from rows as plain dicts; no rows give an empty frame with all its columns.

    Raises pandera's SchemaError where a row breaks a law of the schema.
    """
    columns = dtypes(name)
    first = {"article": "str"} if name == "articles" else {}
    made = pd.DataFrame.from_records(list(rows), columns=[*first, *columns])
    for column, kind in columns.items():  # a word outside a closed vocabulary becomes null, which the check refuses
        if isinstance(kind, pd.CategoricalDtype):
            made[column] = made[column].where(made[column].isin(kind.categories))
    made = made.astype(first | columns)
    return check(name, made.set_index("article") if first else made)


def check(name: str, made: pd.DataFrame) -> pd.DataFrame:
    """The same frame, checked against the schema called `name`."""
    checked: pd.DataFrame = SCHEMAS[name].validate(made)
    return checked
