"""Exploring in JupyterLab: controls, and a chart and tables that follow them.

`Explorer(given, corpus, claims)` shows controls, chart, marks and passages; `Explorer.follow(told)` anything else that
is told of the rows chosen.  What a choice shows is `views.View`, which knows nothing of widgets.

Every output is a live widget and, for where no kernel answers, the picture or table that it showed when it ran: a
page, GitHub and nbval see that, and the same lines make it.  Texts of articles reach widgets escaped, in pictures,
or as rows of lists and names of buttons, which hold plain text.
"""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from pandas import DataFrame

from pressframes.errors import PressframesError
from pressframes.frames.rulings import with_rulings
from pressreport import charts
from pressreport.explorer.controls import HIGH, Controls, Picture, labelled
from pressreport.explorer.views import View
from pressreport.html import Shown, escape, sentence
from pressreport.parameters import Explore

__all__ = ["Explorer"]

_LOOKS = """<style>
.pf-explore .widget-label{text-align:left}
.pf-explore select, .pf-explore input{flex:none;width:100%;min-height:28px}
.pf-ticks{display:grid;grid-template-columns:repeat(auto-fill,minmax(9em,1fr));gap:0 .5em}
.pf-ticks .widget-checkbox, .pf-ticks label{width:auto;height:auto;margin:0;line-height:1.6}
.pf-ticks input{min-height:0;width:auto}
.pf-pane .widget-html-content, .pf-explore .widget-html, .pf-explore .widget-html-content{line-height:1.5;margin:0}
.pf-explore .widget-html, .pf-explore .widget-html-content{width:100%}
.pf-page{position:relative}
.pf-page img{display:block;width:100%;height:auto;background:#fff}
.pf-page .pf-mark{position:absolute;margin:0;color:transparent;background:transparent}
.pf-page .pf-mark:hover{box-shadow:0 0 0 2px #0b5394}
.pf-page .pf-chosen{box-shadow:0 0 0 3px #0b5394}
.pf-around{white-space:pre-line;color:var(--jp-ui-font-color2);overflow-wrap:anywhere}
.pf-around blockquote{margin:.5em 0;border-left:4px solid #0b5394;padding-left:.75em;color:var(--jp-ui-font-color1)}
.pf-around mark{background:#fff0b3;color:#000}
.pf-around mark.source{background:#d9ecff}
.pf-wrong{border-left:4px solid #b3261e;padding-left:.75em}
</style>"""
_CONTROLS = {"display": "grid", "grid_template_columns": "repeat(auto-fit, minmax(10em, 1fr))", "grid_gap": ".5em 1em"}


def _live(widget: Any) -> dict[str, Any]:
    """The widget in a form that only a frontend with a kernel shows."""
    form = "application/vnd.jupyter.widget-view+json"
    return {form: widget._repr_mimebundle_()[form]}


class Pane:
    """An output that follows the controls: a widget where a kernel answers, elsewhere what it showed when it ran."""

    def __init__(self, told: Callable[[View], Shown | str], view: View) -> None:
        # The second class as JupyterLab shows tables elsewhere.
        self._told, self.widget = told, widgets.HTML().add_class("pf-pane").add_class("jp-RenderedHTMLCommon")
        self.show(view)

    def show(self, view: View) -> None:
        """Show what is told of the view."""
        told = self._told(view)
        self.shown = sentence(told) if isinstance(told, str) else told
        self.widget.value = self.shown.markup

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return _live(self.widget) | {"text/html": self.shown.markup, "text/plain": self.shown.words}

    def __repr__(self) -> str:
        return self.shown.words


class Explorer:
    """Controls, the chart, its marks and the passages behind them; `view` is what they show at the moment.

    A choice that cannot be, or that no figure fits, is told in words, and what was shown stays.
    """

    def __init__(self, given: Explore, corpus: DataFrame, claims: DataFrame, outcomes: DataFrame | None = None) -> None:
        self.view = View(given, corpus, claims, outcomes)
        self.controls = Controls(given, claims, self._changed)
        self.message, self.passages = widgets.HTML(), widgets.HTML()
        self.marks = labelled(widgets.Dropdown, "Mark of the chart")
        self.marks.observe(self._selected, "value")
        self.steps = [self._step("Previous mark", -1), self._step("Next mark", 1)]
        self.picture = Picture(self._select)
        self.controls.reset.on_click(lambda _: self._select(0))
        self.estimates = Pane(View.estimates, self.view)
        self._panes = [self.estimates]
        self._show()

    def follow(self, told: Callable[[DataFrame, DataFrame], Shown | str]) -> Pane:
        """An output of what is told of the rows chosen and the articles, anew after each change of a control."""
        self._panes.append(Pane(lambda view: told(view.chosen, view.corpus), self.view))
        return self._panes[-1]

    def _changed(self) -> None:
        """Show what the controls are set to, or say why that cannot be shown."""
        why, view = "", self.view
        try:
            given = Explore(**self.view.given.model_dump() | self.controls.values())
            view = View(given, self.view.corpus, self.view.claims, self.view.outcomes)
            why = f"No figure fits this choice: {given}." if with_rulings(view.chosen).empty else ""
        except PressframesError as wrong:
            why = str(wrong)
        still = f"What is shown is still: {self.view.given}."
        self.message.value = f'<p class="pf-wrong" role="alert">{escape(why)}<br>{escape(still)}</p>' if why else ""
        if not why and view.given != self.view.given:
            self.view = view
            self._show()

    def _show(self) -> None:
        self._listed, before = self.view.marks(), self.marks.label
        self.picture.show(self.view, self._listed)
        labels = [mark.label for mark in self._listed]
        self.marks.options = [(label, at) for at, label in enumerate(labels)]
        self.marks.value = labels.index(before) if before in labels else 0 if labels else None
        self._selected()
        for pane in self._panes:
            pane.show(self.view)

    def _select(self, at: int) -> None:
        if self._listed:
            self.marks.value = at

    def _step(self, label: str, by: int) -> Any:
        """A button that goes from mark to mark, from the last to the first again."""
        button = widgets.Button(description=label, layout={"flex": "1 1 0"})
        button.on_click(lambda _: self._select(((self.marks.index or 0) + by) % max(len(self._listed), 1)))
        return button

    def _selected(self, _: Any = None) -> None:
        at = self.marks.value
        self.picture.choose(at)
        self.passages.value = "" if at is None else self.view.passages(self._listed[at]).markup

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = charts.bundle(self.view.chart(), self.view.alt())
        return _live(self._app()) | data, metadata

    def __repr__(self) -> str:
        return self.view.alt()

    def _app(self) -> Any:
        fields = self.controls.fields
        lists = widgets.VBox([fields[name] for name in ("subject", "sources", "rule")])
        days = widgets.VBox([fields["since"], fields["until"], self.controls.reset])
        controls = widgets.Box([fields["measures"].widget, fields["kinds"].widget, lists, days], layout=_CONTROLS)
        beside = [self.marks, widgets.HBox(self.steps), self.passages]
        column = widgets.VBox(beside, layout={"flex": "2 1 16em", "min_width": "0", "max_height": HIGH})
        both = widgets.Box([self.picture.widget, column], layout={"flex_flow": "row wrap", "grid_gap": "1.5em"})
        whole = [widgets.HTML(_LOOKS), controls, self.message, both, self.estimates.widget]
        return widgets.VBox(whole).add_class("pf-explore")
