"""The lines of a talk page: their words, the signatures in them, and the marks that the page has for machines."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from discourse.readers.dom import classes
from discourse.readers.mediawiki.names import user_of
from discourse.readers.mediawiki.pieces import BLOCKS, Piece
from discourse.readers.mediawiki.signatures import SMALLER, Signature, UserLink, signatures_in

LETTER = re.compile(r"\w")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where the page says, for machines, that a comment begins or ends."""

    id: str
    begins: bool


def lines_of(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces of each line of the page; one that begins or ends a block is alone."""
    line: list[Piece] = []
    for piece in pieces:
        if piece.text is None and (piece.node.tag in BLOCKS or _mark(piece) is not None):
            yield line
            yield [piece]
            line = []
        else:
            line.append(piece)
    yield line


def _mark(piece: Piece) -> Mark | None:
    """Return where a comment begins or ends, as the extension for discussions marks it; headings are none."""
    attributes = piece.node.attributes if piece.text is None and piece.entering and piece.node.tag == "span" else {}
    begins = "data-mw-comment-start" in attributes
    id_ = (attributes.get("id") if begins else attributes.get("data-mw-comment-end")) or ""
    return Mark(id=id_, begins=begins) if id_.startswith("c-") else None


def tokens_of(pieces: Sequence[Piece], page: str) -> Iterator[Piece | Mark | Signature]:
    """Yield the pieces of a line without its signatures, each signature after the words that it signs."""
    mark = _mark(pieces[0]) if len(pieces) == 1 else None
    if mark is not None:
        yield mark
        return
    places, line = _placed(pieces)
    signatures = list(signatures_in(line, list(_links(places, page))))
    done = 0
    for number, signature in enumerate(signatures):
        is_last = number == len(signatures) - 1
        yield from _between(places, done, signature.start)
        done = signature.end
        if is_last:  # what is added below a signature, on its line, is by the same author
            done = line.find("\n", signature.end) if "\n" in line[signature.end :] else len(line)
            yield from _between(places, signature.end, done) if LETTER.search(line[signature.end : done]) else ()
        yield signature
    yield from _between(places, done, len(line) + 1)


def _placed(pieces: Sequence[Piece]) -> tuple[list[tuple[int, Piece]], str]:
    """Return where in the text of a line each of its pieces stands, and that text."""
    places, texts, length = [], [], 0
    for piece in pieces:
        text = piece.text
        if text is None:
            text = "\n" if piece.node.tag == "br" and piece.entering else SMALLER if _is_smaller(piece) else ""
        else:
            text = text.replace("\n", " ")
        places.append((length, piece))
        texts.append(text)
        length += len(text)
    return places, "".join(texts)


def _is_smaller(piece: Piece) -> bool:
    return piece.entering and (piece.node.tag == "small" or "autosigned" in classes(piece.node))


def _links(places: Sequence[tuple[int, Piece]], page: str) -> Iterator[UserLink]:
    """Yield the links to users."""
    opened: list[int] = []
    for place, piece in places:
        if piece.text is not None or piece.node.tag != "a":
            continue
        if piece.entering:
            opened.append(place)
        elif opened:
            start = opened.pop()
            name = user_of(piece.node, page)
            if name is not None:
                yield UserLink(start, place, name)


def _between(places: Sequence[tuple[int, Piece]], start: int, end: int) -> Iterator[Piece]:
    """Yield the pieces from one place in a line to another, with that part of their texts."""
    first = max(0, bisect_left(places, start, key=itemgetter(0)) - 1)
    for number in range(first, len(places)):
        place, piece = places[number]
        if place >= end:
            return
        if piece.text is None:
            if place >= start:
                yield piece
        elif text := piece.text[max(0, start - place) : end - place]:
            yield replace(piece, text=text)
