"""Which elements of a comment are about it (its author, its date, buttons) rather than its text."""

import re
from collections.abc import Sequence
from functools import lru_cache

from discourse.readers.markup import line_of
from discourse.readers.wordpress.boxes import is_outside, marks_depth
from discourse.readers.wordpress.pieces import KEPT, Piece, address_around

_FURNITURE = re.compile(
    r"avatar|says|vcard|reply|reply-.+|comment[-_]{1,2}(?:reply|edit|author|meta|date|time|permalink|awaiting|footer|header|"
    r"action|tool|like|rating|respond|form|vote|karma|share|flag|report|link|number|info|badge|name|avatar|user)\S*|"
    r"commentmeta(?:data)?|edit-link|edit|permalink|jetpack-(?:comment-)?likes\S*|sharedaddy|sd-\S+|cld-\S+|wprm-\S*rating\S*|"
    r"wp-block-(?:comment-(?:author|date|edit|reply)\S*|avatar|comments-pagination)|likes?-\S+|like-?button\S*|likebtn\S*|"
    r"crfp-\S+|post-author|by-post-author|says-?\S*|comment_(?:quote|direct)_link|addtoany\S*|comment-?by-?author|"
    r"fn|author-comments?|report-?comment\S*|safe-comments\S*|dashicons\S*|wpulike\S*|wp_ulike\S*|commentnumber|moderation-?\S*|load-?more\S*|star-?rating|rating-?stars?"
)
_OWN_PROPERTIES = frozenset({"author", "creator", "datepublished", "datecreated", "commenttime", "url", "image"})
LINK_TO_SELF = re.compile(r"[?&]replytocom=\d|#respond$|/wp-admin/comment\.php")
_MAX_BUTTONS = 25
"""Characters of a line that holds little but buttons."""


def is_furniture(piece: Piece) -> bool:
    """Return whether an element of a comment is about it (author, date, buttons) rather than its text."""
    if marks_depth(piece.names):
        return False
    if _is_furniture_named(piece.names):
        return True
    if not piece.attributes:
        return False
    if is_outside(piece.node) or piece.properties in _OWN_PROPERTIES:
        return True
    address = piece.said("href") if piece.tag == "a" else ""
    is_script = address.lstrip().lower().startswith("javascript:")
    return is_script or (not _is_from_writer(piece) and bool(LINK_TO_SELF.search(address)))


@lru_cache(maxsize=KEPT)
def _is_furniture_named(names: tuple[str, ...]) -> bool:
    return any(_FURNITURE.fullmatch(name) for name in names)


def _is_from_writer(link: Piece) -> bool:
    """Return whether a link has only the attributes that WordPress lets a commenter set."""
    return set(link.attributes) <= {"href", "title", "rel", "target"}


def around_buttons(own: Sequence[Piece]) -> set[int]:
    """Return the addresses of lines that hold little but what runs a script when clicked: buttons to vote with."""
    clicked = {address_around(piece) for piece in own if "onclick" in piece.attributes}
    lines = (piece for piece in own if piece.address in clicked and piece.tag in ("p", "span"))
    return {piece.address for piece in lines if len(line_of(piece.node)) <= _MAX_BUTTONS}
