"""Articles from files, folders and tables, with what is known of each: the reading side of `read_articles`.

An article's date is, in this order: what the caller says; what `articles.csv` beside it, its front matter, page or
row says (basis "metadata"); what a header in its text says ("stated"); the latest day that it names ("inferred").
"""

import hashlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pressframes.articles import headers, metadata
from pressframes.articles.files import MAX_BYTES, READERS, Document, Unread, read_bytes, read_stream, read_text
from pressframes.articles.metadata import Known, read_day, refusal
from pressframes.articles.names import clean_id, file_id, shown
from pressframes.articles.tables import MAX_TABLE_BYTES, TABLES, check_columns, read_table
from pressframes.errors import PressframesError
from pressframes.reading.text import fold
from pressframes.reading.timexes import latest_named_day
from pressframes.records import Article, Refusal

_SUFFIXES = {*READERS, *TABLES}


def load(
    paths: Sequence[str | Path], *, columns: Mapping[str, str] | None = None, published: date | None = None
) -> tuple[list[Article], list[Refusal]]:
    """The articles of `paths` in order, and a row for each file, table row or date that could not be read.

    A path is a file, a folder (its files by name, not its subfolders) or "-" for standard input.  `columns` maps
    fields of an article to the columns of tables (`{"text": "body"}`); `published` is the day of all articles,
    whatever they say themselves.  Of two articles with one id the first stays.

    Raises PressframesError if there is nothing to read: paths that do not exist, folders without articles, tables
    without a column of text.  Among others that can be read, these are rows with the reason "unreadable".
    """
    check_columns(columns or {})
    found = _Loader(columns, published)
    for path in [paths] if isinstance(paths, str | Path) else paths:
        found.read(Path(path))
    if found.errors and len(found.errors) == len(found.refusals) and not found.articles:
        raise PressframesError("; ".join(found.errors))
    return found.articles, found.refusals


@dataclass
class _Loader:
    columns: Mapping[str, str] | None
    published: date | None
    articles: list[Article] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    tables: dict[str, dict[str, Known]] = field(default_factory=dict)

    def read(self, path: Path) -> None:
        try:
            files = _files(path)
        except PressframesError as error:
            return self._fail(path, error)
        except OSError as error:
            problem = f"{shown(path)} cannot be read ({error.strerror}); check its name and its permissions"
            return self._fail(path, PressframesError(problem))
        for file in files:
            place = os.path.realpath(file)
            if place not in self.seen:
                self.seen.add(place)
                self._read_file(file)

    def _read_file(self, path: Path) -> None:
        name, stem = shown(path), file_id(path)
        try:
            suffix, data = _content(path, name, self.columns)
            digest = hashlib.sha256(data).hexdigest()
            for number, row in enumerate(_documents(suffix, data, name, self.columns), 1):
                in_table = suffix in TABLES
                where = f"{name}, line {row.line}" if in_table else name
                self._take(row, f"{stem}-{number}" if in_table else stem, where, path, digest)
        except Unread as problem:
            self._refuse(stem, name, problem)
        except PressframesError as error:
            self._fail(path, error)

    def _take(self, row: Document | Unread, stem: str, where: str, path: Path, digest: str) -> None:
        name = shown(path)
        if isinstance(row, Unread):
            return self._refuse(stem, name, row)
        article = clean_id(row.article) if row.article else stem
        if article in self.ids:
            detail = f"{where}: the id {article!r} is that of {self.ids[article]} too, which is kept; rename one"
            return self._refuse(article, name, Unread("duplicate_id", detail, row.line), words=article)
        if not re.search(r"\w", row.text):
            return self._refuse(article, name, Unread("empty", f"{where} holds no words; give its text", row.line))
        self.ids[article] = where
        self.articles.append(self._article(row, article, path, digest))

    def _article(self, row: Document, article: str, path: Path, digest: str) -> Article:
        name = shown(path)
        for problem in row.notes:
            self._refuse(article, name, problem)
        known = self._look_up(path, article)
        if known.sha256 and known.sha256.lower() != digest:
            detail = f"{known.where}: the sha256 of {article!r} is not that of {name}; see which of the two was changed"
            self._refuse(article, name, Unread("bad_row", detail), words=known.sha256)
        header = headers.read(row.text)
        published, basis = self._published(row, article, name, known, header)
        return Article(
            article=article,
            text=row.text,
            title=known.title or row.title or header.title,
            outlet=known.outlet or row.outlet,
            url=known.url or row.url,
            published=published,
            published_basis=basis,
            path=name,
            sha256=digest,
            words=len(row.text.split()),
        )

    def _published(
        self, row: Document, article: str, name: str, known: Known, header: headers.Header
    ) -> tuple[date | None, str]:
        day = self.published or known.published or read_day(row.published, article, name, row.line, self.refusals)
        if day:
            return day, "metadata"
        if header.bad_date:
            line = (row.line or 1) + row.text.count("\n", 0, header.bad_date_start)
            read_day(header.bad_date, article, name, line, self.refusals)
        if header.published:
            return header.published, "stated"
        day = latest_named_day(fold(row.text))
        return day, "inferred" if day else "missing"

    def _look_up(self, path: Path, article: str) -> Known:
        """What articles.csv says, in the folder of the file or in the one above it."""
        folders = [path.parent, Path(os.path.normpath(path.parent / os.pardir))] if path.name != "-" else []
        tables = (folder / metadata.FILE for folder in folders)
        rows = (self._table(table).get(article) for table in tables if table != path)
        return next((row for row in rows if row), Known())

    def _table(self, table: Path) -> dict[str, Known]:
        place = os.path.realpath(table)
        if place not in self.tables:
            self.tables[place], refusals = metadata.read(table)
            self.refusals += refusals
        return self.tables[place]

    def _refuse(self, article: str, name: str, problem: Unread, words: str = "") -> None:
        self.refusals.append(refusal(article, name, problem, words))

    def _fail(self, path: Path, error: PressframesError) -> None:
        self.errors.append(str(error))
        self._refuse(file_id(path), shown(path), Unread("unreadable", str(error)))


def _files(path: Path) -> list[Path]:
    """The files that a path stands for: of a folder those with the endings of articles, by name."""
    if str(path) == "-":
        return [path]
    if not path.is_dir():
        if not path.exists():
            raise PressframesError(f"{shown(path)} does not exist{_near(path)}; give a file, a folder or -")
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES and file.is_file())
    files = [file for file in files if not file.name.startswith(".") and not _is_about(file)]
    if not files:
        endings = " ".join(sorted(_SUFFIXES))
        raise PressframesError(
            f"{shown(path)} is a folder without articles{_inside(path)}; files of {endings} are read"
        )
    return files


def _is_about(file: Path) -> bool:
    """Whether the file is about the articles beside it: articles.csv or a README."""
    return file.name.lower() == metadata.FILE or file.stem.lower() == "readme"


def _near(path: Path) -> str:
    try:
        near = get_close_matches(path.name, [beside.name for beside in path.parent.iterdir()], 1)
    except OSError:
        return ""
    return f" (did you mean {shown(path.parent / near[0])}?)" if near else ""


def _inside(path: Path) -> str:
    folders = [folder for folder in sorted(path.iterdir()) if folder.is_dir() and not folder.name.startswith(".")]
    return f" (did you mean {shown(folders[0])}?)" if folders else ""


def _content(path: Path, name: str, columns: Mapping[str, str] | None) -> tuple[str, bytes]:
    """The ending that tells the format, and the bytes; the format of standard input is told by its first bytes."""
    suffix = path.suffix.lower()
    if str(path) != "-":
        return suffix, read_bytes(path, name, MAX_TABLE_BYTES if suffix in TABLES else MAX_BYTES)
    data = read_stream(sys.stdin.buffer, name)
    begin = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begin.startswith(b"par1"):
        return ".parquet", data
    if begin.startswith((b"<!doctype html", b"<html")):
        return ".html", data
    if begin.startswith(b"{"):
        return ".jsonl", data
    return (".csv" if columns else ".txt"), data


def _documents(suffix: str, data: bytes, name: str, columns: Mapping[str, str] | None) -> Sequence[Document | Unread]:
    if suffix in TABLES:
        return read_table(suffix, data, name, columns)
    return [READERS.get(suffix, read_text)(data, name)]
