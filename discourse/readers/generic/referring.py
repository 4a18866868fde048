"""Which comment another one refers to in words: by the number that the page gives it, or in a quotation beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.names import QUOTE, kind_of
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of

_NUMBERED = re.compile(r"^(?:#|n[.ºo°]{1,2}|nr\.?)?\s?(\d{1,5})[.):]?$", re.IGNORECASE)
_REFERS = re.compile(r"^(?:@|>>)?\s?(?:#|n[.ºo°]{1,2}\s?|nr\.?\s?|>>)(\d{1,5})\b", re.IGNORECASE)
_MOST_DIGITS = 8
_MOST_KEPT = 0.8
_LEAST_SAID = 8
_COMPARED = 60


def referred_to(
    outline: Outline,
    boxes: Sequence[Box],
    bodies: Mapping[int, Element],
    texts: Mapping[int, str],
    ids: Mapping[int, str],
) -> dict[int, str]:
    """Return the id of the comment that each one refers to, by the number of its box, where it refers to one.

    "#3" as the first words counts where the page numbers its comments; a quotation outside the text, where it holds the
    words of one comment alone.
    """
    numbers = _numbers_of(outline, boxes)
    heads = {number: " ".join(text[: 2 * _COMPARED].split())[:_COMPARED] for number, text in texts.items()}
    heads = {number: head for number, head in heads.items() if len(head) >= _LEAST_SAID}
    found: dict[int, str] = {}
    for box in boxes:
        own = box.element.number
        said = _REFERS.match(texts.get(own, ""))
        other = numbers.get(int(said.group(1))) if said else None
        other = other if other is not None else _quoted_beside(outline, box, bodies.get(own), heads)
        if other is not None and other != own:
            found[own] = ids[other]
    return found


def _numbers_of(outline: Outline, boxes: Sequence[Box]) -> dict[int, int]:
    """Return the boxes by the running numbers that the page prints in them; nothing where it prints none."""
    kinds: dict[str, dict[int, int]] = {}
    for box in boxes:
        for element in own_elements(outline, box):
            said = _NUMBERED.match(line_of(element.node)) if 0 < element.text <= _MOST_DIGITS else None
            if said:
                kinds.setdefault(kind_of(element), {}).setdefault(box.element.number, int(said.group(1)))
    for values in kinds.values():
        listed = [values[number] for number in sorted(values)]
        steps = {(later > earlier) - (later < earlier) for earlier, later in pairwise(listed)}
        if len(listed) >= max(3, _MOST_KEPT * len(boxes)) and steps in ({1}, {-1}):
            return {value: number for number, value in values.items()}
    return {}


def _quoted_beside(outline: Outline, box: Box, body: Element | None, heads: Mapping[int, str]) -> int | None:
    """Return the box of the comment whose first words stand in a quotation of a box, outside the text of that."""
    for words in _quotations(outline, box, body):
        same = [number for number, head in heads.items() if head in words and number != box.element.number]
        if len(same) == 1:
            return same[0]
    return None


def _quotations(outline: Outline, box: Box, body: Element | None) -> Iterator[str]:
    for element in own_elements(outline, box) if body is not None else ():
        if body is not None and QUOTE.search(element.classes) and element.text and not _overlap(element, body):
            yield line_of(element.node)


def _overlap(one: Element, other: Element) -> bool:
    return one.number < other.end and other.number < one.end
