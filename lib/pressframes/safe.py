"""Text of articles made safe to show: one set of characters that a reader cannot see and a program may obey.

They are control and format characters (escapes, marks that turn the direction of what follows, spaces without
width), line separators, halves of surrogate pairs and private characters: Unicode's categories Cc, Cf, Zl, Zp, Cs and
Co.  Each function says what becomes of them where it is used; nothing else in the two packages lists any.
"""

import re
import unicodedata

UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001-\U000e007f\U000f0000-\U0010ffff]"
)
_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"  # what ends a line or leaves a gap: a space stands for it
_UNFIT = re.compile(rf"(?:{UNSAFE.pattern}|[/\\,])+")  # what the id of an article does not hold
_LONGEST_ID = 120


def printable(text: str) -> str:
    """The text on one line, composed (NFC) and without unsafe characters; a run of white space is one space.

    >>> printable(" 12\\n  dead\\x1b[31m")
    '12 dead[31m'
    """
    spaced = "".join(" " if c.isspace() else c for c in text)
    return re.sub(r" +", " ", unicodedata.normalize("NFC", UNSAFE.sub("", spaced))).strip()


def visible(text: str) -> str:
    """The text as long as before, with U+FFFD for each unsafe character: offsets hold.

    What ends a line stays, and so do the joiners that some scripts are spelled with.
    """
    return UNSAFE.sub(lambda match: match[0] if match[0] in "\t\n\v\f\r\u200c\u200d" else "\ufffd", text)


def plain(value: object) -> str:
    """A value on one line of a terminal, as long as before; nothing for None."""
    words = "" if value is None else str(value)
    return UNSAFE.sub(lambda match: " " if match[0] in _BREAKS else "\ufffd", words)


def escaped(line: str) -> str:
    """A line of JSON with its unsafe characters as escapes, which mean the same.

    >>> escaped('{"amount": "\\u202e12"}')
    '{"amount": "\\\\u202e12"}'
    """
    return UNSAFE.sub(lambda match: "".join(f"\\u{int(unit, 16):04x}" for unit in _units(match[0])), line)


def _units(character: str) -> list[str]:
    """The UTF-16 code units, as JSON writes what lies beyond U+FFFF."""
    data = character.encode("utf-16-be", "surrogatepass")
    return [data[at : at + 2].hex() for at in range(0, len(data), 2)]


def clean_id(words: str) -> str:
    """Words as the id of an article: without separators of paths, commas (which part ids) and unsafe characters.

    >>> clean_id(" ../flood, day 2\\n")
    '..-flood- day 2'
    """
    cleaned = _UNFIT.sub("-", words.strip())[:_LONGEST_ID].strip()
    return cleaned if cleaned.strip(".") else "article"
