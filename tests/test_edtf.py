"""EDTF back to days: what the calendar writes is read again, and nothing else."""

from datetime import date

import pytest

from pressframes.reading import edtf
from pressframes.reading.edtf import parse

WRITTEN = [
    edtf.day(date(2031, 6, 30)), edtf.month(2031, 2), edtf.part(2030, 24), edtf.quarter(2031, 1),
    edtf.part(2031, 41), edtf.year(987), edtf.decade(1975), edtf.century(19),
    edtf.week(date(2031, 5, 7)), edtf.between(edtf.year(1912), edtf.year(1914)),
    edtf.between(edtf.month(2031, 11), edtf.part(2031, 24)), edtf.about(edtf.year(1950)),
    edtf.about(edtf.month(1950, 7)),
]  # fmt: skip


@pytest.mark.parametrize("span", WRITTEN, ids=[span.edtf for span in WRITTEN])
def test_what_the_calendar_writes_is_read_again(span):
    assert parse(span.edtf) == span


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision"),
    [
        ("2031-24", date(2031, 12, 1), date(2032, 2, 29), "season"),
        ("2031-34", date(2031, 4, 1), date(2031, 6, 30), "quarter"),
        ("2031-40", date(2031, 1, 1), date(2031, 6, 30), "half"),
        ("203X", date(2030, 1, 1), date(2039, 12, 31), "decade"),
        ("2031-05-30/2031-06", date(2031, 5, 30), date(2031, 6, 30), "interval"),
    ],
)
def test_the_days_that_a_string_allows(edtf, first, last, precision):
    span = parse(edtf)
    assert (span.earliest, span.latest, span.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "edtf",
    ["", "May 2031", "31-05", "2031-13", "2031-00", "2031-25", "2031-37", "2031-42", "2031-02-30", "2031-5-2",
     "20310502", "2031/", "/2031", "2031/2030", "2031/..", "2031-05/2031-06/2031-07", "0000", "٢٠٣١", "2031\n",
     "2031~~", "2031-06-XX", "203X/204X~"],
)  # fmt: skip
def test_what_is_no_edtf_of_the_calendar_is_refused(edtf):
    with pytest.raises(ValueError, match=r"is no |ends before|out of range|must be in"):
        parse(edtf)
