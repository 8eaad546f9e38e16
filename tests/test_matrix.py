"""A file of parameters that stands for many runs: their names, their files, and what is refused at once."""

import os
import re
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from notebook_samples import run_file, sample
from pressframes.errors import PressframesError
from pressreport.runs import runs

VALUES = st.text(max_size=300) | st.integers() | st.booleans() | st.floats(allow_nan=False)


@pytest.fixture
def notebooks(tmp_path):
    return sample(tmp_path / "notebooks" / "count.ipynb").parent


def found(notebooks: Path) -> list[runs.Run]:
    return runs.find(notebooks / "runs")


def test_lists_are_multiplied_out_and_the_rest_is_shared(notebooks):
    run_file(notebooks, "count-by", "share: 0.1\nmatrix:\n  who: [Oslo, Riga]\n  times: [1, 2]\n")
    assert [(run.name, run.parameters) for run in found(notebooks)] == [
        ("count-by--Oslo--1", {"share": 0.1, "who": "Oslo", "times": 1}),
        ("count-by--Oslo--2", {"share": 0.1, "who": "Oslo", "times": 2}),
        ("count-by--Riga--1", {"share": 0.1, "who": "Riga", "times": 1}),
        ("count-by--Riga--2", {"share": 0.1, "who": "Riga", "times": 2}),
    ]


def test_a_day_without_quotes_is_the_text_that_it_looks_like(notebooks):
    run_file(notebooks, "count-by", "matrix:\n  who: [2031-05-02]\n")
    assert [(run.name, run.parameters) for run in found(notebooks)] == [("count-by--2031-05-02", {"who": "2031-05-02"})]


@pytest.mark.parametrize("only", ["count", "count-by"])
def test_only_keeps_one_combination_or_all_of_a_file(notebooks, only):
    run_file(notebooks, "count-by", "matrix:\n  who: [Oslo, Riga]\n")
    assert len(runs.find(notebooks / "runs", only)) == 2
    assert [run.name for run in runs.find(notebooks / "runs", "count-by--Riga")] == ["count-by--Riga"]


TOLD = 'articles: str = "."\nincident: str = ""\n'


def test_each_incident_that_two_articles_tell_of_is_a_run(tmp_path, monkeypatch):
    monkeypatch.setenv("PRESSFRAMES_READINGS", str(tmp_path / "kept"))
    notebooks = sample(tmp_path / "notebooks" / "count.ipynb", parameters=TOLD).parent
    for at in (1, 2):
        told = f"1{at} people died when a ferry sank off Halden on 3 May 2031, the Norlandic Coast Guard said."
        run_file(notebooks, f"told/{at}").with_suffix(".txt").write_text(
            f"A ferry\n\nPublished 2031-05-0{3 + at}\n\n{told}"
        )
        (notebooks / "runs" / "told" / f"{at}.yaml").unlink()
    run_file(notebooks, "count-by", "articles: runs/told\nmatrix:\n  incident: [each]\n")
    assert [run.parameters for run in found(notebooks)] == [{"articles": "runs/told", "incident": "1:i1"}]
    assert not (tmp_path / "kept").exists()  # the folder of a report is not written to before it is its own
    assert os.environ["PRESSFRAMES_READINGS"] == str(tmp_path / "kept")
    run_file(notebooks, "count-by", "articles: nowhere\nmatrix:\n  incident: [each]\n")
    with pytest.raises(PressframesError, match=r'count-by\.yaml: articles is "nowhere", where there is no file'):
        found(notebooks)


# -- names


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("killed", "x--killed"),
        ("Kyiv Post", "x--Kyiv_Post"),
        ("2025-06-30", "x--2025-06-30"),
        (3, "x--3"),
        (0.5, "x--0.5"),
        (True, "x--true"),
        ("", "x--any"),
    ],
)
def test_a_plain_value_is_its_own_name(value, name):
    assert runs.named("x", [value]) == name


@pytest.mark.parametrize(
    ("value", "begins"),
    [
        ("any", "x--any~"),
        ("Kyiv_Post", "x--Kyiv_Post~"),
        ("../../etc/passwd", "x--etc_passwd~"),
        ("a--b", "x--a-b~"),
        (" a", "x--a~"),
        ("São Tomé", "x--Sao_Tome~"),
        ("Одеса", "x--~"),
        ("x" * 41, f"x--{'x' * 40}~"),
        ("a\x1b[31m\u202eb", "x--a_31mb~"),
        (".", "x--~"),
    ],
)
def test_a_value_that_is_no_file_name_is_told_apart_by_a_digest(value, begins):
    assert re.fullmatch(re.escape(begins) + "[0-9a-f]{6}", runs.named("x", [value]))


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_any_value_gives_a_safe_name(values):
    name = runs.named("count-by", values)
    assert re.fullmatch(r"[A-Za-z0-9._~-]+", name)
    assert name.startswith("count-by--")
    assert len(name) <= 160
    assert runs.named("count-by", values) == name


@given(st.lists(st.text(max_size=12), min_size=2, max_size=2), st.lists(st.text(max_size=12), min_size=2, max_size=2))
def test_no_two_combinations_have_one_name(one, other):
    assert (runs.named("x", one) == runs.named("x", other)) == (one == other)


def test_values_that_would_join_alike_have_names_of_their_own():
    pieces = ["a", "b", "a-b", "a--b", "a_b", "a b", "", "any", "-", "--", "_"]
    names = [runs.named("x", pair) for pair in product(pieces, pieces)]
    assert len(set(names)) == len(names)


# -- what is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("matrix: [a, b]\n", "under `matrix:` there must be lines like"),
        ("matrix: {}\n", "under `matrix:` there must be lines like"),
        ("matrix:\n  who: Oslo\n", "in the matrix, who must list its values, like `who: [a, b]`."),
        ("matrix:\n  who: []\n", "in the matrix, who must list its values"),
        ("who: Oslo\nmatrix:\n  who: [Riga]\n", "who stands in the matrix and beside it: keep one of the two."),
        ("matrix:\n  who: [Oslo, Oslo]\n", "who lists 'Oslo' and 'Oslo': keep one of the two."),
        ("matrix:\n  who: [Oslo, oslo]\n", "who lists 'Oslo' and 'oslo': keep one of the two."),
        ("matrix:\n  hwo: [Oslo]\n", "the notebook has no parameter 'hwo' (did you mean 'who'?)"),
        ("matrix:\n  times: [1, many]\n", "times must be int, and 'many' is str; its default is 1."),
        ("matrix:\n  who: [[a], [b]]\n", "who must be str, and ['a'] is list"),
        ("matrix:\n  who: [Oslo, null]\n", "who must be str, and None is NoneType"),
    ],
)
def test_a_matrix_that_is_none_is_refused_with_its_file(notebooks, text, message):
    path = run_file(notebooks, "count-by", text)
    with pytest.raises(PressframesError, match=re.escape(f"{path}: ") + ".*" + re.escape(message)):
        found(notebooks)


def test_an_absurd_matrix_is_refused_with_its_count(notebooks):
    numbers = list(range(1, 12))
    lists = {"times": numbers, "who": list("abcdefghij"), "share": numbers}
    run_file(notebooks, "count-by", yaml.safe_dump({"matrix": lists}, sort_keys=False))
    with pytest.raises(PressframesError, match=r"has 1,210 runs \(11 times 10 times 11\), and 1,000 are allowed"):
        found(notebooks)


def test_two_files_cannot_have_one_run(notebooks):
    run_file(notebooks, "count-by", "matrix:\n  who: [Oslo]\n")
    run_file(notebooks, "count-by--oslo")
    with pytest.raises(PressframesError, match="both have a run 'count-by--oslo': rename one of them"):
        found(notebooks)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("since: 2031-13-01\n", r'since is "2031-13-01", which is no date'),
        ("since: 2031-05-02\nuntil: 2031-05-01\n", "leaves no day"),
        ("measures: kiled\n", 'which is no measure (did you mean "killed"?)'),
        ("articles: ../nowhere\n", "where there is no file or folder"),
        ("matrix:\n  until: [2031-05-01, 31 May]\n", 'until is "31 May", which is no date'),
    ],
)
def test_what_the_model_of_a_notebook_refuses_is_refused_before_anything_runs(tmp_path, text, message):
    lines = ["articles", "measures", "subject", "sources", "since", "until"]
    cell = "".join(f'{line}: str = ""\n' for line in lines).replace('articles: str = ""', 'articles: str = "../press"')
    asks = "given = parameters.Estimates.of(vars())"
    notebooks = sample(tmp_path / "notebooks" / "count.ipynb", parameters=cell, extra=asks).parent
    (tmp_path / "press").mkdir()
    path = run_file(notebooks, "count-by", text)
    with pytest.raises(PressframesError, match=re.escape(f"{path}: ") + ".*" + re.escape(message)):
        found(notebooks)


# -- the files that papermill takes


def test_each_run_of_a_matrix_has_a_file_for_papermill(notebooks):
    run_file(notebooks, "count-by", "share: 1\nmatrix:\n  who: ['7', Oslo]\n")
    run_file(notebooks, "count")
    folder = notebooks.parent / "out" / "runs"
    runs.write(found(notebooks), folder)
    assert {path.name: yaml.safe_load(path.read_text()) for path in folder.iterdir()} == {
        "count-by--7.yaml": {"share": 1, "who": "7"},
        "count-by--Oslo.yaml": {"share": 1, "who": "Oslo"},
    }
