"""Charts as part of a page: the shapes that matplotlib draws, and nothing that could run, load or lead elsewhere.

What is not on the lists below is left out, so that a drawing needs no trust.  On the way it loses about half of
its bytes: blanks, ids that nothing refers to, groups that say nothing, and decimals that nobody sees.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pressframes.errors import PressframesError

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = {
    "svg", "g", "defs", "clipPath", "path", "use", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "a",
}  # fmt: skip
_LENGTHS = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "d", "points"}
_LOOKS = {
    "fill", "fill-opacity", "fill-rule", "font", "font-family", "font-size", "font-style", "font-weight", "opacity",
    "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-opacity", "stroke-width", "text-anchor",
}  # fmt: skip
ATTRIBUTES = _LENGTHS | _LOOKS | {"id", "style", "transform", "clip-path", "clip-rule", "viewBox", "width", "height"}
_PLAIN = re.compile(r"[-\w#.,%()' ]*")
_LOCAL = re.compile(r"url\(#([^)'\" ]+)\)")
_MOVED = re.compile(r"translate\((-?[\d.]+) (-?[\d.]+)\)")
_HREF = ("href", "{http://www.w3.org/1999/xlink}href")


class Place(NamedTuple):
    """Where words stand, seen from a page, and what a link to them is called where it has no words of its own."""

    address: str
    words: str


def inline(svg: str, alt: str, places: Mapping[str, Place], prefix: str) -> str:
    """The chart as an element of a page, its ids beginning with `prefix`, each mark a link to its place.

    A mark whose place is not known is drawn without a link.  With links it is a document of its own to assistive
    technology, else a picture; `alt` is its name.  Raises PressframesError if `svg` is not SVG.
    """
    return _written(_cleaned(svg, alt, places, prefix))


def alone(svg: str, alt: str, places: Mapping[str, Place]) -> str:
    """The chart as a file of its own."""
    made = _cleaned(svg, alt, places, "")
    made.attrib |= {"xmlns": SVG, "style": "stroke-linejoin:round;stroke-linecap:butt"}
    return _written(made) + "\n"


def _written(made: Element) -> str:
    return tostring(made, encoding="unicode").replace(" />", "/>")  # a text or an attribute has &gt; there


def _cleaned(svg: str, alt: str, places: Mapping[str, Place], prefix: str) -> Element:
    try:
        root = fromstring(svg)
    except (ParseError, DefusedXmlException) as error:
        raise PressframesError(f"a chart is no SVG that can be shown ({error}): draw it with charts.show.") from error
    referred = [name for element in root.iter() for name in _referred(element)]
    ids = {name: f"{prefix}{number}" for number, name in enumerate(dict.fromkeys(referred))}
    made = next(_listed(root, places, ids), Element("svg"))
    reached: set[str] = set()
    for link in made.iter("a"):
        # The first link to a place is in the order of the keyboard; others to the same place are for pointers alone.
        if link.attrib["href"] in reached:
            link.attrib = {"href": link.attrib["href"], "tabindex": "-1", "aria-hidden": "true"}
        reached.add(link.attrib["href"])
    made.attrib |= {"role": "graphics-document" if reached else "img", "aria-label": alt}
    return made


def _referred(element: Element) -> list[str]:
    """The ids that the element uses."""
    used = [name for value in element.attrib.values() for name in _LOCAL.findall(value)]
    return [*used, _local(element)] if _tag(element) == "use" else used


def _listed(element: Element, places: Mapping[str, Place], ids: Mapping[str, str]) -> Iterator[Element]:
    """The element as far as it is on the lists; a group that says nothing gives way to what is in it."""
    tag = _tag(element)
    if tag not in ELEMENTS:
        return
    made = Element(tag, dict(_attributes(element, tag, places, ids)))
    if tag in ("text", "tspan"):
        made.text, made.tail = element.text, element.tail
    for child in element:
        made.extend(_listed(child, places, ids))
    for before, link in pairwise(list(made)):
        # Neighbours that lead to one place become one link: the dot, the line and the label of a mark.
        if before.tag == link.tag == "a" and before.attrib == link.attrib:
            link[:0] = list(before)
            made.remove(before)
    if (tag in ("g", "a") and not made.attrib) or (tag in ("g", "defs", "a") and not len(made)):
        yield from made
    else:
        yield made


def _tag(element: Element) -> str:
    """The name of an element of SVG; other namespaces and processing instructions have none."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space in ("", "{" + SVG) else ""


def _attributes(
    element: Element, tag: str, places: Mapping[str, Place], ids: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    def renamed(value: str) -> str:
        return _LOCAL.sub(lambda found: f"url(#{ids[found[1]]})", value)

    for name, value in element.attrib.items():
        if name == "id" and value in ids:
            yield name, ids[value]
        elif name == "style" and (looks := _style(value)):
            yield name, renamed(looks)
        elif name in ATTRIBUTES - {"id", "style"} and _safe(value):
            yield from _short(tag, name, renamed(value))
    if tag == "use" and (target := _local(element)):
        yield "href", f"#{ids[target]}"
    if tag == "a" and (place := places.get(_local(element))):
        yield from (("href", place.address), ("aria-label", place.words))


def _local(element: Element) -> str:
    """What the element refers to in its own document, or an empty text."""
    href = next((element.attrib[name] for name in _HREF if name in element.attrib), "")
    return href[1:] if href.startswith("#") else ""


def _style(value: str) -> str:
    pairs = [declared.partition(":") for declared in value.split(";")]
    known = [(name.strip(), said.strip()) for name, _, said in pairs if name.strip() in _LOOKS and _safe(said)]
    return ";".join(map(":".join, known))


def _safe(value: str) -> bool:
    """Whether a value says how something looks and fetches nothing."""
    return bool(_PLAIN.fullmatch(" ".join(value.split()))) and "url(" not in _LOCAL.sub("", value)


def _short(tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    """The same in fewer characters: most of a chart are the letters of its words, each moved to its place."""
    moved = _MOVED.fullmatch(value) if tag == "use" and name == "transform" else None
    if moved:
        yield from ((axis, _rounded(at)) for axis, at in zip("xy", moved.groups(), strict=True) if float(at))
    elif name == "transform":
        yield name, re.sub(r"translate\([^)]*\)", lambda found: _rounded(found[0]), value)
    elif name in _LENGTHS:
        yield name, re.sub(r" ?([A-Za-z]) ?", r"\1", _rounded(" ".join(value.split())))
    else:
        yield name, value


def _rounded(numbers: str) -> str:
    """Two decimals are more than a screen or a sheet shows."""
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), numbers)
