"""The one error that a user of the library meets."""


class PressframesError(ValueError):
    """What went wrong, where, what was allowed and what to do, in one sentence fit to be shown as it is."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows of it in a notebook, and papermill at the end of a run: the sentence alone."""
        return [str(self)]
