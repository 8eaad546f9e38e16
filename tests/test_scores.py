"""Scores worked by hand: on small sets of rows, and for each definition the cases on both sides of it."""

from datetime import date

import pytest

from tools import scores

HARBOUR = "The harbour office said at least 12 sailors drowned and 30 were hurt; the Red Cross saw about 40 hurt."
MINE = "Nine miners are missing and two were found dead."
FAIR = "Some 300 people danced."
DAM = "On Friday, 3 May 2030, and again last spring the dam leaked; now the town must wait two weeks."
GATE = "In June 2031 the gate failed at noon."
TEXTS = {"harbour": HARBOUR, "mine": MINE, "fair": FAIR, "dam": DAM, "gate": GATE}


def place(article, words):
    start = TEXTS[article].index(words)
    return {"article": article, "start": start, "end": start + len(words)}


def claim(article, amount, measure, bounds, source=None, group=None, **more):
    best, low, high = bounds
    row = {"measure": measure, "best": best, "low": low, "high": high, "source": source, "group": group}
    return place(article, amount) | row | more


def timex(article, words, kind, value):
    return place(article, words) | {"text": words, "type": kind, "value": value}


def dated(article, words, first, last):
    days = {"earliest": date.fromisoformat(first), "latest": date.fromisoformat(last)}
    return place(article, words) | {"date_text": words} | days


GOLD = [
    claim("harbour", "at least 12", "killed", (12, 12, None), "the harbour office", "sailors"),
    claim("harbour", "30", "wounded", (30, 30, 30), "the harbour office"),
    claim("harbour", "about 40", "wounded", (40, None, None), "the Red Cross"),
    claim("mine", "Nine", "missing", (9, 9, 9), group="miners"),
    claim("mine", "two", "killed", (2, 2, 2), group="miners"),
]
READ = [
    claim("harbour", "12", "killed", (12, 12, 12), "harbour officials", "the sailors"),  # bounds are wrong
    claim("harbour", "30", "wounded", (30, 30, 30), "the office", "sailors"),  # right but for the group
    claim("harbour", "about 40", "killed", (40, None, None), "the Red Cross"),  # another measure: not found
    claim("mine", "Nine", "missing", (9, 9, 9), "the mine", "rescuers"),  # neither source nor group
    claim("mine", "two", "missing", (2, 2, 2), group="miners"),
    claim("fair", "Some 300", "killed", (300, None, None)),  # an article without any claim
]


def test_claims_worked_by_hand():
    assert scores.claims(GOLD, READ) == {
        "precision": 3 / 6,
        "recall": 3 / 5,
        "f1": 6 / 11,
        "bounds": 2 / 3,
        "source": 2 / 3,
        "group": 1 / 3,
        "whole": 2 / 11,
    }


def test_claims_that_are_all_right_score_one_and_none_score_nought():
    assert set(scores.claims(GOLD, GOLD).values()) == {1.0}
    for gold, read in ((GOLD, []), ([], READ), ([], [])):
        assert set(scores.claims(gold, read).values()) == {0.0}


def test_a_claim_is_found_once():
    wanted = GOLD[1]
    assert scores.claims([wanted, wanted], [wanted])["recall"] == 1 / 2
    assert scores.claims([wanted], [wanted, wanted])["precision"] == 1 / 2


@pytest.mark.parametrize(("start", "end", "found"), [(8, 10, 0), (8, 11, 1), (11, 12, 1), (12, 14, 0)])
def test_amounts_are_the_same_if_they_share_a_character(start, end, found):
    wanted = GOLD[1] | {"start": 10, "end": 12}
    assert scores.claims([wanted], [wanted | {"start": start, "end": end}])["recall"] == found


def test_the_same_words_in_another_article_are_another_claim():
    assert scores.claims([GOLD[1]], [GOLD[1] | {"article": "mine"}])["recall"] == 0


@pytest.mark.parametrize("bound", ["best", "low", "high"])
def test_every_bound_must_be_right_and_missing_is_not_zero(bound):
    wanted = GOLD[2] | {bound: None}
    assert scores.claims([wanted], [wanted])["bounds"] == 1
    assert scores.claims([wanted], [wanted | {bound: 0}])["bounds"] == 0


def test_other_readings_that_count_as_right():
    wanted = GOLD[4] | {"measure_any": ["killed", "missing"], "source_any": [None, "miners"], "group_any": ["crew"]}
    read = READ[4] | {"source": "the miners", "group": "the crew"}
    counted = scores.claims([wanted], [read])
    assert (counted["recall"], counted["source"], counted["group"]) == (1, 1, 1)
    # The list replaces the row's own value.
    assert scores.claims([wanted], [read | {"group": "miners"}])["group"] == 0


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (None, None),
        ("", None),
        ("Red Cross", "the Red Cross"),
        ("officials", "harbour officials"),
        ("the Harbour Master", "harbour police"),
        ("Vessland's Ministry of Health", "the health ministry"),
        ("the Coast Guard of Vessland, its navy", "guard navy rescue team"),
    ],
)
def test_names_of_one_party(given, wanted):
    assert scores.is_same_name(given, [wanted])
    assert scores.is_same_name(wanted, [given])


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("the Red Cross", None),
        (None, "the Red Cross"),
        ("the", "the"),  # small words name nobody
        ("the navy of the isles", "the army of the plains"),
        ("officials", "an official"),  # no stems
        ("north coast guard post", "north valley rescue team"),  # one word of four
    ],
)
def test_names_of_two_parties(given, wanted):
    assert not scores.is_same_name(given, [wanted])
    assert not scores.is_same_name(wanted, [given])


ANNOTATED = [
    timex("dam", "Friday, 3 May 2030", "DATE", "2030-05-03"),
    timex("dam", "last spring", "DATE", "2029-SP"),
    timex("dam", "now", "DATE", "PRESENT_REF"),
    timex("dam", "two weeks", "DURATION", "P2W"),
    timex("gate", "June 2031", "DATE", "2031-06"),
    timex("gate", "noon", "TIME", "2031-06-01T12:00"),
]
DATES = [
    dated("dam", "Friday, 3 May 2030,", "2030-05-03", "2030-05-03"),  # the comma at its end is no difference
    dated("dam", "spring", "2029-03-20", "2029-06-20"),  # the astronomical spring: most of its days
    dated("dam", "now", "2030-05-04", "2030-05-04"),  # over a vague date: not counted
    dated("dam", "two weeks", "2030-05-04", "2030-05-18"),  # over a duration: wrong
    dated("gate", "In June 2031", "2031-06-01", "2031-06-29"),  # a day short
    dated("gate", "noon", "2031-06-01", "2031-06-01"),  # over a clock time: not counted
    dated("mine", "Nine", "2009-01-01", "2009-12-31"),  # an article that nobody annotated
]


def test_dates_worked_by_hand():
    assert scores.dates(ANNOTATED, DATES) == {"strict": 2 / 7, "relaxed": 6 / 7, "value": 4 / 7}


def test_dates_of_nothing_score_nought():
    assert set(scores.dates([], DATES).values()) == set(scores.dates(ANNOTATED, []).values()) == {0.0}


def test_the_date_with_the_same_characters_is_the_pair():
    longer, same = (
        dated("gate", "In June 2031", "2031-06-01", "2031-06-01"),
        dated("gate", "June 2031", *["2031-06-01"] * 2),
    )
    for read in ([longer, same], [same, longer]):
        assert scores.dates([ANNOTATED[4]], read) == {"strict": 2 / 3, "relaxed": 2 / 3, "value": 0}


def test_a_date_over_a_wanted_and_a_vague_one_counts():
    both = dated("dam", "last spring the dam leaked; now", "2029-03-01", "2029-05-31")
    assert scores.dates(ANNOTATED[1:3], [both]) == {"strict": 0, "relaxed": 1, "value": 1}


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        ("2029-03-01", "2029-05-31", 1),
        ("2029-04-15", "2029-05-31", 1),  # 47 of 92 days
        ("2029-04-16", "2029-05-31", 0),  # 46: half is not more than half
        ("2029-03-01", "2029-07-08", 1),  # the last day is the 129th after the first
        ("2029-03-01", "2029-07-09", 0),
        ("2029-01-01", "2029-12-31", 0),
        ("2028-03-01", "2028-05-31", 0),
    ],
)
def test_a_season_is_right_if_most_of_its_days_are_there_and_little_else(first, last, right):
    assert scores.dates([ANNOTATED[1]], [dated("dam", "last spring", first, last)])["value"] == right


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2030-05-03", "2030-05-03", "2030-05-03"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W1-WE", "2026-01-03", "2026-01-04"),
        ("2030-Q2", "2030-04-01", "2030-06-30"),
        ("2030-H2", "2030-07-01", "2030-12-31"),
        ("2030-FA", "2030-09-01", "2030-11-30"),
        ("2030-AU", "2030-09-01", "2030-11-30"),
        ("2027-WI", "2027-12-01", "2028-02-29"),
        ("2030", "2030-01-01", "2030-12-31"),
        ("197", "1970-01-01", "1979-12-31"),
        ("197X", "1970-01-01", "1979-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
    ],
)
def test_timex_values_that_are_spans_of_the_calendar(value, first, last):
    span = scores.timex_span(value)
    assert (span.earliest, span.latest) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [None, "", "PRESENT_REF", "PAST_REF", "P2W", "XXXX-05-03", "2030-05-XX", "2030-05-03T10:00", "T10:00", "2", "20XX",
     "2030-Q", "2030-XX", "SP"],
)  # fmt: skip
def test_timex_values_that_are_not(value):
    assert scores.timex_span(value) is None
