"""The one error that a user of the library meets."""


class PressframesError(ValueError):
    """What went wrong, where, what was allowed and what to do, in one sentence fit to be shown as it is."""
