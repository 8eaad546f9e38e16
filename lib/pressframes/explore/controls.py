"""The controls: a list or a field for each parameter but the articles, and what they are set to."""

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pressframes import parameters
from pressframes.compare.believed import RULES
from pressframes.frames.effective import effective
from pressframes.records import MEASURES, SOURCE_KINDS
from pressframes.wording import NO_SOURCE, printable, spaced, upper_first

ANY = ""  # the first row of a list: no limit
_ABOVE = {"flex_flow": "column", "align_items": "stretch", "width": "auto", "height": "auto"}  # the label, not beside
_LISTS = ("measures", "kinds", "sources")


class Controls:
    """The widgets of the controls, by the name of the parameter that each sets; `changed` is called after a change."""

    def __init__(self, start: parameters.Explore, claims: pd.DataFrame, changed: Callable[[], None]) -> None:
        claims = effective(claims)
        measures, kinds = claims["measure"].astype("str"), claims["source_kind"].astype("str")
        sources = claims["source_name"].fillna(NO_SOURCE)
        self.fields: dict[str, Any] = {
            "measures": _list("Measure", _rows(measures, start.measures, MEASURES)),
            "kinds": _list("Kind of source", _rows(kinds, start.kinds, SOURCE_KINDS)),
            "sources": _list("Source", _rows(sources, start.sources)),
            "subject": labelled(widgets.Dropdown, "Of whom", options=_rows(claims["subject"], [start.subject])),
            "rule": labelled(
                widgets.Dropdown, "Rule", options=[(upper_first(words), rule) for rule, words in RULES.items()]
            ),
            "since": labelled(widgets.DatePicker, "Published from"),
            "until": labelled(widgets.DatePicker, "Published to"),
        }
        self.reset = widgets.Button(description="Back to the start", layout={"width": "auto"})
        self.reset.on_click(lambda _: self.restart())
        self._start, self._changed, self._listening = start, changed, False
        for name, field in self.fields.items():
            field.value = self._first(name)
            field.observe(self._heard, "value")
        self._listening = True

    def values(self) -> dict[str, Any]:
        """What the controls are set to, as parameters."""
        values = {name: field.value for name, field in self.fields.items()}
        return values | {name: tuple(row for row in values[name] if row != ANY) for name in _LISTS}

    def restart(self) -> None:
        """Set every control to the parameter that it began with, as one change."""
        self._listening = False
        for name, field in self.fields.items():
            field.value = self._first(name)
        self._listening = True
        self._changed()

    def _first(self, name: str) -> Any:
        value = getattr(self._start, name)
        if name in ("since", "until", "rule"):
            return value
        rows = {row.casefold(): row for _, row in self.fields[name].options}
        return rows[value.casefold()] if name == "subject" else tuple(rows[one.casefold()] for one in value or [ANY])

    def _heard(self, change: Any) -> None:
        if not self._listening:
            return
        field, value = change["owner"], change["new"]
        if isinstance(field, widgets.SelectMultiple) and (not value or (ANY in value and len(value) > 1)):
            field.value = tuple(row for row in value if row != ANY) or (ANY,)  # which is heard in its turn
        else:
            self._changed()


def _rows(given: "pd.Series[str]", start: Iterable[str], order: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The rows of a list, each with the number of figures: any, those in `order` or the most frequent first, and
    what the parameters began with, even where there is none of it."""
    counts = given.value_counts(sort=True)
    known = {name.casefold() for name in counts.index}
    more = [name for name in start if name and name.casefold() not in known]
    names = [name for name in order or counts.index if name in counts.index] + more
    return [(f"any ({len(given):,})", ANY), *((_row(name, int(counts.get(name, 0))), name) for name in names)]


def _row(name: str, many: int) -> str:
    said = NO_SOURCE if name == "none" else spaced(printable(name))
    return f"{said} ({many:,})"


def _list(label: str, options: list[tuple[str, str]]) -> Any:
    return labelled(widgets.SelectMultiple, label, options=options, rows=5)


def labelled(kind: Callable[..., Any], label: str, **more: Any) -> Any:
    """A control below its label."""
    return kind(description=label, layout=_ABOVE, style={"description_width": "auto"}, **more)
