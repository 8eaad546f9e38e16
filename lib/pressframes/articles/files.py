"""Bytes to text, and a file of one article to its words: plain text, Markdown with front matter, HTML.

The text is the file's own, character for character: only a byte order mark is taken off, and line ends stay, so
that offsets hold.  Of Markdown it is what follows the front matter, of HTML what trafilatura takes for the article.
"""

import codecs
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

MAX_BYTES = 20_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = {b"%PDF-": "a PDF document", b"PK\x03\x04": "a zip archive or an office document", b"\x89PNG": "a picture"}
_BINARY |= {b"\xff\xd8\xff": "a picture", b"\x1f\x8b": "a compressed file", b"\xd0\xcf\x11\xe0": "an office document"}
_LATIN = ["cp1252", "mac_roman", "cp1250", "cp1254", "cp850"]  # the code pages of text that is mostly ASCII
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_KEYS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "newspaper", "sitename"),
    "url": ("url", "link", "permalink", "canonical"),
    "published": ("published", "date", "publishdate", "pubdate"),
}


class Unread(Exception):
    """Why a file or a row gives no article: a reason of `records.REFUSALS`, one sentence, and the line if known."""

    def __init__(self, reason: str, detail: str, line: int | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.line = reason, detail, line


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


def read_bytes(path: Path, name: str, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a file; `Unread` if it cannot be opened or is larger than `limit`, which is then not read."""
    try:
        with path.open("rb") as stream:
            return read_stream(stream, name, limit)
    except OSError as error:
        problem = error.strerror or "it cannot be opened"
        raise Unread("unreadable", f"{name} cannot be read ({problem}); check the file and its permissions") from None


def read_stream(stream: BinaryIO, name: str, limit: int = MAX_BYTES) -> bytes:
    """All bytes of a stream of at most `limit` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Unread("too_large", f"{name} is larger than {limit:,} bytes; split it into one article a file")
    return data


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of `data` without its byte order mark: UTF-8, UTF-16, UTF-32, or a legacy code page.

    A code page that the file itself declares comes before one that charset-normalizer tells.
    `Unread` (unreadable) for what is no text, and for UTF-8 with a broken character, which has a line.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name)
    for magic, kind in _BINARY.items():
        if data.startswith(magic):
            raise Unread("unreadable", f"{name} is {kind}, not text; save its text as a .txt file")
    if b"\0" in data:
        return _strictly(data, _told_by_nuls(data, name), name)
    try:
        return _sound(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        return _sound(_legacy(data, name, declared, error), name)


def sound(text: str) -> str:
    """The text, as long as before, with halves of surrogate pairs (no encoding can write them) as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return _sound(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise _broken(data, error, name) from None


def _told_by_nuls(data: bytes, name: str) -> str:
    """UTF-16 without a mark: English has a NUL in nearly every second byte, and in those only."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) * 4 > len(data) and min(even, odd) * 20 <= max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    raise Unread("unreadable", f"{name} holds NUL bytes and is no text; give a text file, or its text as .txt")


def _legacy(data: bytes, name: str, declared: str | None, error: UnicodeDecodeError) -> str:
    if _is_mostly_utf8(data):
        raise _broken(data, error, name)
    if declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeError):
            pass  # a wrong declaration is common: the bytes decide
    return data.decode(_code_page(data, name), errors="replace")


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII are sound UTF-8 than not: then it is UTF-8 that was damaged."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", errors="ignore")) > 2 * broken


def _code_page(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    mostly_ascii = len(data.translate(None, _BEYOND_ASCII)) > 0.7 * len(data)
    wide = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_32_le", "utf_32_be", "utf_7"]
    found = list(from_bytes(data, cp_isolation=_LATIN) if mostly_ascii else from_bytes(data, cp_exclusion=wide))
    if not found:
        raise Unread("unreadable", f"{name} is no text in any known encoding; save it as UTF-8 text")
    # cp1250 reads English and French as soundly as cp1252 does, with other accents: the commoner one it is.
    tied = {page for match in found if match.chaos <= found[0].chaos for page in match.could_be_from_charset}
    return "cp1252" if "cp1252" in tied else found[0].encoding


def _broken(data: bytes, error: UnicodeDecodeError, name: str) -> Unread:
    line = data.count(b"\n", 0, error.start) + 1
    what = f"byte 0x{data[error.start]:02x}" if error.start < len(data) else "its end"
    detail = f"{name}, line {line}: {what} is not {error.encoding.upper()}; save the file again as UTF-8"
    return Unread("unreadable", detail, line)


def _sound(text: str, name: str) -> str:
    if len(_CONTROL.findall(text)) * 10 > len(text):
        raise Unread("unreadable", f"{name} is mostly control characters, not text; give a text file")
    if "\0" in text:
        raise Unread("unreadable", f"{name} holds NUL characters and is no text; give a text file")
    return sound(text)


def read_text(data: bytes, name: str) -> Document:
    """A plain text file as it is."""
    return Document(decode(data, name))


def read_markdown(data: bytes, name: str) -> Document:
    """Markdown as it is, after its YAML front matter, of which title, outlet, url and date are taken."""
    text = decode(data, name)
    front = _FRONT.match(text)
    if front is None:
        return Document(text)
    line = text.count("\n", 0, front.end()) + 1
    document = Document(text[front.end() :], line=line)
    try:
        return document._replace(**_front_matter(front[1], name))
    except Unread as problem:
        return document._replace(notes=(problem,))


def _front_matter(source: str, name: str) -> dict[str, Any]:
    import yaml

    try:
        # A safe loader whose scalars stay strings: a date that is none is then a refusal of its own.
        found = yaml.load(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or "it cannot be read"
        detail = f"{name}, line {line}: the front matter is not YAML ({problem}); the article is read without it"
        raise Unread("bad_row", detail, line) from None
    if not isinstance(found, dict):
        return {}
    plain = {str(key).lower().replace("_", ""): value for key, value in found.items() if isinstance(value, str)}
    return {
        field: value
        for field, keys in _FRONT_KEYS.items()
        if (value := next((plain[key].strip() for key in keys if plain.get(key, "").strip()), None))
    }


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
    known = {"title": found.title, "outlet": found.sitename, "url": found.url, "published": found.date}
    return Document(found.text)._replace(**{field: value for field, value in known.items() if value})


READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
}
