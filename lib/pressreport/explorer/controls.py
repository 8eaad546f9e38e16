"""The controls: one for each parameter but the files, and what they are set to.

JupyterLab takes the arrow keys and letters from a list in an output, but not the space bar: so there are boxes to
tick and lists to open, which the keyboard reaches with tab and space.
"""

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pressframes.compare.believed import RULES
from pressframes.frames.effective import effective
from pressframes.phrases import NO_SOURCE, listed, spaced, upper_first
from pressframes.records import MEASURES, SOURCE_KINDS
from pressframes.safe import printable
from pressreport import parameters

_ABOVE = {"flex_flow": "column", "align_items": "stretch", "width": "auto", "height": "auto"}  # the label, not beside


class Ticks:
    """Boxes to tick, one a name; none ticked is no limit."""

    def __init__(self, label: str, names: list[tuple[str, str]]) -> None:
        ticked = {name: widgets.Checkbox(description=words, indent=False) for words, name in names}
        self._boxes: dict[str, Any] = ticked
        rows = widgets.Box(list(ticked.values()))
        rows.add_class("pf-ticks")
        self.widget = widgets.VBox([widgets.Label(f"{label} (none: any)"), rows])

    @property
    def value(self) -> tuple[str, ...]:
        """The names that are ticked."""
        return tuple(name for name, box in self._boxes.items() if box.value)

    @value.setter
    def value(self, names: Iterable[str]) -> None:
        for name, box in self._boxes.items():
            box.value = name in names

    def observe(self, heard: Callable[[Any], None], trait: str) -> None:
        """Have a change of any box heard."""
        for box in self._boxes.values():
            box.observe(heard, trait)


class Controls:
    """The controls by the name of the parameter that each sets; `changed` is called after a change."""

    def __init__(self, start: parameters.Explore, claims: pd.DataFrame, changed: Callable[[], None]) -> None:
        claims = effective(claims)
        any_ = f"any ({len(claims):,})"
        measures = _names(claims["measure"].astype("str"), start.measures, MEASURES)
        kinds = _names(claims["source_kind"].astype("str"), start.kinds, SOURCE_KINDS)
        people = _names(claims["subject"], [start.subject])
        sources = _names(claims["source_name"].fillna(NO_SOURCE), start.sources)
        several = [(listed(start.sources), _as_named(start.sources, sources))] if len(start.sources) > 1 else []
        self.fields: dict[str, Any] = {
            "measures": Ticks("Measure", measures),
            "kinds": Ticks("Kind of source", kinds),
            "subject": labelled(widgets.Dropdown, "Of whom", options=[(any_, ""), *people]),
            "sources": labelled(
                widgets.Dropdown, "Source", options=[(any_, ()), *several, *((said, (name,)) for said, name in sources)]
            ),
            "rule": labelled(
                widgets.Dropdown, "Rule", options=[(upper_first(said), rule) for rule, said in RULES.items()]
            ),
            "since": labelled(widgets.DatePicker, "Published from"),
            "until": labelled(widgets.DatePicker, "Published to"),
        }
        self._start = {name: getattr(start, name) for name in self.fields}
        self._start |= {
            "sources": _as_named(start.sources, sources),
            "subject": "".join(_as_named([start.subject], people)),
        }
        self.reset = widgets.Button(description="Back to the start", layout={"width": "auto"})
        self.reset.on_click(lambda _: self.restart())
        self._changed, self._listening = changed, False
        self._set_start()
        for field in self.fields.values():
            field.observe(self._heard, "value")

    def values(self) -> dict[str, Any]:
        """What the controls are set to, as parameters."""
        return {name: field.value for name, field in self.fields.items()}

    def restart(self) -> None:
        """Set every control to the parameter that it began with, as one change."""
        self._set_start()
        self._changed()

    def _set_start(self) -> None:
        self._listening = False
        for name, field in self.fields.items():
            field.value = self._start[name]
        self._listening = True

    def _heard(self, _: Any) -> None:
        if self._listening:
            self._changed()


def _names(given: "pd.Series[str]", start: Iterable[str], order: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Names with how many figures each has, as (words, name): those in `order` or the most frequent first, and what
    the parameters began with, even where there is none of it."""
    counts = given.value_counts()
    known = {name.casefold() for name in counts.index}
    names = [name for name in order or counts.index if name in counts.index]
    names += [name for name in start if name and name.casefold() not in known]
    return [(_said(name, int(counts.get(name, 0))), name) for name in names]


def _as_named(start: Iterable[str], names: list[tuple[str, str]]) -> tuple[str, ...]:
    """The names that are meant, whatever their case."""
    known = {name.casefold(): name for _, name in names}
    return tuple(known[name.casefold()] for name in start if name)


def _said(name: str, many: int) -> str:
    return f"{NO_SOURCE if name == 'none' else spaced(printable(name))} ({many:,})"


def labelled(kind: Callable[..., Any], label: str, **more: Any) -> Any:
    """A control below its label."""
    return kind(description=label, layout=_ABOVE, style={"description_width": "auto"}, **more)
