"""The public verbs: articles, and what they claim, date and leave unread, as checked pandas frames.

Columns, meanings and units stand in `schemas` and in data/datapackage.json.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from pressframes import articles as files_of_articles
from pressframes import lexicon as words
from pressframes import reading, schemas
from pressframes.errors import PressframesError
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
    made = schemas.frame("articles", map(asdict, found))
    made.attrs["unread"] = [asdict(refusal) for refusal in unread]
    return made


def claims(articles: pd.DataFrame, lexicon: Sequence[str | Path] = ()) -> pd.DataFrame:
    """Every figure that the articles give for the killed, wounded, ..., one a row, in text order.

    `lexicon` names TOML files of the user's own that add to the words and patterns of the library.
    """
    return schemas.frame("claims", (asdict(row) for read in _readings(articles, lexicon) for row in read.claims))


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
    known = words.load(lexicon) if lexicon else None
    return (reading.read(article, known) for article in _articles(articles))


def _articles(articles: pd.DataFrame) -> Iterator[Article]:
    for row in articles.reset_index().to_dict("records"):
        yield Article(**{str(column): _plain(value) for column, value in row.items()})


def _plain(value: Any) -> Any:
    """A cell as the core knows it: null as None, a timestamp as a date."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
