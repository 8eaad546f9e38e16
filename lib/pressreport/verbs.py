"""What the report adds to the command `pressframes`: its verbs `report` and `share`, as entry points name them."""

import argparse
from pathlib import Path

from pressframes.command import complain
from pressframes.errors import PressframesError
from pressframes.safe import plain


class Report:
    """`pressframes report`."""

    help = "run the notebooks and render the site"
    description = "Run the notebooks over their parameter files and render the site to OUT/site/."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        add = parser.add_argument
        runs = "the folder of parameter files (notebooks/runs)"
        add("--runs", type=Path, default=Path("notebooks/runs"), metavar="DIR", help=runs)
        add("--out", type=Path, default=Path("out"), metavar="DIR", help="where to write (out)")
        add("--only", metavar="NAME", help="one run, or all runs of one notebook or one file")
        add("--force", action="store_true", help="run again what has not changed, too")
        add("--jobs", type=_count, default=0, metavar="N", help="runs at a time (one a core)")
        add("--cell-seconds", type=_count, default=120, metavar="N", help="what a cell may take (120)")

    def run(self, args: argparse.Namespace) -> int:
        from pressreport.runs import batch

        options = batch.Options(force=args.force, jobs=args.jobs, cell_seconds=args.cell_seconds)
        try:
            return batch.report(args.runs, args.out, args.only, options)
        except KeyboardInterrupt:
            complain("interrupted; the next report goes on from here")
            raise
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"in {args.out} ({error.strerror}); make room, or give another --out: what stood there stands still"
            raise PressframesError(f"the report cannot be written {where}") from error


class Share:
    """`pressframes share`."""

    help = "one executed notebook as one HTML file"
    description = "Write an executed notebook as one HTML file to mail, with the results that it has."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("notebook", type=Path, metavar="NOTEBOOK", help="an executed notebook (.ipynb)")
        parser.add_argument("--out", type=Path, metavar="FILE", help="what to write (NOTEBOOK.html, here)")

    def run(self, args: argparse.Namespace) -> int:
        from pressreport.site import pages

        written = pages.share(args.notebook, args.out)
        print(f"{plain(written)}, {written.stat().st_size:,} bytes")
        return 0


def _count(words: str) -> int:
    if not words.isascii() or not words.isdecimal() or int(words) == 0:
        raise argparse.ArgumentTypeError(f"{words!r} is no number of them; give 1 or more")
    return int(words)
