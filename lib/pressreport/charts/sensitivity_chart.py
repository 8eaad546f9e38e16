"""The chart of what changes if others are believed: low, best and high under every rule, with each source left out.

A set of figures with two sources or more has a heading; a row is a rule with all sources, and below it the rows of
those who make a difference by being left out; rules that come to the same are one.
"""

from collections.abc import Iterable
from functools import partial

from matplotlib.axes import Axes
from pandas import DataFrame

from pressframes.compare import estimates
from pressframes.compare.estimates import Estimate, Method, Weighed
from pressframes.compare.incidents import labels
from pressframes.frames.schemas import ids
from pressframes.phrases import article_keys, counted, listed, upper_first
from pressreport.charts import layout
from pressreport.charts.layout import Mark, Part, Rows

SETS, ROWS = 8, 40  # sets of figures that a chart shows, and rows in all of them; more are counted
_GAP, _INDENT = 8.0, 14.0
_ROOM = 6.0  # points beyond the largest figure


@layout.style()
def sensitivity(
    sensitivity: DataFrame, articles: DataFrame, ax: Axes | None = None, *, claims: Rows = None, outcomes: Rows = None
) -> Axes:
    """The axes with the estimates of a frame `sensitivity` (or `estimates`); in `ax`, or on a page of its own.

    A filled mark is the best figure, a bar runs from low to high; no best has no mark, and no figure no row but
    words.  Rules that are not in the frame are not drawn, so that a part of the frame gives a part of the chart.  A
    frame in which no figure has two sources gives a page that says so.
    """
    found, cited = estimates.contested(sensitivity), _articles(id_ for of in sensitivity["claims"] for id_ in ids(of))
    shown, keys = _shown(found), article_keys(articles, cited)
    every, title = len(estimates.weighed(sensitivity)), estimates.headline(sensitivity)
    if claims is not None and len(names := [*labels(claims).values()]) == 1:
        title = f"{title} ({names[0]})"
    many = f"{counted(every, 'set')} of figures of one thing."
    if single := every - len(found):
        many += f" {single:,} with one source, without which nothing is said, not drawn."
    if more := len(found) - len(shown):
        many += f" {more:,} more with several sources stand in the table."
    told = layout.caption(many, articles, keys, claims, outcomes)
    if not found:
        return layout.without_rows(ax, (title, [estimates.answer_sensitivity(sensitivity)], told))
    drawn = layout.blank(ax)
    values = [v for one in shown for rule in one.methods for e in (rule.every, *rule.without) for v in e.values if v]
    scale = layout.counts(drawn, values, _ROOM)
    marks = "Mark: the best figure. Bar: from the lowest to the highest. No mark: the rule gives no best."
    subtitle = [
        layout.dated("Persons, by rule and by who is left out", articles, cited),
        f"{marks} Who is not said to be left out makes no difference.",
    ]
    blocks = [_block(drawn, one, keys) for one in shown]
    return layout.page(drawn, (title, subtitle, told), blocks, scale, own=ax is None)


def _articles(claims: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(claim.rpartition(":")[0] for claim in claims))


def _shown(found: list[Weighed]) -> list[Weighed]:
    """The first sets, as many as have room for their rows; at least one."""
    return layout.with_room(found[:SETS], ROWS, lambda one: sum(1 + len(rules[0].changed) for rules in _alike(one)))


def _alike(one: Weighed) -> list[list[Method]]:
    """The rules, those together that come to the same whoever is left out."""
    groups: dict[object, list[Method]] = {}
    for rule in one.methods:
        changed = [(out.left_out, out.values) for out in rule.changed]
        groups.setdefault((rule.kind, rule.every.values, tuple(changed)), []).append(rule)
    return list(groups.values())


def _block(ax: Axes, one: Weighed, keys: dict[str, str]) -> Part:
    """What is counted of whom, by how many, and where: sets of one subject are told apart by their articles."""
    where = layout.cited(tuple(_articles(one.claims)), keys) or f"[{_articles(one.claims)[0]}]"
    title, look = f"{upper_first(one.name)}: {counted(one.sources, 'source')} {where}", layout.LOOKS[one.measure]
    rows = []
    for rules in _alike(one):
        first = rules[0]
        words = upper_first(listed([rule.name for rule in rules]))
        words += f", {counted(first.every.sources, 'source')}" if first.kind else ""
        if len(first.without) > 1 and first.every.sources > 1 and not first.changed:
            words += ": the same whoever is left out"
        rows += [_row(ax, look, words, first.every)]
        rows += [_row(ax, look, f"without {out.left_out}", out, without=True) for out in first.changed]
    return layout.stack([layout.heading(ax, title, look, 30, 17), layout.stack(rows), Part(_GAP)])


def _row(ax: Axes, look: tuple[str, str], words: str, one: Estimate, *, without: bool = False) -> Part:
    indent = _INDENT * without
    lines = layout.wrapped(words, layout.SMALL, layout.WIDE - indent, lines=2)
    ends = [layout.points_of(ax, value) for value in one.values if value is not None]
    if not ends:
        return layout.row(ax, [f"{lines[0]}: no figure"], None, _GAP, indent=indent)
    half, draw = layout.DOT / 2, partial(_draw, ax, look, one, 0.55 if without else 1.0)
    url = layout.link(one.claims[0])
    mark = Mark(estimates.said(one), min(ends) - half, max(ends) + half, draw, not without, url)
    return layout.row(ax, lines, mark, _GAP, indent=indent)


def _draw(ax: Axes, look: tuple[str, str], one: Estimate, alpha: float, y: float) -> None:
    """A bar with ends from low to high, lighter if a source is left out, and the best figure on it."""
    (colour, shape), url = look, layout.link(one.claims[0])
    ends = [value for value in (one.low, one.high) if value is not None]
    bar = {"color": colour, "alpha": alpha, "url": url}
    if len(ends) == 2 and ends[0] < ends[1]:
        layout.plot(ax, ends, [y, y], **bar, linewidth=3)
    if ends and (ends[0] < ends[-1] or one.best is None):
        layout.plot(ax, ends, [y] * len(ends), **bar, marker="|", markersize=11, markeredgewidth=2.5, linestyle="")
    if one.best is not None:
        layout.plot(ax, [one.best], [y], color=colour, marker=shape, markersize=layout.DOT, linestyle="", url=url)


def sensitivity_alt(sensitivity: DataFrame, articles: DataFrame, *, claims: Rows = None, outcomes: Rows = None) -> str:
    """What the chart shows, in full sentences."""
    found = estimates.contested(sensitivity)
    if not found:
        return estimates.answer_sensitivity(sensitivity)
    many = f"{counted(len(found), 'set')} of figures with several sources from {counted(len(articles), 'article')}"
    said = [f"Chart of {many}, under each rule and with each source left out. {estimates.headline(sensitivity)}."]
    for one in _shown(found):
        rules = [
            ", ".join([f"{rule.name}, {estimates.said(rule.every)}"]
                      + [f"{estimates.said(out)} without {out.left_out}" for out in rule.changed])
            for rule in one.methods
        ]  # fmt: skip
        said += [f"{upper_first(one.name)}: {'; '.join(rules)}."]
    return layout.spoken(" ".join(said), claims, outcomes)
