"""Words for rows: numbers, sources and articles as a reader would say them, safe to print anywhere.

Everything here takes one value or one row and gives plain text.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd

from pressframes.days import day, days_between
from pressframes.safe import printable

NO_SOURCE = "no source named"
# How a figure of each measure is said of people: "12 are dead".
AS_PREDICATE = {"killed": "dead"}
# Who can be anyone, even where a headline or the beginning of a sentence gives the word a capital letter.
_ANYONE = re.compile(
    r"(?:(?:the|an?|local|security|government|medical|military|state)\s+)*"
    r"(?:activists?|army|authorities|doctors?|government|group|hospitals?|lawmakers?|media|medics?|military|minist(?:er|ry)"
    r"|monitors?|ngos?|observers?|officials?|opposition|police|president|rebels?|reports?|rescuers?|residents?|sources?"
    r"|spokes(?:man|woman|person)|witness(?:es)?)",
    re.I,
)
# Words for a party that was named elsewhere, or never.
_SOME = re.compile(
    r"(?:\w+ )?(?:agency|document|doctor|group|man|official|organi[sz]ation|paper|newspaper|report|resident|source"
    r"|statement|woman|witness|activist|survivor)"
)
# Who speaks for a body is that body.
_HEAD_OF = re.compile(
    r"^(?:the |an? )?(?:[\w-]+ )?(?:head|director|chief|spokes(?:man|woman|person)|leader) (?:of|for|at) (?=\w)|"
    r" spokes(?:man|woman|person)$",
    re.I,
)
_CONTRASTING = re.compile(r"(?:an)?others?\b|some\b", re.I)


def clipped(text: str, most: int) -> str:
    """The text, or its first words and an ellipsis if it is longer than `most` characters."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head[: head.rfind(" ")] if " " in head[most // 2 :] else head).rstrip(" ,;:-") + "…"


def upper_first(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text within a sentence: "At least 12" began one, "UN" is a name."""
    return text[0].lower() + text[1:] if text[:1].isupper() and text[1:2].islower() else text


def number(value: float) -> str:
    """A number with its thousands marked.

    >>> number(3200)
    '3,200'
    """
    return f"{int(value):,}"


def spaced(name: object) -> str:
    """A name of the library's own as words: `not_people`, `party_to_conflict`."""
    return str(name).replace("_", " ")


def counted(many: int, one: str, more: str | None = None) -> str:
    """`1 article`, `2 articles`."""
    return f"{many:,} {one if many == 1 else more or one + 's'}"


def bounds(best: Any, low: Any, high: Any) -> str:
    """What a figure says, from its stated value and the bounds that its wording sets.

    >>> bounds(17, 17, 17), bounds(17, 17, None), bounds(33, None, 33), bounds(None, 10, 12), bounds(600, None, None)
    ('17', '17 or more', 'at most 33', '10 to 12', 'about 600')
    >>> bounds(600, 550, 650)
    '600 (550 to 650)'
    """
    least, most, about = (number(value) if stated(value) else "" for value in (low, high, best))
    if least and most:
        between = f"{least} to {most}"
        return least if least == most else f"{about} ({between})" if about else between
    if least or most:
        return f"{least} or more" if least else f"at most {most}"
    return f"about {about}" if about else "no number"


def listed(parts: Sequence[str]) -> str:
    """The parts as a sentence has them.

    >>> listed(["12 dead", "30 wounded", "2 missing"])
    '12 dead, 30 wounded and 2 missing'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def stated(value: Any) -> bool:
    """Whether a cell says anything."""
    return not (value is None or value is pd.NaT or value is pd.NA or value != value or value == "")


def clause(sentence: str, start: int, end: int, most: int = 96) -> str:
    """The part of a sentence that a date in it belongs to, without the date where it leads, cut to `most` characters.

    >>> clause("In May, both envoys signed the pact, and left.", 0, 6)
    'both envoys signed the pact'
    """
    stops = [match.start() for match in re.finditer(r"[,;:](?=\s)|\s[\u2013\u2014-]+\s|\u2014", sentence)]
    first = max((at for at in stops if at < start), default=-1) + 1
    last = min((at for at in stops if at >= end), default=len(sentence))
    before, after = sentence[first:start], sentence[end:last]
    if len(printable(before + after)) < 12:  # the date stands alone between commas: the next part tells
        after = sentence[end : min((at for at in stops if at > last + 1), default=len(sentence))]
    whole = before + ("" if not before.strip() else sentence[start:end]) + after
    text = printable(whole).strip(" ,;:.\u2013\u2014-\"'\u201c\u201d()[]")
    text = re.sub(r"^(?:and|but|where|while|when|as) ", "", text, flags=re.I)
    if len(text) > most and len(printable(before)) > most - 24:  # the date stands late: begin nearer to it
        text = "…" + text[len(printable(before)) - most // 2 :].partition(" ")[2]
    return clipped(text, most) or printable(sentence[start:end])


def source_of(claim: Any) -> str:
    """Who is said to give a figure, and who passes it on: `reports, via the Daily Post`.

    The party's one name if the words differ from it ("the group"); the article's own words where they say more
    than the name or set a part of the party against another ("some officials ... others").
    """
    via = f", via {re.sub('^The (?=[a-z])', 'the ', printable(claim.via))}" if stated(claim.via) else ""
    words, name = _party(claim)
    if not stated(claim.source) and not stated(claim.source_name):
        return f"{NO_SOURCE}{via}"
    if name.casefold() not in words.casefold():
        words = f"{words} among {name}" if _CONTRASTING.match(words) else name
    return re.sub(r"^[Tt]he (?=\w)", "", words) + via


def contrasting(claim: Any) -> bool:
    """Whether the words set a part of a party against another ("some officials ... others")."""
    return stated(claim.source) and bool(_CONTRASTING.match(printable(claim.source)))


def witness_of(claim: Any) -> str:
    """The name of the party that stands behind a figure; empty if the words name none ("officials", "others").

    Who passes a figure on stands for a source that is not named: two outlets that quote one agency's "reports" give
    one agency's figure.
    """
    if contrasting(claim):
        return ""
    via = printable(claim.via) if stated(claim.via) else ""
    bare = [re.sub(r"^(?:the|an?) (?=\w)", "", one, flags=re.I) for one in (_party(claim)[1], via)]
    names = (one for one in bare if any(map(str.isupper, one)) and not _ANYONE.fullmatch(one))
    return next(names, "")


def body_of(claim: Any) -> str:
    """The body that gives a figure where only its kind is said, as inside one happening it is one: "coast guard".

    "The police", "Police in Karsa", "a spokesman for the coast guard"; empty for what may be anyone ("a doctor",
    "officials", "others").
    """
    words = printable(claim.source) if stated(claim.source) else ""
    bare = _HEAD_OF.sub("", words)
    if contrasting(claim) or re.match(r"(?:an?|some|two|several|many) ", bare, re.I):
        return ""
    name = re.sub(r"^the ", "", bare, flags=re.I).casefold()
    name = re.sub(r" (?:in|of) (?:the )?[\w' -]+$", "", name) if name.startswith("police") else name
    return "" if name.endswith("s") or len(name.split()) > 6 or _SOME.fullmatch(name) else name


def _party(claim: Any) -> tuple[str, str]:
    """The article's words for the party that gives a figure, and its one name."""
    words = printable(claim.source) if stated(claim.source) else ""
    return words, printable(claim.source_name) if stated(claim.source_name) else words


def anchor(row: str) -> str:
    """The `id` of the mark of a claim or an event; `#` and it is the address in a page.

    >>> anchor("two ferries:c1")
    'two%20ferries:c1'
    """
    return quote(row, safe=":")


def article_keys(articles: pd.DataFrame, cited: Iterable[str] = ()) -> dict[str, str]:
    """A short key for each article, in the frame's order, then those only cited: A, B, ... or 1, 2, ... beyond 26."""
    ids = list(dict.fromkeys([*articles.index.astype(str), *cited]))
    return {id_: chr(65 + at) if len(ids) <= 26 else str(at + 1) for at, id_ in enumerate(ids)}


def article_line(id_: str, articles: pd.DataFrame) -> str:
    """An article by title, outlet and day as far as they are known, else by its id."""
    if id_ not in articles.index:
        return printable(id_)
    row: dict[Any, Any] = articles.loc[id_].to_dict()
    name = next((printable(row[column]) for column in ("title", "outlet") if stated(row[column])), printable(id_))
    outlet = f" ({printable(row['outlet'])})" if stated(row["title"]) and stated(row["outlet"]) else ""
    if not stated(row["published"]):
        return f"{name}{outlet}, day not known"
    basis = f" ({row['published_basis']})" if row["published_basis"] in ("stated", "inferred") else ""
    return f"{name}{outlet}, {day(row['published'])}{basis}"


def period(articles: pd.DataFrame, cited: Iterable[str]) -> str:
    """When those of the articles that are cited were published: `published 1 July 2031`, or `` if no day is known."""
    known = articles["published"][articles.index.isin(set(cited))].dropna()
    return "" if known.empty else f"published {days_between(known.min().date(), known.max().date())}"
