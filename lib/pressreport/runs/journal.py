"""`out/runs.jsonl`: a line of JSON for each run, in order of name, for machines to read.

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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pressreport.runs import executed
from pressreport.runs.fingerprints import Origin
from pressreport.runs.runs import Run
from pressreport.runs.workers import Done

RESULTS = ("made", "unchanged", "failed")
Line = dict[str, Any]


@dataclass(slots=True)
class Journal:
    """The lines of a report's folder by the name of the run."""

    path: Path
    lines: dict[str, Line] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path, runs: Sequence[Run]) -> "Journal":
        """What the file says of these runs; nothing of others, nor what is no line of a journal."""
        names = {run.name for run in runs}
        return cls(path, {line["run"]: line for line in _lines(path) if line["run"] in names})

    def note(self, run: Run, origin: Origin, done: Done | None = None) -> None:
        """Put down what became of a run, in the file too; without `done` it stands and was not executed."""
        failure = done.failure if done else ""
        started = done.started.isoformat(timespec="seconds") if done else None
        seconds = round(done.seconds, 2) if done else None
        before = self.lines.get(run.name, {})
        if not done and before.get("made_from") == origin.digest:
            started, seconds = before.get("started"), before.get("seconds")
        result = "unchanged" if not done else "failed" if failure else "made"
        self.lines[run.name] = {
            "run": run.name, "notebook": run.notebook.name, "source": run.source.name, "parameters": run.parameters,
            "result": result, "failure": failure, "started": started, "seconds": seconds,
            "hashes": {"notebook": origin.notebook, "library": origin.library, **origin.files},
            "versions": origin.versions, "made_from": origin.digest,
        }  # fmt: skip
        self.write()

    def write(self) -> None:
        """All lines to the file."""
        told = [json.dumps(self.lines[name], ensure_ascii=False) for name in sorted(self.lines)]
        executed.write_whole(self.path, "".join(f"{line}\n" for line in told))


def _lines(path: Path) -> list[Line]:
    found: list[Any] = []
    if path.is_file():
        for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                found.append(json.loads(text))
            except ValueError:
                continue
    return [line for line in found if isinstance(line, dict) and isinstance(line.get("run"), str)]
