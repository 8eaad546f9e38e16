"""How accounts stand to each other, what share one is of another, and the sentences that say so."""

from datetime import date

import pandas as pd
import pytest

import made
from made import claim
from pressframes import compare
from pressframes.compare.reports import accounts

REPORTS = claim("a", "over 3,200", "killed", 3200, 3200, None, "at_least", source="reports", via="Daily Post")
MP = claim("b", "nearly 3,200", "casualties", 3200, None, 3200, "nearly", source="Two deputies")
MANY = claim("a", "nearly 3,500", "killed", 3500, None, 3500, "nearly", source="some ministers")
FEW = claim("a", "close to 400", "killed", 400, None, 400, "nearly", source="others")
ABOUT = claim("b", "about 400", "killed", 400, None, None, "about", source="Two deputies")
SENT = claim("a", "at least 9,000", "deployed", 9000, 9000, None, "at_least")
EXACT = claim("b", "380", "killed", 380, 380, 380, source="the ministry")
RANGE = claim("b", "390 to 420", "killed", None, 390, 420, "range", source="a monitor")
DOZENS = claim("b", "dozens", "killed", None, 24, None, "vague", source="a nurse")


def test_only_what_does_not_go_together_disagrees():
    found = compare.disagreements(made.claims(FEW, MANY, REPORTS, MP, ABOUT))
    assert set(found["relation"]) == {"conflates", "exceeds", "contradicts"}


def test_the_confusion_of_measures_comes_first_and_then_the_widest_apart():
    found = compare.disagreements(made.claims(FEW, MANY, REPORTS, MP))
    first, more, second, third = (row for row in found.itertuples())
    assert (first.relation, first.measure_a, first.measure_b) == ("conflates", "killed", "casualties")
    assert (first.claim_a, first.claim_b) == ("a:c3", "b:c1")
    assert (more.relation, more.amount_a, more.amount_b) == ("exceeds", "nearly 3,500", "nearly 3,200")
    assert {second.amount_a, second.amount_b} == {"close to 400", "nearly 3,500"}
    assert {third.amount_a, third.amount_b} == {"close to 400", "over 3,200"}


def test_two_accounts_are_shown_once_however_many_articles_give_them():
    again = [row | {"article": "c", "sentence": row["sentence"]} for row in (REPORTS, FEW)]
    found = compare.disagreements(made.claims(REPORTS, FEW, *again))
    assert len(found) == 1
    assert set(found["article_a"]) | set(found["article_b"]) == {"a"}


@pytest.mark.parametrize("rows", [(), (REPORTS,), (FEW, ABOUT)])
def test_no_disagreement_gives_an_empty_frame_with_its_columns(rows):
    found = compare.disagreements(made.claims(*rows))
    assert len(found) == 0
    assert "reason" in found


def test_the_same_words_of_one_source_in_two_articles_are_one_account():
    known = accounts(made.claims(REPORTS, REPORTS | {"article": "b"}, FEW))
    assert [(account.articles, account.claims) for account in known] == [
        (("a", "b"), ("a:c1", "b:c1")),
        (("a",), ("a:c2",)),
    ]


def share(*rows: made.Row) -> pd.Series:
    found = compare.share(made.claims(*rows))
    assert len(found) == 1
    return found.iloc[0]


def test_share_by_bounds_that_every_account_sets():
    sent = claim("a", "8,000 to 10,000", "deployed", None, 8000, 10000, "range")
    found = share(EXACT, RANGE, sent)
    assert (found["low"], found["high"]) == (380 / 10000, 420 / 8000)
    assert found["reason"] == "3.8 to 5.25 % of the deployed, by the bounds of every account"


def test_share_is_null_where_an_account_leaves_a_bound_open():
    found = share(REPORTS, FEW, SENT)
    assert pd.isna(found["low"])
    assert pd.isna(found["high"])
    assert (found["stated_low"], found["stated_high"]) == (400 / 9000, 3200 / 9000)
    assert found["reason"] == (
        "4.44 to 35.6 % of the deployed by the figures as stated; "
        "no certain least or most, since an account leaves it open"
    )


def test_share_has_one_bound_if_the_other_is_open():
    found = share(EXACT, SENT)
    assert pd.isna(found["low"])  # at least 9,000 may be any number
    assert found["high"] == 380 / 9000


@pytest.mark.parametrize("rows", [(), (EXACT,), (SENT,), (EXACT, SENT | {"subject": "Vardan troops"})])
def test_no_share_without_both_figures_of_one_subject(rows):
    found = compare.share(made.claims(*rows))
    assert list(found.columns) == ["subject", "low", "high", "stated_low", "stated_high", "reason"]
    assert len(found) == 0


def test_none_killed_is_a_share_of_nothing():
    nobody = claim("a", "no one", "killed", 0, 0, 0)
    assert share(nobody, SENT)["stated_high"] == 0
    assert share(nobody, SENT)["high"] == 0


def test_share_of_nobody_is_no_division_by_zero():
    none = claim("a", "no", "deployed", 0, 0, 0)
    assert pd.isna(share(EXACT, none)["low"])


def raid(row: made.Row, **more: object) -> made.Row:
    """The row, of an air raid whose place and day are told."""
    there = {"sentence": f"The air raid killed {row['amount']}.", "place": "Lund, Norland"}
    day = date(2031, 5, 4)
    return row | there | {"earliest": day, "latest": day} | more


TITLE, VARDAN = "Air strike in Lund, 4 May 2031: ", {"subject": "Vardan troops"}
ANSWERS = {
    "nothing": ((), "No figure can be shown", "No figure for people was found in 2 articles."),
    "one": (
        (raid(REPORTS),),
        f"{TITLE}over 3,200 dead, by one account",
        "One account gives over 3,200 dead (reports, via Daily Post).",
    ),
    "of which neither place nor day is told": (
        (REPORTS,),
        "Happening without place and day: over 3,200 dead, by one account",
        "One account gives over 3,200 dead (reports, via Daily Post).",
    ),
    "what cannot be placed": (
        (REPORTS | {"incident": None},),
        "Over 3,200 dead, by one account",
        "One account gives over 3,200 dead (reports, via Daily Post). 1 figure could not be placed.",
    ),
    "one of each subject": (
        (raid(EXACT), raid(DOZENS | VARDAN)),
        f"{TITLE}380 dead (Norlandic troops), by one account",
        "One account gives 380 dead (ministry).",
    ),
    "a confusion": (
        (raid(REPORTS), raid(MP), raid(FEW), raid(MANY)),
        f"{TITLE}3,200 are dead by one account, casualties by another",
        "The same 3,200 are dead (reports, via Daily Post) and casualties (Two deputies); of the killed (Norlandic"
        " troops), the lowest figure is close to 400 (others) and the highest nearly 3,500 (some ministers).",
    ),
    "a spread": (
        (raid(EXACT), raid(RANGE), raid(SENT)),
        f"{TITLE}figures of the killed from 380 to 420",
        "Of the killed (Norlandic troops), the lowest figure is 380 (ministry) and the highest 390 to 420 (a monitor).",
    ),
    "all agree": (
        (raid(FEW), raid(ABOUT)),
        f"{TITLE}2 accounts give 400 dead",
        "2 accounts give 400 for the killed (Norlandic troops).",
    ),
    "two subjects": (
        (raid(EXACT), raid(RANGE), raid(DOZENS | VARDAN)),
        f"{TITLE}figures of the killed (Norlandic troops) from 380 to 420",
        "Of the killed (Norlandic troops), the lowest figure is 380 (ministry) and the highest 390 to 420 (a monitor).",
    ),
    "neither a part nor what is denied": (
        (raid(EXACT), raid(RANGE, role="part"), raid(REPORTS, stance="denied"), raid(MANY, role="addition")),
        f"{TITLE}380 dead, by one account",
        "One account gives 380 dead (ministry).",
    ),
    "two incidents": (
        (raid(EXACT, article="a"), raid(RANGE), raid(REPORTS, incident="a:i2", place="Halden")),
        f"{TITLE}figures of the killed from 380 to 420",
        "The articles give figures of 2 happenings and running totals. Most told is this, in 2 articles: air strike"
        " in Lund, 4 May 2031. Of the killed (Norlandic troops), the lowest figure is 380 (ministry) and the highest"
        " 390 to 420 (a monitor).",
    ),
    "as many of two incidents are no agreement": (
        (raid(EXACT), raid(EXACT, article="a", incident="a:i2", place="Halden")),
        f"{TITLE}380 dead, by one account",
        "The articles give figures of 2 happenings and running totals. Most told is this, in 1 article: air strike"
        " in Lund, 4 May 2031. One account gives 380 dead (ministry).",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "title", "sentence"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer_and_the_title(rows, title, sentence):
    frame = made.claims(*rows)
    assert compare.headline(frame) == title
    assert compare.answer_estimates(frame, made.articles("a", "b")) == sentence
