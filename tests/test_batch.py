"""Runs are checked before they start, written whole, kept when they fail, and not repeated."""

import io
import os
import re
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest

from notebook_samples import PARAMETERS, run_file, sample
from pressframes.errors import PressframesError
from pressreport.runs import batch, runs
from pressreport.site import said

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
    [run] = runs.find(notebooks / "runs")
    return batch.origins([run])[run.name]["made_from"]


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


# -- what is run: a month of reports in one folder


@dataclass
class Story:
    """What each report of the story printed and left, by its number."""

    out: Path
    status: list[int] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    files: list[dict[str, bytes]] = field(default_factory=list)

    def report(self, only: str | None = None, **options: object) -> None:
        with redirect_stdout(io.StringIO()) as printed, redirect_stderr(io.StringIO()) as errors:
            self.status.append(report(self.out.parent / "notebooks", only, **options))
        self.printed.append(printed.getvalue())
        self.errors.append(errors.getvalue())
        paths = [path for path in self.out.rglob("*") if path.is_file() and ".cache" not in path.parts]
        self.files.append(
            {str(path.relative_to(self.out)): path.read_bytes() for path in paths if path.name != "runs.jsonl"}
        )


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Three reports: of all, of failures with the rest forced, and, cold, of one notebook as it was at first."""
    home = tmp_path_factory.mktemp("story")
    notebooks, out = home / "notebooks", home / "out"
    story = Story(out)
    seen = 'import os, pathlib\nprint(os.environ["TZ"], os.environ["MPLBACKEND"][:6], pathlib.Path.cwd().name)'
    sample(notebooks / "count.ipynb")
    sample(notebooks / "when.ipynb", title="When?", extra=seen)
    run_file(notebooks, "count", "times: 5\n")
    run_file(notebooks, "count-oslo", "who: Oslo\ntimes: 3\n")
    gone = run_file(notebooks, "count-by", "matrix:\n  who: [Oslo]\n")
    run_file(notebooks, "when")
    for place in (notebooks, home):
        for name in ("json", "matplotlib", "numpy"):
            (place / f"{name}.py").write_text("import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("TZ", "Asia/Tokyo")
        patch.setenv("MPLBACKEND", "agg")
        story.report(jobs=2)
        assert (os.environ["TZ"], os.environ["MPLBACKEND"]) == ("Asia/Tokyo", "agg")

    for path, like in MINE.items():
        (out / path).write_bytes((out / like).read_bytes())
    gone.unlink()
    run_file(notebooks, "count", "times: 5\nfail: true\n")
    run_file(notebooks, "when", "who: Riga\n")
    run_file(notebooks, "when-not", "fail: true\n")
    story.report(jobs=2, force=True)
    run_file(notebooks, "count", "times: 5\n")
    story.report("count", cold=True)
    return story


MINE = {  # the user's own, and what of a report it looks like
    "runs/count-by--Riga.yaml": "runs/count-by--Oslo.yaml",
    "site/count-x.html": "site/when.html",
    "site/.draft.part": "site/when.html",
}
RUNS = ("count", "count-by--Oslo", "count-oslo", "when")


def test_a_report_runs_renders_and_says_where_to_look(story):
    assert (story.status[0], story.errors[0]) == (0, "")
    assert re.search(r"^\[3/4\] +\d+\.\d s  count-oslo$", story.printed[0], re.MULTILINE)
    assert story.printed[0].splitlines()[-1] == f"Open {story.out / 'site' / 'index.html'}"
    made = story.files[0]
    assert said.answer(nbformat.reads(made["notebooks/count-oslo.ipynb"], as_version=4)) == "Oslo <b>at</b> 3"
    pages = {name for name in made if re.fullmatch(r"site/[^/]+\.html", name)}
    assert pages == {"site/index.html", *(f"site/{name}.html" for name in RUNS)}
    assert not any(".part" in name for name in made)


def test_the_same_input_gives_the_same_bytes_and_is_not_run_twice(story):
    assert "\n2 run, 0 unchanged, 2 failed" in story.printed[1], "it was forced"
    assert "unchanged  count-oslo\n" in story.printed[2]
    assert "\n1 run, 1 unchanged, 0 failed" in story.printed[2]
    for report, name in ((1, "count-oslo"), (2, "count-oslo"), (2, "count")):  # the last in an interpreter of its own
        for path in (f"notebooks/{name}.ipynb", f"site/{name}-1.svg"):
            assert story.files[report][path] == story.files[0][path]


def test_a_users_settings_and_modules_do_not_reach_the_kernel(story):
    cells = nbformat.reads(story.files[0]["notebooks/when.ipynb"], as_version=4).cells
    assert cells[-1].outputs[0].text == "UTC module notebooks\n"
    assert list(story.out.parent.rglob("*.ran")) == []


def test_a_failing_run_keeps_its_earlier_page_and_the_others_go_on(story):
    assert story.status[1] == 1
    failed = "count failed in cell 4: RuntimeError: the figures do not add up; its earlier page is kept"
    assert f"{failed}; see {story.out / 'failed' / 'count.ipynb'}\n" in story.errors[1]
    assert story.files[1]["notebooks/count.ipynb"] == story.files[0]["notebooks/count.ipynb"]
    page = story.files[1]["site/count.html"].decode()
    assert "all &lt;b&gt;at&lt;/b&gt; 5" in page
    assert "Not renewed." in page
    assert "Riga" in story.files[1]["site/when.html"].decode()


def test_a_first_run_that_fails_has_no_page_and_stands_in_the_index(story):
    assert re.search("^when-not failed in .*; it has no page yet;", story.errors[1], re.MULTILINE)
    assert "site/when-not.html" not in story.files[2]
    assert "Not renewed." in story.files[2]["site/index.html"].decode()
    cells = nbformat.reads(story.files[1]["failed/when-not.ipynb"], as_version=4).cells
    errors = [output.ename for cell in cells for output in cell.get("outputs", []) if output.output_type == "error"]
    assert errors == ["RuntimeError"]


def test_a_run_that_failed_is_tried_again_and_the_other_pages_stay(story):
    assert story.status[2] == 0
    assert "failed/count.ipynb" not in story.files[2]
    assert "Not renewed." not in story.files[2]["site/count.html"].decode()
    assert story.files[2]["site/when.html"] == story.files[1]["site/when.html"]


def test_what_a_report_made_for_a_run_that_is_no_more_goes_and_a_strangers_stays(story):
    left = story.files[1]
    assert {path: left[path] for path in MINE} == {path: story.files[0][like] for path, like in MINE.items()}
    assert "runs/count-by--Oslo.yaml" not in left
    assert "site/count-by--Oslo.html" not in left
    path = run_file(story.out.parent / "notebooks", "count-x")
    with pytest.raises(PressframesError, match=r"count-x\.html was not made by a report"):
        report(path.parent.parent)


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


def test_notebooks_are_stored_with_outputs_and_without_what_varies(notebooks):
    (notebooks / "when.ipynb").unlink()
    assert batch.store(notebooks) == 0
    first = (notebooks / "count.ipynb").read_bytes()
    notebook = nbformat.reads(first.decode(), as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert b"papermill" not in first
    assert b"iopub" not in first
    assert b"made_from" not in first
