"""The figures and pictures of README.md, written between its markers from the stored notebooks and the articles.

`python -m tools.readme` in the project's folder writes them anew; a test compares them with what it would
write, so that no number in the README is older than the notebooks.
"""

import re
from pathlib import Path

from pressframes import frames
from pressframes.reading import amounts, lexicon, text
from pressreport.runs import executed

NOTEBOOKS = ("casualty_estimates", "chronology")
PICTURES = Path("data/readme")
SECTION = re.compile(r"(?s)(<!-- computed: (\w+) -->\n).*?(<!-- end -->)")


def files(home: Path) -> dict[Path, str]:
    """What each file should hold: README.md with its sections filled in, and its pictures."""
    told = {name: executed.read(home / "notebooks" / f"{name}.ipynb") for name in NOTEBOOKS}
    charts = {name: executed.charts(notebook)[:1] for name, notebook in told.items()}
    pictures = {PICTURES / f"{name}.svg": chart.svg for name, found in charts.items() for chart in found}
    sections = {
        "answers": "\n".join(_answer(name, notebook) for name, notebook in told.items()),
        "counts": _counts(home),
    }
    readme = (home / "README.md").read_text(encoding="utf-8")
    filled = SECTION.sub(lambda match: f"{match[1]}{sections[match[2]]}\n{match[3]}", readme)
    return {Path("README.md"): filled, **pictures}


def _answer(name: str, notebook: object) -> str:
    """The computed answer, and the picture with its words, under a link to the notebook."""
    charts = executed.charts(notebook)
    picture = f"\n![{_escape(charts[0].alt)}]({PICTURES / name}.svg)\n" if charts else ""
    question = f"**[{_escape(executed.question(notebook))}](notebooks/{name}.ipynb)**"
    return f"{question}\n{_escape(executed.answer(notebook))}\n{picture}"


def _counts(home: Path) -> str:
    """From articles to rows: what each step of the method left."""
    articles = frames.read_articles(home / "data" / "articles")
    claims, events, refusals = frames.claims(articles), frames.events(articles), frames.refusals(articles)
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
