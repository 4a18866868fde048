"""Replies in comments that no name, no time and no list tells: each has a button to answer it, as the comment has."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from discourse.readers.generic.blocks import Box, Group, boxes_of, own_marks
from discourse.readers.generic.names import BUTTONS, plain_name
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of
from discourse.readers.pasted.furniture import mark_of

REPLY = re.compile(
    r"reply|antworten|répondre|responder|contestar|rispondi|reageer|reageren|beantwoorden|antwoorden|odpowiedz|ответить|"
    r"svara?|besvar|vastaa|回复|回覆|返信(?:する)?|답글(?: ?쓰기| 달기)?|رد|الرد|پاسخ|yanıtla|cevapla|відповісти|"
    r"odpovědět|odpovedať|válasz|válaszol|răspunde|απάντηση|הגב|השב|balas|trả lời|ตอบกลับ|odgovori|одговори|"
    r"отговор|जवाब दें",
    re.IGNORECASE,
)
"""The button below a comment that answers it."""
_MOST_BUTTON, _MOST_NAME, _LEAST_SAID = 24, 50, 4
_MOST_INSIDE, _MOST_NESTED, _MOST_RAW = 4_000, 200, 60


def with_nested(outline: Outline, group: Group) -> tuple[Outline, Group]:
    """Return an outline and the comments in it with the replies that stand in them, each with its name marked."""
    if group.key[0] == "run" or any(box.inner for box in group.boxes):
        return outline, group
    found = [reply for box in group.boxes for reply in _replies_in(outline, box)]
    if not found:
        return outline, group
    names = [name.number for _, name in found]
    members = sorted(
        [*(box.element for box in group.boxes), *(reply for reply, _ in found)], key=lambda each: each.number
    )
    marked = Outline(outline.elements, outline.times, sorted({*outline.authors, *names}))
    return marked, replace(group, boxes=boxes_of(members, runs=False))


def _replies_in(outline: Outline, box: Box) -> list[tuple[Element, Element]]:
    """Return the elements in a box that hold one button of several to answer, with their names; all, or none."""
    buttons = _buttons_in(outline, box)
    if not 1 < len(buttons) <= _MOST_NESTED:
        return []
    own = min(buttons, key=lambda each: (each.depth, each.number))
    marks = {*own_marks(outline, outline.authors, box)[:1], *own_marks(outline, outline.times, box)[:1]}
    held: list[Element] = []
    replies: list[tuple[Element, Element]] = []
    for button in sorted(buttons, key=lambda each: -each.depth):
        if button is own:
            continue
        others = {each.number for each in buttons if each is not button and each.depth <= button.depth}
        reply = _around(button, box, others | marks)
        name = _name_in(outline, reply)
        if name is None or reply.text - name.text - _text_in(reply, held) < _LEAST_SAID:
            return []
        held.append(reply)
        replies.append((reply, name))
    return replies


def _buttons_in(outline: Outline, box: Box) -> list[Element]:
    """Return the elements right around the buttons to answer in a box: the outline has none that are called so."""
    held = {each.node.mem_id: each for each in outline.elements[box.element.number : box.end][:_MOST_INSIDE]}
    buttons: list[Element] = []
    for node in islice(box.element.node.css("button, a, span, div, [role=button]"), _MOST_INSIDE):
        shown = held.get(node.mem_id)
        if (shown is None and node.tag in ("div", "span")) or (shown is not None and shown.text > _MOST_BUTTON):
            continue
        if not REPLY.fullmatch((node.text() or "")[:_MOST_RAW].strip()):
            continue
        around = held.get(node.parent.mem_id) if node.parent is not None else None
        is_inside = bool(buttons) and around is not None and buttons[-1].number < around.number < buttons[-1].end
        if around is not None and around not in buttons and not (is_inside and buttons[-1].text <= _MOST_BUTTON):
            buttons.append(around)
    return buttons


def _around(button: Element, box: Box, others: set[int]) -> Element:
    """Return the outermost element around a button inside a box that holds no other one."""
    around = button
    while around.parent is not None and around.parent.number > box.element.number:
        holder = around.parent
        if any(holder.number <= number < holder.end for number in others):
            break
        around = holder
    return around


def _is_in(element: Element, held: Sequence[Element]) -> bool:
    return any(each.number <= element.number < each.end for each in held)


def _text_in(reply: Element, held: Sequence[Element]) -> int:
    """Return how much of a reply others say that stand in it."""
    inside = [each for each in held if reply.number < each.number < reply.end]
    return sum(each.text for each in inside if not any(other is not each and _is_in(each, [other]) for other in inside))


def _name_in(outline: Outline, reply: Element) -> Element | None:
    """Return the innermost element with the first words of a reply, if these may be a name and more follows."""
    first = [
        each for each in outline.elements[reply.number : reply.end] if each.text_from == reply.text_from and each.text
    ]
    short = [each for each in first if each.text <= _MOST_NAME and each is not reply]
    name = short[-1] if short else None
    is_name = name is not None and plain_name(line_of(name.node)) and mark_of(line_of(name.node)).role not in BUTTONS
    return name if is_name else None
