"""Reading takes time in proportion to the text, whatever the text.

A pattern that backtracks badly takes 16 times as long for a text 4 times as long, a linear one 4 times.
"""

import re
from collections.abc import Callable
from time import process_time

import pytest

from pressframes import reading
from pressframes.reading.lexicon import load
from pressframes.reading.measures import subjects
from pressframes.records import Article

QUADRATIC = 10  # times as long for a text 4 times as long; 16 is quadratic, 4 linear
QUICK = 0.01  # seconds: what takes less is fast enough, and growth cannot be told from noise
TEXT = 8_000  # characters of a hostile article
HOSTILE = {
    "digits": "1",
    "digits in threes": "123,",
    "decimals": "1.",
    "commas": ",",
    "spaces": " ",
    "lines": "\n",
    "spaced lines": " \n",
    "letters": "a",
    "capitals": "A",
    "capital words": "General Novak ",
    "capital words and initials": "A. B. ",
    "and": "and ",
    "number words": "one hundred and ",
    "tens": "twenty-",
    "thousands": "one thousand ",
    "dozens": "dozens of ",
    "ranges": "1-",
    "ranges in words": "10 to ",
    "hedges": "at least ",
    "hedged numbers": "more than 12 ",
    "quotes": '"',
    "apostrophes": "'",
    "quoted words": '"said" ',
    "of the": "of the ",
    "heads": "the head of the office of the ",
    "brackets": "(",
    "closed brackets": "(a) ",
    "hyphens": "-",
    "dashes": " - ",
    "stops": ".",
    "slashes": "1/",
    "colons": "10:",
    "speech": "said ",
    "citing": "citing ",
    "according to": "according to the ",
    "killed": "killed ",
    "killed numbers": "killed 12 ",
    "including": "12 people including ",
    "were": "12 were ",
    "dates": "May 3, ",
    "years": "2014 ",
    "last": "the last of the last ",
    "ago": "two years ",
    "including a list": "including a nurse and ",
    "deaths of": "deaths of 12 of the 30 ",
    "claims": "Nine Kenyan nurses were killed. ",
    "refusals": "Nine nurses may die.\n",
    "signed": "signed a ",
    "signed years": "signed 2014 ",
    "the the": "the the ",
    "date lines": "A.B, C d ",
    "clauses": "launched an - ",
}


def least(run: Callable[[str], object], words: str) -> float:
    """The processor time of a run: the least of two, since noise only adds, or of the first if that is quick."""
    times: list[float] = []
    while len(times) < 2 and (not times or times[-1] > QUICK):
        start = process_time()
        run(words)
        times.append(process_time() - start)
    return min(times)


def is_linear(run: Callable[[str], object], piece: str, size: int = TEXT) -> bool:
    """Whether it is quick or grows with the text; a slow answer is asked for again."""
    words = piece * (size // len(piece))
    for _ in range(2):
        slow = least(run, words)
        if slow < QUICK or slow < QUADRATIC * least(run, words[: size // 4]):
            return True
    return False


def test_a_pattern_that_backtracks_is_told():
    assert is_linear(re.compile(r"\d+").findall, "1")
    assert not is_linear(re.compile(r"\d+\d+x").findall, "1", size=400)


@pytest.mark.parametrize("kind", HOSTILE)
def test_reading_is_linear(kind):
    assert is_linear(lambda words: reading.read(Article("hostile", words)), HOSTILE[kind])


def test_an_article_of_many_claims():
    """Who was counted is asked of each claim, and not of each pair of them: 16 times as many take 16 times as long."""
    known = load()
    few, many = ([("Kenyan troops", "force", "killed"), ("nurses", "person", "hurt")] * n for n in (500, 8_000))
    subjects(few, known)
    start = process_time()
    subjects(few, known)
    middle = process_time()
    subjects(many, known)
    assert process_time() - middle < 40 * max(middle - start, 0.001)
