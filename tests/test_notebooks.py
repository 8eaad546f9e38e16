"""The notebooks: how they are built and stored, and that they run on any articles and refuse wrong parameters.

nbval compares the stored outputs with a run (`make stored`); here runs on other articles must end without an error and
say what they lack.
"""

import ast
import contextlib
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from pressframes.errors import PressframesError
from pressreport import parameters
from pressreport.site import said

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MODELS = {
    "articles": parameters.Reading,
    "casualty_estimates": parameters.Estimates,
    "chronology": parameters.Chronology,
    "incident": parameters.Incident,
    "sensitivity": parameters.Sensitivity,
    "explore": parameters.Explore,
}
NAMES = sorted(MODELS)


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def notebook(name: str) -> Any:
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


def code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook: Any) -> str:
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def tagged(notebook: Any, tag: str) -> list[Any]:
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def texts(cell: Any) -> Iterator[str]:
    """Everything that the outputs of a cell say, but for PNG."""
    for output in cell.outputs:
        data = output.get("data", {})
        yield from (str(data[kind]) for kind in sorted(data) if kind != "image/png")
        yield str(output.get("text", "")) + "\n".join(output.get("traceback", []))


def test_every_notebook_has_a_model_and_a_default_run() -> None:
    assert [path.stem for path in NOTEBOOKS] == NAMES
    for name in NAMES:
        given = yaml.safe_load((ROOT / "notebooks" / "runs" / f"{name}.yaml").read_text())
        MODELS[name](**given)


# How they are stored


def test_every_code_cell_ran_in_order_without_error(notebook: Any) -> None:
    cells = code(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert kinds <= {"execute_result", "display_data"}  # no error, and nothing printed
    silent = [cell.id for cell in cells if not cell.outputs]
    assert silent == [cell.id for cell in tagged(notebook, "parameters")]


def test_nothing_of_the_run_or_the_machine_is_stored(notebook: Any) -> None:
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert "version" not in notebook.metadata.language_info
    assert {key for cell in notebook.cells for key in cell.metadata} <= {"tags"}
    said = "\n".join(text for cell in code(notebook) for text in texts(cell))
    assert not re.findall(r"(?:/home|/root|/tmp|/Users|site-packages|[A-Z]:\\)\S*|\b0x[0-9a-f]{6,}", said)
    assert str(ROOT) not in said


def test_every_link_leads_to_one_mark_of_the_page(notebook: Any) -> None:
    page = "\n".join(text for cell in code(notebook) for text in texts(cell))
    links, marks = re.findall(r'<a href="#([^"]+)"', page), re.findall(r'<span id="([^"]+)"', page)
    assert links
    assert set(links) <= set(marks)
    assert len(marks) == len(set(marks))


def test_cells_have_speaking_ids(notebook: Any) -> None:
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", id_) for id_ in ids)


# How they are built


def test_they_open_with_a_title_and_one_question(notebook: Any) -> None:
    assert said.title(notebook)
    assert said.question(notebook).count("?") == 1
    assert said.question(notebook).endswith("?")
    assert said.answer(notebook).endswith(".")
    assert len(tagged(notebook, "answer")) == 1


def test_they_are_short_and_leave_code_to_the_library(notebook: Any) -> None:
    assert 20 <= len(notebook.cells) <= 30
    for cell in code(notebook):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert len(lines) <= (9 if "parameters" in cell.metadata.get("tags", []) else 4), cell.id
        assert "sys.path" not in cell.source
        assert all(len(line) <= 120 for line in lines)


def test_no_number_is_typed_in_prose(notebook: Any) -> None:
    words = re.sub(r"`[^`]*`|^\d+\. ", "", prose(notebook), flags=re.M)
    assert not re.findall(r"\d+", words)


def test_one_sentence_a_line(notebook: Any) -> None:
    words = re.sub(r"`[^`]*`|^\d+\. ", "", prose(notebook), flags=re.M)
    assert not re.findall(r".*[a-z][.?!]\*{0,2} [A-Z].*", words)


def test_the_parameters_are_the_models(name: str, notebook: Any) -> None:
    (cell,) = tagged(notebook, "parameters")
    lines = ast.parse(cell.source).body
    assert all(isinstance(line, ast.AnnAssign) for line in lines)
    given = {ast.unparse(line.target): ast.literal_eval(line.value) for line in lines}  # type: ignore[attr-defined]
    assert list(given) == list(MODELS[name].model_fields)
    assert MODELS[name](**given) == MODELS[name]()
    helped = re.findall(r"^(\w+): (?:str|int|float|bool) = [^#=]*  # \S.*$", cell.source, flags=re.M)
    assert helped == list(given)  # as `papermill --help-notebook` reads them


def test_every_parameter_is_explained_with_an_example_above(name: str, notebook: Any) -> None:
    at = notebook.cells.index(*tagged(notebook, "parameters"))
    explained = notebook.cells[at - 1].source
    for parameter in MODELS[name].model_fields:
        assert re.search(rf"^- `{parameter}`: .*for example `\"[^`]+\"`", explained, flags=re.M), parameter


def test_the_examples_are_valid(name: str, notebook: Any) -> None:
    at = notebook.cells.index(*tagged(notebook, "parameters"))
    examples = re.findall(r"^- `(\w+)`: .*?for example `\"([^`]+)\"`", notebook.cells[at - 1].source, flags=re.M)
    MODELS[name](**dict(examples))


def test_the_next_cell_validates(name: str, notebook: Any) -> None:
    at = notebook.cells.index(*tagged(notebook, "parameters"))
    assert f"parameters.{MODELS[name].__name__}.of(vars())" in notebook.cells[at + 1].source


# How they run

KINGDOMS = ["Norland", "Estria", "Valdonia", "Merania", "Sudria"]


def written(folder: Path, articles: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def synthetic(number: int) -> str:
    """An article of one's own making, unlike its neighbours in figures, days and sources."""
    side, day, dead = KINGDOMS[number % 5], 1 + number % 28, 3 + 7 * number
    return (
        f"Fighting in the north, report {number}\n\nPublished 2031-0{1 + number % 9}-{day:02}\n\n"
        f"At least {dead} soldiers of {side} were killed and {dead + 2} wounded on Monday, the {side} army said.\n"
        f"The defence ministry of {side} put the number of dead at {dead // 2}, and denied that up to {50 * dead:,} "
        f"troops had been deployed.\n{side} signed a treaty with the Isle of Man in June 2030. In autumn last year "
        f"it sent about {1000 + number:,} troops to the border, according to a monitor.\n"
    )


HOSTILE = (
    '<script>alert("1")</script> & "two"\n\nPublished 2031-05-02\n\n'
    "At least 12 soldiers were killed on Monday, <img src=x onerror=alert(2)> the $\\alpha$ army said.\n"
    "</td></table><h1>About 30 people died in June 2030, \u202ethe ministry of <b>defence</b> said.\x1b[2J\n"
)
QUIET = "A quiet day\n\nNothing was counted and nobody said anything about it.\n"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("articles")
    return {
        "none": written(base / "none", {}),
        "one": written(base / "one", {"quiet": QUIET}),
        "hostile": written(base / "hostile", {"<b>&": HOSTILE, "plain": synthetic(1)}),
        "eight": written(base / "eight", {f"report-{n}": synthetic(n) for n in range(8)}),
    }


def inside(name: str, **given: object) -> str:
    """What the cells of a notebook display in plain words, run in this process: quick, and without a kernel."""
    space: dict[str, object] = {}
    said = io.StringIO()
    for cell in code(nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)):
        *before, last = ast.parse(cell.source).body
        with contextlib.redirect_stdout(said):
            exec(compile(ast.Module(before, []), cell.id, "exec"), space)
            if isinstance(last, ast.Expr):
                shown = eval(compile(ast.Expression(last.value), cell.id, "eval"), space)
                print(*[shown] if shown is not None else [])
            else:
                exec(compile(ast.Module([last], []), cell.id, "exec"), space)
        if "parameters" in cell.metadata.get("tags", []):
            space |= given
    return said.getvalue()


PEOPLE = {"measures": "killed", "subject": "troops", "since": "2031-01-01"}


@pytest.mark.parametrize(
    ("name", "folder", "given"),
    [
        ("articles", "hostile", {}),
        ("casualty_estimates", "hostile", {"measures": "killed, wounded"}),
        ("casualty_estimates", "eight", PEOPLE),
        ("chronology", "one", {}),
        ("chronology", "eight", {"until": "1999-12-31"}),
        ("sensitivity", "eight", {"sources": "no source named"}),
        ("incident", "hostile", {}),
        ("incident", "eight", {"measures": "killed"}),
        ("explore", "none", {}),
        ("explore", "hostile", {}),
    ],
)
def test_they_run_on_any_articles(name: str, folders: dict[str, Path], folder: str, given: dict[str, str]) -> None:
    said = inside(name, articles=str(folders[folder]), **given)
    words = re.sub(r"""b'(?:[^'\\]|\\.)*'|b"(?:[^"\\]|\\.)*\"""", "", said)  # the bytes of a picture may spell anything
    assert not re.findall(r"<NA>|NaT|\bnan\b|\bNone\b", words)
    assert str(folders[folder]) not in said
    assert not set(said) & set("\x1b\u202e")


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "casualty_estimates",
            [
                "No figure for people was found in 0 articles.",
                "No article was found there, so that there is nothing to show.",
                "No figure was found.",
                "No two accounts of one thing disagree.",
                "No article gives both the killed and the deployed of the same people, so that there is no share",
                "No two claims repeat, update, contain or support another.",
                "No figure for people was found, so that nobody stands behind one.",
                "No figure was found that could be weighed.",
                "No figure could be placed in a happening or running total.",
                "No two claims are of one thing, so that none can diverge.",
                "There is no row to show the words of.",
            ],
        ),
        (
            "sensitivity",
            [
                "No figure for people was found, so that there is nothing to choose between.",
                "No figure has two sources, so that none can be left out.",
                "There is no row to show the words of.",
            ],
        ),
        (
            "incident",
            [
                "No happening is told of",
                "No figure for people was found in 0 articles.",
                "No figure could be placed in a happening or running total.",
                "No figure could be placed.",
                "There is no row to show the words of.",
            ],
        ),
        (
            "chronology",
            [
                "No dated event was found in 0 articles.",
                "No dated event was found.",
                "No event of the kind treaty is dated with another that may be later, so that no time can be computed.",
                "There is nothing of the kind to show.",
                "There is no row to show the words of.",
            ],
        ),
        (
            "articles",
            [
                "0 figures and 0 dated events were read in 0 articles of 0 words; 1 file or row could not be read.",
                "is a folder without articles",
                "There is no article to show.",
                "No figure was found.",
                "No dated event was found.",
            ],
        ),
    ],
)
def test_without_articles_they_say_what_they_cannot_show(
    folders: dict[str, Path], name: str, sentences: list[str]
) -> None:
    said = inside(name, articles=str(folders["none"]))
    for sentence in sentences:
        assert sentence in said


FERRY = (
    "A ferry off Halden\n\nPublished 2031-05-0{}\n\n"
    "The Norlandic Coast Guard said {} people died when a ferry sank off Halden on 3 May 2031. {}\n"
)


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three articles on a ferry, and in the last of them, which one article more tells of, a blast."""
    blast = "A blast in Eldra on 6 May 2031 killed nine people, the Estrian police said."
    told = [(4, "at least 12", ""), (5, "23", "Among the dead are four children."), (7, "47", blast)]
    texts = {f"day-{day}": FERRY.format(day, dead, more) for day, dead, more in told}
    return written(
        tmp_path_factory.mktemp("told") / "ferry", texts | {"blast": f"Eldra\n\nPublished 2031-05-08\n\n{blast}"}
    )


def test_a_notebook_shows_the_happening_that_most_articles_tell_of_or_the_one_that_is_named(ferry: Path) -> None:
    said = inside("incident", articles=str(ferry))
    rose = "the death toll rose from at least 12 to 47 in 3 days, according to the Norlandic Coast Guard"
    assert f"Sinking in Halden, 3 May 2031: {rose}." in said
    assert "no steps of it: four (a part of another figure)" in said
    assert "both in Halden, both on 3 May 2031" in said
    said = inside("incident", articles=str(ferry), incident="day-7:i2")
    assert "in Eldra, 6 May 2031: the death toll was put at nine on 2 days" in said
    assert "Halden" not in said.partition("The articles:")[0]


def test_a_table_of_happenings_stands_before_a_chart_of_the_most_told(ferry: Path) -> None:
    said = inside("casualty_estimates", articles=str(ferry))
    before, _, after = said.partition("Every figure, with the bounds")
    table = before.partition("What the figures are figures of")[2]
    assert "sinking in Halden, 3 May 2031 | 3 | " in table
    assert "in Eldra, 6 May 2031 | 2 | " in table
    figures = after.partition("relation | ")[0]
    assert "23" in figures
    assert "nine" not in figures


def test_a_happening_that_is_not_told_of_is_refused_with_the_near_miss(ferry: Path) -> None:
    with pytest.raises(PressframesError, match=r'incident has "day-7:i3", .*did you mean "day-7:i2"'):
        inside("sensitivity", articles=str(ferry), incident="day-7:i3")


def test_time_is_counted_from_another_kind_of_event(folders: dict[str, Path]) -> None:
    told = "The two kings signed a treaty on 3 June 2030. Troops were deployed on 1 July 2030."
    text = f"A pact\n\nPublished 2031-05-02\n\n{told}\n"
    said = inside("chronology", articles=str(written(folders["one"].parent / "pact", {"pact": text})))
    assert "28 days after" in said
    said = inside("chronology", articles=str(folders["one"].parent / "pact"), from_kind="deployment")
    assert "No event of the kind deployment is dated with another that may be later" in said


REFUSED = [
    (
        "casualty_estimates",
        {"measures": "kiled"},
        'measures has "kiled", which is no measure (did you mean "killed"?): allowed are killed, wounded, '
        'casualties, missing, captured, deployed and displaced, or "" for all.',
    ),
    (
        "articles",
        {"until": "yesterday"},
        'until is "yesterday", which is no date: write a day as YYYY-MM-DD, such as 2025-06-30, or "" for no limit.',
    ),
]


@pytest.mark.parametrize(("name", "given", "sentence"), REFUSED)
def test_parameters_are_refused_in_one_sentence(name: str, given: dict[str, str], sentence: str) -> None:
    with pytest.raises(PressframesError, match=f"^{re.escape(sentence)}$"):
        inside(name, **given)


def test_papermill_ends_with_the_sentence(tmp_path: Path) -> None:
    sentence = (  # papermill itself only warns of it
        '"mesures" is no parameter of this notebook (did you mean "measures"?): it has articles, rulings, '
        "measures, subject, sources, since, until and from_kind."
    )
    source, out = ROOT / "notebooks" / "chronology.ipynb", tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "-k", "python3", "--no-progress-bar", str(source), str(out)]
    command += ["-p", "mesures", "killed"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode != 0
    assert done.stderr.rstrip().splitlines()[-1] == sentence
    refused = [output for cell in code(nbformat.read(out, as_version=4)) for output in cell.outputs]
    assert [output.output_type for output in refused] == ["error"]
    assert refused[0].traceback == [sentence]
