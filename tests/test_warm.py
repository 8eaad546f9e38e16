"""A kernel that is forked is as one that is started: its outputs have the same bytes, and it knows of no other."""

import os

import pytest

from notebook_samples import run_file, sample
from pressreport.runs import batch, executed

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="kernels are forked on Linux only")

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
os.chdir("/"), threading.Thread(target=time.sleep, args=(300,), daemon=True).start()
"""
RANDOM = "import random, numpy, uuid\nprint(random.random(), numpy.random.random(), uuid.uuid4())"


def outputs(tmp_path, code: str, cold: bool, runs: int) -> list[bytes]:
    """The executed notebooks of some runs of a notebook with this code, one after the other by one worker."""
    place = tmp_path / ("cold" if cold else "warm")
    for number in range(runs):
        sample(place / "notebooks" / f"count{number}.ipynb", extra=code)
        run_file(place / "notebooks", f"count{number}")
    options = batch.Options(jobs=1, cold=cold)
    assert batch.report(place / "notebooks" / "runs", place / "out", None, options) == 0
    return [path.read_bytes() for path in sorted((place / "out" / "notebooks").iterdir())]


def cells(notebook: bytes) -> bytes:
    """Without what is noted of its origin, which names other paths."""
    return notebook[: notebook.index(b'"metadata": {\n  "kernelspec"')]


def test_a_forked_kernel_sees_what_a_started_one_sees_and_nothing_of_the_one_before(tmp_path):
    first, second = outputs(tmp_path, SEES + SOILS, False, 2)
    started, _ = outputs(tmp_path, SEES + SOILS, True, 2)
    assert cells(first) == cells(second)
    assert cells(first) == cells(started)
    assert b"from a shell" in first
    assert b"image/png" in first


def test_each_forked_kernel_has_random_numbers_of_its_own(tmp_path):
    outputs(tmp_path, RANDOM, False, 2)
    told = [executed.read(path) for path in sorted((tmp_path / "warm" / "out" / "notebooks").iterdir())]
    one, other = (notebook.cells[-1].outputs[0].text.split() for notebook in told)
    assert all(left != right for left, right in zip(one, other, strict=True))
    assert len(one) == 3
