"""Readings of articles kept in a folder, so that the runs of a batch read each article once.

Only where the environment names a folder in PRESSFRAMES_READINGS is anything kept, as SOURCE/KEY.json: SOURCE is a
digest of the code and the words that read, KEY one of the article, what is known of it, and the user's lexicon.  The
file holds JSON under a digest of it: what is damaged, cut short or cannot be written is as if it were not there, and
the article is read anew.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pressframes import reading
from pressframes.reading import Reading
from pressframes.reading import lexicon as words
from pressframes.records import Article, Claim, Dated, Event, Refusal

FOLDER = "PRESSFRAMES_READINGS"
_ROWS: dict[str, type] = {"claims": Claim, "events": Event, "dates": Dated, "refusals": Refusal}
_DAYS = ("earliest", "latest")


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


@lru_cache(maxsize=512)
def _kept(article: Article, folder: Path, lexicon: tuple[str, ...]) -> Reading:
    path = folder / _source() / f"{_key(article, lexicon)}.json"
    found = _load(path)
    if found is None:
        found = reading.read(article, words.load(lexicon) if lexicon else None)
        _keep(path, found)
    return found


def _key(article: Article, lexicon: tuple[str, ...]) -> str:
    known = json.dumps(asdict(article), default=date.isoformat, sort_keys=True)
    return sha256("\n".join([_added(lexicon), known]).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _source() -> str:
    """A digest of the code and the words that read."""
    home = Path(reading.__file__).parent
    files = [home.parent / "records.py", *(path for path in home.rglob("*") if path.suffix in (".py", ".toml"))]
    return _digest(*(path.read_bytes() for path in sorted(files)))


@cache
def _added(lexicon: tuple[str, ...]) -> str:
    words.load(lexicon)  # a file that cannot be read is refused in the words of the lexicon
    return _digest(*(Path(path).read_bytes() for path in lexicon))


def _digest(*contents: bytes) -> str:
    return sha256(b"".join(sha256(content).digest() for content in contents)).hexdigest()


def _load(path: Path) -> Reading | None:
    try:
        digest, _, told = path.read_bytes().partition(b"\n")
        if digest.decode() != _digest(told):
            return None
        rows = json.loads(told)
        return Reading(*([_row(kind, row) for row in rows[name]] for name, kind in _ROWS.items()))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _row(kind: type, row: dict[str, Any]) -> Any:
    days = {name: date.fromisoformat(row[name]) for name in _DAYS if name in row}
    return kind(**row | days)


def _keep(path: Path, found: Reading) -> None:
    """Written aside under a name that no other process has; without room it is not kept."""
    told = json.dumps(
        {name: [asdict(row) for row in rows] for name, rows in found._asdict().items()}, default=date.isoformat
    ).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as aside:
            try:
                aside.write(_digest(told).encode() + b"\n" + told)
                aside.close()
                os.replace(aside.name, path)
            except BaseException:
                os.unlink(aside.name)
                raise
    except OSError:
        return
