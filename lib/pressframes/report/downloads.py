"""The frames as files to download: CSV beside a datapackage.json that describes each column."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pressframes import frames
from pressframes.frames import datapackage
from pressframes.report import executed


@dataclass(frozen=True, slots=True)
class Download:
    """One file under the site's `data/`: what it holds and how much."""

    name: str
    rows: int
    columns: int

    @property
    def path(self) -> str:
        """Where it is, seen from the index."""
        return f"data/{self.name}.csv"

    @property
    def label(self) -> str:
        """What to call the rows in a sentence."""
        return self.name if self.rows != 1 else self.name.removesuffix("s")


def write(folders: Sequence[Path], site: Path) -> tuple[list[dict[str, Any]], list[Download]]:
    """What is known of each article of the folders, and the files written under `site/data/`, in order."""
    articles = frames.read_articles([folder for folder in folders if folder.exists()])
    tables = {
        "claims": frames.claims(articles),
        "events": frames.events(articles),
        "refusals": frames.refusals(articles),
        "articles": articles.reset_index(),
    }
    for name, frame in tables.items():
        executed.write_whole(site / "data" / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
    described = json.dumps(datapackage.describe(list(tables)), indent=2, ensure_ascii=False)
    executed.write_whole(site / "data" / "datapackage.json", described + "\n")
    return _known(articles), [Download(name, *frame.shape) for name, frame in tables.items()]


def _known(articles: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows without their texts, days as ISO dates, None where nothing is stated."""
    rows = articles.drop(columns="text").reset_index().astype({"published": "str"}).astype(object)
    return [
        {str(name): value for name, value in row.items()} for row in rows.where(rows.notna(), None).to_dict("records")
    ]
