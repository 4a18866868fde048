"""What a page prints into every comment, in the same words: a notice, which nobody said."""

from collections import Counter
from collections.abc import Sequence

from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.names import kind_of
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of

_FEWEST = 3
_NEARLY_ALL = 0.7
_LEAST, _MOST = 24, 1_000
"""Characters of a notice: many say the same short thing, and a long one is looked at for nothing."""
_MOST_LINKED = 0.7
"""What is a link all over is a button, which nobody takes for a text."""


def printed_in(outline: Outline, boxes: Sequence[Box]) -> frozenset[int]:
    """Return the numbers of the elements in which nearly all of three boxes or more have the same long words."""
    if len(boxes) < _FEWEST:
        return frozenset()
    found = [[each for each in own_elements(outline, box) if _may_be_notice(each)] for box in boxes]
    least = _NEARLY_ALL * len(boxes)
    sizes = Counter(size for own in found for size in {_size(each) for each in own})
    alike = [[(each, line_of(each.node)) for each in own if sizes[_size(each)] >= least] for own in found]
    lines = Counter(line for own in alike for line in {line for _, line in own})
    return frozenset(each.number for own in alike for each, line in own if lines[line] >= least)


def _may_be_notice(element: Element) -> bool:
    """Return whether an element has as many words as a notice, with other words around it."""
    is_whole = element.parent is None or element.parent.text > element.text
    return is_whole and _LEAST <= element.text <= _MOST and element.linked <= _MOST_LINKED * element.text


def _size(element: Element) -> tuple[str, int]:
    """Return what elements with the same words have in common, so that few have to be read."""
    return kind_of(element), element.text
