"""One executed notebook as one HTML file to mail: the page of the site without the pages around it."""

from pathlib import Path
from typing import Any

import nbformat

from pressframes.errors import PressframesError
from pressreport.runs import executed
from pressreport.site import pages


def share(notebook: Path, out: Path | None = None) -> Path:
    """The file written, NOTEBOOK.html in the current folder if `out` is not given; the notebook is not run again.

    Raises PressframesError if there is no such file, it is no notebook, it was never run to its end, or the file
    cannot be written.
    """
    stored = _read(notebook)
    target = out or Path(f"{notebook.stem}.html")
    page = pages.of_notebook(notebook.stem, notebook.name, stored)
    made = pages.render(page, stored, pages.places(stored))
    try:
        executed.write_whole(target, made)
    except OSError as error:
        raise PressframesError(f"{target} cannot be written ({error.strerror}): name another with --out.") from error
    return target


def _read(path: Path) -> Any:
    try:
        stored = executed.read(path)
        nbformat.validate(stored)
    except OSError as error:
        raise PressframesError(f"{path} cannot be read ({error.strerror}): name an executed notebook.") from error
    except (ValueError, TypeError, AttributeError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
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
