"""Headers of several lines above a time: whose comment it is, where a place, a rank or the one answered stands below.

Below the buttons of the comment before, the first line that may be a name is the author's; what stands between it and
the time is where they live, what they do, or whom they answer, if that one has spoken before.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Mark, Role
from discourse.readers.pasted.names import name_quality

HEADS = frozenset({Role.COUNT, Role.SECTION, Role.SORT, Role.FORM, Role.NONE})

_LINES = 9
_USUAL = 0.6
_NAME = 0.45
_NEARLY_ALL = 0.8
_INITIALS = 3
_LEAST_NUMBERED, _SOME = 2, 0.3
_LONGEST_ABOVE = 20
"""Characters of a line of a sort menu, which may stand over the first name."""
_ENDED = re.compile(r"""[^\W\d_]{3,}[.!?…]["'”’»)]*$""")
"""How a sentence ends, and no initial or short form."""
_ENDS = HEADS | {Role.ACTION, Role.LOAD, Role.REPLY_TO, Role.END, Role.PAGE}
"""What ends a comment, or stands above the first."""


class Start(NamedTuple):
    """Where a comment starts, which line names its author, and the name.

    ``answers`` says whom it answers, ``heading`` where a heading of its own stands, and ``time_line`` where the time
    stands below a profile, where it has them.
    """

    first: int
    author_line: int
    author: str
    answers: str | None = None
    heading: int | None = None
    time_line: int | None = None


def with_headings(starts: Sequence[Start], lines: Sequence[Line], marks: Sequence[Mark]) -> list[Start]:
    """Return comments under a time with their authors, where a heading of some stands between number and time.

    Others have a number (how many follow them) right between name and time; the line above the headings' is such.
    """
    numbered = [_is_number(start.author_line + 1, marks) for start in starts]
    if sum(numbered) < max(_LEAST_NUMBERED, _SOME * len(starts)):
        return list(starts)
    return [start if has else _over_heading(start, lines, marks) for start, has in zip(starts, numbered, strict=True)]


def _over_heading(start: Start, lines: Sequence[Line], marks: Sequence[Mark]) -> Start:
    name = start.author_line - 2
    if name < 0 or not _is_number(name + 1, marks) or not _is_named_alone(name, lines, marks):
        return start
    return Start(name, name, lines[name].text, heading=start.author_line)


def _is_number(place: int, marks: Sequence[Mark]) -> bool:
    return place < len(marks) and marks[place].number is not None


def _is_named_alone(place: int, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Return whether a line may be a name and stands below none of the words of a comment."""
    is_text = marks[place].role is Role.TEXT
    above = place > 0 and marks[place - 1].role is Role.TEXT and len(lines[place - 1].text) > _LONGEST_ABOVE
    return is_text and not above and name_quality(lines[place].text) >= _NAME


def with_whole_headers(starts: Sequence[Start], lines: Sequence[Line], marks: Sequence[Mark]) -> list[Start]:
    """Return comments under a time with the first line of their headers, their author, perhaps who is answered."""
    blocks = [_block(start, before, lines, marks) for start, before in zip(starts, (None, *starts), strict=False)]
    blocks[:1] = [_under_title(blocks[0], blocks[1:])] if blocks else []
    if all(len(block) < 2 for block in blocks) or sum(map(bool, blocks)) < _USUAL * len(blocks):
        return list(starts)
    spoken: set[str] = set()
    found = []
    for start, block in zip(starts, blocks, strict=True):
        read = _read(start, [lines[place].text for place in block], spoken) if len(block) > 1 else start
        spoken.add(read.author)
        found.append(read if read is start else read._replace(first=min(start.first, block[0])))
    return found


def _under_title(first: list[int], others: Sequence[Sequence[int]]) -> list[int]:
    """Return the first header without the lines that no other has: the page's title, the names of its section."""
    return first[-max(map(len, others), default=len(first)) :] if any(others) else first


def without_places(starts: Sequence[Start]) -> list[Start]:
    """Return comments without what stands after a comma in their authors' names, where nearly all have one: a place."""
    if sum(", " in start.author for start in starts) < _NEARLY_ALL * len(starts):
        return list(starts)
    return [start._replace(author=start.author.partition(", ")[0]) for start in starts]


def _block(start: Start, before: Start | None, lines: Sequence[Line], marks: Sequence[Mark]) -> list[int]:
    """Return the lines of words from the buttons of the comment before to the author, none where no buttons end it."""
    lowest = before.author_line if before else -1
    found = [start.author_line]
    for place in range(start.author_line - 1, max(lowest, start.author_line - _LINES - 1), -1):
        mark = marks[place]
        if mark.role in _ENDS or mark.number is not None:
            return found[::-1]
        if mark.role is Role.TEXT:
            if _ENDED.search(lines[place].text):  # the words of a comment without buttons
                return found[::-1]
            found.append(place)
    return found[::-1] if before is None and start.author_line <= _LINES else []  # the top of the text is a border


def _read(start: Start, texts: Sequence[str], spoken: set[str]) -> Start:
    """Return a start with the author that the lines of its header name."""
    kept = [text for at, text in enumerate(texts) if not _is_of_another(text, [*texts[:at], *texts[at + 1 :]])]
    while len(kept) > _LEAST_NUMBERED and name_quality(kept[0]) < _NAME:  # what stands over the first header
        kept = kept[1:]
    if not kept or name_quality(kept[0]) < _NAME:
        return start
    answers = kept[-1] if kept[-1] != kept[0] and kept[-1] in spoken else None
    return start._replace(author=kept[0], answers=answers)


def _is_of_another(text: str, others: Sequence[str]) -> bool:
    """Return whether a line holds another ("Comment by Ann") or its initials."""
    folded = text.casefold()
    return any(
        (_INITIALS < len(other) < len(text) and other.casefold() in folded)
        or (len(text) <= _INITIALS and text.isupper() and other.casefold().startswith(folded[0]))
        for other in others
    )
