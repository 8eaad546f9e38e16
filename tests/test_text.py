"""Sentences, folding and subjects: what every reading starts from, and how claims are made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressframes.reading import lexicon, text
from pressframes.reading.measures import subjects

WORDS = lexicon.load()
MARKS = "Mr. A. b C . ! ? \" ' ( ) 12 ... U.N. |"
PIECES = [*MARKS.split(), "\n", "\n\n", " ", " - ", "No. 7"]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


def cut(words: str) -> list[str]:
    """The sentences of a text, written with `|` where they end."""
    return [words[sentence.start : sentence.end] for sentence in text.sentences(text.fold(words))]


MARKED = [
    "Snow fell.| Nobody stirred.",
    "Snow fell!| Nobody stirred?| Nobody.",
    "Mr. Novak fell.| Mrs. Novak did not.",
    "Gen. Luis Ortega met Sen. Anna Diaz and Prof. Li.| They left.",
    "J. R. Novak fell.| He rose.",
    "He met J.R. Novak of the U.N. Security Council.| They talked.",
    "The U.S. Army left.| The dust stayed.",
    "It fell on Jan. 5 and on Sept. 9.| It rained.",
    "Shares of Acme Corp. fell, of Novak Inc. rose.| Few cared.",
    "St. Peter's stood.| Mt. Kenya too.",
    "Article No. 7 of Vol. 3 says so.| Nothing else does.",
    "Prices rose 1.5 percent.| Wages did not.",
    "It began at 5 p.m. on Sunday.| It ended at noon.",
    '"Snow fell."| Nobody stirred.',
    '"Snow fell," she said.| "Nobody stirred."',
    "“Snow fell.”| Nobody stirred.",
    "(Snow fell.)| Nobody stirred.",
    "Snow fell ... nobody stirred.",
    "Snow fell...| Nobody stirred.",
    "Snow fell\n|Nobody stirred",
    "A title\n\n|A body.| And more.",
    "Snow fell.  \n \n|  Nobody stirred.",
    "Snow fell; nobody stirred.",
    "Visit example.org now.| Or later.",
    "He is 12.| She is 13.",
    "Snow fell.| 12 people stirred.",
    "no stops at all",
    "the town fell. the army fled",
    "Ends in a stop.",
    "Wait?!| Yes.",
]


def test_where_sentences_end():
    wanted = {marked: [part.strip() for part in marked.split("|")] for marked in MARKED}
    assert {marked: cut(marked.replace("|", "")) for marked in MARKED} == wanted


def test_a_title_that_the_body_repeats_is_cut_off():
    title = "Ferry sinks off the northern coast"
    assert cut(f"{title} - Daily Post\n{title} The ferry was old.") == [
        f"{title} - Daily Post",
        title,
        "The ferry was old.",
    ]


def test_paragraphs_are_numbered():
    assert [one.paragraph for one in text.sentences("One. Two.\nThree.\n\nFour.")] == [0, 0, 1, 2]


def test_nothing_has_no_sentences():
    assert [text.sentences(text.fold(words)) for words in ("", " ", "\n\n", "\t \n")] == [[]] * 4


@pytest.mark.parametrize(("piece", "lost"), [("snow ", 1), ("s", 0)])
def test_a_million_characters_without_a_stop_are_cut(piece, lost):
    """At a space if there is one."""
    found = text.sentences(piece * (1_000_000 // len(piece)))
    assert max(sentence.end - sentence.start for sentence in found) <= 1200
    assert sum(sentence.end - sentence.start + lost for sentence in found) == 1_000_000


@given(texts)
def test_sentences_hold_all_that_is_not_space(words):
    """They stand in order, apart, with nothing but white space around and between them."""
    folded, at = text.fold(words), 0
    for sentence in text.sentences(folded):
        assert at <= sentence.start < sentence.end <= len(folded)
        assert folded[at : sentence.start].strip() == ""
        assert folded[sentence.start : sentence.end] == folded[sentence.start : sentence.end].strip()
        at = sentence.end
    assert folded[at:].strip() == ""


FOLDED = [
    ("“Snow”", '"Snow"'),
    ("„Schnee“ «neige»", '"Schnee" "neige"'),
    ("it’s ‘so’", "it's 'so'"),
    ("10–12", "10-12"),
    ("non‑stop", "non-stop"),
    ("1\u00a0300\u2009men", "1 300 men"),
    ("a\tb\rc", "a b c"),
    ("a\nb", "a\nb"),
    ("naïve café 東京", "naïve café 東京"),
]


def test_fold():
    assert [text.fold(stored) for stored, _ in FOLDED] == [folded for _, folded in FOLDED]


@given(st.text())
def test_folding_keeps_every_place_and_folds_once(words):
    folded = text.fold(words)
    assert len(folded) == len(words)
    assert text.fold(folded) == folded
    changed = {a for a, b in zip(words, folded, strict=True) if a != b}
    assert [mark for mark in changed if mark.isalnum()] in ([], ["\u02bc"])  # an apostrophe that counts as a letter


# Subjects: (group, kind of its head, measure) of each claim in text order


SUBJECTS = [
    ([], []),
    ([(None, "none", "killed")], ["people"]),
    ([("civilians", "person", "killed")], ["civilians"]),
    ([("Kenyan soldiers", "force", "killed")], ["Kenyan troops"]),
    ([("Kenyan fighters", "force", "killed"), ("Kenyan troops", "force", "killed")], ["Kenyan troops"] * 2),
    ([("Kenyan troops", "force", "deployed"), ("soldiers", "force", "killed")], ["Kenyan troops"] * 2),
    ([("soldiers", "force", "killed"), ("Kenyan troops", "force", "deployed")], ["Kenyan troops"] * 2),
    ([("Kenyan troops", "force", "killed"), (None, "none", "wounded")], ["Kenyan troops"] * 2),
    ([(None, "tally", "killed"), ("miners", "person", "wounded")], ["miners"] * 2),
    ([("miners", "person", "killed"), (None, "other", "wounded")], ["miners"] * 2),
    ([(None, "tally", "killed"), ("nurses", "person", "wounded")], ["people", "nurses"]),  # the dead may be anyone
    ([("children", "person", "killed"), (None, "none", "wounded")], ["children", "people"]),
    ([("Kenyans", "name", "deployed")], ["Kenyan troops"]),
    ([("Kenyans", "name", "killed")], ["Kenyan people"]),
    ([("South African guards", "force", "killed")], ["South African troops"]),
    (
        [("Kenyan troops", "force", "killed"), ("Somali troops", "force", "killed"), ("troops", "force", "killed")],
        ["Kenyan troops", "Somali troops", "troops"],
    ),
]


def test_subjects():
    assert [subjects(groups, WORDS) for groups, _ in SUBJECTS] == [expected for _, expected in SUBJECTS]
