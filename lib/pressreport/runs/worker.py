"""A worker of the batch: `python -m pressreport.runs.worker` runs notebooks that it is told of, one after another.

On standard input comes a line of JSON a run, and on standard output one goes back when it is done:

    {"notebook": ..., "parameters": {...}, "aside": ..., "noted": {...}, "seconds": 120}
    {"failure": ""}

The executed notebook is then at `aside`, whole.  When standard input ends, because the batch is over, was interrupted
or was killed, the worker ends at once, with its kernel.
"""

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any

# jsonschema would parse for a second a grammar of web addresses that no notebook needs.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from pressreport.runs import warm  # noqa: E402


def main() -> None:
    """Work until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # kernels write to what they find here
    warm.register(warm="--cold" not in sys.argv)
    jobs: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    from pressreport.runs import execution  # papermill, while the nursery imports

    while True:
        job = jobs.get()
        failure = _work(execution, job)
        print(json.dumps({"failure": failure}), file=answers, flush=True)


def _listen(jobs: "queue.Queue[dict[str, Any]]") -> None:
    for line in sys.stdin:
        jobs.put(json.loads(line))
    warm.end()
    os._exit(0)


def _work(execution: Any, job: dict[str, Any]) -> str:
    """Run, and write what came of it; the failure, also if it cannot be written."""
    import nbformat

    from pressreport.runs import executed, words

    aside = Path(job["aside"])
    try:
        notebook, failure = execution.execute(Path(job["notebook"]), job["parameters"], job["seconds"])
        notebook.metadata["pressframes"] = job["noted"] | {"failure": failure}
        executed.write_whole(aside, nbformat.writes(notebook) + "\n")
    except Exception as error:  # a full disk, a notebook that is none
        return words.of(error)
    return str(failure)


if __name__ == "__main__":
    main()
