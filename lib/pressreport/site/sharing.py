"""One executed notebook as one HTML file to mail: the page of the site without the pages around it."""

import os
from html import escape
from pathlib import Path
from typing import Any

import nbformat

from pressframes.errors import PressframesError
from pressreport.runs import executed
from pressreport.site import pages


def share(notebook: Path, out: Path | None = None) -> Path:
    """The file written, NOTEBOOK.html in the current folder if `out` is not given; the notebook is not run again.

    Raises PressframesError if there is no such file, it is no notebook, it was never run to its end, or the file
    cannot be written or stands there and is no page that was shared of this notebook before.
    """
    stored = _read(notebook)
    target = out or Path(f"{notebook.stem}.html")
    if os.path.lexists(target) and not _own(target, notebook):
        raise PressframesError(
            f"{target} stands there and is no page that was shared of {notebook.name}: "
            "name another file with --out, or move that one away."
        )
    page = pages.of_notebook(notebook.stem, notebook.name, stored)
    made = pages.render(page, stored, pages.places(stored))
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
    return pages.MARK in page[:1000] and named in page and 'href="index.html"' not in page


def _read(path: Path) -> Any:
    try:
        stored = executed.read(path)
        nbformat.validate(stored)
    except OSError as error:
        raise PressframesError(f"{path} cannot be read ({error.strerror}): name an executed notebook.") from error
    except executed.UNREADABLE as error:
        raise PressframesError(f"{path} is no notebook: name an .ipynb file that Jupyter can open.") from error
    unrun = [n for n, cell in enumerate(_code(stored), 1) if cell.get("execution_count") is None]
    if unrun:
        raise PressframesError(
            f"{path} was not run to its end (code cell {unrun[0]} has no result): run all of it in JupyterLab or with "
            "`pressframes report` or papermill, and share what they write."
        )
    stored.metadata.pop("widgets", None)  # else a page would wait for the script that draws them
    return stored


def _code(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
