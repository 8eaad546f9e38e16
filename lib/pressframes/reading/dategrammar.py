"""The grammar of dates: what finds a date expression in a text, and which words beside it make it none.

A grammar over words is slow and hard to read as one pattern over letters.  Here every token of the text becomes one
character, its code, that stands for all the classes that the token has ("12" is a DAY, a NUMBER and SHORT; every word
of the grammar is a class of its own as well); the grammar is then a pattern over codes: short, linear, and written in
the names of classes (`MONTH DAY(, YEAR)?`).  What its rules mean is in timexes.py.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, repeat
from typing import Any, NamedTuple

from pressframes.reading import lexicon
from pressframes.reading.lexicon import Lexicon

# Pieces that several rules share.  In a rule a NAME is a class of lexicon/dates.toml or of _NUMBERS, a small word and
# the marks , ' / stand for themselves, DOT and DASH for . and -, a space for one space or line end.
_PIECES = {
    "<month>": "(MONTH|(MON)(DOT)?)",
    "<weekday>": "(WEEKDAY|(WDAY)(DOT)?)",
    "<day>": "(DAY|NTH)(?! COUNTED)(?!(DASH)(?!DAY|MONTH|MON))",
    "<to>": "( ?(DASH) ?| to | through | until )",
    "<spelled>": "(TEEN TENS((DASH| )COUNT)?|two thousand(( and)? COUNT)?)",
    "<of year>": "((,? ?| of )(YEAR|<spelled>|'SHORT)|,?( of)? (the )?(WHICH|TOLD) year)",
    "<phase>": "(PHASE(DASH| ))",
    "<edge>": "((the )?(EDGE) of )",
    "<which>": "((the )?WHICH|(the |that )TOLD|that|past|this past|this coming)",
    "<like>": "(same|comparable|corresponding)",
    "<count>": "((TENS)(DASH| ))?(COUNT|NUMBER)",
    "<whole>": "(?<!(half|few|every) )",
    "<of fiscal>": "((,? | of | in )((fiscal )?YEAR|(the )?((WHICH|TOLD) )?(fiscal |calendar )?year))",
    "<open>": "( fiscal year| or later| and beyond)",
    "<alone>": "(?=,|DOT|'| in | at | when | that | and | but | on |$)",
    "<link>": "(,|and|or|to|through|until|of)",
}
# An earlier rule goes before a later one that begins at the same word.
GRAMMAR = (
    ("day-month", "(<weekday>,? )?(the )?(DAY|NTH)((<to>)(DAY|NTH))?( of)? <month>(<of year>)?"),
    ("day-month", "the NTHWORD of <month>(<of year>)?|DAY(DASH)(MONTH|MON)(DASH)YEAR"),
    ("month-day-range", "<month> <day><to><month> <day>(<of year>)?"),
    ("month-day", "<phase>?((<which> )?<weekday>,? )?<month> (<day>|NTHWORD(?! anniversary))(<to><day>)?(<of year>)?"),
    ("and-day", "((?<=MONTH DAY and )|(?<=(MON)(DOT) DAY and ))DAY(?! COUNTED| (MONTH))"),
    ("month-range", "<month>( YEAR)?<to><month>(<of year>)?"),
    ("month-year", "(<phase>|<edge>)?<month><of year>"),
    ("month", "(<phase>|<edge>)?(<which> )?(MONTH|MON)(?!(DOT)? <day>)"),
    ("week-of", "(the )?week of (<weekday>,? )?<month> <day>(<of year>)?"),
    ("day-beside", "(the )?day (before|after) (TODAY|((last|this|next) )?WEEKDAY)"),
    ("nth-weekday", "(the )?(NTHWORD|NTH|last) WEEKDAY (in|of) <month>(<of year>)?"),
    ("weekday", "((early|mid|late)(DASH| ))?(<which> )?WEEKDAY(( of)? WHICH week)?( PART)?"),
    ("today", "<phase>?(TODAY( PART)?|(this|last) PART)"),
    ("same", "(the )?same (day|week|month)( of)?( last year| the previous year| a year (ago|earlier))"),
    ("day-told", "(the |that )?(same |next |TOLD )(day|PART)|that day|(the|a) day (before|after|earlier|later)<alone>"),
    ("year-ago", "(the |a )?(<like> )?year(DASH)(ago|earlier)( quarter| period|( <count>)? months)?"),
    ("year-ago", "(the )?(prior|previous)(DASH)year (quarter|period)"),
    ("year-ago", "(the )?(<like> )?(quarter|period)( of)?( last year| the previous year| a year (ago|earlier))"),
    ("year-ago", "(the )?<like> (quarter|period)( of| in) YEAR"),
    ("quarter", "(the )?(last|final) quarter<of fiscal>"),
    ("unit", "(<phase>(in )?|<edge>)?((the )?WHICH|(the |that )?TOLD)( fiscal| calendar)? SPAN(?!DASH)"),
    ("unit", "the SPAN before last|this coming SPAN|(this|the) (past|coming) weekend"),
    ("weekend", "the weekend"),
    ("year-edge", "(<phase>in |<edge>)the ((fiscal )?year|month|week|decade|century)|(?<=UNIT of )the year"),
    ("year-edge", "the fiscal year(?! (ended|ending|ends|that))|year( |DASH)end|(the )?year's end"),
    ("ago-today", "<whole>(<count>) UNIT (ago|from) (TODAY|WEEKDAY|this (WEEKDAY|week|month))"),
    ("ago", "<whole>((LESS) )?(<count>)( NUMBER/NUMBER| and a half) years (ago|earlier|later)"),
    ("ago", "<whole>((LESS) )?(<count>) UNIT (ago|earlier|later|hence|from now|(before|after)<alone>)"),
    ("unit-before", "the (week|month|year) before<alone>"),
    ("quarter-told", "(the )?(<like> )?(latest|current|most recent) (quarter|period)|(the|that) quarter"),
    ("quarter", "(the )?(YEAR('s)? )?(fiscal(DASH| ))?(NTHWORD|NTH)( fiscal)?(DASH| )quarter<of fiscal>?"),
    ("quarter", "QUARTER(( of| in)? YEAR)?"),
    ("half", "(the )?(first|last|second) (half|two quarters)<of fiscal>|(first|second)(DASH)half"),
    ("season", "(<phase>|<edge>)?(<which> |the )?<phase>?SEASON(<of year>((DASH|/)(SHORT|YEAR))?)?"),
    ("decade", "<phase>?((the )?(first|last|second) half of )?(the <phase>?)?'?(TENTHS|TENWORDS)"),
    ("decade", "((the )?<phase>|the )'?(YEAR|SHORT)'s"),
    ("century", "<phase>?(the )?<phase>?((TENS)(DASH))?(NTHWORD|NTH)(DASH| )century"),
    ("year-range", "YEAR(<to>|/)(YEAR|SHORT)(?! COUNTED)"),
    ("year", "(<phase>|<edge>|fiscal( year)? |the year |(post|pre)(DASH))?((LESS) )?YEAR<open>?"),
    ("short-year", "'SHORT"),
    ("spelled-year", "the year <spelled>|TEEN TENS((DASH| )COUNT)?"),
    ("occasion", "(that|the same) occasion"),
    ("anniversary", "the ((TENS)(DASH))?(NTHWORD|NTH) anniversary"),
)
# How a list of dates goes on until one that names its year: "between [May] and August 2012".
_LISTED = "( ?<link>)( |DOT|<link>|MONTH|MON|DAY|NTH)*(YEAR|WHICH year)"

_OTHER = "\x00"  # the code of a word of no class
# Every date has a word of one of these, and none that is of no class: so the grammar is tried nowhere else.
_CORE = (
    "MONTH", "MON", "WEEKDAY", "TODAY", "PART", "SEASON", "UNIT", "SPAN", "YEAR", "DAY", "SHORT", "TENTHS", "TENWORDS",
    "TEEN", "TENS", "QUARTER", "thousand", "occasion", "anniversary", "period", "half",
)  # fmt: skip
_MARKS = {",": ",", ".": "DOT", "-": "DASH", "\u2014": "DASH", "/": "/", "'": "'"}
_SPACES = (" ", "\n", "  ", " \n", "\n ", " \n ")  # one line end is a wrapped line, two begin a paragraph
_NUMBERS = {
    "DAY": {form: n for n in range(1, 32) for form in (str(n), f"{n:02}")},
    "NTH": {f"{n}{end}": n for n in range(1, 101) for end in ("st", "nd", "rd", "th")},
    "NUMBER": {str(n): n for n in range(1, 1000)},
    "YEAR": {str(n): n for n in range(1000, 2200)},
    "SHORT": {f"{n:02}": n for n in range(100)},
    "QUARTER": {form: n for n in range(1, 5) for form in (f"q{n}", f"{n}q")},
    "TENTHS": {f"{n}s": n for n in range(1500, 2100, 10)} | {f"{n}s": 1900 + n for n in range(20, 100, 10)},
}
_TOKEN = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+(?:[.:]\d+)+|\w+|\s+|.", re.DOTALL)
_TERM = re.compile(r"(?P<name>[A-Z]{2,}|[a-z]+|[ ,/'])|\((?!\?)")
# Numbers that are a date by their shape: 2014-11-26, 26.11.2014, 26/11/2014, 01-10-2014, 10/26/89, 11-02-89 1033EST
# (of two figures for the year only these), and Oct 042017, where a comma was stripped.
_SHAPE = re.compile(
    r"(?<!\w)(?:(?<![./:-])(?:(?P<y>[12]\d{3})([./-])(?P<m>\d{1,2})\2(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<c>[12]\d{3}|(?<=/)\d\d|(?<=-)\d\d(?= \d{4}[A-Z]{3}\b)))"
    r"|(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})(?P<year>(?:19|20)\d\d))(?:(?=T\d)|(?![\w/-]|[.:]\d))"
)
_NO_NOUN = (  # what may follow the name of a holiday and is no noun that it describes
    "and", "or", "but", "when", "as", "in", "at", "this", "last", "week", "weekend", "for", "on", "by", "to", "from",
    "with", "after", "before", "until", "because", "since", "while", "that", "he", "she", "they", "we", "it", "is",
    "was", "will", "would", "has", "had",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The values of the words of each class, the code of every token that has a class, and the codes of each class."""

    values: dict[str, dict[str, int]]
    codes: dict[str, str]
    members: dict[str, str]
    holidays: dict[str, str]
    guards: dict[str, set[str]]

    @cached_property
    def listed(self) -> re.Pattern[str]:
        """How a list of dates goes on, as a pattern over codes."""
        return re.compile(self.codes_of(_LISTED))

    def codes_of(self, rule: str) -> str:
        """A rule in the names of classes as a pattern over codes."""
        while (piece := re.search(r"<[a-z ]+>", rule)) is not None:
            rule = rule.replace(piece[0], f"({_PIECES[piece[0]]})")
        return _TERM.sub(lambda term: f"[{self.members[term['name']]}]" if term["name"] else "(?:", rule)


@lru_cache(maxsize=8)
def vocabulary(words: Lexicon | None = None) -> Vocabulary:
    """The vocabulary of a lexicon's `date_class`, `date_guard` and `holiday` tables (the library's own if None)."""
    words = words or lexicon.load()
    patterns = " ".join((_LISTED, *_PIECES.values(), *(rule for _, rule in GRAMMAR)))
    own = dict.fromkeys(re.findall(r"[a-z]+", re.sub(r"<[a-z ]+>", "", patterns)), 0)
    values: dict[str, dict[str, int]] = {}
    classes = {space: {" "} for space in _SPACES} | {mark: {name} for mark, name in _MARKS.items()}
    for klass, members in chain([("", own)], _NUMBERS.items(), ((e["name"], e["words"]) for e in words["date_class"])):
        for word, value in members.items():
            values.setdefault(klass, {})[word.lower()] = value
            # one with a capital ("May") is read only so or in capitals
            for written in {word, word.capitalize(), word.upper()} if word.islower() else {word, word.upper()}:
                classes.setdefault(written, set()).update((klass, word.lower()))
    codes: dict[frozenset[str], str] = {}
    coded = {word: codes.setdefault(frozenset(has), chr(0x100 + len(codes))) for word, has in classes.items()}
    of_class: dict[str, str] = {}
    for has, code in codes.items():
        for name in has:
            of_class[name] = of_class.get(name, "") + code
    guards: dict[str, set[str]] = {}
    for entry in words["date_guard"]:
        guards.setdefault(entry["name"], set()).update(entry["words"])
    return Vocabulary(values, coded, of_class, {entry["name"]: entry["day"] for entry in words["holiday"]}, guards)


@lru_cache(maxsize=8)
def _grammar(known: Vocabulary) -> re.Pattern[str]:
    """One pattern over codes for all rules, each a group r0, r1 ..."""
    either = "|".join(f"(?P<r{n}>{known.codes_of(rule)})" for n, (_, rule) in enumerate(GRAMMAR))
    core = "".join(sorted({code for name in _CORE for code in known.members[name]}))
    return re.compile(f"(?![{_OTHER}{known.members[' ']}])(?=[^{_OTHER}]{{0,12}}?[{core}])(?:{either})")


@lru_cache(maxsize=8)
def _holidays(known: Vocabulary) -> re.Pattern[str]:
    """The names; one word alone ("Christmas") is a day unless a noun ("tree") or a name ("Island") follows."""
    noun = rf"(?!'?s? (?!(?:{'|'.join(_NO_NOUN)})\b)[a-z])"
    name = rf"(?! (?:{'|'.join(sorted(known.guards['feast']))})\b)"
    ends = {True: noun + name, False: r"(?![\w/])"}
    names = "|".join(re.escape(one) + ends[one.isalpha()] for one in sorted(known.holidays, key=len)[::-1])
    return re.compile(rf"(?P<name>{names})(?![\w/])(?:,? (?P<year>[12]\d{{3}})| (?P<span>week|weekend)\b)?")


class Tokens(NamedTuple):
    """A text cut into tokens: the pieces, where each starts (with the text's length at the end), a code for each."""

    pieces: list[str]
    starts: list[int]
    codes: str
    vocabulary: Vocabulary


def tokens(folded: str, known: Vocabulary) -> Tokens:
    """The tokens of a folded text, every character in exactly one of them."""
    pieces = _TOKEN.findall(folded)
    starts = list(accumulate(map(len, pieces), initial=0))
    return Tokens(pieces, starts, "".join(map(known.codes.get, pieces, repeat(_OTHER))), known)


class Found(NamedTuple):
    """A date expression: its rule and span, the tokens `first` to `last` (exclusive) that the grammar matched, or the
    `parts` of what is a holiday or a date by its shape."""

    rule: str
    start: int
    end: int
    tokens: Tokens
    first: int
    last: int
    parts: dict[str, Any]

    @property
    def words(self) -> list[str]:
        """The words of the expression in small letters, spaces and marks among them."""
        return [piece.lower() for piece in self.tokens.pieces[self.first : self.last]]

    @property
    def known(self) -> dict[str, dict[str, int]]:
        """Of each class the values of its words."""
        return self.tokens.vocabulary.values

    def values(self, *classes: str) -> list[int]:
        """The values of the words that have one of the classes, in text order."""
        return [self.known[one][word] for word in self.words for one in classes if word in self.known[one]]

    def value(self, klass: str) -> int | None:
        """The last of `values`, or None."""
        return next(reversed(self.values(klass)), None)

    def has(self, *words: str) -> bool:
        """Whether one of the words stands in the expression."""
        return not set(words).isdisjoint(self.words)

    def guarded(self, guard: str, word: str) -> bool:
        """Whether a word beside the expression is in the `date_guard` of this name."""
        return word.lower() in self.tokens.vocabulary.guards[guard]

    def before(self, back: int = 1) -> str:
        """The word or mark before the expression (the space between left out), "" at the start of a line."""
        place = self.first - 1
        for _ in range(back):
            if place >= 0 and self.tokens.pieces[place] == " ":
                place -= 1
            piece = self.tokens.pieces[place] if place >= 0 else ""
            place -= 1
        return "" if piece.isspace() else piece

    def after(self) -> str:
        """The word after the expression, "" where a mark or a line end comes first."""
        rest = self.tokens.pieces[self.last : self.last + 2]
        return rest[1] if len(rest) == 2 and rest[0] == " " and rest[1][0].isalnum() else ""

    def touching(self) -> tuple[str, str]:
        """The pieces right before and after the expression, spaces too."""
        pieces = self.tokens.pieces
        return (pieces[self.first - 1] if self.first else "", pieces[self.last] if self.last < len(pieces) else "")

    def listed(self) -> "Found | None":
        """The rest of a list of dates, up to the one that names the year of all."""
        rest = self.tokens.vocabulary.listed.match(self.tokens.codes, self.last, self.last + 20)
        return rest and self._replace(first=rest.start(), last=rest.end())


# Negative rules: what has the words of a date and is none: counts, names, habits, and months and seasons that are
# other words.  Each looks at the words beside a match of the grammar and says whether it may stand as a date.


def _is_part(found: Found) -> bool:
    """Part of a model or section number, a fraction, a handle or a sum of money: F-16, 1/2, $1990, #2014, @may."""
    left, right = found.touching()
    sign = left in ("$", "#", "@", "_", "\u00a3", "\u20ac") or right in ("%", "@", "_")
    return sign or (found.words[0][0].isdigit() and left in ("-", "/", ".", ":", ","))


def _counts(found: Found) -> bool:
    """Whether what follows is counted: "2000 people", "1990 days"."""
    after = found.after().lower()
    return after in found.known["COUNTED"] or after in found.known["UNIT"]


def _year(found: Found) -> bool:
    (left, right), before, after = found.touching(), found.before(), found.after()
    if left == "'" or right in ("-", "/") or _counts(found) or found.guarded("make", after):
        return False
    if found.values("LESS"):
        return found.guarded("when", before) or found.has("circa")
    if found.last - found.first > 1 or found.guarded("when", before) or (left, right) == ("(", ")"):
        return True
    if before.lower() in ("and", "or") and found.before(2) in found.known["YEAR"]:  # "in 1999 and 2000"
        return True
    return not found.guarded("more", before) and _is_plain_year(found, before.lower(), after)


def _is_plain_year(found: Found, before: str, after: str) -> bool:
    """Whether a number without a preposition of time is a year: usual, not round, and not counting a plural noun."""
    number = found.values("YEAR")[0]
    plural = after.islower() and after.endswith("s") and after not in ("was", "is", "has", "as", "its", "this")
    if not 1900 <= number < 2050:
        return before in ("of", "from", "the", "and", "(") and not plural and number % 50 != 0
    usual = number % 100 != 0 or before in ("of", "from", "for", "to", "between")
    return before in ("the", "a") or (not plural and usual)


def _short_year(found: Found) -> bool:
    return any(found.guarded(guard, found.before()) for guard in ("when", "of")) and not _counts(found)


def _year_range(found: Found) -> bool:
    usual = 1900 <= found.values("YEAR")[0] < 2050 or _short_year(found)
    return usual and not found.guarded("more", found.before()) and not _counts(found)


def _month(found: Found) -> bool:
    before, after, name = found.before(), found.after(), found.words[-1]
    if len(found.words) > 1 or found.guarded("when", before):
        return True
    if name not in found.known["MONTH"]:
        return False
    if found.guarded("of", before):
        return True
    if found.guarded("verb", name):
        named = before.lower() == "the" and after.islower() and after not in ("on", "for", "to", "of", "in")
        return named or _is_listed(found, before)
    return not (found.guarded("first name", name) and after[:1].isupper())


def _is_listed(found: Found, before: str) -> bool:
    """Whether another month stands beside it ("April, May and June", "May or June"), and no name before it."""
    pieces, months = found.tokens.pieces, found.known["MONTH"]
    if before[:1].isupper() or not pieces[found.first].istitle():
        return False
    for side in (pieces[max(0, found.first - 4) : found.first][::-1], pieces[found.last : found.last + 4]):
        link, month = [*(piece for piece in side if piece != " "), "", ""][:2]
        if link in (",", "and", "or", "to", "through") and month.lower() in months:
            return True
    return False


def _weekday(found: Found) -> bool:
    before, after = found.before(), found.after()
    paper = after[:1].isupper() and found.guarded("paper", after)
    # "on a Sunday in May", not "a Sunday vote"
    some = before.lower() in ("a", "an") and after in ("", "in", "of", "when", "that", "and", "or", "to", "at")
    return not (paper or some or found.guarded("habit", before) or _is_weekly(found))


def _is_weekly(found: Found) -> bool:
    """Whether it is of every week: "Monday nights", "Monday and Tuesday nights"."""
    links = {" ", ",", "and", "or", "to", "through", *found.known["WEEKDAY"]}
    after = (piece.lower() for piece in found.tokens.pieces[found.last : found.last + 12])
    part = next((piece for piece in after if piece not in links), "")
    return part.endswith("s") and part[:-1] in found.known["PART"]


def _today(found: Found) -> bool:
    named = found.tokens.pieces[found.first][0].isupper() and found.before()[:1].isupper()  # "USA Today"
    return not named and (not found.has("last") or found.has("night", "evening"))


def _unit(found: Found) -> bool:
    if found.before().lower() in ("a", "any", "every", "each") or (found.has("last") and found.after() == "of"):
        return False
    vague = found.has("coming") and not found.has("this", "weekend")  # "the coming year" is a duration
    return not (vague or _runs_on(found) or (found.has("this") and found.has("century")))


def _runs_on(found: Found) -> bool:
    """Whether it is a duration up to now or from now: "over the last year", "within the next month"."""
    words = found.words if found.words[0] == "the" else [found.before().lower(), " ", *found.words]
    edge = words[:3] in (["the", " ", "last"], ["the", " ", "next"]) and words[-1] not in ("quarter", "century")
    return edge and found.guarded("span", found.before(1 if found.words[0] == "the" else 2))


def _year_edge(found: Found) -> bool:
    """Of "the year" alone, that after "the first nine months of"."""
    words = {piece.lower() for piece in found.tokens.pieces[max(0, found.first - 9) : max(0, found.first - 2)]}
    return found.words != ["the", " ", "year"] or not words.isdisjoint({"first", "last", "final"})


def _season(found: Found) -> bool:
    words, before = found.words, found.before().lower()
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
    if found.values("TENWORDS"):
        return found.has("the") and not found.guarded("someone", found.before())
    return (len(words[-1]) == 5 or found.has("the", "'")) and not found.guarded("someone", found.before())


_RULES: dict[str, Callable[[Found], bool]] = {
    "year": _year, "year-range": _year_range, "short-year": _short_year, "year-edge": _year_edge, "month": _month,
    "weekday": _weekday, "today": _today, "unit": _unit, "season": _season, "decade": _decade,
    "century": lambda found: not (found.tokens.pieces[found.last - 1][0].isupper() and found.after()[:1].isupper()),
    "quarter": lambda found: all(number <= 4 for number in found.values("NTHWORD", "NTH")),
    "half": lambda found: found.words[-1] != "half" or found.guarded("result", found.after()),
}  # fmt: skip


def find(folded: str, known: Vocabulary) -> list[Found]:
    """The date expressions of a folded text in order; of two that overlap, the one that begins first."""
    found: list[Found] = []
    cut = tokens(folded, known)
    for one in sorted((*_by_letters(folded, cut), *_by_words(cut)), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _by_letters(folded: str, cut: Tokens) -> Iterator[Found]:
    """Days by the shape of their numbers, and holidays."""
    for match in _SHAPE.finditer(folded):
        yield Found("day-shape", *match.span(), cut, 0, 0, match.groupdict())
    for match in _holidays(cut.vocabulary).finditer(folded):
        start = match.start()
        if not (folded[start - 1 : start].isalnum() or folded[start - 1 : start] in ("_", "/")):
            last = folded[max(0, start - 5) : start].lower() == "last "
            yield Found("holiday", start - 5 * last, match.end(), cut, 0, 0, {**match.groupdict(), "last": last})


def _by_words(cut: Tokens) -> Iterator[Found]:
    """What the grammar finds and the words around it leave a date."""
    grammar, place = _grammar(cut.vocabulary), 0
    while (match := grammar.search(cut.codes, place)) is not None:
        first, last = match.span()
        rule = GRAMMAR[int(str(match.lastgroup)[1:])][0]
        found = Found(rule, cut.starts[first], cut.starts[last], cut, first, last, {})
        kept = not _is_part(found) and (rule not in _RULES or _RULES[rule](found))
        place = last if kept else first + 1  # what is no date may hide one that begins within it
        if kept:
            yield found
