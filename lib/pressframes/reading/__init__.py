"""Reading one article: its claims, events and dates, and what looked like one and was not read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from pressframes.reading import amounts, context, events, lexicon, measures, places, text, timexes, tokens
from pressframes.reading.amounts import Amount
from pressframes.reading.attribution import Speakers
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.measures import Figure
from pressframes.reading.text import Sentence
from pressframes.reading.tokens import Tagged
from pressframes.records import Article, Attribution, Claim, Dated, Event, Refusal

_Counted = tuple[Sentence, Tagged, Figure]


class Reading(NamedTuple):
    """All rows of one article, each list in text order."""

    claims: list[Claim]
    events: list[Event]
    dates: list[Dated]
    refusals: list[Refusal]


def read(article: Article, words: Lexicon | None = None) -> Reading:
    """The rows of the article by the lexicon `words` (the library's own if None); any text is read, none raises."""
    words = words or lexicon.load()
    folded = text.fold(article.text)
    sentences = text.sentences(folded)
    dated, unread = timexes.find(folded, article.published, words)
    source_at = Speakers(article.text, folded, sentences, words).at
    days = sorted([(date.start, date.end) for date in dated] + [(start, end) for start, end, _ in unread])
    figures = _figures(folded, sentences, days, words)
    happened = events.read(article, folded, sentences, dated, source_at, words)
    refused = _refusals(article, figures, unread)
    named = places.find(folded, words)
    reader = context.Reader(folded, sentences, dated, named, article.published, words)
    claims = _claims(article, figures, source_at, reader, words)
    return Reading(claims, [_placed(event, reader) for event in happened], dated, refused)


def _placed(event: Event, reader: context.Reader) -> Event:
    """The event with its place, and the happening of the figures that it is of."""
    if event.kind == "publication":
        return event
    place, happening = reader.of_event(event.sentence_start, (event.earliest, event.latest))
    incident = None if happening is None else f"{event.article}:i{happening + 1}"
    return replace(event, place=place, incident=incident)


def _figures(folded: str, sentences: list[Sentence], days: list[tuple[int, int]], words: Lexicon) -> list[_Counted]:
    """The amounts of each sentence that has some, as they are read; a sentence may point back to the one before."""
    counts, known = _without_dates(amounts.find(folded, words), days), tokens.vocabulary(words)
    found: list[_Counted] = []
    at, previous = 0, None
    for sentence in sentences:
        first = at
        while at < len(counts) and counts[at].start < sentence.end:
            at += 1
        inside = [count for count in counts[first:at] if count.end <= sentence.end]
        if inside:
            tagged = tokens.tag(folded, sentence.start, sentence.end, inside, known)
            near = found[-1][2].measure if found and found[-1][0].paragraph == sentence.paragraph else None
            figures = measures.read(tagged, words, previous, near)
            previous = next((figure.measure for figure in reversed(figures) if figure.measure), previous)
            found += [(sentence, tagged, figure) for figure in figures]
    return found


def _without_dates(counts: list[Amount], days: list[tuple[int, int]]) -> list[Amount]:
    """A count is never a date: amounts that touch a date, or one that cannot be placed, are dropped."""
    kept, at = [], 0
    for count in counts:
        while at < len(days) and days[at][1] <= count.start:
            at += 1
        if at == len(days) or days[at][0] >= count.end:
            kept.append(count)
    return kept


def _claims(
    article: Article,
    figures: list[_Counted],
    source_at: Callable[[int], Attribution],
    reader: context.Reader,
    words: Lexicon,
) -> list[Claim]:
    """The figures that have a measure, with their group, source and evidence."""
    counted = [row for row in figures if row[2].measure]
    told = _groups(counted)
    subjects = measures.subjects(told, words)
    sources = [source_at(tagged.amounts[one.amount].start) for _, tagged, one in counted]
    numbers = {tagged.spans[one.amount][0]: n for n, (_, tagged, one) in enumerate(counted)}
    contexts = reader.read([
        context.Told(
            *tagged.spans[one.amount], sentence, measure, tagged.amounts[one.amount].best, group or "", subject,
            source.source, None if one.whole is None else numbers.get(tagged.spans[one.whole][0]),
        )
        for (sentence, tagged, one), (group, _, measure), subject, source in zip(
            counted, told, subjects, sources, strict=True
        )
    ])  # fmt: skip
    claims: list[Claim] = []
    for (sentence, tagged, figure), (group, _, measure), subject, source, of in zip(
        counted, told, subjects, sources, contexts, strict=True
    ):
        amount = tagged.amounts[figure.amount]
        claims.append(
            Claim(
                claim=f"{article.article}:c{len(claims) + 1}",
                article=article.article,
                published=article.published,
                **amount._asdict(),
                amount=article.text[amount.start : amount.end],
                measure=measure,
                group=group,
                subject=subject,
                source=source.source,
                via=source.via,
                source_name=source.source_name,
                source_kind=source.source_kind,
                attribution=source.attribution,
                stance=of.stance,
                scope=of.scope,
                earliest=of.earliest,
                latest=of.latest,
                place=of.place,
                incident=f"{article.article}:i{of.happening + 1}",
                role=of.role,
                part_of=None if of.part_of is None else f"{article.article}:c{of.part_of + 1}",
                sentence=article.text[sentence.start : sentence.end],
                sentence_start=sentence.start,
                rule=figure.rule,
            )
        )
    return claims


def _groups(counted: Sequence[_Counted]) -> list[tuple[str | None, str, str]]:
    """The words, kind and measure of each claim's group; "of them" reaches back over the sentence's start."""
    found: list[tuple[str | None, str, str]] = []
    for _, tagged, figure in counted:
        group = figure.refers or figure.group
        words = tagged.words(group.first, group.last) if group.kind not in ("none", "other", "them", "tally") else ""
        back = not words and figure.rule in ("of-them", "gapped") and found
        found.append((*(found[-1][:2] if back else (words or None, group.kind)), figure.measure or ""))
    return found


def _refusals(article: Article, figures: list[_Counted], unread: list[tuple[int, int, str]]) -> list[Refusal]:
    """The amounts that looked like a claim and are none, and the dates that are unread, in text order."""
    refused = list(unread)
    for _, tagged, figure in figures:
        reason = figure.refusal or ("no_measure" if figure.group.kind in ("person", "force") else None)
        if reason and not figure.measure:
            end = tagged.spans[max(figure.amount, figure.group.last - 1)][1]
            refused.append((tagged.spans[figure.amount][0], end, reason))
    rows: list[Refusal] = []
    line, seen = 1, 0
    for start, end, reason in sorted(refused):
        line += article.text.count("\n", seen, start)
        seen = start
        rows.append(Refusal(article.article, start, end, article.text[start:end], reason, article.path, line))
    return rows
