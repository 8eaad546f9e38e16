"""What a person rules: the file and each mistake in it, and each ruling worked by hand on invented articles."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import made
import pressframes as pf
from pressframes.frames import schemas
from pressframes.frames.rulings import COLUMNS, in_short, with_rulings, worded

FERRY = "Police said at least 12 sailors drowned in May 2031. A nurse counted 30 wounded; 30 boats are lost."
PIER = "The Harbour Board spoke of nearly 40 dead. Others said\n 17 drowned off Norland in June 2031."
QUAY_DAY = date(2031, 5, 2)
TEXTS = {"ferry": FERRY, "pier": PIER, "quay": "At the quay 5 died."}


@cache
def corpus(**texts: str) -> pd.DataFrame:
    """The articles, with another text for some."""
    return made.articles(*TEXTS).assign(text=[texts.get(name, text) for name, text in TEXTS.items()])


def at(article: str, words: str, texts: dict[str, str] = TEXTS) -> dict[str, Any]:
    start = texts[article].index(words)
    return {"start": start, "end": start + len(words), "sentence": texts[article]}


@cache
def read() -> pd.DataFrame:
    """The claims of the articles: ferry:c1, ferry:c2, pier:c1, pier:c2 and quay:c1."""
    return made.claims(
        made.claim("ferry", "at least 12", "killed", 12, 12, None, "at_least", source="Police",
                   **at("ferry", "at least 12")),
        made.claim("ferry", "30", "wounded", 30, 30, 30, source="A nurse", **at("ferry", "30")),
        made.claim("pier", "nearly 40", "killed", 40, None, 40, "nearly", source="The Harbour Board",
                   **at("pier", "nearly 40")),
        made.claim("pier", "17", "killed", 17, 17, 17, source="Others", **at("pier", "17")),
        made.claim("quay", "5", "killed", 5, 5, 5, place="Tollen", earliest=QUAY_DAY, latest=QUAY_DAY,
                   **at("quay", "5")),
    )  # fmt: skip


@cache
def dated() -> pd.DataFrame:
    """The events of the articles: ferry:e1 in May and pier:e1 in June."""
    may = ("in May 2031", "2031-05", "2031-05-01", "2031-05-31", "month", "casualties")
    june = ("in June 2031", "2031-06", "2031-06-01", "2031-06-30", "month", "casualties")
    return made.events(made.event("ferry", FERRY, *may), made.event("pier", PIER, *june))


rulings = made.rulings


def on(article: str, words: str, ruling: str, row: str = "claim", **more: Any) -> dict[str, Any]:
    return made.ruling(row, article, words, ruling, **more)


def two(ruling: str, article: str, words: str, other: str, other_words: str, **more: Any) -> dict[str, Any]:
    return on(article, words, ruling, other_article=other, other_words=other_words) | more


def applied(*lines: dict[str, Any], texts: dict[str, str] | None = None) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The claims as ruled, by id, and of each ruling its outcome and why."""
    articles = corpus(**(texts or {}))
    outcomes = pf.ruling_outcomes(read(), rulings(*lines), articles)
    frame = pf.ruled(read(), rulings(*lines), articles).set_index("claim", drop=False)
    told = list(zip(outcomes["outcome"], outcomes["said"], strict=True))
    many = [outcome for outcome, _ in told].count("used")
    assert in_short(frame) == (f"{many} ruling{'s'[: many - 1]} used." if many else "No rulings used.")
    return frame, told


def plain(values: Any) -> tuple[Any, ...]:
    return tuple(None if pd.isna(value) else value for value in values)


def test_without_rulings_the_human_columns_are_empty_and_nothing_else_changes():
    claims = read()
    frame = pf.ruled(claims, rulings(), corpus())
    assert frame[claims.columns].equals(claims)
    assert frame.drop(columns=claims.columns).isna().all(axis=None)
    assert with_rulings(frame)[claims.columns].equals(claims)
    assert (in_short(frame), in_short(claims)) == ("No rulings used.", "")
    assert with_rulings(claims) is claims
    assert pf.ruling_outcomes(claims, rulings(), corpus()).empty


# The rulings, the text that ferry has now (if another), and of each the outcome with its words.
STALE, USED, ELSEWHERE, OVERRULED = "stale", ("used", ""), "elsewhere", "overruled"
AWAY = (ELSEWHERE, "its article is none of those that were read")
OUTCOMES = {
    "confirmed as read": ([on("ferry", "at least 12", "confirm", measure="killed", best=12)], None, [USED]),
    "confirmed as another measure": ([on("ferry", "at least 12", "confirm", measure="wounded")], None,
                                     [(STALE, "measure wounded is confirmed, and killed is read")]),
    "confirmed with a bound": ([on("ferry", "at least 12", "confirm", best=12, high=12)], None,
                               [(STALE, "high 12 is confirmed, and none is read")]),
    "confirmed of another source": ([on("ferry", "at least 12", "confirm", source_name="the mayor")], None,
                                    [(STALE, "source_name the mayor is confirmed, and Police is read")]),
    "at its place": ([on("ferry", "30", "confirm", start=FERRY.index("30"))], None, [USED]),
    "over a line end": ([on("pier", "17", "confirm", start=PIER.index("17"))], None, [USED]),
    "moved": ([on("ferry", "at least 12", "confirm", start=3)], None, [("used", "found again at 12, not 3")]),
    "twice in the text": ([on("ferry", "30", "confirm")], None, [
        (STALE, "“30” stands in the article 2 times, which of them is meant is not said: give start")]),
    "moved and twice": ([on("ferry", "30", "confirm", start=4)], None,
                        [(STALE, "“30” stands in the article 2 times, none of them at 4")]),
    "the words are gone": ([on("ferry", "at least 13", "reject", start=12)], None,
                           [(STALE, "“at least 13” does not stand in the article")]),
    "the wrong one of two": ([on("ferry", "30", "reject", start=FERRY.rindex("30"))], None,
                             [(STALE, "no claim has just these words: nothing is read there")]),
    "read with more words": ([on("ferry", "12", "reject")], None,
                             [(STALE, "no claim has just these words: “at least 12” is read there")]),
    "a part of a number": ([on("ferry", "2", "reject")], None, [(STALE, "“2” does not stand in the article")]),
    "words that are a pattern": ([on("ferry", ".* (", "reject")], None,
                                 [(STALE, "“.* (” does not stand in the article")]),
    "white space of its own": ([on("ferry", "at  least\n12", "confirm")], None, [USED]),
    "other white space in the text": ([on("ferry", "at least 12", "confirm")],
                                      FERRY.replace("at least", "at\nleast"), [USED]),
    "within longer numbers": ([on("ferry", "at least 12", "confirm")],
                              FERRY + " In all at least 12,017 and at least 12.5 tons.", [USED]),
    "words with an escape": ([on("ferry", "\x1b[2J12", "reject")], None,
                             [(STALE, "“[2J12” does not stand in the article")]),
    "another article": ([on("wharf", "at least 12", "reject")], None, [AWAY]),
    "the later day": ([on("pier", "17", "reject", when=date(2031, 5, 6)),
                       on("pier", "17", "confirm", when=date(2031, 5, 5))], None,
                      [USED, (OVERRULED, "the ruling of line 2 counts")]),
    "the lower line of one day": ([on("pier", "17", "reject"), on("pier", "17", "confirm", who="Bo")], None,
                                  [(OVERRULED, "the ruling of line 3 counts"), USED]),
    "as a whole": ([on("pier", "17", "correct", measure="missing"), on("pier", "17", "correct", best=18)], None,
                   [(OVERRULED, "the ruling of line 3 counts"), USED]),
    "confirmed of another place": ([on("pier", "17", "confirm", place="Vik")], None,
                                   [(STALE, "place Vik is confirmed, and none is read")]),
    "confirmed on another day": ([on("quay", "5", "confirm", earliest=date(2031, 5, 1))], None,
                                 [(STALE, "earliest 2031-05-01 is confirmed, and 2031-05-02 is read")]),
    "confirmed as it is placed": ([on("quay", "5", "confirm", place="Tollen", earliest=date(2031, 5, 2),
                                      scope="event", role="whole", stance="asserted")], None, [USED]),
    "not by what is stale": ([on("pier", "17", "reject"), on("pier", "17", "confirm", best=18)], None,
                             [USED, (STALE, "best 18 is confirmed, and 17 is read")]),
    "the later of two on one pair": (
        [two("same", "pier", "17", "quay", "5"), two("different", "quay", "5", "pier", "17")], None,
        [(OVERRULED, "the ruling of line 3 counts"), USED]),
    "what joins by way of a third": (
        [two("different", "ferry", "at least 12", "quay", "5"), two("same", "ferry", "at least 12", "pier", "17"),
         two("same", "pier", "17", "quay", "5")], None,
        [(OVERRULED, "it contradicts what later rulings join and part"), USED, USED]),
    "what is parted by way of a third": (
        [two("same", "pier", "17", "quay", "5"), two("same", "ferry", "at least 12", "pier", "17"),
         two("different", "ferry", "at least 12", "quay", "5")], None,
        [(OVERRULED, "it contradicts what later rulings join and part"), USED, USED]),
    "one row by two names": ([two("same", "ferry", "at least 12", "ferry", "at\nleast 12")], None,
                             [(STALE, "both are one claim")]),
    "one of the two is gone": ([two("same", "ferry", "at least 12", "pier", "18")], None,
                               [(STALE, "“18” does not stand in the article")]),
    "one of the two is elsewhere": ([two("different", "ferry", "at least 12", "wharf", "18")], None, [AWAY]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "text", "told"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_becomes_of_rulings(lines, text, told):
    frame, found = applied(*lines, texts={"ferry": text} if text else None)
    assert found == told
    one = [line["ruling"] for line, (outcome, _) in zip(lines, told, strict=True) if outcome == "used"]
    assert frame["ruling"].dropna().tolist() == [name for name in one if name not in ("same", "different")]
    lost = [outcome for outcome, _ in told].count(STALE)
    outcomes = pf.ruling_outcomes(read(), rulings(*lines), corpus(**({"ferry": text} if text else {})))
    assert in_short(frame, outcomes).endswith(f"{lost} stale and not used." if lost else " used.")


def test_a_ruling_says_by_whom_when_and_why_and_of_several_all():
    later = {"who": "Bo", "when": date(2031, 6, 1), "why": "other boats"}
    lines = [on("pier", "17", "confirm"), two("different", "pier", "17", "ferry", "at least 12", **later)]
    row = applied(*lines)[0].loc["pier:c2"]
    assert (row["ruling"], row["ruled_by"], row["ruled_why"], str(row["ruled_on"])[:10]) == (
        "confirm", "Ada Holm; Bo", "read it; other boats", "2031-06-01",
    )  # fmt: skip
    assert pd.isna(row["ruled_best"])


def test_a_rejected_row_stays_in_the_frame_and_counts_nowhere():
    frame, _ = applied(on("pier", "17", "reject"))
    assert list(frame["claim"]) == list(with_rulings(frame, rejected=True)["claim"]) == list(read()["claim"])
    assert list(with_rulings(frame)["claim"]) == ["ferry:c1", "ferry:c2", "pier:c1", "quay:c1"]


def test_two_rows_name_each_other_and_are_one_ruling():
    frame, _ = applied(two("same", "ferry", "at least 12", "quay", "5"))
    assert (frame.at["ferry:c1", "ruled_same"], frame.at["quay:c1", "ruled_same"]) == ("quay:c1", "ferry:c1")
    assert in_short(frame[frame["article"] == "ferry"]) == "No rulings used.", "the other is not here"


# What is read, what is ruled, and best, low, high and hedge as they then count.
FIGURES = {
    "an exact figure": ("at least 12", {"best": 120, "low": 120, "high": 120}, (120, 120, 120, "exact")),
    "a least one": ("at least 12", {"best": 13, "low": 13}, (13, 13, None, "at_least")),
    "a figure without bounds": ("at least 12", {"best": 15}, (15, None, None, "about")),
    "a range": ("at least 12", {"low": 10, "high": 12}, (None, 10, 12, "range")),
    "a range with a best": ("at least 12", {"low": 10, "best": 11, "high": 12}, (11, 10, 12, "exact")),
    "a bound from below alone": ("at least 12", {"low": 24}, (None, 24, None, "vague")),
    "nearly another figure": ("nearly 40", {"best": 44, "high": 44}, (44, None, 44, "nearly")),
    "at most": ("at least 12", {"best": 44, "high": 44}, (44, None, 44, "at_most")),
    "none killed": ("at least 12", {"best": 0, "low": 0, "high": 0}, (0, 0, 0, "exact")),
    "only the measure": ("at least 12", {"measure": "missing"}, (12, 12, None, "at_least")),
}


@pytest.mark.parametrize(("words", "values", "counts"), FIGURES.values(), ids=FIGURES)
def test_corrected_figures_count_together(words, values, counts):
    row = "ferry:c1" if words == "at least 12" else "pier:c1"
    frame, _ = applied(on(row.partition(":")[0], words, "correct", **values))
    once = with_rulings(frame)
    assert plain(once.loc[row, ["best", "low", "high", "hedge"]]) == counts
    assert with_rulings(once).equals(once), "a frame may pass twice"
    assert frame.at[row, "best"] == read().set_index("claim").at[row, "best"], "the machine's reading stays"


def test_a_corrected_figure_is_not_put_in_the_mouth_of_the_article():
    frame, _ = applied(
        on("ferry", "at least 12", "correct", best=1200, low=1200), on("pier", "17", "correct", measure="missing")
    )
    rows = {row.claim: row for row in with_rulings(frame).itertuples()}
    assert [worded(rows[name]) for name in ("ferry:c1", "pier:c2")] == ["[1,200 or more, as ruled]", "17"]
    assert rows["ferry:c1"].amount == "at least 12"


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Tollen Harbour Watch", ("Tollen Harbour Watch", "Tollen Harbour Watch", "unnamed", "stated")),
        ("Norlandic lawmakers", ("Norlandic lawmakers", "Norlandic lawmakers", "legislature", "stated")),
        ("No source named", (None, None, "none", "none")),
    ],
)
def test_a_corrected_source_counts_under_its_name(name, counts):
    frame, _ = applied(on("pier", "17", "correct", source_name=name))
    columns = ["source", "source_name", "source_kind", "attribution"]
    assert plain(with_rulings(frame).loc["pier:c2", columns]) == counts
    assert frame.at["pier:c2", "source"] == "Others"


# What a person says of where and when, and what the claim of the quay (Tollen, 2 May 2031) then counts as.
PLACED = {
    "another place": ({"place": "Vik, Norland"}, ("Vik, Norland", "2031-05-02", "2031-05-02", "event")),
    "other days": ({"earliest": date(2031, 5, 4), "latest": date(2031, 5, 6)},
                   ("Tollen", "2031-05-04", "2031-05-06", "event")),
    "a total since a day": ({"earliest": date(2031, 5, 4), "scope": "period"},
                            ("Tollen", "2031-05-04", None, "period")),
    "nothing of it": ({"measure": "missing"}, ("Tollen", "2031-05-02", "2031-05-02", "event")),
}  # fmt: skip


@pytest.mark.parametrize(("values", "counts"), PLACED.values(), ids=PLACED)
def test_corrected_places_and_days_count(values, counts):
    frame, _ = applied(on("quay", "5", "correct", **values))
    once = with_rulings(frame)
    place, first, last, scope = plain(once.loc["quay:c1", ["place", "earliest", "latest", "scope"]])
    assert (place, *(day and str(day.date()) for day in (first, last)), scope) == counts
    assert with_rulings(once).equals(once), "a frame may pass twice"
    assert frame.at["quay:c1", "place"] == "Tollen", "the machine's reading stays"


def test_a_corrected_role_and_stance_count():
    frame, _ = applied(on("quay", "5", "correct", role="addition"), on("pier", "17", "correct", stance="denied"))
    counted = with_rulings(frame)
    assert (counted.at["quay:c1", "role"], counted.at["pier:c2", "stance"]) == ("addition", "denied")
    assert (counted.at["quay:c1", "stance"], counted.at["pier:c2", "role"]) == ("asserted", "whole")


# Which incident each claim is read to be of, what is ruled, and the incidents of the claims as they then count.
INCIDENTS = ("one", "one", "two", "two", "three")  # of ferry:c1, ferry:c2, pier:c1, pier:c2 and quay:c1
SAME_AGAIN = {
    "nothing": ([], INCIDENTS),
    "two are one": ([two("same", "pier", "17", "quay", "5")], ("one", "one", "two", "two", "two")),
    "whichever is named first": ([two("same", "quay", "5", "pier", "17")], ("one", "one", "two", "two", "two")),
    "three are one": ([two("same", "pier", "17", "quay", "5"), two("same", "quay", "5", "ferry", "at least 12")],
                      ("one",) * 5),
    "one already": ([two("same", "pier", "17", "pier", "nearly 40")], INCIDENTS),
    "parted": ([two("different", "pier", "17", "pier", "nearly 40")], ("one", "one", "two", "pier:c2:i", "three")),
    "parted, the other": ([two("different", "pier", "nearly 40", "pier", "17")],
                          ("one", "one", "pier:c1:i", "two", "three")),
    "apart already": ([two("different", "pier", "17", "quay", "5")], INCIDENTS),
    "parted and joined": ([two("different", "pier", "17", "pier", "nearly 40"), two("same", "quay", "5", "pier", "17")],
                          ("one", "one", "two", "three", "three")),
    "a later ruling joins again": (
        [two("different", "pier", "17", "pier", "nearly 40"), two("same", "pier", "nearly 40", "pier", "17")],
        INCIDENTS),
    "what is kept apart is joined by way of no other": (
        [two("different", "pier", "17", "quay", "5"), two("same", "pier", "17", "ferry", "at least 12"),
         two("same", "ferry", "30", "quay", "5", start=FERRY.index("30"), when=date(2031, 5, 3))],
        ("one", "one", "one", "one", "three")),
    "nor if that is ruled later": (
        [two("different", "pier", "17", "quay", "5", when=date(2031, 5, 1)),
         two("same", "ferry", "30", "quay", "5", start=FERRY.index("30")),
         two("same", "pier", "17", "ferry", "at least 12", when=date(2031, 5, 3))],
        ("one", "one", "two", "two", "one")),
}  # fmt: skip


def of(claims: pd.DataFrame, *incidents: str | None) -> pd.DataFrame:
    return claims.assign(incident=pd.array(incidents, dtype="str"))


@pytest.mark.parametrize(("lines", "counts"), SAME_AGAIN.values(), ids=SAME_AGAIN)
def test_incidents_are_as_a_person_joins_and_parts_them(lines, counts):
    claims = of(read(), *INCIDENTS)
    for rows in (claims, claims.iloc[::-1]):
        frame = pf.ruled(rows, rulings(*lines), corpus()).sort_index()
        assert plain(with_rulings(frame)["incident"]) == counts
        assert with_rulings(with_rulings(frame)).equals(with_rulings(frame)), "a frame may pass twice"
        assert plain(frame["incident"]) == INCIDENTS, "the machine's reading stays"
        told = [None if was == now else now for was, now in zip(INCIDENTS, counts, strict=True)]
        assert list(plain(frame["ruled_incident"])) == told
        some = frame[frame["article"] != "quay"]
        assert plain(with_rulings(some)["incident"]) == counts[:4], "whatever rows are chosen"


def test_a_ruling_that_would_join_what_is_kept_apart_is_overruled():
    lines, _ = SAME_AGAIN["what is kept apart is joined by way of no other"]
    told = pf.ruling_outcomes(of(read(), *INCIDENTS), rulings(*lines), corpus())
    assert list(told["outcome"]) == ["used", "used", "overruled"]
    assert told["said"].iloc[2] == "it would make one incident of what is ruled different"


def test_the_incident_of_the_first_published_gives_the_id():
    days = pd.Series(pd.to_datetime(["2031-06-02", "2031-06-02", "2031-06-01", "2031-06-01", None])).astype(schemas.DAY)
    claims = of(read(), *INCIDENTS).assign(published=days)
    joined = rulings(
        two("same", "ferry", "at least 12", "quay", "5"), two("same", "ferry", "at least 12", "pier", "17")
    )
    assert set(with_rulings(pf.ruled(claims, joined, corpus()))["incident"]) == {"two"}


def test_what_cannot_be_placed_is_placed_by_what_it_is_the_same_as():
    claims = of(read(), "one", None, None, None, None)
    with_one = pf.ruled(claims, rulings(two("same", "quay", "5", "ferry", "at least 12")), corpus())
    assert plain(with_rulings(with_one)["incident"]) == ("one", None, None, None, "one")
    alone = pf.ruled(claims, rulings(two("same", "quay", "5", "pier", "17")), corpus())
    assert plain(with_rulings(alone)["incident"]) == ("one", None, None, "pier:c2:i", "pier:c2:i")
    apart = pf.ruled(claims, rulings(two("different", "quay", "5", "pier", "17")), corpus())
    assert plain(with_rulings(apart)["incident"]) == ("one", None, None, None, None)


def test_parts_and_what_is_ruled_the_same_go_with_the_claim_that_is_parted():
    claims = of(read(), *["one"] * 5).assign(part_of=pd.array([None, "ferry:c1", None, None, None], dtype="str"))
    lines = [two("different", "ferry", "at least 12", "pier", "17"), two("same", "ferry", "at least 12", "quay", "5")]
    parted = with_rulings(pf.ruled(claims, rulings(*lines), corpus()))["incident"]
    assert plain(parted) == ("ferry:c1:i", "ferry:c1:i", "one", "one", "ferry:c1:i")
    part = rulings(two("different", "ferry", "30", "ferry", "at least 12", start=FERRY.index("30")))
    assert plain(with_rulings(pf.ruled(claims, part, corpus()))["incident"]) == ("one", "ferry:c2:i", *["one"] * 3)


def test_a_stale_ruling_moves_no_incident():
    frame = pf.ruled(of(read(), *INCIDENTS), rulings(two("same", "pier", "18", "quay", "5")), corpus())
    assert frame["ruled_incident"].isna().all()


BOATS = FERRY.rindex("30")  # of a figure that nobody reads: 30 boats


def added(words: str = "30", start: int = BOATS, article: str = "ferry", **more: Any) -> dict[str, Any]:
    return on(article, words, "add", start=start) | {"measure": "missing"} | more


def test_an_added_figure_is_a_row_like_any_other():
    days = {"earliest": date(2031, 5, 1), "latest": date(2031, 5, 3)}
    known = {"best": 30, "low": 30, "subject": "boatmen", "source_name": "Norlandic lawmakers", "place": "Tollen"}
    as_what = {"scope": "period", "role": "addition", "stance": "denied"}
    frame, told = applied(added(**known, **days, **as_what))
    assert told == [USED]
    row = frame.loc[f"ferry:a{BOATS}"]
    assert list(frame["claim"]) == ["ferry:c1", "ferry:c2", f"ferry:a{BOATS}", "pier:c1", "pier:c2", "quay:c1"]
    assert (row["start"], row["end"], row["amount"], row["rule"]) == (BOATS, BOATS + 2, "30", "ruling")
    assert (row["measure"], *plain(row[["best", "low", "high"]]), row["hedge"]) == ("missing", 30, 30, None, "at_least")
    assert (row["sentence"], row["sentence_start"]) == (
        "A nurse counted 30 wounded; 30 boats are lost.", FERRY.index("A nurse")
    )  # fmt: skip
    assert plain(row[["source", "source_name", "source_kind", "attribution"]]) == (
        "Norlandic lawmakers", "Norlandic lawmakers", "legislature", "stated",
    )  # fmt: skip
    assert (row["subject"], row["place"], str(row["earliest"])[:10], str(row["latest"])[:10]) == (
        "boatmen", "Tollen", "2031-05-01", "2031-05-03",
    )  # fmt: skip
    assert (row["scope"], row["role"], row["stance"]) == ("period", "addition", "denied")
    assert (row["ruling"], row["ruled_by"], row["ruled_why"]) == ("add", "Ada Holm", "read it")
    assert str(row["published"])[:10] == "2031-05-02"
    assert frame.filter(like="ruled_").loc[row["claim"]].drop(["ruled_by", "ruled_on", "ruled_why"]).isna().all()
    assert plain(with_rulings(frame).loc[row["claim"], ["best", "hedge"]]) == (30, "at_least")
    assert worded(row) == "30"


def test_what_is_not_known_of_an_added_figure_is_not_stated():
    row = applied(added())[0].loc[f"ferry:a{BOATS}"]
    assert (
        plain(row[["best", "low", "high", "source", "place", "earliest", "latest", "part_of", "group", "via"]])
        == (None,) * 10
    )
    assert (row["hedge"], row["subject"], row["source_kind"], row["attribution"]) == ("vague", "people", "none", "none")
    assert (row["scope"], row["role"], row["stance"]) == ("event", "whole", "asserted")


LOST = "Edda Vik missed 8 in Tollen."
# Where a figure is added to the quay, what is known of it, and the incident that it is then of.
NEAR = {
    "in the sentence of a claim": ("ferry", "30", BOATS, {}, "one"),
    "of another sentence": ("quay", "8", None, {}, None),
    "of another sentence and the same place": ("quay", "8", None, {"place": "Tollen"}, "three"),
    "of another sentence and the same days": ("quay", "8", None, {"earliest": QUAY_DAY, "latest": QUAY_DAY}, "three"),
    "of the same place and other days": ("quay", "8", None, {"place": "Tollen", "earliest": date(2031, 6, 1)}, None),
    "of another place": ("quay", "8", None, {"place": "Vik"}, None),
}


@pytest.mark.parametrize(("article", "words", "start", "known", "incident"), NEAR.values(), ids=NEAR)
def test_an_added_figure_is_of_the_incident_of_what_stands_near(article, words, start, known, incident):
    texts = {"quay": f"{TEXTS['quay']} {LOST}"}
    claims = of(read(), *INCIDENTS)
    claims["sentence"] = [FERRY[: FERRY.index("A nurse") - 1], FERRY[FERRY.index("A nurse") :], PIER, PIER, "..."]
    start = texts["quay"].index(words) if start is None else start
    line = added(words, start, article, best=8, **known)
    frame = pf.ruled(claims, rulings(line), corpus(**texts)).set_index("claim")
    assert plain(frame.loc[[f"{article}:a{start}"], "incident"]) == (incident,)


def test_the_id_of_an_added_figure_stays_whatever_else_is_read():
    frames = [pf.ruled(claims, rulings(added()), corpus()) for claims in (read(), read().iloc[1:], read().iloc[2:])]
    names = [frame.loc[frame["article"] == "ferry", "claim"].iloc[-1] for frame in frames]
    assert names == [f"ferry:a{BOATS}"] * 3


# The rulings, the text that ferry has now (if another), and of each the outcome with its words.
ADDED = {
    "words that are gone": ([added("31")], None, [(STALE, "“31” does not stand in the article")]),
    "words that have moved": ([added("boats", 3)], None, [
        (STALE, f"“boats” stands at {FERRY.index('boats')} and not at 3")]),
    "words that stand elsewhere twice": ([added("30", 4)], None, [
        (STALE, "“30” stands in the article 2 times, none of them at 4")]),
    "what is read now": ([added("30", FERRY.index("30"))], None, [(STALE, "“30” is read now")]),
    "more than is read now": ([added("12 sailors", FERRY.index("12"))], None, [(STALE, "“at least 12” is read now")]),
    "of no article that is read": ([added("30", 4, "wharf")], None, [AWAY]),
    "twice, the later day": ([added(best=3, when=date(2031, 5, 6)), added(best=4)], None,
                             [USED, (OVERRULED, "the ruling of line 2 counts")]),
    "twice, the lower line": ([added(best=4), added(best=3)], None,
                              [(OVERRULED, "the ruling of line 3 counts"), USED]),
    "in other words": ([added("30 boats", best=4), added(best=3)], None,
                       [(OVERRULED, "the ruling of line 3 counts"), USED]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "text", "told"), ADDED.values(), ids=ADDED)
def test_what_becomes_of_added_figures(lines, text, told):
    frame, found = applied(*lines, texts={"ferry": text} if text else None)
    assert found == told
    rows = frame[frame["rule"] == "ruling"]
    assert list(rows["best"]) == ([3] if USED in told else [])
    assert list(rows["ruling"]) == (["add"] if USED in told else [])


def test_an_added_figure_is_ruled_on_like_any_other():
    where = {"start": BOATS}
    later = added() | {"when": date(2031, 5, 3)}
    frame, told = applied(later, on("ferry", "30", "correct", best=44, **where))
    assert told == [(OVERRULED, "the ruling of line 3 counts"), USED]
    assert with_rulings(frame).at[f"ferry:a{BOATS}", "best"] == 44
    frame, _ = applied(later, on("ferry", "30", "reject", **where))
    assert f"ferry:a{BOATS}" not in with_rulings(frame).index
    frame, told = applied(added(), on("ferry", "30", "reject", when=date(2031, 5, 3), **where))
    assert told == [USED, (OVERRULED, "the ruling of line 2 counts")]
    claims = of(read(), *INCIDENTS)
    joined = rulings(added(), two("same", "ferry", "30", "quay", "5", **where))
    assert plain(with_rulings(pf.ruled(claims, joined, corpus()))["incident"]) == (
        *["one"] * 3, "two", "two", "one",
    )  # fmt: skip


def test_an_added_figure_is_ruled_anew_with_the_rest():
    once = pf.ruled(read(), rulings(added()), corpus())
    assert pf.ruled(once, rulings(added()), corpus()).equals(once)
    assert list(pf.ruled(once, rulings(), corpus())["claim"]) == list(read()["claim"])
    assert list(pf.ruling_outcomes(once, rulings(added()), corpus())["outcome"]) == ["used"]


def test_a_figure_can_be_added_where_nothing_is_read():
    frame = pf.ruled(read().iloc[:0], rulings(added(best=3)), corpus())
    assert list(frame["claim"]) == [f"ferry:a{BOATS}"]


def test_a_corrected_event_counts_on_its_days():
    corrected = rulings(on("ferry", "in May 2031", "correct", row="event", kind="ceremony", edtf="2031-23"))
    frame = pf.ruled(dated(), corrected, corpus())
    counted = with_rulings(frame)
    row = counted.iloc[0]
    assert (row["kind"], row["edtf"], row["precision"]) == ("ceremony", "2031-23", "season")
    assert (str(row["earliest"])[:10], str(row["latest"])[:10]) == ("2031-09-01", "2031-11-30")
    assert str(frame["earliest"].iloc[0])[:10] == "2031-05-01"
    assert schemas.check("ruled_events", counted) is not None


def test_a_ruling_stays_on_its_words_when_rows_are_numbered_anew():
    claims = read().iloc[1:].assign(claim=["ferry:c1", "pier:c7", "pier:c8", "quay:c1"])
    frame = pf.ruled(claims, rulings(on("pier", "17", "reject")), corpus())
    assert frame.loc[frame["ruling"].notna(), "claim"].tolist() == ["pier:c8"]


def test_rulings_on_the_other_kind_of_row_are_left_to_it():
    both = rulings(on("ferry", "in May 2031", "reject", row="event"), on("pier", "17", "reject"))
    told = [pf.ruling_outcomes(rows, both, corpus()) for rows in (read(), dated())]
    assert [list(one["row"]) for one in told] == [["claim"], ["event"]]
    assert [list(one["rows"]) for one in told] == [["pier:c2"], ["ferry:e1"]]


def test_rulings_of_several_files_count_as_if_they_were_one():
    one, other = rulings(on("pier", "17", "reject")), rulings(on("pier", "18", "reject"))
    both = pd.concat([one, other], ignore_index=True)  # both stand on line 2 of their file
    assert list(pf.ruling_outcomes(read(), both, corpus())["outcome"]) == ["used", "stale"]
    assert pf.ruled(read(), both, corpus())["ruling"].dropna().tolist() == ["reject"]


def test_the_order_of_the_rows_does_not_matter_and_what_is_given_stays_as_it_is():
    lines = rulings(on("pier", "17", "reject"), two("same", "ferry", "at least 12", "quay", "5"))
    claims, before = read(), lines.copy()
    straight, turned = pf.ruled(claims, lines, corpus()), pf.ruled(claims.iloc[::-1], lines, corpus())
    assert turned.iloc[::-1].equals(straight)
    assert claims.equals(read())
    assert lines.equals(before)


def test_ruling_again_replaces_what_was_ruled():
    once = pf.ruled(read(), rulings(on("pier", "17", "reject")), corpus())
    assert pf.ruled(once, rulings(), corpus())["ruling"].isna().all()


NEEDED = "row,article,words,ruling,who,when,why"
BEST = "claim,ferry,at least 12,confirm,Ada Holm,2031-05-04,read it"


def write(tmp_path, *lines: str, header: str = NEEDED):
    path = tmp_path / "rulings.csv"
    path.write_text("\n".join((header, *lines)) + "\n", "utf-8")
    return path


def line(**cells: str) -> str:
    """A line of a file with every column."""
    known = {"row": "claim", "article": "ferry", "words": "at least 12", "who": "Ada Holm", "when": "2031-05-04"}
    known |= {"ruling": "confirm", "why": "read it"}
    return ",".join((known | cells).get(column, "") for column in COLUMNS)


def test_a_ruling_is_read_with_its_line(tmp_path):
    (row,) = pf.read_rulings(write(tmp_path, BEST)).to_dict("records")
    assert (row["line"], row["row"], row["article"], row["words"]) == (2, "claim", "ferry", "at least 12")
    assert (row["ruling"], row["who"], str(row["when"])[:10], row["why"]) == (
        "confirm", "Ada Holm", "2031-05-04", "read it",
    )  # fmt: skip


def test_a_header_alone_and_no_file_at_all_are_no_rulings(tmp_path):
    for none in (pf.read_rulings(write(tmp_path)), pf.read_rulings(None)):
        assert len(none) == 0
        assert list(none.columns) == list(schemas.dtypes("rulings"))


def test_lines_are_those_of_the_file_whatever_stands_between(tmp_path):
    two_lines = 'claim,ferry,at least 12,reject,Ada,2031-05-04,"why,\nin two lines"'
    rulings = pf.read_rulings(write(tmp_path, two_lines, "", ",,,,,,", BEST))
    assert list(rulings["line"]) == [2, 6]
    assert rulings["why"].iloc[0] == "why,\nin two lines"


def test_columns_stand_in_any_order_after_a_mark_with_semicolons_and_in_utf16(tmp_path):
    path = tmp_path / "rulings.csv"
    text = "why;when;who;ruling;words;article;row;best\r\nseen;2031-05-04;Zoë;Correct;at least 12;ferry;CLAIM;1,200\r\n"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(text.encode(encoding))
        (row,) = pf.read_rulings(path).to_dict("records")
        assert (row["row"], row["ruling"], row["best"], row["who"]) == ("claim", "correct", 1200, "Zoë")


def test_a_cell_that_looks_like_a_formula_is_text_and_loses_the_guard_of_an_export(tmp_path):
    line = 'claim,ferry,\'-12,reject,"=HYPERLINK(""http://x"")",2031-05-04,\'+1 by hand'
    (row,) = pf.read_rulings(write(tmp_path, line)).to_dict("records")
    assert (row["words"], row["who"], row["why"]) == ("-12", '=HYPERLINK("http://x")', "+1 by hand")


def test_a_join_names_the_other_row(tmp_path):
    other = {"ruling": "same", "other_article": "pier", "other_words": "12", "other_start": "40", "other_end": "42"}
    (row,) = pf.read_rulings(write(tmp_path, line(**other), header=",".join(COLUMNS))).to_dict("records")
    assert (row["other_article"], row["other_start"], row["other_words"]) == ("pier", 40, "12")


WRONG = {
    "a misspelt ruling": (line(ruling="rejct"), "line 2, column ruling: “rejct” is no ruling (did you mean 'reject'?); "
                          "allowed are confirm, reject, correct, add, same and different."),
    "an event that is added": (line(row="event", ruling="add", start="3", kind="treaty"), "line 2, column row: no "
                               "event can be added; add a claim."),
    "added without a place": (line(ruling="add", measure="killed"), "line 2, column start: it is empty; add says where "
                              "the words begin."),
    "added without a measure": (line(ruling="add", start="12", best="3"), "line 2, column measure: it is empty; add "
                                "says what is counted."),
    "added with another row": (line(ruling="add", start="12", measure="killed", other_words="12"), "line 2, column "
                               "other_words: add has no other row; leave it blank, or rule same or different."),
    "added with a kind": (line(ruling="add", start="12", measure="killed", kind="treaty"), "line 2, column kind: a "
                          "claim has no kind; it has measure, best, low, high, subject, source_name, place, earliest, "
                          "latest, scope, role and stance."),
    "added with low above best": (line(ruling="add", start="12", measure="killed", low="5", best="3"), "line 2, column "
                                  "low: 5 is above the best, 3; low must not be above best."),
    "no kind of row": (line(row="date"), "line 2, column row: “date” is no row; allowed are claim and event."),
    "nobody": (line(who=" "), "line 2, column who: it is empty; say who rules."),
    "no reason": (line(why=""), "line 2, column why: it is empty; give the reason."),
    "no words": (line(words=""), "line 2, column words: it is empty; give the exact words that are read."),
    "a day as spreadsheets write it": (line(when="5/4/2031"), "line 2, column when: “5/4/2031” is no day; "
                                       "write it as YYYY-MM-DD, such as 2031-05-02."),
    "a day that no calendar has": (line(when="2031-02-30"), "line 2, column when: “2031-02-30” is no day; "
                                   "write it as YYYY-MM-DD, such as 2031-05-02."),
    "words for a number": (line(ruling="correct", best="a dozen"), "line 2, column best: “a dozen” is no whole number; "
                           "write digits, such as 1200, or leave it blank."),
    "a number below zero": (line(ruling="correct", low="-3"), "line 2, column low: “-3” is no whole number; "
                            "write digits, such as 1200, or leave it blank."),
    "a place that is none": (line(start="here"), "line 2, column start: “here” is no whole number; "
                             "write digits, such as 1200, or leave it blank."),
    "low above high": (line(ruling="correct", low="15", high="12"), "line 2, column low: 15 is above the high, 12; "
                       "low must not be above high."),
    "days that run backwards": (line(ruling="correct", earliest="2031-05-06", latest="2031-05-04"), "line 2, column "
                                "earliest: 2031-05-06 is after the latest, 2031-05-04; earliest must not be after "
                                "latest."),
    "no day of the calendar": (line(ruling="correct", latest="May 2031"), "line 2, column latest: “May 2031” is no "
                               "day; write it as YYYY-MM-DD, such as 2031-05-02."),
    "a misspelt scope": (line(ruling="correct", scope="evnt"), "line 2, column scope: “evnt” is no scope (did you mean "
                         "'event'?); allowed are event, period and standing."),
    "a misspelt role": (line(ruling="correct", role="hole"), "line 2, column role: “hole” is no role (did you mean "
                        "'whole'?); allowed are whole, part and addition."),
    "a misspelt stance": (line(ruling="correct", stance="denies"), "line 2, column stance: “denies” is no stance (did "
                          "you mean 'denied'?); allowed are asserted, denied and superseded."),
    "a place of an event": (line(row="event", ruling="correct", place="Vik"), "line 2, column place: an event has no "
                            "place; it has kind and edtf."),
    "a place with a rejection": (line(ruling="reject", place="Vik"), "line 2, column place: reject takes no value; "
                                 "leave it blank, or rule correct."),
    "a measure that is none": (line(ruling="correct", measure="kiled"), "line 2, column measure: “kiled” is no measure "
                               "(did you mean 'killed'?); allowed are killed, wounded, casualties, missing, captured, "
                               "deployed and displaced."),
    "nothing corrected": (line(ruling="correct"), "line 2, column ruling: correct changes nothing; give one of "
                          "measure, best, low, high, subject, source_name, place, earliest, latest, scope, role and "
                          "stance, or rule confirm."),
    "values with a rejection": (line(ruling="reject", best="3"), "line 2, column best: reject takes no value; leave it "
                                "blank, or rule correct."),
    "a kind of a claim": (line(ruling="correct", kind="treaty"), "line 2, column kind: a claim has no kind; it has "
                          "measure, best, low, high, subject, source_name, place, earliest, latest, scope, role and "
                          "stance."),
    "a measure of an event": (line(row="event", ruling="correct", measure="killed"), "line 2, column measure: an event "
                              "has no measure; it has kind and edtf."),
    "days in words": (line(row="event", ruling="correct", edtf="May 2031"), "line 2, column edtf: “May 2031” is no "
                      "EDTF; write 2031-06-30, 2031-06, 2031-23 (autumn), 2031 or 2031/2033."),
    "a misspelt kind": (line(row="event", ruling="correct", kind="treatey"), "line 2, column kind: “treatey” is nearly "
                        "'treaty'; write that, or a kind less like it."),
    "the same as nothing": (line(ruling="same"), "line 2, column other_article: it is empty; same names the other "
                            "claim."),
    "the same as itself": (line(ruling="same", other_article="ferry", other_words="at least 12"), "line 2, column "
                           "other_words: it is the claim itself; name another."),
    "another row where one is ruled on": (line(other_words="12"), "line 2, column other_words: confirm has no other "
                                          "row; leave it blank, or rule same or different."),
    "cells beyond the columns": (line() + ",more", "line 2: more cells than columns; put quotes around commas."),
    "quotes that never end": (line(why='"open'), "line 2: no CSV (unexpected end of data); put quotes around "
                              "its text."),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_refused_in_one_sentence(tmp_path, wrong, said):
    path = write(tmp_path, wrong, header=",".join(COLUMNS))
    with pytest.raises(pf.PressframesError) as refused:
        pf.read_rulings(path)
    assert str(refused.value) == f"{path}, {said}"


def test_the_line_of_a_mistake_is_counted_in_the_file(tmp_path):
    path = write(tmp_path, BEST, "", 'claim,ferry,12,reject,Ada,2031-05-04,"a\nb"', BEST.replace("confirm", "maybe"))
    with pytest.raises(pf.PressframesError, match="line 6, column ruling"):
        pf.read_rulings(path)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            NEEDED + ",meassure",
            "line 1: the column “meassure” is none of rulings (did you mean 'measure'?); they are row,",
        ),
        (NEEDED + ",who", "line 1: the column “who” is there twice; they are row, article,"),
        (NEEDED.replace(",who", ""), "line 1: no column who; the columns are row, article,"),
        (NEEDED + ",line", "line 1: the column “line” is none of rulings"),
        ("", "line 1: no column row, article, words, ruling, who, when and why; the columns are"),
    ],
)
def test_a_header_that_is_not_that_of_rulings_is_refused(tmp_path, header, said):
    path = write(tmp_path, header=header)
    with pytest.raises(pf.PressframesError) as refused:
        pf.read_rulings(path)
    assert str(refused.value).startswith(f"{path}, {said}")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is a picture, not text"),
        (b"PK\x03\x04\x14\0", "is a zip archive or an office document, not text"),
        (b"row,article\n\0\0\0\0", "holds NUL bytes and is no text"),
        (b"", "line 1: no column row, article"),
        ("row,who\nclaim,Zo\u00eb caf\u00e9 na\u00efve\u00e9".encode() + b"\xff", "is not UTF-8"),
    ],
)
def test_what_is_no_csv_is_refused(tmp_path, data, said):
    path = tmp_path / "rulings.csv"
    path.write_bytes(data)
    with pytest.raises(pf.PressframesError, match=said):
        pf.read_rulings(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(pf.PressframesError, match=r"none\.csv cannot be read \(No such file or directory\)"):
        pf.read_rulings(tmp_path / "none.csv")


def test_an_error_shows_no_control_characters_of_the_file(tmp_path):
    path = write(tmp_path, line(ruling="\x1b[2Jconfirm\u202e"), header=",".join(COLUMNS))
    with pytest.raises(pf.PressframesError) as refused:
        pf.read_rulings(path)
    assert "\x1b" not in str(refused.value)
    assert "\u202e" not in str(refused.value)


def test_the_example_of_the_readme_is_a_file_of_rulings(tmp_path):
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```csv\n(row,.*?)```", readme, re.S)
    path = tmp_path / "rulings.csv"
    path.write_text(example, "utf-8")
    assert list(pf.read_rulings(path)["ruling"]) == ["correct", "different"]
