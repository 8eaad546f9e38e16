"""Texts with spans drawn in them, `"killed <0>at least 12</0> people"`, and what an article reads into them."""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pressframes import reading
from pressframes.reading import Reading
from pressframes.records import Article

_MARK = re.compile(r"</?(\d+)>")


def table(name: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table of examples by mood; an empty table is an error, not a test that passes."""
    moods = tomllib.loads((Path(__file__).parent / "data" / name).read_text("utf-8"))
    assert sum(map(len, moods.values())) >= 50, f"{name} has lost its rows"
    return moods


def differing(
    rows: Iterable[dict[str, Any]],
    found: Callable[[dict[str, Any]], object],
    wanted: Callable[[dict[str, Any]], object],
) -> list[tuple[str, object, object]]:
    """The text of each row in which another thing is found than is wanted, and the two."""
    told = [(row["text"], found(row), wanted(row)) for row in rows]
    return [one for one in told if one[1] != one[2]]


def drawn(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the spans that they draw, in order of their numbers.

    >>> drawn("killed <0>at least 12</0> people")
    ('killed at least 12 people', [(7, 18)])
    """
    starts, spans, plain, at = {}, {}, "", 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark[0].startswith("</"):
            spans[int(mark[1])] = (starts.pop(mark[1]), len(plain))
        else:
            starts[mark[1]] = len(plain)
    assert not starts, f"{text!r} draws a span that does not end"
    assert list(spans) == list(range(len(spans))), f"{text!r} numbers its spans out of order"
    return plain + text[at:], [spans[number] for number in sorted(spans)]


@cache
def read(text: str) -> Reading:
    """What an article of this text says."""
    return reading.read(Article("made", text))
