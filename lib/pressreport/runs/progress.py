"""How far a batch is: a line a run, and on a terminal a bar with the time left under them."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from pressframes.safe import plain

BAR = "{bar} {n_fmt} of {total_fmt}, {elapsed} gone, {remaining} left"


class Progress:
    """Tells the results of runs in the order of their names, each as soon as all before it are known."""

    def __init__(self, names: list[str], bar: "tqdm[None]") -> None:
        """`names` are all runs, in the order in which they are told."""
        self._names, self._bar = names, bar
        self._told: int = 0
        self._results: dict[str, str] = {}

    def tell(self, name: str, result: str, failure: str = "") -> None:
        """The result of one run in a word, and why it failed if it did."""
        self._results[name] = f"{result:>9}  {plain(name)}" + (f": {plain(failure)}" if failure else "")
        self._bar.update()
        while self._told < len(self._names) and self._names[self._told] in self._results:
            told = self._results[self._names[self._told]]
            self._told += 1
            self._bar.write(self._line(told), file=sys.stdout)
            sys.stdout.flush()

    def _line(self, told: str) -> str:
        """`[ 3/40]     1.2 s  name`, cut to the width of a terminal; whole in a log."""
        total = len(self._names)
        line = f"[{self._told:{len(str(total))}}/{total}] {told}"
        room = shutil.get_terminal_size().columns if sys.stdout.isatty() else len(line)
        return line if len(line) <= room else f"{line[: room - 1]}…"


@contextmanager
def shown(names: list[str]) -> Iterator[Progress]:
    """Progress over these runs; the bar is gone when it ends."""
    quiet = not sys.stdout.isatty()
    room = min(shutil.get_terminal_size().columns, 100)
    with tqdm(total=len(names), file=sys.stdout, disable=quiet, leave=False, bar_format=BAR, ncols=room) as bar:
        yield Progress(names, bar)
