"""The command `pressframes`: its verbs, the help that teaches them, and rows of articles to standard output.

What it can do beside listing rows is found as entry points, and loaded when it is asked for.  What articles say is
not trusted: a spreadsheet must not take it for a formula, nor a terminal for a command.
"""

import argparse
import csv
import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from importlib.metadata import entry_points, version
from pathlib import Path
from textwrap import fill
from typing import Any, NamedTuple, NoReturn, TextIO

from pressframes import articles as loading
from pressframes import joining, reading
from pressframes.days import iso_day
from pressframes.errors import PressframesError, near_miss
from pressframes.reading import lexicon
from pressframes.records import Article, Claim, Event, Refusal
from pressframes.safe import escaped, plain

FORMATS = ("jsonl", "csv", "table")
Row = Mapping[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GAP = "  "

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

_RELATIONS = """\
A relation says how claim_a stands to claim_b: it conflates (the same figure
under another measure), exceeds (a part larger than its whole), contradicts (no
figure fits both), updates (the same source, later), is part_of it, repeats it
(one witness), or agrees with it.  It rests on the bounds of the wording, which
is certain, on the figures as stated, on the source, or on the wording.
Figures that cannot be compared with certainty are in no row."""

_INCIDENTS = """\
An incident is a happening, or a running total, that one or more articles give
figures of.  Its reason says what speaks for their being of one; near_misses
names those that were kept apart though something speaks for it."""

_TOLLS = """\
Each figure of an incident, in the order of publication: change_own is what
changed since the last figure of that source, change_any since the last of
anyone; both are empty where a figure is no step, and the reason says why."""

_CHRONOLOGY = """\
A happening lies between the earliest and the latest day that all its reports
allow.  What contradicts it is the same turning point as others date it, unless
there were two."""


class Listing(NamedTuple):
    """A verb that lists rows: what they are, their columns, and those that a table on a terminal has room for; what the
    words in the rows mean; whether a person may rule on them."""

    lists: str
    columns: str
    shown: str
    note: str = ""
    ruled: bool = False


_CLAIM, _EVENT, _REFUSAL = (" ".join(field.name for field in fields(row)) for row in (Claim, Event, Refusal))
VERBS = {
    "claims": Listing(
        "every figure, its bounds and its source", _CLAIM, "article amount measure low best high source",
        ruled=True,
    ),
    "events": Listing(
        "every dated happening and its kind", _EVENT, "article date_text edtf kind source", ruled=True,
    ),
    "dates": Listing(
        "every date that is named", "article start end date_text edtf earliest latest precision",
        "article date_text edtf earliest latest precision",
    ),
    "relations": Listing(
        "pairs of figures that agree or do not",
        "claim_a claim_b relation incident subject article_a measure_a amount_a start_a end_a source_a "
        "article_b measure_b amount_b start_b end_b source_b basis reason",
        "relation amount_a source_a amount_b source_b", _RELATIONS, ruled=True,
    ),
    "incidents": Listing(
        "which happenings the figures are of",
        "incident label scope kind place earliest latest articles claims events reason near_misses",
        "incident label articles", _INCIDENTS, ruled=True,
    ),
    "tolls": Listing(
        "how each toll developed, by whom",
        "incident label measure subject step claim article published amount best low high source role stance "
        "change_own change_any reason",
        "label measure published amount source change_own", _TOLLS, ruled=True,
    ),
    "chronology": Listing(
        "what happened when, by how many reports",
        "happening kind earliest latest when label reports articles events contradicts",
        "happening kind when reports contradicts label", _CHRONOLOGY, ruled=True,
    ),
    "refusals": Listing("what was seen and not read, and why", _REFUSAL, "article line reason words detail"),
    "articles": Listing(
        "the articles and what is known of them",
        "article title outlet url published published_basis path sha256 words text",
        "article title outlet published published_basis words",
    ),
}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0, 1 (a run failed), 2 (refused or wrong), 130 (interrupted)."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if not words:
            _parser(_further()).print_help()
            return 0
        args = _parsed(words)
        return int(args.run(args))
    except PressframesError as error:
        return complain(str(error))
    except OSError as error:
        # What is left in the buffer goes nowhere, or Python would fail on it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # the reader (`head`) has enough
            return 0
        return complain(f"the rows cannot be written ({error.strerror}); make room, or write elsewhere")
    except KeyboardInterrupt:
        return 130


def complain(message: str) -> int:
    """Say on standard error, in one line, what went wrong; 2, the exit status of that."""
    encoding = sys.stderr.encoding or "utf-8"
    print(f"pressframes: {plain(message)}".encode(encoding, "replace").decode(encoding), file=sys.stderr)
    return 2


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence, like all others."""

    def error(self, message: str) -> NoReturn:
        raise PressframesError(f"{message}; see {self.prog} --help")


def _further() -> dict[str, Any]:
    """The verbs that other packages add, by name: each has its `help` and `description`, adds options with
    `arguments(parser)`, and gives the exit status with `run(args)`."""
    return {entry.name: entry.load()() for entry in sorted(entry_points(group="pressframes.verbs"))}


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    """The options of a command line; says what was meant, also if the command was left out before a path."""
    word, further = words[0], {} if words[0] in VERBS else _further()
    if not word.startswith("-") and word not in VERBS and word not in further:
        verbs = [*VERBS, *further]
        near = near_miss(word, verbs, cutoff=0.5)
        hint = f"did you mean {near!r}?" if near else f"give one of {', '.join(verbs)}"
        if Path(word).exists():
            hint = f"it is a path: did you mean `pressframes claims {word}`?"
        raise PressframesError(f"there is no command {word!r}; {hint}")
    return _parser(further).parse_args(words)


def _parser(further: Mapping[str, Any]) -> argparse.ArgumentParser:
    """The parser of the whole command; its help is the manual."""
    made = _Parser(
        prog="pressframes", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=_formatter, allow_abbrev=False
    )
    made.add_argument("--version", action="version", version=version("pressframes"))
    verbs = made.add_subparsers(metavar="COMMAND", required=True, title="commands")
    add = partial(verbs.add_parser, formatter_class=_formatter, allow_abbrev=False)
    for name, listing in VERBS.items():
        listed = fill(listing.columns.replace(" ", ", "), 79)
        note = f"{listing.note}\n\n" if listing.note else ""
        described = f"List {listing.lists}, one a row, with the columns\n{listed}.\n\n{note}{_PATHS}"
        _add_options(add(name, help=listing.lists, description=described), name)
    for name, verb in further.items():
        parser = add(name, help=verb.help, description=verb.description)
        verb.arguments(parser)
        parser.set_defaults(run=verb.run)
    return made


def _formatter(prog: str) -> argparse.HelpFormatter:
    formatter = argparse.RawDescriptionHelpFormatter(prog, max_help_position=26, width=79)
    formatter._action_max_length = 16  # or the longest command would stand on a line of its own
    return formatter


def _add_options(parser: argparse.ArgumentParser, verb: str) -> None:
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="a file, a folder, or - for standard input")
    add("--published", type=_day, metavar="YYYY-MM-DD", help="the day all of them were published")
    add("--columns", type=_mapping, metavar="FIELD=COLUMN,...", help="the columns of a table")
    if verb != "articles":
        words = "words, sources and rules of your own (TOML)"
        add("--lexicon", type=Path, action="append", default=[], metavar="FILE", help=words)
    if VERBS[verb].ruled:
        add("--rulings", type=Path, metavar="FILE", help="what a person ruled on them (CSV)")
    add("--format", choices=FORMATS, help="table on a terminal, jsonl otherwise, unless you say")
    parser.set_defaults(verb=verb, run=_list_rows, lexicon=[], rulings=None)


def _day(words: str) -> date:
    try:
        return iso_day(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _mapping(words: str) -> dict[str, str]:
    """`text=body,published=day` as a mapping of fields to columns."""
    pairs = [[side.strip() for side in pair.partition("=")[::2]] for pair in words.split(",")]
    if not all(field and column for field, column in pairs):
        raise argparse.ArgumentTypeError(f"{words!r} is no mapping; write it as text=body,published=day")
    return {pair[0]: pair[1] for pair in pairs}


def _list_rows(args: argparse.Namespace) -> int:
    listing = VERBS[args.verb]
    articles, unread = loading.load(args.paths, columns=args.columns, published=args.published)
    words = lexicon.load(args.lexicon) if args.lexicon else None
    if listing.note or args.rulings:
        found, columns, stale, notes = _compared(args, articles)
    else:
        found, columns, stale, notes = rows(args.verb, articles, unread, words), listing.columns.split(), [], []
    form = args.format or ("table" if sys.stdout.isatty() else "jsonl")
    if hasattr(sys.stdout, "reconfigure"):  # a terminal gets what its encoding can show
        on_terminal = form == "table" and sys.stdout.isatty()
        sys.stdout.reconfigure(**{"errors": "replace"} if on_terminal else {"encoding": "utf-8", "newline": "\n"})
    shown = [*listing.shown.split(), *(["ruling"] if "ruling" in columns else [])]
    count = write_rows(found, columns, form, sys.stdout, shown)
    sys.stdout.flush()
    if form == "table" and not count:
        print(f"no {args.verb} in {len(articles):,} {'article' if len(articles) == 1 else 'articles'}")
    for problem in [*(refusal.detail for refusal in unread), *stale, *notes]:
        complain(problem)
    return 2 if unread or stale else 0


def rows(verb: str, articles: Iterable[Article], unread: Iterable[Refusal] = (), words: Any = None) -> Iterator[Row]:
    """The rows that each article gives by itself; they do not wait for pandas."""
    names = VERBS[verb].columns.split()
    if verb == "refusals":
        yield from ({name: getattr(row, name) for name in names} for row in unread)
    if verb in ("claims", "events"):
        articles = list(articles)
        readings = [reading.read(article, words) for article in articles]
        shared = joining.numbered(articles, [row for read in readings for row in read.claims])
        for row in (row for read in readings for row in getattr(read, verb)):
            yield {name: getattr(row, name) for name in names} | {"incident": shared.get(row.incident or "")}
        return
    for article in articles:
        found: Iterable[Any] = [article] if verb == "articles" else getattr(reading.read(article, words), verb)
        for row in found:
            own = {"article": article.article}
            if verb == "dates":
                own["date_text"] = article.text[row.start : row.end]
            yield {name: own[name] if name in own else getattr(row, name) for name in names}


def _compared(
    args: argparse.Namespace, articles: Iterable[Article]
) -> tuple[Iterator[Row], Sequence[str], list[str], list[str]]:
    """The rows that are made from all articles at once or that a person ruled on, and their columns; the rulings that
    could not be used, in words, and what else is to be said of the rulings."""
    from pressframes import frames
    from pressframes.compare import incidents as joined
    from pressframes.compare import relations, tolls
    from pressframes.frames.rulings import read_rulings, ruled, ruling_outcomes
    from pressframes.phrases import counted

    table = frames.table(articles)
    read_events = frames.events
    read = read_events if args.verb in ("events", "chronology") else frames.claims
    made = read(table, args.lexicon)
    given = read_rulings(args.rulings or None)
    outcomes = ruling_outcomes(made, given, table)
    made = ruled(made, given, table) if args.rulings else made
    told = "{}, line {line:,}: {ruling} “{words}” ({article}) is stale: {said}"
    stale = [told.format(args.rulings, **one) for one in frames.plain_rows(outcomes[outcomes["outcome"] == "stale"])]
    said = {"elsewhere": "of articles that were not read", "overruled": "overruled by later ones"}
    many = outcomes["outcome"].value_counts()
    notes = [f"{args.rulings}: {counted(many[name], 'ruling')} {said[name]}" for name in said if many[name]]
    compared: dict[str, Callable[[], Any]] = {
        "relations": lambda: relations.relations(made), "tolls": lambda: tolls.tolls(made),
        "incidents": lambda: joined.incidents(made, read_events(table, args.lexicon), table),
        "chronology": lambda: joined.chronology(made),
    }  # fmt: skip
    made = compared[args.verb]() if args.verb in compared else made
    return frames.plain_rows(made), tuple(made.columns), stale, notes


def write_rows(
    rows: Iterable[Row], columns: Sequence[str], form: str, stream: TextIO, shown: Sequence[str] = ()
) -> int:
    """Write `rows` to `stream` and return how many there were.

    `columns` are the keys of a row, in order; `shown` are those of them that a table has room for.
    """
    if form == "table":
        return _write_table(list(rows), shown or columns, stream)
    count = 0
    as_needed = csv.writer(stream, lineterminator="\n")
    quoting = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL)  # the other leaves a lone "\r" bare
    if form == "csv":
        as_needed.writerow(columns)
    for count, row in enumerate(rows, 1):  # noqa: B007 (the count outlives the loop)
        if form == "jsonl":
            line = json.dumps({name: row[name] for name in columns}, ensure_ascii=False, default=date.isoformat)
            stream.write(escaped(line) + "\n")
        else:
            given = (row[name] for name in columns)
            # An apostrophe goes before what a spreadsheet takes for a formula.
            cells = [f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in given]
            cells = [plain(cell) for cell in cells] if stream.isatty() else cells
            (quoting if any("\r" in str(cell) for cell in cells) else as_needed).writerow(cells)
    return count


def _write_table(rows: Sequence[Row], columns: Sequence[str], stream: TextIO) -> int:
    """As wide as the widest cell of each column, the widest columns cut down until all fit."""
    room = shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80
    cells = [list(columns), *([plain(row[name]) for name in columns] for row in rows)]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > room and max(widths) > 4:
        widths[widths.index(max(widths))] -= 1
    to_right = [bool(rows) and all(isinstance(row[name], int | None) for row in rows) for name in columns]
    for line in [cells[0], ["-" * wide for wide in widths], *cells[1:]]:
        stream.write(_GAP.join(map(_padded, line, widths, to_right)).rstrip() + "\n")
    return len(rows)


def _padded(words: str, wide: int, to_right: bool) -> str:
    if width(words) > wide:
        words = words[:wide]
        while width(words) > wide - 1:
            words = words[:-1]
        words += "…"
    space = " " * (wide - width(words))
    return space + words if to_right else words + space


def width(words: str) -> int:
    """The cells of a terminal that `words` take: two for a wide character, none for a combining one."""
    if words.isascii():
        return len(words)
    shown = [character for character in words if not unicodedata.combining(character)]
    return len(shown) + sum(unicodedata.east_asian_width(character) in "WF" for character in shown)
