"""Tables: articles as rows of JSON lines, CSV or Parquet, with their columns found by name or as told; and
`articles.csv`, a table of what is known of the articles beside it."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple

from pressframes.articles import headers
from pressframes.articles.files import MAX_BYTES, Document, Unread, decode, file_id, read_bytes, shown, sound
from pressframes.errors import PressframesError, did_you_mean
from pressframes.records import Refusal
from pressframes.safe import clean_id

MAX_TABLE_BYTES = 1_000_000_000
ABOUT = "articles.csv"
FIELDS = {
    "text": ("text", "body", "content", "article_text", "article_content", "full_text", "maintext"),
    "article": ("article", "id", "article_id", "unit_id", "uid", "slug"),
    "title": ("title", "headline", "article_title"),
    "outlet": ("outlet", "source", "publisher", "publication", "newspaper", "sitename"),
    "url": ("url", "link", "href"),
    "published": ("published", "date", "published_at", "publication_date", "publish_date", "date_published", "pubdate"),
}
Row = tuple[int, Mapping[Any, Any] | Unread]  # with its line in the file
_DAY_IN_FIGURES = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})(?=[-/.]\d{4})")


class Known(NamedTuple):
    """What a row of articles.csv says of one article; `where` names the file and the line."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    sha256: str | None = None
    where: str = ""


def read_table(suffix: str, data: bytes, name: str, columns: Mapping[str, str] | None) -> list[Document | Unread]:
    """The article of each row, or why it gives none; `line` is the row's line in the file (Parquet: its number).

    `columns` maps fields (the keys of FIELDS) to columns; the others are found under the names that FIELDS lists.
    Raises PressframesError if the table has no column of text, or none of a name in `columns`.
    """
    rows = list(TABLES[suffix](data, name))
    if not rows:
        raise Unread("empty", f"{name} holds no rows; give a table with one article a row")
    names = list(dict.fromkeys(key for _, row in rows if not isinstance(row, Unread) for key in row))
    found = _columns(names, columns or {}, name) if names else {}
    days = [_words(row.get(found.get("published"))) or "" for _, row in rows if not isinstance(row, Unread)]
    figures = [(int(day[1]), int(day[3])) for day in map(_DAY_IN_FIGURES.match, days) if day]
    # 4/25/2017 is 25/4/2017 throughout, if a row has such a date and none has the other order.
    months_first = any(second > 12 for _, second in figures) and not any(first > 12 for first, _ in figures)
    return [row if isinstance(row, Unread) else _document(row, found, name, line, months_first) for line, row in rows]


def read_known(table: Path) -> tuple[dict[str, Known], list[Refusal]]:
    """What an articles.csv says, by article id (its column `article`), and a row for what in it is wrong.

    Columns beyond title, outlet, url, published and sha256 are left alone; a table that is not there says nothing.
    """
    name, known = shown(table), dict[str, Known]()
    refusals: list[Refusal] = []
    try:
        rows = csv_rows(decode(read_bytes(table, name), name), name) if table.exists() and not table.is_dir() else ()
        for line, row in rows:
            if isinstance(row, Unread):
                refusals.append(row.of(file_id(table), name))
            elif "article" not in row:
                if {column.lower() for column in row if column} & {*FIELDS["text"]}:
                    return {}, refusals  # a table of articles that happens to have the name
                raise Unread("bad_row", f"{name} has no column 'article'; name there each file without its ending", 1)
            elif (article := clean_id(row["article"] or "")) in known:
                detail = f"{name}, line {line}: {article!r} has a row already, which is kept; take one of them out"
                refusals.append(Unread("duplicate_id", detail, line, article).of(article, name))
            else:
                title, outlet, url, published, sha256 = (
                    (row.get(key) or "").strip() or None for key in Known._fields[:5]
                )
                day = read_day(published, article, name, line, refusals)
                known[article] = Known(title, outlet, url, day, sha256, f"{name}, line {line}")
    except Unread as problem:
        return {}, [*refusals, problem.of(file_id(table), name)]
    return known, refusals


def read_day(words: str | None, article: str, name: str, line: int | None, refusals: list[Refusal]) -> date | None:
    """The day that `words` give; None, and one refusal more, if they are no date."""
    day = headers.parse_day(words) if words else None
    if words and not day:
        where = f"{name}, line {line}" if line else name
        detail = f"{where}: {words[:60]!r} is no date of the calendar; write it as YYYY-MM-DD"
        refusals.append(Unread("bad_date", detail, line, words).of(article, name))
    return day


def _columns(names: list[str], wanted: Mapping[str, str], name: str) -> dict[str, str]:
    """Which column holds each field, for the fields that the table has."""
    listed = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    for field, column in wanted.items():
        if column not in names:
            meant = did_you_mean(column, names)
            raise PressframesError(f"{name} has no column {column!r} for {field}{meant}; its columns are {listed}")
    known = {column.strip().lower(): column for column in reversed(names)}
    found = {field: next(filter(None, map(known.get, synonyms)), None) for field, synonyms in FIELDS.items()}
    if not found["text"] and "text" not in wanted:
        raise PressframesError(
            f"{name} has no column of text (such as {', '.join(FIELDS['text'][:3])}); its columns are {listed}:"
            " name the one that holds the articles, --columns text=NAME or columns={'text': NAME}"
        )
    return {field: column for field, column in found.items() if column and column not in wanted.values()} | dict(wanted)


def _document(row: Any, columns: Mapping[str, str], name: str, line: int, months_first: bool) -> Document | Unread:
    values: dict[str, Any] = {field: _words(row.get(column)) for field, column in columns.items() if field != "text"}
    text = row.get(columns.get("text"))
    text = "" if text is None else text
    if not isinstance(text, str):
        return Unread("bad_row", f"{name}, line {line}: {columns['text']!r} holds no text; give a string", line)
    if len(text) > MAX_BYTES:
        return Unread("too_large", f"{name}, line {line}: longer than {MAX_BYTES:,} characters; split it", line)
    if months_first and values["published"]:
        values["published"] = _DAY_IN_FIGURES.sub(r"\3\2\1", values["published"])
    return Document(sound(text), line=line, **values)


def _words(value: Any) -> str | None:
    """A cell as words; numbers are welcome as ids, lists and objects are not stated."""
    plain = "" if value is None or isinstance(value, (list, dict, bool)) or value != value else str(value)
    return sound(plain).strip() or None


def _json_lines(data: bytes, name: str) -> Iterator[Row]:
    for line, words in enumerate(decode(data, name).split("\n"), 1):
        if not words.strip():
            continue
        try:
            row = json.loads(words)
            problem = "" if isinstance(row, dict) else "no JSON object"
        except (ValueError, RecursionError) as error:
            problem = f"no JSON ({getattr(error, 'msg', 'it cannot be read')})"
        broken = Unread("bad_row", f"{name}, line {line}: {problem}; give one object a line", line)
        yield line, broken if problem else row


def _csv(data: bytes, name: str) -> Iterator[Row]:
    for line, cells in csv_rows(decode(data, name), name):
        if isinstance(cells, Unread) or None not in cells:
            yield line, cells
        else:
            problem = "more cells than columns; put quotes around text with commas"
            yield line, Unread("bad_row", f"{name}, line {line}: {problem}", line)


def csv_rows(text: str, name: str) -> Iterator[Row]:
    """Each row of a CSV with the line that it begins on; cells beyond the header's stand under None."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))  # an article is longer than the default allows
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    try:
        for row in reader:
            yield reader.line_num - sum(str(cell).count("\n") for cell in row.values()), row
    except csv.Error as error:
        line = reader.line_num
        yield line, Unread("bad_row", f"{name}, line {line}: no CSV ({error}); put quotes around its text", line)


def delimiter(text: str) -> str:
    """The commonest of comma, semicolon and tab in the header."""
    return max(",;\t", key=text.partition("\n")[0].count)


def _parquet(data: bytes, name: str) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    try:
        rows = pyarrow.parquet.read_table(pyarrow.BufferReader(data)).to_pylist()
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        problem = shorten(str(error), 120, placeholder="...")
        raise Unread("unreadable", f"{name} is no Parquet file ({problem}); write it again") from None
    yield from enumerate(rows, 1)


TABLES = {".jsonl": _json_lines, ".ndjson": _json_lines, ".csv": _csv, ".parquet": _parquet}
