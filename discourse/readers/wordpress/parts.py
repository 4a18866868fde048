"""The author, the date, the text and the votes of one comment, whatever the theme calls their elements."""

import re
from collections.abc import Sequence, Set
from itertools import islice, takewhile
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from discourse.readers.dom import self_and_ancestors
from discourse.readers.markup import line_of
from discourse.readers.wordpress.authors import AUTHOR_NAMED, author_piece, name_in, without_byline
from discourse.readers.wordpress.dates import date_of, named_date
from discourse.readers.wordpress.furniture import around_buttons, is_furniture
from discourse.readers.wordpress.pieces import MOST_ABOVE, Piece, held_by
from discourse.readers.wordpress.texts import first_text, inside_furniture, roots, text_candidates, without_date

_MAX_TEXTS = 60
_MAX_BESIDE = 45
_ABOUT = frozenset({"commentmetadata", "comment-meta", "comment-metadata"})
_PROSE = "p, blockquote, ul, ol, pre"
_HEADS = frozenset({"p", "div", "header", "footer", "span", "h3", "h4", "h5", "h6"})
_WHOLE = re.compile(r"[-−+]?\d{1,9}")


class Parts(NamedTuple):
    """What was found in one comment; ``text`` is ``None`` where there is nothing that could be one.

    ``author_node`` names the author, ``about`` are the elements outside the text.
    """

    text: str | None
    author: str | None
    stamp: str | None
    shown: str | None
    score: int | None
    author_node: LexborNode | None
    about: Sequence[Piece]


def parts_of(own: Sequence[Piece], author_address: int | None = None) -> Parts:
    """Return the parts of a comment, given its own elements (the first is its box).

    ``author_address`` is that of the element which names its author, where it is known.
    """
    furniture = {piece.address for piece in own[1:] if is_furniture(piece)} | around_buttons(own[1:])
    parts = _parts_beside(own, furniture, author_address)
    spared = furniture - _with_prose(own) if not parts.text else furniture
    return parts if spared == furniture else _parts_beside(own, spared, author_address)


def _with_prose(own: Sequence[Piece]) -> set[int]:
    """Return the addresses of the elements called what is said about a comment that hold paragraphs: its text."""
    called = (piece for piece in own[1:] if not _ABOUT.isdisjoint(piece.names))
    return {piece.address for piece in called if piece.node.css_first("p") is not None}


def _parts_beside(own: Sequence[Piece], furniture: Set[int], author_address: int | None) -> Parts:
    """Return the parts of a comment of which some elements are furniture."""
    texts = text_candidates(own, inside_furniture(own, furniture))[:_MAX_TEXTS]
    about = held_by(own[1:], furniture)
    inside_text = held_by(own[1:], {texts[0].address}) if texts else set()
    names = [piece for piece in own[1:] if piece.address not in inside_text or piece.address in about]
    told = next((piece for piece in names if piece.address == author_address), None)
    inner = [piece for piece in own[1:] if piece.address in inside_text and piece.address not in about]
    outer = told or author_piece(names)
    signed = outer or author_piece(inner, AUTHOR_NAMED)
    stamp, shown, date_piece = date_of(names, outer)
    if stamp is None and shown is None:
        stamp, shown, date_piece = named_date(inner)
    found = [piece for piece in (signed, date_piece) if piece is not None]
    left_out = furniture | {piece.address for piece in found}
    text = _text_without([*texts, *roots(own)], own, left_out, _lines_about(own, found))
    text = without_date(text, shown)
    text = without_byline(text, signed)
    author = name_in(signed) if signed is not None else None
    author_node = signed.node if signed is not None else None
    return Parts(text, author, stamp, shown, _score(own), author_node, names)


def _text_without(candidates: Sequence[Piece], own: Sequence[Piece], left_out: Set[int], lines: Set[int]) -> str | None:
    """Return the text without what is about it, and without the lines around that unless nothing were left."""
    for hidden in (left_out | lines, left_out):
        text = first_text(candidates, frozenset(piece.address for piece in own if piece.address not in hidden))
        if text or hidden is left_out:
            return text
    return None


def _lines_about(own: Sequence[Piece], found: Sequence[Piece]) -> set[int]:
    """Return the addresses of short elements around the author or the date: a header with badges, a footer."""
    inside = {piece.address: piece for piece in own[1:]}
    said = sum(len(line_of(piece.node)) for piece in found)
    lines: set[int] = set()
    for piece in found:
        above = (inside.get(node.mem_id) for node in islice(self_and_ancestors(piece.node), 1, MOST_ABOVE + 1))
        for around in takewhile(lambda each: each is not None and _is_short(each, said), above):
            lines.update([around.address] if around is not None else ())
    return lines


def _is_short(piece: Piece, said: int) -> bool:
    """Return whether an element holds little more than was said of a comment, and no paragraph of its own."""
    if piece.tag not in _HEADS or len(line_of(piece.node)) > said + _MAX_BESIDE:
        return False
    return all(node.mem_id == piece.address for node in piece.node.css(_PROSE))


def _score(own: Sequence[Piece]) -> int | None:
    """Return likes minus dislikes of the plugin that shows both; ``None`` where neither is a number."""
    likes, dislikes = (_count(own, f"cld-{name}-count-wrap") for name in ("like", "dislike"))
    return None if likes is None and dislikes is None else (likes or 0) - (dislikes or 0)


def _count(own: Sequence[Piece], name: str) -> int | None:
    piece = next((each for each in own if name in each.names), None)
    found = _WHOLE.fullmatch(line_of(piece.node)) if piece is not None else None
    return int(found.group().replace("−", "-")) if found else None
