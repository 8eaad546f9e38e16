"""Independent witnesses: who stands behind a figure, once the outlets that only pass it on are taken away.

The same party quoted by several articles is one witness.  A party without a name ("officials", "reports") may be
another or one of those named, so that the number of witnesses is often known as a least and a most only.
"""

from typing import Any, NamedTuple

import pandas as pd

from pressframes.compare.account import Account, one_voice
from pressframes.compare.pairing import one_thing
from pressframes.compare.told import Told
from pressframes.frames import schemas
from pressframes.phrases import counted, stated
from pressframes.safe import printable


class Voice(NamedTuple):
    """One source and the claims that give its figures; `named` if it can be told from every other."""

    label: str
    named: bool
    told: list[Told]


def voices(many: list[Told]) -> list[Voice]:
    """The sources of the claims, in their order: a named one once, others once an article and wording."""
    found: list[Voice] = []
    for one in many:
        mine = Voice(one.witness or f"{one.account.source} ({one.article})", bool(one.witness), [one])
        known = next((voice for voice in found if _same(voice, mine)), None)
        if known is None:
            found.append(mine)
        else:
            known.told.append(one)
    return found


def _same(known: Voice, mine: Voice) -> bool:
    if known.named and mine.named:
        return one_voice(known.label, mine.label)
    return known.label.casefold() == mine.label.casefold()


def witnesses(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """How many independent witnesses stand behind each figure, one figure of one thing a row, as `witnesses`.

    `set` numbers the figures that can be compared with each other; `subject`, `measure`, `figure` (as stated, null
    for vague words and ranges) and `wording`; `least` and `most`, the number of witnesses; the `claims`; `chains`, for
    each claim the way from its source through who passes it on to the article; and `reason`, in words.

    >>> witnesses(pf.claims(articles))[["figure", "least", "most", "reason"]]  # doctest: +SKIP
       figure  least  most                                         reason
    0     380      1     1  one witness, Norlandic Red Cross, in 2 claims
    """
    return schemas.frame("witnesses", map(_row, standings(claims, articles)))


class Standing(NamedTuple):
    """One figure of one thing, the claims that give it, and who stands behind them."""

    set: int
    figure: float | None
    told: list[Told]
    voices: list[Voice]

    @property
    def first(self) -> Account:
        """What the first of its claims gives."""
        return self.told[0].account

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
        """At most so many."""
        return len(self.voices)

    @property
    def wording(self) -> str:
        """The words in which it is given."""
        return "; ".join(dict.fromkeys(told.account.amount for told in self.told))

    @property
    def reason(self) -> str:
        """Who stands behind it, in words."""
        return _reason(self.voices, self.named, len(self.told))


def standings(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> list[Standing]:
    """The figures of `witnesses`, in their order."""
    return [
        Standing(at, many[0].account.best, many, voices(many))
        for at, one in enumerate(one_thing(claims, articles), 1)
        for many in _figures(one).values()
    ]


def _figures(one: list[Told]) -> dict[object, list[Told]]:
    """The claims by the figure that they state, or by their bounds where they state none."""
    found: dict[object, list[Told]] = {}
    for told in one:
        key = told.account.best if told.account.best is not None else told.account.bounds
        found.setdefault(key, []).append(told)
    return found


def _row(one: Standing) -> dict[str, Any]:
    return {
        "set": one.set, "subject": one.first.subject, "measure": one.first.measure, "figure": one.figure,
        "wording": one.wording, "least": one.least, "most": one.most,
        "claims": ", ".join(told.row.claim for told in one.told),
        "chains": "; ".join(dict.fromkeys(map(chain, one.told))), "reason": one.reason,
    }  # fmt: skip


def chain(told: Told) -> str:
    """The way of a figure: `reports → Daily Post → article`."""
    links = [told.row.source_name if stated(told.row.source_name) else told.row.source, told.row.via, told.article]
    return " → ".join(printable(str(link)) for link in links if stated(link))


def _reason(behind: list[Voice], named: list[Voice], claims: int) -> str:
    if len(behind) == 1:
        who = f"one witness, {behind[0].label}" if named else f"one witness without a name: {behind[0].label}"
        return who + (f", in {counted(claims, 'claim')}" if claims > 1 else "")
    if len(named) == len(behind):
        return f"{counted(len(named), 'witness', 'witnesses')}, each with a name"
    unnamed = len(behind) - len(named)
    if not named:
        return f"{counted(unnamed, 'source')} without a name, who may be one"
    return f"{counted(len(named), 'named source')} and {unnamed:,} without a name, who may be one of them"
