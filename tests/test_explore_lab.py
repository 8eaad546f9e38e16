"""The notebook to explore in JupyterLab, in a browser: a control is moved, and chart and evidence follow it."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import psutil
import pytest

from browsing import needs_chromium
from pressreport.runs import executed

pytestmark = needs_chromium
expect = pytest.importorskip("playwright.sync_api", reason="no Playwright to open JupyterLab with: make test").expect

NOTEBOOK = Path(__file__).resolve().parents[1] / "notebooks" / "explore.ipynb"
SECONDS = 90  # at most, for what takes one or two on an idle machine
ARTICLES = {
    "crane": "A crane falls in Osk\n\nPublished 2031-05-02\n\nThe wind had risen. At least 12 dockers were killed when "
    "a crane fell on Monday, the police said. Nobody had closed the quay.\n\nThe mayor of Osk said that 45 dockers "
    "were wounded.\n",
    "quay": "After the crane\n\nPublished 2031-06-10\n\nRescuers worked for a month. About 30 dockers were killed on "
    "the quay, according to the <b>Red Cross</b><img src=x onerror=\"document.title='owned'\">.\n",
}


class Lab(NamedTuple):
    """A running JupyterLab: its address, with a slash at the end, its token and its folder."""

    address: str
    token: str
    folder: Path

    def ask(self, path: str, method: str = "GET") -> Any:
        """What the server's interface answers."""
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(f"{self.address}api/{path}", method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.loads(answer.read() or "null")


def until(true: Callable[[], Any], what: str) -> Any:
    """The first answer that is something; fails after a while."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what}: not within {SECONDS} s")


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a copy of the notebook and articles of its own, with a home of its own; all of it ends with it."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("project")
    (folder / "notebooks").mkdir()
    (folder / "data" / "articles").mkdir(parents=True)
    nbformat.write(without_outputs(nbformat.read(NOTEBOOK, 4)), folder / "notebooks" / NOTEBOOK.name)
    for name, text in ARTICLES.items():
        (folder / "data" / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    quiet = home / "config" / "labconfig" / "page_config.json"  # it would look for news of Jupyter
    quiet.parent.mkdir(parents=True)
    quiet.write_text('{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}')
    server = started(home, folder)
    try:
        yield until(lambda: answering(home, folder, server), "JupyterLab answers")
    finally:
        stopped(server)


def without_outputs(notebook: Any) -> Any:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []
    return notebook


def started(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    own = {"HOME": home, "IPYTHONDIR": home / "ipython", "MPLCONFIGDIR": home / "matplotlib", "JUPYTER_TOKEN": "osk"}
    own |= {f"JUPYTER_{name}_DIR": home / name.lower() for name in ("CONFIG", "DATA", "RUNTIME")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]  # the server takes the next one if somebody is quicker
    options = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", f"--ServerApp.root_dir={folder}"]
    options += ["--LabApp.extension_manager=readonly", *(["--allow-root"] if os.getuid() == 0 else [])]
    environment = os.environ | {name: str(value) for name, value in own.items()} | {"JUPYTER_PREFER_ENV_PATH": "1"}
    with (home / "log").open("wb") as log:
        command = [sys.executable, "-m", "jupyterlab", *options]
        return subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT)


def answering(home: Path, folder: Path, server: subprocess.Popen[bytes]) -> Lab | None:
    assert server.poll() is None, (home / "log").read_text()[-3000:]
    for written in (home / "runtime").glob("jpserver-*.json"):
        try:
            found = Lab(json.loads(written.read_text())["url"], "osk", folder)
            found.ask("status")
        except (OSError, ValueError):
            return None
        return found
    return None


def stopped(server: subprocess.Popen[bytes]) -> None:
    """End the server and its kernels; fails if one of them had to be killed."""
    family = [psutil.Process(server.pid), *psutil.Process(server.pid).children(recursive=True)]
    server.terminate()
    _, left = psutil.wait_procs(family, timeout=30)
    for process in left:
        process.kill()
    server.wait()
    assert left == []


@pytest.fixture(scope="module")
def page(lab: Lab, browser: Any) -> Iterator[Any]:
    """The notebook in JupyterLab after all its cells ran; fails if anything but the server was asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SECONDS * 1000)
    view, asked = context.new_page(), []
    view.on("request", lambda request: asked.append(request.url))
    view.goto(f"{lab.address}lab/tree/notebooks/explore.ipynb?token={lab.token}")
    until(lambda: any(ready(session) for session in lab.ask("sessions")), "the kernel is ready")
    view.get_by_role("menuitem", name="Run", exact=True).click()
    view.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
    view.get_by_role("button", name="Confirm Kernel Restart").click()
    expect(view.locator(".pf-explore img")).to_be_visible(timeout=SECONDS * 1000)
    expect.set_options(timeout=SECONDS * 1000)
    yield view
    context.close()
    assert {url for url in asked if not url.startswith((lab.address, "data:", "blob:"))} == set()


def ready(session: Any) -> bool:
    """A click before the page is connected to its kernel is lost, though the page calls itself idle."""
    return session["kernel"]["execution_state"] == "idle" and session["kernel"]["connections"] > 0


@pytest.fixture
def app(page: Any) -> Any:
    """The controls, the chart and the passages, as the parameters set them."""
    found = page.locator(".pf-explore")
    found.get_by_role("button", name="Back to the start").click()
    expect(marks(found).locator("option")).to_have_count(3)
    expect(marks(found).locator("option:checked")).to_have_text("killed: About 30 [B] – the <b>Red Cross")
    return found


def marks(app: Any) -> Any:
    return app.get_by_label("Mark of the chart")


def output(page: Any, words: str) -> Any:
    """The output of a cell with these words, in the page or on the way to it."""
    return page.locator(".jp-OutputArea-output", has_text=words)


def saved(page: Any, lab: Lab) -> Any:
    """The notebook as JupyterLab saves it after its last cell ran; once, since it asks before it overwrites."""
    path = lab.folder / "notebooks" / NOTEBOOK.name
    many = sum(cell.cell_type == "code" for cell in nbformat.read(path, 4).cells)
    expect(page.locator(".jp-InputPrompt", has_text=f"[{many}]:")).to_have_count(1)
    page.keyboard.press("Control+s")

    def whole() -> Any:
        try:
            notebook = nbformat.read(path, 4)
        except ValueError:  # it is being written
            return None
        counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
        return notebook if counts == list(range(1, many + 1)) else None

    return until(whole, "the notebook is saved")


def test_every_cell_runs_and_what_is_stored_of_it_has_no_widget(page, lab):
    notebook = saved(page, lab)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert {output.output_type for output in outputs} == {"execute_result"}
    assert sum(executed.WIDGET in output.data for output in outputs) == 6
    stored = nbformat.writes(executed.tidy(notebook))
    assert "model_id" not in stored
    assert "IPY_MODEL" not in stored
    assert all(set(output.data) & {"text/html", "image/svg+xml"} for output in outputs)


def test_chart_answer_and_evidence_follow_a_control(page, app):
    picture = app.locator("img").get_attribute("src")
    evidence = output(page, "The sentence behind every row")
    expect(evidence).to_contain_text("Red Cross")
    app.get_by_label("wounded (1)").check()
    expect(marks(app).locator("option")).to_have_text(["wounded: 45 [A] – mayor of Osk"])
    expect(app.locator("img")).not_to_have_attribute("src", picture)
    expect(app.locator("img")).to_have_attribute("alt", re.compile("Wounded: 45"))
    expect(app.locator("blockquote")).to_contain_text("The mayor of Osk")
    expect(evidence).not_to_contain_text("Red Cross")
    expect(output(page, "One account gives 45 wounded (mayor of Osk).")).to_have_count(1)


def test_a_mark_of_the_chart_leads_to_its_sentence_in_its_article(page, app):
    app.get_by_role("button", name="killed: At least 12 [A] – police").click()
    expect(marks(app).locator("option:checked")).to_have_text("killed: At least 12 [A] – police")
    expect(app.locator("blockquote b")).to_have_text("At least 12")
    expect(app).to_contain_text("[A] A crane falls in Osk, 2 May 2031 (stated)")
    expect(app.locator(".pf-around")).to_contain_text("The wind had risen.")
    expect(app.locator(".pf-around")).to_contain_text("Nobody had closed the quay.")


def test_the_text_of_an_article_is_no_markup(page, app):
    marks(app).select_option(index=0)
    expect(app.locator("blockquote")).to_contain_text("<b>Red Cross")
    expect(app.locator("blockquote")).to_contain_text("<img src=x onerror=")
    expect(page.locator("img[src=x]")).to_have_count(0)
    assert page.title() != "owned"


def test_the_keyboard_is_enough(page, app):
    app.get_by_label("killed (2)").focus()
    page.keyboard.press("Space")
    expect(marks(app).locator("option")).to_have_count(2)
    page.keyboard.press("Space")
    expect(marks(app).locator("option")).to_have_count(3)
    tab_to(page, marks(app))
    tab_to(page, app.get_by_role("button", name="Next mark"))
    page.keyboard.press("Space")
    expect(app.locator("blockquote b")).to_have_text("At least 12")
    page.keyboard.press("Enter")
    expect(app.locator("blockquote b")).to_have_text("45")
    expect(marks(app).locator("option:checked")).to_have_text("wounded: 45 [A] – mayor of Osk")


def tab_to(page: Any, wanted: Any) -> None:
    for _ in range(30):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the tab key does not get there")
