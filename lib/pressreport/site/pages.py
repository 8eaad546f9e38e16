"""A page from an executed notebook, what pages share (style, script and policy), and where their links lead.

A page is one file that asks for nothing: the policy allows the one script that sorts and searches tables, by its
hash, and no request to anywhere.  All text of articles reaches it escaped.

A link of a notebook is `#` and the anchor of a claim or an event (`phrases.anchor`).  In a page it leads to those words
in the page of the articles, if there is one over the same articles, else to their quotation in the same page; what
leads nowhere is no link.
"""

import os
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import sha256
from html import escape, unescape
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat

from pressframes.errors import PressframesError
from pressreport.runs import executed, runs
from pressreport.runs.runs import Run
from pressreport.site import drawings, said
from pressreport.site.drawings import Place
from pressreport.site.said import Chart

TEMPLATES = Path(__file__).parent / "templates"
MARK = "<!-- made by pressframes -->"
_SCRIPTS = ("vendor/tablesort/tablesort.min.js", "tables.js")
_LINK = re.compile(r'(<a\b[^>]*?) href="#([^"]*)"')
_ROW = re.compile(r":[a-z]+\d+$")
_TEXT = ":~:"  # begins the part of an address that cites a text
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


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
    told = (run.name, run.notebook.name)
    page = Page(*told, run.name) if notebook is None else of_notebook(*told, notebook)
    return replace(page, parameters=defaults | run.parameters, chosen=chosen, failure=failure)


def of_notebook(name: str, file: str, notebook: Any) -> Page:
    """The page of an executed notebook."""
    title, question, answer = (told(notebook) for told in (said.title, said.question, said.answer))
    return Page(name, file, title or name, question, answer, said.charts(notebook))


def render(page: Page, notebook: Any, places: Mapping[str, Place], others: Sequence[Page] | None = None) -> str:
    """The page as HTML; `others` are the pages beside it, None if it stands alone and leads to no other file."""
    exporter = _exporter()
    exporter.register_filter("linked", partial(resolve, known=places))
    exporter.register_filter("drawn", partial(drawings.inline, places=places))
    given = {"page": page, "alone": others is None, "links": others or [], **fixed()}
    return str(exporter.from_notebook_node(notebook, given)[0])


@cache
def _exporter() -> Any:
    """One for all pages: it compiles the templates once."""
    from nbconvert import HTMLExporter  # half a second of imports, which the index alone does not need

    return HTMLExporter(
        template_name=TEMPLATES.name, template_file="page.html.j2", extra_template_basedirs=[str(TEMPLATES.parent)],
        mathjax_url="", require_js_url="", exclude_anchor_links=True,
    )  # fmt: skip


@cache
def fixed() -> dict[str, str]:
    """What is the same in every page: its style, the one script (a library that sorts tables, and what sets it to
    work), and the policy that allows this script, pictures of the site, and nothing else."""
    script = "\n".join((TEMPLATES / path).read_text(encoding="utf-8") for path in _SCRIPTS)
    allowed = b64encode(sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{allowed}'; img-src 'self' data:; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    return {"style": style, "script": script, "policy": policy, "mark": MARK, "version": version("pressframes")}


def places(notebook: Any) -> dict[str, Place]:
    """The places in the page of a notebook itself, by anchor; the first of two with one anchor."""
    found: dict[str, str] = {}
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        found = _Anchored(output.get("data", {}).get("text/html", "")).words | found
    return {anchor: Place(f"#{anchor}", f"“{words}”, in its sentence") for anchor, words in found.items()}


def seen_from(page: str, there: Mapping[str, Place]) -> dict[str, Place]:
    """The same places from outside: in the page called `page`."""
    return {anchor: place._replace(address=f"{page}{place.address}") for anchor, place in there.items()}


def resolve(markup: str, known: Mapping[str, Place]) -> str:
    """HTML of a notebook with its links to rows leading where the words are; other links are left alone."""

    def led(link: re.Match[str]) -> str:
        anchor, cite, text = unescape(link[2]).partition(_TEXT)
        if place := known.get(anchor):
            return f'{link[1]} href="{escape(place.address + cite + text)}"'
        return link[1] if _ROW.search(anchor) else link[0]

    return _LINK.sub(led, markup)


class _Anchored(HTMLParser):
    """The elements of some HTML that have the anchor of a row for an id, and the words in each."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self._open: list[str] = []  # the ids of the elements around, empty for those without
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        anchor = dict(attrs).get("id") or ""
        if tag not in _VOID:
            self._open.append(anchor if _ROW.search(anchor) and anchor not in self.words else "")
            self.words |= {self._open[-1]: ""} if self._open[-1] else {}

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for anchor in filter(None, self._open):
            self.words[anchor] += data


# One page to mail.


def share(notebook: Path, out: Path | None = None) -> Path:
    """One executed notebook, which is not run again, as one page to mail: the page of the site without those around it.

    What comes back is the file written, NOTEBOOK.html in the current folder if `out` is not given.

    Raises PressframesError if there is no such file, it is no notebook, it was never run to its end, or the file
    cannot be written or stands there and is no page that was shared of this notebook before.
    """
    stored = _run_to_its_end(notebook)
    target = out or Path(f"{notebook.stem}.html")
    if os.path.lexists(target) and not _own(target, notebook):
        raise PressframesError(
            f"{target} stands there and is no page that was shared of {notebook.name}: "
            "name another file with --out, or move that one away."
        )
    page = of_notebook(notebook.stem, notebook.name, stored)
    made = render(page, stored, places(stored))
    try:
        executed.write_whole(target, made)
    except OSError as error:
        raise PressframesError(f"{target} cannot be written ({error.strerror}): name another with --out.") from error
    return target


def _own(target: Path, notebook: Path) -> bool:
    """Whether the file is a page of a notebook of this name, which stood alone when it was made."""
    if not target.is_file() or target.is_symlink():
        return False
    page = target.read_text(encoding="utf-8", errors="replace")
    named = f"<footer>\n<p>{escape(notebook.name)}, run by pressframes"
    return MARK in page[:1000] and named in page and 'href="index.html"' not in page


def _run_to_its_end(path: Path) -> Any:
    try:
        stored = executed.read(path)
        nbformat.validate(stored)
    except OSError as error:
        raise PressframesError(f"{path} cannot be read ({error.strerror}): name an executed notebook.") from error
    except executed.UNREADABLE as error:
        raise PressframesError(f"{path} is no notebook: name an .ipynb file that Jupyter can open.") from error
    code = [cell for cell in stored.cells if cell.cell_type == "code" and cell.source.strip()]
    unrun = [n for n, cell in enumerate(code, 1) if cell.get("execution_count") is None]
    if unrun:
        raise PressframesError(
            f"{path} was not run to its end (code cell {unrun[0]} has no result): run all of it in JupyterLab or with "
            "`pressframes report` or papermill, and share what they write."
        )
    stored.metadata.pop("widgets", None)  # else a page would wait for the script that draws them
    return stored
