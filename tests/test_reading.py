"""Reading an article: claims drawn in claims.toml and passages.toml of tests/data, and what holds for any text."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn import drawn, read, table
from pressframes import reading, records
from pressframes.records import Article, Claim

TABLES = [table("claims.toml"), table("passages.toml")]
TABLE = {
    mood: [row for one in TABLES for row in one.get(mood, [])] for mood in ("wild", "synthetic", "negative", "known")
}
NUMBERS = "12 1,300 5900 two dozen several nine dozens thousands at least more than nearly between 10 and 30 up to 2014"
PEOPLE = "people soldiers civilians South African nurses others them children of whom tanks villages troops rebels The"
BEFELL = "killed wounded were died casualties missing captured deployed fled toll rose deaths including among not"
SPEECH = 'said told according police Reuters the ministry he it citing added that "We group reported , . ; : ( ) - " \''
TIMES = "Monday May 3, 2014 last year yesterday treaty signed in on invaded 1 99 March"
PIECES = [*NUMBERS.split(), *PEOPLE.split(), *BEFELL.split(), *SPEECH.split(), *TIMES.split(), "\n", "\n\n", "“", "’s"]
texts = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))


def plain(words: str | None) -> str:
    """A party's or group's words without their article, "-" for none."""
    return "-" if words is None else words.removeprefix("the ").removeprefix("The ")


def each(row: dict, key: str) -> list[str]:
    """What the row wants of each of its claims."""
    wanted = row.get(key, "-")
    return [plain(one) for one in (wanted if isinstance(wanted, list) else [wanted] * len(row.get("is", [])))]


def group(claim: Claim, wanted: str) -> str:
    """The measure, and the group if it is asked for, as a row gives them."""
    return f"{claim.measure}: {plain(claim.group)}" if ":" in wanted else claim.measure


def reads(row: dict) -> None:
    words, spans = drawn(row["text"])
    claims = read(words).claims
    assert [claim.amount for claim in claims] == [words[start:end] for start, end in spans]
    assert [(claim.start, claim.end) for claim in claims] == spans
    assert [group(*pair) for pair in zip(claims, row.get("is", []), strict=True)] == row.get("is", [])
    assert [plain(claim.source) for claim in claims] == each(row, "source")
    assert [plain(claim.via) for claim in claims] == each(row, "via")
    if "part_of" in row:
        ids = [claim.claim for claim in claims]
        assert [ids.index(claim.part_of) if claim.part_of else -1 for claim in claims] == row["part_of"]
    if "refused" in row:
        assert row["refused"] in {refusal.reason for refusal in read(words).refusals}


@pytest.mark.parametrize("row", [*TABLE["wild"], *TABLE["synthetic"], *TABLE["negative"]], ids=lambda row: row["text"])
def test_the_claims_of_a_sentence_and_nothing_else(row):
    reads(row)


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=pytest.mark.xfail(reason=row["why"])) for row in TABLE["known"]],
    ids=lambda row: row["text"],
)
def test_known_failures(row):
    reads(row)


@pytest.mark.parametrize("row", [*TABLE["wild"], *TABLE["synthetic"]], ids=lambda row: row["text"])
def test_the_same_in_curly_quotes_and_wide_spaces(row):
    """What a typesetter does to a text changes neither the reading nor the offsets."""
    words, _ = drawn(row["text"])
    if '"' in words:
        return
    set_ = words.replace("'", "’").replace(" ", "\u00a0")
    assert [(c.start, c.end, c.measure) for c in read(set_).claims] == [
        (c.start, c.end, c.measure) for c in read(words).claims
    ]


def article(words: str) -> Article:
    return Article("made", words)


@settings(deadline=None)
@given(texts)
def test_the_span_law(words):
    """`text[start:end]` is the quoted string in every row, and a source and its intermediary stand in the text."""
    found = reading.read(article(words))
    for claim in found.claims:
        assert words[claim.start : claim.end] == claim.amount
    for event in found.events:
        assert words[event.start : event.end] == event.date_text
    for row in [*found.claims, *found.events]:
        assert words[row.sentence_start : row.sentence_start + len(row.sentence)] == row.sentence
        assert row.sentence_start <= row.start < row.end <= row.sentence_start + len(row.sentence)
        assert row.source is None or row.source in words
    for claim in found.claims:
        assert claim.via is None or claim.via in words
        assert claim.group is None or claim.group in words
    for refusal in found.refusals:
        assert words[refusal.start : refusal.end] == refusal.words


@settings(deadline=None)
@given(texts)
def test_every_row_is_well_formed(words):
    found = reading.read(article(words))
    ids = [row.claim for row in found.claims]
    assert ids == [f"made:c{number}" for number in range(1, len(ids) + 1)]
    assert [row.event for row in found.events] == [f"made:e{number}" for number in range(1, len(found.events) + 1)]
    for claim in found.claims:
        bounds = [bound for bound in (claim.low, claim.best, claim.high) if bound is not None]
        assert bounds
        assert bounds == sorted(bounds)
        assert claim.measure in records.MEASURES
        assert claim.hedge in records.HEDGES
        assert claim.attribution in records.ATTRIBUTIONS
        assert claim.source_kind in records.SOURCE_KINDS
        assert (claim.source is None) == (claim.attribution == "none") == (claim.source_kind == "none")
        assert claim.part_of is None or (claim.part_of in ids and claim.part_of != claim.claim)
        assert claim.subject
        assert claim.rule
    assert {refusal.reason for refusal in found.refusals} <= set(records.REFUSALS)
    for rows in (found.claims, found.events, found.dates, found.refusals):
        assert [row.start for row in rows] == sorted(row.start for row in rows)


@settings(deadline=None)
@given(texts)
def test_a_part_never_holds_its_whole(words):
    whole = {claim.claim: claim.part_of for claim in reading.read(article(words)).claims}
    for claim in whole:
        seen = set()
        while claim:
            assert claim not in seen
            seen.add(claim)
            claim = whole[claim]


BEFORE = ["Snow fell all night on the hills.\n\n", "A quiet opening paragraph, nothing more.\n\n", "Rain. Wind.\n\n\n"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map(" ".join), st.sampled_from(BEFORE))
def test_a_paragraph_before_shifts_every_span(words, before):
    """A title may hold its source at its end ("Nine hurt: police"), so both texts have a title before."""
    words, shift = "Made up.\n\n" + words, len(before)
    moved = reading.read(article(words.replace("Made up.\n\n", "Made up.\n\n" + before, 1)))
    still = reading.read(article(words))
    assert moved.claims == [
        replace(c, start=c.start + shift, end=c.end + shift, sentence_start=c.sentence_start + shift)
        for c in still.claims
    ]
    assert [(e.start, e.end, e.kind, e.edtf) for e in moved.events] == [
        (e.start + shift, e.end + shift, e.kind, e.edtf) for e in still.events
    ]
    assert [(r.start, r.end, r.reason) for r in moved.refusals] == [
        (r.start + shift, r.end + shift, r.reason) for r in still.refusals
    ]


READ = [drawn(row["text"]) for mood in ("wild", "synthetic", "negative") for row in TABLE[mood]]


@settings(deadline=None)
@given(st.lists(st.sampled_from(READ), max_size=6))
def test_paragraphs_are_read_as_each_alone(paragraphs):
    """What is claimed in one paragraph makes no claim in another, and takes none away."""
    words, wanted = "Made up.", []
    for paragraph, spans in paragraphs:
        words += "\n\n"
        wanted += [(start + len(words), end + len(words)) for start, end in spans]
        words += paragraph
    assert [(claim.start, claim.end) for claim in reading.read(article(words)).claims] == wanted


@settings(deadline=None, max_examples=50)
@given(texts, texts)
def test_articles_are_read_alone(first, second):
    """The order of articles does not matter: what was read before changes nothing."""
    alone = reading.read.__wrapped__(article(second))
    reading.read.__wrapped__(article(first))
    assert reading.read.__wrapped__(article(second)) == alone


def test_nothing_to_read():
    assert reading.read(article("")) == ([], [], [], [])


def test_a_refusal_says_the_line():
    refusals = read("Nobody stirred.\n\nThe storm could kill thousands.").refusals
    assert [(refusal.words, refusal.reason, refusal.line) for refusal in refusals] == [("thousands", "hypothetical", 3)]


def test_each_reason_of_a_refused_figure_has_its_example():
    shown = {row["refused"] for row in TABLE["negative"] if "refused" in row}
    assert shown == {"negated", "hypothetical", "not_people", "no_measure", "not_a_count"}


def test_the_tables_are_whole():
    """Each sentence stands once, and most moods have many."""
    rows = [row["text"] for mood in TABLE.values() for row in mood]
    assert len(rows) == len(set(rows)) > 350
    assert min(len(TABLE[mood]) for mood in ("wild", "negative")) > 90
