"""Claims and events set against each other; what the notebooks call stands here, the rest in the modules."""

from pressframes.compare.answers import answer_estimates, disagreements, headline, share
from pressframes.compare.corroboration import answer_witnesses
from pressframes.compare.estimates import answer_sensitivity
from pressframes.compare.incidents import answer_chronology
from pressframes.compare.relations import answer_over_time
from pressframes.compare.reports import accounts

__all__ = [
    "accounts", "answer_chronology", "answer_estimates", "answer_over_time", "answer_sensitivity", "answer_witnesses",
    "disagreements", "headline", "share",
]  # fmt: skip
