"""One batch at a time in a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pressframes.errors import PressframesError


@contextmanager
def hold(out: Path) -> Iterator[int]:
    """The folder is this process's, and that of the workers who inherit the file descriptor that it gives.

    The system lets go of it when all of them have ended, however they ended.  Raises PressframesError if another
    batch holds it.
    """
    out.mkdir(parents=True, exist_ok=True)
    lock = os.open(out / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _taken(lock):
            raise PressframesError(f"Another report is at work in {out}: wait until it is done, or give another --out.")
        yield lock
    finally:
        os.close(lock)


def _taken(lock: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
