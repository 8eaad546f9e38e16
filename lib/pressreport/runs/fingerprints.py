"""What a run is made from, as digests: while they are the same, it is not made again."""

import hashlib
import json
import platform
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TypeGuard

from pressreport.runs import executed, runs
from pressreport.runs.runs import Run

PACKAGES = ("ipykernel", "matplotlib", "nbconvert", "pandas", "pandera", "papermill", "pyarrow", "trafilatura")


@dataclass(frozen=True, slots=True)
class Origin:
    """All that the output of a run follows from.

    `notebook`, `library` and each of `files` (articles, rulings and whatever else a parameter names) are the SHA-256
    of their contents; `versions` are those of Python and the packages that shape the output.
    """

    parameters: dict[str, object]
    notebook: str
    files: dict[str, str]
    library: str
    versions: dict[str, str]

    @property
    def digest(self) -> str:
        """All of it in one."""
        return _sha256(json.dumps(asdict(self), sort_keys=True))


@dataclass(slots=True)
class Origins:
    """The origins of the runs of a batch; what several runs share is read once."""

    _seen: dict[Path, str] = field(default_factory=dict)

    def of(self, run: Run) -> Origin:
        """The origin of a run, as its files are now or were when another run asked."""
        given = {name: run.notebook.parent / value for name, value in runs.values(run).items() if _is_path(value)}
        files = {name: self._content(path.resolve()) for name, path in given.items() if path.exists()}
        versions = {"python": platform.python_version()} | {package: version(package) for package in PACKAGES}
        library = self._content(Path(__file__).resolve().parents[2])
        return Origin(run.parameters, self._cells(run.notebook.resolve()), files, library, versions)

    def _content(self, path: Path) -> str:
        if path not in self._seen:
            parts = [[str(file.relative_to(path)), _sha256(file.read_bytes())] for file in _files(path)]
            self._seen[path] = _sha256(json.dumps(parts))
        return self._seen[path]

    def _cells(self, notebook: Path) -> str:
        """Of a notebook: its cells and their tags; the outputs that are stored in it change nothing."""
        if notebook not in self._seen:
            cells = [
                [cell.cell_type, cell.source, cell.metadata.get("tags", [])] for cell in executed.read(notebook).cells
            ]
            self._seen[notebook] = _sha256(json.dumps(cells))
        return self._seen[notebook]


def _is_path(value: object) -> TypeGuard[str]:
    """Whether a parameter may name a file: a text, and not one that no path can be."""
    return isinstance(value, str) and bool(value) and "\0" not in value and len(value) < 1000


def _files(path: Path) -> list[Path]:
    """The file, or the files below the folder, in one order on every machine; compiled Python is no source."""
    found = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sorted(file for file in found if "__pycache__" not in file.parts)


def _sha256(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
