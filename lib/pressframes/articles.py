"""Articles from files, folders and tables, with what is known of each: the reading side of `read_articles`.

An article's date is, in this order: what the caller says; what `articles.csv` beside it, its front matter, page or
row says (basis "metadata"); what a header in its text says ("stated"); the latest day that it names ("inferred").
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from pressframes import headers
from pressframes.errors import PressframesError
from pressframes.files import MAX_BYTES, READERS, Document, Unread, decode, read_bytes, read_stream, read_text
from pressframes.records import Article, Refusal
from pressframes.tables import FIELDS, MAX_TABLE_BYTES, TABLES, check_columns, csv_rows, read_table
from pressframes.text import fold

METADATA = "articles.csv"
_SUFFIXES = {*READERS, *TABLES}
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\\\]+")  # in an id


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


class _Known(NamedTuple):
    """What a row of articles.csv says of one article."""

    title: str | None
    outlet: str | None
    url: str | None
    published: date | None
    sha256: str | None
    where: str


_NOTHING = _Known(None, None, None, None, None, "")


@dataclass
class _Loader:
    columns: Mapping[str, str] | None
    published: date | None
    articles: list[Article] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)
    known: dict[str, dict[str, _Known]] = field(default_factory=dict)

    def read(self, path: Path) -> None:
        try:
            files = _files(path)
        except PressframesError as error:
            return self._fail(path, error)
        for file in files:
            place = os.path.realpath(file)
            if place not in self.seen:
                self.seen.add(place)
                self._read_file(file)

    def _read_file(self, path: Path) -> None:
        name, stem = _shown(path), _id(path)
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
        name = _shown(path)
        if isinstance(row, Unread):
            return self._refuse(stem, name, row)
        article = _clean(row.article) if row.article else stem
        if article in self.ids:
            detail = f"{where}: the id {article!r} is that of {self.ids[article]} too, which is kept; rename one"
            return self._refuse(article, name, Unread("duplicate_id", detail, row.line), words=article)
        if not re.search(r"\w", row.text):
            return self._refuse(article, name, Unread("empty", f"{where} holds no words; give its text", row.line))
        self.ids[article] = where
        self.articles.append(self._article(row, article, path, digest))

    def _article(self, row: Document, article: str, path: Path, digest: str) -> Article:
        name = _shown(path)
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
        self, row: Document, article: str, name: str, known: _Known, header: headers.Header
    ) -> tuple[date | None, str]:
        day = self.published or known.published or self._day(row.published, article, name, row.line)
        if day:
            return day, "metadata"
        if header.bad_date:
            line = (row.line or 1) + row.text.count("\n", 0, header.bad_date_start)
            self._day(header.bad_date, article, name, line)
        if header.published:
            return header.published, "stated"
        day = _latest_named_day(row.text)
        return day, "inferred" if day else "missing"

    def _look_up(self, path: Path, article: str) -> _Known:
        """What articles.csv says, in the folder of the file or in the one above it."""
        folders = [path.parent, Path(os.path.normpath(path.parent / os.pardir))] if path.name != "-" else []
        tables = [folder / METADATA for folder in folders]
        rows = (self._metadata(table).get(article) for table in tables if table != path)
        return next((row for row in rows if row), _NOTHING)

    def _metadata(self, table: Path) -> dict[str, _Known]:
        place = os.path.realpath(table)
        if place not in self.known:
            self.known[place] = {}
            try:
                self.known[place] = self._metadata_rows(table) if table.is_file() else {}
            except Unread as problem:
                self._refuse(_id(table), _shown(table), problem)
        return self.known[place]

    def _metadata_rows(self, table: Path) -> dict[str, _Known]:
        name, rows = _shown(table), {}
        for line, row in csv_rows(decode(read_bytes(table, name), name), name):
            if isinstance(row, Unread):
                raise row
            if "article" not in row:
                if {column.lower() for column in row if column} & {*FIELDS["text"]}:
                    return {}  # a table of articles that happens to have the name
                raise Unread("bad_row", f"{name} has no column 'article'; name there the stem of each file", 1)
            stem = _clean(row["article"] or "")
            if stem in rows:
                detail = f"{name}, line {line}: {stem!r} has a row already, which is kept; take one of them out"
                self._refuse(stem, name, Unread("duplicate_id", detail, line), words=stem)
            else:
                rows[stem] = self._metadata_row(row, stem, name, line)
        return rows

    def _metadata_row(self, row: Mapping[str, str | None], stem: str, name: str, line: int) -> _Known:
        said = {key: (row.get(key) or "").strip() or None for key in ("title", "outlet", "url", "published", "sha256")}
        day = self._day(said["published"], stem, name, line)
        return _Known(said["title"], said["outlet"], said["url"], day, said["sha256"], f"{name}, line {line}")

    def _day(self, words: str | None, article: str, name: str, line: int | None) -> date | None:
        """The day that `words` give; None, and a refusal, if they are no date."""
        day = headers.parse_day(words) if words else None
        if words and not day:
            where = f"{name}, line {line}" if line else name
            detail = f"{where}: {words[:60]!r} is no date of the calendar; write it as YYYY-MM-DD"
            self._refuse(article, name, Unread("bad_date", detail, line), words=words)
        return day

    def _refuse(self, article: str, name: str, problem: Unread, words: str = "") -> None:
        refusal = Refusal(article, None, None, words, problem.reason, name, problem.line, problem.detail)
        self.refusals.append(refusal)

    def _fail(self, path: Path, error: PressframesError) -> None:
        self.errors.append(str(error))
        self._refuse(_id(path), _shown(path), Unread("unreadable", str(error)))


def _files(path: Path) -> list[Path]:
    """The files that a path stands for: of a folder those with the endings of articles, by name."""
    if str(path) == "-":
        return [path]
    if not path.is_dir():
        if not path.exists():
            raise PressframesError(f"{_shown(path)} does not exist{_near(path)}; give a file, a folder or -")
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES and file.is_file())
    files = [file for file in files if not file.name.startswith(".") and not _is_about(file)]
    if not files:
        endings = " ".join(sorted(_SUFFIXES))
        raise PressframesError(
            f"{_shown(path)} is a folder without articles{_inside(path)}; files of {endings} are read"
        )
    return files


def _is_about(file: Path) -> bool:
    """Whether the file is about the articles beside it: articles.csv or a README."""
    return file.name.lower() == METADATA or file.stem.lower() == "readme"


def _near(path: Path) -> str:
    try:
        near = get_close_matches(path.name, [beside.name for beside in path.parent.iterdir()], 1)
    except OSError:
        return ""
    return f" (did you mean {_shown(path.parent / near[0])}?)" if near else ""


def _inside(path: Path) -> str:
    folders = [folder for folder in sorted(path.iterdir()) if folder.is_dir() and not folder.name.startswith(".")]
    return f" (did you mean {_shown(folders[0])}?)" if folders else ""


def _content(path: Path, name: str, columns: Mapping[str, str] | None) -> tuple[str, bytes]:
    """The ending that tells the format, and the bytes; the format of standard input is told by its first bytes."""
    suffix = path.suffix.lower()
    if str(path) != "-":
        return suffix, read_bytes(path, name, MAX_TABLE_BYTES if suffix in TABLES else MAX_BYTES)
    data = read_stream(sys.stdin.buffer, name, MAX_TABLE_BYTES)
    begin = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if begin.startswith(b"par1"):
        return ".parquet", data
    if begin.startswith((b"<!doctype html", b"<html")):
        return ".html", data
    return (".jsonl" if begin.startswith(b"{") else ".csv" if columns else ".txt"), data


def _documents(suffix: str, data: bytes, name: str, columns: Mapping[str, str] | None) -> Iterator[Document | Unread]:
    if suffix in TABLES:
        return read_table(suffix, data, name, columns)
    return iter([READERS.get(suffix, read_text)(data, name)])


def _shown(path: Path) -> str:
    """The path as text that can be written anywhere: undecodable bytes of a file name become escapes."""
    name = "standard input" if str(path) == "-" else path.as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _id(path: Path) -> str:
    return "stdin" if str(path) == "-" else _clean(_shown(Path(path.stem)))


def _clean(words: str) -> str:
    """Words as an id: without separators of paths, control characters and marks that cannot be seen."""
    cleaned = _UNFIT.sub("-", words.strip())[:120].strip()
    return cleaned if cleaned.strip(".") else "article"


def _latest_named_day(text: str) -> date | None:
    from pressframes import dates

    return dates.latest_named_day(fold(text))
