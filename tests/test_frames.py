"""The public verbs: what they give of files, and that they give it of none."""

import pkgutil

import pandas as pd
import pytest

import made
import pressframes as pf
from pressframes import frames
from pressframes.frames import schemas

TEXT = """Published 2 May 2031

At least 17 miners were killed in the blast on Monday, the ministry said.

A thousand goats were seen on 31 April 2031.
"""


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "blast.txt").write_text(TEXT, "utf-8")
    (tmp_path / "nothing.txt").write_text("", "utf-8")
    return pf.read_articles(tmp_path)


@pytest.mark.parametrize("verb", ["claims", "events", "dates", "refusals"])
def test_each_verb_works_on_no_articles(verb):
    none = pf.read_articles([])
    assert len(none) == 0
    made = getattr(pf, verb)(none)
    assert len(made) == 0
    assert list(made.columns) == list(schemas.dtypes(verb))


@pytest.mark.parametrize("verb", ["claims", "events", "dates", "refusals"])
def test_each_verb_works_on_an_empty_selection(articles, verb):
    chosen = articles.iloc[:0]
    assert len(getattr(pf, verb)(chosen)) == (len(articles.attrs["unread"]) if verb == "refusals" else 0)


def test_articles_are_indexed_by_their_id(articles):
    assert articles.index.tolist() == ["blast"]
    assert articles.index.name == "article"
    assert articles.loc["blast", "published"] == pd.Timestamp("2031-05-02")


def test_claims_quote_their_article(articles):
    claims = pf.claims(articles)
    assert claims[["amount", "measure", "low"]].values.tolist() == [["At least 17", "killed", 17]]
    for row in claims.itertuples():
        assert articles.loc[row.article, "text"][row.start : row.end] == row.amount


def test_dates_quote_their_article(articles):
    dates = pf.dates(articles)
    assert any("Monday" in words for words in dates["date_text"])
    for row in dates.itertuples():
        assert articles.loc[row.article, "text"][row.start : row.end] == row.date_text


def test_what_was_not_read_comes_first_among_the_refusals(articles):
    refusals = pf.refusals(articles)
    assert refusals["reason"].iloc[0] == "empty"
    assert refusals["path"].iloc[0].endswith("nothing.txt")


def test_a_file_and_a_list_of_files_are_read_alike(tmp_path, articles):
    file = tmp_path / "blast.txt"
    assert pf.read_articles(file).index.tolist() == pf.read_articles([str(file)]).index.tolist() == ["blast"]


def test_a_day_may_be_given_for_articles_that_have_none(tmp_path):
    (tmp_path / "rain.txt").write_text("It rained on Monday.", "utf-8")
    read = pf.read_articles(tmp_path, published="2031-05-02")
    assert read.loc["rain", "published"] == pd.Timestamp("2031-05-02")


def test_a_published_day_that_is_none_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(pf.PressframesError, match=r"^'2031-02-30' is no day of the calendar; .*YYYY-MM-DD"):
        frames.read_articles(tmp_path, published="2031-02-30")


def test_the_articles_are_left_alone(articles):
    before = articles.copy(deep=True)
    pf.claims(articles), pf.events(articles), pf.refusals(articles)
    assert articles.equals(before)


def test_the_order_of_the_articles_does_not_change_the_rows(tmp_path, articles):
    (tmp_path / "second.txt").write_text(TEXT.replace("17", "18"), "utf-8")
    both = pf.read_articles(tmp_path)
    one, other = pf.claims(both), pf.claims(both.iloc[::-1])
    assert one.sort_values("claim").reset_index(drop=True).equals(other.sort_values("claim").reset_index(drop=True))


def test_a_lexicon_of_ones_own_that_is_not_there_is_refused(articles):
    with pytest.raises(pf.PressframesError):
        pf.claims(articles, lexicon=["no-such-lexicon.toml"])


def test_no_module_bears_the_name_of_a_verb():
    """`import pressframes.claims` would put the module where the verb `pf.claims` is looked for."""
    modules = {module.name for module in pkgutil.iter_modules(pf.__path__)}
    assert modules.isdisjoint(pf.__all__)


@pytest.mark.parametrize("verb", pf.__all__)
def test_every_verb_is_there(verb):
    assert callable(getattr(pf, verb))


def test_claims_know_when_their_articles_were_published():
    assert pf.claims(made.articles("a", published=None)).attrs["published"] == {}
    assert pf.claims(made.articles("a")).attrs["published"] == {"a": "2031-05-02"}
