"""What the views of comparing say: if others are believed, and on whose word; worked out by hand."""

from datetime import date

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

import made
from made import claim
from pressframes import compare
from pressframes.compare import corroboration, estimates, relations
from pressreport import charts, tables

MAY = {"a": date(2031, 5, 2), "b": date(2031, 5, 4), "c": date(2031, 5, 6)}


def figure(article: str, count: int, source: str | None, **more: object) -> made.Row:
    return claim(article, f"{count:,}", "killed", count, count, count, source=source, **{"place": "Lund"} | more)


def published(**days: date | None) -> pd.DataFrame:
    known = made.articles(*days)
    known["published"] = pd.Series(days, dtype="datetime64[s]")
    return known


CROSS = figure("a", 380, "Red Cross")
CROSS_LESS, CROSS_MORE = figure("b", 360, "Red Cross"), figure("c", 900, "the Red Cross")
CROSS_AGAIN = figure("b", 380, "Red Cross", via="Daily Post")
CORONER = figure("b", 410, "Norlandic Coroner")
SOME = figure("a", 500, "some officials", source_name="Norlandic officials", source_kind="government")
OTHERS = figure("a", 90, "others", source_name="Norlandic officials", source_kind="government", start=90, end=92)
VARDAN = figure("b", 900, "Red Cross", subject="Vardan troops")


def texts(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.findobj(Text))


def lines(shown: object) -> list[str]:
    """A table in plain words, its names without the space that keeps them on one line."""
    return repr(shown).replace("\xa0", " ").splitlines()


# If others are believed


def changes(*rows: made.Row) -> pd.DataFrame:
    return estimates.sensitivity(made.claims(*made.on(MAY, *rows)))


BELIEVED = {
    "one who makes a difference": (
        (CROSS, CORONER, figure("c", 410, "Ministry of Health")), "ucdp",
        "By the conservative rule (UCDP), the killed (Norlandic troops) are 380 (380 to 410), from 3 sources;"
        " it would be 410 without Red Cross."),
    "a tie": (
        (CROSS, CORONER), "most_frequent",
        "By the most frequent figure, the killed (Norlandic troops) are 380 to 410 (no best), from 2 sources;"
        " it would be 410 without Red Cross and 380 without Norlandic Coroner."),
    "nobody who does": (
        (CORONER, figure("c", 410, "Ministry of Health")), "ucdp",
        "By the conservative rule (UCDP), the killed (Norlandic troops) are 410, from 2 sources;"
        " no source makes a difference by being left out."),
    "one source": ((CROSS,), "ucdp", "The one figure rests on one source, so that there is nothing to choose between."),
    "one source passed on": (
        (CROSS, CROSS_AGAIN), "ucdp",
        "The one figure rests on one source, so that there is nothing to choose between."),
    "nothing": ((), "ucdp", "No figure for people was found, so that there is nothing to choose between."),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "rule", "sentence"), BELIEVED.values(), ids=BELIEVED)
def test_what_changes_if_others_are_believed(rows, rule, sentence):
    assert compare.answer_sensitivity(changes(*rows), rule).startswith(sentence)


TITLES = {
    "it depends": ((CROSS, CORONER), "Killed (Norlandic troops): best from 380 to 410, depending on whom one believes"),
    "it does not": (
        (CORONER, figure("c", 410, "Lund Institute")), "Killed (Norlandic troops): 410, whoever is believed"),
    "one source": ((CROSS,), "No figure has a second source"),
    "no best": (
        (claim("a", "dozens", "killed", None, 24, None, "vague", source="Red Cross"),
         claim("b", "scores", "killed", None, 40, None, "vague", source="Norlandic Coroner")),
        "Killed (Norlandic troops): no rule gives a best figure"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "title"), TITLES.values(), ids=TITLES)
def test_the_title_of_what_is_believed(rows, title):
    assert estimates.headline(changes(*rows)) == title


def test_by_kind_the_answer_has_every_kind():
    rows = (CROSS | {"source_kind": "monitor"}, CORONER | {"source_kind": "medical"})
    said = compare.answer_sensitivity(changes(*rows), "by_kind")
    assert said.startswith("By each kind of source, the killed (Norlandic troops) are 410 (medical) and 380 (monitor).")


def test_a_row_of_the_chart_is_a_rule_and_who_changes_it():
    written = texts(charts.sensitivity(changes(CROSS, CORONER, figure("c", 410, "Lund Institute")), published(**MAY)))
    assert "The most frequent figure" in written
    assert "without Red Cross" in written
    assert "without Norlandic Coroner" in written  # then the two others tie
    assert "380 to 410 (no best)" in written


def test_a_part_of_the_frame_gives_a_part_of_the_chart():
    made_of = changes(CROSS, CORONER)
    written = texts(charts.sensitivity(made_of[made_of["rule"] == "range"], published(**MAY)))
    assert "The range of all sources" in written
    assert "most frequent" not in written


def test_a_source_without_a_name_loses_its_article_unless_another_is_called_alike():
    alone = changes(figure("a", 400, "a monitor"), figure("a", 380, "Red Cross", start=90, end=93))
    assert [one.left_out for one in estimates.weighed(alone)[0].methods[0].without] == ["a monitor", "Red Cross"]
    twice = changes(figure("a", 400, None), figure("b", 380, None))
    assert [one.left_out for one in estimates.weighed(twice)[0].methods[0].without] == [
        "an unnamed source (a)", "an unnamed source (b)",
    ]  # fmt: skip


# On whose word

COUNTIES = ("Aas", "Bo", "Dal", "Eik", "Foss")
WITNESSES = {
    "one, quoted twice": (
        (CROSS, CROSS_AGAIN),
        "The one figure rests on one witness. 380 dead rest on Red Cross in 2 articles: one witness."),
    "two": (
        (CROSS, figure("b", 380, "Norlandic Coroner")),
        "1 figure, none on one witness alone; 380 dead on 2 witnesses, each with a name."),
    "perhaps one": (
        (CROSS, figure("b", 380, "a monitor")),
        "1 figure, none on one witness alone; 380 dead on 1 named source and 1 without a name, who may be one of"
        " them."),
    "a party at odds with itself": (
        (SOME, OTHERS),
        "Every figure rests on one witness alone. 500 dead and 90 dead rest on Norlandic officials without a name, who"
        " may be one or several."),
    "more who are behind several than are named": (
        tuple(figure(at, 90 + 7 * one, f"Coroner {name}") for one, name in enumerate(COUNTIES) for at in "ab"),
        "Every figure rests on one witness alone. 90 dead rest on Coroner Aas in 2 articles: one witness. 97 dead rest"
        " on Coroner Bo in 2 articles: one witness. 104 dead rest on Coroner Dal in 2 articles: one witness. 111 dead"
        " rest on Coroner Eik in 2 articles: one witness. 1 other source also stands behind several."),
    "nobody is named": ((figure("a", 380, None), figure("a", 90, None)), "Every figure rests on one witness alone."),
    "nothing": ((), "No figure for people was found, so that nobody stands behind one."),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "sentence"), WITNESSES.values(), ids=WITNESSES)
def test_which_figures_rest_on_the_same_witnesses(rows, sentence):
    assert compare.answer_witnesses(made.claims(*rows)) == sentence


def test_a_witness_that_two_articles_quote_is_one_node_with_two_ways():
    ax = charts.chains(made.claims(CROSS, CROSS_AGAIN), published(**MAY))
    written = texts(ax).splitlines()
    assert written.count("Red Cross") == 1
    assert written.count("[A]") == written.count("[B]") == 1
    assert written.count("Daily Post") == 1
    assert "one witness" in written
    nodes = [line for line in ax.lines if line.get_marker() == "o" and line.get_markersize() == 6]
    assert len(nodes) == 4  # Red Cross, Daily Post, two articles
    assert all(line.get_markerfacecolor() != "white" for line in nodes)


def test_a_source_without_a_name_is_a_hollow_node():
    ax = charts.chains(made.claims(figure("a", 380, "a monitor")), published(**MAY))
    hollow = [line for line in ax.lines if line.get_markerfacecolor() == "white"]
    assert len(hollow) == 1
    assert "one witness without a name" in texts(ax)


def test_who_passes_on_reports_is_the_witness_and_the_reports_have_no_name():
    rows = figure("a", 380, "reports", source_name=None, via="Daily Post")
    ax = charts.chains(made.claims(rows), published(**MAY))
    assert texts(ax).splitlines().count("Daily Post") == 1
    assert [one.label for one in corroboration.standings(made.claims(rows))[0].voices] == ["Daily Post"]
    assert corroboration.headline(corroboration.standings(made.claims(rows))) == "The one figure rests on one witness"


def test_a_party_that_disagrees_with_itself_is_said_to():
    frame = made.claims(SOME, OTHERS)
    assert compare.answer_estimates(frame, published(**MAY)) == (
        "The killed (Norlandic troops) are put between 90 (others among Norlandic officials) and 500 (some officials"
        " among Norlandic officials) by Norlandic officials who disagree among themselves."
    )


# The tables


def test_claims_that_go_together_stand_in_a_table_by_relation():
    claims, corpus = made.claims(*made.on(MAY, CROSS, CROSS_AGAIN, CORONER)), published(**MAY)
    shown = lines(tables.together(relations.relations(claims), corpus))
    assert shown[0] == "Claims that go together, and how: 1 repeats."
    assert shown[2].startswith("repeats | B c1 killed: 380 (Red Cross, via Daily Post) | A c1 killed: 380 (Red Cross)")
    assert len(shown) == 3


def test_every_rule_has_a_row_and_so_has_who_is_left_out():
    frame, corpus = changes(CROSS, CORONER), published(**MAY)
    made_of = [row.split(" | ")[1:4] for row in lines(tables.estimates(frame, corpus))[2:]]
    assert made_of == [
        ["The conservative rule (UCDP)", "380 (380 to 410)", "A c1, B c1"],
        ["The most frequent figure", "380 to 410 (no best)", "A c1, B c1"],
        ["The range of all sources", "380 to 410 (no best)", "A c1, B c1"],
        ["The most recent of each source", "410 (380 to 410)", "A c1, B c1"],
        ["Kind of source: sources without a name", "380 (380 to 410)", "A c1, B c1"],
    ]
    (single,) = lines(tables.estimates(changes(CROSS), corpus))[2:]
    assert single == "killed (Norlandic troops) | One source | 380 | A c1 | the one figure that is stated"
    shown = lines(tables.without(frame, "ucdp"))[2:]
    assert [row.split(" | ")[1:4] for row in shown] == [
        ["nobody", "380 (380 to 410)", "with all"], ["Red Cross", "410", "yes"], ["Norlandic Coroner", "380", "yes"],
    ]  # fmt: skip


def test_tables_of_nothing_are_sentences():
    claims, corpus = made.claims(), made.articles()
    frame = changes()
    said = [
        tables.together(relations.relations(claims), corpus),
        tables.witnesses(corroboration.witnesses(claims), claims, corpus),
        tables.estimates(frame, corpus),
        tables.without(frame, "ucdp"),
    ]
    assert all(repr(shown).endswith(".") and "|" not in repr(shown) for shown in said)
