"""The walk through a talk page in pieces, each with the indentation around it."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from discourse.readers.dom import attribute, classes, is_within, walk
from discourse.readers.markup import is_hidden

ITEMS = frozenset({"dd", "li"})
BLOCKS = frozenset({
    "article", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "tr", "ul",
})  # fmt: skip
_STRUCK = frozenset({"s", "strike", "del"})
_LOCAL_TIME = "localcomments"
"""The class of a date that a script of the reader's has turned into local time; its title keeps the date signed."""
_FOLDED = "mw-collapsed"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One step of the walk through a page, with the indentation around it: how deep, and whether by a colon."""

    node: LexborNode
    entering: bool = True
    text: str | None = None
    depth: int = 0
    by_colon: bool = False
    is_struck: bool = False
    is_folded: bool = False


def pieces_of(root: LexborNode, left_out: frozenset[int]) -> Iterator[Piece]:
    """Yield the steps of the walk through a page, without the elements at the addresses given."""
    struck, folded = 0, 0
    colons: list[bool] = []
    for node, entering, text in _steps(root, left_out):
        if text is None and node.is_element_node:
            step = 1 if entering else -1
            struck += step * (node.tag in _STRUCK)
            folded += step * (_FOLDED in classes(node))
            if node.tag in ITEMS and entering:
                colons.append(node.tag == "dd")
            elif node.tag in ITEMS:
                colons.pop()
        yield Piece(
            node=node, entering=entering, text=text, depth=len(colons), by_colon=bool(colons) and colons[-1],
            is_struck=struck > 0, is_folded=folded > 0,
        )  # fmt: skip


def _steps(root: LexborNode, left_out: frozenset[int]) -> Iterator[tuple[LexborNode, bool, str | None]]:
    """Yield each node, whether it is entered, and its text if it is one; dates as they were signed."""
    local = 0
    for node, entering in walk(root, lambda each: each.mem_id in left_out or _is_unseen(each)):
        if node.is_text_node:
            if not local:
                yield node, True, node.text_content or ""
            continue
        yield node, entering, None
        signed = attribute(node, "title") if _LOCAL_TIME in classes(node) else ""
        local += (1 if entering else -1) * bool(signed)
        if signed and entering:
            yield node, True, signed


def _is_unseen(node: LexborNode) -> bool:
    """Return whether an element is never shown; what a reader can unfold is."""
    if not is_hidden(node):
        return False
    return not ("style" in node.attributes and is_within(node, lambda each: _FOLDED in classes(each)))
