"""Widgets: a control for each parameter but the files, and the picture of the chart with a button over each mark.

JupyterLab takes the arrow keys and letters from a list in an output, but not the space bar: so there are boxes to
tick and lists to open, which the keyboard reaches with tab and space.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pressframes.compare.estimates import METHODS
from pressframes.frames.rulings import with_rulings
from pressframes.phrases import NO_SOURCE, listed, spaced, upper_first
from pressframes.records import MEASURES, SOURCE_KINDS
from pressframes.safe import printable
from pressreport import charts, parameters
from pressreport.explorer.views import Mark, View, areas

HIGH = "85vh"  # so that a long chart scrolls beside the passages
_PLACE = {"flex": "3 1 24em", "display": "block", "max_width": "44em", "max_height": HIGH, "overflow": "auto"}
_ABOVE = {"flex_flow": "column", "align_items": "stretch", "width": "auto", "height": "auto"}  # the label, not beside


def labelled(kind: Callable[..., Any], label: str, **more: Any) -> Any:
    """A control below its label."""
    return kind(description=label, layout=_ABOVE, style={"description_width": "auto"}, **more)


class Ticks:
    """Boxes to tick, one a name; none ticked is no limit."""

    def __init__(self, label: str, names: list[tuple[str, str]]) -> None:
        self.boxes: dict[str, Any] = {name: widgets.Checkbox(description=words, indent=False) for words, name in names}
        rows = widgets.Box(list(self.boxes.values())).add_class("pf-ticks")
        self.widget = widgets.VBox([widgets.Label(f"{label} (none: any)"), rows])

    @property
    def value(self) -> tuple[str, ...]:
        """The names that are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.value)

    @value.setter
    def value(self, names: Iterable[str]) -> None:
        for name, box in self.boxes.items():
            box.value = name in names

    def observe(self, heard: Callable[[Any], None], trait: str) -> None:
        """Have a change of any box heard."""
        for box in self.boxes.values():
            box.observe(heard, trait)


class Controls:
    """The controls by the name of the parameter that each sets; `changed` is called after a change."""

    def __init__(self, start: parameters.Explore, claims: pd.DataFrame, changed: Callable[[], None]) -> None:
        claims = with_rulings(claims)
        any_ = f"any ({len(claims):,})"
        measures = _names(claims["measure"].astype("str"), start.measures, MEASURES)
        kinds = _names(claims["source_kind"].astype("str"), start.kinds, SOURCE_KINDS)
        people = _names(claims["subject"], [start.subject])
        sources = _names(claims["source_name"].fillna(NO_SOURCE), start.sources)
        begin = {"sources": _as_named(start.sources, sources), "subject": "".join(_as_named([start.subject], people))}
        several = [(listed(start.sources), begin["sources"])] if len(start.sources) > 1 else []
        each = [(said, (name,)) for said, name in sources]
        rules = [(upper_first(said), rule) for rule, said in METHODS.items()]
        self.fields: dict[str, Any] = {
            "measures": Ticks("Measure", measures),
            "kinds": Ticks("Kind of source", kinds),
            "subject": labelled(widgets.Dropdown, "Of whom", options=[(any_, ""), *people]),
            "sources": labelled(widgets.Dropdown, "Source", options=[(any_, ()), *several, *each]),
            "rule": labelled(widgets.Dropdown, "Rule", options=rules),
            "since": labelled(widgets.DatePicker, "Published from"),
            "until": labelled(widgets.DatePicker, "Published to"),
        }
        self._start = {name: getattr(start, name) for name in self.fields} | begin
        self.reset = widgets.Button(description="Back to the start", layout={"width": "auto"})
        self.reset.on_click(lambda _: self.restart())
        self._changed, self._listening = changed, True
        for name, field in self.fields.items():
            field.value = self._start[name]
            field.observe(lambda _: self._changed() if self._listening else None, "value")

    def values(self) -> dict[str, Any]:
        """What the controls are set to, as parameters."""
        return {name: field.value for name, field in self.fields.items()}

    def restart(self) -> None:
        """Set every control to the parameter that it began with, as one change."""
        self._listening = False
        for name, field in self.fields.items():
            field.value = self._start[name]
        self._listening = True
        self._changed()


def _names(given: "pd.Series[str]", start: Iterable[str], order: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Names with how many figures each has, as (words, name): those in `order` or the most frequent first, and what
    the parameters began with, even where there is none of it."""
    many = given.value_counts()
    known = {name.casefold() for name in many.index}
    names = [name for name in order or many.index if name in many.index]
    names += [name for name in start if name and name.casefold() not in known]
    said = {name: NO_SOURCE if name == "none" else spaced(printable(name)) for name in names}
    return [(f"{said[name]} ({int(many.get(name, 0)):,})", name) for name in names]


def _as_named(start: Iterable[str], names: list[tuple[str, str]]) -> tuple[str, ...]:
    """The names that are meant, whatever their case."""
    known = {name.casefold(): name for _, name in names}
    return tuple(known[name.casefold()] for name in start if name)


class Picture:
    """The chart of a view; `select` is called with the number of a mark that is clicked.

    Buttons are used again in the next chart, so that a click while it is drawn is not lost.
    """

    def __init__(self, select: Callable[[int], None]) -> None:
        self._select = select
        self.drawn, self.buttons, self._placed = widgets.HTML(), list[Any](), list[int]()
        self.page = widgets.Box([self.drawn], layout={"display": "block", "overflow": "hidden"}).add_class("pf-page")
        self.widget = widgets.Box([self.page], layout=_PLACE)

    def show(self, view: View, marks: list[Mark]) -> None:
        """Draw the chart of the view, whose marks are these."""
        axes = view.chart()
        placed = areas(axes, marks)  # before it is saved, in another resolution
        address = b64encode(charts.svg(axes).encode()).decode()
        self.drawn.value = f'<img alt="{escape(view.alt())}" src="data:image/svg+xml;base64,{address}">'
        self._placed = list(placed)
        self.buttons += [self._button(at) for at in range(len(self.buttons), len(placed))]
        for button, (at, area) in zip(self.buttons, placed.items(), strict=False):
            button.description = button.tooltip = marks[at].label
            with button.layout.hold_sync():
                for name, share in area.items():
                    setattr(button.layout, name, f"{100 * share:.2f}%")
        self.page.children = [self.drawn, *self.buttons[: len(placed)]]

    def choose(self, chosen: int | None) -> None:
        """Frame the mark with this number."""
        for at, button in zip(self._placed, self.buttons, strict=False):
            (button.add_class if at == chosen else button.remove_class)("pf-chosen")

    def _button(self, at: int) -> Any:
        """A button over a mark; the keyboard has the list of marks, so that it need not pass through each."""
        button = widgets.Button(tabbable=False).add_class("pf-mark")
        button.on_click(lambda _: self._select(self._placed[at]) if at < len(self._placed) else None)
        return button
