"""What a comment says: the elements that may hold its text, and the text without lines that say nothing."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from discourse.readers.markup import text_of
from discourse.readers.wordpress.authors import SAYS
from discourse.readers.wordpress.pieces import KEPT, Piece, address_around, held_by

_TEXT_PROPERTIES = frozenset({"text", "commenttext", "description"})
_TEXTS = (
    frozenset({
        "comment-content", "comment_content", "comment__content", "wp-block-comment-content", "comment-text",
        "comment_text", "commenttext", "comment__text", "comment-entry", "comment-copy", "comment-message",
        "comment-body-text", "commentcontent", "comment-the-content", "comment-body__content", "comment_entry",
    }),
    frozenset({"format_text", "comment-inner-content", "commententry", "comment-description", "comment-txt"}),
    frozenset({"text", "content", "entry", "message", "entry-content", "body", "comment-body", "comment_body"}),
)  # fmt: skip
_TEXT_LIKE = re.compile(
    r"(?:^|[-_])(?:comment|cmt)s?[-_]{0,2}(?:item[-_]{1,2})?(?:content|text|txt|copy|message|msg|entry|desc)"
)
_MAX_CANDIDATES = 20
_TEXT_ID = re.compile(r"comment-?(?:body|text|content)-\d{1,20}")
_SAYS_LINE = re.compile(r"^\W{0,3}[^\W\d_]{2,12}(?:\s[^\W\d_]{1,12})?\s?:$")
_SIGNS = "> -|·•#↓↑:"


def roots(own: Sequence[Piece]) -> list[Piece]:
    """Return where a text stands that no class names: in the dd of a dl, else somewhere in the box."""
    return [*[piece for piece in own if piece.tag == "dd"][:_MAX_CANDIDATES], own[0]]


def text_candidates(own: Sequence[Piece], hidden: set[int]) -> list[Piece]:
    """Return the elements that may hold the text, the likeliest first."""
    inner = [piece for piece in own[1:] if piece.attributes]
    found = [piece for piece in inner if piece.properties in _TEXT_PROPERTIES]
    for names in _TEXTS[:2]:
        found += _innermost_first([piece for piece in inner if not names.isdisjoint(piece.names)], own)
    found += [piece for piece in inner if _TEXT_ID.fullmatch(piece.said("id"))]
    found += [piece for piece in inner if _is_like_text(piece.names)]
    found += [piece for piece in inner if not _TEXTS[2].isdisjoint(piece.names)]
    return [piece for piece in found if piece.address not in hidden]


@lru_cache(maxsize=KEPT)
def _is_like_text(names: tuple[str, ...]) -> bool:
    return any(_TEXT_LIKE.search(name) for name in names)


def _innermost_first(pieces: list[Piece], own: Sequence[Piece]) -> list[Piece]:
    """Put an element after those inside it: some themes call the whole comment its text, and its text too."""
    first = pieces[:_MAX_CANDIDATES]
    if len(first) < 2:
        return first
    inside = [held_by(own, {outer.address}) for outer in first]
    order = [sum(other.address in held for other in first) for held in inside]
    return [piece for _, piece in sorted(zip(order, first, strict=True), key=lambda pair: pair[0])]


def inside_furniture(own: Sequence[Piece], furniture: Set[int]) -> set[int]:
    """Return the elements inside furniture that is not, under that name, what holds the text too."""
    around = {own[0].address}
    for piece in own:
        if not _TEXTS[0].isdisjoint(piece.names):
            above = piece.node.parent
            while above is not None and above.mem_id not in around:
                around.add(above.mem_id)
                above = above.parent
    tops = furniture - around
    held = held_by(own[1:], tops)
    return {piece.address for piece in own[1:] if piece.address in held and address_around(piece) in held}


def first_text(candidates: Sequence[Piece], shown: frozenset[int]) -> str | None:
    """Return the text of the first candidate that has one; an empty text where only pictures or nothing stands."""
    for candidate in candidates:
        text = _trimmed(text_of(candidate.node, lambda node: node.mem_id not in shown))
        if text:
            return text
    return "" if len(candidates) > 1 else None


def _trimmed(text: str) -> str:
    """Leave out lines without a letter or figure at both ends, and a first line that only says "says:"."""
    lines = text.split("\n")
    first, last = 0, len(lines)
    while first < last and _opens_nothing(lines[first]):
        first += 1
    while first < last and not lines[last - 1].strip(_SIGNS):
        last -= 1
    return "\n".join(lines[first:last])


def _opens_nothing(line: str) -> bool:
    return not line.strip(_SIGNS) or bool(_SAYS_LINE.match(line) and SAYS.match(" " + line))


def without_date(text: str | None, shown: str | None) -> str | None:
    """Leave out a first or last line that holds little more than the date."""
    lines = (text or "").split("\n")
    if text is None or not shown or len(lines) == 1:
        return text
    for end in (0, -1):
        if shown in lines[end] and len(lines[end]) <= len(shown) + 12:
            del lines[end]
    return "\n".join(lines).strip("\n")
