"""The columns of the frames that compare: relations, estimates, witnesses, divergence, chronology and lags."""

import pandera.pandas as pa

from pressframes import records
from pressframes.frames.columns import CODE_POINT, count, day, difference, of_columns, one_of, ratio, rising, text


def _side(side: str) -> dict[str, pa.Column]:
    return {
        f"article_{side}": text(f"the article of claim_{side}"),
        f"measure_{side}": one_of(records.MEASURES, f"what claim_{side} counts"),
        f"amount_{side}": text(f"the figure of claim_{side} in its article's words"),
        f"start_{side}": count("where that begins in the article's stored text", unit=CODE_POINT),
        f"end_{side}": count("where that ends (exclusive)", unit=CODE_POINT),
        f"source_{side}": text(f"who is said to give claim_{side}, and who passes it on"),
    }


RELATIONS = of_columns(
    "relations",
    {
        "claim_a": text("the one claim: the part, the later, the one that repeats or exceeds"),
        "claim_b": text("the other claim"),
        "relation": one_of(records.RELATIONS, "how claim_a stands to claim_b"),
        "subject": text("of whom claim_a speaks"),
        **_side("a"),
        **_side("b"),
        "basis": one_of(records.BASES, "what it rests on: bounds of the wording (certain), figures, source, wording"),
        "reason": text("why, in words"),
    },
    [rising("start_a", "end_a", strict=True), rising("start_b", "end_b", strict=True)],
    "One row a pair of claims of which something can be said.",
)

CHRONOLOGY = of_columns(
    "chronology",
    {
        "happening": text("the happening's id: h and running number", unique=True),
        "kind": text("what happened, as in events"),
        "earliest": day("the first day that all of its reports allow"),
        "latest": day("the last day that all of its reports allow"),
        "when": text("those days in words"),
        "label": text("the words around the date of its first report"),
        "reports": count("how many events tell of it", unit="event"),
        "articles": text("the articles that report it, parted by commas"),
        "events": text("the events that report it, parted by commas"),
        "contradicts": text("the happenings that others date otherwise, if they are one with it", null=True),
    },
    [rising("earliest", "latest")],
    "One row a happening: reports of one kind, of nations and days that meet.",
)

LAGS = of_columns(
    "lags",
    {
        "from_happening": text("the happening from which the days are counted"),
        "from_when": text("its days in words"),
        "to_happening": text("the happening to which they are counted"),
        "to_kind": text("what happened then"),
        "to_when": text("its days in words"),
        "to_label": text("the words around its date"),
        "least_days": difference("at least so many days later; negative for earlier", unit="day"),
        "most_days": difference("at most so many days later; negative for earlier", unit="day"),
        "sign": one_of(records.SIGNS, "which was first, or that this is not certain"),
        "reason": text("the days in words"),
    },
    [rising("least_days", "most_days")],
    "One row a pair of happenings: the days from the one to the other.",
)

_SET = "the number of the set of figures of one thing, which can be compared with each other"
_ESTIMATE = {
    "kind": one_of(records.SOURCE_KINDS, "the kind of source, if by kind", null=True),
    "low": count("the low estimate", unit="person", null=True),
    "best": count("the best estimate; null if the rule cannot say", unit="person", null=True),
    "high": count("the high estimate", unit="person", null=True),
    "sources": count("how many independent sources it rests on", unit="source"),
    "claims": text("the claims that it rests on, parted by commas", blank=True),
    "reason": text("why, in words"),
}
_OF_SET = {
    "set": count(_SET, unit="set"),
    "subject": text("of whom"),
    "measure": one_of(records.MEASURES, "what is counted"),
}
_RULE = {"rule": one_of(records.RULES, "the rule by which the figures are aggregated")}
_RISING = [rising("low", "best"), rising("best", "high"), rising("low", "high")]

ESTIMATES = of_columns(
    "estimates",
    {**_OF_SET, **_RULE, **_ESTIMATE},
    _RISING,
    "One row a set of figures (and kind of source): its estimate under a rule.",
)

SENSITIVITY = of_columns(
    "sensitivity",
    {**_OF_SET, **_RULE, "left_out": text("the source left out; null if none is", null=True), **_ESTIMATE},
    _RISING,
    "One row a set of figures, rule and source left out: what changes if others are believed.",
)

WITNESSES = of_columns(
    "witnesses",
    {
        **_OF_SET,
        "figure": count("the figure as stated", unit="person", null=True),
        "wording": text("the words in which it is given, parted by semicolons"),
        "least": count("at least so many independent sources give it", unit="source"),
        "most": count("at most so many", unit="source"),
        "claims": text("the claims that give it, parted by commas"),
        "chains": text("from the source through who passes it on to the article, parted by semicolons"),
        "reason": text("why, in words"),
    },
    [rising("least", "most")],
    "One row a figure of one thing: who stands behind it.",
)

DIVERGENCE = of_columns(
    "divergence",
    {
        "subject": text("of whom"),
        "measure": one_of(records.MEASURES, "what is counted"),
        "events": count("how many sets of figures of one thing there are", unit="event"),
        "reports": count("how many claims there are in them", unit="claim"),
        "mean_dscore": ratio("different values less one, as a mean over the events"),
        "normalized": ratio("that mean over the number of different values in all of the events"),
        "share_disagreement": ratio("the share of events with two values or more"),
    },
    [],
    "One row a subject and measure: how far reports diverge, as eventreport measures it.",
)

ALL = (RELATIONS, ESTIMATES, SENSITIVITY, WITNESSES, DIVERGENCE, CHRONOLOGY, LAGS)
