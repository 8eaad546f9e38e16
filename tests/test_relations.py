"""How two claims stand to each other, and what cannot be said of them: tables worked by hand, and properties."""

from datetime import date
from itertools import combinations, permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import made
from made import claim
from pressframes.compare import relations, reports

REPORTS = claim("a", "over 3,200", "killed", 3200, 3200, None, "at_least", source="reports", via="Daily Post")
MP = claim("b", "nearly 3,200", "casualties", 3200, None, 3200, "nearly", source="Two deputies")
MANY = claim("a", "nearly 3,500", "killed", 3500, None, 3500, "nearly", source="some ministers")
FEW = claim("a", "close to 400", "killed", 400, None, 400, "nearly", source="others")
ABOUT = claim("b", "about 400", "killed", 400, None, None, "about", source="Two deputies")
SENT = claim("a", "at least 9,000", "deployed", 9000, 9000, None, "at_least")
EXACT = claim("b", "380", "killed", 380, 380, 380, source="the ministry")
RANGE = claim("b", "390 to 420", "killed", None, 390, 420, "range", source="a monitor")
DOZENS = claim("b", "dozens", "killed", None, 24, None, "vague", source="a nurse")
UP_TO = claim("a", "up to 350", "killed", 350, None, 350, "at_most", source="a driver")
PEOPLE = {"subject": "people"}
EARLY, LATE = date(2031, 5, 2), date(2031, 5, 6)


def exact(article: str, count: int, source: str | None, measure: str = "killed", **more: object) -> made.Row:
    return claim(article, f"{count:,}", measure, count, count, count, source=source, **more)


def related(*rows: made.Row, **days: date) -> list[tuple[str, str, str]]:
    """Which claim stands how to which: (amount, relation, amount)."""
    found = relations.relations(made.claims(*made.on(days, *rows)))
    return list(zip(found["amount_a"], found["relation"], found["amount_b"], strict=True))


@pytest.mark.parametrize(
    ("a", "b", "expected", "basis"),
    [
        (REPORTS, FEW, "contradicts", "bounds"),  # from 3,200 up against 400 at most
        (EXACT, RANGE, "contradicts", "bounds"),
        (EXACT, REPORTS, "contradicts", "bounds"),
        (EXACT, UP_TO, "contradicts", "bounds"),
        (MANY, FEW, "contradicts", "figures"),  # neither sets a least number, and no one calls 400 nearly 3,500
        (ABOUT, REPORTS, "contradicts", "figures"),  # "about" sets no bound, but does not mean 3,200
        (ABOUT, MANY, "contradicts", "figures"),
        (FEW, ABOUT, "agrees", "figures"),
        (ABOUT, EXACT, "agrees", "figures"),  # a figure rounded to hundreds is 350 to 450
        (ABOUT, RANGE, "agrees", "figures"),
        (REPORTS, MANY, "agrees", "figures"),
        (DOZENS, REPORTS, "agrees", "bounds"),
        (DOZENS, EXACT, "agrees", "bounds"),
        (DOZENS, UP_TO, "agrees", "bounds"),
        (EXACT, EXACT | {"article": "c", "source": "a bishop"}, "agrees", "bounds"),
        (REPORTS, MP, "conflates", "figures"),
        (REPORTS, exact("b", 3200, "a bishop", "wounded"), "conflates", "figures"),
    ],
)
def test_relation_of_two_claims(a, b, expected, basis):
    for rows in ((a, b), (b, a)):
        (row,) = relations.relations(made.claims(*rows)).itertuples()
        assert (row.relation, row.basis) == (expected, basis)


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        (REPORTS, MP, "3,200 are dead by one account, casualties by the other"),
        (FEW, ABOUT, "both give 400"),
        (DOZENS, EXACT, "both can be right: “dozens” does not exclude “380”"),
        (EXACT, RANGE, "their wording leaves no figure that both allow: “380” and “390 to 420” (380 and 390)"),
        (REPORTS, FEW, "their wording leaves no figure that both allow: “close to 400” and “over 3,200”"
                       " (400 and 3,200, 8.0 times as many)"),
        (MANY, FEW, "no figure fits both “close to 400” and “nearly 3,500” (400 and 3,500, 8.8 times as many),"
                    " though the wording sets no bounds that exclude one another"),
        (exact("a", 9400, "a bishop"), exact("b", 9000, "a nurse", "deployed"),
         "“9,400” dead would be more than “9,000” deployed: one of the two is wrong, or they are not of the same people"
         " and days"),
    ],
)  # fmt: skip
def test_the_reason_in_words(a, b, reason):
    assert relations.relations(made.claims(a, b))["reason"].tolist() == [reason]


@pytest.mark.parametrize(
    ("best", "hedge", "lowest", "highest"),
    [
        (400, "about", 350, 450),
        (400, "nearly", 350, 400),
        (3800, "about", 3750, 3850),
        (250, "about", 225, 275),  # a five is a half of ten
        (25000, "about", 22500, 27500),
        (500, "about", 450, 550),
        (42, "about", 41.5, 42.5),
        (0, "about", -0.5, 0.5),
    ],
)
def test_what_about_and_nearly_mean(best, hedge, lowest, highest):
    row = claim("a", "so many", "killed", best, None, best if hedge == "nearly" else None, hedge)
    (figure,) = reports.figures(made.claims(row))
    assert figure.said == (lowest, highest)


def test_a_count_of_another_day_says_so():
    frame = made.claims(*made.on({"a": EARLY, "b": LATE}, EXACT | {"article": "a", "source": "x"}, RANGE))
    assert relations.relations(frame)["reason"].tolist() == [
        "their wording leaves no figure that both allow: “380” and “390 to 420” (380 and 390);"
        " “380” was published on 2 May 2031, “390 to 420” on 6 May 2031"
    ]


OTHER, NONE = {"incident": "b:i7"}, {"incident": None}
ON_TOP, DENIED, REPLACED = {"role": "addition"}, {"stance": "denied"}, {"stance": "superseded"}
TOLD_PLAINLY = {"sentence": "It told of so many killed."}
KENYAN = {"subject": "Kenyan people"}
CANNOT_BE_SAID = {
    "other people": (REPORTS, FEW | {"subject": "Vardan troops"}),
    "two incidents": (EXACT, REPORTS | OTHER),
    "two incidents, of people not named": (EXACT | PEOPLE, REPORTS | PEOPLE | OTHER),
    "two incidents, an equal figure under two measures": (REPORTS, MP | OTHER),
    "two incidents, more dead than were sent": (exact("a", 31, "x"), exact("b", 12, "y", "deployed") | OTHER),
    "two incidents, one source on two days": (exact("a", 31, "Red Cross"), exact("b", 19, "Red Cross") | OTHER),
    "neither can be placed": (EXACT | NONE, REPORTS | NONE),
    "one cannot be placed": (EXACT, REPORTS | NONE),
    "denied": (EXACT, RANGE | DENIED),
    "denied by both": (EXACT | DENIED, RANGE | DENIED),
    "replaced by another": (EXACT, RANGE | REPLACED | {"article": "c"}),
    "a part and a whole": (EXACT, RANGE | {"role": "part"}),
    "parts of other people": (EXACT | {"role": "part", "subject": "children"}, RANGE | {"role": "part"}),
    "parts of people and of civilians": (
        EXACT | PEOPLE | {"role": "part"}, RANGE | {"role": "part", "subject": "civilians"}),
    "people not named, one of them by no source": (
        exact("b", 31, None, **PEOPLE), exact("b", 19, "a nurse", **PEOPLE) | TOLD_PLAINLY),
    "the dead of an attack and of a war": (exact("a", 12, "a nurse", **PEOPLE), exact("a", 9000, "UN", **PEOPLE)),
    "forces whose side is not known": (
        exact("a", 31, "a nurse", subject="troops", group="rebels"),
        exact("a", 19, "a bishop", subject="troops", group="government soldiers"),
    ),
    "one voice in one article: two places": (EXACT, exact("b", 12, "the ministry")),
    "one voice in full and in short": (exact("a", 12, "Minister Ada Holm"), exact("a", 31, "Holm")),
    "two measures, two figures": (REPORTS, MP | {"best": 3300, "high": 3300}),
    "two measures, a figure as small as chance": (exact("a", 12, "x"), exact("a", 12, "y", "casualties")),
    "as many dead as wounded, by one source": (exact("a", 120, "a nurse"), exact("a", 120, "a nurse", "wounded")),
    "one article, far fewer, where no word sets the one against the other": (
        EXACT | TOLD_PLAINLY, exact("b", 90, "a nurse") | TOLD_PLAINLY | {"start": 60, "end": 62}),
    "sent is not lost": (exact("b", 9000, "a nurse"), SENT),
    "counted on top": (EXACT, exact("c", 12, "a nurse", **ON_TOP)),
    "twice counted on top": (EXACT | ON_TOP, exact("c", 12, "a nurse", **ON_TOP)),
    "one source later or earlier, no day known": (exact("a", 12, "Red Cross"), exact("b", 19, "Red Cross")),
    "no claims": (),
    "one claim": (REPORTS,),
}  # fmt: skip


@pytest.mark.parametrize("rows", CANNOT_BE_SAID.values(), ids=CANNOT_BE_SAID)
def test_what_cannot_be_said(rows):
    assert related(*rows) == []
    assert related(*reversed(rows)) == []


COMPARED = {
    "people not named, side by side": ((EXACT | PEOPLE, RANGE | PEOPLE), "contradicts"),
    "people not named, far apart in an article": (
        (EXACT | PEOPLE, RANGE | PEOPLE | {"start": 2000, "end": 2010}), "contradicts"),
    "people not named, in two articles": ((EXACT | PEOPLE, REPORTS | PEOPLE), "contradicts"),
    "people and civilians": ((EXACT | PEOPLE, REPORTS | {"subject": "civilians"}), "contradicts"),
    "more people dead than were sent": (
        (exact("a", 31, "a nurse", **PEOPLE), exact("a", 12, "a bishop", "deployed", **PEOPLE)), "exceeds"),
    "many of a nation, in two articles": (
        (exact("a", 310, "Red Cross", **KENYAN), exact("b", 190, "Coroner", **KENYAN)), "contradicts"),
    "a few of a nation, in two articles": (
        (exact("a", 31, "Red Cross", **KENYAN), exact("b", 19, "Coroner", **KENYAN)), "contradicts"),
    "a few of a nation, in one article": (
        (exact("a", 31, "Red Cross", **KENYAN), exact("a", 19, "Coroner", **KENYAN)), "contradicts"),
    "the same part": ((EXACT | {"role": "part"}, RANGE | {"role": "part", "article": "c"}), "contradicts"),
    "forces of one name": (
        (exact("a", 31, "a nurse", subject="troops", group="rebels"),
         exact("a", 19, "a bishop", subject="troops", group="rebel fighters")), "contradicts"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "relation"), COMPARED.values(), ids=COMPARED)
def test_what_can_be_compared(rows, relation):
    assert [kind for _, kind, _ in related(*rows)] == [relation]


def test_a_part_is_part_of_its_whole_and_set_against_nothing_else():
    whole = exact("b", 380, "the ministry", claim="b:c1")
    part = exact("b", 12, "a nurse", claim="b:c2", part_of="b:c1")
    assert related(whole, part) == [("12", "part_of", "380")]
    found = related(whole, part, exact("c", 380, "a bishop"))
    assert sorted(found) == [("12", "part_of", "380"), ("380", "agrees", "380")]


def test_a_part_of_other_people_and_of_another_measure():
    whole = claim("b", "nearly 380", "casualties", 380, None, 380, "nearly", claim="b:c1")
    part = exact("b", 12, None, claim="b:c2", part_of="b:c1", subject="children")
    (row,) = relations.relations(made.claims(whole, part)).itertuples()
    assert (row.claim_a, row.relation, row.claim_b, row.basis) == ("b:c2", "part_of", "b:c1", "wording")
    assert row.reason == "“12” dead are counted within “nearly 380” casualties, and must not be added to them"


def test_what_an_article_replaces_is_renewed_by_what_it_gives_in_its_place():
    new, old = exact("b", 43, "Holm", start=12, end=14), exact("b", 50, None, start=30, end=32, **REPLACED)
    assert related(new, old, exact("c", 50, "a bishop")) == [("43", "updates", "50"), ("43", "contradicts", "50")]
    (row, _) = relations.relations(made.claims(new, old, exact("c", 50, "a bishop"))).itertuples()
    assert (row.claim_a, row.claim_b, row.basis) == ("b:c1", "b:c2", "wording")
    assert row.reason == "the article gives “43” in the place of “50”"


def test_no_one_wounded_is_part_of_the_dead():
    whole, part = exact("b", 3, None, claim="b:c1"), exact("b", 4, None, "wounded", claim="b:c2", part_of="b:c1")
    assert related(whole, part) == []


@pytest.mark.parametrize(
    ("part", "whole", "basis"),
    [
        (exact("a", 500, "x"), exact("b", 400, "y", "deployed"), "bounds"),
        (exact("a", 500, "x"), exact("b", 400, "y", "casualties"), "bounds"),
        (exact("a", 500, "x", "wounded"), exact("b", 400, "y", "casualties"), "bounds"),
        (claim("a", "about 500", "killed", 500, None, None, "about"), exact("b", 400, "y", "deployed"), "figures"),
        (exact("a", 500, "x", claim="a:c1", part_of="a:c2"), exact("a", 400, "x", claim="a:c2"), "bounds"),
    ],
)
def test_a_part_that_exceeds_its_whole(part, whole, basis):
    for rows in ((part, whole), (whole, part)):
        (row,) = relations.relations(made.claims(*rows)).itertuples()
        assert (row.amount_a, row.relation, row.amount_b, row.basis) == (part["amount"], "exceeds", "400", basis)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (exact("a", 400, "x"), exact("b", 400, "y", "deployed")),
        (exact("a", 500, "x"), claim("b", "at least 400", "deployed", 400, 400, None, "at_least")),
        (claim("a", "about 400", "killed", 400, None, None, "about"), exact("b", 390, "y", "deployed")),
        (claim("a", "up to 900", "killed", 900, None, 900, "at_most"), exact("b", 400, "y", "deployed")),
        (exact("a", 500, "x", "displaced"), exact("b", 400, "y", "deployed")),
    ],
)
def test_what_may_be_within_its_whole_does_not_exceed_it(part, whole):
    assert related(part, whole) == []


UN_12, UN_19 = exact("a", 12, "Red Cross"), exact("b", 19, "the Red Cross")


def test_an_update_goes_from_the_later_to_the_earlier_and_may_go_down():
    assert related(UN_12, UN_19, a=EARLY, b=LATE) == [("19", "updates", "12")]
    assert related(UN_12, UN_19, a=LATE, b=EARLY) == [("12", "updates", "19")]
    found = relations.relations(made.claims(*made.on({"a": LATE, "b": EARLY}, UN_12, UN_19)))
    assert found["reason"].tolist() == ["first given as “19” (2 May 2031), then as “12” (6 May 2031): down by 7"]


def test_two_figures_of_one_source_on_one_day_contradict():
    assert related(UN_12, UN_19, a=EARLY, b=EARLY) == [("12", "contradicts", "19")]


@pytest.mark.parametrize("days", [{}, {"a": EARLY, "b": LATE}, {"a": EARLY, "b": EARLY}])
def test_the_figure_of_one_source_in_two_articles_is_repeated(days):
    again = UN_12 | {"article": "b", "via": "Daily Post"}
    assert related(UN_12, again, **days) == [("12", "repeats", "12")]
    (row,) = relations.relations(made.claims(UN_12, again)).itertuples()
    assert (row.article_a, row.article_b) == ("b", "a")  # the one that passes it on repeats
    assert row.reason == "Red Cross is the source of both: one witness, not two"


def test_what_an_agency_passes_on_in_two_articles_is_its_own():
    assert related(REPORTS, REPORTS | {"article": "b"}) == [("over 3,200", "repeats", "over 3,200")]


def test_sources_without_a_name_are_not_one():
    assert related(exact("a", 12, "officials"), exact("b", 12, "officials")) == [("12", "agrees", "12")]


def test_the_same_figure_again_in_one_article_is_one_witness():
    (row,) = relations.relations(made.claims(exact("a", 12, None, start=4, end=6), exact("a", 12, None))).itertuples()
    assert (row.claim_a, row.relation, row.claim_b) == ("a:c2", "repeats", "a:c1")


def test_columns_and_spans():
    frame = made.claims(EXACT, RANGE)
    (row,) = relations.relations(frame).itertuples()
    by_id = frame.set_index("claim")
    for side in "ab":
        of = by_id.loc[getattr(row, f"claim_{side}")]
        for name in ("article", "measure", "amount", "start", "end"):
            assert getattr(row, f"{name}_{side}") == of[name]


SOME = [REPORTS, MP, MANY, FEW, ABOUT, RANGE, DOZENS, EXACT, UP_TO, SENT, UN_12, UN_19]


@settings(deadline=None, max_examples=10)
@given(st.permutations([row | {"claim": f"{row['article']}:c{at}"} for at, row in enumerate(SOME)]))
def test_the_order_of_the_claims_does_not_matter(rows):
    in_order = relations.relations(made.claims(*sorted(rows, key=lambda row: row["claim"])))
    assert relations.relations(made.claims(*rows)).equals(in_order)


@settings(deadline=None, max_examples=10)
@given(st.lists(st.sampled_from(SOME), max_size=8))
def test_a_pair_has_one_relation_and_no_claim_is_related_to_itself(rows):
    found = relations.relations(made.claims(*rows))
    pairs = [frozenset(ids) for ids in zip(found["claim_a"], found["claim_b"], strict=True)]
    assert len(pairs) == len(set(pairs))
    assert all(len(pair) == 2 for pair in pairs)


@pytest.mark.parametrize("rows", list(permutations([EXACT, RANGE, ABOUT])))
def test_the_sets_of_figures_of_one_thing(rows):
    apart = exact("c", 380, "a bishop", subject="Vardan troops")
    sets = relations.one_thing(made.claims(*rows, SENT, apart))
    amounts = [sorted(one.amount for one in many) for many in sets]
    assert sorted(amounts) == [["380"], ["380", "390 to 420", "about 400"], ["at least 9,000"]]


MANY_CLAIMS = {
    "an incident in each article": lambda at: exact(f"a{at}", 1000 + at, "a nurse", incident=f"a{at}:i1", **PEOPLE),
    "incidents of one article": lambda at: exact("a", 1000 + at, f"Witness Number{at}", start=at * 9, end=at * 9 + 5,
                                                 incident=f"a:i{at // 4}", **PEOPLE),
    "what cannot be placed": lambda at: exact(f"a{at}", 1000 + at, "a nurse", incident=None, **PEOPLE),
    "one account in many articles": lambda at: exact(f"a{at:04}", 1000, "Red Cross", **PEOPLE),
    "two accounts in many articles": lambda at: exact(f"a{at:04}", 1000 + at % 2, ("Red Cross", "Vik")[at % 2]),
}  # fmt: skip


@pytest.mark.parametrize("row", MANY_CLAIMS.values(), ids=MANY_CLAIMS)
def test_twice_as_many_claims_need_about_twice_as_many_comparisons(row, monkeypatch):
    compared = []
    real = relations._related
    monkeypatch.setattr(relations, "_related", lambda *given: compared.append(given) or real(*given))
    calls = []
    for many in (400, 800):
        compared.clear()
        relations.pairs(reports.figures(made.claims(*map(row, range(many)))))
        calls.append(len(compared))
    assert calls[1] <= 2.2 * calls[0]
    assert calls[1] < 800 * 4


@settings(deadline=None, max_examples=10)
@given(st.lists(st.tuples(st.sampled_from(SOME), st.sampled_from(["a:i1", "b:i2", None])), max_size=9))
def test_no_relation_and_no_set_crosses_an_incident(rows):
    frame = made.claims(*(row | {"incident": incident} for row, incident in rows))
    of = dict(zip(frame["claim"], frame["incident"], strict=True))
    for row in relations.relations(frame).itertuples():
        assert of[row.claim_a] == of[row.claim_b] == row.incident
    for many in relations.one_thing(frame):
        assert len({of[one.claim] for one in many}) == 1
        assert len(many) == 1 or not pd.isna(of[many[0].claim])


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from([*SOME, *(row | PEOPLE for row in SOME)]), max_size=7))
def test_no_pair_is_lost_of_which_something_can_be_said(rows):
    many = reports.figures(made.claims(*rows))
    found = {(pair.a.claim, pair.b.claim) for pair in relations.pairs(many)}
    every = {(pair.a.claim, pair.b.claim) for a, b in combinations(many, 2) if a.subject == b.subject
             and (pair := relations._related(a, b, set()))}  # fmt: skip
    assert found == every
