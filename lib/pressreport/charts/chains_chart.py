"""The chart of chains: from who says so, through who passes it on, to the article, for each figure.

Three columns from left to right; a source that several articles quote is one node with as many lines.  A filled node
is a source with a name, which can be told from every other; a hollow one may be one of them.
"""

from matplotlib.axes import Axes
from pandas import DataFrame

from pressframes.compare import corroboration
from pressframes.compare.corroboration import Standing, Voice, standings
from pressframes.compare.incidents import of_what
from pressframes.compare.reports import ReportedFigure, one_voice
from pressframes.phrases import article_keys, counted, source_of, stated
from pressframes.safe import printable
from pressreport.charts import layout
from pressreport.charts.layout import LINE, Part, Rows

CHAINS = 24  # lines that a chart shows; the rest stands in the table
_COLUMNS = {"who says so": layout.BEGIN, "passed on by": 160.0, "printed in": 276.0}  # where each begins, in points
_WIDE = (148.0, 96.0, 112.0)  # how wide its words may be, after the node
_NODE, _TRUNK = 12.0, 8.0
_HEAD, _GAP = 24.0, 8.0


@layout.style()
def chains(claims: DataFrame, articles: DataFrame, ax: Axes | None = None, *, outcomes: Rows = None) -> Axes:
    """The axes with the chains of every figure, those with most articles first; in `ax`, or on a page of its own.

    Each figure says how many independent witnesses it has.  No claims give a page that says so.
    """
    found, keys = standings(claims), article_keys(articles, claims["article"])
    title, shown = of_what(claims, corroboration.headline(found)), _shown(found)
    many = f"{counted(len(found), 'figure')}, {counted(len(keys), 'article')}."
    if len(shown) < len(found):
        many += f" Shown: {len(shown)} with longer or several chains; the others stand in the table."
    told = layout.caption(many, articles, keys, claims, outcomes)
    if not found:
        return layout.without_rows(ax, (title, [corroboration.answer(found)], told))
    drawn = layout.blank(ax)
    drawn.set_xlim(0, layout.across(drawn))  # a value is a point
    subtitle = [
        layout.dated("From who says so to where it is printed", articles, claims["article"]),
        "Filled: a source with a name. Hollow: one without, who may be one of the others.",
    ]

    def draw_columns(top: float) -> None:
        for said, x in _COLUMNS.items():
            layout.remark(drawn, x, LINE / 2, said)

    parts = [Part(_HEAD, draw_columns), layout.stack([_block(drawn, one, keys) for one in shown])]
    return layout.page(drawn, (title, subtitle, told), parts, None, own=ax is None, axis=0)


def _shown(found: list[Standing]) -> list[Standing]:
    """The figures with most articles, sources and steps, in their order; as many as have room."""
    chained = [one for one in found if _ways(one) > 1 or any(stated(told.row.via) for told in one.reports)]
    many = found if sum(map(_ways, found)) <= CHAINS else chained or found
    ranked = sorted(many, key=lambda one: (-len({told.article for told in one.reports}), -one.most))
    shown = layout.with_room(ranked, CHAINS, _ways)
    return [one for one in found if one in shown]


def _ways(one: Standing) -> int:
    """How many different chains it has."""
    return len({(voice.label, str(told.row.via), told.article) for voice in one.voices for told in voice.reports})


def _block(ax: Axes, one: Standing, keys: dict[str, str]) -> Part:
    """A figure with its heading, how many witnesses there are and why they may be fewer, and its sources."""
    look = layout.LOOKS[one.first.measure]
    words = " or ".join(dict.fromkeys(told.amount for told in one.reports))
    witnesses = one.reason if one.least == one.most else f"{one.least:,} to {one.most:,} witnesses: {one.reason}"
    if one.most == 1:
        witnesses = "one witness" if one.named else "one witness without a name"
    return layout.stack([
        layout.heading(ax, f"{words} {one.first.predicate} ({one.first.subject})", look, _HEAD, _HEAD / 2, lines=2),
        layout.row(ax, layout.wrapped(witnesses, layout.SMALL, layout.WIDE, lines=2), None, _GAP),
        layout.stack([_source(ax, voice, keys, look[0]) for voice in one.voices]),
        Part(_GAP),
    ])  # fmt: skip


def _source(ax: Axes, voice: Voice, keys: dict[str, str], colour: str) -> Part:
    """A source, its words, and its ways to articles, each below the other."""
    row = voice.reports[0].row
    named = voice.named and not (stated(row.via) and one_voice(voice.label, printable(row.via).removeprefix("the ")))
    words = voice.label if named else source_of(row._replace(via=None))
    lines = layout.wrapped(words, layout.SMALL, _WIDE[0], lines=3)
    by_way = {(told.row.via, told.article): told for told in reversed(voice.reports)}
    ways = []
    for told in reversed(by_way.values()):
        via = layout.wrapped(printable(told.row.via), layout.SMALL, _WIDE[1], lines=3) if stated(told.row.via) else []
        where = f"[{keys[told.article]}]" if len(keys) <= layout.NAMED else printable(told.article)
        article = layout.wrapped(where, layout.SMALL, _WIDE[2], lines=2)
        ways.append((told, via, article, max(len(via), len(article)) * LINE + _GAP))
    x, x_via, x_article = _COLUMNS.values()

    def draw(top: float) -> None:
        y = first = top + LINE / 2
        start = _draw_node(ax, x, first, lines, colour, ways[0][0], filled=named)
        for told, via, article, height in ways:
            line = {"color": layout.SOFT, "linewidth": 1, "zorder": 3}
            if y > first:
                start = x_via - _TRUNK
                layout.plot(ax, [start, start], [first, y], **line)
            line["url"] = layout.link(told.claim)
            layout.plot(ax, [start, x_via if via else x_article], [y, y], **line)
            if via:
                layout.plot(ax, [_draw_node(ax, x_via, y, via, colour, told), x_article], [y, y], **line)
            _draw_node(ax, x_article, y, article, colour, told)
            y += height

    return Part(max(len(lines) * LINE + _GAP, sum(height for *_, height in ways)), draw)


def _draw_node(
    ax: Axes, x: float, y: float, lines: list[str], colour: str, told: ReportedFigure, *, filled: bool = True
) -> float:
    """A node with its words; where the line after it begins."""
    url = layout.link(told.claim)
    layout.plot(
        ax, [x + 4], [y], color=colour, marker="o", markersize=6, linestyle="", markeredgewidth=1.5,
        markerfacecolor=colour if filled else "white", url=url,
    )  # fmt: skip
    for at, line in enumerate(lines):
        layout.write(ax, x + _NODE, y + at * LINE, line, size=layout.SMALL, url=url)
    return x + _NODE + layout.width_of(lines[0], layout.SMALL) + 5


def chains_alt(claims: DataFrame, articles: DataFrame, *, outcomes: Rows = None) -> str:
    """What the chart shows, in full sentences."""
    found = standings(claims)
    if not found:
        return corroboration.answer(found)
    told = [f"{one.wording} {one.first.predicate}: {one.reason}" for one in _shown(found)]
    many = f"{counted(len(found), 'figure')} from {counted(len(articles), 'article')}"
    begun = f"Chart of {many}, each with the chain from its source to its article."
    return layout.spoken(f"{begun} {corroboration.answer(found)} {'; '.join(told)}.", claims, outcomes)
