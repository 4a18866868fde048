"""When a comment was posted: the date for machines, and the date as shown."""

import re
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from discourse.readers.dates import iso_of_stamp, words_of_date
from discourse.readers.dom import one_line, self_and_ancestors
from discourse.readers.markup import line_of
from discourse.readers.times import find_time
from discourse.readers.wordpress.pieces import MAX_BYLINE, MAX_TRIED, MOST_ABOVE, Piece

_DATES = frozenset({
    "comment-date", "comment_date", "comment__date", "comment-time", "comment_time", "comment__time", "date", "time",
    "wp-block-comment-date", "comment-metadata", "comment_metadata", "commentmetadata", "comment-meta", "comment_meta",
    "comment__meta", "comment-published", "published", "comment-timestamp", "timestamp", "comment-date-time",
    "datetime",
})  # fmt: skip
_DATE_PROPERTIES = frozenset({"datepublished", "datecreated", "commenttime", "uploaddate"})
_MACHINE_DATES = ("datetime", "content", "title", "data-time", "data-date")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?|h|uhr)?", re.IGNORECASE)
_DASHES = re.compile(r"\s[—–|·•-]\s")


def date_of(names: Sequence[Piece], author: Piece | None) -> tuple[str | None, str | None, Piece | None]:
    """Return the date for machines, the date as shown, and the element that holds nothing else."""
    for piece in islice(filter(_is_date, names), MAX_TRIED):
        stamp = next((piece.said(name) for name in _MACHINE_DATES if iso_of_stamp(piece.said(name))), None)
        if stamp is None and words_of_date(piece.said("title")) is not None:
            stamp = piece.said("title")  # as its words tell it in full
        shown = line_of(piece.node)
        is_shown = words_of_date(shown) is not None
        if stamp or is_shown:
            return stamp, (_with_day(piece.node, shown) if is_shown else None) or stamp, piece
    name = line_of(author.node) if author is not None else ""
    for piece in islice(filter(_may_hold_date, names), MAX_TRIED):
        line = line_of(piece.node)
        words = words_of_date(line.removeprefix(name))  # a figure in the name may look like a day
        if words:
            return None, _with_day(piece.node, words), piece if len(line) <= len(words) + 8 else None
    return None, _date_in_lines(names, author), None


def named_date(inner: Sequence[Piece]) -> tuple[str | None, str | None, Piece | None]:
    """Return the date that stands inside the text's element, in one that is called so."""
    named = [piece for piece in inner if _is_date(piece) or not _DATES.isdisjoint(piece.names)]
    return date_of(named, None) if named else (None, None, None)


def _with_day(node: LexborNode, shown: str) -> str:
    """Return the words of a date; where these are a clock alone, with the day that a line around them gives."""
    time = find_time(shown)
    if time is None or time.clock is None or time.iso or time.parts:
        return shown
    above = MOST_ABOVE if _CLOCK.fullmatch(shown.strip()) else 1
    for around in islice(self_and_ancestors(node), 1, above + 1):
        line = line_of(around)
        words = date_in(line) if len(line) <= MAX_BYLINE else None
        if words is not None and words != shown.strip():
            return words if shown in words else f"{words} {shown}"
    return shown


def date_in(line: str) -> str | None:
    """Return the words of the longest date in a line or its parts: the number in a name may look like one."""
    parts = (line, *_DASHES.split(line)) if _DASHES.search(line) else (line,)
    return max((words_of_date(part) or "" for part in parts), key=len) or None


def _is_date(piece: Piece) -> bool:
    return piece.tag in ("time", "abbr") or piece.properties in _DATE_PROPERTIES


def _may_hold_date(piece: Piece) -> bool:
    return not _DATES.isdisjoint(piece.names) or "#comment-" in piece.said("href")


def _date_in_lines(names: Sequence[Piece], author: Piece | None) -> str | None:
    for piece in names:
        if piece.tag in ("span", "small", "p", "div", "em", "a", "header", "footer", "h4", "h5", "h6", "li"):
            line = one_line(piece.node.text(deep=False))
            if line and len(line) < 120 and words_of_date(line):
                return date_in(line)
    if author is not None and author.node.parent is not None:
        line = line_of(author.node.parent)
        return date_in(line) if len(line) < 160 else None
    return None
