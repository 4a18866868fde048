"""What goes on with the line above it: what hangs on a name, a place between name and time, a reaction."""

import re
from collections.abc import Sequence

from discourse.readers.pasted.furniture import RULES, mark_of
from discourse.readers.pasted.lexicon import consists_of, match, plain
from discourse.readers.pasted.marks import PLAIN_TEXT, Mark, Role
from discourse.readers.pasted.names import name_quality
from discourse.readers.times import Time, find_time

_NAMED = 0.3
_HANGING = re.compile(r"[·•]\s+\S.*")
"""A line that a dot opens goes on with the one above it, or is one of a list."""
_DIVIDED = re.compile(r"\s*[·•]\s*")
_MOST_WORDS = 3
_SOON = 4
_LONGEST_PROFESSION = 120
_EMOJI = re.compile(r"[\u2600-\u27bf\u2b50\U0001f300-\U0001faff\ufe0f\u200d]{1,8}")
_ENDED = re.compile(r"""[.!?…:;]["'”’»)]*$""")
_SEAM = re.compile(r"(?<=[^\W\d_])(?=[A-ZÀ-Þ0-9])")
_NOTE = Mark(Role.NOTE)


def with_hanging(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Return marks in which what goes on with the line above is none of anybody's words, and no name.

    "• Mill Lane • 2 d" below a name is a time, "· Author liked" below a name or a time a note, a line between such a
    note and a time a profession, "👍" over its number a button, "edited 08:21" below words the time of a message.
    """
    marks = [_of_hanging(place, lines, marks) for place in range(len(marks))]
    marks = _with_reactions(marks, lines)
    marks = [_of_edited(place, lines, marks) for place in range(len(marks))]
    return _with_glued_ages(_with_professions(marks, lines), lines)


def _of_hanging(place: int, lines: Sequence[str], marks: Sequence[Mark]) -> Mark:
    mark, line = marks[place], lines[place]
    above = marks[place - 1] if place else PLAIN_TEXT
    named = bool(place) and above.role is Role.TEXT and name_quality(lines[place - 1]) >= _NAMED
    if named and mark.role is Role.HEADER and mark.time and _goes_on(line):
        return Mark(Role.TIME, time=mark.time)
    if mark.role is not Role.TEXT or not _HANGING.fullmatch(line) or _is_of_list(place, lines):
        return mark
    short = len(line.split()) <= _MOST_WORDS + 1 and not _ENDED.search(line)
    times = [each.role is Role.TIME for each in marks[place + 1 : place + _SOON]]
    return _NOTE if short and (above.role is Role.TIME or (named and any(times))) else mark


def _goes_on(line: str) -> bool:
    """Return whether a dot or a badge and a dot opens a line: the name stands above it."""
    first, _, rest = line.partition(" ")
    parts = _DIVIDED.split(line)
    return bool(rest) and (first in {"·", "•"} or (len(parts) > 1 and consists_of(parts[0], ("badges",))))


def _is_of_list(place: int, lines: Sequence[str]) -> bool:
    return any(_HANGING.fullmatch(line) for line in (*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]))


def _with_reactions(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as buttons an emoji alone and the number below it, below words or another such."""
    for place in range(1, len(marks) - 1):
        below = marks[place + 1]
        counted = below.role is Role.NUMBER and below.number is not None
        if counted and marks[place].role is Role.TEXT and _EMOJI.fullmatch(lines[place]):
            marks[place : place + 2] = [Mark(Role.ACTION), Mark(Role.ACTION)]
    return marks


def _of_edited(place: int, lines: Sequence[str], marks: Sequence[Mark]) -> Mark:
    """Return the time in "edited 08:21", where words stand above it and no time beside it, as messengers have it."""
    first, _, rest = lines[place].partition(" ")
    if marks[place].role is not Role.NOTE or not rest or not place or marks[place - 1].role is not Role.TEXT:
        return marks[place]
    noted = match(first, "notes")
    time = find_time(rest) if noted and not noted.slot else None
    beside = (*marks[max(0, place - 2) : place], *marks[place + 1 : place + 2])
    if not time or time.start or time.end < len(rest) or any(mark.time for mark in beside):
        return marks[place]
    shift = len(first) + 1
    return Mark(Role.TIME, time=time._replace(start=shift, end=time.end + shift))


def _with_professions(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as notes the lines that part a name and what is beside it from a time over words: professions."""
    found = [place for place in range(2, len(marks) - 2) if _is_profession(place, lines, marks)]
    if len(found) > 1:
        for place in found:
            marks[place] = _NOTE
    return marks


def _is_profession(place: int, lines: Sequence[str], marks: Sequence[Mark]) -> bool:
    above, line, after = marks[place - 1], lines[place], marks[place + 1 : place + 3]
    hangs = above.role in {Role.NOTE, Role.BADGE} and not RULES.issuperset(lines[place - 1])
    over = hangs and marks[place - 2].role is Role.TEXT and name_quality(lines[place - 2]) >= _NAMED
    dotted = _HANGING.fullmatch(lines[place - 1]) is not None
    over_words = after[1].role is Role.TEXT and name_quality(lines[place + 2]) < _NAMED  # else the next one's name
    dated = after[0].role is Role.TIME and (dotted or over_words)
    is_line = marks[place].role is Role.TEXT and len(line) <= _LONGEST_PROFESSION and not _ENDED.search(line)
    return over and dated and is_line and bool(plain(line))


def _with_glued_ages(marks: list[Mark], lines: Sequence[str]) -> list[Mark]:
    """Mark as times the lines "Lives with five cats2 years ago" over words: a profession, its blank lost, an age."""
    found = {
        place: time
        for place in range(1, len(marks) - 1)
        if marks[place].role is Role.TEXT and marks[place + 1].role is Role.TEXT and (time := _glued_age(lines[place]))
    }
    if len(found) > 1:
        for place, time in found.items():
            marks[place] = Mark(Role.TIME, time=time)
    return marks


def _glued_age(line: str) -> Time | None:
    for seam in _SEAM.finditer(line) if len(line) <= _LONGEST_PROFESSION else ():
        time = mark_of(line[seam.start() :]).time
        if time and not time.start and time.age is not None and seam.start() + time.end == len(line):
            return time._replace(start=seam.start(), end=len(line))
    return None
