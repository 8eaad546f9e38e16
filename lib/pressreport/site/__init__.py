"""The site: a page for each executed notebook, an index of their answers, and what can be downloaded.

Pages are plain files, readable from a disk, in the dark, on a telephone and on paper.  `pages` says what they ask for,
which is nothing, and where the rows of their tables and the marks of their charts lead; it also shares one page alone.

The index has lists to choose among many runs, which work without scripts: its style sheet hides the runs that do not
have what is chosen.  When the site was made is told by what it was made from, the latest article and a fingerprint of
all: the same articles give the same page, byte for byte, and the hours of the runs stand in out/runs.jsonl.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pressframes.safe import printable
from pressreport.runs import executed, forks, runs
from pressreport.runs.runs import Run
from pressreport.site import downloads, drawings, pages
from pressreport.site.downloads import Contents
from pressreport.site.drawings import Place
from pressreport.site.pages import Page

EVIDENCE = "articles"  # the notebook that shows the articles themselves, with their rows marked in them


def build(all_runs: Sequence[Run], out: Path) -> dict[str, str]:
    """Write `out/site/` from the executed notebooks under `out/`; what could not be made, by name, with the reason."""
    site = out / "site"
    made = {run.name: out / "notebooks" / f"{run.name}.ipynb" for run in all_runs}
    notebooks = {name: executed.read(path) for name, path in made.items() if path.is_file()}
    failures = {name: executed.noted(out / "failed" / f"{name}.ipynb", "failure") for name in made}
    found = [pages.of_run(run, notebooks.get(run.name), failures[run.name]) for run in all_runs]
    found.sort(key=lambda page: not page.charts)  # the answers that have a picture first
    shown = [page for page in found if page.name in notebooks]
    places = _places(all_runs, notebooks)
    folders = list(dict.fromkeys(runs.articles(run).resolve() for run in all_runs))
    rulings = list(dict.fromkeys(path.resolve() for run in all_runs if (path := runs.rulings(run))))
    each = [(site, page, shown, notebooks[page.name], places[page.name]) for page in shown]
    for page in each[-1:]:  # here, as it compiles what the rest need; it has the fewest charts
        _write(*page)
    calls: list[forks.Call] = [(downloads.write, (folders, site, rulings)), *((_write, page) for page in each[:-1])]
    given: list[Any] = [made for _, made in sorted(forks.shared(calls), key=itemgetter(0))]
    read, problems = given.pop(0), dict[str, str]()
    for error in filter(None, given):
        raise error
    if isinstance(read, Exception):  # whatever an article brings about, the pages and the index still come
        problems["downloads"] = forks.words(read)
        read = Contents()
    executed.write_whole(site / "index.html", _index(found, shown, read))
    return problems


def _places(all_runs: Sequence[Run], notebooks: Mapping[str, Any]) -> dict[str, dict[str, Place]]:
    """By run where its rows are shown: in the articles themselves, else quoted in its own page.

    Rows of the articles that a run reads are marked in the page of `EVIDENCE` over them; in the least limited, if more.
    """
    own = {run.name: pages.places(notebooks[run.name]) if run.name in notebooks else {} for run in all_runs}
    evidence: dict[Path, dict[str, Place]] = defaultdict(dict)
    showing = [run for run in all_runs if run.notebook.stem == EVIDENCE and run.name in notebooks]
    for run in sorted(showing, key=lambda run: -len(run.parameters)):
        evidence[runs.articles(run).resolve()].update(pages.seen_from(f"{run.name}.html", own[run.name]))
    there = {run.name: evidence[runs.articles(run).resolve()] for run in all_runs}
    return {
        run.name: there[run.name] | own[run.name] if run.notebook.stem == EVIDENCE else own[run.name] | there[run.name]
        for run in all_runs
    }


def _write(site: Path, page: Page, shown: Sequence[Page], notebook: Any, places: Mapping[str, Place]) -> None:
    """The page, its notebook, and each of its charts as a file of its own, to enlarge and to pass on."""
    executed.write_whole(site / f"{page.name}.html", pages.render(page, notebook, places, shown))
    executed.write_whole(site / "notebooks" / f"{page.name}.ipynb", executed.text(notebook))
    inside = {anchor: place for anchor, place in places.items() if place.address.startswith("#")}
    outside = {**places, **pages.seen_from(f"{page.name}.html", inside)}
    for number, chart in enumerate(page.charts, start=1):
        executed.write_whole(site / f"{page.name}-{number}.svg", drawings.alone(chart.svg, chart.alt, outside))


class Filter(NamedTuple):
    """A list to choose from: each value with the names of the pages that have it."""

    name: str
    values: dict[str, set[str]]


def filters(found: Sequence[Page]) -> list[Filter]:
    """One for the notebooks and one for each parameter, where the runs differ in it."""
    of_notebooks = Filter("notebook", {})
    by_name = {name: Filter(name, {}) for page in found for name in page.parameters}
    for page in found:
        of_notebooks.values.setdefault(page.notebook.removesuffix(".ipynb"), set()).add(page.name)
        for name, value in page.parameters.items():
            by_name[name].values.setdefault("any" if value == "" else str(value), set()).add(page.name)
    return [one for one in (of_notebooks, *by_name.values()) if len(one.values) > 1]


def _index(found: Sequence[Page], shown: Sequence[Page], contents: Contents) -> str:
    """The index over all pages, of which only those shown exist."""
    environment = Environment(
        loader=FileSystemLoader(pages.TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["printable"] = lambda words: printable(words or "")
    chosen_by = filters(found)
    classes = {page.name: "card run" for page in found}
    for number, one in enumerate(chosen_by, start=1):
        # What the style sheet knows a page by: a list, and its value there.
        for at, names in enumerate(one.values.values(), start=1):
            classes |= {name: f"{classes[name]} in-{number}-{at}" for name in names}
    return environment.get_template("index.html.j2").render(
        **pages.fixed(), links=shown, pages=found, written={page.name for page in shown}, contents=contents,
        filters=chosen_by, classes=classes,
    )  # fmt: skip
