"""What tells the comments of a page apart: the number or name that each has in its attributes, anchors or links."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from discourse.readers.dom import attribute
from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.times import find_time

_FIRST = ("data-id", "data-comment-id", "data-commentid", "data-post-id", "data-postid", "data-pid", "data-cid")
_LAST = ("id", "name")
_OF_COMMENT = re.compile(
    r"data-(?:[a-z-]*(?:comment|cmt|cmnt|post|reply|message|node)[a-z-]*-?(?:id|no|key|uuid)\d*|cmt|cmnt|comment|key|uuid)$"
)
_ALIAS = re.compile(r"(?:data-)?(?:comment|reply|post|message)[-_]?id")
_MOST_ALIAS = 80
_NUMBERS = re.compile(r"\d+")
_PLAIN_NUMBER = re.compile(r"(?:^|[-_:.])[A-Za-z]*\d+(?:$|[-_:.])[^\d]*$")
"""A number with perhaps a word before it, not the digits in a mixture of letters and digits."""
_ADDRESS = re.compile(
    r"#(?P<fragment>[\w-]{1,80})$|/(?:comments?|posts?|p|reply|messages?|kommentar)/(?P<path>\d{1,20})/?$|"
    r"[?&](?:p|pid|post|postid|comment|commentid|cid|msg|thread|reply)=(?P<query>\d{1,20})\b"
)
_ENOUGH = 0.8
_MOST_INSIDE = 40
_MOST_KINDS = 4
_MOST_HOLDERS = 4
_MOST_BEFORE = 120


class _Place(NamedTuple):
    """A box with the page that it stands in, and the number of the box before it."""

    outline: Outline
    box: Box
    before: int


def ids_of(outline: Outline, boxes: Sequence[Box]) -> dict[int, str]:
    """Return an id for each box: what one of the ways tells of nearly all and of each alone, else its place.

    Where comments and the replies to them are made differently, each kind has its own way.
    """
    found = _told_of_all(outline, boxes)
    if found:
        return _filled(boxes, found)
    kinds: dict[str, list[Box]] = {}
    for box in boxes:
        kinds.setdefault(f"{box.element.node.tag} {box.element.classes.partition(' ')[0]}", []).append(box)
    if 1 < len(kinds) <= _MOST_KINDS:
        for alike in kinds.values():
            found |= _told_of_all(outline, alike) if len(alike) > 1 else {}
    return _filled(boxes, found if len(set(found.values())) == len(found) else {})


def aliases_of(boxes: Sequence[Box], ids: Mapping[int, str]) -> dict[str, str]:
    """Return the ids of boxes by what else their attributes call them, as links and answers may: each of one alone."""
    found: dict[str, set[str]] = {}
    for box in boxes:
        for name, value in box.element.node.attributes.items():
            if value and (name == "id" or _ALIAS.fullmatch(name)) and len(value) <= _MOST_ALIAS:
                found.setdefault(value.strip(), set()).add(ids[box.element.number])
    return {value: own.pop() for value, own in found.items() if len(own) == 1}


def _told_of_all(outline: Outline, boxes: Sequence[Box]) -> dict[int, str]:
    before = [-1, *(box.element.number for box in boxes)]
    places = [_Place(outline, box, start) for box, start in zip(boxes, before, strict=False)]
    for way in _WAYS:
        told: dict[str, dict[int, str]] = {}
        for place in places:
            for pattern, value in way(place):
                told.setdefault(pattern, {}).setdefault(place.box.element.number, value)
        for pattern, values in told.items():
            ids = _alone(values) if pattern.startswith("data-") else told_apart(values)
            if len(ids) >= _ENOUGH * len(boxes):
                return ids
    return {}


def _filled(boxes: Sequence[Box], ids: Mapping[int, str]) -> dict[int, str]:
    taken = set(ids.values())
    places = ((box.element.number, str(place)) for place, box in enumerate(boxes, start=1))
    return {number: ids.get(number) or (f"place-{place}" if place in taken else place) for number, place in places}


def _alone(values: Mapping[int, str]) -> dict[int, str]:
    """Return the values as they are; none where two are alike."""
    return dict(values) if len(set(values.values())) == len(values) else {}


def told_apart(values: Mapping[int, str]) -> dict[int, str]:
    """Return the values without what they have in common, by their key; none where two are alike.

    >>> told_apart({1: "post-17", 2: "post-23"}), told_apart({1: "c-5fa1c0", 2: "c-7e44b1"})
    ({1: '17', 2: '23'}, {1: '5fa1c0', 2: '7e44b1'})
    """
    if not values:
        return {}
    numbers = [_NUMBERS.findall(value) for value in values.values()]
    are_plain = all(_PLAIN_NUMBER.search(value) for value in values.values())
    if are_plain and len({_NUMBERS.sub("#", value) for value in values.values()}) == 1:
        last = [found[-1] for found in numbers]
        if len(set(last)) == len(last):
            return dict(zip(values, last, strict=True))
    common = _common_beginning(list(values.values()))
    plain = {number: value[common:] for number, value in values.items()}
    return _alone(plain) if all(plain.values()) else {}


def _common_beginning(values: Sequence[str]) -> int:
    """Return how long the beginning up to a sign is that all values share."""
    first, last = min(values), max(values)
    same = next(
        (place for place, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first)
    )
    return max(first.rfind(sign, 0, same) for sign in "-_:.") + 1


def _by_attributes(place: _Place) -> Iterator[tuple[str, str]]:
    yield from _attributes_of(place.box.element)


def _attributes_of(element: Element) -> Iterator[tuple[str, str]]:
    attributes = element.node.attributes
    more = sorted(
        name for name in attributes if _OF_COMMENT.match(name) and "parent" not in name and "user" not in name
    )
    for name in dict.fromkeys((*_FIRST, *more, *_LAST)):
        value = (attributes.get(name) or "").strip()
        if value and len(value) <= 200:
            yield name, value


def _by_classes(place: _Place) -> Iterator[tuple[str, str]]:
    yield from _classes_of(place.box.element)


def _classes_of(element: Element) -> Iterator[tuple[str, str]]:
    for name in element.classes.split():
        if _NUMBERS.search(name):
            yield _NUMBERS.sub("#", name), name


def _by_anchors(place: _Place) -> Iterator[tuple[str, str]]:
    for element in _own(place):
        name = element.id or (attribute(element.node, "name") if element.node.tag == "a" else "")
        if name:
            yield f"{element.node.tag} {element.depth - place.box.element.depth}", name


def _by_anchor_before(place: _Place) -> Iterator[tuple[str, str]]:
    before = place.box.element.node.prev
    while before is not None and before.is_text_node and not (before.text_content or "").strip():
        before = before.prev
    words = (before.text() or "").strip() if before is not None and before.is_element_node else ""
    is_head = len(words) <= _MOST_BEFORE and find_time(" ".join(words.split())) is not None
    if before is not None and before.is_element_node and (not words or is_head):
        name = attribute(before, "name") or attribute(before, "id")
        if name:
            yield "before", name


def _by_links(place: _Place) -> Iterator[tuple[str, str]]:
    for element in _own(place):
        found = _ADDRESS.search(attribute(element.node, "href")) if element.node.tag == "a" else None
        if found and found.lastgroup:
            value = found[found.lastgroup]
            yield f"{element.classes} {found.lastgroup} {_NUMBERS.sub('#', value)}", value


def _by_inner_attributes(place: _Place) -> Iterator[tuple[str, str]]:
    for element in _own(place):
        for name, value in _attributes_of(element):
            if _OF_COMMENT.match(name):
                yield f"data- {name}", value


def _by_holders(place: _Place) -> Iterator[tuple[str, str]]:
    """Yield what is told by the elements around a box that begin with it: up to where another box comes first."""
    for number, element in enumerate(islice(ancestors(place.box.element, _MOST_HOLDERS), 1, None)):
        if element.number <= place.before:
            return
        for pattern, value in chain(_attributes_of(element), _classes_of(element)):
            yield f"{number} {pattern}", value


def _own(place: _Place) -> Iterator[Element]:
    """Return the first elements of a box that are in none of the boxes inside it."""
    return islice(own_elements(place.outline, place.box), _MOST_INSIDE)


_WAYS = (
    _by_attributes,
    _by_classes,
    _by_anchors,
    _by_anchor_before,
    _by_links,
    _by_holders,
    _by_inner_attributes,
)
