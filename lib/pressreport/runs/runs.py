"""Runs: a notebook and a YAML of its parameters, checked against each other before anything starts.

`notebooks/runs/NAME.yaml` belongs to the notebook whose name it begins with: `chronology.yaml` and
`chronology-2024.yaml` are both runs of `chronology.ipynb`.  A file with a `matrix:` stands for many runs (see
`matrix`); each has a file of its own in `out/runs/`, written by `write`, that papermill takes with `-f`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from pressframes.errors import PressframesError
from pressreport.runs import checks, executed, matrix
from pressreport.runs.checks import declared, names, near

__all__ = ["Run", "articles", "declared", "find", "rulings", "values", "write"]
MADE = "# Made from {source}, and made anew by each report.\n"


@dataclass(frozen=True, slots=True)
class Run:
    """One page to be: `name` is a file name, `parameters` what `source` sets (the rest keeps its default)."""

    name: str
    notebook: Path
    source: Path
    parameters: dict[str, object]


def find(runs: Path, only: str | None = None) -> list[Run]:
    """The checked runs of a folder in order of name.

    `only` keeps one run, or all the runs of one notebook or one file.
    """
    if not runs.is_dir():
        raise PressframesError(f"{runs} is not a folder: name the one that holds a YAML file for each run.")
    found = [run for path in sorted(runs.glob("*.y*ml")) for run in _read(path)]
    found.sort(key=lambda run: run.name)
    _no_double(found)
    for run in found:
        checks.ask(run.source, run.parameters, run.notebook)
    kept = [run for run in found if only in (None, run.name, run.notebook.stem, run.source.stem)]
    if not kept:
        asked = f"no run {only!r}{near(only, [run.name for run in found])}" if only else "no run, that is no NAME.yaml"
        raise PressframesError(f"{runs} has {asked}; it has {_shown(found)}.")
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
    """A YAML in `folder` for each run that has none of its own; those of runs that are no more go."""
    expanded = {f"{run.name}.yaml": run for run in runs if run.name != run.source.stem}
    for name, run in expanded.items():
        said = yaml.safe_dump(run.parameters, sort_keys=False, allow_unicode=True)
        content = MADE.format(source=run.source.name) + said
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != content:
            executed.write_whole(folder / name, content)
    for path in folder.glob("*.yaml"):
        if path.name not in expanded and path.read_text(encoding="utf-8").startswith(MADE.split("{")[0]):
            path.unlink()


def _read(path: Path) -> list[Run]:
    notebook = path.parent.parent / f"{path.stem.split('-')[0]}.ipynb"
    if not notebook.is_file():
        there = [other.stem for other in sorted(notebook.parent.glob("*.ipynb"))]
        raise PressframesError(
            f"{path} begins with the name of no notebook{near(notebook.stem, there)}; "
            f"{notebook.parent} has {names(there)}."
        )
    found = [Run(name, notebook, path, given) for name, given in matrix.expand(path, _values(path))]
    for run in found:
        checks.check(path, run.parameters, notebook)
    return found


class _Loader(yaml.SafeLoader):
    """YAML as papermill reads it: a day without quotes is the text that it looks like."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _values(path: Path) -> dict[str, object]:
    """What the YAML sets; a name without a value sets nothing."""
    try:
        given = yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PressframesError(f"{path} is not YAML: {' '.join(str(error).split())}.") from error
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise PressframesError(f"{path} must hold lines like `since: 2024-06-01`, one a parameter.")
    return {str(name): value for name, value in given.items() if value is not None}


def _no_double(found: Sequence[Run]) -> None:
    """Two runs of one name would be one page; their names may not differ in their case only either."""
    seen: dict[str, Run] = {}
    for run in found:
        other = seen.setdefault(run.name.casefold(), run)
        if other is not run:
            raise PressframesError(f"{run.source} and {other.source} both have a run {run.name!r}: rename one of them.")


def _shown(found: Sequence[Run], most: int = 20) -> str:
    more = [f"{len(found) - most} more"] if len(found) > most else []
    return names([run.name for run in found[:most]] + more)
