"""The site: what each page has and lacks, where its links lead, what the index tells, and what can be downloaded.

The pages are those of small notebooks, one of them hostile, and of the project's notebooks as they are stored.
`test_site_looks` opens them in a browser.
"""

import base64
import dataclasses
import hashlib
import itertools
import json
import re
from urllib.parse import unquote

import frictionless
import nbformat
import pandas as pd
import pytest

from browsing import Outline
from notebook_samples import run_file, sample
from pressreport import site
from pressreport.runs import runs
from pressreport.site import downloads
from pressreport.site.pages import Page

NAMES = ("claims", "events", "relations", "chronology", "refusals", "articles")


def test_each_page_has_one_heading_of_its_own_a_language_landmarks_and_words_for_pictures(pages):
    for page in pages:
        outline = Outline(page)
        assert outline.all("html") == [{"lang": "en"}]
        assert [len(outline.all(tag)) for tag in ("h1", "main", "header", "footer", "title")] == [1, 1, 1, 1, 1], page
        assert all("alt" in image for image in outline.all("img"))
        drawings = [svg for svg in outline.all("svg") if "onload" not in svg]
        assert all(svg["aria-label"] and svg["role"] in ("img", "graphics-document") for svg in drawings)
        levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(lower - upper <= 1 for upper, lower in itertools.pairwise(levels)), (page, levels)


def test_no_id_stands_twice_in_a_page(pages):
    for page in pages:
        ids = [attributes["id"] for _, attributes in Outline(page).tags if "id" in attributes]
        assert len(ids) == len(set(ids)), page


def test_every_link_leads_to_something_that_is_there(pages):
    ids = {page: {given["id"] for _, given in Outline(page).tags if "id" in given} for page in pages}
    for page in pages:
        for href in (link["href"] for link in Outline(page).all("a") if "href" in link):
            file, _, anchor = href.partition("#")
            if re.match(r"https?://", href):
                continue
            target = page.parent / unquote(file) if file else page
            assert target.is_file(), (page, href)
            assert not anchor or anchor.partition(":~:")[0] in ids[target], (page, href)


def test_each_page_allows_the_one_script_that_it_has_and_nothing_else(pages):
    for page in pages:
        policy = next(meta["content"] for meta in Outline(page).all("meta") if "http-equiv" in meta)
        script = page.read_text(encoding="utf-8").rpartition("<script>")[2].partition("</script>")[0]
        known = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert policy == (
            f"default-src 'none'; script-src 'sha256-{known}'; img-src 'self' data:; style-src 'unsafe-inline'; "
            "base-uri 'none'; form-action 'none'"
        )


def test_the_index_tells_the_answer_of_each_run_and_where_to_read_on(of_samples):
    text = (of_samples / "index.html").read_text(encoding="utf-8")
    assert "How many &lt;i&gt;&amp; why&lt;/i&gt;?" in text or "How many &amp; why?" in text
    assert "&lt;script&gt;document.title = 1&lt;/script&gt; $x$ &lt;b&gt;at&lt;/b&gt; 1" in text
    assert 'href="count-oslo-1.svg"' in text
    assert 'href="notebooks/count-oslo.ipynb"' in text
    assert "Not renewed." in text


def a_page(name, notebook, **parameters):
    return Page(name, f"{notebook}.ipynb", name, parameters=parameters)


def test_the_index_has_a_list_for_each_thing_in_which_runs_differ():
    found = [a_page("a", "count", who="", times=1), a_page("b", "count", who="Oslo", times=1), a_page("c", "when")]
    assert site.filters(found) == [
        site.Filter("notebook", {"count": {"a", "b"}, "when": {"c"}}),
        site.Filter("who", {"any": {"a"}, "Oslo": {"b"}}),
    ]


def test_one_run_needs_no_lists():
    assert list(site.filters([a_page("a", "count", who="Oslo")])) == []


def told(*articles):
    keys = ("article", "sha256", "published")
    return downloads.Contents([dict(zip(keys, article, strict=True)) for article in articles])


def test_when_and_from_what_is_told_by_the_articles_and_by_no_clock():
    one, two = ("a", "11", "2031-05-03"), ("b", "22", None)
    assert told(one, two).latest == "2031-05-03"
    assert told(two).latest == ""
    assert told(one, two).fingerprint == told(two, one).fingerprint
    assert told(one, two).fingerprint != told(one, ("b", "23", None)).fingerprint


def test_the_same_notebooks_give_the_same_bytes(of_samples):
    folder = of_samples.parents[1]
    before = {path: path.read_bytes() for path in of_samples.rglob("*") if path.is_file()}
    site.build(runs.find(folder / "notebooks" / "runs"), folder / "out")
    assert {path: path.read_bytes() for path in of_samples.rglob("*") if path.is_file()} == before


def test_the_downloads_are_described_and_complete(pages):
    folder = pages[0].parent / "data"
    files = {f"{name}.{form}" for name in NAMES for form in ("csv", "parquet")}
    assert {path.name for path in folder.iterdir()} == files | {"datapackage.json"}
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    described = {resource["path"] for resource in json.loads((folder / "datapackage.json").read_text())["resources"]}
    assert described == files


def test_a_changed_download_is_no_longer_valid(of_the_project, tmp_path):
    for path in (of_the_project / "data").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "claims.parquet").write_bytes(b"PAR1")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_spreadsheets_get_no_formula_and_parquet_the_words_as_they_are(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text('=HYPERLINK("x") 12 sailors drowned, the port said.', encoding="utf-8")
    downloads.write([tmp_path / "articles"], tmp_path)
    written = {form: tmp_path / "data" / f"articles.{form}" for form in ("csv", "parquet")}
    assert pd.read_csv(written["csv"])["text"].tolist() == ['\'=HYPERLINK("x") 12 sailors drowned, the port said.']
    assert pd.read_parquet(written["parquet"])["text"].tolist() == [
        '=HYPERLINK("x") 12 sailors drowned, the port said.'
    ]
    assert pd.read_parquet(written["parquet"])["path"].tolist() == ["a.txt"]


def test_what_a_person_ruled_is_to_be_had_and_counts_in_what_is_compared(tmp_path):
    (tmp_path / "articles").mkdir()
    text = "The navy said 120 people drowned on 3 May 2031. The Red Cross said 150 people drowned.\n"
    (tmp_path / "articles" / "ferry.txt").write_text(text, encoding="utf-8")
    (tmp_path / "rulings.csv").write_text(
        "row,article,words,ruling,edtf,who,when,why\n"
        "claim,ferry,150,reject,,Ada Holm,2031-06-01,of another ship\n"
        "event,ferry,on 3 May 2031,correct,2031-05-02,Ada Holm,2031-06-01,the log says so\n",
        encoding="utf-8",
    )
    for number, rulings in enumerate(((), (tmp_path / "rulings.csv",))):
        told = downloads.write([tmp_path / "articles"], tmp_path / str(number), rulings)
        assert [(table.label, table.rows) for table in told.counts] == [
            ("claims", 2), ("event", 1), *([("relation", 1)], [("relations", 0)])[number], ("happening", 1),
            ("refusals", 0),
        ]  # fmt: skip
    data = tmp_path / "1" / "data"
    assert pd.read_parquet(data / "claims.parquet")["amount"].tolist() == ["120", "150"]
    assert pd.read_parquet(data / "ruled_claims.parquet")["ruling"].dropna().to_dict() == {1: "reject"}
    assert pd.read_csv(data / "chronology.csv")["when"].tolist() == ["2 May 2031"]
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_a_day_that_is_not_known_is_null_in_parquet_too(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "dated.txt").write_text("date 2031-05-04\nNine sailors drowned.\n", encoding="utf-8")
    (tmp_path / "articles" / "undated.txt").write_text("Nine sailors drowned.\n", encoding="utf-8")
    downloads.write([tmp_path / "articles"], tmp_path)
    days = pd.read_parquet(tmp_path / "data" / "articles.parquet")["published"]
    assert [None if pd.isna(day) else day.isoformat() for day in days] == ["2031-05-04", None]
    report = frictionless.validate(str(tmp_path / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_the_rulings_of_a_run_are_seen_from_its_notebook_and_none_if_there_is_no_such_file(tmp_path):
    sample(tmp_path / "notebooks" / "count.ipynb", parameters='rulings: str = ""')
    run_file(tmp_path / "notebooks", "count")
    (run,) = runs.find(tmp_path / "notebooks" / "runs")
    (tmp_path / "rulings.csv").touch()
    names = ("../rulings.csv", "../gone.csv", "")
    given = [runs.rulings(dataclasses.replace(run, parameters={"rulings": name})) for name in names]
    found = [path and path.resolve() for path in given]
    assert found == [tmp_path / "rulings.csv", None, None]


def test_downloads_that_cannot_be_made_are_told_and_the_pages_come_all_the_same(tmp_path, monkeypatch):
    sample(tmp_path / "notebooks" / "count.ipynb")
    run_file(tmp_path / "notebooks", "count")
    monkeypatch.setattr(downloads, "write", lambda *_: 1 / 0)
    problems = site.build(runs.find(tmp_path / "notebooks" / "runs"), tmp_path / "out")
    assert problems == {"downloads": "ZeroDivisionError: division by zero"}
    assert "There are none to read." in (tmp_path / "out" / "site" / "index.html").read_text(encoding="utf-8")


def test_a_page_is_made_from_an_executed_notebook_alone(tmp_path):
    path = sample(tmp_path / "notebooks" / "count.ipynb")
    run_file(tmp_path / "notebooks", "count")
    found = runs.find(tmp_path / "notebooks" / "runs")
    (tmp_path / "out" / "notebooks").mkdir(parents=True)
    nbformat.write(nbformat.read(path, as_version=4), tmp_path / "out" / "notebooks" / "count.ipynb")
    assert site.build(found, tmp_path / "out") == {}
    assert "What do <strong>they</strong> say?" in (tmp_path / "out" / "site" / "count.html").read_text()


@pytest.mark.parametrize("name", ["when.html", "when-1.svg", "index.html"])
def test_no_page_knows_where_it_was_made(of_samples, name):
    assert str(of_samples.parents[1]) not in (of_samples / name).read_text(encoding="utf-8")
