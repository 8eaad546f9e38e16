"""What was read, as tables and marked texts: the articles, the rows, the words behind them, and what was not read.

Every function gives something that a notebook displays (`tell.Shown`), and says so in words where there is
nothing to show.
"""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, cast

import pandas as pd

from pressframes.days import span_of_days
from pressframes.frames.applied import told_of
from pressframes.frames.effective import ids
from pressframes.phrases import (
    anchor,
    article_keys,
    article_line,
    bounds,
    clipped,
    counted,
    listed,
    source_of,
    spaced,
    stated,
)
from pressframes.records import REFUSALS
from pressframes.safe import printable
from pressreport import citing, judgements
from pressreport.html import STYLE, Shown, escape, note, table
from pressreport.passages import marked, short, spans

_NARROW = (
    "<style>@media (max-width:50em){.pf-text td,.pf-text th{display:block;max-width:none}"
    ".pf-text td:empty{display:none}}</style>\n"
)


def articles(corpus: pd.DataFrame) -> Shown:
    """The articles as a table: the letter that charts and tables call each by, what is known of it, and its hash."""
    keys = article_keys(corpus)
    rows = corpus.reset_index()
    shown = rows[["title", "outlet", "published", "published_basis", "words"]].copy()
    shown.insert(0, "id", rows["article"])
    shown.insert(0, "article", [keys[article] for article in rows["article"]])
    shown["SHA-256"] = rows["sha256"].str[:12]
    return table(
        shown.rename(columns={"published_basis": "day known by"}),
        "The articles: the letter or number by which this page calls each and what is known of it.",
        "No article was found there, so that there is nothing to show.",
    )


def claims(chosen: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """The figures as a table: stated wording, what is counted of whom, the bounds it sets, and its source.

    If a person ruled on them (`pf.ruled`), the last column says how, and below stands which rulings were not used.
    """
    keys = article_keys(corpus, chosen["article"])
    rows = [
        (link(row.claim, keys), row.measure, row.subject, row.amount, row.low, row.best, row.high, source_of(row))
        for row in rows_of(chosen)
    ]
    names = ["claim", "measure", "of whom", "wording", "least", "stated", "most", "according to"]
    shown = pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[4:7], "Int64"))
    return _ruled(shown, chosen, keys, "Every figure, with the bounds that its wording sets.", "No figure was found.")


def events(chosen: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """The events as a table: kind, the days that the wording allows, and who says so; rulings as with claims."""
    keys = article_keys(corpus, chosen["article"])
    rows = [
        (link(row.event, keys), row.kind, row.date_text, span_of_days(row), row.edtf, row.earliest, row.latest)
        for row in rows_of(chosen)
    ]
    names = ["event", "kind", "wording", "when", "EDTF", "first day", "last day"]
    caption = "Every dated event, with the days that its wording allows."
    return _ruled(pd.DataFrame(rows, columns=names), chosen, keys, caption, "No dated event was found.")


def _ruled(shown: pd.DataFrame, chosen: pd.DataFrame, keys: dict[str, str], caption: str, empty: str) -> Shown:
    """The rows as they were read, with what a person ruled in the last column, and below them what is not used."""
    ruled = [judgements.beside(row, lambda one: _label(one, keys)) for row in rows_of(chosen)]
    read = table(shown.assign(ruling=pd.Series(ruled, dtype=object)) if any(ruled) else shown, caption, empty)
    told = told_of(chosen)
    if not told:
        return read
    unused = _unused(told, keys)
    return Shown(f"{read.markup}\n{unused.markup}", f"{read.words}\n{unused.words}")


def _unused(told: list[dict[str, Any]], keys: dict[str, str]) -> Shown:
    """How many rulings were used, and which of them are stale or overruled, and why."""
    rows = [
        (one["line"], one["ruling"], links(", ".join(one["rows"]), keys) if one["rows"] else judgements.words(one),
         f"{one['who']}, {one['when']}", judgements.became(one))
        for one in told if one["outcome"] in ("stale", "overruled")
    ]  # fmt: skip
    names = ["line of the file", "ruling", "on", "by", "what became of it"]
    return table(pd.DataFrame(rows, columns=names), judgements.summary(told), judgements.summary(told))


def quotes(chosen: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """The sentence behind every claim or event, with its figure or date and its source marked in it."""
    keys = article_keys(corpus, chosen["article"])
    rows = [(_label(row[0], keys), _quoted(row, corpus), article_line(row.article, corpus)) for row in rows_of(chosen)]
    return table(
        pd.DataFrame(rows, columns=["row", "the words", "article"]),
        "The sentence behind every row: figures bold, sources italic, dates underlined.",
        "There is no row to show the words of.",
    )


def _quoted(row: Any, corpus: pd.DataFrame) -> Shown:
    text = str(corpus.at[row.article, "text"])
    return marked(text, spans(text, row), row.sentence_start, row.sentence_start + len(row.sentence))


def texts(corpus: pd.DataFrame, *frames: pd.DataFrame) -> Shown:
    """Each article's text, a paragraph a row, with the rows of the frames marked in it and told beside it."""
    keys = article_keys(corpus)
    rows: dict[str, list[Any]] = {article: [] for article in keys}
    for row in (row for frame in frames for row in rows_of(frame)):
        if stated(row.start) and row.article in rows:
            rows[row.article].append(row)
    shown = [
        _text(f"{keys[article]}. {article_line(article, corpus)}", str(corpus.at[article, "text"]), rows[article])
        for article in keys
    ]
    if not shown:
        return note("There is no article to show.")
    return Shown(STYLE + _NARROW + "\n".join(one.markup for one in shown), "\n\n".join(one.words for one in shown))


def _text(title: str, text: str, rows: list[Any]) -> Shown:
    marks = [span for row in rows for span in spans(text, row)]
    broken = [place for span in marks for place in ([span.end] if span.label else []) + ([span.start] * (not span.row))]
    shown = []
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        here = sorted((row for row in rows if match.start() <= row.start < match.end()), key=lambda row: row.start)
        told = [_cited(row, text, broken) for row in here]
        beside = Shown("<br>".join(one.markup for one in told), "\n".join(f"  {one.words}" for one in told))
        shown.append((marked(text, marks, match.start(), match.end()), beside))
    return _paragraphs(title, shown)


def _paragraphs(title: str, shown: list[tuple[Shown, Shown]]) -> Shown:
    head = '<thead><tr><th scope="col">The words</th><th scope="col">What was read in them</th></tr></thead>'
    body = "\n".join(f'<tr><td dir="auto">{left.markup}</td><td>{right.markup}</td></tr>' for left, right in shown)
    table = f'<table class="pf pf-text">\n{head}\n<tbody>\n{body}\n</tbody>\n</table>'
    words = [line for left, right in shown for line in (left.words, right.words) if line]
    return Shown(f"<h3>{escape(title)}</h3>\n{table}", "\n".join([title, *words]))


def _cited(row: Any, text: str, broken: list[int]) -> Shown:
    """A row in a few words, and the address of its sentence to copy: it leads a browser to the very words."""
    told, name = _told(row), getattr(row, "claim", None) or getattr(row, "event", "")
    if not name:
        return told
    words = citing.fragment(text, row.sentence_start, row.sentence_start + len(row.sentence), broken)
    link = f'<a class="cite" href="#{escape(anchor(name) + words)}" aria-label="cite {escape(short(name))}">cite</a>'
    return Shown(f"{told.markup} {link}", told.words)


def _told(row: Any) -> Shown:
    """A row in a few words, after its name, which leads to its mark."""
    ruled = judgements.beside(row, short)
    ruled = f"; {ruled}" if ruled else ""
    if hasattr(row, "claim"):
        figure = f"“{row.amount}”, {bounds(row.best, row.low, row.high)}"
        part = f"; part of {short(row.part_of)}" if stated(row.part_of) else ""
        told = f"{row.measure}: {figure}; {row.subject}; {source_of(row)}{part}{ruled}"
        return _named(row.claim, short(row.claim), told)
    if hasattr(row, "event"):
        return _named(row.event, short(row.event), f"{row.kind}: {span_of_days(row)}{ruled}")
    told = f"not read: {spaced(row.reason)}, “{clipped(printable(row.words), 60)}”"
    return Shown(escape(told), told)


def _named(row: str, name: str, told: str) -> Shown:
    words = printable(told)
    link = f'<a href="#{escape(anchor(row))}">{escape(name)}</a>'
    return Shown(f"{link} {escape(words)}".strip(), f"{name} {words}".strip())


def refused(refusals: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """What was seen and not read: the words, the reason, and the file and line where a file or row was not."""
    keys = article_keys(corpus)
    rows = [
        (
            keys.get(row.article, _file(row)),
            row.line,
            clipped(printable(row.words), 160),
            spaced(row.reason),
            row.detail,
        )
        for row in rows_of(refusals)
    ]
    names = ["article or file", "line", "words", "reason", "detail"]
    return table(
        pd.DataFrame(rows, columns=names).astype({"line": "Int64"}),
        "Everything that was seen and not read.",
        "Nothing that looked like a figure or a date was left unread.",
    )


def reasons(refusals: pd.DataFrame) -> Shown:
    """How often each reason was given, with its meaning."""
    counts = refusals["reason"].astype("str").value_counts()
    rows = [(spaced(reason), counts[reason], meaning) for reason, meaning in REFUSALS.items() if reason in counts]
    return table(
        pd.DataFrame(rows, columns=["reason", "times", "meaning"]),
        "Why passages were not read.",
        "Nothing that looked like a figure or a date was left unread.",
    )


def answer(corpus: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame, refusals: pd.DataFrame) -> str:
    """What was read, and what was not: the computed answer in one sentence."""
    read = f"{counted(len(claims), 'figure')} and {counted(len(events), 'dated event')} were read"
    place = f"in {counted(len(corpus), 'article')} of {counted(int(corpus['words'].sum()), 'word')}"
    passages = len(_placed(refusals))
    files = len(refusals) - passages
    left = f"{counted(passages, 'passage')} that looked like one {'was' if passages == 1 else 'were'} not"
    unread = [left] if passages else []
    unread += [f"{counted(files, 'file or row', 'files or rows')} could not be read"] if files else []
    return f"{read} {place}; {listed(unread) or 'nothing that looked like one was left unread'}."


def rows_of(frame: pd.DataFrame) -> Iterable[Any]:
    """The rows of a frame, each with its columns as attributes."""
    return cast(Iterable[Any], frame.itertuples(index=False))


def _placed(refusals: pd.DataFrame) -> pd.DataFrame:
    """The refused passages, without the files and rows that never became an article."""
    return refusals[refusals["start"].notna()]


def _label(row: str, keys: dict[str, str]) -> str:
    return f"{keys.get(row.rpartition(':')[0], '?')}\u00a0{short(row)}"


def link(row: str, keys: dict[str, str], told: str = "") -> Shown:
    """The name of a claim or event, which leads to its mark, and what is told of it."""
    return _named(row, _label(row, keys), told)


def links(rows: str, keys: dict[str, str]) -> Shown:
    """The names of several, parted by commas."""
    each = [link(row, keys) for row in ids(rows)]
    return Shown(", ".join(one.markup for one in each), ", ".join(one.words for one in each))


def _file(row: Any) -> str:
    return PurePath(row.path).name if stated(row.path) else str(row.article)
