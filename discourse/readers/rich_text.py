"""Texts that editors keep as trees of paragraphs and pieces, in JSON: as plain text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_DEEPEST = 12
_INSIDE = ("content", "children")
"""What nodes call the nodes in them: ProseMirror and Atlassian's documents, or Slate, Lexical and Portable Text."""
_BLOCKS = frozenset({
    "paragraph", "heading", "codeblock", "code_block", "code", "blockquote", "quote", "block", "listitem", "list_item",
    "list-item", "table", "tablerow", "tablecell", "tableheader", "panel", "rule",
})  # fmt: skip
_ITEMS = frozenset({"listitem", "list_item", "list-item"})
_QUOTES = frozenset({"blockquote", "quote"})
_BREAKS = frozenset({"hardbreak", "hard_break", "linebreak"})
_DOCUMENTS = frozenset({"doc", "root"})


def text_of_document(value: Mapping[str, Any]) -> str | None:
    """Return the text of an object that is a document of an editor; ``None`` for another object.

    >>> text_of_document({"type": "doc", "content": [{"type": "paragraph", "content": [{"text": "No."}]}]})
    'No.'
    """
    root = value.get("root", value)
    if not isinstance(root, Mapping) or root.get("type") not in _DOCUMENTS:
        return None
    return _text_of(root) if isinstance(_inside(root), list) else None


def text_of_nodes(items: Sequence[Any]) -> str | None:
    """Return the text of a list that holds nothing but the blocks of an editor; ``None`` for another list."""
    are_blocks = all(
        isinstance(item, Mapping) and _kind(item) and isinstance(item.get("children"), list) for item in items
    )
    return _text_of({"type": "doc", "children": list(items)}) if items and are_blocks else None


def _text_of(root: Mapping[str, Any]) -> str:
    lines = [""]
    for piece in _pieces(root, _DEEPEST, ""):
        if piece.startswith("\n"):
            lines.append(piece[1:])
        else:
            lines[-1] += piece
    said = [line.rstrip() for line in lines if line.strip("> -\t")]
    return "\n\n".join(said).replace("\v", "\n")


def _pieces(node: Mapping[str, Any], depth: int, mark: str) -> Iterator[str]:
    """Yield the words in a node; what begins with a line end begins a paragraph, with the mark that follows."""
    kind = _kind(node)
    if kind in _BREAKS:
        yield "\v"
        return
    if isinstance(node.get("text"), str):
        yield node["text"].replace("\n", "\v")
        return
    attributes = node.get("attrs")
    if isinstance(attributes, Mapping) and kind in ("mention", "emoji", "inlinecard"):
        yield str(next((attributes[name] for name in ("text", "shortName", "url") if attributes.get(name)), ""))
        return
    mark = f"{mark}> " if kind in _QUOTES else f"{mark}- " if kind in _ITEMS else mark
    if kind in _BLOCKS:
        yield f"\n{mark}"
    for inner in _inside(node) or () if depth else ():
        if isinstance(inner, Mapping):
            yield from _pieces(inner, depth - 1, mark)


def _inside(node: Mapping[str, Any]) -> list[Any] | None:
    return next((node[name] for name in _INSIDE if isinstance(node.get(name), list)), None)


def _kind(node: Mapping[str, Any]) -> str:
    kind = node.get("type", node.get("_type"))
    return kind.lower() if isinstance(kind, str) else ""
