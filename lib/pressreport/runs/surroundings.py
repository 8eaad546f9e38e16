"""What a kernel of the batch finds around it: the same on every machine, and nothing of the user's own settings."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pressframes.frames import cache as readings_cache


def environment(out: Path) -> dict[str, str]:
    """The environment of a worker, with the caches of `out` made ready."""
    cache = (out / ".cache").resolve()
    found = os.environ | {
        "TZ": "UTC", "PYTHONHASHSEED": "0", "JUPYTER_PREFER_ENV_PATH": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(cache / "matplotlib"), "IPYTHONDIR": str(cache / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(cache / "jupyter"), readings_cache.FOLDER: str(_readings(out)),
        # One thread a process: there is one for each core, and with more a nursery could not fork.
        "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
    }  # fmt: skip
    if not (cache / "matplotlib").is_dir():  # else the first kernel says on stderr that it looks for fonts
        subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], env=found, check=True)
    return found


@contextmanager
def readings(out: Path) -> Iterator[None]:
    """This process reads articles from the same readings as the workers, for as long."""
    before = os.environ.get(readings_cache.FOLDER)
    readings_cache.forget(_readings(out))
    os.environ[readings_cache.FOLDER] = str(_readings(out))
    try:
        yield
    finally:
        os.environ.pop(readings_cache.FOLDER)
        if before is not None:
            os.environ[readings_cache.FOLDER] = before


def _readings(out: Path) -> Path:
    return (out / ".cache" / "readings").resolve()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
