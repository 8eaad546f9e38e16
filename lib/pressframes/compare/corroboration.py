"""Corroboration: the independent witnesses behind a figure, and how far the reports of one thing diverge.

The same party quoted by several articles is one witness, and outlets that only pass a figure on are none.  A party
without a name ("some officials ... others") may be another or one of those named, so that the number of witnesses is
often known as a least and a most only.
"""

from typing import NamedTuple

import pandas as pd

from pressframes.compare.relations import one_thing
from pressframes.compare.reports import ReportedFigure, grouped, last_word, one_voice
from pressframes.errors import PressframesError
from pressframes.frames import schemas
from pressframes.phrases import counted, listed, lower_first, stated, upper_first
from pressframes.safe import printable

VARIABLES = ("best", "low", "high")  # what `divergence` can be of
_SAID = 4  # sources and figures that a sentence names; more are counted


class Voice(NamedTuple):
    """One source and the figures that it gives; `named` if it can be told from every other."""

    label: str
    named: bool
    reports: list[ReportedFigure]

    @property
    def articles(self) -> list[str]:
        """The articles that quote it, each once."""
        return list(dict.fromkeys(one.article for one in self.reports))

    @property
    def figures(self) -> list[str]:
        """What rests on it: `about 40 dead`, each wording once."""
        return list(dict.fromkeys(f"{lower_first(one.amount)} {one.predicate}" for one in self.reports))


class Standing(NamedTuple):
    """One figure of one thing, the reports that give it, and who stands behind them."""

    set: int
    figure: float | None
    reports: list[ReportedFigure]
    voices: list[Voice]

    @property
    def first(self) -> ReportedFigure:
        return self.reports[0]

    @property
    def named(self) -> list[Voice]:
        """The sources that can be told from every other."""
        return [voice for voice in self.voices if voice.named]

    @property
    def least(self) -> int:
        """At least so many independent witnesses: those without a name may all be one of the others."""
        return max(len(self.named), 1)

    @property
    def most(self) -> int:
        return len(self.voices)

    @property
    def wording(self) -> str:
        return "; ".join(dict.fromkeys(one.amount for one in self.reports))

    @property
    def reason(self) -> str:
        named, unnamed = len(self.named), len(self.voices) - len(self.named)
        if named + unnamed == 1:
            who = f"one witness{',' if named else ' without a name:'} {self.voices[0].label}"
            return who + (f", in {counted(len(self.reports), 'claim')}" if len(self.reports) > 1 else "")
        if not unnamed:
            return f"{counted(named, 'witness', 'witnesses')}, each with a name"
        if not named:
            return f"{counted(unnamed, 'source')} without a name, who may be one"
        return f"{counted(named, 'named source')} and {unnamed:,} without a name, who may be one of them"


def voices(many: list[ReportedFigure]) -> list[Voice]:
    """The sources of the reports, in their order: a named one once, others once an article and wording."""
    return _joined([Voice(one.witness or f"{one.source} ({one.article})", bool(one.witness), [one]) for one in many])


def _joined(many: list[Voice]) -> list[Voice]:
    """The voices in their order, the reports of one with those of the first that is the same."""
    found: dict[tuple[bool, str], list[Voice]] = {}  # by what those that are the same have in common
    distinct: list[Voice] = []
    for mine in many:
        alike = found.setdefault((mine.named, last_word(mine.label) if mine.named else mine.label.casefold()), [])
        known = next((voice for voice in alike if not mine.named or one_voice(voice.label, mine.label)), None)
        if known is None:
            alike.append(mine)
            distinct.append(mine)
        else:
            known.reports.extend(mine.reports)
    return distinct


def witnesses(claims: pd.DataFrame) -> pd.DataFrame:
    """How many independent witnesses stand behind each figure, one figure of one thing a row, as `witnesses`.

    `set` numbers the figures that can be compared with each other; `subject`, `measure`, `figure` (as stated, null
    for vague words and ranges) and `wording`; `least` and `most`, the number of witnesses; the `claims`; `chains`, for
    each claim the way from its source through who passes it on to the article; and `reason`, in words.

    >>> witnesses(pf.claims(articles))[["figure", "least", "most", "reason"]]  # doctest: +SKIP
       figure  least  most                                         reason
    0     380      1     1  one witness, Norlandic Red Cross, in 2 claims
    """
    rows = [
        {
            "set": one.set, "subject": one.first.subject, "measure": one.first.measure, "figure": one.figure,
            "wording": one.wording, "least": one.least, "most": one.most,
            "claims": ", ".join(report.claim for report in one.reports),
            "chains": "; ".join(dict.fromkeys(map(_chain, one.reports))), "reason": one.reason,
        }
        for one in standings(claims)
    ]  # fmt: skip
    return schemas.frame("witnesses", rows)


def standings(claims: pd.DataFrame) -> list[Standing]:
    """The figures of `witnesses`, in their order."""
    return [
        Standing(at, many[0].best, many, voices(many))
        for at, one in enumerate(one_thing(claims), 1)
        for many in grouped(one, lambda report: report.bounds if report.best is None else report.best).values()
    ]


def _chain(report: ReportedFigure) -> str:
    """The way of a figure: `reports → Daily Post → article`."""
    via = printable(report.row.via) if stated(report.row.via) else ""
    return " → ".join(link for link in (_party(report), via, printable(report.article)) if link)


def backers(many: list[Standing]) -> list[Voice]:
    """Everyone on whose word figures rest, those with the most claims first; who is not named at all is left out.

    A source with a name is one wherever it is quoted; those without are put together by the party that they are of.
    """
    every = [
        Voice(voice.label if by_name(voice) else _party(one), by_name(voice), [one])
        for standing in many
        for voice in standing.voices
        for one in voice.reports
    ]
    return sorted(
        (voice for voice in _joined(every) if voice.label),
        key=lambda voice: (-len(voice.reports), -len(voice.articles)),
    )


def by_name(voice: Voice) -> bool:
    """Whether a source is the same in every incident: by a name, not by what it is ("police")."""
    return voice.named and any(map(str.isupper, voice.label))


def _party(one: ReportedFigure) -> str:
    party = one.row.source_name if stated(one.row.source_name) else one.row.source
    return printable(str(party)) if stated(party) else ""


def headline(found: list[Standing]) -> str:
    """The finding in a few words, as a title."""
    if not found:
        return "No figure has a witness"
    alone = [one for one in found if one.most == 1]
    if len(alone) == len(found):
        return "The one figure rests on one witness" if len(found) == 1 else "Every figure rests on one witness alone"
    if not alone:
        return f"{upper_first(counted(len(found), 'figure'))}, none on one witness alone"
    return f"{len(alone):,} of {counted(len(found), 'figure')} {'rests' if len(alone) == 1 else 'rest'} on one witness"


def answer_witnesses(claims: pd.DataFrame) -> str:
    """Which figures rest on the same witnesses: the computed answer in a few sentences."""
    return answer(standings(claims))


def answer(found: list[Standing]) -> str:
    """The same of figures that are known."""
    if not found:
        return "No figure for people was found, so that nobody stands behind one."
    several = [one for one in found if one.most > 1]
    each = [f"; {one.wording.replace('; ', ' or ')} {one.first.predicate} on {one.reason}" for one in several]
    parts = [f"{headline(found)}{''.join(each) if len(each) <= 3 else ''}."]
    shared = [one for one in backers(found) if len(one.figures) > 1 or len(one.articles) > 1]
    parts += [_rests(one) for one in shared[:_SAID]]
    if (more := len(shared) - _SAID) > 0:
        parts.append(f"{counted(more, 'other source')} also {'stands' if more == 1 else 'stand'} behind several.")
    return " ".join(parts)


def _rests(one: Voice) -> str:
    many = one.figures
    figures = listed(many if len(many) <= _SAID else [*many[: _SAID - 1], f"{len(many) - _SAID + 1:,} more"])
    where = f" in {counted(len(one.articles), 'article')}" if len(one.articles) > 1 else ""
    if one.named:
        witness = "one witness" if len(many) > 1 or where else "a witness"
        return upper_first(f"{figures} rest on {one.label}{where}: {witness}.")
    return upper_first(f"{figures} rest on {one.label} without a name{where}, who may be one or several.")


def divergence(claims: pd.DataFrame, variable: str = "best") -> pd.DataFrame:
    """How far reports diverge, by the measures of the R package eventreport, as the frame `divergence`.

    One subject and measure is a row, an event is a set of figures of one thing (`relations`), its reports are the
    claims in it, and the variable is their `best` figure (or `low`, or `high`); a figure that is not stated is a value
    like others, as in eventreport (Sebastian van Baalen and Kristine Höglund, "Trials and Triangulations: Analyzing
    Aggregation Sensitivity in Event Data on Political Violence", International Studies Quarterly 70(1), 2026,
    sqag014, doi 10.1093/isq/sqag014).

    - `mean_dscore`: the number of different values that an event has, less one, as a mean over the events
      (`mean_dscore`); 0 if no event has two.
    - `normalized`: that score over the number of different values in all of the events (its `normalize = TRUE`).
    - `share_disagreement`: the share of events with two values or more (`share_disagreement`).
    - `events` and `reports`: how many there are.

    Raises PressframesError for another variable.
    """
    if variable not in VARIABLES:
        raise PressframesError(f"There is no divergence of {variable!r}; give one of {', '.join(VARIABLES)}.")
    rows = []
    of_what = grouped(one_thing(claims), lambda one: (one[0].subject, one[0].measure))
    for (subject, measure), events in of_what.items():
        values = [{getattr(report, variable) for report in event} for event in events]
        mean = sum(len(one) - 1 for one in values) / len(values)
        rows.append({
            "subject": subject, "measure": measure, "events": len(events), "reports": sum(map(len, events)),
            "mean_dscore": mean, "normalized": mean / len(set().union(*values)),
            "share_disagreement": sum(len(one) > 1 for one in values) / len(values),
        })  # fmt: skip
    return schemas.frame("divergence", rows)
