"""A kernel that is forked is as one that is started, and one that is lost fails its run alone."""

import os
import sys

import psutil
import pytest

from notebook_samples import run_file, sample
from pressreport.runs import batch, executed
from pressreport.site import said

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

SEES = """
import os, sys, pathlib, time, threading
import matplotlib, numpy, pandas
print(pathlib.Path.cwd().name, os.environ["TZ"], time.tzname, os.environ["MPLBACKEND"], sys.argv[0][-21:], sys.argv[1])
print([part for part in sys.path if "notebooks" in part], sys.flags.safe_path)
print(matplotlib.rcParams["lines.linewidth"], pandas.options.display.max_rows, os.environ.get("MINE"), __name__)
print(sorted(thread.name for thread in threading.enumerate() if "Thread-" not in thread.name))
print(os.getpgid(0) == os.getpid(), os.getsid(0) == os.getpid())
os.system("echo from a shell"), print(sys.stdin.read() == "", file=sys.stderr)
import matplotlib.pyplot as plt
_ = plt.plot([1, 2])
"""
SOILS = """
matplotlib.rcParams["lines.linewidth"], os.environ["MINE"] = 9, "left behind"
pandas.options.display.max_rows = 7
import random, uuid
with open("../random.txt", "a") as file:
    _ = file.write(f"{random.random()} {numpy.random.random()} {uuid.uuid4()}\\n")
os.chdir("/"), threading.Thread(target=time.sleep, args=(300,), daemon=True).start()
"""
KILLS = "import os\nos.kill(os.getpid(), 9)"
KILLED = "the kernel died of SIGKILL, as the system does when memory runs out"
SECONDS = 5
LIMIT = f"it took longer than the {SECONDS} s that a cell may take"
FAULTS = {
    "deaf": ("import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(300)", LIMIT),
    "ended": ("import os\nos._exit(3)", "the kernel died with exit status 3"),
    "killed": (KILLS, KILLED),
    "left": ("raise SystemExit(4)", "SystemExit: 4"),
    "prints": ("while True:\n    print('x' * 60)", LIMIT),
}
FINE = {
    **dict.fromkeys(("first", "second"), SEES + SOILS),
    "forks": "import os, time\nif not os.fork():\n    time.sleep(300)",
    "starts": "import subprocess\nsubprocess.Popen(['sleep', '300'])",
}


def made(home, notebooks, **options):
    """What a report of notebooks with this code gives: its exit status, and its folder."""
    for name, code in notebooks.items():
        sample(home / "notebooks" / f"{name}.ipynb", extra=code)
        run_file(home / "notebooks", name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESSFRAMES_TEST", str(home))
        return batch.report(home / "notebooks" / "runs", home / "out", None, batch.Options(**options)), home / "out"


def left(home):
    """The processes that were started for a report and live."""
    for process in psutil.process_iter():
        try:
            if process.environ().get("PRESSFRAMES_TEST") == str(home) and process.pid != os.getpid():
                yield process
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue


@pytest.fixture(scope="module")
def cold(tmp_path_factory):
    home = tmp_path_factory.mktemp("cold")
    status, out = made(home, {"first": SEES + SOILS, "killed": KILLS}, jobs=2, cold=True)
    assert (status, psutil.wait_procs(list(left(home)), 5)[1]) == (1, [])
    return out


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    """In order of name, so that what the `first` leaves behind would meet the `second`."""
    home = tmp_path_factory.mktemp("warm")
    codes = FINE | {name: code for name, (code, _) in FAULTS.items()}
    status, out = made(home, codes, jobs=2, cell_seconds=SECONDS)
    assert (status, list(left(home))) == (1, [])
    return out


def cells(path):
    """The bytes of a notebook without what is noted of its origin, which names other paths."""
    notebook = path.read_bytes()
    return notebook[: notebook.index(b'"metadata": {\n  "kernelspec"')]


def test_a_forked_kernel_sees_what_a_started_one_sees_and_nothing_of_the_one_before(warm, cold):
    first = cells(warm / "notebooks" / "first.ipynb")
    assert first == cells(warm / "notebooks" / "second.ipynb")
    assert first == cells(cold / "notebooks" / "first.ipynb")
    assert b"from a shell" in first
    assert b"image/png" in first


def test_each_forked_kernel_has_random_numbers_of_its_own(warm):
    one, other = (line.split() for line in (warm.parent / "random.txt").read_text().splitlines())
    assert all(left != right for left, right in zip(one, other, strict=True))
    assert len(one) == 3


def test_a_started_kernel_that_is_lost_fails_its_run(cold):
    assert executed.noted(cold / "failed" / "killed.ipynb", "failure") == f"cell 6: {KILLED}"


@pytest.mark.parametrize("name", FAULTS)
def test_a_kernel_that_is_lost_fails_its_run_alone(warm, name):
    failed = warm / "failed" / f"{name}.ipynb"
    assert executed.noted(failed, "failure") == f"cell 6: {FAULTS[name][1]}"
    assert said.answer(executed.read(failed)) == "all <b>at</b> 1"
    assert not (warm / "site" / f"{name}.html").exists()


@pytest.mark.parametrize("name", FINE)
def test_a_cell_may_start_and_fork_what_does_not_outlive_it(warm, name):
    assert (warm / "site" / f"{name}.html").is_file()
    assert not (warm / "failed" / f"{name}.ipynb").exists()
