"""What a comment says, of its elements: its text, with quotations marked, without what the page prints into it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from discourse.readers.generic.asides import MOST_BUTTON, MOST_MORE
from discourse.readers.generic.blocks import Box
from discourse.readers.generic.names import BUTTONS, kind_of
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of, text_of
from discourse.readers.pasted.furniture import mark_of

_IS_QUOTED = re.compile(
    r"(?:^|[-_ ])(?:(?:bb|block)?-?(?:quote|quoted|quotation)|zitat|zitiert|citation|cita|cite)"
    r"(?:[-_]?(?:box|block|content|container|body|wrap|wrapper|msg|message))?(?:$| )",
    re.IGNORECASE,
)
_IS_MARKED = re.compile(r"(?:\([^()]{1,90}\)\s*)?>")
"""How words begin that are marked as a quotation in themselves, perhaps below a remark on whose they are."""
_REPLY_TEXT = re.compile(r"(?:reply|sub-?comment|child)[-_]{0,2}(?:content|text|body)", re.IGNORECASE)
"""What holds the words of a reply, where these are no comments of their own."""
_LEFT_OF_NAME = re.compile(r"^[:：]\s+")
"""What is left of "Ann: So it is." without the name."""
_INLINE = frozenset({"span", "small", "time", "em", "i", "abbr", "font", "cite"})
_FIRST_LINES = 2
_AFTER_NAME = " :：,\n"


def said_in(outline: Outline, box: Box, body: Element | None, left_out: frozenset[int]) -> str:
    """Return the text of a comment: that of its body, else of all of its box that is not left out."""

    def leave_out(node: LexborNode) -> bool:
        return node.mem_id in left_out

    start, end = (body.number + 1, body.end) if body is not None else (box.element.number + 1, box.end)
    quotations = frozenset(each.node.mem_id for each in _quotations(outline.elements[start:end]))

    def is_quotation(node: LexborNode) -> bool:
        return node.mem_id in quotations

    if body is not None:
        return text_of(body.node, leave_out, is_quotation)
    is_head = box.element.end < box.end and leave_out(box.element.node)
    held = next((each for each in outline.elements[start:end] if each.text != box.element.text), box.element)
    whole = held.parent if held.parent is not None and held.parent.node.tag == "blockquote" else box.element
    pieces = [text_of(whole.node, leave_out, is_quotation)] if not is_head else []
    after = [each for each in outline.elements[box.element.end : box.end] if each.parent is box.element.parent]
    pieces += [text_of(each.node, leave_out, is_quotation) for each in after if each.node.mem_id not in left_out]
    return _LEFT_OF_NAME.sub("", _without_buttons("\n\n".join(filter(None, pieces))))


def _quotations(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the outermost elements that are named quotations, where no ``blockquote`` in or around them says so."""
    number = -1
    for element in elements:
        if element.number < number:
            continue
        if element.node.tag == "blockquote":
            number = element.end
        elif element.text and _IS_QUOTED.search(element.classes) and element.node.css_first("blockquote") is None:
            if not _is_marked(element.node):
                yield element
            number = element.end


def _is_marked(node: LexborNode) -> bool:
    """Return whether a quotation is marked as one in its words, perhaps below a line that says whom it quotes."""
    if _IS_MARKED.match(line_of(node)):
        return True
    lines = (line.lstrip() for line in islice((node.text() or "").lstrip().splitlines(), _FIRST_LINES))
    return any(line.startswith(">") for line in lines)


def beside_names(
    silent: Sequence[Box], authors: Mapping[int, Element], times: Mapping[int, Element | None]
) -> dict[int, str]:
    """Return what boxes which say nothing else say right beside the name: "Ann: So it is." in one element.

    It is said, and no line about the author, where elements of this kind hold more than such a line in other boxes,
    or where most of those that have one would say nothing.
    """
    held = {number: pair for number, author in authors.items() if (pair := _held_with_more(author, number)) is not None}
    of_kind = Counter(kind_of(holder) for holder, _ in held.values())
    long = {kind_of(holder) for holder, name in held.values() if holder.text > name.text + MOST_MORE}
    numbers = [box.element.number for box in silent if box.element.number in held]
    empty = Counter(kind_of(held[number][0]) for number in numbers)
    spoken = long | {kind for kind, count in empty.items() if 2 * count > of_kind[kind] > 1 or _REPLY_TEXT.search(kind)}
    found: dict[int, str] = {}
    for number in numbers:
        holder, name = held[number]
        if kind_of(holder) in spoken:
            out = {name.node.mem_id} | _around_time(holder, times[number])
            found[number] = _without_buttons(text_of(holder.node, _among(out))).lstrip(_AFTER_NAME)
    return {number: words for number, words in found.items() if words}


def _held_with_more(author: Element, number: int) -> tuple[Element, Element] | None:
    """Return the element in a box that holds an author and more, with the part of it that holds no more."""
    name = author
    while name.parent is not None and name.parent.number > number:
        if name.parent.text > author.text:
            return name.parent, name
        name = name.parent
    return None


def _around_time(holder: Element, time: Element | None) -> set[int]:
    """Return the part of an element that holds the time and hardly more, else the time alone; nothing without one."""
    part = time
    while part is not None and part.parent is not None and part.parent is not holder:
        part = part.parent
    is_small = time is not None and part is not None and part.text <= time.text + MOST_BUTTON
    if is_small and part is not None:
        return {part.node.mem_id}
    return {time.node.mem_id} if time is not None and part is not None and time.node.tag in _INLINE else set()


def _among(out: Collection[int]) -> Callable[[LexborNode], bool]:
    return lambda node: node.mem_id in out


def _without_buttons(text: str) -> str:
    """Return a text without the buttons and counts that stand before and after it, a line each."""
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or mark_of(lines[-1]).role in BUTTONS):
        lines.pop()
    while lines and (not lines[0].strip() or mark_of(lines[0]).role in BUTTONS):
        lines.pop(0)
    return "\n".join(lines)
