"""What went wrong in one line, whoever said it."""

import re

from pressframes.safe import plain


def line(message: str) -> str:
    """One line that a terminal shows as it is: no colours, no control characters, no full stop."""
    return " ".join(plain(re.sub(r"\x1b\[[0-9;]*m", "", message)).split())[:500].rstrip(".")


def of(error: BaseException) -> str:
    """The type of an error and its message; of one of the system, what the system says without numbers and paths."""
    said = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {line(said or str(error))}"
