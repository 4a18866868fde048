"""The topics of a talk page: each second-level heading begins one, deeper headings divide it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from discourse.readers.dom import attribute, classes
from discourse.readers.layout import number_of
from discourse.readers.markup import line_of
from discourse.readers.mediawiki.pieces import Piece

_HEADING = re.compile(r"h[1-6]")
_TOPIC = 2
_COUNT = ".ext-discussiontools-init-section-commentCountLabel"
_NOT_ITS_WORDS = ("mw-editsection", "ext-discussiontools-init-", "mw-headline-number")


@dataclass(kw_only=True)
class Part:
    """What stands below one heading, up to the next."""

    heading: LexborNode | None = None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(kw_only=True)
class Section:
    """One topic of a talk page: its parts, of which the first has its heading; that above all topics has none."""

    parts: list[Part]

    @property
    def heading(self) -> LexborNode | None:
        """The heading of the topic."""
        return self.parts[0].heading

    @property
    def title(self) -> str | None:
        """The words of the heading."""
        return (heading_words(self.heading) or None) if self.heading is not None else None

    @property
    def anchor(self) -> str | None:
        """What an address names to lead to the topic."""
        if self.heading is None:
            return None
        inside = self.heading.css_first(".mw-headline[id]")
        return attribute(inside if inside is not None else self.heading, "id") or None

    @property
    def declared(self) -> int | None:
        """How many comments the page says the topic has."""
        if self.heading is None:
            return None
        around = self.heading.parent
        holder = around if around is not None and "mw-heading" in classes(around) else self.heading
        told = holder.css_first(_COUNT)
        return number_of(told) if told is not None else None


def sections_of(pieces: Iterable[Piece]) -> list[Section]:
    """Return the topics of a page; what stands above the first one comes first."""
    parts = [Part()]
    heading: LexborNode | None = None
    for piece in pieces:
        is_heading = piece.text is None and _HEADING.fullmatch(piece.node.tag or "") is not None
        if is_heading and piece.entering:
            heading = piece.node
            parts.append(Part(heading=heading))
        elif is_heading:
            heading = None
        elif heading is None:
            parts[-1].pieces.append(piece)
    return _grouped(parts)


def _grouped(parts: list[Part]) -> list[Section]:
    levels = [_level(part.heading) for part in parts if part.heading is not None]
    topic = max(_TOPIC, min(levels, default=_TOPIC))
    sections = [Section(parts=parts[:1])]
    for part in parts[1:]:
        if part.heading is not None and _level(part.heading) <= topic:
            sections.append(Section(parts=[part]))
        else:
            sections[-1].parts.append(part)
    return sections


def _level(heading: LexborNode) -> int:
    return int((heading.tag or "h2")[1])


def heading_words(heading: LexborNode) -> str:
    """Return the words of a heading without its number and its buttons."""
    inside = heading.css_first(".mw-headline")
    return line_of(inside if inside is not None else heading, _is_button)


def _is_button(node: LexborNode) -> bool:
    return any(name.startswith(_NOT_ITS_WORDS) for name in classes(node)) or node.tag == "mw:editsection"
