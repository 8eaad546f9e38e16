"""The processes of a report: an interpreter that imports once what runs and pages need, and a fork of it for each call.

The interpreter is started in the environment that `environment` pins, so that nothing of the user's own reaches what
runs.  It has one thread, without which a fork would not be safe, and what it has read its forks need not read again.
Each process dies with its parent, so that none is left behind whatever is killed.  Where a process cannot be forked
(macOS, Windows), the same calls are made in processes that are started.
"""

import ctypes
import gc
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from pressframes.errors import PressframesError
from pressframes.safe import plain

LINUX = sys.platform == "linux"  # what macOS's system libraries do does not outlive a fork
PR_SET_PDEATHSIG = 1
PATIENCE = 5.0  # seconds that the interpreter may take to end when it is told to
Call = tuple[Callable[..., Any], tuple[Any, ...]]  # a function, and what it is given


def environment(out: Path) -> dict[str, str]:
    """What runs find around them: the same on every machine, and nothing of the user's own settings or folder."""
    made = (out / ".cache").resolve()
    return os.environ | {
        "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONSAFEPATH": "1", "JUPYTER_PREFER_ENV_PATH": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1", "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(made / "matplotlib"), "IPYTHONDIR": str(made / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(made / "jupyter"), "PRESSFRAMES_READINGS": str(made / "readings"),
        # One thread a process: there is a process for each core, and with more threads nothing could be forked.
        "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
    }  # fmt: skip


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def words(error: BaseException) -> str:
    """The type of an error and its message; of one of the system, what the system says without numbers and paths."""
    if isinstance(error, ChildProcessError):
        return str(error)
    said = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {line(said or str(error))}"


def line(message: str) -> str:
    """One line that a terminal shows as it is: no colours, no control characters, no full stop."""
    return " ".join(plain(re.sub(r"\x1b\[[0-9;]*m", "", message)).split())[:500].rstrip(".")


def apart(
    environment: Mapping[str, str], work: Callable[..., Iterator[Any]], *given: Any
) -> Generator[Any, None, None]:
    """What a generator yields in an interpreter of its own, and raises; left early, it ends with all that it started.

    It has a session of its own: Ctrl-C reaches this process alone.  What it writes is kept for its last words.
    """
    with TemporaryFile() as errors, subprocess.Popen(
        [sys.executable, "-P", "-c", f"from pressreport.runs import forks; forks.serve({os.getpid()})"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        try:
            try:
                process.stdin.write(pickle.dumps((work, given)))
                process.stdin.flush()
                while (told := pickle.load(process.stdout)) is not None:
                    if isinstance(told, BaseException):
                        raise told
                    yield told
            except (EOFError, BrokenPipeError, pickle.UnpicklingError):
                errors.seek(0)
                said = errors.read().decode("utf-8", "replace").strip().splitlines()
                status = process.wait(PATIENCE)
                ended = lost(status, said[-1] if said and status > 0 else "")  # killed, it had no time to say why
                raise PressframesError(
                    f"The process of the report {ended}; the next report goes on from here."
                ) from None
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def serve(parent: int) -> None:
    """The other side of `apart`: standard input and output are its channel, and what runs finds nothing there."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    die_with(parent)
    gc.disable()  # a tenth of the time of imports, of which nothing is garbage
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())

    def tell(what: Any) -> None:
        answers.write(pickle.dumps(what))
        answers.flush()

    try:
        work, given = pickle.load(calls)
        for told in work(*given):
            tell(told)
        tell(None)
    except Exception as error:
        error.add_note(traceback.format_exc())
        tell(error)


def forked(calls: Sequence[Call], jobs: int, cold: bool = False) -> Iterator[tuple[int, Any]]:
    """Each call in a process of its own, so many at a time: its number and what it gave, as they end.

    That is an exception if it raised one, and a ChildProcessError if its process ended over it.  With `cold` the
    processes are started, as they are where nothing can be forked.
    """
    context: Any = get_context("spawn" if cold or not alone() else "fork")
    waiting, running = list(enumerate(calls)), dict[Connection, tuple[int, Any]]()
    gc.freeze()  # else each child looks through, and so copies, all that was imported here
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                number, call = waiting.pop(0)
                receiving, sending = context.Pipe(duplex=False)
                process = context.Process(target=_make, args=(call, sending, os.getpid()))
                process.start()
                sending.close()
                running[receiving] = number, process
            for ended in wait(list(running)):
                assert isinstance(ended, Connection)
                number, process = running.pop(ended)
                try:
                    [given] = ended.recv()
                    process.join()
                except (EOFError, OSError, pickle.UnpicklingError):
                    process.join()
                    given = ChildProcessError(f"the process that ran it {lost(process.exitcode)}")
                ended.close()
                yield number, given
    finally:
        for _, process in running.values():
            process.terminate()
        for _, process in running.values():
            process.join()


def shared(calls: Sequence[Call]) -> Iterator[tuple[int, Any]]:
    """As `forked`, on all cores; one after the other in this process if it cannot be forked."""
    return forked(calls, cores()) if alone() else ((number, _made(call)) for number, call in enumerate(calls))


def lost(status: int, said: str = "") -> str:
    """How a process ended: its exit status, negative for a signal, and its last words."""
    ended = f"was killed by signal {-status}" if status < 0 else f"ended with exit status {status}"
    return ended + (f": {line(said)}" if said else "")


def alone() -> bool:
    """Whether this process can be forked: it has one thread, and none that Python does not know of."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(1)  # matplotlib has one while it looks for fonts
    return LINUX and len(os.listdir("/proc/self/task")) == 1


def die_with(parent: int) -> None:
    """Let the system kill this process when its parent ends, which may just have happened."""
    if LINUX:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _make(call: Call, sending: Connection, parent: int) -> None:
    gc.enable()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with(parent)
    # As a kernel that is forked from here sees itself: nobody's child, with nothing to read on its standard input.
    current_process().name, sys.stdin = "MainProcess", open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sending.send([_made(call)])
    os._exit(0)  # what was inherited is not this process's to end


def _made(call: Call) -> Any:
    function, given = call
    try:
        return function(*given)
    except Exception as error:
        return error
