"""The kinds of column that a frame can have, and the schema of a frame of them."""

from collections.abc import Iterable

import pandas as pd
import pandera.pandas as pa

DAY = "datetime64[s]"  # seconds, not nanoseconds, which would end in 1677: news speaks of 1492 too
CODE_POINT = "code point"


def text(means: str, *, null: bool = False, unique: bool = False, blank: bool = False) -> pa.Column:
    """Text; `blank` if it may be empty, which a file cannot tell from null."""
    return pa.Column(str, nullable=null, unique=unique, description=means, metadata={"blank": blank})


def count(means: str, *, unit: str, null: bool = False) -> pa.Column:
    """A number of things, from 0."""
    return pa.Column("Int64", pa.Check.ge(0), nullable=null, description=means, metadata={"unit": unit})


def ratio(means: str) -> pa.Column:
    """A number from 0, with decimals."""
    return pa.Column("Float64", pa.Check.ge(0), nullable=False, description=means)


def difference(means: str, *, unit: str) -> pa.Column:
    """A whole number that may be negative."""
    return pa.Column("Int64", nullable=False, description=means, metadata={"unit": unit})


def day(means: str, *, null: bool = False) -> pa.Column:
    """A day of the calendar."""
    return pa.Column(DAY, nullable=null, description=means, metadata={"unit": "day"})


def one_of(words: Iterable[str], means: str, *, null: bool = False) -> pa.Column:
    """A word of a closed vocabulary."""
    return pa.Column(pd.CategoricalDtype(list(words)), nullable=null, description=means)


def rising(low: str, high: str, *, strict: bool = False) -> pa.Check:
    """`low` is not above `high` wherever both are stated."""

    def holds(frame: pd.DataFrame) -> "pd.Series[bool]":
        both = frame[low].notna() & frame[high].notna()
        return ~both | (frame[low] < frame[high] if strict else frame[low] <= frame[high]).fillna(True).astype(bool)

    return pa.Check(holds, name=f"{low} {'<' if strict else '<='} {high}", error=f"{low} is above {high}")


def of_columns(
    name: str, columns: dict[str, pa.Column], checks: list[pa.Check], description: str
) -> pa.DataFrameSchema:
    """The schema of a frame that has these columns, in this order, and no others."""
    return pa.DataFrameSchema(
        columns, checks=checks, name=name, description=description, strict=True, ordered=True, coerce=False
    )
