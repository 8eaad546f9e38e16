"""The two charts, each with its words: what figures say according to whom, and what happened when."""

import pandas as pd
from matplotlib.axes import Axes


def estimates(claims: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Every figure against its source, grouped by measure."""
    raise NotImplementedError


def chronology(events: pd.DataFrame, articles: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Every dated event over the days that its wording allows."""
    raise NotImplementedError


def estimates_alt(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What `estimates` shows, in full sentences."""
    raise NotImplementedError


def chronology_alt(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """What `chronology` shows, in full sentences."""
    raise NotImplementedError
