"""Rulings applied: each worked by hand on invented articles, with what must not happen beside what must."""

from typing import Any

import pandas as pd
import pytest

import made
import pressframes as pf
from pressframes.frames import applied, schemas
from pressframes.frames.effective import as_ruled, effective, ids, worded

FERRY = "Police said at least 12 sailors drowned in May 2031. A nurse counted 30 wounded; 30 boats are lost."
PIER = "The Harbour Board spoke of nearly 40 dead. Others said\n 17 drowned off Norland in June 2031."
TEXTS = {"ferry": FERRY, "pier": PIER, "quay, north": "At the quay 5 died."}


def corpus(**texts: str) -> pd.DataFrame:
    """The articles, with another text for some."""
    found = [made.articles(name, text=texts.get(name, text)) for name, text in TEXTS.items()]
    return pd.concat(found)


def at(article: str, words: str, texts: dict[str, str] = TEXTS) -> dict[str, Any]:
    start = texts[article].index(words)
    return {"start": start, "end": start + len(words), "sentence": texts[article]}


def read() -> pd.DataFrame:
    """The claims of the articles: ferry:c1, ferry:c2, pier:c1, pier:c2 and quay, north:c1."""
    return made.claims(
        made.claim("ferry", "at least 12", "killed", 12, 12, None, "at_least", source="Police",
                   **at("ferry", "at least 12")),
        made.claim("ferry", "30", "wounded", 30, 30, 30, source="A nurse", **at("ferry", "30")),
        made.claim("pier", "nearly 40", "killed", 40, None, 40, "nearly", source="The Harbour Board",
                   **at("pier", "nearly 40")),
        made.claim("pier", "17", "killed", 17, 17, 17, source="Others", **at("pier", "17")),
        made.claim("quay, north", "5", "killed", 5, 5, 5, **at("quay, north", "5")),
    )  # fmt: skip


def dated() -> pd.DataFrame:
    """The events of the articles: ferry:e1 in May and pier:e1 in June."""
    may = ("in May 2031", "2031-05", "2031-05-01", "2031-05-31", "month", "casualties")
    june = ("in June 2031", "2031-06", "2031-06-01", "2031-06-30", "month", "casualties")
    return made.events(made.event("ferry", FERRY, *may), made.event("pier", PIER, *june))


def rulings(*lines: dict[str, Any]) -> pd.DataFrame:
    blank = dict.fromkeys(schemas.dtypes("rulings"))
    common = {"row": "claim", "who": "Ada Holm", "when": "2031-05-04", "why": "read it"}
    rows = [blank | common | {"line": at} | line for at, line in enumerate(lines, 2)]
    return schemas.frame("rulings", [row | {"when": pd.Timestamp(row["when"])} for row in rows])


def on(article: str, words: str, ruling: str, **more: Any) -> dict[str, Any]:
    return {"article": article, "words": words, "ruling": ruling} | more


def two(ruling: str, article: str, words: str, other: str, other_words: str, **more: Any) -> dict[str, Any]:
    return on(article, words, ruling, other_article=other, other_words=other_words) | more


def told(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return [(one["outcome"], one["said"]) for one in applied.told_of(frame)]


def counted(frame: pd.DataFrame, row: str) -> Any:
    """A row of the frame as it counts."""
    key = "claim" if "claim" in frame else "event"
    made = effective(frame)
    return next(made[made[key] == row].itertuples())


def test_without_rulings_the_human_columns_are_empty_and_nothing_else_changes():
    claims = read()
    frame = pf.ruled(claims, rulings(), corpus())
    assert frame[claims.columns].equals(claims)
    assert frame.drop(columns=claims.columns).isna().all(axis=None)
    assert effective(frame)[claims.columns].equals(claims)
    assert applied.used(frame) == 0
    assert effective(claims) is claims


def test_the_frames_that_are_given_stay_as_they_are():
    claims, told_of, articles = read(), rulings(on("ferry", "at least 12", "reject")), corpus()
    pf.ruled(claims, told_of, articles)
    assert claims.equals(read())
    assert "rulings" not in claims.attrs
    assert told_of.equals(rulings(on("ferry", "at least 12", "reject")))


def test_a_confirmed_row_counts_as_it_is_read_and_says_by_whom():
    frame = pf.ruled(read(), rulings(on("ferry", "at least 12", "confirm", measure="killed", best=12)), corpus())
    row = frame.iloc[0]
    assert (row.ruling, row.ruled_by, str(row.ruled_on)[:10], row.ruled_why) == (
        "confirm", "Ada Holm", "2031-05-04", "read it",
    )  # fmt: skip
    assert pd.isna(row.ruled_best)
    assert effective(frame)["best"].tolist() == [12, 30, 40, 17, 5]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"measure": "wounded"}, "measure wounded is confirmed, and killed is read"),
        ({"best": 12, "high": 12}, "high 12 is confirmed, and none is read"),
        ({"source_name": "the mayor"}, "source_name the mayor is confirmed, and Police is read"),
    ],
)
def test_a_confirmation_of_what_is_no_longer_read_is_stale(values, said):
    frame = pf.ruled(read(), rulings(on("ferry", "at least 12", "confirm", **values)), corpus())
    assert told(frame) == [("stale", said)]
    assert frame["ruling"].isna().all()


def test_a_rejected_row_stays_in_the_frame_and_counts_nowhere():
    frame = pf.ruled(read(), rulings(on("pier", "17", "reject")), corpus())
    assert list(frame["claim"]) == list(read()["claim"])
    assert frame["ruling"].tolist()[3] == "reject"
    assert list(effective(frame)["claim"]) == ["ferry:c1", "ferry:c2", "pier:c1", "quay, north:c1"]


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
    article = "ferry" if words == "at least 12" else "pier"
    frame = pf.ruled(read(), rulings(on(article, words, "correct", **values)), corpus())
    row = counted(frame, f"{article}:c1")
    found = [None if pd.isna(value) else value for value in (row.best, row.low, row.high, row.hedge)]
    assert tuple(found) == counts
    machine = frame.set_index("claim").loc[f"{article}:c1"]
    assert machine["best"] == (12 if article == "ferry" else 40), "the machine's reading stays"


def test_a_corrected_figure_is_not_put_in_the_mouth_of_the_article():
    corrected = rulings(
        on("ferry", "at least 12", "correct", best=1200, low=1200), on("pier", "17", "correct", measure="missing")
    )
    frame = pf.ruled(read(), corrected, corpus())
    assert worded(counted(frame, "ferry:c1")) == "[1,200 or more, as ruled]"
    assert worded(counted(frame, "pier:c2")) == "17"
    assert counted(frame, "ferry:c1").amount == "at least 12"


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Tollen Harbour Watch", ("Tollen Harbour Watch", "Tollen Harbour Watch", "unnamed", "stated")),
        ("Norlandic lawmakers", ("Norlandic lawmakers", "Norlandic lawmakers", "legislature", "stated")),
        ("No source named", (None, None, "none", "none")),
    ],
)
def test_a_corrected_source_counts_under_its_name(name, counts):
    frame = pf.ruled(read(), rulings(on("pier", "17", "correct", source_name=name)), corpus())
    row = counted(frame, "pier:c2")
    found = (row.source, row.source_name, row.source_kind, row.attribution)
    assert tuple(None if pd.isna(value) else value for value in found) == counts
    assert frame["source"].iloc[3] == "Others"


def test_a_corrected_event_counts_on_its_days():
    corrected = rulings(on("ferry", "in May 2031", "correct", row="event", kind="ceremony", edtf="2031-23"))
    frame = pf.ruled(dated(), corrected, corpus())
    row = counted(frame, "ferry:e1")
    assert (row.kind, row.edtf, row.precision) == ("ceremony", "2031-23", "season")
    assert (str(row.earliest)[:10], str(row.latest)[:10]) == ("2031-09-01", "2031-11-30")
    assert str(frame["earliest"].iloc[0])[:10] == "2031-05-01"
    assert schemas.check("ruled_events", as_ruled(frame)) is not None


# The ruling, the text that its article has now (if another), and the outcome with its words.
PINS = {
    "at its place": (on("ferry", "30", "confirm", start=FERRY.index("30")), None, "used", ""),
    "by words alone": (on("ferry", "at least 12", "confirm"), None, "used", ""),
    "over a line end": (on("pier", "17", "confirm", start=PIER.index("17")), None, "used", ""),
    "moved": (on("ferry", "at least 12", "confirm", start=3), None, "used", "found again at 12, not 3"),
    "twice in the text": (on("ferry", "30", "confirm"), None, "stale",
                          "“30” stands in the article 2 times, which of them is meant is not said: give start"),
    "moved and twice": (on("ferry", "30", "confirm", start=4), None, "stale",
                        "“30” stands in the article 2 times, none of them at 4"),
    "the words are gone": (on("ferry", "at least 13", "reject", start=12), None, "stale",
                           "“at least 13” does not stand in the article"),
    "the wrong one of two": (on("ferry", "30", "reject", start=FERRY.rindex("30")), None, "stale",
                             "no claim has just these words: nothing is read there"),
    "read with more words": (on("ferry", "12", "reject"), None, "stale",
                             "no claim has just these words: “at least 12” is read there"),
    "a part of a number": (on("ferry", "2", "reject"), None, "stale", "“2” does not stand in the article"),
    "words that are a pattern": (on("ferry", ".* (", "reject"), None, "stale",
                                 "“.* (” does not stand in the article"),
    "another article": (on("wharf", "at least 12", "reject"), None, "elsewhere",
                        "its article is none of those that were read"),
    "white space of its own": (on("ferry", "at  least\n12", "confirm"), None, "used", ""),
    "other white space in the text": (on("ferry", "at least 12", "confirm"), FERRY.replace("at least", "at\nleast"),
                                      "used", ""),
    "words with an escape": (on("ferry", "\x1b[2J12", "reject"), None, "stale",
                             "“[2J12” does not stand in the article"),
}  # fmt: skip


@pytest.mark.parametrize(("ruling", "text", "outcome", "said"), PINS.values(), ids=PINS)
def test_a_ruling_is_found_by_its_words_or_is_said_to_be_stale(ruling, text, outcome, said):
    frame = pf.ruled(read(), rulings(ruling), corpus(**({"ferry": text} if text else {})))
    assert told(frame) == [(outcome, said)]
    assert frame["ruling"].notna().sum() == (outcome == "used")
    assert applied.used(frame) == (outcome == "used")
    assert len(applied.stale(frame)) == (outcome == "stale")


def test_a_ruling_stays_on_its_words_when_rows_are_numbered_anew():
    claims = read().iloc[1:].assign(claim=["ferry:c1", "pier:c7", "pier:c8", "quay, north:c1"])
    frame = pf.ruled(claims, rulings(on("pier", "17", "reject")), corpus())
    assert frame.loc[frame["ruling"].notna(), "claim"].tolist() == ["pier:c8"]


def test_a_shorter_number_is_not_found_within_a_longer_one():
    text = "In all 2,017 died, 17.5 tons sank by 3.17 metres, 17 swam."
    claims = made.claims(
        made.claim("ferry", "17", "killed", 17, 17, 17, start=text.rindex("17"), end=text.rindex("17") + 2)
    )
    frame = pf.ruled(claims, rulings(on("ferry", "17", "confirm")), made.articles("ferry", text=text))
    assert told(frame) == [("used", "")]


def test_rulings_on_the_other_kind_of_row_are_left_to_it():
    both = rulings(on("ferry", "in May 2031", "reject", row="event"), on("pier", "17", "reject"))
    assert [one["row"] for one in applied.told_of(pf.ruled(read(), both, corpus()))] == ["claim"]
    assert [one["row"] for one in applied.told_of(pf.ruled(dated(), both, corpus()))] == ["event"]


OVERRULED = {
    "the later day": ([on("pier", "17", "reject", when="2031-05-06"), on("pier", "17", "confirm", when="2031-05-05")],
                      "reject", ["", "the ruling of line 2 counts"]),
    "the lower line of one day": ([on("pier", "17", "reject"), on("pier", "17", "confirm", who="Bo")],
                                  "confirm", ["the ruling of line 3 counts", ""]),
    "as a whole": ([on("pier", "17", "correct", measure="missing"), on("pier", "17", "correct", best=18)],
                   "correct", ["the ruling of line 3 counts", ""]),
    "not what is stale": ([on("pier", "17", "reject"), on("pier", "17", "confirm", best=18)],
                          "reject", ["", "best 18 is confirmed, and 17 is read"]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "counts", "said"), OVERRULED.values(), ids=OVERRULED)
def test_of_two_rulings_on_a_row_the_later_counts(lines, counts, said):
    frame = pf.ruled(read(), rulings(*lines), corpus())
    row = frame.set_index("claim").loc["pier:c2"]
    assert row["ruling"] == counts
    assert [words for _, words in told(frame)] == said
    assert pd.isna(row["ruled_measure"])
    assert applied.used(frame) == 1


def test_two_rows_name_each_other_and_are_one_ruling():
    same = two("same", "ferry", "at least 12", "quay, north", "5")
    frame = pf.ruled(read(), rulings(same), corpus()).set_index("claim", drop=False)
    assert frame.at["ferry:c1", "ruled_same"] == "quay, north:c1"
    assert frame.at["quay, north:c1", "ruled_same"] == "ferry:c1"
    assert frame["ruling"].isna().all()
    assert applied.used(frame) == 1
    assert applied.used(frame[frame["article"] == "ferry"]) == 0, "the other is not here"


JOINS = {
    "the later of two on one pair": (
        [two("same", "pier", "17", "quay, north", "5"), two("different", "quay, north", "5", "pier", "17")],
        ["overruled", "used"], "the ruling of line 3 counts",
    ),
    "what joins by way of a third": (
        [two("different", "ferry", "at least 12", "quay, north", "5"),
         two("same", "ferry", "at least 12", "pier", "17"),
         two("same", "pier", "17", "quay, north", "5")],
        ["overruled", "used", "used"], "it contradicts what later rulings join and part",
    ),
    "what is parted by way of a third": (
        [two("same", "pier", "17", "quay, north", "5"), two("same", "ferry", "at least 12", "pier", "17"),
         two("different", "ferry", "at least 12", "quay, north", "5")],
        ["overruled", "used", "used"], "it contradicts what later rulings join and part",
    ),
    "one row by two names": (
        [two("same", "ferry", "at least 12", "ferry", "at\nleast 12")], ["stale"], "both are one claim",
    ),
    "one of the two is gone": (
        [two("same", "ferry", "at least 12", "pier", "18")], ["stale"], "“18” does not stand in the article",
    ),
    "one of the two is elsewhere": (
        [two("different", "ferry", "at least 12", "wharf", "18")], ["elsewhere"],
        "its article is none of those that were read",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "outcomes", "said"), JOINS.values(), ids=JOINS)
def test_joins_that_contradict_one_another(lines, outcomes, said):
    frame = pf.ruled(read(), rulings(*lines), corpus())
    assert [outcome for outcome, _ in told(frame)] == outcomes
    assert next(words for outcome, words in told(frame) if outcome != "used") == said
    assert applied.used(frame) == outcomes.count("used")


def test_a_row_with_several_rulings_says_who_and_why_of_all():
    later = {"who": "Bo", "when": "2031-06-01", "why": "other boats"}
    lines = [on("pier", "17", "confirm"), two("different", "pier", "17", "ferry", "at least 12", **later)]
    row = pf.ruled(read(), rulings(*lines), corpus()).set_index("claim").loc["pier:c2"]
    assert (row["ruling"], row["ruled_by"], row["ruled_why"], str(row["ruled_on"])[:10]) == (
        "confirm", "Ada Holm; Bo", "read it; other boats", "2031-06-01",
    )  # fmt: skip


def test_the_order_of_the_rows_does_not_matter():
    lines = rulings(on("pier", "17", "reject"), two("same", "ferry", "at least 12", "quay, north", "5"))
    straight, turned = pf.ruled(read(), lines, corpus()), pf.ruled(read().iloc[::-1], lines, corpus())
    assert turned.iloc[::-1].equals(straight)


def test_ruling_again_replaces_what_was_ruled():
    once = pf.ruled(read(), rulings(on("pier", "17", "reject")), corpus())
    assert pf.ruled(once, rulings(), corpus())["ruling"].isna().all()


def test_days_of_publication_stay_with_the_claims():
    claims = read()
    claims.attrs["published"] = {"ferry": "2031-05-02"}
    assert pf.ruled(claims, rulings(), corpus()).attrs["published"] == {"ferry": "2031-05-02"}


@pytest.mark.parametrize(
    ("cell", "found"),
    [("a:c1", ["a:c1"]), ("a:c1, b:c22", ["a:c1", "b:c22"]), ("flood, day 2:e1, b:e2", ["flood, day 2:e1", "b:e2"]),
     (None, []), (pd.NA, []), ("", [])],
)  # fmt: skip
def test_ids_are_told_apart_though_names_hold_commas(cell, found):
    assert ids(cell) == found
