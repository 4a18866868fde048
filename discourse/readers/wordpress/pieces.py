"""The elements of a comment, looked up once, and which of them stand inside which."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from discourse.readers.dom import classes

KEPT = 4_096
"""Class names whose role is kept in mind."""
MAX_TRIED = 30
"""How many elements with one of the names for authors or dates are looked into: a comment has a handful."""
MAX_BYLINE = 160
"""Characters of a line about a comment."""
MOST_ABOVE = 3
"""Elements around one that are looked at."""


class Piece(NamedTuple):
    """One element of a comment with what tells its role: its tag, class names and attributes, looked up once."""

    node: LexborNode
    address: int
    tag: str
    names: tuple[str, ...]
    attributes: Mapping[str, str | None]

    def said(self, name: str) -> str:
        """Return an attribute's value, an empty string where it has none."""
        return self.attributes.get(name) or ""

    @property
    def properties(self) -> str:
        """What microdata calls it."""
        return self.said("itemprop").lower() if self.attributes else ""


def pieces_of(own: Iterable[LexborNode]) -> list[Piece]:
    """Return the elements of a comment as pieces."""
    return [Piece(node, node.mem_id, node.tag or "", classes(node), node.attributes) for node in own]


def held_by(own: Sequence[Piece], tops: Set[int]) -> set[int]:
    """Return the addresses of the pieces that are one of those given or stand inside one; parents come first."""
    held: set[int] = set()
    for piece in own if tops else ():
        if piece.address in tops or (piece.node.parent is not None and piece.node.parent.mem_id in held):
            held.add(piece.address)
    return held


def address_around(piece: Piece) -> int | None:
    """Return the address of the element around a piece."""
    return piece.node.parent.mem_id if piece.node.parent is not None else None
