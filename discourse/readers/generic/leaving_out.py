"""What of a comment's elements is no part of its text: its author and time, buttons, widgets, who is quoted."""

import re
from collections.abc import Collection, Sequence

from discourse.readers.bylines import ONLY_BY
from discourse.readers.dom import attribute, one_line, siblings
from discourse.readers.generic.asides import (
    MOST_BUTTON,
    MOST_MORE,
    TEXTS,
    is_beside,
    is_said,
    is_surely_beside,
)
from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.names import BUTTONS, IN_BRACKETS, QUOTE, is_around_name
from discourse.readers.generic.nested import REPLY
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.generic.remarks import is_remark
from discourse.readers.generic.standing import is_pin
from discourse.readers.markup import line_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role

_WIDGETS = re.compile(
    r"reply|antwort|respon[ds]|report|melden|signaler|share|teilen|like|vote|rating|karma|score|thumb|(?<!trans)action|button|btn|"
    r"permalink|avatar|signature|sig\b|badge|toolbar|controls?|tools|menu|footer|edit|flag|quote-?link|rank|"
    r"user-?info|user-?details|post-?count|profile|gravatar|toggle|collapse|expand|awards|reactions?|"
    r"(?:^|[-_ ])label(?:$|[-_ ])",
    re.IGNORECASE,
)
_OF_QUOTE = re.compile(
    r"(?:quote|zitat|citation)[-_]*\w*?[-_]*(?:author|title|head|header|icon|info|by|source|name|link|expand|meta|"
    r"attribution|user|from|writer)",
    re.IGNORECASE,
)
_WARNING = re.compile(
    r"(?:^|[-_ ])(?:contains-spoilers?|(?:spoiler|content)s?[-_]?(?:warning|alert|notice|note))(?:$|[-_ ])",
    re.IGNORECASE,
)
"""How sites call what they put above words that somebody may not want to read."""
_SAID_BY = re.compile(
    r"^(?:originally )?(?:post(?:ed)?|written|geschrieben|zitat|quote|citat\w*|cita) (?:by|von|from|de|di)\b|"
    r"\b(?:said|says|wrote|writes|posted|schrieb|schreibt|sagte|a écrit|a dit|escribió|dijo|ha scritto|scrive|schreef|"
    r"skrev|napisał\w?|пишет|писал\w?|написал\w?|сказал\w?|发表于|說|写道)\b[^.!?]{0,40}:?$",
    re.IGNORECASE,
)
"""The line above a quotation: "Originally posted by Ann", "Ann wrote on Monday:"."""
_HEADS = re.compile(r"meta|header|head\b|head-|title|info|byline|author|submitted|details|date|time", re.IGNORECASE)
_HEADS_QUOTE = frozenset({"div", "h3", "h4", "h5", "h6"})
_MOST_WIDGET = 160
_ALL_LINKED, _MOST_LINKED = 0.9, 0.7
_FEWEST_OF_ROW, _MOSTLY = 3, 0.6
_LEAST_SAID = 5


def left_out_of(
    outline: Outline,
    box: Box,
    marks: Sequence[Element | None],
    body: Element | None,
    answers: Collection[int],
) -> frozenset[int]:
    """Return the elements of a box that are no part of its text.

    These are what names author and time (``marks``), buttons, widgets, who is quoted, and whom it answers
    (``answers``, the numbers of such links).
    """
    out = {each.element.node.mem_id for each in box.inner}
    if body is None:
        for mark in marks:
            if mark is not None:
                out.add(_widened(outline, mark, box).node.mem_id)
                out |= _introducing(mark)
    start, end = (body.number + 1, body.end) if body is not None else (box.element.number, box.end)
    holder = body or box.element
    most = max(min(_MOST_WIDGET, 0.4 * holder.text), 12)
    own = outline.elements[start:end] if body is not None else own_elements(outline, box)
    for element in own:
        is_kept = element.number in answers or _is_mentioned(element)
        if not is_kept and (_is_no_text(element, most, body is None) or _ends_in_buttons(element, holder)):
            out.add(element.node.mem_id)
        if element.text_from == holder.text_from and element.classes and is_pin(element):
            out.add(element.node.mem_id)
    if body is not None and (last := _last_button(outline, body)) is not None:
        out.add(last.node.mem_id)
    return frozenset(out) | _names_only(outline, answers, start, end, holder)


def _introducing(mark: Element) -> set[int]:
    """Return the element right before a mark that only says that a name follows: "written by"."""
    before = next(siblings(mark.node, "prev"), None)
    return {before.mem_id} if before is not None and ONLY_BY.fullmatch(line_of(before)) else set()


def _names_only(outline: Outline, answers: Collection[int], start: int, end: int, holder: Element) -> frozenset[int]:
    """Return the elements around links to what is answered that say nothing else."""
    links = (outline.elements[number] for number in answers if start <= number < end)
    around = ((link.parent, link) for link in links if link.parent is not None and link.parent is not holder)
    return frozenset(each.node.mem_id for each, link in around if _only_names(each) or _is_addressed(each, link))


def _is_addressed(element: Element, link: Element) -> bool:
    """Return whether an element says nothing but the name of whom a comment answers, and a colon: "@Ann:"."""
    said = line_of(element.node)
    return said.startswith("@") and said.rstrip(" :：") == line_of(link.node)


def _last_button(outline: Outline, body: Element) -> Element | None:
    """Return the inline element with which a text ends, after other words, that only unfolds it: "Read less"."""
    ends = [each for each in outline.elements[body.number + 1 : body.end] if each.text and each.text_to == body.text_to]
    last = ends[-1] if ends else None
    if last is None or last.node.tag not in ("a", "span") or last.text > MOST_BUTTON or last.text == body.text:
        return None
    return last if mark_of(line_of(last.node)).role in (Role.ACTION, Role.LOAD) else None


def _is_no_text(element: Element, most: float, is_whole: bool) -> bool:
    """Return whether an element of a comment is a button, a widget or the line above a quotation."""
    names = f"{element.classes} {element.id}"
    # a slot of that name is what a custom element shows of the comment that it answers
    is_button = element.node.tag in ("button", "form", "nav") or attribute(element.node, "slot") == "reply"
    if is_button or is_remark(element):
        return True
    if element.text <= _MOST_WIDGET and (is_surely_beside(element) or _WARNING.search(names)):
        return True
    if element.text > most and element.linked < 0.5 * element.text:
        return False
    if element.text <= MOST_MORE and (_OF_QUOTE.search(names) or _is_cited(element)):
        return True
    if element.text <= _MOST_WIDGET and (is_beside(element) or _is_row_of_buttons(element)):
        return True
    is_widget = _WIDGETS.search(names) or (is_whole and element.text <= MOST_MORE and _HEADS.search(names))
    return bool(is_widget) and not TEXTS.search(names)


def _is_mentioned(element: Element) -> bool:
    """Return whether a link stands right after "@": it names somebody, whatever its class is called."""
    before = element.node.prev if element.node.tag == "a" else None
    return before is not None and before.is_text_node and (before.text_content or "").endswith("@")


def _is_cited(element: Element) -> bool:
    """Return whether an element only says whom a quotation is from."""
    around = element.parent
    holder = around.parent if around is not None and element.node.tag == "cite" else None
    if holder is not None and holder.node.tag == "blockquote" and holder.text_from == element.text_from:
        around = holder  # it begins a quotation in an element of its own
    if around is None or not (around.node.tag == "blockquote" or QUOTE.search(around.classes)):
        after = next(siblings(element.node, "next"), None) if element.node.tag in _HEADS_QUOTE else None
        return after is not None and after.tag == "blockquote" and bool(_SAID_BY.search(line_of(element.node)))
    return element.node.tag == "cite" or bool(_SAID_BY.search(line_of(element.node)))


def _is_row_of_buttons(element: Element) -> bool:
    """Return whether an element holds two or more links which are all buttons, and no other words."""
    if element.linked < _MOST_LINKED * element.text or element.text == 0:
        return False
    lines = [line_of(link) for link in element.node.css("a")]
    known = sum(mark_of(line).role in BUTTONS for line in lines)
    is_row = len(lines) >= _FEWEST_OF_ROW and all(len(line) <= MOST_BUTTON for line in lines)
    if is_row and _MOSTLY * len(lines) <= known and not any(map(str.isalnum, _beside_links(element))):
        return True  # moderators have more buttons than are known
    are_buttons = known == len(lines) or all(IN_BRACKETS.fullmatch(line) for line in lines)
    return len(lines) > 1 and are_buttons and element.linked >= _ALL_LINKED * element.text


def _ends_in_buttons(element: Element, holder: Element) -> bool:
    """Return whether a comment ends with an element of nothing but links, of which one is to answer it."""
    is_last = element.text_to == holder.text_to and element.text < holder.text
    if not is_last or element.node.tag == "a" or not 0 < element.linked >= _ALL_LINKED * element.text:
        return False
    lines = [line_of(link) for link in element.node.css("a")]
    return any(map(REPLY.fullmatch, lines)) and all(len(line) <= MOST_BUTTON for line in lines)


def _beside_links(element: Element) -> str:
    """Return the words of an element that are in none of its links."""
    return line_of(element.node, lambda node: node.tag == "a")


def _only_names(element: Element) -> bool:
    """Return whether an element says only whom its comment answers."""
    return mark_of(line_of(element.node)).role is Role.REPLY_TO


def _says_itself(element: Element) -> bool:
    """Return whether an element that is called a text has words of its own, which say more than who wrote and when."""
    own = one_line(element.node.text(deep=False)) if TEXTS.search(element.classes) else ""
    said = own.strip(" ,.:|·•–—-")
    return len(said) >= _LEAST_SAID and not is_around_name(said) and mark_of(said).role is Role.TEXT


def _widened(outline: Outline, mark: Element, box: Box) -> Element:
    """Return the widest element around a mark, still inside its box, that holds little more and no paragraph beside."""
    widest = mark
    while widest.parent is not None and widest.parent.number > box.element.number:
        around = widest.parent
        if around.parent is box.element.parent and around.node.tag == "tr" and around.text > widest.text:
            break  # of several rows, one may hold the post beside the cell of its author
        if _says_itself(around):
            break
        if around.text > mark.text + MOST_MORE or any(map(is_said, outline.elements[widest.end : around.end])):
            break
        widest = around
    return widest
