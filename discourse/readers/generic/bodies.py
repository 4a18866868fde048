"""What a comment whose markup nobody described says: its text, without what the page prints around and into it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set

from selectolax.lexbor import LexborNode

from discourse.readers.dom import attribute, siblings
from discourse.readers.generic.blocks import Box, own_elements, own_marks
from discourse.readers.generic.names import BUTTONS, QUOTE, kind_of, name_in
from discourse.readers.generic.notices import lists_changes
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.generic.printed import printed_in
from discourse.readers.generic.standing import is_pin
from discourse.readers.markup import line_of, text_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role

_WIDGETS = re.compile(
    r"reply|antwort|respon[ds]|report|melden|signaler|share|teilen|like|vote|rating|karma|score|thumb|(?<!trans)action|button|btn|"
    r"permalink|avatar|signature|sig\b|badge|toolbar|controls?|tools|menu|footer|edit|flag|quote-?link|rank|"
    r"user-?info|user-?details|post-?count|profile|gravatar|toggle|collapse|expand|awards|reactions?|"
    r"(?:^|[-_ ])label(?:$|[-_ ])",
    re.IGNORECASE,
)
_NO_WORDS = (
    r"(?:options?|actions?|operations?|buttons?|toolbar|controls?|tools|menu|signatures?|sig|foot|footer|votes?|ratings?|"
    r"share|sharing)"
)
_SURELY_NONE = re.compile(
    rf"(?:^|[-_ ]|(?<=[a-z])(?=[A-Z]))(?i:{_NO_WORDS})"
    r"(?i:-(?:row|list|bar|group|wrap\w*|container|area|inner|links?|box))?(?:$| )"
)
"""A word at the end of a name, where the name says what it is: "message-options", "like-buttons"."""
_IS_TEXT = re.compile(r"(?:comment|review|post|message|reply)?[-_]{0,2}(?:text|content|body|message)", re.IGNORECASE)
"""A name that alone says that this is the text, whatever else an element is called."""
_ENDS_AS_TEXT = re.compile(r"[-_](?:text|body|message|content)(?:$| )", re.IGNORECASE)
_LOOKS = re.compile(r"(?:^|(?<= ))text-[a-z]+(?:-\d+)?(?= |$)")
"""Names of how a text looks."""
_LINKS = re.compile(r"(?:^|[-_ ]|(?<=[a-z]))links?(?:$|[- ])", re.IGNORECASE)
_HEAD = re.compile(r"(?:head|header|title|subject|top-?bar|meta|info)$", re.IGNORECASE)
_SIGNATURE = re.compile(r"signature|(?:^|[-_ ])sig(?:[-_ ]|$)|signatur", re.IGNORECASE)
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
_IS_QUOTED = re.compile(
    r"(?:^|[-_ ])(?:(?:bb|block)?-?(?:quote|quoted|quotation)|zitat|zitiert|citation|cita|cite)"
    r"(?:[-_]?(?:box|block|content|container|body|wrap|wrapper|msg|message))?(?:$| )",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"^(?:originally )?(?:post(?:ed)?|written|geschrieben|zitat|quote|citat\w*|cita) (?:by|von|from|de|di)\b|"
    r"\b(?:said|says|wrote|writes|schrieb|schreibt|sagte|a écrit|a dit|escribió|dijo|ha scritto|scrive|schreef|skrev|"
    r"napisał\w?|пишет|писал\w?|написал\w?|сказал\w?|发表于|說|写道)\b[^.!?]{0,40}:?$",
    re.IGNORECASE,
)
"""The line above a quotation: "Originally posted by Ann", "Ann wrote on Monday:"."""
_HEADS = re.compile(r"meta|header|head\b|head-|title|info|byline|author|submitted|details|date|time", re.IGNORECASE)
_TEXTS = re.compile(
    r"content|text|body|message|msg|comment-?copy|kommentartext|entry|copy|markdown|bbcode|says|inhalt|texte|texto|testo",
    re.IGNORECASE,
)
_MOST_WIDGET = 160
_MOST_OF_REST = 0.55
_PARAGRAPHS = frozenset({"p", "ul", "ol", "blockquote", "pre", "table"})
_MOST_HAVE_IT = 0.6
_NEARLY = 0.7
_MOST_MORE = 70
_DIFFERENT = 0.5
"""How many texts of a kind have to differ, for each comment: people seldom say the same, pages do."""
_MOST_LINKED = 0.7
_ALL_LINKED = 0.9
_MOST_BUTTON = 24
_AFTER_NAME = " :：,\n"


def bodies_of(
    outline: Outline, boxes: Sequence[Box], times: Mapping[int, Element | None], authors: Mapping[int, Element]
) -> dict[int, Element]:
    """Return the element with each box's text: of the kind that holds most text in all boxes together, if most have it.

    Where a box has none of that kind, its largest element without author and time, if that holds most of the rest.
    """
    printed = printed_in(outline, boxes)
    marks = {box.element.number: _marks_of(outline, box, times, authors) for box in boxes}
    largest = {box.element.number: _body(outline, box, marks[box.element.number], printed) for box in boxes}
    said: Counter[str] = Counter()
    for body in largest.values():
        if body is not None:
            said[kind_of(body)] += body.text - _beside_in(outline, body)
    found = {number: body for number, body in largest.items() if body is not None}
    if not said:
        return _named_texts(outline, boxes, marks)
    kind = _inner_kind(outline, boxes, marks, *said.most_common(1)[0])
    alike = {box.element.number: _first_of(outline, box, kind, marks[box.element.number]) for box in boxes}
    same = {number: body for number, body in alike.items() if body is not None}
    is_told = len(same) >= _MOST_HAVE_IT * len(boxes) and bool(kind.strip().count(" "))
    return _unwrapped(outline, found | same if is_told else found)


def _named_texts(outline: Outline, boxes: Sequence[Box], marks: Mapping[int, Sequence[Element]]) -> dict[int, Element]:
    """Return the one element of each box that is called its text, of the kind that most have; each says its own.

    So a text is told that is shorter than all that stands around it.
    """
    kinds: dict[str, dict[int, list[Element]]] = {}
    for box in boxes:
        others = [*marks[box.element.number], *(each.element for each in box.inner)]
        named = (each for each in own_elements(outline, box) if each.text and _ENDS_AS_TEXT.search(each.classes))
        for element in named:
            if _is_called_text(element) and not _holds_any(element, others):
                kinds.setdefault(kind_of(element), {}).setdefault(box.element.number, []).append(element)
    for held in kinds.values():
        lines = {line_of(elements[0].node) for elements in held.values()}
        is_alone = all(len(elements) == 1 for elements in held.values())
        if is_alone and len(held) >= _MOST_HAVE_IT * len(boxes) and len(lines) == len(held) > 1:
            return {number: elements[0] for number, elements in held.items()}
    return {}


def _unwrapped(outline: Outline, bodies: Mapping[int, Element]) -> dict[int, Element]:
    """Return the bodies, or the one ``blockquote`` that most of them consist of: there it is no quotation."""
    inner = {number: held for number, body in bodies.items() if (held := _only_quote(outline, body)) is not None}
    return {**bodies, **inner} if len(inner) >= _MOST_HAVE_IT * len(bodies) else dict(bodies)


def _beside_in(outline: Outline, body: Element) -> int:
    """Return how many characters of a body are surely none of what is said."""
    beside, end = 0, body.number
    for element in outline.elements[body.number + 1 : body.end]:
        if element.number >= end and element.text and _is_surely_beside(element):
            beside, end = beside + element.text, element.end
    return beside


def _only_quote(outline: Outline, body: Element) -> Element | None:
    held = outline.elements[body.number + 1 : body.end]
    return next((each for each in held if each.node.tag == "blockquote" and each.text == body.text), None)


def _marks_of(
    outline: Outline, box: Box, times: Mapping[int, Element | None], authors: Mapping[int, Element]
) -> list[Element]:
    """Return the elements of a box with its time, with its author, and where the author is named once more."""
    time, author = times[box.element.number], authors.get(box.element.number)
    marks = [mark for mark in (time, author) if mark is not None]
    if author is None:
        return marks
    name = name_in(author)
    others = (outline.elements[number] for number in own_marks(outline, outline.authors, box))
    return marks + [other for other in others if other is not author and name_in(other) == name]


def _inner_kind(
    outline: Outline, boxes: Sequence[Box], marks: Mapping[int, Sequence[Element]], kind: str, said: int
) -> str:
    """Return the smallest kind that is called a text and holds nearly as much as the largest one, else that one.

    Of those that hold as much it is the innermost.
    """
    named: Counter[str] = Counter()
    depths: dict[str, int] = {}
    lines: dict[str, set[str]] = {}
    for box in boxes:
        held = [each.element.number for each in box.inner]
        held += [mark.number for mark in marks[box.element.number]]
        for element in own_elements(outline, box):
            # a kind without a class is any element of its tag
            is_text = element.text and element.classes and _is_called_text(element) and not _is_beside_its_like(element)
            if is_text and not any(element.number <= number < element.end for number in held):
                named[kind_of(element)] += element.text
                depths.setdefault(kind_of(element), element.depth)
                lines.setdefault(kind_of(element), set()).add(line_of(element.node)[:_MOST_MORE])
    least = _DIFFERENT * len(boxes)
    enough = {name: total for name, total in named.items() if total >= _NEARLY * said and len(lines[name]) >= least}
    return min(enough, key=lambda name: (enough[name], -depths[name], name), default=kind)


def _is_called_text(element: Element) -> bool:
    names = f"{element.classes} {element.id}"
    if not _TEXTS.search(names) or element.linked > _MOST_LINKED * element.text:
        return False
    return not _is_beside(element) and not any(_HEAD.search(name) for name in element.classes.split())


def _is_beside_its_like(element: Element) -> bool:
    """Return whether an element is a paragraph right before or after another of its classes: none is the whole text."""
    if element.node.tag not in _PARAGRAPHS:
        return False
    beside = (next(siblings(element.node, "prev"), None), next(siblings(element.node, "next"), None))
    return any(each is not None and attribute(each, "class") == element.classes for each in beside)


def _is_beside(element: Element) -> bool:
    """Return whether an element is surely none of what a comment says: a signature, a row of buttons."""
    names = f"{element.classes} {element.id}"
    if any(map(_IS_TEXT.fullmatch, element.classes.split())):
        return False
    if (
        lists_changes(element)
        or element.node.tag in ("footer", "nav", "menu")
        or _SIGNATURE.search(names)
        or _SURELY_NONE.search(names)
    ):
        return True
    # a link in a sentence, or a text called after what it links, is none
    is_linked = element.node.tag != "a" and element.linked >= _MOST_LINKED * element.text
    return is_linked and bool(_LINKS.search(names))


def _is_surely_beside(element: Element) -> bool:
    """Return whether an element is none of what a comment says, however little that is, and not called a text too."""
    return _is_beside(element) and not _TEXTS.search(_LOOKS.sub("", f"{element.classes} {element.id}"))


def _is_said(element: Element) -> bool:
    """Return whether an element is a paragraph of words and not of buttons."""
    return element.text > 0 and element.node.tag in _PARAGRAPHS and not (_is_beside(element) or is_button(element))


def _first_of(outline: Outline, box: Box, kind: str, marks: Sequence[Element]) -> Element | None:
    """Return the first element of a kind with words in a box, in none of the boxes inside it, that holds no mark.

    Where several are side by side, as around the quotations that a text is cut by, or each below a label of its own,
    it is what holds them and no mark.
    """
    alike = [
        element for element in own_elements(outline, box) if kind_of(element) == kind and not _holds_any(element, marks)
    ]
    least = min((element.depth for element in alike if element.text), default=0)
    # deeper ones are what others said, a box in a box
    same = [each for each in alike if each.text and each.depth == least]
    first = same[0] if same else next(iter(alike), None)
    if first is None or first.parent is None or not same:
        return first
    beside = [each for each in alike if each.parent is first.parent]
    if len(beside) > 1 and any(map(_is_said, beside)):
        return first
    around = first.parent if len(beside) > 1 else _around_all(same)
    others = [*marks, *(each.element for each in box.inner)]
    return first if around.number <= box.element.number or _holds_any(around, others) else around


def _around_all(elements: Sequence[Element]) -> Element:
    """Return the innermost element around some elements that are not in one another; a single one is that itself."""
    around, last = elements[0], elements[-1]
    while around.parent is not None and not last.number < around.end:
        around = around.parent
    return around


def _holds_any(element: Element, marks: Iterable[Element]) -> bool:
    return any(element.number <= mark.number < element.end for mark in marks)


def _body(outline: Outline, box: Box, marks: Sequence[Element], printed: Set[int]) -> Element | None:
    """Return the largest element of a box without its author and time, if it holds most of what is left.

    What the page prints into all boxes, ``printed``, is none.
    """
    inner = {each.element.number: each.end for each in box.inner}
    best: Element | None = None
    beside = most = 0
    number = box.element.number + 1
    while number < box.end:
        if number in inner:
            number = inner[number]
            continue
        element = outline.elements[number]
        holds = _holds_any(element, marks)
        spans = any(element.number <= start < element.end for start in inner)
        if holds or spans:
            number += 1
            continue
        if element.number in printed or _is_beside(element):
            beside += element.text
            number = max(element.end, number + 1)
            continue
        own = element.text - _beside_in(outline, element)
        beside += element.text - own
        if own > most and element.linked <= 0.7 * element.text:
            best, most = element, own
        number = element.end
    rest = outline.elements[box.end - 1].text_to - box.element.text_from - sum(each.element.text for each in box.inner)
    rest -= sum(mark.text for mark in marks) + beside
    is_enough = best is not None and most >= _MOST_OF_REST * rest
    return best if best is not None and is_enough and not _is_one_of_many(outline, best, marks) else None


def _is_one_of_many(outline: Outline, element: Element, marks: Sequence[Element]) -> bool:
    """Return whether an element is one paragraph of several that stand side by side, those with marks aside."""
    around = element.parent
    if element.node.tag not in _PARAGRAPHS or around is None:
        return False
    beside = (outline.elements[number] for number in range(around.number + 1, around.end))
    return any(
        each.parent is around and each is not element and _is_said(each) and not _holds_any(each, marks)
        for each in beside
    )


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
    start, end = (body.number + 1, body.end) if body is not None else (box.element.number, box.end)
    holder = body or box.element
    most = max(min(_MOST_WIDGET, 0.4 * holder.text), 12)
    own = outline.elements[start:end] if body is not None else own_elements(outline, box)
    for element in own:
        is_kept = element.number in answers or _is_mentioned(element)
        if not is_kept and _is_no_text(element, most, body is None):
            out.add(element.node.mem_id)
        if element.text_from == holder.text_from and element.classes and is_pin(element):
            out.add(element.node.mem_id)
    if body is not None and (last := _last_button(outline, body)) is not None:
        out.add(last.node.mem_id)
    return frozenset(out) | _names_only(outline, answers, start, end, holder)


def _names_only(outline: Outline, answers: Collection[int], start: int, end: int, holder: Element) -> frozenset[int]:
    """Return the elements around links to what is answered that say nothing else."""
    around = (outline.elements[number].parent for number in answers if start <= number < end)
    return frozenset(
        each.node.mem_id for each in around if each is not None and each is not holder and _only_names(each)
    )


def _last_button(outline: Outline, body: Element) -> Element | None:
    """Return the inline element with which a text ends, after other words, that only unfolds it: "Read less"."""
    ends = [each for each in outline.elements[body.number + 1 : body.end] if each.text and each.text_to == body.text_to]
    last = ends[-1] if ends else None
    if last is None or last.node.tag not in ("a", "span") or last.text > _MOST_BUTTON or last.text == body.text:
        return None
    return last if mark_of(line_of(last.node)).role in (Role.ACTION, Role.LOAD) else None


def _is_no_text(element: Element, most: float, is_whole: bool) -> bool:
    """Return whether an element of a comment is a button, a widget or the line above a quotation."""
    names = f"{element.classes} {element.id}"
    if element.node.tag in ("button", "form", "nav"):
        return True
    if element.text <= _MOST_WIDGET and (_is_surely_beside(element) or _WARNING.search(names)):
        return True
    if element.text > most and element.linked < 0.5 * element.text:
        return False
    if element.text <= _MOST_MORE and (_OF_QUOTE.search(names) or _is_cited(element)):
        return True
    if element.text <= _MOST_WIDGET and (_is_beside(element) or _is_row_of_buttons(element)):
        return True
    is_widget = _WIDGETS.search(names) or (is_whole and element.text <= _MOST_MORE and _HEADS.search(names))
    return bool(is_widget) and not _TEXTS.search(names)


def _is_mentioned(element: Element) -> bool:
    """Return whether a link stands right after "@": it names somebody, whatever its class is called."""
    before = element.node.prev if element.node.tag == "a" else None
    return before is not None and before.is_text_node and (before.text_content or "").endswith("@")


def is_button(element: Element) -> bool:
    """Return whether an element says nothing but what buttons and counts say."""
    return mark_of(line_of(element.node)).role in BUTTONS


def _is_cited(element: Element) -> bool:
    """Return whether an element only says whom a quotation is from."""
    around = element.parent
    if around is None or not (around.node.tag == "blockquote" or QUOTE.search(around.classes)):
        after = next(siblings(element.node, "next"), None) if element.node.tag == "div" else None
        return after is not None and after.tag == "blockquote" and bool(_SAID_BY.search(line_of(element.node)))
    return element.node.tag == "cite" or bool(_SAID_BY.search(line_of(element.node)))


def _is_row_of_buttons(element: Element) -> bool:
    """Return whether an element holds two or more links which are all buttons, and no other words."""
    if element.linked < _ALL_LINKED * element.text or element.text == 0:
        return False
    links = element.node.css("a")
    return len(links) > 1 and all(mark_of(line_of(link)).role in BUTTONS for link in links)


def _only_names(element: Element) -> bool:
    """Return whether an element says only whom its comment answers."""
    return mark_of(line_of(element.node)).role is Role.REPLY_TO


def _widened(outline: Outline, mark: Element, box: Box) -> Element:
    """Return the widest element around a mark, still inside its box, that holds little more and no paragraph beside."""
    widest = mark
    while widest.parent is not None and widest.parent.number > box.element.number:
        around = widest.parent
        if around.text > mark.text + _MOST_MORE or any(map(_is_said, outline.elements[widest.end : around.end])):
            break
        widest = around
    return widest


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
    pieces = [text_of(box.element.node, leave_out, is_quotation)]
    after = [each for each in outline.elements[box.element.end : box.end] if each.parent is box.element.parent]
    pieces += [text_of(each.node, leave_out, is_quotation) for each in after if each.node.mem_id not in left_out]
    return _without_buttons("\n\n".join(filter(None, pieces)))


def _quotations(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the outermost elements that are named quotations, where no ``blockquote`` in or around them says so."""
    number = -1
    for element in elements:
        if element.number < number:
            continue
        if element.node.tag == "blockquote":
            number = element.end
        elif element.text and _IS_QUOTED.search(element.classes) and element.node.css_first("blockquote") is None:
            if not line_of(element.node).startswith(">"):  # which is marked as one in its words
                yield element
            number = element.end


def beside_names(
    silent: Sequence[Box], authors: Mapping[int, Element], times: Mapping[int, Element | None]
) -> dict[int, str]:
    """Return what boxes which say nothing else say right beside the name: "Ann: So it is." in one element.

    It is said, and no line about the author, where elements of this kind hold more than such a line in other boxes,
    or where most of those that have one would say nothing.
    """
    held = {number: pair for number, author in authors.items() if (pair := _held_with_more(author, number)) is not None}
    of_kind = Counter(kind_of(holder) for holder, _ in held.values())
    long = {kind_of(holder) for holder, name in held.values() if holder.text > name.text + _MOST_MORE}
    numbers = [box.element.number for box in silent if box.element.number in held]
    empty = Counter(kind_of(held[number][0]) for number in numbers)
    spoken = long | {kind for kind, count in empty.items() if 2 * count > of_kind[kind] > 1}
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
    """Return the part of an element that holds the time and hardly more; nothing where it has no time."""
    part = time
    while part is not None and part.parent is not None and part.parent is not holder:
        part = part.parent
    is_small = time is not None and part is not None and part.text <= time.text + _MOST_BUTTON
    return {part.node.mem_id} if is_small and part is not None else set()


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
