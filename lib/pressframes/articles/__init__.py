"""Articles from files, folders and tables, with what is known of each: the reading side of `read_articles`.

An article's date is, in this order: what the caller says; what `articles.csv` beside it, its front matter, page or
row says (basis "metadata"); what a header in its text says ("stated"); the latest day that it names ("inferred").
"""

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pressframes.articles import headers, tables
from pressframes.articles.files import MAX_BYTES, READERS, Document, Unread, file_id, read_bytes, read_text, shown
from pressframes.articles.tables import TABLES, Known
from pressframes.errors import PressframesError, did_you_mean, near_miss
from pressframes.reading.text import fold
from pressframes.reading.timexes import latest_named_day
from pressframes.records import Article, Refusal
from pressframes.safe import clean_id

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
    for unknown in [field for field in columns or {} if field not in tables.FIELDS]:
        near, allowed = did_you_mean(unknown, tables.FIELDS), ", ".join(tables.FIELDS)
        raise PressframesError(f"articles have no field {unknown!r}{near}; map any of {allowed}")
    found = _Loader(columns or {}, published)
    for path in map(Path, [paths] if isinstance(paths, str | Path) else paths):
        try:
            for file in _files(path):
                found.read(file)
        except OSError as error:
            detail = f"{shown(path)} cannot be read ({error.strerror}); check its name and its permissions"
            found.fail(path, PressframesError(detail))
        except PressframesError as error:
            found.fail(path, error)
    if found.errors and len(found.errors) == len(found.refusals) and not found.articles:
        raise PressframesError("; ".join(found.errors))
    return found.articles, found.refusals


class _Loader:
    """What was found up to now; each file is read once, and each articles.csv beside one."""

    def __init__(self, columns: Mapping[str, str], published: date | None) -> None:
        self.columns, self.published = columns, published
        self.articles: list[Article] = []
        self.refusals: list[Refusal] = []
        self.errors: list[str] = []
        self._seen: set[str] = set()
        self._where: dict[str, str] = {}  # each article that was found, by id
        self._known: dict[str, dict[str, Known]] = {}  # what each articles.csv says

    def read(self, path: Path) -> None:
        name, place = shown(path), os.path.realpath(path)
        if place in self._seen:
            return
        self._seen.add(place)
        try:
            suffix, data = _content(path, name, bool(self.columns))
            digest = hashlib.sha256(data).hexdigest()
            if suffix not in TABLES:
                document = READERS.get(suffix, read_text)(data, name)
                return self._take(document, file_id(path), name, path, digest)
            for number, row in enumerate(tables.read_table(suffix, data, name, self.columns), 1):
                self._take(row, f"{file_id(path)}-{number}", f"{name}, line {row.line}", path, digest)
        except Unread as problem:
            self._refuse(file_id(path), path, problem)
        except PressframesError as error:
            self.fail(path, error)

    def fail(self, path: Path, error: PressframesError) -> None:
        self.errors.append(str(error))
        self._refuse(file_id(path), path, Unread("unreadable", str(error)))

    def _refuse(self, article: str, path: Path, problem: Unread) -> None:
        self.refusals.append(problem.of(article, shown(path)))

    def _take(self, row: Document | Unread, article: str, where: str, path: Path, digest: str) -> None:
        """One article more, unless it has no words or an id that is taken."""
        if isinstance(row, Unread):
            return self._refuse(article, path, row)
        article = clean_id(row.article) if row.article else article
        if article in self._where:
            detail = f"{where}: the id {article!r} is that of {self._where[article]} too, which is kept; rename one"
            return self._refuse(article, path, Unread("duplicate_id", detail, row.line, article))
        if not re.search(r"\w", row.text):
            return self._refuse(article, path, Unread("empty", f"{where} holds no words; give its text", row.line))
        self._where[article] = where
        self.refusals += [note.of(article, shown(path)) for note in row.notes]
        known = self._look_up(path, article)
        if known.sha256 and known.sha256.lower() != digest:
            changed = f"is not that of {shown(path)}; see which of the two was changed"
            detail = f"{known.where}: the sha256 of {article!r} {changed}"
            self._refuse(article, path, Unread("bad_row", detail, words=known.sha256))
        header = headers.read(row.text)
        title, outlet, url = known.title or row.title or header.title, known.outlet or row.outlet, known.url or row.url
        day, basis = self._published(row, article, shown(path), known, header)
        words = len(row.text.split())
        self.articles.append(Article(article, row.text, title, outlet, url, day, basis, shown(path), digest, words))

    def _published(
        self, row: Document, article: str, name: str, known: Known, header: headers.Header
    ) -> tuple[date | None, str]:
        day = self.published or known.published
        day = day or tables.read_day(row.published, article, name, row.line, self.refusals)
        if header.published and not self.published and day != header.published:
            return header.published, "stated"  # the text's own line wins over a table that contradicts it
        if day:
            return day, "metadata"
        line = (row.line or 1) + row.text.count("\n", 0, header.bad_date_start)
        tables.read_day(header.bad_date, article, name, line, self.refusals)
        day = latest_named_day(fold(row.text))
        return day, "inferred" if day else "missing"

    def _look_up(self, path: Path, article: str) -> Known:
        """What articles.csv says, in the folder of the file or in the one above it."""
        folders = [path.parent, Path(os.path.normpath(path.parent / os.pardir))] if path.name != "-" else []
        for table in (folder / tables.ABOUT for folder in folders if folder / tables.ABOUT != path):
            place = os.path.realpath(table)
            if place not in self._known:
                self._known[place], refusals = tables.read_known(table)
                self.refusals += refusals
            if article in self._known[place]:
                return self._known[place][article]
        return Known()


def _files(path: Path) -> list[Path]:
    """The files that a path stands for: of a folder those with the endings of articles, by name."""
    if str(path) == "-":
        return [path]
    if path.is_dir():
        inside = sorted(path.iterdir())
        files = [file for file in inside if file.suffix.lower() in _SUFFIXES and file.exists() and not file.is_dir()]
        about = {file for file in files if file.name.lower() == tables.ABOUT or file.stem.lower() == "readme"}
        if of_articles := [file for file in files if file not in about and not file.name.startswith(".")]:
            return of_articles
        folders = [folder for folder in inside if folder.is_dir() and not folder.name.startswith(".")]
        hint, endings = _meant(folders[0]) if folders else "", " ".join(sorted(_SUFFIXES))
        raise PressframesError(f"{shown(path)} is a folder without articles{hint}; files of {endings} are read")
    if not path.exists():
        near = near_miss(path.name, [beside.name for beside in path.parent.glob("*")])
        hint = _meant(path.parent / near) if near else ""
        raise PressframesError(f"{shown(path)} does not exist{hint}; give a file, a folder or -")
    return [path]


def _meant(path: Path) -> str:
    return f" (did you mean {shown(path)}?)"


def _content(path: Path, name: str, columns: bool) -> tuple[str, bytes]:
    """The ending that tells the format, and the bytes; the format of standard input is told by its first bytes."""
    suffix = path.suffix.lower()
    data = read_bytes(path, name, tables.MAX_TABLE_BYTES if suffix in TABLES else MAX_BYTES)
    if str(path) != "-":
        return suffix, data
    begin = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    told = {b"par1": ".parquet", b"<!doctype html": ".html", b"<html": ".html", b"{": ".jsonl"}
    return next((told[start] for start in told if begin.startswith(start)), ".csv" if columns else ".txt"), data
