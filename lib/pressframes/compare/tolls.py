"""Tolls: how the figures of one incident, measure and people developed, in the order of publication, and by whom."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from pressframes.compare.incidents import labels
from pressframes.compare.reports import ANYONE, ReportedFigure, change, figures, grouped, one_voice
from pressframes.frames import schemas


def tolls(claims: pd.DataFrame) -> pd.DataFrame:
    """The figures of each incident, measure and people, in the order of publication, one a row, as the frame `tolls`.

    `incident` and its `label`, `measure`, `subject`; `step`, which numbers the figures that are steps of the toll;
    the claim, its `article`, day, wording, bounds, `source`, `role` and `stance`; `change_own` and `change_any`, how
    many more it is than the last step of its source and of anyone (negative for fewer; null for the first, and where
    the wording does not tell); and `reason`, why a figure is no step: a part, an addition, denied, replaced, or of an
    article whose day is not known.
    """
    return schemas.frame("tolls", list(_rows(claims)))


def _rows(claims: pd.DataFrame) -> Iterator[dict[str, Any]]:
    names = labels(claims)
    many = [one for one in figures(claims) if one.incident]
    of_one = grouped(many, lambda one: (one.incident, one.measure, "people" if one.subject in ANYONE else one.subject))
    for (incident, measure, subject), same in of_one.items():
        steps: list[ReportedFigure] = []
        for one in sorted(same, key=lambda one: (str(one.published or "9999"), one.place)):
            reason = no_step(one)
            own = next((last for last in reversed(steps) if one.witness and one_voice(last.witness, one.witness)), None)
            before = steps[-1] if steps else None
            if not reason:
                steps.append(one)
            yield {
                "incident": incident, "label": names[incident], "measure": measure, "subject": subject,
                "step": None if reason else len(steps), "claim": one.claim, "article": one.article,
                "published": one.row.published, "amount": one.amount, "best": one.best, "low": one.low,
                "high": one.high, "source": one.source, "role": one.role, "stance": one.stance,
                "change_own": None if reason or own is None else change(own, one),
                "change_any": None if reason or before is None else change(before, one), "reason": reason or None,
            }  # fmt: skip


def no_step(one: ReportedFigure) -> str:
    """Why a figure is no step of its toll, in words; empty if it is one."""
    if one.stance == "denied":
        return "the party denies it"
    if one.stance == "superseded":
        return "the article gives another figure in its place"
    if one.role == "part" or one.part_of_own:
        return "a part of another figure"
    if one.role == "addition":
        return "on top of another figure"
    return "" if one.published else "the day of its article is not known"
