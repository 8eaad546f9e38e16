"""Of which happening a figure is: where, when, of which whole, and whether it is held to; and names of places."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from drawn import drawn, table
from pressframes import reading
from pressframes.reading import lexicon, places, text
from pressframes.records import Article, Claim

TABLE = table("context.toml")
READ = [row for mood in ("wild", "synthetic", "negative") for row in TABLE[mood]]
FIELDS = ("scope", "stance", "place")


def claims_of(row: dict[str, object]) -> list[Claim]:
    day = row.get("published", "2031-05-07")
    published = None if day == "none" else date.fromisoformat(str(day))
    return reading.read(Article("made", drawn(str(row["text"]))[0], published=published)).claims


def role(claim: Claim, ids: list[str]) -> str:
    return f"part of {ids.index(claim.part_of)}" if claim.role == "part" and claim.part_of else claim.role


def days(claim: Claim) -> str:
    told = sorted({str(day) for day in (claim.earliest, claim.latest) if day})
    return " ".join(told) or "-"


def letters(claims: list[Claim]) -> str:
    """A letter for each claim, alike for those of one happening."""
    order = list(dict.fromkeys(claim.incident for claim in claims))
    return "".join("abcdefg"[order.index(claim.incident)] for claim in claims)


def found(row: dict[str, object]) -> dict[str, object]:
    """What is read, as far as the row asks for it."""
    claims = claims_of(row)
    ids = [claim.claim for claim in claims]
    named = places.find(text.fold(drawn(str(row["text"]))[0]), lexicon.load())
    told: dict[str, object] = {name: [getattr(claim, name) or "-" for claim in claims] for name in FIELDS}
    told |= {"role": [role(claim, ids) for claim in claims], "days": [days(claim) for claim in claims]}
    told |= {"happening": letters(claims), "places": [one.name for one in named.mentions], "within": named.within}
    return {"amounts": [(claim.start, claim.end) for claim in claims]} | {key: told[key] for key in told if key in row}


def wanted(row: dict[str, object]) -> dict[str, object]:
    _, spans = drawn(str(row["text"]))
    return {"amounts": spans} | {key: row[key] for key in row if key not in ("text", "published", "why")}


@pytest.mark.parametrize("row", READ, ids=[row["text"][:60] for row in READ])
def test_of_which_happening_a_figure_is(row):
    read, right = found(row), wanted(row)
    starts = [(start, end) for start, end in right.pop("amounts")]
    inside = [any(a <= start and end <= b for a, b in read["amounts"]) for start, end in starts]
    assert (len(read.pop("amounts")), all(inside)) == (len(starts), True)
    assert read == right


@pytest.mark.parametrize(
    "row", [pytest.param(row, marks=pytest.mark.xfail(strict=True, reason=row["why"])) for row in TABLE["known"]]
)
def test_known_failures(row):
    test_of_which_happening_a_figure_is(row)


def test_no_two_rows_have_one_text_and_day():
    texts = [(row["text"], row.get("published")) for mood in TABLE.values() for row in mood]
    assert len(texts) == len(set(texts))


def test_what_a_claim_is_a_part_of_is_of_its_happening_and_of_no_other_measure_if_it_is_a_part():
    for row in READ:
        claims = {claim.claim: claim for claim in claims_of(row)}
        for part in (claim for claim in claims.values() if claim.part_of):
            whole = claims[part.part_of]
            assert part.incident == whole.incident
            assert (part.role == "part") == (part.measure == whole.measure)


def test_places_stand_in_order_where_they_are_named_and_none_lies_in_itself():
    for row in READ:
        plain = text.fold(drawn(row["text"])[0])
        named = places.find(plain, lexicon.load())
        assert all(plain.startswith(one.name, one.start) for one in named.mentions)
        assert all(one.end <= other.start for one, other in pairwise(named.mentions))
        for name in named.within:
            chain = named.chain(name)
            assert len(chain) == len(set(chain)) > 1


def test_reading_the_corpora_keeps_the_days_in_order():
    folder = Path(__file__).resolve().parents[1] / "data" / "articles"
    for path in sorted(folder.glob("*.txt")):
        for claim in reading.read(Article(path.stem, path.read_text("utf-8"), published=date(1999, 1, 1))).claims:
            assert not (claim.earliest and claim.latest) or claim.earliest <= claim.latest
