"""The fork server: a process that imports once what runs and pages need, and forks a process for each call.

It is started in the environment that `environment` pins, and pickles go both ways over its standard input and output.
Nothing but imports happens in it, and it has one thread, without which a fork would not be safe.  Each child dies with
its parent, so that no process is left behind whatever is killed.
"""

import ctypes
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from pkgutil import resolve_name
from tempfile import TemporaryFile
from typing import Any

from pressframes.safe import plain

LINUX = sys.platform == "linux"  # what macOS's system libraries do does not outlive a fork
PR_SET_PDEATHSIG = 1
PATIENCE = 5.0  # seconds that an interpreter may take to end when it is told to
Call = tuple[str | Callable[..., Any], tuple[Any, ...]]  # a function, or its `module:name`, and what it is given


class Lost(ChildProcessError):
    """What a call gives whose process ended over it: the exit status, negative for a signal, and its last words."""

    def __str__(self) -> str:
        status, said = self.args
        ended = f"was killed by signal {-status}" if status < 0 else f"ended with exit status {status}"
        return f"the process that ran it {ended}" + (f": {line(said)}" if said else "")


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
    if isinstance(error, Lost):
        return str(error)
    said = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {line(said or str(error))}"


def line(message: str) -> str:
    """One line that a terminal shows as it is: no colours, no control characters, no full stop."""
    return " ".join(plain(re.sub(r"\x1b\[[0-9;]*m", "", message)).split())[:500].rstrip(".")


class Server:
    """Makes calls, `jobs` at a time; `with` ends it and all that it started, however it is left.

    With `cold`, or where nothing can be forked, each call has an interpreter of its own.
    """

    def __init__(self, environment: Mapping[str, str], jobs: int, cold: bool = False) -> None:
        self._environment, self._jobs = environment, jobs
        self._server = None if cold or not LINUX else _Interpreter(environment, f"serve({jobs}, {os.getpid()})")

    @property
    def warm(self) -> bool:
        """Whether there is a process that has imported what calls need."""
        return self._server is not None

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        if self._server:
            self._server.end()

    def each(self, calls: Sequence[Call]) -> Iterator[tuple[int, Any]]:
        """The number of each call and what it gave, as they end: an exception if it raised one, `Lost` if it was lost.

        When the server itself is lost, so are the calls that it was making; the rest are made without it.
        """
        left = dict(enumerate(calls))
        try:
            if self._server and left:
                self._server.say(list(left.items()))
                while left:
                    at, given = self._server.hear()
                    del left[at]
                    yield at, given
        except (EOFError, OSError, pickle.UnpicklingError):
            assert self._server
            lost, self._server = self._server.lost(), None
            for at in list(left)[: self._jobs]:
                del left[at]
                yield at, lost
        yield from cold(list(left.items()), self._jobs, self._environment)


class _Interpreter(subprocess.Popen[bytes]):
    """A Python that runs a function of this module, in a session of its own: Ctrl-C reaches its parent alone."""

    def __init__(self, environment: Mapping[str, str], call: str) -> None:
        self._errors = TemporaryFile()  # noqa: SIM115
        super().__init__(
            [sys.executable, "-P", "-c", f"from pressreport.runs import forks; forks.{call}"], env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, start_new_session=True,
        )  # fmt: skip

    def say(self, given: object) -> None:
        assert self.stdin
        pickle.dump(given, self.stdin)
        self.stdin.flush()

    def hear(self) -> Any:
        assert self.stdout
        return pickle.load(self.stdout)

    def end(self) -> None:
        self.terminate()
        try:
            self.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            self.wait()

    def lost(self) -> Lost:
        with suppress(subprocess.TimeoutExpired):  # it is about to end by itself
            self.wait(PATIENCE)
        self.end()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return Lost(self.returncode, said[-1] if said else "")


def cold(calls: Sequence[tuple[int, Call]], jobs: int, environment: Mapping[str, str]) -> Iterator[tuple[int, Any]]:
    """As `forked`, with an interpreter for each call; they are looked at in turn, which works on every system."""
    waiting, running = list(calls), dict[int, _Interpreter]()
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                number, call = waiting.pop(0)
                running[number] = _Interpreter(environment, f"make({os.getpid()})")
                with suppress(OSError):  # it ended at once, which is seen below
                    running[number].say(call)
            time.sleep(0.02)
            for number in [number for number, one in running.items() if one.poll() is not None]:
                ended = running.pop(number)
                try:
                    yield number, ended.hear()
                except (EOFError, pickle.UnpicklingError):
                    yield number, ended.lost()
    finally:
        for one in running.values():
            one.end()


def forked(calls: Sequence[tuple[int, Call]], jobs: int) -> Iterator[tuple[int, Any]]:
    """Each call in a process forked for it, so many at a time; its number and what it gave, as they end."""
    waiting, running, parent = list(calls), dict[Connection, tuple[int, int]](), os.getpid()
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                number, call = waiting.pop(0)
                receiving, sending = Pipe(duplex=False)
                pid = os.fork()
                if not pid:
                    try:
                        signal.signal(signal.SIGTERM, signal.SIG_DFL)
                        die_with(parent)
                        sending.send([_made(call)])
                    finally:
                        os._exit(0)
                sending.close()
                running[receiving] = number, pid
            for ended in wait(list(running)):
                assert isinstance(ended, Connection)
                try:
                    given = ended.recv()
                except (EOFError, OSError, pickle.UnpicklingError):
                    given = []
                number, pid = running.pop(ended)
                ended.close()
                status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
                yield number, *(given or [Lost(status, "")])
    finally:
        for _, pid in running.values():
            os.kill(pid, signal.SIGTERM)
        for _, pid in running.values():
            os.waitpid(pid, 0)


def shared(work: Callable[..., None], items: Sequence[tuple[Any, ...]]) -> None:
    """Work on each item: the first here, as it compiles what the rest need, and the rest in forks if they can be."""
    waiting = list(items)
    while waiting and not (len(waiting) < len(items) and alone()):
        work(*waiting.pop(0))
    for _, given in forked([(number, (work, item)) for number, item in enumerate(waiting)], cores()):
        if given is not None:
            raise given


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


# -- in the interpreters


def serve(jobs: int, parent: int) -> None:
    """Make the calls that come in on standard input until it ends."""
    calls, answers = _channel(parent)
    _import()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with suppress(EOFError):
        while True:
            asked = pickle.load(calls)
            for answer in forked(asked, jobs) if alone() else cold(asked, jobs, os.environ):
                pickle.dump(answer, answers)
                answers.flush()


def make(parent: int) -> None:
    """Make the one call that comes in on standard input."""
    calls, answers = _channel(parent)
    if not Path(os.environ["MPLCONFIGDIR"]).is_dir():  # else the first kernel says on stderr that it looks for fonts
        import matplotlib.font_manager  # noqa: F401
    pickle.dump(_made(pickle.load(calls)), answers)
    answers.flush()


def _channel(parent: int) -> tuple[Any, Any]:
    """Standard input and output for this module alone: what runs finds nothing to read, and writes to the errors."""
    channel = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    die_with(parent)
    return channel


def _made(call: Call) -> Any:
    function, given = call
    try:
        return (resolve_name(function) if isinstance(function, str) else function)(*given)
    except Exception as error:
        return error


def _import() -> None:
    """What runs import first, and what reading compiles and drawing looks up once, before anything is to be kept."""
    import matplotlib.pyplot  # noqa: F401  (not its inline backend, which looks for the kernel when imported)

    from pressframes import compare, frames  # noqa: F401
    from pressframes.records import Article
    from pressreport import charts, html, parameters, site, tables  # noqa: F401
    from pressreport.runs import kernels  # noqa: F401

    articles = frames.table([Article("a", "On 1 May 2001 two people were killed, police said.")])
    charts.bundle(charts.estimates(frames.claims(articles), articles), "")
