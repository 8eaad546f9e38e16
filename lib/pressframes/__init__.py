"""What news articles say of casualties and when, as pandas frames.

>>> import pressframes as pf                       # doctest: +SKIP
>>> articles = pf.read_articles("data/articles")   # doctest: +SKIP
>>> claims = pf.claims(articles)                   # doctest: +SKIP
>>> events = pf.events(articles)                   # doctest: +SKIP

`read_articles` reads files, folders and tables of articles; `claims`, `events`, `dates` and `refusals` read
the frame it gives.  `incidents` tells which happenings the claims are figures of, and inside one `tolls` how its
figures developed, `relations` how claims stand to each other two by two, `aggregate` gives low, best and high by
rules with a name, `sensitivity` what changes if others are believed, `divergence` how far reports differ, and
`witnesses` who stands behind a figure.  `chronology` joins events into happenings, and `lags` counts the days
between them.  `ruled` sets beside claims or events what a person says of them in a file of rulings (`read_rulings`),
and `ruling_outcomes` tells what became of each ruling.  The columns are described in `data/datapackage.json`.  What is
wrong is raised as `PressframesError`, in one sentence.
"""

# Nothing is imported here: `import pressframes` is quick, and of `python -m pressframes` not even a module of the
# standard library is looked for in the working folder before `__main__` has taken that off the path.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pressframes.compare.corroboration import divergence, witnesses
    from pressframes.compare.estimates import aggregate, sensitivity
    from pressframes.compare.incidents import chronology, incidents, lags
    from pressframes.compare.relations import relations
    from pressframes.compare.tolls import tolls
    from pressframes.errors import PressframesError
    from pressframes.frames import claims, dates, events, read_articles, refusals
    from pressframes.frames.rulings import read_rulings, ruled, ruling_outcomes

# Each name and the module that it is loaded from when it is first used.
_FROM = {
    "PressframesError": "errors",
    "read_articles": "frames", "claims": "frames", "events": "frames", "dates": "frames", "refusals": "frames",
    "read_rulings": "frames.rulings", "ruled": "frames.rulings", "ruling_outcomes": "frames.rulings",
    "relations": "compare.relations", "chronology": "compare.incidents", "lags": "compare.incidents",
    "incidents": "compare.incidents", "tolls": "compare.tolls",
    "aggregate": "compare.estimates", "sensitivity": "compare.estimates",
    "divergence": "compare.corroboration", "witnesses": "compare.corroboration",
}  # fmt: skip
__all__ = [
    "PressframesError", "aggregate", "chronology", "claims", "dates", "divergence", "events", "incidents", "lags",
    "read_articles",
    "read_rulings", "refusals", "relations", "ruled", "ruling_outcomes", "sensitivity", "tolls", "witnesses",
]  # fmt: skip


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _FROM:
        return getattr(import_module(f"pressframes.{_FROM[name]}"), name)
    if name == "compare":
        return import_module("pressframes.compare")
    raise AttributeError(f"module 'pressframes' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
