"""Reading one article: its claims, events and dates, and what looked like one and was not read."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading import amounts, attribution, events, lexicon, measures, statements, text, timexes, tokens
from pressframes.reading.amounts import Amount
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.measures import Figure
from pressframes.reading.text import Sentence
from pressframes.reading.tokens import Tagged
from pressframes.records import Article, Attribution, Claim, Dated, Event, Refusal


class Reading(NamedTuple):
    """All rows of one article, each list in text order."""

    claims: list[Claim]
    events: list[Event]
    dates: list[Dated]
    refusals: list[Refusal]


@lru_cache(maxsize=512)
def read(article: Article, words: Lexicon | None = None) -> Reading:
    """The rows of the article by the lexicon `words` (the library's own if None); any text is read, none raises."""
    words = words or lexicon.load()
    folded = text.fold(article.text)
    sentences = text.sentences(folded)
    dated, unread = timexes.find(folded, article.published, words)
    source_at = attribution.sources(article.text, folded, sentences, words)
    days = sorted([(date.start, date.end) for date in dated] + [(start, end) for start, end, _ in unread])
    found, refused = _claims(article, folded, sentences, days, source_at, words)
    happened = events.read(article, sentences, dated, source_at, words)
    refused += [
        Refusal(article.article, a, b, article.text[a:b], reason, article.path, article.text.count("\n", 0, a) + 1)
        for a, b, reason in unread
    ]
    return Reading(found, happened, dated, sorted(refused, key=lambda row: (row.start, row.end)))


def _claims(
    article: Article,
    folded: str,
    sentences: list[Sentence],
    days: list[tuple[int, int]],
    source_at: Callable[[int], Attribution],
    words: Lexicon,
) -> tuple[list[Claim], list[Refusal]]:
    counts = _without_dates(amounts.find(folded, words), days)
    known = tokens.vocabulary(words)
    read: list[tuple[Sentence, Tagged, list[Figure]]] = []
    at, previous = 0, None
    nearest: str | None = None
    for sentence in sentences:
        first = at
        while at < len(counts) and counts[at].start < sentence.end:
            at += 1
        inside = [count for count in counts[first:at] if count.end <= sentence.end]
        if inside:
            tagged = tokens.tag(folded, sentence.start, sentence.end, inside, known)
            near = nearest if read and read[-1][0].paragraph == sentence.paragraph else None
            figures = measures.read(tagged, words, previous, near)
            nearest = figures[-1].measure
            previous = next((figure.measure for figure in reversed(figures) if figure.measure), previous)
            read.append((sentence, tagged, figures))
    return statements.build(article, read, source_at, words)


def _without_dates(counts: list[Amount], days: list[tuple[int, int]]) -> list[Amount]:
    """A count is never a date: amounts that touch a date, or one that cannot be placed, are dropped."""
    kept, at = [], 0
    for count in counts:
        while at < len(days) and days[at][1] <= count.start:
            at += 1
        if at == len(days) or days[at][0] >= count.end:
            kept.append(count)
    return kept
