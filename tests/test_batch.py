"""Runs are checked before they start, written whole, kept when they fail, and not repeated."""

import os
import re
from pathlib import Path

import nbformat
import pytest

from notebook_samples import PARAMETERS, run_file, sample
from pressframes.errors import PressframesError
from pressreport.runs import batch, executed, folder, runs

NAMES = "who, times, share, fail"
ONCE = "to run it once for each, list them under `matrix:`"


@pytest.fixture
def notebooks(tmp_path):
    sample(tmp_path / "notebooks" / "count.ipynb")
    sample(tmp_path / "notebooks" / "when.ipynb", title="When?")
    return tmp_path / "notebooks"


def report(notebooks: Path, only: str | None = None, **options: object) -> int:
    return batch.report(notebooks / "runs", notebooks.parent / "out", only, batch.Options(**options))


def digest(notebooks: Path) -> str:
    return folder.Origins().of(runs.find(notebooks / "runs")[0])["made_from"]


# -- what is found


def test_a_run_belongs_to_the_notebook_that_its_name_begins_with(notebooks):
    run_file(notebooks, "when")
    run_file(notebooks, "count-twice", "times: 2\nwho: Oslo\n")
    found = runs.find(notebooks / "runs")
    assert [(run.name, run.notebook.name, run.parameters) for run in found] == [
        ("count-twice", "count.ipynb", {"times": 2, "who": "Oslo"}),
        ("when", "when.ipynb", {}),
    ]


@pytest.mark.parametrize(
    ("only", "names"), [(None, ["count", "count-b", "when"]), ("count", ["count", "count-b"]), ("count-b", ["count-b"])]
)
def test_only_keeps_one_run_or_all_of_one_notebook(notebooks, only, names):
    for name in ("when", "count", "count-b"):
        run_file(notebooks, name)
    assert [run.name for run in runs.find(notebooks / "runs", only)] == names


def test_the_parameters_of_a_notebook_have_types_and_defaults(notebooks):
    assert runs.declared(notebooks / "count.ipynb") == {
        "who": ("str", "all"), "times": ("int", 1), "share": ("float", 0.5), "fail": ("bool", False),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("", {}),
        ("# only a comment\n", {}),
        ("who:\n", {}),
        ("who: 2024-06-01\n", {"who": "2024-06-01"}),
        ("share: 1\n", {"share": 1}),
        ("fail: true\ntimes: 3\n", {"fail": True, "times": 3}),
    ],
)
def test_yaml_that_fits(notebooks, text, parameters):
    run_file(notebooks, "count", text)
    assert runs.find(notebooks / "runs")[0].parameters == parameters


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("count", "hwo: Oslo\n", "{}: the notebook has no parameter 'hwo' (did you mean 'who'?); it has {names}."),
        ("count", "zzz: 1\n", "{}: the notebook has no parameter 'zzz'; it has {names}."),
        ("count", "times: many\n", "{}: times must be int, and 'many' is str; its default is 1."),
        ("count", "times: true\n", "{}: times must be int, and True is bool; its default is 1."),
        ("count", "times: 1.5\n", "{}: times must be int, and 1.5 is float; its default is 1."),
        ("count", "who: 47\n", "{}: who must be str, and 47 is int; its default is 'all'."),
        ("count", "who: [a, b]\n", "{}: who must be str, and ['a', 'b'] is list; its default is 'all'; {once}."),
        ("count", "fail: 1\n", "{}: fail must be bool, and 1 is int; its default is False."),
        ("count", "- who\n", "{} must hold lines like `since: 2024-06-01`, one a parameter."),
        ("cuont-b", "", "{} begins with the name of no notebook (did you mean 'count'?); {notebooks} has count, when."),
    ],
)  # fmt: skip
def test_a_run_that_does_not_fit_is_refused_before_anything_runs(notebooks, name, text, message):
    run_file(notebooks, "when")
    path = run_file(notebooks, name, text)
    with pytest.raises(
        PressframesError, match=re.escape(message.format(path, notebooks=notebooks, names=NAMES, once=ONCE)) + "$"
    ):
        report(notebooks)
    assert not (notebooks.parent / "out").exists()


@pytest.mark.parametrize("text", ["who: [\n", "who: a: b\n", "who: !!python/object/apply:os.getcwd []\n", "\tx: 1\n"])
def test_what_is_not_plain_yaml_is_refused_with_its_line(notebooks, text):
    path = run_file(notebooks, "count", text)
    with pytest.raises(PressframesError, match=re.escape(f"{path} is not YAML: ") + ".*line [12]"):
        runs.find(notebooks / "runs")


def test_no_folder_no_runs_and_no_such_run_are_one_sentence_each(notebooks):
    folder = notebooks / "runs"
    with pytest.raises(PressframesError, match="is not a folder"):
        runs.find(folder)
    folder.mkdir()
    with pytest.raises(PressframesError, match=r"has no run, that is no NAME\.yaml"):
        runs.find(folder)
    run_file(notebooks, "count")
    with pytest.raises(PressframesError, match=r"has no run 'coutn' \(did you mean 'count'\?\); it has count"):
        runs.find(folder, "coutn")


@pytest.mark.parametrize("parameters", ["who: str = input()\n", "who: str = \n"])
def test_a_parameters_cell_that_is_more_than_values_is_refused(notebooks, parameters):
    sample(notebooks / "count.ipynb", parameters=parameters)
    run_file(notebooks, "count")
    with pytest.raises(PressframesError, match="parameters cell holds more than lines like"):
        runs.find(notebooks / "runs")


@pytest.mark.parametrize("content", ["", "<<<<<<< ours\n{}", "[]", "{}", '{"cells": 3, "nbformat": 4, "metadata": {}}'])
def test_a_notebook_that_is_none_is_named_and_nothing_is_run(notebooks, content):
    run_file(notebooks, "count")
    (notebooks / "count.ipynb").write_text(content, encoding="utf-8")
    with pytest.raises(PressframesError, match=re.escape(f"{notebooks / 'count.ipynb'} is no notebook: mend it")):
        runs.find(notebooks / "runs")


# -- what is run


def test_a_report_runs_renders_and_says_where_to_look(notebooks, capsys):
    run_file(notebooks, "count-oslo", "who: Oslo\ntimes: 3\n")
    run_file(notebooks, "when")
    assert report(notebooks) == 0
    printed = capsys.readouterr()
    out = notebooks.parent / "out"
    assert re.search(r"^\[1/2\] +\d+\.\d s  count-oslo$", printed.out, re.MULTILINE)
    assert printed.out.splitlines()[-1] == f"Open {out / 'site' / 'index.html'}"
    assert printed.err == ""
    assert executed.answer(executed.read(out / "notebooks" / "count-oslo.ipynb")) == "Oslo <b>at</b> 3"
    assert {path.name for path in (out / "site").glob("*.html")} == {"index.html", "count-oslo.html", "when.html"}
    assert not list(out.rglob("*.part*"))


def test_the_same_input_gives_the_same_bytes_and_is_not_run_twice(notebooks, capsys):
    run_file(notebooks, "count")
    out = notebooks.parent / "out"

    def made() -> dict[str, bytes]:
        return {
            str(path): path.read_bytes()
            for path in out.rglob("*")
            if path.is_file() and ".cache" not in path.parts and path.name != "runs.jsonl"
        }

    report(notebooks)
    first = made()
    report(notebooks)
    assert "unchanged  count\n" in capsys.readouterr().out
    assert made() == first
    report(notebooks, force=True)
    assert "unchanged  count" not in capsys.readouterr().out
    assert made() == first


@pytest.mark.parametrize("change", ["parameters", "notebook", "articles"])
def test_what_a_run_follows_from_makes_it_run_again(notebooks, change):
    sample(notebooks / "count.ipynb", parameters=PARAMETERS + 'articles: str = "../press"\n')
    article = notebooks.parent / "press" / "one.txt"
    article.parent.mkdir()
    article.write_text("At least 17 were killed.")
    run_file(notebooks, "count")
    before = digest(notebooks)
    assert digest(notebooks) == before
    match change:
        case "parameters":
            run_file(notebooks, "count", "times: 2\n")
        case "notebook":
            sample(notebooks / "count.ipynb", parameters=PARAMETERS + 'articles: str = "../press"\n', extra="1 + 1")
        case "articles":
            article.write_text("At least 18 were killed.")
    assert digest(notebooks) != before


def test_a_failing_run_keeps_its_earlier_page_and_the_others_go_on(notebooks, capsys):
    run_file(notebooks, "count", "times: 5\n")
    run_file(notebooks, "when")
    out = notebooks.parent / "out"
    assert report(notebooks) == 0
    run_file(notebooks, "count", "times: 5\nfail: true\n")
    run_file(notebooks, "when", "who: Riga\n")
    capsys.readouterr()
    assert report(notebooks) == 1
    printed = capsys.readouterr()
    assert "count failed in cell 4: RuntimeError: the figures do not add up; its earlier page is kept" in printed.err
    assert str(out / "failed" / "count.ipynb") in printed.err
    assert executed.answer(executed.read(out / "notebooks" / "count.ipynb")) == "all <b>at</b> 5"
    page = (out / "site" / "count.html").read_text()
    assert "all &lt;b&gt;at&lt;/b&gt; 5" in page
    assert "Not renewed." in page
    assert "Riga" in (out / "site" / "when.html").read_text()
    run_file(notebooks, "count", "times: 5\n")
    assert report(notebooks) == 0, "a run that failed is tried again"
    assert not (out / "failed" / "count.ipynb").exists()
    assert "Not renewed." not in (out / "site" / "count.html").read_text()


def test_a_first_run_that_fails_has_no_page_and_stands_in_the_index(notebooks, capsys):
    run_file(notebooks, "count", "fail: true\n")
    run_file(notebooks, "when")
    assert report(notebooks) == 1
    assert "it has no page yet" in capsys.readouterr().err
    assert report(notebooks, only="when") == 0
    out = notebooks.parent / "out"
    assert not (out / "site" / "count.html").exists()
    assert "Not renewed." in (out / "site" / "index.html").read_text()
    cells = nbformat.read(out / "failed" / "count.ipynb", as_version=4).cells
    assert [output.ename for cell in cells for output in cell.get("outputs", []) if output.output_type == "error"] == [
        "RuntimeError"
    ]


def test_the_page_of_a_run_that_is_no_more_goes_and_a_strangers_stays(notebooks):
    run_file(notebooks, "when")
    gone = run_file(notebooks, "count")
    site = notebooks.parent / "out" / "site"
    report(notebooks)
    (site / "notes.html").write_text("<p>my own</p>")
    gone.unlink()
    report(notebooks)
    assert {path.name for path in site.glob("*.html")} == {"index.html", "when.html", "notes.html"}


@pytest.mark.parametrize("theirs", ["notebooks/count.ipynb", "runs/notes.yaml", ".partial/draft.txt", "runs.jsonl"])
def test_a_folder_that_no_report_made_is_refused_and_left_as_it_is(notebooks, theirs):
    run_file(notebooks, "count")
    mine = notebooks.parent / "out" / theirs
    mine.parent.mkdir(parents=True)
    mine.write_text("my own")
    with pytest.raises(PressframesError, match="was not made by a report, and this one would write over it: "):
        report(notebooks)
    assert [path for path in (notebooks.parent / "out").rglob("*") if path.is_file()] == [mine]
    assert mine.read_text() == "my own"


def test_the_folder_of_the_notebooks_is_never_written_to(notebooks):
    path, before = notebooks / "count.ipynb", (notebooks / "count.ipynb").read_bytes()
    run_file(notebooks, "count")
    line = '{"run": "count", "made_from": "0"}'  # as if an earlier report had been made there
    (notebooks.parent / ".lock").touch()
    for journal in ("", line):
        (notebooks.parent / "runs.jsonl").write_text(journal)
        with pytest.raises(PressframesError, match="was not made by a report"):
            batch.report(notebooks / "runs", notebooks.parent)
        assert path.read_bytes() == before


def test_files_that_only_look_as_if_a_report_had_made_them_stay(notebooks):
    gone = run_file(notebooks, "count-by", "matrix:\n  who: [Oslo]\n")
    run_file(notebooks, "when")
    assert report(notebooks) == 0
    out = notebooks.parent / "out"
    (out / ".pressframes.json").unlink()  # as the folders that were made before there was one
    mine = [out / "runs" / "count-by--Riga.yaml", out / "site" / "count.html", out / "site" / ".draft.part"]
    mine[0].write_text((out / "runs" / "count-by--Oslo.yaml").read_text())
    mine[1].write_text((out / "site" / "when.html").read_text())
    mine[2].write_text("my own")
    gone.unlink()
    assert report(notebooks) == 0
    assert all(path.is_file() for path in mine)
    assert not (out / "runs" / "count-by--Oslo.yaml").exists()
    assert not (out / "site" / "count-by--Oslo.html").exists()
    run_file(notebooks, "count")
    with pytest.raises(PressframesError, match=r"count\.html was not made by a report"):
        report(notebooks)


def test_modules_in_the_folder_where_a_report_is_started_are_not_imported(notebooks, monkeypatch):
    for place in (notebooks, notebooks.parent):
        for name in ("json", "matplotlib", "numpy"):
            (place / f"{name}.py").write_text("import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\n")
    run_file(notebooks, "count")
    monkeypatch.chdir(notebooks.parent)
    report(notebooks)
    assert report(notebooks, force=True, cold=True) == 0
    assert list(notebooks.parent.rglob("*.ran")) == []


def test_only_leaves_the_other_pages(notebooks):
    run_file(notebooks, "when")
    run_file(notebooks, "count")
    report(notebooks)
    report(notebooks, only="when", force=True)
    assert (notebooks.parent / "out" / "site" / "count.html").is_file()


def test_a_users_own_settings_do_not_reach_the_kernel_and_come_back_after(notebooks, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("MPLBACKEND", "agg")
    seen = 'import os, pathlib\nprint(os.environ["TZ"], os.environ["MPLBACKEND"][:6], pathlib.Path.cwd().name)'
    sample(notebooks / "count.ipynb", extra=seen)
    run_file(notebooks, "count")
    report(notebooks)
    cells = executed.read(notebooks.parent / "out" / "notebooks" / "count.ipynb").cells
    assert cells[-1].outputs[0].text == "UTC module notebooks\n"
    assert (os.environ["TZ"], os.environ["MPLBACKEND"]) == ("Asia/Tokyo", "agg")


def test_a_kernel_that_dies_is_a_failure_of_its_run_alone(notebooks, capsys):
    sample(notebooks / "count.ipynb", extra="import os\nos._exit(1)")
    run_file(notebooks, "count")
    run_file(notebooks, "when")
    assert report(notebooks) == 1
    assert "count failed in cell 6: the kernel died with exit status 1;" in capsys.readouterr().err
    assert (notebooks.parent / "out" / "site" / "when.html").is_file()


def test_notebooks_are_stored_with_outputs_and_without_what_varies(notebooks):
    assert batch.store(notebooks) == 0
    first = (notebooks / "count.ipynb").read_bytes()
    notebook = nbformat.reads(first.decode(), as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert b"papermill" not in first
    assert b"iopub" not in first
    batch.store(notebooks)
    assert (notebooks / "count.ipynb").read_bytes() == first
