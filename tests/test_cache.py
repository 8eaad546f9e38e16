"""Readings that are kept are the readings that would be made, whatever has become of their files."""

import json
from datetime import date

import pandas as pd
import pytest

import pressframes as pf
from pressframes import frames
from pressframes.frames import cache
from pressframes.records import Article

TEXT = "On 3 May 2031 at least 17 dockers were killed in Arvika, the mayor said. In June some 40 were wounded."
ARTICLE = Article("a", TEXT, published=date(2031, 7, 1), published_basis="metadata")
VERBS = (pf.claims, pf.events, pf.dates, pf.refusals)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.FOLDER, str(tmp_path / "readings"))
    frames._last.clear()
    frames._last.clear()
    return tmp_path / "readings"


def rows(**known: object) -> list[pd.DataFrame]:
    """All frames of the article, as a process that has not yet read it makes them."""
    frames._last.clear()
    frames._last.clear()
    table = frames.table([Article(**{**{name: getattr(ARTICLE, name) for name in ARTICLE.__slots__}, **known})])
    return [verb(table) for verb in VERBS]


def same(one: list[pd.DataFrame], other: list[pd.DataFrame]) -> bool:
    return all(left.equals(right) and left.dtypes.equals(right.dtypes) for left, right in zip(one, other, strict=True))


def test_what_is_kept_is_what_is_read(folder, monkeypatch):
    first = rows()
    assert len(list(folder.rglob("*.json"))) == 1
    monkeypatch.setattr(cache.reading, "read", None)  # nothing is read again
    assert same(rows(), first)
    monkeypatch.undo()
    assert same(rows(), first)
    assert len(first[0]) == 2, "the article has claims to compare"


def test_nothing_is_kept_unless_a_folder_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv(cache.FOLDER, raising=False)
    monkeypatch.chdir(tmp_path)
    rows()
    assert list(tmp_path.iterdir()) == []


def test_what_is_damaged_or_not_of_its_kind_is_read_anew_and_mended(folder):
    first = rows()
    (path,) = folder.rglob("*.json")
    whole = path.read_bytes()
    damaged = [b"", whole[:-9], whole.replace(b"17", b"71"), whole.split(b"\n")[0] + b"\n[]", b"\xff\x80\n{}"]
    for told in ([], {}, [[{}], [], [], []], [1, [], [], []]):
        content = json.dumps(told).encode()
        damaged.append(cache._digest(content).encode() + b"\n" + content)
    for content in damaged:
        path.write_bytes(content)
        assert same(rows(), first)
        assert path.read_bytes() == whole
    assert len(list(folder.rglob("*"))) == 2, "nothing is left aside"


def test_what_is_known_of_an_article_is_part_of_what_is_kept(folder):
    changes = [{"text": TEXT + " "}, {"published": date(2031, 7, 2)}, {"title": "x"}, {"article": "b"}]
    for known in [{}, *changes]:
        rows(**known)
    assert len(list(folder.rglob("*.json"))) == 1 + len(changes)


def test_a_lexicon_is_part_of_what_is_kept(folder, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[[hedge]]\nhedge = "at_least"\nwords = ["as a minimum"]\nexample = "as a minimum 7"\n')
    rows()
    pf.claims(frames.table([ARTICLE]), [mine])
    assert len(list(folder.rglob("*.json"))) == 2


def test_a_folder_that_cannot_be_written_changes_nothing(folder):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    assert len(rows()[0]) == 2


def test_what_another_state_of_the_library_has_read_is_forgotten(folder):
    rows()
    (folder / "0123").mkdir()
    cache.forget(folder)
    assert [path.name for path in folder.iterdir()] == [cache._source()]
