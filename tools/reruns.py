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
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pressreport.runs.forks import cores
from tools.bench import machine, write

RUNS = 40
BARE = """
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="python3", extra_arguments=["--log-level=ERROR"])
client.execute_interactive("import pandas, matplotlib")
client.stop_channels()
manager.shutdown_kernel()
"""
STEPS = """
import json, os, sys
from subprocess import run
def seconds(code):
    before = os.times()
    run([sys.executable, "-c", code], check=True, cwd=sys.argv[1])
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system
own = "import pandas, matplotlib, pressframes.compare, pressreport.charts"
print(json.dumps([seconds("import papermill"), seconds("import ipykernel.kernelapp"), seconds(own)]))
"""


class Taken(NamedTuple):
    """What a way of running is in words, the seconds that it took, and those of the processor, all cores together."""

    way: str
    seconds: float
    processor: float


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write it into a README if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tools.reruns", description="Measure reruns.")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="N", help=f"how many reruns ({RUNS})")
    parser.add_argument("--readme", type=Path, metavar="FILE", help="write the table between its reruns markers")
    args = parser.parse_args(argv)
    found = measure(Path.cwd(), max(1, args.runs))
    print(found, end="")
    if args.readme:
        write(args.readme, found, "reruns")
    return 0


def measure(home: Path, count: int) -> str:
    """The table in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        files = _project(home, Path(folder), count)
        ways = [
            Taken("a shell loop over the papermill command", *_timed(_loop, Path(folder), files)),
            Taken("`pressframes report`, the site included", *_timed(_report, Path(folder), files)),
            Taken(f"the same number of bare kernels, {cores()} at a time", *_timed(_bare, Path(folder), files)),
        ]
        journal = (Path(folder) / "out" / "runs.jsonl").read_text(encoding="utf-8").splitlines()
        executed = median(float(json.loads(line)["seconds"]) for line in journal)
        steps = json.loads(_run([sys.executable, "-c", STEPS, folder], Path(folder)))
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
        f"The report imports all that once for each core and forks its kernels; by the clock a run there takes "
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


def _timed(work: Callable[[Path, Sequence[Path]], None], folder: Path, files: Sequence[Path]) -> tuple[float, float]:
    """The seconds of the clock, and those of the processor in all processes that were started."""
    print(f"{work.__name__.strip('_')} ...", end=" ", file=sys.stderr, flush=True)
    begin, before = time.perf_counter(), os.times()
    work(folder, files)
    seconds, after = time.perf_counter() - begin, os.times()
    print(f"{seconds:.1f} s", file=sys.stderr, flush=True)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, used


def _loop(folder: Path, files: Sequence[Path]) -> None:
    """What one would write in a shell, in the folder of the notebooks."""
    (folder / "loop").mkdir()
    papermill = [sys.executable, "-m", "papermill", "--no-progress-bar", "--log-level", "ERROR"]
    for path in files:
        notebook = f"{path.stem.rpartition('-')[0]}.ipynb"
        _run([*papermill, notebook, f"../loop/{path.stem}.ipynb", "-f", f"runs/{path.name}"], folder / "notebooks")


def _report(folder: Path, files: Sequence[Path]) -> None:
    _run([sys.executable, "-m", "pressframes", "report"], folder)
    assert len(list((folder / "out" / "notebooks").glob("*.ipynb"))) == len(files)


def _bare(folder: Path, files: Sequence[Path]) -> None:
    """Each kernel from a process that has the client imported already, as a pool of them would."""
    each = [f"for _ in range({len(share)}):\n" + "".join(f"    {line}\n" for line in BARE.strip().splitlines())
            for share in (files[first :: cores()] for first in range(cores()))]  # fmt: skip
    with ThreadPoolExecutor(cores()) as pool:
        list(pool.map(lambda code: _run([sys.executable, "-c", code], folder), each))


def _run(command: Sequence[str], folder: Path) -> str:
    """What the command prints; bytecode is kept as on a user's machine, whatever is set here."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return done.stdout.decode()


if __name__ == "__main__":
    sys.exit(main())
