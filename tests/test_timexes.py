"""Dates in running text: tables of examples in tests/data/dates.toml, and properties that hold for any text."""

import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressframes import reading, records
from pressframes.reading import dategrammar, edtf, lexicon, text, timexes
from pressframes.records import Article

TABLE = tomllib.loads((Path(__file__).parent / "data/dates.toml").read_text("utf-8"))
PUBLISHED = date(2019, 7, 10)
KNOWN = dategrammar.vocabulary()
READ = [*TABLE["wild"], *TABLE["synthetic"], *TABLE["negative"]]
WORDS = (
    "the", "2014", "1990s", "May", "March", "Sept.", "Monday", "day", "week", "quarter", "year", "last",
    "this", "of", "that", "in", "and", ",", ".", "'", "-", "/", "12", "31", "3rd", "first", "ago", "earlier",
    "before", "a", "two", "twenty", "nineteen", "thousand", "03/04/2014", "99.99.2014", "anniversary",
    "occasion", "Feb.", "30", "29", "next", "previous", "spring", "yesterday", "Christmas", "Easter", "Q3",
    "'80s", "mid", "early", "to", "through", "1914-18", "\n\n",
)  # fmt: skip
articles = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
days = st.one_of(st.none(), st.dates())


def drawn(row: dict) -> tuple[str, list[str], date | None]:
    """The text of a row without its brackets, the words in brackets, and the day of publication."""
    published = row.get("published", "2019-07-10")
    return (
        re.sub(r"[\[\]]", "", row["text"]),
        re.findall(r"\[([^\]]*)\]", row["text"]),
        None if published == "none" else date.fromisoformat(published),
    )


def found(row: dict) -> list[tuple[str, str]]:
    words, _, published = drawn(row)
    return [
        (words[d.start : d.end].removeprefix("the ").removeprefix("The "), d.edtf)
        for d in timexes.find(words, published)[0]
    ]


def wanted(row: dict) -> list[tuple[str, str]]:
    spans = [span.removeprefix("the ").removeprefix("The ") for span in drawn(row)[1]]
    return list(zip(spans, row.get("edtf", []), strict=True))


@pytest.mark.parametrize("row", READ, ids=lambda row: row["text"])
def test_the_dates_of_a_sentence_and_nothing_else(row):
    assert found(row) == wanted(row)


@pytest.mark.parametrize("row", TABLE["refused"], ids=lambda row: row["text"])
def test_refused_with_a_reason(row):
    words, spans, published = drawn(row)
    dates, refused = timexes.find(words, published)
    assert (dates, [(words[a:b], why) for a, b, why in refused]) == ([], list(zip(spans, row["reason"], strict=True)))


@pytest.mark.parametrize(
    "row", [pytest.param(r, marks=pytest.mark.xfail(strict=True, reason=r["why"])) for r in TABLE["known"]]
)
def test_known_failures(row):
    assert found(row) == wanted(row)


def test_every_rule_of_the_grammar_has_a_row():
    read = {d.rule for row in READ for d in timexes.find(drawn(row)[0], drawn(row)[2])[0]}
    assert {rule for rule, _ in dategrammar.GRAMMAR} <= read


@pytest.mark.parametrize("table", ["date_class", "date_guard", "holiday"])
def test_every_entry_of_the_lexicon_reads_its_example_and_leaves_its_counterexample(table):
    for entry in lexicon.load()[table]:
        words = {word.lower() for word in entry.get("words", re.findall(r"\w+", entry["name"]))}
        assert timexes.find(entry["example"], PUBLISHED)[0], entry
        assert timexes.find(entry["not"], PUBLISHED)[0] == [], entry
        assert words & set(re.findall(r"\w+", entry["not"].lower())), entry
        if table == "date_class":
            assert words & set(re.findall(r"\w+", entry["example"].lower())), entry


def test_a_user_s_own_holidays_and_words(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[holiday]]\nname = "Anzac Day"\nday = "04-25"\n[[date_class]]\nname = "TODAY"\nwords = { overmorrow = 2 }\n'
    )
    words = lexicon.load([own])
    dates, _ = timexes.find("They marched on Anzac Day and sail overmorrow.", PUBLISHED, words)
    assert [d.edtf for d in dates] == ["2019-04-25", "2019-07-12"]
    assert timexes.find("They marched on Anzac Day and sail overmorrow.", PUBLISHED)[0] == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("It fell on June 3, 2012, not on 4 May 2010.", date(2012, 6, 3)),
        ("Written 26.11.2014.", date(2014, 11, 26)),
        ("It fell in June 2012, on Monday, last year, on Christmas Day 2018.", None),
        ("From June 3 to June 5, 2014.", None),
        ("", None),
    ],
)
def test_the_latest_day_that_a_text_names_in_full(words, day):
    assert timexes.latest_named_day(words) == day


@given(articles, days)
def test_any_text_is_read_and_a_paragraph_before_shifts_every_span_equally(words, published):
    dates, refused = timexes.find(text.fold(words), published)
    assert all(first.end <= second.start for first, second in pairwise(dates))
    assert all(0 <= a < b <= len(words) for a, b in [(d.start, d.end) for d in dates] + [(a, b) for a, b, _ in refused])
    assert all(d.earliest <= d.latest and d.precision in records.PRECISIONS for d in dates)
    assert all(reason in records.REFUSALS for _, _, reason in refused)
    before = "The harbour is quiet.\n\n"
    there, _ = timexes.find(before + text.fold(words), published)
    assert [(d.start + len(before), d.edtf) for d in dates] == [(d.start, d.edtf) for d in there]


@given(articles)
def test_the_tokens_are_the_text(words):
    cut = dategrammar.tokens(words, KNOWN)
    assert "".join(cut.pieces) == words
    assert len(cut.codes) == len(cut.pieces) == len(cut.starts) - 1


HOSTILE = (
    "1", "1,", "1.1", "2014 ", "2014 to ", "May ", "and ", "'", "- ", "\n", "\x00", "last ", "that day ", "nineteen ",
    "the first of the ", "the end of the ", "03/04/2014 ", "the first anniversary of 2014 ", "May and ", "Oct 04",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece):
    short, long = (_seconds(piece * (size // len(piece))) for size in (1_500, 12_000))
    assert long < 30 * max(short, 0.002)  # eight times the text; a square would be 64 times the time


def _seconds(words: str) -> float:
    def once() -> float:
        begun = process_time()
        timexes.find(words, PUBLISHED)
        return process_time() - begun

    return min(once() for _ in range(2))


def test_what_leans_on_the_passage_is_read_in_the_whole_article():
    said = "The war of 1979 spread. Rebels left in May 2004. By the following year 300 had died, and that year 40 fled."
    dates = reading.read(Article("a", said, published=PUBLISHED)).dates
    sentence = next(one for one in text.sentences(said) if said.startswith("By", one.start))
    inside = [d for d in dates if sentence.start <= d.start and d.end <= sentence.end]
    assert [(said[d.start : d.end], d.edtf) for d in inside] == [("the following year", "2005"), ("that year", "2005")]
    alone, _ = timexes.find(said[sentence.start : sentence.end], PUBLISHED)
    assert [d.edtf for d in alone] == ["2020", "2020"]


@pytest.mark.parametrize(
    ("span", "edtf", "earliest", "latest", "precision"),
    [
        (edtf.month(2024, 2), "2024-02", "2024-02-01", "2024-02-29", "month"),
        (edtf.month(2024, 13), "2025-01", "2025-01-01", "2025-01-31", "month"),
        (edtf.part(2024, 24), "2024-24", "2024-12-01", "2025-02-28", "season"),
        (edtf.part(2024, 21), "2024-21", "2024-03-01", "2024-05-31", "season"),
        (edtf.quarter(2024, 1), "2024-33", "2024-01-01", "2024-03-31", "quarter"),
        (edtf.quarter(2024, 0), "2023-36", "2023-10-01", "2023-12-31", "quarter"),
        (edtf.part(2024, 41), "2024-41", "2024-07-01", "2024-12-31", "half"),
        (edtf.year(2024), "2024", "2024-01-01", "2024-12-31", "year"),
        (edtf.decade(2024), "202X", "2020-01-01", "2029-12-31", "decade"),
        (edtf.century(19), "18XX", "1800-01-01", "1899-12-31", "interval"),
        (edtf.week(date(2024, 6, 5)), "2024-06-03/2024-06-09", "2024-06-03", "2024-06-09", "week"),
        (edtf.weekend(date(2024, 6, 5)), "2024-06-08/2024-06-09", "2024-06-08", "2024-06-09", "interval"),
        (edtf.about(edtf.year(1950)), "1950~", "1950-01-01", "1950-12-31", "year"),
        (edtf.back(edtf.day(date(2024, 2, 29)), 1), "2023-02-28", "2023-02-28", "2023-02-28", "day"),
    ],
)
def test_spans_of_the_calendar(span, edtf, earliest, latest, precision):
    assert (span.edtf, str(span.earliest), str(span.latest), span.precision) == (edtf, earliest, latest, precision)
