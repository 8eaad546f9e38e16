"""The charts: everything is drawn, nothing is cut or overlaps, and no text of an article is obeyed.

Drawn from no claim to three hundred, with wording of the best and of the worst kind.
"""

import hashlib
import io
import itertools
import os
import random
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import made
from pressframes import records
from pressframes.compare import estimates, tolls
from pressframes.compare.incidents import joined
from pressframes.phrases import anchor
from pressreport import charts
from pressreport.charts import layout

HOSTILE = (
    "$\\frac{1}{0}$ <script>alert(1)</script> ]]> --> \x1b[31m \u202egnihsab\u202c \x00 {x} %s &amp; 数字 " + "w" * 90
)

HEDGES = {
    "exact": lambda n: (f"{n:,}", n, n, n),
    "at_least": lambda n: (f"at least {n:,}", n, n, None),
    "at_most": lambda n: (f"up to {n:,}", n, None, n),
    "nearly": lambda n: (f"nearly {n:,}", n, None, n),
    "about": lambda n: (f"about {n:,}", n, None, None),
    "range": lambda n: (f"{n:,} to {n * 2:,}", None, n, n * 2),
    "vague": lambda n: ("dozens", None, 24, None),
}


def many_claims(count: int, most: int = 50_000, articles: int = 60):
    dice = random.Random(count)
    rows = []
    for at in range(count):
        hedge = dice.choice(list(HEDGES))
        amount, best, low, high = HEDGES[hedge](dice.randint(1, most))
        source = dice.choice([None, "the ministry", "a monitor of the northern provinces based abroad", "Holm " * 30])
        measure = dice.choice(records.MEASURES)
        subject = dice.choice(["people", "Norlandic troops", "civilians of the three border districts"])
        rows.append(
            made.claim(f"a{at % articles}", amount, measure, best, low, high, hedge, source=source, subject=subject)
        )
    return made.claims(*rows)


def nine_claims():
    numbers = (3200, 400, 12000, 3500, 17, 800, 9000, 60, 2)
    rows = [
        made.claim("ab"[at % 2], *HEDGES[hedge](n)[:1], measure, *HEDGES[hedge](n)[1:], hedge, source=source)
        for at, (n, hedge, measure, source) in enumerate(
            zip(numbers, itertools.cycle(HEDGES), itertools.cycle(records.MEASURES), itertools.cycle(["x", None]))
        )
    ]
    return made.claims(*rows)


def hostile_claims():
    return made.claims(
        made.claim("a", HOSTILE, "killed", 10, 10, None, "at_least", source=HOSTILE, subject=HOSTILE),
        made.claim("b$x_1$", "$5_0$", "casualties", 50, 50, 50, source="$x^2$", via=HOSTILE),
        made.claim("b$x_1$", "up to 9", "killed", 9, None, 9, "at_most"),
    )


def one(amount: str, *bounds: int | None, hedge: str = "exact", measure: str = "killed"):
    return made.claims(made.claim("a", amount, measure, *bounds, hedge))


CLAIMS = {
    "none": made.claims(),
    "one": one("at least 112", 112, 112, None, hedge="at_least"),
    "nobody": one("no one", 0, 0, 0),
    "two": made.claims(
        made.claim("a", "over 3,200", "killed", 3200, 3200, None, "at_least", source="reports", via="Daily Post"),
        made.claim("b", "nearly 3,200", "casualties", 3200, None, 3200, "nearly", source="two deputies"),
    ),
    "nine": nine_claims(),
    "hostile": hostile_claims(),
    "three hundred": many_claims(300),
    "far apart": many_claims(40, most=12_000_000, articles=3),
    "nobody and a million": made.claims(
        made.claim("a", "nobody", "killed", 0, 0, 0), made.claim("b", "a million", "displaced", 10**6, 10**6, 10**6)
    ),
}


def many_events(count: int):
    dice = random.Random(count)
    rows = []
    for at in range(count):
        first = date(2019, 1, 1) + timedelta(days=dice.randint(0, 1500))
        length, precision = dice.choice([(0, "day"), (6, "week"), (30, "month"), (364, "year"), (91, "season")])
        kind = dice.choice(["treaty", "deployment", "acknowledgement", "visit", "casualties"])
        sentence = (
            f"In {at} the envoys of town {at * 7919} met at length with {'the council and ' * (at % 9)}no one else."
        )
        last = (first + timedelta(days=length)).isoformat()
        rows.append(made.event(f"a{at % 40}", sentence, f"In {at}", "2019~", first.isoformat(), last, precision, kind))
    return made.events(*rows)


def story():
    return made.events(
        made.event("a", "The first war ran from 1912 to 1914.", "from 1912 to 1914", "1912/1914",
                   "1912-01-01", "1914-12-31", "interval", "conflict"),
        made.event("a", "The presidents signed the pact in June 2030.", "in June 2030", "2030-06",
                   "2030-06-01", "2030-06-30", "month", "treaty"),
        made.event("b", "It marked a year since the treaty was signed in June 2030.", "in June 2030", "2030-06",
                   "2030-06-01", "2030-06-30", "month", "treaty"),
        made.event("b", "Troops have been sent since autumn 2030.", "since autumn 2030", "2030-23",
                   "2030-09-01", "2030-11-30", "season", "deployment"),
        made.event("a", "In April, both governments confirmed it.", "In April", "2031-04",
                   "2031-04-01", "2031-04-30", "month", "acknowledgement"),
        made.event("a", "A delegation left on 1 May 2031.", "on 1 May 2031", "2031-05-01",
                   "2031-05-01", "2031-05-01", "day", "visit"),
    )  # fmt: skip


def hostile_event():
    sentence = f"{HOSTILE} in 2030, {HOSTILE}"
    return made.event("a", sentence, "in 2030", "2030", "2030-01-01", "2030-12-31", "year", HOSTILE)


EVENTS = {
    "none": made.events(),
    "one day": made.events(story().iloc[5].to_dict()),
    "one month": made.events(story().iloc[4].to_dict()),
    "a story": story(),
    "hostile": made.events(hostile_event()),
    "two hundred": many_events(200),
    "the first and the last year": made.events(
        made.event("a", "It began in 1.", "in 1", "0001", "0001-01-01", "0001-12-31", "year", "conflict"),
        made.event("a", "It ends in 9999.", "in 9999", "9999", "9999-01-01", "9999-12-31", "year", "conflict"),
    ),
}
GUARD, CROSS = {"source": "Norlandic Coast Guard"}, {"source": "Red Cross"}


def ferry():
    """How the toll of one ferry was told on four days."""
    rows = [
        made.claim("a", "At least 12", "killed", 12, 12, None, "at_least", **GUARD),
        made.claim("a", "about 60", "missing", 60, None, None, "about", **GUARD),
        made.claim("b", "23", "killed", 23, 23, 23, **GUARD),
        made.claim("b", "four", "killed", 4, 4, 4, subject="children", role="part"),
        made.claim("b", "up to 40", "killed", 40, None, 40, "at_most", source="Mayor Ada Holm"),
        made.claim("c", "at least 35", "killed", 35, 35, None, "at_least", **CROSS),
        made.claim("c", "38", "killed", 38, 38, 38, source="Halden Lines", stance="denied"),
        made.claim("d", "52", "killed", 52, 52, 52, **GUARD),
        made.claim("d", "44", "killed", 44, 44, 44, **CROSS),
        made.claim("d", "nine", "missing", 9, 9, 9, **GUARD),
    ]
    of_it = {"place": "Halden", "earliest": date(2031, 5, 3), "latest": date(2031, 5, 3), "subject": "people"}
    sentence = "A ferry sank off Halden."
    return made.claims(*({**row, **of_it, "subject": row["subject"] if row["role"] == "part" else "people",
                          "sentence": sentence} for row in rows))  # fmt: skip


CLAIMS["a ferry"] = ferry()
OF_CLAIMS = ("estimates", "sensitivity", "chains", "toll")
DRAWN = ("none", "two", "hostile", "three hundred")  # by every chart of claims, and the others by the one of figures
CASES = [("estimates", name) for name in CLAIMS] + [("chronology", name) for name in EVENTS]
CASES += [(chart, name) for chart in OF_CLAIMS[1:] for name in DRAWN] + [("toll", "one"), ("toll", "a ferry")]


@cache
def frame_of(chart: str, case: str):
    if chart == "chronology":
        return EVENTS[case]
    if chart == "toll":  # each figure on the day of its article
        rows = CLAIMS[case]
        days = articles_of(rows)["published"].reindex(rows["article"])
        return rows.assign(published=pd.Series(days.to_numpy(), rows.index, dtype=rows["published"].dtype))
    return estimates.sensitivity(CLAIMS[case]) if chart == "sensitivity" else CLAIMS[case]


def articles_of(frame):
    """The articles of claims or events, each of another day, and every seventh of none that is known."""
    if not len(frame):
        return made.articles()
    ids = list(dict.fromkeys(frame["article"]))
    known = made.articles(*ids)
    days = [date(2031, 5, 2) + timedelta(days=3 * at) if at % 7 < 6 else None for at in range(len(ids))]
    known["published"] = pd.Series(days, known.index, dtype="datetime64[s]")
    return known


@cache
def draw(chart: str, case: str) -> Axes:
    return anew(chart, case)


def anew(chart: str, case: str) -> Axes:
    return getattr(charts, chart)(frame_of(chart, case), articles_in(chart, case))


def articles_in(chart: str, case: str):
    return articles_of((EVENTS if chart == "chronology" else CLAIMS)[case])


def marks(ax: Axes) -> list[Line2D]:
    return [line for line in ax.lines if line.get_marker() not in ("", "None", "<", ">", "|")]


@pytest.mark.parametrize(("chart", "case"), CASES)
def test_no_text_is_cut_and_neither_a_text_nor_a_mark_lies_on_another_text(chart, case):
    """With each text the box of its letters, not of the white patch behind them, as PNG has them."""
    ax = draw(chart, case)
    figure = layout.figure_of(ax)
    with layout.style():
        figure.set_dpi(matplotlib.rcParams["savefig.dpi"])
        figure.draw_without_rendering()
        renderer = FigureCanvasAgg(figure).get_renderer()
        written = [text for text in ax.findobj(Text) if text.get_text().strip() and text.get_visible()]
        found = [(text.get_text(), Text.get_window_extent(text, renderer)) for text in written]
    for text, box in found:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1
        assert inside, text
    edges = np.array([box.extents for _, box in found]) + np.array([0.5, 1, -0.5, -1])
    for at, (left, bottom, right, top) in enumerate(edges):
        x0, y0, x1, y1 = edges[at + 1 :].T
        on_it = (x0 < right) & (left < x1) & (y0 < top) & (bottom < y1)
        assert not on_it.any(), found[at][0]
    points = [ax.transData.transform(line.get_xydata()) for line in marks(ax) if chart != "chronology"]
    for x, y in np.concatenate([*points, np.empty((0, 2))]):
        assert not [text for text, box in found if box.x0 < x < box.x1 and box.y0 < y < box.y1]


@pytest.mark.parametrize(("between", "placed"), [(2, False), (20, True)])
def test_labels_that_touch_would_read_as_one(between, placed):
    wide, line = layout.width_of("two", layout.SMALL), layout.SMALL * layout.LEADING
    first, second = 20.0, 20 + 2 * (layout.GAP + wide) + between  # one label to the right, one to the left
    taken, room = [layout.around(at, line / 2) for at in (first, second)], Bbox.from_extents(0, 0, second + 6, line)
    assert layout.place("two", first, line / 2, taken, room)
    assert bool(layout.place("two", second, line / 2, taken, room)) == placed


@pytest.mark.parametrize("case", [case for case in CLAIMS if case != "none"])
def test_every_figure_is_drawn(case):
    frame = CLAIMS[case]
    drawn = {round(float(x), 3) for line in draw("estimates", case).lines for x in line.get_xdata()}
    for row in frame.itertuples():
        stated = [value for value in (row.best, row.low, row.high) if not pd.isna(value)]
        assert any(round(float(value), 3) in drawn for value in stated), row.amount


@pytest.mark.parametrize("case", [case for case in EVENTS if case != "none"])
def test_every_event_is_drawn(case):
    ax = draw("chronology", case)
    starts = sum(line.get_marker() not in ("", "None") or len(line.get_xdata()) == 2 for line in ax.lines)
    assert starts >= len(joined(EVENTS[case]))


def texts(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.findobj(Text))


def test_an_open_end_is_an_arrow_and_an_only_lower_bound_is_hollow():
    def looks(frame):
        ax = charts.estimates(frame, made.articles("a"))
        return {line.get_marker() for line in ax.lines}, {line.get_markerfacecolor() for line in marks(ax)}

    assert "<" in looks(one("up to 9", 9, None, 9, hedge="at_most"))[0]
    assert ">" in looks(one("at least 9", 9, 9, None, hedge="at_least"))[0]
    assert not {"<", ">"} & looks(one("9", 9, 9, 9))[0]
    assert not {"<", ">"} & looks(one("about 9", 9, None, None, hedge="about"))[0]
    assert "white" in looks(one("dozens", None, 24, None, hedge="vague"))[1]
    assert "white" not in looks(one("9", 9, 9, 9))[1]


def test_a_halo_for_about_has_one_size_whatever_the_figure():
    sizes = set()
    for figure in (9, 9000):
        ax = charts.estimates(one("about", figure, None, None, hedge="about"), made.articles("a"))
        sizes.add(max(line.get_markersize() for line in ax.lines))
    assert len(sizes) == 1
    assert "sets no bounds" in texts(ax)


@pytest.mark.parametrize(
    ("least", "most", "scale"), [(1, 100, "linear"), (1, 101, "log"), (0, 10**6, "linear"), (500, 20000, "linear")]
)
def test_the_scale_starts_at_zero_or_says_that_it_is_logarithmic(least, most, scale):
    rows = [made.claim("a", str(n), "killed", n, n, n, source=str(n)) for n in (least, most)]
    ax = charts.estimates(made.claims(*rows), made.articles("a"))
    assert ax.get_xscale() == scale
    assert (ax.get_xlim()[0] == 0) == (scale == "linear")
    assert ("logarithmic scale" in texts(ax)) == (scale == "log")


def test_the_same_words_of_one_source_in_two_articles_are_one_mark_with_both_letters():
    row = made.claim("a", "at least 17", "killed", 17, 17, None, "at_least", source="the ministry")
    ax = charts.estimates(made.claims(row, row | {"article": "b"}), made.articles("a", "b"))
    assert texts(ax).count("at least 17 [") == 1
    assert "at least 17 [A B]" in texts(ax)
    assert "2 figures in 1 account" in texts(ax)


def test_of_whom_is_said_once_for_most_and_at_the_mark_for_others():
    ours = made.claim("a", "17", "killed", 17, 17, 17, source="x")
    rows = [
        ours,
        ours | {"source": "y", "source_name": "y"},
        made.claim("a", "9", "killed", 9, 9, 9, subject="Vardan troops"),
    ]
    written = texts(charts.estimates(made.claims(*rows), made.articles("a"))).replace("\n", " ")
    assert "Norlandic troops unless others are named: persons" in written
    assert "9 (Vardan troops) [A]" in written
    assert "17 (Norlandic" not in written


def test_many_accounts_say_how_many_are_labelled():
    ax = draw("estimates", "three hundred")
    assert "labelled: " in texts(ax)
    assert "300 figures in " in texts(ax)


def test_what_lies_far_back_stands_before_a_break():
    ax = draw("chronology", "a story")
    assert "before" in texts(ax)
    assert ax.get_xlim()[0] > date(2030, 1, 1).toordinal()
    assert "1912 to 1914, conflict [A]" in texts(ax)
    assert "June 2030, treaty [A B]" in texts(ax)
    assert "autumn 2030, deployment [B]" in texts(ax)


@pytest.mark.parametrize("chart", [*OF_CLAIMS, "chronology"])
def test_no_text_of_an_article_is_obeyed(chart):
    ax = draw(chart, "hostile")
    written = texts(ax)
    assert "$" in written  # drawn as it stands
    assert not any(character in written for character in "\x1b\x00\u202e\u202c")
    svg = charts.svg(layout.figure_of(ax))
    assert "script" not in svg
    assert "alert" not in svg
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "a", "metadata", "RDF", "Work", "type", "format", "defs", "style", "g", "path", "use",
                    "clipPath", "rect"}  # fmt: skip


@pytest.mark.parametrize(("chart", "case"), CASES)
def test_the_alternative_text_is_whole_sentences_about_the_figures(chart, case):
    frame = frame_of(chart, case)
    alt = getattr(charts, f"{chart}_alt")(frame, articles_in(chart, case))
    assert alt.endswith(".")
    assert "\n" not in alt
    assert not any(character in alt for character in "\x1b\x00\u202e")
    if len(frame) and chart in ("estimates", "chronology"):
        assert f"Chart of {len(frame) if chart == 'estimates' else len(joined(frame)):,}" in alt


@pytest.mark.parametrize("chart", [*OF_CLAIMS, "chronology"])
def test_the_arguments_are_left_alone_and_an_ax_of_ones_own_is_used(chart):
    case = "a story" if chart == "chronology" else "two"
    frame = frame_of(chart, case)
    before, corpus = frame.copy(deep=True), articles_in(chart, case)
    _, ax = plt.subplots(figsize=(9, 12))
    try:
        assert getattr(charts, chart)(frame, corpus, ax) is ax
        assert frame.equals(before)
    finally:
        plt.close("all")


def test_a_users_own_settings_change_nothing():
    plain = charts.svg(layout.figure_of(anew("estimates", "two")))
    with matplotlib.rc_context({"font.size": 30, "text.usetex": False, "axes.grid": True, "text.parse_math": True,
                                "lines.linewidth": 9, "axes.facecolor": "pink", "svg.fonttype": "none"}):  # fmt: skip
        assert charts.svg(layout.figure_of(anew("estimates", "two"))) == plain


def drawn_in_full() -> str:
    """What the charts are, down to the byte."""
    figures = [layout.figure_of(anew(chart, "two")) for chart in OF_CLAIMS]
    figures += [layout.figure_of(anew("chronology", "a story"))]
    return "".join(f"{hashlib.sha256(charts.svg(one).encode()).hexdigest()} {charts.digest(one)}\n" for one in figures)


def test_the_same_data_gives_the_same_bytes_in_another_folder_and_zone_on_another_day(tmp_path):
    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_charts as t"
    known = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "7", "MPLBACKEND": "svg"}
    run = subprocess.run(
        [sys.executable, "-c", f"{script}; print(t.drawn_in_full(), end='')"],
        cwd=tmp_path, env=known, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout == drawn_in_full(), run.stderr


@pytest.mark.parametrize(("chart", "case"), CASES)
def test_every_mark_of_a_row_leads_to_its_words(chart, case):
    rows = (EVENTS if chart == "chronology" else CLAIMS)[case]
    ids = set(rows["event" if chart == "chronology" else "claim"])
    links = {artist.get_url() for artist in draw(chart, case).findobj() if artist.get_url()}
    assert links <= {f"#{anchor(id_)}" for id_ in ids}
    if chart in ("estimates", "chronology", "chains"):
        assert bool(links) == bool(ids)


def test_a_line_of_a_toll_joins_what_one_source_gave_day_by_day():
    ax = draw("toll", "a ferry")
    lines = [line for line in ax.lines if line.get_linewidth() == 2.2]
    assert len(lines) == 4  # of the guard's dead two steps, of the cross's and of the missing one
    for line in lines:
        (first, same, corner), later = line.get_ydata(), line.get_xdata()
        assert first == same
        assert later[1] == later[2]
        assert corner != first
    assert "Sinking in Halden, 3 May 2031: the" in texts(ax)
    assert "rose from at least 12 to 52 in 9 days" in texts(ax).replace("\n", " ")
    assert "52 [D], Norlandic Coast Guard" in texts(ax)


def test_what_is_no_step_of_a_toll_stands_apart_in_grey_with_the_reason():
    ax = draw("toll", "a ferry")
    assert "four children [B]: a part of another figure" in texts(ax)
    assert "38 [C]: Halden Lines denies it" in texts(ax)
    apart = {line.get_url() for line in ax.lines if line.get_color() == "#8a8a8a"}
    assert apart == {"#b:c2", "#c:c2"}


@pytest.mark.parametrize(
    ("sources", "title"),
    [
        (
            ("Red Cross", "Red Cross"),
            "the death toll (Norlandic troops) rose from 12 to 30 in 3 days, according to Red Cross",
        ),
        (("Red Cross", "Mayor Ada Holm"), "no source can be followed from one day to another (2 to 5 May 2031)"),
        ((None, None), "no source can be followed from one day to another (2 to 5 May 2031)"),
    ],
)
def test_a_toll_rises_by_the_word_of_one_source_alone(sources, title):
    rows = [
        made.claim(id_, str(n), "killed", n, n, n, source=who)
        for id_, n, who in zip("ab", (12, 30), sources, strict=True)
    ]
    days = {"a": date(2031, 5, 2), "b": date(2031, 5, 5)}
    claims = made.claims(*made.on(days, *rows))
    assert tolls.headline_toll(claims) == f"Happening without place and day: {title}"
    assert title in charts.toll_alt(claims, articles_of(claims))


def test_figures_of_one_day_have_no_toll_to_follow():
    rows = [made.claim(id_, str(n), "killed", n, n, n, **CROSS) for id_, n in zip("ab", (12, 30), strict=True)]
    claims = made.claims(*made.on(dict.fromkeys("ab", date(2031, 5, 2)), *rows))
    ax = charts.toll(claims, made.articles("a", "b"))
    assert not ax.lines
    assert "all figures were published on 2 May 2031, so that no toll can be followed" in charts.toll_alt(
        claims, made.articles("a", "b")
    )


def test_nothing_is_said_on_standard_error_about_letters_without_a_glyph(recwarn):
    charts.png(layout.figure_of(draw("estimates", "hostile")))
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_a_picture_is_a_picture():
    png = charts.png(layout.figure_of(draw("chronology", "a story")))
    assert plt.imread(io.BytesIO(png)).shape[1] == 960  # six inches
