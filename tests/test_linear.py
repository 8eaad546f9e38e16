"""Reading takes time in proportion to the text, whatever the text: every pattern of the core, and all of them at once.

A pattern that backtracks badly takes 16 times as long for a text 4 times as long, a linear one 4 times.
"""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from functools import partial
from time import process_time
from types import ModuleType
from typing import Any

import pytest

from pressframes import reading
from pressframes.reading import dategrammar, lexicon, text, tokens
from pressframes.reading.lexicon import Lexicon
from pressframes.records import Article

QUADRATIC = 10  # times as long for a text 4 times as long; 16 is quadratic, 4 linear
QUICK = 0.01  # seconds: what takes less is fast enough, and growth cannot be told from noise
TEXT, SENTENCE = 8_000, 1_200  # characters of a hostile article; the most that a sentence, or its tags, can have
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
}


def modules(module: ModuleType = reading, seen: tuple[str, ...] = ()) -> dict[str, ModuleType]:
    """The reading core: `reading` and all that it imports of the library."""
    found = {module.__name__.rpartition(".")[2]: module}
    for value in vars(module).values():
        name = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", None) or ""
        if name.startswith("pressframes.") and name not in (*seen, module.__name__):
            found |= modules(importlib.import_module(name), (*seen, module.__name__))
    return dict(sorted(found.items()))


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of the core by name: those of modules, those made of the lexicon, those written where they serve."""
    for name, module in CORE.items():
        for key, value in vars(module).items():
            yield from ((f"{name}.{key}{at}", one) for at, one in _inside(_made(value)))


def _made(value: Any) -> Any:
    """What a function makes, once, of the lexicon alone; anything else as it is."""
    takes = list(inspect.signature(value).parameters.values()) if hasattr(value, "cache_info") else []
    made_of = WORDS.get(takes[0].annotation) if len(takes) == 1 else None
    return value(made_of) if made_of else value


def _inside(value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    elif isinstance(value, dict):
        yield from ((f".{key}{at}", one) for key, item in value.items() for at, one in _inside(item))
    elif isinstance(value, tuple | list):
        names = getattr(value, "_fields", range(len(value)))
        yield from ((f".{name}{at}", one) for name, item in zip(names, value, strict=True) for at, one in _inside(item))


def uses() -> Iterator[tuple[str, str, str | None]]:
    """Each use of a pattern without bounds: `module.NAME` (or `module:line` and the words written there), and how."""
    for name, module in CORE.items():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            match node:
                case ast.Call(ast.Attribute(ast.Name("re"), how), [ast.Constant(str(words)), *_]) if how in HOW:
                    yield f"{name}:{node.lineno}", how, words
                case ast.Call(ast.Attribute(ast.Name(key) | ast.Call(ast.Name(key)), how), [_] | [_, _]) if how in HOW:
                    yield f"{name}.{key}", how, None
                case ast.Call(ast.Attribute(ast.Attribute(_, key), how), [_] | [_, _]) if how in HOW:
                    yield f"{name}.{key}", how, None


HOW = ("match", "fullmatch", "search", "findall", "finditer", "split", "sub")
WORDS = {Lexicon: lexicon.load(), dategrammar.Vocabulary: dategrammar.vocabulary(lexicon.load())}
CORE = modules()
NAMED = dict(patterns())


def used() -> dict[str, tuple[re.Pattern[str], str, int]]:
    """The patterns as they are used, and the most characters that they see; a field's name stands for its pattern.

    Those that only search between two offsets see a sentence at most.
    """
    found = {}
    for name, how, words in uses():
        module, _, key = name.partition(".")
        at = [full for full in NAMED if full.startswith(f"{module}.") and key in full.split(".")]
        for full in at if words is None else [name]:
            found[f"{full} {how}"] = (re.compile(words) if words else NAMED[full], how, TEXT)
    seen = {id(pattern) for pattern, _, _ in found.values()}
    return found | {f"{name} between": (one, "findall", SENTENCE) for name, one in NAMED.items() if id(one) not in seen}


# The parser of rules reads the lexicon and no article.
USED = {name: use for name, use in used().items() if not name.startswith("rules._NAME ")}


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


def test_all_patterns_are_here():
    assert {"amounts", "attribution", "ellipses", "rules", "speech", "text", "tokens", "timexes"} <= CORE.keys()
    assert len(NAMED) > 60
    assert len(USED) > 60


def test_a_pattern_that_backtracks_is_told():
    assert is_linear(re.compile(r"\d+").findall, "1")
    assert not is_linear(re.compile(r"\d+\d+x").findall, "1", size=800)


def pieces(name: str) -> dict[str, str]:
    """What a pattern is fed: words, or for those that read a string of classes the letters of these."""
    if name.startswith(("measures.rules", "ellipses", "measures", "speech:")):
        return {at + letter: at + letter for at in ("", "N") for letter in tokens.CLASSES.values()}
    if name.startswith("dategrammar._grammar"):
        return {kind: dategrammar.tokens(piece, WORDS[dategrammar.Vocabulary]).codes for kind, piece in HOSTILE.items()}
    return HOSTILE


@pytest.mark.parametrize("name", USED)
def test_no_pattern_backtracks(name):
    pattern, how, size = USED[name]
    run = {"finditer": pattern.findall, "sub": partial(pattern.sub, "")}.get(how) or getattr(pattern, how)
    size = size if pieces(name) is HOSTILE else SENTENCE
    assert next((kind for kind, piece in pieces(name).items() if not is_linear(run, piece, size)), None) is None


@pytest.mark.parametrize("kind", HOSTILE)
def test_reading_is_linear(kind):
    def run(words: str) -> None:
        reading.read.__wrapped__(Article("hostile", words))

    assert is_linear(run, HOSTILE[kind])


@pytest.mark.parametrize("kind", HOSTILE)
def test_sentences_are_linear(kind):
    assert is_linear(lambda words: text.sentences(text.fold(words)), HOSTILE[kind])
