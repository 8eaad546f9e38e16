"""Runs: a notebook and a YAML of its parameters, checked against each other before anything starts.

`notebooks/runs/NAME.yaml` belongs to the notebook whose name it begins with: `chronology.yaml` and
`chronology-2024.yaml` are both runs of `chronology.ipynb`.  A file with a matrix stands for many runs, one for each
combination of the values that it lists:

    articles: ../data/articles
    matrix:
      measures: [killed, wounded]
      until: [2025-01-31, 2025-06-30]

gives four, named after the file and the values in the order of the lists: `NAME--killed--2025-01-31`, ...  Each has a
file of its own in `out/runs/`, written by `write`, that papermill takes with `-f`.  `incident: [each]` in a matrix is
one run for every incident that two articles or more tell of, or the most told one if there is none.
"""

import ast
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from functools import cache as cached
from hashlib import sha256
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import yaml

from pressframes.errors import PressframesError, did_you_mean
from pressreport.runs import executed

MATRIX, EACH = "matrix", "each"
MOST = 1000  # runs of one file: more is a mistake
LONG, WHOLE = 40, 150  # characters of a value in a name, and of a whole name, which has to fit a file system
MADE = "# Made from {source}, and made anew by each report.\n"
TYPES: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float), "bool": bool}
Declared = dict[str, tuple[str, object]]
_MODEL = re.compile(r"\bparameters\.(\w+)\.of\(vars\(\)\)")


@dataclass(frozen=True, slots=True)
class Run:
    """One page to be: `name` is a file name, `parameters` what `source` sets (the rest keeps its default)."""

    name: str
    notebook: Path
    source: Path
    parameters: dict[str, object]


def find(runs: Path, only: str | None = None) -> list[Run]:
    """The checked runs of a folder in order of name.

    `only` keeps one run, or all the runs of one notebook or one file.  Raises PressframesError if a file, its notebook
    or a parameter is not as it must be.
    """
    if not runs.is_dir():
        raise PressframesError(f"{runs} is not a folder: name the one that holds a YAML file for each run.")
    found = sorted((run for path in runs.glob("*.y*ml") for run in _read(path)), key=lambda run: run.name)
    seen: dict[str, Run] = {}
    for run in found:
        other = seen.setdefault(run.name.casefold(), run)  # names that differ in their case only may be one file
        if other is not run:
            raise PressframesError(f"{run.source} and {other.source} both have a run {run.name!r}: rename one of them.")
    kept = [run for run in found if only in (None, run.name, run.notebook.stem, run.source.stem)]
    if not kept:
        near = did_you_mean(only or "", [run.name for run in found])
        asked = f"no run {only!r}{near}" if only else "no run, that is no NAME.yaml"
        more = [f"{len(found) - 20} more"] if len(found) > 20 else []
        raise PressframesError(f"{runs} has {asked}; it has {_names([run.name for run in found[:20]] + more)}.")
    return kept


def values(run: Run) -> dict[str, object]:
    """All parameters of a run: what it sets, else the notebook's default."""
    return {name: run.parameters.get(name, default) for name, (_, default) in declared(run.notebook).items()}


def articles(run: Run) -> Path:
    """Where a run's articles are: its parameter `articles`, seen from the notebook's folder as the kernel sees it."""
    return run.notebook.parent / str(values(run).get("articles", "no articles"))


def rulings(run: Run) -> Path | None:
    """The file of a run's rulings, seen as its articles are; None if it has none."""
    given = values(run).get("rulings")
    found = run.notebook.parent / str(given)
    return found if given and found.is_file() else None


def write(runs: Sequence[Run], folder: Path) -> None:
    """A YAML in `folder` for each run that has none of its own."""
    for run in runs:
        if run.name != run.source.stem:
            said = yaml.safe_dump(run.parameters, sort_keys=False, allow_unicode=True)
            executed.write_whole(folder / f"{run.name}.yaml", MADE.format(source=run.source.name) + said)


# -- what a file of parameters says


def _read(path: Path) -> list[Run]:
    notebook = path.parent.parent / f"{path.stem.split('-')[0]}.ipynb"
    if not notebook.is_file():
        there = [other.stem for other in sorted(notebook.parent.glob("*.ipynb"))]
        raise PressframesError(
            f"{path} begins with the name of no notebook{did_you_mean(notebook.stem, there)}; "
            f"{notebook.parent} has {_names(there)}."
        )
    found = [Run(name, notebook, path, given) for name, given in _expanded(path, _values(path))]
    for run in found:
        _check(run)
    return found


def _values(path: Path) -> dict[str, object]:
    """What the YAML sets, as papermill reads it, to whom a day is a text; a name without a value sets nothing."""
    from papermill.iorw import NoDatesSafeLoader

    try:
        given = yaml.load(path.read_text(encoding="utf-8"), NoDatesSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PressframesError(f"{path} is not YAML: {' '.join(str(error).split())}.") from error
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise PressframesError(f"{path} must hold lines like `since: 2024-06-01`, one a parameter.")
    return {str(name): value for name, value in given.items() if value is not None}


def _expanded(path: Path, given: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    """The runs that a file stands for: each name and its parameters; one, named as the file, if there is no matrix."""
    if MATRIX not in given:
        return [(path.stem, given)]
    shared = {name: value for name, value in given.items() if name != MATRIX}
    lists = _lists(path, given[MATRIX], shared)
    count = prod(map(len, lists.values()))
    if count > MOST:
        sizes = " times ".join(str(len(listed)) for listed in lists.values())
        raise PressframesError(f"{path}: the matrix has {count:,} runs ({sizes}), and {MOST:,} are allowed: list less.")
    each = [dict(zip(lists, chosen, strict=True)) for chosen in product(*lists.values())]
    combined = [one for chosen in each for one in _incidents(path, shared, chosen)]
    if len(combined) > MOST:
        raise PressframesError(
            f"{path}: the articles tell of incidents for {len(combined):,} runs, and {MOST:,} are allowed: list less."
        )
    return [(named(path.stem, chosen.values()), shared | chosen) for chosen in combined]


def _incidents(path: Path, shared: dict[str, object], chosen: dict[str, object]) -> list[dict[str, object]]:
    """A combination once for every incident that two articles or more tell of, if it asks for each."""
    if str(chosen.get("incident", "")).casefold() != EACH:
        return [chosen]
    from pressframes.frames import cache
    from pressreport import parameters

    given = {**shared, **chosen, "incident": ""}
    known: dict[str, Any] = {name: given[name] for name in parameters.Incident.model_fields if name in given}
    folder = os.environ.pop(cache.FOLDER, None)  # nothing is written before the folder is this report's own
    try:
        with chdir(path.parent.parent):
            found = parameters.told_by_several(parameters.Incident(**known))
    except PressframesError as error:
        raise PressframesError(f"{path}: {error}") from None
    finally:
        os.environ |= {cache.FOLDER: folder} if folder else {}
    return [chosen | {"incident": incident} for incident in found]


def _lists(path: Path, matrix: object, shared: Mapping[str, object]) -> dict[str, list[object]]:
    """The lists of a matrix; what cannot be one is refused."""
    if not isinstance(matrix, dict) or not matrix:
        raise PressframesError(f"{path}: under `{MATRIX}:` there must be lines like `measures: [killed, wounded]`.")
    for name, listed in matrix.items():
        if name in shared:
            raise PressframesError(f"{path}: {name} stands in the matrix and beside it: keep one of the two.")
        if not isinstance(listed, list) or not listed:
            raise PressframesError(f"{path}: in the matrix, {name} must list its values, like `{name}: [a, b]`.")
        seen: dict[str, str] = {}
        for value in map(str, listed):  # values that differ in their case only are one to most parameters
            before = seen.setdefault(value.casefold(), value)
            if before is not value:
                raise PressframesError(
                    f"{path}: in the matrix, {name} lists {before!r} and {value!r}: keep one of the two."
                )
    return {str(name): listed for name, listed in matrix.items()}


def named(stem: str, values: Iterable[object]) -> str:
    """A name for these values: readable, a file name on every system, and no other values have it.

    >>> named("chronology-by", ["killed", "2025-06-30"])
    'chronology-by--killed--2025-06-30'
    >>> named("chronology-by", ["Norlandic troops", ""])
    'chronology-by--Norlandic_troops--any'
    >>> named("chronology-by", ["../data/articles"])
    'chronology-by--data_articles~e303d0'
    """
    name = "--".join([stem, *map(_slug, values)])
    return name if len(name) <= WHOLE else f"{name[:WHOLE]}~{_digest(name)}"


def _slug(value: object) -> str:
    """The words of a value; a digest follows if something of it is lost, so that no other value has the same.

    A space becomes `_`, nothing becomes `any`, and what is neither a letter, a digit nor `.` or `-` within is lost.
    """
    said = str(value).lower() if isinstance(value, bool) else str(value)
    if not said:
        return "any"
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    slug = re.sub(r"[-.]{2,}", "-", re.sub(r"[^A-Za-z0-9.-]+", "_", plain)).strip("_.-")[:LONG].strip("_.-")
    whole = slug.replace("_", " ") == said and slug != "any"
    return slug if whole else f"{slug}~{_digest(said)}"


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:6]


# -- whether it fits the notebook


def declared(notebook: Path) -> Declared:
    """The parameters of a notebook: the annotated type and the default of each name in its tagged cell."""
    return _notebook(notebook, notebook.stat().st_mtime_ns)[0]


@cached
def _notebook(notebook: Path, changed: int) -> tuple[Declared, str]:
    """What a notebook declares, and the name of the model that it asks; read once for each state of the file."""
    try:
        cells = executed.read(notebook).cells
    except executed.UNREADABLE as error:
        raise PressframesError(f"{notebook} is no notebook: mend it so that Jupyter can open it.") from error
    source = next((cell.source for cell in cells if "parameters" in cell.metadata.get("tags", [])), None)
    if source is None:
        raise PressframesError(f"{notebook} has no cell tagged 'parameters': tag the one that sets them.")
    asked = [found[1] for cell in cells if cell.cell_type == "code" for found in _MODEL.finditer(cell.source)]
    try:
        # papermill's `inspect_notebook` takes a # in quotes for the begin of a comment.
        lines: list[Any] = [node for node in ast.parse(source).body if isinstance(node, ast.AnnAssign) and node.value]
        found = {line.target.id: (ast.unparse(line.annotation), ast.literal_eval(line.value)) for line in lines}
    except (SyntaxError, ValueError, AttributeError) as error:
        raise PressframesError(
            f'{notebook}: the parameters cell holds more than lines like `since: str = ""` ({error}).'
        ) from error
    return found, asked[0] if asked else ""


def _check(run: Run) -> None:
    """Nothing, or a PressframesError that names the file.

    The notebook's model says what is wrong; for a notebook without one it is a name or a type that it does not have.
    """
    allowed, model = _notebook(run.notebook, run.notebook.stat().st_mtime_ns)
    listed = any(isinstance(value, list) for value in run.parameters.values())
    many = f"; to run it once for each, list them under `{MATRIX}:`." if listed else "."
    try:
        if model:
            from pressreport import parameters  # pandas comes with it

            given = values(run) | run.parameters
            with chdir(run.notebook.parent):  # where the kernel will be, so that paths mean the same
                getattr(parameters, model)(**given)
        else:
            _check_types(run.parameters, allowed)
    except PressframesError as error:
        raise PressframesError(f"{run.source}: {str(error).removesuffix('.')}{many}") from None


def _check_types(given: Mapping[str, object], allowed: Declared) -> None:
    for name, value in given.items():
        if name not in allowed:
            near = did_you_mean(name, allowed)
            raise PressframesError(f"the notebook has no parameter {name!r}{near}; it has {_names(allowed)}")
        kind, default = allowed[name]
        # True and False are whole numbers to Python, and not to a reader of YAML.
        if kind in TYPES and not (isinstance(value, TYPES[kind]) and (kind == "bool") == isinstance(value, bool)):
            wrong = f"{value!r} is {type(value).__name__}"
            raise PressframesError(f"{name} must be {kind}, and {wrong}; its default is {default!r}")


def _names(known: Iterable[str]) -> str:
    return ", ".join(known) or "none"
