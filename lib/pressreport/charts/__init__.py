"""The charts, each with its words: figures against their sources, over time, under rules, from whom, and what when.

Each takes tidy frames and gives the axes; `show(axes, alt)` displays them.

    charts.show(charts.estimates(claims, articles), charts.estimates_alt(claims, articles))
"""

from pressreport.charts.chains_chart import chains, chains_alt
from pressreport.charts.chronology_chart import chronology, chronology_alt
from pressreport.charts.estimates_chart import estimates, estimates_alt
from pressreport.charts.over_time_chart import over_time, over_time_alt
from pressreport.charts.sensitivity_chart import sensitivity, sensitivity_alt
from pressreport.charts.showing import show

__all__ = [
    "chains", "chains_alt", "chronology", "chronology_alt", "estimates", "estimates_alt", "over_time", "over_time_alt",
    "sensitivity", "sensitivity_alt", "show",
]  # fmt: skip
