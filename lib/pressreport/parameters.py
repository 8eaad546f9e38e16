"""The parameters of the notebooks, and the rows that they choose.

Each notebook has one model here: `Estimates`, `Chronology`, `Reading`, `Explore`.  Their fields are the names in the
notebook's cell tagged `parameters`, with the same defaults, so that a run is checked before anything is read.
What is wrong is refused as a PressframesError of one sentence: the parameter, what was given, what is allowed and
the near miss; a notebook shows that sentence alone, and papermill ends with a status other than 0.
"""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pressframes import frames
from pressframes.errors import PressframesError
from pressframes.frames import applied, schemas
from pressframes.frames.effective import as_ruled
from pressframes.frames.rulings import read_rulings
from pressframes.phrases import NO_SOURCE, listed
from pressframes.records import MEASURES
from pressreport.values import (
    DEFAULT,
    RULINGS,
    SCALARS,
    Day,
    Kinds,
    Measures,
    Names,
    Place,
    Rule,
    RulingsFile,
    Text,
    meant,
    near_miss,
    quoted,
)


class Parameters(BaseModel):
    """The seven parameters that every notebook has; `Parameters(...)` raises PressframesError if one is wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    articles: Place = Field(Path(DEFAULT), validate_default=True)
    rulings: RulingsFile = Field(Path(RULINGS), validate_default=True)
    measures: Measures = ()  # empty, here and below: any
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
        known = set(cls.model_fields)
        plain = {name for name, value in cell.items() if isinstance(value, SCALARS) and not name.startswith("_")}
        missed = {name for name in plain - known if difflib.get_close_matches(name, known, 1, 0.8)}
        return cls(**{name: cell[name] for name in (known | missed) & set(cell)})

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
            near = near_miss(name, cls.model_fields)
            return f"{quoted(name)} is no parameter of this notebook{near}: it has {listed(list(cls.model_fields))}"
        return f"{name} {error.get('ctx', {}).get('error', error['msg'])}".strip()


class Estimates(Parameters):
    """The parameters of casualty_estimates.ipynb."""


class Reading(Parameters):
    """The parameters of articles.ipynb."""


class Chronology(Parameters):
    """The parameters of chronology.ipynb."""

    from_kind: Text = "treaty"  # the kind of event from which time is counted


class Sensitivity(Parameters):
    """The parameters of sensitivity.ipynb."""

    rule: Rule = "ucdp"  # by which the answer is given

    def __str__(self) -> str:
        """What is chosen, in words, with the rule."""
        return f"{super().__str__()}; by the rule {self.rule.replace('_', ' ')}"


class Explore(Parameters):
    """The parameters of explore.ipynb, and what its controls can be set to."""

    kinds: Kinds = ()  # of source, as in the column `source_kind`
    rule: Rule = "ucdp"  # that makes low, best and high of several sources

    def __str__(self) -> str:
        kinds = listed([kind.replace("_", " ") for kind in self.kinds]) or "of any kind"
        return f"{super().__str__()}; sources {kinds}; by the rule {self.rule.replace('_', ' ')}"


def read(given: Parameters) -> pd.DataFrame:
    """The articles, as `frames.read_articles` gives them; where there is none, an empty frame and not an error.

    What could not be read, and why, stands in `attrs["unread"]` either way, with paths that begin at the given
    folder, so that a notebook says the same wherever it is run.
    """
    try:
        made = frames.read_articles(given.articles)
    except PressframesError as nothing:
        made = schemas.frame("articles", [])
        row = {"article": "", "start": None, "end": None, "words": "", "reason": "unreadable", "line": None}
        made.attrs["unread"] = [row | {"path": str(given.articles), "detail": f"{nothing}."}]
    made.attrs["unread"] = [_from_folder(row, str(given.articles)) for row in made.attrs["unread"]]
    return made


def ruled(rows: pd.DataFrame, given: Parameters, articles: pd.DataFrame) -> pd.DataFrame:
    """The claims or events, and beside what was read of each what a person ruled (`applied.ruled`).

    Raises PressframesError if the file of rulings is not as it must be.
    """
    return applied.ruled(rows, read_rulings(given.rulings), articles)


def _from_folder(row: dict[str, Any], folder: str) -> dict[str, Any]:
    name = Path(folder).name
    texts = {key: row[key] for key in ("path", "detail") if row[key]}
    return row | {key: text.replace(f"{folder}/", "").replace(folder, name) for key, text in texts.items()}


def select(rows: pd.DataFrame, given: Parameters, articles: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The rows of articles, claims, events or refusals that the parameters keep, in their order.

    `claims` are all claims of the `articles`.
    - `measures` and `subject` choose claims; of the other frames, the rows of the articles that have such a claim.
    - `sources` chooses claims and events by `source_name`, whatever the case; "no source named" is one too.
    - `kinds` (of `Explore`) chooses claims by `source_kind`.
    - `since` and `until` choose events that can have happened in those days, and all else by the day on which its
      article was published (as events too, for `Reading`, which shows articles whole); an article without a day is
      left out as soon as one of the two is set.
    - What a person corrected is chosen by the values that count then; what is rejected stays among the rows.
    - Files that were never read stay among the refusals, whatever is chosen.

    Raises PressframesError if the articles have claims and none of them is about `subject`, or neither claims nor
    `rows` know one of `sources`, or `rows` are events and `from_kind` is no kind of event.
    """
    claims, counted = as_ruled(claims), as_ruled(rows)
    check(given, claims, counted)
    kept = _told_of(counted, given, claims) & _from_sources(counted, given) & _in_days(counted, given, articles)
    if isinstance(given, Explore) and given.kinds and "source_kind" in rows:
        kept &= counted["source_kind"].isin(given.kinds)
    never_read = ~rows["article"].isin(articles.index) if "reason" in rows else False
    return rows[kept | never_read]


def check(given: Parameters, claims: pd.DataFrame, rows: pd.DataFrame) -> None:
    """Nothing, or a PressframesError: `subject`, `sources` and `from_kind` are such as the frames know."""
    subjects = list(claims["subject"].dropna().unique())
    named = [name for frame in (claims, rows) if "source_name" in frame for name in frame["source_name"].dropna()]
    names = [*dict.fromkeys(named), NO_SOURCE] if len(claims) else []
    kinds = [*schemas.EVENT_KINDS, *(rows["kind"].unique() if "kind" in rows else ())]
    wanted = [
        ("subject", [given.subject] if given.subject else [], subjects, "subject in these articles"),
        ("sources", given.sources, names, "source in these articles"),
        ("from_kind", [given.from_kind] if isinstance(given, Chronology) else [], kinds, "kind of event"),
    ]
    for parameter, words, known, what in wanted:
        try:
            [meant(word, known, what) for word in words if known]
        except ValueError as wrong:
            raise PressframesError(f"{parameter} {wrong}.") from None


def _told_of(rows: pd.DataFrame, given: Parameters, claims: pd.DataFrame) -> "pd.Series[bool]":
    """Whether a row is a claim of these measures about this subject, or its article has one."""
    if not given.measures and not given.subject:
        return pd.Series(True, index=rows.index)
    about = claims["measure"].isin(given.measures or MEASURES)
    if given.subject:
        about &= claims["subject"].str.casefold() == given.subject.casefold()
    if "claim" in rows:
        return rows["claim"].isin(claims["claim"][about])
    return _article(rows).isin(claims["article"][about])


def _from_sources(rows: pd.DataFrame, given: Parameters) -> "pd.Series[bool]":
    if not given.sources or "source_name" not in rows:
        return pd.Series(True, index=rows.index)
    return _sources(rows).str.casefold().isin([name.casefold() for name in given.sources])


def _in_days(rows: pd.DataFrame, given: Parameters, articles: pd.DataFrame) -> "pd.Series[bool]":
    if not given.since and not given.until:
        return pd.Series(True, index=rows.index)
    first = last = _article(rows).map(articles["published"]).astype("datetime64[s]")
    if "earliest" in rows and not isinstance(given, Reading):
        first, last = rows["earliest"], rows["latest"]
    inside = pd.Series(True, index=rows.index)
    if given.since:
        inside &= last >= pd.Timestamp(given.since)
    if given.until:
        inside &= first <= pd.Timestamp(given.until)
    return inside


def _article(rows: pd.DataFrame) -> "pd.Series[str]":
    return rows["article"] if "article" in rows else rows.index.to_series()


def _sources(rows: pd.DataFrame) -> "pd.Series[str]":
    return rows["source_name"].fillna(NO_SOURCE)
