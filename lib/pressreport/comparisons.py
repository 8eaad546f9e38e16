"""What comparing comes to, as tables: what does not go together, who repeats whom, estimates by rule, and days between.

Every function gives something that a notebook displays (`tell.Shown`), and says so in words where there is nothing
to show.  Each row leads to its evidence.
"""

from typing import Any

import pandas as pd

from pressframes.compare import behind, believed
from pressframes.compare.believed import Ruled, Weighed
from pressframes.phrases import article_keys, counted, spaced, stated, upper_first
from pressreport.evidence import link, links, rows_of
from pressreport.html import Shown, note, table

# What can be said of two claims that go together, in the order in which the table has them.
_TOGETHER = ("repeats", "updates", "part_of", "agrees")


def pairs(disagreements: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """Accounts that do not go together (`compare.disagreements`), two by two, and why."""
    keys = article_keys(corpus)
    rows = [
        (
            row.relation,
            row.subject,
            link(row.claim_a, keys, f"{row.measure_a}: {row.amount_a} ({row.source_a})"),
            link(row.claim_b, keys, f"{row.measure_b}: {row.amount_b} ({row.source_b})"),
            row.reason,
        )
        for row in rows_of(disagreements)
    ]
    return table(
        pd.DataFrame(rows, columns=["relation", "of whom", "one account", "another", "how they differ"]),
        "Accounts that do not agree, the widest apart first.",
        "No two accounts of the same people disagree.",
    )


def shares(share: pd.DataFrame, part: str = "killed", whole: str = "deployed") -> Shown:
    """The share of the whole that the part would be (`compare.share`), as intervals and in words."""
    rows = [
        (row.subject, percent(row.stated_low, row.stated_high), percent(row.low, row.high), row.reason)
        for row in rows_of(share)
    ]
    return table(
        pd.DataFrame(
            rows, columns=["of whom", "by the figures as stated", "by the bounds of every account", "in words"]
        ),
        f"The {part} as a share of the {whole}.",
        f"No article gives both the {part} and the {whole} of the same people, so that there is no share to compute.",
    )


def percent(low: Any, high: Any) -> str | None:
    """
    >>> percent(0.04, 1 / 3), percent(0.5, 0.5), percent(0.04, None), percent(None, None)
    ('4.0 to 33.3 %', '50.0 %', 'at least 4.0 %', None)
    """
    least, most = (f"{100 * value:.1f}" if stated(value) else "" for value in (low, high))
    if least and most:
        return f"{least} %" if least == most else f"{least} to {most} %"
    if least or most:
        return f"at least {least} %" if least else f"at most {most} %"
    return None


def happenings(joined: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """What the articles report (`pf.chronology`), with the reports of each and how many articles give it."""
    keys = article_keys(corpus)
    rows = [
        (row.kind, row.when, row.label, len(row.articles.split(", ")), links(row.events, keys))
        for row in rows_of(joined)
    ]
    names = ["kind", "when", "what", "articles", "reports"]
    return table(
        pd.DataFrame(rows, columns=names),
        "What happened, with the days that every report of it allows, and the number of articles that report it.",
        "There is nothing of the kind to show.",
    )


def lags(between: pd.DataFrame, from_kind: str) -> Shown:
    """The days from one kind of event to each that may be later (`pf.lags`)."""
    names = {"from_when": f"{from_kind}", "to_kind": "later step", "to_when": "when", "to_label": "what"}
    names |= {"least_days": "least days", "most_days": "most days", "reason": "in words"}
    later = between.loc[between["sign"] != "before", list(names)]
    return table(
        later.rename(columns=names),
        f"Days from {from_kind} to each later step, from the bounds of both.",
        f"No event of the kind {from_kind} is dated with another that may be later, so that no time can be computed.",
    )


def together(relations: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """Claims that go together (`pf.relations`): who repeats or renews whom, what is a part, and what agrees."""
    keys, kinds = article_keys(corpus), relations["relation"].astype("str")
    rows = [
        (spaced(row.relation), link(row.claim_a, keys, f"{row.measure_a}: {row.amount_a} ({row.source_a})"),
         link(row.claim_b, keys, f"{row.measure_b}: {row.amount_b} ({row.source_b})"), row.reason)
        for kind in _TOGETHER
        for row in rows_of(relations[kinds == kind])
    ]  # fmt: skip
    many = ", ".join(f"{number} {spaced(kind)}" for kind in _TOGETHER if (number := int((kinds == kind).sum())))
    names = ["relation", "one claim", "another", "why"]
    caption = f"Claims that go together, and how: {many}."
    return table(
        pd.DataFrame(rows, columns=names), caption, "No two claims repeat, update, contain or support another."
    )


def witnesses(found: pd.DataFrame, claims: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """Who stands behind each figure (`pf.witnesses`), after the sentence on whose word they rest."""
    keys, said = article_keys(corpus), note(behind.answer_witnesses(claims, corpus))
    if found.empty:
        return said
    rows = [
        (f"{row.wording.replace('; ', ' or ')} {row.measure} ({row.subject})", _between(row.least, row.most),
         links(row.claims, keys), row.chains, row.reason)
        for row in rows_of(found)
    ]  # fmt: skip
    names = ["figure", "witnesses", "claims", "chain", "in words"]
    listed = table(pd.DataFrame(rows, columns=names), "Every figure, how many witnesses it has, and the way from each.")
    return Shown(f"{said.markup}\n{listed.markup}", f"{said.words}\n{listed.words}")


def _between(least: int, most: int) -> str:
    return f"{least:,}" if least == most else f"{least:,} to {most:,}"


def estimates(sensitivity: pd.DataFrame, corpus: pd.DataFrame) -> Shown:
    """What each rule makes of each set of figures of one thing, with all sources (`pf.sensitivity`), and why.

    The sets with several sources come first; one with a single source has one row, whatever the rule.
    """
    keys, contested = article_keys(corpus), believed.contested(sensitivity)
    rows = [(one, ruled) for one in contested for ruled in one.rules]
    rows += [(one, one.rules[0]) for one in believed.weighed(sensitivity) if one.sources < 2]
    cells = [
        (one.name, upper_first(ruled.name) if one.sources > 1 else "One source", believed.said(ruled.every),
         links(", ".join(ruled.every.claims), keys), ruled.every.reason)
        for one, ruled in rows
    ]  # fmt: skip
    caption = "The best figure under each rule, with the lowest and the highest in brackets."
    names = ["what", "rule", "estimate", "rests on", "why"]
    return table(pd.DataFrame(cells, columns=names), caption, "No figure was found that could be weighed.")


def without(sensitivity: pd.DataFrame, rule: str) -> Shown:
    """What a rule gives if a source is left out (`pf.sensitivity`), one source a row; sets with several sources."""
    rows = [
        row
        for one in believed.contested(sensitivity)
        for ruled in one.rules
        if ruled.rule == rule
        for row in _each_out(one, ruled)
    ]
    names = ["of whom and what", "left out", "the rule gives", "changed", "why"]
    caption = f"By {believed.RULES[rule]}: with all sources, and with each left out."
    return table(pd.DataFrame(rows, columns=names), caption, "No figure has two sources, so that none can be left out.")


def _each_out(one: Weighed, ruled: Ruled) -> list[tuple[Any, ...]]:
    what = f"{one.name}, {ruled.of_kind}" if ruled.kind else one.name
    every = (what, "nobody", believed.said(ruled.every), "with all", ruled.every.reason)
    outs = [
        (what, out.left_out, believed.said(out), "yes" if out.values != ruled.every.values else "no", out.reason)
        for out in ruled.without
    ]
    return [every, *outs]


def divergence(found: pd.DataFrame) -> Shown:
    """How far reports diverge (`pf.divergence`), one subject and measure a row, those that diverge most first."""
    several = found[found["reports"] > found["events"]].sort_values("mean_dscore", ascending=False, kind="stable")
    rows = [
        (f"{row.measure} ({row.subject})", row.events, row.reports, row.mean_dscore, row.normalized,
         f"{100 * row.share_disagreement:.0f} %")
        for row in rows_of(several)
    ]  # fmt: skip
    names = ["what", "sets of figures", "claims", "mean dscore", "normalized", "sets that disagree"]
    caption = f"How far the reports of one thing diverge: they do for {int((found['mean_dscore'] > 0).sum()):,} of"
    caption += f" {counted(len(found), 'measure and subject', 'measures and subjects')}."
    alone = len(found) - len(several)
    caption += f" Not shown: {alone:,} with one claim a set." if alone else ""
    return table(
        pd.DataFrame(rows, columns=names), caption, "No two claims are of one thing, so that none can diverge."
    )
