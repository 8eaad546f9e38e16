"""The notebook to explore: what a choice shows, and what its controls do; in JupyterLab: `test_explore_lab.py`."""

import datetime
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import made
from pressframes import compare
from pressframes.errors import PressframesError
from pressreport import parameters, tables
from pressreport.charts.layout import figure_of
from pressreport.explorer import Explorer
from pressreport.explorer.views import View, areas
from pressreport.runs import executed

NOTEBOOK = Path(__file__).resolve().parents[1] / "notebooks" / "explore.ipynb"
DEAD = "At least 12 dockers <i>were</i> killed on Monday, Osk police said."
HURT = "Dockers Union counted 45 wounded."
CRANE = f"A crane falls\n\nThe wind had risen. {DEAD} Nobody had closed the quay.\n{HURT}"
QUAY = "About 30 dockers were killed on the quay, Osk hospital said."
DAYS = {"crane": datetime.date(2031, 5, 2), "quay": datetime.date(2031, 6, 10)}
WIDGET = "application/vnd.jupyter.widget-view+json"


def row(article, amount, measure, best, low, high, hedge, source, kind, sentence, text):
    place = {"start": text.index(amount), "end": text.index(amount) + len(amount)}
    place |= {"sentence": sentence, "sentence_start": text.index(sentence)}
    named = {"source": source, "source_kind": kind, "subject": "dockers"}
    named |= {"incident": f"{article}:i1", "published": DAYS[article]}
    return made.claim(article, amount, measure, best, low, high, hedge, **place, **named)


@pytest.fixture(scope="module")
def corpus():
    crane = made.articles("crane", text=CRANE, title="Crane <b>falls</b>", published=DAYS["crane"])
    return pd.concat([crane, made.articles("quay", text=QUAY, published=DAYS["quay"])])


@pytest.fixture(scope="module")
def claims():
    return made.claims(
        row("crane", "At least 12", "killed", 12, 12, None, "at_least", "Osk police", "government", DEAD, CRANE),
        row("crane", "45", "wounded", 45, 45, 45, "exact", "Dockers Union", "witness", HURT, CRANE),
        row("quay", "About 30", "killed", 30, None, None, "about", "Osk hospital", "medical", QUAY, QUAY),
    )


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """Parameters of articles that are somewhere, without rulings."""
    somewhere = tmp_path_factory.mktemp("articles")
    return lambda **chosen: parameters.Explore(**{"articles": somewhere, "rulings": ""} | chosen)


@pytest.fixture
def view(given, corpus, claims):
    return lambda **chosen: View(given(**chosen), corpus, claims)


@pytest.fixture(scope="module")
def everything(given, corpus, claims):
    return Explorer(given(), corpus, claims)


@pytest.fixture
def explorer(everything, given, corpus, claims):
    """An explorer of a choice, or the one of all that the tests share, back at its start."""
    everything.controls.reset.click()
    return lambda **chosen: Explorer(given(**chosen), corpus, claims) if chosen else everything


ALL = ["crane:c1", "crane:c2", "quay:c1"]


# -- what a choice leaves, and what is told of it


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({}, ALL),
        ({"measures": "killed"}, ["crane:c1", "quay:c1"]),
        ({"measures": "wounded, killed"}, ALL),
        ({"kinds": "medical"}, ["quay:c1"]),
        ({"kinds": "Government, witness"}, ["crane:c1", "crane:c2"]),
        ({"kinds": "state media"}, []),
        ({"kinds": "government", "measures": "wounded"}, []),
        ({"sources": "osk police, Dockers Union"}, ["crane:c1", "crane:c2"]),
        ({"subject": "Dockers"}, ALL),
        ({"since": "2031-06-10"}, ["quay:c1"]),
        ({"until": "2031-06-09"}, ["crane:c1", "crane:c2"]),
        ({"since": "2031-05-03", "until": "2031-06-09"}, []),
        ({"rule": "range"}, ALL),  # a rule weighs, and leaves nothing out
    ],
)
def test_a_choice_leaves_rows(view, chosen, left):
    assert list(view(**chosen).chosen["claim"]) == left


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"kinds": "moniter"}, 'kinds has "moniter", which is no kind of source (did you mean "monitor"?)'),
        ({"rule": "mean"}, 'rule has "mean", which is no rule of aggregation: allowed are ucdp, most_frequent,'),
        ({"rule": ""}, 'rule has "", which is no rule of aggregation'),
        (
            {"sources": "Osk polise"},
            'sources has "Osk polise", which is no source in these articles (did you mean "Osk',
        ),
        ({"since": "2031-07-01", "until": "2031-06-01"}, "since is 2031-07-01 and until 2031-06-01, which leaves no"),
    ],
)
def test_what_cannot_be_chosen_is_refused_in_words(view, chosen, words):
    with pytest.raises(PressframesError, match=re.escape(words)):
        view(**chosen)


def test_a_choice_in_words(given):
    assert str(given()).endswith("on any day; sources of any kind; by the rule ucdp")
    assert str(given(kinds="state_media, witness", rule="by kind")).endswith(
        "sources state media and witness; by the rule by kind"
    )


def test_the_marks_are_those_of_the_chart_in_its_order(view):
    assert [(mark.label, mark.claims) for mark in view().marks()] == [
        ("killed: About 30 [B] – Osk hospital", ("quay:c1",)),
        ("killed: At least 12 [A] – Osk police", ("crane:c1",)),
        ("wounded: 45 [A] – Dockers Union", ("crane:c2",)),
    ]


def test_a_passage_is_the_sentence_in_its_article(view):
    seen = view()
    told = seen.passages(seen.marks()[1])
    assert told.words == (
        "killed: 12 or more; Osk police\n[A] Crane <b>falls</b>, 2 May 2031 (stated)\n"
        "A crane falls\n\nThe wind had risen. »At least 12[c1 killed] dockers <i>were</i> killed on Monday, "
        "Osk police[says c1] said.« Nobody had closed the quay.\nDockers Union counted 45 wounded."
    )
    assert '<mark class="amount"><b>At least 12</b></mark>' in told.markup
    assert '<mark class="source"><i>Osk police</i></mark>' in told.markup
    assert "&lt;i&gt;were&lt;/i&gt;" in told.markup
    assert "Crane &lt;b&gt;falls&lt;/b&gt;" in told.markup
    assert "id=" not in told.markup  # the page has the same marks with their ids


def test_a_long_article_is_cut_at_words(given, corpus, claims):
    corpus = corpus.copy()
    corpus.loc["quay", "text"] = "before " * 200 + QUAY + " after" * 200
    seen = View(given(), corpus, claims.copy())
    moved = seen.chosen["article"] == "quay"
    seen.chosen.loc[moved, ["start", "end", "sentence_start"]] += 1400
    words = seen.passages(seen.marks()[0]).words
    assert re.search(r"…(?:before )+»About 30\[c1 killed\] dockers .*« (?:after ?)+…", words)
    assert 500 < len(words) < 700


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("ucdp", "killed | dockers | 12 | 12 | 12 | 1 | A\u00a0c1 | the one figure that is stated"),
        ("range", "killed | dockers | 30 | – | 30 | 1 | B\u00a0c1 | the wording leaves it open below and above"),
        ("by_kind", "wounded | dockers | witness | 45 | 45 | 45 | 1 | A\u00a0c2 | the one figure that is stated"),
    ],
)
def test_the_rule_weighs(view, rule, row):
    assert row in view(rule=rule).estimates().words.splitlines()


def test_each_labelled_mark_has_an_area_apart_from_the_others(view):
    seen = view()
    placed = areas(seen.chart(), seen.marks())
    assert list(placed) == [0, 1, 2]
    for area in placed.values():
        assert 0 <= area["left"] < area["left"] + area["width"] <= 1.01
        assert 0 < area["top"] < area["top"] + area["height"] < 1
    tops = [area["top"] for area in placed.values()]
    assert tops == sorted(tops)
    assert all(a["top"] + a["height"] <= b["top"] for a, b in pairwise(placed.values()))


def test_an_area_holds_the_label_and_not_the_dot_in_the_strip(given, corpus):
    rows = [made.claim("crane", f"{n}", "killed", n, n, n, source=f"Witness {n}") for n in range(1, 61)]
    seen = View(given(), corpus, made.claims(*rows))
    axes, marks = seen.chart(), seen.marks()
    placed = areas(axes, marks)
    assert 0 < len(placed) < len(marks) == 60
    line = 30 / (figure_of(axes).get_figheight() * 72)  # points
    assert all(area["height"] < line for area in placed.values())


# -- what the controls do


def shown(explorer):
    """What is shown of the rows: the picture, the marks, and the estimates."""
    return explorer.picture.drawn.value, explorer.marks.options, explorer.estimates.shown.words


def test_the_parameters_are_what_the_controls_begin_with(explorer):
    made_with = {"measures": "killed", "subject": "Dockers", "kinds": "medical, government", "rule": "range"}
    made_with |= {"sources": "osk hospital, Osk police", "since": "2031-01-01", "until": "2031-12-31"}
    assert explorer(**made_with).controls.values() == {
        "measures": ("killed",), "subject": "dockers", "kinds": ("government", "medical"), "rule": "range",
        "sources": ("Osk hospital", "Osk police"), "since": datetime.date(2031, 1, 1),
        "until": datetime.date(2031, 12, 31),
    }  # fmt: skip


def test_lists_say_how_many_figures_there_are(explorer):
    fields = explorer(kinds="monitor", sources="osk hospital, Osk police").controls.fields
    assert [box.description for box in fields["measures"].boxes.values()] == ["killed (2)", "wounded (1)"]
    kinds = ["government (1)", "medical (1)", "witness (1)", "monitor (0)"]
    assert [box.description for box in fields["kinds"].boxes.values()] == kinds
    assert [words for words, _ in fields["subject"].options] == ["any (3)", "dockers (3)"]
    assert fields["sources"].options == (
        ("any (3)", ()),
        ("osk hospital and Osk police", ("Osk hospital", "Osk police")),
        *((f"{name} (1)", (name,)) for name in ("Osk police", "Dockers Union", "Osk hospital")),
    )


def test_every_parameter_but_the_files_has_a_control(explorer):
    assert set(explorer().controls.fields) == set(parameters.Explore.model_fields) - {"articles", "rulings"}


def test_chart_marks_tables_and_answer_follow_a_control(explorer):
    made_once = explorer()
    answer, table = made_once.follow(compare.answer_estimates), made_once.follow(tables.claims)
    before = shown(made_once)
    made_once.controls.fields["measures"].value = ("wounded",)
    after = shown(made_once)
    assert all(a != b for a, b in zip(before, after, strict=True))
    assert [label for label, _ in made_once.marks.options] == ["wounded: 45 [A] – Dockers Union"]
    assert repr(answer) == "One account gives 45 wounded (Dockers Union)."
    assert "45" in answer.widget.value
    assert "About 30" not in table.widget.value
    assert list(made_once.view.chosen["claim"]) == ["crane:c2"]


def test_a_rule_changes_the_estimates_and_nothing_else(explorer):
    made_once = explorer()
    *before, estimates = shown(made_once)
    made_once.controls.fields["rule"].value = "most_frequent"
    assert shown(made_once)[:2] == tuple(before)
    assert made_once.estimates.shown.words != estimates
    assert made_once.estimates.widget.value == made_once.estimates.shown.markup


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        ({"since": datetime.date(2040, 1, 1)}, "No figure fits this choice: any measure; of anyone"),
        ({"measures": ("wounded",), "kinds": ("medical",)}, "No figure fits this choice: wounded; of anyone"),
        (
            {"until": datetime.date(2031, 12, 31), "since": datetime.date(2040, 1, 1)},
            "since is 2040-01-01 and until 2031-12-31, which leaves no day: since comes first.",
        ),
    ],
)
def test_a_choice_that_shows_nothing_is_told_and_what_was_shown_stays(explorer, moved, words):
    made_once = explorer()
    *first, (last, value) = moved.items()
    for name, chosen in first:
        made_once.controls.fields[name].value = chosen
    before = shown(made_once), made_once.view
    made_once.controls.fields[last].value = value
    assert words in made_once.message.value
    assert 'role="alert"' in made_once.message.value
    assert f"What is shown is still: {before[1].given}." in made_once.message.value
    assert (shown(made_once), made_once.view) == before
    made_once.controls.restart()
    assert made_once.message.value == ""


def test_boxes_add_up_and_none_is_no_limit(explorer):
    made_once = explorer()
    for name in ("wounded", "killed"):
        made_once.controls.fields["measures"].boxes[name].value = True
    assert made_once.view.given.measures == ("killed", "wounded")
    for box in made_once.controls.fields["measures"].boxes.values():
        box.value = False
    assert made_once.view.given.measures == ()
    assert len(made_once.view.chosen) == 3


def test_a_figure_that_a_person_rejected_counts_no_more(given, corpus, claims, tmp_path):
    lines = "row,article,words,ruling,who,when,why\nclaim,crane,45,reject,Ada Holm,2031-05-04,a count of cranes\n"
    (tmp_path / "rulings.csv").write_text(lines)
    chosen = given(rulings=tmp_path / "rulings.csv")
    made_once = Explorer(chosen, corpus, *parameters.ruled(claims, chosen, corpus))
    assert [box.description for box in made_once.controls.fields["measures"].boxes.values()] == ["killed (2)"]
    assert [words for words, _ in made_once.marks.options] == [
        "killed: About 30 [B] – Osk hospital",
        "killed: At least 12 [A] – Osk police",
    ]


def test_back_to_the_start_is_one_change(explorer):
    made_once = explorer(measures="killed")
    start, calls = shown(made_once), []
    made_once.marks.value = 1
    for name, value in {"measures": ("wounded",), "kinds": ("witness",), "rule": "range"}.items():
        made_once.controls.fields[name].value = value
    made_once.follow(lambda chosen, corpus: calls.append(len(chosen)) or "")
    made_once.controls.reset.click()
    assert shown(made_once) == start
    assert made_once.marks.value == 0
    assert calls == [1, 2]


def test_a_mark_is_selected_in_the_list_or_in_the_chart(explorer):
    made_once = explorer()
    assert "About 30" in made_once.passages.value  # the first
    made_once.marks.value = 2
    assert "counted" in made_once.passages.value
    made_once.picture.buttons[1].click()
    assert made_once.marks.value == 1
    assert "At least 12" in made_once.passages.value
    framed = [at for at, button in enumerate(made_once.picture.buttons) if "pf-chosen" in button._dom_classes]
    assert framed == [1]


def test_steps_go_round_the_marks(explorer):
    made_once = explorer()
    back, on = made_once.steps
    seen = [(step.click(), made_once.marks.value)[1] for step in (on, on, on, back, back)]
    assert seen == [1, 2, 0, 2, 1]


def test_a_mark_stays_selected_while_it_is_shown(explorer):
    made_once = explorer()
    made_once.marks.value = 1
    made_once.controls.fields["kinds"].value = ("government",)
    assert made_once.marks.label == "killed: At least 12 [A] – Osk police"
    assert "At least 12" in made_once.passages.value
    made_once.controls.fields["kinds"].value = ("medical",)
    assert made_once.marks.label == "killed: About 30 [B] – Osk hospital"
    assert "About 30" in made_once.passages.value


def test_buttons_are_used_again(explorer):
    made_once = explorer()
    buttons = list(made_once.picture.buttons)
    made_once.controls.fields["measures"].value = ("wounded",)
    assert made_once.picture.page.children == (made_once.picture.drawn, buttons[0])
    assert buttons[0].description == "wounded: 45 [A] – Dockers Union"
    buttons[2].click()  # a late click, on what is not there any more
    assert made_once.marks.value == 0
    made_once.controls.fields["measures"].value = ()
    assert made_once.picture.buttons == buttons


def test_without_articles_it_says_so(given):
    none = Explorer(given(), made.articles(), made.claims())
    assert none.marks.options == ()
    assert none.passages.value == ""
    assert repr(none.estimates) == "No figure is chosen, so that the rule has none to weigh."
    none.steps[1].click()
    none.controls.fields["rule"].value = "range"
    assert "No figure fits this choice" in none.message.value


# -- what is stored of it


def test_an_output_is_a_widget_and_what_it_shows_without_a_kernel(explorer):
    made_once = explorer()
    table = made_once.follow(tables.claims)
    data = table._repr_mimebundle_()
    assert set(data) == {WIDGET, "text/html", "text/plain"}
    assert data["text/html"] == table.widget.value
    assert data["text/plain"] == repr(table)
    assert set(data[WIDGET]) == {"version_major", "version_minor", "model_id"}
    data, metadata = made_once._repr_mimebundle_()
    assert set(data) == {WIDGET, "image/svg+xml", "image/png", "text/plain"}
    assert set(metadata) == {"image/svg+xml", "image/png"}
    assert data["text/plain"].startswith(repr(made_once))


def test_nothing_of_a_widget_is_stored():
    view = {WIDGET: {"model_id": "5e1f", "version_major": 2, "version_minor": 0}, "text/plain": "45 wounded"}
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", view)])
    ran = nbformat.v4.new_notebook(cells=[cell], metadata={"widgets": {"5e1f": {}}})
    stored = executed.tidy(ran)
    assert stored.cells[0].outputs[0].data == {"text/plain": "45 wounded"}
    assert stored.metadata == {}


def test_the_stored_notebook_shows_its_state_and_says_how_to_make_it_live():
    notebook = nbformat.read(NOTEBOOK, 4)
    said = notebook.cells[0].source
    assert "Without a kernel" in said
    assert "open this notebook in JupyterLab (`make lab`) and run all cells." in said
    shown = {cell.id: output.data for cell in notebook.cells for output in cell.get("outputs", [])}
    assert {"image/svg+xml", "image/png", "text/plain"} == set(shown["explore"])
    assert all("<table" in shown[cell]["text/html"] for cell in ("estimates", "figures", "quotes"))
    assert not re.search("model_id|IPY_MODEL|widget-view", NOTEBOOK.read_text(encoding="utf-8"))


def test_the_picture_has_the_words_of_the_chart(given, corpus, claims):
    made_once = Explorer(given(), corpus, claims.assign(source="The $5 <Club>", source_name="The $5 <Club>"))
    seen = Seen()
    seen.feed(made_once.picture.drawn.value)
    assert seen.alts == [repr(made_once)]
    assert "The $5 <Club>" in seen.alts[0]


class Seen(HTMLParser):
    """The alternative texts of the pictures in some markup."""

    def __init__(self):
        super().__init__()
        self.alts = []

    def handle_starttag(self, tag, attrs):
        self.alts += [dict(attrs)["alt"]] if tag == "img" else []


def test_no_text_of_an_article_is_markup(explorer, claims, given, corpus):
    hostile = claims.assign(
        source='"><script>alert(1)</script>', source_name='"><script>alert(1)</script>', amount="<img src=x> 7",
        subject="<b>dockers</b>",
    )  # fmt: skip
    made_once = Explorer(given(), corpus, hostile)
    panes = [made_once.follow(tables.claims), made_once.follow(compare.answer_estimates), made_once.estimates]
    made_once.controls.fields["since"].value = datetime.date(2040, 1, 1)
    written = [pane.widget.value for pane in panes]
    written += [made_once.picture.drawn.value, made_once.message.value, made_once.passages.value]
    for markup in written:
        assert markup
        assert not re.search(r"<script|<img src=x|<b>dockers", markup)
