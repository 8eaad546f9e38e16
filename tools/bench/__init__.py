"""How right and how fast the reading is: the table between the `bench` markers of README.md.

`python -m tools.bench [--gold FOLDER] [--peers PYTHON] [--rounds N] [--readme FILE]` prints it in Markdown.
The scores are those of `scores`, on a folder of articles and what a person wrote down of them:

    claims.jsonl  articles/  articles.csv  dates/dates.jsonl  dates/articles/  dates/articles.csv

Speed (`speed`) is measured on the same articles, or on the project's own.  What is not there is said under the
table, and the rest is measured.
"""

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from pressframes import articles, reading
from pressframes.errors import PressframesError
from pressframes.records import Article
from tools.bench import scores, speed
from tools.bench.speed import Speed

ROUNDS = 5
OWN = Path("data/articles")
MARKED = r"(?s)(<!-- {0} -->\n).*?(<!-- /{0} -->)"
_WORDS = {
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


class Score(NamedTuple):
    """A score from 0 to 1 under its name in `scores`, and the rows and articles that it was measured on."""

    name: str
    value: float
    basis: str


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write it into a README if asked to; the exit status is 2 for bad input, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description="Measure accuracy and speed.")
    parser.add_argument("--gold", type=Path, metavar="FOLDER", help="articles, with claims and dates written down")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="the interpreter that has spaCy and quantulum3")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"rounds of timing ({ROUNDS})")
    parser.add_argument("--readme", type=Path, metavar="FILE", help="write the table between its bench markers")
    args = parser.parse_args(argv)
    try:
        found = measure(args.gold, args.peers, max(1, args.rounds))
        print(found, end="")
        if args.readme:
            write(args.readme, found)
    except PressframesError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def measure(gold: Path | None, python: Path | None, rounds: int = ROUNDS) -> str:
    """The table in Markdown: accuracy on the folder `gold`, speed beside the tools that `python` has, what is missing.

    Raises PressframesError if `gold` is no folder, or something in it cannot be read.
    """
    found, missing = accuracy(gold)
    inside = [gold / part for part in ("articles", "dates/articles") if (gold / part).is_dir()] if gold else []
    speeds, lacking = speed.measure(speed.sample(inside or [OWN]), python, rounds)
    return table(found, speeds, missing + lacking)


def accuracy(gold: Path | None) -> tuple[list[Score], list[str]]:
    """The scores on the folder `gold`, and in words what could not be measured.

    Claims are counted in all articles of `articles/`, dates in those that `dates.jsonl` names.
    """
    if gold is None:
        return [], ["accuracy, since no folder with claims and dates written down was given (GOLD=folder)"]
    if not gold.is_dir():
        raise PressframesError(f"{gold} is no folder; give one with claims.jsonl beside articles/, or leave it out")
    claims, no_claims = _scores(gold / "claims.jsonl", "claims", scores.CLAIM, scores.claims)
    dates, no_dates = _scores(gold / "dates" / "dates.jsonl", "dates", scores.DATE, scores.dates)
    return claims + dates, no_claims + no_dates


def _scores(
    path: Path, what: str, columns: Sequence[str], count: Callable[[Any, Any], scores.ClaimScores | scores.DateScores]
) -> tuple[list[Score], list[str]]:
    """The scores of what was read (`what` is a field of a Reading) against the rows of `path`."""
    if not path.is_file():
        return [], [f"accuracy of {what}, since the folder has no {path.name}"]
    wanted, texts = rows(path, columns), _articles(path.parent / "articles")
    named = {row["article"] for row in wanted}
    # An article without a claim tells that it has none; one without a TIMEX3 row was not annotated.
    texts = [article for article in texts if what == "claims" or article.article in named]
    found = [_row(article, row) for article in texts for row in getattr(reading.read(article), what)]
    counted = count(wanted, found)
    basis = f"{counted.gold:,} {what} in {len(texts):,} article{'s' if len(texts) != 1 else ''}"
    return [Score(name, value, basis) for name, value in counted.shares().items()], []


def _articles(folder: Path) -> list[Article]:
    found, refused = articles.load([folder])
    if refused:
        raise PressframesError(f"{refused[0].detail}; accuracy needs every article of {folder.name}/")
    return found


def _row(article: Article, row: Any) -> scores.Row:
    return asdict(row) | {"article": article.article, "date_text": article.text[row.start : row.end]}


def rows(path: Path, columns: Sequence[str]) -> list[scores.Row]:
    """The JSON lines of `path`; PressframesError names the line that is no object with all the `columns`."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            found.append(_object(line, columns, f"{path.name}, line {number}"))
    return found


def _object(line: str, columns: Sequence[str], where: str) -> scores.Row:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise PressframesError(f"{where} is no JSON object; write one row a line, with {', '.join(columns)}")
    lacking = [name for name in columns if name not in row]
    if lacking:
        raise PressframesError(f"{where} lacks {', '.join(lacking)}; a row has {', '.join(columns)}")
    return row


def table(found: Sequence[Score], speeds: Sequence[Speed], missing: Sequence[str]) -> str:
    """The measurements in Markdown with their day and machine; the first of `speeds` is compared with the others."""
    blocks = [f"Measured by `make bench` on {datetime.now(UTC).date()}: {machine('one of ')}."]
    if found:
        lines = [f"| {_WORDS[name]} | {value:.3f} | {basis} |" for name, value, basis in found]
        blocks.append("\n".join(["| accuracy | score | measured on |", "|---|---:|---|", *lines]))
    lines = [f"| {one.tool} | {one.does} | {_rounded(one.rate)} | {_compared(speeds[0], one)} |" for one in speeds]
    blocks.append(
        "\n".join(["| speed of | what it does | characters a second | pressframes is |", "|---|---|---:|---|", *lines])
    )
    blocks.append("\n".join(f"- Missing: {words}." for words in missing))
    return "\n\n".join(filter(None, blocks)) + "\n"


def _rounded(rate: float) -> str:
    """Three figures: the next ones differ from run to run."""
    return f"{float(f'{rate:.3g}'):,.0f}"


def _compared(own: Speed, other: Speed) -> str:
    if own == other:
        return ""
    ratio = own.rate / other.rate
    return f"{ratio:.1f} times as fast" if ratio >= 1 else f"{1 / ratio:.1f} times slower"


def machine(used: str = "") -> str:
    """The processor, its cores and Python, and nothing that names the machine."""
    try:
        model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        model = None
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
