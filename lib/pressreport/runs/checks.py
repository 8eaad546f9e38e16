"""Whether the parameters of a run fit its notebook: their names, their types, and what the notebook itself allows.

Papermill only warns of a parameter that the notebook does not have, and goes on with a wrong type.
"""

import ast
import re
from collections.abc import Iterable, Mapping
from contextlib import chdir
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import nbformat

from pressframes.errors import PressframesError

TYPES: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float), "bool": bool}
_MODEL = re.compile(r"\bparameters\.(\w+)\.of\(vars\(\)\)")
Declared = dict[str, tuple[str, object]]


def declared(notebook: Path) -> Declared:
    """The parameters of a notebook: the annotated type and the default of each name in its tagged cell."""
    return _read(notebook, notebook.stat().st_mtime_ns)[0]


def check(source: Path, parameters: Mapping[str, object], notebook: Path) -> None:
    """Nothing, or a PressframesError that names the file: a name or a type that the notebook does not have."""
    allowed = declared(notebook)
    for name, value in parameters.items():
        if name not in allowed:
            raise PressframesError(
                f"{source}: the notebook has no parameter {name!r}{near(name, allowed)}; it has {names(allowed)}."
            )
        kind, default = allowed[name]
        if not _fits(value, kind):
            given = f"{value!r} is {type(value).__name__}"
            many = "; to run it once for each, list them under `matrix:`" if isinstance(value, list) else ""
            raise PressframesError(f"{source}: {name} must be {kind}, and {given}; its default is {default!r}{many}.")


def ask(source: Path, parameters: Mapping[str, object], notebook: Path) -> None:
    """Nothing, or a PressframesError: what the notebook's own model, which its second cell asks, would refuse."""
    model = _read(notebook, notebook.stat().st_mtime_ns)[1]
    if not model:
        return
    from pressreport import parameters as models  # pandas comes with it

    defaults = {name: default for name, (_, default) in declared(notebook).items()}
    try:
        with chdir(notebook.parent):  # where the kernel will be, so that paths mean the same
            getattr(models, model).of(defaults | dict(parameters))
    except PressframesError as error:
        raise PressframesError(f"{source}: {error}") from None


def near(name: str, known: Iterable[str]) -> str:
    """What may have been meant, as words to follow a name."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" (did you mean {found[0]}?)" if found else ""


def names(known: Iterable[str]) -> str:
    """The names in a row, as words."""
    return ", ".join(known) or "none"


@cache
def _read(notebook: Path, changed: int) -> tuple[Declared, str]:
    """What a notebook declares, and the name of its model; read once for each state of the file."""
    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except (ValueError, TypeError, AttributeError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise PressframesError(f"{notebook} is no notebook: mend it so that Jupyter can open it.") from error
    source = next((cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])), None)
    if source is None:
        raise PressframesError(f"{notebook} has no cell tagged 'parameters': tag the one that sets them.")
    asked = [found[1] for cell in cells if cell.cell_type == "code" for found in _MODEL.finditer(cell.source)]
    return _declared(notebook, source), asked[0] if asked else ""


def _declared(notebook: Path, source: str) -> Declared:
    try:
        lines: list[Any] = [node for node in ast.parse(source).body if isinstance(node, ast.AnnAssign) and node.value]
        return {
            ast.unparse(line.target): (ast.unparse(line.annotation), ast.literal_eval(line.value)) for line in lines
        }
    except (SyntaxError, ValueError) as error:
        raise PressframesError(
            f'{notebook}: the parameters cell holds more than lines like `since: str = ""` ({error}).'
        ) from error


def _fits(value: object, kind: str) -> bool:
    """True and False are whole numbers to Python, and not to a reader of YAML."""
    return kind not in TYPES or (isinstance(value, TYPES[kind]) and (kind == "bool" or not isinstance(value, bool)))
