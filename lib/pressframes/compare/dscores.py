"""How far the reports of one thing diverge, by the measures of the R package eventreport.

Sebastian van Baalen and Kristine Höglund, "Trials and Triangulations: Analyzing Aggregation Sensitivity in Event Data
on Political Violence", International Studies Quarterly 70(1), 2026, sqag014, doi 10.1093/isq/sqag014.
"""

from typing import Any

import pandas as pd

from pressframes.compare.pairing import one_thing
from pressframes.compare.told import Told
from pressframes.errors import PressframesError
from pressframes.frames import schemas

VARIABLES = ("best", "low", "high")


def divergence(claims: pd.DataFrame, variable: str = "best", articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """The divergence of the reports, one subject and measure a row, as the frame `divergence`.

    An event is a set of figures of one thing (`relations`), its reports are the claims in it, and the variable is
    their `best` figure (or `low`, or `high`); a figure that is not stated is a value like others, as in eventreport.

    - `mean_dscore`: the number of different values that an event has, less one, as a mean over the events
      (`mean_dscore`); 0 if no event has two.
    - `normalized`: that score over the number of different values in all of the events (its `normalize = TRUE`).
    - `share_disagreement`: the share of events with two values or more (`share_disagreement`).
    - `events` and `reports`: how many there are.

    Raises PressframesError for another variable.
    """
    if variable not in VARIABLES:
        raise PressframesError(f"There is no divergence of {variable!r}; give one of {', '.join(VARIABLES)}.")
    grouped: dict[tuple[str, str], list[list[Told]]] = {}
    for one in one_thing(claims, articles):
        grouped.setdefault((one[0].account.subject, one[0].account.measure), []).append(one)
    return schemas.frame("divergence", [_row(*key, events, variable) for key, events in grouped.items()])


def _row(subject: str, measure: str, events: list[list[Told]], variable: str) -> dict[str, Any]:
    values = [{getattr(told.account, variable) for told in event} for event in events]
    mean = sum(len(one) - 1 for one in values) / len(values)
    return {
        "subject": subject, "measure": measure, "events": len(events), "reports": sum(map(len, events)),
        "mean_dscore": mean, "normalized": mean / len(set().union(*values)),
        "share_disagreement": sum(len(one) > 1 for one in values) / len(values),
    }  # fmt: skip
