"""Which two claims can be figures of one thing, so that it means something to set them against each other.

Kept apart, since nothing certain can be said, are

- figures whose sentences name different places, or days that do not meet (`occasions`);
- people who are not named (fighters, civilians), unless an article sets the figures of two sources side by side, or
  two articles name one place and its days; and so the few of a nation who are no forces, in two articles;
- forces whose side the words do not give, if they are called differently (soldiers, rebels);
- figures so far apart that one is of an attack and the other of a war, unless the forces of one nation are meant;
- two figures of one voice in one article (parts, places or days, not rivals), and what is counted on top ("six more");
- two figures of one source in two articles, if it is not known which is the later.

What a person ruled to be of the same thing is compared, and what is ruled to be of another is not, whatever these say.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from pressframes.compare import occasions
from pressframes.compare.account import one_voice
from pressframes.compare.told import Told
from pressframes.phrases import contrasting, stated

CHANCE = 100  # figures below this are as likely of two incidents as of one: equal by chance, or different rightly
FAR = 10  # figures that are further apart are those of an attack and of a war, not rivals
NEAR = 600  # characters between two figures that an article sets side by side
_ON_TOP = re.compile(r"(?:an)?other|more|additional|further", re.I)


def couples(many: list[Told]) -> Iterator[tuple[Told, Told]]:
    """The claims of one subject two by two, and those of two subjects that a person ruled to be of the same thing."""
    by_subject: dict[str, list[Told]] = {}
    for one in many:
        by_subject.setdefault(one.account.subject, []).append(one)
    for same in by_subject.values():
        yield from combinations(same, 2)
    by_claim = {one.row.claim: one for one in many}
    for one in many:
        others = (by_claim[other] for other in one.same if other in by_claim)
        yield from ((one, b) for b in others if one.place < b.place and b.account.subject != one.account.subject)


def comparable(a: Told, b: Told) -> bool:
    """Whether the two can be figures of one thing."""
    if ruled_same(a, b) or b.row.claim in a.different:
        return ruled_same(a, b)
    if occasions.apart(a.occasion, b.occasion) or _sides_differ(a, b) or _on_top(a) or _on_top(b):
        return False
    if a.named and a.account.subject.endswith(" troops"):
        return True
    small, large = sorted((a.account.figure, b.account.figure))
    if a.account.measure == b.account.measure and large > FAR * max(small, 1):
        return False
    toll = a.named and (a.article == b.article or small >= CHANCE)
    return toll or _side_by_side(a, b) or occasions.same(a.occasion, b.occasion)


def ruled_same(a: Told, b: Told) -> bool:
    """Whether a person ruled the two to be of the same thing."""
    return b.row.claim in a.same


def _side_by_side(a: Told, b: Told) -> bool:
    """Whether an article repeats a figure, or gives another of the same people near it by another source."""
    if a.article != b.article:
        return False
    if a.account.measure != b.account.measure or (a.values == b.values and same_voice(a, b)):
        return True
    sources = all(stated(one.row.source) for one in (a, b))
    return sources and abs(int(a.row.start) - int(b.row.start)) <= NEAR and not _maybe_one_source(a, b)


def same_voice(a: Told, b: Told) -> bool:
    """Whether one source gives both."""
    return one_voice(a.account.source, b.account.source)


def _maybe_one_source(a: Told, b: Told) -> bool:
    """Whether a source that is not named ("a monitor") may be the other, of its kind ("Norlandic Monitor")."""
    kind = str(a.row.source_kind)
    if contrasting(a.row) or contrasting(b.row) or kind == "unnamed":
        return False
    return kind == str(b.row.source_kind) and not (a.witness and b.witness)


def _sides_differ(a: Told, b: Told) -> bool:
    """Whether forces of no nation are called by different names in the two."""
    if a.named or not a.account.subject.endswith("troops") or not (a.account.group and b.account.group):
        return False
    words = [{word.rstrip("s") for word in re.findall(r"\w{4,}", one.account.group.casefold())} for one in (a, b)]
    return not words[0] & words[1]


def _on_top(one: Told) -> bool:
    """Whether the figure is counted on top of another: "six more people", "another six"."""
    before = one.row.sentence[: one.row.start - one.row.sentence_start].split()
    return bool(_ON_TOP.match(one.account.group) or (before and _ON_TOP.fullmatch(before[-1])))
