"""The folder of a report: whose its files are, what stands in it, and what that was made from.

Only what a report has made is written anew or removed: `out/.pressframes.json` names the runs whose files are its own.

`out/runs.jsonl` has a line of JSON for each run, in order of name, for machines to read.

| key | meaning |
|---|---|
| `run` | the name of the run; its notebook is `notebooks/RUN.ipynb`, or `failed/RUN.ipynb` |
| `notebook`, `source` | the files that it was made from: the notebook and the YAML |
| `parameters` | what the YAML sets; the rest has the notebook's default |
| `result` | of the last report that asked for it: `made`, `unchanged` (what stood was right) or `failed` |
| `failure` | the cell and the error, or an empty text |
| `started`, `seconds` | when its notebook was last executed (UTC, ISO 8601), and for how long; null if not known |
| `hashes` | SHA-256 of what it follows from: `notebook`, `library`, and each parameter that names files |
| `versions` | of Python and the packages that shape the output |
| `made_from` | one digest of parameters, hashes and versions; a run with the same one is not executed again |

The file is written anew after each run, aside and moved into place: whenever a batch ends, every line is whole and
says what stands in the folder.
"""

import json
import platform
import re
import shutil
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeGuard

from filelock import FileLock, Timeout

from pressframes.errors import PressframesError
from pressreport.runs import executed, runs
from pressreport.runs.runs import Run

PACKAGES = ("ipykernel", "matplotlib", "nbconvert", "pandas", "pandera", "papermill", "pyarrow", "trafilatura")
ASIDE = ".partial"  # where runs are written before they are moved into place
MARK, JOURNAL, LOCK = ".pressframes.json", "runs.jsonl", ".lock"
TOP = ("notebooks", "failed", "runs", "site", ASIDE, ".cache", JOURNAL)
WRITTEN = ("notebooks/*.ipynb", "failed/*.ipynb", "runs/*.yaml", "site/*.html", "site/notebooks/*.ipynb", "site/*.svg")
PLACES = (".", "notebooks", "failed", "runs", "site", "site/notebooks", "site/data")
PART = re.compile(r"\..+\.[0-9a-f]{8}\.part")  # as `executed.write_whole` calls what it writes aside
Line = dict[str, Any]


class Folder:
    """The folder of a report of these runs; `with` it is this report's alone.

    The system lets go of it when this process has ended, however it did.  Raises PressframesError, before anything is
    written, if something of the user's is where this report would write, or if another report is at work there.
    """

    def __init__(self, out: Path, every: Sequence[Run]) -> None:
        self.out, self._every = out, every
        self._lock = FileLock(out / LOCK, blocking=False)
        self._made_before = self._own()
        present = self._present()
        foreign = [path for run in every if run.name not in self._made_before for path in present[run.name]]
        sources = {path.resolve() for run in every for path in (run.source, run.notebook)}
        foreign += [path for paths in present.values() for path in paths if path.resolve() in sources]
        if not (out / MARK).is_file() and not self._made_before:
            foreign = [out / name for name in TOP if (out / name).exists()]
        if foreign:
            raise PressframesError(
                f"{foreign[0]} was not made by a report, and this one would write over it: give --out a folder of its "
                "own, or move that away."
            )

    def __enter__(self) -> "Folder":
        self.out.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout:
            raise PressframesError(
                f"Another report is at work in {self.out}: wait until it is done, or give another --out."
            ) from None
        present = self._present()
        names = {run.name for run in self._every} | {name for name in self._made_before if present[name]}
        executed.write_whole(self.out / MARK, json.dumps({"runs": sorted(names)}, indent=1) + "\n")
        self._sweep()
        (self.out / ASIDE).mkdir()
        runs.write(self._every, self.out / "runs")
        names = {run.name for run in self._every}
        self.lines = {name: line for name, line in _lines(self.out / JOURNAL).items() if name in names}
        return self

    def __exit__(self, *_: object) -> None:
        self._sweep()
        self._lock.release()

    def note(
        self, run: Run, origin: Line, failure: str = "", started: datetime | None = None, seconds: float | None = None
    ) -> None:
        """Put down in the journal what became of a run; one that was not `started` stands, unless it failed."""
        before = self.lines.get(run.name, {})
        result, times = "failed" if failure else "made" if started else "unchanged", ("started", "seconds")
        self.lines[run.name] = {
            "run": run.name, "notebook": run.notebook.name, "source": run.source.name, "parameters": run.parameters,
            "result": result, "failure": failure, **dict.fromkeys(times), **origin,
        }  # fmt: skip
        if started and seconds:
            self.lines[run.name] |= {"started": started.isoformat(timespec="seconds"), "seconds": round(seconds, 2)}
        elif result == "unchanged" and before.get("made_from") == origin["made_from"]:
            self.lines[run.name] |= {name: before.get(name) for name in times}
        told = [json.dumps(self.lines[name], ensure_ascii=False) for name in sorted(self.lines)]
        executed.write_whole(self.out / JOURNAL, "".join(f"{line}\n" for line in told))

    def forget(self) -> None:
        """Remove the pages, and the files for papermill, that were made for runs that are no more."""
        pages = {run.name for run in self._every}
        listed = {run.name for run in self._every if run.name != run.source.stem}
        for name, paths in self._present().items():
            for path in paths if name in self._made_before else ():
                kind = path.relative_to(self.out).parts[0]
                if (kind == "site" and name not in pages) or (kind == "runs" and name not in listed):
                    path.unlink()

    def _own(self) -> set[str]:
        """The runs whose files here were made by a report before this one; by its journal where there is no mark."""
        try:
            return set(json.loads((self.out / MARK).read_text(encoding="utf-8"))["runs"])
        except (OSError, ValueError, TypeError, KeyError):
            return set(_lines(self.out / JOURNAL)) if (self.out / LOCK).is_file() else set()

    def _present(self) -> dict[str, list[Path]]:
        """The files that stand where those of runs do, by the name of the run."""
        found: dict[str, list[Path]] = defaultdict(list)
        for pattern in WRITTEN:
            for path in self.out.glob(pattern):
                found[re.sub(r"-\d+$", "", path.stem) if path.suffix == ".svg" else path.stem].append(path)
        return found

    def _sweep(self) -> None:
        """Remove the parts that a report may have left when it was killed."""
        shutil.rmtree(self.out / ASIDE, ignore_errors=True)
        for part in [part for folder in PLACES for part in (self.out / folder).glob(".*.part")]:
            if PART.fullmatch(part.name):
                part.unlink()


# -- what runs are made from


class Origins:
    """What runs follow from, as the lines of a journal have it; files that several runs share are read once."""

    def __init__(self) -> None:
        self._content, self._cells = cache(_content), cache(_cells)

    def of(self, run: Run) -> Line:
        """`hashes`, `versions` and `made_from` of a run."""
        given = {name: run.notebook.parent / value for name, value in runs.values(run).items() if _may_be_path(value)}
        found = {
            "hashes": {
                "notebook": self._cells(run.notebook.resolve()),
                "library": self._content(Path(__file__).resolve().parents[2]),
                **{name: self._content(path.resolve()) for name, path in given.items() if path.exists()},
            },
            "versions": {"python": platform.python_version()} | {package: version(package) for package in PACKAGES},
        }
        return found | {"made_from": _sha256(json.dumps([run.parameters, found], sort_keys=True))}


def _lines(journal: Path) -> dict[str, Line]:
    """The lines of a journal by the name of the run, without what is none."""
    found: dict[str, Line] = {}
    for text in journal.read_text(encoding="utf-8", errors="replace").splitlines() if journal.is_file() else ():
        try:
            line = json.loads(text)
            found |= {line["run"]: line} if line["made_from"] else {}
        except (ValueError, TypeError, KeyError):
            continue
    return found


def _may_be_path(value: object) -> TypeGuard[str]:
    """Whether a parameter may name a file: a text, and not one that no path can be."""
    return isinstance(value, str) and bool(value) and "\0" not in value and len(value) < 1000


def _content(path: Path) -> str:
    """Of a file, or of the files below a folder, in one order on every machine; compiled Python is no source."""
    found = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    files = sorted(file for file in found if "__pycache__" not in file.parts)
    return _sha256(json.dumps([[str(file.relative_to(path)), _sha256(file.read_bytes())] for file in files]))


def _cells(notebook: Path) -> str:
    """Of a notebook: its cells and their tags; the outputs that are stored in it change nothing."""
    cells = executed.read(notebook).cells
    return _sha256(json.dumps([[cell.cell_type, cell.source, cell.metadata.get("tags", [])] for cell in cells]))


def _sha256(content: str | bytes) -> str:
    return sha256(content.encode() if isinstance(content, str) else content).hexdigest()
