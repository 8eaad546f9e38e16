"""What the notebooks' parameters accept, what they refuse and in which words, and which rows they choose."""

import datetime
from pathlib import Path

import pandas as pd
import pytest

from pressframes.errors import PressframesError
from pressframes.frames import schemas
from pressreport import parameters
from pressreport.parameters import Chronology, Estimates, Incident, Reading

ARTICLES = [("ferry", "2031-05-02"), ("harbour", "2031-06-10"), ("undated", None)]
CLAIMS = [
    # article, measure, subject, source_name, incident
    ("ferry", "killed", "passengers", "the coast guard", "ferry:i1"),
    ("ferry", "missing", "passengers", None, "ferry:i1"),
    ("harbour", "killed", "dockers", "the dockers' union", "harbour:i1"),
    ("undated", "wounded", "dockers", "the coast guard", None),
]
EVENTS = [
    # article, earliest, latest, kind, source_name
    ("ferry", "2031-05-01", "2031-05-01", "casualties", None),
    ("harbour", "2031-06-01", "2031-06-30", "treaty", "the port authority"),
    ("undated", "2030-01-01", "2030-12-31", "visit", None),
]


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    rows = [
        {"article": name, "published": day and pd.Timestamp(day), "words": 1, "text": "x", "published_basis": "missing"}
        for name, day in ARTICLES
    ]
    return schemas.frame("articles", rows)


@pytest.fixture(scope="module")
def claims() -> pd.DataFrame:
    fixed = {"start": 0, "end": 1, "amount": "9", "best": 9, "low": 9, "high": 9, "hedge": "exact"}
    fixed |= {"source_kind": "none", "attribution": "none", "sentence": "9", "sentence_start": 0, "rule": "r"}
    fixed |= {"scope": "event", "role": "whole", "stance": "asserted", "earliest": pd.Timestamp("2031-04-30")}
    columns = ("article", "measure", "subject", "source_name", "incident")
    named = [dict(zip(columns, row, strict=True)) for row in CLAIMS]
    return schemas.frame("claims", [fixed | row | {"claim": f"{row['article']}:c{n}"} for n, row in enumerate(named)])


@pytest.fixture(scope="module")
def events() -> pd.DataFrame:
    fixed = {"start": 0, "end": 1, "date_text": "x", "edtf": "x", "precision": "day"}
    fixed |= {"sentence": "x", "sentence_start": 0, "rule": "r"}
    named = [dict(zip(("article", "earliest", "latest", "kind", "source_name"), row, strict=True)) for row in EVENTS]
    days = {"earliest": pd.Timestamp, "latest": pd.Timestamp}
    rows = [fixed | row | {key: make(row[key]) for key, make in days.items()} for row in named]
    return schemas.frame("events", [row | {"event": f"{row['article']}:e{n}"} for n, row in enumerate(rows)])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own: `notebooks/` and `data/articles/` under an empty folder, which is the current one."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data" / "articles").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "field", "meant"),
    [
        ({}, "measures", ()),
        ({"measures": "killed"}, "measures", ("killed",)),
        ({"measures": " Killed , wounded,killed, "}, "measures", ("killed", "wounded")),
        ({"measures": None}, "measures", ()),
        ({"sources": "the coast guard, the port authority"}, "sources", ("the coast guard", "the port authority")),
        ({"sources": 47}, "sources", ("47",)),  # papermill makes 47 of -p sources 47
        ({"subject": "  dockers "}, "subject", "dockers"),
        ({"since": "2031-05-02"}, "since", datetime.date(2031, 5, 2)),
        ({"since": datetime.date(2031, 5, 2)}, "since", datetime.date(2031, 5, 2)),  # as YAML reads it
        ({"since": ""}, "since", None),
        ({"until": None}, "until", None),
        ({"since": "2031-05-02", "until": "2031-05-02"}, "until", datetime.date(2031, 5, 2)),
    ],
)
def test_what_is_accepted(given: dict[str, object], field: str, meant: object) -> None:
    assert getattr(Estimates(**given), field) == meant


MEASURES = "killed, wounded, casualties, missing, captured, deployed and displaced"
OR_ALL = 'or "" for all.'
NO_DATE = 'which is no date: write a day as YYYY-MM-DD, such as 2025-06-30, or "" for no limit.'
NO_TEXT = "which is no text: write it in quotes, or leave it empty."
EIGHT = "articles, rulings, measures, subject, sources, since, until and incident"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"measures": "kiled"},
            f'measures has "kiled", which is no measure (did you mean "killed"?): allowed are {MEASURES}, {OR_ALL}',
        ),
        ({"measures": "killed; wounded"}, None),
        (
            {"measures": "killed, houses"},
            f'measures has "houses", which is no measure: allowed are {MEASURES}, {OR_ALL}',
        ),
        ({"measures": ["killed"]}, f"measures is \"['killed']\", {NO_TEXT}"),
        ({"subject": True}, f'subject is "True", {NO_TEXT}'),
        ({"since": "2031-13-01"}, f'since is "2031-13-01", {NO_DATE}'),
        ({"since": "2 May 2031"}, f'since is "2 May 2031", {NO_DATE}'),
        ({"until": "20310502"}, f'until is "20310502", {NO_DATE}'),
        ({"until": "2031-W05-1"}, f'until is "2031-W05-1", {NO_DATE}'),
        ({"until": 2031}, f'until is "2031", {NO_DATE}'),
        (
            {"since": "2031-05-03", "until": "2031-05-02"},
            "since is 2031-05-03 and until 2031-05-02, which leaves no day: since comes first.",
        ),
        (
            {"mesures": "killed"},
            f'"mesures" is no parameter of this notebook (did you mean "measures"?): it has {EIGHT}.',
        ),
        ({"colour": "red"}, f'"colour" is no parameter of this notebook: it has {EIGHT}.'),
        (
            {"articles": "nowhere"},
            'articles is "nowhere", where there is no file or folder: give one that holds articles, such as '
            "../data/articles, by its path from the current folder or from the notebooks.",
        ),
        (
            {"since": "x" * 200},
            f'since is "{"x" * 59}…", {NO_DATE}',
        ),
        (
            {"incident": "Each"},
            'incident is "Each", which stands for many runs: list it in a file of runs, as `incident: [each]` under '
            "`matrix:`.",
        ),
        ({"incident": False}, f'incident is "False", {NO_TEXT}'),
        ({"since": "\x1b[2J"}, f'since is "[2J", {NO_DATE}'),
    ],
)
def test_what_is_refused_and_in_which_words(given: dict[str, object], sentence: str | None) -> None:
    with pytest.raises(PressframesError) as refused:
        Estimates(**given)
    said = str(refused.value)
    assert "\n" not in said
    assert sentence is None or said == sentence


def test_two_mistakes_are_told_at_once() -> None:
    with pytest.raises(PressframesError, match=r"measures has .*; since is .*"):
        Estimates(measures="kiled", since="never")


def test_a_notebook_shows_the_sentence_alone() -> None:
    with pytest.raises(PressframesError) as refused:
        Estimates(since="never")
    assert refused.value._render_traceback_() == [str(refused.value)]


def test_the_variables_of_a_notebook_are_its_parameters() -> None:
    cell = {"measures": "killed", "since": "", "pd": pd, "_": "", "_i": "x", "height": 3, "In": ["", "x"]}
    assert Estimates.of(cell) == Estimates(measures="killed")


def test_a_misspelt_name_which_papermill_only_warns_of_is_refused() -> None:
    with pytest.raises(PressframesError, match=r'"source" is no parameter .*did you mean "sources"'):
        Estimates.of({"sources": "", "source": "the coast guard"})


def test_a_value_that_is_no_plain_one_is_no_misspelt_parameter() -> None:
    assert Estimates.of({"article": pd.DataFrame(), "source": [1]}) == Estimates()


@pytest.mark.parametrize("folder", [".", "notebooks"])
def test_the_default_is_found_from_the_project_and_from_its_notebooks(
    here: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.chdir(here / folder)
    assert Estimates().articles.resolve() == here / "data" / "articles"


def test_the_default_is_not_taken_from_the_folder_beside_the_project(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = here / "project"
    (project / "notebooks").mkdir(parents=True)
    (project / "data" / "articles").mkdir(parents=True)
    monkeypatch.chdir(project)  # ../data/articles from here is the neighbour's
    assert Estimates().articles.resolve() == project / "data" / "articles"


@pytest.mark.parametrize("path", ["own", "./own", "../notebooks/../own", "{here}/own"])
def test_a_path_is_the_callers(here: Path, path: str) -> None:
    (here / "own").mkdir()
    (here / "notebooks" / "own").mkdir()
    assert Estimates(articles=path.format(here=here)).articles.resolve() == here / "own"


def test_a_path_may_be_the_notebooks(here: Path) -> None:
    (here / "own.txt").write_text("x")
    assert Estimates(articles="../own.txt").articles.resolve() == here / "own.txt"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, [0, 1, 2, 3]),
        ({"measures": "killed"}, [0, 2]),
        ({"measures": "killed, missing"}, [0, 1, 2]),
        ({"measures": "displaced"}, []),
        ({"subject": "Dockers"}, [2, 3]),
        ({"subject": "dockers", "measures": "killed"}, [2]),
        ({"sources": "The Coast Guard"}, [0, 3]),
        ({"sources": "no source named"}, [1]),
        ({"sources": "the coast guard, no source named"}, [0, 1, 3]),
        ({"since": "2031-05-02"}, [0, 1, 2]),  # the undated article cannot be placed
        ({"since": "2031-05-03"}, [2]),
        ({"until": "2031-05-02"}, [0, 1]),
        ({"since": "2032-01-01"}, []),
        ({"incident": "ferry:i1"}, [0, 1]),  # what cannot be placed is of none
        ({"incident": "Harbour:I1", "measures": "killed"}, [2]),
        ({"incident": "harbour:i1", "measures": "missing"}, []),
    ],
)
def test_which_claims_are_chosen(
    articles: pd.DataFrame, claims: pd.DataFrame, given: dict[str, str], kept: list[int]
) -> None:
    assert list(parameters.select(claims, Estimates(**given), articles, claims).index) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, [0, 1, 2]),
        ({"measures": "killed"}, [0, 1]),  # the events of articles that count the killed
        ({"subject": "dockers"}, [1, 2]),
        ({"sources": "the port authority"}, [1]),
        ({"sources": "the coast guard"}, []),  # known from claims, and no event is ascribed to it
        ({"since": "2031-05-02"}, [1]),
        ({"since": "2031-06-30"}, [1]),  # June may be its last day
        ({"since": "2031-07-01"}, []),
        ({"until": "2030-01-01"}, [2]),  # 2030 may be its first day
        ({"until": "2029-12-31"}, []),
        ({"since": "2031-05-01", "until": "2031-05-01"}, [0]),
    ],
)
def test_which_events_are_chosen(
    articles: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame, given: dict[str, str], kept: list[int]
) -> None:
    assert list(parameters.select(events, Chronology(**given), articles, claims).index) == kept


def test_the_notebook_on_articles_shows_every_event_of_an_article_of_those_days(
    articles: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame
) -> None:
    given = Reading(since="2031-05-02", until="2031-05-02")  # the ferry's event is of the day before
    assert list(parameters.select(events, given, articles, claims).index) == [0]


def test_a_file_that_was_never_read_stays_among_the_refusals(articles: pd.DataFrame, claims: pd.DataFrame) -> None:
    passage = {"article": "harbour", "start": 0, "end": 1, "words": "x", "reason": "not_people", "detail": ""}
    file = {"article": "broken", "words": "", "reason": "unreadable", "path": "broken.txt", "detail": "it is no text"}
    refusals = schemas.frame("refusals", [file, passage])
    given = Estimates(subject="passengers", since="2031-05-01")
    assert list(parameters.select(refusals, given, articles, claims)["article"]) == ["broken"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, ["ferry", "harbour", "undated"]),
        ({"measures": "wounded"}, ["undated"]),
        ({"subject": "passengers"}, ["ferry"]),
        ({"until": "2031-06-01"}, ["ferry"]),
    ],
)
def test_which_articles_are_chosen(
    articles: pd.DataFrame, claims: pd.DataFrame, given: dict[str, str], kept: list[str]
) -> None:
    assert list(parameters.select(articles, Estimates(**given), articles, claims).index) == kept


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"subject": "doctors"},
            'subject has "doctors", which is no subject in these articles (did you mean "dockers"?): '
            'allowed are passengers and dockers, or "" for all.',
        ),
        (
            {"subject": "whales"},
            'subject has "whales", which is no subject in these articles: '
            'allowed are passengers and dockers, or "" for all.',
        ),
        (
            {"sources": "the dockers' union, the cost guard"},
            'sources has "the cost guard", which is no source in these articles (did you mean "the coast guard"?): '
            'allowed are the coast guard, the dockers\' union and no source named, or "" for all.',
        ),
        (
            {"incident": "fery:i1"},
            'incident has "fery:i1", which is no incident in these articles (did you mean "ferry:i1"?): '
            'allowed are ferry:i1 and harbour:i1, or "" for the most told.',
        ),
    ],
)
def test_a_name_that_the_articles_do_not_have_is_refused(
    articles: pd.DataFrame, claims: pd.DataFrame, given: dict[str, str], sentence: str
) -> None:
    with pytest.raises(PressframesError) as refused:
        parameters.select(claims, Estimates(**given), articles, claims)
    assert str(refused.value) == sentence


HALDEN = "At least {} people were killed when a ferry sank off Halden on 3 May 2031, the Norlandic Coast Guard said.\n"
ELDRA = "A blast in Eldra on 9 June 2030 killed nine people, the Estrian police said.\n"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, ["one:i1"]),
        ({"until": "2031-05-04"}, [""]),
        ({"measures": "wounded"}, [""]),
        ({"incident": "two:i1"}, None),
    ],
)
def test_each_stands_for_what_two_articles_tell_of(here: Path, given: dict[str, str], found: list[str] | None) -> None:
    for at, (name, more) in enumerate([("one", ""), ("two", ""), ("three", ELDRA)]):
        text = f"A ferry\n\nPublished 2031-05-0{4 + at}\n\n{HALDEN.format(12 + at) if at < 2 else ''}{more}"
        (here / "data" / "articles" / f"{name}.txt").write_text(text)
    if found is None:
        with pytest.raises(PressframesError, match='incident has "two:i1", which is no incident in these articles'):
            parameters.told_by_several(Incident(**given))
    else:
        assert parameters.told_by_several(Incident(**given)) == found


def test_no_name_is_wrong_where_there_are_no_claims_and_no_day_where_there_are_no_articles() -> None:
    articles, none = (schemas.frame(name, []) for name in ("articles", "claims"))
    given = Estimates(subject="whales", sources="harpooners", since="2031-05-02", until="2031-05-02")
    for rows in (none, articles):
        assert parameters.select(rows, given, articles, none).empty


def test_what_cannot_be_read_is_said_with_paths_from_the_folder(here: Path) -> None:
    articles, unread = parameters.read(Estimates())
    assert articles.empty
    assert unread["reason"].tolist() == ["unreadable"], "there is none"
    (here / "data" / "articles" / "broken.txt").write_bytes(b"")
    articles, unread = parameters.read(Estimates())
    assert articles.empty
    assert unread["path"].tolist() == ["broken.txt"]
    assert str(here) not in unread["detail"].iloc[0]
    (here / "lost.bin").write_bytes(b"\x00")
    articles, unread = parameters.read(Estimates(articles="lost.bin"))
    assert articles.empty
    assert unread["reason"].tolist() == ["unreadable"]


def test_the_kind_to_count_from_is_a_kind(articles: pd.DataFrame, claims: pd.DataFrame, events: pd.DataFrame) -> None:
    assert len(parameters.select(events, Chronology(from_kind="invasion"), articles, claims)) == len(events)
    with pytest.raises(PressframesError) as refused:
        parameters.select(events, Chronology(from_kind="treti"), articles, claims)
    assert str(refused.value) == (
        'from_kind has "treti", which is no kind of event (did you mean "treaty"?): allowed are treaty, deployment, '
        "acknowledgement, denial, capture, casualties, ceremony, visit, invasion, broadcast, memorial, conflict, "
        "publication and other."
    )


def test_choosing_leaves_the_frames_alone(articles: pd.DataFrame, claims: pd.DataFrame) -> None:
    before = claims.copy()
    parameters.select(claims, Estimates(measures="killed"), articles, claims)
    pd.testing.assert_frame_equal(claims, before)


def test_a_matrix_of_runs_is_no_run() -> None:
    with pytest.raises(PressframesError, match=r"^matrix stands for many runs, and this is one: `pressframes report`"):
        Estimates.of({"matrix": {"measures": ["killed", "wounded"]}})
