"""The index of the site: the answers, what they were made from, and lists to choose among many runs.

The lists work without scripts: a page's style sheet hides the runs that do not have what is chosen.
When the site was made is told by what it was made from, the latest article and a fingerprint of all: the same articles
give the same page, byte for byte, and the hours of the runs stand in out/runs.jsonl.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pressframes.safe import printable
from pressreport.site import pages
from pressreport.site.downloads import Told
from pressreport.site.pages import Page


@dataclass(frozen=True, slots=True)
class Filter:
    """A list to choose from: each value with the names of the pages that have it."""

    name: str
    values: dict[str, set[str]]


def render(found: Sequence[Page], shown: Sequence[Page], told: Told) -> str:
    """The index over all pages, of which only those shown exist."""
    template, chosen_by = _environment().get_template("index.html.j2"), list(filters(found))
    return template.render(
        **pages.shared(shown), pages=found, written={page.name for page in shown}, told=told, filters=chosen_by,
        classes={page.name: " ".join(["card", "run", *_classes(page.name, chosen_by)]) for page in found},
    )  # fmt: skip


def filters(found: Sequence[Page]) -> Iterator[Filter]:
    """One for the notebooks and one for each parameter, where the runs differ in it."""
    names = dict.fromkeys(name for page in found for name in page.parameters)
    every = [_filter("notebook", {page.name: page.notebook.removesuffix(".ipynb") for page in found})]
    every += [_filter(name, {p.name: p.parameters[name] for p in found if name in p.parameters}) for name in names]
    return (one for one in every if len(one.values) > 1)


def _filter(name: str, value_of: Mapping[str, object]) -> Filter:
    values: dict[str, set[str]] = {}
    for page, value in value_of.items():
        values.setdefault("any" if value == "" else str(value), set()).add(page)
    return Filter(name, values)


def _classes(page: str, chosen_by: Sequence[Filter]) -> Iterator[str]:
    """What the style sheet knows a page by: the number of each list and of the value that the page has in it."""
    for number, one in enumerate(chosen_by, start=1):
        yield from (f"in-{number}-{at}" for at, having in enumerate(one.values.values(), start=1) if page in having)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(pages.TEMPLATES / "site"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["printable"] = lambda words: printable(words or "")
    return made
