"""XML of any export as the values that JSON has: objects, lists and words, so that records in it are found alike."""

import re
from typing import Any, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from discourse.errors import ReadError
from discourse.readers.source import Source, once
from discourse.readers.xml import MAX_DEPTH, declares, pieces, root_name

_PROLOGUE = "<?xml"
_PAGES = frozenset({"html", "rss", "feed", "rdf", "channel", "urlset", "svg", "opml", "plist"})
_POINTER = re.compile(r"#[^\W\d][\w.-]{0,80}")
"""How an attribute names an element of the file by its id."""
_TEXT, _NAME = "text", "name"
_PARAGRAPHS = frozenset({"p", "{http://www.tei-c.org/ns/1.0}p", "{http://www.w3.org/1999/xhtml}p"})


@once
def xml_value(source: Source) -> Any:
    """Return what an XML file says, ``None`` where it is none, is broken, or is a page or a feed.

    An element is an object of its attributes and what it holds; one that holds elements of one name is a list. What
    dumps of databases call a column by an attribute ("name") is called so.
    ``ReadError`` where the file declares entities.
    """
    start = source.text[:4_000].lstrip()
    if not start.startswith(_PROLOGUE) or root_name(source).partition(":")[0] in _PAGES:
        return None
    if declares(source.text.lstrip()):
        raise ReadError(f"{source.shown}: the XML declares entities of its own, which exports do not; export it again")
    try:
        root = _root(source.text.lstrip())
    except ParseError:
        return None
    return None if root is None else [_value(_unwrapped(root))]


def _root(text: str) -> Element | None:
    """Return the outermost element; ``None`` where elements are nested deeper than in any export."""
    parser: XMLPullParser[Element] = XMLPullParser(events=("start", "end"))
    root: Element | None = None
    depth = 0
    for piece in pieces(text):
        parser.feed(piece)
        for event, element in cast("list[tuple[str, Element]]", list(parser.read_events())):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH:
                return None
    parser.close()
    return root


def _unwrapped(element: Element) -> Element:
    """Return the first element that holds more than one other, or says something itself."""
    while len(element) == 1 and not element.attrib and len(element[0]):
        element = element[0]
    return element


def _value(element: Element) -> Any:
    own = {_bare(name): value[1:] if _POINTER.fullmatch(value) else value for name, value in element.attrib.items()}
    children = list(element)
    is_mixed = any((child.tail or "").strip() for child in children) or (children and (element.text or "").strip())
    if is_mixed or not children:
        words = "".join(element.itertext()).strip()
        return {**own, _TEXT: words} if own and words else own or words
    if all(child.tag in _PARAGRAPHS for child in children):
        return {**own, _TEXT: "\n\n".join("".join(child.itertext()).strip() for child in children)}
    if all(child.attrib.keys() == {_NAME} and not len(child) for child in children):
        return own | {child.attrib[_NAME]: (child.text or "").strip() for child in children}
    held: dict[str, list[Any]] = {}
    for child in children:
        held.setdefault(_bare(child.tag), []).append(_value(child))
    alike = next(iter(held.values())) if len(held) == 1 else []
    if alike and not own and all(isinstance(value, dict) for value in alike):
        return alike
    return own | {name: values if len(values) > 1 else values[0] for name, values in held.items()}


def _bare(name: str) -> str:
    return name.rpartition("}")[2]
