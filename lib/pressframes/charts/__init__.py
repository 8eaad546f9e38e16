"""The two charts, each with its words: what figures say according to whom, and what happened when.

Each takes tidy frames and gives the axes; `show(axes, alt)` displays them.

    charts.show(charts.estimates(claims, articles), charts.estimates_alt(claims, articles))
"""

from pressframes.charts.chronology_chart import chronology, chronology_alt
from pressframes.charts.estimates_chart import estimates, estimates_alt
from pressframes.charts.showing import show

__all__ = ["chronology", "chronology_alt", "estimates", "estimates_alt", "show"]
