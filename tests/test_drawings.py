"""Drawings in pages: what is kept of a chart, what is not, and where its marks lead."""

import re

import matplotlib
import pytest
from matplotlib.figure import Figure

from browsing import Outline
from pressframes.errors import PressframesError
from pressreport import charts
from pressreport.charts.layout import style
from pressreport.site import drawings
from pressreport.site.drawings import Place

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
PLACES = {
    "harbour:c1": Place("articles.html#harbour:c1", "“12”, in its sentence"),
    "quay:e2": Place("#quay:e2", "“in <May>”, in its sentence"),
}


def drawn(inner, places=PLACES, prefix="d1-"):
    return drawings.inline(f"{HEAD}{inner}</svg>", "A chart.", places, prefix)


def inside(inner):
    """What is left of something within a drawing."""
    return re.fullmatch(r"(?s)<svg [^>]*?(?:/>|>(.*)</svg>)", drawn(inner))[1]


KEPT = [
    ('<path d="M 0 0 L 3 4"/>', '<path d="M0 0L3 4"/>'),
    ('<path d="M 1.23456 0 \nL 3.999 4 \n" style="fill: none; stroke: #bbbbbb"/>',
     '<path d="M1.23 0L4 4" style="fill:none;stroke:#bbbbbb"/>'),
    ('<circle cx="1" cy="2" r="3"/>', '<circle cx="1" cy="2" r="3"/>'),
    ('<g transform="translate(1.005 2) scale(0.015625 -0.015625)"><path d="M0 0"/></g>',
     '<g transform="translate(1 2) scale(0.015625 -0.015625)"><path d="M0 0"/></g>'),
    ('<text x="1" y="2">a &lt; b <tspan>c</tspan> d</text>', '<text x="1" y="2">a &lt; b <tspan>c</tspan> d</text>'),
    ('<defs><path id="p" d="M0 0"/></defs><use xlink:href="#p" transform="translate(2.5 0)"/>',
     '<defs><path id="d1-0" d="M0 0"/></defs><use x="2.5" href="#d1-0"/>'),
    ('<clipPath id="c"><rect x="0" y="0" width="9" height="9"/></clipPath><path clip-path="url(#c)" d="M0 0"/>',
     '<clipPath id="d1-0"><rect x="0" y="0" width="9" height="9"/></clipPath><path clip-path="url(#d1-0)" d="M0 0"/>'),
    ('<g id="unused"><path d="M0 0"/></g>', '<path d="M0 0"/>'),
]  # fmt: skip

# What could run, load, leave the page, or reach over it, and what is left of it.
LOST = [
    ("<script>alert(1)</script>", None),
    ("<style>* { display: none }</style>", None),
    ("<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='//x'/></foreignObject>", None),
    ("<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>", None),
    ("<image href='http://127.0.0.1:9/x.png'/>", None),
    ("<image href='data:image/svg+xml,x'/>", None),
    ("<feImage href='//x'/>", None),
    ("<animate attributeName='href' to='javascript:alert(1)'/>", None),
    ("<set attributeName='onload' to='alert(1)'/>", None),
    ("<?xml-stylesheet href='http://127.0.0.1:9/x.css'?>", None),
    ("<metadata>words</metadata>", None),
    ("<path d='M0 0' onload='alert(1)' onclick='alert(1)'/>", '<path d="M0 0"/>'),
    ("<path d='M0 0' class='skip' tabindex='1'/>", '<path d="M0 0"/>'),
    ("<path d='M0 0' style='fill: url(http://127.0.0.1:9/x)'/>", '<path d="M0 0"/>'),
    ("<path d='M0 0' style='position: fixed; fill: red'/>", '<path d="M0 0" style="fill:red"/>'),
    ("<path d='M0 0' fill='url(//x#y)'/>", '<path d="M0 0"/>'),
    ("<path d='M0 0' style='fill: \\75rl(//x)'/>", '<path d="M0 0"/>'),
    ("<use href='http://127.0.0.1:9/x.svg#a'/>", "<use/>"),
    ("<use href='data:image/svg+xml,x#a'/>", "<use/>"),
    ("<a href='javascript:alert(1)'><path d='M0 0'/></a>", '<path d="M0 0"/>'),
    ("<a xlink:href='https://example.org/'><path d='M0 0'/></a>", '<path d="M0 0"/>'),
    ("<a xlink:href='#nowhere:c9'><path d='M0 0'/></a>", '<path d="M0 0"/>'),
    ("<g><a xlink:href='#harbour:c1'></a></g>", None),
]


@pytest.mark.parametrize(("given", "left"), KEPT)
def test_shapes_and_words_are_kept_in_fewer_characters(given, left):
    assert inside(given) == left


@pytest.mark.parametrize(("given", "left"), LOST)
def test_nothing_that_could_run_load_or_lead_elsewhere_is_kept(given, left):
    assert inside(given) == left


@pytest.mark.parametrize(
    "bad",
    [
        "", "not a drawing", "<svg>", "<svg><g></svg>",
        '<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    ],
)  # fmt: skip
def test_what_is_no_svg_is_refused_in_one_sentence(bad):
    with pytest.raises(PressframesError, match=r"^a chart is no SVG that can be shown \(.*\): draw it with .*\.$"):
        drawings.inline(bad, "", {}, "")


def test_a_drawing_of_another_language_leaves_nothing():
    html = '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'
    assert drawings.inline(html, "A chart.", {}, "") == '<svg role="img" aria-label="A chart."/>'


def test_a_mark_leads_to_its_place_and_is_called_by_its_words():
    made = drawn('<a xlink:href="#quay:e2"><path d="M0 0"/></a>')
    assert Outline(made).all("a") == [{"href": "#quay:e2", "aria-label": "“in <May>”, in its sentence"}]
    assert Outline(made).all("svg")[0]["role"] == "graphics-document"


def test_a_drawing_without_links_is_a_picture():
    (svg,) = Outline(drawn('<a xlink:href="#nowhere:c9"><path d="M0 0"/></a>')).all("svg")
    assert (svg["role"], svg["aria-label"]) == ("img", "A chart.")


def test_a_place_is_reached_once_by_keyboard_however_many_shapes_lead_there():
    dot, line = '<circle r="1"/>', '<path d="M0 0"/>'
    one, two = '<a xlink:href="#harbour:c1">', '<a xlink:href="#quay:e2">'
    made = drawn(f"<g id='x'>{one}{dot}</a></g>{one}{line}</a>{two}{dot}</a>{one}{line}</a>")
    links = Outline(made).all("a")
    assert [link["href"] for link in links] == ["articles.html#harbour:c1", "#quay:e2", "articles.html#harbour:c1"]
    assert [link.get("tabindex") for link in links] == [None, None, "-1"]
    assert [link.get("aria-hidden") for link in links] == [None, None, "true"]
    assert '<a href="articles.html#harbour:c1" aria-label="“12”, in its sentence"><circle r="1"/><path' in made


def test_two_drawings_of_a_page_share_no_id():
    inner = '<defs><path id="p" d="M0 0"/></defs><use href="#p"/>'
    first, second = (set(re.findall(r'id="([^"]+)"', drawn(inner, prefix=prefix))) for prefix in ("d1-", "d2-"))
    assert first
    assert not first & second


def test_a_chart_of_matplotlib_keeps_all_its_shapes_and_loses_half_its_bytes():
    with style():
        figure = Figure()
        axes = figure.add_subplot(title="Forty-one drowned")
        axes.plot([1, 2, 3], [4, 1, 2], marker="o", url="#harbour:c1")
        axes.annotate("a label", (2, 1), url="#harbour:c1")
    svg = charts.svg(figure)
    made = drawings.inline(svg, "A chart.", PLACES, "d1-")
    for tag in ("path", "use", "clipPath"):
        assert made.count(f"<{tag} ") == svg.count(f"<{tag} "), tag
    assert len(made) < 0.6 * len(svg)
    assert 'href="articles.html#harbour:c1"' in made
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(re.findall(r'id="([^"]+)"', made))


def test_a_drawing_alone_is_a_file_that_opens():
    made = drawings.alone(f'{HEAD}<a xlink:href="#harbour:c1"><path d="M0 0"/></a></svg>', "A <chart>.", PLACES)
    assert made.startswith("<svg ")
    assert 'xmlns="http://www.w3.org/2000/svg"' in made
    assert 'aria-label="A &lt;chart&gt;."' in made
    assert '<a href="articles.html#harbour:c1"' in made


def test_matplotlib_draws_with_nothing_that_is_not_on_the_list():
    """A new version that draws with other elements should be looked at before it loses them."""
    with style():
        figure = Figure()
        axes = figure.add_subplot()
        axes.barh([1, 2], [3, 4])
        axes.scatter([1, 2], [1, 2], alpha=0.5)
        axes.fill_between([1, 2], [1, 2])
    tags = {tag for tag, _ in Outline(charts.svg(figure)).tags if ":" not in tag}
    assert tags - {tag.lower() for tag in drawings.ELEMENTS} == {"metadata", "style"}, matplotlib.__version__
