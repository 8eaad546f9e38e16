"""To whom a passage is ascribed."""

from collections.abc import Callable

from pressframes.lexicon import Lexicon
from pressframes.records import Attribution
from pressframes.text import Sentence


def sources(folded: str, sentences: list[Sentence], lexicon: Lexicon) -> Callable[[int], Attribution]:
    return lambda offset: Attribution()
