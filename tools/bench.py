"""How right and how fast the reading is: the table between the `bench` markers of README.md.

`python -m tools.bench [--gold FOLDER] [--peers PYTHON] [--rounds N] [--readme FILE]` prints it in Markdown.
The scores are those of `scores`, on a folder of articles and what a person wrote down of them:

    claims.jsonl  articles/  articles.csv  dates/dates.jsonl  dates/articles/  dates/articles.csv

Speed is characters of text a second of one core, on the same articles or on the project's own.  Counted is processor
time, all threads together, so that neither a second core nor a busy machine changes the result; every tool reads the
same texts in turn, round by round, and the median of its rounds counts.  What is not there is said under the table,
and the rest is measured.
"""

import argparse
import inspect
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from pressframes import articles, reading
from pressframes.errors import PressframesError
from pressframes.records import Article
from tools import peers, scores

ROUNDS = 5
OWN = Path("data/articles")
TEXT = 60_000  # characters of a pass, about: the slowest tool then needs some seconds
MARKED = r"(?s)(<!-- {0} -->\n).*?(<!-- /{0} -->)"
WORDS = {
    "precision": "claims found: precision",
    "recall": "claims found: recall",
    "f1": "claims found: F1",
    "bounds": "best, low and high right, of the claims found",
    "source": "source right, of the claims found",
    "group": "group right, of the claims found",
    "whole": "claim, bounds and source right: F1",
    "strict": "dates with the same characters: F1",
    "relaxed": "dates that overlap: F1",
    "value": "dates with the same first and last day: F1",
}
# What reading would cost if it only looked for numbers and hedges: the plain pattern that one would write first.
ONE_PATTERN = re.compile(
    r"\b(?:(?:at least|at most|more than|less than|fewer than|as many as|up to|over|nearly|almost|close to|about|around"
    r"|some|roughly|approximately|an estimated|between)\s+)?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|scores|tens|several)\b",
    re.IGNORECASE,
)

# What a tool does in words, and a pass of it over all texts, which gives its seconds.
Tool = tuple[str, Callable[[], float]]


class Score(NamedTuple):
    """A score from 0 to 1 under its name in `scores`, and the rows and articles that it was measured on."""

    name: str
    value: float
    basis: str


class Speed(NamedTuple):
    """Characters a second of one core that a tool reads, and what it does with them."""

    tool: str
    does: str
    rate: float


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write it into a README if asked to; the exit status is 2 for bad input, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="Measure accuracy and speed.")
    parser.add_argument("--gold", type=Path, metavar="FOLDER", help="articles, with claims and dates written down")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="the interpreter that has spaCy and quantulum3")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"rounds of timing ({ROUNDS})")
    parser.add_argument("--readme", type=Path, metavar="FILE", help="write the table between its bench markers")
    args = parser.parse_args(argv)
    try:
        found, missing = accuracy(args.gold)
        inside = [args.gold / part for part in ("articles", "dates/articles")] if args.gold else []
        texts = sample([folder for folder in inside if folder.is_dir()] or [OWN])
        speeds, lacking = speed(texts, args.peers, max(1, args.rounds))
        measured = table(found, speeds, missing + lacking)
        print(measured, end="")
        if args.readme:
            write(args.readme, measured)
    except PressframesError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def accuracy(gold: Path | None) -> tuple[list[Score], list[str]]:
    """The scores on the folder `gold`, and in words what could not be measured.

    Claims are counted in all articles of `articles/`, dates in those that `dates.jsonl` names.  Raises PressframesError
    if `gold` is no folder, or something in it cannot be read.
    """
    if gold is None:
        return [], ["accuracy, since no folder with claims and dates written down was given (GOLD=folder)"]
    if not gold.is_dir():
        raise PressframesError(f"{gold} is no folder; give one with claims.jsonl beside articles/, or leave it out")
    found: list[Score] = []
    missing = []
    for what, path in (("claims", gold / "claims.jsonl"), ("dates", gold / "dates" / "dates.jsonl")):
        if not path.is_file():
            missing.append(f"accuracy of {what}, since the folder has no {path.name}")
            continue
        wanted = rows(path, scores.CLAIM if what == "claims" else scores.DATE)
        texts, refused = articles.load([path.parent / "articles"])
        if refused:
            raise PressframesError(f"{refused[0].detail}; accuracy needs every article of articles/")
        # An article without a claim tells that it has none; one without a TIMEX3 row was not annotated.
        named = {row["article"] for row in wanted}
        texts = [article for article in texts if what == "claims" or article.article in named]
        read = [_row(article, row) for article in texts for row in getattr(reading.read(article), what)]
        measured = scores.claims(wanted, read) if what == "claims" else scores.dates(wanted, read)
        counted = len(wanted) if what == "claims" else sum(map(scores.is_wanted, wanted))
        basis = f"{counted:,} {what} in {len(texts):,} article{'s' if len(texts) != 1 else ''}"
        found += [Score(name, value, basis) for name, value in measured.items()]
    return found, missing


def _row(article: Article, row: Any) -> scores.Row:
    return asdict(row) | {"article": article.article, "date_text": article.text[row.start : row.end]}


def rows(path: Path, columns: Sequence[str]) -> list[scores.Row]:
    """The JSON lines of `path`; PressframesError names the line that is no object with all the `columns`."""
    found: list[scores.Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise PressframesError(f"{where} is no JSON object; write one row a line, with {', '.join(columns)}")
        if lacking := [name for name in columns if name not in row]:
            raise PressframesError(f"{where} lacks {', '.join(lacking)}; a row has {', '.join(columns)}")
        found.append(row)
    return found


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


def speed(texts: Sequence[Article], python: Path | None, rounds: int) -> tuple[list[Speed], list[str]]:
    """The speed of pressframes first, then of one pattern and of the tools that `python` has; and what is missing."""
    missing: list[str] = []
    read = inspect.unwrap(reading.read)  # each pass reads anew: nothing is taken from memory
    read(texts[0])  # patterns are compiled once, at first use
    tools: dict[str, Tool] = {
        f"pressframes {version('pressframes')}": (
            "claims, events, dates and refusals",
            lambda: _seconds(lambda: [read(article) for article in texts]),
        ),
        "one pattern": (
            "finds numbers and hedges, nothing else",
            lambda: _seconds(lambda: [sum(1 for _ in ONE_PATTERN.finditer(article.text)) for article in texts]),
        ),
    }
    with _others(python, [article.text for article in texts], missing) as others:
        tools |= others
        taken: dict[str, list[float]] = {name: [] for name in tools}
        for number in range(1, rounds + 1):
            print(f"round {number} of {rounds}: {', '.join(taken)}", file=sys.stderr)
            for name in list(taken):
                try:
                    taken[name].append(tools[name][1]())
                except (OSError, ValueError):
                    missing.append(f"{name}, which ended with an error")
                    del taken[name]
    characters = sum(len(article.text) for article in texts)
    return [Speed(name, tools[name][0], characters / median(seconds)) for name, seconds in taken.items()], missing


def _seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


@contextmanager
def _others(python: Path | None, texts: Sequence[str], missing: list[str]) -> Iterator[dict[str, Tool]]:
    """The tools of the peers' interpreter; none, and a word in `missing`, if it is not there or ends at once."""
    if python is None or not python.is_file():
        missing.append("other tools, which are not installed; `make bench` installs them")
        yield {}
        return
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    pipe, command = subprocess.PIPE, [str(python), "-I", str(Path(peers.__file__).resolve())]
    process = subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        env={**os.environ, **one_thread},
    )  # fmt: skip
    try:
        try:
            tools, lacking = _ask(process, texts)
        except (OSError, ValueError):
            tools, lacking = {}, ["other tools, which ended with an error before the first round"]
        missing += lacking
        yield {name: (does, partial(_pass, process, name)) for name, does in tools.items()}
    finally:
        process.kill()
        process.communicate()


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


def table(found: Sequence[Score], speeds: Sequence[Speed], missing: Sequence[str]) -> str:
    """The measurements in Markdown with their day and machine; the first of `speeds` is compared with the others."""
    blocks = [f"Measured by `make bench` on {datetime.now(UTC).date()}: {machine('one of ')}."]
    if found:
        lines = [f"| {WORDS[name]} | {value:.3f} | {basis} |" for name, value, basis in found]
        blocks.append("\n".join(["| accuracy | score | measured on |", "|---|---:|---|", *lines]))
    lines = ["| speed of | what it does | characters a second | pressframes is |", "|---|---|---:|---|"]
    for one in speeds:
        ratio = speeds[0].rate / one.rate
        compared = f"{ratio:.1f} times as fast" if ratio >= 1 else f"{1 / ratio:.1f} times slower"
        rate = f"{float(f'{one.rate:.3g}'):,.0f}"  # the next figures differ from run to run
        lines.append(f"| {one.tool} | {one.does} | {rate} | {'' if one == speeds[0] else compared} |")
    blocks.append("\n".join(lines))
    blocks.append("\n".join(f"- Missing: {words}." for words in missing))
    return "\n\n".join(filter(None, blocks)) + "\n"


def machine(used: str = "") -> str:
    """The processor, its cores and Python, and nothing that names the machine."""
    cpu = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*:\s*(.+)", cpu.read_text(encoding="utf-8")) if cpu.is_file() else None
    name = model[1].strip() if model else platform.machine()
    return f"{name}, {used}{os.cpu_count()} cores, Python {platform.python_version()}"


def write(readme: Path, measured: str, mark: str = "bench") -> None:
    """Put the table between the markers of that name in `readme`; PressframesError if it has none."""
    from pressreport.runs.executed import write_whole

    marked = re.compile(MARKED.format(mark))
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    if not marked.search(text):
        raise PressframesError(
            f"{readme.name} has no <!-- {mark} --> ... <!-- /{mark} -->; put both where the table goes"
        )
    write_whole(readme, marked.sub(lambda match: f"{match[1]}{measured}{match[2]}", text))


if __name__ == "__main__":
    sys.exit(main())
