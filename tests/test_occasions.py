"""Of which place and days a figure speaks: sentences read by hand, most of which say less than they seem to."""

from datetime import date

import pytest

from pressframes.compare.occasions import Occasion, apart, occasion, same

PUBLISHED = date(2031, 5, 7)  # a Wednesday
MAY_4 = (date(2031, 5, 4), date(2031, 5, 4))


def read(sentence: str, published: date | None = PUBLISHED) -> Occasion:
    """The occasion of the figure 12 of a sentence."""
    start = sentence.index("12")
    return occasion(sentence, start, start + 2, published)


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
    assert read(sentence) == Occasion(frozenset(places), days)


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
def test_what_cannot_be_one_occasion(a, b, expected):
    assert apart(read(a), read(b)) == expected
    assert apart(read(b), read(a)) == expected


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
def test_what_is_one_occasion(a, b, expected):
    assert same(read(a), read(b)) == expected
