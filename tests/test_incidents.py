"""Reports joined into happenings, the words around a date, and the days between."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
from pressframes.compare import incidents
from pressframes.phrases import clause

PACT = made.event("a", "The presidents signed a defence pact in June 2030.", "in June 2030", "2030-06",
                  "2030-06-01", "2030-06-30", "month", "treaty")  # fmt: skip
YEAR_AFTER = made.event("b", "A gala marked a year since the treaty of 12 June 2030.", "12 June 2030", "2030-06-12",
                        "2030-06-12", "2030-06-12", "day", "treaty")  # fmt: skip
SENT = made.event("b", "Troops have been sent since autumn 2030.", "since autumn 2030", "2030-23",
                  "2030-09-01", "2030-11-30", "season", "deployment")  # fmt: skip
AT_ONCE = made.event("a", "In June 2030 the first battalion crossed over.", "In June 2030", "2030-06",
                     "2030-06-01", "2030-06-30", "month", "deployment")  # fmt: skip
RAID = made.event("a", "A raid on the port of Halden killed nine on 3 July 2030.", "on 3 July 2030", "2030-07-03",
                  "2030-07-03", "2030-07-03", "day", "casualties")  # fmt: skip
SAME_RAID = made.event("b", "On 3 July 2030 nine died in the Halden port raid.", "On 3 July 2030", "2030-07-03",
                       "2030-07-03", "2030-07-03", "day", "casualties")  # fmt: skip
OTHER_RAID = made.event("b", "Shells hit the market of Lund on 3 July 2030.", "on 3 July 2030", "2030-07-03",
                        "2030-07-03", "2030-07-03", "day", "casualties")  # fmt: skip


def reports(*rows: made.Row) -> list[tuple[str, str, str]]:
    found = incidents.chronology(made.events(*rows))
    return list(zip(found["kind"], found["when"], found["events"], strict=True))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), []),
        ((PACT,), [("treaty", "June 2030", "a:e1")]),
        # A day joins the month that holds it, and makes it more precise.
        ((PACT, YEAR_AFTER), [("treaty", "12 June 2030", "b:e1, a:e1")]),
        # Two spans that overlap leave the days that both allow.
        (
            (PACT, YEAR_AFTER | {"earliest": date(2030, 5, 20), "latest": date(2030, 6, 10), "precision": "interval"}),
            [("treaty", "1 to 10 June 2030", "b:e1, a:e1")],
        ),
        ((PACT, SENT), [("treaty", "June 2030", "a:e1"), ("deployment", "autumn 2030", "b:e1")]),
        ((AT_ONCE, SENT), [("deployment", "June 2030", "a:e1"), ("deployment", "autumn 2030", "b:e1")]),
        ((RAID, SAME_RAID), [("casualties", "3 July 2030", "a:e1, b:e1")]),
        ((RAID, OTHER_RAID), [("casualties", "3 July 2030", "a:e1"), ("casualties", "3 July 2030", "b:e1")]),
        ((RAID, RAID), [("casualties", "3 July 2030", "a:e1, a:e2")]),
        # Two events of one article are two, if it dates them apart.
        ((PACT, YEAR_AFTER | {"article": "a"}), [("treaty", "June 2030", "a:e1"), ("treaty", "12 June 2030", "a:e2")]),
        ((PACT, AT_ONCE), [("treaty", "June 2030", "a:e1"), ("deployment", "June 2030", "a:e2")]),
    ],
)
def test_which_reports_are_one_happening(rows, expected):
    assert reports(*rows) == expected


def of(article: str, nations: str, date_text: str, edtf: str, first: str, last: str, kind: str = "treaty") -> made.Row:
    return made.event(article, f"{nations} did so {date_text}.", date_text, edtf, first, last, "day", kind)


KENYA_MAY = of("a", "Kenya and Uganda", "in May 2030", "2030-05", "2030-05-01", "2030-05-31")
KENYANS_MAY = of("b", "The Kenyan and Ugandan envoys", "on 9 May 2030", "2030-05-09", "2030-05-09", "2030-05-09")
PERU_MAY = of("b", "Peruvian and Chilean envoys", "on 9 May 2030", "2030-05-09", "2030-05-09", "2030-05-09")
NOBODY_MAY = of("b", "Both presidents", "on 9 May 2030", "2030-05-09", "2030-05-09", "2030-05-09")
KENYA_JULY = of("b", "Kenya and Uganda", "on 2 July 2030", "2030-07-02", "2030-07-02", "2030-07-02")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((KENYA_MAY, KENYANS_MAY), ["b:e1, a:e1"]),
        ((KENYA_MAY, NOBODY_MAY), ["b:e1, a:e1"]),  # who is not named excludes no one
        ((KENYA_MAY, PERU_MAY), ["a:e1", "b:e1"]),
        ((KENYA_MAY, KENYA_JULY), ["a:e1", "b:e1"]),
    ],
)
def test_the_treaty_of_two_nations_is_not_that_of_two_others(rows, expected):
    assert [events for *_, events in reports(*rows)] == expected


def contradicted(*rows: made.Row) -> dict[str, str]:
    found = incidents.chronology(made.events(*rows)).dropna(subset="contradicts")
    return dict(zip(found["happening"], found["contradicts"], strict=True))


AUGUST = of("c", "Kenya and Uganda", "in August 2030", "2030-08", "2030-08-01", "2030-08-31")


def test_reports_that_cannot_be_reconciled_contradict_each_other():
    assert contradicted(KENYA_MAY, KENYA_JULY) == {"h1": "h2", "h2": "h1"}
    assert contradicted(KENYA_MAY, KENYA_JULY, AUGUST) == {"h1": "h2, h3", "h2": "h1, h3", "h3": "h1, h2"}


@pytest.mark.parametrize(
    "rows",
    [
        (KENYA_MAY, KENYANS_MAY),  # one happening
        (KENYA_MAY, PERU_MAY | {"earliest": date(2030, 7, 2), "latest": date(2030, 7, 2)}),  # other nations
        (KENYA_MAY, NOBODY_MAY | {"earliest": date(2030, 7, 2), "latest": date(2030, 7, 2)}),  # nations not known
        (KENYA_MAY, KENYA_JULY | {"article": "a"}),  # one article tells of two
        (KENYA_MAY, KENYA_JULY, AUGUST | {"article": "b"}),
        (KENYA_MAY, KENYA_JULY | {"kind": "deployment"}),
        (KENYA_MAY | {"kind": "casualties"}, KENYA_JULY | {"kind": "casualties"}),  # there are many
        (KENYA_MAY, KENYA_JULY | {"earliest": date(2031, 7, 2), "latest": date(2031, 7, 2)}),  # more than a season
    ],
)
def test_what_may_be_two_happenings_is_no_contradiction(rows):
    assert contradicted(*rows) == {}


def test_reports_are_counted_and_listed_and_none_is_lost():
    found = incidents.chronology(made.events(PACT, YEAR_AFTER, SENT))
    assert found["happening"].tolist() == ["h1", "h2"]
    assert found[["reports", "articles", "events"]].to_numpy().tolist() == [[2, "b, a", "b:e1, a:e1"], [1, "b", "b:e2"]]


SOME = [PACT, YEAR_AFTER, SENT, AT_ONCE, RAID, SAME_RAID, OTHER_RAID, KENYA_MAY, KENYANS_MAY, PERU_MAY, AUGUST]


@given(st.permutations([row | {"event": f"{row['article']}:e{at}"} for at, row in enumerate(SOME)]))
@settings(deadline=None, max_examples=8)
def test_the_order_of_the_events_does_not_matter(rows):
    one, other = made.events(*rows), made.events(*sorted(rows, key=lambda row: row["event"]))
    known = incidents.chronology(one)
    assert known.equals(incidents.chronology(other))
    assert sum(known["reports"]) == len(rows)
    assert (known["earliest"] <= known["latest"]).all()


def test_two_days_in_one_month_stay_two_and_no_report_is_lost():
    other_day = YEAR_AFTER | {"article": "c", "earliest": YEAR_AFTER["earliest"].replace(day=20)}
    other_day["latest"] = other_day["earliest"]
    found = reports(PACT, YEAR_AFTER, other_day)
    assert len(found) == 2
    assert sorted(", ".join(events for *_, events in found).split(", ")) == ["a:e1", "b:e1", "c:e1"]


@pytest.mark.parametrize(
    ("row", "least", "most", "reason"),
    [
        (SENT, 63, 182, "63 to 182 days after"),  # 30 June to 1 September, 1 June to 30 November
        (AT_ONCE, -29, 29, "up to 29 days after, or up to 29 days before: the order is not certain"),
        (RAID, 3, 32, "3 to 32 days after"),
    ],
)
def test_days_from_a_treaty_of_june(row, least, most, reason):
    found = incidents.lags(incidents.chronology(made.events(PACT, row | {"article": "b"})))
    assert found[["least_days", "most_days", "reason"]].iloc[0].tolist() == [least, most, reason]


@pytest.mark.parametrize(
    ("earliest", "latest", "reason"),
    [
        ("2030-06-12", "2030-06-12", "on the same day"),
        ("2030-06-13", "2030-06-13", "1 day after"),
        ("2030-06-12", "2030-06-14", "up to 2 days after, or the same day"),
        ("2032-06-12", "2032-06-12", "731 days after"),
        ("2030-06-11", "2030-06-12", "up to 1 day before, or the same day"),
    ],
)
def test_days_from_a_treaty_of_one_day(earliest, latest, reason):
    row = made.event("b", "It was so then.", "then", "2030", earliest, latest, "interval", "visit")
    assert incidents.lags(incidents.chronology(made.events(YEAR_AFTER, row)))["reason"].tolist() == [reason]


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (PACT,),
        (SENT, RAID),  # no treaty
    ],
)
def test_no_days_without_a_treaty_or_another_step(rows):
    found = incidents.lags(incidents.chronology(made.events(*rows)))
    assert len(found) == 0
    assert str(found.dtypes["least_days"]) == "Int64"


@pytest.mark.parametrize(
    ("row", "least", "most", "sign", "reason"),
    [
        (SENT, 81, 171, "after", "81 to 171 days after"),
        (AT_ONCE, -11, 18, "uncertain", "up to 18 days after, or up to 11 days before: the order is not certain"),
        (of("b", "They", "in 2029", "2029", "2029-01-01", "2029-12-31", "visit"), -527, -163, "before",
         "163 to 527 days before"),
        (of("b", "They", "on 12 June 2030", "2030-06-12", "2030-06-12", "2030-06-12", "visit"), 0, 0, "same_day",
         "on the same day"),
    ],
)  # fmt: skip
def test_days_from_a_treaty_and_back(row, least, most, sign, reason):
    known = incidents.chronology(made.events(YEAR_AFTER | {"article": "z"}, row))
    (there,) = incidents.lags(known).itertuples()
    assert (there.least_days, there.most_days, there.sign, there.reason) == (least, most, sign, reason)
    (back,) = incidents.lags(known, row["kind"]).itertuples()
    assert (back.least_days, back.most_days) == (-most, -least)
    assert back.sign == {"after": "before", "before": "after"}.get(sign, sign)


ANSWERS = {
    "nothing": ((), "No dated event can be shown", "No dated event was found in 2 articles."),
    "one": (
        (SENT,),
        "One dated event: deployment, autumn 2030",
        "One event is dated: deployment, autumn 2030 (“Troops have been sent since autumn 2030”).",
    ),
    "a treaty and what followed": (
        (PACT, YEAR_AFTER, SENT),
        "Deployment came 81 to 171 days after the treaty",
        "Deployment came 81 to 171 days after the treaty; 2 events are dated, 12 June 2030 to autumn 2030, 1 of them in"
        " more than one article.",
    ),
    "two accounts": (
        (PACT, AT_ONCE, SENT),
        "Deployment came 63 to 182 days after the treaty by one account, within 29 days of it by another",
        "Deployment came 63 to 182 days after the treaty by one account, within 29 days of it by another;"
        " 3 events are dated, June 2030 to autumn 2030.",
    ),
    "deployed before": (
        (YEAR_AFTER, AT_ONCE | {"earliest": "2030-05-01", "latest": "2030-05-31", "edtf": "2030-05"}),
        "Deployment came 12 to 42 days before the treaty",
        "Deployment came 12 to 42 days before the treaty; 2 events are dated, May 2030 to 12 June 2030.",
    ),
    "no treaty": (
        (SENT, RAID),
        "2 dated events, 3 July 2030 to autumn 2030",
        "2 events are dated, 3 July 2030 to autumn 2030.",
    ),
}


@pytest.mark.parametrize(("rows", "title", "sentence"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer_and_the_title(rows, title, sentence):
    frame = made.events(*rows)
    assert incidents.headline(frame) == title
    assert incidents.answer_chronology(frame, made.articles("a", "b")) == sentence


@pytest.mark.parametrize(
    ("sentence", "date", "expected"),
    [
        ("In May, both envoys signed the pact, and left.", "In May", "both envoys signed the pact"),
        ("The pact was signed in May, she said.", "in May", "The pact was signed in May"),
        ("She said, on Monday, that they had left.", "on Monday", "that they had left"),
        ("On 3 July the port fell; in August, the town.", "On 3 July", "the port fell"),
        ("It fell, but rose again in May 2030.", "in May 2030", "rose again in May 2030"),
        ("May 2030", "May 2030", "May 2030"),
        ("They left (in May).", "in May", "They left (in May"),
    ],
)
def test_the_words_around_a_date(sentence, date, expected):
    start = sentence.index(date)
    assert clause(sentence, start, start + len(date)) == expected


def test_a_long_clause_is_cut_and_keeps_its_date_in_view():
    sentence = "The " + "very " * 60 + "long war ended in May 2030 with a truce."
    start = sentence.index("in May")
    words = clause(sentence, start, start + len("in May 2030"))
    assert "in May 2030" in words
    assert words.startswith("…")
    assert len(words) <= 96
