"""One way to show a figure: three forms at once, and a digest that changes with whatever is drawn."""

import re

import IPython.display
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from pressreport import charts as show


def figure(**changed) -> Figure:
    """A small figure with a line, marks, a bar, a text; `changed` names what to draw otherwise."""
    made = Figure(figsize=changed.get("size", (4, 3)))
    ax = made.add_axes((0.1, 0.1, 0.8, 0.8))
    ax.plot([0, 1, 2], changed.get("points", [3, 5, 4]), color=changed.get("colour", "black"),
            marker=changed.get("marker", "o"))  # fmt: skip
    ax.scatter([1], [changed.get("scattered", 4)])
    ax.bar([2], [changed.get("bar", 1)])
    ax.set_title(changed.get("title", "Three days"))
    ax.set_xlim(0, changed.get("limit", 5))
    ax.set_yscale(changed.get("scale", "linear"))
    ax.text(1, 4, changed.get("text", "about 4"))
    return made


@pytest.fixture
def shown(monkeypatch):
    calls = []
    monkeypatch.setattr(IPython.display, "display", lambda bundle, **more: calls.append((bundle, more)))
    return calls


def test_a_figure_is_shown_once_in_three_forms(shown):
    show.show(figure(), "Three days of rain.")
    [(bundle, more)] = shown
    assert set(bundle) == {"image/svg+xml", "image/png", "text/plain"}
    assert bundle["image/png"].startswith(b"\x89PNG")
    assert re.fullmatch(r"Three days of rain\.\n\[drawn [0-9a-f]{16}\]", bundle["text/plain"])
    assert more["raw"] is True
    assert more["metadata"] == {form: {"alt": "Three days of rain."} for form in ("image/svg+xml", "image/png")}


def test_the_figure_of_an_axes_is_shown_and_closed(shown):
    drawn, ax = plt.subplots()
    show.show(ax, "An empty plot.")
    assert len(shown) == 1
    assert not plt.fignum_exists(drawn.number)


def test_the_same_figure_gives_the_same_bytes_without_day_or_software():
    one, other = show.svg(figure()), show.svg(figure())
    assert one == other
    assert "<!--" not in one
    assert "date" not in one
    assert b"Software" not in show.png(figure())


CHANGES = {
    "points": [3, 5, 4.001], "colour": "red", "marker": "s", "scattered": 4.1, "bar": 2, "title": "Four days",
    "limit": 6, "scale": "log", "text": "about 5", "size": (4, 3.5),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_changes_with(change):
    assert show.digest(figure(**{change: CHANGES[change]})) != show.digest(figure())


def test_the_digest_is_the_same_for_the_same():
    assert show.digest(figure()) == show.digest(figure())


def test_a_text_is_never_markup():
    hostile = "<script>alert(1)</script> --> <!-- & $\\frac{1}{2}$"
    written = show.svg(figure(title=hostile, text=hostile))
    assert "script" not in written
    assert "<!--" not in written
