"""Articles from paths: which files, what is known of them, and what is refused."""

import hashlib
import io
import json
import os
import random
import socket
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pressframes.articles import files, load
from pressframes.errors import PressframesError
from pressframes.records import REFUSALS
from pressframes.safe import clean_id

DATA = Path(__file__).parent.parent / "data" / "articles"
STORY = "The river rose at the weekend and twelve people drowned."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder `news` in the working directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    return Path("news")


def put(folder, **texts):
    """Write `name_txt=...` as name.txt."""
    for name, text in texts.items():
        stem, _, ending = name.rpartition("_")
        data = text if isinstance(text, bytes) else text.encode()
        (folder / f"{stem}.{ending}").write_bytes(data)


def reasons(refusals):
    assert all(row.reason in REFUSALS and row.detail for row in refusals)
    return [(row.reason, row.article, row.line) for row in refusals]


def test_the_articles_of_the_project():
    first, second = load([DATA])[0]
    assert (first.published, first.published_basis) == (date(2025, 7, 1), "stated")
    assert (second.published, second.published_basis) == (date(2025, 7, 1), "inferred")
    assert (first.title, first.outlet, first.url) == (None, None, None)
    assert load([DATA])[1] == []
    for article in (first, second):
        data = Path(article.path).read_bytes()
        assert article.text == data.decode()
        assert article.sha256 == hashlib.sha256(data).hexdigest()


def test_a_folder_gives_its_articles_by_name(folder):
    put(folder, b_txt=STORY, a_md=STORY, README_md="Not an article.", articles_csv="article\n", notes_log="x")
    put(folder, c_TXT=STORY, d_jsonl='{"text": "Nine drowned."}\n{"text": "Two drowned."}')
    (folder / ".hidden.txt").write_text(STORY)
    (folder / "deeper").mkdir()
    put(folder / "deeper", e_txt=STORY)
    articles, refusals = load([folder])
    assert [article.article for article in articles] == ["a", "b", "c", "d-1", "d-2"]
    assert [article.path for article in articles][:2] == ["news/a.md", "news/b.txt"]
    assert refusals == []


def test_any_ending_is_read_when_it_is_named(folder):
    put(folder, a_log=STORY, README_md=STORY)
    assert [article.text for article in load([folder / "a.log", folder / "README.md"])[0]] == [STORY, STORY]


def test_one_file_is_read_once(folder):
    put(folder, a_txt=STORY)
    articles, refusals = load([folder, folder / "a.txt", "news/../news/a.txt"])
    assert (len(articles), refusals) == (1, [])


def test_what_is_known_of_an_article(folder):
    put(folder, a_txt="Flood kills 12\n\nPublished 8 April 2017\n\nTwelve people drowned.")
    (article,), _ = load([folder])
    assert (article.title, article.published, article.published_basis) == ("Flood kills 12", date(2017, 4, 8), "stated")
    assert article.text.startswith("Flood kills 12\n\nPublished")
    assert article.words == 10


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        ("Published 8 April 2017. On 2 March 2016 the river rose.", date(2017, 4, 8), "stated"),
        ("The river rose on 2 March 2016 and fell on 5 March 2016.", date(2016, 3, 5), "inferred"),
        ("The river rose in 2016 and twelve people drowned.", None, "missing"),
        ("The river rose on Sunday and twelve people drowned.", None, "missing"),
    ],
)
def test_how_the_day_is_known(folder, text, day, basis):
    put(folder, a_txt=text)
    (article,), refusals = load([folder])
    assert (article.published, article.published_basis, refusals) == (day, basis, [])


def test_the_callers_day_goes_before_all_others(folder):
    put(folder, a_txt=f"date 2017-04-08 {STORY}", b_md=f"---\ndate: 2017-04-09\n---\n{STORY}", c_txt=STORY)
    put(folder, articles_csv="article,published\na,2017-04-10\nc,2017-04-11\n")
    # A text's own date line goes before the table, which may have the day of a later edition.
    assert [(article.published.day, article.published_basis) for article in load([folder])[0]] == [
        (8, "stated"), (9, "metadata"), (11, "metadata")]  # fmt: skip
    articles, _ = load([folder], published=date(2020, 2, 29))
    assert {(article.published, article.published_basis) for article in articles} == {(date(2020, 2, 29), "metadata")}


# articles.csv


@pytest.mark.parametrize("place", ["news/articles.csv", "articles.csv"])
@pytest.mark.parametrize("path", ["news", "news/a.txt", "../{here}/news/a.txt"])
def test_metadata_stand_in_the_folder_or_above_it(folder, place, path):
    put(folder, a_txt=f"Flood\n\n{STORY}")
    row = "a,The Flood,The Harbour Gazette,https://gazette.example,2017-04-09,anything\n"
    Path(place).write_text(f"article,title,outlet,url,published,licence\n{row}zzz,,,,,\n")
    (article,), refusals = load([path.format(here=Path.cwd().name)])
    assert refusals == []
    assert (article.title, article.outlet, article.url, article.published, article.published_basis) == (
        "The Flood", "The Harbour Gazette", "https://gazette.example", date(2017, 4, 9), "metadata",
    )  # fmt: skip


def test_blank_metadata_leave_the_text_to_speak(folder):
    put(folder, a_txt=f"Flood\n\ndate 2017-04-08 {STORY}", articles_csv="article,title,published\na,, \n")
    (article,), refusals = load([folder])
    assert (article.title, article.published_basis, refusals) == ("Flood", "stated", [])


def test_wrong_metadata_are_refused_and_the_article_read(folder):
    put(folder, a_txt=f"date 2017-04-08 {STORY}")
    put(folder, articles_csv="article,published,title\na,2017-02-30,Flood\na,2017-04-09,Fire\n")
    (article,), refusals = load([folder])
    assert (article.title, article.published, article.published_basis) == ("Flood", date(2017, 4, 8), "stated")
    assert reasons(refusals) == [("bad_date", "a", 2), ("duplicate_id", "a", 3)]
    assert [row.detail for row in refusals] == [
        "news/articles.csv, line 2: '2017-02-30' is no date of the calendar; write it as YYYY-MM-DD",
        "news/articles.csv, line 3: 'a' has a row already, which is kept; take one of them out",
    ]


def test_a_changed_file_is_noticed(folder):
    digest = hashlib.sha256(STORY.encode()).hexdigest()
    put(folder, a_txt=STORY, b_txt=STORY + "!", articles_csv=f"article,sha256\na,{digest.upper()}\nb,{digest}\n")
    articles, refusals = load([folder])
    assert len(articles) == 2
    assert [(row.reason, row.article, row.detail) for row in refusals] == [
        ("bad_row", "b", "news/articles.csv, line 3: the sha256 of 'b' is not that of news/b.txt;"
         " see which of the two was changed")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "reason", "detail"),
    [
        (b"name,published\na,2017-04-08\n", "bad_row", "news/articles.csv has no column 'article'"),
        (b"\x00\x01\x02", "unreadable", "news/articles.csv holds NUL bytes"),
        (b'article,title\na,"Flood\n' + b"x" * 21_000_000, "too_large", "news/articles.csv is larger than"),
    ],
)
def test_metadata_that_cannot_be_read(folder, table, reason, detail):
    put(folder, a_txt=STORY, b_txt=STORY, articles_csv=table)
    articles, refusals = load([folder])
    assert len(articles) == 2
    assert [row.reason for row in refusals] == [reason]
    assert refusals[0].detail.startswith(detail)


def test_a_table_of_articles_beside_a_file_says_nothing_of_it(folder):
    put(folder, a_txt=STORY, articles_csv="id,text,published\na,Nine drowned.,no day\n")
    assert load([folder])[1] == []
    articles, refusals = load([folder / "articles.csv"])
    assert [article.text for article in articles] == ["Nine drowned."]
    assert reasons(refusals) == [("bad_date", "a", 2)]


# Refusals


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", "empty", "news/bad.txt holds no words; give its text"),
        (b" \r\n\t \xc2\xa0", "empty", "news/bad.txt holds no words; give its text"),
        (b"\xef\xbb\xbf", "empty", "news/bad.txt holds no words; give its text"),
        (
            b"12 drowned\x00",
            "unreadable",
            "news/bad.txt holds NUL bytes and is no text; give a text file, or its text as",
        ),
        (random.Random(7).randbytes(400), "unreadable", "news/bad.txt"),
        (
            "“12” é\n".encode() + b"\xfe",
            "unreadable",
            "news/bad.txt, line 2: byte 0xfe is not UTF-8; save the file again",
        ),
    ],
)
def test_a_bad_file_is_one_row_and_the_others_are_read(folder, data, reason, detail):
    put(folder, a_txt=STORY, bad_txt=data, c_txt=STORY)
    articles, (refusal,) = load([folder])
    assert [article.article for article in articles] == ["a", "c"]
    assert (refusal.article, refusal.reason, refusal.path) == ("bad", reason, "news/bad.txt")
    assert refusal.detail.startswith(detail)
    assert (refusal.start, refusal.end, refusal.words) == (None, None, "")


def test_a_file_too_large_is_not_read_whole(folder):
    with (folder / "big.txt").open("wb") as stream:
        stream.truncate(3_000_000_000_000)  # a hole: no disk could hold it, no memory either
    articles, refusals = load([folder])
    assert (articles, reasons(refusals)) == ([], [("too_large", "big", None)])
    assert refusals[0].detail == "news/big.txt is larger than 20,000,000 bytes; split it into one article a file"


def test_a_file_that_cannot_be_opened(folder, monkeypatch):
    put(folder, a_txt=STORY)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert load([folder])[1][0].detail == (
        "news/a.txt cannot be read (Permission denied); check the file and its permissions"
    )


def test_what_might_be_waited_for_without_end_is_refused_at_once_and_the_rest_is_read(folder):
    put(folder, c_txt=STORY)
    os.mkfifo(folder / "a.txt")
    with socket.socket(socket.AF_UNIX) as channel:
        channel.bind("news/b.txt")
        os.mkfifo("articles.csv")  # above the folder, where it may say something of each article
        (article,), refusals = load([folder, "/dev/zero"])
    assert article.article == "c"
    what = [
        "news/a.txt is a named pipe",
        "news/b.txt is a socket",
        "articles.csv is a named pipe",
        "/dev/zero is a device",
    ]
    assert [refusal.detail for refusal in refusals] == [
        f"{kind}, not a file; save what it gives as a file and name that" for kind in what
    ]
    assert {refusal.reason for refusal in refusals} == {"unreadable"}


def test_the_pipe_of_a_shell_is_read():
    """`<(...)` has its writer already, and no name."""
    reading, writing = os.pipe()
    os.write(writing, STORY.encode())
    os.close(writing)
    assert [article.text for article in load([f"/dev/fd/{reading}"])[0]] == [STORY]
    os.close(reading)


def test_no_id_holds_a_comma_which_parts_ids_where_several_stand(folder):
    rows = [{"id": "flood, day 2", "text": "Nine drowned."}, {"id": "flood- day 2", "text": "Two drowned."}]
    put(folder, a_jsonl="\n".join(map(json.dumps, rows)), articles_csv='article,outlet\n"flood, day 2",The Gazette\n')
    put(folder, **{"b, c_txt": STORY})
    articles, refusals = load([folder])
    assert [(article.article, article.outlet) for article in articles] == [
        ("flood- day 2", "The Gazette"), ("b- c", None),
    ]  # fmt: skip
    assert reasons(refusals) == [("duplicate_id", "flood- day 2", 2)]
    assert refusals[0].detail.endswith("is that of news/a.jsonl, line 1 too, which is kept; rename one")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"Published 31 April 2017\n\n{STORY}", 1, "Published 31 April 2017"),
        (f"Flood\r\n\r\ndate 2017-13-01 {STORY}", 3, "date 2017-13-01"),
    ],
)
def test_a_header_with_a_date_that_is_none(folder, text, line, words):
    put(folder, a_txt=text)
    (article,), (refusal,) = load([folder])
    assert article.published is None
    assert (refusal.reason, refusal.line, refusal.words) == ("bad_date", line, words)
    assert refusal.detail == (
        f"news/a.txt, line {line}: {words!r} is no date of the calendar; write it as YYYY-MM-DD"
    )  # fmt: skip


def test_front_matter_with_a_date_that_is_none_leaves_the_header(folder):
    put(folder, a_md="---\ndate: 31 April 2017\n---\nPublished 2 May 2017\n\n" + STORY)
    (article,), refusals = load([folder])
    assert (article.published, article.published_basis) == (date(2017, 5, 2), "stated")
    assert reasons(refusals) == [("bad_date", "a", 4)]


def test_of_two_articles_with_one_id_the_first_stays(folder):
    put(folder, a_md="The first.", a_txt="The second.", b_jsonl='{"id": "a", "text": "The third."}')
    (article,), refusals = load([folder])
    assert article.text == "The first."
    assert reasons(refusals) == [("duplicate_id", "a", None), ("duplicate_id", "a", 1)]
    assert refusals[1].detail == (
        "news/b.jsonl, line 1: the id 'a' is that of news/a.md too, which is kept; rename one"
    )  # fmt: skip


def test_rows_that_are_empty_or_broken(folder):
    put(folder, a_jsonl='{"text": "Nine drowned."}\n{"text": " "}\n{"title": "x"}\n{"text"\n{"text": "Two drowned."}\n')
    articles, refusals = load([folder / "a.jsonl"])
    assert [article.article for article in articles] == ["a-1", "a-5"]
    assert reasons(refusals) == [("empty", "a-2", 2), ("empty", "a-3", 3), ("bad_row", "a-4", 4)]


@pytest.mark.parametrize("name", ["a_csv", "a_jsonl", "a_html", "a_parquet", "a_md", "a_txt"])
def test_an_empty_file_of_any_format(folder, name):
    put(folder, **{name: b""}, b_txt=STORY)
    articles, (refusal,) = load([folder])
    assert len(articles) == 1
    assert refusal.reason in ("empty", "unreadable")


# Nothing to read


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("newz", "newz does not exist (did you mean news?); give a file, a folder or -"),
        ("news/a.lgo", "news/a.lgo does not exist (did you mean news/a.log?); give a file, a folder or -"),
        ("nowhere/at/all", "nowhere/at/all does not exist; give a file, a folder or -"),
        ("news", "news is a folder without articles (did you mean news/deeper?); files of .csv .htm .html .jsonl"
         " .markdown .md .ndjson .parquet .text .txt are read"),
        ("x" * 5000, "cannot be read (File name too long); check its name and its permissions"),
    ],
)  # fmt: skip
def test_paths_without_articles(folder, path, says):
    (folder / "deeper").mkdir()
    put(folder, a_log=STORY)
    with pytest.raises(PressframesError) as error:
        load([path])
    assert str(error.value).endswith(says)


def test_a_missing_path_among_good_ones_is_a_row(folder):
    put(folder, a_txt=STORY, c_csv="story\nNine drowned.\n")
    articles, refusals = load(["nowhere", folder])
    assert len(articles) == 1
    assert reasons(refusals) == [("unreadable", "nowhere", None), ("unreadable", "c", None)]
    assert refusals[0].detail == "nowhere does not exist; give a file, a folder or -"


def test_columns_that_articles_do_not_have():
    with pytest.raises(PressframesError) as error:
        load([DATA], columns={"titel": "headline"})
    assert str(error.value) == (
        "articles have no field 'titel' (did you mean 'title'?); map any of"
        " text, article, title, outlet, url, published"
    )  # fmt: skip


def test_columns_as_told(folder):
    put(folder, a_csv="key,story,day\nflood/1,Nine drowned.,8 April 2017\n")
    mapping = {"article": "key", "text": "story", "published": "day"}
    (article,), refusals = load([folder], columns=mapping)
    assert refusals == []
    assert (article.article, article.text, article.published) == ("flood-1", "Nine drowned.", date(2017, 4, 8))


# Standard input and names


@pytest.mark.parametrize(
    ("data", "columns", "texts"),
    [
        (STORY.encode(), None, [STORY]),
        (b'\xef\xbb\xbf{"text": "Nine drowned."}\n{"text": "Two drowned."}', None, ["Nine drowned.", "Two drowned."]),
        (b"story\nNine drowned.\n", {"text": "story"}, ["Nine drowned."]),
        (b"<!DOCTYPE html><html><body><p>Nine people drowned in the harbour.</p></body></html>", None,
         ["Nine people drowned in the harbour."]),
    ],
)  # fmt: skip
def test_standard_input(monkeypatch, data, columns, texts):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    articles, refusals = load(["-"], columns=columns)
    assert ([article.text for article in articles], refusals) == (texts, [])
    assert articles[0].article in ("stdin", "stdin-1")
    assert articles[0].path == "standard input"


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("flood-2017.04", "flood-2017.04"),
        ("Überschwemmung 2", "Überschwemmung 2"),
        ("../../etc/passwd", "..-..-etc-passwd"),
        ("a\\b\x00c\x1b[2J", "a-b-c-[2J"),
        ("\u202eevil\u2066", "-evil-"),
        ("..", "article"),
        (" ", "article"),
        ("x" * 500, "x" * 120),
    ],
)
def test_ids(words, article):
    assert clean_id(words) == article


def test_a_file_name_that_is_no_unicode(folder):
    name = os.fsdecode(b"flood\xff\x1b[2J.txt")
    try:
        (folder / name).write_text(STORY)
    except OSError:
        pytest.skip("this file system takes Unicode names only")
    (article,), _ = load([folder])
    assert article.article == "flood\\xff-[2J".replace("\\", "-")
    assert article.path == "news/flood\\xff\x1b[2J.txt"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=400), ending=st.sampled_from([*files.READERS, ".jsonl", ".csv", ".parquet", ".x"]))
def test_any_bytes_give_articles_or_refusals(tmp_path, data, ending):
    path = tmp_path / f"story{ending}"
    path.write_bytes(data)
    try:
        articles, refusals = load([path])
    except PressframesError as error:
        assert "no column of text" in str(error)  # noqa: PT017
        return
    assert articles or refusals
    for article in articles:
        assert article.text.encode()
        assert article.words > 0
