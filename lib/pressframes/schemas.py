"""The frames' columns, written once: types, meanings, units and the laws that every frame is checked against.

`SCHEMAS` has a pandera schema a frame; the data dictionary (`data/datapackage.json`) is generated from it.
Missing is null and means "not stated", never 0.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd
import pandera.pandas as pa

from pressframes import records

DAY = "datetime64[s]"  # seconds, not nanoseconds, which would end in 1677: news speaks of 1492 too
EVENT_KINDS = (
    "treaty", "deployment", "acknowledgement", "denial", "capture", "casualties", "ceremony", "visit", "invasion",
    "broadcast", "memorial", "conflict", "publication", "other",
)  # fmt: skip


def _text(means: str, *, null: bool = False, unique: bool = False, blank: bool = False) -> pa.Column:
    """Text; `blank` if it may be empty, which a file cannot tell from null."""
    return pa.Column(str, nullable=null, unique=unique, description=means, metadata={"blank": blank})


def _count(means: str, *, unit: str, null: bool = False) -> pa.Column:
    return pa.Column("Int64", pa.Check.ge(0), nullable=null, description=means, metadata={"unit": unit})


def _ratio(means: str) -> pa.Column:
    return pa.Column("Float64", pa.Check.ge(0), nullable=False, description=means)


def _difference(means: str, *, unit: str) -> pa.Column:
    """A whole number that may be negative."""
    return pa.Column("Int64", nullable=False, description=means, metadata={"unit": unit})


def _day(means: str, *, null: bool = False) -> pa.Column:
    return pa.Column(DAY, nullable=null, description=means, metadata={"unit": "day"})


def _one_of(words: Iterable[str], means: str) -> pa.Column:
    return pa.Column(pd.CategoricalDtype(list(words)), description=means)


def _rising(low: str, high: str, *, strict: bool = False) -> pa.Check:
    """`low` is not above `high` wherever both are stated."""

    def holds(frame: pd.DataFrame) -> "pd.Series[bool]":
        both = frame[low].notna() & frame[high].notna()
        return ~both | (frame[low] < frame[high] if strict else frame[low] <= frame[high]).fillna(True).astype(bool)

    return pa.Check(holds, name=f"{low} {'<' if strict else '<='} {high}", error=f"{low} is above {high}")


def _schema(name: str, columns: dict[str, pa.Column], checks: list[pa.Check], description: str) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        columns, checks=checks, name=name, description=description, strict=True, ordered=True, coerce=False
    )


_ARTICLE = "the article's id: the stem of its file, or the id that its table gives"
_START = "where it begins in the article's stored text"
_END = "where it ends (exclusive)"
_CODE_POINT = "code point"
_SPAN = _rising("start", "end", strict=True)


def _span() -> dict[str, pa.Column]:
    return {"start": _count(_START, unit=_CODE_POINT), "end": _count(_END, unit=_CODE_POINT)}


def _interval() -> dict[str, pa.Column]:
    return {
        "date_text": _text("the date in the article's words: text[start:end]"),
        "edtf": _text("what the words can mean, in EDTF (ISO 8601-2): 2031-06, 2031-23 (autumn), 1912/1914"),
        "earliest": _day("the first day that the words allow"),
        "latest": _day("the last day that the words allow"),
        "precision": _one_of(records.PRECISIONS, "how much the words say"),
    }


def _evidence() -> dict[str, pa.Column]:
    return {
        "sentence": _text("the sentence in which it stands"),
        "sentence_start": _count("where the sentence begins in the article's stored text", unit=_CODE_POINT),
        "rule": _text("the name of the rule that read it"),
    }


ARTICLES = _schema(
    "articles",
    {
        "title": _text("its headline", null=True),
        "outlet": _text("who published it", null=True),
        "url": _text("where it was published", null=True),
        "published": _day("the day it was published", null=True),
        "published_basis": _one_of(records.PUBLISHED_BASES, "how the day is known"),
        "path": _text("the file that it was read from", null=True),
        "sha256": _text("the hash of that file's bytes", null=True),
        "words": _count("its length", unit="word"),
        "text": _text("its text as stored; every offset counts code points in it"),
    },
    [],
    "One row an article; the index `article` is its id.",
)
ARTICLES.index = pa.Index(str, name="article", unique=True, description=_ARTICLE)

CLAIMS = _schema(
    "claims",
    {
        "claim": _text("the claim's id: article and running number, stable under reruns", unique=True),
        "article": _text(_ARTICLE),
        **_span(),
        "amount": _text("the figure in the article's words, hedge included: text[start:end]"),
        "measure": _one_of(records.MEASURES, "what is counted"),
        "best": _count("the figure as stated", unit="person", null=True),
        "low": _count("the least that the wording allows", unit="person", null=True),
        "high": _count("the most that the wording allows", unit="person", null=True),
        "hedge": _one_of(records.HEDGES, "how the wording bounds the figure"),
        "group": _text("of whom, in the article's words", null=True),
        "subject": _text("of whom, made comparable across articles", blank=True),
        "source": _text("to whom the figure is ascribed, in the article's words", null=True),
        "via": _text("who passes it on, in the article's words", null=True),
        "source_name": _text("the source under one name, from a register of sources", null=True),
        "source_kind": _one_of(records.SOURCE_KINDS, "what the source is"),
        "attribution": _one_of(records.ATTRIBUTIONS, "how the source is tied to the figure"),
        "part_of": _text("the claim of which this one is a part, so that nothing is added twice", null=True),
        **_evidence(),
    },
    [_SPAN, _rising("low", "best"), _rising("best", "high"), _rising("low", "high")],
    "One row a figure as an article gives it.",
)

EVENTS = _schema(
    "events",
    {
        "event": _text("the event's id: article and running number, stable under reruns", unique=True),
        "article": _text(_ARTICLE),
        **_span(),
        **_interval(),
        # A user's lexicon may add kinds: text, not a closed vocabulary.
        "kind": _text(f"what happened: {', '.join(EVENT_KINDS)}, or a kind of the user's own lexicon"),
        "source": _text("who says so, in the article's words", null=True),
        "source_name": _text("the source under one name, from a register of sources", null=True),
        **_evidence(),
    },
    [_SPAN, _rising("earliest", "latest")],
    "One row a dated happening as an article gives it.",
)

DATES = _schema(
    "dates",
    {"article": _text(_ARTICLE), **_span(), **_interval()},
    [_SPAN, _rising("earliest", "latest")],
    "One row a date found in an article, whatever it dates.",
)

REFUSALS = _schema(
    "refusals",
    {
        "article": _text(f"{_ARTICLE}; empty if it never became one", blank=True),
        "start": _count(_START, unit=_CODE_POINT, null=True),
        "end": _count(_END, unit=_CODE_POINT, null=True),
        "words": _text("the passage; empty for a whole file", blank=True),
        "reason": _one_of(records.REFUSALS, "why it gave no row"),
        "path": _text("the file", null=True),
        "line": _count("the line of the file", unit="line", null=True),
        "detail": _text("what and where, in a sentence; may be empty", blank=True),
    },
    [_rising("start", "end")],
    "One row a passage or file that was seen and not read: nothing is dropped in silence.",
)


def _side(side: str) -> dict[str, pa.Column]:
    return {
        f"article_{side}": _text(f"the article of claim_{side}"),
        f"measure_{side}": _one_of(records.MEASURES, f"what claim_{side} counts"),
        f"amount_{side}": _text(f"the figure of claim_{side} in its article's words"),
        f"start_{side}": _count("where that begins in the article's stored text", unit=_CODE_POINT),
        f"end_{side}": _count("where that ends (exclusive)", unit=_CODE_POINT),
        f"source_{side}": _text(f"who is said to give claim_{side}, and who passes it on"),
    }


RELATIONS = _schema(
    "relations",
    {
        "claim_a": _text("the one claim: the part, the later, the one that repeats or exceeds"),
        "claim_b": _text("the other claim"),
        "relation": _one_of(records.RELATIONS, "how claim_a stands to claim_b"),
        "subject": _text("of whom claim_a speaks"),
        **_side("a"),
        **_side("b"),
        "basis": _one_of(records.BASES, "what it rests on: bounds of the wording (certain), figures, source, wording"),
        "reason": _text("why, in words"),
    },
    [_rising("start_a", "end_a", strict=True), _rising("start_b", "end_b", strict=True)],
    "One row a pair of claims of which something can be said.",
)

CHRONOLOGY = _schema(
    "chronology",
    {
        "happening": _text("the happening's id: h and running number", unique=True),
        "kind": _text("what happened, as in events"),
        "earliest": _day("the first day that all of its reports allow"),
        "latest": _day("the last day that all of its reports allow"),
        "when": _text("those days in words"),
        "label": _text("the words around the date of its first report"),
        "reports": _count("how many events tell of it", unit="event"),
        "articles": _text("the articles that report it, parted by commas"),
        "events": _text("the events that report it, parted by commas"),
        "contradicts": _text("the happenings that others date otherwise, if they are one with it", null=True),
    },
    [_rising("earliest", "latest")],
    "One row a happening: reports of one kind, of nations and days that meet.",
)

LAGS = _schema(
    "lags",
    {
        "from_happening": _text("the happening from which the days are counted"),
        "from_when": _text("its days in words"),
        "to_happening": _text("the happening to which they are counted"),
        "to_kind": _text("what happened then"),
        "to_when": _text("its days in words"),
        "to_label": _text("the words around its date"),
        "least_days": _difference("at least so many days later; negative for earlier", unit="day"),
        "most_days": _difference("at most so many days later; negative for earlier", unit="day"),
        "sign": _one_of(records.SIGNS, "which was first, or that this is not certain"),
        "reason": _text("the days in words"),
    },
    [_rising("least_days", "most_days")],
    "One row a pair of happenings: the days from the one to the other.",
)

_SET = "the number of the set of figures of one thing, which can be compared with each other"
_ESTIMATE = {
    "kind": pa.Column(
        pd.CategoricalDtype(list(records.SOURCE_KINDS)), nullable=True, description="the kind of source, if by kind"
    ),
    "low": _count("the low estimate", unit="person", null=True),
    "best": _count("the best estimate; null if the rule cannot say", unit="person", null=True),
    "high": _count("the high estimate", unit="person", null=True),
    "sources": _count("how many independent sources it rests on", unit="source"),
    "claims": _text("the claims that it rests on, parted by commas", blank=True),
    "reason": _text("why, in words"),
}
_OF_SET = {
    "set": _count(_SET, unit="set"),
    "subject": _text("of whom"),
    "measure": _one_of(records.MEASURES, "what is counted"),
}
_RULE = {"rule": _one_of(records.RULES, "the rule by which the figures are aggregated")}
_RISING = [_rising("low", "best"), _rising("best", "high"), _rising("low", "high")]

ESTIMATES = _schema(
    "estimates",
    {**_OF_SET, **_RULE, **_ESTIMATE},
    _RISING,
    "One row a set of figures (and kind of source): its estimate under a rule.",
)

SENSITIVITY = _schema(
    "sensitivity",
    {**_OF_SET, **_RULE, "left_out": _text("the source left out; null if none is", null=True), **_ESTIMATE},
    _RISING,
    "One row a set of figures, rule and source left out: what changes if others are believed.",
)

WITNESSES = _schema(
    "witnesses",
    {
        **_OF_SET,
        "figure": _count("the figure as stated", unit="person", null=True),
        "wording": _text("the words in which it is given, parted by semicolons"),
        "least": _count("at least so many independent sources give it", unit="source"),
        "most": _count("at most so many", unit="source"),
        "claims": _text("the claims that give it, parted by commas"),
        "chains": _text("from the source through who passes it on to the article, parted by semicolons"),
        "reason": _text("why, in words"),
    },
    [_rising("least", "most")],
    "One row a figure of one thing: who stands behind it.",
)

DIVERGENCE = _schema(
    "divergence",
    {
        "subject": _text("of whom"),
        "measure": _one_of(records.MEASURES, "what is counted"),
        "events": _count("how many sets of figures of one thing there are", unit="event"),
        "reports": _count("how many claims there are in them", unit="claim"),
        "mean_dscore": _ratio("different values less one, as a mean over the events"),
        "normalized": _ratio("that mean over the number of different values in all of the events"),
        "share_disagreement": _ratio("the share of events with two values or more"),
    },
    [],
    "One row a subject and measure: how far reports diverge, as eventreport measures it.",
)

SCHEMAS = {
    schema.name: schema
    for schema in (
        ARTICLES, CLAIMS, EVENTS, DATES, REFUSALS, RELATIONS, ESTIMATES, SENSITIVITY, WITNESSES, DIVERGENCE,
        CHRONOLOGY, LAGS,
    )
}  # fmt: skip


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
