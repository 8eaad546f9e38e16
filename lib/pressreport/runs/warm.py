"""Kernels by Jupyter's way of providing them: forked from a nursery, or started cold where that cannot be.

The provisioner is registered in the worker rather than as an entry point of the package: it is of no use to others,
who have no nursery.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "pressframes"
COMMAND = ["-m", "ipykernel_launcher"]  # what a nursery's kernel stands for, after the interpreter
READY = 60.0  # seconds that a nursery may take to import
PATIENCE = 2.0  # seconds that a kernel may take to end before it is made to


class Nursery:
    """The nursery of this worker, as a process and the socket to it; see the module `nursery`."""

    def __init__(self) -> None:
        """Start it; it imports while the worker does."""
        self.channel, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "pressreport.runs.nursery", str(theirs.fileno())]
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True
            )
        self.lines = self.channel.makefile("r", encoding="utf-8")

    def fork(self, argv: list[str], env: dict[str, str], cwd: str) -> "Forked | None":
        """A new kernel, or None if the nursery is gone or declines."""
        try:
            self.channel.sendall(json.dumps({"argv": argv, "env": env, "cwd": cwd}).encode() + b"\n")
            pid = (self.said(READY) or {}).get("pid")
        except OSError:
            return None
        return Forked(int(pid), self) if pid else None

    def said(self, seconds: float | None) -> dict[str, Any] | None:
        """Its next message, an empty one if it is gone, None if it says nothing for so long."""
        if not select.select([self.channel], [], [], seconds)[0]:
            return None
        line = self.lines.readline()
        return dict(json.loads(line)) if line else {}

    def close(self) -> None:
        """End it, and with it its kernel."""
        self.channel.shutdown(socket.SHUT_RDWR)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Forked:
    """A kernel of a nursery, as much like `subprocess.Popen` as a provisioner asks for."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, nursery: Nursery) -> None:
        """`pid` is its own and that of its group."""
        self.pid, self._nursery = pid, nursery
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Its exit status, or None while it lives."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status, negative for a signal; raises TimeoutExpired."""
        if self.returncode is None:
            said = self._nursery.said(timeout)
            if said is None:
                raise subprocess.TimeoutExpired(COMMAND, timeout or 0)
            self.returncode = int(said.get("status", -signal.SIGKILL))  # a kernel dies with its nursery
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Nothing is sent to what has ended."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """As `Popen.kill`."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """As `Popen.terminate`."""
        self.send_signal(signal.SIGTERM)


class Provisioner(LocalProvisioner):
    """Jupyter's own, but for the way a kernel is started, and that it notes how the last one ended."""

    nursery: Nursery | None = None
    last: Any = None  # the process of the kernel that was started last

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork it if it is the kernel of this interpreter, else start it as Jupyter does."""
        forked = self._forked(cmd, kwargs)
        if not forked:
            connection = await super().launch_kernel(cmd, **kwargs)
            type(self).last = self.process
            return connection
        type(self).last = self.process = forked  # type: ignore[assignment]
        self.pid = self.pgid = forked.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait for the kernel to end, as long as that should take; Jupyter looks each tenth of a second only."""
        if self.process:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)

    def _forked(self, cmd: list[str], kwargs: dict[str, Any]) -> Forked | None:
        if not self.nursery or cmd[:3] != [sys.executable, *COMMAND]:
            return None
        return self.nursery.fork(cmd[3:], kwargs.get("env") or dict(os.environ), str(kwargs.get("cwd") or os.getcwd()))


def register(warm: bool) -> None:
    """Let all kernels of this process be provided so: forked if `warm` and the system can, else started cold."""
    factory = KernelProvisionerFactory.instance()
    place = f"{__name__}:{Provisioner.__name__}"
    factory.provisioners[NAME] = EntryPoint(NAME, place, KernelProvisionerFactory.GROUP_NAME)
    factory.default_provisioner_name = NAME
    if warm and hasattr(os, "pidfd_open"):  # Linux; what macOS's system libraries do does not outlive a fork
        Provisioner.nursery = Nursery()


def end() -> None:
    """End the kernel that is running, its group and the nursery; for a worker that is to go at once."""
    if Provisioner.last and Provisioner.last.returncode is None:
        with suppress(OSError):
            os.killpg(Provisioner.last.pid, signal.SIGKILL) if hasattr(os, "killpg") else Provisioner.last.kill()
    if Provisioner.nursery:
        Provisioner.nursery.close()
