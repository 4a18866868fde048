"""A few looks at a parsed page: classes, attributes, ancestors, and walks that never recurse."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

Test = Callable[[LexborNode], bool]

_TITLE_NODES = 1_000
_KEPT = 4_096


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute's value; an empty string where it is missing or has none."""
    return node.attributes.get(name) or ""


def classes(node: LexborNode) -> tuple[str, ...]:
    """Return the class names of an element in lower case, in their order."""
    return _names_in(node.attributes.get("class") or "")


@lru_cache(maxsize=_KEPT)
def _names_in(value: str) -> tuple[str, ...]:
    return tuple(value.lower().split())


def first_told(pattern: re.Pattern[str], values: Iterable[str]) -> str:
    """Return the first group of a pattern in the first of some values that it is found in; "" where in none."""
    return next((told.group(1) for told in map(pattern.search, values) if told), "")


def is_element(node: LexborNode) -> bool:
    """Return whether a node is an element rather than text or a comment of the markup."""
    return node.is_element_node


def is_text(node: LexborNode) -> bool:
    """Return whether a node is a piece of text."""
    return node.is_text_node


def is_within(node: LexborNode, test: Test) -> bool:
    """Return whether the node or one of its ancestors passes the test."""
    return any(test(each) for each in self_and_ancestors(node))


def self_and_ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the node, its parent and so on up to the root."""
    current: LexborNode | None = node
    while current is not None:
        yield current
        current = current.parent


def siblings(node: LexborNode, side: Literal["prev", "next"]) -> Iterator[LexborNode]:
    """Yield the elements before or after one, the nearest first, under the same parent."""
    other = getattr(node, side)
    while other is not None:
        if other.is_element_node:
            yield other
        other = getattr(other, side)


def element_before(node: LexborNode) -> LexborNode | None:
    """Return the element right before a node, under the same parent."""
    return next(siblings(node, "prev"), None)


def walk(root: LexborNode, stop: Test | None = None) -> Iterator[tuple[LexborNode, bool]]:
    """Yield what is inside an element in document order, as (node, whether it is being entered).

    Elements are yielded twice, on entering and on leaving; text once. What passes ``stop`` is left out whole.
    """
    node, end = root.child, root.mem_id  # nodes are compared by address: == would compare their whole markup
    while node is not None:
        if not node.is_element_node:
            yield node, True
        elif stop is None or not stop(node):
            yield node, True
            inner = node.child
            if inner is not None:
                node = inner
                continue
            yield node, False
        while (after := node.next) is None:
            node = node.parent
            if node is None or node.mem_id == end:
                return
            yield node, False
        node = after


def elements(root: LexborNode, stop: Test | None = None) -> Iterator[LexborNode]:
    """Yield the elements inside an element in document order, leaving out what passes ``stop``."""
    if stop is None:
        yield from islice(root.css("*"), 1, None)  # the first is the element itself
        return
    node, end = root.child, root.mem_id
    while node is not None:
        if node.is_element_node and not stop(node):
            yield node
            inner = node.child
            if inner is not None:
                node = inner
                continue
        while (after := node.next) is None:
            node = node.parent
            if node is None or node.mem_id == end:
                return
        node = after


def select(root: LexborHTMLParser | LexborNode, selector: str) -> list[LexborNode]:
    """Return the elements that fit a selector, each once, in document order; none for an empty selector.

    The parser finds an element once for each part of a list of selectors.
    """
    return list({node.mem_id: node for node in root.css(selector)}.values()) if selector else []


def held_by(nodes: Iterable[LexborNode], test: Test) -> set[int]:
    """Return the addresses of the nodes that pass a test or stand inside one; given parents first, in one pass."""
    held: set[int] = set()
    for node in nodes:
        if (node.parent is not None and node.parent.mem_id in held) or test(node):
            held.add(node.mem_id)
    return held


def is_held(node: LexborNode, test: Test, known: dict[int, bool]) -> bool:
    """Return whether the node or one of its ancestors passes the test; ``known`` holds what was asked before.

    With one ``known`` for many nodes each element is tested once, however deep they stand.
    """
    path: list[int] = []
    answer = False
    for each in self_and_ancestors(node):
        if each.mem_id in known:
            answer = known[each.mem_id]
            break
        path.append(each.mem_id)
        if test(each):
            answer = True
            break
    known.update(dict.fromkeys(path, answer))
    return answer


def first_text(node: LexborNode) -> str:
    """Return the first pieces of text in an element on one line, enough for a title."""
    inside = (each for each, _ in islice(walk(node), _TITLE_NODES))
    return one_line(" ".join(each.text_content or "" for each in inside if is_text(each)))


def one_line(text: str) -> str:
    """Return a text with every run of blanks as one space."""
    return " ".join(text.split())
