"""Which comments are none of people's but links that other pages set: pingbacks and trackbacks."""

import re
from collections.abc import Sequence

from discourse.readers.dates import words_of_date
from discourse.readers.markup import line_of
from discourse.readers.wordpress.parts import Parts
from discourse.readers.wordpress.pieces import MAX_BYLINE, Piece

_PING_LINE = re.compile(r"\W{0,3}(?:ping|track)back\s*:", re.IGNORECASE)
_EXCERPT = re.compile(r"\[(?:\.\.\.|…)\].*\[(?:\.\.\.|…)\]", re.DOTALL)
_PING_BY = re.compile(
    r"\W{0,3}(?:ping|track)back\s+(?:by|from|von|par|por|de|di|da|door|van|av|af|fra|från|przez|от)\s", re.IGNORECASE
)


def is_ping(own: Sequence[Piece]) -> bool:
    """Return whether a comment's first words, not those of its replies, or its author's line call it a pingback."""
    addresses = {piece.address for piece in own}
    first = line_of(own[0].node, lambda node: node.mem_id not in addresses)[:80]
    return bool(_PING_LINE.match(first)) or any(map(_names_ping, own))


def is_excerpt(parts: Parts) -> bool:
    """Return whether a comment is only a piece of another page that links here, as old pingbacks are shown."""
    node = parts.author_node
    is_linked = node is not None and (node.tag == "a" or node.css_first("a[href]") is not None)
    return is_linked and _EXCERPT.fullmatch((parts.text or "").strip()) is not None


def _names_ping(piece: Piece) -> bool:
    """Return whether an element says only from which page, in a link or with a date, a pingback came."""
    if piece.tag not in ("cite", "p", "div", "span", "small", "em"):
        return False
    line = line_of(piece.node)
    is_byline = len(line) <= MAX_BYLINE and bool(_PING_BY.match(line))
    return is_byline and (words_of_date(line) is not None or piece.node.css_first("a[href]") is not None)
