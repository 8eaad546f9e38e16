"""What a person rules: the file of rulings, the rows that each is of now, and the rows as they then count.

The file is a log that a person keeps in any editor or spreadsheet.  A ruling is pinned as the Web Annotation model
(https://www.w3.org/TR/annotation-model/#selectors) pins a quotation: by the exact words and their place, not by the id
of a row, which shifts when reading improves.  The machine's columns stay as they are; what a person says stands beside
them, and `with_rulings` is the one place that says how it weighs.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self, cast

import pandas as pd
from pydantic import BaseModel, BeforeValidator, ValidationError, create_model, model_validator

from pressframes.articles.files import Unread, decode, read_bytes, shown
from pressframes.articles.tables import delimiter
from pressframes.days import iso_day
from pressframes.errors import PressframesError, did_you_mean, near_miss
from pressframes.frames import schemas
from pressframes.frames.schemas import Column, ids
from pressframes.phrases import NO_SOURCE, bounds, clipped, counted, listed, stated
from pressframes.reading import edtf, lexicon, text
from pressframes.reading.attribution import identify, register
from pressframes.records import EVENT_KINDS, Claim
from pressframes.safe import printable

FIGURES, DAYS = ("best", "low", "high"), ("earliest", "latest")
VALUES = {
    "claim": ("measure", *FIGURES, "subject", "source_name", "place", *DAYS, "scope", "role", "stance"),
    "event": ("kind", "edtf"),
}
# What counts as ruled, together: where one of them is given, a blank one is not stated.
_TOGETHER = (
    FIGURES, DAYS,
    *((name,) for name in ("measure", "subject", "place", "scope", "role", "stance", "incident", "kind", "edtf")),
    ("precision",),
)  # fmt: skip
OF_ONE, OF_TWO = ("confirm", "reject", "correct", "add"), ("same", "different")
ADDED = "ruling"  # the rule by which a claim is added
COLUMNS = tuple(schemas.dtypes("rulings"))[1:]  # of the file, which does not number its lines
_NEEDED = {
    "row": "say claim or event", "article": "name the article by its id", "words": "give the exact words that are read",
    "ruling": f"give one of {', '.join((*OF_ONE, *OF_TWO))}", "who": "say who rules",
    "when": "give the day as YYYY-MM-DD", "why": "give the reason",
}  # fmt: skip
_OTHER = {"other_article": "names the other {row}", "other_words": "names the other {row}"}
_NEEDED_BY = {  # what a ruling needs beyond these, and what it does with it
    "same": _OTHER, "different": _OTHER,
    "add": {"start": "says where the words begin", "measure": "says what is counted"},
}  # fmt: skip
# The hedge by which of best, low and high are stated, each by its first letter.
_HEDGES = {
    "": "vague", "l": "vague", "h": "range", "lh": "range",
    "b": "about", "bl": "at_least", "bh": "at_most", "blh": "exact",
}  # fmt: skip
_ELSEWHERE = "its article is none of those that were read"
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")  # how rows written as CSV keep a cell from being a formula


def read_rulings(path: str | Path | None) -> pd.DataFrame:
    """The rulings of a CSV file, one a row, in its order, as the frame `rulings`; none for None or a header alone.

    Columns may stand in any order; those of values, places and the other row may be left out.  `line` is the line of
    the file.

    Raises PressframesError if the file is missing, is no CSV, lacks a column or has one that rulings do not have,
    or a cell is not as it must be, with its line and column.
    """
    if path is None:
        return schemas.frame("rulings", [])
    name = shown(Path(path))
    try:
        words = decode(read_bytes(Path(path), name), name)
    except Unread as problem:
        raise PressframesError(f"{problem.detail}.") from None
    return schemas.frame("rulings", [_read(cells, name, line) for line, cells in _lines(words, name)])


def _lines(words: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of each row that has any, with the line that it begins on."""
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter(words), strict=True)
    line = 0
    try:
        columns = _header(next(reader, []), name)
        line = reader.line_num
        for cells in reader:
            line, begins = reader.line_num, line + 1
            if len(cells) > len(columns):
                raise PressframesError(f"{name}, line {begins}: more cells than columns; put quotes around commas.")
            if any(cell.strip() for cell in cells):
                yield begins, dict(zip(columns, (_GUARDED.sub("", cell.strip()) for cell in cells), strict=False))
    except csv.Error as error:
        raise PressframesError(f"{name}, line {line + 1}: no CSV ({error}); put quotes around its text.") from None


def _header(cells: list[str], name: str) -> list[str]:
    columns, known = [cell.strip() for cell in cells], ", ".join(COLUMNS)
    for column in columns:
        if column not in COLUMNS or columns.count(column) > 1:
            problem = "is there twice" if column in COLUMNS else f"is none of rulings{did_you_mean(column, COLUMNS)}"
            raise PressframesError(f"{name}, line 1: the column {_quoted(column)} {problem}; they are {known}.")
    missing = [column for column in COLUMNS if column in _NEEDED and column not in columns]
    if missing:
        raise PressframesError(f"{name}, line 1: no column {listed(missing)}; the columns are {known}.")
    return columns


def _read(cells: dict[str, str], name: str, line: int) -> dict[str, Any]:
    """The row of the frame, every cell checked: first each by itself, then what goes together."""
    try:
        return {"line": line} | Ruling(**{column: cell for column, cell in cells.items() if cell}).model_dump()
    except ValidationError as wrong:
        first = wrong.errors()[0]
        column = str(first["loc"][0]) if first["loc"] else first["ctx"]["error"].column
        problem = f"it is empty; {_NEEDED[column]}" if first["type"] == "missing" else first["ctx"]["error"]
        raise PressframesError(f"{name}, line {line}, column {column}: {problem}.") from None


class _Wrong(ValueError):
    """What is wrong in a cell, and its column where several are looked at."""

    def __init__(self, problem: str, column: str = "") -> None:
        super().__init__(problem)
        self.column = column


def _whole(cell: str) -> int:
    if not re.fullmatch(r"\d{1,15}|\d{1,3}(?:,\d{3}){1,4}", cell, re.A):
        raise ValueError(cell)
    return int(cell.replace(",", ""))


# What reads the cells of a type of column or of a column, and what a cell must be.
_FORMS: dict[str, tuple[Callable[[str], Any], str]] = {
    "count": (_whole, "whole number; write digits, such as 1200, or leave it blank"),
    "day": (iso_day, "day; write it as YYYY-MM-DD, such as 2031-05-02"),
    "edtf": (
        lambda cell: edtf.parse(cell).edtf, "EDTF; write 2031-06-30, 2031-06, 2031-23 (autumn), 2031 or 2031/2033"
    ),
}  # fmt: skip


def _reader(name: str, column: Column) -> Callable[[str], Any]:
    """What reads the cells of a column."""
    form, must = _FORMS.get(name) or _FORMS.get(column.type, (str, ""))

    def read(cell: str) -> Any:
        if column.words:
            if cell.casefold() not in column.words:
                problem = f"{_quoted(cell)} is no {name}{did_you_mean(cell, column.words)}"
                raise _Wrong(f"{problem}; allowed are {listed(column.words)}")
            return cell.casefold()
        near = near_miss(cell, EVENT_KINDS, 0.8) if name == "kind" else None
        if near and cell != near:  # a kind of the library that is misspelt; others are the user's own
            raise _Wrong(f"{_quoted(cell)} is nearly {near!r}; write that, or a kind less like it")
        try:
            return form(cell)
        except ValueError:
            raise _Wrong(f"{_quoted(cell)} is no {must}") from None

    return read


class _Line(BaseModel):
    @model_validator(mode="after")
    def _together(self) -> Self:
        """Corrected values stand where they mean something and rise; the other row is named where two are ruled on."""
        given = {name: value for name, value in self if value is not None}
        row, ruling = given["row"], given["ruling"]
        mine, values = VALUES[row], [name for names in VALUES.values() for name in names if name in given]
        others = [name for name in given if name.startswith("other_")]
        if ruling == "add" and row == "event":
            raise _Wrong("no event can be added; add a claim", "row")
        for name in values:
            if name not in mine:
                raise _Wrong(f"{'an' if row == 'event' else 'a'} {row} has no {name}; it has {listed(mine)}", name)
            if ruling not in ("confirm", "correct", "add"):
                raise _Wrong(f"{ruling} takes no value; leave it blank, or rule correct", name)
        if ruling == "correct" and not values:
            raise _Wrong(f"correct changes nothing; give one of {listed(mine)}, or rule confirm", "ruling")
        orders = (("low", "best", "above"), ("best", "high", "above"), ("low", "high", "above"), (*DAYS, "after"))
        for few, many, beyond in orders:
            if few in given and many in given and given[few] > given[many]:
                problem = f"{given[few]} is {beyond} the {many}, {given[many]}"
                raise _Wrong(f"{problem}; {few} must not be {beyond} {many}", few)
        if ruling in OF_ONE and others:
            raise _Wrong(f"{ruling} has no other row; leave it blank, or rule same or different", others[0])
        for name, use in _NEEDED_BY.get(ruling, {}).items():
            if name not in given:
                raise _Wrong(f"it is empty; {ruling} {use.format(row=row)}", name)
        if all(given.get(name) == given.get(f"other_{name}") for name in ("article", "start", "words")):
            raise _Wrong(f"it is the {row} itself; name another", "other_words")
        return self


_CELLS: dict[str, Any] = {
    name: (Annotated[Any, BeforeValidator(_reader(name, column))], None if column.null else ...)
    for name, column in schemas.TABLES["rulings"].columns.items()
    if name in COLUMNS
}
Ruling = create_model("Ruling", __base__=_Line, **_CELLS)


def _quoted(words: str) -> str:
    return f"“{clipped(printable(words), 60)}”"


class Outcome(NamedTuple):
    """What became of one ruling: the rows that it is of now (one or two), and in words why it is not used."""

    ruling: Any
    outcome: str
    rows: tuple[str, ...]
    said: str


def ruled(rows: pd.DataFrame, rulings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The claims or events as they were read, and beside them what a person ruled: `ruled_claims`, `ruled_events`.

    Claims that a person added stand among those that were read, in text order.  The columns beside them are `ruling`
    (confirm, reject, correct, add), the corrected values (`ruled_measure`, `ruled_best`, ...; `ruled_kind`,
    `ruled_edtf`, ...), `ruled_incident`, `ruled_same` and `ruled_different` (ids of rows that are, or are not, of the
    same thing), `ruled_by`, `ruled_on` and `ruled_why`; all null where nobody ruled.  Comparing uses a person's value
    where there is one and leaves out what is rejected (`ruling_outcomes` tells what became of each ruling).

    A row has one ruling: the later day counts, of one day the lower line of the file.  So it is with two rows that
    are the same and different; and a ruling that contradicts what later ones join or part is overruled by them.
    The incidents of two claims that are the same are one, of the id of the first published; a claim that is different
    from another of its incident, its parts and what is the same as it are one of their own (`ruled_incident`).
    An added claim is of the incident of the claims in its sentence, else of the nearest claim of its article that gives
    the same place and days, as far as it gives them.
    A ruling is stale, and not used, if its words are gone from the article, stand there several times and not at
    their place, or are no longer read as they were; so is a `confirm` whose values are not those that are read,
    and an `add` of what is read now.
    """
    kind = _kind_of(rows)
    weighed = _weighed(rows, rulings, articles)
    used: dict[str, list[Outcome]] = {}
    for one in weighed.told:
        for row in one.rows if one.outcome == "used" else ():
            used.setdefault(row, []).append(one)
    read, types = weighed.rows, schemas.dtypes(f"ruled_{kind}s")
    said = [
        (_said(row, used[row]) if row in used else {}) | {"ruled_incident": weighed.incidents.get(row)}
        for row in read[kind]
    ]
    human = pd.DataFrame(said, columns=[name for name in types if name not in read], index=read.index)
    return schemas.check(f"ruled_{kind}s", pd.concat([read, human], axis=1).astype(types))


def ruling_outcomes(rows: pd.DataFrame, rulings: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """What becomes of each ruling on these claims or events, in the order of the file, as the frame of that name.

    `outcome` is used, stale, overruled by a later one, or elsewhere: of an article that was not read; `rows` has the
    ids of those that it is of now, and `said` why it is not used, or that its words have moved.
    """
    names = [name for name in schemas.dtypes("ruling_outcomes") if name in rulings]
    told = (
        one._asdict() | {name: getattr(one.ruling, name) for name in names} | {"rows": ", ".join(one.rows)}
        for one in _weighed(rows, rulings, articles).told
    )
    return schemas.frame("ruling_outcomes", told)


class _Weighed(NamedTuple):
    """The rows as read, and added; what became of each ruling, in the order of the file; and the claims whose incident
    is another by rulings."""

    rows: pd.DataFrame
    told: list[Outcome]
    incidents: dict[str, str]


def _weighed(rows: pd.DataFrame, rulings: pd.DataFrame, articles: pd.DataFrame) -> _Weighed:
    kind = _kind_of(rows)
    rows = rows.loc[rows["rule"] != ADDED, list(schemas.dtypes(f"{kind}s"))]
    anchors, groups = _Anchors(rows, articles), Groups()
    mine = list(cast(Iterable[Any], rulings[rulings["row"] == kind].itertuples(index=False)))
    later_first = sorted(range(len(mine)), key=lambda at: (mine[at].when, at), reverse=True)
    adding = [at for at in later_first if mine[at].ruling == "add"]
    found = {at: _added(mine[at], anchors) for at in adding}  # before the others, which may be on these rows
    told = [found.get(at) or _found(one, anchors) for at, one in enumerate(mine)]
    rows = anchors.rows()
    taken: dict[Any, Any] = {}
    for at in later_first:
        if told[at].outcome == "used":
            told[at] = _after_later(told[at], taken, groups)
    pairs = [at for at in later_first if told[at].outcome == "used" and told[at].ruling.ruling in OF_TWO]
    if kind == "event" or not pairs:
        return _Weighed(rows, told, {})
    incidents = _Incidents(rows, groups, [told[at].rows for at in pairs if told[at].ruling.ruling == "different"])
    for at in pairs:
        if told[at].ruling.ruling == "same" and not incidents.join(*told[at].rows):
            said = "it would make one incident of what is ruled different"
            told[at] = told[at]._replace(outcome="overruled", said=said)
    return _Weighed(rows, told, incidents.moved())


def _kind_of(rows: pd.DataFrame) -> str:
    return "claim" if "claim" in rows else "event"


class _Anchors:
    """The claims or events by their places, and their articles; claims may be added."""

    def __init__(self, rows: pd.DataFrame, articles: pd.DataFrame) -> None:
        self.kind = _kind_of(rows)
        self.texts = {str(article): str(text) for article, text in articles["text"].items()}
        self.published = articles["published"].to_dict()
        self.read: dict[str, list[Any]] = {}
        self._rows, self._added = rows, list[Claim]()
        for row in cast(Iterable[Any], rows.itertuples(index=False)):
            self.read.setdefault(str(row.article), []).append(row)

    def rows(self) -> pd.DataFrame:
        """The rows as they are read; if some are added, in text order."""
        if not self._added:
            return self._rows
        both = pd.concat([self._rows, schemas.frame("claims", map(asdict, self._added))])
        order = {article: at for at, article in enumerate(dict.fromkeys([*self.texts, *self._rows["article"]]))}
        return both.assign(at=both["article"].map(order)).sort_values(["at", "start"], ignore_index=True)[[*self._rows]]

    def add(self, row: Claim) -> None:
        self._added.append(row)

    def near(self, article: str, span: tuple[int, int]) -> list[Any]:
        """The rows, read or added, whose words have something of the span."""
        rows = [*self.read.get(article, ()), *(row for row in self._added if row.article == article)]
        return [row for row in rows if row.start < span[1] and span[0] < row.end]

    def span(self, article: str, start: Any, words: str) -> tuple[tuple[int, int] | None, str]:
        """Where the words stand, or None; and what was found instead, or that they moved.

        Where the place does not hold the words any more, words that the article has once are found again, whatever
        the white space between them; anything else is said, never guessed.
        """
        pattern = r"\s+".join(map(re.escape, words.split()))
        alone = rf"(?<!\w)(?<!\d[.,])(?:{pattern})(?!\w)(?![.,]\d)"  # "17" does not stand in "2,017"
        spans = [match.span() for match in re.finditer(alone, self.texts[article])]
        held = [span for span in spans if stated(start) and span[0] == start]
        if not spans:
            return None, f"“{printable(words)}” does not stand in the article"
        if len(held or spans) > 1:
            where = f"none of them at {start:,}" if stated(start) else "which of them is meant is not said: give start"
            return None, f"“{printable(words)}” stands in the article {counted(len(spans), 'time')}, {where}"
        (span,) = held or spans
        return span, f"found again at {span[0]:,}, not {start:,}" if stated(start) and not held else ""

    def find(self, article: str, start: Any, words: str) -> tuple[Any, str]:
        """The row that is read from these words, or None; and what was found instead, or that it moved."""
        span, said = self.span(article, start, words)
        if span is None:
            return None, said
        near = self.near(article, span)
        exact = [row for row in near if (row.start, row.end) == span]
        if len(exact) == 1:
            return exact[0], said
        read = self.words(near[0]) if near else "nothing"
        return None, f"no {self.kind} has just these words: {read} is read there"

    def words(self, row: Any) -> str:
        """The words of a row, in quotation marks."""
        return f"“{printable(row.amount if self.kind == 'claim' else row.date_text)}”"


def _added(ruling: Any, anchors: _Anchors) -> Outcome:
    """What becomes of a claim that a person adds; those that are weighed first, the later ones, hold their place."""
    if ruling.article not in anchors.texts:
        return Outcome(ruling, "elsewhere", (), _ELSEWHERE)
    span, said = anchors.span(ruling.article, ruling.start, ruling.words)
    if span and said:
        said = f"“{printable(ruling.words)}” stands at {span[0]:,} and not at {ruling.start:,}"
    if span is None or said:
        return Outcome(ruling, "stale", (), said)
    near = anchors.near(ruling.article, span)
    read = [row for row in near if row.rule != ADDED]
    if read:
        return Outcome(ruling, "stale", (str(read[0].claim),), f"{anchors.words(read[0])} is read now")
    if not near:
        near = [_claim(ruling, span, anchors)]
        anchors.add(near[0])
    return Outcome(ruling, "used", (near[0].claim,), "")


def _claim(ruling: Any, span: tuple[int, int], anchors: _Anchors) -> Claim:
    """The claim that a person adds; what is not said of it is as most claims have it, or not stated."""
    whole = anchors.texts[ruling.article]
    around = [one for one in text.sentences(text.fold(whole)) if one.start < span[1] and span[0] < one.end]
    first, last = around[0].start, around[-1].end
    published = anchors.published[ruling.article]
    given = {name: _plain(value) for name in VALUES["claim"] if stated(value := getattr(ruling, name))}
    known = {"subject": "people", "scope": "event", "role": "whole", "stance": "asserted"} | given
    values: dict[str, Any] = dict.fromkeys(VALUES["claim"]) | known | _source(known.get("source_name", NO_SOURCE))
    return Claim(
        claim=f"{ruling.article}:a{span[0]}", article=ruling.article,
        published=_plain(published) if stated(published) else None, start=span[0], end=span[1],
        amount=whole[slice(*span)], hedge=_hedge(*map(values.get, FIGURES)), group=None, via=None, part_of=None,
        incident=_incident(ruling, span[0], (first, last), anchors.read.get(ruling.article, [])),
        sentence=whole[first:last], sentence_start=first, rule=ADDED, **values,
    )  # fmt: skip


def _incident(ruling: Any, start: int, sentence: tuple[int, int], read: list[Any]) -> str | None:
    """The incident of the nearest claim in the sentence, else of the nearest that gives the same place and days."""
    within = [row for row in read if sentence[0] <= row.start < sentence[1]]
    given = [name for name in ("place", *DAYS) if stated(getattr(ruling, name))]
    alike = [row for row in read if given and all(getattr(row, name) == getattr(ruling, name) for name in given)]
    nearest = min(within or alike, key=lambda row: abs(row.start - start), default=None)
    return str(nearest.incident) if nearest is not None and stated(nearest.incident) else None


def _found(ruling: Any, anchors: _Anchors) -> Outcome:
    """The rows that a ruling is of, and whether they are read as it says."""
    sides = [""] if ruling.ruling in OF_ONE else ["", "other_"]
    places = [[getattr(ruling, side + name) for name in ("article", "start", "words")] for side in sides]
    if any(article not in anchors.texts for article, *_ in places):
        return Outcome(ruling, "elsewhere", (), _ELSEWHERE)
    found = [anchors.find(*place) for place in places]
    lost = [said for row, said in found if row is None]
    if lost:
        return Outcome(ruling, "stale", (), "; ".join(lost))
    rows = tuple(str(getattr(row, anchors.kind)) for row, _ in found)
    if len(set(rows)) < len(rows):
        return Outcome(ruling, "stale", rows, f"both are one {anchors.kind}")
    confirmed = VALUES[ruling.row] if ruling.ruling == "confirm" else ()
    values = [(name, getattr(ruling, name), getattr(found[0][0], name)) for name in confirmed]
    changed = [
        f"{name} {_plain(value)} is confirmed, and {_plain(read) if stated(read) else 'none'} is read"
        for name, value, read in values
        if stated(value) and not (stated(read) and value == read)
    ]
    said = "; ".join(filter(None, [*changed, *(moved for _, moved in found)]))
    return Outcome(ruling, "stale" if changed else "used", rows, said)


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, pd.Timestamp) else value


def _after_later(one: Outcome, taken: dict[Any, Any], groups: "Groups") -> Outcome:
    """The outcome, or that a later ruling on the same, already weighed, stands against it."""
    later = taken.setdefault(frozenset(one.rows), one.ruling)
    if later is not one.ruling:
        return one._replace(outcome="overruled", said=f"the ruling of line {later.line:,} counts")
    if one.ruling.ruling in OF_ONE or (groups.join if one.ruling.ruling == "same" else groups.part)(*one.rows):
        return one
    return one._replace(outcome="overruled", said="it contradicts what later rulings join and part")


def _said(row: str, used: list[Outcome]) -> dict[str, Any]:
    """The human columns of one row, from the rulings that are used on it: one on itself, and those on it and others."""
    own = next((one.ruling for one in used if one.ruling.ruling in OF_ONE), None)
    said = {"ruling": own.ruling if own else None, "ruled_on": max(one.ruling.when for one in used)}
    for column, name in (("ruled_by", "who"), ("ruled_why", "why")):
        said[column] = "; ".join(dict.fromkeys(getattr(one.ruling, name) for one in used))
    for name in OF_TWO:
        others = [other for one in used if one.ruling.ruling == name for other in one.rows if other != row]
        said[f"ruled_{name}"] = ", ".join(others) or None
    if own and own.ruling == "correct":
        said |= {f"ruled_{name}": value for name in VALUES[own.row] if stated(value := getattr(own, name))}
    if "ruled_edtf" in said:
        span = edtf.parse(said["ruled_edtf"])
        said |= {f"ruled_{name}": getattr(span, name) for name in ("earliest", "latest", "precision")}
    return said


class Groups:
    """Ids in groups: every id begins in one of its own, what is joined is one, and what is parted never becomes one."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}
        self._parted: set[frozenset[str]] = set()

    def of(self, one: str) -> set[str]:
        """The group of an id, itself included."""
        return self._group.setdefault(one, {one})

    def join(self, one: str, other: str) -> bool:
        """Whether the two are one group now; not if that would bring together what is parted."""
        whole = self.of(one) | self.of(other)
        if other not in self.of(one) and any(pair <= whole for pair in self._parted):
            return False
        self._group |= dict.fromkeys(whole, whole)
        return True

    def part(self, one: str, other: str) -> bool:
        """Whether the two stay apart from now on; not if they are one group already."""
        apart = other not in self.of(one)
        if apart:
            self._parted.add(frozenset((one, other)))
        return apart


class _Incidents:
    """The incidents of claims: as they are read, then without what is parted, then as they are joined.

    `groups` has the claims as a person joined and parted them, `different` those of which the first is parted.
    """

    def __init__(self, claims: pd.DataFrame, groups: Groups, different: list[tuple[str, ...]]) -> None:
        rows = sorted(
            cast(Iterable[Any], claims.itertuples(index=False)),
            key=lambda row: (str(row.published) if stated(row.published) else "9999", row.article, row.start),
        )
        self._read = {str(row.claim): str(row.incident) if stated(row.incident) else None for row in rows}
        self._home = {claim: incident or _own(claim) for claim, incident in self._read.items()}
        self._joined = Groups()
        for row in rows:
            if stated(row.part_of):
                groups.join(str(row.claim), str(row.part_of))
        of_one = {claim for claim, other in different if self._home[claim] == self._home[other]}
        for claim in (claim for claim in reversed(self._read) if claim in of_one):
            leaving = (one for one in groups.of(claim) if self._read.get(one) == self._read[claim])
            self._home |= dict.fromkeys(leaving, _own(claim))
        for claim, other in different:
            self._joined.part(self._home[claim], self._home[other])

    def join(self, claim: str, other: str) -> bool:
        """Whether the incidents of the two are one now; not if that would bring together what is different."""
        return self._joined.join(self._home[claim], self._home[other])

    def moved(self) -> dict[str, str]:
        """The claims whose incident is another than is read: of those that are one, that of the first published."""
        names: dict[str, str] = {}
        for claim in sorted(self._read, key=lambda claim: self._home[claim] != self._read[claim]):
            for home in self._joined.of(self._home[claim]):
                names.setdefault(home, self._home[claim])
        return {
            claim: names[home]
            for claim, home in self._home.items()
            if names[home] != self._read[claim] and (self._read[claim] or len(self._joined.of(home)) > 1)
        }


def _own(claim: str) -> str:
    """The id of the incident of a claim that has one of its own."""
    return f"{claim}:i"


def with_rulings(rows: pd.DataFrame, *, rejected: bool = False) -> pd.DataFrame:
    """Claims or events as they count: with a person's values for the machine's, and without the rows `rejected`, unless
    these are asked for.  Frames without rulings stay as they are, and a frame may pass here more than once.
    """
    if "ruling" not in rows:
        return rows
    made = rows.copy() if rejected else rows[(rows["ruling"] != "reject").fillna(True)].copy()
    for names in _TOGETHER:
        if f"ruled_{names[0]}" in made:
            changed = made[[f"ruled_{name}" for name in names]].notna().any(axis=1)
            for name in names:
                made[name] = made[name].mask(changed, made[f"ruled_{name}"])
    if _kind_of(made) == "claim":
        parted = [whole in ids(cell) for whole, cell in zip(made["part_of"], made["ruled_different"], strict=True)]
        made["part_of"] = made["part_of"].mask(pd.Series(parted, made.index, dtype=bool))
        _set_hedges(made)
        _set_sources(made)
    return made


def _set_hedges(made: pd.DataFrame) -> None:
    """The hedge is as the figures are that a person gives.

    Figures with both bounds are exact: the bounds say how far they may be out, and no wording does.
    """
    for at in made.index[made[[f"ruled_{name}" for name in FIGURES]].notna().any(axis=1)]:
        figures: list[Any] = [made.at[at, name] for name in FIGURES]
        hedge = _hedge(*figures)
        if hedge != "at_most" or made.at[at, "hedge"] != "nearly" or figures[0] != figures[2]:
            made.at[at, "hedge"] = hedge  # "nearly" stays where a person only moves the figure


def _hedge(*figures: Any) -> str:
    """How best, low and high bound a figure."""
    return _HEDGES["".join(name[0] for name, figure in zip(FIGURES, figures, strict=True) if stated(figure))]


def _set_sources(made: pd.DataFrame) -> None:
    """The source under the name that a person gives, of the kind that the register knows it by."""
    for at in made.index[made["ruled_source_name"].notna()]:
        for name, value in _source(str(made.at[at, "ruled_source_name"])).items():
            made.at[at, name] = value


def _source(name: str) -> dict[str, Any]:
    """The columns of a source that a person names."""
    if name.casefold() == NO_SOURCE:
        return {"source": None, "source_name": None, "source_kind": "none", "attribution": "none"}
    kind = identify(name, register(lexicon.load()))[1]
    return {"source": name, "source_name": name, "source_kind": kind, "attribution": "stated"}


def worded(row: Any) -> str:
    """The figure in the article's words, or in brackets, as an editor puts what the words are not, as a person has it.

    `row` is a claim as it counts.
    """
    if any(stated(getattr(row, f"ruled_{name}", None)) for name in FIGURES):
        return f"[{bounds(row.best, row.low, row.high)}, as ruled]"
    return printable(row.amount)


def in_short(rows: pd.DataFrame | None, outcomes: pd.DataFrame | None = None) -> str:
    """How many rulings weigh on the rows, and how many of the `ruling_outcomes` are stale, for a caption.

    Those on two rows weigh where both are among them.  Empty if there are no rows, or rulings were not asked for.
    """
    if rows is None or "ruling" not in rows:
        return ""
    names = rows[_kind_of(rows)]
    here = set(names)
    pairs = {
        (column, frozenset((row, other)))
        for column in ("ruled_same", "ruled_different")
        for row, cell in zip(names, rows[column], strict=True)
        for other in ids(cell)
        if other in here
    }
    many = int(rows["ruling"].notna().sum()) + len(pairs)
    lost = 0 if outcomes is None else int((outcomes["outcome"] == "stale").sum())
    said = f"{counted(many, 'ruling')} used" if many else "No rulings used"
    return f"{said}, {lost:,} stale and not used." if lost else f"{said}."
