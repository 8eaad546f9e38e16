"""The parameters of the notebooks, and the rows that they choose.

Each notebook has one model here: `Estimates`, `Incident`, `Chronology`, `Reading`, `Sensitivity`, `Explore`.  Their
fields are the names in the notebook's cell tagged `parameters`, with the same defaults, so that a run is checked before
anything is read.  What is wrong is refused as a PressframesError of one sentence: the parameter, what was given, what
is allowed and the near miss; a notebook shows that sentence alone, and papermill ends with a status other than 0.
"""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Self

import pandas as pd
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pressframes import frames
from pressframes.compare.incidents import ranked
from pressframes.days import iso_day
from pressframes.errors import PressframesError, near_miss
from pressframes.frames import rulings, schemas
from pressframes.phrases import NO_SOURCE, clipped, listed
from pressframes.records import EVENT_KINDS, MEASURES, RULES, SOURCE_KINDS
from pressframes.safe import printable

HOME = Path(__file__).resolve().parents[2] / "notebooks"  # of the project, where the library is installed from it
DEFAULT, RULINGS = "../data/articles", "../data/rulings.csv"
INCIDENT = "incident in these articles"
EACH = "each"  # in the matrix of a file of runs: every incident that two or more articles tell of
_SCALARS = (str, int, float, datetime.date, Path, type(None))


# papermill and YAML give None, 47 or a date where a text is meant; what cannot be meant raises ValueError with the rest
# of a sentence that begins with the name of the parameter.
def _text(given: object) -> str:
    if isinstance(given, bool) or not isinstance(given, _SCALARS):
        raise ValueError(f"is {_quoted(given)}, which is no text: write it in quotes, or leave it empty")
    return "" if given is None else str(given).strip()


def _names(given: object) -> tuple[str, ...]:
    if isinstance(given, tuple):  # chosen in a list: a name may hold a comma then
        return given
    return tuple(dict.fromkeys(name.strip() for name in _text(given).split(",") if name.strip()))


def _measures(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_meant(name, MEASURES, "measure") for name in given))


def _kinds(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_meant(name.replace(" ", "_"), SOURCE_KINDS, "kind of source") for name in given))


def _rule(given: str) -> str:
    return _meant(given.replace(" ", "_"), RULES, "rule of aggregation")


def _incident(given: str) -> str:
    if given.casefold() == EACH:
        raise ValueError(
            f"is {_quoted(given)}, which stands for many runs: list it in a file of runs, as `incident: [{EACH}]` "
            "under `matrix:`"
        )
    return given


def _day(given: object) -> datetime.date | None:
    text = _text(given)
    how = 'write a day as YYYY-MM-DD, such as 2025-06-30, or "" for no limit'
    try:
        return iso_day(text) if text else None
    except ValueError:
        raise ValueError(f"is {_quoted(text)}, which is no date: {how}") from None


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
            f"is {_quoted(text)}, where there is no file or folder: give one that holds articles, such as {DEFAULT}, "
            "by its path from the current folder or from the notebooks"
        )
    return found


def _rulings(given: object) -> Path | None:
    """The file of rulings that a path means, as for the articles; None if it is empty, or the default is not there."""
    text = _text(given)
    found = _found(text) if text else None
    how = f'give a CSV file of rulings, such as {RULINGS}, or "" for none'
    if text not in ("", RULINGS) and (found is None or found.is_dir()):
        raise ValueError(f"is {_quoted(text)}, where there is no file: {how}")
    return found


def _found(text: str) -> Path | None:
    here = Path.cwd()
    bases = [here / "notebooks", here, HOME] if text in (DEFAULT, RULINGS) else [here, here / "notebooks", HOME]
    return next((base / text for base in bases if base.is_dir() and (base / text).exists()), None)


def _meant(given: str, known: Iterable[str], what: str) -> str:
    """The known word that is meant, whatever its case; raises ValueError with the near miss and what is allowed."""
    words = {word.casefold(): word for word in known}
    if given.casefold() in words:
        return words[given.casefold()]
    shown = [printable(word) for word in words.values()]
    allowed = listed([*shown[:15], f"{len(shown) - 15} more"] if len(shown) > 15 else shown)
    every = {"kind of event": "", "rule of aggregation": "", INCIDENT: ', or "" for the most told'}
    rest = every.get(what, ', or "" for all')
    near = _near(given, words.values())
    raise ValueError(f"has {_quoted(given)}, which is no {what}{near}: allowed are {allowed}{rest}")


def _near(given: str, known: Iterable[str]) -> str:
    near = near_miss(given, known)
    return f" (did you mean {_quoted(near)}?)" if near else ""


def _quoted(given: object) -> str:
    return f'"{clipped(printable(str(given)), 60)}"'


Text = Annotated[str, BeforeValidator(_text)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Rule = Annotated[Text, AfterValidator(_rule)]
Day = Annotated[datetime.date | None, BeforeValidator(_day)]


class Parameters(BaseModel):
    """The seven parameters that every notebook has; `Parameters(...)` raises PressframesError if one is wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    articles: Annotated[Path, BeforeValidator(_place)] = Field(Path(DEFAULT), validate_default=True)
    rulings: Annotated[Path | None, BeforeValidator(_rulings)] = Field(Path(RULINGS), validate_default=True)
    measures: Annotated[Names, AfterValidator(_measures)] = ()  # empty, here and below: any
    subject: Text = ""
    sources: Names = ()
    since: Day = None
    until: Day = None

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as wrong:
            raise PressframesError("; ".join(map(self._sentence, wrong.errors())) + ".") from None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since is {self.since} and until {self.until}, which leaves no day: since comes first")
        return self

    @classmethod
    def of(cls, cell: Mapping[str, object]) -> Self:
        """The parameters among the variables of a notebook (`vars()`).

        papermill only warns of a parameter that the notebook does not have and sets a variable of that name: a
        plain value whose name is nearly a parameter's is refused here, and so is a matrix of many runs.
        """
        if isinstance(cell.get("matrix"), dict):
            raise PressframesError(
                "matrix stands for many runs, and this is one: `pressframes report` runs them all, and writes a file "
                "for each to out/runs."
            )
        known = cls.model_fields.keys()
        plain = [name for name, value in cell.items() if isinstance(value, _SCALARS) and not name.startswith("_")]
        return cls(**{name: cell[name] for name in [*known, *plain] if name in cell and near_miss(name, known, 0.8)})

    def __str__(self) -> str:
        """What is chosen, in words: `killed; of dockers; according to anyone; from 2031-05-02`."""
        days = [f"{word} {day}" for word, day in (("from", self.since), ("to", self.until)) if day]
        people = f"of {self.subject or 'anyone'}"
        sources = f"according to {listed(self.sources) or 'anyone'}"
        return "; ".join([listed(self.measures) or "any measure", people, sources, " ".join(days) or "on any day"])

    @classmethod
    def _sentence(cls, error: Any) -> str:
        name = ".".join(map(str, error["loc"][:1]))
        if error["type"] == "extra_forbidden":
            near = _near(name, cls.model_fields)
            return f"{_quoted(name)} is no parameter of this notebook{near}: it has {listed(list(cls.model_fields))}"
        return f"{name} {error.get('ctx', {}).get('error', error['msg'])}".strip()


class Incident(Parameters):
    """The parameters of incident.ipynb, and of those that speak of one incident at a time."""

    incident: Annotated[Text, AfterValidator(_incident)] = ""  # an id of `pf.incidents`; empty: the most told

    def __str__(self) -> str:
        return f"{super().__str__()}; of the incident {self.incident}" if self.incident else super().__str__()


class Estimates(Incident):
    """The parameters of casualty_estimates.ipynb."""


class Reading(Parameters):
    """The parameters of articles.ipynb."""


class Chronology(Parameters):
    """The parameters of chronology.ipynb."""

    from_kind: Text = "treaty"  # the kind of event from which time is counted


class Sensitivity(Incident):
    """The parameters of sensitivity.ipynb."""

    rule: Rule = "ucdp"  # by which the answer is given

    def __str__(self) -> str:
        return f"{super().__str__()}; by the rule {self.rule.replace('_', ' ')}"


class Explore(Parameters):
    """The parameters of explore.ipynb, and what its controls can be set to."""

    kinds: Annotated[Names, AfterValidator(_kinds)] = ()  # of source, as in the column `source_kind`
    rule: Rule = "ucdp"  # that makes low, best and high of several sources

    def __str__(self) -> str:
        kinds = listed([kind.replace("_", " ") for kind in self.kinds]) or "of any kind"
        return f"{super().__str__()}; sources {kinds}; by the rule {self.rule.replace('_', ' ')}"


def read(given: Parameters) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The articles, and what could not be read, as `frames.read_articles` gives both; no articles are no error.

    Paths of what could not be read begin at the given folder, so that a notebook says the same wherever it is run.
    """
    folder = str(given.articles)
    try:
        articles, unread = frames.read_articles(folder, return_unread=True)
    except PressframesError as nothing:
        articles = schemas.frame("articles", [])
        row = {"article": "", "words": "", "reason": "unreadable", "path": folder, "detail": f"{nothing}."}
        unread = schemas.frame("refusals", [row])
    for column in ("path", "detail"):
        within = unread[column].str.replace(f"{folder}/", "", regex=False)
        unread[column] = within.str.replace(folder, Path(folder).name, regex=False)
    return articles, unread


def ruled(rows: pd.DataFrame, given: Parameters, articles: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims or events with what a person ruled beside what was read (`pf.ruled`), and what became of each ruling.

    Raises PressframesError if the file of rulings is not as it must be.
    """
    said = rulings.read_rulings(given.rulings)
    return rulings.ruled(rows, said, articles), rulings.ruling_outcomes(rows, said, articles)


def select(rows: pd.DataFrame, given: Parameters, articles: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The rows of articles, claims, events or refusals that the parameters keep, in their order.

    `claims` are all claims of the `articles`.
    - `measures`, `subject` and `incident` choose claims; of the other frames, the rows of the articles that have such a
      claim.
    - `sources` chooses claims and events by `source_name`, whatever the case; "no source named" is one too.
    - `kinds` (of `Explore`) chooses claims by `source_kind`.
    - `since` and `until` choose events that can have happened in those days, and all else by the day on which its
      article was published (as events too, for `Reading`, which shows articles whole); an article without a day is
      left out as soon as one of the two is set.
    - What a person corrected is chosen by the values that count then; what is rejected stays among the rows.
    - Files that were never read stay among the refusals, whatever is chosen.

    Raises PressframesError if the articles have claims and none of them is about `subject` or of `incident`, or neither
    claims nor `rows` know one of `sources`, or `rows` are events and `from_kind` is no kind of event.
    """
    claims, counted = (rulings.with_rulings(frame, rejected=True) for frame in (claims, rows))
    _check(given, claims, counted)
    article = rows["article"] if "article" in rows else rows.index.to_series()
    kept = pd.Series(True, index=rows.index)
    incident = given.incident.casefold() if isinstance(given, Incident) else ""
    if given.measures or given.subject or incident:
        about = claims["measure"].isin(given.measures or MEASURES)
        if given.subject:
            about &= claims["subject"].str.casefold() == given.subject.casefold()
        if incident:
            about &= claims["incident"].str.casefold() == incident
        told = claims[about]
        kept &= rows["claim"].isin(told["claim"]) if "claim" in rows else article.isin(told["article"])
    if given.sources and "source_name" in rows:
        names = [name.casefold() for name in given.sources]
        kept &= counted["source_name"].fillna(NO_SOURCE).str.casefold().isin(names)
    if isinstance(given, Explore) and given.kinds and "source_kind" in rows:
        kept &= counted["source_kind"].isin(given.kinds)
    first = last = articles["published"].reindex(article).set_axis(rows.index)
    if "event" in rows and not isinstance(given, Reading):
        first, last = counted["earliest"], counted["latest"]
    if given.since:
        kept &= last >= pd.Timestamp(given.since)
    if given.until:
        kept &= first <= pd.Timestamp(given.until)
    return rows[kept | ~rows["article"].isin(articles.index)] if "reason" in rows else rows[kept]


def told_by_several(given: Parameters) -> list[str]:
    """The incidents that two or more of the chosen articles tell of, the most told first; [""] if there is none."""
    articles, _ = read(given)
    claims, _ = ruled(frames.claims(articles), given, articles)
    chosen = rulings.with_rulings(select(claims, given, articles, claims))
    articles_of = chosen.groupby("incident", observed=True)["article"].nunique()
    return [incident for incident in ranked(chosen) if articles_of[incident] > 1] or [""]


def _check(given: Parameters, claims: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Nothing, or a PressframesError: `subject`, `incident`, `sources` and `from_kind` are as the frames know them."""
    subjects = list(claims["subject"].dropna().unique())
    named = [name for frame in (claims, rows) if "source_name" in frame for name in frame["source_name"].dropna()]
    names = [*dict.fromkeys(named), NO_SOURCE] if len(claims) else []
    kinds = [*EVENT_KINDS, *(rows["kind"].unique() if "kind" in rows else ())]
    incident = given.incident if isinstance(given, Incident) else ""
    wanted = [
        ("incident", [incident] if incident else [], ranked(claims), INCIDENT),
        ("subject", [given.subject] if given.subject else [], subjects, "subject in these articles"),
        ("sources", given.sources, names, "source in these articles"),
        ("from_kind", [given.from_kind] if isinstance(given, Chronology) else [], kinds, "kind of event"),
    ]
    for parameter, words, known, what in wanted:
        try:
            for word in words if known else ():
                _meant(word, known, what)
        except ValueError as wrong:
            raise PressframesError(f"{parameter} {wrong}.") from None
