"""One run through papermill: the executed notebook as far as it got, and the failure that stopped it."""

import os
import signal
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from pressframes.report import executed, warm, words


def execute(notebook: Path, parameters: dict[str, Any], aside: Path, seconds: int) -> tuple[Any, str]:
    """The executed notebook, and one line on what stopped it, or an empty text.

    The kernel works in the notebook's own folder, as it does in JupyterLab, so that paths mean the same.  `aside` is
    where papermill writes meanwhile; `seconds` is what a cell may take.
    """
    failure = _papermill(notebook.resolve(), parameters, aside.resolve(), seconds)
    made = _written(aside) or executed.read(notebook)
    if failure and not failure.startswith("cell ") and (cell := _cell(made)):
        failure = f"cell {cell}: {failure}"
    return executed.tidy(made), failure


def _papermill(notebook: Path, parameters: dict[str, Any], aside: Path, seconds: int) -> str:
    try:
        papermill.execute_notebook(
            notebook, aside, parameters, kernel_name="python3", cwd=notebook.parent, progress_bar=False,
            execution_timeout=seconds,
            extra_arguments=["--log-level=ERROR"],  # else each kernel remarks that it speaks over TCP
        )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        return f"cell {error.exec_count}: {error.ename}: {words.line(error.evalue)}"
    except CellTimeoutError:
        return f"it took longer than the {seconds} s that a cell may take"
    except DeadKernelError:
        return f"the kernel died{_how()}"
    except Exception as error:  # a full disk, a notebook that is none: whatever it is, the other runs go on
        return words.of(error)
    return ""


def _how() -> str:
    """By which signal or with which status the kernel ended."""
    status = warm.Provisioner.last.poll() if warm.Provisioner.last else None
    if status is None or status >= 0:
        return f" with exit status {status}" if status else ""
    hint = ", as the system does when memory runs out" if status == -getattr(signal, "SIGKILL", 9) else ""
    return f" of {signal.Signals(-status).name}{hint}"


def _written(aside: Path) -> Any:
    """What papermill wrote, or None if it could not: the disk may be full."""
    try:
        return executed.read(aside)
    except (OSError, ValueError, nbformat.reader.NotJSONError, nbformat.ValidationError):
        return None
    finally:
        if aside.is_file():
            os.unlink(aside)


def _cell(notebook: Any) -> int:
    """The number of the last code cell that was begun, as the notebook counts them; 0 if none was."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    begun = [n for n, cell in enumerate(code, 1) if cell.metadata.get("papermill", {}).get("start_time")]
    return max(begun, default=0)
