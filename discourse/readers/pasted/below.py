"""Comments whose author and time stand below the words: "Posted by: Ann | 3 May 2019 at 10:02", or a line each.

The same lines above the words look alike, so this is taken only where words stand over the first such line and none
below the last, or where the blank lines part it from what follows and not from what it signs.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from discourse.readers.pasted.headers import HEADS, Start
from discourse.readers.pasted.lexicon import match
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Mark, Role
from discourse.readers.pasted.names import name_quality

FURNITURE = frozenset({Role.ACTION, Role.NUMBER, Role.NOTE, Role.BADGE, Role.LOAD, Role.LABEL})
_ENDS = HEADS | {Role.END, Role.PAGE}
_LEAST = 2
_FEW = 3
_NEARLY_ALL = 0.8
_SOME = 0.2
_LONGEST = 60
"""Lines that the first comment has at most."""
_NAME = 0.1
_ENDED = re.compile(r"""[.!?…。！？]["'”’»)]*$""")
_SURELY_NAMED = 0.45
_ENTRY = 45
"""Characters of an entry of a menu, at most."""
_PROSE = 80
"""Characters of a line that is nobody's name and no heading."""
_PICTURES = 2
"""Lines between a time and the name below it: what the author's picture is called."""


class _Signature(NamedTuple):
    """The lines of a name and of a time, one right below the other."""

    author: int
    time: int

    @property
    def first(self) -> int:
        return min(self)

    @property
    def last(self) -> int:
        return max(self)


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


def runs_profiled(lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[list[Start]]:
    """Yield the comments whose time stands above their words, and whose author below, over a profile: "12 reviews".

    Not where a profile stands above the first time: it heads the comment, then.
    """
    named = [
        place
        for place in range(len(lines) - 1)
        if _may_sign(place, lines, marks) and match(lines[place + 1].text, "of_authors") is not None
    ]
    found: list[Start] = []
    for before, place in zip((-1, *named), named, strict=False):
        times = [at for at in range(before + 1, place) if marks[at].role is Role.TIME]
        if not times or not any(marks[at].role is Role.TEXT for at in range(times[-1] + 1, place)):
            return
        found.append(Start(times[-1] + 1, place, lines[place].text, time_line=times[-1]))
    if len(found) >= _LEAST:
        yield found


def after_furniture(place: int, marks: Sequence[Mark]) -> int:
    """Return where the buttons and the like end that stand below a line."""
    place += 1
    while place < len(marks) and marks[place].role in FURNITURE:
        place += 1
    return place


def runs_signed(lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[list[Start]]:
    """Yield the comments of each section that a name and a time sign on lines of their own, below the words."""
    for find in (_named_after, _named_before):
        group: list[_Signature] = []
        for place, mark in enumerate(marks):
            signature = find(place, lines, marks) if mark.role is Role.TIME else None
            if signature:
                group.append(signature)
            elif mark.role in HEADS or mark.time:
                yield from _run_signed(group, lines, marks)
                group = []
        yield from _run_signed(group, lines, marks)


def _named_after(time: int, lines: Sequence[Line], marks: Sequence[Mark]) -> _Signature | None:
    place = time + 1
    while place < len(marks) and place - time <= _PICTURES and marks[place].role is Role.NOTE:
        place += 1
    return _Signature(place, time) if _may_sign(place, lines, marks) else None


def _named_before(time: int, lines: Sequence[Line], marks: Sequence[Mark]) -> _Signature | None:
    above = lines[time - 2].text if time > 1 else ""
    ended = time > 1 and (marks[time - 2].role in FURNITURE or _ENDED.search(above) is not None or len(above) > _PROSE)
    ended = ended or (time > _FEW and marks[time - 3].role is Role.NOTE and len(above) > len(lines[time - 1].text))
    return _Signature(time - 1, time) if ended and _may_sign(time - 1, lines, marks) else None


def _may_sign(place: int, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    return place < len(marks) and marks[place].role is Role.TEXT and name_quality(lines[place].text) >= _NAME


def _run_signed(group: Sequence[_Signature], lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[list[Start]]:
    if len(group) < _LEAST:
        return
    top = _below_menu(_top_of_words(group[0].first, marks), group[0].first, lines, marks)
    numbered = top > 0 and marks[top].role is Role.NUMBER
    tops = [top, *(_below(before, after, numbered, marks) for before, after in pairwise(group))]
    end = after_furniture(group[-1].last, marks)
    ended = end >= len(marks) or marks[end].role in _ENDS
    said = [_longest(range(first, each.first), lines, marks) for first, each in zip(tops, group, strict=True)]
    longer = sum(size > len(lines[each.author].text) for size, each in zip(said, group, strict=True))
    ended = ended and not _opens_with_name(range(top, group[0].first), lines, marks)
    if ended and all(said) and longer >= _NEARLY_ALL * len(group):
        yield [
            Start(first, each.author, lines[each.author].text, time_line=each.time)
            for first, each in zip(tops, group, strict=True)
        ]


def _opens_with_name(places: range, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Return whether a name stands over the first words: then names stand above the words of all comments."""
    texts = [lines[place].text for place in places if marks[place].role is Role.TEXT]
    return len(texts) > 1 and name_quality(texts[0]) >= _SURELY_NAMED


def _longest(places: range, lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    return max((len(lines[place].text) for place in places if marks[place].role is Role.TEXT), default=0)


def _top_of_words(place: int, marks: Sequence[Mark]) -> int:
    """Return where the words above the first signature begin: below a heading, or below what has another time."""
    top = place
    while top and not marks[top - 1].time and marks[top - 1].role not in _ENDS and place - top < _LONGEST:
        top -= 1
    return top


def _below_menu(top: int, end: int, lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    """Return where words begin below the short lines on top of a text that has no heading."""
    if top:
        return top
    long = (place for place in range(end) if marks[place].role is Role.TEXT and len(lines[place].text) > _ENTRY)
    first = next(long, 0)
    return first if first >= _FEW else 0


def _below(before: _Signature, after: _Signature, numbered: bool, marks: Sequence[Mark]) -> int:
    """Return where the next comment begins below a signature, with the number of its votes where they lead."""
    top = after_furniture(before.last, marks)
    ends = [place for place in range(top, after.first) if marks[place].role is Role.END]
    top = ends[-1] + 1 if ends else top
    while top > before.last + 1 and numbered and marks[top - 1].role is Role.NUMBER:
        top -= 1
    return top
