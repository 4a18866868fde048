"""How deep the tags of a page stand, counted in one linear pass, before a parser that is quadratic in it.

Every walk over the parsed page is linear whatever its depth; the parser looks at all open tags for each block, and
puts all bold and the like that were never closed into each block again.
"""

import re
from collections import Counter
from collections.abc import Iterator

MAX_DEPTH = 20_000
"""Ten thousand replies that each answer the one before stand about this deep."""
MAX_WORK = 1_000_000_000
"""Bound on the sum over all tags of their depth: about two seconds of the parser's work."""
MAX_REPEATED = 10_000_000
"""Bound on the sum over all tags of the unclosed formatting before them: each block may hold it all again."""

_TAG = re.compile(r"</?([A-Za-z][^\s/><]*|!--)[^>]{0,200}")
_FORMAT_TAG = re.compile(
    r"<(?:[bB](?:[iI][gG])?|[cC][oO][dD][eE]|[eE][mM]|[fF][oO][nN][tT]|[iIuU]|[sS](?:[mM][aA][lL][lL]|[tT][rR][a-zA-Z]{3,4})?|[tT][tT])[\s>/]"
)
_COMMENT_END = re.compile("--!?>")
_FORMATTING = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
})  # fmt: skip
_ALIKE = 3
"""The parser repeats no more than three formatting tags with the same attributes."""
_CLOSED_BY_NEXT = frozenset({"a", "nobr"})
_RAW_TEXT = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "iframe", "xmp", "noembed")
}
_NEVER_DEEP = frozenset({
    "area", "base", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img",
    "input", "li", "link", "meta", "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "track", "wbr",
})  # fmt: skip
"""Tags that are empty, or that the next one of their kind closes."""


def is_too_deep(text: str) -> bool:
    """Return whether the tags of a page are nested deeper, or left open more often, than the parser can bear."""
    if _is_surely_flat(text):
        return False
    open_tags = _OpenTags()
    unclosed = _Unclosed()
    work = repeated = 0
    for name, tag in _tags(text, open_tags):
        if name in _FORMATTING:
            unclosed.take(name, tag)
        if name not in _NEVER_DEEP:
            open_tags.take(name, tag)
        work += open_tags.count
        repeated += unclosed.count
        if open_tags.count > MAX_DEPTH or work > MAX_WORK or repeated > MAX_REPEATED:
            return True
    return False


def _is_surely_flat(text: str) -> bool:
    """Return whether a page has too few tags to pass any bound, however they stand: most pages need no walk.

    No tag stands deeper than there are tags; no more formatting can be unclosed before a tag than there is in all, and
    one ``a`` and one ``nobr``, which the next one closes.
    """
    tags = text.count("<")
    if tags > MAX_DEPTH or tags * tags > 2 * MAX_WORK:
        return False
    return (len(_FORMAT_TAG.findall(text)) + len(_CLOSED_BY_NEXT)) * tags <= MAX_REPEATED


class _OpenTags:
    """The tags that are open, the last one innermost."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._opened: Counter[str] = Counter()

    @property
    def count(self) -> int:
        return len(self._names)

    @property
    def has_drawing(self) -> bool:
        """Whether SVG or MathML is open, in which a title or a style may hold tags."""
        return self._opened["svg"] + self._opened["math"] > 0

    def take(self, name: str, tag: str) -> None:
        if not tag.startswith("</"):
            self._names.append(name)
            self._opened[name] += 1
        elif self._opened[name]:
            while (popped := self._names.pop()) != name:
                self._opened[popped] -= 1
            self._opened[name] -= 1


class _Unclosed:
    """The formatting tags without an end, which closing the blocks around them does not close."""

    def __init__(self) -> None:
        self._tags: dict[str, list[str]] = {}
        self._alike: Counter[str] = Counter()
        self.count = 0

    def take(self, name: str, tag: str) -> None:
        tags = self._tags.setdefault(name, [])
        if tag.startswith("</"):
            if tags:
                self._alike[tags.pop()] -= 1
                self.count -= 1
        elif self._alike[tag] < _ALIKE and not (tags and name in _CLOSED_BY_NEXT):
            tags.append(tag)
            self._alike[tag] += 1
            self.count += 1


def _tags(text: str, open_tags: _OpenTags) -> Iterator[tuple[str, str]]:
    """Yield each tag as its name and its beginning, skipping comments and what is inside scripts and styles."""
    at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        name = found.group(1).lower()
        if name == "!--":
            at = _after(text, _COMMENT_END, found.end(1) - 2)  # "<!-->" is a comment too
            continue
        yield name, found.group()
        if name in _RAW_TEXT and not found.group().startswith("</") and not open_tags.has_drawing:
            at = _after(text, _RAW_TEXT[name], at)


def _after(text: str, end: re.Pattern[str], start: int) -> int:
    found = end.search(text, start)
    return found.end() if found else len(text)
