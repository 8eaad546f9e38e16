"""What a choice shows: its rows, the marks of its chart, and the passages behind each mark; no widgets here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

from pressframes.compare.aggregation import aggregate
from pressframes.compare.believed import RULES
from pressframes.frames.effective import effective
from pressframes.phrases import article_keys, article_line, bounds, source_of, upper_first
from pressreport import charts, parameters
from pressreport.charts.estimates_chart import labels
from pressreport.charts.layout import link
from pressreport.charts.showing import figure_of, style
from pressreport.html import Shown, escape, table
from pressreport.passages import marked, spans
from pressreport.tables import links, rows_of

AROUND = 250  # characters of the article before and after a sentence
ROUND = 3  # pixels around a mark and its label, so that they are easy to hit


class Mark(NamedTuple):
    """One mark of the chart: its label, and the claims that it stands for."""

    label: str
    claims: tuple[str, ...]


class Area(NamedTuple):
    """Where a mark and its words stand in the chart: shares of its width and height, from the left and the top."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class View:
    """The rows that a choice leaves, and what is told of them."""

    given: parameters.Explore
    corpus: pd.DataFrame
    chosen: pd.DataFrame

    @classmethod
    def of(cls, given: parameters.Explore, corpus: pd.DataFrame, claims: pd.DataFrame) -> "View":
        """The view of a choice among the claims; raises PressframesError for one that the articles do not know."""
        return cls(given, corpus, parameters.select(claims, given, corpus, claims))

    def chart(self) -> Axes:
        """The chart of the rows."""
        return charts.estimates(self.chosen, self.corpus)

    def alt(self) -> str:
        """The chart in words."""
        return charts.estimates_alt(self.chosen, self.corpus)

    def marks(self) -> list[Mark]:
        """The accounts in the order of the chart, labelled as there."""
        told = labels(self.chosen, self.corpus)
        return [Mark(f"{one.measure}: {label} – {one.source}", one.claims) for one, label in told]

    def estimates(self) -> Shown:
        """Low, best and high of each set of figures of one thing by the rule of the choice, most sources first."""
        keys = article_keys(self.corpus, self.chosen["article"])
        made = aggregate(self.chosen, self.given.rule, self.corpus)
        rows = [
            (one.measure, one.subject, one.kind, one.low, one.best, one.high, one.sources, links(one.claims, keys),
             one.reason)
            for one in sorted(rows_of(made), key=lambda one: -int(one.sources))
        ]  # fmt: skip
        names = ["measure", "of whom", "kind of source", "low", "best", "high", "sources", "claims", "why"]
        told = pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[3:6], "Int64"))
        return table(
            told.drop(columns=[] if self.given.rule == "by_kind" else "kind of source"),
            f"{upper_first(RULES[self.given.rule])}: what it makes of the figures of one thing.",
            "No figure is chosen, so that the rule has none to weigh.",
        )

    def passages(self, mark: Mark) -> Shown:
        """The sentences behind a mark, each in its article: the figure bold, its source italic."""
        rows = effective(self.chosen)
        shown = [self._passage(row) for row in rows_of(rows[rows["claim"].isin(mark.claims)])]
        return Shown("\n".join(one.markup for one in shown), "\n\n".join(one.words for one in shown))

    def _passage(self, row: Any) -> Shown:
        text = str(self.corpus.at[row.article, "text"])
        marks = [span._replace(row="") for span in spans(text, row)]  # without ids, which the page has elsewhere
        first, last = row.sentence_start, row.sentence_start + len(row.sentence)
        begin, end = _opening(text, first), _ending(text, last)
        before = marked(text, [], begin, max(begin, len(text[:first].rstrip())))
        after = marked(text, [], min(end, len(text) - len(text[last:].lstrip())), end)
        said = marked(text, marks, first, last)
        figure = f"{row.measure}: {bounds(row.best, row.low, row.high)}; {source_of(row)}"
        title = f"[{article_keys(self.corpus)[row.article]}] {article_line(row.article, self.corpus)}"
        cut = ["…" if begin else "", "…" if end < len(text) else ""]
        quoted = f"{cut[0]}{before.markup}<blockquote>{said.markup}</blockquote>{after.markup}{cut[1]}"
        return Shown(
            f'<p><b>{escape(figure)}</b><br>{escape(title)}</p>\n<div class="pf-around">{quoted}</div>',
            f"{figure}\n{title}\n{cut[0]}{before.words} »{said.words}« {after.words}{cut[1]}",
        )


def areas(drawn: Axes, marks: Iterable[Mark]) -> dict[int, Area]:
    """Where marks with a label stand in the chart, by their number, each with its label.

    The chart gives what belongs to a claim the address of its sentence: the label, what is drawn at it, and the dot of
    a mark among many, which is too small to be aimed at.
    """
    figure = figure_of(drawn)
    addressed = {link(claim): at for at, mark in enumerate(marks) for claim in mark.claims}
    boxes: dict[int, list[Bbox]] = {}
    labels: dict[int, Bbox] = {}
    with style():  # in whose font the labels are as wide as in the picture
        for artist in figure.findobj(lambda artist: artist.get_url() in addressed):
            at, box = addressed[str(artist.get_url())], artist.get_window_extent()
            boxes.setdefault(at, []).append(box)
            if isinstance(artist, Text):
                labels[at] = box
    return {at: _area([box for box in boxes[at] if _beside(box, label)], figure.bbox) for at, label in labels.items()}


def _beside(box: Bbox, label: Bbox) -> bool:
    return bool(abs(box.y0 + box.y1 - label.y0 - label.y1) / 2 < 2 * label.height)


def _area(boxes: list[Bbox], page: BboxBase) -> Area:
    box = Bbox.union(boxes).padded(ROUND)
    shares = (box.x0 / page.width, 1 - box.y1 / page.height, box.width / page.width, box.height / page.height)
    return Area(*map(float, shares))


def _opening(text: str, first: int) -> int:
    """Where to begin to show what stands before a sentence: at a word."""
    at = max(first - AROUND, 0)
    return text.index(" ", at, first) + 1 if at and " " in text[at:first] else at


def _ending(text: str, last: int) -> int:
    at = min(last + AROUND, len(text))
    return text.rindex(" ", last, at) if at < len(text) and " " in text[last:at] else at
