"""Little corpora of several articles: which figures are of one happening, and what is said of each two.

In a text `{A:at least 12}` marks a figure of the happening A, whatever the article; behind the letter `+` is an
addition, `<` a part, `-` denied, `~` replaced by another; `?` is a figure of which nothing tells the happening.
"""

import re
import tomllib
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

import pressframes as pf
from pressframes import frames
from pressframes.records import Article

CORPORA = tomllib.loads(Path(__file__).with_name("data").joinpath("corpora.toml").read_text("utf-8"))["corpus"]
_FIGURE = re.compile(r"\{([A-Z?])([+<~-]?):([^}]*)\}")
_ROLES = {"": ("whole", "asserted"), "+": ("addition", "asserted"), "<": ("part", "asserted")}
_ROLES |= {"-": ("whole", "denied"), "~": ("whole", "superseded")}


def read(corpus):
    """The claims of a corpus, and its figures: article, place, letter, role and words of each."""
    articles, figures = [], []
    for given in corpus["article"]:
        text, marked = "", given["text"]
        pieces = _FIGURE.split(marked)
        for before, letter, role, words in zip(*(pieces[at::4] for at in range(4)), strict=False):
            text += before
            figures.append((given["id"], len(text), letter, role, words))
            text += words
        text += pieces[-1]
        day = date.fromisoformat(given["published"]) if "published" in given else None
        basis = "metadata" if day else "missing"
        articles.append(Article(given["id"], text, given.get("title"), published=day, published_basis=basis))
    claims = pf.claims(frames.table(articles))
    found = {(row.article, at): row for row in claims.itertuples() for at in range(row.start, row.end)}
    return claims, [(figure, found.get(figure[:2])) for figure in figures]


def faults(corpus):
    """What is wrong with what is read of a corpus, in words; the last kind is worst: it must never happen."""
    claims, figures = read(corpus)
    missed = [figure for figure, row in figures if row is None]
    read_of = [(figure, row) for figure, row in figures if row is not None]
    roles = [figure for figure, row in read_of if (row.role, row.stance) != _ROLES[figure[3]]]
    apart, joined = [], []
    for (one, a), (other, b) in combinations(read_of, 2):
        same = a.incident == b.incident and isinstance(a.incident, str)
        if "?" in (one[2], other[2]):
            joined += [(one, other)] if same and one[0] != other[0] else []
        elif one[2] == other[2] and not same:
            apart.append((one, other))
        elif one[2] != other[2] and same:
            joined.append((one, other))
    relations = pf.relations(claims)
    words = {row.claim: f"{row.article}:{row.amount}" for row in claims.itertuples()}
    have = {f"{words[row.claim_a]} {row.relation} {words[row.claim_b]}".lower() for row in relations.itertuples()}
    for row in relations[relations["relation"].isin(["agrees", "contradicts"])].itertuples():  # without direction
        have.add(f"{words[row.claim_b]} {row.relation} {words[row.claim_a]}".lower())
    missing = [one for one in corpus.get("relations", ()) if one.lower() not in have]
    letters = {row.claim: figure[2] for figure, row in read_of}
    crossing = [
        (words[row.claim_a], row.relation, words[row.claim_b])
        for row in relations.itertuples()
        if letters.get(row.claim_a) != letters.get(row.claim_b)
    ]
    return {
        "not read": missed, "role": roles, "kept apart": apart, "relation": missing, "joined": joined,
        "crossing": crossing,
    }  # fmt: skip


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus["name"])
def test_corpus(corpus, request):
    found = {kind: wrong for kind, wrong in faults(corpus).items() if wrong}
    known = set(corpus.get("known_failure", ()))
    assert set(found) == known, found  # a known failure that is mended must be taken out


def test_a_relation_never_crosses_a_happening_but_where_it_is_known():
    assert sum("crossing" in corpus.get("known_failure", ()) for corpus in CORPORA) <= 2
    assert len(CORPORA) >= 60
