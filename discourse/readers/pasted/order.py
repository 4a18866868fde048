"""In which order a page shows its comments: told from their times, their replies, or the sort menu."""

from collections.abc import Sequence
from itertools import pairwise

from discourse.model import Comment, ShownOrder
from discourse.readers.pasted.lexicon import consists_of
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Mark, Role
from discourse.readers.times import find_time

_FEWEST = 3


def order_of(comments: Sequence[Comment], lines: Sequence[Line], marks: Sequence[Mark]) -> ShownOrder:
    """Return the order: nested where a reply stands above an older comment, else by times, else by the sort menu."""
    if any(comment.reply_to for comment in comments):
        return "nested"
    by_time = _by_times(comments)
    if by_time != "unknown":
        return by_time
    return "nested" if any(comment.reply_to_author for comment in comments) else _by_menu(lines, marks)


def _by_times(comments: Sequence[Comment]) -> ShownOrder:
    """Compare neighbours by date, or by age ("3 hours ago"); equal ones tell nothing."""
    ages = [_age(comment) for comment in comments]
    pairs = [(one, two) for one, two in pairwise(ages) if one and two and one[0] == two[0]]
    if len(pairs) < _FEWEST - 1:
        return "unknown"
    older_first = sum(one < two for one, two in pairs)
    newer_first = sum(one > two for one, two in pairs)
    if older_first and not newer_first:
        return "oldest"
    if newer_first and not older_first:
        return "newest"
    # A flat list only rises or only falls; where replies stand below what they answer, the times go back and forth.
    return "nested" if older_first and newer_first else "unknown"


def _age(comment: Comment) -> tuple[str, str] | None:
    """Return a sortable time with its kind, so that dates are compared with dates and ages with ages."""
    if comment.posted:
        return "date", comment.posted[:16]
    time = find_time(comment.posted_as_shown) if comment.posted_as_shown else None
    if time is None or time.age is None:
        return None
    return "age", f"{10**12 - time.age:013d}"


def _by_menu(lines: Sequence[Line], marks: Sequence[Mark]) -> ShownOrder:
    """Return the order that a sort menu shows alone on a line, above the others together on the next."""
    for place in range(len(marks) - 1):
        if marks[place].role is Role.SORT and marks[place + 1].role is Role.SORT:
            if consists_of(lines[place].text, ("sort:oldest",)) and consists_of(lines[place + 1].text, ("sort",)):
                return "oldest" if _offers(lines[place + 1].text) else "unknown"
            if consists_of(lines[place].text, ("sort:newest",)) and _offers(lines[place + 1].text):
                return "newest"
            return "unknown"
    return "unknown"


def _offers(line: str) -> bool:
    """Return whether a line offers at least two orders, as the closed part of a menu does."""
    return len(line.split()) > 1
