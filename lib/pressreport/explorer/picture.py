"""The chart as a widget: the picture, and over each of its marks a button that selects it."""

from base64 import b64encode
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from pressreport.charts import showing
from pressreport.explorer.views import Area, Mark, View, areas

CHOSEN = "pf-chosen"
HIGH = "85vh"  # so that a long chart scrolls beside the passages
PLACE = {"flex": "3 1 24em", "display": "block", "max_width": "44em", "max_height": HIGH, "overflow": "auto"}


class Picture:
    """The chart of a view; `select` is called with the number of a mark that is clicked.

    Buttons are used again in the next chart, so that a click while it is drawn is not lost.
    """

    def __init__(self, select: Callable[[int], None]) -> None:
        self._select = select
        self._drawn, self._buttons, self._placed = widgets.HTML(), list[Any](), list[int]()
        self._page = widgets.Box([self._drawn], layout={"display": "block", "overflow": "hidden"})
        self._page.add_class("pf-page")
        self.widget = widgets.Box([self._page], layout=PLACE)

    def show(self, view: View, marks: list[Mark]) -> None:
        """Draw the chart of the view, whose marks are these."""
        axes = view.chart()
        placed = areas(axes, marks)  # before it is saved, in another resolution
        address = b64encode(showing.svg(showing.figure_of(axes)).encode()).decode()
        self._drawn.value = f'<img alt="{escape(view.alt())}" src="data:image/svg+xml;base64,{address}">'
        self._placed = list(placed)
        self._buttons += [self._button(at) for at in range(len(self._buttons), len(placed))]
        for button, (at, area) in zip(self._buttons, placed.items(), strict=False):
            _place(button, marks[at], area)
        self._page.children = [self._drawn, *self._buttons[: len(placed)]]

    def choose(self, chosen: int | None) -> None:
        """Frame the mark with this number."""
        for at, button in zip(self._placed, self._buttons, strict=False):
            (button.add_class if at == chosen else button.remove_class)(CHOSEN)

    def _button(self, at: int) -> Any:
        """A button over a mark; the keyboard has the list of marks, so that it need not pass through each."""
        button = widgets.Button(tabbable=False)
        button.add_class("pf-mark")
        button.on_click(lambda _: self._select(self._placed[at]) if at < len(self._placed) else None)
        return button


def _place(button: Any, mark: Mark, area: Area) -> None:
    button.description = button.tooltip = mark.label
    with button.layout.hold_sync():
        for name, share in area._asdict().items():
            setattr(button.layout, name, f"{100 * share:.2f}%")
