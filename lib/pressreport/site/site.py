"""The site: a page for each executed notebook, an index of their answers, and what can be downloaded.

Pages are plain files, readable from a disk, in the dark, on a telephone and on paper.  `pages` says what they ask for,
which is nothing, and `links` where the rows of their tables and the marks of their charts lead.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pressreport.runs import executed, runs
from pressreport.runs.runs import Run
from pressreport.site import downloads, drawings, index, links, pages
from pressreport.site.links import Place
from pressreport.site.pages import Page

EVIDENCE = "articles"  # the notebook that shows the articles themselves, with their rows marked in them
Known = Mapping[Path, dict[str, Place]]


def build(all_runs: Sequence[Run], out: Path) -> dict[str, str]:
    """Write `out/site/` from the executed notebooks under `out/`; what could not be made, by name, with the reason."""
    made = {run.name: out / "notebooks" / f"{run.name}.ipynb" for run in all_runs}
    notebooks = {name: executed.read(path) for name, path in made.items() if path.is_file()}
    failures = {name: executed.noted(out / "failed" / f"{name}.ipynb", "failure") for name in made}
    found = [pages.of_run(run, notebooks.get(run.name), failures[run.name]) for run in all_runs]
    found.sort(key=lambda page: not page.charts)  # the answers that have a picture first
    shown = [page for page in found if page.name in notebooks]
    seen = {run.name: _places(run, notebooks, _evidence(all_runs, notebooks)) for run in all_runs}
    for page in shown:
        _write(out / "site", page, shown, notebooks[page.name], seen[page.name])
    problems, told = _downloads(all_runs, out / "site")
    executed.write_whole(out / "site" / "index.html", index.render(found, shown, told))
    _forget(out / "site", {"index", *(page.name for page in shown)})
    return problems


def _evidence(all_runs: Sequence[Run], notebooks: Mapping[str, Any]) -> Known:
    """By the articles that a run reads: the page where each row of them is marked; the least limited one, if more."""
    showing = [run for run in all_runs if run.notebook.stem == EVIDENCE and run.name in notebooks]
    found: Known = defaultdict(dict)
    for run in sorted(showing, key=lambda run: -len(run.parameters)):
        there = links.seen_from(f"{run.name}.html", links.places(notebooks[run.name]))
        found[runs.articles(run).resolve()].update(there)
    return found


def _places(run: Run, notebooks: Mapping[str, Any], evidence: Known) -> dict[str, Place]:
    """Where the rows of a run are shown: in the articles themselves, else quoted in its own page."""
    own = links.places(notebooks[run.name]) if run.name in notebooks else {}
    there = evidence.get(runs.articles(run).resolve(), {})
    return there | own if run.notebook.stem == EVIDENCE else own | there


def _write(site: Path, page: Page, shown: Sequence[Page], notebook: Any, places: Mapping[str, Place]) -> None:
    """The page, its notebook, and each of its charts as a file of its own, to enlarge and to pass on."""
    executed.write_whole(site / f"{page.name}.html", pages.render(page, notebook, places, shown))
    executed.write_whole(site / "notebooks" / f"{page.name}.ipynb", executed.text(notebook))
    outside = {a: place for a, place in places.items() if not place.address.startswith("#")}
    outside |= links.seen_from(f"{page.name}.html", {a: places[a] for a in places.keys() - outside.keys()})
    for number, chart in enumerate(page.charts, start=1):
        executed.write_whole(site / f"{page.name}-{number}.svg", drawings.alone(chart.svg, chart.alt, outside))


def _downloads(all_runs: Sequence[Run], site: Path) -> tuple[dict[str, str], downloads.Told]:
    """Any problem, and what the index says of the articles and of their rows."""
    folders = list(dict.fromkeys(runs.articles(run).resolve() for run in all_runs))
    rulings = list(dict.fromkeys(path.resolve() for run in all_runs if (path := runs.rulings(run))))
    try:
        return {}, downloads.write(folders, site, rulings)
    except Exception as error:  # whatever an article brings about, the pages and the index still come
        return {"downloads": f"{type(error).__name__}: {error}"}, downloads.Told()


def _forget(site: Path, current: set[str]) -> None:
    """Remove the pages of runs that are no more, with what belongs to them, and nothing that is not ours."""
    for path in site.glob("*.html"):
        ours = pages.MARK in path.read_text(encoding="utf-8", errors="replace")[:1000]
        if path.stem not in current and ours:
            for left in (path, site / "notebooks" / f"{path.stem}.ipynb", *_charts(site, path.stem)):
                left.unlink(missing_ok=True)


def _charts(site: Path, name: str) -> list[Path]:
    return [path for path in site.glob("*.svg") if path.stem.rpartition("-")[0] == name]
