"""The cells of old forums' tables that tell of an author, beside or above the cells with the post."""

from collections.abc import Mapping, Sequence

from discourse.readers.generic.blocks import Box
from discourse.readers.generic.outline import Element, Outline, ancestors

_CELLS = frozenset({"td", "th"})
_MOST_ABOVE = 12
_MOSTLY = 0.6
_ENOUGH, _SURELY = 4, 40
"""Characters beside a profile that may be a post, and that are no row of buttons which all boxes have."""


def profiles_in(
    outline: Outline, boxes: Sequence[Box], times: Mapping[int, Element | None], authors: Mapping[int, Element]
) -> dict[int, Element]:
    """Return the cell of each box that has its author, without the time, where most boxes have words in other cells."""
    found: dict[int, Element] = {}
    beside: dict[int, int] = {}
    for box in boxes:
        number = box.element.number
        time, cell = times[number], _cell_of(authors.get(number), box)
        if cell is None or time is None or cell.number <= time.number < cell.end:
            continue
        ends = max(outline.elements[box.end - 1].text_to, box.element.text_to)
        inside = cell.text + time.text + sum(each.element.text for each in box.inner)
        beside[number] = ends - box.element.text_from - inside
        found[number] = cell
    said = [size for size in beside.values() if size >= _ENOUGH]
    is_enough = len(said) >= max(2, _MOSTLY * len(boxes))
    is_said = is_enough and (len(set(said)) > 1 or sum(said) >= _SURELY * len(said))
    return found if is_said else {}


def _cell_of(author: Element | None, box: Box) -> Element | None:
    """Return the outermost cell around an author that is inside a box made of rows."""
    if author is None or box.element.node.tag not in ("tr", "table", "tbody"):
        return None
    around = (each for each in ancestors(author, _MOST_ABOVE) if each.number > box.element.number)
    cells = [each for each in around if each.node.tag in _CELLS]
    return cells[-1] if cells else None
