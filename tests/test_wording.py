"""Words for rows: safe to print, true to the row."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import made
from pressframes import days, phrases, safe
from pressreport.charts.layout import drawable, shortened, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("two\n\n lines\t here", "two lines here"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nul\x00", "nul"),
        ("e\u0301", "é"),
        ("$x_1$ <b>", "$x_1$ <b>"),
        ("", ""),
    ],
)
def test_printable(text, expected):
    assert safe.printable(text) == expected


@given(st.text())
def test_what_is_printable_stays_as_it_is(text):
    once = safe.printable(text)
    assert "\n" not in once
    assert "\x1b" not in once
    assert safe.printable(once) == once


@given(st.text(max_size=200), st.floats(40, 400))
def test_lines_fit_their_width(text, width):
    for line in wrapped(text, 11, width):
        assert width_of(line, 11) <= width
    assert width_of(shortened(text, 11, width), 11) <= width


def test_a_letter_without_a_glyph_is_replaced():
    assert drawable("12 人") == "12 \ufffd"


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [("short", 10, "short"), ("a longer text", 10, "a longer…"), ("unbroken-words", 8, "unbroke…"), ("", 5, "")],
)
def test_clipped(text, most, expected):
    assert phrases.clipped(text, most) == expected


def source(source=None, via=None, name=None):
    return SimpleNamespace(source=source, via=via, source_name=name)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (source(), "no source named"),
        (source(via="Daily Post"), "no source named, via Daily Post"),
        (source("the ministry"), "ministry"),
        (source("reports", "The newspaper"), "reports, via the newspaper"),
        (source("reports", "The Daily Post"), "reports, via The Daily Post"),
        (source("the group", None, "Harbour Monitor"), "Harbour Monitor"),
        (source("the Harbour Monitor", None, "Harbour Monitor"), "Harbour Monitor"),
        (source("some Norlandic officials", None, "Norlandic officials"), "some Norlandic officials"),
        (source("others", None, "Norlandic officials"), "others among Norlandic officials"),
        (source(float("nan"), float("nan"), float("nan")), "no source named"),
        (source("Theodora Holm"), "Theodora Holm"),
    ],
)
def test_who_is_said_to_give_a_figure(claim, expected):
    assert phrases.source_of(claim) == expected


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest", "precision", "expected"),
    [
        ("2030-06-30", "2030-06-30", "2030-06-30", "day", "30 June 2030"),
        ("2030-06", "2030-06-01", "2030-06-30", "month", "June 2030"),
        ("2030-23", "2030-09-01", "2030-11-30", "season", "autumn 2030"),
        ("2030", "2030-01-01", "2030-12-31", "year", "2030"),
        ("1912/1914", "1912-01-01", "1914-12-31", "interval", "1912 to 1914"),
        ("203X", "2030-01-01", "2039-12-31", "decade", "2030 to 2039"),
        ("2030-06-03/2030-06-09", "2030-06-03", "2030-06-09", "week", "3 to 9 June 2030"),
        ("2030-33", "2030-01-01", "2030-03-31", "quarter", "1 January to 31 March 2030"),
        ("2029-12-29/2030-01-04", "2029-12-29", "2030-01-04", "week", "29 December 2029 to 4 January 2030"),
    ],
)
def test_days_in_words(edtf, earliest, latest, precision, expected):
    row = SimpleNamespace(edtf=edtf, precision=precision)
    row.earliest, row.latest = date.fromisoformat(earliest), date.fromisoformat(latest)
    assert days.span_of_days(row) == expected


@pytest.mark.parametrize(
    ("parts", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed(parts, expected):
    assert phrases.listed(parts) == expected


def test_letters_of_articles_and_of_those_only_cited():
    assert phrases.article_keys(made.articles("x", "y"), ["y", "z"]) == {"x": "A", "y": "B", "z": "C"}
    many = phrases.article_keys(made.articles(*(str(n) for n in range(30))))
    assert many["0"] == "1"
    assert len(set(many.values())) == 30


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "x, 2 May 2031 (stated)"),
        ({"title": "Nine\x1b dead"}, "Nine dead, 2 May 2031 (stated)"),
        ({"outlet": "Daily Post"}, "Daily Post, 2 May 2031 (stated)"),
        ({"title": "Nine dead", "outlet": "Daily Post"}, "Nine dead (Daily Post), 2 May 2031 (stated)"),
        ({"published": None, "published_basis": "missing"}, "x, day not known"),
        ({"published_basis": "inferred"}, "x, 2 May 2031 (inferred)"),
        ({"published_basis": "metadata"}, "x, 2 May 2031"),
    ],
)
def test_an_article_in_the_foot(known, expected):
    assert phrases.article_line("x", made.articles("x", **known)) == expected


@pytest.mark.parametrize(
    ("source", "name", "via", "witness"),
    [
        ("the Red Cross", "Red Cross", None, "Red Cross"),
        ("the group", "Red Cross", None, "Red Cross"),
        ("Holm", "Holm", None, "Holm"),
        ("officials", "officials", None, ""),
        ("Police", "Police", None, ""),
        ("a monitor", "Monitor", None, ""),
        ("A nurse", "A nurse", None, ""),
        ("The officials", "The officials", None, ""),
        ("NGO", "NGO", None, ""),
        ("reports", "reports", "the Daily Post", "Daily Post"),
        ("some Kenyan officials", "Kenyan officials", None, ""),
        ("others", "Kenyan officials", None, ""),
        (None, None, None, ""),
        (None, None, "Norpress", "Norpress"),
    ],
)
def test_who_is_a_witness_of_their_own(source, name, via, witness):
    row = made.claim("a", "12", "killed", 12, 12, 12, source=source, source_name=name, via=via)
    (claim,) = made.claims(row).itertuples()
    assert phrases.witness_of(claim) == witness


def test_the_period_is_that_of_the_articles_cited():
    days = pd.to_datetime(["2031-05-03", None, "2031-05-04", "2031-05-12"])
    articles = pd.DataFrame({"published": days}, index=["first", "undated", "second", "last"])
    assert phrases.period(articles, ["first", "undated", "second"]) == "published 3 to 4 May 2031"
    assert phrases.period(articles, ["last"]) == "published 12 May 2031"
    assert phrases.period(articles, ["undated"]) == phrases.period(articles, []) == ""
