"""Tolls, worked by hand: which figures are steps, in which order, how many more each is, and why others are none."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
import pressframes as pf
from made import claim
from pressframes.frames import schemas

DAYS = {"a": date(2031, 5, 2), "b": date(2031, 5, 4), "c": date(2031, 5, 6)}
PEOPLE = {"subject": "people"}


def exact(article: str, count: int, source: str | None, **more: object) -> made.Row:
    return claim(article, f"{count:,}", "killed", count, count, count, source=source, **PEOPLE | more)


FIRST, SECOND, LAST = exact("a", 12, "Red Cross"), exact("b", 19, "the Red Cross"), exact("c", 17, "Red Cross")
CORONER = exact("b", 15, "Norlandic Coroner")
UP_TO = claim("b", "up to 30", "killed", 30, None, 30, "at_most", source="Red Cross", **PEOPLE)


def steps(*rows: made.Row, days: dict[str, date | None] = DAYS) -> list[tuple[object, ...]]:
    """Each figure of the tolls: its step, how many more than the last of its source and of anyone, and why not."""
    found = pf.tolls(made.claims(*made.on(days, *rows)))
    cells = found[["amount", "step", "change_own", "change_any", "reason"]].astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in cells.to_numpy()]


TOLLS = {
    "one": ((FIRST,), [("12", 1, None, None, None)]),
    "it rises": ((FIRST, SECOND), [("12", 1, None, None, None), ("19", 2, 7, 7, None)]),
    "it rises and falls": (
        (FIRST, SECOND, LAST), [("12", 1, None, None, None), ("19", 2, 7, 7, None), ("17", 3, -2, -2, None)]),
    "two sources": (
        (FIRST, CORONER, LAST), [("12", 1, None, None, None), ("15", 2, None, 3, None), ("17", 3, 5, 2, None)]),
    "a source without a name is no other of its kind": (
        (exact("a", 12, "officials"), exact("b", 19, "officials")),
        [("12", 1, None, None, None), ("19", 2, None, 7, None)]),
    "the wording does not tell": ((FIRST, UP_TO), [("12", 1, None, None, None), ("up to 30", 2, None, None, None)]),
    "a part": ((FIRST, SECOND | {"role": "part"}),
               [("12", 1, None, None, None), ("19", None, None, None, "a part of another figure")]),
    "on top": ((FIRST, SECOND | {"role": "addition"}),
               [("12", 1, None, None, None), ("19", None, None, None, "on top of another figure")]),
    "denied": ((FIRST, SECOND | {"stance": "denied"}, LAST),
               [("12", 1, None, None, None), ("19", None, None, None, "the party denies it"), ("17", 2, 5, 5, None)]),
    "replaced": ((FIRST, SECOND | {"stance": "superseded"}),
                 [("12", 1, None, None, None),
                  ("19", None, None, None, "the article gives another figure in its place")]),
    "people and civilians": ((FIRST, SECOND | {"subject": "civilians"}),
                             [("12", 1, None, None, None), ("19", 2, 7, 7, None)]),
    "others": ((FIRST, SECOND | {"subject": "soldiers"}), [("12", 1, None, None, None), ("19", 1, None, None, None)]),
    "another measure": ((FIRST, SECOND | {"measure": "wounded"}),
                        [("12", 1, None, None, None), ("19", 1, None, None, None)]),
    "another incident": ((FIRST, SECOND | {"incident": "b:i1"}),
                         [("12", 1, None, None, None), ("19", 1, None, None, None)]),
    "what cannot be placed": ((FIRST | {"incident": None}, SECOND | {"incident": None}), []),
    "nothing": ((), []),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), TOLLS.values(), ids=TOLLS)
def test_the_steps_of_a_toll(rows, expected):
    assert steps(*rows) == expected


def test_the_order_is_that_of_publication_and_what_has_no_day_stands_last_and_is_no_step():
    days = {"a": date(2031, 5, 9), "b": None, "c": date(2031, 5, 6)}
    assert steps(FIRST, SECOND, LAST, days=days) == [
        ("17", 1, None, None, None), ("12", 2, -5, -5, None),
        ("19", None, None, None, "the day of its article is not known"),
    ]  # fmt: skip


def test_the_rows_name_their_incident():
    there = {"place": "Osk, Vik", "sentence": "The flood killed them.", "earliest": DAYS["a"], "latest": DAYS["a"]}
    found = pf.tolls(made.claims(*made.on(DAYS, FIRST | there, SECOND | there)))
    assert found["label"].tolist() == ["flood in Osk, 2 May 2031"] * 2
    assert list(found) == list(schemas.dtypes("tolls"))


SOME = [FIRST, SECOND, LAST, CORONER, UP_TO, SECOND | {"role": "part"}, LAST | {"incident": "c:i1"}]


@settings(deadline=None, max_examples=15)
@given(st.permutations([row | {"claim": f"{row['article']}:c{at}"} for at, row in enumerate(SOME)]))
def test_the_order_of_the_claims_changes_nothing_but_the_order_of_the_tolls(rows):
    def told(many: list[made.Row]) -> pd.DataFrame:
        found = pf.tolls(made.claims(*made.on(DAYS, *many)))
        return found.sort_values("claim").reset_index(drop=True)

    assert told(rows).equals(told(sorted(rows, key=lambda row: row["claim"])))


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from(SOME), max_size=8))
def test_every_placed_claim_stands_in_one_toll_and_steps_are_numbered(rows):
    frame = made.claims(*made.on(DAYS, *rows))
    found = pf.tolls(frame)
    assert sorted(found["claim"]) == sorted(frame["claim"])
    assert (found["step"].isna() == found["reason"].notna()).all()
    for _, many in found.groupby(["incident", "measure", "subject"], observed=True):
        numbers = many["step"].dropna().tolist()
        assert numbers == list(range(1, len(numbers) + 1))
        assert many["published"].is_monotonic_increasing
