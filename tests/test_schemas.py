"""The schemas: what a frame may hold, and what it may not."""

from dataclasses import fields

import pandas as pd
import pandera.errors
import pytest

import made
from pressframes import records
from pressframes.frames import schemas

RECORDS = {"articles": records.Article, "claims": records.Claim, "events": records.Event, "refusals": records.Refusal}


@pytest.mark.parametrize("name", RECORDS)
def test_a_frame_has_the_columns_of_its_record_in_its_order(name):
    columns, known = list(schemas.TABLES[name].columns), [field.name for field in fields(RECORDS[name])]
    known = known if name != "articles" else [column for column in known if column != "text"] + ["text"]
    assert columns == known


def test_an_empty_frame_has_every_column_in_its_type():
    for name in schemas.SCHEMAS:
        empty = schemas.frame(name, [])
        assert len(empty) == 0
        assert empty.dtypes.to_dict() == schemas.dtypes(name)


def test_every_column_says_what_it_means_and_every_law_is_of_columns():
    for name, table in schemas.TABLES.items():
        assert all(column.means for column in table.columns.values()), name
        assert {word for law in table.laws for word in law.split()[::2]} <= table.columns.keys()
    assert ", ".join(records.EVENT_KINDS) in schemas.TABLES["events"].columns["kind"].means


def test_types_are_those_that_the_design_promises():
    frame = made.claims(made.claim("a", "at least 17", "killed", 17, 17, None, "at_least"))
    types = {column: str(dtype) for column, dtype in frame.dtypes.items()}
    assert (types["amount"], types["best"], types["measure"]) == ("str", "Int64", "category")
    assert types["published"] == "datetime64[s]"
    assert frame["high"].isna().all()


def test_a_day_before_1677_can_be_held():
    row = made.event("a", "It fell in 1453.", "in 1453", "1453", "1453-01-01", "1453-12-31", "year", "conflict")
    assert made.events(row)["earliest"].iloc[0].year == 1453


EXACT = made.claim("a", "17", "killed", 17, 17, 17)
MAY = made.event("a", "It fell in May.", "in May", "2031-05", "2031-05-31", "2031-05-01", "month", "conflict")
WRONG = {
    "best above high": ("claims", EXACT | {"best": 18}),
    "low above best": ("claims", EXACT | {"best": 16, "high": None}),
    "low above high": ("claims", EXACT | {"best": None, "high": 12}),
    "a figure below zero": ("claims", EXACT | {"best": -3, "low": -3, "high": -3}),
    "no words": ("claims", EXACT | {"end": 12}),
    "a measure that is none": ("claims", EXACT | {"measure": "surprised"}),
    "a hedge that is none": ("claims", EXACT | {"hedge": "perhaps"}),
    "no article": ("claims", EXACT | {"article": None}),
    "an event that ends before it begins": ("events", MAY | {"event": "a:e1"}),
}


@pytest.mark.parametrize(("name", "row"), WRONG.values(), ids=WRONG)
def test_a_row_that_breaks_a_law_is_refused(name, row):
    with pytest.raises(pandera.errors.SchemaError):
        schemas.frame(name, [{"claim": "a:c1"} | row])


def test_two_claims_with_one_id_are_refused():
    with pytest.raises(pandera.errors.SchemaError):
        made.claims(EXACT | {"claim": "a:c1"}, EXACT | {"claim": "a:c1"})


CLAIMS = made.claims(EXACT)
OTHERWISE = {
    "a column too many": CLAIMS.assign(more=1),
    "a column too few": CLAIMS.drop(columns="group"),
    "columns in another order": CLAIMS[CLAIMS.columns[::-1]],
    "days as text": CLAIMS.assign(published="2031-05-02"),
    "numbers that cannot be null": CLAIMS.astype({"best": "int64"}),
    "an open vocabulary": CLAIMS.astype({"measure": "str"}),
}


@pytest.mark.parametrize("frame", OTHERWISE.values(), ids=OTHERWISE)
def test_a_frame_of_other_columns_or_types_is_refused(frame):
    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors)):
        schemas.check("claims", frame)


@pytest.mark.parametrize(
    "index", [pd.Index(["a", "a"], dtype="str", name="article"), pd.Index(["a", "b"], dtype="str")]
)
def test_articles_are_known_by_their_ids(index):
    with pytest.raises(pandera.errors.SchemaError):
        schemas.check("articles", made.articles("a", "b").set_index(index))


def test_a_bound_that_is_not_stated_breaks_no_law():
    bounds = [(17, 17, None), (17, None, 17), (None, 10, 12), (None, None, None), (0, 0, 0)]
    rows = [made.claim("a", "some", "killed", *values, "range") for values in bounds]
    assert len(made.claims(*rows)) == len(bounds)
