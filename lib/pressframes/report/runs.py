"""Runs: a notebook and a YAML of its parameters, checked against each other before anything starts.

`notebooks/runs/NAME.yaml` belongs to the notebook whose name it begins with: `chronology.yaml` and
`chronology-2024.yaml` are both runs of `chronology.ipynb`.  Papermill itself only warns of a
parameter that the notebook does not have, and goes on with a wrong type.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import nbformat
import yaml

from pressframes.errors import PressframesError

TYPES: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float), "bool": bool}


@dataclass(frozen=True, slots=True)
class Run:
    """One page to be: `name` is the YAML's stem, `parameters` what it sets (the rest keeps its default)."""

    name: str
    notebook: Path
    source: Path
    parameters: dict[str, object]


def find(runs: Path, only: str | None = None) -> list[Run]:
    """The checked runs of a folder in order of name; `only` keeps one run, or all the runs of one notebook."""
    if not runs.is_dir():
        raise PressframesError(f"{runs} is not a folder: name the one that holds a YAML file for each run.")
    found = [_read(path) for path in sorted(runs.glob("*.yaml"), key=lambda path: path.stem)]
    kept = [run for run in found if only in (None, run.name, run.notebook.stem)]
    if not kept:
        asked = f"no run {only!r}" if only else "no run, that is no NAME.yaml"
        raise PressframesError(f"{runs} has {asked}; it has {_names(run.name for run in found)}.")
    return kept


def declared(notebook: Path) -> dict[str, tuple[str, object]]:
    """The parameters of a notebook: the annotated type and the default of each name in its tagged cell."""
    cells = nbformat.read(notebook, as_version=4).cells
    source = next((cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])), None)
    if source is None:
        raise PressframesError(f"{notebook} has no cell tagged 'parameters': tag the one that sets them.")
    try:
        lines = [node for node in ast.parse(source).body if isinstance(node, ast.AnnAssign) and node.value]
        return {ast.unparse(n.target): (ast.unparse(n.annotation), ast.literal_eval(n.value)) for n in lines if n.value}
    except (SyntaxError, ValueError) as error:
        raise PressframesError(
            f'{notebook}: the parameters cell holds more than lines like `since: str = ""` ({error}).'
        ) from error


def articles(run: Run) -> Path:
    """Where a run's articles are: its parameter `articles`, seen from the notebook's folder as the kernel sees it."""
    default = declared(run.notebook).get("articles", ("str", "no articles"))[1]
    return run.notebook.parent / str(run.parameters.get("articles", default))


def _read(path: Path) -> Run:
    notebook = path.parent.parent / f"{path.stem.split('-')[0]}.ipynb"
    if not notebook.is_file():
        there = [other.stem for other in sorted(notebook.parent.glob("*.ipynb"))]
        near = _near(notebook.stem, there)
        raise PressframesError(
            f"{path} begins with the name of no notebook{near}; {notebook.parent} has {_names(there)}."
        )
    parameters = _values(path)
    _check(path, parameters, declared(notebook))
    return Run(path.stem, notebook, path, parameters)


def _values(path: Path) -> dict[str, object]:
    """What the YAML sets: a date without quotes is the text that it looks like, a name without a value sets nothing."""
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PressframesError(f"{path} is not YAML: {' '.join(str(error).split())}.") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise PressframesError(f"{path} must hold lines like `since: 2024-06-01`, one a parameter.")
    set_to = {str(name): value for name, value in values.items() if value is not None}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in set_to.items()}


def _check(path: Path, parameters: dict[str, object], allowed: dict[str, tuple[str, object]]) -> None:
    for name, value in parameters.items():
        if name not in allowed:
            raise PressframesError(
                f"{path}: the notebook has no parameter {name!r}{_near(name, allowed)}; it has {_names(allowed)}."
            )
        kind, default = allowed[name]
        if not _fits(value, kind):
            given = f"{value!r} is {type(value).__name__}"
            raise PressframesError(f"{path}: {name} must be {kind}, and {given}; its default is {default!r}.")


def _fits(value: object, kind: str) -> bool:
    """True and False are whole numbers to Python, and not to a reader of YAML."""
    return kind not in TYPES or (isinstance(value, TYPES[kind]) and (kind == "bool" or not isinstance(value, bool)))


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]}?)" if near else ""


def _names(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
