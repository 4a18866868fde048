"""Which elements of a WordPress page are comments, and which comment each one answers.

WordPress's ``comment_class()`` marks a comment with ``comment`` (or ``pingback``, ``trackback``) and ``depth-N``;
themes put it on an li, a div, an article or a dt, with or without an id, once or twice for one comment.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.readers.dom import (
    Test,
    attribute,
    classes,
    element_before,
    elements,
    is_element,
    is_held,
    select,
    self_and_ancestors,
)
from discourse.readers.generic.identity import told_apart

_ID = re.compile(r"(?:(?:li|div|article|dl|dt|dd|section|the|single|wp)[-_])?comment[-_](\d{1,20})")
_DEPTH = re.compile(r"depth-(\d{1,4})")
_TYPES = frozenset({"comment", "pingback", "trackback"})
_CONTAINERS = frozenset({"li", "div", "article", "section", "dl", "dt", "dd", "tr", "td", "blockquote"})
_LIST = re.compile(r"comment[-_]?s?[-_]?list|commentlist|comments__list", re.IGNORECASE)
_MOST_AROUND = 5
_REPLIES = frozenset({"children", "comment-children", "comment-replies"})
_DEPTH_PLACES = '[class*="depth-" i]'
_MARKED_PLACES = f'{_DEPTH_PLACES}, [id*="comment" i]'
_ITEM_PLACES = "li, article, div"
_REPLY_PLACES = '[class*="children" i], [class*="comment-replies" i]'
_FORM_IDS = frozenset({"respond", "commentform", "reply-form"})
_FORM_CLASSES = frozenset({"comment-respond", "comment-form"})
_ID_IN_ATTRIBUTE = re.compile(r"comment[-_](?:body-|text-|content-)?(\d{1,20})")
_ID_IN_LINK = re.compile(r"[?&]replytocom=(\d{1,20})|#(?:li-|div-)?comment-(\d{1,20})")
_PINGS = re.compile(r"(?:ping|track)(?:back)?s?(?:[-_]?list)?", re.IGNORECASE)
_PING_PLACES = '[id*="ping" i], [class*="ping" i], [id*="track" i], [class*="track" i]'
_WIDGETS = frozenset({
    "recentcomments", "widget_recent_comments", "wp-block-latest-comments", "wp-block-latest-comments__comment",
    "recent-comments", "latest-comments", "recent_comments", "latest_comments", "widget-recent-comments",
})  # fmt: skip
_WIDGET = re.compile(r"widget_\S*(?:recent|latest|last)\S*comment\S*", re.IGNORECASE)
"""The class that WordPress gives to a widget of recent comments of a plugin or a theme: ``widget_`` and its name."""


@dataclass
class Box:
    """The elements of one comment, what their classes say, and the box of the comment that it answers.

    ``replies`` is the innermost list of replies that it stands in; ``in_replies`` whether that is inside ``parent``.
    """

    node: LexborNode
    number: str | None
    depth: int | None
    others: list[LexborNode] = field(default_factory=list)
    parent: "Box | None" = None
    replies: LexborNode | None = None
    in_replies: bool = False

    @property
    def types(self) -> set[str]:
        """What the classes call it: comment, pingback, trackback; and unapproved."""
        return set(classes(self.node)) & (_TYPES | {"unapproved"})

    @property
    def is_by_author(self) -> bool:
        """Whether WordPress marks it as one by the author of the article."""
        return any("bypostauthor" in classes(node) for node in (self.node, *self.others))


def boxes_of(tree: LexborHTMLParser) -> list[Box]:
    """Return the comments of a page in document order, each with its parent; pingbacks are among them."""
    if tree.body is None:
        return []
    boxes = _joined(tree.body, _MARKED_PLACES, _is_marked) or _joined(tree.body, _ITEM_PLACES, _is_plain_item)
    _set_definitions(boxes)
    _set_numbers(boxes)
    _set_parents(boxes)
    return boxes


def widened(boxes: list[Box]) -> list[Box]:
    """Return the comments with all that stands around each and holds no other: a theme may mark their text alone."""
    held = Counter(node.mem_id for box in boxes for node in self_and_ancestors(box.node))
    return [replace(box, node=_widest(box, held), others=[]) for box in boxes] if len(boxes) > 1 else boxes


def _widest(box: Box, held: Mapping[int, int]) -> LexborNode:
    alone = takewhile(lambda node: held[node.mem_id] == 1, self_and_ancestors(box.node))
    return [box.node, *islice(alone, _MOST_AROUND)][-1] if not box.others else box.node


def _set_definitions(boxes: list[Box]) -> None:
    """Give a comment whose dt alone is marked the dd that follow it."""
    nodes = {node.mem_id for box in boxes for node in (box.node, *box.others)}
    for box in boxes:
        node = box.node.next if box.node.tag == "dt" and not box.others else None
        while node is not None and (not is_element(node) or (node.tag == "dd" and node.mem_id not in nodes)):
            if is_element(node):
                box.others.append(node)
            node = node.next


def is_marked_by_depth(tree: LexborHTMLParser) -> bool:
    """Return whether a page has an element that WordPress's own classes mark as a comment."""
    found = (node for node in tree.css(f"body {_DEPTH_PLACES}") if node.tag in _CONTAINERS and has_depth(node))
    known: dict[int, bool] = {}
    return any(not is_held(node, is_widget, known) for node in found)


def is_widget(node: LexborNode) -> bool:
    """Return whether an element is a widget of recent comments, or one entry of it."""
    names = classes(node)
    is_one = attribute(node, "id") == "recentcomments" or not _WIDGETS.isdisjoint(names)
    return is_one or any(map(_WIDGET.fullmatch, names))


def in_widgets(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the elements marked as comments that stand in a widget of recent comments."""
    known: dict[int, bool] = {}
    return [node for node in tree.css(_DEPTH_PLACES) if has_depth(node) and is_held(node, is_widget, known)]


def boxes_among_pings(tree: LexborHTMLParser, boxes: list[Box]) -> set[int]:
    """Return the addresses of the boxes that stand in a list of pingbacks."""
    lists = {node.mem_id for node in tree.css(_PING_PLACES) if _is_ping_list(node)}
    known: dict[int, bool] = {}
    held = (box.node for box in boxes if lists and is_held(box.node, lambda node: node.mem_id in lists, known))
    return {node.mem_id for node in held}


def _is_ping_list(node: LexborNode) -> bool:
    return any(_PINGS.fullmatch(name) for name in (attribute(node, "id"), *classes(node)))


def own_elements(box: Box, boxes: frozenset[int]) -> Iterator[LexborNode]:
    """Yield the elements of a comment without those of its replies and of the reply form."""

    def is_other(node: LexborNode) -> bool:
        return node.mem_id in boxes or is_outside(node)

    for node in (box.node, *box.others):
        yield node
        yield from elements(node, is_other)


def is_outside(node: LexborNode) -> bool:
    """Return whether an element inside a comment holds its replies or a form."""
    names = classes(node)
    return (
        attribute(node, "id") in _FORM_IDS
        or not _FORM_CLASSES.isdisjoint(names)
        or (not _REPLIES.isdisjoint(names) and node.tag in ("ul", "ol", "div", "section"))
    )


def has_depth(node: LexborNode) -> bool:
    """Return whether WordPress's own classes mark an element as a comment."""
    return marks_depth(classes(node))


def marks_depth(names: Iterable[str]) -> bool:
    """Return whether class names are those that WordPress gives to a comment."""
    return not _TYPES.isdisjoint(names) and any(map(_DEPTH.fullmatch, names))


def _is_marked(node: LexborNode) -> bool:
    return node.tag in _CONTAINERS and (has_depth(node) or _number(node) is not None)


def _is_replies(node: LexborNode) -> bool:
    return not _REPLIES.isdisjoint(classes(node))


def _number(node: LexborNode) -> str | None:
    found = _ID.fullmatch(attribute(node, "id"))
    return found.group(1) if found else None


def _depth(node: LexborNode) -> int | None:
    found = next(filter(None, map(_DEPTH.fullmatch, classes(node))), None)
    return int(found.group(1)) if found else None


def _is_plain_item(node: LexborNode) -> bool:
    """Return whether an element is the item of a comment list whose theme gives it neither id nor class."""
    is_item = node.tag == "li" or (node.tag in ("article", "div") and "comment" in classes(node))
    return is_item and node.parent is not None and _is_list(node.parent)


def _is_list(node: LexborNode) -> bool:
    return bool(_LIST.fullmatch(attribute(node, "id")) or any(_LIST.fullmatch(name) for name in classes(node)))


def _joined(body: LexborNode, places: str, is_marked: Test) -> list[Box]:
    """Make one box of the marked elements that are the same comment: inside one another, or a dt with its dd."""
    boxes: list[Box] = []
    by_node: dict[int, Box] = {}
    around: dict[int, _Place] = {}
    in_widget: dict[int, bool] = {}
    for node in select(body, f"{places}, {_REPLY_PLACES}"):  # in document order, so what is around comes first
        opens, marks = _is_replies(node), is_marked(node)
        if not (opens or marks) or is_held(node, is_widget, in_widget):
            continue
        place = _place_above(node, around)
        if opens:
            place = _Place(place.around, node, in_replies=place.around is not None)
        if marks:
            box = by_node[node.mem_id] = _box_of(node, place, by_node)
            if box.node.mem_id == node.mem_id:
                boxes.append(box)
            place = _Place(box, place.replies, in_replies=False)
        around[node.mem_id] = place
    return boxes


class _Place(NamedTuple):
    """The comment and the innermost list of replies around an element, and whether that list is inside the comment."""

    around: Box | None
    replies: LexborNode | None
    in_replies: bool


def _place_above(node: LexborNode, places: dict[int, _Place]) -> _Place:
    """Return the place of the nearest element around that has one, and remember it on the way."""
    path: list[int] = []
    place = _Place(None, None, in_replies=False)
    for each in self_and_ancestors(node.parent) if node.parent is not None else ():
        if each.mem_id in places:
            place = places[each.mem_id]
            break
        path.append(each.mem_id)
    places.update(dict.fromkeys(path, place))
    return place


def _box_of(node: LexborNode, place: _Place, by_node: dict[int, Box]) -> Box:
    """Return the box that an element belongs to, perhaps a new one."""
    partner, around = _partner(node, by_node), place.around
    if partner:
        partner.others.append(node)
        return partner
    if around and _is_same(around, node, place.in_replies):
        around.number = around.number or _number(node)
        around.depth = around.depth or _depth(node)
        return around
    return Box(node, _number(node), _depth(node), parent=around, replies=place.replies, in_replies=place.in_replies)


def _is_same(around: Box, node: LexborNode, in_replies: bool) -> bool:
    number, depth = _number(node), _depth(node)
    if number is not None and around.number is not None:
        return number == around.number
    if depth is not None and around.depth is not None:
        return depth == around.depth
    return not in_replies


def _partner(node: LexborNode, by_node: dict[int, Box]) -> Box | None:
    """Return the box of the dt that a dd belongs to."""
    if node.tag != "dd":
        return None
    before = element_before(node)
    return by_node.get(before.mem_id) if before is not None and before.tag == "dt" else None


def _set_numbers(boxes: list[Box]) -> None:
    """Find an id for a comment whose own is no number: in its reply link, its permalink, its parts; else its own."""
    nodes = frozenset(box.node.mem_id for box in boxes)
    for box in boxes:
        box.number = box.number or _number_inside(box, nodes)
    own = {place: attribute(box.node, "id") for place, box in enumerate(boxes) if box.number is None}
    told = told_apart(own) if len(own) > 1 and all(own.values()) else {}
    if not {box.number for box in boxes}.isdisjoint(told.values()):
        told = {}
    for place, box in enumerate(boxes):
        box.number = box.number or told.get(place, f"c{place + 1}")


def _number_inside(box: Box, nodes: frozenset[int]) -> str | None:
    for node in own_elements(box, nodes):
        for name in ("data-commentid", "data-comment-id", "data-id"):
            if attribute(node, name).isdecimal():
                return attribute(node, name)
        found = _ID_IN_ATTRIBUTE.fullmatch(attribute(node, "id")) or _ID_IN_LINK.search(attribute(node, "href"))
        if found:
            return next((str(number) for number in found.groups() if number), None)
    return None


def _set_parents(boxes: list[Box]) -> None:
    """Find each parent: by depth among the comments before it, as WordPress prints them; else by what is around.

    Depth comes first since a theme may print replies after the element of their parent, and since one forgotten
    closing tag puts all later comments inside an earlier one.
    """
    branch: list[tuple[int, Box]] = []
    answered = _Answered(boxes)
    for box in boxes:
        around, box.parent = box.parent, None
        depth = box.depth
        while depth is not None and branch and branch[-1][0] >= depth:
            branch.pop()
        if depth is not None and depth > 1:
            before = branch[-1][1] if branch and branch[-1][0] == depth - 1 else around
            box.parent = around if around and around.depth == depth - 1 else before
        elif around and (depth is None or box.in_replies):
            box.parent = around
        elif around is None and box.replies is not None:
            box.parent = answered.by(box.replies)
        if depth is not None:
            branch.append((depth, box))


class _Answered:
    """The comment right before each list of replies, looked up once a list."""

    def __init__(self, boxes: list[Box]) -> None:
        self._by_node = {node.mem_id: box for box in boxes for node in (box.node, *box.others)}
        self._found: dict[int, Box | None] = {}

    def by(self, replies: LexborNode) -> Box | None:
        if replies.mem_id not in self._found:
            before = element_before(replies)
            self._found[replies.mem_id] = _box_in(before, self._by_node) if before is not None else None
        return self._found[replies.mem_id]


def _box_in(node: LexborNode, by_node: dict[int, Box]) -> Box | None:
    if node.mem_id in by_node:
        return by_node[node.mem_id]
    return next((by_node[each.mem_id] for each in elements(node) if each.mem_id in by_node), None)
