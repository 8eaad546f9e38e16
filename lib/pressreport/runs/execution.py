"""One run through papermill: the executed notebook as far as it got, and the failure that stopped it."""

import signal
from pathlib import Path
from typing import Any

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import NBClientEngine, papermill_engines

from pressreport.runs import executed, warm, words


class Engine(NBClientEngine):  # type: ignore[misc]
    """Papermill's own, which also leaves the notebook as far as it was executed when the kernel dies over it."""

    notebook: Any = None

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Papermill's."""
        cls.notebook = nb_man.nb
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


papermill_engines.register("pressframes", Engine)


def execute(notebook: Path, parameters: dict[str, Any], seconds: int) -> tuple[Any, str]:
    """The executed notebook, and one line on what stopped it, or an empty text.

    The kernel works in the notebook's own folder, as it does in JupyterLab, so that paths mean the same.  `seconds` is
    what a cell may take.
    """
    Engine.notebook = None
    failure = _papermill(notebook.resolve(), parameters, seconds)
    made = Engine.notebook or executed.read(notebook)
    if failure and not failure.startswith("cell ") and (cell := _cell(made)):
        failure = f"cell {cell}: {failure}"
    return executed.tidy(made), failure


def _papermill(notebook: Path, parameters: dict[str, Any], seconds: int) -> str:
    try:
        papermill.execute_notebook(
            notebook, None, parameters, engine_name="pressframes", kernel_name="python3", cwd=notebook.parent,
            progress_bar=False, execution_timeout=seconds,
            request_save_on_cell_execute=False,  # a quarter of the time of a run, for what is moved when it is whole
            extra_arguments=["--log-level=ERROR"],  # else each kernel remarks that it speaks over TCP
        )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        return f"cell {error.exec_count}: {error.ename}: {words.line(error.evalue)}"
    except CellTimeoutError:
        return f"it took longer than the {seconds} s that a cell may take"
    except DeadKernelError:
        return f"the kernel died{_how()}"
    except Exception as error:  # a notebook that is none, a full disk: whatever it is, the other runs go on
        return words.of(error)
    return ""


def _how() -> str:
    """By which signal or with which status the kernel ended."""
    status = warm.Provisioner.last.poll() if warm.Provisioner.last else None
    if status is None or status >= 0:
        return f" with exit status {status}" if status else ""
    hint = ", as the system does when memory runs out" if status == -getattr(signal, "SIGKILL", 9) else ""
    return f" of {signal.Signals(-status).name}{hint}"


def _cell(notebook: Any) -> int:
    """The number of the last code cell that was begun, as the notebook counts them; 0 if none was."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    begun = [n for n, cell in enumerate(code, 1) if cell.metadata.get("papermill", {}).get("start_time")]
    return max(begun, default=0)
