"""Which figures disagree and how, and how long after one another things happened."""

import pandas as pd


def disagreements(claims: pd.DataFrame) -> pd.DataFrame:
    """`subject`, `relation`, `claim_a`, `amount_a`, `source_a`, `claim_b`, `amount_b`, `source_b`, `reason`."""
    raise NotImplementedError


def share(claims: pd.DataFrame, part: str = "killed", whole: str = "deployed") -> pd.DataFrame:
    """One row a subject: `subject`, `low`, `high` (shares from 0 to 1, null if not stated), `reason`."""
    raise NotImplementedError


def lags(events: pd.DataFrame, from_kind: str = "treaty") -> pd.DataFrame:
    """`from_kind`, `to_kind`, `to_event`, `date_text`, `least_days`, `most_days`, `reason`."""
    raise NotImplementedError


def answer_estimates(claims: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The computed answer in one sentence."""
    raise NotImplementedError


def answer_chronology(events: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The computed answer in one sentence."""
    raise NotImplementedError
