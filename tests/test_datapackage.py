"""The data dictionary is what the schemas say, and what Frictionless calls valid."""

import json
from pathlib import Path

import frictionless
import pytest

import made
import pressframes as pf
from pressframes.frames import datapackage, schemas

STORED = Path(__file__).parent.parent / "data" / "datapackage.json"


def test_the_stored_dictionary_is_fresh():
    assert STORED.read_text("utf-8") == datapackage.text(), "run `make datapackage` and commit data/datapackage.json"


def test_the_stored_dictionary_is_valid_and_so_is_the_file_that_it_describes():
    report = frictionless.validate(str(STORED))
    assert report.valid, report.flatten(["name", "type", "message"])


def test_every_column_of_every_frame_is_described():
    described = {table["name"]: table["schema"]["fields"] for table in datapackage.dictionary()["resources"]}
    for name in schemas.SCHEMAS:
        columns = (["article"] if name == "articles" else []) + list(schemas.dtypes(name))
        assert [field["name"] for field in described[name]] == columns
        assert all(field["description"] for field in described[name])


def _write(folder: Path, **frames) -> str:
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    (folder / "datapackage.json").write_text(json.dumps(datapackage.describe(list(frames))), "utf-8")
    return str(folder / "datapackage.json")


def test_frames_written_as_csv_are_valid(tmp_path):
    claims = made.claims(
        made.claim("a", "at least 17", "killed", 17, 17, None, "at_least", subject=""),
        made.claim("b", "dozens, \"or more\"\nthey said", "wounded", None, 24, None, "vague", source="a nurse"),
    )  # fmt: skip
    event = made.event("a", "It fell in 1453.", "in 1453", "1453", "1453-01-01", "1453-12-31", "year", "conflict")
    unread = {"article": "", "start": None, "end": None, "words": "", "reason": "empty", "path": "x.txt", "line": None}
    refusals = schemas.frame("refusals", [unread | {"detail": "x.txt holds no words"}])
    articles = made.articles("a", "b", published=None).reset_index()
    package = _write(tmp_path, claims=claims, events=made.events(event), refusals=refusals, articles=articles)
    report = frictionless.validate(package)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])


@pytest.mark.parametrize(("column", "wrong"), [("best", "seventeen"), ("measure", "surprised"), ("article", "")])
def test_a_file_that_breaks_the_dictionary_is_not_valid(tmp_path, column, wrong):
    frame = made.claims(made.claim("a", "17", "killed", 17, 17, 17)).astype(object)
    frame[column] = wrong
    assert not frictionless.validate(_write(tmp_path, claims=frame)).valid


def test_a_file_of_rulings_and_what_was_ruled_are_valid(tmp_path):
    values = "missing,,,,,,Vik,2031-05-02,2031-05-03,event,whole,asserted,,"
    ruling = f"claim,a,12,14,17,correct,{values},,,,,Ada Holm,2031-05-04,asked\n"
    stored = (STORED.parent / "rulings.csv").read_text("utf-8")
    (tmp_path / "rulings.csv").write_text(stored + ruling, "utf-8")
    described = json.loads(datapackage.text())
    described["resources"] = [table for table in described["resources"] if table["name"] == "rulings-csv"]
    (tmp_path / "datapackage.json").write_text(json.dumps(described), "utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])

    claims = made.claims(made.claim("a", "17", "killed", 17, 17, 17))
    ruled = pf.ruled(
        claims, pf.read_rulings(tmp_path / "rulings.csv"), made.articles("a", text="It spoke of 17 killed.")
    )
    assert ruled["ruled_measure"].tolist() == ["missing"]
    report = frictionless.validate(_write(tmp_path, ruled_claims=ruled))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])
