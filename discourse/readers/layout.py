"""Reading a page by its layout: where a system keeps the parts of a comment, as CSS selectors, tried in one pass."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from itertools import takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.readers.dom import attribute, element_before, select, self_and_ancestors
from discourse.readers.drafts import Draft
from discourse.readers.markup import line_of, text_of

_NUMBER = re.compile(r"[-−+]?\s?(?:\d{1,3}(?:[.,\u00a0\u202f ]\d{3}){1,3}(?![\d.,])|\d{1,9})(?![.,]?\d|\s?[kKmM]\b)")
_OF_TIME = re.compile(r"date|time|stamp|created|posted|published|epoch|utc|(?:^|[-_])ts$", re.IGNORECASE)
_OF_ELSE = re.compile(r"(?:^|[-_])(?:id|by|user|key|count|updated?\S*|edit\S*)$", re.IGNORECASE)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_STAMPS = ("datetime", "content", "title", "data-time", "data-timestamp")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where the pages of one system keep the parts of a comment.

    Each is a CSS selector tried on the whole page; an element belongs to the innermost comment around it. Of
    several the one counts that the selector's earliest alternative finds, of these the first in the page; of texts
    the first in the page. ``stamp`` finds elements with a time in an attribute, ``shown`` those with its words,
    ``quote`` those that say which comment they quote (of quotations in quotations the outermost ones count, for the
    inner are what the one quoted had quoted), ``other`` what only the reader understands, ``title`` its own
    heading, ``leave_out`` what stands in the text and is not part of it, ``quotation`` what quotes another and is
    no blockquote. ``""`` means: this system has none.
    """

    box: str
    text: str
    author: str = ""
    stamp: str = ""
    shown: str = ""
    score: str = ""
    likes: str = ""
    dislikes: str = ""
    edited: str = ""
    badge: str = ""
    pinned: str = ""
    quote: str = ""
    other: str = ""
    title: str = ""
    leave_out: str = ""
    quotation: str = ""


_PARTS = (
    "text",
    "author",
    "stamp",
    "shown",
    "score",
    "likes",
    "dislikes",
    "edited",
    "badge",
    "pinned",
    "quote",
    "other",
    "title",
)
_IN_ORDER = frozenset({"text", "badge", "quote", "other"})
"""Parts in the order of the page: all of them count, or, of a text, the outermost, which holds all words."""
_PIECES = re.compile(r"""["][^"]*["]|['][^']*[']|[\[(]|[\])]|,|[^\[\](),"']+""")


@dataclass(frozen=True, eq=False)
class Found:
    """One comment's element with its parts; ``within`` is the comment whose element this one stands in."""

    node: LexborNode
    within: "Found | None"
    parts: Mapping[str, Sequence[LexborNode]]
    left_out: frozenset[int] = field(repr=False)
    quotations: frozenset[int] = field(default=frozenset(), repr=False)

    def first(self, part: str) -> LexborNode | None:
        """Return the element of a part that counts, as ``Layout`` says."""
        nodes = self.parts.get(part)
        return nodes[0] if nodes else None

    def values(self, part: str, name: str) -> list[str]:
        """Return an attribute's values on the elements of a part."""
        return [attribute(node, name) for node in self.parts.get(part, ())]

    def line(self, part: str) -> str | None:
        """Return the words of a part on one line, from its first element with any; ``None`` where there is none."""
        lines = (line_of(node, self._is_left_out) for node in self.parts.get(part, ()))
        return next(filter(None, lines), None)

    def text(self) -> str:
        """Return the comment's text, without replies inside it and what the layout leaves out."""
        node = self.first("text")
        return "" if node is None else text_of(node, self._is_left_out, self._is_quotation)

    def badges(self) -> tuple[str, ...]:
        """Return the words of the badges in lower case, each once."""
        words = (line_of(node).lower() for node in self.parts.get("badge", ()))
        return tuple(dict.fromkeys(filter(None, words)))

    def draft(self, id: str, reply_to: str | None, **known: object) -> Draft:  # noqa: A002  # the field's name
        """Return the comment with the parts that the layout finds; what the reader knows better comes by name."""
        fields: dict[str, object] = {
            "text": self.text(),
            "author": self.line("author"),
            "stamp": stamp_of(self.first("stamp")),
            "shown": self.line("shown"),
            "score": number_of(self.first("score")),
            "likes": number_of(self.first("likes")),
            "dislikes": number_of(self.first("dislikes")),
            "edited": self._edited(),
            "pinned": self.first("pinned") is not None,
            "badges": self.badges(),
            "title": self.line("title"),
        }
        return Draft(id=id, reply_to=reply_to, **(fields | known))  # type: ignore[arg-type]

    def _edited(self) -> str | None:
        told = (stamp_of(node) or line_of(node) for node in self.parts.get("edited", ()))
        return next(filter(None, told), None)

    def _is_quotation(self, node: LexborNode) -> bool:
        return node.mem_id in self.quotations

    def _is_left_out(self, node: LexborNode) -> bool:
        return node.mem_id in self.left_out


def comments_of(tree: LexborHTMLParser, layout: Layout, without: frozenset[int] = frozenset()) -> list[Found]:
    """Return the comments of a page in its order, each with the parts that are its own; ``without`` are none."""
    boxes = [box for box in select(tree, layout.box) if box.mem_id not in without]
    own = {box.mem_id for box in boxes}
    left_out = frozenset(own.union(node.mem_id for node in select(tree, layout.leave_out)))
    quotations = frozenset(node.mem_id for node in select(tree, layout.quotation))
    parts: dict[int, dict[str, list[LexborNode]]] = {box: {} for box in own}
    for name in _PARTS:
        for node in select(tree, getattr(layout, name)):
            holder = _holder(node, own)
            if holder is not None:
                parts[holder.mem_id].setdefault(name, []).append(node)
        if name not in _IN_ORDER:
            _prefer(tree, getattr(layout, name), [held[name] for held in parts.values() if name in held])
    for held in parts.values():
        if len(held.get("quote", ())) > 1:
            _keep_outermost(held, quotations)
    found: dict[int, Found] = {}
    for box in boxes:
        around = _holder(box.parent, own) if box.parent is not None else None
        within = found.get(around.mem_id) if around is not None else None
        found[box.mem_id] = Found(box, within, parts[box.mem_id], left_out, quotations)
    return list(found.values())


@lru_cache(maxsize=512)
def alternatives(selector: str) -> tuple[str, ...]:
    """Return the alternatives of a list of selectors, in their order.

    >>> alternatives("h1, p:is(.a, .b)")
    ('h1', 'p:is(.a, .b)')
    """
    parts, depth = [""], 0
    for piece in _PIECES.findall(selector):
        depth += (piece in ("[", "(")) - (piece in ("]", ")"))
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(part.strip() for part in parts if part.strip())


def _prefer(tree: LexborHTMLParser, selector: str, found: Sequence[list[LexborNode]]) -> None:
    """Put what an earlier alternative finds first, in each comment with several elements of a part."""
    several = [nodes for nodes in found if len(nodes) > 1]
    parts = alternatives(selector) if several else ()
    if len(parts) < 2:
        return
    rank: dict[int, int] = {}
    for number, part in enumerate(parts):
        for node in select(tree, part):
            rank.setdefault(node.mem_id, number)
    for nodes in several:
        nodes.sort(key=lambda node: rank[node.mem_id])


def _keep_outermost(held: dict[str, list[LexborNode]], quotations: frozenset[int]) -> None:
    """Keep of what says whom a comment quotes what does not stand in the words of another quotation."""
    texts = {node.mem_id for node in held.get("text", ())}
    depths = {node.mem_id: _quotations_around(node, texts, quotations) for node in held["quote"]}
    labels = {id_ for id_, around in depths.items() if not around}
    held["quote"] = [
        node
        for node in held["quote"]
        if len(around := depths[node.mem_id]) < 2 and not (around and _is_labelled(around[0], labels))
    ]


def _quotations_around(node: LexborNode, texts: set[int], quotations: frozenset[int]) -> list[LexborNode]:
    inside = takewhile(lambda each: each.mem_id not in texts, self_and_ancestors(node))
    return [each for each in inside if each.tag == "blockquote" or each.mem_id in quotations]


def _is_labelled(quotation: LexborNode, labels: set[int]) -> bool:
    """Return whether the element right before a quotation holds what says whom it quotes."""
    before = element_before(quotation) or (quotation.parent and element_before(quotation.parent))
    return before is not None and any(each.mem_id in labels for each in before.css("*"))


def parents_by_level(levels: Sequence[int], ids: Sequence[str]) -> list[str]:
    """Return for each comment the last one above it that is less deep; ``""`` where there is none.

    >>> parents_by_level([1, 2, 2, 1], ["a", "b", "c", "d"])
    ['', 'a', 'a', '']
    """
    branch: list[tuple[int, str]] = []
    parents = []
    for level, id_ in zip(levels, ids, strict=True):
        while branch and branch[-1][0] >= level:
            branch.pop()
        parents.append(branch[-1][1] if branch else "")
        branch.append((level, id_))
    return parents


def _holder(node: LexborNode, boxes: set[int]) -> LexborNode | None:
    return next((each for each in self_and_ancestors(node) if each.mem_id in boxes), None)


def stamp_of(node: LexborNode | None) -> str | None:
    """Return the time that an element's attributes give for machines."""
    if node is None:
        return None
    return next(filter(None, (attribute(node, name).strip() for name in _STAMPS)), None)


def epoch_of(node: LexborNode) -> str | None:
    """Return as ISO 8601 the seconds or milliseconds since 1970 that an attribute named like a time gives."""
    for name, said in node.attributes.items():
        value = (said or "").strip()
        if _EPOCH.fullmatch(value) and _OF_TIME.search(name) and not _OF_ELSE.search(name):
            return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    return None


def number_of(node: LexborNode | None) -> int | None:
    """Return the whole number that an element states in its words; ``None`` for none, or one rounded to "1.2k"."""
    found = _NUMBER.search(line_of(node)) if node is not None else None
    return whole(found.group()) if found else None


def whole(digits: str) -> int:
    """Return the number of digits with marks between the thousands and perhaps a sign.

    >>> whole("1,204"), whole("−3")
    (1204, -3)
    """
    return int(re.sub(r"[^\d-]", "", digits.replace("−", "-")))
