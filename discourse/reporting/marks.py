"""Marked words: overlapping spans of a text become segments that do not overlap, each with all its codings."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

Interval = tuple[int, int]
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]]")


class Piece(NamedTuple):
    """A stretch of a text and the numbers of the spans that cover it, the shortest span first.

    ``ends`` are the spans whose last character is the last of this piece.
    """

    start: int
    end: int
    covered_by: tuple[int, ...]
    ends: tuple[int, ...]


def pieces(length: int, spans: Sequence[Interval | None]) -> list[Piece]:
    """Return the stretches into which the spans cut a text of ``length`` characters; together they are the text.

    A span that is ``None``, empty or reversed covers nothing; one that runs past the text is cut at its end.

    >>> [tuple(piece) for piece in pieces(9, [(0, 6), (4, 9)])]
    [(0, 4, (0,), ()), (4, 6, (1, 0), (0,)), (6, 9, (1,), (1,))]
    """
    inside = [(number, *_clipped(span, length)) for number, span in enumerate(spans) if span]
    valid = [(number, start, end) for number, start, end in inside if start < end]
    cuts = sorted({0, length, *(start for _, start, _ in valid), *(end for _, _, end in valid)})
    return [_piece(start, end, valid) for start, end in pairwise(cuts)]


def whole_letters(text: str, span: Interval) -> Interval:
    r"""Return the span, widened so that it parts no letter from its accents and no joined emoji.

    >>> whole_letters("e\u0301a", (1, 2))
    (0, 2)
    """
    start, end = _clipped(span, len(text))
    while _parts(text, start):
        start -= 1
    while _parts(text, end):
        end += 1
    return start, end


def addresses(text: str) -> list[Interval]:
    """Return where web addresses stand in a text.

    >>> addresses("see (https://a.example/b), www.c.example.")
    [(5, 24), (27, 40)]
    """
    if "://" not in text and "www." not in text:
        return []
    return [found.span() for found in _ADDRESS.finditer(text)]


def whole_addresses(found: Sequence[Interval], span: Interval) -> Interval:
    """Return the span, widened to the ends of addresses that it parts.

    >>> whole_addresses([(5, 24)], (0, 10)), whole_addresses([(5, 24)], (10, 30)), whole_addresses([(5, 24)], (0, 5))
    ((0, 24), (5, 30), (0, 5))
    """
    start, end = span
    for first, last in found:
        start = first if first < start < last else start
        end = last if first < end < last else end
    return start, end


def _parts(text: str, at: int) -> bool:
    """Tell whether a cut there parts a letter from its accents, or the pieces of one emoji or flag."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if "\u200d" in (before, after) or unicodedata.category(after).startswith("M") or "🏻" <= after <= "🏿":
        return True
    return _is_flag_half(before) and _is_flag_half(after) and _halves_before(text, at) % 2 == 1


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _halves_before(text: str, at: int) -> int:
    start = at
    while start and _is_flag_half(text[start - 1]):
        start -= 1
    return at - start


def _clipped(span: Interval, length: int) -> Interval:
    return max(0, span[0]), min(span[1], length)


def _piece(start: int, end: int, spans: list[tuple[int, int, int]]) -> Piece:
    covering = sorted((last - first, number, last) for number, first, last in spans if first <= start and last >= end)
    return Piece(
        start,
        end,
        tuple(number for _, number, _ in covering),
        tuple(sorted(number for _, number, last in covering if last == end)),
    )
