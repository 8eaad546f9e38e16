"""Who the subject of a verb of speech is: the words before it that name a party, with what describes them."""

from pressframes.reading.parties import Words, after_dateline, walk_left, walk_right
from pressframes.reading.tokens import shape

_VERB = shape("[be have participle gerund active intransitive leave lose amount speech modal take release]")
_OTHER_VERB = shape("[speech lose have participle intransitive active gerund amount comma]")
_SOMEBODY = shape("determiner [word past thing name number]{1,4}")
_ENDS = shape("(preposition? determiner? time)? (comma|preposition|$)")
_DESCRIBED = shape("determiner [word past person force thing name number]{0,4}")


def speaker(sentence: Words, verb: int) -> tuple[int, int] | None:
    """The tokens of the verb's subject, or None if what stands before the verb names no party."""
    last = _before_auxiliaries(sentence, verb)
    if last and sentence.lower[last - 1] in ("which", "who"):
        last = _before_auxiliaries(sentence, last - 1)
        last -= sentence.tags[last - 1 : last] == ","
    if last > 1 and sentence.tags[last - 1] == ")":
        opening = sentence.tags.rfind("(", 0, last)
        last = opening if opening > 0 else last
    if last > 1 and sentence.tags[last - 1] == ",":
        return _before_apposition(sentence, last - 1)
    relative = _before_relative(sentence, last)
    if relative:
        return relative
    first = walk_left(sentence, last)
    if (
        first > 2
        and sentence.lower[first - 1] == "by"
        and (sentence.is_head(first - 3) or sentence.tags[first - 3] in "HTC")
    ):  # "a medic reached by Reuters"
        first, last = walk_left(sentence, first - 2), first - 2
    if first < last and sentence.tags[first - 1 : first] in ("O", "P") and not is_party(sentence, first, last):
        return None  # a place ("the attack on Hama reported ...")
    if first == last:
        return _whole_segment(sentence, last) or _definite(sentence, last, verb)
    return (_from_determiner(sentence, first, last), last)


def _from_determiner(sentence: Words, first: int, last: int) -> int:
    """The determiner that begins the clause, if only what describes the name stands between: "the town fire chief"."""
    start = max(sentence.tags.rfind(mark, 0, first) for mark in ',;"J') + 1
    one = sentence.lower[start] not in ("both", "each", "all")
    described = one and _DESCRIBED.fullmatch(sentence.tags, start, first)
    return start if described else first


def _before_auxiliaries(sentence: Words, last: int) -> int:
    while last > 0 and (
        (sentence.tags[last - 1] in "yhi" and not sentence.is_head(last - 1))
        or sentence.lower[last - 1] in ("later", "earlier", "initially", "on", "also", "then")
    ):
        last -= 1
    return last


def _before_relative(sentence: Words, last: int) -> tuple[int, int] | None:
    """The party that opens a sentence and is described up to the verb: "A source who asked not to be named said"."""
    start = after_dateline(sentence)
    end = walk_right(sentence, start)
    opens = start < end < last and sentence.lower[end] in ("who", "which")
    return (start, end) if opens and len(_OTHER_VERB.findall(sentence.tags, end, last)) < 2 else None


def _whole_segment(sentence: Words, last: int) -> tuple[int, int] | None:
    """All from the start of the clause, if it is a noun phrase around a party ("A source in the city")."""
    first = max(sentence.tags.rfind(mark, 0, last) for mark in ',;"J') + 1
    segment = sentence.tags[first:last]
    if not 0 < len(segment) <= 9 or _VERB.search(segment[1:]) or segment[0] in "P&p" or segment[-1] == "&":
        return None
    person = segment[0] == "d" and ("H" in segment or "T" in segment)  # "A teacher reached by telephone said"
    return (first, last) if person or any(sentence.is_head(at) for at in range(first, last)) else None


def _definite(sentence: Words, last: int, verb: int) -> tuple[int, int] | None:
    """Whatever is named before "said" at the end of a statement: "..., the prefecture said"."""
    first = sentence.tags.rfind(",", max(0, last - 5), last) + 1
    named = first and _SOMEBODY.fullmatch(sentence.tags, first, last) and _ENDS.match(sentence.tags, verb + 1)
    return (first, last) if named else None


def _before_apposition(sentence: Words, comma: int) -> tuple[int, int] | None:
    """The subject in front of an apposition: "Jan Novak, head of the clinic, said"."""
    opening = sentence.tags.rfind(",", max(0, comma - 14), comma)
    measured = opening + 2 < comma and sentence.words[opening + 1].isdigit()  # "Velika, 30 miles north of here, said"
    if opening <= 0 or sentence.words[comma] != "," or measured:
        return None
    first = walk_left(sentence, opening)
    if first == opening:
        segment = _whole_segment(sentence, opening)
        if segment is None:
            return None
        first = segment[0]
    after = sentence.lower[opening + 1]
    described = after in ("who", "which", "whose") or after.endswith(("ing", "ed"))
    return (first, opening if described else comma)


def is_party(sentence: Words, first: int, last: int) -> bool:
    """True if the words are sure to name who speaks: a pronoun, a role, more than a bare place name."""
    return last - first > 2 or sentence.tags[first] == "p" or any(sentence.is_head(at) for at in range(first, last))
