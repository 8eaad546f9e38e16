"""The site: a page for each executed notebook, an index of their answers, and the frames to download.

Pages are plain files: no script, no request to anywhere (their content security policy forbids both), readable
from a disk, in the dark, on a telephone and on paper.  All text of articles reaches them escaped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pressframes.report import downloads, executed, runs
from pressframes.report.executed import Chart
from pressframes.report.runs import Run

TEMPLATES = Path(str(files("pressframes.report") / "templates"))
MARK = "<!-- made by pressframes -->"
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Page:
    """What the index and the page itself say of a run; `failure` is set where the run stands as it was before."""

    name: str
    notebook: str
    title: str
    question: str
    answer: str
    charts: list[Chart]
    parameters: dict[str, object]
    failure: str


def build(all_runs: Sequence[Run], out: Path) -> dict[str, str]:
    """Write `out/site/` from the executed notebooks under `out/`; what could not be made, by name, with the reason."""
    made = {run.name: out / "notebooks" / f"{run.name}.ipynb" for run in all_runs}
    notebooks = {name: executed.read(path) for name, path in made.items() if path.is_file()}
    failures = {name: executed.noted(out / "failed" / f"{name}.ipynb", "failure") for name in made}
    pages = [_page(run, notebooks.get(run.name), failures[run.name]) for run in all_runs]
    pages.sort(key=lambda page: not page.charts)  # the answers that have a picture first
    shown = [page for page in pages if page.name in notebooks]
    for page in shown:
        _write_page(out / "site", page, shown, notebooks[page.name])
    problems, articles, tables = _tables(all_runs, out / "site")
    executed.write_whole(
        out / "site" / "index.html",
        _environment().get_template("index.html.j2").render(
            **_shared(shown), pages=pages, written={page.name for page in shown}, articles=articles, tables=tables
        ),
    )  # fmt: skip
    _forget(out / "site", {"index.html", *(f"{page.name}.html" for page in shown)})
    return problems


def _page(run: Run, notebook: Any, failure: str) -> Page:
    defaults = {name: default for name, (_, default) in runs.declared(run.notebook).items()}
    chosen = {name: value for name, value in run.parameters.items() if value != defaults[name]}
    if notebook is None:
        return Page(run.name, run.notebook.name, run.name, "", "", [], chosen, failure)
    return Page(
        run.name, run.notebook.name, executed.title(notebook) or run.name, executed.question(notebook),
        executed.answer(notebook), executed.charts(notebook), chosen, failure,
    )  # fmt: skip


def _write_page(site: Path, page: Page, pages: Sequence[Page], notebook: Any) -> None:
    """The page, and each of its charts as a file of its own, to enlarge and to pass on."""
    executed.write_whole(site / f"{page.name}.html", _rendered(notebook, page, pages))
    for number, chart in enumerate(page.charts, start=1):
        executed.write_whole(site / f"{page.name}-{number}.svg", chart.svg)


def _rendered(notebook: Any, page: Page, pages: Sequence[Page]) -> str:
    from nbconvert import HTMLExporter  # half a second of imports, which the index alone does not need

    exporter = HTMLExporter(
        template_name="site", template_file="page.html.j2", extra_template_basedirs=[str(TEMPLATES)],
        mathjax_url="", require_js_url="", exclude_anchor_links=True,
    )  # fmt: skip
    body, _ = exporter.from_notebook_node(notebook, {"page": page, **_shared(pages)})
    return str(body)


def _shared(pages: Sequence[Page]) -> dict[str, Any]:
    style = (TEMPLATES / "site" / "style.css").read_text(encoding="utf-8")
    return {"links": pages, "style": style, "policy": POLICY, "mark": MARK, "version": version("pressframes")}


def _tables(all_runs: Sequence[Run], site: Path) -> tuple[dict[str, str], list[dict[str, Any]], list[Any]]:
    """Any problem, the articles as rows for the index, and the files to download."""
    folders = list(dict.fromkeys(runs.articles(run).resolve() for run in all_runs))
    try:
        articles, tables = downloads.write(folders, site)
    except Exception as error:  # whatever an article brings about, the pages and the index still come
        return {"downloads": f"{type(error).__name__}: {error}"}, [], []
    return {}, articles, tables


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def _forget(site: Path, current: set[str]) -> None:
    """Remove the pages of runs that are no more, and nothing that is not a page of ours."""
    for path in site.glob("*.html"):
        if path.name not in current and MARK in path.read_text(encoding="utf-8", errors="replace")[:1000]:
            path.unlink()
