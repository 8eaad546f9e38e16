"""One run through papermill, in a process of its own: the executed notebook, or as far as it got, and what stopped it.

Its kernel is forked from that process before anything is in it, and waits until Jupyter says, by its own way of
providing kernels, what kernel to be.  From then on it is as if it had been started by the same command.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

# First, as it imports nbformat without a second of parsing.
from pressreport.runs import executed, forks  # isort: skip
import numpy
import papermill
from ipykernel import kernelapp
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines

NAME = "pressframes"
COMMAND = ["-m", "ipykernel_launcher"]  # what a forked kernel stands for, after the interpreter
Outcome = tuple[str, datetime, float]
PATIENCE = 2.0  # seconds that a kernel may take to end before it is made to


def run(notebook: Path, parameters: dict[str, Any], aside: Path, noted: dict[str, str], seconds: int) -> Outcome:
    """Execute the notebook, and write what came of it to `aside` with what is `noted` in its metadata.

    `seconds` is what a cell may take.  What comes back is the failure or an empty text, when it was begun, and how
    long it took.  The kernel is forked if this process was, and then nothing may have happened in it before.
    """
    started, begun = datetime.now(UTC), time.monotonic()
    Provisioner.forked = Kernel(COMMAND) if forks.alone() else None
    signal.signal(signal.SIGTERM, _end_all)
    factory = KernelProvisionerFactory.instance()
    place = f"{__name__}:{Provisioner.__name__}"
    factory.provisioners[NAME] = EntryPoint(NAME, place, KernelProvisionerFactory.GROUP_NAME)
    factory.default_provisioner_name = NAME
    failure = _papermill(notebook, parameters, seconds)
    try:
        made = Engine.notebook or executed.read(notebook)
        if failure and not failure.startswith("cell ") and (cell := _cell(made)):
            failure = f"cell {cell}: {failure}"
        made.metadata["pressframes"] = noted | {"failure": failure}
        executed.write_whole(aside, executed.text(executed.tidy(made)))
    except Exception as error:  # a full disk, a notebook that is none
        failure = forks.words(error)
    finally:
        _end()
    return failure, started, time.monotonic() - begun


def _papermill(notebook: Path, parameters: dict[str, Any], seconds: int) -> str:
    """What stopped it; the kernel works in the notebook's own folder, as in JupyterLab, so that paths mean the same."""
    try:
        papermill.execute_notebook(
            notebook, None, parameters, engine_name=NAME, kernel_name="python3", cwd=notebook.parent,
            progress_bar=False, execution_timeout=seconds,
            request_save_on_cell_execute=False,  # a quarter of the time of a run, for what is moved when it is whole
            extra_arguments=["--log-level=ERROR"],  # else each kernel remarks that it speaks over TCP
        )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        return f"cell {error.exec_count}: {error.ename}: {forks.line(error.evalue)}"
    except CellTimeoutError:
        return f"it took longer than the {seconds} s that a cell may take"
    except DeadKernelError:
        status = Provisioner.last.poll() if Provisioner.last else None
        if status is None or status >= 0:
            return "the kernel died" + (f" with exit status {status}" if status else "")
        hint = ", as the system does when memory runs out" if status == -getattr(signal, "SIGKILL", 9) else ""
        return f"the kernel died of {signal.Signals(-status).name}{hint}"
    except Exception as error:  # a notebook that is none, a full disk: whatever it is, the other runs go on
        return forks.words(error)
    return ""


def _cell(notebook: Any) -> int:
    """The number of the last code cell that was begun, as the notebook counts them; 0 if none was."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    begun = [n for n, cell in enumerate(code, 1) if cell.metadata.get("papermill", {}).get("start_time")]
    return max(begun, default=0)


class Engine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own, which also leaves the notebook as far as it was executed when the kernel dies over it."""

    notebook: Any = None

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Papermill's."""
        cls.notebook = nb_man.nb
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


papermill_engines.register(NAME, Engine)


class Provisioner(LocalProvisioner):
    """Jupyter's own, but for the way a kernel is started, and that it notes how the last one ended."""

    forked: "Kernel | None" = None
    last: Any = None  # the process of the kernel that was started last

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Let the forked process be it if it is the kernel of this interpreter, else start it as Jupyter does."""
        if not self.forked or cmd[:3] != [sys.executable, *COMMAND]:
            connection = await super().launch_kernel(cmd, **kwargs)
            type(self).last = self.process
            return connection
        self.forked.asked.send((cmd[3:], kwargs.get("env") or dict(os.environ), kwargs.get("cwd") or os.getcwd()))
        type(self).last = self.process = self.forked
        self.pid = self.pgid = self.forked.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info

    async def shutdown_requested(self, restart: bool = False) -> None:
        """Wait for the kernel to end, as long as that should take; Jupyter looks each tenth of a second only."""
        if self.process:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)


class Kernel(subprocess.Popen[bytes]):
    """A process that is forked rather than started, and waits to be `asked` what kernel to be."""

    def _execute_child(self, *_: object) -> None:
        """Where `Popen` starts a process."""
        told, self.asked = Pipe(duplex=False)
        parent = os.getpid()
        self.pid = os.fork()
        self._child_created = True
        if self.pid:
            told.close()
            return
        try:
            _become(told, parent)
        finally:
            os._exit(1)


def _become(told: Any, parent: int) -> None:
    """Be the kernel that is asked for, as if it had been started: in session, files, folder and arguments."""
    os.setsid()
    forks.die_with(parent)
    os.closerange(3, told.fileno())
    os.closerange(told.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    argv, env, cwd = told.recv()
    told.close()
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    numpy.random.seed()  # Python's own random numbers begin anew after a fork by themselves
    for looked_around in ("tqdm.auto", "tqdm.autonotebook"):  # when papermill imported it, outside a notebook
        sys.modules.pop(looked_around, None)
    launcher = find_spec("ipykernel_launcher")
    sys.argv = [str(launcher.origin) if launcher else "", *argv]
    # Its last act, when what users and IPython have to do at exit is done.  The system closes the sockets; in the
    # orderly way that takes half a second, and now and then a thread waits for ever.
    kernelapp.IPKernelApp.close = lambda _: os._exit(0)  # type: ignore[method-assign]
    kernelapp.launch_new_instance()


def _end_all(*_: object) -> None:
    """What the process does when it is told to end."""
    _end()
    os._exit(1)


def _end() -> None:
    """End the kernels with all that they started."""
    for kernel in {Provisioner.forked, Provisioner.last} - {None}:
        with suppress(ProcessLookupError, AttributeError):  # it may not lead a group yet, and Windows has none
            os.killpg(kernel.pid, signal.SIGKILL)
        kernel.kill()
        with suppress(subprocess.TimeoutExpired):
            kernel.wait(PATIENCE)
