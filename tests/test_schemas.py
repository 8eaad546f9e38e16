"""The schemas: what a frame may hold, and what it may not."""

from dataclasses import fields

import pandera.errors
import pytest

import made
from pressframes import records
from pressframes.frames import schemas


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("claims", records.Claim),
        ("events", records.Event),
        ("refusals", records.Refusal),
        ("articles", records.Article),
    ],
)
def test_a_frame_has_the_columns_of_its_record(name, record):
    known = {field.name for field in fields(record)}
    columns = list(schemas.dtypes(name))
    assert set(columns) | ({"article"} if name == "articles" else set()) == known
    if name != "articles":
        assert columns == [field.name for field in fields(record)]


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_an_empty_frame_has_every_column_in_its_type(name):
    empty = schemas.frame(name, [])
    assert len(empty) == 0
    assert {column: str(dtype) for column, dtype in empty.dtypes.items()} == {
        column: str(dtype) for column, dtype in schemas.dtypes(name).items()
    }


@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_every_column_says_what_it_means(name):
    for column, spec in schemas.SCHEMAS[name].columns.items():
        assert spec.description, column


def test_types_are_those_that_the_design_promises():
    frame = made.claims(made.claim("a", "at least 17", "killed", 17, 17, None, "at_least"))
    types = {column: str(dtype) for column, dtype in frame.dtypes.items()}
    assert (types["amount"], types["best"], types["measure"]) == ("str", "Int64", "category")
    assert str(made.events().dtypes["earliest"]) == "datetime64[s]"
    assert frame["high"].isna().all()


def test_a_day_before_1677_can_be_held():
    row = made.event("a", "It fell in 1453.", "in 1453", "1453", "1453-01-01", "1453-12-31", "year", "conflict")
    assert made.events(row)["earliest"].iloc[0].year == 1453


WRONG = {
    "best above high": made.claim("a", "up to 17", "killed", 18, None, 17, "at_most"),
    "low above best": made.claim("a", "over 17", "killed", 16, 17, None, "at_least"),
    "low above high": made.claim("a", "17 to 12", "killed", None, 17, 12, "range"),
    "a figure below zero": made.claim("a", "-3", "killed", -3, -3, -3),
    "no words": made.claim("a", "17", "killed", 17, 17, 17, end=12),
    "a measure that is none": made.claim("a", "17", "surprised", 17, 17, 17),
    "a hedge that is none": made.claim("a", "17", "killed", 17, 17, 17, "perhaps"),
    "no article": made.claim("a", "17", "killed", 17, 17, 17) | {"article": None, "claim": "x:c1"},
}


@pytest.mark.parametrize("row", WRONG.values(), ids=WRONG)
def test_a_row_that_breaks_a_law_is_refused(row):
    with pytest.raises(pandera.errors.SchemaError):
        made.claims(row)


def test_two_claims_with_one_id_are_refused():
    row = made.claim("a", "17", "killed", 17, 17, 17, claim="a:c1")
    with pytest.raises(pandera.errors.SchemaError):
        made.claims(row, row)


def test_an_event_that_ends_before_it_begins_is_refused():
    row = made.event("a", "It fell in May.", "in May", "2031-05", "2031-05-31", "2031-05-01", "month", "conflict")
    with pytest.raises(pandera.errors.SchemaError):
        made.events(row)


@pytest.mark.parametrize(("best", "low", "high"), [(17, 17, 17), (17, 17, None), (17, None, 17), (None, 10, 12),
                                                   (None, None, None), (0, 0, 0)])  # fmt: skip
def test_a_bound_that_is_not_stated_breaks_no_law(best, low, high):
    assert len(made.claims(made.claim("a", "some", "killed", best, low, high, "range"))) == 1
