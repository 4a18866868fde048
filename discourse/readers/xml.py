"""XML exports read record by record: no entity of their own is resolved, and a broken end costs only itself."""

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from discourse.errors import ReadError
from discourse.model import Skipped
from discourse.readers.source import Source

MAX_DEPTH = 500

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PROLOGUE_PIECE = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_NAMED = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z][A-Za-z0-9]{1,30});")
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,80})")
_PROLOGUE = 4_000
_BEFORE = " \t\n`"
"""What may stand before the XML: blanks, and the quote of a program that it was copied from."""
_STEP = 1 << 16
_CUT = Skipped(kind="malformed", reason="what follows the place where the XML is broken", count=None)


class Records(NamedTuple):
    """The records of an export, and what was left out because the file is broken."""

    items: tuple[Element, ...]
    skipped: tuple[Skipped, ...]


def root_name(source: Source) -> str:
    """Return the name of the outermost element of an XML text, in lower case; an empty text where it is none."""
    start = source.text[:_PROLOGUE].lstrip(_BEFORE)
    if not start.startswith("<"):
        return ""
    found = _ROOT.search(re.sub(r"<\?.{0,2000}?\?>|<!--.{0,4000}?-->", "", start, flags=re.DOTALL))
    return found.group(1).lower() if found else ""


def records_in(source: Source, *names: str) -> Records:
    """Return the elements of these names in document order, whole up to where the file is broken or ends.

    Namespaces are dropped from the names of elements and attributes. ``ReadError`` where the file declares entities.
    """
    if declares(source.text.lstrip(_BEFORE)):
        raise ReadError(f"{source.shown}: the XML declares entities of its own, which exports do not; export it again")
    found: list[Element] = []
    try:
        for element in _elements(source.text, frozenset(names)):
            found.append(element)  # noqa: PERF402  # what came before an error must be kept
    except (ParseError, _TooDeepError):
        return Records(tuple(found), (_CUT,))
    return Records(tuple(found), ())


class _TooDeepError(Exception):
    """Elements are nested deeper than in any export."""


def _elements(text: str, names: frozenset[str]) -> Iterator[Element]:
    """Yield the records; of the one that is open where the file breaks, what it has so far, before the error."""
    parser: XMLPullParser[Element] = XMLPullParser(events=("start", "end"))
    opened: list[Element] = []
    try:
        for piece in pieces(text.lstrip(_BEFORE)):
            parser.feed(piece)
            yield from _finished(parser, opened, names)
        parser.close()
    except ParseError:
        with suppress(ParseError):  # what came before the break in the same piece is still to be had
            yield from _finished(parser, opened, names)
        yield from [element for element in opened if element.tag in names][:1]
        raise


def _finished(parser: "XMLPullParser[Element]", opened: list[Element], names: frozenset[str]) -> Iterator[Element]:
    for event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
        if event == "start":
            _bare(element)
            opened.append(element)
            if len(opened) > MAX_DEPTH:
                raise _TooDeepError
            continue
        opened.pop()
        if not any(each.tag in names for each in opened):
            if element.tag in names:
                yield element
            if opened:
                opened[-1].remove(element)  # what stands outside the records is not kept


def declares(text: str) -> bool:
    """Return whether a document type with declarations of its own stands before the outermost element."""
    at = 0
    while found := _PROLOGUE_PIECE.match(text, at):
        at = found.end()
    if not text.startswith("<!DOCTYPE", at):
        return False
    return "[" in text[at : text.find(">", at) + 1 or len(text)]


def _known(found: re.Match[str]) -> str:
    """Return the character of a name that HTML knows and XML does not, else the name as text."""
    character = html.unescape(found.group())
    return character if character != found.group() else f"&amp;{found.group(1)};"


def pieces(text: str) -> Iterator[str]:
    """Yield an XML text in pieces for a parser, without what no XML may hold and with the names of HTML resolved."""
    text = _NAMED.sub(_known, text)
    for start in range(0, len(text), _STEP):
        yield _FORBIDDEN.sub("", text[start : start + _STEP])


def _bare(element: Element) -> None:
    """Drop the namespaces from an element's name and attributes."""
    element.tag = element.tag.rpartition("}")[2]
    for name in [name for name in element.attrib if "}" in name]:
        element.attrib[name.rpartition("}")[2]] = element.attrib.pop(name)


def text_at(element: Element, *path: str) -> str:
    """Return the text at a path of names inside an element, without blanks around it; empty where there is none."""
    node: Element | None = element
    for name in path:
        node = node.find(name) if node is not None else None
    return (node.text or "").strip() if node is not None else ""
