"""A file of rulings: what is read of it, and the one sentence in which each mistake is refused."""

import re
from pathlib import Path

import pytest

import pressframes as pf
from pressframes.frames import schemas
from pressframes.frames.rulings import COLUMNS

NEEDED = "row,article,words,ruling,who,when,why"
BEST = "claim,ferry,at least 12,confirm,Ada Holm,2031-05-04,read it"


def write(tmp_path, *lines: str, header: str = NEEDED):
    path = tmp_path / "rulings.csv"
    path.write_text("\n".join((header, *lines)) + "\n", "utf-8")
    return path


def line(**cells: str) -> str:
    """A line of a file with every column."""
    known = {"row": "claim", "article": "ferry", "words": "at least 12", "who": "Ada Holm", "when": "2031-05-04"}
    known |= {"ruling": "confirm", "why": "read it"}
    return ",".join((known | cells).get(column, "") for column in COLUMNS)


def test_a_ruling_is_read_with_its_line(tmp_path):
    (row,) = pf.read_rulings(write(tmp_path, BEST)).to_dict("records")
    assert (row["line"], row["row"], row["article"], row["words"]) == (2, "claim", "ferry", "at least 12")
    assert (row["ruling"], row["who"], str(row["when"])[:10], row["why"]) == (
        "confirm", "Ada Holm", "2031-05-04", "read it",
    )  # fmt: skip


def test_a_header_alone_and_no_file_at_all_are_no_rulings(tmp_path):
    for none in (pf.read_rulings(write(tmp_path)), pf.read_rulings(None)):
        assert len(none) == 0
        assert list(none.columns) == list(schemas.dtypes("rulings"))


def test_lines_are_those_of_the_file_whatever_stands_between(tmp_path):
    two_lines = 'claim,ferry,at least 12,reject,Ada,2031-05-04,"why,\nin two lines"'
    rulings = pf.read_rulings(write(tmp_path, two_lines, "", ",,,,,,", BEST))
    assert list(rulings["line"]) == [2, 6]
    assert rulings["why"].iloc[0] == "why,\nin two lines"


def test_columns_stand_in_any_order_after_a_mark_with_semicolons_and_in_utf16(tmp_path):
    path = tmp_path / "rulings.csv"
    text = "why;when;who;ruling;words;article;row;best\r\nseen;2031-05-04;Zoë;Correct;at least 12;ferry;CLAIM;1,200\r\n"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_bytes(text.encode(encoding))
        (row,) = pf.read_rulings(path).to_dict("records")
        assert (row["row"], row["ruling"], row["best"], row["who"]) == ("claim", "correct", 1200, "Zoë")


def test_a_cell_that_looks_like_a_formula_is_text_and_loses_the_guard_of_an_export(tmp_path):
    line = 'claim,ferry,\'-12,reject,"=HYPERLINK(""http://x"")",2031-05-04,\'+1 by hand'
    (row,) = pf.read_rulings(write(tmp_path, line)).to_dict("records")
    assert (row["words"], row["who"], row["why"]) == ("-12", '=HYPERLINK("http://x")', "+1 by hand")


def test_a_join_names_the_other_row(tmp_path):
    other = {"ruling": "same", "other_article": "pier", "other_words": "12", "other_start": "40", "other_end": "42"}
    (row,) = pf.read_rulings(write(tmp_path, line(**other), header=",".join(COLUMNS))).to_dict("records")
    assert (row["other_article"], row["other_start"], row["other_words"]) == ("pier", 40, "12")


WRONG = {
    "a misspelt ruling": (line(ruling="rejct"), "line 2, column ruling: “rejct” is no ruling (did you mean 'reject'?); "
                          "allowed are confirm, reject, correct, same and different."),
    "no kind of row": (line(row="date"), "line 2, column row: “date” is no row; allowed are claim and event."),
    "nobody": (line(who=" "), "line 2, column who: it is empty; say who rules."),
    "no reason": (line(why=""), "line 2, column why: it is empty; give the reason."),
    "no words": (line(words=""), "line 2, column words: it is empty; give the exact words that are read."),
    "a day as spreadsheets write it": (line(when="5/4/2031"), "line 2, column when: “5/4/2031” is no day; "
                                       "write it as YYYY-MM-DD, such as 2031-05-02."),
    "a day that no calendar has": (line(when="2031-02-30"), "line 2, column when: “2031-02-30” is no day; "
                                   "write it as YYYY-MM-DD, such as 2031-05-02."),
    "words for a number": (line(ruling="correct", best="a dozen"), "line 2, column best: “a dozen” is no whole number; "
                           "write digits, such as 1200, or leave it blank."),
    "a number below zero": (line(ruling="correct", low="-3"), "line 2, column low: “-3” is no whole number; "
                            "write digits, such as 1200, or leave it blank."),
    "a place that is none": (line(start="here"), "line 2, column start: “here” is no whole number; "
                             "write digits, such as 1200, or leave it blank."),
    "low above high": (line(ruling="correct", low="15", high="12"), "line 2, column low: 15 is above the high, 12; "
                       "low must not be more than high."),
    "a measure that is none": (line(ruling="correct", measure="kiled"), "line 2, column measure: “kiled” is no measure "
                               "(did you mean 'killed'?); allowed are killed, wounded, casualties, missing, captured, "
                               "deployed and displaced."),
    "nothing corrected": (line(ruling="correct"), "line 2, column ruling: correct changes nothing; give one of "
                          "measure, best, low, high, subject and source_name, or rule confirm."),
    "values with a rejection": (line(ruling="reject", best="3"), "line 2, column best: reject takes no value; leave it "
                                "blank, or rule correct."),
    "a kind of a claim": (line(ruling="correct", kind="treaty"), "line 2, column kind: a claim has no kind; it has "
                          "measure, best, low, high, subject and source_name."),
    "a measure of an event": (line(row="event", ruling="correct", measure="killed"), "line 2, column measure: an event "
                              "has no measure; it has kind and edtf."),
    "days in words": (line(row="event", ruling="correct", edtf="May 2031"), "line 2, column edtf: “May 2031” is no "
                      "EDTF; write 2031-06-30, 2031-06, 2031-23 (autumn), 2031 or 2031/2033."),
    "a misspelt kind": (line(row="event", ruling="correct", kind="treatey"), "line 2, column kind: “treatey” is nearly "
                        "'treaty'; write that, or a kind less like it."),
    "the same as nothing": (line(ruling="same"), "line 2, column other_article: it is empty; same names the other "
                            "claim."),
    "the same as itself": (line(ruling="same", other_article="ferry", other_words="at least 12"), "line 2, column "
                           "other_words: it is the claim itself; name another."),
    "another row where one is ruled on": (line(other_words="12"), "line 2, column other_words: confirm has no other "
                                          "row; leave it blank, or rule same or different."),
    "cells beyond the columns": (line() + ",more", "line 2: more cells than columns; put quotes around commas."),
    "quotes that never end": (line(why='"open'), "line 2: no CSV (unexpected end of data); put quotes around "
                              "its text."),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "said"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_refused_in_one_sentence(tmp_path, wrong, said):
    path = write(tmp_path, wrong, header=",".join(COLUMNS))
    with pytest.raises(pf.PressframesError) as refused:
        pf.read_rulings(path)
    assert str(refused.value) == f"{path}, {said}"


def test_the_line_of_a_mistake_is_counted_in_the_file(tmp_path):
    path = write(tmp_path, BEST, "", 'claim,ferry,12,reject,Ada,2031-05-04,"a\nb"', BEST.replace("confirm", "maybe"))
    with pytest.raises(pf.PressframesError, match="line 6, column ruling"):
        pf.read_rulings(path)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            NEEDED + ",meassure",
            "line 1: the column “meassure” is none of rulings (did you mean 'measure'?); they are row,",
        ),
        (NEEDED + ",who", "line 1: the column “who” is there twice; they are row, article,"),
        (NEEDED.replace(",who", ""), "line 1: no column who; the columns are row, article,"),
        (NEEDED + ",line", "line 1: the column “line” is none of rulings"),
        ("", "line 1: no column row, article, words, ruling, who, when and why; the columns are"),
    ],
)
def test_a_header_that_is_not_that_of_rulings_is_refused(tmp_path, header, said):
    path = write(tmp_path, header=header)
    with pytest.raises(pf.PressframesError) as refused:
        pf.read_rulings(path)
    assert str(refused.value).startswith(f"{path}, {said}")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "is a picture, not text"),
        (b"PK\x03\x04\x14\0", "is a zip archive or an office document, not text"),
        (b"row,article\n\0\0\0\0", "holds NUL bytes and is no text"),
        (b"", "line 1: no column row, article"),
        ("row,who\nclaim,Zo\u00eb caf\u00e9 na\u00efve\u00e9".encode() + b"\xff", "is not UTF-8"),
    ],
)
def test_what_is_no_csv_is_refused(tmp_path, data, said):
    path = tmp_path / "rulings.csv"
    path.write_bytes(data)
    with pytest.raises(pf.PressframesError, match=said):
        pf.read_rulings(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(pf.PressframesError, match=r"none\.csv cannot be read \(No such file or directory\)"):
        pf.read_rulings(tmp_path / "none.csv")


def test_an_error_shows_no_control_characters_of_the_file(tmp_path):
    path = write(tmp_path, line(ruling="\x1b[2Jconfirm\u202e"), header=",".join(COLUMNS))
    with pytest.raises(pf.PressframesError) as refused:
        pf.read_rulings(path)
    assert "\x1b" not in str(refused.value)
    assert "\u202e" not in str(refused.value)


def test_the_example_of_the_readme_is_a_file_of_rulings(tmp_path):
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```csv\n(row,.*?)```", readme, re.S)
    path = tmp_path / "rulings.csv"
    path.write_text(example, "utf-8")
    assert list(pf.read_rulings(path)["ruling"]) == ["correct", "different"]
