"""The foot of a chart: the articles that its letters stand for, and how much it shows."""

import pandas as pd

from pressframes.frames.applied import in_short
from pressframes.phrases import article_line

NAMED = 12  # articles that a foot names; more are counted


def lines(counts: str, articles: pd.DataFrame, keys: dict[str, str], rows: pd.DataFrame) -> list[str]:
    """A line for each article that is called by a letter; last what was counted, and how many rulings on the rows."""
    named = [f"[{key}]  {article_line(id_, articles)}" for id_, key in keys.items() if len(keys) <= NAMED]
    return [*named, f"{counts} {in_short(rows)}".rstrip()]


def spoken(alt: str, rows: pd.DataFrame) -> str:
    """The words for a chart, and how many rulings on the rows it used, if there are any."""
    ruled = in_short(rows)
    return f"{alt} {ruled}" if any(letter.isdigit() for letter in ruled) else alt


def cited(ids: tuple[str, ...], keys: dict[str, str]) -> str:
    """The articles of a mark: their letters, or how many they are where letters would be too many."""
    if len(keys) <= NAMED:
        return f"[{' '.join(keys[id_] for id_ in ids)}]"
    return f"[{len(ids)} articles]" if len(ids) > 1 else ""
