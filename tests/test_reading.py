"""Reading an article: claims drawn in claims.toml and passages.toml of tests/data, and what holds for any text."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn import differing, drawn, read, table
from pressframes import frames, reading, records
from pressframes.records import Article

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


def found(row: dict) -> dict[str, object]:
    """What the claims of a row's text say, as far as the row asks for it."""
    words, _ = drawn(row["text"])
    claims = read(words).claims
    ids = [claim.claim for claim in claims]
    measures = [f"{claim.measure}: {plain(claim.group)}" for claim in claims]
    asked = [*row.get("is", []), *[""] * len(claims)]
    told: dict[str, object] = {
        "span": [(claim.start, claim.end, claim.amount) for claim in claims],
        "is": [one if ":" in wanted else one.split(":")[0] for one, wanted in zip(measures, asked, strict=False)],
        "source": [plain(claim.source) for claim in claims],
        "via": [plain(claim.via) for claim in claims],
    }
    if "part_of" in row:
        told["part_of"] = [ids.index(claim.part_of) if claim.part_of else -1 for claim in claims]
    if "refused" in row:
        told["refused"] = row["refused"] in {refusal.reason for refusal in read(words).refusals}
    return told


def wanted(row: dict) -> dict[str, object]:
    """What a row says of its claims; one source or intermediary that it names is that of each of them."""
    words, spans = drawn(row["text"])
    told = {"span": [(start, end, words[start:end]) for start, end in spans], "is": row.get("is", [])}
    for key in ("source", "via"):
        one = row.get(key, "-")
        told[key] = [plain(name) for name in (one if isinstance(one, list) else [one] * len(told["is"]))]
    given = {"refused": True} if "refused" in row else {}
    return {**told, **{key: row[key] for key in ("part_of",) if key in row}, **given}


def test_the_claims_of_a_sentence_and_nothing_else():
    assert differing([*TABLE["wild"], *TABLE["synthetic"], *TABLE["negative"]], found, wanted) == []


def test_known_failures():
    """What is no failure any more goes up to the rows that are read."""
    assert [text for text, *_ in differing(TABLE["known"], found, wanted)] == [row["text"] for row in TABLE["known"]]
    assert all(row["why"] for row in TABLE["known"])


def test_the_same_in_curly_quotes_and_wide_spaces():
    """What a typesetter does to a text changes neither the reading nor the offsets."""

    def claims(words: str) -> list[tuple[int, int, str]]:
        return [(claim.start, claim.end, claim.measure) for claim in read(words).claims]

    rows = [row for row in [*TABLE["wild"], *TABLE["synthetic"]] if '"' not in row["text"]]
    typeset = lambda row: drawn(row["text"])[0].replace("'", "’").replace(" ", "\u00a0")  # noqa: E731
    assert differing(rows, lambda row: claims(typeset(row)), lambda row: claims(drawn(row["text"])[0])) == []


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
    alone = reading.read(article(second))
    reading.read(article(first))
    assert reading.read(article(second)) == alone


@pytest.mark.parametrize(
    "words", ["The blast killed six of them states say.", "The blast killed six of them claims held."]
)
def test_a_plural_that_looks_like_a_verb_behind_them(words):
    """It is no figure, and reading looked for the bounds of it."""
    assert [(claim.amount, claim.measure) for claim in read(words).claims] == [("six", "killed")]


def test_the_verbs_of_a_frame_read_each_article_once(monkeypatch):
    """However many articles there are; those of the last frame are remembered, and no others."""
    read: list[str] = []
    as_it_was = reading.read
    monkeypatch.setattr(reading, "read", lambda one, words=None: read.append(one.article) or as_it_was(one, words))
    many = frames.table([Article(f"a{n}", f"{n} nurses died on Monday.") for n in range(1, 601)])
    for verb in (frames.claims, frames.events, frames.dates, frames.refusals):
        verb(many)
    assert len(read) == 600
    frames.claims(many.iloc[:2])
    assert len(read) == 600
    frames.claims(many.iloc[:3])
    assert read[600:] == ["a3"]


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
