"""The public verbs: articles, and what they claim, date and leave unread, as checked pandas frames.

What the columns hold stands in `columns.toml` and in data/datapackage.json.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Literal, overload

import pandas as pd

from pressframes import articles as files_of_articles
from pressframes import joining, reading
from pressframes.days import iso_day
from pressframes.errors import PressframesError
from pressframes.frames import cache, schemas
from pressframes.reading import lexicon as words
from pressframes.records import Article

Paths = str | Path | Sequence[str | Path]
Names = Mapping[str, str] | None
Day = date | str | None
Lexicon = Sequence[str | Path]


@overload
def read_articles(
    paths: Paths, *, columns: Names = None, published: Day = None, return_unread: Literal[False] = False
) -> pd.DataFrame: ...
@overload
def read_articles(
    paths: Paths, *, columns: Names = None, published: Day = None, return_unread: Literal[True]
) -> tuple[pd.DataFrame, pd.DataFrame]: ...
def read_articles(
    paths: Paths, *, columns: Names = None, published: Day = None, return_unread: bool = False
) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """The articles of files and folders, one a row, indexed by `article`; an empty frame if there are none.

    `columns` maps the columns of a table of articles to `text`, `title`, `published`, ...; `published` is the day
    for articles that do not say theirs.  With `return_unread` a second frame has what could not be read, and why, as
    rows of `refusals`.

    Raises PressframesError if a path does not exist, a table lacks the mapped columns, or `published` is no day.
    """
    many = [paths] if isinstance(paths, str | Path) else list(paths)
    try:
        day = iso_day(published) if isinstance(published, str) else published
    except ValueError:
        raise PressframesError(f"{published!r} is no day of the calendar; write `published` as YYYY-MM-DD.") from None
    found, unread = files_of_articles.load(many, columns=columns, published=day)
    return (table(found), schemas.frame("refusals", map(asdict, unread))) if return_unread else table(found)


def table(articles: Iterable[Article]) -> pd.DataFrame:
    """The articles as the frame that the other verbs read."""
    return schemas.frame("articles", map(asdict, articles))


def plain_rows(made: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame as the core knows them: null as None, a timestamp as a date."""
    for row in made.to_dict("records"):
        yield {str(column): _plain(value) for column, value in row.items()}


def claims(articles: pd.DataFrame, lexicon: Lexicon = ()) -> pd.DataFrame:
    """Every figure that the articles give for the killed, wounded, ..., one a row, in text order.

    `lexicon` names TOML files of the user's own that add to the words and patterns of the library.
    """
    shared, read = _shared(articles, lexicon), _readings(articles, lexicon)
    claims = (row for one in read for row in one.claims)
    return schemas.frame("claims", (asdict(row) | {"incident": shared.get(row.incident or "")} for row in claims))


def events(articles: pd.DataFrame, lexicon: Lexicon = ()) -> pd.DataFrame:
    """Every dated happening of the articles, one a row, in text order."""
    shared, read = _shared(articles, lexicon), _readings(articles, lexicon)
    events = (row for one in read for row in one.events)
    return schemas.frame("events", (asdict(row) | {"incident": shared.get(row.incident or "")} for row in events))


def _shared(articles: pd.DataFrame, lexicon: Lexicon) -> dict[str, str]:
    """For the happenings of each article the ids that all articles share."""
    claims = [row for one in _readings(articles, lexicon) for row in one.claims]
    return joining.numbered(_articles(articles), claims)


def dates(articles: pd.DataFrame, lexicon: Lexicon = ()) -> pd.DataFrame:
    """Every date that the articles name, one a row, whatever it dates."""
    rows = (
        asdict(dated) | {"article": article.article, "date_text": article.text[dated.start : dated.end]}
        for article, read in zip(_articles(articles), _readings(articles, lexicon), strict=True)
        for dated in read.dates
    )
    return schemas.frame("dates", rows)


def refusals(articles: pd.DataFrame, lexicon: Lexicon = (), *, unread: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every passage that was seen and not read, with the reason; first the files that are `unread`, if these are given.

    `unread` is the second frame of `read_articles(paths, return_unread=True)`.
    """
    passages = (asdict(row) for read in _readings(articles, lexicon) for row in read.refusals)
    return schemas.frame("refusals", [*(() if unread is None else plain_rows(unread)), *passages])


def _readings(articles: pd.DataFrame, lexicon: Lexicon) -> Iterator[reading.Reading]:
    """What is read in each article; the readings of the last frame are kept, since verbs are asked of one frame."""
    if lexicon:
        words.load(lexicon)  # what is wrong with it is said also where there is no article
    keys = [(article, tuple(map(str, lexicon))) for article in _articles(articles)]
    found = {key: _last.get(key) or cache.read(key[0], lexicon) for key in keys}
    _last.clear()
    _last.update(found)
    return (found[key] for key in keys)


_last: dict[tuple[Article, tuple[str, ...]], reading.Reading] = {}


def _articles(articles: pd.DataFrame) -> Iterator[Article]:
    return (Article(**row) for row in plain_rows(articles.reset_index()))


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
