"""Whom a comment quotes: a quotation that names the author of another comment and repeats its words."""

import re
from collections.abc import Iterator, Mapping, Sequence

from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.names import QUOTE
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of

_COMPARED = 60
_LEAST = 8
"""In bytes: a Chinese, Japanese or Korean character says more than a letter."""
_MOST_BOXES = 1_000
_QUOTED_LINE = re.compile(r"^>.*$", re.MULTILINE)
_LEAST_LINE, _SURE = 16, 40


def quoted_in(
    outline: Outline, boxes: Sequence[Box], names: Mapping[int, str], texts: Mapping[int, str]
) -> dict[int, int]:
    """Return the box of the comment that each one quotes under the name of its author with what that quotes.

    Of quotations in one another the outer one counts, though the words of the inner one stand in another comment, too.
    Where there is one alone, its words tell whose they are.
    """
    own = {number: _own_words(texts[number]) for number in names if texts.get(number)} if _may(boxes) else {}
    found: dict[int, int] = {}
    for box in boxes:
        others = {number: words for number, words in own.items() if number != box.element.number}
        for quotation in _outermost(outline, box):
            quoted = _quoted_of(quotation, others, names)
            if quoted is not None:
                found.setdefault(box.element.number, quoted)
    return found


def with_marks(texts: Mapping[int, str], names: Mapping[int, str]) -> tuple[dict[int, str], dict[int, int]]:
    """Return the texts with a mark at a first line that repeats another comment after its author's name, and whose.

    "Ann: So it is." is a quotation where Ann said so.
    """
    marked, quoted = dict(texts), dict[int, int]()
    by_name: dict[str, list[int]] = {}
    for number, name in names.items():
        by_name.setdefault(name, []).append(number)
    for number, text in texts.items():
        line, _, rest = text.partition("\n")
        name, sign, words = line.partition(": ")
        said = by_name.get(name, []) if sign and rest.strip() and len(words) >= _LEAST_LINE else []
        same = [other for other in said if other != number and _repeats(words, texts.get(other, ""))]
        if same:
            marked[number], quoted[number] = f"> {words}\n{rest}", same[-1]
    return marked, quoted


def _repeats(words: str, text: str) -> bool:
    """Return whether words are the beginning of a text, or so many of it that nobody says them by chance."""
    return words in text and (len(words) >= _SURE or _own_words(text).startswith(words))


def _may(boxes: Sequence[Box]) -> bool:
    return len(boxes) <= _MOST_BOXES


def _own_words(text: str) -> str:
    """Return what a text says itself, in one line."""
    return " ".join(_QUOTED_LINE.sub("", text).split())


def _outermost(outline: Outline, box: Box) -> Iterator[Element]:
    end = -1
    for element in own_elements(outline, box):
        if element.number >= end and element.text and _is_quotation(element):
            yield element
            end = element.end


def _is_quotation(element: Element) -> bool:
    return element.node.tag == "blockquote" or bool(QUOTE.search(element.classes))


def _quoted_of(quotation: Element, others: Mapping[int, str], names: Mapping[int, str]) -> int | None:
    """Return the comment whose author and words stand in a quotation, but not in one inside it."""
    inner = {node.mem_id for node in quotation.node.css("blockquote") if node.mem_id != quotation.node.mem_id}
    if not inner:
        return None
    words = line_of(quotation.node, lambda node: node.mem_id in inner)
    last = words[-_COMPARED:]
    same = [
        number
        for number, said in others.items()
        if names[number] in words
        and len(said[:_COMPARED].encode()) >= _LEAST
        and (said[:_COMPARED] in words or last in said)
    ]
    return max(same, key=lambda number: (len(others[number][:_COMPARED]), number), default=None)
