"""The report: every run through papermill, as many at a time as there are cores, then the site over what stands.

A run is written aside and moved into place whole, and is not run again while its notebook, parameters, articles,
rulings, library and versions are the same.  When it fails, what it had got to goes to `out/failed/`, the page of its
last good run stays, and the other runs go on.  Whatever ends a report, the next one goes on from there.

`out/runs.jsonl` has a line of JSON for each run, in order of name, for machines to read.  It also says what in the
folder is a report's own: only files of runs that have a line there are written anew or removed.

| key | meaning |
|---|---|
| `run` | the name of the run; its notebook is `notebooks/RUN.ipynb`, or `failed/RUN.ipynb` |
| `notebook`, `source` | the files that it was made from: the notebook and the YAML |
| `parameters` | what the YAML sets; the rest has the notebook's default |
| `result` | of the last report that asked for it: `made`, `unchanged` (what stood was right) or `failed`; |
| | `due` if none has come to it; a run that is no more keeps its line as long as its notebook stands |
| `failure` | the cell and the error, or an empty text |
| `started`, `seconds` | when its notebook was last executed (UTC, ISO 8601), and for how long; null if not known |
| `hashes` | SHA-256 of what it follows from: `notebook`, `library`, and each parameter that names files |
| `versions` | of Python and the packages that shape the output |
| `made_from` | one digest of parameters, hashes and versions; a run with the same one is not executed again |

The file is written anew after each run, aside and moved into place: whenever a batch ends, every line is whole and
says what stands in the folder.
"""

import json
import os
import platform
import re
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tqdm import tqdm

from pressframes.errors import PressframesError
from pressframes.safe import plain
from pressreport.runs import executed, forks, runs
from pressreport.runs.runs import Run

CELL_SECONDS = 120
BAR = "{bar} {n_fmt} of {total_fmt}, {elapsed} gone, {remaining} left"
PACKAGES = ("ipykernel", "matplotlib", "nbconvert", "pandas", "pandera", "papermill", "pyarrow", "trafilatura")
ASIDE = ".partial"  # where runs are written before they are moved into place
JOURNAL, LOCK = "runs.jsonl", ".lock"
TOP = ("notebooks", "failed", "runs", "site", ASIDE, ".cache", JOURNAL)
WRITTEN = ("notebooks/*.ipynb", "failed/*.ipynb", "runs/*.yaml", "site/*.html", "site/notebooks/*.ipynb", "site/*.svg")
PLACES = (".", "notebooks", "failed", "runs", "site", "site/notebooks", "site/data")
PART = re.compile(r"\..+\.[0-9a-f]{8}\.part")  # as `executed.write_whole` calls what it writes aside
Line = dict[str, Any]
Outcome = tuple[str, datetime | None, float | None]  # the failure or an empty text, when it began, how long it took


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: `force` also what stands, `jobs` at a time (0: one a core), `cold` in processes that are started."""

    force: bool = False
    jobs: int = 0
    cell_seconds: int = CELL_SECONDS
    cold: bool = False


DEFAULT = Options()


def report(runs_folder: Path, out: Path, only: str | None = None, options: Options = DEFAULT) -> int:
    """Run what has changed, render the site, say where to look; 0, or 1 when a run failed.

    Raises PressframesError, before anything runs, when a YAML or its notebook is not as it should be, when something
    that no report made is where this one would write, or when another report is at work in the folder.
    """
    begun, failures, ended = time.monotonic(), dict[str, str](), {"unchanged": 0, "failed": 0}
    told = forks.apart(forks.environment(out), _work, runs_folder, out, only, options)
    with closing(told), _progress(next(told)) as show:
        for name, result, failure in told:
            failures |= {name: failure} if failure else {}
            if result:  # else it is no run, but a part of the site that could not be made
                show(name, result, failure)
                ended[result] = ended.get(result, 0) + 1
    unchanged = ended.pop("unchanged")
    made = sum(ended.values()) - ended["failed"]
    print(f"{made} run, {unchanged} unchanged, {len(failures)} failed, in {time.monotonic() - begun:.0f} s")
    for name, failure in sorted(failures.items()):
        stands = "its earlier page is kept" if (out / "site" / f"{name}.html").is_file() else "it has no page yet"
        there = f"; see {out / 'failed' / name}.ipynb" if (out / "failed" / f"{name}.ipynb").is_file() else ""
        print(f"{name} failed in {failure}; {stands}{there}", file=sys.stderr)
    print(f"Open {out / 'site' / 'index.html'}")
    return 1 if failures else 0


def store(notebooks: Path) -> int:
    """Run each notebook of a folder on its defaults and keep the outputs in it; 0, or 1 when one failed."""
    status = 0
    with closing(forks.apart(forks.environment(notebooks.parent / "out"), _stored, notebooks)) as told:
        for path, failure in told:
            print(f"{path}: {failure or 'stored'}", flush=True)
            status |= bool(failure)
    return status


# -- in the interpreter of a report


def _work(runs_folder: Path, out: Path, only: str | None, options: Options) -> Iterator[Any]:
    """The names of the runs; then each with its result and its failure, as it ends; then what the site lacks."""
    every = runs.find(runs_folder)
    chosen = runs.find(runs_folder, only) if only else every
    found = origins(every)
    with Folder(out, every, found) as folder:
        yield [run.name for run in chosen]
        due = [run for run in chosen if options.force or not _stands(run, found[run.name], out)]
        for run in (run for run in chosen if run not in due):
            folder.note(run, "unchanged")
            yield run.name, "unchanged", ""
        aside = out.resolve() / ASIDE  # paths are whole, since papermill goes to the notebook's folder
        calls: list[tuple[Any, ...]] = [
            (run.notebook.resolve(), run.parameters, aside / f"{run.name}.ipynb",
             {"made_from": found[run.name]["made_from"]}, options.cell_seconds)
            for run in due
        ]  # fmt: skip
        for at, (failure, started, seconds) in _outcomes(calls, {runs.articles(run).resolve() for run in due}, options):
            run = due[at]
            try:
                _move(run, failure, found[run.name], out)
                folder.note(run, "failed" if failure else "made", failure, started, seconds)
            except OSError as error:  # a full disk fails this run, and the others are tried
                failure = failure or forks.words(error)
            yield run.name, "failed" if failure else f"{seconds:.1f} s", failure
        from pressreport import site

        for name, failure in site.build(every, out).items():
            yield name, "", failure
        folder.forget()


def _stored(notebooks: Path) -> Iterator[tuple[Path, str]]:
    """Each notebook of the folder, and what stopped it."""
    out, every = notebooks.parent / "out", sorted(notebooks.glob("*.ipynb"))
    with Folder(out, (), {}):
        asides = [out.resolve() / ASIDE / path.name for path in every]
        calls: list[tuple[Any, ...]] = [
            (path.resolve(), {}, aside, {}, CELL_SECONDS) for path, aside in zip(every, asides, strict=True)
        ]
        for at, (failure, _, _) in _outcomes(calls, set(), DEFAULT):
            if not failure:
                made = executed.read(asides[at])
                made.metadata.pop("pressframes")
                executed.write_whole(every[at], executed.text(made))
            yield every[at], failure


def _outcomes(calls: Sequence[tuple[Any, ...]], articles: set[Path], options: Options) -> Iterator[tuple[int, Outcome]]:
    """What becomes of each run, as it ends; what they all need is imported and read before, once for all."""
    if not calls:
        return
    _import()
    from pressframes.frames import cache as readings
    from pressreport.runs import kernels

    readings.forget(Path(os.environ[readings.FOLDER]))
    for folder in articles:
        if any(path.suffix == ".parquet" for path in (folder, *folder.rglob("*"))):
            list(forks.forked([(_read, (folder,))], 1))  # Arrow starts threads, after which nothing could be forked
        else:
            _read(folder)
    each = [(kernels.run, call) for call in calls]
    for at, given in forks.forked(each, options.jobs or forks.cores(), options.cold):
        yield at, (forks.words(given), None, None) if isinstance(given, Exception) else given


def _import() -> None:
    """What runs import first, and what reading compiles and drawing looks up once, before anything is to be kept."""
    import matplotlib.pyplot  # noqa: F401  (not its inline backend, which looks for the kernel when imported)
    import trafilatura  # noqa: F401

    from pressframes import compare, frames  # noqa: F401
    from pressframes.records import Article
    from pressreport import charts, html, parameters, site, tables  # noqa: F401

    articles = frames.table([Article("a", "On 1 May 2001 two people were killed, police said.")])
    charts.bundle(charts.estimates(frames.claims(articles), articles), "")


def _read(folder: Path) -> None:
    from pressframes import frames

    with suppress(Exception):  # whatever an article brings about is said by the runs that need it
        frames.claims(frames.read_articles(folder))


def _stands(run: Run, origin: Line, out: Path) -> bool:
    """Whether the run has been made from the same, and has not failed since."""
    failed = (out / "failed" / f"{run.name}.ipynb").is_file()
    return not failed and executed.noted(out / "notebooks" / f"{run.name}.ipynb", "made_from") == origin["made_from"]


def _move(run: Run, failure: str, origin: Line, out: Path) -> None:
    """Move the executed notebook to where it belongs."""
    aside = out / ASIDE / f"{run.name}.ipynb"
    good, bad = (out / folder / f"{run.name}.ipynb" for folder in ("notebooks", "failed"))
    target = bad if failure else good
    target.parent.mkdir(parents=True, exist_ok=True)
    if failure and not aside.is_file():  # the process was killed, or had no room to write
        unrun = executed.read(run.notebook)
        unrun.metadata["pressframes"] = {"made_from": origin["made_from"], "failure": failure}
        executed.write_whole(aside, executed.text(unrun))
    os.replace(aside, target)
    if not failure:
        bad.unlink(missing_ok=True)


@contextmanager
def _progress(names: Sequence[str]) -> Iterator[Callable[[str, str, str], None]]:
    """Shows a line a run, in the order of these names, each as soon as all before it are known.

    On a terminal a bar stands under them, and they are cut to its width; in a log they are whole.
    """
    known: dict[str, str] = {}
    waiting, total = list(names), len(names)
    terminal, room = sys.stdout.isatty(), shutil.get_terminal_size().columns
    with tqdm(
        total=total, file=sys.stdout, disable=not terminal, leave=False, bar_format=BAR, ncols=min(room, 100)
    ) as bar:  # fmt: skip

        def show(name: str, result: str, failure: str) -> None:
            known[name] = f"{result:>9}  {plain(name)}" + (f": {plain(failure)}" if failure else "")
            bar.update()
            while waiting and waiting[0] in known:
                number = total - len(waiting) + 1
                line = f"[{number:{len(str(total))}}/{total}] {known[waiting.pop(0)]}"
                bar.write(line if len(line) <= room or not terminal else f"{line[: room - 1]}…", file=sys.stdout)
                sys.stdout.flush()

        yield show


# -- the folder of a report


class Folder:
    """The folder of a report of these runs; `with` it is this report's alone.

    The system lets go of it when this process has ended, however it did.  Raises PressframesError, before anything is
    written, if something of the user's is where this report would write, or if another report is at work there.
    """

    def __init__(self, out: Path, every: Sequence[Run], found: Mapping[str, Line]) -> None:
        self.out, self._every, self._found = out, every, found
        self._lock = FileLock(out / LOCK, blocking=False)
        self.lines = _lines(out / JOURNAL) if (out / LOCK).is_file() else {}
        present = self._present()
        foreign = [path for run in every if run.name not in self.lines for path in present[run.name]]
        sources = {path.resolve() for run in every for path in (run.source, run.notebook)}
        foreign += [path for paths in present.values() for path in paths if path.resolve() in sources]
        if not ((out / LOCK).is_file() and (out / JOURNAL).is_file()):  # no report began here
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
        present, due = self._present(), {run.name: self._line(run, "due") for run in self._every}
        self.lines = due | {name: line for name, line in self.lines.items() if name in due or present[name]}
        self._write()  # first of all: whatever ends this report, the next one knows what is its own
        self._sweep()
        (self.out / ASIDE).mkdir()
        runs.write(self._every, self.out / "runs")
        return self

    def __exit__(self, *_: object) -> None:
        self._sweep()
        self._lock.release()

    def note(
        self, run: Run, result: str, failure: str = "", started: datetime | None = None, seconds: float | None = None
    ) -> None:
        """Put down in the journal what became of a run."""
        before, made = self.lines[run.name], self._line(run, result, failure)
        if started and seconds:
            made |= {"started": started.isoformat(timespec="seconds"), "seconds": round(seconds, 2)}
        elif result == "unchanged" and before.get("made_from") == made["made_from"]:
            made |= {name: before.get(name) for name in ("started", "seconds")}
        self.lines[run.name] = made
        self._write()

    def forget(self) -> None:
        """Remove the pages, and the files for papermill, that were made for runs that are no more."""
        pages = {run.name for run in self._every}
        listed = {run.name for run in self._every if run.name != run.source.stem}
        for name, paths in self._present().items():
            for path in paths if name in self.lines else ():
                kind = path.relative_to(self.out).parts[0]
                if (kind == "site" and name not in pages) or (kind == "runs" and name not in listed):
                    path.unlink()

    def _line(self, run: Run, result: str, failure: str = "") -> Line:
        return {
            "run": run.name, "notebook": run.notebook.name, "source": run.source.name, "parameters": run.parameters,
            "result": result, "failure": failure, "started": None, "seconds": None, **self._found[run.name],
        }  # fmt: skip

    def _write(self) -> None:
        told = [json.dumps(self.lines[name], ensure_ascii=False) for name in sorted(self.lines)]
        executed.write_whole(self.out / JOURNAL, "".join(f"{line}\n" for line in told))

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


def origins(chosen: Sequence[Run]) -> dict[str, Line]:
    """`hashes`, `versions` and `made_from` of each run, by its name; files that several share are read once."""
    content, cells = cache(_content), cache(_cells)
    versions = {"python": platform.python_version()} | {package: version(package) for package in PACKAGES}
    found: dict[str, Line] = {}
    for run in chosen:
        texts = {name: text for name, text in runs.values(run).items() if isinstance(text, str) and text}
        # A text that no path can be is not looked for: the system would refuse it.
        may_be = {name: text for name, text in texts.items() if "\0" not in text and len(text) < 1000}
        paths = {name: run.notebook.parent / text for name, text in may_be.items()}
        hashes = {
            "notebook": cells(run.notebook.resolve()),
            "library": content(Path(__file__).resolve().parents[2]),
            **{name: content(path.resolve()) for name, path in paths.items() if path.exists()},
        }
        told: Line = {"hashes": hashes, "versions": versions}
        found[run.name] = told | {"made_from": _sha256(json.dumps([run.parameters, told], sort_keys=True))}
    return found


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


if __name__ == "__main__":
    from pressreport.runs import batch  # by its own name, by which what works apart finds its functions

    sys.exit(batch.store(Path(sys.argv[1])))
