"""What a source said first and what later: figures by the day of their article, and the changes between them.

A change is between two figures that one named source gives of one thing (`relations`: updates, repeats) in articles
of different days.  Other figures of one measure and subject stand beside them and are not followed, since they may
be of another day or place.
"""

from typing import NamedTuple

import pandas as pd

from pressframes.compare.account import change
from pressframes.compare.pairing import pairs
from pressframes.compare.told import Told, told
from pressframes.days import day, days_between
from pressframes.frames.effective import effective
from pressframes.phrases import clipped, counted, number, upper_first


class Step(NamedTuple):
    """Two figures of one source, one after the other."""

    first: Told
    later: Told

    @property
    def change(self) -> float:
        """How many more it says later, below zero for fewer; 0 too if the wording does not tell."""
        return change(self.first.account, self.later.account) or 0.0


class Course(NamedTuple):
    """The figures of one measure and subject in articles of several days, and the steps between them."""

    subject: str
    measure: str
    told: list[Told]
    steps: list[Step]


def courses(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[Course]:
    """What can be shown over time, those with changes first, then those with most days; each in order of days."""
    dated = sorted((one for one in told(claims, articles) if one.published), key=lambda one: (one.published, one.place))
    groups: dict[tuple[str, str], list[Told]] = {}
    for one in dated:
        groups.setdefault((one.account.subject, one.account.measure), []).append(one)
    steps = _steps(claims, articles)
    found = [
        Course(*key, many, [step for step in steps if (step.later.account.subject, step.later.account.measure) == key])
        for key, many in groups.items()
        if len({one.published for one in many}) > 1
    ]
    return sorted(found, key=lambda one: (-len(falls([one])), -len(one.steps), -len({t.published for t in one.told})))


def _steps(claims: pd.DataFrame, articles: pd.DataFrame | None) -> list[Step]:
    """Each figure that renews or repeats one of an earlier day, and the last one before it."""
    before: dict[str, Step] = {}
    for pair in pairs(claims, articles):
        days = [one.published for one in (pair.a, pair.b)]
        if pair.relation not in ("updates", "repeats") or None in days or days[0] == days[1]:
            continue
        first, later = sorted((pair.a, pair.b), key=lambda one: str(one.published))
        known = before.get(later.row.claim)
        if known is None or str(known.first.published) < str(first.published):
            before[later.row.claim] = Step(first, later)
    return sorted(before.values(), key=lambda step: (str(step.later.published), step.later.place))


def falls(many: list[Course]) -> list[Step]:
    """The ways down of a source, each from its first figure to its last, the deepest first."""
    down = _runs([step for course in many for step in course.steps if step.change < 0])
    return sorted(down, key=lambda step: step.later.account.figure / max(step.first.account.figure, 1))


def rises(many: list[Course]) -> list[Step]:
    """The ways up of a source, in the same way, the steepest first."""
    up = _runs([step for course in many for step in course.steps if step.change > 0])
    return sorted(up, key=lambda step: -step.later.account.figure / max(step.first.account.figure, 1))


def unclear(many: list[Course]) -> list[Step]:
    """What a source gave later in words that do not tell whether it is more or fewer: "380", then "up to 400"."""
    steps = [step for course in many for step in course.steps]
    return [step for step in steps if change(step.first.account, step.later.account) is None]


def _runs(steps: list[Step]) -> list[Step]:
    """Steps of one direction, those that follow one another as one."""
    runs: dict[str, Step] = {}
    for step in steps:
        before = runs.pop(step.first.row.claim, step)
        runs[step.later.row.claim] = Step(before.first, step.later)
    return list(runs.values())


def undated(claims: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """The articles with figures whose day of publication is not known, which nothing can show over time."""
    known = articles["published"].dropna().index
    return [article for article in dict.fromkeys(effective(claims)["article"].astype(str)) if article not in known]


def headline(found: list[Course]) -> str:
    """The finding in a few words, as a title."""
    if not found:
        return "No figure can be followed over time"
    for steps, way, others in ((falls(found), "lowered", "fell"), (rises(found), "raised", "rose")):
        if steps:
            first, later = (number(one.account.figure) for one in (steps[0].first, steps[0].later))
            more = f"; {counted(len(steps) - 1, 'more figure')} {others}" if len(steps) > 1 else ""
            who, measure = clipped(upper_first(steps[0].later.witness), 60), steps[0].later.account.measure
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
    told = [_step(step) for step in [*down[:3], *up[:3]]]
    less = len(down) + len(up) - len(told)
    told += [f"{counted(less, 'more figure')} changed too"] if less else []
    told = told or [_unclear(step) for step in unclear(found)[:3]]
    changed = "; ".join(told) or "no source is known to have given a later figure that differs from its first"
    return upper_first(f"{changed}.{_without_day(claims, articles)}")


def _step(step: Step) -> str:
    way = "lowered" if step.change < 0 else "raised"
    return f"{step.later.witness} {way} the figure of the {_what(step)} from {' to '.join(_ends(step))}"


def _unclear(step: Step) -> str:
    first, later = _ends(step)
    said = f"{step.later.witness} gave {first} for the {_what(step)} and later {later}"
    return f"{said}: whether up or down, the wording does not tell"


def _what(step: Step) -> str:
    return f"{step.later.account.measure} ({step.later.account.subject})"


def _ends(step: Step) -> list[str]:
    return [f"“{one.account.amount}” ({day(one.published)})" for one in (step.first, step.later) if one.published]


def _nothing(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Why nothing can be followed."""
    claims = effective(claims)
    if claims.empty:
        return f"No figure for people was found in {counted(len(articles), 'article')}"
    days = articles["published"].reindex(claims["article"].unique()).dropna()
    if days.empty:
        return "The day of no article is known, so that no figure can be followed over time"
    if days.nunique() == 1:
        rest = _without_day(claims, articles).removesuffix(".")
        only = "Every figure" if not rest else "Every figure whose day is known"
        return (
            f"{only} was published on {day(days.iloc[0])}, so that none can be followed over time{rest and '.' + rest}"
        )
    span = days_between(days.min().date(), days.max().date())
    return f"The articles were published {span}, and no two of different days give one measure of the same people"


def _without_day(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    many = len(undated(claims, articles))
    if not many:
        return ""
    return (
        f" {counted(many, 'article')} with figures {'has' if many == 1 else 'have'} no known day and cannot be placed."
    )
