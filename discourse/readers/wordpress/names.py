"""Who wrote the comments of a WordPress page that nothing known names: told by where the page's other names stand."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from discourse.readers.dom import attribute, classes, self_and_ancestors
from discourse.readers.generic.blocks import boxes_of, own_marks
from discourse.readers.generic.names import BUTTONS, authors_of, name_of
from discourse.readers.generic.outline import Outline, outline_of
from discourse.readers.markup import line_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.wordpress.boxes import Box
from discourse.readers.wordpress.parts import Parts

Place = tuple[str, ...]

_LEAST = 2
_MOST_NAME = 50
_MOST_LINE = 90
_MOST_ABOVE = 3
_AGREEING = 0.8


class Named(NamedTuple):
    """The element that names a comment's author, and the name in it."""

    node: LexborNode
    name: str


def names_for(body: LexborNode, read: Sequence[tuple[Box, Parts]]) -> dict[int, Named]:
    """Return the authors of comments that were read without one, by the place in ``read``; many stay without.

    A name stands where the other comments of the page have theirs, in a link perhaps; where none or few of them have
    one, in what most of them have and what differs from one to another.
    """
    unnamed = [place for place, (_, parts) in enumerate(read) if parts.author is None]
    if not unnamed:
        return {}
    found = _by_place(read, unnamed)
    left = [place for place in unnamed if place not in found]
    return found | _by_kind(body, read, left) if len(left) >= _LEAST else found


def _by_place(read: Sequence[tuple[Box, Parts]], unnamed: Sequence[int]) -> dict[int, Named]:
    """Return the names that stand in an element alike to one around the names of other comments."""
    holders = Counter(place for box, parts in read for place in dict.fromkeys(_places_around(box, parts)))
    found: dict[int, Named] = {}
    for number in unnamed:
        alike = {_place(piece.node): piece.node for piece in reversed(read[number][1].about)}
        named = (_named(alike[place]) for place, _ in holders.most_common() if place in alike)
        first = next(filter(None, named), None)
        if first is not None:
            found[number] = first
    return found


def _places_around(box: Box, parts: Parts) -> Iterator[Place]:
    """Yield the places of what stands around an author's element and holds little more."""
    around = parts.author_node.parent if parts.author_node is not None else None
    for node, _ in zip(self_and_ancestors(around) if around is not None else (), range(_MOST_ABOVE), strict=False):
        if node.mem_id == box.node.mem_id or len(line_of(node)) > _MOST_LINE:
            return
        yield _place(node)


def _place(node: LexborNode) -> Place:
    """Return an element's tag and classes; where it has none, those of what it stands in tell it from others."""
    own = (node.tag or "", *classes(node))
    above = node.parent
    return own if len(own) > 1 or above is None else (*own, "in", above.tag or "", *classes(above))


def _named(node: LexborNode) -> Named | None:
    name = name_of(node) if len(line_of(node)) <= _MOST_LINE else None
    return Named(node, name) if name is not None and _may_be_name(name) else None


def _may_be_name(name: str) -> bool:
    return len(name) <= _MOST_NAME and mark_of(name).role not in BUTTONS


def _by_kind(body: LexborNode, read: Sequence[tuple[Box, Parts]], unnamed: Sequence[int]) -> dict[int, Named]:
    """Return the names in the kind of element that most comments have, where it says who wrote those that are known."""
    told = _authors(outline_of(body), [box for box, _ in read])
    known = [(parts.author, told.get(box.node.mem_id)) for box, parts in read if parts.author is not None]
    agreeing = sum(named is not None and named.name == author for author, named in known)
    if agreeing < _AGREEING * len(known):
        return {}
    named = ((place, told.get(read[place][0].node.mem_id)) for place in unnamed)
    about = {place: {piece.address for piece in read[place][1].about} for place in unnamed}
    return {place: each for place, each in named if each is not None and each.node.mem_id in about[place]}


def _authors(outline: Outline, comments: Sequence[Box]) -> Mapping[int, Named]:
    """Return what the outline of a page says of who wrote each comment, by the address of its element."""
    wanted = {box.node.mem_id for box in comments}
    members = [element for element in outline.elements if element.node.mem_id in wanted]
    boxes = boxes_of(members, runs=any(box.others for box in comments))
    marks = {box.element.number: own_marks(outline, outline.times, box) for box in boxes}
    times = {number: outline.elements[found[0]] if found else None for number, found in marks.items()}
    authors = authors_of(outline, boxes, times)
    return {
        outline.elements[number].node.mem_id: Named(element.node, name)
        for number, (element, name) in authors.items()
        if _may_be_name(name) and not attribute(element.node, "datetime")
    }
