"""What news articles say of casualties and when, as pandas frames.

>>> import pressframes as pf                       # doctest: +SKIP
>>> articles = pf.read_articles("data/articles")   # doctest: +SKIP
>>> claims = pf.claims(articles)                   # doctest: +SKIP
>>> events = pf.events(articles)                   # doctest: +SKIP

`read_articles` reads files, folders and tables of articles; `claims`, `events`, `dates` and `refusals` read
the frame it gives.  Their columns are described in `data/datapackage.json`.  What is wrong is raised as
`PressframesError`, in one sentence.
"""

from typing import TYPE_CHECKING, Any

from pressframes.errors import PressframesError

if TYPE_CHECKING:
    from pressframes.frames import claims, dates, events, read_articles, refusals

__all__ = ["PressframesError", "claims", "dates", "events", "read_articles", "refusals"]
_VERBS = frozenset(__all__) - {"PressframesError"}


def __getattr__(name: str) -> Any:
    """The verbs, loaded when first used, so that `import pressframes` does not wait for pandas."""
    if name in _VERBS:
        from pressframes import frames

        return getattr(frames, name)
    raise AttributeError(f"module 'pressframes' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
