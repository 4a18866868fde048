"""Answers within the comments of a page that are made otherwise: of firms to reviews, and of those who run the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from discourse.readers.bylines import REPLIES
from discourse.readers.dates import iso_of_words
from discourse.readers.dom import attribute
from discourse.readers.generic.blocks import Box, Group, boxes_of, own_elements, own_marks
from discourse.readers.generic.names import QUOTE, plain_name
from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.markup import line_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role

_STARS = re.compile(
    r"(?:^|[-_ ])(?:stars?|ratings?)(?:$|[-_ \d])|\d ?(?:/|out of|von|sur|su|de|of|van|из) ?\d", re.IGNORECASE
)
_TOLD = ("class", "aria-label", "title", "alt")
_MOSTLY, _FIRST = 0.6, 30
_LEAST, _MOST_NAME, _MOST_ABOVE = 12, 60, 4


def with_answers(outline: Outline, group: Group) -> Group:
    """Return a group of comments with the answers that stand in them, below the words of these.

    Who answers says so in words ("Reply by Ann"), or answers reviews and has a later date.
    """
    if group.key[0] == "run" or any(box.inner for box in group.boxes):
        return group
    said = [answer for box in group.boxes if (answer := _said_answer(outline, box)) is not None]
    if said:
        return _joined(group, said)
    if sum(_has_stars(outline, box) for box in group.boxes) < _MOSTLY * len(group.boxes):
        return group
    answers = [answer for box in group.boxes if (answer := next(_answers_in(outline, box), None)) is not None]
    if not answers or len({each.classes for each in answers}) > 1:
        return group
    return _joined(group, answers)


def _joined(group: Group, answers: Sequence[Element]) -> Group:
    members = sorted([*(box.element for box in group.boxes), *answers], key=lambda element: element.number)
    return replace(group, boxes=boxes_of(members, runs=False))


def _said_answer(outline: Outline, box: Box) -> Element | None:
    """Return the element of a box that begins with who answers and says more, below who wrote the comment itself."""
    marks = sorted({*own_marks(outline, outline.authors, box), *own_marks(outline, outline.times, box)})
    for mark in (outline.elements[number] for number in marks[1:]):
        if mark.node.tag in ("a", "span") or not REPLIES.match(line_of(mark.node)):
            continue
        holder = _holder_of(outline, mark)
        if holder is not None and holder.number > marks[0]:
            return holder if holder.text_from == mark.text_from else None
    return None


def _holder_of(outline: Outline, mark: Element) -> Element | None:
    """Return the innermost element around the line that says who answers that says more than this and when."""
    for holder in islice(ancestors(mark, _MOST_ABOVE), 1, None):
        times = outline.inside(outline.times, holder.number, holder.end)
        dated = sum(outline.elements[time].text for time in times[:1])
        if holder.text >= mark.text + dated + _LEAST:
            return holder
    return None


def _has_stars(outline: Outline, box: Box) -> bool:
    """Return whether a box shows how many stars somebody gave."""
    first = list(own_elements(outline, box))[:_FIRST]
    return any(_STARS.search(attribute(each.node, name)) for each in first for name in _TOLD)


def _answers_in(outline: Outline, box: Box) -> Iterator[Element]:
    """Yield the elements of a box, after its first time, that begin with a name and a later time and then say more."""
    times = own_marks(outline, outline.times, box)
    first = outline.elements[times[0]] if len(times) > 1 else None
    if first is None:
        return
    for element in own_elements(outline, box):
        inside = outline.inside(outline.times, element.number + 1, element.end)
        if element.number < first.end or not inside or QUOTE.search(element.classes) or not element.classes:
            continue
        time = outline.elements[inside[0]]
        name = (
            plain_name(line_of(outline.elements[element.number + 1].node)) if element.end > element.number + 1 else ""
        )
        said = outline.elements[element.end - 1]
        if (
            iso_of_words(line_of(time.node), None) != iso_of_words(line_of(first.node), None)
            and name
            and len(name) <= _MOST_NAME
            and mark_of(name).role is not Role.ACTION
            and said.number >= time.end
            and said.text >= _LEAST
        ):
            yield element
