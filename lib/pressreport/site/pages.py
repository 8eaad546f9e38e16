"""A page from an executed notebook, and what pages share: style, script and policy.

A page is one file that asks for nothing: the policy allows the one script that sorts and searches tables, by its
hash, and no request to anywhere.  All text of articles reaches it escaped.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from pressreport.runs import executed, runs
from pressreport.runs.executed import Chart
from pressreport.runs.runs import Run
from pressreport.site import drawings, links
from pressreport.site.links import Place

TEMPLATES = Path(str(files("pressreport.site") / "templates"))
MARK = "<!-- made by pressframes -->"
_SCRIPTS = ("vendor/tablesort/tablesort.min.js", "site/tables.js")


@dataclass(frozen=True, slots=True)
class Page:
    """What is said of a run; `chosen` are its parameters that are not the notebook's own.

    `failure` is set where the run stands as it was before it failed, or is not there at all.
    """

    name: str
    notebook: str
    title: str
    question: str = ""
    answer: str = ""
    charts: Sequence[Chart] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
    chosen: Mapping[str, object] = field(default_factory=dict)
    failure: str = ""


def of_run(run: Run, notebook: Any, failure: str) -> Page:
    """The page of a run; without a notebook it has no more than its name and its parameters."""
    defaults = {name: default for name, (_, default) in runs.declared(run.notebook).items()}
    chosen = {name: value for name, value in run.parameters.items() if value != defaults[name]}
    if notebook is None:
        page = Page(run.name, run.notebook.name, run.name)
    else:
        page = of_notebook(run.name, run.notebook.name, notebook)
    return replace(page, parameters=defaults | run.parameters, chosen=chosen, failure=failure)


def of_notebook(name: str, file: str, notebook: Any) -> Page:
    """The page of an executed notebook."""
    title, question, answer = (told(notebook) for told in (executed.title, executed.question, executed.answer))
    return Page(name, file, title or name, question, answer, executed.charts(notebook))


def render(page: Page, notebook: Any, places: Mapping[str, Place], others: Sequence[Page] | None = None) -> str:
    """The page as HTML; `others` are the pages beside it, None if it stands alone and leads to no other file."""
    from nbconvert import HTMLExporter  # half a second of imports, which the index alone does not need

    exporter = HTMLExporter(
        template_name="site", template_file="page.html.j2", extra_template_basedirs=[str(TEMPLATES)],
        mathjax_url="", require_js_url="", exclude_anchor_links=True,
    )  # fmt: skip
    exporter.register_filter("linked", partial(links.resolve, known=places))
    exporter.register_filter("drawn", partial(drawings.inline, places=places))
    body, _ = exporter.from_notebook_node(notebook, {"page": page, "alone": others is None, **shared(others or [])})
    return str(body)


def shared(pages: Sequence[Page]) -> dict[str, Any]:
    """What every template is given."""
    style = (TEMPLATES / "site" / "style.css").read_text(encoding="utf-8")
    return {
        "links": pages, "style": style, "script": script(), "policy": policy(), "mark": MARK,
        "version": version("pressframes"),
    }  # fmt: skip


@cache
def script() -> str:
    """The script of every page: a library that sorts tables, and what sets it to work."""
    return "\n".join((TEMPLATES / path).read_text(encoding="utf-8") for path in _SCRIPTS)


@cache
def policy() -> str:
    """The content security policy of every page: this script, pictures of the site, and nothing else."""
    allowed = b64encode(sha256(script().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{allowed}'; img-src 'self' data:; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
