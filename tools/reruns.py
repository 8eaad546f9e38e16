"""How fast a batch is: the table between the `reruns` markers of README.md.

`python -m tools.reruns [--runs N] [--readme FILE]`, in the project's folder, measures one after the other,
on the project's notebooks and articles and with as many runs:

- a shell loop over the papermill command, one run after the other;
- `pressframes report`, from an empty folder to the finished site;
- the floor of all that starts a kernel for each run: as many kernels that import pandas and matplotlib and nothing
  else, as many at a time as there are cores.

The rest says where the time of a run goes: the seconds of the processor in one cold kernel, step by step.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from jupyter_client.manager import start_new_kernel

from pressreport.runs.forks import cores
from tools.readme import machine, measured

RUNS = 40


class Taken(NamedTuple):
    """What a way of running is in words, the seconds that it took, and those of the processor, all cores together."""

    way: str
    seconds: float
    processor: float


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the table; see `readme.measured`."""
    parser = argparse.ArgumentParser(prog="python -m tools.reruns", description="Measure reruns.")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"how many reruns ({RUNS})")
    return measured("reruns", parser, argv, lambda runs: measure(Path.cwd(), max(1, runs)))


def measure(home: Path, count: int) -> str:
    """The table in Markdown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _project(home, folder, count)
        ways = [
            _timed("a shell loop over the papermill command", lambda: _loop(folder, files)),
            _timed("`pressframes report`, the site included", lambda: _report(folder, files)),
            _timed(f"the same number of bare kernels, {cores()} at a time", lambda: _bare(folder, count)),
        ]
        journal = (folder / "out" / "runs.jsonl").read_text(encoding="utf-8").splitlines()
        executed = median(float(json.loads(line)["seconds"]) for line in journal)
        parts = ("papermill", "ipykernel.kernelapp", "pandas, matplotlib, pressframes.compare, pressreport.charts")
        steps = [_timed(part, partial(_python, folder, "-c", f"import {part}")).processor for part in parts]
    return table(ways, count, executed, steps)


def table(ways: Sequence[Taken], count: int, executed: float, steps: Sequence[float]) -> str:
    """The measured ways beside the first, and where the time of one run goes, in Markdown."""
    loop = ways[0].seconds
    rows = [f"| {way} | {took:.0f} | {took / loop:.2f} | {cpu:.0f} | {cpu / count:.2f} |" for way, took, cpu in ways]
    papermill, kernel, own = steps
    return "\n".join([
        f"Measured by `make reruns` on {datetime.now(UTC):%Y-%m-%d}: {machine()}, all of them used.", "",
        f"| {count} reruns of the notebooks | seconds | of the loop | of processor | a run |",
        "|---|---:|---:|---:|---:|", *rows, "",
        f"In seconds of the processor: a run of the loop imports papermill ({papermill:.1f} s), starts a kernel whose "
        f"imports take {kernel:.1f} s, and in it imports pandas, matplotlib and the library ({own:.1f} s); the rest is "
        "work.",
        "The report imports all that once and forks itself for each run; by the clock a run there takes "
        f"{executed:.1f} s from the fork to the written notebook.", "",
    ])  # fmt: skip


def _project(home: Path, folder: Path, count: int) -> list[Path]:
    """A copy of the notebooks and articles, with as many files of parameters, spread evenly over the notebooks."""
    for part in ("notebooks", "data"):
        shutil.copytree(home / part, folder / part)
    runs = folder / "notebooks" / "runs"
    notebooks = {path.stem for path in (folder / "notebooks").glob("*.ipynb")}
    names = sorted(notebooks & {path.stem for path in runs.glob("*.yaml")})
    shutil.rmtree(runs)
    runs.mkdir()
    files = [runs / f"{name}-{number:03}.yaml" for number, name in enumerate(islice(cycle(names), count))]
    for number, path in enumerate(files):
        path.write_text(f"articles: ../data/articles\nuntil: {2100 + number}-12-31\n", encoding="utf-8")
    return files


def _timed(way: str, work: Callable[[], object]) -> Taken:
    """The seconds of the clock, and those of the processor here and in all processes that were started."""
    print(f"{way} ...", end=" ", file=sys.stderr, flush=True)
    before = os.times()
    work()
    *used, seconds = (after - first for after, first in zip(os.times(), before, strict=True))
    print(f"{seconds:.1f} s", file=sys.stderr, flush=True)
    return Taken(way, seconds, sum(used))


def _loop(folder: Path, files: Sequence[Path]) -> None:
    """What one would write in a shell, in the folder of the notebooks."""
    (folder / "loop").mkdir()
    for path in files:
        notebook, made = f"{path.stem.rpartition('-')[0]}.ipynb", f"../loop/{path.stem}.ipynb"
        quiet = ("--no-progress-bar", "--log-level", "ERROR")
        _python(folder / "notebooks", "-m", "papermill", *quiet, notebook, made, "-f", f"runs/{path.name}")


def _report(folder: Path, files: Sequence[Path]) -> None:
    _python(folder, "-m", "pressframes", "report")
    assert len(list((folder / "out" / "notebooks").glob("*.ipynb"))) == len(files)


def _bare(folder: Path, count: int) -> None:
    """Each kernel from this process, which has the client imported already, as a pool of them would."""

    def start(_: int) -> None:
        manager, client = start_new_kernel(
            kernel_name="python3", extra_arguments=["--log-level=ERROR"], cwd=str(folder), env=_environment()
        )
        client.execute_interactive("import pandas, matplotlib")
        client.stop_channels()
        manager.shutdown_kernel()

    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(start, range(count)))


def _python(folder: Path, *words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=folder, env=_environment(), check=True, capture_output=True)


def _environment() -> dict[str, str]:
    """Bytecode is kept as on a user's machine, whatever is set here."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


if __name__ == "__main__":
    sys.exit(main())
