"""The command `pressframes`: rows of articles to standard output, the report, and one page to share."""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pressframes import arguments, rows
from pressframes import articles as loading
from pressframes.errors import PressframesError
from pressframes.records import Article, Refusal


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status: 0, 1 (a run failed), 2 (refused or wrong), 130 (interrupted)."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if not words:
            arguments.parser().print_help()
            return 0
        args = arguments.parsed(words)
        return _RUN.get(args.verb, _run_reading)(args)
    except PressframesError as error:
        return _complain(str(error))
    except OSError as error:
        # What is left in the buffer goes nowhere, or Python would fail on it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # the reader (`head`) has enough
            return 0
        return _complain(f"the rows cannot be written ({error.strerror}); make room, or write elsewhere")
    except KeyboardInterrupt:
        return 130


def _run_reading(args: argparse.Namespace) -> int:
    articles, unread = loading.load(args.paths, columns=args.columns, published=args.published)
    found, columns, stale, notes = _found(args, articles, unread)
    shown = arguments.VERBS[args.verb][2] + (("ruling",) if "ruling" in columns else ())
    form = args.format or ("table" if sys.stdout.isatty() else "jsonl")
    _set_encoding(form)
    count = rows.write(found, columns, form, sys.stdout, shown)
    sys.stdout.flush()
    if form == "table" and not count:
        print(f"no {args.verb} in {len(articles):,} {'article' if len(articles) == 1 else 'articles'}")
    for problem in [*(refusal.detail for refusal in unread), *stale, *notes]:
        _complain(problem)
    return 2 if unread or stale else 0


def _found(args: argparse.Namespace, articles: Sequence[Article], unread: Sequence[Refusal]) -> Any:
    """The rows, their columns, which rulings are stale, and what else is to be said of the rulings."""
    if args.verb in arguments.COMPARED or getattr(args, "rulings", None):
        from pressframes.framed import framed  # only these wait for pandas

        return framed(args.verb, articles, args.lexicon, args.rulings)
    words = _lexicon(args.lexicon) if args.verb != "articles" else None
    return _rows(args.verb, articles, unread, words), arguments.VERBS[args.verb][1], [], []


def _lexicon(paths: Sequence[Path]) -> Any:
    from pressframes.reading import lexicon

    return lexicon.load(paths) if paths else None


def _rows(verb: str, articles: Iterable[Article], unread: Iterable[Refusal], words: Any) -> Iterator[Mapping[str, Any]]:
    names = arguments.VERBS[verb][1]
    if verb == "refusals":
        yield from ({name: getattr(row, name) for name in names} for row in unread)
    for article in articles:
        for row in [article] if verb == "articles" else _read(verb, article, words):
            yield _dated(article, row) if verb == "dates" else {name: getattr(row, name) for name in names}


def _read(verb: str, article: Article, words: Any) -> Sequence[Any]:
    from pressframes import reading

    found: Sequence[Any] = getattr(reading.read(article, words), verb)
    return found


def _dated(article: Article, row: Any) -> dict[str, Any]:
    own = {"article": article.article, "date_text": article.text[row.start : row.end]}
    return {name: own[name] if name in own else getattr(row, name) for name in arguments.VERBS["dates"][1]}


def _run_report(args: argparse.Namespace) -> int:
    # nbformat would have jsonschema parse for a second a grammar of web addresses that no notebook needs.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    from pressreport.runs import batch

    options = batch.Options(force=args.force, jobs=args.jobs, cell_seconds=args.cell_seconds)
    try:
        return batch.report(args.runs, args.out, args.only, options)
    except KeyboardInterrupt:
        _complain("interrupted; the next report goes on from here")
        raise
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f"in {args.out} ({error.strerror}); make room, or give another --out: what stood there stands still"
        raise PressframesError(f"the report cannot be written {where}") from error


def _run_share(args: argparse.Namespace) -> int:
    from pressreport.site import sharing

    written = sharing.share(args.notebook, args.out)
    print(f"{rows.plain(written)}, {written.stat().st_size:,} bytes")
    return 0


_RUN = {"report": _run_report, "share": _run_share}  # any other verb lists rows


def _set_encoding(form: str) -> None:
    """JSON and CSV are UTF-8 everywhere; a terminal gets what its encoding can show."""
    if hasattr(sys.stdout, "reconfigure"):
        if form == "table" and sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def _complain(message: str) -> int:
    words = rows.plain(message)
    encoding = sys.stderr.encoding or "utf-8"
    print(f"pressframes: {words}".encode(encoding, "replace").decode(encoding), file=sys.stderr)
    return 2
