"""Which element of a comment whose markup nobody described holds its text."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from discourse.readers.dom import attribute, siblings
from discourse.readers.generic.asides import (
    MOST_BUTTON,
    MOST_LINKED,
    MOST_MORE,
    PARAGRAPHS,
    TEXTS,
    is_beside,
    is_said,
    is_surely_beside,
)
from discourse.readers.generic.blocks import Box, own_elements, own_marks
from discourse.readers.generic.names import is_around_name, kind_of, name_in
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.generic.printed import printed_in
from discourse.readers.markup import line_of

_HEAD = re.compile(r"(?:head|header|title|subject|top-?bar|meta|info)$", re.IGNORECASE)
_ENDS_AS_TEXT = re.compile(r"(?:^|[-_ ])(?:text|body|message|content)(?:$| )", re.IGNORECASE)
_RANKS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_MOST_OF_REST = 0.55
_MOST_HAVE_IT = 0.6
_NEARLY = 0.7
_DIFFERENT = 0.5
"""How many texts of a kind have to differ, for each comment: people seldom say the same, pages do."""


def bodies_of(
    outline: Outline,
    boxes: Sequence[Box],
    times: Mapping[int, Element | None],
    authors: Mapping[int, Element],
    profiles: Mapping[int, Element],
) -> dict[int, Element]:
    """Return the element with each box's text: of the kind that holds most text in all boxes together, if most have it.

    Where a box has none of that kind, its largest element without author and time, if that holds most of the rest.
    Nothing in a cell that is all about the author, ``profiles``, is one.
    """
    printed = printed_in(outline, boxes).union(*(range(cell.number, cell.end) for cell in profiles.values()))
    marks = {box.element.number: _marks_of(outline, box, times, authors) for box in boxes}
    largest = {box.element.number: _body(outline, box, marks[box.element.number], printed) for box in boxes}
    said: Counter[str] = Counter()
    for body in largest.values():
        if body is not None:
            said[kind_of(body)] += body.text - _beside_in(outline, body)
    found = {number: body for number, body in largest.items() if body is not None}
    if not said:
        return _named_texts(outline, boxes, marks)
    kind = _inner_kind(outline, boxes, marks, *said.most_common(1)[0])
    alike = {box.element.number: _first_of(outline, box, kind, marks[box.element.number]) for box in boxes}
    same = {number: body for number, body in alike.items() if body is not None}
    is_told = len(same) >= _MOST_HAVE_IT * len(boxes) and bool(kind.strip().count(" "))
    if not is_told:
        return _unwrapped(outline, found)
    akin = {box.element.number: _akin(outline, box, kind, marks[box.element.number]) for box in boxes}
    return _unwrapped(outline, {number: body for number, body in akin.items() if body is not None} | found | same)


def _akin(outline: Outline, box: Box, kind: str, marks: Sequence[Element]) -> Element | None:
    """Return the first element with words in a box that shares a class named after texts with a kind, and no mark.

    So answers and the comments on them are made, which differ in all else.
    """
    names = {name for name in kind.split()[1:] if TEXTS.search(name)}
    alike = (each for each in own_elements(outline, box) if each.text and not names.isdisjoint(each.classes.split()))
    return next((each for each in alike if not _holds_any(each, marks)), None)


def _named_texts(outline: Outline, boxes: Sequence[Box], marks: Mapping[int, Sequence[Element]]) -> dict[int, Element]:
    """Return the one element of each box that is called its text, of the kind that most have; each says its own.

    So a text is told that is shorter than all that stands around it.
    """
    kinds: dict[str, dict[int, list[Element]]] = {}
    for box in boxes:
        others = [*marks[box.element.number], *(each.element for each in box.inner)]
        named = (each for each in own_elements(outline, box) if each.text and _ENDS_AS_TEXT.search(each.classes))
        for element in named:
            if _is_called_text(element) and not _holds_any(element, others):
                kinds.setdefault(kind_of(element), {}).setdefault(box.element.number, []).append(element)
    for held in kinds.values():
        lines = {line_of(elements[0].node) for elements in held.values()}
        is_alone = all(len(elements) == 1 for elements in held.values())
        if is_alone and len(held) >= _MOST_HAVE_IT * len(boxes) and len(lines) == len(held) > 1:
            return {number: elements[0] for number, elements in held.items()}
    return {}


def _unwrapped(outline: Outline, bodies: Mapping[int, Element]) -> dict[int, Element]:
    """Return the bodies, or the one ``blockquote`` that most of them consist of: there it is no quotation."""
    inner = {number: held for number, body in bodies.items() if (held := _only_quote(outline, body)) is not None}
    return {**bodies, **inner} if len(inner) >= _MOST_HAVE_IT * len(bodies) else dict(bodies)


def _beside_in(outline: Outline, body: Element) -> int:
    """Return how many characters of a body are surely none of what is said."""
    beside, end = 0, body.number
    for element in outline.elements[body.number + 1 : body.end]:
        if element.number >= end and element.text and is_surely_beside(element):
            beside, end = beside + element.text, element.end
    return beside


def _only_quote(outline: Outline, body: Element) -> Element | None:
    held = outline.elements[body.number + 1 : body.end]
    return next((each for each in held if each.node.tag == "blockquote" and each.text == body.text), None)


def _marks_of(
    outline: Outline, box: Box, times: Mapping[int, Element | None], authors: Mapping[int, Element]
) -> list[Element]:
    """Return the elements of a box with its time, with its author, and where the author is named once more."""
    time, author = times[box.element.number], authors.get(box.element.number)
    marks = [mark for mark in (time, author) if mark is not None]
    if author is None:
        return marks
    name = name_in(author)
    others = (outline.elements[number] for number in own_marks(outline, outline.authors, box))
    return marks + [other for other in others if other is not author and name_in(other) == name]


def _inner_kind(
    outline: Outline, boxes: Sequence[Box], marks: Mapping[int, Sequence[Element]], kind: str, said: int
) -> str:
    """Return the smallest kind that is called a text and holds nearly as much as the largest one, else that one.

    Of those that hold as much it is the innermost.
    """
    named: Counter[str] = Counter()
    depths: dict[str, int] = {}
    lines: dict[str, set[str]] = {}
    for box in boxes:
        held = [each.element.number for each in box.inner]
        held += [mark.number for mark in marks[box.element.number]]
        for element in own_elements(outline, box):
            # a kind without a class is any element of its tag
            is_text = element.text and element.classes and _is_called_text(element) and not _is_beside_its_like(element)
            if is_text and not any(element.number <= number < element.end for number in held):
                named[kind_of(element)] += element.text
                depths.setdefault(kind_of(element), element.depth)
                lines.setdefault(kind_of(element), set()).add(line_of(element.node)[:MOST_MORE])
    least = _DIFFERENT * len(boxes)
    enough = {name: total for name, total in named.items() if total >= _NEARLY * said and len(lines[name]) >= least}
    return min(enough, key=lambda name: (enough[name], -depths[name], name), default=kind)


def _is_called_text(element: Element) -> bool:
    names = f"{element.classes} {element.id}"
    if not TEXTS.search(names) or element.linked > MOST_LINKED * element.text:
        return False
    return not is_beside(element) and not any(_HEAD.search(name) for name in element.classes.split())


def _is_beside_its_like(element: Element) -> bool:
    """Return whether an element is a paragraph right before or after another of its classes: none is the whole text."""
    if element.node.tag not in PARAGRAPHS:
        return False
    beside = (next(siblings(element.node, "prev"), None), next(siblings(element.node, "next"), None))
    return any(each is not None and attribute(each, "class") == element.classes for each in beside)


def _first_of(outline: Outline, box: Box, kind: str, marks: Sequence[Element]) -> Element | None:
    """Return the first element of a kind with words in a box, in none of the boxes inside it, that holds no mark.

    Where several are side by side, as around the quotations that a text is cut by, or each below a label of its own,
    it is what holds them and no mark.
    """
    alike = [
        element for element in own_elements(outline, box) if kind_of(element) == kind and not _holds_any(element, marks)
    ]
    least = min((element.depth for element in alike if element.text), default=0)
    # deeper ones are what others said, a box in a box
    same = [each for each in alike if each.text and each.depth == least]
    first = same[0] if same else next(iter(alike), None)
    if first is None or first.parent is None or not same:
        return first
    beside = [each for each in alike if each.parent is first.parent]
    if len(beside) > 1 and any(map(is_said, beside)):
        return first
    around = first.parent if len(beside) > 1 else _around_all(same)
    others = [*marks, *(each.element for each in box.inner)]
    return first if around.number <= box.element.number or _holds_any(around, others) else around


def _around_all(elements: Sequence[Element]) -> Element:
    """Return the innermost element around some elements that are not in one another; a single one is that itself."""
    around, last = elements[0], elements[-1]
    while around.parent is not None and not last.number < around.end:
        around = around.parent
    return around


def _holds_any(element: Element, marks: Iterable[Element]) -> bool:
    return any(element.number <= mark.number < element.end for mark in marks)


def _body(outline: Outline, box: Box, marks: Sequence[Element], printed: Set[int]) -> Element | None:
    """Return the largest element of a box without its author and time, if it holds most of what is left.

    What the page prints into all boxes, ``printed``, is none.
    """
    inner = {each.element.number: each.end for each in box.inner}
    best: Element | None = None
    beside = most = 0
    number = box.element.number + 1
    while number < box.end:
        if number in inner:
            number = inner[number]
            continue
        element = outline.elements[number]
        holds = _holds_any(element, marks)
        spans = any(element.number <= start < element.end for start in inner)
        if holds or spans:
            number += 1
            continue
        if (
            _is_of_name(element, marks)
            or element.number in printed
            or is_beside(element)
            or _heads(element)
            or _is_around(outline, element)
        ):
            beside += element.text
            number = max(element.end, number + 1)
            continue
        own = element.text - _beside_in(outline, element)
        beside += element.text - own
        if own > most and element.linked <= 0.7 * element.text:
            best, most = element, own
        number = element.end
    ends = max(outline.elements[box.end - 1].text_to, box.element.text_to)  # words may follow the last element
    rest = ends - box.element.text_from - sum(each.element.text for each in box.inner)
    rest -= sum(mark.text for mark in marks) + beside
    is_enough = best is not None and most >= _MOST_OF_REST * rest
    return best if best is not None and is_enough and not _is_one_of_many(outline, best, marks) else None


def _is_of_name(element: Element, marks: Sequence[Element]) -> bool:
    """Return whether an element without a letter stands within a short name: where somebody wrote from, a number."""
    is_inside = any(mark.number < element.number < mark.end and mark.text <= MOST_BUTTON for mark in marks)
    return is_inside and not any(map(str.isalpha, element.node.text() or ""))


def _is_around(outline: Outline, element: Element) -> bool:
    """Return whether an element says nothing but when, or what stands between a name and a date: "wrote on"."""
    is_short = 0 < element.text <= MOST_BUTTON
    is_time = is_short and bool(outline.inside(outline.times, element.number, element.number + 1))
    line = line_of(element.node) if is_short else ""
    return is_time or (any(map(str.isalpha, line)) and is_around_name(line))


def _heads(element: Element) -> bool:
    """Return whether an element is a heading right above words."""
    after = next(siblings(element.node, "next"), None) if element.node.tag in _RANKS else None
    return after is not None and after.tag in PARAGRAPHS and bool((after.text() or "").strip())


def _is_one_of_many(outline: Outline, element: Element, marks: Sequence[Element]) -> bool:
    """Return whether an element is one paragraph of several that stand side by side, those with marks aside."""
    around = element.parent
    if element.node.tag not in PARAGRAPHS or around is None:
        return False
    beside = (outline.elements[number] for number in range(around.number + 1, around.end))
    return any(
        each.parent is around and each is not element and is_said(each) and not _holds_any(each, marks)
        for each in beside
    )
