"""The frames' columns and the laws that every frame is checked against; what each holds stands in `columns.toml`.

The data dictionary (`data/datapackage.json`) is made from the same tables.
"""

import operator
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd
import pandera.pandas as pa

from pressframes import records
from pressframes.phrases import stated

DAY: Final = "datetime64[s]"  # seconds, not nanoseconds, which would end in 1677: news speaks of 1492 too
_DTYPES = {"text": "str", "count": "Int64", "difference": "Int64", "ratio": "Float64", "day": DAY}


class Column(NamedTuple):
    """What a column holds, as columns.toml says it."""

    means: str
    type: str = "text"
    unit: str = ""
    words: tuple[str, ...] = ()
    null: bool = False
    unique: bool = False
    blank: bool = False

    @property
    def dtype(self) -> Any:
        """Its type in pandas: `str`, `Int64`, `Float64`, `datetime64[s]` or a categorical."""
        return pd.CategoricalDtype(list(self.words)) if self.words else _DTYPES[self.type]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a frame in their order, its index among them, its laws, and what a row is; or of a file."""

    means: str
    columns: dict[str, Column]
    laws: list[str]
    index: str | None = None
    path: str = ""


def _schema(name: str, table: Table) -> pa.DataFrameSchema:
    """What checks a frame: it has these columns, in this order and of these types, and no others."""
    specs = {column: spec for column, spec in table.columns.items() if column != table.index}
    counts = [column for column, spec in specs.items() if spec.type in ("count", "ratio")]
    checks = [  # each of all columns, since pandera takes milliseconds for a check of one
        pa.Check(lambda frame: all(frame[column].dtype == spec.dtype for column, spec in specs.items()), error="types"),
        pa.Check(lambda frame: not (frame[counts] < 0).any(axis=None), error="a number is below 0"),
        *map(_law, table.laws),
    ]
    return pa.DataFrameSchema(
        {column: pa.Column(nullable=spec.null, unique=spec.unique) for column, spec in specs.items()},
        index=pa.Index(str, unique=True, name=table.index) if table.index else None,
        checks=checks, name=name, strict=True, ordered=True,
    )  # fmt: skip


def _law(words: str) -> pa.Check:
    """`low <= best`, or with `<`, wherever both columns are stated."""
    low, sign, high = words.split()
    broken = operator.ge if sign == "<" else operator.gt
    return pa.Check(lambda frame: not broken(frame[low], frame[high]).any(), error=f"not {words}")


def _tables() -> dict[str, Table]:
    given = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
    tables: dict[str, Table] = {}
    for frame, table in given.items():
        base = tables.get(table.pop("extends", ""), Table("", {}, []))
        columns = dict(base.columns)
        for name, said in table["columns"].items():
            if isinstance(said, str):
                other, _, column = said.partition(".")
                columns[name] = (columns if other == frame else tables[other].columns)[column]
            else:
                words = said.pop("words", ())
                known = getattr(records, words.upper()) if isinstance(words, str) else words
                columns[name] = Column(**said, words=tuple(known))
        laws = [*base.laws, *table.pop("laws", ())]
        tables[frame] = Table(**table | {"columns": columns, "laws": laws})
    return tables


TABLES = _tables()
SCHEMAS = {name: _schema(name, table) for name, table in TABLES.items() if not table.path}


def dtypes(name: str) -> dict[str, Any]:
    """The pandas type of each column of the frame called `name`, without its index."""
    table = TABLES[name]
    return {column: spec.dtype for column, spec in table.columns.items() if column != table.index}


def frame(name: str, rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """The checked frame called `name` from rows as plain dicts; no rows give an empty frame with all its columns.

    Raises pandera's SchemaError where a row breaks a law of the schema.
    """
    table = TABLES[name]
    made = pd.DataFrame.from_records(list(rows), columns=list(table.columns))
    for column, spec in table.columns.items():
        if spec.words:  # a word outside a closed vocabulary becomes null, which the check refuses
            made[column] = made[column].where(made[column].isin(spec.words))
    made = made.astype({column: spec.dtype for column, spec in table.columns.items()})
    return check(name, made.set_index(table.index) if table.index else made)


def check(name: str, made: pd.DataFrame) -> pd.DataFrame:
    """The same frame, checked against the schema called `name`."""
    checked: pd.DataFrame = SCHEMAS[name].validate(made)
    return checked


def ids(cell: object) -> list[str]:
    """The ids in a cell that holds several, parted by commas.

    >>> ids("flood:c1, fire:c12"), ids(None)
    (['flood:c1', 'fire:c12'], [])
    """
    return str(cell).split(", ") if stated(cell) else []
