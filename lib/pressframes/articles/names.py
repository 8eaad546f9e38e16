"""How files and articles are called: paths fit to be shown, and the ids of articles."""

import re
from pathlib import Path

# What an id must not hold: separators of paths, control characters, marks that turn a line or cannot be seen.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\\\]+")
_LONGEST = 120


def shown(path: Path) -> str:
    """The path as text that can be written anywhere: undecodable bytes of a file name become escapes."""
    name = "standard input" if str(path) == "-" else path.as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def file_id(path: Path) -> str:
    """The id of the one article in a file: its name without the ending."""
    return "stdin" if str(path) == "-" else clean_id(shown(Path(path.stem)))


def clean_id(words: str) -> str:
    """Words as an id: without separators of paths, control characters and marks that cannot be seen.

    >>> clean_id(" ../flood: day 2\\n")
    '..-flood: day 2'
    """
    cleaned = _UNFIT.sub("-", words.strip())[:_LONGEST].strip()
    return cleaned if cleaned.strip(".") else "article"
