"""The computed parts of README.md, each between its own markers, and how they get there.

`python -m tools.readme` in the project's folder writes the answers, counts and picture anew, from the stored notebooks
and the articles; a test compares them with what it would write, so that no number in the README is older than the
notebooks.  What measures (`bench`, `reruns`) prints its table with `measured`, and writes it if asked to.
"""

import argparse
import html
import os
import platform
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from pressframes import frames
from pressframes.errors import PressframesError
from pressframes.reading import amounts, lexicon, text
from pressreport import charts
from pressreport.runs import executed
from pressreport.site import said

NOTEBOOKS = ("casualty_estimates", "chronology")
PICTURE = Path("data/readme/casualty_estimates.svg")
TALL = 400  # pixels
FIGURES = ["not_people", "no_measure", "not_a_count", "negated", "hypothetical"]  # reasons to refuse a figure


def filled(readme: Path, **sections: str) -> str:
    """The text of `readme` with each section between the markers of its name; PressframesError if it lacks them."""
    words = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    for mark, section in sections.items():
        begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
        before, _, rest = words.partition(f"{begin}\n")
        _, found, after = rest.partition(end)
        if not found:
            raise PressframesError(f"{readme.name} has no {begin} ... {end}; put both where the table goes")
        words = f"{before}{begin}\n{section}{end}{after}"
    return words


def measured(
    mark: str, parser: argparse.ArgumentParser, argv: Sequence[str] | None, measure: Callable[..., str]
) -> int:
    """Print what is measured, and write it into a README if asked to; the exit status is 2 for bad input, else 0."""
    parser.add_argument("--readme", type=Path, metavar="FILE", help=f"write the table between its {mark} markers")
    options = vars(parser.parse_args(argv))
    readme = options.pop("readme")
    try:
        table = measure(**options)
        print(table, end="")
        if readme:
            executed.write_whole(readme, filled(readme, **{mark: table}))
    except PressframesError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def machine(used: str = "") -> str:
    """The processor, its cores and Python, and nothing that names the machine."""
    cpu = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*:\s*(.+)", cpu.read_text(encoding="utf-8")) if cpu.is_file() else None
    name = model[1].strip() if model else platform.machine()
    return f"{name}, {used}{os.cpu_count()} cores, Python {platform.python_version()}"


def files(home: Path) -> dict[Path, str]:
    """What each file should hold: README.md with its sections filled in, and its picture."""
    articles = frames.read_articles(home / "data" / "articles")
    claims = frames.claims(articles)
    # The first screen has room for the dead, and those among whom they may be.
    pictured = claims[claims["measure"].isin(["killed", "casualties"])]
    answers = _answers(home, charts.estimates_alt(pictured, articles))
    readme = filled(home / "README.md", answers=answers, counts=_counts(claims, articles))
    return {Path("README.md"): readme, PICTURE: charts.svg(charts.estimates(pictured, articles))}


def _answers(home: Path, alt: str) -> str:
    """The stored answer under a link to its notebook, for each; behind the first the picture, with its words."""
    parts = []
    for name in NOTEBOOKS:
        notebook = executed.read(home / "notebooks" / f"{name}.ipynb")
        question = f"**[{_escape(said.question(notebook))}](notebooks/{name}.ipynb)**"
        parts.append(f"{question}\n{_escape(said.answer(notebook))}\n")
    parts.insert(1, f'<img src="{PICTURE.as_posix()}" height="{TALL}" alt="{html.escape(alt)}">\n')
    return "\n".join(parts)


def _counts(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """From articles to rows: what each step of the method left."""
    refusals = frames.refusals(articles)
    folded = [text.fold(stored) for stored in articles["text"]]
    figures = int(refusals["reason"].isin(FIGURES).sum())
    steps = {
        "Articles read": len(articles),
        "Sentences": sum(len(text.sentences(one)) for one in folded),
        "Numbers that could count something": sum(len(amounts.find(one, lexicon.load())) for one in folded),
        "Claims: numbers of people tied to a measure": len(claims),
        "Claims whose source the article names": int(claims["source"].notna().sum()),
        "Events: dates tied to something that happened": len(frames.events(articles)),
        "Figures refused, each with its reason": figures,
        "Dates and files refused, each with its reason": len(refusals) - figures,
    }
    return "| step | rows |\n|---|---:|\n" + "".join(f"| {step} | {count:,} |\n" for step, count in steps.items())


def _escape(words: str) -> str:
    """Words of articles in Markdown: on one line, and nothing in them is markup."""
    return re.sub(r"([\\`*_\[\]<>#|$~!])", r"\\\1", " ".join(words.split()))


def main(home: Path = Path()) -> None:
    """Write what is stale, and say so."""
    for path, content in files(home).items():
        target = home / path
        if not target.is_file() or target.read_text(encoding="utf-8") != content:
            executed.write_whole(target, content)
            print(f"{path} written")


if __name__ == "__main__":
    main()
