"""The command: what it writes, what it says, and its exit status."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from pressframes.command import FORMATS, VERBS, main, write_rows
from pressframes.command import width as command_width
from pressframes.frames import schemas
from pressframes.records import Claim, Event, Refusal
from pressreport.runs import batch

STORY = "At least 12 people were killed when a dam burst on 4 May 2017, police said."
HOSTILE = (
    "=HYPERLINK(1) of \x1b]0;owned\x07 the river: at least 12 people were killed\x9b31m on 4 May 2017, \u202esaid."
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A working directory with one good article in `news`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "dam.txt").write_text(f"Dam bursts\n\ndate 2017-05-06 {STORY}", "utf-8")
    return tmp_path


def run(capsys, *words):
    """Exit status, standard output and standard error of the command."""
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def table_of(capsys, *words):
    status, out, _ = run(capsys, *words, "--format", "jsonl")
    assert status == 0
    return [json.loads(line) for line in out.splitlines()]


# Rows


def test_articles(capsys):
    (row,) = table_of(capsys, "articles", "news")
    assert list(row) == [
        "article", "title", "outlet", "url", "published", "published_basis", "path", "sha256", "words", "text",
    ]  # fmt: skip
    assert (row["article"], row["title"], row["outlet"]) == ("dam", "Dam bursts", None)
    assert (row["published"], row["published_basis"], row["path"]) == ("2017-05-06", "stated", "news/dam.txt")


def test_claims(capsys):
    (row,) = table_of(capsys, "claims", "news")
    assert list(row) == [field.name for field in fields(Claim)]
    assert (row["amount"], row["measure"], row["best"], row["low"], row["high"]) == (
        "At least 12",
        "killed",
        12,
        12,
        None,
    )
    text = Path("news/dam.txt").read_text("utf-8")
    assert text[row["start"] : row["end"]] == row["amount"]


def test_dates(capsys):
    found = table_of(capsys, "dates", "news")
    assert found[-1] == {
        "article": "dam", "start": 79, "end": 89, "date_text": "4 May 2017", "edtf": "2017-05-04",
        "earliest": "2017-05-04", "latest": "2017-05-04", "precision": "day",
    }  # fmt: skip


def test_events(capsys):
    found = table_of(capsys, "events", "news")
    assert [list(row) for row in found] == [[field.name for field in fields(Event)]] * len(found)
    assert "2017-05-04" in [row["edtf"] for row in found]


CAMP = "exactly 15 Kenyan soldiers died on 4 May 2017 in an air raid on the town of Osk."
LINE = "19 Kenyan soldiers died on 4 May 2017 in the air raid on the town of Osk."


def test_relations(capsys, folder):
    (folder / "camp.txt").write_text(f"Police said {CAMP}")
    (folder / "line.txt").write_text(f"A hospital said {LINE}")
    (row,) = table_of(capsys, "relations", "camp.txt", "line.txt")
    assert list(row) == list(schemas.dtypes("relations"))
    assert (row["article_a"], row["relation"], row["article_b"]) == ("camp", "contradicts", "line")
    assert row["incident"] == "camp:i1"
    for side in "ab":
        text = (folder / f"{row[f'article_{side}']}.txt").read_text()
        assert text[row[f"start_{side}"] : row[f"end_{side}"]] == row[f"amount_{side}"]


def test_incidents(capsys, folder):
    (folder / "camp.txt").write_text(f"Police said {CAMP}")
    (folder / "line.txt").write_text(f"A hospital said {LINE}")
    (folder / "war.txt").write_text("In 2013 a mine near Vik killed 40 miners.")
    one, other = table_of(capsys, "incidents", *["camp.txt", "line.txt", "war.txt", "--published", "2017-05-05"])
    assert list(one) == list(schemas.dtypes("incidents"))
    assert (one["incident"], one["articles"], one["claims"]) == ("camp:i1", "camp, line", "camp:c1, line:c1")
    assert one["label"] == "air strike in Osk, 4 May 2017"
    assert (other["articles"], other["place"]) == ("war", "Vik")


def test_tolls(capsys, folder):
    for day, dead in (("2017-05-05", 15), ("2017-05-06", 19)):
        (folder / f"{day}.txt").write_text(
            f"date {day}\n\nThe Red Cross said {dead} miners died near Vik on 4 May 2017."
        )
    first, later = table_of(capsys, "tolls", "2017-05-05.txt", "2017-05-06.txt")
    assert list(first) == list(schemas.dtypes("tolls"))
    assert [(row["step"], row["best"], row["change_own"], row["change_any"]) for row in (first, later)] == [
        (1, 15, None, None), (2, 19, 4, 4)]  # fmt: skip


def test_figures_that_nothing_places_are_not_related(capsys, folder):
    (folder / "camp.txt").write_text("Police said on Monday that exactly 15 Kenyan soldiers had died.")
    (folder / "line.txt").write_text("A hospital said that 19 Kenyan soldiers had died.")
    assert table_of(capsys, "relations", "camp.txt", "line.txt") == []


def test_figures_of_two_years_are_not_related_though_one_year_leans_on_a_sentence_before(capsys, folder):
    (folder / "camp.txt").write_text(
        "Rebels took the town of Osk in May 2012. The following year, 15 Kenyan soldiers died, police said."
    )
    (folder / "line.txt").write_text("In 2016, 19 Kenyan soldiers died in Osk, a hospital said.")
    assert table_of(capsys, "relations", "camp.txt", "line.txt", "--published", "2017-05-05") == []


def test_later_figures_of_one_source_are_updates(capsys, folder):
    for day, dead in (("2017-05-05", 15), ("2017-05-06", 19)):
        (folder / f"{day}.txt").write_text(
            f"date {day} The Kenyan Red Cross said that {dead} Kenyan soldiers had died near Osk on 4 May 2017."
        )
    (row,) = table_of(capsys, "relations", "2017-05-05.txt", "2017-05-06.txt")
    assert (row["article_a"], row["relation"], row["amount_b"]) == ("2017-05-06", "updates", "15")


def test_chronology(capsys, folder):
    (folder / "news" / "river.txt").write_text("On 4 May 2017 the dam above the town burst and people were killed.")
    found = table_of(capsys, "chronology", "news")
    assert all(list(row) == list(schemas.dtypes("chronology")) for row in found)
    assert [row["earliest"] for row in found] == sorted(row["earliest"] for row in found)
    assert {"2017-05-04"} <= {row["latest"] for row in found}


@pytest.mark.parametrize("verb", ["relations", "incidents", "tolls", "chronology"])
def test_nothing_to_compare(capsys, folder, verb):
    (folder / "a.txt").write_text("It rained all day.")
    assert run(capsys, verb, "a.txt", "--format", "table")[1].endswith(f"no {verb} in 1 article\n")
    assert table_of(capsys, verb, "a.txt") == []


def test_the_day_of_the_caller_dates_what_is_relative(capsys, folder):
    (folder / "a.txt").write_text("The dam burst on Thursday and 12 people died.")
    assert table_of(capsys, "dates", "a.txt") == []
    (row,) = table_of(capsys, "dates", "a.txt", "--published", "2017-05-06")
    assert (row["date_text"], row["edtf"]) == ("Thursday", "2017-05-04")


def test_refusals_begin_with_the_files(capsys, folder):
    (folder / "news" / "empty.txt").write_bytes(b"")
    status, out, err = run(capsys, "refusals", "news")
    first = json.loads(out.splitlines()[0])
    assert status == 2
    assert list(first) == [field.name for field in fields(Refusal)]
    assert (first["article"], first["reason"], first["path"]) == ("empty", "empty", "news/empty.txt")
    assert err == "pressframes: news/empty.txt holds no words; give its text\n"


def test_columns(capsys, folder):
    (folder / "a.csv").write_text(f'key,story,day\nx,"{STORY}",2017-05-05\n')
    (row,) = table_of(capsys, "articles", "a.csv", "--columns", "article=key, text=story,published=day")
    assert (row["article"], row["text"], row["published"]) == ("x", STORY, "2017-05-05")


def test_standard_input(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(STORY.encode())))
    (row,) = table_of(capsys, "claims", "-")
    assert (row["article"], row["start"], row["end"]) == ("stdin", 0, 11)


def test_python_gives_the_same_rows(capsys):
    from pressframes import reading
    from pressframes.articles import load

    (article,), _ = load(["news"])
    days = ("published", "earliest", "latest")
    rows = [
        row | {day: str(row[day]) for day in days} for claim in reading.read(article).claims if (row := asdict(claim))
    ]
    assert table_of(capsys, "claims", "news") == rows


def test_twice_gives_the_same_bytes(capsys):
    assert run(capsys, "claims", "news") == run(capsys, "claims", "news")


# Forms


def test_json_lines_are_the_form_of_a_pipe(capsys):
    assert run(capsys, "articles", "news") == run(capsys, "articles", "news", "--format", "jsonl")


def test_csv_has_its_columns_without_rows_too(capsys, folder):
    (folder / "a.txt").write_text("The river rose.")
    _, out, _ = run(capsys, "claims", "a.txt", "--format", "csv")
    assert out == ",".join(field.name for field in fields(Claim)) + "\n"


def written(form, values, columns=("a",)):
    stream = io.StringIO()
    count = write_rows([dict(zip(columns, row, strict=True)) for row in values], columns, form, stream)
    return count, stream.getvalue()


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_csv_guards_what_a_spreadsheet_would_run(words):
    _, out = written("csv", [[words]])
    assert next(csv.reader(io.StringIO(out.partition("\n")[2], newline=""))) == [f"'{words}"]


def test_csv_leaves_numbers_and_blanks():
    assert written("csv", [[-5, None, 'a "b", c']], "abc") == (1, 'a,b,c\n-5,,"a ""b"", c"\n')


def test_json_keeps_letters_and_escapes_what_a_terminal_obeys():
    count, out = written("jsonl", [["Łódź \x1b[2J \x9b2J \u202e\u2028", date(2017, 5, 4), None]], "abc")
    assert count == 1
    assert out == '{"a": "Łódź \\u001b[2J \\u009b2J \\u202e\\u2028", "b": "2017-05-04", "c": null}\n'
    assert json.loads(out)["a"] == "Łódź \x1b[2J \x9b2J \u202e\u2028"


def test_table():
    count, out = written("table", [["Łódź", 3800, None], ["東京", 7, "a\nb\x1b[2J"]], ("place", "dead", "note"))
    assert count == 2
    assert out.splitlines() == [
        "place  dead  note",
        "-----  ----  -------",
        "Łódź   3800",
        "東京      7  a b\ufffd[2J",
    ]


@pytest.mark.parametrize("width", [1, 30, 79, 80, 81, 400])
def test_table_fits(width):
    _, out = written("table", [["a" * width, "東" * width, "b\u0301" * width, "Short"]], "abcd")
    lines = out.splitlines()
    assert all(command_width(line) <= 80 for line in lines)
    assert lines[2].endswith("Short")
    assert ("…" in lines[2]) == (width > 20)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_reaches_no_terminal(capsys, folder, monkeypatch, verb, form):
    (folder / "a.txt").write_text(HOSTILE, "utf-8")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    status, out, _ = run(capsys, verb, "a.txt", "--format", form)
    assert status == 0
    assert not set(out) & {"\x1b", "\x07", "\x9b", "\u202e"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_as_a_table(capsys, verb):
    status, out, err = run(capsys, verb, "news", "--format", "table")
    assert (status, err) == (0, "")
    assert all(len(line) <= 80 for line in out.splitlines())
    assert out.split()[0] == VERBS[verb].shown.split()[0]


def test_a_table_of_nothing_says_so(capsys, folder):
    (folder / "a.txt").write_text("The river rose.")
    assert run(capsys, "claims", "a.txt", "--format", "table")[1].endswith("\nno claims in 1 article\n")


# Errors


def test_what_cannot_be_read_is_said_and_the_rest_is_read(capsys, folder):
    (folder / "news" / "a\x1b[2J.txt").write_bytes(b"\x00\x01\x00\x00\x00")
    status, out, err = run(capsys, "claims", "nowhere", "news")
    assert status == 2
    assert len(out.splitlines()) == 1
    assert err.splitlines() == [
        "pressframes: nowhere does not exist; give a file, a folder or -",
        "pressframes: news/a\ufffd[2J.txt holds NUL bytes and is no text; give a text file, or its text as .txt",
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["claims", "nowhere"], "nowhere does not exist; give a file, a folder or -"),
        (["claims"], "the following arguments are required: PATH; see pressframes claims --help"),
        (["clams", "news"], "there is no command 'clams'; did you mean 'claims'?"),
        (["news"], "there is no command 'news'; it is a path: did you mean `pressframes claims news`?"),
        (["xyz"], "there is no command 'xyz'; give one of claims, events, dates, relations, incidents,"
         " tolls, chronology, refusals, articles, report, share"),
        (["claims", "news", "--published", "4 May"], "argument --published: '4 May' is no day; write it as YYYY-MM-DD;"
         " see pressframes claims --help"),
        (["claims", "news", "--columns", "text"], "argument --columns: 'text' is no mapping; write it as"
         " text=body,published=day; see pressframes claims --help"),
        (["claims", "news", "--columns", "txet=body"], "articles have no field 'txet' (did you mean 'text'?); map any"
         " of text, article, title, outlet, url, published"),
        (["claims", "news", "--formt", "csv"], "unrecognized arguments: --formt csv; see pressframes --help"),
        (["--verison"], "the following arguments are required: COMMAND; see pressframes --help"),
    ],
)  # fmt: skip
def test_errors_are_one_sentence(capsys, words, says):
    assert run(capsys, *words) == (2, "", f"pressframes: {says}\n")


def test_a_wrong_lexicon(capsys):
    status, out, err = run(capsys, "claims", "news", "--lexicon", "nowhere.toml")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "nowhere.toml" in err


@pytest.mark.parametrize("words", [["--help"], *([verb, "--help"] for verb in [*VERBS, "report"])])
def test_help_fits_the_page(capsys, words):
    with pytest.raises(SystemExit) as ended:
        main(words)
    out = capsys.readouterr().out
    assert ended.value.code == 0
    assert max(map(len, out.splitlines())) <= 80


def test_help_names_every_verb(capsys):
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(f"pressframes {verb}" in out or f"    {verb} " in out for verb in [*VERBS, "report"])


def test_interruption(monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("pressframes.articles.load", interrupt)
    assert main(["claims", "news"]) == 130


@pytest.fixture
def asked(monkeypatch):
    """What the command asks of the batch, which answers 1."""
    words = []
    monkeypatch.setattr(batch, "report", lambda *given: words.append(given) or 1)
    return words


def test_report(asked):
    assert main(["report", "--out", "x", "--only", "chronology", "--force", "--jobs", "3"]) == 1
    options = batch.Options(force=True, jobs=3, cell_seconds=120)
    assert asked == [(Path("notebooks/runs"), Path("x"), "chronology", options)]


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", "²"])
def test_report_with_no_number_of_jobs(asked, capsys, number):
    assert main(["report", f"--jobs={number}"]) == 2
    assert f"{number!r} is no number of them; give 1 or more" in capsys.readouterr().err
    assert asked == []


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OSError(28, "No space left on device"), 2, "the report cannot be written in out (No space left on device);"),
        (KeyboardInterrupt(), 130, "interrupted; the next report goes on from here"),
    ],
)
def test_report_that_cannot_go_on(monkeypatch, capsys, error, status, said):
    def fails(*_):
        raise error

    monkeypatch.setattr(batch, "report", fails)
    assert main(["report"]) == status
    assert capsys.readouterr().err.startswith(f"pressframes: {said}")


# As a process

COMMAND = [sys.executable, "-m", "pressframes"]


def test_the_process(folder):
    (folder / "a.txt").write_text("Köln: 12 people were killed.", "utf-8")
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    ended = subprocess.run([*COMMAND, "claims", "a.txt", "no\u0142"], capture_output=True, env=environment, check=False)
    assert ended.returncode == 2
    assert json.loads(ended.stdout.decode())["sentence"] == "Köln: 12 people were killed."
    assert ended.stderr.startswith(b"pressframes: no")
    assert b"Traceback" not in ended.stderr


def test_a_reader_that_has_enough(folder):
    table = "\n".join(json.dumps({"text": STORY * 9}) for _ in range(2000))
    (folder / "many.jsonl").write_text(table)
    process = subprocess.Popen([*COMMAND, "articles", "many.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full, on which no byte can be written")
def test_a_full_disk(folder):
    with open("/dev/full", "wb") as full:
        ended = subprocess.run([*COMMAND, "articles", "news"], stdout=full, stderr=subprocess.PIPE, check=False)
    says = b"pressframes: the rows cannot be written (No space left on device); make room, or write elsewhere\n"
    assert (ended.returncode, ended.stderr) == (2, says)


def test_control_c(folder):
    process = subprocess.Popen(
        [*COMMAND, "claims", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(2)  # it waits for its input
    process.send_signal(signal.SIGINT)
    assert (process.wait(20), process.stderr.read()) == (130, b"")


IMPORTED = """
import sys, time
begun = time.perf_counter()
import pressframes
assert time.perf_counter() - begun < 0.1
from pressframes.command import main
for verb in ("claims", "events", "dates", "refusals", "articles"):
    assert main([verb, "news"]) == 0
heavy = {"pandas", "matplotlib", "pandera", "trafilatura", "pyarrow", "papermill", "charset_normalizer", "yaml"}
assert not heavy & {*sys.modules}, heavy & {*sys.modules}
"""


def test_what_is_listed_article_by_article_waits_for_no_heavy_library():
    subprocess.run([sys.executable, "-c", IMPORTED], stdout=subprocess.DEVNULL, check=True)


def test_no_module_of_the_working_folder_is_run(folder):
    for module in ("json", "typing", "difflib", "argparse", "pandas", "matplotlib"):
        (folder / f"{module}.py").write_text("raise SystemExit('owned')")
    ended = subprocess.run([*COMMAND, "claims", "news"], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert json.loads(ended.stdout)["article"] == "dam"
