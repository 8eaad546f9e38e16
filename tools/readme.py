"""The figures and pictures of README.md, written between its markers from the stored notebooks and the articles.

`python -m tools.readme` in the project's folder writes them anew; a test compares them with what it would
write, so that no number in the README is older than the notebooks.
"""

import html
import re
from pathlib import Path

import pandas as pd

from pressframes import frames
from pressframes.reading import amounts, lexicon, text
from pressreport import charts
from pressreport.runs import executed
from pressreport.site import said

NOTEBOOKS = ("casualty_estimates", "chronology")
PICTURE = Path("data/readme/casualty_estimates.svg")
TALL = 400  # pixels
SECTION = re.compile(r"(?s)(<!-- computed: (\w+) -->\n).*?(<!-- end -->)")


def files(home: Path) -> dict[Path, str]:
    """What each file should hold: README.md with its sections filled in, and its picture."""
    articles = frames.read_articles(home / "data" / "articles")
    claims = frames.claims(articles)
    sections = {"answers": _answers(home, claims, articles), "counts": _counts(claims, articles)}
    readme = (home / "README.md").read_text(encoding="utf-8")
    filled = SECTION.sub(lambda match: f"{match[1]}{sections[match[2]]}\n{match[3]}", readme)
    drawn = charts.svg(charts.estimates(_pictured(claims), articles))
    return {Path("README.md"): filled, PICTURE: drawn}


def _pictured(claims: pd.DataFrame) -> pd.DataFrame:
    """The figures that the first screen has room for: the dead, and those among whom they may be."""
    return claims[claims["measure"].isin(["killed", "casualties"])]


def _answers(home: Path, claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The stored answer under a link to its notebook, for each; behind the first the picture, with its words."""
    words = html.escape(charts.estimates_alt(_pictured(claims), articles))
    picture = f'<img src="{PICTURE.as_posix()}" height="{TALL}" alt="{words}">'
    parts = []
    for name in NOTEBOOKS:
        notebook = executed.read(home / "notebooks" / f"{name}.ipynb")
        question = f"**[{_escape(said.question(notebook))}](notebooks/{name}.ipynb)**"
        parts.append(f"{question}\n{_escape(said.answer(notebook))}\n")
    parts.insert(1, f"{picture}\n")
    return "\n".join(parts).rstrip("\n")


def _counts(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """From articles to rows: what each step of the method left."""
    events, refusals = frames.events(articles), frames.refusals(articles)
    folded = [text.fold(stored) for stored in articles["text"]]
    numbers = sum(len(amounts.find(one, lexicon.load())) for one in folded)
    figures = int(refusals["reason"].isin(["not_people", "no_measure", "not_a_count", "negated", "hypothetical"]).sum())
    rows = [
        ("Articles read", len(articles)),
        ("Sentences", sum(len(text.sentences(one)) for one in folded)),
        ("Numbers that could count something", numbers),
        ("Claims: numbers of people tied to a measure", len(claims)),
        ("Claims whose source the article names", int(claims["source"].notna().sum())),
        ("Events: dates tied to something that happened", len(events)),
        ("Figures refused, each with its reason", figures),
        ("Dates and files refused, each with its reason", len(refusals) - figures),
    ]
    return "\n".join(["| step | rows |", "|---|---:|", *(f"| {step} | {count:,} |" for step, count in rows)])


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
