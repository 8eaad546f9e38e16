"""The bench on a folder made here: alone, with other tools that fail, and with some made here; no time is tested."""

import json
import platform
import re
import stat
import sys
from pathlib import Path

import pytest

from pressframes.errors import PressframesError
from tools import bench, readme

ROOT = Path(__file__).parent.parent
FERRY = "Ferry sinks\n\nAt least 12 passengers were killed, the coast guard said. Another 30 people were injured.\n"
GATE = "The gate failed on 3 May 2030. It was built in June 2021.\n"


def place(article, text, words):
    return {"article": article, "start": text.index(words), "end": text.index(words) + len(words)}


KILLED = place("ferry", FERRY, "At least 12") | {
    "measure": "killed", "best": 12, "low": 12, "high": None, "source": "the coast guard", "group": "passengers",
}  # fmt: skip
INJURED = place("ferry", FERRY, "30") | {
    "measure": "wounded", "best": 30, "low": 30, "high": 30, "source": None, "group": "people",
}  # fmt: skip
FAILED = place("gate", GATE, "3 May 2030") | {"text": "3 May 2030", "type": "DATE", "value": "2030-05-03"}
BUILT = place("gate", GATE, "June 2021") | {"text": "June 2021", "type": "DATE", "value": "2021-06"}


def lines(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def gold(tmp_path):
    """A folder with one article of claims and one of dates, all of them written down."""
    folder = tmp_path / "gold"
    files = {
        "articles/ferry.txt": FERRY,
        "articles.csv": "article,published\nferry,2030-05-04\n",
        "claims.jsonl": lines(KILLED, INJURED),
        "dates/articles/gate.txt": GATE,
        "dates/articles/unread.txt": "Nobody looked for dates here, not even for 5 May 2030.\n",
        "dates/articles.csv": "article,published\ngate,2030-05-04\nunread,2030-05-04\n",
        "dates/dates.jsonl": lines(FAILED, BUILT),
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def interpreter(tmp_path, program):
    """A file that, run as an interpreter would be, runs `program`."""
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{tmp_path / 'program.py'}'\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_accuracy_of_a_folder(gold):
    found, missing = bench.accuracy(gold)
    assert missing == []
    assert {name: value for name, value, _ in found} == dict.fromkeys(bench.WORDS, 1.0)
    assert {basis for _, _, basis in found} == {"2 claims in 1 article", "2 dates in 1 article"}


def test_accuracy_counts_what_is_missed_and_what_is_read_too_much(gold):
    (gold / "claims.jsonl").write_text(lines(KILLED), encoding="utf-8")
    (gold / "articles" / "fair.txt").write_text("Two dancers were injured.\n", encoding="utf-8")
    found = {name: value for name, value, _ in bench.accuracy(gold)[0]}
    assert (found["precision"], found["recall"], found["f1"]) == (1 / 3, 1.0, 2 / 4)


@pytest.mark.parametrize(
    ("lost", "kept", "missing"),
    [
        ("claims.jsonl", {"strict", "relaxed", "value"}, "accuracy of claims, since the folder has no claims.jsonl"),
        ("dates/dates.jsonl", {"precision", "recall", "f1", "bounds", "source", "group", "whole"},
         "accuracy of dates, since the folder has no dates.jsonl"),
    ],
)  # fmt: skip
def test_what_a_folder_lacks_is_said_and_the_rest_measured(gold, lost, kept, missing):
    (gold / lost).unlink()
    found, said = bench.accuracy(gold)
    assert {name for name, _, _ in found} == kept
    assert said == [missing]


def test_without_a_folder_accuracy_is_said_to_be_missing():
    assert bench.accuracy(None) == (
        [],
        ["accuracy, since no folder with claims and dates written down was given (GOLD=folder)"],
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            "{",
            "claims.jsonl, line 2: no JSON (Expecting property name enclosed in double quotes); give one object a line",
        ),
        ("[1]", "claims.jsonl, line 2: no JSON object; give one object a line"),
        ('{"article": "a", "end": 3}', "claims.jsonl, line 2 lacks start; a row has article, start, end"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, problem):
    path = tmp_path / "claims.jsonl"
    path.write_text(f'{{"article": "a", "start": 1, "end": 2}}\n{line}\n', encoding="utf-8")
    with pytest.raises(PressframesError, match=f"^{re.escape(problem)}$"):
        bench.rows(path, ("article", "start", "end"))


def test_blank_lines_are_no_rows(tmp_path):
    path = tmp_path / "claims.jsonl"
    path.write_text('\n{"article": "a"}\n\n', encoding="utf-8")
    assert bench.rows(path, ("article",)) == [{"article": "a"}]


def test_a_folder_that_is_not_there_ends_with_one_sentence(tmp_path, capsys):
    assert bench.main(["--gold", str(tmp_path / "nowhere")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{tmp_path / 'nowhere'} is no folder; give one with claims.jsonl beside articles/")


def test_every_article_of_a_folder_must_be_readable(gold):
    (gold / "articles" / "broken.txt").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(PressframesError, match=r"broken\.txt is a picture.*accuracy needs every article of articles/"):
        bench.accuracy(gold)


def test_a_sample_is_taken_evenly_or_repeated(tmp_path):
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text("x" * 100, encoding="utf-8")
    assert [article.article for article in bench.sample([tmp_path], 500)] == ["0", "2", "4", "6", "8"]
    assert [article.article for article in bench.sample([tmp_path], 1150)] == [*"0123456789", "0", "1"]


@pytest.mark.parametrize("python", [None, Path("nowhere/python")])
def test_without_other_tools_the_rest_is_measured(gold, python):
    speeds, missing = bench.speed(bench.sample([gold / "articles"], 200), python, 1)
    assert [tool.split()[0] for tool, _, _ in speeds] == ["pressframes", "one"]
    assert all(rate > 0 for _, _, rate in speeds)
    assert missing == ["other tools, which are not installed; `make bench` installs them"]


@pytest.mark.parametrize("program", ["", "raise SystemExit(3)", "print('no JSON'); input(); input()"])
def test_other_tools_that_end_early_are_said_to_be_missing(gold, tmp_path, program):
    texts = bench.sample([gold / "articles"], 80_000)  # more than a pipe holds
    speeds, missing = bench.speed(texts, interpreter(tmp_path, program), 1)
    assert len(speeds) == 2
    assert missing == ["other tools, which ended with an error"]


def test_another_tool_is_measured_on_the_same_texts_by_the_median_of_its_rounds(gold, tmp_path):
    program = """
import json, pathlib
characters = sum(map(len, json.loads(input())))
left = pathlib.Path(__file__).with_name("left")
rounds = json.loads(left.read_text()) if left.exists() else [9, 1, 2]
left.write_text(json.dumps(rounds[1:]))
mole = {"mole": ["digs", characters]} if len(rounds) == 3 else {}
print(json.dumps([{"sloth": ["sleeps", rounds[0]], **mole}, ["the owl", *([] if mole else ["mole, which failed"])]]))
"""
    texts = bench.sample([gold / "articles"], 1000)
    speeds, missing = bench.speed(texts, interpreter(tmp_path, program), 3)
    assert speeds[2] == ("sloth", "sleeps", sum(len(article.text) for article in texts) / 2)
    assert len(speeds) == 3, "the mole failed in its second round and is left out"
    assert missing == ["the owl", "mole, which failed"]


def test_the_tools_that_an_environment_lacks_are_named(gold):
    speeds, missing = bench.speed(bench.sample([gold / "articles"], 200), Path(sys.executable), 1)
    there = " ".join(tool for tool, _, _ in speeds)
    for package, shown in (("spacy", "spaCy"), ("quantulum3", "quantulum3")):
        lacking = f"{package}, which is not installed in the environment of the other tools"
        assert (shown in there) != (lacking in missing)


@pytest.mark.parametrize(
    "found",
    ["12", "at least 3,400", "Some 40", "an estimated  five", "nearly two", "dozens", "1.5", "as many as\nten"],
)
def test_the_one_pattern_finds_numbers_with_their_hedges(found):
    assert [match[0] for match in bench.ONE_PATTERN.finditer(f"They say {found} came")] == [found]


@pytest.mark.parametrize("text", ["Nobody came.", "Someone stood about.", "often", "x12", "at least"])
def test_the_one_pattern_finds_nothing_else(text):
    assert not bench.ONE_PATTERN.search(text)


def test_the_table_in_full():
    found = [("f1", 0.9, "2 claims in 1 article"), ("value", 2 / 3, "7 dates in 3 articles")]
    speeds = [("ours", "all", 123_456.0), ("theirs", "less", 10_000.4), ("a run", "nothing", 493_824.0)]
    head, rest = bench.table(found, speeds, ["the owl, which sleeps"]).split("\n\n", 1)
    assert re.fullmatch(
        r"Measured by `make bench` on \d{4}-\d\d-\d\d: .+, one of \d+ cores, Python 3\.\d+\.\d+\.", head
    )
    assert (
        rest
        == """\
| accuracy | score | measured on |
|---|---:|---|
| claims found: F1 | 0.900 | 2 claims in 1 article |
| dates with the same first and last day: F1 | 0.667 | 7 dates in 3 articles |

| speed of | what it does | characters a second | pressframes is |
|---|---|---:|---|
| ours | all | 123,000 |  |
| theirs | less | 10,000 | 12.3 times as fast |
| a run | nothing | 494,000 | 4.0 times slower |

- Missing: the owl, which sleeps.
"""
    )


def test_the_table_names_no_machine_and_no_folder(gold, tmp_path, capsys):
    path = tmp_path / "README.md"
    path.write_text("Before\n<!-- bench -->\nstale\n<!-- /bench -->\nAfter\n", encoding="utf-8")
    assert bench.main(["--gold", str(gold), "--rounds", "1", "--readme", str(path)]) == 0
    printed = capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == f"Before\n<!-- bench -->\n{printed}<!-- /bench -->\nAfter\n"
    assert str(tmp_path) not in printed
    assert platform.node() not in printed
    assert "| claims found: F1 | 1.000 | 2 claims in 1 article |" in printed


@pytest.mark.parametrize("text", ["No place.\n", "<!-- bench -->\nno end\n", None])
def test_a_readme_without_a_place_for_the_table_is_an_error(tmp_path, text):
    path = tmp_path / "README.md"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(PressframesError, match=r"^README\.md has no <!-- bench --> \.\.\. <!-- /bench -->; put both"):
        readme.filled(path, bench="a table\n")


def test_the_project_has_articles_for_speed():
    assert bench.sample([ROOT / bench.OWN], 10)
