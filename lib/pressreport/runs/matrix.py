"""Matrices: a file of parameters that stands for many runs, one for each combination of the values that it lists.

    articles: ../data/articles
    matrix:
      measures: [killed, wounded]
      until: [2025-01-31, 2025-06-30]

gives four runs, named after the file and the values in the order of the lists: `NAME--killed--2025-01-31`, ...
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import sha256
from itertools import product
from math import prod
from pathlib import Path

from pressframes.errors import PressframesError

KEY = "matrix"
MOST = 1000  # runs of one file: more is a mistake
LONG, WHOLE = 40, 150  # characters of a value in a name, and of a whole name, which has to fit a file system
Values = dict[str, object]


def expand(path: Path, values: Values) -> list[tuple[str, Values]]:
    """The runs that a file stands for: each name and its parameters; one, named as the file, if there is no matrix.

    Raises PressframesError if the matrix is no map of lists, repeats itself, or is too large.
    """
    if KEY not in values:
        return [(path.stem, values)]
    shared = {name: value for name, value in values.items() if name != KEY}
    lists = _lists(path, values[KEY], shared)
    count = prod(map(len, lists.values()))
    if count > MOST:
        sizes = " times ".join(str(len(listed)) for listed in lists.values())
        raise PressframesError(f"{path}: the matrix has {count:,} runs ({sizes}), and {MOST:,} are allowed: list less.")
    combined = [dict(zip(lists, chosen, strict=True)) for chosen in product(*lists.values())]
    return [(named(path.stem, chosen.values()), shared | chosen) for chosen in combined]


def named(stem: str, values: Iterable[object]) -> str:
    """A name for these values: readable, a file name on every system, and no other values have it.

    >>> named("chronology-by", ["killed", "2025-06-30"])
    'chronology-by--killed--2025-06-30'
    >>> named("chronology-by", ["Norlandic troops", ""])
    'chronology-by--Norlandic_troops--any'
    >>> named("chronology-by", ["../data/articles"])
    'chronology-by--data_articles~e303d0'
    """
    name = "--".join([stem, *map(_slug, values)])
    return name if len(name) <= WHOLE else f"{name[:WHOLE]}~{_digest(name)}"


def _slug(value: object) -> str:
    """The words of a value; a digest follows if something of it is lost, so that no other value has the same.

    A space becomes `_`, nothing becomes `any`, and what is neither a letter, a digit nor `.` or `-` within is lost.
    """
    said = str(value).lower() if isinstance(value, bool) else str(value)
    if not said:
        return "any"
    plain = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    slug = re.sub(r"[-.]{2,}", "-", re.sub(r"[^A-Za-z0-9.-]+", "_", plain)).strip("_.-")[:LONG].strip("_.-")
    whole = slug.replace("_", " ") == said and slug != "any"
    return slug if whole else f"{slug}~{_digest(said)}"


def _digest(words: str) -> str:
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _lists(path: Path, matrix: object, shared: Mapping[str, object]) -> dict[str, list[object]]:
    """The lists of a matrix; what cannot be one is refused."""
    if not isinstance(matrix, dict) or not matrix:
        raise PressframesError(f"{path}: under `{KEY}:` there must be lines like `measures: [killed, wounded]`.")
    for name, listed in matrix.items():
        if name in shared:
            raise PressframesError(f"{path}: {name} stands in the matrix and beside it: keep one of the two.")
        if not isinstance(listed, list) or not listed:
            raise PressframesError(f"{path}: in the matrix, {name} must list its values, like `{name}: [a, b]`.")
    lists = {str(name): listed for name, listed in matrix.items()}
    for name, listed in lists.items():
        _no_double(path, name, [str(value) for value in listed])
    return lists


def _no_double(path: Path, name: str, listed: list[str]) -> None:
    """Values that differ in their case only would be one file on some systems, and are one to most parameters."""
    seen: dict[str, str] = {}
    for value in listed:
        before = seen.setdefault(value.casefold(), value)
        if before is not value:
            raise PressframesError(
                f"{path}: in the matrix, {name} lists {before!r} and {value!r}: keep one of the two."
            )
