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
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from statistics import median

from pressframes import articles, command, reading
from pressframes.articles.files import Unread
from pressframes.articles.tables import TABLES
from pressframes.errors import PressframesError
from pressframes.phrases import counted
from pressframes.records import Article
from tools import peers, scores
from tools.readme import machine, measured

ROUNDS = 5
OWN = Path("data/articles")
TEXT = 60_000  # characters of a pass, about: the slowest tool then needs some seconds
# What is scored: where a person wrote it down, the columns of a row there, the scores.
SCORED = {
    "claim": ("claims.jsonl", scores.CLAIM, scores.claims),
    "date": ("dates/dates.jsonl", scores.DATE, scores.dates),
}
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

Score = tuple[str, float, str]  # its name in `scores`, from 0 to 1, and the rows and articles it was measured on
Speed = tuple[str, str, float]  # a tool, what it does, and how many characters a second of one core it reads


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the table; see `readme.measured`."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="Measure accuracy and speed.")
    parser.add_argument("--gold", type=Path, metavar="FOLDER", help="articles, with claims and dates written down")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="the interpreter that has spaCy and quantulum3")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"rounds of timing ({ROUNDS})")
    return measured("bench", parser, argv, measure)


def measure(gold: Path | None, peers: Path | None, rounds: int) -> str:
    """The table in Markdown."""
    found, missing = accuracy(gold)
    inside = [gold / part for part in ("articles", "dates/articles")] if gold else []
    texts = sample([folder for folder in inside if folder.is_dir()] or [OWN])
    speeds, lacking = speed(texts, peers, max(1, rounds))
    return table(found, speeds, missing + lacking)


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
    for one, (file, columns, score) in SCORED.items():
        path = gold / file
        if not path.is_file():
            missing.append(f"accuracy of {one}s, since the folder has no {path.name}")
            continue
        wanted = rows(path, columns)
        texts, refused = articles.load([path.parent / "articles"])
        if refused:
            raise PressframesError(f"{refused[0].detail}; accuracy needs every article of articles/")
        many = len(wanted)
        if one == "date":
            # An article without a claim tells that it has none; one without a TIMEX3 row was not annotated.
            named, many = {row["article"] for row in wanted}, sum(map(scores.is_wanted, wanted))
            texts = [article for article in texts if article.article in named]
        basis = f"{counted(many, one)} in {counted(len(texts), 'article')}"
        found += [(name, value, basis) for name, value in score(wanted, [*command.rows(f"{one}s", texts)]).items()]
    return found, missing


def rows(path: Path, columns: Sequence[str]) -> list[scores.Row]:
    """The JSON lines of `path`; PressframesError names the line that is no object with all the `columns`."""
    found: list[scores.Row] = []
    for line, row in TABLES[".jsonl"](path.read_bytes(), path.name):
        if isinstance(row, Unread):
            raise PressframesError(row.detail)
        if lacking := [name for name in columns if name not in row]:
            where = f"{path.name}, line {line}"
            raise PressframesError(f"{where} lacks {', '.join(lacking)}; a row has {', '.join(columns)}")
        found.append(row)
    return found


def sample(folders: Sequence[Path], most: int = TEXT) -> list[Article]:
    """Articles of `most` characters together or a little more: taken evenly from the folders, or all and repeated."""
    found = articles.load(folders)[0]
    step = max(1, sum(len(article.text) for article in found) // most)
    taken, again = list[Article](), cycle(found[::step])
    while sum(len(article.text) for article in taken) < most:
        taken.append(next(again))
    return taken


def speed(texts: Sequence[Article], python: Path | None, rounds: int) -> tuple[list[Speed], list[str]]:
    """The speed of pressframes first, then of one pattern and of the tools that `python` has; and what is missing."""
    read = inspect.unwrap(reading.read)  # each pass reads anew: nothing is taken from memory
    read(texts[0])  # patterns are compiled once, at first use
    own: dict[tuple[str, str], Callable[[Article], object]] = {
        (f"pressframes {version('pressframes')}", "claims, events, dates and refusals"): read,
        ("one pattern", "finds numbers and hedges, nothing else"): lambda one: [*ONE_PATTERN.finditer(one.text)],
    }
    taken, missing = defaultdict[tuple[str, str], list[float]](list), list[str]()
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr)
        for tool, work in own.items():
            begin = time.process_time()
            for article in texts:
                work(article)
            taken[tool].append(time.process_time() - begin)
        others, lacking = _others(python, [article.text for article in texts])
        missing += lacking
        for name, (does, seconds) in others.items():
            taken[name, does].append(seconds)
    characters = sum(len(article.text) for article in texts)
    whole = {tool: median(seconds) for tool, seconds in taken.items() if len(seconds) == rounds}
    return [(*tool, characters / seconds) for tool, seconds in whole.items()], [*dict.fromkeys(missing)]


def _others(python: Path | None, texts: Sequence[str]) -> tuple[dict[str, tuple[str, float]], list[str]]:
    """What each tool of the peers' interpreter does and its seconds, by name; and what is missing, in words."""
    if python is None or not python.is_file():
        return {}, ["other tools, which are not installed; `make bench` installs them"]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    try:
        done = subprocess.run(
            [str(python), "-I", str(Path(peers.__file__).resolve())], input=json.dumps(texts).encode(),
            capture_output=True, check=True, env={**os.environ, **one_thread},
        )  # fmt: skip
        others, missing = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return {}, ["other tools, which ended with an error"]
    return others, missing


def table(found: Sequence[Score], speeds: Sequence[Speed], missing: Sequence[str]) -> str:
    """The measurements in Markdown with their day and machine; the first of `speeds` is compared with the others."""
    blocks = [f"Measured by `make bench` on {datetime.now(UTC).date()}: {machine('one of ')}."]
    if found:
        lines = [f"| {WORDS[name]} | {value:.3f} | {basis} |" for name, value, basis in found]
        blocks.append("\n".join(["| accuracy | score | measured on |", "|---|---:|---|", *lines]))
    lines = ["| speed of | what it does | characters a second | pressframes is |", "|---|---|---:|---|"]
    for tool, does, rate in speeds:
        ratio = speeds[0][2] / rate
        compared = f"{ratio:.1f} times as fast" if ratio >= 1 else f"{1 / ratio:.1f} times slower"
        shown = f"{float(f'{rate:.3g}'):,.0f}"  # the next figures differ from run to run
        lines.append(f"| {tool} | {does} | {shown} | {'' if tool == speeds[0][0] else compared} |")
    blocks += ["\n".join(lines), "\n".join(f"- Missing: {words}." for words in missing)]
    return "\n\n".join(filter(None, blocks)) + "\n"


if __name__ == "__main__":
    sys.exit(main())
