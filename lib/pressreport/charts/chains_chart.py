"""The chart of chains: from who says so, through who passes it on, to the article, for each figure.

Three columns from left to right; a source that several articles quote is one node with as many lines.  A filled node
is a source with a name, which can be told from every other; a hollow one may be one of them.
"""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from pressframes.compare import behind
from pressframes.compare.account import one_voice
from pressframes.compare.independence import Standing, Voice, standings
from pressframes.compare.told import Told
from pressframes.phrases import article_keys, counted, period, source_of, stated
from pressframes.safe import printable
from pressreport.charts import foot, layout
from pressreport.charts import marks as charts_marks
from pressreport.charts.showing import style

CHAINS = 24  # lines that a chart shows; the rest stands in the table
_LEFT = layout.EDGE - layout.LEFT
_COLUMNS = {"who says so": _LEFT, "passed on by": 160.0, "printed in": 276.0}  # where each begins, in points
_WIDE = (148.0, 96.0, 112.0)  # how wide its words may be, after the node
_NODE, _TRUNK = 12.0, 8.0
_HEAD, _GAP, _LINE = 24.0, 8.0, layout.SMALL * layout.LEADING


class Link(NamedTuple):
    """One way to an article: the words of who passes it on and of where it stands."""

    told: Told
    via: list[str]
    article: list[str]

    @property
    def height(self) -> float:
        """Points, with the gap after it."""
        return max(len(self.via), len(self.article), 1) * _LINE + _GAP


class Source(NamedTuple):
    """A source, its words, and its ways."""

    named: bool
    words: list[str]
    links: list[Link]

    @property
    def height(self) -> float:
        """Points: of its own words, or of all of its ways."""
        return max(len(self.words) * _LINE + _GAP, sum(link.height for link in self.links))


class Block(NamedTuple):
    """A figure with its heading and sources."""

    one: Standing
    title: list[str]
    reason: list[str]
    sources: list[Source]

    @property
    def heading(self) -> float:
        """Points of the title."""
        return _HEAD + (len(self.title) - 1) * layout.HEAD * layout.LEADING

    @property
    def height(self) -> float:
        """Points, with the gap after it."""
        return self.heading + len(self.reason) * _LINE + 2 * _GAP + sum(source.height for source in self.sources)


def chains(claims: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """The axes with the chains of every figure, those with most articles first; in `ax`, or on a page of its own.

    Each figure says how many independent witnesses it has.  No claims give a page that says so.
    """
    with style():
        found, keys = standings(claims, articles), article_keys(articles, claims["article"])
        title, shown = behind.headline(found), _shown(found)
        if not found:
            said = behind.answer(found)
            return layout.without_rows(ax, layout.Frame(title, [said], _foot(found, shown, claims, articles, keys)))
        drawn = layout.blank(ax)
        drawn.set_xlim(0, layout.across(drawn))  # a value is a point
        blocks = [_block(one, keys) for one in shown]
        frame = layout.Frame(title, _subtitle(articles, claims["article"]), _foot(found, shown, claims, articles, keys))
        layout.page(drawn, frame, _HEAD + sum(block.height for block in blocks), own=ax is None, axis=0)
        drawn.set_axis_off()
        for said, x in _COLUMNS.items():
            layout.write(drawn, x, _LINE / 2, said, size=layout.SMALL, colour=layout.SOFT)
        top = _HEAD
        for block in blocks:
            _draw_block(drawn, block, top)
            top += block.height
        return drawn


def _shown(found: list[Standing]) -> list[Standing]:
    """The figures with most articles, sources and steps, in their order; as many as have room."""
    chained = [one for one in found if len(_ways(one)) > 1 or any(stated(told.row.via) for told in one.told)]
    few = sum(len(_ways(one)) for one in found) <= CHAINS
    ranked = sorted(found if few else chained or found, key=lambda one: (-len(_articles(one)), -one.most))
    room, kept = CHAINS, list[Standing]()
    for one in ranked:
        room -= len(_ways(one))
        if kept and room < 0:
            break
        kept.append(one)
    return [one for one in found if one in kept]


def _ways(one: Standing) -> set[tuple[str, str, str]]:
    """Its chains, each once."""
    return {(voice.label, str(told.row.via), told.article) for voice in one.voices for told in voice.told}


def _articles(one: Standing) -> set[str]:
    return {told.article for told in one.told}


def _subtitle(articles: pd.DataFrame, cited: Iterable[str]) -> list[str]:
    when = period(articles, cited)
    told = f"From who says so to where it is printed{f'; articles {when}' if when else ''}."
    return [told, "Filled: a source with a name. Hollow: one without, who may be one of the others."]


def _foot(
    found: list[Standing], shown: list[Standing], claims: pd.DataFrame, articles: pd.DataFrame, keys: dict[str, str]
) -> list[str]:
    many = f"{counted(len(found), 'figure')}, {counted(len(keys), 'article')}."
    if len(shown) < len(found):
        many += f" Shown: {len(shown)} with longer or several chains; the others stand in the table."
    return foot.lines(many, articles, keys, claims)


def _block(one: Standing, keys: dict[str, str]) -> Block:
    wide = layout.WIDTH - 2 * layout.EDGE
    words = " or ".join(dict.fromkeys(told.account.amount for told in one.told))
    title = f"{words} {one.first.predicate} ({one.first.subject})"
    return Block(
        one,
        layout.wrapped(title, layout.HEAD, wide - 18, lines=2, bold=True),
        layout.wrapped(_witnesses(one), layout.SMALL, wide, lines=2),
        [_source(voice, keys) for voice in one.voices],
    )


def _witnesses(one: Standing) -> str:
    """How many there are, and why they may be fewer."""
    if one.most == 1:
        return "one witness" if one.named else "one witness without a name"
    return one.reason if one.least == one.most else f"{one.least:,} to {one.most:,} witnesses: {one.reason}"


def _source(voice: Voice, keys: dict[str, str]) -> Source:
    by_way = {(told.row.via, told.article): told for told in reversed(voice.told)}
    links = [_link(told, keys) for told in reversed(by_way.values())]
    row = voice.told[0].row
    named = voice.named and not (stated(row.via) and one_voice(voice.label, printable(row.via).removeprefix("the ")))
    words = voice.label if named else source_of(row._replace(via=None))
    return Source(named, layout.wrapped(words, layout.SMALL, _WIDE[0], lines=3), links)


def _link(told: Told, keys: dict[str, str]) -> Link:
    via = layout.wrapped(printable(told.row.via), layout.SMALL, _WIDE[1], lines=3) if stated(told.row.via) else []
    where = f"[{keys[told.article]}]" if len(keys) <= foot.NAMED else printable(told.article)
    return Link(told, via, layout.wrapped(where, layout.SMALL, _WIDE[2], lines=2))


def _draw_block(ax: Axes, block: Block, top: float) -> None:
    colour, shape = charts_marks.LOOKS[block.one.first.measure]
    layout.plot(ax, [_LEFT + 6], [top + _HEAD / 2], color=colour, marker=shape, markersize=9, linestyle="")
    for at, line in enumerate(block.title):
        middle = top + _HEAD / 2 + at * layout.HEAD * layout.LEADING
        layout.write(ax, _LEFT + 18, middle, line, size=layout.HEAD, fontweight="bold")
    top += block.heading
    for line in block.reason:
        layout.write(ax, _LEFT, top + _LINE / 2, line, size=layout.SMALL, colour=layout.SOFT)
        top += _LINE
    top += _GAP
    for source in block.sources:
        _draw_source(ax, source, colour, top)
        top += source.height


def _draw_source(ax: Axes, source: Source, colour: str, top: float) -> None:
    who, via, article = _COLUMNS.values()
    first = top + _LINE / 2
    _node(ax, who, source.words, first, colour, filled=source.named, told=source.links[0].told)
    begin = who + _NODE + layout.width_of(source.words[0], layout.SMALL) + 5
    trunk = via - _TRUNK
    y = first
    for link in source.links:
        start = begin if y == first else trunk
        if y > first:
            layout.plot(ax, [trunk, trunk], [first, y], color=layout.SOFT, linewidth=1, zorder=3)
        _edge(ax, start, via if link.via else article, y, link)
        if link.via:
            _node(ax, via, link.via, y, colour, filled=True, told=link.told)
            _edge(ax, via + _NODE + layout.width_of(link.via[0], layout.SMALL) + 5, article, y, link)
        _node(ax, article, link.article, y, colour, filled=True, told=link.told)
        y += link.height


def _edge(ax: Axes, start: float, end: float, y: float, link: Link) -> None:
    url = layout.link(link.told.row.claim)
    layout.plot(ax, [start, end], [y, y], color=layout.SOFT, linewidth=1, zorder=3, url=url)


def _node(ax: Axes, x: float, words: list[str], y: float, colour: str, *, filled: bool, told: Told) -> None:
    url = layout.link(told.row.claim)
    layout.plot(
        ax, [x + 4], [y], color=colour, marker="o", markersize=6, linestyle="", markeredgewidth=1.5,
        markerfacecolor=colour if filled else "white", url=url,
    )  # fmt: skip
    for at, line in enumerate(words):
        layout.write(ax, x + _NODE, y + at * _LINE, line, size=layout.SMALL, url=url)


def chains_alt(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What the chart shows, in full sentences."""
    found = standings(claims, articles)
    if not found:
        return behind.answer(found)
    told = [f"{one.wording} {one.first.predicate}: {one.reason}" for one in _shown(found)]
    begun = (
        f"Chart of {counted(len(found), 'figure')} from {counted(len(articles), 'article')}, each with the chain from"
    )
    alt = f"{begun} its source to its article. {behind.answer(found)} {'; '.join(told)}."
    return foot.spoken(alt, claims)
