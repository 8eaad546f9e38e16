"""Text fragments: a browser that is given one finds the sentence and nothing else."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressframes.safe import UNSAFE
from pressreport.html import address

TEXT = (
    "The harbour was calm.\nThe port said forty-one sailors drowned, a third of them cooks. "
    "They were, he said, the crews of two ferries that had left the northern quay in the late evening "
    "in a thick and early fog, without lights, and met where the channel bends. Nobody was on the quay."
)


def cited(sentence, *broken):
    start = TEXT.index(sentence)
    return address(TEXT, start, start + len(sentence), [TEXT.index(words) + len(words) for words in broken])


@pytest.mark.parametrize(
    ("sentence", "broken", "fragment"),
    [
        ("Nobody was on the quay.", [], "Nobody%20was%20on%20the%20quay."),
        ("The harbour was calm.", [], "The%20harbour%20was%20calm."),
        (  # a hyphen and a comma would part the fragment
            "The port said forty-one sailors drowned, a third of them cooks.", [],
            "The%20port%20said%20forty%2Done%20sailors%20drowned%2C%20a%20third%20of%20them%20cooks.",
        ),
        (  # a long one is cited by its first and its last words
            TEXT[TEXT.index("They were") : TEXT.index(" Nobody")], [],
            "They%20were%2C%20he%20said%2C%20the%20crews,and%20met%20where%20the%20channel%20bends.",
        ),
        (  # a label stands behind the figure
            "The port said forty-one sailors drowned, a third of them cooks.", ["forty-one"],
            "The%20port%20said%20forty%2Done,drowned%2C%20a%20third%20of%20them%20cooks.",
        ),
        (  # one word before a label is found everywhere: the rest is cited
            "The port said forty-one sailors drowned, a third of them cooks.", ["\nThe"],
            "port%20said%20forty%2Done%20sailors%20drowned%2C%20a%20third%20of%20them%20cooks.",
        ),
        ("calm.\nThe port said", [], "The%20port%20said"),
        (".", [], ""),
    ],
)  # fmt: skip
def test_the_fragment_of_a_sentence(sentence, broken, fragment):
    assert cited(sentence, *broken) == (f":~:text={fragment}" if fragment else "")


def test_what_is_cited_stands_once_in_the_text_where_it_can():
    text = "The port said so. The port said twelve died there. The port said no more."
    start = text.index("The port said twelve")
    fragment = address(text, start, start + 32, [start + len("The port said")])
    assert fragment == ":~:text=twelve%20died%20there."


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.lists(st.integers(0, 60), max_size=3))
def test_a_fragment_holds_words_of_the_passage_and_nothing_that_ends_an_address(text, a, b, broken):
    start, end = sorted((a, b))
    fragment = address(text, start, end, broken)
    assert not set(fragment.removeprefix(":~:text=")) & set("&-#<>\"' \n:?")
    for part in fragment.removeprefix(":~:text=").split(","):
        assert unquote(part) in " ".join(_unseen(text[start:end]))  # in its order; a break may part a word


def _unseen(words):
    return UNSAFE.sub(" ", words).split()
