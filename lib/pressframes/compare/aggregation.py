"""Low, best and high over the independent sources of one thing, under rules with a name, and what each rests on.

Figures are weighed a source, not an article: what several outlets pass on counts once.  No rule makes a mean: a figure
that no source gives is no estimate.  `at most` and `up to` say nothing of the least, vague words nothing of the best.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, NamedTuple

import pandas as pd

from pressframes.compare.account import Account
from pressframes.compare.independence import Voice, voices
from pressframes.compare.pairing import one_thing
from pressframes.compare.told import Told
from pressframes.days import day
from pressframes.errors import PressframesError
from pressframes.frames import schemas
from pressframes.frames.applied import in_short
from pressframes.phrases import counted, listed, number


class Estimate(NamedTuple):
    """What a rule makes of the sources of one thing."""

    low: float | None
    best: float | None
    high: float | None
    reason: str


def aggregate(claims: pd.DataFrame, rule: str = "ucdp", articles: pd.DataFrame | None = None) -> pd.DataFrame:
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

    Raises PressframesError for another rule.  `articles` gives the days of publication, as for `relations`.
    """
    chosen = _rule(rule)
    rows = [
        _row(at, rule, one) | row
        for at, one in enumerate(one_thing(claims, articles), 1)
        for row in _estimates(chosen, voices(one), by_kind=rule == "by_kind")
    ]
    return schemas.frame("estimates", rows)


def sensitivity(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """What `aggregate` gives under every rule, with all sources and with each left out, as the frame `sensitivity`.

    The columns of `estimates` and `left_out`, the source that is not believed (null: all are).
    """
    rows = [
        _row(at, rule, one) | {"left_out": out.label if out else None} | row
        for at, one in enumerate(one_thing(claims, articles), 1)
        for every in [voices(one)]
        for rule in RULES
        for out in [None, *every]
        for row in _estimates(RULES[rule], [voice for voice in every if voice is not out], by_kind=rule == "by_kind")
    ]
    made = schemas.frame("sensitivity", rows)
    made.attrs["rulings_in_short"] = in_short(claims)
    return made


def _rule(name: str) -> Callable[[list[Voice]], Estimate]:
    if name not in RULES:
        near = get_close_matches(name, RULES, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"give one of {', '.join(RULES)}."
        raise PressframesError(f"There is no rule {name!r} to aggregate by; {hint}")
    return RULES[name]


def _row(at: int, rule: str, one: list[Told]) -> dict[str, Any]:
    return {"set": at, "subject": one[0].account.subject, "measure": one[0].account.measure, "rule": rule}


def _estimates(
    rule: Callable[[list[Voice]], Estimate], every: list[Voice], *, by_kind: bool
) -> Iterable[dict[str, Any]]:
    kinds = sorted({_kind(voice) for voice in every}) if by_kind and every else [None]
    for kind in kinds:
        believed = [voice for voice in every if kind is None or _kind(voice) == kind]
        made = rule(believed) if believed else Estimate(None, None, None, "no other source gives a figure")
        ids = ", ".join(told.row.claim for voice in believed for told in voice.told)
        yield {"kind": kind, "sources": len(believed), "claims": ids} | made._asdict()


def _kind(voice: Voice) -> str:
    return str(voice.told[0].row.source_kind)


def _accounts(every: list[Voice]) -> list[Account]:
    return [told.account for voice in every for told in voice.told]


def _ends(given: list[Account]) -> tuple[float | None, float | None]:
    """The lowest and the highest figure given; "up to 30" is no lowest, "dozens" no highest."""
    lows = [_first(one.low, one.best, one.high) for one in given if one.hedge != "at_most"]
    highs = [_first(one.high, one.best, one.low) for one in given if one.hedge != "vague"]
    low, high = min(lows, default=None), max(highs, default=None)
    if low is not None and high is not None and low > high:  # dozens by one, up to 20 by another
        return high, low
    return low, high


def _first(*values: float | None) -> float:
    return next((value for value in values if value is not None), 0)


def _ucdp(every: list[Voice]) -> Estimate:
    given = _accounts(every)
    low, high = _ends(given)
    figures = [one.low if one.hedge == "range" else one.best for one in given if one.hedge not in ("at_most", "vague")]
    best = min((figure for figure in figures if figure is not None), default=None)
    if best is None:
        return Estimate(low, None, high, "no source states a figure that could be the best")
    if len({figure for figure in figures if figure is not None}) == 1:
        return Estimate(low, best, high, "the one figure that is stated")
    why = "the lowest figure stated, since no source is known to be more reliable"
    return Estimate(low, best, high, why)


def _most_frequent(every: list[Voice]) -> Estimate:
    votes = Counter(figure for voice in every for figure in {told.account.best for told in voice.told} - {None})
    if not votes:
        return Estimate(None, None, None, "no source states a figure")
    most = max(votes.values())
    winners = sorted(figure for figure, count in votes.items() if count == most and figure is not None)
    by = f"{number(most)} of {counted(len(every), 'source')}"
    if len(winners) == 1:
        return Estimate(winners[0], winners[0], winners[0], f"{number(winners[0])} is stated by {by}")
    tie = f"a tie: {listed([number(figure) for figure in winners])} are stated by {by} each"
    return Estimate(winners[0], None, winners[-1], tie)


def _range(every: list[Voice]) -> Estimate:
    given = _accounts(every)
    low, high = _ends(given)
    ends = {"below": [one for one in given if one.low is None], "above": [one for one in given if one.high is None]}
    left_open = listed([end for end, many in ends.items() if many])
    return Estimate(low, None, high, f"the wording leaves it open {left_open}" if left_open else "bounds on both sides")


def _most_recent(every: list[Voice]) -> Estimate:
    latest = {voice.label: _latest(voice) for voice in every}
    unknown = [label for label, kept in latest.items() if not kept]
    kept = [told for many in latest.values() for told in many]
    low, high = _ends([told.account for told in kept])
    left_out = f"; {listed(unknown)} cannot be put in time" if unknown else ""
    days = [told.published for told in kept if told.published]
    if not kept or len(days) < len(kept):
        return Estimate(low, None, high, f"which is the latest figure cannot be said{left_out}")
    last = max(days)
    figures = {told.account.best for told in kept if told.published == last and told.account.hedge != "at_most"} - {
        None
    }
    (best,) = figures if len(figures) == 1 else (None,)
    several = "gives several" if figures else "states no figure"
    reason = f"{number(best)} is of {day(last)}" if best is not None else f"{day(last)} {several}"
    return Estimate(low, best, high, reason + left_out)


def _latest(voice: Voice) -> list[Told]:
    """The claims of a source's last day; none if it gives several figures and a day is not known."""
    if len({told.values for told in voice.told}) == 1:
        return sorted(voice.told, key=lambda told: (told.published is not None, str(told.published)))[-1:]
    days = [told.published for told in voice.told if told.published]
    return [told for told in voice.told if told.published == max(days)] if len(days) == len(voice.told) else []


RULES: dict[str, Callable[[list[Voice]], Estimate]] = {
    "ucdp": _ucdp, "most_frequent": _most_frequent, "range": _range, "most_recent": _most_recent, "by_kind": _ucdp,
}  # fmt: skip
