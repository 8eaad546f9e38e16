"""What a person ruled, in every comparison: rejected rows count nowhere, corrected values do, joins are as ruled."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

import made
import pressframes as pf
from made import claim
from pressframes import compare
from pressframes.compare import corroboration, estimates, incidents, relations, tolls
from pressframes.compare.reports import accounts
from pressframes.frames import schemas


def ruled(frame: pd.DataFrame, said: dict[str, dict[str, Any]]) -> pd.DataFrame:
    """The frame with what a person ruled on rows, by id."""
    key = "claim" if "claim" in frame else "event"
    types = schemas.dtypes(f"ruled_{key}s")
    blank = {name: None for name in types if name not in frame}
    rows = [blank | said.get(row, {}) for row in frame[key]]
    added = pd.DataFrame(rows, columns=list(blank), index=frame.index)
    return schemas.check(f"ruled_{key}s", pd.concat([frame, added], axis=1).astype(types))


def two(a: str, b: str, how: str) -> dict[str, dict[str, Any]]:
    return {a: {f"ruled_{how}": b}, b: {f"ruled_{how}": a}}


def exact(article: str, count: int, source: str | None = None, measure: str = "killed", **more: Any) -> made.Row:
    return claim(article, f"{count:,}", measure, count, count, count, source=source, **more)


def related(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    found = relations.relations(frame)
    return list(zip(found["claim_a"], found["relation"], found["claim_b"], strict=True))


def sets(frame: pd.DataFrame) -> list[list[str]]:
    return [[one.claim for one in many] for many in relations.one_thing(frame)]


MINISTRY = exact("a", 300, "the ministry of Norland")
MONITOR = exact("b", 400, "Harbour Monitor")
NURSE = exact("c", 90, "Nurse Edda Vik")
FIGHTERS = {"subject": "fighters"}


def test_what_is_rejected_counts_nowhere():
    frame = made.claims(MINISTRY, MONITOR, NURSE)
    assert len(related(frame)) == 3
    rejected = ruled(frame, {"c:c1": {"ruling": "reject"}})
    assert [account.claims for account in accounts(rejected)] == [("a:c1",), ("b:c1",)]
    assert related(rejected) == [("a:c1", "contradicts", "b:c1")]
    assert sets(rejected) == [["a:c1", "b:c1"]]
    (row,) = estimates.aggregate(rejected, "range").itertuples()
    assert (row.low, row.high, row.sources) == (300, 400, 2)
    assert corroboration.witnesses(rejected)["figure"].tolist() == [300, 400]
    assert corroboration.divergence(rejected)["reports"].tolist() == [2]
    assert "90" not in compare.answer_estimates(rejected, made.articles("a", "b", "c"))
    assert "300" in compare.headline(rejected)


def test_all_rejected_leaves_nothing_to_say():
    rejected = ruled(made.claims(MINISTRY), {"a:c1": {"ruling": "reject"}})
    assert compare.answer_estimates(rejected, made.articles("a")) == "No figure for people was found in 1 article."
    assert related(rejected) == sets(rejected) == []


def test_what_is_confirmed_counts_as_it_is_read():
    frame = made.claims(MINISTRY, MONITOR)
    assert related(ruled(frame, {"a:c1": {"ruling": "confirm"}})) == related(frame)


def test_a_corrected_figure_is_compared_and_told_as_ruled():
    said = {"a:c1": {"ruling": "correct", "ruled_best": 400, "ruled_low": 400, "ruled_high": 400}}
    frame = ruled(made.claims(MINISTRY, MONITOR), said)
    (row,) = relations.relations(frame).itertuples()
    assert (row.relation, row.reason) == ("agrees", "both give 400")
    assert row.amount_a == "300", "the words of the article, which stand at start_a"
    assert [(account.amount, account.best) for account in accounts(frame)] == [("[400, as ruled]", 400), ("400", 400)]


def test_a_corrected_figure_is_no_account_of_the_same_words_read_otherwise():
    twice = made.claims(MINISTRY, MINISTRY | {"article": "b"})
    assert len(accounts(twice)) == 1
    said = {"b:c1": {"ruling": "correct", "ruled_best": 3000, "ruled_low": 3000, "ruled_high": 3000}}
    assert [account.best for account in accounts(ruled(twice, said))] == [300, 3000]


def test_a_corrected_measure_and_subject_are_compared():
    wounded, others = exact("b", 400, "Harbour Monitor", "wounded"), exact("c", 90, "Edda Vik", subject="Vardan troops")
    frame = made.claims(MINISTRY, wounded, others)
    assert related(frame) == []
    said = {"b:c1": {"ruling": "correct", "ruled_measure": "killed"},
            "c:c1": {"ruling": "correct", "ruled_subject": "Norlandic troops"}}  # fmt: skip
    assert [relation for _, relation, _ in related(ruled(frame, said))] == ["contradicts"] * 3


def test_a_corrected_stance_and_role_are_compared():
    frame = made.claims(MINISTRY, MONITOR, NURSE)
    said = {"a:c1": {"ruling": "correct", "ruled_stance": "denied"},
            "b:c1": {"ruling": "correct", "ruled_role": "addition"}}  # fmt: skip
    assert related(ruled(frame, said)) == []
    assert sets(ruled(frame, said)) == [["c:c1"]]
    told = tolls.tolls(ruled(frame, said)).set_index("claim")["reason"]
    assert told["a:c1"] == "the party denies it"
    assert told.notna().to_dict() == {"a:c1": True, "b:c1": True, "c:c1": told.notna()["c:c1"]}


def test_a_corrected_place_and_days_name_the_incident():
    day = pd.Timestamp("2031-05-04")
    said = {"a:c1": {"ruling": "correct", "ruled_place": "Vik, Norland", "ruled_earliest": day, "ruled_latest": day}}
    frame = ruled(made.claims(MINISTRY), said)
    assert incidents.labels(frame) == {"a1:i1": "happening in Vik, 4 May 2031"}
    (row,) = incidents.incidents(frame, made.events(), made.articles("a")).itertuples()
    assert (row.place, str(row.earliest.date())) == ("Vik, Norland", "2031-05-04")


def test_a_corrected_source_is_one_witness_with_its_namesake():
    frame = made.claims(MINISTRY | {"best": 400, "low": 400, "high": 400, "amount": "400"}, MONITOR)
    assert corroboration.witnesses(frame)["least"].tolist() == [2]
    said = {"a:c1": {"ruling": "correct", "ruled_source_name": "Harbour Monitor"}}
    (row,) = corroboration.witnesses(ruled(frame, said)).itertuples()
    assert (row.least, row.most) == (1, 1)


def test_a_corrected_whole_is_exceeded_by_its_part():
    sent = exact("b", 5000, "Harbour Monitor", "deployed")
    said = {"b:c1": {"ruling": "correct", "ruled_best": 200, "ruled_low": 200, "ruled_high": 200}}
    assert related(made.claims(MINISTRY, sent)) == []
    assert related(ruled(made.claims(MINISTRY, sent), said)) == [("a:c1", "exceeds", "b:c1")]


# Claims that are kept apart as they are read, and how they stand to each other once they are ruled to be the same.
VIK = "Edda Vik"
ELSEWHERE = {"incident": "b:i1"}
SAME = {
    "two subjects": ((MINISTRY, MONITOR | FIGHTERS), "contradicts"),
    "two incidents": ((MINISTRY, MONITOR | ELSEWHERE), "contradicts"),
    "what cannot be placed": ((MINISTRY, MONITOR | {"incident": None}), "contradicts"),
    "figures far apart": ((exact("a", 3, VIK), exact("a", 400, "Harbour Monitor", start=40, end=43)), "contradicts"),
    "small figures of two measures": ((exact("a", 12, VIK), exact("b", 12, None, "casualties")), "conflates"),
    "more dead than were sent": ((MINISTRY, exact("b", 90, VIK, "deployed") | ELSEWHERE), "exceeds"),
    "few in one article": (
        (exact("a", 3, **FIGHTERS), exact("a", 5, VIK, start=40, end=41, **FIGHTERS) | {"sentence": "It told of 5."}),
        "contradicts",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "relation"), SAME.values(), ids=SAME)
def test_what_is_ruled_the_same_is_compared(rows, relation):
    frame = made.claims(*rows)
    a, b = frame["claim"]
    assert related(frame) == []
    assert related(ruled(frame, two(a, b, "same"))) == [(a, relation, b)]
    one_measure = rows[0]["measure"] == rows[1]["measure"]
    assert sets(ruled(frame, two(a, b, "same"))) == ([[a, b]] if one_measure else [[a], [b]])


def test_claims_of_incidents_that_are_ruled_one_are_all_compared():
    away = [row | ELSEWHERE for row in (MONITOR, NURSE)]
    frame = made.claims(MINISTRY, *away)
    assert related(frame) == [("b:c1", "contradicts", "c:c1")]
    joined = two("a:c1", "b:c1", "same")
    for name in ("b:c1", "c:c1"):
        joined[name] = joined.get(name, {}) | {"ruled_incident": "a1:i1"}
    frame = ruled(frame, joined)
    assert len(related(frame)) == 3
    assert set(relations.relations(frame)["incident"]) == {"a1:i1"}
    assert sets(frame) == [["a:c1", "b:c1", "c:c1"]]
    assert tolls.tolls(frame)["incident"].tolist() == ["a1:i1"] * 3
    assert len(estimates.aggregate(frame)) == 1
    (row,) = incidents.incidents(frame, made.events(), made.articles("a", "b", "c")).itertuples()
    assert (row.incident, row.claims, row.articles) == ("a1:i1", "a:c1, b:c1, c:c1", "a, b, c")
    assert row.reason.endswith("so ruled")
    assert incidents.most_told(frame)["claim"].tolist() == ["a:c1", "b:c1", "c:c1"]


def test_a_claim_that_is_parted_is_of_an_incident_of_its_own():
    said = two("a:c1", "b:c1", "different")
    said["a:c1"]["ruled_incident"] = "a:c1:i"
    frame = ruled(made.claims(MINISTRY, MONITOR, NURSE), said)
    assert related(frame) == [("b:c1", "contradicts", "c:c1")]
    assert sets(frame) == [["a:c1"], ["b:c1", "c:c1"]]
    told = incidents.incidents(frame, made.events(), made.articles("a", "b", "c")).set_index("incident")
    assert told["claims"].to_dict() == {"a:c1:i": "a:c1", "a1:i1": "b:c1, c:c1"}
    assert told.at["a:c1:i", "reason"] == "so ruled"


def test_what_was_nearly_joined_is_no_near_miss_once_it_is_ruled_the_same():
    texts = {"a": "An air strike killed 30 people in Osk on 4 May 2031.", "b": "In Osk, 9 people were killed."}
    days = pd.Series([date(2031, 5, 6), date(2031, 5, 5)], texts).astype(schemas.DAY)
    articles = made.articles(*texts).assign(text=list(texts.values()), published=days)
    claims, events = pf.claims(articles), made.events()
    missed = incidents.incidents(claims, events, articles)["near_misses"].dropna().tolist()
    assert missed == ["a:i1: both in Osk"]
    line = made.ruling("claim", "a", "30", "same", other_article="b", other_words="9")
    (row,) = incidents.incidents(pf.ruled(claims, made.rulings(line), articles), events, articles).itertuples()
    assert (row.incident, row.reason, pd.isna(row.near_misses)) == ("b:i1", "so ruled", True)


def test_a_part_that_is_ruled_different_from_its_whole_is_no_part_of_it():
    frame = made.claims(MINISTRY, exact("a", 30, part_of="a:c1", start=40, end=42))
    assert related(frame) == [("a:c2", "part_of", "a:c1")]
    assert related(ruled(frame, two("a:c1", "a:c2", "different"))) == []


def test_an_added_figure_is_compared_told_and_estimated():
    text = "But it told 300 killed, and a monitor found 400 bodies."
    whole = MINISTRY | {"sentence": text, "subject": "people"}
    frame = made.claims(whole)
    figures = {"measure": "killed", "best": 400, "low": 400, "high": 400, "source_name": "Harbour Monitor"}
    line = made.ruling("claim", "a", "400", "add", start=text.index("400"), **figures)
    frame = pf.ruled(frame, made.rulings(line), made.articles("a", text=text))
    name = f"a:a{text.index('400')}"
    assert related(frame) == [("a:c1", "contradicts", name)]
    assert sets(frame) == [["a:c1", name]]
    (row,) = estimates.aggregate(frame, "range").itertuples()
    assert (row.low, row.high, row.sources) == (300, 400, 2)
    assert sorted(tolls.tolls(frame)["claim"]) == [name, "a:c1"]
    (row,) = incidents.incidents(frame, made.events(), made.articles("a", text=text)).itertuples()
    assert row.claims == f"a:c1, {name}"


def test_what_is_ruled_different_is_not_compared():
    frame = ruled(made.claims(MINISTRY, MONITOR), two("a:c1", "b:c1", "different"))
    assert related(frame) == []
    assert sets(frame) == [["a:c1"], ["b:c1"]]
    assert len(estimates.aggregate(frame)) == 2


def test_what_is_ruled_different_comes_into_no_set_by_way_of_a_third():
    frame = made.claims(MINISTRY, MONITOR, NURSE)
    assert sets(frame) == [["a:c1", "b:c1", "c:c1"]]
    assert sets(ruled(frame, two("a:c1", "c:c1", "different"))) == [["a:c1", "b:c1"], ["c:c1"]]


def test_two_measures_ruled_different_are_not_conflated():
    frame = made.claims(MINISTRY, exact("b", 300, "Harbour Monitor", "casualties"))
    assert related(frame) == [("a:c1", "conflates", "b:c1")]
    assert related(ruled(frame, two("a:c1", "b:c1", "different"))) == []


def test_a_join_with_a_row_that_is_not_chosen_is_no_error():
    frame = ruled(made.claims(MINISTRY, MONITOR), two("a:c1", "b:c1", "same"))
    assert related(frame[frame["article"] == "a"]) == []
    assert sets(frame[frame["article"] == "a"]) == [["a:c1"]]


def dated(article: str, words: str, edtf: str, first: str, last: str, kind: str = "casualties") -> made.Row:
    return made.event(
        article, f"Something of the kind befell {article} {words}.", words, edtf, first, last, "day", kind
    )


RAID = dated("a", "on 3 July 2030", "2030-07-03", "2030-07-03", "2030-07-03")
JULY = dated("b", "in July 2030", "2030-07", "2030-07-01", "2030-07-31") | {"sentence": "Shells hit Lund in July 2030."}
AUGUST = dated("c", "in August 2030", "2030-08", "2030-08-01", "2030-08-31")
GALA = dated("d", "on 3 July 2030", "2030-07-03", "2030-07-03", "2030-07-03", "ceremony")


def happened(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    found = incidents.chronology(frame)
    return list(zip(found["kind"], found["when"], found["events"], strict=True))


def contradicted(frame: pd.DataFrame) -> dict[str, str]:
    found = incidents.chronology(frame).dropna(subset="contradicts")
    return dict(zip(found["events"], found["contradicts"], strict=True))


def test_events_ruled_to_be_one_are_one_where_their_days_meet():
    frame = made.events(RAID, JULY)
    assert len(happened(frame)) == 2
    joined = ruled(frame, two("a:e1", "b:e1", "same"))
    assert happened(joined) == [("casualties", "3 July 2030", "a:e1, b:e1")]


def test_events_of_two_kinds_ruled_to_be_one_have_the_kind_of_the_first():
    frame = ruled(made.events(JULY, GALA), two("b:e1", "d:e1", "same"))
    assert happened(frame) == [("ceremony", "3 July 2030", "d:e1, b:e1")]


def test_events_ruled_to_be_one_contradict_each_other_where_their_days_do_not_meet():
    frame = ruled(made.events(RAID, AUGUST), two("a:e1", "c:e1", "same"))
    assert contradicted(made.events(RAID, AUGUST)) == {}
    assert contradicted(frame) == {"a:e1": "h2", "c:e1": "h1"}


def test_one_happening_by_way_of_a_third_is_one():
    said = {"a:e1": {"ruled_same": "b:e1"}, "b:e1": {"ruled_same": "a:e1, d:e1"}, "d:e1": {"ruled_same": "b:e1"}}
    ((_, _, events),) = happened(ruled(made.events(RAID, JULY, GALA), said))
    assert set(events.split(", ")) == {"a:e1", "b:e1", "d:e1"}


TREATY = dated("a", "on 3 July 2030", "2030-07-03", "2030-07-03", "2030-07-03", "treaty")
PACT = dated("b", "in July 2030", "2030-07", "2030-07-01", "2030-07-31", "treaty")
LATER = dated("c", "in August 2030", "2030-08", "2030-08-01", "2030-08-31", "treaty")
KENYA = {"sentence": "Kenya and Uganda did so on a day.", "date_text": "on a day", "start": 24, "end": 32}


def test_events_ruled_to_be_two_stay_two():
    frame = made.events(TREATY, PACT)
    assert len(happened(frame)) == 1
    assert [events for *_, events in happened(ruled(frame, two("a:e1", "b:e1", "different")))] == ["b:e1", "a:e1"]


def test_events_ruled_to_be_two_are_no_contradiction():
    frame = made.events(TREATY | KENYA, LATER | KENYA)
    assert contradicted(frame) == {"a:e1": "h2", "c:e1": "h1"}
    assert contradicted(ruled(frame, two("a:e1", "c:e1", "different"))) == {}


def test_what_is_ruled_different_is_so_of_all_that_are_ruled_the_same():
    said = {"a:e1": {"ruled_same": "d:e1", "ruled_different": "b:e1"}, "d:e1": {"ruled_same": "a:e1"},
            "b:e1": {"ruled_different": "a:e1"}}  # fmt: skip
    frame = made.events(TREATY, PACT, GALA | {"kind": "treaty"})
    assert [events for *_, events in happened(ruled(frame, said))] == ["b:e1", "a:e1, d:e1"]


def test_a_rejected_event_did_not_happen_and_a_corrected_one_did_then():
    days = {"ruled_edtf": "2030-08-09", "ruled_earliest": pd.Timestamp("2030-08-09"),
            "ruled_latest": pd.Timestamp("2030-08-09"), "ruled_precision": "day"}  # fmt: skip
    said = {"a:e1": {"ruling": "reject"}, "b:e1": {"ruling": "correct", "ruled_kind": "visit"} | days}
    frame = ruled(made.events(RAID, JULY), said)
    assert happened(frame) == [("visit", "9 August 2030", "b:e1")]
    assert compare.answer_chronology(frame, made.articles("a", "b")).startswith(
        "One event is dated: visit, 9 August 2030"
    )
