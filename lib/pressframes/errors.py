"""The one error that a user of the library meets, what may have been meant instead, and what is never opened."""

import os
import stat
from collections.abc import Iterable


class PressframesError(ValueError):
    """What went wrong, where, what was allowed and what to do, in one sentence fit to be shown as it is."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it in a notebook, and papermill at the end of a run: the sentence alone."""
        return [str(self)]


def near_miss(given: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that is most like the one given, whatever the case of both; None if none is like it."""
    from difflib import get_close_matches  # only errors wait for it

    words = {word.casefold(): word for word in known}
    near = get_close_matches(given.casefold(), words, 1, cutoff)
    return words[near[0]] if near else None


def did_you_mean(given: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """`near_miss` as words to follow what was given, or nothing.

    >>> did_you_mean("kiled", ["killed", "wounded"])
    " (did you mean 'killed'?)"
    """
    near = near_miss(given, known, cutoff)
    return f" (did you mean {near!r}?)" if near else ""


def special(path: str | os.PathLike[str]) -> str | None:
    """What a path leads to that is no file, and might be waited for without end; None for all else.

    A pipe without a name, such as a shell's `<(...)`, has its writer already and is read like a file.
    """
    real = os.path.realpath(path)
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(os.stat(real).st_mode)) if os.path.exists(real) else None
