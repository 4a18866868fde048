"""Which comment another one refers to in words: by the number that the page gives it, or in a quotation beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.names import QUOTE, kind_of
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of

_NUMBERED = re.compile(
    r"^(?:#|n[.ºo°]{1,2}|nr\.?|(?:comment|kommentar|commentaire|comentario|commento|reply|post) #?)?\s?"
    r"(\d{1,5})[.):]?$",
    re.IGNORECASE,
)
_REFERS = re.compile(r"^(?:@|>>)?\s?(?:#|n[.ºo°]{1,2}\s?|nr\.?\s?|>>)(\d{1,5})\b", re.IGNORECASE)
_REPLY_LINE = re.compile(
    r"^\(?(?:in reply to|replying to|in antwort auf|als antwort auf|en réponse à|en respuesta a|in risposta a)\s"
    r"(?:[^()\n#]{1,60}\s)?(?:comment|kommentar|commentaire|comentario|commento)\s#?(\d{1,5})\)?:?$",
    re.IGNORECASE,
)
"""What trackers print above the words of who answers: "(In reply to Ann from comment #3)"."""
_MOST_DIGITS = 18
_MOST_KEPT = 0.8
_LEAST_SAID = 8
"""In bytes: a Chinese, Japanese or Korean character says more than a letter."""
_MOST_OF_IT = 0.95
_MOST_BOXES = 1_000
_BLOCKS = frozenset({"div", "section", "dl", "table", "ul", "ol"})
_COMPARED = 60


def referred_to(
    outline: Outline,
    boxes: Sequence[Box],
    bodies: Mapping[int, Element],
    texts: Mapping[int, str],
    ids: Mapping[int, str],
    towers: Mapping[int, Element],
) -> dict[int, str]:
    """Return the id of the comment that each one refers to, by the number of its box, where it refers to one.

    "#3" or "In reply to comment 3" as the first words count where the page numbers its comments; a quotation outside
    the text, where it holds the words of one comment alone; of a tower of quotations (``towers``) the last one.
    """
    numbers = _numbers_of(outline, boxes)
    heads = _heads_of(texts)
    found: dict[int, str] = {}
    for box in boxes:
        own = box.element.number
        text = texts.get(own, "")
        said = _REPLY_LINE.match(text.partition("\n")[0]) or _REFERS.match(text)
        other = numbers.get(int(said.group(1))) if said else None
        other = other if other is not None else _quoted_beside(outline, box, bodies.get(own), heads)
        if other is None and own in towers:
            words = line_of(towers[own].node)
            other = max(
                (each for each in heads if each != own), key=lambda each: words.rfind(heads[each]), default=None
            )
        if other is not None and other != own:
            found[own] = ids[other]
    return found


def below_reply_line(text: str) -> str:
    r"""Return a text without a first line that only says which comment it answers.

    >>> below_reply_line("(In reply to Ann from comment #3)\n> So be it.\n\nNo.")
    '> So be it.\n\nNo.'
    """
    line, _, rest = text.partition("\n")
    return rest.lstrip("\n") if rest and _REPLY_LINE.match(line) else text


def towers_in(
    outline: Outline,
    boxes: Sequence[Box],
    authors: Mapping[int, tuple[Element, str]],
    texts: Mapping[int, str],
) -> dict[int, Element]:
    """Return the element in each box in which what others said stands under their names, by the box's number.

    No name of a quotation tells it, only that it repeats the words of another comment of the page and who wrote them.
    """
    heads = _heads_of(texts) if len(boxes) <= _MOST_BOXES else {}
    found = {box.element.number: _tower_in(outline, box, authors, heads) for box in boxes}
    return {number: element for number, element in found.items() if element is not None}


def _tower_in(
    outline: Outline, box: Box, authors: Mapping[int, tuple[Element, str]], heads: Mapping[int, str]
) -> Element | None:
    """Return the innermost block of a box that holds all which others said, under their names; ``None`` without one."""
    own = box.element.number
    author = authors[own][0] if own in authors else box.element
    tower, most = None, 0
    for element in own_elements(outline, box):
        if _holds(element, author) or any(element.number <= inner.element.number < element.end for inner in box.inner):
            continue
        is_inside = tower is None or element.number < tower.end
        is_part = element.node.tag in _BLOCKS and 0 < element.text < _MOST_OF_IT * box.element.text
        if is_inside and is_part and outline.inside(outline.authors, element.number, element.end):
            words = line_of(element.node)
            others = [each for each, head in heads.items() if each != own and head in words]
            said = sum(each in authors and authors[each][1] in words for each in others)
            if said and said >= most:
                tower, most = element, said
    return tower


def _holds(element: Element, mark: Element) -> bool:
    return element.number <= mark.number < element.end


def _heads_of(texts: Mapping[int, str]) -> dict[int, str]:
    """Return the first words of the texts that are long enough to tell one comment from others."""
    heads = {number: " ".join(text[: 2 * _COMPARED].split())[:_COMPARED] for number, text in texts.items()}
    return {number: head for number, head in heads.items() if len(head.encode()) >= _LEAST_SAID}


def _numbers_of(outline: Outline, boxes: Sequence[Box]) -> dict[int, int]:
    """Return the boxes by the running numbers that the page prints in them; nothing where it prints none."""
    kinds: dict[str, dict[int, int]] = {}
    for box in boxes:
        for element in own_elements(outline, box):
            said = _NUMBERED.match(line_of(element.node)) if 0 < element.text <= _MOST_DIGITS else None
            if said:
                kinds.setdefault(kind_of(element), {}).setdefault(box.element.number, int(said.group(1)))
    for values in kinds.values():
        listed = [values[number] for number in sorted(values)]
        steps = {(later > earlier) - (later < earlier) for earlier, later in pairwise(listed)}
        # what all others answer may have none
        if len(listed) >= max(3, _MOST_KEPT * len(boxes) - 1) and steps in ({1}, {-1}):
            return {value: number for number, value in values.items()}
    return {}


def _quoted_beside(outline: Outline, box: Box, body: Element | None, heads: Mapping[int, str]) -> int | None:
    """Return the box of the comment whose first words stand in a quotation of a box, outside the text of that."""
    for words in _quotations(outline, box, body):
        same = [number for number, head in heads.items() if head in words and number != box.element.number]
        if len(same) == 1:
            return same[0]
    return None


def _quotations(outline: Outline, box: Box, body: Element | None) -> Iterator[str]:
    for element in own_elements(outline, box) if body is not None else ():
        is_other = body is not None and not _overlap(element, body) and not _holds_any(element, box.inner)
        if is_other and QUOTE.search(element.classes) and element.text:
            yield line_of(element.node)


def _holds_any(element: Element, inner: Sequence[Box]) -> bool:
    """Return whether an element holds comments of their own, whatever it is called."""
    return any(_holds(element, each.element) for each in inner)


def _overlap(one: Element, other: Element) -> bool:
    return one.number < other.end and other.number < one.end
