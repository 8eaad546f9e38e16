"""What notebooks show: what was read and not read, what it comes to when compared, and what a person ruled on it.

Every function gives something that a notebook displays (`html.Shown`), and says so in words where there is nothing
to show.  Each row leads to its evidence.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any, cast

import pandas as pd

from pressframes.compare import corroboration
from pressframes.compare import estimates as by_method
from pressframes.days import day, span_of_days
from pressframes.frames.rulings import DAYS, FIGURES, with_rulings
from pressframes.frames.schemas import ids
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
    upper_first,
)
from pressframes.records import REFUSALS
from pressframes.safe import printable
from pressreport.html import (
    NOT_STATED,
    STYLE,
    Shown,
    address,
    escape,
    joined,
    marked,
    note,
    rows_table,
    short,
    spans,
    table,
)

_NARROW = (
    "<style>@media (max-width:50em){.pf-text td,.pf-text th{display:block;max-width:none}"
    ".pf-text td:empty{display:none}}</style>\n"
)
_ALL_READ = "Nothing that looked like a figure or a date was left unread."
_RULED = {"confirm": "confirmed", "reject": "rejected", "correct": "corrected", "add": "added"}
Rows = list[tuple[Any, ...]]
# What can be said of two claims that go together, in the order in which the table has them.
_TOGETHER = ("repeats", "updates", "part_of", "agrees")


def rows_of(frame: pd.DataFrame) -> Iterable[Any]:
    """The rows of a frame, each with its columns as attributes."""
    return cast(Iterable[Any], frame.itertuples(index=False))


def link(row: str, keys: dict[str, str], told: str = "") -> Shown:
    """The name of a claim or event, which leads to its highlight, and what is told of it."""
    return _named(row, _label(row, keys), told)


def links(rows: str, keys: dict[str, str]) -> Shown:
    """The names of several, parted by commas."""
    return joined((link(row, keys) for row in ids(rows)), ", ")


def _label(row: str, keys: dict[str, str]) -> str:
    return f"{keys.get(row.rpartition(':')[0], '?')}\u00a0{short(row)}"


def _named(row: str, name: str, told: str) -> Shown:
    words = printable(told)
    link = f'<a href="#{escape(anchor(row))}">{escape(name)}</a>'
    return Shown(f"{link} {escape(words)}".strip(), f"{name} {words}".strip())


# What was read.


def articles(corpus: pd.DataFrame) -> Shown:
    """The articles as a table: the letter that charts and tables call each by, what is known of it, and its hash."""
    keys = article_keys(corpus)
    rows = corpus.reset_index()
    shown = rows.assign(id=rows["article"], article=rows["article"].map(keys), sha256=rows["sha256"].str[:12])
    shown = shown[["article", "id", "title", "outlet", "published", "published_basis", "words", "sha256"]]
    shown = shown.rename(columns={"published_basis": "day known by", "sha256": "SHA-256"})
    caption = "The articles: the letter or number by which this page calls each and what is known of it."
    return table(shown, caption, "No article was found there, so that there is nothing to show.")


def claims(chosen: pd.DataFrame, corpus: pd.DataFrame, outcomes: pd.DataFrame | None = None) -> Shown:
    """The figures as a table: stated wording, what is counted of whom, the bounds it sets, and who gives or denies it.

    If a person ruled on them (`pf.ruled`), the last column says how, and below stands which of the rulings were not
    used (`pf.ruling_outcomes`).
    """
    keys = article_keys(corpus, chosen["article"])
    rows = [
        (link(row.claim, keys), row.measure, row.subject, row.amount, row.low, row.best, row.high, _by(row))
        for row in rows_of(chosen)
    ]
    names = ["claim", "measure", "of whom", "wording", "least", "stated", "most", "according to"]
    said = "Every figure, with the bounds that its wording sets.", "No figure was found."
    return _with_rulings(names, rows, chosen, outcomes, keys, *said, *names[4:7])


def _by(row: Any) -> str:
    """Who gives a figure, or denies it, or gave it before another one."""
    said = {"denied": "denied by ", "superseded": "replaced, by "}.get(str(row.stance), "")
    return f"{said}{source_of(row)}"


def events(chosen: pd.DataFrame, corpus: pd.DataFrame, outcomes: pd.DataFrame | None = None) -> Shown:
    """The events as a table: kind, the days that the wording allows, and who says so; rulings as with claims."""
    keys = article_keys(corpus, chosen["article"])
    rows = [
        (link(row.event, keys), row.kind, row.date_text, span_of_days(row), row.edtf, row.earliest, row.latest)
        for row in rows_of(chosen)
    ]
    names = ["event", "kind", "wording", "when", "EDTF", "first day", "last day"]
    said = "Every dated event, with the days that its wording allows.", "No dated event was found."
    return _with_rulings(names, rows, chosen, outcomes, keys, *said)


def _with_rulings(
    names: list[str], rows: Rows, chosen: pd.DataFrame, outcomes: pd.DataFrame | None, keys: dict[str, str], *said: str
) -> Shown:
    """The rows as they were read, with what a person ruled in the last column, and below them what is not used."""
    ruled = [_ruling(row, lambda one: _label(one, keys)) for row in rows_of(chosen)]
    if any(ruled):
        names, rows = [*names, "ruling"], [(*row, ruling) for row, ruling in zip(rows, ruled, strict=True)]
    read = rows_table(names, rows, *said)
    return read if outcomes is None or outcomes.empty else joined([read, _unused(outcomes, keys)])


def quotes(chosen: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """The sentence behind every claim or event, with its figure or date and its source highlighted in it."""
    keys = article_keys(corpus, chosen["article"])
    rows = []
    for row in rows_of(chosen):
        text, start = str(corpus.at[row.article, "text"]), row.sentence_start
        quoted = marked(text, spans(text, row), start, start + len(row.sentence))
        rows.append((_label(row[0], keys), quoted, article_line(row.article, corpus)))
    caption = "The sentence behind every row: figures bold, sources italic, dates underlined."
    return rows_table(["row", "the words", "article"], rows, caption, "There is no row to show the words of.")


def texts(corpus: pd.DataFrame, *frames: pd.DataFrame) -> Shown:
    """Each article's text, a paragraph a row, with the rows of the frames highlighted in it and told beside it."""
    keys = article_keys(corpus)
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in (row for frame in frames for row in rows_of(frame) if stated(row.start)):
        rows[row.article].append(row)
    shown = [
        _text(f"{key}. {article_line(article, corpus)}", str(corpus.at[article, "text"]), rows[article])
        for article, key in keys.items()
    ]
    if not shown:
        return note("There is no article to show.")
    return Shown(STYLE + _NARROW + joined(shown).markup, joined(shown, "\n\n").words)


def _text(title: str, text: str, rows: list[Any]) -> Shown:
    found = [span for row in rows for span in spans(text, row)]
    broken = [place for span in found for place in ([span.end] if span.label else []) + ([span.start] * (not span.row))]
    body, words = [], [title]
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        here = sorted((row for row in rows if match.start() <= row.start < match.end()), key=lambda row: row.start)
        told = [_cited(row, text, broken) for row in here]
        passage = marked(text, found, *match.span())
        body.append(f'<tr><td dir="auto">{passage.markup}</td><td>{joined(told, "<br>").markup}</td></tr>')
        words += [line for line in (passage.words, *(f"  {one.words}" for one in told)) if line]
    head = '<thead><tr><th scope="col">The words</th><th scope="col">What was read in them</th></tr></thead>'
    lines = [f"<h3>{escape(title)}</h3>", '<table class="pf pf-text">', head, "<tbody>", *body, "</tbody>", "</table>"]
    return Shown("\n".join(lines), "\n".join(words))


def _cited(row: Any, text: str, broken: list[int]) -> Shown:
    """A row in a few words after its name, which leads to its highlight, and the address of its very words to copy."""
    if hasattr(row, "reason"):
        refusal = f"not read: {spaced(row.reason)}, “{clipped(printable(row.words), 60)}”"
        return Shown(escape(refusal), refusal)
    if hasattr(row, "claim"):
        name, figure = row.claim, f"{row.measure}: “{row.amount}”, {bounds(row.best, row.low, row.high)}"
        said = [figure, row.subject, source_of(row), f"part of {short(row.part_of)}" if stated(row.part_of) else None]
    else:
        name, said = row.event, [f"{row.kind}: {span_of_days(row)}"]
    told = _named(name, short(name), "; ".join(filter(None, (*said, _ruling(row, short)))))
    words = address(text, row.sentence_start, row.sentence_start + len(row.sentence), broken)
    link = f'<a class="cite" href="#{escape(anchor(name) + words)}" aria-label="cite {escape(short(name))}">cite</a>'
    return Shown(f"{told.markup} {link}", told.words)


# What was not read.


def refused(refusals: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """What was seen and not read: the words, the reason, and the file and line where a file or row was not."""
    keys = article_keys(corpus)
    rows = [
        (keys.get(row.article, PurePath(row.path).name if stated(row.path) else str(row.article)), row.line,
         clipped(printable(row.words), 160), spaced(row.reason), row.detail)
        for row in rows_of(refusals)
    ]  # fmt: skip
    names = ["article or file", "line", "words", "reason", "detail"]
    return rows_table(names, rows, "Everything that was seen and not read.", _ALL_READ, "line")


def reasons(refusals: pd.DataFrame) -> Shown:
    """How often each reason was given, with its meaning."""
    counts = refusals["reason"].astype("str").value_counts()
    rows = [(spaced(reason), counts[reason], meaning) for reason, meaning in REFUSALS.items() if reason in counts]
    return rows_table(["reason", "times", "meaning"], rows, "Why passages were not read.", _ALL_READ)


def answer(corpus: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame, refusals: pd.DataFrame) -> str:
    """What was read, and what was not: the computed answer in one sentence."""
    read = f"{counted(len(claims), 'figure')} and {counted(len(events), 'dated event')} were read"
    place = f"in {counted(len(corpus), 'article')} of {counted(int(corpus['words'].sum()), 'word')}"
    passages = int(refusals["start"].notna().sum())  # without the files and rows that never became an article
    files = len(refusals) - passages
    left = f"{counted(passages, 'passage')} that looked like one {'was' if passages == 1 else 'were'} not"
    lost = f"{counted(files, 'file or row', 'files or rows')} could not be read"
    unread = listed([left] * (passages > 0) + [lost] * (files > 0))
    return f"{read} {place}; {unread or 'nothing that looked like one was left unread'}."


# What comparing comes to.


def incidents(found: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """The happenings and running totals (`pf.incidents`), the most told first, and where figures of each stand."""
    keys = article_keys(corpus)
    rows = [
        (row.label, len(ids(row.articles)), ", ".join(keys.get(one, "?") for one in ids(row.articles)),
         len(ids(row.claims)), row.earliest, row.latest, row.incident)
        for row in rows_of(found)
    ]  # fmt: skip
    names = ["happening or running total", "articles", "which", "figures", "first day", "last day", "incident"]
    caption = "What the figures are figures of, the most told first."
    return rows_table(names, rows, caption, "No figure could be placed in a happening or running total.")


def tolls(found: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """The figures of an incident in the order of publication (`pf.tolls`), what changed, and why some are no step."""
    keys = article_keys(corpus, found["article"])
    rows: Rows = [
        (row.published, link(row.claim, keys), f"{row.measure} ({row.subject})", row.amount, row.source,
         row.change_own, row.reason)
        for row in rows_of(found.sort_values("published", kind="stable"))
    ]  # fmt: skip
    names = ["day", "claim", "what", "wording", "according to", "more than its source gave before"]
    names += ["why it is no step"] if found["reason"].notna().any() else []
    rows = [row[: len(names)] for row in rows]
    caption = "Every figure by the day of its article; below zero: fewer than its source gave in an earlier article."
    return rows_table(names, rows, caption, "No figure could be placed in a happening or running total.", names[5])


def belonging(found: pd.DataFrame, told: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """What speaks for the articles being of the one incident whose claims are `told` (`pf.incidents`)."""
    keys, of_it = article_keys(corpus), set(with_rulings(told)["incident"].dropna())
    rows = [
        (", ".join(keys[one] for one in ids(row.articles) if one in keys), why)
        for row in rows_of(found) if row.incident in of_it for why in row.reason.split("; ")
    ]  # fmt: skip
    caption = "What two reports of it have in common, each time that one was joined."
    return rows_table(["articles", "what speaks for it"], rows, caption, "No figure could be placed.")


def near_misses(found: pd.DataFrame, told: pd.DataFrame) -> Shown:
    """What was kept apart from the incident whose claims are `told`, though something speaks for its being the same."""
    names = dict(zip(found["incident"], found["label"], strict=True))
    of_it = set(with_rulings(told)["incident"].dropna())
    rows: Rows = []
    for row in rows_of(found):
        for missed in str(row.near_misses).split("; ") if stated(row.near_misses) else ():
            other, _, why = re.sub(r"(:i\d+): ", "\\1\n", missed, count=1).partition("\n")
            if row.incident in of_it and other not in of_it:
                rows.append((names.get(other, NOT_STATED), why, other))
            elif other in of_it and row.incident not in of_it:
                rows.append((row.label, why, row.incident))
    caption = "What was kept apart, though something speaks for its being the same."
    return rows_table(["kept apart", "what speaks for it", "incident"], list(dict.fromkeys(rows)), caption)


def pairs(disagreements: pd.DataFrame, corpus: pd.DataFrame, found: pd.DataFrame | None = None) -> Shown:
    """Accounts that do not go together (`compare.disagreements`), two by two, and why.

    Where `found` (`pf.incidents`) has several incidents, each pair says of which it is, and the most told come first.
    """
    keys = article_keys(corpus)
    rows = [(row.relation, row.subject, *_both(row, keys), row.reason) for row in rows_of(disagreements)]
    names = ["relation", "of whom", "one account", "another", "how they differ"]
    names, rows = _by_incident(names, rows, disagreements, found)
    empty = "No two accounts of one thing disagree."
    return rows_table(names, rows, "Accounts that do not agree, the widest apart first.", empty)


def _by_incident(
    names: list[str], rows: Rows, pairs: pd.DataFrame, found: pd.DataFrame | None
) -> tuple[list[str], Rows]:
    """The rows with what each is of in the first column, the most told first, if `found` has several incidents."""
    if found is None or len(found) < 2:
        return names, rows
    order = {row.incident: (at, row.label) for at, row in enumerate(rows_of(found))}
    told = [order.get(incident, (len(order), NOT_STATED)) for incident in pairs["incident"]]
    ranked = sorted(range(len(rows)), key=lambda at: told[at][0])
    return ["of what", *names], [(told[at][1], *rows[at]) for at in ranked]


def together(relations: pd.DataFrame, corpus: pd.DataFrame, found: pd.DataFrame | None = None) -> Shown:
    """Claims that go together (`pf.relations`): who repeats or renews whom, what is a part, and what agrees.

    Of which incident, as with `pairs`.
    """
    keys, kinds = article_keys(corpus), relations["relation"].astype("str")
    chosen = {kind: relations[kinds == kind] for kind in _TOGETHER}
    rows = [(spaced(one.relation), *_both(one, keys), one.reason) for kind in chosen.values() for one in rows_of(kind)]
    many = ", ".join(f"{len(found)} {spaced(kind)}" for kind, found in chosen.items() if len(found))
    empty = "No two claims repeat, update, contain or support another."
    names, rows = _by_incident(["relation", "one claim", "another", "why"], rows, pd.concat(chosen.values()), found)
    return rows_table(names, rows, f"Claims that go together, and how: {many}.", empty)


def _both(row: Any, keys: dict[str, str]) -> tuple[Shown, Shown]:
    """The two claims of a relation, in a few words each."""
    one = link(row.claim_a, keys, f"{row.measure_a}: {row.amount_a} ({row.source_a})")
    return one, link(row.claim_b, keys, f"{row.measure_b}: {row.amount_b} ({row.source_b})")


def shares(share: pd.DataFrame, part: str = "killed", whole: str = "deployed") -> Shown:
    """The share of the whole that the part would be (`compare.share`), as intervals and in words."""
    rows = [
        (row.subject, percent(row.stated_low, row.stated_high), percent(row.low, row.high), row.reason)
        for row in rows_of(share)
    ]
    names = ["of whom", "by the figures as stated", "by the bounds of every account", "in words"]
    lacking = f"No article gives both the {part} and the {whole} of the same people"
    empty = f"{lacking}, so that there is no share to compute."
    return rows_table(names, rows, f"The {part} as a share of the {whole}.", empty)


def percent(low: Any, high: Any) -> str | None:
    """
    >>> percent(0.04, 1 / 3), percent(0.5, 0.5), percent(0.04, None), percent(None, None)
    ('4.0 to 33.3 %', '50.0 %', 'at least 4.0 %', None)
    """
    least, most = (f"{100 * value:.1f}" if stated(value) else "" for value in (low, high))
    if least and most:
        return f"{least} %" if least == most else f"{least} to {most} %"
    return f"at least {least} %" if least else f"at most {most} %" if most else None


def happenings(joined: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """What the articles report (`pf.chronology`), with the reports of each and how many articles give it."""
    keys = article_keys(corpus)
    return rows_table(
        ["kind", "when", "what", "articles", "reports"],
        [
            (row.kind, row.when, row.label, len(row.articles.split(", ")), links(row.events, keys))
            for row in rows_of(joined)
        ],
        "What happened, with the days that every report of it allows, and the number of articles that report it.",
        "There is nothing of the kind to show.",
    )


def lags(between: pd.DataFrame, from_kind: str) -> Shown:
    """The days from one kind of event to each that may be later (`pf.lags`)."""
    names = {"from_when": from_kind, "to_kind": "later step", "to_when": "when", "to_label": "what"}
    names |= {"least_days": "least days", "most_days": "most days", "reason": "in words"}
    later = between.loc[between["sign"] != "before", list(names)].rename(columns=names)
    dated = f"No event of the kind {from_kind} is dated with another that may be later"
    caption = f"Days from {from_kind} to each later step, from the bounds of both."
    return table(later, caption, f"{dated}, so that no time can be computed.")


def witnesses(found: pd.DataFrame, claims: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """Who stands behind each figure (`pf.witnesses`), after the sentence on whose word they rest."""
    keys, said = article_keys(corpus), note(corroboration.answer_witnesses(claims))
    if found.empty:
        return said
    rows = [
        (f"{row.wording.replace('; ', ' or ')} {row.measure} ({row.subject})",
         f"{row.least:,}" if row.least == row.most else f"{row.least:,} to {row.most:,}",
         links(row.claims, keys), row.chains, row.reason)
        for row in rows_of(found)
    ]  # fmt: skip
    names = ["figure", "witnesses", "claims", "chain", "in words"]
    return joined([said, rows_table(names, rows, "Every figure, how many witnesses it has, and the way from each.")])


def estimates(sensitivity: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """What each rule makes of each set of figures of one thing, with all sources (`pf.sensitivity`), and why.

    The sets with several sources come first; one with a single source has one row, whatever the rule.
    """
    keys = article_keys(corpus)
    several, alone = by_method.contested(sensitivity), by_method.weighed(sensitivity)
    made = [(one.name, upper_first(by.name), by.every) for one in several for by in one.methods]
    made += [(one.name, "One source", one.methods[0].every) for one in alone if one.sources < 2]
    rows = [(what, by, by_method.said(one), links(", ".join(one.claims), keys), one.reason) for what, by, one in made]
    names = ["what", "rule", "estimate", "rests on", "why"]
    caption = "The best figure under each rule, with the lowest and the highest in brackets."
    return rows_table(names, rows, caption, "No figure was found that could be weighed.")


def without(sensitivity: pd.DataFrame, rule: str) -> Shown:
    """What a rule gives if a source is left out (`pf.sensitivity`), one source a row; sets with several sources."""
    rows: Rows = []
    chosen = [(one, by) for one in by_method.contested(sensitivity) for by in one.methods if by.rule == rule]
    for one, by in chosen:
        what = f"{one.name}, {by.of_kind}" if by.kind else one.name
        rows.append((what, "nobody", by_method.said(by.every), "with all", by.every.reason))
        for out in by.without:
            changed = "yes" if out.values != by.every.values else "no"
            rows.append((what, out.left_out, by_method.said(out), changed, out.reason))
    names = ["of whom and what", "left out", "the rule gives", "changed", "why"]
    caption = f"By {by_method.METHODS[rule]}: with all sources, and with each left out."
    return rows_table(names, rows, caption, "No figure has two sources, so that none can be left out.")


def divergence(found: pd.DataFrame) -> Shown:
    """How far reports diverge (`pf.divergence`), one subject and measure a row, those that diverge most first."""
    several = found[found["reports"] > found["events"]].sort_values("mean_dscore", ascending=False, kind="stable")
    rows = [
        (f"{row.measure} ({row.subject})", row.events, row.reports, row.mean_dscore, row.normalized,
         f"{100 * row.share_disagreement:.0f} %")
        for row in rows_of(several)
    ]  # fmt: skip
    names = ["what", "sets of figures", "claims", "mean dscore", "normalized", "sets that disagree"]
    diverge, of = (found["mean_dscore"] > 0).sum(), counted(len(found), "measure and subject", "measures and subjects")
    alone = f" Not shown: {len(found) - len(several):,} with one claim a set." if len(found) > len(several) else ""
    caption = f"How far the reports of one thing diverge: they do for {diverge:,} of {of}.{alone}"
    return rows_table(names, rows, caption, "No two claims are of one thing, so that none can diverge.")


# What a person ruled, in words.


def _ruling(row: Any, named: Callable[[str], str]) -> str | None:
    """The rulings on a claim or event, by whom and why; None if there is none; `named` names another row by its id."""
    if not stated(getattr(row, "ruled_by", None)):
        return None
    values, same, others = listed(_values(row)), ids(row.ruled_same), ids(row.ruled_different)
    said = [f"corrected: {values}"] if values else [_RULED[row.ruling]] if stated(row.ruling) else []
    said += [f"the same as {listed([named(one) for one in same])}"] if same else []
    said += [f"not the same as {listed([named(one) for one in others])}"] if others else []
    return printable(f"{'; '.join(said)} (by {row.ruled_by}, {day(row.ruled_on)}: {row.ruled_why})")


def _values(row: Any) -> list[str]:
    """What counts instead of what was read."""
    told = {
        "measure": "", "kind": "", "figures": "", "subject": "of ", "source_name": "according to ", "place": "in ",
        "days": "", "scope": "scope ", "role": "role ", "stance": "stance ", "edtf": "EDTF ",
    }  # fmt: skip
    values: dict[str, Any] = {name: getattr(row, f"ruled_{name}", None) for name in (*told, *FIGURES, *DAYS)}
    first, last = (str(values[name].date()) if stated(values[name]) else "" for name in DAYS)
    if (first or last) and not stated(values["edtf"]):
        values["days"] = f"{first or 'an open beginning'} to {last or 'an open end'}"
    figures = [values[name] for name in FIGURES]
    values["figures"] = bounds(*figures) if any(map(stated, figures)) else None
    return [f"{before}{values[name]}" for name, before in told.items() if stated(values[name])]


def _unused(outcomes: pd.DataFrame, keys: dict[str, str]) -> Shown:
    """How many rulings were used, and which of them are stale or overruled, and why."""
    many = outcomes["outcome"].value_counts()
    why = {
        "stale": "stale (the row is not found as it was ruled on)",
        "overruled": "overruled by later ones",
        "elsewhere": "on articles that were not read",
    }
    said = [f"{counted(many['used'], 'ruling')} used"] + [f"{many[name]:,} {why[name]}" for name in why if many[name]]
    rows = [
        (one.line, one.ruling, links(one.rows, keys) if one.rows
         else printable(f"“{clipped(one.words, 60)}” ({clipped(one.article, 40)})"),
         f"{one.who}, {one.when.date()}", ": ".join(filter(None, (one.outcome, printable(one.said)))))
        for one in rows_of(outcomes) if one.outcome in ("stale", "overruled")
    ]  # fmt: skip
    names = ["line of the file", "ruling", "on", "by", "what became of it"]
    return rows_table(names, rows, f"{'; '.join(said)}.", f"{'; '.join(said)}.")
