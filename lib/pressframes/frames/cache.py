"""Readings of articles kept in a folder, so that the runs of a batch read each article once.

Only where the environment names a folder in PRESSFRAMES_READINGS is anything kept, as SOURCE/KEY.json: SOURCE is a
digest of the code and the words that read, KEY one of the article, what is known of it, and the user's lexicon.  The
file holds JSON under a digest of it: what is damaged, cut short or cannot be written is as if it were not there, and
the article is read anew.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from pydantic import TypeAdapter

from pressframes import reading
from pressframes.reading import Reading
from pressframes.reading import lexicon as words
from pressframes.records import Article

FOLDER = "PRESSFRAMES_READINGS"
_READING = TypeAdapter(Reading)


def read(article: Article, lexicon: Sequence[str | Path] = ()) -> Reading:
    """What `reading.read` gives for the article by these TOML files, kept or read anew."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return reading.read(article, words.load(lexicon) if lexicon else None)
    return _kept(article, Path(folder), tuple(map(str, lexicon)))


def forget(folder: Path) -> None:
    """Remove from the folder what another state of the library has read."""
    for old in folder.glob("*"):
        if old.name != _source():
            shutil.rmtree(old, ignore_errors=True)


def _kept(article: Article, folder: Path, lexicon: tuple[str, ...]) -> Reading:
    added = words.load(lexicon) if lexicon else None  # refused in the words of the lexicon if it cannot be read
    key = _digest(repr(article).encode(), *(Path(path).read_bytes() for path in lexicon))
    path = folder / _source() / f"{key}.json"
    with suppress(OSError, ValueError):
        digest, _, kept = path.read_bytes().partition(b"\n")
        if digest == _digest(kept).encode():
            return _READING.validate_json(kept)
    found = reading.read(article, added)
    _keep(path, found)
    return found


@cache
def _source() -> str:
    """A digest of the code and the words that read."""
    home = Path(reading.__file__).parent
    files = [home.parent / "records.py", *(path for path in home.rglob("*") if path.suffix in (".py", ".toml"))]
    return _digest(*(path.read_bytes() for path in sorted(files)))


def _digest(*contents: bytes) -> str:
    return sha256(b"".join(sha256(content).digest() for content in contents)).hexdigest()


def _keep(path: Path, found: Reading) -> None:
    """Written aside under a name that no other process has; what is no text, or has no room, is not kept."""
    aside = path.with_name(f".{uuid4().hex}.part")
    with suppress(OSError, ValueError):
        kept = _READING.dump_json(found)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            aside.write_bytes(_digest(kept).encode() + b"\n" + kept)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
