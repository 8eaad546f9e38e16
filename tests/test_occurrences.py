"""Dated happenings and their kinds: tables of examples in tests/data/events.toml, and properties of the rows."""

import re
import time
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressframes.reading import events as occurrences, lexicon, text, timexes
from pressframes.records import Article, Attribution

TABLE = tomllib.loads((Path(__file__).parent / "data/events.toml").read_text("utf-8"))
READ = [*TABLE["wild"], *TABLE["synthetic"], *TABLE["negative"]]
PUBLISHED = date(2019, 7, 10)


def events(words: str, own: lexicon.Lexicon | None = None, said: Attribution | None = None):
    folded = text.fold(words)
    dated, _ = timexes.find(folded, PUBLISHED, own)
    article = Article("a", words, published=PUBLISHED)
    return occurrences.read(article, text.sentences(folded), dated, lambda offset: said or Attribution(), own)


def kinds(row: dict) -> list[tuple[str, str]]:
    return [(event.date_text, event.kind) for event in events(re.sub(r"[\[\]]", "", row["text"]))]


def wanted(row: dict) -> list[tuple[str, str]]:
    spans = row.get("span") or re.findall(r"\[([^\]]*)\]", row["text"])
    return list(zip(spans, row["kind"], strict=True))


@pytest.mark.parametrize("row", READ, ids=lambda row: row["text"])
def test_what_happened_then(row):
    assert kinds(row) == wanted(row)


@pytest.mark.parametrize(
    "row", [pytest.param(r, marks=pytest.mark.xfail(strict=True, reason=r["why"])) for r in TABLE["known"]]
)
def test_known_failures(row):
    assert kinds(row) == wanted(row)


def test_every_kind_has_rows():
    shown = {kind for row in READ for kind in row["kind"]}
    assert {entry["name"] for entry in lexicon.load()["kind"]} - shown == set()


@pytest.mark.parametrize("entry", lexicon.load()["kind"], ids=lambda entry: f"{entry['name']} {entry['as']}")
def test_every_kind_is_told_in_its_example_and_not_in_its_counterexample(entry):
    """Both hold a cue of it; in the counter-example it is not what happened then."""
    own = lexicon.Lexicon({"kind": [entry]})
    for words in (entry["example"], entry["not"]):
        assert occurrences.cues(words, own), f"{words!r} holds no cue of this entry"
        assert events(words), f"{words!r} has no date"
    assert entry["name"] in {event.kind for event in events(entry["example"])}
    assert entry["name"] not in {event.kind for event in events(entry["not"])}


def test_a_row_says_where_it_stands_and_whose_word_it_is():
    words = "The sea was calm. The two presidents signed a pact in June 2012, the ministry said."
    said = Attribution(source="the ministry", source_name="Ministry", source_kind="government", attribution="stated")
    (event,) = events(words, said=said)
    assert words[event.start : event.end] == event.date_text == "in June 2012"
    assert (event.event, event.edtf, str(event.earliest), str(event.latest)) == (
        "a:e1",
        "2012-06",
        "2012-06-01",
        "2012-06-30",
    )
    assert (event.precision, event.kind, event.rule) == ("month", "treaty", "month-year")
    assert (event.source, event.source_name) == ("the ministry", "Ministry")
    assert words[event.sentence_start :] == event.sentence


def test_curly_quotes_and_hard_spaces_stay_in_the_quoted_text():
    words = "\u201cThe pact was signed in\u00a0June\u00a02012,\u201d she said."
    (event,) = events(words)
    assert event.date_text == "in\u00a0June\u00a02012"
    assert event.sentence == words


def test_a_user_s_own_kind(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[[kind]]\nname = "eruption"\nas = "verb"\npattern = "erupt(s|ed|ing)?\\\\b"\n')
    words = "The volcano erupted on Monday."
    assert [event.kind for event in events(words, lexicon.load([own]))] == ["eruption"]
    assert [event.kind for event in events(words)] == ["other"]


WORDS = (
    "signed",
    "a",
    "pact",
    "on",
    "Monday,",
    "killed",
    "2014",
    ".",
    "the",
    "visit",
    "\n\n",
    "war",
    "(@x)",
    "May 4, 2016",
)


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_every_event_quotes_its_article(words):
    found = events(words)
    assert all(words[e.start : e.end] == e.date_text and e.date_text in e.sentence for e in found)
    assert all(words[e.sentence_start : e.sentence_start + len(e.sentence)] == e.sentence for e in found)
    assert [e.event for e in found] == [f"a:e{n}" for n in range(1, len(found) + 1)]


@pytest.mark.parametrize(
    "piece", ["signed a ", "signed 2014 ", "A ", "the the ", "sent ", "2014, ", "A.B, C d ", "launched an - ", '"']
)
def test_time_grows_with_the_text_and_no_faster(piece):
    short, long = (_seconds(piece * (size // len(piece)) + " on Monday.") for size in (5_000, 40_000))
    assert long < 30 * max(short, 0.002)


def _seconds(words: str) -> float:
    folded = text.fold(words)
    sentences, (dated, _) = text.sentences(folded), timexes.find(folded, PUBLISHED)
    begun = time.perf_counter()
    occurrences.read(Article("a", words), sentences, dated, lambda offset: Attribution())
    return time.perf_counter() - begun
