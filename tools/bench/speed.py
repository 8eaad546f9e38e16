"""Speed: characters of text a second of one core, of the reading and of other tools over the same texts.

Counted is processor time, all threads together, so that neither a second core nor a busy machine changes the result.
Every tool reads the same texts in turn, round by round, and the median of its rounds counts.
"""

import inspect
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from pressframes import articles, reading
from pressframes.records import Article
from tools.bench import peers

TEXT = 60_000  # characters of a pass, about: the slowest tool then needs some seconds

# What reading would cost if it only looked for numbers and hedges: the plain pattern that one would write first.
_HEDGES = (
    "at least|at most|more than|less than|fewer than|as many as|up to|over|nearly|almost|close to|about|around|some"
    "|roughly|approximately|an estimated|between"
)
_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?"
    "|dozens?|scores|tens|several"
)
ONE_PATTERN = re.compile(rf"\b(?:(?:{_HEDGES})\s+)?(?:\d[\d,.]*|{_NUMBERS})\b", re.IGNORECASE)

# What a tool does in words, and a pass of it over all texts, which gives its seconds.
Tool = tuple[str, Callable[[], float]]


class Speed(NamedTuple):
    """Characters a second of one core that a tool reads, and what it does with them."""

    tool: str
    does: str
    rate: float


def measure(texts: Sequence[Article], python: Path | None, rounds: int) -> tuple[list[Speed], list[str]]:
    """The speed of pressframes first, then of one pattern and of the tools that `python` has; and what is missing."""
    missing: list[str] = []
    with _others(python, [article.text for article in texts], missing) as others:
        tools = {**_own(texts), **others}
        taken = _rounds(tools, rounds, missing)
    characters = sum(len(article.text) for article in texts)
    return [Speed(name, tools[name][0], characters / median(seconds)) for name, seconds in taken.items()], missing


def sample(folders: Sequence[Path], most: int = TEXT) -> list[Article]:
    """Articles of `most` characters together or a little more: taken evenly from the folders, or all and repeated."""
    found = articles.load(folders)[0]
    step = max(1, sum(len(article.text) for article in found) // most)
    taken, total = [], 0
    for article in cycle(found[::step]):
        if total >= most:
            break
        taken.append(article)
        total += len(article.text)
    return taken


def _rounds(tools: dict[str, Tool], rounds: int, missing: list[str]) -> dict[str, list[float]]:
    """The seconds of each tool, its passes between those of the others; a tool that fails is left out."""
    taken: dict[str, list[float]] = {name: [] for name in tools}
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}: {', '.join(taken)}", file=sys.stderr)
        for name in list(taken):
            try:
                taken[name].append(tools[name][1]())
            except (OSError, ValueError):
                missing.append(f"{name}, which ended with an error")
                del taken[name]
    return taken


def _own(texts: Sequence[Article]) -> dict[str, Tool]:
    read = inspect.unwrap(reading.read)  # each pass reads anew: nothing is taken from memory
    read(texts[0])  # patterns are compiled once, at first use
    return {
        f"pressframes {version('pressframes')}": (
            "claims, events, dates and refusals",
            lambda: _seconds(lambda: [read(article) for article in texts]),
        ),
        "one pattern": (
            "finds numbers and hedges, nothing else",
            lambda: _seconds(lambda: [sum(1 for _ in ONE_PATTERN.finditer(article.text)) for article in texts]),
        ),
    }


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


@contextmanager
def _others(python: Path | None, texts: Sequence[str], missing: list[str]) -> Iterator[dict[str, Tool]]:
    """The tools of the peers' interpreter; none, and a word in `missing`, if it is not there."""
    if python is None or not python.is_file():
        missing.append("other tools, which are not installed; `make bench` installs them")
        yield {}
        return
    process = _start(python)
    try:
        yield _tools(process, texts, missing)
    finally:
        process.kill()
        process.communicate()


def _start(python: Path) -> subprocess.Popen[str]:
    command = [str(python), "-I", str(Path(peers.__file__).resolve())]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    env = {**os.environ, **one_thread}
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True, encoding="utf-8", env=env)


def _tools(process: subprocess.Popen[str], texts: Sequence[str], missing: list[str]) -> dict[str, Tool]:
    try:
        tools, lacking = _ask(process, list(texts))
    except (OSError, ValueError):
        missing.append("other tools, which ended with an error before the first round")
        return {}
    missing += lacking
    return {name: (does, partial(_pass, process, name)) for name, does in tools.items()}


def _pass(process: subprocess.Popen[str], name: str) -> float:
    seconds = _ask(process, name)
    if seconds is None:
        raise ValueError(f"{name} failed")
    return float(seconds)


def _ask(process: subprocess.Popen[str], question: object) -> Any:
    """The answer to one line; OSError or ValueError if the process has ended."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(question) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())
