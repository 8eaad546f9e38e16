"""Tolls: how the figures of one incident, measure and people developed, in the order of publication, and by whom.

A line is what one source gave on several days.  Only within a line does a figure rise or fall: what one
source gives after another is no development, and neither are two figures of one article.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import pandas as pd

from pressframes.compare.incidents import labels, most_told
from pressframes.compare.reports import ANYONE, ReportedFigure, change, figures, grouped, one_voice
from pressframes.days import day, days_between
from pressframes.frames import schemas
from pressframes.frames.rulings import with_rulings
from pressframes.phrases import counted, listed, lower_first, number, stated, upper_first
from pressframes.records import MEASURES

FAR = 10  # totals that are so many times one another may be of different times, and other figures at its square
_SAID = 3  # lines and sources that a sentence names; more are counted


class Line(NamedTuple):
    """What one source gave on two days or more, one figure a day."""

    source: str
    figures: list[ReportedFigure]

    @property
    def days(self) -> int:
        """From the first figure to the last."""
        first, last = (self.figures[at].published or date.min for at in (0, -1))
        return (last - first).days

    @property
    def changes(self) -> list[float | None]:
        """How many more each figure is than the one before; None where the wording does not tell."""
        return [change(*two) for two in pairwise(self.figures)]


class Toll(NamedTuple):
    """The figures of one incident, measure and people by day and place, each with why it is no step, if it is none."""

    incident: str
    label: str
    measure: str
    subject: str
    told: list[tuple[ReportedFigure, str]]

    @property
    def steps(self) -> list[ReportedFigure]:
        return [one for one, reason in self.told if not reason]

    @property
    def lines(self) -> list[Line]:
        """Those of the steps that one source gave on several days, those of most days first.

        A day on which a source gives two different figures is left out, since their order cannot be told; so are
        totals that do not say since when they count, and those that count since different days are different lines.
        """
        by_source: list[list[ReportedFigure]] = []
        for one in (one for one in self.steps if one.witness and (one.row.scope != "period" or _since(one))):
            many = next((many for many in by_source if _one_count(many[0], one)), None)
            if many is None:
                by_source.append([one])
            else:
                many.append(one)
        lines = [Line(_name(many), list(_daily(many))) for many in by_source]
        return sorted((one for one in lines if len(one.figures) > 1), key=lambda one: -len(one.figures))

    @property
    def name(self) -> str:
        """What is counted, in words: "the death toll", "the number of missing (children)"."""
        people = "" if self.subject == "people" else f" ({self.subject})"
        return f"{'the death toll' if self.measure == 'killed' else f'the number of {self.measure}'}{people}"


def _since(one: ReportedFigure) -> str:
    """Since when a total counts; empty for one happening, and where the article does not tell."""
    return str(one.row.earliest.date()) if one.row.scope == "period" and stated(one.row.earliest) else ""


def _one_count(a: ReportedFigure, b: ReportedFigure) -> bool:
    return one_voice(a.witness, b.witness) and _since(a) == _since(b)


def _name(many: list[ReportedFigure]) -> str:
    """The longest name that the articles give a source, with its article if it has one in the text."""
    name = max((one.witness for one in many), key=len)
    return (
        f"the {name}" if any(re.match(f"the {re.escape(name)}$", str(one.row.source), re.I) for one in many) else name
    )


def _daily(many: list[ReportedFigure]) -> Iterator[ReportedFigure]:
    """Of each day the one figure that a source gave on it, stated exactly if it was once."""
    for _, group in groupby(many, lambda one: one.published):
        same = list(group)
        if len({one.figure for one in same}) == 1:
            yield min(same, key=lambda one: one.hedge != "exact")


def tolls(claims: pd.DataFrame) -> pd.DataFrame:
    """The figures of each incident, measure and people, in the order of publication, one a row, as the frame `tolls`.

    `incident` and its `label`, `measure`, `subject`; `step`, which numbers the figures that are steps of the toll;
    the claim, its `article`, day, wording, bounds, `source`, `role` and `stance`; `change_own` and `change_any`, how
    many more it is than the last step of its source and of anyone in another article (negative for fewer; null for the
    first, and where the wording does not tell); and `reason`, why a figure is no step: a part, an addition, denied,
    replaced, or of an article whose day is not known.
    """
    return schemas.frame("tolls", list(_rows(claims)))


def developments(claims: pd.DataFrame) -> list[Toll]:
    """The tolls of the claims, in their order."""
    names = labels(claims)
    many = [one for one in figures(claims) if one.incident]
    of_one = grouped(many, lambda one: (one.incident, one.measure, "people" if one.subject in ANYONE else one.subject))
    return [
        Toll(
            incident, names[incident], measure, subject,
            [(one, no_step(one)) for one in sorted(same, key=lambda one: (str(one.published or "9999"), one.place))],
        )
        for (incident, measure, subject), same in of_one.items()
    ]  # fmt: skip


def _rows(claims: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for toll in developments(claims):
        steps: list[ReportedFigure] = []
        for one, reason in toll.told:
            earlier = [last for last in reversed(steps) if last.article != one.article]  # one article has one state
            own = next((last for last in earlier if one.witness and one_voice(last.witness, one.witness)), None)
            before = next(iter(earlier), None)
            if not reason:
                steps.append(one)
            yield {
                "incident": toll.incident, "label": toll.label, "measure": toll.measure, "subject": toll.subject,
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


def why(one: ReportedFigure, reason: str) -> str:
    """The reason of `no_step` with the name of the party, if it is known."""
    return f"{one.source} denies it" if one.stance == "denied" and stated(one.row.source_name) else reason


def of_one(claims: pd.DataFrame) -> list[Toll]:
    """The tolls of the most told incident: those that most articles give first, then by their measure."""

    def told(one: Toll) -> tuple[int, int, int]:
        return -len({step.article for step in one.steps}), MEASURES.index(one.measure), -len(one.steps)

    return sorted((one for one in developments(most_told(claims))), key=told)


def name_of(claims: pd.DataFrame) -> str:
    """What the claims are figures of, as a title: the label of the most told incident."""
    names = labels(most_told(claims))
    return upper_first(next(iter(names.values()), "no happening is told of"))


def headline_toll(claims: pd.DataFrame) -> str:
    """The finding in a few words, as a title: what the most told toll came to, by one source."""
    found = of_one(claims)
    if not found:
        return "No figure can be followed"
    followed = _followed(found)
    return f"{upper_first(found[0].label)}: {_moved(*followed[0]) if followed else _not_followed(found)}"


def answer_toll(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """How the toll of the most told incident developed, and according to whom: the computed answer."""
    found = of_one(claims)
    if with_rulings(claims).empty:
        return f"No figure for people was found in {counted(len(articles), 'article')}."
    if not found:
        return "No figure could be placed in a happening or running total, so that no toll can be followed."
    followed = _followed(found)
    if not followed:
        return f"{headline_toll(claims)}{_one_day(found)}. {_spread(found[0])}"
    parts = [_moved(*two) for two in followed[:_SAID]]
    more = len(followed) - len(parts)
    parts += [f"{counted(more, 'more count')} can be followed"] if more else []
    return f"{upper_first(found[0].label)}: {'; '.join(parts)}."


def _followed(found: list[Toll]) -> list[tuple[Toll, Line]]:
    """What can be followed over time: each line, those of the most told toll first."""
    return [(toll, line) for toll in found for line in toll.lines]


def _moved(toll: Toll, line: Line) -> str:
    """How the figures of one source went: "the death toll rose from at least 12 to 52 in 4 days, according to …"."""
    first, last = (lower_first(line.figures[at].amount) for at in (0, -1))
    when, by = counted(line.days, "day"), f"according to {line.source}"
    changes = [by for by in line.changes if by is not None]
    if len(changes) < len(line.changes):
        return f"{toll.name} was put at {first} and {when} later at {last}, {by}"
    if not any(changes):
        return f"{toll.name} was put at {first} on {counted(len(line.figures), 'day')}, {by}"
    rises, falls = any(by > 0 for by in changes), any(by < 0 for by in changes)
    if rises and falls:
        between = " and ".join(number(end([one.figure for one in line.figures])) for end in (min, max))
        return f"{toll.name} went from {first} to {last} in {when}, up and down between {between}, {by}"
    return f"{toll.name} {'rose' if rises else 'fell'} from {first} to {last} in {when}, {by}"


def _not_followed(found: list[Toll]) -> str:
    """Why nothing can be followed over time, in a few words."""
    days = sorted({one.published for toll in found for one in toll.steps if one.published})
    if len(days) < 2:
        return f"all figures were published on {day(days[0])}" if days else "the day of no figure is known"
    return f"no source can be followed from one day to another ({days_between(days[0], days[-1])})"


def _one_day(found: list[Toll]) -> str:
    several = len({one.published for toll in found for one in toll.steps}) > 1
    return "" if several else ", so that no toll can be followed"


def _spread(toll: Toll) -> str:
    """What its steps come to where none follows another, in a sentence."""
    steps = sorted(toll.steps or [one for one, _ in toll.told], key=lambda one: (one.figure, one.top))
    ends = [f"{lower_first(one.amount)} ({one.source})" for one in (steps[0], max(steps, key=lambda one: one.top))]
    what = f"{toll.measure} ({toll.subject})"
    far = FAR if any(one.row.scope == "period" for one in steps) else FAR**2
    if max(one.top for one in steps) > far * max(steps[0].figure, 1):
        return f"The {counted(len(steps), 'figure')} of the {what} are so far apart that some may be of something else."
    if len(steps) == 1:
        return f"The one figure of the {what} is {ends[0]}."
    if steps[0].figure == max(one.top for one in steps):
        return f"{counted(len(steps), 'figure')} give {ends[0]} for the {what}."
    return f"The {counted(len(steps), 'figure')} of the {what} lie between {ends[0]} and {ends[1]}."


def alt_toll(claims: pd.DataFrame) -> list[str]:
    """Each toll of the most told incident in a sentence: its lines, its other figures, and what is no step."""
    said = []
    for toll in of_one(claims):
        lines = toll.lines
        drawn = {one.claim for line in lines for one in line.figures}
        parts = [f"{line.source} {listed([_dated(one) for one in line.figures])}" for line in lines]
        parts += [f"{one.source} {_dated(one)}" for one in toll.steps if one.claim not in drawn]
        rest = [f"{lower_first(one.amount)} ({why(one, reason)})" for one, reason in toll.told if reason]
        parts += [f"no steps of it: {listed(rest)}"] if rest else []
        said.append(f"{toll.measure.capitalize()} ({toll.subject}): {'; '.join(parts)}.")
    return said


def _dated(one: ReportedFigure) -> str:
    return f"{lower_first(one.amount)}{f' ({day(one.published)})' if one.published else ''}"
