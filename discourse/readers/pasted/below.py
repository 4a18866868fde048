"""Comments whose author and time stand in a line below the words: "Posted by: Ann | 3 May 2019 at 10:02".

The same line above the words looks alike, so this is taken only where words stand over the first such line and none
below the last, or where the blank lines part it from what follows and not from what it signs.
"""

from collections.abc import Iterator, Sequence

from discourse.readers.pasted.headers import HEADS, Start
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Mark, Role

FURNITURE = frozenset({Role.ACTION, Role.NUMBER, Role.NOTE, Role.BADGE, Role.LOAD, Role.LABEL})
_ENDS = HEADS | {Role.END, Role.PAGE}
_LEAST = 2
_FEW = 3
_NEARLY_ALL = 0.8
_SOME = 0.2
_LONGEST = 60
"""Lines that the first comment has at most."""


def runs_below(lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[list[Start]]:
    """Yield the comments of each section that are signed below, as starts whose author stands after their words."""
    group: list[int] = []
    for place, mark in enumerate(marks):
        if mark.role is Role.HEADER and mark.time:
            group.append(place)
        elif mark.role in HEADS and group:
            yield from _run(group, lines, marks)
            group = []
    yield from _run(group, lines, marks)


def _run(signed: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[list[Start]]:
    first = _first_words(signed[0], marks) if len(signed) >= _LEAST else None
    if first is None or not _is_below(signed, lines, marks):
        return
    tops = [first, *(after_furniture(place, marks) for place in signed[:-1])]
    yield [
        Start(top, place, marks[place].name or "")
        for top, place in zip(tops, signed, strict=True)
        if any(mark.role is Role.TEXT for mark in marks[top:place])
    ]


def _first_words(place: int, marks: Sequence[Mark]) -> int | None:
    """Return where the words above the first signature begin, right under a heading; ``None`` where none stand."""
    top = place
    while top and marks[top - 1].role not in _ENDS and place - top < _LONGEST:
        top -= 1
    if not top or marks[top - 1].role not in _ENDS:
        return None
    return top if any(mark.role is Role.TEXT for mark in marks[top:place]) else None


def _is_below(signed: Sequence[int], lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    after = [after_furniture(place, marks) for place in signed]
    spans = zip((0, *after), signed, strict=False)
    if sum(_has_button_below(marks[top:place]) for top, place in spans) > _SOME * len(signed):
        return False
    nearer = sum(
        lines[place].gap < lines[below].gap for place, below in zip(signed, after, strict=True) if below < len(lines)
    )
    farther = sum(
        lines[place].gap > lines[below].gap for place, below in zip(signed, after, strict=True) if below < len(lines)
    )
    if farther > nearer:
        return False
    ended = after[-1] >= len(marks) or marks[after[-1]].role in _ENDS
    return len(signed) >= _FEW and (ended or nearer >= _NEARLY_ALL * len(signed))


def _has_button_below(marks: Sequence[Mark]) -> bool:
    """Return whether a button stands below words: they and their header stand above it, then, not in the next line."""
    roles = [mark.role for mark in marks]
    first = roles.index(Role.TEXT) if Role.TEXT in roles else len(roles)
    return Role.ACTION in roles[first:]


def after_furniture(place: int, marks: Sequence[Mark]) -> int:
    """Return where the buttons and the like end that stand below a line."""
    place += 1
    while place < len(marks) and marks[place].role in FURNITURE:
        place += 1
    return place
