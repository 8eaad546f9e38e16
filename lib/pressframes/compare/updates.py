"""What a source said first and what later: figures by the day of their article, and the changes between them.

A change is between two figures that one named source gives of one thing (`relations`: updates, repeats) in articles
of different days.  Other figures of one measure and subject stand beside them and are not followed, since they may
be of another day or place.
"""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from pressframes.compare.relations import pairs
from pressframes.compare.reports import ReportedFigure, change, figures
from pressframes.days import day, days_between
from pressframes.frames.rulings import with_rulings
from pressframes.phrases import clipped, counted, number, upper_first


class Step(NamedTuple):
    """Two figures of one source, one after the other."""

    first: ReportedFigure
    later: ReportedFigure

    @property
    def change(self) -> float:
        """How many more it says later, below zero for fewer; 0 too if the wording does not tell."""
        return change(self.first, self.later) or 0.0

    @property
    def name(self) -> str:
        return f"{self.later.measure} ({self.later.subject})"

    @property
    def times(self) -> float:
        """How many times the first figure the later one is."""
        return self.later.figure / max(self.first.figure, 1)


class Course(NamedTuple):
    """The figures of one measure and subject in articles of several days, and the steps between them."""

    subject: str
    measure: str
    reports: list[ReportedFigure]
    steps: list[Step]


def courses(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[Course]:
    """What can be shown over time, those with changes first, then those with most days; each in order of days."""
    many = figures(claims, articles)
    groups: dict[tuple[str, str], list[ReportedFigure]] = {}
    for one in sorted((one for one in many if one.published), key=lambda one: (one.published, one.place)):
        groups.setdefault((one.subject, one.measure), []).append(one)
    steps = _steps(many)
    found = [
        Course(*key, same, [step for step in steps if (step.later.subject, step.later.measure) == key])
        for key, same in groups.items()
        if len({one.published for one in same}) > 1
    ]
    days = {id(one): len({report.published for report in one.reports}) for one in found}
    return sorted(found, key=lambda one: (-len(falls([one])), -len(one.steps), -days[id(one)]))


def _steps(many: list[ReportedFigure]) -> list[Step]:
    """Each figure that renews or repeats one of an earlier day, and the last one before it."""
    before: dict[str, Step] = {}
    for pair in pairs(many):
        days = [one.published for one in (pair.a, pair.b)]
        if pair.relation not in ("updates", "repeats") or None in days or days[0] == days[1]:
            continue
        first, later = sorted((pair.a, pair.b), key=lambda one: str(one.published))
        known = before.get(later.claim)
        if known is None or str(known.first.published) < str(first.published):
            before[later.claim] = Step(first, later)
    return sorted(before.values(), key=lambda step: (str(step.later.published), step.later.place))


def falls(many: list[Course]) -> list[Step]:
    """The ways down of a source, each from its first figure to its last, the deepest first."""
    return sorted(_runs(many, lambda step: step.change < 0), key=lambda step: step.times)


def rises(many: list[Course]) -> list[Step]:
    """The ways up of a source, in the same way, the steepest first."""
    return sorted(_runs(many, lambda step: step.change > 0), key=lambda step: -step.times)


def unclear(many: list[Course]) -> list[Step]:
    """What a source gave later in words that do not tell whether it is more or fewer: "380", then "up to 400"."""
    return [step for course in many for step in course.steps if change(*step) is None]


def _runs(many: list[Course], chosen: Callable[[Step], bool]) -> list[Step]:
    """The steps of one direction, those that follow one another as one."""
    runs: dict[str, Step] = {}
    for step in (step for course in many for step in course.steps if chosen(step)):
        before = runs.pop(step.first.claim, step)
        runs[step.later.claim] = Step(before.first, step.later)
    return list(runs.values())


def undated(claims: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """The articles with figures whose day of publication is not known, which nothing can show over time."""
    known = articles["published"].dropna().index
    return [article for article in dict.fromkeys(with_rulings(claims)["article"].astype(str)) if article not in known]


def headline(found: list[Course]) -> str:
    """The finding in a few words, as a title."""
    if not found:
        return "No figure can be followed over time"
    for steps, way, others in ((falls(found), "lowered", "fell"), (rises(found), "raised", "rose")):
        if steps:
            first, later = (number(one.figure) for one in steps[0])
            more = f"; {counted(len(steps) - 1, 'more figure')} {others}" if len(steps) > 1 else ""
            who, measure = clipped(upper_first(steps[0].later.witness), 60), steps[0].later.measure
            return f"{who} {way} the figure of the {measure} from {first} to {later}{more}"
    if unclear(found):
        return "Whether a source changed a figure, the wording does not tell"
    return "No source is known to have changed a figure"


def answer_over_time(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Who changed a figure, and how: the computed answer in one or two sentences."""
    return answer(courses(claims, articles), claims, articles)


def answer(found: list[Course], claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The same of courses that are known."""
    if not found:
        return f"{_nothing(claims, articles)}."
    down, up = falls(found), rises(found)
    parts = [_step(step) for step in [*down[:3], *up[:3]]]
    less = len(down) + len(up) - len(parts)
    parts += [f"{counted(less, 'more figure')} changed too"] if less else []
    parts = parts or [_step(step) for step in unclear(found)[:3]]
    changed = "; ".join(parts) or "no source is known to have given a later figure that differs from its first"
    return upper_first(f"{changed}.{_without_day(claims, articles)}")


def _step(step: Step) -> str:
    first, later = (f"“{one.amount}” ({day(one.published)})" for one in step if one.published)
    if change(*step) is None:
        said = f"{step.later.witness} gave {first} for the {step.name} and later {later}"
        return f"{said}: whether up or down, the wording does not tell"
    way = "lowered" if step.change < 0 else "raised"
    return f"{step.later.witness} {way} the figure of the {step.name} from {first} to {later}"


def _nothing(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Why nothing can be followed."""
    claims = with_rulings(claims)
    if claims.empty:
        return f"No figure for people was found in {counted(len(articles), 'article')}"
    days = articles["published"].reindex(claims["article"].unique()).dropna()
    if days.empty:
        return "The day of no article is known, so that no figure can be followed over time"
    if days.nunique() == 1:
        rest = _without_day(claims, articles).removesuffix(".")
        only = f"Every figure{' whose day is known' if rest else ''} was published on {day(days.iloc[0])}"
        return f"{only}, so that none can be followed over time{rest and '.' + rest}"
    span = days_between(days.min().date(), days.max().date())
    return f"The articles were published {span}, and no two of different days give one measure of the same people"


def _without_day(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    many = len(undated(claims, articles))
    verb = "has" if many == 1 else "have"
    return f" {counted(many, 'article')} with figures {verb} no known day and cannot be placed." if many else ""
