"""How deep the tags of a page stand, counted in one linear pass, before a parser that is quadratic in it."""

import re
from collections import Counter
from collections.abc import Iterator

MAX_DEPTH = 2_000
MAX_WORK = 50_000_000
"""Bound on the sum over all tags of their depth: the work of one look at all ancestors of all tags."""

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/><]*|!--)")
_RAW_TEXT = frozenset({"script", "style", "textarea", "title", "iframe", "xmp", "noembed"})
_NEVER_DEEP = frozenset({
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "track", "wbr",
})  # fmt: skip
"""Tags that are empty, or that the next one of their kind closes."""


def is_too_deep(text: str) -> bool:
    """Return whether the tags of a page are nested deeper than in any page that a browser can show."""
    open_tags: list[str] = []
    opened: Counter[str] = Counter()
    work = 0
    for closing, tag in _tags(text):
        if not closing:
            open_tags.append(tag)
            opened[tag] += 1
        elif opened[tag]:
            while (popped := open_tags.pop()) != tag:
                opened[popped] -= 1
            opened[tag] -= 1
        work += len(open_tags)
        if len(open_tags) > MAX_DEPTH or work > MAX_WORK:
            return True
    return False


def _tags(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the tags that can nest, as (closing, name), skipping comments and what is inside scripts and styles."""
    at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        name = found.group(2).lower()
        if name == "!--":
            at = _after(text, "-->", at)
        elif name in _RAW_TEXT and not found.group(1):
            at = _after(text, f"</{name}", at)
        elif name not in _NEVER_DEEP:
            yield bool(found.group(1)), name


def _after(text: str, end: str, start: int) -> int:
    at = text.find(end, start)
    return len(text) if at < 0 else at + len(end)
