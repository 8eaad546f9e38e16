"""The charts, each with its words: figures against their sources, as tolls over time, under rules; what when.

Each takes tidy frames and gives the axes; `show(axes, alt)` displays them: SVG, a PNG for viewers without SVG, and
words for those who cannot see it.

    charts.show(charts.estimates(claims, articles), charts.estimates_alt(claims, articles))

The SVG has no date and fixed ids, so that the same data gives the same bytes on any day and in any folder.
The words end in a digest of what is drawn, since a PNG cannot be compared: a changed point changes the digest.
"""

import hashlib
import io
import re
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from pressreport.charts.chains_chart import chains, chains_alt
from pressreport.charts.chronology_chart import chronology, chronology_alt
from pressreport.charts.estimates_chart import estimates, estimates_alt
from pressreport.charts.layout import figure_of, style
from pressreport.charts.sensitivity_chart import sensitivity, sensitivity_alt
from pressreport.charts.toll_chart import toll, toll_alt

__all__ = [
    "bundle", "chains", "chains_alt", "chronology", "chronology_alt", "digest", "estimates", "estimates_alt",
    "png", "sensitivity", "sensitivity_alt", "show", "svg", "toll", "toll_alt",
]  # fmt: skip


def show(drawn: Figure | Axes, alt: str) -> None:
    """Display a figure, or the figure of an axes, as SVG, PNG and text at once (`bundle`), and close it."""
    from IPython.display import display  # a notebook has it; the library without notebooks does not need it

    data, metadata = bundle(drawn, alt)
    display(data, raw=True, metadata=metadata)
    if "matplotlib.pyplot" in sys.modules:  # only pyplot keeps figures open
        import matplotlib.pyplot as plt

        plt.close(figure_of(drawn))


def bundle(drawn: Figure | Axes, alt: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a notebook stores of a figure, or of the figure of an axes, and the metadata of it.

    The text is `alt` and the digest of what is drawn; `alt` is also the metadata `alt` of both pictures.
    """
    data = {"image/svg+xml": svg(drawn), "image/png": png(drawn), "text/plain": f"{alt}\n[{digest(drawn)}]"}
    return data, {"image/svg+xml": {"alt": alt}, "image/png": {"alt": alt}}


def svg(drawn: Figure | Axes) -> str:
    """The figure as SVG: text as outlines, no date, and no comment (matplotlib would repeat the texts there)."""
    written = _saved(drawn, "svg", {"Date": None, "Creator": None}).decode()
    return re.sub(r"\s*<!--.*?-->", "", written, flags=re.S)


def png(drawn: Figure | Axes) -> bytes:
    """The figure as PNG, without the name of the software in it."""
    return _saved(drawn, "png", {"Software": None})


def _saved(drawn: Figure | Axes, form: str, metadata: dict[str, None]) -> bytes:
    """The file; a character without a glyph is drawn as a box, without a warning that has a path of this machine."""
    written = io.BytesIO()
    with style(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure_of(drawn).savefig(written, format=form, metadata=metadata)
    return written.getvalue()


def digest(drawn: Figure | Axes) -> str:
    """`drawn ` and sixteen hexadecimal digits over everything drawn: axes, limits, texts, points, colours, sizes."""
    figure = figure_of(drawn)
    lines = [f"{figure.get_figwidth():.4g} {figure.get_figheight():.4g}"]
    lines += [line for artist in figure.findobj() if artist.get_visible() for line in _said(artist)]
    said = "\n".join(lines).encode()
    return f"drawn {hashlib.sha256(said).hexdigest()[:16]}"


def _said(artist: Artist) -> Iterator[str]:
    if isinstance(artist, Axes):
        limits = [*artist.get_xlim(), *artist.get_ylim()]
        yield f"axes {artist.get_xscale()} {artist.get_yscale()} {_numbers(limits)}"
    elif isinstance(artist, Text) and artist.get_text():
        look = f"{artist.get_color()} {artist.get_fontsize()} {artist.get_fontweight()}"
        yield f"text {artist.get_text()!r} {look} {_numbers(artist.get_position())}"
    elif isinstance(artist, Line2D):
        kind = f"{artist.get_color()} {artist.get_marker()} {artist.get_markersize()} {artist.get_linestyle()}"
        yield f"line {kind} {artist.get_markerfacecolor()} {_numbers(np.asarray(artist.get_xydata()))}"
    elif isinstance(artist, Patch):
        placed = artist.get_patch_transform().transform(artist.get_path().vertices)
        yield f"patch {artist.get_facecolor()} {_numbers(placed)}"
    elif isinstance(artist, Collection):
        yield f"collection {_numbers(artist.get_facecolor())} {_numbers(artist.get_offsets())}"


def _numbers(values: object) -> str:
    """Six digits: enough to see a change, few enough to be the same on every machine."""
    flat: list[float] = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel().tolist()
    return " ".join(f"{value:.6g}" for value in flat)
