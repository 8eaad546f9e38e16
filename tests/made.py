"""Frames made by hand for the tests: one short call a row, with invented wording."""

from datetime import date
from typing import Any

import pandas as pd

from pressframes.frames import schemas

Row = dict[str, Any]


def articles(*ids: str, published: date | None = date(2031, 5, 2), **known: Any) -> pd.DataFrame:
    rows = [
        dict.fromkeys(("title", "outlet", "url"))
        | {"article": id_, "published": published, "published_basis": "stated" if published else "missing"}
        | {"path": f"{id_}.txt", "sha256": "0" * 64, "words": 3, "text": f"Text of {id_}."}
        | known
        for id_ in ids
    ]
    return schemas.frame("articles", rows)


def claim(article: str, amount: str, measure: str, best: int | None, low: int | None, high: int | None,
          hedge: str = "exact", *, source: str | None = None, **more: Any) -> Row:  # fmt: skip
    sentence = f"But it told {amount} {measure}."  # which sets it against others of its article
    row = {
        "article": article,
        "published": None,
        "start": 12,
        "end": 12 + len(amount),
        "amount": amount,
        "measure": measure,
    }
    row |= {"best": best, "low": low, "high": high, "hedge": hedge, "group": None, "subject": "Norlandic troops"}
    row |= {"source": source, "via": None, "source_name": source, "source_kind": "unnamed" if source else "none"}
    row |= {"attribution": "stated" if source else "none", "stance": "asserted", "scope": "event"}
    row |= {"earliest": None, "latest": None, "place": None, "incident": "a1:i1"}
    row |= {"role": "part" if more.get("part_of") else "whole", "part_of": None}
    row |= {"sentence": sentence, "sentence_start": 0, "rule": "by hand"}
    return row | more


def claims(*rows: Row) -> pd.DataFrame:
    return schemas.frame("claims", _numbered(rows, "claim", "c"))


def on(days: dict[str, date | None], *rows: Row) -> list[Row]:
    """The rows, each published on the day of its article."""
    return [row | {"published": days.get(row["article"])} for row in rows]


def event(article: str, sentence: str, date_text: str, edtf: str, earliest: str, latest: str,
          precision: str, kind: str, **more: Any) -> Row:  # fmt: skip
    start = sentence.index(date_text)
    row: Row = {"article": article, "start": start, "end": start + len(date_text), "date_text": date_text}
    row |= {"edtf": edtf, "earliest": date.fromisoformat(earliest), "latest": date.fromisoformat(latest)}
    row |= {"precision": precision, "kind": kind, "source": None, "source_name": None}
    return row | {"sentence": sentence, "sentence_start": 0, "rule": "by hand"} | more


def events(*rows: Row) -> pd.DataFrame:
    return schemas.frame("events", _numbered(rows, "event", "e"))


def ruling(row: str, article: str, words: str, ruled: str, **more: Any) -> Row:
    made: Row = {"row": row, "article": article, "words": words, "ruling": ruled}
    return made | {"who": "Ada Holm", "when": date(2031, 5, 4), "why": "read it"} | more


def rulings(*rows: Row) -> pd.DataFrame:
    return schemas.frame("rulings", [{"line": at} | row for at, row in enumerate(rows, 2)])


def _numbered(rows: tuple[Row, ...], name: str, letter: str) -> list[Row]:
    seen: dict[str, int] = {}
    made = []
    for row in rows:
        seen[row["article"]] = seen.get(row["article"], 0) + 1
        made.append({name: f"{row['article']}:{letter}{seen[row['article']]}"} | row)
    return made
