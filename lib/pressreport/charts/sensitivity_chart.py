"""The chart of what changes if others are believed: low, best and high under every rule, with each source left out.

A set of figures with two sources or more has a heading; a row is a rule with all sources, and below it the rows of
those who make a difference by being left out; rules that come to the same are one.
"""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from pressframes.compare import believed
from pressframes.compare.believed import Estimate, Ruled, Weighed
from pressframes.frames.effective import ids
from pressframes.phrases import article_keys, counted, listed, period, upper_first
from pressreport.charts import foot, layout, scales
from pressreport.charts import marks as charts_marks
from pressreport.charts.showing import style

SETS, ROWS = 8, 40  # sets of figures that a chart shows, and rows in all of them; more are counted
_HEADING, _GAP = 30.0, 8.0
_LEFT, _INDENT = layout.EDGE - layout.LEFT, 14.0
_ROOM = 6.0  # points beyond the largest figure


class Row(NamedTuple):
    """One estimate with the lines above its mark; a row without estimate is only said."""

    measure: str
    lines: list[str]
    estimate: Estimate | None
    label: layout.Label | None
    indent: float
    bold: bool

    @property
    def height(self) -> float:
        """Points, with the gap after it."""
        mark = layout.TEXT * layout.LEADING + (self.label.height if self.label else 0) if self.estimate else 0
        return len(self.lines) * layout.SMALL * layout.LEADING + mark + _GAP


class Block(NamedTuple):
    """A set of figures and its rows."""

    name: str
    measure: str
    rows: list[Row]

    @property
    def height(self) -> float:
        """Points, with heading and gap."""
        return _HEADING + sum(row.height for row in self.rows) + _GAP


def sensitivity(sensitivity: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The axes with the estimates of a frame `sensitivity` (or `estimates`); in `ax`, or on a page of its own.

    A filled mark is the best figure, a bar runs from low to high; no best has no mark, and no figure no row but
    words.  Rules that are not in the frame are not drawn, so that a part of the frame gives a part of the chart.  A
    frame in which no figure has two sources gives a page that says so.
    """
    with style():
        found = believed.contested(sensitivity)
        keys = article_keys(articles, _cited(sensitivity))
        title, said = believed.headline(sensitivity), _foot(sensitivity, articles, keys)
        if not found:
            return layout.without_rows(ax, layout.Frame(title, [believed.answer_sensitivity(sensitivity)], said))
        drawn = layout.blank(ax)
        shown = _shown(found)
        values = [v for one in shown for rule in one.rules for e in (rule.every, *rule.without) for v in e.values if v]
        scale = scales.counts(drawn, values, _ROOM)
        blocks = [Block(_name(one, keys), one.measure, _rows(drawn, one)) for one in shown]
        frame = layout.Frame(title, _subtitle(articles, _cited(sensitivity)), said)
        layout.page(drawn, frame, sum(block.height for block in blocks), own=ax is None, axis=scale.axis)
        layout.ticks(drawn, scale.marks, scale.note)
        top = 0.0
        for block in blocks:
            _draw_block(drawn, block, top)
            top += block.height
        return drawn


def _cited(sensitivity: pd.DataFrame) -> list[str]:
    claims = [claim for cell in sensitivity["claims"] for claim in ids(cell)]
    return list(dict.fromkeys(claim.rpartition(":")[0] for claim in claims))


def _shown(found: list[Weighed]) -> list[Weighed]:
    """The first sets, as many as have room; at least one."""
    room, shown = ROWS, list[Weighed]()
    for one in found[:SETS]:
        room -= sum(1 + len(rules[0].changed) for rules in _alike(one))
        if shown and room < 0:
            break
        shown.append(one)
    return shown


def _subtitle(articles: pd.DataFrame, cited: Sequence[str]) -> list[str]:
    when = period(articles, cited)
    said = f"Persons, by rule and by who is left out{f'; articles {when}' if when else ''}."
    told = "Mark: the best figure. Bar: from the lowest to the highest. No mark: the rule gives no best."
    return [said, f"{told} Who is not said to be left out makes no difference."]


def _foot(sensitivity: pd.DataFrame, articles: pd.DataFrame, keys: dict[str, str]) -> list[str]:
    every, found = believed.weighed(sensitivity), believed.contested(sensitivity)
    single, more = len(every) - len(found), len(found) - len(_shown(found))
    said = [f"{counted(len(every), 'set')} of figures of one thing."]
    said += [f"{single:,} with one source, without which nothing is said, not drawn."] if single else []
    said += [f"{more:,} more with several sources stand in the table."] if more else []
    return foot.lines(" ".join(said), articles, keys, sensitivity)


def _name(one: Weighed, keys: dict[str, str]) -> str:
    """What is counted of whom, by how many, and where: sets of one subject are told apart by their articles."""
    ids = tuple(dict.fromkeys(claim.rpartition(":")[0] for claim in one.claims))
    where = foot.cited(ids, keys) or f"[{ids[0]}]"
    return f"{upper_first(one.name)}: {counted(one.sources, 'source')} {where}"


def _alike(one: Weighed) -> list[list[Ruled]]:
    """The rules, those together that come to the same whoever is left out."""
    groups: dict[object, list[Ruled]] = {}
    for rule in one.rules:
        changed = [(out.left_out, out.values) for out in rule.changed]
        groups.setdefault((rule.kind, rule.every.values, tuple(changed)), []).append(rule)
    return list(groups.values())


def _rows(ax: Axes, one: Weighed) -> list[Row]:
    made = []
    for rules in _alike(one):
        names = upper_first(listed([rule.name for rule in rules])) + _of(rules[0])
        made.append(_row(ax, one.measure, names, rules[0].every, 0, bold=True))
        made += [_row(ax, one.measure, f"without {e.left_out}", e, _INDENT, bold=False) for e in rules[0].changed]
    return made


def _of(rule: Ruled) -> str:
    """How many sources of a kind there are, and that none of several makes a difference."""
    many = f", {counted(rule.every.sources, 'source')}" if rule.kind else ""
    same = len(rule.without) > 1 and rule.every.sources > 1 and not rule.changed
    return f"{many}: the same whoever is left out" if same else many


def _row(ax: Axes, measure: str, words: str, estimate: Estimate, indent: float, *, bold: bool) -> Row:
    lines = layout.wrapped(words, layout.SMALL, layout.WIDTH - 2 * layout.EDGE - indent, lines=2)
    ends = [layout.points_of(ax, value) for value in estimate.values if value is not None]
    if not ends:
        return Row(measure, [f"{lines[0]}: no figure"], None, None, indent, bold=False)
    half = charts_marks.DOT / 2
    return Row(
        measure, lines, estimate,
        layout.label(ax, believed.said(estimate), min(ends) - half, max(ends) + half, bold=bold), indent, bold,
    )  # fmt: skip


def _draw_block(ax: Axes, block: Block, top: float) -> None:
    colour, shape = charts_marks.LOOKS[block.measure]
    middle, at = top + _HEADING / 2 + 2, layout.value_at(ax, _LEFT + 6)
    layout.plot(ax, [at], [middle], color=colour, marker=shape, markersize=9, linestyle="")
    words = layout.shortened(block.name, layout.HEAD, layout.WIDTH - 2 * layout.EDGE - 18, bold=True)
    layout.write(ax, _LEFT + 18, middle, words, size=layout.HEAD, fontweight="bold")
    top += _HEADING
    for row in block.rows:
        _draw_row(ax, row, top)
        top += row.height


def _draw_row(ax: Axes, row: Row, top: float) -> None:
    for line in row.lines:
        middle = top + layout.SMALL * layout.LEADING / 2
        layout.write(ax, _LEFT + row.indent, middle, line, size=layout.SMALL, colour=layout.SOFT)
        top += layout.SMALL * layout.LEADING
    if row.estimate and row.label:
        y = top + layout.TEXT * layout.LEADING / 2
        _draw_mark(ax, row, row.estimate, y)
        weight, url = "bold" if row.bold else "normal", layout.link(row.estimate.claims[0])
        layout.write(ax, row.label.x, y + row.label.height, row.label.text, fontweight=weight, url=url)


def _draw_mark(ax: Axes, row: Row, one: Estimate, y: float) -> None:
    """A bar with ends from low to high, lighter if a source is left out, and the best figure on it."""
    colour, shape = charts_marks.LOOKS[row.measure]
    url, alpha = layout.link(one.claims[0]), 1.0 if row.bold else 0.55
    ends = [value for value in (one.low, one.high) if value is not None]
    if len(ends) == 2 and ends[0] < ends[1]:
        layout.plot(ax, ends, [y, y], color=colour, linewidth=3, alpha=alpha, url=url)
    if ends and (ends[0] < ends[-1] or one.best is None):
        layout.plot(
            ax, ends, [y] * len(ends), color=colour, marker="|", markersize=11, markeredgewidth=2.5, linestyle="",
            alpha=alpha, url=url,
        )  # fmt: skip
    if one.best is not None:
        layout.plot(ax, [one.best], [y], color=colour, marker=shape, markersize=charts_marks.DOT, linestyle="", url=url)


def sensitivity_alt(sensitivity: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the chart shows, in full sentences."""
    found = believed.contested(sensitivity)
    if not found:
        return believed.answer_sensitivity(sensitivity)
    shown = _shown(found)
    told = [f"{upper_first(one.name)}: {'; '.join(map(_ruled_alt, one.rules))}." for one in shown]
    many = f"{counted(len(found), 'set')} of figures with several sources from {counted(len(articles), 'article')}"
    begun = f"Chart of {many}, under each rule and with each source left out."
    return foot.spoken(f"{begun} {believed.headline(sensitivity)}. {' '.join(told)}", sensitivity)


def _ruled_alt(rule: Ruled) -> str:
    without = [f"{believed.said(one)} without {one.left_out}" for one in rule.changed]
    return ", ".join([f"{rule.name}, {believed.said(rule.every)}", *without])
