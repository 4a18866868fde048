"""Comments in the page which it does not show at once: replies folded behind a button, the tab that is not open."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.readers.dom import self_and_ancestors
from discourse.readers.generic.blocks import Group, classes_of
from discourse.readers.markup import is_hidden

_HIDDEN = (
    "div[style], ul[style], ol[style], section[style], li[style], div[hidden], ul[hidden], ol[hidden], section[hidden]"
)
_PLAIN = re.compile(r"[A-Za-z][\w-]*")
_MOST = 2_000
_LEAST = 10


def folded_in(tree: LexborHTMLParser, group: Group) -> frozenset[int]:
    """Return the addresses of the outermost hidden elements which hold elements of the class that a group is of."""
    first = group.boxes[0].element
    names = [name for _, _, name in classes_of(first) if _PLAIN.fullmatch(name)]
    if tree.body is None or not names:
        return frozenset()
    alike = f"{first.node.tag}.{names[0]}"
    hidden = {node.mem_id: node for node in tree.css(_HIDDEN)[:_MOST] if is_hidden(node)}
    return frozenset(
        address
        for address, node in hidden.items()
        if not any(each.mem_id in hidden for each in self_and_ancestors(node) if each.mem_id != address)
        and any(_says_something(each) for each in node.css(alike))
    )


def _says_something(node: LexborNode) -> bool:
    return len((node.text() or "").strip()) >= _LEAST
