"""A text that a form asks for in several fields, each below a label that all comments have: pros, cons, advice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from discourse.readers.dom import siblings
from discourse.readers.generic.blocks import Box, own_elements, own_marks
from discourse.readers.generic.names import BUTTONS, kind_of
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of, text_of
from discourse.readers.pasted.furniture import mark_of

_MOST_LABEL = 40
_FEWEST, _FEWEST_WORDS = 2, 3
_MOSTLY, _DIFFERENT = 0.6, 0.6


class _Field(NamedTuple):
    """The kind of an element with the label right before it."""

    kind: str
    label: str


def fields_of(outline: Outline, boxes: Sequence[Box], bodies: Mapping[int, Element]) -> dict[int, str]:
    """Return the texts of the boxes whose words stand in several labelled fields, of which a body is but one.

    Each field is of a kind of its own, most boxes have it, and it says something else in each, in several words.
    """
    found = {box.element.number: _labelled(outline, box) for box in boxes}
    often = Counter(field for fields in found.values() for field in fields)
    usual = [field for field, count in often.items() if count >= max(_FEWEST, _MOSTLY * len(boxes))]
    told = {field for field in usual if _is_said([fields[field] for fields in found.values() if field in fields])}
    if len({field.kind for field in told}) < _FEWEST or len({field.label for field in told}) < _FEWEST:
        return {}
    texts: dict[int, str] = {}
    for number, fields in found.items():
        own = {field: element for field, element in fields.items() if field in told}
        if _is_cut(bodies.get(number), list(own.values())):
            texts[number] = "\n\n".join(f"{field.label}\n\n{text_of(element.node)}" for field, element in own.items())
    return texts


def _labelled(outline: Outline, box: Box) -> dict[_Field, Element]:
    """Return the elements of a box that stand right below a short line, by their kind and that line.

    What holds an author or a time, or stands in it, is about the comment.
    """
    found: dict[_Field, Element] = {}
    marks = [
        outline.elements[mark] for kind in (outline.authors, outline.times) for mark in own_marks(outline, kind, box)
    ]
    for element in own_elements(outline, box):
        if any(mark.number < element.end and element.number < mark.end for mark in marks):
            continue
        before = next(siblings(element.node, "prev"), None) if element.text else None
        label = line_of(before) if before is not None else ""
        is_label = 0 < len(label) <= _MOST_LABEL and not any(map(str.isdecimal, label))
        if is_label and element.classes and mark_of(label).role not in BUTTONS:
            found.setdefault(_Field(kind_of(element), label), element)
    return found


def _is_said(elements: Sequence[Element]) -> bool:
    """Return whether elements say different things, in several words each."""
    lines = [line_of(element.node) for element in elements]
    words = sum(len(line.split()) for line in lines)
    return words >= _FEWEST_WORDS * len(lines) and len(set(lines)) >= _DIFFERENT * len(lines)


def _is_cut(body: Element | None, fields: Sequence[Element]) -> bool:
    """Return whether what is taken for the whole text is but one of several fields."""
    if body is None or len(fields) < _FEWEST:
        return False
    held = sum(body.number <= field.number < body.end or field.number <= body.number < field.end for field in fields)
    return held < len(fields)
