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
    if left == "'" or right in ("-", "/") or _counts(found, after):
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
        return before.lower() == "the" and after.islower() and after not in ("on", "for", "to", "of", "in")
    return not (found.guarded("first name", name) and after[:1].isupper())


def _weekday(found: Found) -> bool:
    return not found.guarded("habit", _before(found)) and not (
        _after(found)[:1].isupper() and found.guarded("paper", _after(found))
    )


def _today(found: Found) -> bool:
    capital, before = found.tokens.pieces[found.first][0].isupper(), _before(found)
    return not (capital and before[:1].isupper()) and not (found.has("last") and not found.has("night", "evening"))


def _unit(found: Found) -> bool:
    words = found.words
    if "coming" in words or ("last" in words and _after(found) == "of") or ("this" in words and words[-1] == "century"):
        return False
    return _before(found).lower() not in ("a", "any", "every", "each")


def _weekend(found: Found) -> bool:
    return found.words[0] == "the"


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
    if found.guarded("someone", _before(found)) or (found.values("TENWORDS") and "the" not in words):
        return False
    return len(words[-1]) == 5 or bool({"the", "'"} & set(words)) or bool(found.values("TENWORDS"))


def _century(found: Found) -> bool:
    return not (found.tokens.pieces[found.last - 1][0].isupper() and _after(found)[:1].isupper())


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
    "ago": _ago,
    "season": _season,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
}
