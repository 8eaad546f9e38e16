"""Who stands behind which figures, in words: the witnesses of `independence`, put together across figures.

A source with a name is one witness wherever it is quoted.  Sources without one ("some officials ... others") are put
together by the party that they are of, and may be one or several.
"""

from typing import NamedTuple

import pandas as pd

from pressframes.compare.account import one_voice
from pressframes.compare.independence import Standing, standings
from pressframes.compare.told import Told
from pressframes.phrases import counted, listed, lower_first, stated, upper_first
from pressframes.safe import printable

_TOLD = 4  # sources and figures that a sentence names; more are counted


class Backer(NamedTuple):
    """A witness, or a party of which people without a name speak, and the claims that rest on it."""

    name: str
    named: bool
    told: list[Told]

    @property
    def articles(self) -> list[str]:
        """The articles that quote it, each once."""
        return list(dict.fromkeys(one.article for one in self.told))

    @property
    def figures(self) -> list[str]:
        """What rests on it: `about 40 dead`, each wording once."""
        return list(dict.fromkeys(f"{lower_first(one.account.amount)} {one.account.predicate}" for one in self.told))


def backers(many: list[Standing]) -> list[Backer]:
    """Everyone on whose word figures rest, those with the most claims first; who is not named at all is left out."""
    found: list[Backer] = []
    for standing in many:
        for voice in standing.voices:
            for one in voice.told:
                _add(found, Backer(_name(one, voice.label, named=voice.named), voice.named, [one]))
    return sorted((one for one in found if one.name), key=lambda one: (-len(one.told), -len(one.articles)))


def _name(one: Told, label: str, *, named: bool) -> str:
    if named:
        return label
    party = one.row.source_name if stated(one.row.source_name) else one.row.source
    return printable(str(party)) if stated(party) else ""


def _add(found: list[Backer], mine: Backer) -> None:
    for known in found:
        same = one_voice(known.name, mine.name) if known.named else known.name.casefold() == mine.name.casefold()
        if known.named == mine.named and same:
            known.told.extend(mine.told)
            return
    found.append(mine)


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


def answer_witnesses(claims: pd.DataFrame, articles: pd.DataFrame | None = None) -> str:
    """Which figures rest on the same witnesses: the computed answer in a few sentences."""
    return answer(standings(claims, articles))


def answer(found: list[Standing]) -> str:
    """The same of figures that are known."""
    if not found:
        return "No figure for people was found, so that nobody stands behind one."
    several = [one for one in found if one.most > 1]
    told = [f"{headline(found)}{_several(several)}."]
    shared = [one for one in backers(found) if len(one.figures) > 1 or len(one.articles) > 1]
    told += [_rests(one) for one in shared[:_TOLD]]
    if (more := len(shared) - _TOLD) > 0:
        told.append(f"{counted(more, 'other source')} also {'stands' if more == 1 else 'stand'} behind several.")
    return " ".join(told)


def _several(many: list[Standing]) -> str:
    if not many or len(many) > 3:
        return ""
    told = [f"{one.wording.replace('; ', ' or ')} {one.first.predicate} on {one.reason}" for one in many]
    return f"; {'; '.join(told)}"


def _rests(one: Backer) -> str:
    many = one.figures
    figures = listed(many if len(many) <= _TOLD else [*many[: _TOLD - 1], f"{len(many) - _TOLD + 1:,} more"])
    where = f" in {counted(len(one.articles), 'article')}" if len(one.articles) > 1 else ""
    if one.named:
        witness = "one witness" if len(many) > 1 or where else "a witness"
        return upper_first(f"{figures} rest on {one.name}{where}: {witness}.")
    return upper_first(f"{figures} rest on {one.name} without a name{where}, who may be one or several.")
