"""What changes if others are believed, in words: the frame `sensitivity` by set, rule and source left out."""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

import pandas as pd

from pressframes.frames.effective import ids
from pressframes.phrases import counted, listed, number, spaced, stated, upper_first
from pressframes.safe import printable

# Each rule as a reader would call it.
RULES = {
    "ucdp": "the conservative rule (UCDP)",
    "most_frequent": "the most frequent figure",
    "range": "the range of all sources",
    "most_recent": "the most recent of each source",
    "by_kind": "each kind of source",
}
_KINDS = {"none": "no source named", "unnamed": "sources without a name"}


class Estimate(NamedTuple):
    """One row of the frame: what a rule gives when all are believed, or all but one."""

    left_out: str
    low: float | None
    best: float | None
    high: float | None
    sources: int
    claims: tuple[str, ...]
    reason: str

    @property
    def values(self) -> tuple[float | None, float | None, float | None]:
        """What it comes to."""
        return self.low, self.best, self.high


_NOBODY = Estimate("", None, None, None, 0, (), "no other source gives a figure")


class Ruled(NamedTuple):
    """A rule (and kind of source): what it gives of all, and what if one is left out."""

    rule: str
    kind: str
    every: Estimate
    without: list[Estimate]

    @property
    def name(self) -> str:
        """The rule in words."""
        return f"kind of source: {self.of_kind}" if self.kind else RULES[self.rule]

    @property
    def of_kind(self) -> str:
        """The kind of source in words; empty if it is any."""
        return _KINDS.get(self.kind, spaced(self.kind))

    @property
    def changed(self) -> list[Estimate]:
        """Those left out who make a difference; without its only source nothing gives a figure, which goes unsaid."""
        return [one for one in self.without if one.values != self.every.values] if self.every.sources > 1 else []


class Weighed(NamedTuple):
    """A set of figures of one thing under its rules."""

    subject: str
    measure: str
    rules: list[Ruled]

    @property
    def name(self) -> str:
        """What is counted of whom."""
        return f"{self.measure} ({self.subject})"

    @property
    def sources(self) -> int:
        """How many independent sources it has."""
        return max(one.every.sources for one in self.rules)

    @property
    def bests(self) -> list[float]:
        """Every best figure, whatever the rule and whoever is left out."""
        return [one.best for rule in self.rules for one in (rule.every, *rule.without) if one.best is not None]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that it is made of."""
        return tuple(dict.fromkeys(claim for rule in self.rules for claim in rule.every.claims))

    def under(self, rule: str) -> Ruled | None:
        """What one rule gives, whatever the kind of source."""
        return next((one for one in self.rules if one.rule == rule and not one.kind), None)


def weighed(sensitivity: pd.DataFrame) -> list[Weighed]:
    """The sets of a frame `sensitivity` (or `estimates`), in their order."""
    sets: dict[int, list[Any]] = {}
    for row in cast(Iterable[Any], sensitivity.itertuples()):
        sets.setdefault(int(row.set), []).append(row)
    return [Weighed(printable(rows[0].subject), str(rows[0].measure), _rules(rows)) for rows in sets.values()]


def _rules(rows: list[Any]) -> list[Ruled]:
    """The rules of a set; where a source is left out without which there is none of a kind, that is no figure."""
    names, made = _short(rows), []
    for row in (row for row in rows if not _left_out(row)):
        kind = str(row.kind) if stated(row.kind) else ""
        rest = [other for other in rows if other.rule == row.rule and _left_out(other)]
        mine = {_left_out(other): _estimate(other) for other in rest if not kind or str(other.kind) == kind}
        outs = dict.fromkeys(_left_out(other) for other in rest)
        without = [mine.get(out, _NOBODY)._replace(left_out=names[out]) for out in outs]
        made.append(Ruled(str(row.rule), kind, _estimate(row), without))
    return made


def _short(rows: list[Any]) -> dict[str, str]:
    """The sources as a reader would call them: without the article that tells one without a name apart, if no other
    is called alike."""
    articles = {claim.rpartition(":")[0] for row in rows for claim in ids(row.claims)}
    bare = {out: _bare(out, articles) for out in map(_left_out, rows)}
    names = {out: name if list(bare.values()).count(name) == 1 else out for out, name in bare.items()}
    return {out: name.replace("no source named", "an unnamed source", 1) for out, name in names.items()}


def _bare(label: str, ids: set[str]) -> str:
    return next((label.removesuffix(f" ({id_})") for id_ in sorted(ids) if label.endswith(f" ({id_})")), label)


def _left_out(row: Any) -> str:
    """The source that is left out; empty if none is, as in a frame `estimates`."""
    out = getattr(row, "left_out", "")
    return printable(str(out)) if stated(out) else ""


def _estimate(row: Any) -> Estimate:
    low, best, high = (float(value) if stated(value) else None for value in (row.low, row.best, row.high))
    return Estimate(_left_out(row), low, best, high, int(row.sources), tuple(ids(row.claims)), printable(row.reason))


def contested(sensitivity: pd.DataFrame) -> list[Weighed]:
    """The sets with two sources or more, those with more to choose first: of the others there is nothing to choose."""
    found = [one for one in weighed(sensitivity) if one.sources > 1]
    return sorted(found, key=lambda one: (len(set(one.bests)) < 2, -one.sources, -_apart(one.bests)))


def _apart(figures: list[float]) -> float:
    return max(figures) / max(min(figures), 1) if figures else 0.0


def said(one: Estimate) -> str:
    """An estimate in a few words.

    >>> said(Estimate("", 600, 600, 5000, 4, (), "")), said(Estimate("", 380, None, 410, 2, (), ""))
    ('600 (600 to 5,000)', '380 to 410 (no best)')
    """
    ends = _ends(one)
    if one.best is None:
        return f"{ends} (no best)" if ends else "no figure"
    return f"{number(one.best)} ({ends})" if ends and ends != number(one.best) else number(one.best)


def _ends(one: Estimate) -> str:
    low, high = ("" if end is None else number(end) for end in (one.low, one.high))
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"from {low}" if low else f"up to {high}" if high else ""


def headline(sensitivity: pd.DataFrame) -> str:
    """The finding in a few words, as a title."""
    found = contested(sensitivity)
    if not found:
        return "No figure has a second source"
    bests, name = found[0].bests, upper_first(found[0].name)
    if not bests:
        return f"{name}: no rule gives a best figure"
    if min(bests) == max(bests):
        return f"{name}: {number(bests[0])}, whoever is believed"
    return f"{name}: best from {number(min(bests))} to {number(max(bests))}, depending on whom one believes"


def answer_sensitivity(sensitivity: pd.DataFrame, rule: str = "ucdp") -> str:
    """What changes if others are believed: the computed answer in a few sentences, for the set with most sources."""
    found = contested(sensitivity)
    if not found:
        return f"{_single(sensitivity)}."
    first, mine = found[0], found[0].under(rule)
    if mine is None:  # by kind: each kind is a rule of its own
        kinds = [f"{said(one.every)} ({one.of_kind})" for one in first.rules if one.rule == rule]
        return f"By {RULES[rule]}, the {first.name} are {listed(kinds)}. {_others(first, rule)}".strip()
    many = counted(mine.every.sources, "source")
    begun = f"By {mine.name}, the {first.name} are {said(mine.every)}, from {many}"
    return f"{begun}; {_without(mine)}. {_others(first, rule)}".strip()


def _single(sensitivity: pd.DataFrame) -> str:
    many = len(weighed(sensitivity))
    if not many:
        return "No figure for people was found, so that there is nothing to choose between"
    figures = "The one figure rests" if many == 1 else f"Each of the {many:,} figures rests"
    return f"{figures} on one source, so that there is nothing to choose between"


def _without(ruled: Ruled) -> str:
    """Whose word makes a difference: first to the best figure, then to the bounds alone."""
    best = [one for one in ruled.changed if one.best != ruled.every.best]
    ends = [one for one in ruled.changed if one.best == ruled.every.best]
    told = [f"{said(one)} without {one.left_out}" for one in (*best, *ends)]
    if not told:
        return "no source makes a difference by being left out"
    return f"it would be {listed(told)}"


def _others(one: Weighed, rule: str) -> str:
    """What the other rules give of the same set, those together that give the same."""
    names: dict[str, list[str]] = {}
    for other in one.rules:
        if other.rule != rule and not other.kind:
            names.setdefault(said(other.every), []).append(other.name)
    told = [f"{figure} by {listed(rules)}" for figure, rules in names.items()]
    return f"Other rules: {'; '.join(told)}." if told else ""
