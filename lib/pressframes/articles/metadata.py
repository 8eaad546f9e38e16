"""What a table beside the articles, `articles.csv`, says of each of them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pressframes.articles import headers
from pressframes.articles.files import Unread, decode, read_bytes
from pressframes.articles.names import clean_id, file_id, shown
from pressframes.articles.tables import FIELDS, csv_rows
from pressframes.records import Refusal

FILE = "articles.csv"


class Known(NamedTuple):
    """What a row of articles.csv says of one article; `where` names the file and the line."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    sha256: str | None = None
    where: str = ""


def read(table: Path) -> tuple[dict[str, Known], list[Refusal]]:
    """What the table says, by article id (its column `article`), and a row for what in it is wrong.

    Columns beyond title, outlet, url, published and sha256 are left alone; a table that is not there says nothing.
    """
    refusals: list[Refusal] = []
    try:
        return (_rows(table, refusals) if table.is_file() else {}), refusals
    except Unread as problem:
        return {}, [refusal(file_id(table), shown(table), problem)]


def refusal(article: str, name: str, problem: Unread, words: str = "") -> Refusal:
    """The row for a file, or a part of it, that was not read."""
    return Refusal(article, None, None, words, problem.reason, name, problem.line, problem.detail)


def read_day(words: str | None, article: str, name: str, line: int | None, refusals: list[Refusal]) -> date | None:
    """The day that `words` give; None, and one refusal more, if they are no date."""
    day = headers.parse_day(words) if words else None
    if words and not day:
        where = f"{name}, line {line}" if line else name
        detail = f"{where}: {words[:60]!r} is no date of the calendar; write it as YYYY-MM-DD"
        refusals.append(refusal(article, name, Unread("bad_date", detail, line), words))
    return day


def _rows(table: Path, refusals: list[Refusal]) -> dict[str, Known]:
    name = shown(table)
    known: dict[str, Known] = {}
    for line, row in csv_rows(decode(read_bytes(table, name), name), name):
        if isinstance(row, Unread):
            refusals.append(refusal(file_id(table), name, row))
        elif "article" not in row:
            if {column.lower() for column in row if column} & {*FIELDS["text"]}:
                return {}  # a table of articles that happens to have the name
            raise Unread("bad_row", f"{name} has no column 'article'; name there each file without its ending", 1)
        elif (article := clean_id(row["article"] or "")) in known:
            detail = f"{name}, line {line}: {article!r} has a row already, which is kept; take one of them out"
            refusals.append(refusal(article, name, Unread("duplicate_id", detail, line), article))
        else:
            known[article] = _known(row, article, name, line, refusals)
    return known


def _known(row: Mapping[str, str | None], article: str, name: str, line: int, refusals: list[Refusal]) -> Known:
    said = {key: (row.get(key) or "").strip() or None for key in ("title", "outlet", "url", "published", "sha256")}
    day = read_day(said["published"], article, name, line, refusals)
    return Known(said["title"], said["outlet"], said["url"], day, said["sha256"], f"{name}, line {line}")
