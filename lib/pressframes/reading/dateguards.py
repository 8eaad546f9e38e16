"""What has the words of a date and is none: counts, names, habits, and months and seasons that are other words.

Each guard looks at the words beside a match of the grammar and says whether it may stand as a date.
"""

from collections.abc import Callable

from pressframes.reading.datewords import Found


def is_date(found: Found) -> bool:
    """Whether the words around the match leave it a date."""
    guard = _GUARDS.get(found.rule)
    return not _is_part(found) and (guard is None or guard(found))


def _before(found: Found, back: int = 1) -> str:
    """The word or mark before the match (the space between left out), "" at the start of a line."""
    place = found.first - 1
    for _ in range(back):
        if place >= 0 and found.tokens.pieces[place] == " ":
            place -= 1
        piece = found.tokens.pieces[place] if place >= 0 else ""
        place -= 1
    return "" if piece.isspace() else piece


def _after(found: Found) -> str:
    """The word after the match, "" where a mark or a line end comes first."""
    rest = found.tokens.pieces[found.last : found.last + 2]
    return rest[1] if len(rest) == 2 and rest[0] == " " and rest[1][0].isalnum() else ""


def _touching(found: Found) -> tuple[str, str]:
    """The pieces right before and after the match, spaces too."""
    pieces = found.tokens.pieces
    return (pieces[found.first - 1] if found.first else "", pieces[found.last] if found.last < len(pieces) else "")


def _is_part(found: Found) -> bool:
    """Part of a model or section number, a fraction, a handle or a sum of money: F-16, 1/2, $1990, #2014, @may."""
    left, right = _touching(found)
    first = found.tokens.pieces[found.first]
    if left in ("$", "#", "@", "_", "\u00a3", "\u20ac") or right in ("%", "@", "_"):
        return True
    return first[0].isdigit() and left in ("-", "/", ".", ":", ",")


def _year(found: Found) -> bool:
    left, right = _touching(found)
    before, after = _before(found), _after(found)
    if left == "'" or right in ("-", "/") or _counts(found, after) or found.guarded("make", after):
        return False
    if found.values("LESS"):
        return found.guarded("when", before) or found.has("circa")
    if found.last - found.first > 1 or found.guarded("when", before) or (left, right) == ("(", ")"):
        return True
    listed = before.lower() in ("and", "or") and _before(found, 2) in found.known["YEAR"]  # "in 1999 and 2000"
    return listed or (not found.guarded("more", before) and _is_plain_year(found, before.lower(), after))


def _counts(found: Found, after: str) -> bool:
    return after.lower() in found.known["COUNTED"] or after.lower() in found.known["UNIT"]


def _is_plain_year(found: Found, before: str, after: str) -> bool:
    """Whether a number without a preposition of time is a year: usual, not round, and not counting a plural noun."""
    number = found.values("YEAR")[0]
    plural = after.islower() and after.endswith("s") and after not in ("was", "is", "has", "as", "its", "this")
    if not 1900 <= number < 2050:
        return before in ("of", "from", "the", "and", "(") and not plural and number % 50 != 0
    return before in ("the", "a") or (
        not plural and (number % 100 != 0 or before in ("of", "from", "for", "to", "between"))
    )


def _short_year(found: Found) -> bool:
    before = _before(found)
    return (found.guarded("when", before) or found.guarded("of", before)) and not _counts(found, _after(found))


def _year_range(found: Found) -> bool:
    before = _before(found)
    usual = 1900 <= found.values("YEAR")[0] < 2050 or found.guarded("when", before) or found.guarded("of", before)
    return usual and not found.guarded("more", before) and not _counts(found, _after(found))


def _month(found: Found) -> bool:
    before, after, name = _before(found), _after(found), found.words[-1]
    if len(found.words) > 1 or found.guarded("when", before):
        return True
    if name in found.known["MON"] and name not in found.known["MONTH"]:
        return False
    if found.guarded("of", before):
        return True
    if found.guarded("verb", name):
        named = before.lower() == "the" and after.islower() and after not in ("on", "for", "to", "of", "in")
        return named or _is_listed(found)
    return not (found.guarded("first name", name) and after[:1].isupper())


def _is_listed(found: Found) -> bool:
    """Whether another month stands beside it ("April, May and June", "May or June"), and no name before it."""
    before = _before(found)
    if before[:1].isupper() and before not in found.known["MONTH"]:
        return False
    pieces, months = found.tokens.pieces, found.known["MONTH"]
    beside = ([*pieces[max(0, found.first - 4) : found.first]][::-1], pieces[found.last : found.last + 4])
    return found.words[-1].title() == pieces[found.last - 1] and any(_lists(side, months) for side in beside)


def _lists(pieces: list[str], months: dict[str, int]) -> bool:
    """Whether "and", "or" or a comma comes first, and then a month."""
    words = [piece for piece in pieces if piece != " "]
    return len(words) > 1 and words[0] in (",", "and", "or", "to", "through") and words[1].lower() in months


def _weekday(found: Found) -> bool:
    after = _after(found)
    paper = after[:1].isupper() and found.guarded("paper", after)
    some = _before(found).lower() in ("a", "an") and after in _NO_NOUN
    return not (paper or some or found.guarded("habit", _before(found)) or _is_weekly(found))


_NO_NOUN = ("", "in", "of", "when", "that", "and", "or", "to", "at")  # "on a Sunday in May", not "a Sunday vote"


def _is_weekly(found: Found) -> bool:
    """Whether it is of every week: "Monday nights", "Monday and Tuesday nights"."""
    links = {" ", ",", "and", "or", "to", "through"}
    after = (piece.lower() for piece in found.tokens.pieces[found.last : found.last + 12])
    part = next((piece for piece in after if piece not in links and piece not in found.known["WEEKDAY"]), "")
    return part.endswith("s") and part[:-1] in found.known["PART"]


def _today(found: Found) -> bool:
    capital, before = found.tokens.pieces[found.first][0].isupper(), _before(found)
    return not (capital and before[:1].isupper()) and not (found.has("last") and not found.has("night", "evening"))


def _unit(found: Found) -> bool:
    words = found.words
    vague = found.has("coming") and not found.has("this", "weekend")  # "the coming year" is a duration
    if (
        vague
        or _runs_on(found)
        or (found.has("last") and _after(found) == "of")
        or (found.has("this") and words[-1] == "century")
    ):
        return False
    return _before(found).lower() not in ("a", "any", "every", "each")


def _runs_on(found: Found) -> bool:
    """Whether it is a duration up to now or from now: "over the last year", "within the next month"."""
    words = found.words if found.words[0] == "the" else [_before(found).lower(), " ", *found.words]
    edge = words[:3] in (["the", " ", "last"], ["the", " ", "next"]) and words[-1] not in ("quarter", "century")
    return edge and found.guarded("span", _before(found, 1 if found.words[0] == "the" else 2))


def _weekend(found: Found) -> bool:
    return found.words[0] == "the"


def _year_edge(found: Found) -> bool:
    """Of "the year" alone, that after "the first nine months of"."""
    if found.words == ["the", " ", "fiscal", " ", "year"]:
        return _after(found) not in ("ended", "ending", "ends", "that")  # it is not the calendar's
    place = found.first - 2
    listed = {piece.lower() for piece in found.tokens.pieces[max(0, place - 7) : place]}
    return found.words != ["the", " ", "year"] or not listed.isdisjoint({"first", "last", "final"})


def _ago(found: Found) -> bool:
    return _before(found).lower() not in ("half", "few", "/", "every")


def _season(found: Found) -> bool:
    words, before = found.words, _before(found).lower()
    bare = [word for word in words if word not in ("the", " ")]
    if len(bare) > 1:
        return True
    if words[0] == "the":
        return bare[0] not in ("fall", "spring") or before in ("in", "by", "since", "until", "during")
    return before in ("in", "since", "until", "by", "during") and (bare[0] != "fall" or before == "since")


def _decade(found: Found) -> bool:
    words = found.words
    if words[-1] == "s":
        return all(number % 10 == 0 for number in found.values("YEAR") or found.values("SHORT"))
    if found.guarded("someone", _before(found)) or (found.values("TENWORDS") and "the" not in words):
        return False
    return len(words[-1]) == 5 or bool({"the", "'"} & set(words)) or bool(found.values("TENWORDS"))


def _century(found: Found) -> bool:
    return not (found.tokens.pieces[found.last - 1][0].isupper() and _after(found)[:1].isupper())


def _half(found: Found) -> bool:
    return found.words[-1] != "half" or found.guarded("result", _after(found))


def _quarter(found: Found) -> bool:
    return all(number <= 4 for number in found.values("NTHWORD") + found.values("NTH"))


_GUARDS: dict[str, Callable[[Found], bool]] = {
    "year": _year,
    "year-range": _year_range,
    "short-year": _short_year,
    "month": _month,
    "weekday": _weekday,
    "today": _today,
    "unit": _unit,
    "weekend": _weekend,
    "year-edge": _year_edge,
    "ago": _ago,
    "ago-today": _ago,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "half": _half,
}
