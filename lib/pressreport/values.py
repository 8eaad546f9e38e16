"""What may be given for a parameter of a notebook: each kind of value, and the words in which it is refused.

papermill and YAML give None, 47 or a date where a text is meant; what cannot be meant raises ValueError with the rest
of a sentence that begins with the name of the parameter.
"""

import datetime
import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from pressframes.phrases import clipped, listed
from pressframes.records import MEASURES, RULES, SOURCE_KINDS
from pressframes.safe import printable

HOME = Path(__file__).resolve().parents[2] / "notebooks"  # of the project, where the library is installed from it
DEFAULT = "../data/articles"
RULINGS = "../data/rulings.csv"
SCALARS = (str, int, float, datetime.date, Path, type(None))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _text(given: object) -> str:
    """A scalar as papermill or YAML may give it (None, 47, a date), as text."""
    if isinstance(given, bool) or not isinstance(given, SCALARS):
        raise ValueError(f"is {quoted(given)}, which is no text: write it in quotes, or leave it empty")
    return "" if given is None else str(given).strip()


def _names(given: object) -> tuple[str, ...]:
    if isinstance(given, tuple):  # chosen in a list: a name may hold a comma then
        return given
    return tuple(dict.fromkeys(name.strip() for name in _text(given).split(",") if name.strip()))


def _measures(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meant(name, MEASURES, "measure") for name in given))


def _kinds(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meant(name.replace(" ", "_"), SOURCE_KINDS, "kind of source") for name in given))


def _rule(given: str) -> str:
    return meant(given.replace(" ", "_"), RULES, "rule of aggregation")


def _day(given: object) -> datetime.date | None:
    text = _text(given)
    if not text:
        return None
    try:
        assert _DAY.fullmatch(text)
        return datetime.date.fromisoformat(text)
    except (AssertionError, ValueError):
        raise ValueError(
            f'is {quoted(text)}, which is no date: write a day as YYYY-MM-DD, such as 2025-06-30, or "" for no limit'
        ) from None


def _place(given: object) -> Path:
    """The file or folder that a path means.

    A path is relative to the current folder; where nothing is there, to the folder of the notebooks, as in
    JupyterLab, which runs a notebook in its own folder (papermill runs it in the caller's).  The default means the
    folder of the notebooks first, so that the articles of a neighbour are never read by accident.
    """
    text = _text(given) or DEFAULT
    found = _found(text)
    if found is None:
        raise ValueError(
            f"is {quoted(text)}, where there is no file or folder: give one that holds articles, such as {DEFAULT}, "
            "by its path from the current folder or from the notebooks"
        )
    return found


def _rulings(given: object) -> Path | None:
    """The file of rulings that a path means, as for the articles; None if it is empty, or the default is not there."""
    text = _text(given)
    found = _found(text) if text else None
    if text not in ("", RULINGS) and (found is None or found.is_dir()):
        raise ValueError(
            f'is {quoted(text)}, where there is no file: give a CSV file of rulings, such as {RULINGS}, or "" for none'
        )
    return found


def _found(text: str) -> Path | None:
    here = Path.cwd()
    bases = [here / "notebooks", here, HOME] if text in (DEFAULT, RULINGS) else [here, here / "notebooks", HOME]
    return next((base / text for base in bases if base.is_dir() and (base / text).exists()), None)


def meant(given: str, known: Iterable[str], what: str) -> str:
    """The known word that is meant, whatever its case; raises ValueError with the near miss and what is allowed."""
    words = {word.casefold(): word for word in known}
    if given.casefold() in words:
        return words[given.casefold()]
    every = "" if what in ("kind of event", "rule of aggregation") else ', or "" for all'
    raise ValueError(
        f"has {quoted(given)}, which is no {what}{near_miss(given, words.values())}: "
        f"allowed are {_allowed(list(words.values()))}{every}"
    )


def _allowed(words: list[str], most: int = 15) -> str:
    named = [printable(word) for word in words[:most]]
    return listed([*named, f"{len(words) - most} more"] if len(words) > most else named)


def near_miss(given: str, known: Iterable[str]) -> str:
    """` (did you mean "killed"?)`, or nothing if no known word is like the one given."""
    words = {word.casefold(): word for word in known}
    near = difflib.get_close_matches(given.casefold(), words, 1, 0.6)
    return f" (did you mean {quoted(words[near[0]])}?)" if near else ""


def quoted(given: object) -> str:
    """What was given, fit to be shown in a sentence."""
    return f'"{clipped(printable(str(given)), 60)}"'


Text = Annotated[str, BeforeValidator(_text)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Measures = Annotated[Names, AfterValidator(_measures)]
Kinds = Annotated[Names, AfterValidator(_kinds)]
Rule = Annotated[Text, AfterValidator(_rule)]
Day = Annotated[datetime.date | None, BeforeValidator(_day)]
Place = Annotated[Path, BeforeValidator(_place)]
RulingsFile = Annotated[Path | None, BeforeValidator(_rulings)]
