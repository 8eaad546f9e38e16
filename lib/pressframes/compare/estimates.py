"""Low, best and high over the independent sources of one thing, by methods with a name, and what changes without one.

Figures are weighed a source, not an article: what several outlets pass on counts once.  No method makes a mean: a
figure that no source gives is no estimate.  `at most` and `up to` say nothing of the least, vague words nothing of the
best.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, cast

import pandas as pd

from pressframes.compare.corroboration import Voice, voices
from pressframes.compare.incidents import of_what
from pressframes.compare.relations import one_thing
from pressframes.compare.reports import ReportedFigure, grouped
from pressframes.days import day
from pressframes.errors import PressframesError, near_miss
from pressframes.frames import schemas
from pressframes.frames.schemas import ids
from pressframes.phrases import NO_SOURCE, counted, listed, number, spaced, stated, upper_first
from pressframes.safe import printable

# Each method as a reader would call it.
METHODS = {
    "ucdp": "the conservative rule (UCDP)",
    "most_frequent": "the most frequent figure",
    "range": "the range of all sources",
    "most_recent": "the most recent of each source",
    "by_kind": "each kind of source",
}
_KINDS = {"none": NO_SOURCE, "unnamed": "sources without a name"}


class Estimate(NamedTuple):
    """What a method gives of the sources of one thing: of all, or of all but the one that is left out."""

    low: float | None
    best: float | None
    high: float | None
    reason: str
    sources: int = 0
    claims: tuple[str, ...] = ()
    left_out: str = ""

    @property
    def values(self) -> tuple[float | None, float | None, float | None]:
        return self.low, self.best, self.high


_NOBODY = Estimate(None, None, None, "no other source gives a figure")


def aggregate(claims: pd.DataFrame, rule: str = "ucdp") -> pd.DataFrame:
    """The low, best and high estimate of each set of figures of one thing, one a row, as the frame `estimates`.

    `set` (number), `subject`, `measure`, `rule`, `kind` (of source; null unless by kind), `low`, `best`, `high`,
    `sources` (independent ones), `claims` (ids), `reason`.  A set holds figures that can be compared (`relations`);
    a figure that can be compared with no other is a set of its own.  Null means that the rule cannot say.

    - `ucdp`: a conservative best, after the manner of the Uppsala Conflict Data Program, whose data sets give a best
      (the most likely), a low and a high estimate of each event and are known to err on the low side (Vesco et al.,
      "The Underreported Death Toll of Wars", Journal of Conflict Resolution 2026, doi 10.1177/00220027261423826).
      Which report is reliable is there judged by a person.  That is not done here: all sources count alike, `best`
      is the lowest figure stated, `low` and `high` are the lowest and highest given.
    - `most_frequent`: the figure that most sources state; where several are stated as often, that is a tie, `best`
      is null, and `low` and `high` are the least and the most of them (the mode, as in the R package eventreport).
    - `range`: the lowest and the highest figure that any source gives, and no best.
    - `most_recent`: of each source its latest figures; `best` is what the latest article gives, if that is one
      figure and no “up to”.  A source whose figures cannot be put in time is left out.
    - `by_kind`: `ucdp` for each kind of source (government, monitor, ...).

    Raises PressframesError for another rule.
    """
    if rule not in METHODS:
        near = near_miss(rule, METHODS)
        hint = f"did you mean {near!r}?" if near else f"give one of {', '.join(METHODS)}."
        raise PressframesError(f"There is no rule {rule!r} to aggregate by; {hint}")
    return schemas.frame("estimates", _estimates(one_thing(claims), [rule], leave_out=False))


def sensitivity(claims: pd.DataFrame) -> pd.DataFrame:
    """What `aggregate` gives under every rule, with all sources and with each left out, as the frame `sensitivity`.

    The columns of `estimates` and `left_out`, the source that is not believed (null: all are).
    """
    return schemas.frame("sensitivity", _estimates(one_thing(claims), METHODS, leave_out=True))


def _estimates(
    sets: Iterable[list[ReportedFigure]], methods: Iterable[str], *, leave_out: bool
) -> Iterator[dict[str, Any]]:
    for at, one in enumerate(sets, 1):
        every = voices(one)
        named = {"set": at, "subject": one[0].subject, "measure": one[0].measure}
        for method in methods:
            for out in [None, *(every if leave_out else ())]:
                rest = [voice for voice in every if voice is not out]
                for kind in sorted(set(map(_kind, rest))) if method == "by_kind" and rest else [None]:
                    believed = [voice for voice in rest if kind in (None, _kind(voice))]
                    made = _COMPUTED[method](believed) if believed else _NOBODY
                    cells = {"rule": method, "kind": kind, "left_out": out.label if out else None}
                    claims = ", ".join(report.claim for voice in believed for report in voice.reports)
                    yield named | made._asdict() | cells | {"sources": len(believed), "claims": claims}


def _kind(voice: Voice) -> str:
    return str(voice.reports[0].row.source_kind)


def _ends(given: list[ReportedFigure]) -> tuple[float | None, float | None]:
    """The lowest and the highest figure given; "up to 30" is no lowest, "dozens" no highest."""
    lows = [one.figure if one.low is None else one.low for one in given if one.hedge != "at_most"]
    highs = [one.figure if one.high is None else one.high for one in given if one.hedge != "vague"]
    low, high = min(lows, default=None), max(highs, default=None)
    crossed = low is not None and high is not None and low > high  # dozens by one, up to 20 by another
    return (high, low) if crossed else (low, high)


def _ucdp(every: list[Voice]) -> Estimate:
    given = [report for voice in every for report in voice.reports]
    low, high = _ends(given)
    ends = [one.low if one.hedge == "range" else one.best for one in given if one.hedge not in ("at_most", "vague")]
    figures = {figure for figure in ends if figure is not None}
    if not figures:
        return Estimate(low, None, high, "no source states a figure that could be the best")
    why = "the lowest figure stated, since no source is known to be more reliable"
    return Estimate(low, min(figures), high, why if len(figures) > 1 else "the one figure that is stated")


def _most_frequent(every: list[Voice]) -> Estimate:
    votes = Counter(best for voice in every for best in {report.best for report in voice.reports} if best is not None)
    if not votes:
        return Estimate(None, None, None, "no source states a figure")
    most = max(votes.values())
    winners = sorted(figure for figure, count in votes.items() if count == most)
    figures, by = listed([number(figure) for figure in winners]), f"{number(most)} of {counted(len(every), 'source')}"
    if len(winners) > 1:
        return Estimate(winners[0], None, winners[-1], f"a tie: {figures} are stated by {by} each")
    return Estimate(winners[0], winners[0], winners[0], f"{figures} is stated by {by}")


def _range(every: list[Voice]) -> Estimate:
    given = [report for voice in every for report in voice.reports]
    low, high = _ends(given)
    open_at = (("below", [one.low for one in given]), ("above", [one.high for one in given]))
    left_open = listed([end for end, bounds in open_at if None in bounds])
    return Estimate(low, None, high, f"the wording leaves it open {left_open}" if left_open else "bounds on both sides")


def _most_recent(every: list[Voice]) -> Estimate:
    latest = {voice.label: _latest(voice) for voice in every}
    unknown = [label for label, reports in latest.items() if not reports]
    kept = [report for reports in latest.values() for report in reports]
    low, high = _ends(kept)
    left_out = f"; {listed(unknown)} cannot be put in time" if unknown else ""
    days = [report.published for report in kept if report.published]
    if not kept or len(days) < len(kept):
        return Estimate(low, None, high, f"which is the latest figure cannot be said{left_out}")
    last = max(days)
    figures = {one.best for one in kept if one.published == last and one.hedge != "at_most"} - {None}
    (best,) = figures if len(figures) == 1 else (None,)
    several = "gives several" if figures else "states no figure"
    reason = f"{number(best)} is of {day(last)}" if best is not None else f"{day(last)} {several}"
    return Estimate(low, best, high, reason + left_out)


def _latest(voice: Voice) -> list[ReportedFigure]:
    """The reports of a source's last day; none if it gives several figures and a day is not known."""
    if len({one.values for one in voice.reports}) == 1:
        return sorted(voice.reports, key=lambda one: (one.published is not None, str(one.published)))[-1:]
    days = [one.published for one in voice.reports if one.published]
    return [one for one in voice.reports if one.published == max(days)] if len(days) == len(voice.reports) else []


_COMPUTED: dict[str, Callable[[list[Voice]], Estimate]] = {
    "ucdp": _ucdp, "most_frequent": _most_frequent, "range": _range, "most_recent": _most_recent, "by_kind": _ucdp,
}  # fmt: skip


class Method(NamedTuple):
    """A method (and kind of source) over one set: what it gives of all its sources, and what if one is left out."""

    rule: str
    kind: str
    every: Estimate
    without: list[Estimate]

    @property
    def of_kind(self) -> str:
        return _KINDS.get(self.kind, spaced(self.kind))

    @property
    def name(self) -> str:
        return f"kind of source: {self.of_kind}" if self.kind else METHODS[self.rule]

    @property
    def changed(self) -> list[Estimate]:
        """Those left out who make a difference; without its only source nothing gives a figure, which goes unsaid."""
        return [one for one in self.without if one.values != self.every.values] if self.every.sources > 1 else []


class Weighed(NamedTuple):
    """A set of figures of one thing by every method."""

    subject: str
    measure: str
    methods: list[Method]

    @property
    def name(self) -> str:
        return f"{self.measure} ({self.subject})"

    @property
    def sources(self) -> int:
        return max(one.every.sources for one in self.methods)

    @property
    def bests(self) -> list[float]:
        """Every best figure, whatever the method and whoever is left out."""
        return [one.best for by in self.methods for one in (by.every, *by.without) if one.best is not None]

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(claim for by in self.methods for claim in by.every.claims))


def weighed(sensitivity: pd.DataFrame) -> list[Weighed]:
    """The sets of a frame `sensitivity` (or `estimates`), in their order."""
    sets = grouped(cast(Iterable[Any], sensitivity.itertuples()), lambda row: int(row.set)).values()
    return [Weighed(printable(rows[0].subject), str(rows[0].measure), _methods(rows)) for rows in sets]


def _methods(rows: list[Any]) -> list[Method]:
    """The methods of a set; where a source is left out without which there is none of a kind, that is no figure."""
    read = [(str(row.rule), str(row.kind) if stated(row.kind) else "", _estimate(row)) for row in rows]
    names = _short([estimate for *_, estimate in read])
    made = []
    for rule, kind, every in (one for one in read if not one[2].left_out):
        rest = [(of, estimate) for other, of, estimate in read if other == rule and estimate.left_out]
        mine = {estimate.left_out: estimate for of, estimate in rest if not kind or of == kind}
        outs = dict.fromkeys(estimate.left_out for _, estimate in rest)
        made.append(Method(rule, kind, every, [mine.get(out, _NOBODY)._replace(left_out=names[out]) for out in outs]))
    return made


def _short(many: list[Estimate]) -> dict[str, str]:
    """The sources as a reader would call them: without the article that tells one without a name apart, if no other
    is called alike."""
    ends = sorted({f" ({claim.rpartition(':')[0]})" for one in many for claim in one.claims})
    outs = list(dict.fromkeys(one.left_out for one in many))
    bare = [next((out.removesuffix(end) for end in ends if out.endswith(end)), out) for out in outs]
    names = [name if bare.count(name) == 1 else out for out, name in zip(outs, bare, strict=True)]
    return {out: name.replace(NO_SOURCE, "an unnamed source", 1) for out, name in zip(outs, names, strict=True)}


def _estimate(row: Any) -> Estimate:
    low, best, high = (float(value) if stated(value) else None for value in (row.low, row.best, row.high))
    out = getattr(row, "left_out", "")  # a frame `estimates` leaves none out
    out = printable(str(out)) if stated(out) else ""
    return Estimate(low, best, high, printable(row.reason), int(row.sources), tuple(ids(row.claims)), out)


def contested(sensitivity: pd.DataFrame) -> list[Weighed]:
    """The sets with two sources or more, those with more to choose first: of the others there is nothing to choose."""

    def rank(one: Weighed) -> tuple[bool, int, float]:
        bests = one.bests or [0.0]
        return min(bests) == max(bests), -one.sources, -max(bests) / max(min(bests), 1)

    return sorted((one for one in weighed(sensitivity) if one.sources > 1), key=rank)


def said(one: Estimate) -> str:
    """An estimate in a few words.

    >>> said(Estimate(600, 600, 5000, "")), said(Estimate(380, None, 410, ""))
    ('600 (600 to 5,000)', '380 to 410 (no best)')
    """
    low, best, high = ("" if value is None else number(value) for value in one.values)
    ends = f"from {low}" if low else f"up to {high}" if high else ""
    if low and high:
        ends = low if low == high else f"{low} to {high}"
    if not best:
        return f"{ends} (no best)" if ends else "no figure"
    return f"{best} ({ends})" if ends not in ("", best) else best


def headline(sensitivity: pd.DataFrame) -> str:
    """The finding of a frame `sensitivity` in a few words, as a title."""
    found = contested(sensitivity)
    if not found:
        return "No figure has a second source"
    bests, name = found[0].bests, upper_first(found[0].name)
    if not bests:
        return f"{name}: no rule gives a best figure"
    if min(bests) == max(bests):
        return f"{name}: {number(bests[0])}, whoever is believed"
    return f"{name}: best from {number(min(bests))} to {number(max(bests))}, depending on whom one believes"


def answer_sensitivity(sensitivity: pd.DataFrame, rule: str = "ucdp", claims: pd.DataFrame | None = None) -> str:
    """What changes if others are believed: the computed answer in a few sentences, for the set with most sources.

    Where all `claims` are of one incident, it is named.
    """
    said = _answer(sensitivity, rule)
    return said if claims is None else of_what(claims, said)


def _answer(sensitivity: pd.DataFrame, rule: str) -> str:
    found = contested(sensitivity)
    if not found:
        many = len(weighed(sensitivity))
        rest = f"{'The one figure' if many == 1 else f'Each of the {many:,} figures'} rests on one source"
        return f"{rest if many else 'No figure for people was found'}, so that there is nothing to choose between."
    first = found[0]
    mine = next((one for one in first.methods if one.rule == rule and not one.kind), None)
    if mine is None:  # by kind: each kind is a method of its own
        kinds = [f"{said(one.every)} ({one.of_kind})" for one in first.methods if one.rule == rule]
        return f"By {METHODS[rule]}, the {first.name} are {listed(kinds)}. {_others(first, rule)}".strip()
    # Whose word makes a difference: first to the best figure, then to the bounds alone.
    changed = sorted(mine.changed, key=lambda one: one.best == mine.every.best)
    without = listed([f"{said(one)} without {one.left_out}" for one in changed])
    made = f"it would be {without}" if without else "no source makes a difference by being left out"
    begun = f"By {mine.name}, the {first.name} are {said(mine.every)}, from {counted(mine.every.sources, 'source')}"
    return f"{begun}; {made}. {_others(first, rule)}".strip()


def _others(one: Weighed, rule: str) -> str:
    """What the other methods give of the same set, those together that give the same."""
    others = grouped((by for by in one.methods if by.rule != rule and not by.kind), lambda by: said(by.every))
    parts = [f"{figure} by {listed([by.name for by in methods])}" for figure, methods in others.items()]
    return f"Other rules: {'; '.join(parts)}." if parts else ""
