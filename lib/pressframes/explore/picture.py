"""The chart as a widget: the picture, and over each of its marks a button that selects it."""

from base64 import b64encode
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from pressframes.charts import showing
from pressframes.explore.views import Area, Mark, View, areas

CHOSEN = "pf-chosen"
HIGH = "85vh"  # so that a long chart scrolls beside the passages
PLACE = {"flex": "3 1 24em", "display": "block", "max_width": "44em", "max_height": HIGH, "overflow": "auto"}


class Picture:
    """The chart of a view; `select` is called with the number of a mark that is clicked."""

    def __init__(self, select: Callable[[int], None]) -> None:
        self._select = select
        self._drawn, self._buttons = widgets.HTML(), dict[int, Any]()
        self._page = widgets.Box([self._drawn], layout={"display": "block", "overflow": "hidden"})
        self._page.add_class("pf-page")
        self.widget = widgets.Box([self._page], layout=PLACE)

    def show(self, view: View, marks: list[Mark]) -> None:
        """Draw the chart of the view, whose marks are these."""
        axes = view.chart()
        placed = areas(axes, marks)  # before it is saved, in another resolution
        address = b64encode(showing.svg(showing.figure_of(axes)).encode()).decode()
        self._drawn.value = f'<img alt="{escape(view.alt())}" src="data:image/svg+xml;base64,{address}">'
        old = self._buttons
        self._buttons = {at: self._button(at, marks[at], area) for at, area in placed.items()}
        self._page.children = [self._drawn, *self._buttons.values()]
        for button in old.values():
            button.close()

    def choose(self, chosen: int | None) -> None:
        """Frame the mark with this number."""
        for at, button in self._buttons.items():
            (button.add_class if at == chosen else button.remove_class)(CHOSEN)

    def _button(self, at: int, mark: Mark, area: Area) -> Any:
        """A button over a mark; the keyboard has the list of marks, so that it need not pass through each."""
        place = {name: f"{100 * share:.2f}%" for name, share in area._asdict().items()}
        button = widgets.Button(description=mark.label, tooltip=mark.label, tabbable=False, layout=place)
        button.add_class("pf-mark")
        button.on_click(lambda _: self._select(at))
        return button
