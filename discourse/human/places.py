"""Where words stand in a text, whatever a program counts in, and of which file a page is."""

import re

_NUMBER = re.compile(r" \(\d+\)$")
"""What tells the articles of one file apart."""


def file_of(name: str) -> str:
    """Return the file that a page is of, which may hold several.

    >>> file_of("export.xml (2)")
    'export.xml'
    """
    return _NUMBER.sub("", name)


def place_in(text: str | None, span: tuple[int, int], words: str | None) -> tuple[int, int] | None:
    """Return the place of words in a text in code points; ``None`` where they are not there.

    ``span`` may count code points or UTF-16 units, as JavaScript does; ``words`` decide. Without a text the span is
    returned as it is; without words it has to lie in the text.

    >>> place_in("🙄 sure", (3, 7), "sure"), place_in("🙄 sure", (2, 6), "sure"), place_in("🙄 sure", (2, 6), "fine")
    ((2, 6), (2, 6), None)
    """
    if text is None:
        return span
    start, end = span
    if words is None:
        return span if end <= len(text) else None
    if text[start:end] == words:
        return span
    converted = _code_points(text, start), _code_points(text, end)
    if text[slice(*converted)] == words:
        return converted
    at = text.find(words) if words.strip() else -1
    return (at, at + len(words)) if at >= 0 and text.count(words) == 1 else None


def _code_points(text: str, units: int) -> int:
    """Return how many code points the first UTF-16 units of a text are."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))
