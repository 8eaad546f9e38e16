"""Marked texts: what is marked, how it reads without colour and without HTML, and that no text becomes markup."""

from html.parser import HTMLParser
from itertools import count
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressframes.frames import schemas
from pressframes.phrases import anchor, bounds
from pressframes.safe import visible
from pressreport import html, tables
from pressreport.html import Span, marked, spans

SENTENCE = "The harbour police said at least 12 sailors drowned on 3 May 2031."


def at(text: str, words: str, **also: object) -> SimpleNamespace:
    """A row as a frame gives it, for the words where they stand in the text."""
    start = text.index(words)
    fixed = {"start": start, "end": start + len(words), "sentence": text, "sentence_start": 0, "via": None}
    return SimpleNamespace(**(fixed | {"source": None} | also))


class Seen(HTMLParser):
    """The tags, attributes and words that a browser would see."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.words = ""
        self.ids: list[str] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += "" if self.open and self.open[-1] == "style" else data


@pytest.mark.parametrize(
    ("drawn", "plain"),
    [
        (
            [at(SENTENCE, "at least 12", claim="a:c1", measure="killed")],
            "The harbour police said at least 12[c1 killed] sailors drowned on 3 May 2031.",
        ),
        (
            [at(SENTENCE, "at least 12", claim="a:c1", measure="killed", source="The harbour police")],
            "The harbour police[says c1] said at least 12[c1 killed] sailors drowned on 3 May 2031.",
        ),
        (
            [at(SENTENCE, "on 3 May 2031", event="a:e1", kind="casualties", edtf="2031-05-03")],
            "The harbour police said at least 12 sailors drowned on 3 May 2031[e1 casualties 2031-05-03].",
        ),
        (
            [at(SENTENCE, "3 May 2031", reason="not_people")],
            "The harbour police said at least 12 sailors drowned on ‹3 May 2031›[not read: not people].",
        ),
        (
            [
                at(SENTENCE, "at least 12", claim="a:c1", measure="killed", source="harbour police"),
                at(SENTENCE, "12 sailors", claim="a:c2", measure="missing", source="harbour police"),
            ],
            "The harbour police[says c1; says c2] said at least 12[c1 killed] sailors[c2 missing] drowned on 3 May "
            "2031.",
        ),
        (  # a source that is nowhere in the article's words is not marked
            [at(SENTENCE, "at least 12", claim="a:c1", measure="killed", source="the coast guard")],
            "The harbour police said at least 12[c1 killed] sailors drowned on 3 May 2031.",
        ),
        ([], SENTENCE),
    ],
)
def test_what_is_marked_is_told_in_plain_words(drawn: list[SimpleNamespace], plain: str) -> None:
    shown = marked(SENTENCE, [span for row in drawn for span in spans(SENTENCE, row)])
    assert repr(shown) == plain
    assert Seen(shown._repr_html_()).words == plain


def test_each_kind_of_mark_is_told_apart_by_its_tags_alone() -> None:
    rows = [
        at(SENTENCE, "at least 12", claim="a:c1", measure="killed", source="The harbour police"),
        at(SENTENCE, "on 3 May 2031", event="a:e1", kind="casualties", edtf="2031-05-03"),
    ]
    markup = marked(SENTENCE, [span for row in rows for span in spans(SENTENCE, row)]).markup
    assert '<mark class="source"><i>The harbour police</i></mark><sup>[says c1]</sup>' in markup
    assert '<span id="a:c1"><mark class="amount"><b>at least 12</b></mark></span><sup>[c1 killed]</sup>' in markup
    assert '<span id="a:e1"><mark class="date"><u>on 3 May 2031</u></mark></span>' in markup


def test_a_source_is_marked_where_it_stands_nearest_to_its_figure() -> None:
    text = "Medics wept. Medics said 3 died, medics at another ward said 4 died; Medics left."
    row = at(text, "4", claim="a:c2", measure="killed", source="medics")
    row.sentence, row.sentence_start = text[13:], 13
    (_, source) = spans(text, row)
    assert source.start == text.index("medics")


def test_a_source_carried_from_an_earlier_sentence_is_marked_there() -> None:
    text = "A union spoke. The union said so. It counted 40 dead."
    row = at(text, "40", claim="a:c1", measure="killed", source="The union")
    row.sentence, row.sentence_start = "It counted 40 dead.", text.index("It")
    (_, source) = spans(text, row)
    assert text[source.start : source.end] == "The union"


def test_a_source_is_found_whatever_its_quotation_marks() -> None:
    text = "The dockers’ union counted 40 dead."
    (_, source) = spans(text, at(text, "40", claim="a:c1", measure="killed", source="The dockers' union"))
    assert text[source.start : source.end] == "The dockers’ union"


@pytest.mark.parametrize(
    ("row", "address"),
    [
        ("ferry:c1", "ferry:c1"),
        ("two ferries:c1", "two%20ferries:c1"),
        ('x" onclick="y:e2', "x%22%20onclick%3D%22y:e2"),
        ("паром:e2", "%D0%BF%D0%B0%D1%80%D0%BE%D0%BC:e2"),
    ],
)
def test_an_address_has_no_blank_and_no_quote(row: str, address: str) -> None:
    assert anchor(row) == address


HOSTILE = [
    "<script>alert(1)</script> 12 dead",
    "<img src=x onerror=alert(1)> 12 dead",
    "</td></table><h1>12 dead",
    "<svg/onload=alert(1)>12",
    '"><a href="javascript:alert(1)">12</a>',
    "&lt;b&gt; 12 &amp;amp; dead",
    "12 dead $\\href{javascript:alert(1)}{x}$ and \\(x\\)",
    "12 \u202edaed\u202c",
    "12 dead\x1b[2J\x07\x00",
]
ALLOWED = {"mark", "b", "i", "u", "sup", "span", "p", "br", "a", "table", "thead", "tbody", "tr", "th", "td", "h3"}
ALLOWED |= {"style", "caption"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    row = at(text, "12", claim="<b>:c1", measure="killed", source=text[:6], amount=text, subject=text, source_name=text)
    row.best = row.low = row.high = 12
    row.part_of = None
    article = {"article": "<b>", "title": text, "text": text, "words": 1, "published_basis": "missing"}
    corpus = schemas.frame("articles", [article])
    for markup in (
        marked(text, spans(text, row)).markup,
        tables.texts(corpus, pd.DataFrame([vars(row) | {"article": "<b>"}])).markup,
        tables.articles(corpus).markup,
        html.sentence(text).markup,
        html.table(pd.DataFrame({text: [text]}), text).markup,
    ):
        seen = Seen(markup)
        assert set(seen.tags) <= ALLOWED
        assert not [name for name, _ in seen.attributes if name.startswith("on")]
        assert not seen.open
        assert not {"$", "\\"} & set(markup.replace("<span>$</span>", "").replace("<span>\\</span>", ""))
        assert not set(seen.words) & set("\u202e\u202c\x1b\x07\x00")


texts = st.text(st.sampled_from("ab1 <>&\"'$\\\n\u202e\x1b…"), max_size=30)
borders = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


@settings(deadline=None)
@given(texts, st.lists(st.tuples(borders, st.sampled_from(["amount", "source", "date", "unread"])), max_size=6))
def test_the_words_outlast_any_marks(text: str, drawn: list[tuple[list[int], str]]) -> None:
    number = count(1)
    found = [Span(a, b, kind, "", f"x:c{next(number)}") for (a, b), kind in drawn if a < b]
    seen = Seen(marked(text, found).markup)
    words = seen.words.translate({ord("‹"): "", ord("›"): ""})
    assert words == visible(text)
    assert not seen.open
    assert len(seen.ids) == len(set(seen.ids))


@settings(deadline=None)
@given(texts)
def test_a_text_cut_in_paragraphs_loses_no_words(text: str) -> None:
    corpus = schemas.frame("articles", [{"article": "a", "text": text, "words": 1, "published_basis": "missing"}])
    told = tables.texts(corpus).words.split("\n", 1)[1:]
    assert "".join(told).split() == visible(text).split()


@pytest.mark.parametrize(
    ("best", "low", "high", "said"),
    [
        (17, 17, 17, "17"),
        (3800, 3800, None, "3,800 or more"),
        (None, 2000, None, "2,000 or more"),
        (33, None, 33, "at most 33"),
        (None, 10, 12, "10 to 12"),
        (25000, None, None, "about 25,000"),
        (None, None, None, "no number"),
        (0, 0, 0, "0"),
        (pd.NA, pd.NA, pd.NA, "no number"),
    ],
)
def test_bounds_in_words(best: object, low: object, high: object, said: str) -> None:
    assert bounds(best, low, high) == said


def test_a_table_says_what_is_missing_and_groups_thousands() -> None:
    frame = pd.DataFrame({"of_whom": ["sailors", None], "most": pd.array([1200, None], "Int64")})
    frame["day"] = pd.to_datetime(pd.Series(["2031-05-03", None]))
    shown = html.table(frame, "Losses.")
    assert repr(shown).splitlines() == [
        "Losses. A dash: not stated.",
        "of whom | most | day",
        "sailors | 1,200 | 2031-05-03",
        "– | – | –",
    ]
    seen = Seen(shown.markup)
    assert ("scope", "col") in seen.attributes
    assert "caption" in seen.tags
    assert not [null for null in ("&lt;NA", "NaT", "nan", "None") if null in shown.markup]


def test_a_long_table_is_folded_under_its_caption_and_loses_no_row() -> None:
    shown = html.table(pd.DataFrame({"x": range(html.LONG + 1)}), "Losses.")
    assert shown.markup.startswith(f"<details>\n<summary>Losses. Open {html.LONG + 1} rows.</summary>")
    assert shown.markup.count("<td") == html.LONG + 1
    assert "<details>" not in html.table(pd.DataFrame({"x": range(html.LONG)}), "Losses.").markup


def test_an_empty_table_says_so_in_words() -> None:
    assert repr(html.table(pd.DataFrame({"x": []}), "Losses.", "No loss was found.")) == "No loss was found."


def test_steps_count_what_was_read_and_what_was_chosen() -> None:
    two = pd.DataFrame({"x": [1, 2]})
    assert repr(html.steps(("articles", two), ("accounts", [1]))).splitlines()[1:] == [
        "step | rows",
        "articles | 2",
        "accounts | 1",
    ]
    assert repr(html.steps(("articles", two, two[:1]))).splitlines()[1:] == ["rows | read | chosen", "articles | 2 | 1"]


def test_empty_frames_are_said_in_words() -> None:
    none = {name: schemas.frame(name, []) for name in ("articles", "claims", "events", "refusals")}
    corpus = none["articles"]
    said = [
        tables.articles(corpus),
        tables.claims(none["claims"], corpus),
        tables.events(none["events"], corpus),
        tables.quotes(none["claims"], corpus),
        tables.texts(corpus, none["claims"], none["events"], none["refusals"]),
        tables.refused(none["refusals"], corpus),
        tables.reasons(none["refusals"]),
    ]
    for shown in said:
        assert repr(shown).endswith(".")
        assert set(Seen(shown.markup).tags) == {"p"}
    assert tables.answer(corpus, none["claims"], none["events"], none["refusals"]) == (
        "0 figures and 0 dated events were read in 0 articles of 0 words; nothing that looked like one was left unread."
    )


def test_the_answer_counts_passages_and_files_apart() -> None:
    passage = {"article": "a", "start": 0, "end": 2, "words": "12", "reason": "not_people", "detail": ""}
    file = {"article": "b", "words": "", "reason": "unreadable", "path": "b.txt", "detail": "it is no text"}
    refusals = schemas.frame("refusals", [passage, file])
    corpus = schemas.frame("articles", [{"article": "a", "text": "12 cows", "words": 2, "published_basis": "missing"}])
    none = schemas.frame("claims", [])
    assert tables.answer(corpus, none, none, refusals) == (
        "0 figures and 0 dated events were read in 1 article of 2 words; "
        "1 passage that looked like one was not and 1 file or row could not be read."
    )


def test_what_happened_is_told_with_the_number_of_articles_that_report_it() -> None:
    row = {"kind": "visit", "when": "May 2031", "label": "A visit", "articles": "a, b", "events": "a:e1, b:e2"}
    corpus = schemas.frame(
        "articles", [{"article": name, "text": "", "words": 1, "published_basis": "missing"} for name in "ab"]
    )
    shown = tables.happenings(pd.DataFrame([row]), corpus)
    assert shown.words.splitlines()[-1] == "visit | May 2031 | A visit | 2 | A\u00a0e1, B\u00a0e2"
