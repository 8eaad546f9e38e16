"""The table of reruns: what it is measured on, and what it says of the figures."""

from pathlib import Path

import yaml

from notebook_samples import run_file, sample
from tools import reruns
from tools.reruns import Taken

ROOT = Path(__file__).parent.parent


def test_the_table_sets_each_way_beside_the_loop():
    ways = [Taken("a loop", 100.0, 80.0), Taken("a report", 20.0, 40.0), Taken("the floor", 50.0, 60.0)]
    rows = [line for line in reruns.table(ways, 40, 0.62, (1.0, 0.4, 1.5)).splitlines() if line.startswith("|")]
    assert rows == [
        "| 40 reruns of the notebooks | seconds | of the loop | of processor | a run |",
        "|---|---:|---:|---:|---:|",
        "| a loop | 100 | 1.00 | 80 | 2.00 |",
        "| a report | 20 | 0.20 | 40 | 1.00 |",
        "| the floor | 50 | 0.50 | 60 | 1.50 |",
    ]


def test_the_runs_are_spread_over_the_notebooks_and_no_two_are_the_same(tmp_path):
    for name in ("count", "when"):
        sample(tmp_path / "home" / "notebooks" / f"{name}.ipynb")
        run_file(tmp_path / "home" / "notebooks", name)
    (tmp_path / "home" / "data").mkdir()
    files = reruns._project(tmp_path / "home", tmp_path / "copy", 5)
    assert [path.name for path in files] == [
        "count-000.yaml", "when-001.yaml", "count-002.yaml", "when-003.yaml", "count-004.yaml"
    ]  # fmt: skip
    assert len({yaml.safe_load(path.read_text())["until"] for path in files}) == 5


def test_the_readme_has_a_place_for_the_table():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "<!-- reruns -->" in readme
    assert "<!-- /reruns -->" in readme
