"""What is reported: of which place and days a figure speaks, in sentences most of which say less than they seem to."""

from datetime import date

import pandas as pd
import pytest

import made
import pressframes as pf
from pressframes.compare import reports
from pressframes.compare.reports import Context, context

PUBLISHED = date(2031, 5, 7)  # a Wednesday
MAY_4 = (date(2031, 5, 4), date(2031, 5, 4))


def read(sentence: str, published: date | None = PUBLISHED) -> Context:
    """The context of the figure 12 of a sentence."""
    start = sentence.index("12")
    return context(sentence, start, start + 2, published)


@pytest.mark.parametrize(
    ("sentence", "places", "days"),
    [
        ("12 died.", set(), None),
        ("12 died in Halden.", {"halden"}, None),
        ("12 died in the northern city of Halden.", {"halden"}, None),
        ("12 died in rebel-held Halden.", {"halden"}, None),
        ("12 died near New Halden in Lund province.", {"new", "halden", "lund"}, None),
        ("12 died in Kenyan custody.", set(), None),  # a people is no place
        ("12 died in May.", set(), (date(2031, 5, 1), date(2031, 5, 31))),
        ("12 died in fighting against Norland.", set(), None),
        ("12 Killed In Halden Raid", set(), None),  # a headline in capitals tells no names apart
        ("12 died at Lund University hospital.", {"lund"}, None),
        ("On 4 May 2031, 12 died.", set(), MAY_4),
        ("12 died on Sunday.", set(), MAY_4),
        ("12 have died since 4 May.", set(), (date(2031, 5, 4), PUBLISHED)),
        ("12 died, the envoy said on Sunday.", set(), None),  # when it was said
        ("The envoy, who arrived on Sunday, spoke of 12 dead.", set(), None),  # of another clause
        ("12 died on Sunday and nine on Monday.", set(), None),  # which of the two cannot be said
        ("date 2031-05-04 At least 12 died.", set(), None),
    ],
)
def test_what_a_sentence_names(sentence, places, days):
    assert read(sentence) == Context(frozenset(places), days)


def test_a_weekday_is_no_day_where_the_day_of_publication_is_not_known():
    assert read("12 died on Sunday.", None).days is None


APART = [
    ("12 died in Halden.", "12 died in Lund."),
    ("12 died on 4 May 2031.", "12 died on 5 May 2031."),
    ("12 died on 4 May 2031.", "12 died since 4 May 2030."),  # a day and a year
]
TOGETHER = [
    ("12 died.", "12 died in Lund."),
    ("12 died in Lund.", "12 died in the Lund region."),
    ("12 died on 4 May 2031.", "12 died in May 2031."),
    ("12 died since May 2030.", "12 died in 2030."),
]


@pytest.mark.parametrize(
    ("a", "b", "expected"), [(*pair, True) for pair in APART] + [(*pair, False) for pair in TOGETHER]
)
def test_what_cannot_be_one_context(a, b, expected):
    assert read(a).excludes(read(b)) == expected
    assert read(b).excludes(read(a)) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("12 died in Lund on Sunday.", "12 died in Lund on 4 May 2031.", True),
        ("12 died in Lund on Sunday.", "12 died in Lund.", False),
        ("12 died on Sunday.", "12 died on Sunday.", False),  # where is not said
        ("12 died in Lund in May 2031.", "12 died in Lund in May 2031.", False),  # a month has many attacks
        ("12 died in Lund on Sunday.", "12 died in Halden on Sunday.", False),
    ],
)
def test_what_is_one_context(a, b, expected):
    assert read(a).equals(read(b)) == expected


WAR = (
    "Rebels took the town of Halden in May 2012.\n\nThe following year, 12 soldiers died in an air raid.\n\n"
    "In 2014 the rebels left, and 30 soldiers were killed the same month.\n"
)


@pytest.fixture
def war(tmp_path):
    (tmp_path / "war.txt").write_text(WAR, encoding="utf-8")
    return pf.read_articles(tmp_path, published="2020-03-04")


def test_the_days_of_a_figure_are_those_that_its_article_gives(war):
    first, *_ = reports.figures(pf.claims(war), war)
    assert first.context.days == (date(2013, 1, 1), date(2013, 12, 31))


def test_a_sentence_read_alone_does_not_place_what_leans_on_another(war):
    first, *_ = reports.figures(pf.claims(war))
    assert (first.amount, first.context.days) == ("12", None)


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("The previous day, 12 died.", None),
        ("Three years later 12 died.", None),
        ("12 died that week.", None),
        ("The town fell late, on 4 May 2031; the following day 12 died.", (date(2031, 5, 5), date(2031, 5, 5))),
        ("12 died last year.", (date(2030, 1, 1), date(2030, 12, 31))),
    ],
)
def test_only_a_date_that_leans_on_none_before_it_is_known_from_a_sentence_alone(sentence, days):
    assert read(sentence).days == days


def test_the_day_of_publication_is_a_column_of_the_claims():
    frame = made.claims(made.claim("a", "12", "killed", 12, 12, 12)).assign(published=pd.Timestamp("2031-05-04"))
    assert [one.published for one in reports.figures(frame)] == [date(2031, 5, 4)]


def test_the_dates_of_an_article_are_found_once_for_all_its_claims(tmp_path, monkeypatch):
    (tmp_path / "town.txt").write_text("In Lund 12 people were killed in 2012. Later 14 people died there.\n", "utf-8")
    articles = pf.read_articles(tmp_path)
    claims, find, searched = pf.claims(articles), reports.timexes.find, []
    monkeypatch.setattr(reports.timexes, "find", lambda *given: searched.append(given) or find(*given))
    assert len([one.context for one in reports.figures(claims, articles)]) == 2
    assert len(searched) == 1
