"""The workers of a batch: processes that run notebooks, each its own share, until the batch is done or ends.

A worker lives as long as its standard input is open, which this process holds: it ends with the batch, also when the
batch is killed.  A worker that ends before its time fails the run that it had, and another takes its place.
"""

import json
import os
import queue
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from time import monotonic
from typing import IO, Any

from pressreport.runs.words import line

Job = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Done:
    """A job that a worker is through with: its failure or an empty text, when it was begun, and how long it took."""

    job: Job
    failure: str
    started: datetime
    seconds: float


class Workers:
    """So many workers with this environment; `with` it ends them, however it is left."""

    def __init__(self, count: int, environment: dict[str, str], keep: Sequence[int] = (), cold: bool = False) -> None:
        """`keep` are file descriptors that the workers hold open as well; `cold` ones start each kernel anew."""
        self._count, self._environment, self._keep, self._cold = count, environment, keep, cold
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._over = Event()

    def __enter__(self) -> "Workers":
        """Nothing is started yet, so that nothing can be left behind."""
        return self

    def __exit__(self, *_: object) -> None:
        """End them and what they run, and wait until they are gone."""
        self._over.set()
        for worker in self._workers:
            worker.close()
        for worker in self._workers:
            worker.end()

    def start(self) -> None:
        """Start them: they import while the caller prepares its jobs."""
        for place in range(self._count):
            self._workers.append(self._start())
            Thread(target=self._attend, args=(place,), daemon=True).start()

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        """Each job when it is done."""
        for job in jobs:
            self._jobs.put(job)
        for _ in jobs:
            yield self._next()

    def _next(self) -> Done:
        while True:
            try:
                return self._done.get(timeout=1)  # so that Ctrl-C is heard on every system
            except queue.Empty:
                continue

    def _start(self) -> "Worker":
        return Worker(self._environment, self._keep, self._cold)

    def _attend(self, place: int) -> None:
        """Give the worker at this place one job after another; runs in a thread."""
        while True:
            job = self._jobs.get()
            if job is None or self._over.is_set():
                return
            started, begun = datetime.now(UTC), monotonic()
            failure = self._workers[place].ask(job)
            if self._over.is_set():
                return
            if self._workers[place].ended:
                self._workers[place] = self._start()
            self._done.put(Done(job, failure, started, monotonic() - begun))


class Worker:
    """One process of `pressreport.runs.worker`, in a session of its own: Ctrl-C reaches this process alone."""

    def __init__(self, environment: dict[str, str], keep: Sequence[int], cold: bool) -> None:
        """Start it."""
        command = [sys.executable, "-m", "pressreport.runs.worker", *(["--cold"] if cold else [])]
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        alone: dict[str, Any] = {} if os.name == "nt" else {"start_new_session": True, "pass_fds": tuple(keep)}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True, encoding="utf-8",
            env=environment, **alone,
        )  # fmt: skip

    @property
    def ended(self) -> bool:
        """Whether it is gone."""
        return self._process.poll() is not None

    def ask(self, job: Job) -> str:
        """The failure of the job, or an empty text; one in words if the worker ends over it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(job) + "\n")
            self._process.stdin.flush()
            return str(json.loads(self._process.stdout.readline())["failure"])
        except (OSError, ValueError):
            return self._last_words()

    def close(self) -> None:
        """Tell it to end."""
        assert self._process.stdin is not None
        with suppress(OSError):  # it is gone already
            self._process.stdin.close()

    def end(self) -> None:
        """Wait until it is gone; one that does not go is killed."""
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _last_words(self) -> str:
        self.end()
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        status = self._process.returncode
        how = f"was killed by signal {-status}" if status < 0 else f"ended with exit status {status}"
        return line(f"the process that ran it {how}" + (f": {said[-1]}" if said else ""))
