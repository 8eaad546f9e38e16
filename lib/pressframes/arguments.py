"""What the command `pressframes` takes: its verbs, their options, and the help that teaches them."""

import argparse
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from functools import partial
from importlib.metadata import version
from pathlib import Path
from textwrap import fill
from typing import NoReturn

from pressframes import rows
from pressframes.errors import PressframesError
from pressframes.records import Claim, Event, Refusal

_DESCRIPTION = """\
Read news articles: every figure and every date with its exact words, its place
in the article, its bounds, and the party it is ascribed to."""

_EPILOG = """\
examples:
  pressframes claims data/articles         all figures of a folder of articles
  pressframes claims a.html b.txt --format csv > claims.csv
  pressframes dates - --published 2024-03-05 < wire.txt
  pressframes events news.csv --columns text=body,published=day
  pressframes refusals data/articles       what was seen and not read, and why
  pressframes relations data/articles      which figures contradict others
  pressframes chronology data/articles     what happened, by day
  pressframes claims data/articles --rulings data/rulings.csv
  pressframes report                       the notebooks as a site in out/site/
  pressframes share chronology.ipynb       one page to mail, as it was run

Rows are a table on a terminal and JSON lines elsewhere.  Offsets count code
points of the article's text, end exclusive.  What cannot be read is named on
standard error, the rest is read all the same.
Exit status: 0 all was read, 1 a run of the report failed, 2 something was
refused or asked for wrongly, 130 interrupted."""

_PATHS = """\
PATH is a file (.txt, .md, .html), a table with an article a row (.jsonl, .csv,
.parquet), a folder of these, or - for standard input.  An articles.csv beside
the files may say of each `article` (the name of its file without the ending)
its title, outlet, url, published and sha256."""

_DATES = ("article", "start", "end", "date_text", "edtf", "earliest", "latest", "precision")
_RELATIONS = (
    "claim_a", "claim_b", "relation", "subject",
    "article_a", "measure_a", "amount_a", "start_a", "end_a", "source_a",
    "article_b", "measure_b", "amount_b", "start_b", "end_b", "source_b", "basis", "reason",
)  # fmt: skip
_CHRONOLOGY = (
    "happening", "kind", "earliest", "latest", "when", "label", "reports", "articles", "events", "contradicts",
)  # fmt: skip
_ARTICLES = (
    "article", "title", "outlet", "url", "published", "published_basis", "path", "sha256", "words", "text",
)  # fmt: skip


def _names(row: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(row))


# For each verb: what it lists, its columns, and those of them that a table on a terminal has room for.
VERBS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "claims": (
        "every figure, its bounds and its source", _names(Claim),
        ("article", "amount", "measure", "low", "best", "high", "source"),
    ),
    "events": (
        "every dated happening and its kind", _names(Event),
        ("article", "date_text", "edtf", "kind", "source"),
    ),
    "dates": ("every date that is named", _DATES, ("article", "date_text", "edtf", "earliest", "latest", "precision")),
    "relations": (
        "pairs of figures that agree or do not", _RELATIONS,
        ("relation", "amount_a", "source_a", "amount_b", "source_b"),
    ),
    "chronology": (
        "what happened when, by how many reports", _CHRONOLOGY,
        ("happening", "kind", "when", "reports", "contradicts", "label"),
    ),
    "refusals": (
        "what was seen and not read, and why", _names(Refusal), ("article", "line", "reason", "words", "detail"),
    ),
    "articles": (
        "the articles and what is known of them", _ARTICLES,
        ("article", "title", "outlet", "published", "published_basis", "words"),
    ),
}  # fmt: skip


# The verbs that read all articles before they write, and what the words in their rows mean.
COMPARED = {
    "relations": """\
A relation says how claim_a stands to claim_b: it conflates (the same figure
under another measure), exceeds (a part larger than its whole), contradicts (no
figure fits both), updates (the same source, later), is part_of it, repeats it
(one witness), or agrees with it.  It rests on the bounds of the wording, which
is certain, on the figures as stated, on the source, or on the wording.
Figures that cannot be compared with certainty are in no row.""",
    "chronology": """\
A happening lies between the earliest and the latest day that all its reports
allow.  What contradicts it is the same turning point as others date it, unless
there were two.""",
}


# The verbs whose rows a person may rule on, in a file of rulings.
_RULED = ("claims", "events", "relations", "chronology")


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence, like all others."""

    def error(self, message: str) -> NoReturn:
        raise PressframesError(f"{message}; see {self.prog} --help")


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The verb of a command line and its options; raises PressframesError, in one sentence, if something is wrong."""
    _check_verb(words[0])
    return parser().parse_args(words)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command; its help is the manual."""
    made = _Parser(
        prog="pressframes", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=_formatter, allow_abbrev=False
    )
    made.add_argument("--version", action="version", version=version("pressframes"))
    verbs = made.add_subparsers(metavar="COMMAND", required=True, title="commands")
    add = partial(verbs.add_parser, formatter_class=_formatter, allow_abbrev=False)
    for name, (lists, columns, _) in VERBS.items():
        listed = fill(", ".join(columns), 79)
        noted = f"{COMPARED[name]}\n\n" if name in COMPARED else ""
        described = f"List {lists}, one a row, with the columns\n{listed}.\n\n{noted}{_PATHS}"
        _add_reading(add(name, help=lists, description=described), name)
    described = "Run the notebooks over their parameter files and render the site to OUT/site/."
    _add_report(add("report", help="run the notebooks and render the site", description=described))
    described = "Write an executed notebook as one HTML file to mail, with the results that it has."
    _add_share(add("share", help="one executed notebook as one HTML file", description=described))
    return made


def _formatter(prog: str) -> argparse.HelpFormatter:
    formatter = argparse.RawDescriptionHelpFormatter(prog, max_help_position=26, width=79)
    formatter._action_max_length = 16  # or the longest command would stand on a line of its own
    return formatter


def _add_reading(parser: argparse.ArgumentParser, verb: str) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
    parser.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="the day all of them were published")
    parser.add_argument("--columns", type=_mapping, metavar="FIELD=COLUMN,...", help="the columns of a table")
    if verb != "articles":
        words = "words, sources and rules of your own (TOML)"
        parser.add_argument("--lexicon", type=Path, action="append", default=[], metavar="FILE", help=words)
    if verb in _RULED:
        parser.add_argument("--rulings", type=Path, metavar="FILE", help="what a person ruled on them (CSV)")
    form = "table on a terminal, jsonl otherwise, unless you say"
    parser.add_argument("--format", choices=rows.FORMATS, help=form)
    parser.set_defaults(verb=verb)


def _add_report(parser: argparse.ArgumentParser) -> None:
    runs = "the folder of parameter files (notebooks/runs)"
    parser.add_argument("--runs", type=Path, default=Path("notebooks/runs"), metavar="DIR", help=runs)
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="where to write (out)")
    parser.add_argument("--only", metavar="NAME", help="one run, or all runs of one notebook or one file")
    parser.add_argument("--force", action="store_true", help="run again what has not changed, too")
    parser.add_argument("--jobs", type=_count, default=0, metavar="N", help="runs at a time (one a core)")
    limit = "what a cell may take (120)"
    parser.add_argument("--cell-seconds", type=_count, default=120, metavar="N", help=limit)
    parser.set_defaults(verb="report")


def _add_share(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="an executed notebook (.ipynb)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="what to write (NOTEBOOK.html, here)")
    parser.set_defaults(verb="share")


def _check_verb(word: str) -> None:
    """Say what was meant instead of listing choices, also if the command was left out before a path."""
    verbs = [*VERBS, "report", "share"]
    if word.startswith("-") or word in verbs:
        return
    near = get_close_matches(word.lower(), verbs, 1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"give one of {', '.join(verbs)}"
    if Path(word).exists():
        hint = f"it is a path: did you mean `pressframes claims {word}`?"
    raise PressframesError(f"there is no command {word!r}; {hint}")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no day; write it as YYYY-MM-DD") from None


def _count(words: str) -> int:
    if not words.isascii() or not words.isdecimal() or int(words) == 0:
        raise argparse.ArgumentTypeError(f"{words!r} is no number of them; give 1 or more")
    return int(words)


def _mapping(words: str) -> dict[str, str]:
    """`text=body,published=day` as a mapping of fields to columns."""
    pairs = [pair.partition("=") for pair in words.split(",")]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise argparse.ArgumentTypeError(f"{words!r} is no mapping; write it as text=body,published=day")
    return {field.strip(): column.strip() for field, _, column in pairs}
