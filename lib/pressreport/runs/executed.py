"""Executed notebooks: what they say, and how they are kept so that the same run gives the same bytes.

A notebook's title is what its cell tagged `title` computes, else the heading of its first Markdown cell, and its
question the first paragraph of that; the output of its cell tagged `answer` is its computed answer, and the cells
tagged `chart` hold its pictures.
"""

import os
import re
import secrets
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

# jsonschema, which comes with nbformat, would parse for a second a grammar of addresses that no notebook needs.
_without: dict[str, Any] = {} if "rfc3987_syntax" in sys.modules else {"rfc3987_syntax": None}
sys.modules.update(_without)
import nbformat  # noqa: E402

for _name in _without:
    del sys.modules[_name]

# What nbformat raises over a file that is no notebook.
UNREADABLE = (ValueError, TypeError, AttributeError, nbformat.reader.NotJSONError, nbformat.ValidationError)
SVG, PNG = "image/svg+xml", "image/png"
WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture of a notebook and the words that stand for it."""

    svg: str
    alt: str


def read(path: Path) -> Any:
    """The notebook at `path`."""
    return nbformat.read(path, as_version=4)


def noted(path: Path, what: str) -> str:
    """What the batch noted in the executed notebook at `path`: `made_from` or `failure`; empty if there is none."""
    try:
        return str(read(path).metadata.get("pressframes", {}).get(what, ""))
    except (OSError, *UNREADABLE):
        return ""


def title(notebook: Any) -> str:
    """What the cell tagged `title` computed, else the first heading, or an empty text."""
    computed = next((str(data.get("text/plain", "")) for data in _outputs(notebook, "title")), "")
    return " ".join(computed.split()) or next(
        (line.lstrip("# ").strip() for line in _opening(notebook) if line.startswith("#")), ""
    )


def question(notebook: Any) -> str:
    """The first paragraph under the heading, as plain text."""
    return next((_plain(text) for text in _opening(notebook) if not text.startswith("#")), "")


def answer(notebook: Any) -> str:
    """The computed answer as plain text, or an empty text where the notebook gives none."""
    for data in _outputs(notebook, "answer"):
        plain = str(data.get("text/plain", ""))
        # An object shown as Markdown alone has its type for a text.
        return _plain(data["text/markdown"]) if plain.startswith("<IPython") else " ".join(plain.split())
    return ""


def charts(notebook: Any) -> list[Chart]:
    """The pictures in order of appearance; what is there for viewers without pictures becomes `alt`."""
    found = _outputs(notebook, "chart")
    return [Chart(data[SVG], data["alt"] or data.get("text/plain", "")) for data in found if SVG in data]


def tidy(notebook: Any) -> Any:
    """The same notebook without what changes from one run or machine to the next: times, paths, versions, and the
    random names of widgets, which are nothing without their kernel; what they showed stands beside them."""
    for volatile in ("papermill", "widgets"):
        notebook.metadata.pop(volatile, None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(notebook.cells):
        for volatile in ("papermill", "execution"):
            cell.metadata.pop(volatile, None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = f"injected-{number}"  # papermill gives it a random one
    return notebook


def text(notebook: Any) -> str:
    """The notebook as a file holds it."""
    return str(nbformat.writes(notebook)) + "\n"


def write_whole(path: Path, content: str | bytes) -> None:
    """Write aside and move into place: a reader finds the old file or the new one, never a part.

    What is written aside, `.NAME.TOKEN.part`, has a name that no other file has.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with aside.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _opening(notebook: Any) -> list[str]:
    """The headings and paragraphs of the first Markdown cell."""
    source = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    blocks = re.split(r"\n\s*\n", re.sub(r"(?:\A|\n\s*\n)\s*#.*", r"\g<0>\n\n", source))
    return [block.strip() for block in blocks if block.strip()]


def _outputs(notebook: Any, tag: str) -> Iterator[dict[str, Any]]:
    """The data of each output of the cells with a tag, with the alternative text of its pictures as `alt`."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and tag in cell.metadata.get("tags", []):
            for output in cell.outputs:
                described = output.get("metadata", {}).get(SVG, {})
                yield {**output.get("data", {}), "alt": described.get("alt", "")}


def _plain(markdown: str) -> str:
    """Markdown without its marks: emphasis, code, links and escapes become the words that they show."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"(?<!\\)(\*\*|\*|__|`)", "", text)
    return " ".join(unescape(re.sub(r"\\([^\w\s])", r"\1", text)).split())
