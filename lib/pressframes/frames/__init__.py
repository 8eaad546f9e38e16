"""The public verbs: articles, and what they claim, date and leave unread, as checked pandas frames.

Columns, meanings and units stand in `schemas` and in data/datapackage.json.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pressframes import articles as files_of_articles
from pressframes import reading
from pressframes.errors import PressframesError
from pressframes.frames import cache, schemas
from pressframes.reading import lexicon as words
from pressframes.records import Article

Paths = str | Path | Sequence[str | Path]


def read_articles(
    paths: Paths, *, columns: Mapping[str, str] | None = None, published: date | str | None = None
) -> pd.DataFrame:
    """The articles of files and folders, one a row, indexed by `article`; an empty frame if there are none.

    `columns` maps the columns of a table of articles to `text`, `title`, `published`, ...; `published` is the day
    for articles that do not say theirs.  What could not be read stands in `attrs["unread"]` and comes back as rows
    of `refusals`.

    Raises PressframesError if a path does not exist, a table lacks the mapped columns, or `published` is no day.
    """
    many = [paths] if isinstance(paths, str | Path) else list(paths)
    day = _day(published) if isinstance(published, str) else published
    found, unread = files_of_articles.load(many, columns=columns, published=day)
    made = table(found)
    made.attrs["unread"] = [asdict(refusal) for refusal in unread]
    return made


def table(articles: Iterable[Article]) -> pd.DataFrame:
    """The articles as the frame that the other verbs read."""
    return schemas.frame("articles", map(asdict, articles))


def plain_rows(made: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame as the core knows them: null as None, a timestamp as a date."""
    for row in made.to_dict("records"):
        yield {str(column): _plain(value) for column, value in row.items()}


def claims(articles: pd.DataFrame, lexicon: Sequence[str | Path] = ()) -> pd.DataFrame:
    """Every figure that the articles give for the killed, wounded, ..., one a row, in text order.

    `lexicon` names TOML files of the user's own that add to the words and patterns of the library.  The days on
    which the articles were published stand in `attrs["published"]`, for comparing the claims.
    """
    made = schemas.frame("claims", (asdict(row) for read in _readings(articles, lexicon) for row in read.claims))
    days = articles["published"].dropna()
    made.attrs["published"] = {str(article): day.date().isoformat() for article, day in days.items()}
    return made


def events(articles: pd.DataFrame, lexicon: Sequence[str | Path] = ()) -> pd.DataFrame:
    """Every dated happening of the articles, one a row, in text order."""
    return schemas.frame("events", (asdict(row) for read in _readings(articles, lexicon) for row in read.events))


def dates(articles: pd.DataFrame, lexicon: Sequence[str | Path] = ()) -> pd.DataFrame:
    """Every date that the articles name, one a row, whatever it dates."""
    columns = list(schemas.dtypes("dates"))
    rows = (
        {key: value for key, value in row.items() if key in columns}
        for article, read in zip(_articles(articles), _readings(articles, lexicon), strict=True)
        for dated in read.dates
        for row in [asdict(dated) | {"article": article.article, "date_text": article.text[dated.start : dated.end]}]
    )
    return schemas.frame("dates", rows)


def refusals(articles: pd.DataFrame, lexicon: Sequence[str | Path] = ()) -> pd.DataFrame:
    """Every passage and file that was seen and not read, with the reason: unread files first, then passages."""
    unread = [row if isinstance(row, dict) else asdict(row) for row in articles.attrs.get("unread", [])]
    passages = (asdict(row) for read in _readings(articles, lexicon) for row in read.refusals)
    return schemas.frame("refusals", [*unread, *passages])


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise PressframesError(f"{words!r} is no day of the calendar; write `published` as YYYY-MM-DD.") from None


def _readings(articles: pd.DataFrame, lexicon: Sequence[str | Path]) -> Iterator[reading.Reading]:
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
