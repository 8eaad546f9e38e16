"""The report: every run through papermill, one after the other, then the site over what stands.

A run is written aside and moved into place whole, and is not run again while its notebook, parameters,
articles, library and versions are the same.  When it fails, what it had got to goes to `out/failed/`,
the page of its last good run stays, and the other runs go on.
"""

import hashlib
import json
import os
import platform
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from subprocess import run as call
from types import ModuleType

import nbformat

from pressframes.report import executed, runs, site
from pressframes.report.runs import Run

CELL_SECONDS = 120
PACKAGES = ("ipykernel", "matplotlib", "nbconvert", "pandas", "pandera", "pyarrow", "trafilatura")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a run: `failure` is empty, or names the cell and the error."""

    run: Run
    seconds: float = 0.0
    fresh: bool = False
    failure: str = ""


def report(runs_folder: Path, out: Path, force: bool = False, only: str | None = None) -> int:
    """Run what has changed, render the site, say where to look; 0, or 1 when a run failed.

    Raises PressframesError, before anything runs, when a YAML or its notebook is not as it should be.
    """
    every, chosen = runs.find(runs_folder), runs.find(runs_folder, only)
    started = time.monotonic()
    with pinned(out):
        results = [_attempt(run, out, force, f"[{n}/{len(chosen)}]") for n, run in enumerate(chosen, start=1)]
    failures = {result.run.name: result.failure for result in results if result.failure}
    failures |= site.build(every, out)
    _summarize(results, failures, out, time.monotonic() - started)
    return 1 if failures else 0


def store(notebooks: Path) -> int:
    """Run each notebook of a folder on its defaults and keep the outputs in it; 0, or 1 when one failed."""
    failed = False
    with pinned(notebooks.parent / "out"):
        for path in sorted(notebooks.glob("*.ipynb")):
            notebook, failure = execute(path, {}, notebooks.parent / "out" / "stored.ipynb")
            if not failure:
                executed.write_whole(path, nbformat.writes(notebook) + "\n")
            print(f"{path}: {failure or 'stored'}", flush=True)
            failed |= bool(failure)
    return int(failed)


@contextmanager
def pinned(out: Path) -> Iterator[None]:
    """What a kernel must not take from the user's own settings, for as long as runs go on."""
    before, cache = dict(os.environ), (out / ".cache").resolve()
    os.environ |= {
        "TZ": "UTC", "PYTHONHASHSEED": "0", "JUPYTER_PREFER_ENV_PATH": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(cache / "matplotlib"), "IPYTHONDIR": str(cache / "ipython"),
    }  # fmt: skip
    try:
        if not cache.is_dir():  # else the first kernel says on stderr that it looks for fonts
            call([sys.executable, "-c", "import matplotlib.font_manager"], check=True)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def fingerprint(run: Run) -> str:
    """A digest of all that the output of a run follows from."""
    made_from = hashlib.sha256()
    cells = [[cell.cell_type, cell.source, cell.metadata.get("tags", [])] for cell in executed.read(run.notebook).cells]
    versions = [platform.python_version(), *(version(package) for package in PACKAGES)]
    made_from.update(json.dumps([run.parameters, cells, versions]).encode())
    for path in _files(Path(__file__).parents[1]) + _files(runs.articles(run)):
        made_from.update(path.name.encode() + path.read_bytes())
    return made_from.hexdigest()


def execute(notebook: Path, parameters: dict[str, object], aside: Path) -> tuple[nbformat.NotebookNode, str]:
    """The executed notebook, as far as it got, and the failure that stopped it or an empty text.

    The kernel works in the notebook's own folder, as it does in JupyterLab, so that paths mean the same.
    """
    import papermill  # half a second of imports, which a page rendered again does not need

    aside.parent.mkdir(parents=True, exist_ok=True)
    try:
        failure = _papermill(papermill, notebook.resolve(), parameters, aside.resolve())
        return executed.tidy(executed.read(aside if aside.is_file() else notebook)), failure
    finally:
        aside.unlink(missing_ok=True)


def _papermill(papermill: ModuleType, notebook: Path, parameters: dict[str, object], aside: Path) -> str:
    """Execute into `aside`; the failure in one line, or an empty text.  A run that fails does not stop the others."""
    try:
        papermill.execute_notebook(
            notebook, aside, parameters, kernel_name="python3", cwd=notebook.parent, progress_bar=False,
            execution_timeout=CELL_SECONDS,
            extra_arguments=["--log-level=ERROR"],  # else each kernel remarks that it speaks over TCP
        )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        return f"cell {error.exec_count}: {error.ename}: {_line(error.evalue)}"
    except Exception as error:  # a dead kernel, a cell past its time, a notebook that is none
        return f"{type(error).__name__}: {_line(str(error))}"
    return ""


def _attempt(run: Run, out: Path, force: bool, number: str) -> Result:
    """Run it unless it stands as it would become, and put it where it belongs."""
    print(f"{number} {run.name} ... ", end="", flush=True)
    started, good, bad = time.monotonic(), out / "notebooks" / f"{run.name}.ipynb", out / "failed" / f"{run.name}.ipynb"
    made_from = fingerprint(run)
    if not force and not bad.is_file() and executed.noted(good, "made_from") == made_from:
        print("unchanged", flush=True)
        return Result(run)
    notebook, failure = execute(run.notebook, run.parameters, out / f".{run.name}.part.ipynb")
    notebook.metadata["pressframes"] = {"made_from": made_from, "failure": failure}
    executed.write_whole(bad if failure else good, nbformat.writes(notebook) + "\n")
    if not failure:
        bad.unlink(missing_ok=True)
    seconds = time.monotonic() - started
    print(f"failed, {failure}" if failure else f"{seconds:.1f} s", flush=True)
    return Result(run, seconds, True, failure)


def _summarize(results: Sequence[Result], failures: dict[str, str], out: Path, seconds: float) -> None:
    made = sum(result.fresh and not result.failure for result in results)
    kept = sum(not result.fresh for result in results)
    print(f"{made} run, {kept} unchanged, {len(failures)} failed, in {seconds:.0f} s")
    for name, failure in failures.items():
        stands = "its earlier page is kept" if (out / "site" / f"{name}.html").is_file() else "it has no page yet"
        there = f"; see {out / 'failed' / name}.ipynb" if (out / "failed" / f"{name}.ipynb").is_file() else ""
        print(f"{name} failed in {failure}; {stands}{there}", file=sys.stderr)
    print(f"Open {out / 'site' / 'index.html'}")


def _files(path: Path) -> list[Path]:
    """The file, or the files below the folder, in one order on every machine; compiled Python is no source."""
    found = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sorted(file for file in found if "__pycache__" not in file.parts)


def _line(message: str) -> str:
    """One line that a terminal shows as it is: no colours, no control characters, no end."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", message)
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", plain).strip()[:500].rstrip(".")


if __name__ == "__main__":
    sys.exit(store(Path(sys.argv[1])))
