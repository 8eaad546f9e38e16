"""What goes wrong in a batch, done for real: no half file, no lost page, no process left, and the next report goes on.

Each test runs `pressframes report` as a process of its own and looks at all processes that have its folder in their
environment, as every worker, nursery and kernel does.
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
from pressreport.runs import batch, executed

WAIT = 120  # seconds, for a machine that is busy with something else
LIMITED = """
import resource, sys
from pressframes.command import main
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
sys.exit(main(sys.argv[1:]))
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc, and sends signals")


@pytest.fixture
def home(tmp_path):
    """A folder with two notebooks; `count` fails if its parameter says so, `when` never does."""
    sample(tmp_path / "notebooks" / "count.ipynb")
    sample(tmp_path / "notebooks" / "when.ipynb", title="When?")
    run_file(tmp_path / "notebooks", "count")
    run_file(tmp_path / "notebooks", "when")
    yield tmp_path
    for process in _mine(tmp_path):
        process.kill()


def _started(home: Path, *options: str, code: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, *(["-c", code] if code else ["-m", "pressframes"]), "report", *options]
    pipe = subprocess.PIPE
    environment = {**os.environ, "PRESSFRAMES_TEST": str(home)}
    return subprocess.Popen(command, cwd=home, stdout=pipe, stderr=pipe, text=True, env=environment)


def _mine(home: Path) -> list[psutil.Process]:
    """The processes that were started for this test and live."""
    found = []
    for process in psutil.process_iter():
        try:
            alive = process.status() != psutil.STATUS_ZOMBIE
            if alive and process.environ().get("PRESSFRAMES_TEST") == str(home):
                found.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found


def _until(true: Callable[[], object], what: str) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.02)


def _none_left(home: Path) -> None:
    """A kernel that was killed is gone at once, and one whose parents were killed within the blink of an eye."""
    _until(lambda: not _mine(home), "no process was left")


def _whole(home: Path) -> None:
    """No half file: no parts, every notebook a notebook, every line of the journal a line."""
    out = home / "out"
    assert [path for path in out.rglob("*") if ".part" in path.name and ".cache" not in path.parts] == []
    for path in out.glob("[!.]*/*.ipynb"):
        assert executed.read(path).cells
    for line in (out / "runs.jsonl").read_text().splitlines() if (out / "runs.jsonl").exists() else ():
        assert json.loads(line)["run"] in ("count", "when", "slow")


def _finishes(home: Path) -> str:
    """The next report goes on and ends well; what it printed."""
    process = _started(home)
    printed, errors = process.communicate(timeout=WAIT)
    assert (process.returncode, errors) == (0, "")
    assert {path.name for path in (home / "out" / "site").glob("*.html")} >= {"index.html", "count.html", "when.html"}
    _whole(home)
    _none_left(home)
    return printed


def _slow(home: Path, extra: str = "") -> Path:
    """A run `slow` of a notebook that writes `began` and then sleeps for minutes; gives the path of `began`."""
    code = f"import pathlib, time\npathlib.Path('../began').touch()\n{extra}\ntime.sleep(300)"
    sample(home / "notebooks" / "slow.ipynb", title="Slow?", extra=code)
    run_file(home / "notebooks", "slow")
    return home / "began"


def _not_slow(home: Path) -> None:
    (home / "notebooks" / "runs" / "slow.yaml").unlink()


# -- a run that fails, and what is left of it


@pytest.mark.parametrize(
    ("cold", "code", "seconds", "failure"),
    [
        (
            False, "import os\nos.kill(os.getpid(), 9)", 60,
            "count failed in cell 6: the kernel died of SIGKILL, as the system does when memory runs out;",
        ),
        (
            True, "import os\nos.kill(os.getpid(), 9)", 60,
            "count failed in cell 6: the kernel died of SIGKILL, as the system does when memory runs out;",
        ),
        (False, "import os\nos._exit(3)", 60, "count failed in cell 6: the kernel died with exit status 3;"),
        (True, "while True:\n    pass", 2, "count failed in cell 6: it took longer than the 2 s that a cell may take;"),
        (
            False, "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(300)", 2,
            "count failed in cell 6: it took longer than the 2 s that a cell may take;",
        ),
        (False, "raise SystemExit(4)", 60, "count failed in cell 6: SystemExit: 4;"),
    ],
)  # fmt: skip
def test_a_kernel_that_is_lost_fails_its_run_alone(home, monkeypatch, capsys, cold, code, seconds, failure):
    monkeypatch.setenv("PRESSFRAMES_TEST", str(home))
    monkeypatch.chdir(home)
    sample(home / "notebooks" / "count.ipynb", extra=code)
    options = batch.Options(cell_seconds=seconds, jobs=1, cold=cold)
    assert batch.report(Path("notebooks/runs"), Path("out"), None, options) == 1
    assert failure in capsys.readouterr().err
    assert executed.answer(executed.read(home / "out" / "failed" / "count.ipynb")) == "all <b>at</b> 1"
    assert (home / "out" / "site" / "when.html").is_file()
    assert [process.pid for process in _mine(home) if process.pid != os.getpid()] == []
    _whole(home)


def test_what_a_cell_has_started_does_not_outlive_it(home):
    sample(home / "notebooks" / "count.ipynb", extra="import subprocess\nsubprocess.Popen(['sleep', '300'])")
    _finishes(home)


@pytest.mark.parametrize("victim", [0, 1, 2], ids=["fork server", "child", "kernel"])
def test_a_process_that_is_killed_fails_its_run_alone(home, victim):
    began = _slow(home)
    process = _started(home, "--jobs", "1")
    _until(began.exists, "the slow cell began")
    [server] = psutil.Process(process.pid).children()
    [server, *server.children(recursive=True)][victim].kill()
    printed, errors = process.communicate(timeout=WAIT)
    assert process.returncode == 1
    assert re.search(r"slow failed in .*(killed by signal 9|the kernel died of SIGKILL)", errors)
    assert "2 run, 0 unchanged, 1 failed" in printed
    _none_left(home)
    _whole(home)


def test_a_disk_without_room_fails_what_does_not_fit_and_keeps_the_earlier_page(home):
    _finishes(home)
    run_file(home / "notebooks", "count", "times: 7\n")
    sample(home / "notebooks" / "count.ipynb", extra="print('x' * 100 * times ** 6)")
    page = (home / "out" / "site" / "count.html").read_bytes()
    process = _started(home, code=LIMITED)
    printed, errors = process.communicate(timeout=WAIT)
    assert process.returncode == 1
    assert "count failed in OSError: File too large; its earlier page is kept; see out/failed/count.ipynb" in errors
    assert "0 run, 1 unchanged, 1 failed" in printed
    assert executed.answer(executed.read(home / "out" / "notebooks" / "count.ipynb")) == "all <b>at</b> 1"
    assert b"Not renewed." in (home / "out" / "site" / "count.html").read_bytes()
    assert len(page) < 2_000_000
    _whole(home)
    _none_left(home)


# -- a report that is interrupted or killed


@pytest.mark.parametrize("moment", ["0.8", "workers", "began", "done", "all"])
def test_ctrl_c_leaves_nothing_behind_and_the_next_report_goes_on(home, moment):
    began = _slow(home) if moment in ("began", "done") else home / "began"
    process, out = _started(home, "--jobs", "2"), home / "out"
    match moment:
        case "workers":
            _until(lambda: len(_mine(home)) > 2, "a worker was there")
        case "began":
            _until(began.exists, "a cell ran")
        case "done":
            _until((out / "notebooks" / "when.ipynb").exists, "a run was done")
        case "all":
            _until(lambda: len(list(out.glob("notebooks/*.ipynb"))) == 2, "all runs were done")
        case _:
            time.sleep(float(moment))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=WAIT)
    if not moment[0].isdigit():  # else it may be before the command is imported, and Python itself that says so
        assert process.returncode in (130, 0)
        assert errors in ("pressframes: interrupted; the next report goes on from here\n", "")
    _none_left(home)
    _whole(home)
    if began.exists():
        _not_slow(home)
    before = {path.stem for path in out.glob("notebooks/*.ipynb")}
    printed = _finishes(home)
    assert all(f"unchanged  {name}\n" in printed for name in before)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGKILL])
def test_a_report_that_is_killed_takes_its_kernels_with_it(home, sign):
    began = _slow(home)
    process = _started(home)
    _until(began.exists, "the slow cell began")
    process.send_signal(sign)
    process.communicate(timeout=WAIT)
    _none_left(home)
    _not_slow(home)
    _finishes(home)


def test_a_second_report_in_one_folder_says_so_and_the_first_goes_on(home):
    began = _slow(home)
    first = _started(home)
    _until(began.exists, "the slow cell began")
    second = _started(home)
    printed, errors = second.communicate(timeout=WAIT)
    assert (second.returncode, printed) == (2, "")
    assert errors == ("pressframes: Another report is at work in out: wait until it is done, or give another --out.\n")
    assert first.poll() is None
    first.send_signal(signal.SIGINT)
    first.communicate(timeout=WAIT)
    _none_left(home)
