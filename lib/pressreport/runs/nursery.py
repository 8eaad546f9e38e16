"""A nursery of kernels: a process that has imported what notebooks import, and forks a kernel when asked to.

`python -m pressreport.runs.nursery FD` serves one worker over the socket FD, a line of JSON a message:

    worker:  {"argv": [...], "env": {...}, "cwd": "..."}      a kernel, please
    nursery: {"pid": 123}, later {"status": -9}               here it is; so it ended
    nursery: {"pid": null}                                    no: a cold start is safer

A kernel is a process of its own, as if it had been started by the same command: nothing ran in the nursery but
imports, and it has one thread, without which a fork would not be safe (it refuses to fork when there are more).
The kernel dies with the nursery, and the nursery with its worker: no kernel is left behind, whatever is killed.
"""

import ctypes
import json
import os
import select
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Kernel:
    """A kernel that was forked; `handle` is its pidfd, readable when it has ended."""

    pid: int
    handle: int
    ended: bool = False


def main() -> None:
    """Serve until the worker is gone; in a forked child, become the kernel that was asked for."""
    _forget_folder()
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # ipykernel reads it when imported: whom to die with
    _import()
    channel, nursery = socket.socket(fileno=int(sys.argv[1])), os.getpid()
    asked = _serve(channel)
    if asked:
        channel.close()
        _become(asked, nursery)


def _import() -> None:
    """What notebooks import first, and what reading compiles once."""
    import matplotlib.pyplot  # noqa: F401  (not its inline backend, which looks for the kernel when imported)

    from pressframes import compare, frames  # noqa: F401
    from pressframes.records import Article
    from pressreport import charts, html, parameters, tables  # noqa: F401

    frames.claims(frames.table([Article("a", "On 1 May 2001 two people were killed, police said.")]))


def _serve(channel: socket.socket) -> dict[str, Any] | None:
    """Fork a kernel for each request; what to become in the child, None when the worker is gone."""
    lines = channel.makefile("r", encoding="utf-8")
    kernel: Kernel | None = None
    while True:
        watched = [channel.fileno(), *([kernel.handle] if kernel and not kernel.ended else [])]
        ready = select.select(watched, [], [])[0]
        if kernel and kernel.handle in ready:
            kernel.ended = True
            _say(channel, {"status": _status(kernel)})
        if channel.fileno() in ready:
            line = lines.readline()
            _clear_away(kernel)
            if not line:
                return None
            pid = os.fork() if _alone() else None
            if pid == 0:
                return dict(json.loads(line))
            kernel = Kernel(pid, os.pidfd_open(pid)) if pid else None
            _say(channel, {"pid": pid})


def _alone() -> bool:
    """Whether this thread is the only one, also among those that Python does not know of."""
    return threading.active_count() == 1 and len(os.listdir("/proc/self/task")) == 1


def _status(kernel: Kernel) -> int:
    """How it ended, as `subprocess` says it.  It is not yet reaped, so that nobody else gets its number."""
    told = os.waitid(os.P_PIDFD, kernel.handle, os.WEXITED | os.WNOWAIT)
    assert told is not None
    return told.si_status if told.si_code == os.CLD_EXITED else -told.si_status


def _clear_away(kernel: Kernel | None) -> None:
    """End the kernel of before with all that it started, and reap it."""
    if kernel:
        for end in (os.killpg, os.kill):  # it may not lead a group yet
            try:
                end(kernel.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        os.waitpid(kernel.pid, 0)
        os.close(kernel.handle)


def _say(channel: socket.socket, message: dict[str, Any]) -> None:
    with suppress(OSError):  # the worker is gone, which the next look at the channel shows
        channel.sendall(json.dumps(message).encode() + b"\n")


def _become(asked: dict[str, Any], nursery: int) -> None:
    """Be the kernel that `asked["argv"]` would have started: its session, folder, environment and arguments."""
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != nursery:
        os._exit(1)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"], JPY_PARENT_PID=str(nursery))
    time.tzset()
    _seed()
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher.origin) if launcher else "", *asked["argv"]]
    from ipykernel import kernelapp

    # Its last act, when what users and IPython have to do at exit is done.  The system closes the sockets; in the
    # orderly way that takes half a second, and now and then a thread waits for ever.
    kernelapp.IPKernelApp.close = lambda _: os._exit(0)  # type: ignore[method-assign]
    kernelapp.launch_new_instance()


def _seed() -> None:
    """numpy's own random numbers begin anew in each kernel; Python's do so by themselves after a fork."""
    import numpy

    numpy.random.seed()


def _forget_folder() -> None:
    """The folder that `python -m` looks for modules in is no kernel's: ipykernel takes it off as well."""
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]


if __name__ == "__main__":
    main()
