"""The report: every run through papermill, as many at a time as there are cores, then the site over what stands.

A run is written aside and moved into place whole, and is not run again while its notebook, parameters, articles,
rulings, library and versions are the same.  When it fails, what it had got to goes to `out/failed/`, the page of its
last good run stays, and the other runs go on.  Whatever ends a report, the next one goes on from there.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pressreport.runs import executed, lock, progress, runs, surroundings, words
from pressreport.runs.fingerprints import Origin, Origins
from pressreport.runs.journal import Journal
from pressreport.runs.progress import Progress
from pressreport.runs.runs import Run
from pressreport.runs.workers import Done, Job, Workers
from pressreport.site import site

CELL_SECONDS = 120
ASIDE = ".partial"  # the folder in which runs are written


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: `force` also what stands, `jobs` at a time (0: one a core), `cold` without the nursery."""

    force: bool = False
    jobs: int = 0
    cell_seconds: int = CELL_SECONDS
    cold: bool = False


DEFAULT = Options()


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a run: `result` is one of `journal.RESULTS`; a `failure` names the cell and the error."""

    run: Run
    result: str
    failure: str = ""


def report(runs_folder: Path, out: Path, only: str | None = None, options: Options = DEFAULT) -> int:
    """Run what has changed, render the site, say where to look; 0, or 1 when a run failed.

    Raises PressframesError, before anything runs, when a YAML or its notebook is not as it should be, or when another
    report is at work in the same folder.
    """
    every = runs.find(runs_folder)
    chosen = runs.find(runs_folder, only) if only else every
    started = time.monotonic()
    with _folder(out) as held, surroundings.readings(out):
        runs.write(every, out / "runs")
        journal, origins = Journal.of(out / "runs.jsonl", every), Origins()
        found = {run.name: origins.of(run) for run in chosen}
        results = list(_results(chosen, found, journal, out, options, held))
        failures = {result.run.name: result.failure for result in results if result.failure}
        failures |= site.build(every, out)
    _summarize(results, failures, out, time.monotonic() - started)
    return 1 if failures else 0


def store(notebooks: Path) -> int:
    """Run each notebook of a folder on its defaults and keep the outputs in it; 0, or 1 when one failed."""
    out, paths, failed = notebooks.parent / "out", sorted(notebooks.glob("*.ipynb")), False
    with _folder(out) as held, _workers(len(paths), out, Options(), held) as workers:
        for done in workers.run([_job(path, {}, out / ASIDE / path.name, {}, CELL_SECONDS) for path in paths]):
            path = Path(done.job["notebook"])
            if not done.failure:
                made = executed.read(Path(done.job["aside"]))
                made.metadata.pop("pressframes")
                executed.write_whole(path, _text(made))
            print(f"{notebooks / path.name}: {done.failure or 'stored'}", flush=True)
            failed |= bool(done.failure)
    return int(failed)


@contextmanager
def _folder(out: Path) -> Iterator[int]:
    """The folder to this process alone, without the parts that a batch before it may have left when it was killed."""
    with lock.hold(out) as held:
        _sweep(out)
        try:
            yield held
        finally:
            _sweep(out)


def _sweep(out: Path) -> None:
    shutil.rmtree(out / ASIDE, ignore_errors=True)
    for part in [*out.glob(".*.part"), *out.glob("[!.]*/.*.part"), *out.glob("site/*/.*.part")]:
        part.unlink(missing_ok=True)


@contextmanager
def _workers(needed: int, out: Path, options: Options, held: int) -> Iterator[Workers]:
    """Workers that are at it, no more than there is to do."""
    (out / ASIDE).mkdir(parents=True, exist_ok=True)
    count = min(options.jobs or surroundings.cores(), needed)
    with Workers(count, surroundings.environment(out), [held], options.cold) as workers:
        workers.start()
        yield workers


def _results(
    chosen: Sequence[Run], found: dict[str, Origin], journal: Journal, out: Path, options: Options, held: int
) -> Iterator[Result]:
    """What becomes of each run, in the order in which it does; those that stand come first."""
    due = [run for run in chosen if options.force or not _stands(run, found[run.name], out)]
    with progress.shown([run.name for run in chosen]) as told:
        for run in chosen:
            if run not in due:
                journal.note(run, found[run.name])
                told.tell(run.name, "unchanged")
                yield Result(run, "unchanged")
        if due:
            with _workers(len(due), out, options, held) as workers:
                jobs = [_of(run, found[run.name], out, options) for run in due]
                for done in workers.run(jobs):
                    yield _settle(done, due[jobs.index(done.job)], found, journal, out, told)


def _stands(run: Run, origin: Origin, out: Path) -> bool:
    """Whether the run has been made from the same, and has not failed since."""
    failed = (out / "failed" / f"{run.name}.ipynb").is_file()
    return not failed and executed.noted(out / "notebooks" / f"{run.name}.ipynb", "made_from") == origin.digest


def _of(run: Run, origin: Origin, out: Path, options: Options) -> Job:
    aside = out / ASIDE / f"{run.name}.ipynb"
    return _job(run.notebook, run.parameters, aside, {"made_from": origin.digest}, options.cell_seconds)


def _job(notebook: Path, parameters: dict[str, Any], aside: Path, noted: dict[str, str], seconds: int) -> Job:
    """What a worker is told; paths are whole, since it need not stand where this process does."""
    paths = {"notebook": str(notebook.resolve()), "aside": str(aside.resolve())}
    return {**paths, "parameters": parameters, "noted": noted, "seconds": seconds}


def _settle(done: Done, run: Run, found: dict[str, Origin], journal: Journal, out: Path, told: Progress) -> Result:
    """Move the executed notebook to where it belongs, and note what became of the run."""
    failure = done.failure
    try:
        _move(done, run, out)
        journal.note(run, found[run.name], done)
    except OSError as error:  # a full disk fails this run, and the others are tried
        failure = failure or words.of(error)
    told.tell(run.name, "failed" if failure else f"{done.seconds:.1f} s", failure)
    return Result(run, "failed" if failure else "made", failure)


def _move(done: Done, run: Run, out: Path) -> None:
    aside = Path(done.job["aside"])
    good, bad = (out / folder / f"{run.name}.ipynb" for folder in ("notebooks", "failed"))
    target = bad if done.failure else good
    target.parent.mkdir(parents=True, exist_ok=True)
    if done.failure and not aside.is_file():  # the worker was killed, or had no room to write
        unrun = executed.read(run.notebook)
        unrun.metadata["pressframes"] = done.job["noted"] | {"failure": done.failure}
        executed.write_whole(aside, _text(unrun))
    os.replace(aside, target)
    if not done.failure:
        bad.unlink(missing_ok=True)


def _text(notebook: Any) -> str:
    import nbformat

    return f"{nbformat.writes(notebook)}\n"


def _summarize(results: Sequence[Result], failures: dict[str, str], out: Path, seconds: float) -> None:
    count = {kind: sum(result.result == kind for result in results) for kind in ("made", "unchanged")}
    print(f"{count['made']} run, {count['unchanged']} unchanged, {len(failures)} failed, in {seconds:.0f} s")
    for name, failure in sorted(failures.items()):
        stands = "its earlier page is kept" if (out / "site" / f"{name}.html").is_file() else "it has no page yet"
        there = f"; see {out / 'failed' / name}.ipynb" if (out / "failed" / f"{name}.ipynb").is_file() else ""
        print(f"{name} failed in {failure}; {stands}{there}", file=sys.stderr)
    print(f"Open {out / 'site' / 'index.html'}")


if __name__ == "__main__":
    sys.exit(store(Path(sys.argv[1])))
