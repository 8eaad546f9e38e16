"""Executed notebooks, and how they are kept so that the same run gives the same bytes."""

import os
import secrets
import sys
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
WIDGET = "application/vnd.jupyter.widget-view+json"


def read(path: Path) -> Any:
    """The notebook at `path`."""
    return nbformat.read(path, as_version=4)


def noted(path: Path, what: str) -> str:
    """What the batch noted in the executed notebook at `path`: `made_from` or `failure`; empty if there is none."""
    try:
        return str(read(path).metadata.get("pressframes", {}).get(what, ""))
    except (OSError, *UNREADABLE):
        return ""


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
