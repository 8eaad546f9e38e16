"""Which nations a sentence names, so that the treaty of two is not joined with the treaty of two others.

Nations are told by the demonyms of the lexicon and by the names that begin like them (Kenya, Kenyan).  Persons and
towns are no help: one article names the presidents, another their countries.
"""

import re
from functools import lru_cache

from pressframes.reading import lexicon

_ALIKE = 4  # letters that a country and its people share


@lru_cache(maxsize=4096)
def nations(sentence: str) -> frozenset[str]:
    """The nations that a sentence names, each by its first letters.

    >>> sorted(nations("Envoys of Kenya and two Ugandan ministers met in Paris."))
    ['keny', 'ugan']
    """
    names = re.findall(r"\b[A-Z]\w{3,}", sentence)
    return frozenset(name[:_ALIKE].casefold() for name in names) & _known()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    words = (word for entry in lexicon.load()["demonym"] for word in entry["words"])
    return frozenset(word.split()[-1][:_ALIKE] for word in words)


def exclude(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both are named and have no nation in common."""
    return bool(a and b) and not a & b
