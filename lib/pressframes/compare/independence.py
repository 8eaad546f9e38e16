"""Independent witnesses: who stands behind a figure, once the outlets that only pass it on are taken away.

The same party quoted by several articles is one witness.  A party without a name ("officials", "reports") may be
another or one of those named, so that the number of witnesses is often known as a least and a most only.
"""

from typing import Any, NamedTuple

import pandas as pd

from pressframes.compare.account import one_voice
from pressframes.compare.pairing import one_thing
from pressframes.compare.told import Told
from pressframes.frames import schemas
from pressframes.wording import counted, printable, stated


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
    sets = enumerate(one_thing(claims, articles), 1)
    return schemas.frame("witnesses", [_row(at, figure) for at, one in sets for figure in _figures(one).values()])


def _figures(one: list[Told]) -> dict[object, list[Told]]:
    """The claims by the figure that they state, or by their bounds where they state none."""
    found: dict[object, list[Told]] = {}
    for told in one:
        key = told.account.best if told.account.best is not None else told.account.bounds
        found.setdefault(key, []).append(told)
    return found


def _row(at: int, many: list[Told]) -> dict[str, Any]:
    behind = voices(many)
    named = [voice for voice in behind if voice.named]
    first = many[0].account
    return {
        "set": at, "subject": first.subject, "measure": first.measure, "figure": first.best,
        "wording": "; ".join(dict.fromkeys(told.account.amount for told in many)),
        "least": max(len(named), 1), "most": len(behind),
        "claims": ", ".join(told.row.claim for told in many),
        "chains": "; ".join(dict.fromkeys(map(chain, many))),
        "reason": _reason(behind, named, len(many)),
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
