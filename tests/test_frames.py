"""The public verbs: what they give of files, that they give it of none, and that nothing is lost on the way."""

import pkgutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import made
import pressframes as pf
from pressframes.frames import plain_rows, schemas

TEXT = """Published 2 May 2031

At least 17 miners were killed in the blast on Monday, the ministry said.

A thousand goats were seen on 31 April 2031.
"""
LATER = "Published 9 May 2031\n\nOn 28 April 2031, 20 miners were killed in the blast, the ministry said.\n"
VERBS = ("claims", "events", "dates", "refusals")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    (folder / "blast.txt").write_text(TEXT, "utf-8")
    (folder / "later.txt").write_text(LATER, "utf-8")
    (folder / "nothing.txt").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="module")
def both(folder):
    return pf.read_articles(folder, return_unread=True)


@pytest.fixture
def articles(both):
    return both[0]


def test_each_verb_works_on_no_articles_and_on_an_empty_selection(articles):
    none, unread = pf.read_articles([], return_unread=True)
    assert none.empty
    assert unread.empty
    for verb in VERBS:
        for chosen in (none, articles.iloc[:0]):
            found = getattr(pf, verb)(chosen)
            assert found.empty
            assert list(found.columns) == list(schemas.dtypes(verb))


def test_articles_are_indexed_by_their_id(articles):
    assert articles.index.tolist() == ["blast", "later"]
    assert articles.index.name == "article"
    assert articles.loc["blast", "published"] == pd.Timestamp("2031-05-02")


@pytest.mark.parametrize(("verb", "words"), [("claims", "amount"), ("dates", "date_text"), ("events", "date_text")])
def test_rows_quote_their_article(articles, verb, words):
    found = getattr(pf, verb)(articles)
    assert len(found)
    for row in found.itertuples():
        assert articles.loc[row.article, "text"][row.start : row.end] == getattr(row, words)


def test_claims_know_the_day_of_their_article(articles):
    claims = pf.claims(articles)
    assert claims[["amount", "measure", "low"]].values.tolist()[0] == ["At least 17", "killed", 17]
    assert claims["published"].tolist() == [pd.Timestamp("2031-05-02"), pd.Timestamp("2031-05-09")]
    assert pf.claims(articles.assign(published=pd.NaT))["published"].isna().all()


def test_what_was_not_read_is_a_frame_of_its_own_and_comes_first_among_the_refusals(folder, both):
    articles, unread = both
    assert unread["reason"].tolist() == ["empty"]
    assert unread["path"].iloc[0].endswith("nothing.txt")
    refusals = pf.refusals(articles, unread=unread)
    assert refusals["reason"].tolist() == ["empty", *pf.refusals(articles)["reason"]]
    assert pf.read_articles(folder).equals(articles)
    assert list(pf.refusals(articles.iloc[:0], unread=unread)["reason"]) == ["empty"]


def carried(frame):
    """The frame after what people do with frames, its rows and columns the same."""
    copied, added = frame.copy(deep=True), pd.DataFrame({"measure": ["killed"], "checked": [True]})
    yield pd.concat([copied.iloc[:1], copied.iloc[1:]], ignore_index=True)
    yield copied.merge(added, on="measure", how="left").drop(columns="checked").astype(frame.dtypes.to_dict())
    yield copied.query("low > 0").reset_index(drop=True)


def test_merging_copying_and_concatenating_lose_nothing_that_comparing_needs():
    days = {"a": date(2031, 5, 2), "b": date(2031, 5, 9)}
    first, later = (
        made.claim(article, str(many), "killed", many, many, many, source="UN", published=days[article])
        for article, many in (("a", 12), ("b", 19))
    )
    claims = made.claims(first, later)
    relations = pf.relations(claims)
    assert "first given as “12” (2 May 2031), then as “19” (9 May 2031)" in relations["reason"].iloc[0]
    for frame in carried(claims):
        assert pf.relations(frame).equals(relations)
    rejected = made.rulings(made.ruling("claim", "a", "12", "reject"))
    for frame in carried(pf.ruled(claims, rejected, made.articles("a", "b", text="It spoke of 12 killed."))):
        assert pf.relations(frame).empty


def test_nothing_travels_in_attrs():
    modules = list((Path(pf.__file__).parents[1]).rglob("*.py"))
    assert len(modules) > 30
    assert [module.name for module in modules if ".attrs" in module.read_text("utf-8")] == []


def test_a_file_and_a_list_of_files_are_read_alike(folder):
    file = folder / "blast.txt"
    assert pf.read_articles(file).index.tolist() == pf.read_articles([str(file)]).index.tolist() == ["blast"]


def test_a_day_may_be_given_for_articles_that_have_none(tmp_path):
    (tmp_path / "rain.txt").write_text("It rained on Monday.", "utf-8")
    read = pf.read_articles(tmp_path, published="2031-05-02")
    assert read.loc["rain", "published"] == pd.Timestamp("2031-05-02")


def test_a_published_day_that_is_none_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(pf.PressframesError, match=r"^'2031-02-30' is no day of the calendar; .*YYYY-MM-DD"):
        pf.read_articles(tmp_path, published="2031-02-30")


def test_the_articles_are_left_alone_and_their_order_does_not_change_the_rows(articles):
    before = articles.copy(deep=True)
    claims, turned = pf.claims(articles), pf.claims(articles.iloc[::-1])
    pf.events(articles), pf.refusals(articles)
    assert articles.equals(before)
    assert turned.sort_values("claim").reset_index(drop=True).equals(claims.sort_values("claim").reset_index(drop=True))


def test_plain_rows_have_none_for_null_and_days_for_timestamps(articles):
    row = next(plain_rows(pf.claims(articles)))
    assert (row["high"], str(row["published"]), row["low"]) == (None, "2031-05-02", 17)


def test_a_lexicon_of_ones_own_that_is_not_there_is_refused_also_where_there_is_no_article(articles):
    for chosen in (articles, articles.iloc[:0]):
        with pytest.raises(pf.PressframesError):
            pf.claims(chosen, lexicon=["no-such-lexicon.toml"])


def test_every_verb_is_there_and_no_module_bears_its_name():
    """`import pressframes.claims` would put the module where the verb `pf.claims` is looked for."""
    assert all(callable(getattr(pf, verb)) for verb in pf.__all__)
    assert {module.name for module in pkgutil.iter_modules(pf.__path__)}.isdisjoint(pf.__all__)
