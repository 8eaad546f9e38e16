"""The report: every run through papermill, as many at a time as there are cores, then the site over what stands.

A run is written aside and moved into place whole, and is not run again while its notebook, parameters, articles,
rulings, library and versions are the same.  When it fails, what it had got to goes to `out/failed/`, the page of its
last good run stays, and the other runs go on.  Whatever ends a report, the next one goes on from there.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tqdm import tqdm

from pressframes.safe import plain
from pressreport.runs import executed, forks, runs
from pressreport.runs.folder import ASIDE, Folder, Line, Origins
from pressreport.runs.forks import Lost, Server
from pressreport.runs.runs import Run

CELL_SECONDS = 120
EXECUTE = "pressreport.runs.kernels:run"  # by its name: papermill, which comes with it, is not imported here
BAR = "{bar} {n_fmt} of {total_fmt}, {elapsed} gone, {remaining} left"
Outcome = tuple[str, datetime | None, float | None]  # the failure or an empty text, when it began, how long it took

Outcomes = Iterator[tuple[Run, Outcome]]


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: `force` also what stands, `jobs` at a time (0: one a core), `cold` without the fork server."""

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
    every = runs.find(runs_folder)
    chosen = runs.find(runs_folder, only) if only else every
    begun, failures = time.monotonic(), dict[str, str]()
    with Folder(out, every) as folder:
        origins = Origins()
        found = {run.name: origins.of(run) for run in chosen}
        due = [run for run in chosen if options.force or not _stands(run, found[run.name], out)]
        with _server(due, out, options) as server:
            with _progress([run.name for run in chosen]) as show:
                for run in (run for run in chosen if run not in due):
                    folder.note(run, found[run.name])
                    show(run.name, "unchanged", "")
                for run, (failure, started, seconds) in _outcomes(due, found, server, out, options):
                    try:
                        _move(run, failure, found[run.name], out)
                        folder.note(run, found[run.name], failure, started, seconds)
                    except OSError as error:  # a full disk fails this run, and the others are tried
                        failure = failure or forks.words(error)
                    failures |= {run.name: failure} if failure else {}
                    show(run.name, "failed" if failure else f"{seconds:.1f} s", failure)
            made = len(due) - len(failures)
            failures |= _site(server, every, out)
        folder.forget()
    took = time.monotonic() - begun
    print(f"{made} run, {len(chosen) - len(due)} unchanged, {len(failures)} failed, in {took:.0f} s")
    for name, failure in sorted(failures.items()):
        stands = "its earlier page is kept" if (out / "site" / f"{name}.html").is_file() else "it has no page yet"
        there = f"; see {out / 'failed' / name}.ipynb" if (out / "failed" / f"{name}.ipynb").is_file() else ""
        print(f"{name} failed in {failure}; {stands}{there}", file=sys.stderr)
    print(f"Open {out / 'site' / 'index.html'}")
    return 1 if failures else 0


def store(notebooks: Path) -> int:
    """Run each notebook of a folder on its defaults and keep the outputs in it; 0, or 1 when one failed."""
    out, every, failed = notebooks.parent / "out", sorted(notebooks.glob("*.ipynb")), False
    with Folder(out, ()), _server(every, out, DEFAULT) as server:
        asides = [out.resolve() / ASIDE / path.name for path in every]
        calls: list[tuple[Any, ...]] = [
            (path.resolve(), {}, aside, {}, CELL_SECONDS) for path, aside in zip(every, asides, strict=True)
        ]
        for at, given in server.each([(EXECUTE, call) for call in calls]):
            failure = _outcome(given)[0]
            if not failure:
                made = executed.read(asides[at])
                made.metadata.pop("pressframes")
                executed.write_whole(every[at], executed.text(made))
            print(f"{every[at]}: {failure or 'stored'}", flush=True)
            failed |= bool(failure)
    return int(failed)


@contextmanager
def _server(due: Sequence[object], out: Path, options: Options) -> Iterator[Server]:
    """What makes the calls of a report, if any is due; as long as it is there, this process shares its readings."""
    environment, jobs = forks.environment(out), options.jobs or forks.cores()
    with Server(environment, jobs, options.cold or not due) as server:
        from pressframes.frames import cache  # pandas comes with it, while the server imports

        readings = {cache.FOLDER: environment[cache.FOLDER]}
        cache.forget(Path(readings[cache.FOLDER]))
        with patch.dict(os.environ, readings):
            yield server


def _stands(run: Run, origin: Line, out: Path) -> bool:
    """Whether the run has been made from the same, and has not failed since."""
    failed = (out / "failed" / f"{run.name}.ipynb").is_file()
    return not failed and executed.noted(out / "notebooks" / f"{run.name}.ipynb", "made_from") == origin["made_from"]


def _outcomes(due: Sequence[Run], found: Mapping[str, Line], server: Server, out: Path, options: Options) -> Outcomes:
    """What becomes of each run, in the order in which it does; its articles are read before."""
    _read_ahead({runs.articles(run).resolve() for run in due})
    # Paths are whole, since who makes the call need not stand where this process does.
    calls = [
        (run.notebook.resolve(), run.parameters, out.resolve() / ASIDE / f"{run.name}.ipynb",
         {"made_from": found[run.name]["made_from"]}, options.cell_seconds)
        for run in due
    ]  # fmt: skip
    for at, given in server.each([(EXECUTE, call) for call in calls]):
        yield due[at], _outcome(given)


def _read_ahead(folders: Iterable[Path]) -> None:
    """Let each article be read once, before all kernels ask for it."""
    from pressframes import frames

    for folder in folders:
        with suppress(Exception):  # whatever an article brings about is said by the runs that need it
            frames.claims(frames.read_articles(folder))


def _outcome(given: Any) -> Outcome:
    if isinstance(given, Lost):
        return str(given), None, None
    return (forks.words(given), None, None) if isinstance(given, Exception) else given


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


def _site(server: Server, every: Sequence[Run], out: Path) -> dict[str, str]:
    """Build the site, in the fork server if there is one; what of it could not be made."""
    if not server.warm:
        from pressreport import site

        return site.build(every, out)
    [(_, given)] = server.each([("pressreport.site:build", (every, out))])
    if isinstance(given, Exception):
        raise given
    problems: dict[str, str] = {"site": str(given)} if isinstance(given, Lost) else given
    return problems


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


if __name__ == "__main__":
    sys.exit(store(Path(sys.argv[1])))
