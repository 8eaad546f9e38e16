"""The data dictionary: what every column of every frame and file is, as a Frictionless data package.

It is made from `schemas` and nothing else.  `python -m pressframes.frames.datapackage` writes
data/datapackage.json, which describes data/articles/articles.csv, data/rulings.csv and the frames; `describe` gives
the package for CSV files of frames.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from pressframes.frames import rulings, schemas
from pressframes.frames.columns import DAY
from pressframes.frames.schemas import SCHEMAS

Json = dict[str, Any]

# The file beside the articles: what is known of each.  Its shared columns mean what they mean in the frame.
METADATA = ("article", "title", "outlet", "url", "published", "licence", "sha256", "provenance")
_ONLY_IN_FILE = {
    "licence": "under which terms the text may be used; blank if it does not say",
    "provenance": "where the file came from",
}
_KEYS = {"articles": "article", "claims": "claim", "events": "event", "chronology": "happening"}
_KEYS |= {"ruled_claims": "claim", "ruled_events": "event"}


def describe(names: Sequence[str]) -> Json:
    """The package of the CSV files `NAME.csv` of the frames called `names`, all in its own folder."""
    return _package([_table(name) | {"path": f"{name}.csv"} for name in names])


def dictionary() -> Json:
    """The package in data/: the files that a person keeps there, and every frame by its columns."""
    frames = [_table(name) for name in SCHEMAS]
    for table in frames:  # a frame is no file: its header stands in for it
        table["data"] = [[field["name"] for field in table["schema"]["fields"]]]
    return _package([_metadata(), _rulings(), *frames])


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
    schema = SCHEMAS[name]
    columns = {str(schema.index.name): schema.index} if schema.index is not None else {}
    fields = [_field(column, spec) for column, spec in (columns | schema.columns).items()]
    table: Json = {"fields": fields, "missingValues": [""]}
    if name in _KEYS:
        table["primaryKey"] = [_KEYS[name]]
    return {"name": name, "type": "table", "description": schema.description, "schema": table}


def _field(name: str, spec: pa.Column | pa.Index) -> Json:
    kind = schemas.dtype(spec)
    kinds = {"str": "string", "Int64": "integer", "Float64": "number", DAY: "date", "category": "string"}
    field: Json = {"name": name, "type": kinds[str(kind)], "description": spec.description}
    if spec.metadata and "unit" in spec.metadata:
        field["unit"] = spec.metadata["unit"]
    limits = _limits(spec, kind)
    return field | ({"constraints": limits} if limits else {})


def _limits(spec: pa.Column | pa.Index, kind: object) -> Json:
    limits: Json = {}
    if not spec.nullable and not (spec.metadata or {}).get("blank"):
        limits["required"] = True
    if spec.unique:
        limits["unique"] = True
    if str(kind) in ("Int64", "Float64") and spec.checks:
        limits["minimum"] = 0
    if isinstance(kind, pd.CategoricalDtype):
        limits["enum"] = [str(word) for word in kind.categories]
    return limits


def _metadata() -> Json:
    known = {field["name"]: field for field in _table("articles")["schema"]["fields"]}
    fields = [
        known.get(name) or {"name": name, "type": "string", "description": _ONLY_IN_FILE[name]} for name in METADATA
    ]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": ["article"]}
    return {
        "name": "articles-csv",
        "type": "table",
        "path": "articles/articles.csv",
        "description": "What is known of each article beyond its text; what the texts do not say stays blank.",
        "schema": schema,
    }


def _rulings() -> Json:
    """The file of rulings has the columns of their frame, less the line that each stands on."""
    table = _table("rulings")
    fields = [field for field in table["schema"]["fields"] if field["name"] in rulings.COLUMNS]
    return table | {"name": "rulings-csv", "path": "rulings.csv", "schema": table["schema"] | {"fields": fields}}


if __name__ == "__main__":
    Path(*sys.argv[1:2] or ["data/datapackage.json"]).write_text(text(), "utf-8")
