"""What a page says about its article in its head: JSON-LD, OpenGraph, meta and link tags."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.readers.dom import attribute, one_line
from discourse.readers.markup import clean

_MAX_SCRIPTS = 40
_MAX_SCRIPT = 1_000_000
_MAX_NODES = 5_000
_ARTICLES = re.compile(r"(?:\w*article|blogposting|report|webpage|review|recipe|newsitem|posting)$", re.IGNORECASE)
_PAGES = frozenset({"webpage", "itempage", "aboutpage"})

Values = dict[str, Any]


def meta_tags(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the content of the meta tags by their name, property or itemprop, the first of each."""
    tags: dict[str, str] = {}
    for node in tree.css("meta"):
        name = attribute(node, "property") or attribute(node, "name") or attribute(node, "itemprop")
        name = name or attribute(node, "http-equiv")
        content = one_line(clean(attribute(node, "content")))
        if name and content:
            tags.setdefault(name.lower(), content)
    return tags


def linked_article(tree: LexborHTMLParser) -> Values:
    """Return the JSON-LD values of the page's article; those of the page fill in what the article lacks."""
    nodes = list(_nodes(tree))
    articles = sorted((node for node in nodes if _rank(node) < 2), key=_rank)
    merged: Values = {}
    for node in articles:
        merged = {key: value for key, value in node.items() if value} | merged
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return {key: _resolved(value, by_id) for key, value in merged.items()}


def words_of(value: Any) -> str | None:
    """Return the text of a JSON-LD value: a string, the name of a thing, or the names of several."""
    if isinstance(value, str):
        return one_line(clean(value)) or None
    if isinstance(value, dict):
        return words_of(value.get("name") if isinstance(value.get("name"), str) else None)
    if isinstance(value, list):
        names = dict.fromkeys(filter(None, (words_of(item) for item in value[:10] if not isinstance(item, list))))
        return ", ".join(names) or None
    return None


def _rank(node: Values) -> int:
    kinds = node.get("@type")
    names = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
    if any(name.lower() in _PAGES for name in names):
        return 1
    return 0 if any(_ARTICLES.match(name) for name in names) else 2


def _nodes(tree: LexborHTMLParser) -> Iterator[Values]:
    """Yield the objects of all JSON-LD blocks, those of lists and graphs one by one; broken blocks yield nothing."""
    budget = _MAX_NODES
    for script in tree.css('script[type="application/ld+json"]')[:_MAX_SCRIPTS]:
        waiting: list[Any] = [_decoded(script.text(deep=True))]
        while waiting and budget:
            budget -= 1
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting[:0] = value[:budget]
            elif isinstance(value, dict):
                yield value
                waiting += [value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value]


def _decoded(text: str) -> Any:
    if len(text) > _MAX_SCRIPT:
        return None
    try:
        return msgspec.json.decode(re.sub(r"[\x00-\x1f]", " ", text).strip().strip(";"))
    except (msgspec.DecodeError, RecursionError):
        return None


def _resolved(value: Any, by_id: dict[str, Values]) -> Any:
    """Replace a reference by what it refers to, one step deep."""
    if isinstance(value, list):
        return [_resolved(item, by_id) if isinstance(item, dict) else item for item in value[:10]]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value
