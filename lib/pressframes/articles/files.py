"""A file of one article to its words: bytes to text, Markdown with front matter, HTML.

The text is the file's own, character for character: only a byte order mark is taken off, and line ends stay, so
that offsets hold.  Of Markdown it is what follows the front matter, of HTML what trafilatura takes for the article.
"""

import codecs
import re
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NamedTuple

from pressframes.errors import special
from pressframes.records import Refusal
from pressframes.safe import clean_id

MAX_BYTES = 20_000_000
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_BINARY = {
    b"%PDF-": "a PDF document", b"PK\x03\x04": "a zip archive or an office document", b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture", b"\x1f\x8b": "a compressed file", b"\xd0\xcf\x11\xe0": "an office document",
}  # fmt: skip
_LATIN = ["cp1252", "mac_roman", "cp1250", "cp1254", "cp850"]  # the code pages of text that is mostly ASCII
_WIDE = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7"]
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_KEYS = (
    ("title", "headline"),
    ("outlet", "source", "publisher", "newspaper", "sitename"),
    ("url", "link", "permalink", "canonical"),
    ("published", "date", "publishdate", "pubdate"),
)


class Unread(Exception):
    """Why a file, a row or a part of it was not read: a reason of `records.REFUSALS`, one sentence, and the line and
    the words if they are known."""

    def __init__(self, reason: str, detail: str, line: int | None = None, words: str = "") -> None:
        super().__init__(detail)
        self.reason, self.detail, self.line, self.words = reason, detail, line, words

    def of(self, article: str, name: str) -> Refusal:
        """The row that says so."""
        return Refusal(article, None, None, self.words, self.reason, name, self.line, self.detail)


class Document(NamedTuple):
    """An article as its file or row gives it; `published` is still words, `notes` says what was passed over."""

    text: str
    article: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    line: int | None = None
    notes: tuple[Unread, ...] = ()


def shown(path: Path) -> str:
    """The path as text that can be written anywhere: undecodable bytes of a file name become escapes."""
    name = "standard input" if str(path) == "-" else path.as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def file_id(path: Path) -> str:
    """The id of the one article in a file: its name without the ending."""
    return "stdin" if str(path) == "-" else clean_id(shown(Path(path.stem)))


def read_bytes(path: Path, name: str, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a file, or of standard input; `Unread` if it is none, cannot be opened, or is larger than `limit`,
    and then not read."""
    try:
        if kind := special(path):
            raise Unread("unreadable", f"{name} is {kind}, not a file; save what it gives as a file and name that")
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        problem = error.strerror or "it cannot be opened"
        raise Unread("unreadable", f"{name} cannot be read ({problem}); check the file and its permissions") from None
    if len(data) > limit:
        raise Unread("too_large", f"{name} is larger than {limit:,} bytes; split it into one article a file")
    return data


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of `data` without its byte order mark: UTF-8, UTF-16, UTF-32, or a legacy code page.

    A code page that the file itself declares comes before one that charset-normalizer tells.
    `Unread` (unreadable) for what is no text, and for UTF-8 with a broken character, which has a line.
    """
    if kind := next((kind for magic, kind in _BINARY.items() if data.startswith(magic)), None):
        raise Unread("unreadable", f"{name} is {kind}, not text; save its text as a .txt file")
    mark = next(filter(data.startswith, _MARKS), b"")
    encoding = _MARKS.get(mark) or (_told_by_nuls(data, name) if b"\0" in data else None)
    data = data[len(mark) :]
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        # More characters beyond ASCII are sound UTF-8 than not: then it is UTF-8 that was damaged.
        lossy = data.decode("utf-8", errors="replace")
        damaged = len(lossy) - len(lossy.encode("ascii", errors="ignore")) > 2 * lossy.count("\ufffd")
        if encoding or damaged:
            line = data.count(b"\n", 0, error.start) + 1
            what = f"byte 0x{data[error.start]:02x}" if error.start < len(data) else "its end"
            detail = f"{name}, line {line}: {what} is not {error.encoding.upper()}; save the file again as UTF-8"
            raise Unread("unreadable", detail, line) from None
        text = _legacy(data, name, declared)
    if len(_CONTROL.findall(text)) * 10 > len(text):
        raise Unread("unreadable", f"{name} is mostly control characters, not text; give a text file")
    if "\0" in text:
        raise Unread("unreadable", f"{name} holds NUL characters and is no text; give a text file")
    return sound(text)


def sound(text: str) -> str:
    """The text, as long as before, with halves of surrogate pairs (no encoding can write them) as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _told_by_nuls(data: bytes, name: str) -> str:
    """UTF-16 without a mark: English has a NUL in nearly every second byte, and in those only."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) * 4 > len(data) and min(even, odd) * 20 <= max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    raise Unread("unreadable", f"{name} holds NUL bytes and is no text; give a text file, or its text as .txt")


def _legacy(data: bytes, name: str, declared: str | None) -> str:
    from charset_normalizer import from_bytes

    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeError):
            pass  # a wrong declaration is common: the bytes decide
    mostly_ascii = len(data.translate(None, _BEYOND_ASCII)) > 0.7 * len(data)
    found = list(from_bytes(data, cp_isolation=_LATIN) if mostly_ascii else from_bytes(data, cp_exclusion=_WIDE))
    if not found:
        raise Unread("unreadable", f"{name} is no text in any known encoding; save it as UTF-8 text")
    # cp1250 reads English and French as soundly as cp1252 does, with other accents: the commoner one it is.
    tied = {page for match in found if match.chaos <= found[0].chaos for page in match.could_be_from_charset}
    return data.decode("cp1252" if "cp1252" in tied else found[0].encoding, errors="replace")


def read_text(data: bytes, name: str) -> Document:
    """A plain text file as it is."""
    return Document(decode(data, name))


def read_markdown(data: bytes, name: str) -> Document:
    """Markdown as it is, after its YAML front matter, of which title, outlet, url and date are taken."""
    text = decode(data, name)
    front = _FRONT.match(text)
    if front is None:
        return Document(text)
    import yaml

    document = Document(text[front.end() :], line=text.count("\n", 0, front.end()) + 1)
    try:
        # A safe loader whose scalars stay strings: a date that is none is then a refusal of its own.
        found = yaml.load(front[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or "it cannot be read"
        detail = f"{name}, line {line}: the front matter is not YAML ({problem}); the article is read without it"
        return document._replace(notes=(Unread("bad_row", detail, line),))
    given = found.items() if isinstance(found, dict) else ()
    said = {str(key).lower().replace("_", ""): value.strip() for key, value in given if isinstance(value, str)}
    title, outlet, url, day = (next((said[key] for key in keys if said.get(key)), None) for keys in _FRONT_KEYS)
    return document._replace(title=title, outlet=outlet, url=url, published=day)


def read_html(data: bytes, name: str) -> Document:
    """The article of a page with its title, site, address and date; scripts and navigation are never part of it."""
    import trafilatura

    declared = _DECLARED.search(data[:4096])
    page = decode(data, name, declared[1].decode("ascii") if declared else None)
    # The latest date must not depend on the day of the run, nor the date on what stands in the body.
    dates = {"extensive_search": False, "original_date": True, "max_date": "2200-01-01"}
    found: Any = page.strip() and trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params=dates
    )
    if not found or not found.text:
        raise Unread("empty", f"{name} holds no article text; give the page of one article, or its text as .txt")
    title, outlet, url, published = (said or None for said in (found.title, found.sitename, found.url, found.date))
    return Document(found.text, title=title, outlet=outlet, url=url, published=published)


READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": read_text, ".text": read_text,
    ".md": read_markdown, ".markdown": read_markdown,
    ".html": read_html, ".htm": read_html,
}  # fmt: skip
