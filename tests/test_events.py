"""Dated happenings and their kinds: tables of examples in tests/data/events.toml, and properties of the rows."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import differing, table
from pressframes.reading import events as happenings
from pressframes.reading import lexicon, text, timexes
from pressframes.records import Article, Attribution

TABLE = table("events.toml")
READ = [*TABLE["wild"], *TABLE["synthetic"], *TABLE["negative"]]
PUBLISHED = date(2019, 7, 10)


def events(words: str, own: lexicon.Lexicon | None = None, said: Attribution | None = None):
    folded = text.fold(words)
    dated, _ = timexes.find(folded, PUBLISHED, own)
    article = Article("a", words, published=PUBLISHED)
    return happenings.read(article, folded, text.sentences(folded), dated, lambda offset: said or Attribution(), own)


def kinds(row: dict) -> list[tuple[str, str]]:
    return [(event.date_text, event.kind) for event in events(re.sub(r"[\[\]]", "", row["text"]))]


def wanted(row: dict) -> list[tuple[str, str]]:
    spans = row.get("span") or re.findall(r"\[([^\]]*)\]", row["text"])
    return list(zip(spans, row["kind"], strict=True))


def test_what_happened_then():
    assert differing(READ, kinds, wanted) == []


def test_known_failures():
    """What is no failure any more goes up to the rows that are read."""
    assert [text for text, *_ in differing(TABLE["known"], kinds, wanted)] == [row["text"] for row in TABLE["known"]]
    assert all(row["why"] for row in TABLE["known"])


def test_every_kind_has_rows():
    shown = {kind for row in READ for kind in row["kind"]}
    assert {entry["name"] for entry in lexicon.load()["kind"]} - shown == set()


def test_every_kind_is_told_in_its_example_and_not_in_its_counterexample():
    """Both hold a cue of it; in the counter-example it is not what happened then."""
    told = []
    for entry in lexicon.load()["kind"]:
        own = lexicon.Lexicon({"kind": [entry]})
        for words, is_told in ((entry["example"], True), (entry["not"], False)):
            assert happenings.cues(words, own), f"{words!r} holds no cue of this entry"
            found = [event.kind for event in events(words)]
            assert found, f"{words!r} has no date"
            told += [] if (entry["name"] in found) == is_told else [(words, found)]
    assert told == []


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


def own(folder, words: str) -> lexicon.Lexicon:
    (folder / "own.toml").write_text(words, "utf-8")
    return lexicon.load([folder / "own.toml"])


def test_a_user_s_own_kind(tmp_path):
    known = own(tmp_path, '[[kind]]\nname = "eruption"\nas = "verb"\npattern = "erupt(s|ed|ing)?\\\\b"\n')
    words = "The volcano erupted on Monday."
    assert [event.kind for event in events(words, known)] == ["eruption"]
    assert [event.kind for event in events(words)] == ["other"]


@pytest.mark.parametrize(
    ("role", "pattern", "words"),
    [
        ("verb", "sign(ed|s)?", "The two presidents signed a trade pact in Oslo on Monday."),
        ("noun", "accord", "The 1998 accord held."),
        ("noun", "deployed", "The brigade deployed on Monday."),
    ],
)
def test_a_user_s_own_kind_goes_before_the_library_s(tmp_path, role, pattern, words):
    known = own(tmp_path, f'[[kind]]\nname = "own"\nas = "{role}"\npattern = "{pattern}\\\\b"\n')
    assert [event.kind for event in events(words, known)] == ["own"] != [event.kind for event in events(words)]


SOME = "signed a pact on Monday, killed 2014 . the visit war (@x) May 4, 2016"
PIECES = [*SOME.split(), "\n\n"]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_every_event_quotes_its_article(words):
    found = events(words)
    assert all(words[e.start : e.end] == e.date_text and e.date_text in e.sentence for e in found)
    assert all(words[e.sentence_start : e.sentence_start + len(e.sentence)] == e.sentence for e in found)
    assert [e.event for e in found] == [f"a:e{n}" for n in range(1, len(found) + 1)]
