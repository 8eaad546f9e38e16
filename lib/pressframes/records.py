"""The rows that reading gives: what every module passes on, before pandas.

Offsets are code points in the article's stored `text`, end exclusive, and `text[start:end]` is the
quoted string; None means "not stated".  A row becomes a line of JSON with `dataclasses.asdict`.
"""

from dataclasses import dataclass
from datetime import date

MEASURES = ("killed", "wounded", "casualties", "missing", "captured", "deployed", "displaced")
HEDGES = ("exact", "at_least", "at_most", "nearly", "about", "range", "vague")
PRECISIONS = ("day", "week", "month", "season", "quarter", "half", "year", "decade", "interval")
ATTRIBUTIONS = ("stated", "carried", "none")
RULES = ("ucdp", "most_frequent", "range", "most_recent", "by_kind")
SOURCE_KINDS = (
    "government", "military", "intelligence", "legislature", "medical", "monitor", "international",
    "media", "state_media", "witness", "party_to_conflict", "unnamed", "none",
)  # fmt: skip
SCOPES = ("event", "period", "standing")
ROLES = ("whole", "part", "addition")
STANCES = ("asserted", "denied", "superseded")
EVENT_KINDS = (  # a user's lexicon may add kinds
    "treaty", "deployment", "acknowledgement", "denial", "capture", "casualties", "ceremony", "visit", "invasion",
    "broadcast", "memorial", "conflict", "publication", "other",
)  # fmt: skip

# Why a passage that looked like a claim or a date, or a file that was to be an article, gave no row.
REFUSALS = {
    "unreadable": "the file cannot be decoded as text, or is not text at all",
    "empty": "the file or the row holds no words",
    "too_large": "the file is larger than an article can be",
    "bad_row": "a row of a table of articles lacks its text or has a field that cannot be read",
    "bad_date": "what stands where the publication date should is no date",
    "duplicate_id": "two articles have one id; the first is kept",
    "no_anchor": "the date is relative to a publication date that is not known",
    "impossible_date": "the words have the form of a date that no calendar has",
    "ambiguous_date": "the date can be read in more than one way",
    "negated": "the sentence says that it did not happen",
    "hypothetical": "a threat, a plan, a forecast or a condition, not a report",
    "not_people": "the figure counts something other than people",
    "no_measure": "a count of people that nothing ties to a measure",
    "not_a_count": "a measure is spoken of, but the number beside it is no count (an age, a share, a rank)",
}


@dataclass(frozen=True, slots=True)
class Article:
    """One article and what is known of it; `published_basis` says how `published` is known."""

    article: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    published_basis: str = "missing"
    path: str | None = None
    sha256: str | None = None
    words: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression: its words, and the days (EDTF, earliest, latest) that they can mean."""

    start: int
    end: int
    edtf: str
    earliest: date
    latest: date
    precision: str
    rule: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """To whom a passage is ascribed; `attribution` is stated, carried (from an earlier sentence) or none."""

    source: str | None = None
    via: str | None = None
    source_name: str | None = None
    source_kind: str = "none"
    attribution: str = "none"


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure as an article gives it; low <= best <= high where stated; `published` is its article's day."""

    claim: str
    article: str
    published: date | None
    start: int
    end: int
    amount: str
    measure: str
    best: int | None
    low: int | None
    high: int | None
    hedge: str
    group: str | None
    subject: str
    source: str | None
    via: str | None
    source_name: str | None
    source_kind: str
    attribution: str
    stance: str
    scope: str
    earliest: date | None
    latest: date | None
    place: str | None
    incident: str | None
    role: str
    part_of: str | None
    sentence: str
    sentence_start: int
    rule: str


@dataclass(frozen=True, slots=True)
class Event:
    """One dated happening as an article gives it."""

    event: str
    article: str
    start: int
    end: int
    date_text: str
    edtf: str
    earliest: date
    latest: date
    precision: str
    kind: str
    place: str | None
    incident: str | None
    source: str | None
    source_name: str | None
    sentence: str
    sentence_start: int
    rule: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A passage or file seen and not read: `reason` is a key of REFUSALS, `detail` a sentence on what and where."""

    article: str
    start: int | None
    end: int | None
    words: str
    reason: str
    path: str | None = None
    line: int | None = None
    detail: str = ""
