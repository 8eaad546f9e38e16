"""What a reader is shown of rulings: in charts, tables and parameters; nothing that a person wrote is obeyed."""

from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text

import pressframes as pf
from pressreport import charts, parameters, tables
from test_ruled import corpus, dated, on, read, rulings, two

HOSTILE = '<script>alert("$x$")</script>\x1b[2J\u202e'
LINES = [
    on("ferry", "at least 12", "correct", measure="missing", best=600, low=550, high=650, source_name="Vik"),
    on("pier", "17", "reject", who="Bo", why=HOSTILE),
    two("different", "pier", "nearly 40", "quay", "5", why="other boats"),
    on("pier", "18", "reject"),
    on("wharf", "3", "reject"),
]


def ruled(*lines, rows=None) -> pd.DataFrame:
    return pf.ruled(read() if rows is None else rows, rulings(*lines), corpus())


def outcomes(*lines, rows=None) -> pd.DataFrame:
    return pf.ruling_outcomes(read() if rows is None else rows, rulings(*lines), corpus())


def words_in(axes) -> str:
    return " ".join(text.get_text().replace("\n", " ") for text in axes.figure.findobj(Text))


def drawn(chart: str, claims: pd.DataFrame, told: pd.DataFrame | None = None) -> str:
    """The words in a chart of the claims."""
    if chart == "sensitivity":
        changed = pf.sensitivity(claims)
        return words_in(charts.sensitivity(changed, corpus(), claims=claims, outcomes=told))
    return words_in(getattr(charts, chart)(claims, corpus(), outcomes=told))


OF_CLAIMS = ("estimates", "chains", "sensitivity")


@pytest.mark.parametrize("chart", OF_CLAIMS)
@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (LINES, "3 rulings used, 1 stale and not used."),
        (LINES[:1], "1 ruling used."),
        (LINES[4:], "No rulings used."),
        (LINES[3:4], "No rulings used, 1 stale and not used."),
    ],
)
def test_a_chart_says_how_many_rulings_it_used(chart, lines, said):
    assert said in drawn(chart, ruled(*lines), outcomes(*lines))


@pytest.mark.parametrize("chart", OF_CLAIMS)
def test_a_chart_of_what_nobody_could_rule_on_says_nothing_of_rulings(chart):
    assert "ruling" not in drawn(chart, read())


def test_the_chart_of_events_says_so_too():
    frame = ruled(on("ferry", "in May 2031", "reject", row="event"), rows=dated())
    assert "1 ruling used." in words_in(charts.chronology(frame, corpus()))
    assert charts.chronology_alt(ruled(rows=dated()), corpus()) == charts.chronology_alt(dated(), corpus())
    twice = [
        on(name, words, "reject", row="event") for name, words in (("ferry", "in May 2031"), ("pier", "in June 2031"))
    ]
    assert "2 rulings used." in words_in(charts.chronology(ruled(*twice, rows=dated()), corpus()))


def test_words_for_a_chart_say_how_many_rulings_if_there_are_any():
    assert charts.estimates_alt(ruled(*LINES), corpus(), outcomes=outcomes(*LINES)).endswith(
        "3 rulings used, 1 stale and not used."
    )
    assert charts.estimates_alt(ruled(), corpus()) == charts.estimates_alt(read(), corpus())


def test_a_chart_counts_and_draws_only_what_counts():
    words = words_in(charts.estimates(ruled(*LINES), corpus()))
    assert "4 figures in 4 accounts" in words
    assert "[600 (550 to 650), as ruled]" in words
    assert "Others" not in words


def test_the_table_of_figures_has_both_readings_side_by_side():
    table = tables.claims(ruled(*LINES), corpus(), outcomes(*LINES))
    first = next(line for line in table.words.splitlines() if line.startswith("A\u00a0c1"))
    assert "killed | Norlandic troops | at least 12 | 12 | 12 | – | Police" in first
    assert first.endswith(
        "corrected: missing, 600 (550 to 650) and according to Vik (by Ada Holm, 4 May 2031: read it)"
    )
    assert "not the same as C c1 (by Ada Holm, 4 May 2031: other boats)" in table.words
    assert "3 rulings used; 1 stale (the row is not found as it was ruled on); 1 on articles that were not read." in (
        table.words
    )
    assert "5 | reject | “18” (pier) | Ada Holm, 2031-05-04 | stale: “18” does not stand in the article" in table.words
    assert "wharf" not in table.words


def test_the_table_of_figures_says_where_and_when_and_as_what_a_person_has_it():
    days = {"earliest": pd.Timestamp("2031-05-04"), "latest": pd.Timestamp("2031-05-06")}
    line = on("quay", "5", "correct", place="Vik", scope="period", role="part", stance="denied", **days)
    words = tables.claims(ruled(line), corpus()).words
    assert "corrected: in Vik, 2031-05-04 to 2031-05-06, scope period, role part and stance denied (by" in words
    since = on("quay", "5", "correct", earliest=days["earliest"])
    assert "corrected: 2031-05-04 to an open end (by" in tables.claims(ruled(since), corpus()).words


def test_the_tables_and_the_marked_text_have_what_is_added():
    line = on("quay", "quay", "add", start=7, measure="missing", best=3)
    frame = ruled(line)
    assert "added (by Ada Holm, 4 May 2031: read it)" in tables.claims(frame, corpus(), outcomes(line)).words
    assert "a7 missing: “quay”" in " ".join(tables.texts(corpus(), frame).words.split())
    assert "1 ruling used." in drawn("estimates", frame, outcomes(line))


def test_the_table_of_events_has_them_too():
    lines = [on("ferry", "in May 2031", "correct", row="event", kind="visit", edtf="2031-05-09"),
             on("pier", "in June 2031", "confirm", row="event")]  # fmt: skip
    table = tables.events(ruled(*lines, rows=dated()), corpus(), outcomes(*lines, rows=dated()))
    assert "corrected: visit and EDTF 2031-05-09 (by Ada Holm, 4 May 2031: read it)" in table.words
    assert "confirmed (by Ada Holm, 4 May 2031: read it)" in table.words
    assert "2 rulings used." in table.words


def test_without_rulings_the_tables_are_as_they_were():
    assert tables.claims(ruled(), corpus()).markup == tables.claims(read(), corpus()).markup
    assert tables.events(ruled(rows=dated()), corpus()).markup == tables.events(dated(), corpus()).markup
    assert tables.texts(corpus(), ruled()).markup == tables.texts(corpus(), read()).markup


def test_nothing_that_a_person_wrote_is_obeyed():
    lines = [*LINES, on("pier", HOSTILE, "reject", who=HOSTILE)]
    frame = ruled(*lines)
    for shown in (tables.claims(frame, corpus(), outcomes(*lines)), tables.texts(corpus(), frame)):
        assert "<script" not in shown.markup
        assert "$x$" not in shown.markup
        assert "\x1b" not in shown.markup + shown.words
        assert "\u202e" not in shown.markup + shown.words


def test_the_marked_text_tells_of_the_ruling():
    words = tables.texts(corpus(), ruled(on("pier", "17", "reject", why="a drill"))).words
    assert "Others; rejected (by Ada Holm, 4 May 2031: a drill)" in words


def chosen(frame: pd.DataFrame, **given: str) -> list[str]:
    return list(parameters.select(frame, parameters.Estimates(rulings="", **given), corpus(), frame)["claim"])


def test_rows_are_chosen_by_the_values_that_count():
    frame = ruled(on("ferry", "at least 12", "correct", measure="missing", subject="Vardan troops", source_name="Vik"))
    assert chosen(frame, measures="missing") == ["ferry:c1"]
    assert "ferry:c1" not in chosen(frame, measures="killed")
    assert chosen(frame, subject="vardan troops") == ["ferry:c1"]
    assert chosen(frame, sources="Vik") == ["ferry:c1"]
    with pytest.raises(pf.PressframesError, match="Police"):
        chosen(frame, sources="Police")


def test_what_is_told_by_several_is_so_as_ruled(tmp_path):
    texts = {"a": "A raid killed 31 people in Osk on 4 May 2031.", "b": "A flood killed 9 people in Vik on 2 May 2031."}
    (tmp_path / "news").mkdir()
    for name, text in texts.items():
        (tmp_path / "news" / f"{name}.txt").write_text(text, "utf-8")
    path = tmp_path / "mine.csv"
    path.write_text(
        "row,article,words,ruling,other_article,other_words,who,when,why\n"
        "claim,a,31,same,b,9,Ada Holm,2031-05-04,one raid\n",
        "utf-8",
    )
    told = [
        parameters.told_by_several(parameters.Estimates(articles=str(tmp_path / "news"), rulings=rulings))
        for rulings in ("", str(path))
    ]
    assert told == [[""], ["b:i1"]]


def test_what_is_rejected_stays_among_the_rows_that_are_chosen():
    frame = ruled(on("pier", "17", "reject"))
    assert "pier:c2" in chosen(frame, measures="killed")


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project folder with articles and without rulings, and the folder of its notebooks as the current one."""
    (tmp_path / "data" / "articles").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setattr(parameters, "HOME", tmp_path / "notebooks")
    return tmp_path


def test_the_default_file_need_not_be_there_and_another_must(project):
    assert parameters.Estimates().rulings is None
    assert parameters.Estimates(rulings="").rulings is None
    assert len(pf.read_rulings(parameters.Estimates().rulings)) == 0
    for wrong in ("mine.csv", "../data"):
        with pytest.raises(pf.PressframesError) as refused:
            parameters.Estimates(rulings=wrong)
        assert str(refused.value) == (
            f'rulings is "{wrong}", where there is no file: give a CSV file of rulings, such as ../data/rulings.csv, '
            'or "" for none.'
        )


def test_the_file_is_found_from_the_current_folder_or_from_the_notebooks(project, monkeypatch):
    (project / "data" / "rulings.csv").write_text("row,article,words,ruling,who,when,why\n", "utf-8")
    (project / "mine.csv").write_text("row,article,words,ruling,who,when,why\n", "utf-8")
    assert parameters.Estimates().rulings.resolve() == project / "data" / "rulings.csv"
    assert parameters.Estimates(rulings="../mine.csv").rulings.resolve() == project / "mine.csv"
    monkeypatch.chdir(project)
    assert parameters.Estimates().rulings.resolve() == project / "data" / "rulings.csv"
    assert parameters.Estimates(rulings="mine.csv").rulings.resolve() == project / "mine.csv"


def test_the_rulings_of_the_project_are_none_yet_and_have_every_column():
    path = Path(__file__).parent.parent / "data" / "rulings.csv"
    assert len(pf.read_rulings(path)) == 0
    assert path.read_text("utf-8").strip().split(",") == list(pf.read_rulings(path).columns)[1:]
