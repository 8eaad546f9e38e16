"""The frames as files to download: CSV and Parquet, beside a datapackage.json that describes each column.

Claims and events are as they were read; where a person ruled on rows, they stand a second time with the rulings beside
them, and what compares them counts the rulings.

A cell of a CSV file that a spreadsheet would take for a formula has an apostrophe before it, as with the command
`pressframes`; Parquet has the words as they are.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import pandas as pd

from pressframes import frames
from pressframes.command import write_rows
from pressframes.compare import incidents, relations
from pressframes.frames import datapackage
from pressframes.frames.rulings import read_rulings, ruled
from pressreport.runs import executed


class Download(NamedTuple):
    """A frame under the site's `data/`, as NAME.csv and NAME.parquet: what it holds and how much."""

    name: str
    rows: int
    columns: int

    @property
    def label(self) -> str:
        """What to call the rows in a sentence."""
        many = "happenings" if self.name == "chronology" else self.name
        return many.removesuffix("s") if self.rows == 1 else many


class Contents(NamedTuple):
    """What was read, which the index tells; nothing, if it could not be read again."""

    articles: Sequence[dict[str, Any]] = ()
    tables: Sequence[Download] = ()

    @property
    def counts(self) -> list[Download]:
        """The tables that a sentence counts after the articles: each row once, not again with its ruling."""
        return [table for table in self.tables if table.name != "articles" and not table.name.startswith("ruled_")]

    @property
    def latest(self) -> str:
        """The day of the latest article, as an ISO date; empty if no article has a day."""
        return max((str(article["published"]) for article in self.articles if article["published"]), default="")

    @property
    def fingerprint(self) -> str:
        """Twelve digits that are the same as long as the files of the articles are."""
        hashes = sorted(f"{article['article']} {article['sha256']}" for article in self.articles)
        return hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:12]


def write(folders: Sequence[Path], site: Path, rulings: Sequence[Path] = ()) -> Contents:
    """Write the frames of the articles in the folders under `site/data/`; what they hold, in order.

    `rulings` are files of rulings, which count as if they were one.
    """
    articles, unread = frames.read_articles([folder for folder in folders if folder.exists()], return_unread=True)
    tables = _compared(articles, rulings)
    tables |= {"refusals": frames.refusals(articles, unread=unread), "articles": articles.reset_index()}
    for name in ("refusals", "articles"):  # where they lie on this machine is nobody's business
        tables[name] = tables[name].assign(path=tables[name]["path"].map(lambda path: PurePath(path).name, "ignore"))
    described = datapackage.describe(list(tables))
    for name, frame in tables.items():
        words, content = io.StringIO(), io.BytesIO()
        write_rows(frames.plain_rows(frame), list(frame.columns), "csv", words)
        executed.write_whole(site / "data" / f"{name}.csv", words.getvalue())
        days = dict.fromkeys(frame.select_dtypes("datetime").columns, "date32[day][pyarrow]")  # days, and null for none
        frame.astype(days).to_parquet(content, index=False)
        executed.write_whole(site / "data" / f"{name}.parquet", content.getvalue())
        described["resources"].append({
            "name": f"{name}-parquet", "path": f"{name}.parquet", "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "hash": f"sha256:{hashlib.sha256(content.getvalue()).hexdigest()}",
            "description": f"The rows of {name}.csv with their types, each text as it is.",
        })  # fmt: skip
    executed.write_whole(site / "data" / "datapackage.json", json.dumps(described, indent=2, ensure_ascii=False) + "\n")
    known = list(frames.plain_rows(articles.drop(columns="text").reset_index()))
    return Contents(known, [Download(name, *frame.shape) for name, frame in tables.items()])


def _compared(articles: pd.DataFrame, rulings: Sequence[Path]) -> dict[str, pd.DataFrame]:
    """Claims and events, with rulings on any of them also as ruled; and what compares them."""
    claims, events = frames.claims(articles), frames.events(articles)
    read = {"claims": claims, "events": events}
    said = pd.concat([read_rulings(path) for path in (None, *rulings)], ignore_index=True)
    if len(said):
        claims, events = (ruled(table, said, articles) for table in (claims, events))
        read |= {"ruled_claims": claims, "ruled_events": events}
    return read | {"relations": relations.relations(claims), "chronology": incidents.chronology(events)}
