"""What an executed notebook says.

Its title is what its cell tagged `title` computes, else the heading of its first Markdown cell, and its question the
first paragraph of that; the output of its cell tagged `answer` is its computed answer, and the cells tagged `chart`
hold its pictures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture of a notebook and the words that stand for it."""

    svg: str
    alt: str


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
