"""One way to show a figure: SVG, a PNG for viewers without SVG, and words for those who cannot see it.

The SVG has no date and fixed ids, so that the same data gives the same bytes on any day and in any folder.
The words end in a digest of what is drawn, since a PNG cannot be compared: a changed point changes the digest.
"""

import hashlib
import io
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import matplotlib
import matplotlib.style
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

STYLE = str(files("pressreport.charts") / "pressframes.mplstyle")


@contextmanager
def style() -> Iterator[None]:
    """The house style over matplotlib's defaults, whatever the user's own matplotlibrc says."""
    with matplotlib.style.context(["default", STYLE]):
        yield


def show(drawn: Figure | Axes, alt: str) -> None:
    """Display a figure, or the figure of an axes, as SVG, PNG and text at once (`bundle`), and close it."""
    from IPython.display import display  # a notebook has it; the library without notebooks does not need it

    data, metadata = bundle(drawn, alt)
    display(data, raw=True, metadata=metadata)
    _close(figure_of(drawn))


def bundle(drawn: Figure | Axes, alt: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a notebook stores of a figure, or of the figure of an axes, and the metadata of it.

    The text is `alt` and the digest of what is drawn; `alt` is also the metadata `alt` of both pictures.
    """
    figure = figure_of(drawn)
    data = {"image/svg+xml": svg(figure), "image/png": png(figure), "text/plain": f"{alt}\n[{digest(figure)}]"}
    return data, {"image/svg+xml": {"alt": alt}, "image/png": {"alt": alt}}


def figure_of(drawn: Figure | Axes) -> Figure:
    """The figure itself, or the one that an axes stands in."""
    figure = drawn.get_figure(root=True) if isinstance(drawn, Axes) else drawn
    assert isinstance(figure, Figure)
    return figure


def svg(figure: Figure) -> str:
    """The figure as SVG: text as outlines, no date, and no comment (matplotlib would repeat the texts there)."""
    written = io.StringIO()
    with style(), _quiet():
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return re.sub(r"\s*<!--.*?-->", "", written.getvalue(), flags=re.S)


def png(figure: Figure) -> bytes:
    """The figure as PNG, without the name of the software in it."""
    written = io.BytesIO()
    with style(), _quiet():
        figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def digest(figure: Figure) -> str:
    """`drawn ` and sixteen hexadecimal digits over everything drawn: axes, limits, texts, points, colours, sizes."""
    lines = [f"{figure.get_figwidth():.4g} {figure.get_figheight():.4g}"]
    lines += [line for artist in figure.findobj() if artist.get_visible() for line in _said(artist)]
    drawn = "\n".join(lines).encode()
    return f"drawn {hashlib.sha256(drawn).hexdigest()[:16]}"


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


@contextmanager
def _quiet() -> Iterator[None]:
    """No warning with a path of this machine in it when a character has no glyph: it is drawn as a box."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


def _close(figure: Figure) -> None:
    if "matplotlib.pyplot" in sys.modules:  # only pyplot keeps figures open
        import matplotlib.pyplot as plt

        plt.close(figure)
