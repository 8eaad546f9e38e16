"""The command with a file of rulings: the human columns, what is stale, and the exit status."""

import csv
import io
import json

import pytest

from pressframes.command import main

STORY = "Dam bursts\n\ndate 2031-05-06 At least 12 people were killed in Tollen on 4 May 2031, police said."
OTHER = "Flood\n\ndate 2031-05-07 In Tollen, 40 people were killed by the flood on 4 May 2031, the mayor said."
HEADER = "row,article,words,ruling,measure,who,when,why\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "dam.txt").write_text(STORY, "utf-8")
    (tmp_path / "news" / "flood.txt").write_text(OTHER, "utf-8")
    return tmp_path


def run(capsys, folder, *lines, verb="claims", form="jsonl"):
    """Exit status, standard output and standard error of the command with a file of these rulings."""
    (folder / "mine.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), "utf-8")
    status = main([verb, "news", "--rulings", "mine.csv", "--format", form])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_what_a_person_ruled_stands_beside_what_is_read(capsys, folder):
    status, out, err = run(capsys, folder, "claim,dam,At least 12,correct,missing,Ada,2031-06-01,asked")
    first, second = map(json.loads, out.splitlines())
    assert (status, err) == (0, "")
    assert (first["measure"], first["ruled_measure"], first["ruling"]) == ("killed", "missing", "correct")
    assert (first["ruled_by"], first["ruled_on"], first["ruled_why"]) == ("Ada", "2031-06-01", "asked")
    assert (second["ruling"], second["ruled_by"]) == (None, None)


def test_a_table_has_the_rulings(capsys, folder):
    _, out, _ = run(capsys, folder, "claim,dam,At least 12,reject,,Ada,2031-06-01,a drill", form="table")
    assert out.splitlines()[0].endswith("ruling")
    assert out.splitlines()[2].endswith("reject")


def test_a_formula_in_a_ruling_is_none_in_a_spreadsheet_nor_an_escape_in_a_terminal(capsys, folder):
    _, out, _ = run(capsys, folder, "claim,dam,At least 12,reject,,=1+1,2031-06-01,\x1b]0;owned\x07", form="csv")
    (row,) = (row for row in csv.DictReader(io.StringIO(out)) if row["ruling"])
    assert row["ruled_by"] == "'=1+1"
    _, out, err = run(capsys, folder, "claim,dam,At most\x1b[2J 12,reject,,Ada,2031-06-01,x", form="table")
    assert "\x1b" not in out + err


def test_a_stale_ruling_is_named_and_the_rows_are_written_all_the_same(capsys, folder):
    status, out, err = run(capsys, folder, "claim,dam,At least 13,reject,,Ada,2031-06-01,x")
    assert (status, len(out.splitlines())) == (2, 2)
    reason = "“At least 13” does not stand in the article"
    assert err == f"pressframes: mine.csv, line 2: reject “At least 13” (dam) is stale: {reason}\n"


def test_rulings_of_other_articles_and_overruled_ones_are_counted(capsys, folder):
    lines = ["claim,wharf,3,reject,,Ada,2031-06-01,x", "claim,pier,4,reject,,Ada,2031-06-01,x",
             "claim,dam,At least 12,reject,,Ada,2031-06-01,x", "claim,dam,At least 12,confirm,,Bo,2031-06-02,x",
             "event,dam,on 5 May 2031,reject,,Ada,2031-06-01,no claim"]  # fmt: skip
    status, _, err = run(capsys, folder, *lines)
    assert (status, err.splitlines()) == (
        0,
        ["pressframes: mine.csv: 2 rulings of articles that were not read",
         "pressframes: mine.csv: 1 ruling overruled by later ones"],
    )  # fmt: skip


def test_events_and_what_is_made_of_them_take_rulings(capsys, folder):
    line = "event,dam,on 4 May 2031,reject,,Ada,2031-06-01,x"
    _, out, _ = run(capsys, folder, line, verb="events")
    assert [json.loads(row)["ruling"] for row in out.splitlines() if '"dam"' in row].count("reject") == 1
    _, out, _ = run(capsys, folder, line, verb="chronology")
    assert "dam:" not in out
    assert "flood:" in out


def test_relations_leave_out_what_is_rejected(capsys, folder):
    assert len(run(capsys, folder, verb="relations")[1].splitlines()) == 1
    assert run(capsys, folder, "claim,dam,At least 12,reject,,Ada,2031-06-01,x", verb="relations")[1] == ""


def test_an_added_figure_is_written_and_compared(capsys, folder):
    start = STORY.index("Tollen")
    (folder / "mine.csv").write_text(
        "row,article,start,words,ruling,measure,best,low,high,who,when,why\n"
        f"claim,dam,{start},Tollen,add,killed,41,41,41,Ada,2031-06-01,a list\n",
        "utf-8",
    )
    assert main(["claims", "news", "--rulings", "mine.csv", "--format", "jsonl"]) == 0
    rows = {row["claim"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert (rows[f"dam:a{start}"]["ruling"], rows[f"dam:a{start}"]["incident"]) == ("add", rows["dam:c1"]["incident"])
    assert main(["tolls", "news", "--rulings", "mine.csv", "--format", "jsonl"]) == 0
    assert f"dam:a{start}" in capsys.readouterr().out


def test_a_wrong_file_is_refused_before_anything_is_written(capsys, folder):
    status, out, err = run(capsys, folder, "claim,dam,At least 12,rejects,,Ada,2031-06-01,x")
    assert (status, out) == (2, "")
    assert "mine.csv, line 2, column ruling: “rejects” is no ruling (did you mean 'reject'?)" in err


@pytest.mark.parametrize("verb", ["dates", "refusals", "articles"])
def test_what_no_one_rules_on_takes_no_rulings(capsys, folder, verb):
    status, _, err = run(capsys, folder, verb=verb)
    assert status == 2
    assert "--rulings" in err
