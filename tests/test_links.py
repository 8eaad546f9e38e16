"""Links of a notebook become links of a page: to the words in the articles, to the quotation here, or none."""

from types import SimpleNamespace

import pandas as pd
import pytest

from browsing import Outline
from pressframes.phrases import anchor
from pressreport.site import pages
from pressreport.site.drawings import Place


def notebook(*markup):
    outputs = [{"data": {"text/html": one}} for one in markup]
    return SimpleNamespace(cells=[{"outputs": outputs}, {"cell_type": "markdown"}])


@pytest.mark.parametrize(
    ("markup", "places"),
    [
        ('<span id="harbour:c1"><b>12</b></span>', {"harbour:c1": "12"}),
        ('<span id="harbour:c1">5<span>$</span> more</span>', {"harbour:c1": "5$ more"}),
        ('<span id="a:e1">on<br>3 <span id="a:e2">May</span></span> 2031', {"a:e1": "on3 May", "a:e2": "May"}),
        ('<span id="two%20ferries:c1">&lt;b&gt;</span>', {"two%20ferries:c1": "<b>"}),
        ('<h2 id="The-answer">The answer</h2><span>x</span>', {}),
        ('<a href="#harbour:c1">A c1</a>', {}),
    ],
)
def test_places_are_the_marks_of_rows(markup, places):
    assert pages.places(notebook(markup)) == {
        anchor: Place(f"#{anchor}", f"“{words}”, in its sentence") for anchor, words in places.items()
    }


def test_the_first_of_two_marks_of_a_row_is_its_place():
    found = pages.places(notebook('<i id="a:c1">first</i>', '<i id="a:c1">second</i>'))
    assert found["a:c1"].words == "“first”, in its sentence"


def test_places_seen_from_another_page():
    there = pages.seen_from("articles.html", {"a:c1": Place("#a:c1", "“12”")})
    assert there == {"a:c1": Place("articles.html#a:c1", "“12”")}


KNOWN = {"a:c1": Place("articles.html#a:c1", ""), 'x"y:c1': Place('#x"y:c1', "")}


@pytest.mark.parametrize(
    ("markup", "href"),
    [
        ('<a href="#a:c1">A c1</a>', "articles.html#a:c1"),
        ('<a class="cite" href="#a:c1:~:text=It%20sank">cite</a>', "articles.html#a:c1:~:text=It%20sank"),
        ('<a href="#x&quot;y:c1">x</a>', '#x"y:c1'),
        ('<a href="#b:c7">B c7</a>', None),  # shown nowhere
        ('<a href="#b:c7:~:text=It">cite</a>', None),
        ('<a href="#The-answer">the answer</a>', "#The-answer"),
        ('<a href="https://example.org/#a:c1">elsewhere</a>', "https://example.org/#a:c1"),
        ('<a href="other.html">other</a>', "other.html"),
    ],
)
def test_a_link_leads_where_the_words_are_or_is_none(markup, href):
    (link,) = Outline(pages.resolve(markup, KNOWN)).all("a")
    assert link.get("href") == href


@pytest.mark.parametrize(("file", "page"), [("when.html", ""), ("when-2.svg", "when.html")])
def test_marks_lead_to_the_articles_else_to_the_quotation_else_nowhere(of_samples, file, page):
    marks = [link for link in Outline(of_samples / file).all("a") if ":" in link.get("href", "")]
    reached = [link["href"] for link in marks if "aria-label" in link]
    assert reached == ["articles.html#harbour:c1", "articles.html#harbour:e1", f"{page}#quay:c2"]


def test_a_row_that_is_shown_nowhere_has_no_link(of_samples):
    page = (of_samples / "when.html").read_text(encoding="utf-8")
    assert "<a>A c9</a>" in page


@pytest.mark.parametrize("name", ["casualty_estimates", "chronology"])
def test_every_mark_of_the_projects_charts_leads_to_its_words_in_the_articles(of_the_project, name):
    chart = Outline(of_the_project / f"{name}-1.svg")
    table = pd.read_csv(of_the_project / "data" / ("claims.csv" if name == "casualty_estimates" else "events.csv"))
    rows = {f"articles.html#{anchor(row)}" for row in table.iloc[:, 0]}
    assert {link["href"] for link in chart.all("a")} <= rows
    assert len({link["href"] for link in chart.all("a")}) >= 9
