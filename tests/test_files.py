"""Bytes to text, headers, and the formats of files and tables."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressframes.articles import headers
from pressframes.articles.files import READERS, Document, Unread, decode, read_bytes, read_html, read_markdown
from pressframes.articles.tables import TABLES, read_table
from pressframes.errors import PressframesError

STORY = "The mayor of Köln said “at least 12” people drowned – it’s the worst flood in years.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_text_is_the_same_in_every_encoding(encoding):
    assert decode(STORY.encode(encoding), "story.txt") == STORY


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "It’s 12."),
        ("latin-1", "Le maire d'Orléans a dit que 12 personnes étaient mortes à la frontière, où passait l'armée."),
        ("cp1252", "Señor Peña said 12 died in São Paulo, as the French ministère had feared."),
        ("cp1250", "Powódź w Łodzi: co najmniej 12 osób zginęło, powiedział burmistrz miasta."),
        ("cp1251", "По меньшей мере 12 человек погибли в результате наводнения, сообщил мэр города."),
        ("shift_jis", "洪水で少なくとも12人が死亡したと市長が述べた。"),
        ("cp1256", "قال رئيس البلدية إن 12 شخصا على الأقل لقوا حتفهم في الفيضانات"),
    ],
)
def test_legacy_code_pages_are_told_by_their_letters(encoding, words):
    assert decode(words.encode(encoding), "story.txt") == words


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_stay(ends, encoding):
    text = f"Twelve drowned{ends}{ends}The river\u00a0rose.{ends}"
    assert decode(text.encode(encoding), "story.txt") == text


def test_a_file_is_read_as_python_reads_it(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.encode())
    assert decode(read_bytes(path, "story.txt"), "story.txt") == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%...", "story is a PDF document, not text; save its text as a .txt file"),
        (b"PK\x03\x04....", "story is a zip archive or an office document, not text; save its text as a .txt file"),
        (b"\x89PNG\r\n\x1a\n", "story is a picture, not text; save its text as a .txt file"),
        (b"12 died\x00\x00", "story holds NUL bytes and is no text; give a text file, or its text as .txt"),
        (b"\x01\x02\x03 12 \x04", "story is mostly control characters, not text; give a text file"),
        ("a\n“b” ‘c’\n".encode() + b"\xff12", "story, line 3: byte 0xff is not UTF-8; save the file again as UTF-8"),
        (b"\xff\xfe1\x00\x00\xd8", "story, line 1: byte 0x00 is not UTF-16-LE; save the file again as UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(data, says):
    with pytest.raises(Unread) as refused:
        decode(data, "story")
    assert (refused.value.reason, refused.value.detail) == ("unreadable", says)


def test_a_single_escape_is_kept():
    assert (
        decode(b"The flood \x1b[31mkilled 12\x1b[0m people.", "story") == "The flood \x1b[31mkilled 12\x1b[0m people."
    )


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_unread(data):
    for suffix in (".txt", ".md"):
        try:
            text = READERS[suffix](data, "story").text
        except Unread:
            continue
        assert text.encode("utf-8").decode() == text


@pytest.mark.parametrize("suffix", TABLES)
@settings(deadline=None)  # the first Parquet file loads pyarrow
@given(data=st.one_of(st.binary(max_size=200), st.text(alphabet='{}[]":,\n\\u text=da1é', max_size=80).map(str.encode)))
def test_no_table_raises_anything_but_a_sentence(suffix, data):
    try:
        rows = list(read_table(suffix, data, "news", None))
    except (Unread, PressframesError):
        return
    assert all(isinstance(row, Document | Unread) for row in rows)


@given(st.text())
def test_text_with_a_crlf_keeps_its_offsets(words):
    text = f"Flood\r\n\r\n12 died.\r\n{words}"
    try:
        assert decode(text.encode(), "story") == text
    except Unread as problem:
        assert "\0" in text or "control" in problem.detail  # noqa: PT017


# Headers: what follows the first line is the text, what stands at its right is what it says of itself.
DAY = date(2017, 4, 8)


@pytest.mark.parametrize(
    "text",
    [
        "date 2017-04-08 The river rose by two metres.",
        " date 2017-04-08 The river rose.",
        "DATE: 2017-04-08\nThe river rose.",
        "Published 8 April 2017 The river rose.",
        "Published: Saturday, 8 April 2017 at 10:15\nThe river rose.",
        "Published on April 8, 2017\n\nThe river rose.",
        "Date of publication 8 April 2017 The river rose.",
        "Posted on April 8 2017 by Staff\n\nThe river rose.",
        "Last updated at Apr 082017 HARBOUR The river rose.",
        "By A. Writer | Published 8th April 2017 | Updated 9 April 2017\nThe river rose.",
        "Updated 9 April 2017, Published 8 April 2017\nThe river rose.",
        "8 April 2017\nThe river rose.",
        "April 8, 2017\n\nThe river rose.",
        "Sat 8 Apr 2017 The river rose.",
        "Sat 08 Apr 2017 at 1459 Regional The river rose.",
        "Saturday 8 April 2017 13 people drowned.",
        "08.04.2017 The river rose.",
        "08-04-2017 The river rose.",
        "08/04/2017 The river rose.",
        "2017/04/08 - The river rose.",
        "Flood kills 12\n\n8 April 2017 Twelve people drowned.",
        "Flood kills 12\r\n8 April 2017\r\nTwelve people drowned.",
        "Flood kills 12\n\npublished 8 April 2017\n\nTwelve people drowned.",
        "Flood kills 12\r\n\r\nPublished 8 April 2017\r\n\r\nTwelve people drowned.",
        "Flood kills 12 monitor DPA Saturday 8 Apr 2017 Twelve people drowned.",
        "Flood kills 12\n\n\u201d8 April\u201d is a film.\n8\u00a0April\u00a02017\nTwelve people drowned.",
    ],
)
def test_stated_dates(text):
    assert headers.read(text).published == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The river rose on 8 April 2017 and 12 people drowned.",
        "On 8 April 2017, the river rose.",
        "8 April 2017 was the day on which the river rose.",
        "April 8, 2017, the day the river rose, is not forgotten.",
        "A report published on 8 April 2017 puts the toll at 12.",
        "The minister posted on 8 April 2017 that 12 had drowned.",
        "HARBOUR, April 8 (Agency) - The river rose.",
        "Saturday, the river rose.",
        "Published by the river authority: 2017 people moved.",
        "Update: 12 people drowned in 2017.",
        "The river rose by two metres on\n8 April 2017. The mayor spoke.",
        "The river rose on Saturday,\r\nApril 8, 2017. The mayor spoke.",
        "The toll stands at 12 by a report\npublished 8 April 2017 in the capital.",
        "12.04 metres were measured.",
        "The river rose. " * 30 + "\n8 April 2017\n",
        "1-2-3 people a day",
    ],
)
def test_dates_of_the_story_are_not_its_header(text):
    assert headers.read(text).published is None


def test_a_header_with_an_impossible_date_is_quoted():
    header = headers.read("Flood kills 12\n\nPublished 31 February 2017\n\nTwelve people drowned.")
    assert (header.published, header.bad_date) == (None, "Published 31 February 2017")
    assert header.bad_date_start == 16


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Flood kills 12 in Köln\n\nThe river rose.", "Flood kills 12 in Köln"),
        ("  Flood ‘kills 12’ – mayor \r\n\r\nThe river rose.", "Flood ‘kills 12’ – mayor"),
        ("U.N. Council meets on St. Peter flood\n\nThe council met.", "U.N. Council meets on St. Peter flood"),
        ("Flood kills 12.\n\nSunday 2 July 2017 Flood kills 12. The river rose.", "Flood kills 12."),
        ("Flood kills 12.\n\nThe river rose.", None),  # as agencies begin, a sentence a paragraph
        ("The river rose. Twelve people drowned\n\nThe mayor spoke.", None),
        ("HARBOUR (Agency) --\n\nThe river rose.", None),
        ("8 April 2017\n\nThe river rose.", None),
        ("Published 8 April 2017\n\nThe river rose.", None),
        ("Flood kills 12\nThe river rose.", None),
        ("Flood kills 12", None),
        ("Flood kills 12\n\n", None),
        ("The river rose by two metres and more " * 6 + "\n\nThe mayor spoke.", None),
    ],
)
def test_titles(text, title):
    assert headers.read(text).title == title


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2017-04-08", DAY),
        ("2017-04-08T23:30:00+02:00", DAY),
        ("2017-04-08 00:00:00", DAY),
        ("8 April 2017", DAY),
        ("Sat, 08 Apr 2017 10:00:00 GMT", DAY),
        ("Apr. 8, 2017", DAY),
        ("4.8.2017", date(2017, 8, 4)),
        ("4/18/2017", date(2017, 4, 18)),
        ("2017-02-30", None),
        ("31.11.2017", None),
        ("13/13/2017", None),
        ("2017", None),
        ("April 2017", None),
        ("yesterday", None),
        ("1491609600", None),
        ("", None),
    ],
)
def test_days(words, day):
    assert headers.parse_day(words) == day


@given(st.text(alphabet=" \n0123456789./-,aprildtMYPubishednoASuCK", max_size=260))
def test_headers_of_any_text(text):
    header = headers.read(text)
    assert header.title is None or header.title in text


# Markdown and HTML

MARKDOWN = """---
title: "Flood: 12 dead"
source: The Harbour Gazette
date: 2017-04-08
link: https://gazette.example/flood
tags: [flood, river]
---
The river rose. **Twelve** people drowned.
"""


def test_front_matter_is_read_and_left_out_of_the_text():
    found = read_markdown(MARKDOWN.replace("\n", "\r\n").encode(), "a.md")
    assert found.text == "The river rose. **Twelve** people drowned.\r\n"
    assert found[2:6] == ("Flood: 12 dead", "The Harbour Gazette", "https://gazette.example/flood", "2017-04-08")


def test_markdown_without_front_matter_is_text():
    assert read_markdown(b"Flood\n\n---\n\n12 died\n---\n", "a.md") == Document("Flood\n\n---\n\n12 died\n---\n")


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("title: 'Flood\ndate: 2017-04-08", "a.md, line 4: the front matter is not YAML"),
        ("title: a: b", "a.md, line 2: the front matter is not YAML"),
        ("[" * 5000, "the front matter is not YAML"),
    ],
)
def test_broken_front_matter_is_noted_and_the_article_read(front, says):
    found = read_markdown(f"---\n{front}\n---\n12 died.".encode(), "a.md")
    assert found.text == "12 died."
    assert [problem.reason for problem in found.notes] == ["bad_row"]
    assert says in found.notes[0].detail


def test_yaml_tags_build_nothing():
    found = read_markdown(b"---\ntitle: !!python/object/apply:os.getcwd []\nurl: [a]\n---\n12 died.", "a.md")
    assert (found.title, found.url, found.text) == (None, None, "12 died.")


PAGE = """<!doctype html><html><head><title>Flood kills 12 | Gazette</title>
<meta property="og:site_name" content="The Harbour Gazette">
<meta property="og:title" content="Flood kills 12">
<meta property="article:published_time" content="2031-05-04T10:00:00Z">
<link rel="canonical" href="https://gazette.example/flood">
<script>var toll = "999 killed";</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Flood kills 12</h1>
<p>At least 12 people drowned in the harbour on Sunday, the mayor said. The water rose quickly.</p>
<p>Some 40 were hurt, &lt;b&gt;badly&lt;/b&gt;, a nurse of the hospital said on the same evening.</p>
<script>var more = "998 wounded";</script></article></body></html>"""


def test_html_gives_the_article_and_what_the_page_says_of_it():
    found = read_html(PAGE.encode(), "a.html")
    assert "At least 12 people drowned in the harbour on Sunday" in found.text
    assert "Some 40 were hurt, <b>badly</b>, a nurse" in found.text
    assert "999" not in found.text
    assert "998" not in found.text
    assert found[2:6] == ("Flood kills 12", "The Harbour Gazette", "https://gazette.example/flood", "2031-05-04")


def test_html_in_the_code_page_that_it_declares():
    page = PAGE.replace("<title>", '<meta charset="iso-8859-2"><title>').replace("the mayor", "Łukasz Żak")
    assert "Łukasz Żak said" in read_html(page.encode("iso-8859-2"), "a.html").text


@pytest.mark.parametrize("page", ["", " \n", "<html></html>", "<html><body><script>f()</script></body></html>"])
def test_a_page_without_an_article_is_empty(page):
    with pytest.raises(Unread) as refused:
        read_html(page.encode(), "a.html")
    assert refused.value.reason == "empty"


# Tables


def rows_of(suffix, data, columns=None):
    return list(read_table(suffix, data if isinstance(data, bytes) else data.encode(), f"news{suffix}", columns))


def test_json_lines():
    first = {"id": 7, "Body": "12 died.", "headline": "Flood", "date": "2017-04-08", "source": None, "n": [1]}
    assert rows_of(".jsonl", json.dumps(first) + "\n\n" + json.dumps({"Body": "Three died."}) + "\n") == [
        Document("12 died.", "7", "Flood", None, None, "2017-04-08", 1),
        Document("Three died.", line=3),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "{",
            "news.jsonl, line 2: no JSON (Expecting property name enclosed in double quotes); give one object a line",
        ),
        ("[1]", "news.jsonl, line 2: no JSON object; give one object a line"),
        ('{"text": 12}', "news.jsonl, line 2: 'text' holds no text; give a string"),
        ("[" * 100_000, "news.jsonl, line 2: no JSON (it cannot be read); give one object a line"),
    ],
)
def test_a_broken_row_leaves_the_others(line, says):
    before, broken, after = rows_of(".jsonl", f'{{"text": "12 died."}}\n{line}\n{{"text": "Three died."}}')
    assert (before.text, after.text) == ("12 died.", "Three died.")
    assert (broken.reason, broken.detail, broken.line) == ("bad_row", says, 2)


def test_half_a_surrogate_pair_can_be_written_afterwards():
    assert rows_of(".jsonl", '{"text": "12 \\ud83d died"}')[0].text == "12 \ufffd died"


def test_csv_lines_are_those_of_the_file():
    text = 'id,text\na,"12 died,\nthe mayor said."\n\nb,Three died.\nc,Nine, died\n'
    first, second, third = rows_of(".csv", text)
    assert first == Document("12 died,\nthe mayor said.", "a", line=2)
    assert second == Document("Three died.", "b", line=5)
    assert third.detail == "news.csv, line 6: more cells than columns; put quotes around text with commas"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_csv_with_other_separators_and_line_ends(separator):
    text = f"\ufefftitle{separator}content\r\nFlood, again{separator}12 died.\r\n"
    assert rows_of(".csv", text) == [Document("12 died.", title="Flood, again", line=2)]


def test_csv_with_a_very_long_article():
    assert len(rows_of(".csv", "text\n" + "12 died. " * 30_000)[0].text) == 270_000


def test_parquet(tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "news.parquet"
    table = pa.table({"body": ["12 died.", None], "dt": [date(2017, 4, 8), None], "n": [1.5, float("nan")]})
    pq.write_table(table, path)
    assert rows_of(".parquet", path.read_bytes(), {"published": "dt", "outlet": "n"}) == [
        Document("12 died.", outlet="1.5", published="2017-04-08", line=1),
        Document("", line=2),
    ]


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["4/5/2017", "4/25/2017 10:00"], [date(2017, 4, 5), date(2017, 4, 25)]),
        (["4/5/2017", "25/4/2017"], [date(2017, 5, 4), date(2017, 4, 25)]),
        (["4/5/2017", "6/7/2017"], [date(2017, 5, 4), date(2017, 7, 6)]),
        (["4/5/2017", "4/25/2017", "25/4/2017"], [date(2017, 5, 4), date(2017, 4, 25), date(2017, 4, 25)]),
        (["2017-04-05", "4/25/2017", "May 6, 2017"], [date(2017, 4, 5), date(2017, 4, 25), date(2017, 5, 6)]),
    ],
)
def test_a_column_of_dates_has_one_order(days, read):
    found = rows_of(".csv", "text,date\n" + "".join(f'12 died.,"{day}"\n' for day in days))
    assert [headers.parse_day(row.published) for row in found] == read


def test_a_broken_parquet_file():
    with pytest.raises(Unread) as refused:
        rows_of(".parquet", b"PAR1 12 died PAR1")
    assert refused.value.reason == "unreadable"
    assert refused.value.detail.startswith("news.parquet is no Parquet file (")


def test_columns_as_told_go_before_those_found():
    row = {"text": "Summary.", "body": "12 died.", "day": "2017-04-08"}
    found = rows_of(".jsonl", json.dumps(row), {"text": "body", "published": "day"})
    assert found == [Document("12 died.", published="2017-04-08", line=1)]


@pytest.mark.parametrize(
    ("header", "columns", "says"),
    [
        ("story,day", {}, "has no column of text (such as text, body, content); its columns are story, day: name the"),
        (
            "body,day",
            {"text": "boddy"},
            "has no column 'boddy' for text (did you mean 'body'?); its columns are body, day",
        ),
        ("body,day", {"url": "x"}, "has no column 'x' for url; its columns are body, day"),
    ],
)
def test_a_table_without_the_columns(header, columns, says):
    with pytest.raises(PressframesError, match=r"^news\.csv has no column") as error:
        rows_of(".csv", f"{header}\n12 died.,2017-04-08\n", columns)
    assert says in str(error.value)
