"""What stands twice in a comment: trackers keep it once in full and once in a line, and show one of the two."""

from collections.abc import Set

from discourse.readers.generic.blocks import Box, Group, own_marks
from discourse.readers.generic.names import name_in
from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.markup import line_of

_MOSTLY = 0.8
_FEWEST = 2
_MOST_ABOVE = 12


def copies_in(outline: Outline, group: Group) -> frozenset[int]:
    """Return the parts of the boxes of a group that tell their author and time again, where nearly all have one."""
    found = [part for box in group.boxes if (part := _copy_in(outline, box)) is not None]
    are_usual = len(found) >= max(_FEWEST, _MOSTLY * len(group.boxes))
    return frozenset(part.node.mem_id for part in found) if are_usual else frozenset()


def _copy_in(outline: Outline, box: Box) -> Element | None:
    """Return the part of a box that has, after another part, the same author, the same time and more words."""
    times = [outline.elements[mark] for mark in own_marks(outline, outline.times, box)]
    authors = [outline.elements[mark] for mark in own_marks(outline, outline.authors, box)]
    if len(times) < _FEWEST or len(authors) < _FEWEST:
        return None
    first, name = times[0], name_in(authors[0])
    for again in (time for time in times[1:] if line_of(time.node) == line_of(first.node)):
        part = _apart(again, first)
        if part is None or part.number <= authors[0].number < part.end:
            continue
        signed = [each for each in authors[1:] if part.number <= each.number < part.end and name_in(each) == name]
        if signed and _says_no_more(outline, box, part, {*times, *signed}):
            return part
    return None


def _apart(element: Element, other: Element) -> Element | None:
    """Return the largest element around one that does not hold another."""
    around = [each for each in ancestors(element, _MOST_ABOVE) if not each.number <= other.number < each.end]
    return around[-1] if around else None


def _says_no_more(outline: Outline, box: Box, part: Element, marks: Set[Element]) -> bool:
    """Return whether the longest words of a part, its author and time (``marks``) aside, stand before it, too."""
    before = {line_of(each.node) for each in outline.elements[box.element.number : part.number] if each.text}
    inside = outline.elements[part.number + 1 : part.end]
    said = (each for each in inside if each.text and not any(each.number <= mark.number < each.end for mark in marks))
    longest = max((line_of(each.node) for each in said), key=len, default="")
    return bool(longest) and longest in before
