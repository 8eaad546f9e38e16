"""The two charts, each with its words: what figures say according to whom, and what happened when.

Each takes tidy frames and gives the axes; `show.show(axes, alt)` displays them.

    show(charts.estimates(claims, articles), charts.estimates_alt(claims, articles))
"""

from pressframes.charts_chronology import chronology, chronology_alt
from pressframes.charts_estimates import estimates, estimates_alt

__all__ = ["chronology", "chronology_alt", "estimates", "estimates_alt"]
