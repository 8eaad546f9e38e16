"""Estimates under every rule, witnesses and divergence: worked by hand, with ties and where none can say."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
from made import claim
from pressframes import records
from pressframes.compare import corroboration, estimates
from pressframes.errors import PressframesError


def exact(article: str, count: int, source: str | None, kind: str = "monitor", **more: object) -> made.Row:
    return claim(article, f"{count:,}", "killed", count, count, count, source=source, source_kind=kind, **more)


CROSS, CROSS_B = exact("a", 380, "Red Cross"), exact("b", 380, "the Red Cross", via="Daily Post")
CORONER = exact("b", 410, "Norlandic Coroner", "medical")
MINISTRY = exact("c", 410, "Ministry of Health", "government")
ABOUT = claim("d", "about 400", "killed", 400, None, None, "about", source="Bishop Lindt", source_kind="witness")
OVER = claim("a", "over 300", "killed", 300, 300, None, "at_least", source="Halden Police", source_kind="government")
UP_TO = claim("c", "up to 390", "killed", 390, None, 390, "at_most", source="Ada Holm", source_kind="witness")
RANGE = claim("d", "350 to 420", "killed", None, 350, 420, "range", source="Lund Institute", source_kind="monitor")
DOZENS = claim("a", "dozens", "killed", None, 24, None, "vague", source="Daily Post", source_kind="media")
NOBODY = exact("c", 390, None, "none")


def estimate(rule: str, *rows: made.Row, **days: date | None) -> list[tuple[object, ...]]:
    found = estimates.aggregate(made.claims(*made.on(days, *rows)), rule)
    cells = found[["low", "best", "high", "sources"]].astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in cells.to_numpy()]


DAYS = {"a": date(2031, 5, 2), "b": date(2031, 5, 4), "c": date(2031, 5, 6), "d": date(2031, 5, 6)}
ESTIMATES = {
    # The conservative best: of reports that differ, the lower.
    "ucdp, one source": ("ucdp", (CROSS,), {}, (380, 380, 380, 1)),
    "ucdp, the lower of three": ("ucdp", (CROSS, CORONER, ABOUT), {}, (380, 380, 410, 3)),
    "ucdp, more than counts as its number": ("ucdp", (OVER, CORONER), {}, (300, 300, 410, 2)),
    "ucdp, the lower end of a range": ("ucdp", (RANGE, CORONER), {}, (350, 350, 420, 2)),
    "ucdp, up to is no best and no low": ("ucdp", (UP_TO, CORONER), {}, (410, 410, 410, 2)),
    "ucdp, up to alone": ("ucdp", (UP_TO,), {}, (None, None, 390, 1)),
    "ucdp, dozens is no best": ("ucdp", (DOZENS, RANGE), {}, (24, 350, 420, 2)),
    "ucdp, dozens alone": ("ucdp", (DOZENS,), {}, (24, None, None, 1)),
    "ucdp, passed on is one source": ("ucdp", (CROSS, CROSS_B), {}, (380, 380, 380, 1)),
    # The mode; a tie is a tie.
    "most frequent, two of three": ("most_frequent", (CROSS, CORONER, MINISTRY), {}, (410, 410, 410, 3)),
    "most frequent, a tie": ("most_frequent", (CROSS, CORONER), {}, (380, None, 410, 2)),
    "most frequent, outlets have no vote": ("most_frequent", (CROSS, CROSS_B, CORONER), {}, (380, None, 410, 2)),
    "most frequent, none states one": ("most_frequent", (RANGE,), {}, (None, None, None, 1)),
    "most frequent, a range does not vote": ("most_frequent", (RANGE, CORONER), {}, (410, 410, 410, 2)),
    # From the lowest to the highest; no middle.
    "range": ("range", (CROSS, ABOUT, CORONER), {}, (380, None, 410, 3)),
    "range, of a range": ("range", (RANGE, CROSS), {}, (350, None, 420, 2)),
    # The latest of each source.
    "most recent": ("most_recent", (CROSS, CORONER, MINISTRY), DAYS, (380, 410, 410, 3)),
    "most recent, two on one day": ("most_recent", (CROSS, MINISTRY, ABOUT), DAYS, (380, None, 410, 3)),
    "most recent, an update replaces": (
        "most_recent", (CROSS, CORONER, exact("c", 360, "Red Cross")), DAYS, (360, 360, 410, 2)),
    "most recent, up to is no best": (
        "most_recent", (exact("a", 500, "Red Cross"), UP_TO), DAYS, (500, None, 500, 2)),
    "most recent, no day known": ("most_recent", (CROSS, CORONER), {}, (380, None, 410, 2)),
    "most recent, one of two days not known": (
        "most_recent", (CROSS, CORONER), {"a": None, "b": date(2031, 5, 4)}, (380, None, 410, 2)),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "rows", "days", "expected"), ESTIMATES.values(), ids=ESTIMATES)
def test_estimates(rule, rows, days, expected):
    assert estimate(rule, *rows, **days) == [expected]


def test_by_kind_has_a_row_a_kind():
    found = estimates.aggregate(made.claims(CROSS, RANGE, CORONER, ABOUT), "by_kind")
    rows = found[["kind", "low", "best", "high", "sources"]].astype(object).to_numpy().tolist()
    assert rows == [["medical", 410, 410, 410, 1], ["monitor", 350, 350, 420, 2], ["witness", 400, 400, 400, 1]]


def test_a_tie_is_said_in_words():
    found = estimates.aggregate(made.claims(CROSS, CORONER), "most_frequent")
    assert found["reason"].tolist() == ["a tie: 380 and 410 are stated by 1 of 2 sources each"]


def test_a_source_that_cannot_be_put_in_time_is_left_out():
    days = {"a": date(2031, 5, 2), "b": None, "c": date(2031, 5, 6)}
    rows = CROSS, exact("b", 410, "Red Cross"), MINISTRY, exact("b", 380, "Ministry of Health", "government")
    found = estimates.aggregate(made.claims(*made.on(days, *rows)), "most_recent")
    assert found["best"].isna().all()
    assert "cannot be said; Red Cross and Ministry of Health cannot be put in time" in found["reason"].tolist()[0]


def test_figures_that_cannot_be_compared_are_estimated_apart():
    other = exact("a", 12, "Red Cross", subject="Vardan troops")
    assert sorted(estimate("ucdp", CROSS, CORONER, other)) == [(12, 12, 12, 1), (380, 380, 410, 2)]


def test_parts_are_not_weighed():
    whole, part = exact("a", 380, "Red Cross", claim="a:c1"), exact("a", 12, "Red Cross", claim="a:c2", part_of="a:c1")
    assert estimate("ucdp", whole, part) == [(380, 380, 380, 1)]


@pytest.mark.parametrize("rule", records.RULES)
def test_no_claims_give_an_empty_frame(rule):
    assert len(estimates.aggregate(made.claims(), rule)) == 0


def test_every_rule_has_a_name_and_no_other_is_taken():
    assert tuple(estimates.METHODS) == records.RULES
    with pytest.raises(PressframesError, match=r"^There is no rule 'ucpd' to aggregate by; did you mean 'ucdp'\?$"):
        estimates.aggregate(made.claims(CROSS), "ucpd")
    with pytest.raises(PressframesError, match=r"give one of ucdp, most_frequent, range, most_recent, by_kind\.$"):
        estimates.aggregate(made.claims(CROSS), "the mean")


def test_sensitivity_believes_all_and_then_leaves_each_source_out():
    found = estimates.sensitivity(made.claims(CROSS, CROSS_B, CORONER))
    ucdp = found[found["rule"] == "ucdp"]
    rows = ucdp[["left_out", "low", "best", "high", "sources"]].astype(object).where(ucdp.notna(), None)
    assert rows.to_numpy().tolist() == [
        [None, 380, 380, 410, 2], ["Red Cross", 410, 410, 410, 1], ["Norlandic Coroner", 380, 380, 380, 1],
    ]  # fmt: skip
    assert set(found["rule"]) == set(records.RULES)


def test_what_rests_on_one_source_is_nothing_without_it():
    found = estimates.sensitivity(made.claims(CROSS)).query("rule == 'ucdp'")
    assert found["sources"].tolist() == [1, 0]
    assert found["best"].isna().tolist() == [False, True]
    assert found["reason"].tolist()[1] == "no other source gives a figure"


SOME = [CROSS, CROSS_B, CORONER, MINISTRY, ABOUT, OVER, UP_TO, RANGE, DOZENS, NOBODY]


@settings(deadline=None, max_examples=8)
@given(st.permutations([row | {"claim": f"{row['article']}:c{at}"} for at, row in enumerate(SOME)]))
def test_the_order_of_the_claims_does_not_matter(rows):
    one, other = made.claims(*rows), made.claims(*sorted(rows, key=lambda row: row["claim"]))
    assert estimates.sensitivity(one).equals(estimates.sensitivity(other))
    assert corroboration.witnesses(one).equals(corroboration.witnesses(other))


@settings(deadline=None, max_examples=8)
@given(st.lists(st.sampled_from(SOME), min_size=1, max_size=8))
def test_low_is_not_above_best_nor_best_above_high(rows):
    assert len(estimates.sensitivity(made.claims(*rows)))  # the schema checks that they rise


# Witnesses

WITNESSES = {
    "one": ((CROSS,), [(380, 1, 1, "one witness, Red Cross")]),
    "one, passed on": ((CROSS, CROSS_B), [(380, 1, 1, "one witness, Red Cross, in 2 claims")]),
    "two": ((CORONER, MINISTRY), [(410, 2, 2, "2 witnesses, each with a name")]),
    "one without a name": (
        (exact("a", 380, "officials"),), [(380, 1, 1, "one witness without a name: officials (a)")]),
    "perhaps one of those named": (
        (CROSS, exact("c", 380, "officials")),
        [(380, 1, 2, "1 named source and 1 without a name, who may be one of them")]),
    "perhaps all one": (
        (exact("a", 380, "officials"), exact("b", 380, "officials"), exact("c", 380, "sources")),
        [(380, 1, 3, "3 sources without a name, who may be one")]),
    "one agency": (
        (exact("a", 380, "reports", via="Norpress"), exact("b", 380, "officials", via="Norpress")),
        [(380, 1, 1, "one witness, Norpress, in 2 claims")]),
    "two figures": (
        (CROSS, CORONER), [(380, 1, 1, "one witness, Red Cross"), (410, 1, 1, "one witness, Norlandic Coroner")]),
    "none": ((), []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), WITNESSES.values(), ids=WITNESSES)
def test_witnesses(rows, expected):
    found = corroboration.witnesses(made.claims(*rows))
    assert list(found[["figure", "least", "most", "reason"]].itertuples(index=False, name=None)) == expected


def test_the_way_of_a_figure():
    found = corroboration.witnesses(made.claims(CROSS, CROSS_B))
    assert found["chains"].tolist() == ["Red Cross → a; the Red Cross → Daily Post → b"]


# Divergence.  Worked by hand after the definitions of eventreport: values of an event less one, as a mean.


def days_of_two_events() -> tuple[made.Row, ...]:
    """Two events of one subject and measure: 380 and 410 of one incident (and 380 again), 12 of another."""

    return CROSS, CORONER, exact("c", 380, "Ada Holm"), exact("d", 12, "Ada Holm", incident="d:i1")


@pytest.mark.parametrize(
    ("rows", "variable", "expected"),
    [
        ((CROSS,), "best", (1, 1, 0.0, 0.0, 0.0)),
        ((CROSS, CROSS_B), "best", (1, 2, 0.0, 0.0, 0.0)),
        ((CROSS, CORONER), "best", (1, 2, 1.0, 1 / 2, 1.0)),  # two values in the one event; two in all
        ((CROSS, CORONER, ABOUT), "best", (1, 3, 2.0, 2 / 3, 1.0)),
        ((CROSS, RANGE), "best", (1, 2, 1.0, 1 / 2, 1.0)),  # not stated is a value like others
        ((CROSS, OVER), "low", (1, 2, 1.0, 1 / 2, 1.0)),
        ((OVER, ABOUT), "high", (1, 2, 0.0, 0.0, 0.0)),  # neither states a most
        # Events {380, 410, 380} and {12}: (1 + 0) / 2; three values in all; one event of two disagrees.
        (days_of_two_events(), "best", (2, 4, 0.5, 0.5 / 3, 0.5)),
    ],
)
def test_divergence(rows, variable, expected):
    (row,) = corroboration.divergence(made.claims(*rows), variable).itertuples(index=False)
    assert tuple(row)[2:] == pytest.approx(expected)


def test_divergence_of_nothing_and_of_what_is_no_variable():
    assert len(corroboration.divergence(made.claims())) == 0
    with pytest.raises(PressframesError, match=r"^There is no divergence of 'mean'; give one of best, low, high\.$"):
        corroboration.divergence(made.claims(CROSS), "mean")
