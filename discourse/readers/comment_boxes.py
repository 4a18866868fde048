"""Which elements of a WordPress page are comments, and which comment each one answers.

WordPress's ``comment_class()`` marks a comment with ``comment`` (or ``pingback``, ``trackback``) and ``depth-N``;
themes put it on an li, a div, an article or a dt, with or without an id, once or twice for one comment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.readers.dom import (
    Test,
    attribute,
    classes,
    elements,
    is_element,
    is_within,
    self_and_ancestors,
    walk,
)

_ID = re.compile(r"(?:(?:li|div|article|dl|dt|dd|section|the|single|wp)[-_])?comment[-_](\d{1,20})")
_DEPTH = re.compile(r"depth-(\d{1,4})")
_TYPES = frozenset({"comment", "pingback", "trackback"})
_CONTAINERS = frozenset({"li", "div", "article", "section", "dl", "dt", "dd", "tr", "td", "blockquote"})
_LIST = re.compile(r"comment[-_]?s?[-_]?list|commentlist|comments__list", re.IGNORECASE)
_REPLIES = frozenset({"children", "comment-children", "comment-replies"})
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


@dataclass
class Box:
    """The elements of one comment, what their classes say, and the box of the comment that it answers."""

    node: LexborNode
    number: str | None
    depth: int | None
    others: list[LexborNode] = field(default_factory=list)
    parent: "Box | None" = None

    @property
    def types(self) -> set[str]:
        """What the classes call it: comment, pingback, trackback; and unapproved."""
        return set(classes(self.node)) & (_TYPES | {"unapproved"})


def boxes_of(tree: LexborHTMLParser) -> list[Box]:
    """Return the comments of a page in document order, each with its parent; pingbacks are among them."""
    if tree.body is None:
        return []
    boxes = _joined(tree.body, _is_marked) or _joined(tree.body, _is_plain_item)
    _set_numbers(boxes)
    _set_parents(boxes)
    return boxes


def is_widget(node: LexborNode) -> bool:
    """Return whether an element is a widget of recent comments, or one entry of it."""
    return attribute(node, "id") == "recentcomments" or not _WIDGETS.isdisjoint(classes(node))


def boxes_among_pings(tree: LexborHTMLParser, boxes: list[Box]) -> set[int]:
    """Return the addresses of the boxes that stand in a list of pingbacks."""
    lists = {node.mem_id for node in tree.css(_PING_PLACES) if _is_ping_list(node)}
    if not lists:
        return set()
    return {box.node.mem_id for box in boxes if is_within(box.node, lambda node: node.mem_id in lists)}


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
    names = classes(node)
    return not _TYPES.isdisjoint(names) and any(_DEPTH.fullmatch(name) for name in names)


def _is_marked(node: LexborNode) -> bool:
    return node.tag in _CONTAINERS and (has_depth(node) or _number(node) is not None)


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


def _joined(body: LexborNode, is_marked: Test) -> list[Box]:
    """Make one box of the marked elements that are the same comment: inside one another, or a dt with its dd."""
    boxes: list[Box] = []
    by_node: dict[int, Box] = {}
    open_boxes: list[Box] = []
    for node, entering in walk(body, is_widget):
        if not entering:
            if node.mem_id in by_node:
                open_boxes.pop()
        elif is_element(node) and is_marked(node):
            box = _box_of(node, open_boxes[-1] if open_boxes else None, by_node)
            if box.node.mem_id == node.mem_id:
                boxes.append(box)
            by_node[node.mem_id] = box
            open_boxes.append(box)
    return boxes


def _box_of(node: LexborNode, around: Box | None, by_node: dict[int, Box]) -> Box:
    """Return the box that an element belongs to, perhaps a new one."""
    partner = _partner(node, by_node)
    if partner:
        partner.others.append(node)
        return partner
    if around and _is_same(around, node):
        around.number = around.number or _number(node)
        around.depth = around.depth or _depth(node)
        return around
    return Box(node, _number(node), _depth(node), parent=around)


def _is_same(around: Box, node: LexborNode) -> bool:
    number, depth = _number(node), _depth(node)
    if number is not None and around.number is not None:
        return number == around.number
    if depth is not None and around.depth is not None:
        return depth == around.depth
    return not _in_replies(node, around)


def _in_replies(node: LexborNode, around: Box) -> bool:
    for each in self_and_ancestors(node):
        if each.mem_id == around.node.mem_id:
            return False
        if not _REPLIES.isdisjoint(classes(each)):
            return True
    return False


def _partner(node: LexborNode, by_node: dict[int, Box]) -> Box | None:
    """Return the box of the dt that a dd belongs to."""
    if node.tag != "dd":
        return None
    before = node.prev
    while before is not None and not is_element(before):
        before = before.prev
    return by_node.get(before.mem_id) if before is not None and before.tag == "dt" else None


def _set_numbers(boxes: list[Box]) -> None:
    """Find an id inside a comment that has none of its own: in its reply link, its permalink, its parts."""
    nodes = frozenset(box.node.mem_id for box in boxes)
    for place, box in enumerate(boxes, start=1):
        if box.number is None:
            box.number = _number_inside(box, nodes) or f"c{place}"


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
    last_at: dict[int, Box] = {}
    by_node = {node.mem_id: box for box in boxes for node in (box.node, *box.others)}
    for box in boxes:
        around, box.parent = box.parent, None
        depth = box.depth
        if depth is not None and depth > 1:
            box.parent = around if around and around.depth == depth - 1 else last_at.get(depth - 1, around)
        elif around and (depth is None or _in_replies(box.node, around)):
            box.parent = around
        elif around is None:
            box.parent = _before_replies(box, by_node)
        if depth is not None:
            last_at[depth] = box
            for deeper in [each for each in last_at if each > depth]:
                del last_at[deeper]


def _before_replies(box: Box, by_node: dict[int, Box]) -> Box | None:
    """Return the comment right before the list of replies that holds this one, where nothing tells its depth."""
    for each in self_and_ancestors(box.node):
        if is_element(each) and not _REPLIES.isdisjoint(classes(each)):
            before = each.prev
            while before is not None and not is_element(before):
                before = before.prev
            return _box_in(before, by_node) if before is not None else None
    return None


def _box_in(node: LexborNode, by_node: dict[int, Box]) -> Box | None:
    if node.mem_id in by_node:
        return by_node[node.mem_id]
    return next((by_node[each.mem_id] for each in elements(node) if each.mem_id in by_node), None)
