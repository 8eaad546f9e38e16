"""One page to mail, and stored notebooks that can be shown anywhere as they are."""

import re
from pathlib import Path

import nbformat
import pytest

from browsing import Outline, elsewhere, look, needs_chromium
from notebook_samples import sample
from pressframes import command
from pressframes.errors import PressframesError
from pressreport.runs.executed import WIDGET
from pressreport.site import pages

STORED = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module", params=STORED, ids=lambda path: path.stem)
def mailed(request, tmp_path_factory):
    return pages.share(request.param, tmp_path_factory.mktemp("mailed") / "page.html")


def test_a_page_to_mail_leads_to_no_other_file(mailed):
    outline = Outline(mailed)
    ids = {given["id"] for _, given in outline.tags if "id" in given}
    hrefs = [link["href"] for link in outline.all("a") if "href" in link]
    assert [href for href in hrefs if not href.startswith(("#", "http"))] == []
    assert [href for href in hrefs if href.startswith("#") and href[1:].partition(":~:")[0] not in ids] == []
    assert [image["src"] for image in outline.all("img") if not image["src"].startswith("data:")] == []
    assert len(outline.all("h1")) == 1


def test_a_mark_of_a_mailed_chart_leads_to_the_quotation_in_the_page(tmp_path):
    made = pages.share(next(path for path in STORED if path.stem == "casualty_estimates"), tmp_path / "page.html")
    marks = [link["href"] for link in Outline(made).all("a") if "aria-label" in link]
    assert len(marks) >= 9
    assert all(re.match("#.+:c[0-9]", mark) for mark in marks)


@needs_chromium
def test_a_page_to_mail_asks_nobody(mailed, browser):
    text, asked, _ = look(browser, mailed, "document.body.innerText")
    assert elsewhere(asked) == []
    assert len(text) > 100


def executed(path):
    sample(path)
    notebook = nbformat.read(path, as_version=4)
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.execution_count = number
    nbformat.write(notebook, path)
    return path


def test_the_command_says_what_it_wrote(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command.main(["share", str(executed(tmp_path / "there" / "count.ipynb"))]) == 0
    written = tmp_path / "count.html"
    assert capsys.readouterr().out == f"count.html, {written.stat().st_size:,} bytes\n"
    assert "How many?" in written.read_text(encoding="utf-8")


def test_the_notebook_is_not_run_again(tmp_path):
    path = executed(tmp_path / "count.ipynb")
    before = path.read_bytes()
    pages.share(path, tmp_path / "count.html")
    assert path.read_bytes() == before


def test_what_needs_a_kernel_is_told_in_words(tmp_path):
    path = executed(tmp_path / "count.ipynb")
    notebook = nbformat.read(path, as_version=4)
    shown = {WIDGET: {"model_id": "1", "version_major": 2, "version_minor": 0}, "text/plain": "VBox(children=())"}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {"1": {}}}}
    notebook.cells[-1].outputs = [nbformat.v4.new_output("display_data", shown)]
    nbformat.write(notebook, path)
    text = pages.share(path, tmp_path / "count.html").read_text(encoding="utf-8")
    assert "Controls to choose with stand here in JupyterLab." in text
    assert "VBox" not in text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "{} cannot be read (No such file or directory): name an executed notebook."),
        (b"", "{} is no notebook: name an .ipynb file that Jupyter can open."),
        (b"print(1)", "{} is no notebook: name an .ipynb file that Jupyter can open."),
        (b"\xff\xfe\x00", "{} is no notebook: name an .ipynb file that Jupyter can open."),
        (b"[1, 2]", "{} is no notebook: name an .ipynb file that Jupyter can open."),
        (b'{"cells": 1, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
         "{} is no notebook: name an .ipynb file that Jupyter can open."),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_is_told_in_one_sentence(tmp_path, content, message):
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PressframesError) as refused:
        pages.share(path, tmp_path / "x.html")
    assert str(refused.value) == message.format(path)
    assert not (tmp_path / "x.html").exists()


def test_a_notebook_that_was_never_run_is_not_shared(tmp_path, capsys):
    path = sample(tmp_path / "count.ipynb")
    assert command.main(["share", str(path)]) == 2
    assert capsys.readouterr().err == (
        f"pressframes: {path} was not run to its end (code cell 1 has no result): run all of it in JupyterLab or with "
        "`pressframes report` or papermill, and share what they write.\n"
    )


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    path = executed(tmp_path / "count.ipynb")
    with pytest.raises(PressframesError, match=r"x\.html cannot be written \(.+\): name another"):
        pages.share(path, path / "x.html")


def test_only_its_own_page_is_written_anew(tmp_path):
    path = executed(tmp_path / "count.ipynb")
    page = pages.share(path, tmp_path / "page.html").read_bytes()
    assert pages.share(path, tmp_path / "page.html").read_bytes() == page
    mine = tmp_path / "mine.html"
    mine.write_text("<p>my own</p>")
    (tmp_path / "link.html").symlink_to(mine)
    other = executed(tmp_path / "when.ipynb")
    for notebook, target in [
        (path, path),
        (path, mine),
        (path, tmp_path / "link.html"),
        (other, tmp_path / "page.html"),
    ]:
        before = target.read_bytes()
        with pytest.raises(PressframesError, match=r"is no page that was shared of .*: name another file with --out"):
            pages.share(notebook, target)
        assert target.read_bytes() == before


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_stored_outputs_make_sense_where_scripts_and_styles_are_stripped(path):
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            assert "application/javascript" not in data
            assert not re.search(r"<script|<iframe|<object|<embed|\son\w+\s*=|javascript:", data.get("text/html", ""))
            assert not re.search(r"<script|\son\w+\s*=|javascript:", data.get("image/svg+xml", ""))
            assert "text/plain" in data or output.output_type == "stream"
