"""What goes wrong in a batch, done for real: no half file, no lost page, no process left, and the next report goes on.

Each report is `pressframes report` as a process of its own, in one folder, as each costs seconds.  Looked at are all
processes that have the folder in their environment, as the fork server, its children and every kernel have.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from notebook_samples import run_file, sample
from pressreport.runs import executed
from pressreport.site import said
from test_kernels import left

WAIT = 120  # seconds, for a machine that is busy with something else
LIMITED = """
import resource, sys
from pressframes.command import main
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
sys.exit(main(sys.argv[1:]))
"""
SLOW = ("slow", "snail")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, and sends signals")


@pytest.fixture
def home(tmp_path):
    """A folder with two notebooks; `count` fails if its parameter says so, `when` never does."""
    sample(tmp_path / "notebooks" / "count.ipynb")
    sample(tmp_path / "notebooks" / "when.ipynb", title="When?")
    run_file(tmp_path / "notebooks", "count")
    run_file(tmp_path / "notebooks", "when")
    yield tmp_path
    for process in left(tmp_path):
        process.kill()


def _started(home: Path, *options: str, code: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, *(["-c", code] if code else ["-m", "pressframes"]), "report", *options]
    pipe = subprocess.PIPE
    environment = {**os.environ, "PRESSFRAMES_TEST": str(home)}
    return subprocess.Popen(command, cwd=home, stdout=pipe, stderr=pipe, text=True, env=environment)


def _until(true: Callable[[], object], what: str) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.02)


def _none_left(home: Path) -> None:
    """A kernel that was killed is gone at once, and one whose parents were killed within the blink of an eye."""
    _until(lambda: not list(left(home)), "no process was left")


def _whole(home: Path) -> None:
    """No half file: no parts, every notebook a notebook, every line of the journal a line."""
    out = home / "out"
    assert [path for path in out.rglob("*") if ".part" in path.name and ".cache" not in path.parts] == []
    for path in out.glob("[!.]*/*.ipynb"):
        assert executed.read(path).cells
    for line in (out / "runs.jsonl").read_text().splitlines() if (out / "runs.jsonl").exists() else ():
        assert json.loads(line)["run"] in ("count", "when", *SLOW)


def _slow(home: Path, name: str = "slow") -> Path:
    """A run of a notebook that writes that it began and then waits for `go`; the path that it writes."""
    code = f"import pathlib, time\npathlib.Path('../{name}').touch()\n"
    code += "while not pathlib.Path('../go').exists():\n    time.sleep(0.1)"
    sample(home / "notebooks" / f"{name}.ipynb", title="Slow?", extra=code)
    run_file(home / "notebooks", name)
    return home / name


def _slowly(home: Path, *options: str) -> subprocess.Popen[str]:
    """A report that is in the slow cell."""
    began = _slow(home)
    began.unlink(missing_ok=True)
    process = _started(home, *options)
    _until(began.exists, "the slow cell began")
    return process


def _ended(process: subprocess.Popen[str], home: Path) -> tuple[int, str, str]:
    """The exit status of a report, and what it printed; it left nothing behind."""
    printed, errors = process.communicate(timeout=WAIT)
    _none_left(home)
    _whole(home)
    return process.returncode, printed, errors


def test_whatever_ends_a_report_leaves_nothing_behind_and_a_run_that_is_killed_fails_alone(home):
    out, interrupted = home / "out", "pressframes: interrupted; the next report goes on from here\n"
    process = _started(home)
    time.sleep(0.8)  # it may be before the command is imported, and Python itself that says so
    process.send_signal(signal.SIGINT)
    _ended(process, home)

    process = _started(home, "--jobs", "2")
    _until(lambda: len(list(left(home))) > 2, "a worker was there")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=WAIT)
    _none_left(home)

    process = _slowly(home, "--jobs", "2")
    assert _started(home).communicate(timeout=WAIT) == (
        "", "pressframes: Another report is at work in out: wait until it is done, or give another --out.\n"
    )  # fmt: skip
    assert process.poll() is None
    _until((out / "notebooks" / "when.ipynb").exists, "the other runs were done")
    process.send_signal(signal.SIGINT)
    status, _, errors = _ended(process, home)
    assert (status, errors) == (130, interrupted)

    process = _slowly(home)
    process.kill()
    process.communicate(timeout=WAIT)
    _none_left(home)

    (home / "notebooks" / "runs" / "slow.yaml").unlink()
    status, printed, errors = _ended(_started(home), home)
    assert (status, errors) == (0, "")
    assert {path.name for path in (out / "site").glob("*.html")} == {"index.html", "count.html", "when.html"}
    assert all(f"unchanged  {name}\n" in printed for name in ("count", "when"))

    _kill(home)


def _kill(home: Path) -> None:
    """A report over pages that stand, with no room for `count`, and a child and a kernel killed; then one that is
    killed itself."""
    run_file(home / "notebooks", "count", "times: 7\n")
    sample(home / "notebooks" / "count.ipynb", extra="print('x' * 100 * times ** 6)")
    run_file(home / "notebooks", "when", "who: Riga\n")
    slow, snail = _slow(home), _slow(home, "snail")
    slow.unlink(missing_ok=True)
    process = _started(home, "--jobs", "2", code=LIMITED)
    _until(lambda: slow.exists() and snail.exists(), "both slow cells began")
    [server] = psutil.Process(process.pid).children()
    one, other = server.children()
    one.kill()
    other.children()[0].kill()
    status, printed, errors = _ended(process, home)
    assert (status, "1 run, 0 unchanged, 3 failed" in printed) == (1, True), printed
    assert len(re.findall(r"^(?:slow|snail) failed in .*killed by signal 9", errors, re.MULTILINE)) == 1
    assert len(re.findall(r"^(?:slow|snail) failed in cell 6: the kernel died of SIGKILL", errors, re.MULTILINE)) == 1
    assert "count failed in OSError: File too large; its earlier page is kept; see out/failed/count.ipynb" in errors
    assert said.answer(executed.read(home / "out" / "notebooks" / "count.ipynb")) == "all <b>at</b> 1"
    assert b"Not renewed." in (home / "out" / "site" / "count.html").read_bytes()
    assert said.answer(executed.read(home / "out" / "notebooks" / "when.ipynb")) == "Riga <b>at</b> 1"

    slow.unlink()
    process = _started(home, "--jobs", "1")
    _until(slow.exists, "the slow cell began")
    psutil.Process(process.pid).children()[0].kill()
    message = "pressframes: The process of the report was killed by signal 9; the next report goes on from here.\n"
    assert (process.communicate(timeout=WAIT)[1], process.returncode) == (message, 2)
    _none_left(home)
