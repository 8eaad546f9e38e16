"""The data dictionary: what every column of every frame and file is, as a Frictionless data package.

It is made from columns.toml and nothing else.  `python -m pressframes.frames.datapackage` writes
data/datapackage.json, which describes data/articles/articles.csv, data/rulings.csv and the frames; `describe` gives
the package for CSV files of frames.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pressframes.frames.schemas import TABLES, Column

Json = dict[str, Any]


def describe(names: Sequence[str]) -> Json:
    """The package of the CSV files `NAME.csv` of the frames called `names`, all in its own folder."""
    return _package([_table(name) | {"path": f"{name}.csv"} for name in names])


def dictionary() -> Json:
    """The package in data/: the files that a person keeps there, and every frame by its columns."""
    tables = {name: _table(name) for name in TABLES}
    rulings = tables["rulings"]
    in_file = [field for field in rulings["schema"]["fields"] if field["name"] != "line"]  # where each stands in it
    files = [
        tables.pop("articles-csv"),
        rulings | {"name": "rulings-csv", "path": "rulings.csv", "schema": rulings["schema"] | {"fields": in_file}},
    ]
    for table in tables.values():  # a frame is no file: its header stands in for it
        table["data"] = [[field["name"] for field in table["schema"]["fields"]]]
    return _package([*files, *tables.values()])


def text() -> str:
    """data/datapackage.json as it should be."""
    return json.dumps(dictionary(), indent=2, ensure_ascii=False) + "\n"


def _package(resources: list[Json]) -> Json:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "pressframes",
        "title": "What news articles say of casualties and when",
        "description": "Missing values are empty and mean “not stated”, never 0. Offsets count code points.",
        "resources": resources,
    }


def _table(name: str) -> Json:
    table = TABLES[name]
    schema: Json = {"fields": [_field(*column) for column in table.columns.items()], "missingValues": [""]}
    key = [column for column, spec in table.columns.items() if spec.unique]
    where = {"path": table.path} if table.path else {}
    schema |= {"primaryKey": key} if key else {}
    return {"name": name, "type": "table", **where, "description": table.means, "schema": schema}


def _field(name: str, column: Column) -> Json:
    kinds = {"text": "string", "count": "integer", "difference": "integer", "ratio": "number", "day": "date"}
    field: Json = {"name": name, "type": kinds[column.type], "description": column.means}
    if column.unit or column.type == "day":
        field["unit"] = column.unit or "day"
    limits: Json = {} if column.null or column.blank else {"required": True}
    if column.unique:
        limits["unique"] = True
    if column.type in ("count", "ratio"):
        limits["minimum"] = 0
    if column.words:
        limits["enum"] = list(column.words)
    return field | ({"constraints": limits} if limits else {})


if __name__ == "__main__":
    Path(*sys.argv[1:2] or ["data/datapackage.json"]).write_text(text(), "utf-8")
