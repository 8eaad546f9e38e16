"""Who speaks in a sentence: noun phrases that name a party, and clauses of speech with what they govern.

A party's name is capitalised words and role nouns ("the mayor", "rescue workers") with what joins them: "a doctor at
the city hospital", "the deputy minister of health".  A clause of speech has a party and words of speech: "the mayor
said", "according to medics".
"""

import re
from functools import lru_cache
from typing import NamedTuple

from pressframes.reading import tokens
from pressframes.reading.amounts import SMALL
from pressframes.reading.lexicon import Lexicon, alternation
from pressframes.reading.tokens import shape

PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i"))
ELLIPSES = frozenset(("others", "some", "many"))
_DATELINE = shape("[name word thing time number comma]{1,9} (open [name word person thing]{1,4} close dash* | dash+)")
_LINKS = frozenset(("of", "for", "in", "at", "from", "with", "on", "to"))

_CLAUSE = shape(
    "[be have participle gerund active intransitive state leave lose past toll count thing word amount take"
    " doing release]"
)
_ASIDE = shape("(preposition? determiner? time | adverb)*")  # "said on Sunday"
_PLACED = shape("preposition [determiner clause word name thing person time amount]{1,6} comma")  # "In that flood, "
_HAPPENED = shape("[be have intransitive state clause]")
_WHEN = shape("[determiner amount word]{0,2} [time thing] [preposition clause]")  # "said a day after"
_ANYTHING = shape(
    "determiner? [word name thing past ing person number]{0,4} (preposition determiner? [word name thing]{1,3})?"
)
_ISSUED = shape("[past speech word release evidence] (preposition? [determiner word adverb]{0,2} time)? preposition")
_OF_DOING = shape("[^participle active intransitive comma semicolon]{1,6} [of preposition] gerund")
_VERB = shape("[be have participle gerund active intransitive leave lose amount speech modal take release]")
_OTHER_VERB = shape("[speech lose have participle intransitive active gerund amount comma]")
_SOMEBODY = shape("determiner [word past thing name number]{1,4}")
_ENDS = shape("(preposition? determiner? time)? (comma|preposition|$)")
_DESCRIBED = shape("determiner [word past person force thing name number]{0,4}")
_NEAR = 5  # words between a figure and the participle that says by whom it was given
_CONJUNCTIONS = frozenset(["but", "while", "and", "as", "when", "after", "because", "whereas", "though", "although"])
_JOINS = ("but", "and")
_OWN = frozenset(["his", "her", "its", "their"])
_QUOTES = frozenset(["quoted", "cited", "quoting", "citing", "quotes", "cites"])
_NEWS = re.compile(
    r"\b(?:agency|tv|television|radio|news|press|times|post|daily|herald|channel|newspaper|media)\b", re.I
)
_SAYING = re.compile(r"as (?:saying|putting|telling|estimating|reporting|confirming|claiming|stating)$")
_AUDIENCE = re.compile(
    r"\b(?:conference|briefing|reporters|journalists|correspondents|parliament|congress|senate|assembly|council|cabinet)\b",
    re.I,
)


class Clause(NamedTuple):
    """A party that speaks: its words by offsets, where the clause begins and ends, and on which sides it governs.

    `scope` is right ("X said that ..."), left ("..., X said"), both ("according to X"), or reports ("reports that").
    """

    start: int
    end: int
    source: tuple[int, int]
    via: tuple[int, int] | None
    scope: str


class Vocabulary(NamedTuple):
    """What a lexicon says of speech: its words by their table, the phrases of `cites` and `reports` by first word.

    `heads` are the last words of role nouns and of the names of parties, `singles` the vocabulary without phrases.
    `trigger` finds the sentences that are worth reading for speech.
    """

    words: dict[str, frozenset[str]]
    cites: dict[str, list[list[str]]]
    reports: dict[str, list[list[str]]]
    heads: frozenset[str]
    singles: tokens.Vocabulary
    trigger: re.Pattern[str]


@lru_cache(maxsize=8)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The lexicon's words of speech, the longest phrases first."""
    tables = ("speech", "tells", "weak", "told", "inverts", "cites", "reports", "head")
    words = {table: frozenset(word for row in lexicon[table] for word in row["words"]) for table in tables}
    phrases: dict[str, dict[str, list[list[str]]]] = {"cites": {}, "reports": {}}
    for table, found in phrases.items():
        for phrase in sorted(map(str.split, words[table]), key=len, reverse=True):
            found.setdefault(phrase[0], []).append(phrase)
    names = [alias for row in lexicon["source"] for alias in row["aliases"]]
    heads = frozenset(name.lower().split()[-1] for name in (*words["head"], *names))
    known = tokens.vocabulary(lexicon)
    trigger = alternation(sorted(words["speech"] | words["cites"] | words["reports"]))
    singles = tokens.Vocabulary(known.words, {}, known.names)
    return Vocabulary(words, **phrases, heads=heads, singles=singles, trigger=re.compile(rf"\b(?:{trigger})\b", re.I))


class Words:
    """A tagged sentence word by word, phrases taken apart, for walking through names."""

    def __init__(self, folded: str, start: int, end: int, lexicon: Lexicon) -> None:
        self.known = vocabulary(lexicon)
        tagged = tokens.tag(folded, start, end, [], self.known.singles)
        self.folded, self.tags, self.spans = folded, tagged.tags, tagged.spans
        self.words = [folded[first:last] for first, last in tagged.spans]
        self.lower = [word.lower() for word in self.words]
        heads = self.known.heads
        self.heads = [word.removesuffix("'s") in heads for word in self.lower]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens `first` to `last` (exclusive) stand in the text."""
        return self.spans[first][0], self.spans[last - 1][1]

    def is_capital(self, at: int) -> bool:
        return tokens.is_capital(self.words[at])

    def is_head(self, at: int) -> bool:
        """True for a role noun, or the last word of a listed party's name."""
        return 0 <= at < len(self.words) and self.heads[at]

    def is_name(self, at: int) -> bool:
        """True for a capitalised word or a role noun, what parties are called by."""
        if not 0 <= at < len(self.words) or self.tags[at] in "NBMhpO&":
            return False
        capital = self.is_capital(at) and self.tags[at] not in "dPJyQatImi" and (at > 0 or self.tags[at] in "UHwTX")
        return self.heads[at] or capital

    def is_party(self, first: int, last: int) -> bool:
        """True if the words are sure to name who speaks: a pronoun, a role, more than a bare place name."""
        return last - first > 2 or self.tags[first] == "p" or any(self.heads[first:last])

    def clause_start(self, before: int) -> int:
        """The token that begins the clause in which token `before` stands."""
        return max(self.tags.rfind(mark, 0, before) for mark in ',;"J') + 1


def walk_left(sentence: Words, last: int) -> int:
    """The first token of the name that ends before token `last`, or `last` if none does."""
    at, modifiers, named = last - 1, 0, False
    if at >= 0 and sentence.lower[at] in PRONOUNS | ELLIPSES:
        return at
    while at >= 0:
        word, tag = sentence.lower[at], sentence.tags[at]
        if sentence.is_name(at):
            named = True
        elif tag == "d" and word not in ("both", "each"):
            step = _over_determiner(sentence, at)
            at -= step or 1
            if step:
                continue
            break
        elif not named:
            return last
        elif word in SMALL or word.isdigit() or word in ("other", "another"):
            if at and sentence.lower[at - 1].endswith("'s"):  # "doctors at the town's two clinics"
                at -= 1
                continue
            at -= at + 1 < last
            break
        elif not _continues(sentence, at):
            before_party = sentence.is_head(at + 1) and sentence.is_capital(at + 1)  # "in the capital SANA said"
            ended = tag in "HTX" and (not sentence.is_name(at + 1) or word.endswith("s"))
            if modifiers == 3 or tag not in "wvjUXHT#r" or before_party or ended:
                break
            modifiers += 1
        at -= 1 + (word == "in" and sentence.lower[at - 1 : at] == ["based"])
    return at + 1 if named else last


def _over_determiner(sentence: Words, at: int) -> int:
    """How many tokens to step from a determiner to go on with a larger name, 0 if the name begins with it."""
    if at >= 2 and sentence.tags[at - 1] == "&" and sentence.is_head(at - 2):  # "residents and a doctor"
        return 2
    name = at - (at > 1 and sentence.lower[at - 1] in ("however", "meanwhile"))  # "Novak however a doctor"
    to_start = all(
        sentence.is_name(one) or (sentence.tags[one] in "dOP" and sentence.lower[one] in (*_LINKS, "the", "a"))
        for one in range(name)
    )
    if sentence.lower[at] in ("a", "an") and name and to_start:  # "Novak a doctor"
        return at - name + 1
    first = at
    while first and sentence.is_name(first - 1) and sentence.is_capital(first - 1):
        first -= 1
    titled = any(sentence.heads[first:at][:-1]) and not sentence.heads[at - 1]
    if titled or (at > 1 and first == 0):  # "Brigadier Novak the army's spokesman", "Jan Novak the army's spokesman"
        return 1
    if at >= 2 and sentence.lower[at - 1] in _LINKS and _linked(sentence, at - 1):  # "a doctor at the clinic"
        return 2
    return 0


def _continues(sentence: Words, at: int) -> bool:
    """True if the word at `at` joins what stands before it to the name behind it."""
    word = sentence.lower[at]
    if word == "and" and sentence.is_name(at - 1):
        return sentence.is_head(at - 1) or at == 1 or sentence.tags[at - 2] in "d,"
    return (word in _LINKS and _linked(sentence, at)) or sentence.lower[at - 1 : at + 1] == ["based", "in"]


def _linked(sentence: Words, at: int) -> bool:
    """True if the preposition at `at` joins two parts of a name ("Observatory for", "source at")."""
    return (sentence.is_name if sentence.lower[at] in ("of", "for") else sentence.is_head)(at - 1)


def walk_right(sentence: Words, first: int, most: int = 14) -> int:
    """The token after the name that begins at `first`, or `first` if none does."""
    at, named, modifiers = first, False, 0
    while at < len(sentence.words) and at - first < most:
        day = sentence.tags[at] == "i" and sentence.words[at][0].isupper() and sentence.tags[at + 1 : at + 2]
        if sentence.is_name(at) or (named and day and day in "wUH"):  # "Citizens Today activist group"
            named, modifiers = True, 0
        elif at == first and (sentence.tags[at] in "dQ" or sentence.lower[at] in ELLIPSES):
            pass
        elif not (named and _joins(sentence, at)):
            # After a role noun a plain word begins something else.
            ended = named and sentence.tags[at - 1] != "d" and sentence.tags[at] in "wvy" and sentence.is_head(at - 1)
            if modifiers == 3 or ended or sentence.tags[at] not in "wvjHTXyQr":
                break
            modifiers += 1
        at += 1
    while at > first and not sentence.is_name(at - 1):
        at -= 1
    return at if named else first


def _joins(sentence: Words, at: int) -> bool:
    """True if the word at `at` goes on with a name: "ministry of health", "doctor at the clinic", "army and police"."""
    if sentence.tags[at] == "&":
        return sentence.is_name(at + 1) and sentence.is_head(at + 1)
    links = sentence.lower[at] in _LINKS - {"on", "to"} or sentence.tags[at] == "d"
    return links and (sentence.is_name(at + 1) or sentence.tags[at + 1 : at + 2] == "d")


def after_dateline(sentence: Words) -> int:
    """The token behind a date line ("VELIKA, Oct. 3 (AP) --"), 0 where there is none."""
    line = _DATELINE.match(sentence.tags)
    return line.end() if line and sentence.words[0].isupper() else 0


def opening(sentence: Words) -> tuple[int, int]:
    """The tokens of the name that begins a sentence, behind a date line and what tells where ("At the clinic, ...")."""
    start = after_dateline(sentence)
    comma = sentence.tags.find(",", start, start + 8)
    first = comma + 1 if comma > 0 and sentence.tags[start] == "P" else start
    return first, walk_right(sentence, first)


def clauses(sentence: Words) -> list[Clause]:
    """The clauses of speech of a sentence, in order."""
    known = sentence.known
    found: list[Clause] = []
    for at, word in enumerate(sentence.lower):
        clause = _quoted(sentence, at) if word in _QUOTES else None
        if not clause and word in known.words["speech"]:
            joined = sentence.lower[at - 1] in _JOINS
            opened = None if found and not joined else _by_the_opening(sentence, at)
            clause = (opened if joined else None) or _spoken(sentence, at) or opened
        if not clause and (word in known.cites or word in known.reports):
            clause = _cited(sentence, at)
        if clause:
            found.append(clause)
    return sorted(found)


def _by_the_opening(sentence: Words, at: int) -> Clause | None:
    """A clause whose subject opens the sentence: "The station showed no pictures but said ...", "..., saying"."""
    start = after_dateline(sentence)
    last = walk_right(sentence, start)
    joined = sentence.lower[at] == "saying" or sentence.lower[at - 1] in _JOINS
    if not joined or not start < last < at or not sentence.is_party(start, last):
        return None
    return Clause(*sentence.spans[at], sentence.span(start, last), None, "right")


def _quoted(sentence: Words, at: int) -> Clause | None:
    """A clause in which an outlet passes on a party: "the station quoted a medic as saying"."""
    last = next((end for end in range(at + 2, at + 18) if _SAYING.match(" ".join(sentence.lower[end : end + 2]))), at)
    if last == at or walk_right(sentence, at + 1) == at + 1:
        return None
    subject = _subject(sentence, at)
    end = last + 2 + (sentence.lower[last + 2 : last + 3] == ["that"])
    scope = _scope(sentence, subject[0] if subject else at, end)
    return Clause(*sentence.span(at, end), sentence.span(at + 1, last), subject and sentence.span(*subject), scope)


def _cited(sentence: Words, at: int) -> Clause | None:
    for phrase in sentence.known.cites.get(sentence.lower[at], ()):
        first = at + len(phrase)
        weak = phrase[-1] == "by" and phrase[0] in sentence.known.words["weak"]
        handed = weak and sentence.known.words["told"].isdisjoint(sentence.lower[max(0, at - _NEAR) : at])
        if sentence.lower[at:first] != phrase or handed:  # "hostages released by the rebels"
            continue
        first, last = _issuer(sentence, first, walk_right(sentence, first))
        according = phrase[0] == "according"
        if last == first and according:  # whatever stands there is cited
            last = first + len(_ANYTHING.match(sentence.tags[first:])[0])  # type: ignore[index]
        if last > first:
            told = according and _has_clause(sentence.tags[:at])
            scope = "left" if told and not _PLACED.fullmatch(sentence.tags, 0, at) else "both"
            scope = "right" if sentence.tags[:at].endswith("&,") else scope  # "and, according to medics, two died"
            return Clause(*sentence.span(at, last), sentence.span(first, last), None, scope)
    for phrase in sentence.known.reports.get(sentence.lower[at], ()):
        last = at + len(phrase)
        if sentence.lower[at:last] == phrase and phrase[-1] == "that":
            return Clause(*sentence.span(at, last), sentence.span(at, last - 1), None, "reports")
    return None


def _issuer(sentence: Words, first: int, last: int) -> tuple[int, int]:
    """The party that issued what is cited: "figures released in May by the ministry"; else what is cited itself."""
    issued = _ISSUED.match(sentence.tags, last) if last > first else None
    phrases = sentence.known.cites.get(sentence.lower[last], ()) if issued else ()
    if issued and [sentence.lower[last], sentence.lower[issued.end() - 1]] in phrases:
        end = walk_right(sentence, issued.end())
        return (issued.end(), end) if end > issued.end() else (first, last)
    return first, last


def _spoken(sentence: Words, at: int) -> Clause | None:
    """A clause with a subject and a verb: "the mayor said", "..., said the mayor"."""
    verb = sentence.lower[at]
    if verb == "saying" or (at and sentence.tags[at - 1] in "dOtB"):
        return None
    weak = verb in sentence.known.words["weak"]
    if weak and not _opens_report(sentence, at + 1):
        return None
    subject = _subject(sentence, at)
    if subject is None or not sentence.is_party(*subject):
        # What follows may be the object: "Novak told Reuters", "Novak said his men".
        takes_object = verb in sentence.known.words["tells"] or not _OWN.isdisjoint(sentence.lower[at + 1 : at + 2])
        inverted = None if subject and takes_object else _inverted(sentence, at)
        if inverted or subject is None:
            return inverted
    first, last = subject
    if sentence.lower[first] in _OWN and sentence.tags[first - 1 : first] in ("S", "J"):
        return None  # "the mayor said his office had counted ...": it is the mayor
    via, end = _listener(sentence, at + 1) if verb in sentence.known.words["tells"] else (None, at + 1)
    if sentence.lower[end : end + 1] in (["that"], ["out"]):
        end += 1 + (sentence.lower[end : end + 2] == ["out", "that"])
    figure = weak and sentence.words[end : end + 1] and sentence.words[end][0].isdigit()
    scope = "right" if figure else _scope(sentence, first, end)
    return Clause(*sentence.span(first, end), sentence.span(first, last), via, scope)


def _opens_report(sentence: Words, at: int) -> bool:
    """True if what follows a weak verb is what is said: "that", a toll, a figure, a quotation."""
    # No other clause takes the words behind the verb: "put out a fire", not "that killed nine".
    ends = (end for end in range(at + 1, at + 6) if sentence.tags[end : end + 1] in ("J", "W", "&"))
    rest = sentence.lower[at : next(ends, at + 6)]
    if rest[:1] in ([], [","]) and "," in sentence.tags[max(0, at - 6) : at]:  # "..., official figures show."
        return True
    if _OF_DOING.match(sentence.tags, at):  # "accused the rebels of killing nine nurses"
        return True
    if sentence.lower[at - 1] == "found" and not _HAPPENED.search(sentence.tags, at):  # "police found 17 bodies"
        return False
    if rest[:1] and (rest[0] in ("that", '"') or rest[0][0].isdigit() or rest[:2] == ["to", "have"]):
        return True
    return not sentence.known.words["told"].isdisjoint(rest) or sentence.lower[at : at + 2] == ["out", "that"]


def _listener(sentence: Words, at: int) -> tuple[tuple[int, int] | None, int]:
    """The party told, if it is one that passes news on, and where what is told begins."""
    last = walk_right(sentence, at, most=6)
    if last == at:
        return None, at
    last += sentence.lower[last : last + 1] in (["conference"], ["briefing"])
    span = sentence.span(at, last)
    words = sentence.folded[slice(*span)]
    capital = any(word[0].isupper() for word in sentence.words[at:last])
    passes_on = (capital and last - at <= 3) or _NEWS.search(words)
    return (span if passes_on and not _AUDIENCE.search(words) else None), last


def _inverted(sentence: Words, verb: int) -> Clause | None:
    """A clause whose subject follows the verb: "..., said the mayor"."""
    first = verb + 1
    inverts = sentence.lower[verb] in sentence.known.words["inverts"]
    if not inverts or sentence.tags[first : first + 1] in ("", "N", "p", "P"):
        return None
    last = walk_right(sentence, first)
    counted = sentence.lower[first] in SMALL  # "Novak said nine people died"
    if (counted or not sentence.is_party(first, last)) and sentence.tags[max(0, verb - 1) : verb] not in (",", '"'):
        return None
    acts = sentence.tags[last : last + 1] in ("B", "h", "D", "M")  # "Novak, the mayor, said nurses had died"
    if acts or last == first or verb == 0 or sentence.lower[verb - 1] in ("that", "which", "who"):
        return None
    return Clause(*sentence.span(verb, last), sentence.span(first, last), None, "left")


def _scope(sentence: Words, first: int, end: int) -> str:
    """Which side of the words of speech is what the party says: the side on which a clause stands."""
    before, rest = sentence.tags[:first], sentence.tags[end:]
    begins = max(before.rfind(mark) for mark in '";')
    left = _has_clause(before[begins + 1 :]) and sentence.lower[first - 1] not in _CONJUNCTIONS
    if before.endswith(('"', ',"')):
        return "left"
    adds = sentence.lower[end : end + 1] in (["adding"], ["noting"], ["saying"], ["stressing"])
    if left and (adds or (before.endswith(",") and rest.startswith(","))):
        return "both"
    if sentence.lower[end - 1 : end] == ["that"]:
        return "right"
    aside = _ASIDE.match(rest)
    rest = rest[aside.end() :] if aside else rest
    right = bool(rest) and rest[0] not in "PJ,;&)" and _has_clause(rest) and not _WHEN.match(rest)
    return ("both" if right else "left") if left else "right"


def _has_clause(tags: str) -> bool:
    return _CLAUSE.search(tags) is not None and len(tags) > 2


def _subject(sentence: Words, verb: int) -> tuple[int, int] | None:
    """The tokens of the verb's subject with what describes it, or None if what stands before names no party."""
    last = _before_auxiliaries(sentence, verb)
    if last and sentence.lower[last - 1] in ("which", "who"):
        last = _before_auxiliaries(sentence, last - 1)
        last -= sentence.tags[last - 1 : last] == ","
    if last > 1 and sentence.tags[last - 1] == ")":
        bracket = sentence.tags.rfind("(", 0, last)
        last = bracket if bracket > 0 else last
    if last > 1 and sentence.tags[last - 1] == ",":
        return _before_apposition(sentence, last - 1)
    start = after_dateline(sentence)
    end = walk_right(sentence, start)
    described = start < end < last and sentence.lower[end] in ("who", "which")
    if described and len(_OTHER_VERB.findall(sentence.tags, end, last)) < 2:
        return start, end  # "A source who asked not to be named said"
    first = walk_left(sentence, last)
    if (
        first > 2
        and sentence.lower[first - 1] == "by"
        and (sentence.heads[first - 3] or sentence.tags[first - 3] in "HTC")
    ):
        first, last = walk_left(sentence, first - 2), first - 2  # "a medic reached by Reuters"
    if first < last and sentence.tags[first - 1 : first] in ("O", "P") and not sentence.is_party(first, last):
        return None  # a place ("the attack on Hama reported ...")
    if first == last:
        segment = _whole_segment(sentence, last)
        first = sentence.tags.rfind(",", max(0, last - 5), last) + 1  # "..., the prefecture said" ends a statement
        named = first and _SOMEBODY.fullmatch(sentence.tags, first, last) and _ENDS.match(sentence.tags, verb + 1)
        return segment or ((first, last) if named else None)
    # The determiner begins the name, if only what describes it stands between: "the town fire chief".
    start = sentence.clause_start(first)
    one = sentence.lower[start] not in ("both", "each", "all")
    return (start if one and _DESCRIBED.fullmatch(sentence.tags, start, first) else first), last


def _before_auxiliaries(sentence: Words, last: int) -> int:
    while last > 0 and (
        (sentence.tags[last - 1] in "yhi" and not sentence.is_head(last - 1))
        or sentence.lower[last - 1] in ("later", "earlier", "initially", "on", "also", "then")
    ):
        last -= 1
    return last


def _whole_segment(sentence: Words, last: int) -> tuple[int, int] | None:
    """All from the start of the clause, if it is a noun phrase around a party ("A source in the city")."""
    first = sentence.clause_start(last)
    segment = sentence.tags[first:last]
    if not 0 < len(segment) <= 9 or _VERB.search(segment[1:]) or segment[0] in "P&p" or segment[-1] == "&":
        return None
    person = segment[0] == "d" and ("H" in segment or "T" in segment)  # "A teacher reached by telephone said"
    return (first, last) if person or any(sentence.heads[first:last]) else None


def _before_apposition(sentence: Words, comma: int) -> tuple[int, int] | None:
    """The subject in front of an apposition: "Jan Novak, head of the clinic, said"."""
    before = sentence.tags.rfind(",", max(0, comma - 14), comma)
    measured = before + 2 < comma and sentence.words[before + 1].isdigit()  # "Velika, 30 miles north of here, said"
    if before <= 0 or sentence.words[comma] != "," or measured:
        return None
    first = walk_left(sentence, before)
    segment = (first, before) if first < before else _whole_segment(sentence, before)
    after = sentence.lower[before + 1]
    described = after in ("who", "which", "whose") or after.endswith(("ing", "ed"))
    return segment and (segment[0], before if described else comma)
