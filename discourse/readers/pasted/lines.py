"""A pasted text as lines: what each says, how far it is indented and how many blank lines stand before it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)])
_NO_JOINER = re.compile("(?<![\u0600-\u06ff\u0900-\u0dff])\u200c|\u200c(?![\u0600-\u06ff\u0900-\u0dff])")
"""The sign that keeps letters from being joined, where it is no part of a word as in Persian and in India."""
_CONTROL: dict[int, str] = dict.fromkeys([*range(9), *range(11, 32), 127, *range(0x80, 0xA0)], " ")
_SPACES = re.compile(r"[^\S\n]+")
_EDGES = " \t\u00a0"


class Line(NamedTuple):
    """One line that is not blank. ``gap`` counts the blank lines before it; ``indent`` is in columns."""

    text: str
    indent: int
    gap: int


def lines_of(text: str) -> list[Line]:
    r"""Return the lines of a text that say something, with blanks collapsed and invisible characters left out.

    >>> lines_of("Ann\u00a0B.\n\n  Why?\n")
    [Line(text='Ann B.', indent=0, gap=0), Line(text='Why?', indent=2, gap=1)]
    """
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    gap = 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    for raw in text.split("\n"):
        seen = _NO_JOINER.sub("", raw.translate(_INVISIBLE)) if "\u200c" in raw else raw.translate(_INVISIBLE)
        clean = _SPACES.sub(" ", seen.translate(_CONTROL)).strip()
        if not clean:
            gap += 1
            continue
        yield Line(clean, _indent(raw), gap)
        gap = 0


def _indent(raw: str) -> int:
    leading = raw[: len(raw) - len(raw.lstrip(_EDGES))]
    return len(leading.expandtabs(4))
