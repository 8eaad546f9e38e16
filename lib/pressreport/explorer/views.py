"""What a choice shows: its rows, the marks of its chart, and the passages behind each mark; no widgets here."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from pandas import DataFrame

from pressframes.compare.estimates import METHODS, aggregate
from pressframes.frames.rulings import with_rulings
from pressframes.phrases import article_keys, article_line, bounds, source_of, upper_first
from pressreport import charts
from pressreport.charts.estimates_chart import labels
from pressreport.charts.layout import figure_of, link, style
from pressreport.html import Shown, escape, marked, spans, table
from pressreport.parameters import Explore, select
from pressreport.tables import links, rows_of

AROUND = 250  # characters of the article before and after a sentence
ROUND = 3  # pixels around a mark and its label, so that they are easy to hit


class Mark(NamedTuple):
    """One mark of the chart: its label, and the claims that it stands for."""

    label: str
    claims: tuple[str, ...]


class View:
    """The rows that a choice leaves among the claims, and what is told of them.

    Raises PressframesError for a choice that the articles do not know.
    """

    def __init__(self, given: Explore, corpus: DataFrame, claims: DataFrame, outcomes: DataFrame | None = None) -> None:
        self.given, self.corpus, self.claims, self.outcomes = given, corpus, claims, outcomes
        self.chosen = select(claims, given, corpus, claims)

    def chart(self) -> Axes:
        """The chart of the rows."""
        return charts.estimates(self.chosen, self.corpus, outcomes=self.outcomes)

    def alt(self) -> str:
        """The chart in words."""
        return charts.estimates_alt(self.chosen, self.corpus, outcomes=self.outcomes)

    def marks(self) -> list[Mark]:
        """The accounts in the order of the chart, labelled as there."""
        told = labels(self.chosen, self.corpus)
        return [Mark(f"{one.measure}: {label} – {one.source}", one.claims) for one, label in told]

    def estimates(self) -> Shown:
        """Low, best and high of each set of figures of one thing by the rule of the choice, most sources first."""
        keys = article_keys(self.corpus, self.chosen["article"])
        made = aggregate(self.chosen, self.given.rule)
        told = made.sort_values("sources", ascending=False, kind="stable")
        told["claims"] = told["claims"].map(lambda ids: links(ids, keys)).astype("object")
        named = {"subject": "of whom"} | ({"kind": "kind of source"} if self.given.rule == "by_kind" else {})
        columns = ["measure", *named, "low", "best", "high", "sources", "claims", "reason"]
        return table(
            told[columns].rename(columns=named | {"reason": "why"}),
            f"{upper_first(METHODS[self.given.rule])}: what it makes of the figures of one thing.",
            "No figure is chosen, so that the rule has none to weigh.",
        )

    def passages(self, mark: Mark) -> Shown:
        """The sentences behind a mark, each in its article: the figure bold, its source italic."""
        rows = with_rulings(self.chosen)
        shown = [self._passage(row) for row in rows_of(rows[rows["claim"].isin(mark.claims)])]
        return Shown("\n".join(one.markup for one in shown), "\n\n".join(one.words for one in shown))

    def _passage(self, row: Any) -> Shown:
        text = str(self.corpus.at[row.article, "text"])
        marks = [span._replace(row="") for span in spans(text, row)]  # without ids, which the page has elsewhere
        first, last = row.sentence_start, row.sentence_start + len(row.sentence)
        begin, end = max(first - AROUND, 0), min(last + AROUND, len(text))  # at words, if there are any
        begin = begin and (text.find(" ", begin, first) + 1 or begin)
        if end < len(text) and " " in text[last:end]:
            end = text.rindex(" ", last, end)
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


def areas(drawn: Axes, marks: Iterable[Mark]) -> dict[int, dict[str, float]]:
    """Where marks with a label stand in the chart, by their number: `left`, `top`, `width`, `height`, as its shares.

    The chart gives what belongs to a claim the address of its sentence: the label, what is drawn at it, and the dot of
    a mark among many, which is too small to be aimed at and left out.
    """
    figure = figure_of(drawn)
    addressed = {link(claim): at for at, mark in enumerate(marks) for claim in mark.claims}
    boxes, labels = dict[int, list[Bbox]](), dict[int, Bbox]()
    with style():  # in whose font the labels are as wide as in the picture
        for artist in figure.findobj(lambda artist: artist.get_url() in addressed):
            at, box = addressed[str(artist.get_url())], artist.get_window_extent()
            boxes.setdefault(at, []).append(box)
            if isinstance(artist, Text):
                labels[at] = box
    areas, page = {}, figure.bbox
    for at, label in labels.items():
        near = [box for box in boxes[at] if abs(box.y0 + box.y1 - label.y0 - label.y1) / 2 < 2 * label.height]
        box = Bbox.union(near).padded(ROUND)
        shares = (box.x0 / page.width, 1 - box.y1 / page.height, box.width / page.width, box.height / page.height)
        areas[at] = dict(zip(("left", "top", "width", "height"), map(float, shares), strict=True))
    return areas
