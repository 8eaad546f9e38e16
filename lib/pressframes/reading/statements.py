"""The claims of an article: amounts that have a measure, with their group, source and evidence."""

from collections.abc import Callable, Sequence

from pressframes.reading.groups import subjects
from pressframes.reading.lexicon import Lexicon
from pressframes.reading.measures import Figure
from pressframes.reading.text import Sentence
from pressframes.reading.tokens import Tagged
from pressframes.records import Article, Attribution, Claim, Refusal

SentenceFigures = tuple[Sentence, Tagged, list[Figure]]


def build(
    article: Article, read: Sequence[SentenceFigures], source_at: Callable[[int], Attribution], lexicon: Lexicon
) -> tuple[list[Claim], list[Refusal]]:
    """The claims in text order, and a refusal for each amount that looked like one."""
    rows = [(sentence, tagged, figure) for sentence, tagged, figures in read for figure in figures]
    counted = [row for row in rows if row[2].measure]
    groups = _groups(counted)
    ids = {(id(tagged), figure.amount): f"{article.article}:c{n}" for n, (_, tagged, figure) in enumerate(counted, 1)}
    claims = [
        _claim(article, *row, ids=ids, group=group, subject=subject, source=source_at(row[1].spans[row[2].amount][0]))
        for row, (group, _, _), subject in zip(counted, groups, subjects(groups, lexicon), strict=True)
    ]
    return claims, [refusal for row in rows if (refusal := _refusal(article, *row))]


def _groups(counted: Sequence[tuple[Sentence, Tagged, Figure]]) -> list[tuple[str | None, str, str]]:
    """The words, kind and measure of each claim's group; "of them" reaches back over the sentence's start."""
    found: list[tuple[str | None, str, str]] = []
    for _, tagged, figure in counted:
        group = figure.refers or figure.group
        words = tagged.words(group.first, group.last) if group.kind not in ("none", "other", "them", "tally") else ""
        if not words and figure.rule in ("of-them", "gapped") and found:
            found.append((*found[-1][:2], figure.measure or ""))
        else:
            found.append((words or None, group.kind, figure.measure or ""))
    return found


def _claim(
    article: Article,
    sentence: Sentence,
    tagged: Tagged,
    figure: Figure,
    *,
    ids: dict[tuple[int, int], str],
    group: str | None,
    subject: str,
    source: Attribution,
) -> Claim:
    amount = tagged.amounts[figure.amount]
    return Claim(
        claim=ids[id(tagged), figure.amount],
        article=article.article,
        start=amount.start,
        end=amount.end,
        amount=article.text[amount.start : amount.end],
        measure=figure.measure or "",
        best=amount.best,
        low=amount.low,
        high=amount.high,
        hedge=amount.hedge,
        group=group,
        subject=subject,
        source=source.source,
        via=source.via,
        source_name=source.source_name,
        source_kind=source.source_kind,
        attribution=source.attribution,
        part_of=ids.get((id(tagged), figure.whole)) if figure.whole is not None else None,
        sentence=article.text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        rule=figure.rule,
    )


def _refusal(article: Article, sentence: Sentence, tagged: Tagged, figure: Figure) -> Refusal | None:
    reason = figure.refusal
    if not reason and not figure.measure and figure.group.kind in ("person", "force"):
        reason = "no_measure"
    if not reason or figure.measure:
        return None
    start, _ = tagged.spans[figure.amount]
    end = tagged.spans[max(figure.amount, figure.group.last - 1)][1]
    line = article.text.count("\n", 0, start) + 1
    return Refusal(article.article, start, end, article.text[start:end], reason, article.path, line)
