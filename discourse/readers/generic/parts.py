"""The parts of a comment whose markup nobody described: author, time, text, votes, id and parent."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from selectolax.lexbor import LexborNode

from discourse.readers.dates import words_of_date
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft
from discourse.readers.generic.blocks import Box, Group, own_marks
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.layout import stamp_of
from discourse.readers.markup import line_of, text_of
from discourse.readers.pasted.furniture import Role, mark_of

_WIDGETS = re.compile(
    r"reply|antwort|respon[ds]|report|melden|signaler|share|teilen|like|vote|rating|karma|score|thumb|action|button|btn|"
    r"permalink|avatar|signature|sig\b|badge|toolbar|controls?|tools|menu|footer|edit|flag|quote-?link|rank|"
    r"user-?info|user-?details|post-?count|profile|gravatar|toggle|collapse|expand|awards|reactions?",
    re.IGNORECASE,
)
_HEADS = re.compile(r"meta|header|head\b|head-|title|info|byline|author|submitted|details|date|time", re.IGNORECASE)
_TEXTS = re.compile(
    r"content|text|body|message|msg|comment-?copy|kommentartext|entry|copy|markdown|bbcode|says|inhalt|texte|texto|testo",
    re.IGNORECASE,
)
_MOST_WIDGET = 160
_MOST_NAME = 50
_MOST_OF_REST = 0.55
_LIKE_AUTHOR = 0.9
_MOST_HAVE_IT = 0.6
_NEARLY = 0.7
_NOTE = re.compile(r"\s*\(\s?(?:#?\d{1,12}|not verified|nicht überprüft|guest|gast|unregistered)\s?\)$", re.IGNORECASE)
_EDGES = " ,|·•-–—»«/:"
_NUMBERS = re.compile(r"\d+")
_QUOTE = re.compile(r"quote|zitat|citation", re.IGNORECASE)
_MOST_MORE = 70
_IDS = (
    "data-id",
    "data-comment-id",
    "data-commentid",
    "data-post-id",
    "data-postid",
    "data-pid",
    "data-cid",
    "id",
    "name",
)
_PARENTS = (
    "data-parent-id",
    "data-parentid",
    "data-parent",
    "data-reply-to",
    "data-parent-comment-id",
    "data-in-reply-to",
)
_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)")
_DEPTH = re.compile(r"(?:depth|level|lvl|indent|nesting|ebene|niveau|tiefe)[-_]?(\d{1,3})\b", re.IGNORECASE)
_DEPTHS = ("data-depth", "data-level", "data-indent", "aria-level", "indent")
_MARGIN = re.compile(r"(?:margin|padding)-left\s*:\s*(\d{1,4})", re.IGNORECASE)
_ANCHOR = re.compile(r"#(.{1,80})$")
_BY = re.compile(
    r"^(?:by|von|par|por|di|door|av|af|от|posted by|written by|submitted by|verfasst von|geschrieben von)\s*:?\s+",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\s*(?:says|said|schreibt|schrieb|sagt|sagte|meint|wrote|writes|a écrit|dit|dice|dijo|ha scritto|zegt|schreef|"
    r"napisał|пишет|skriver|commented|replied)?\s*[:：.…]*$",
    re.IGNORECASE,
)
_BUTTONS = frozenset({Role.ACTION, Role.COUNT, Role.NUMBER, Role.TIME, Role.LOAD, Role.BADGE})


def drafts_of(outline: Outline, group: Group) -> list[Draft]:
    """Return the comments of a group, with what can be told of each; an empty one is left out."""
    boxes = [box for box in group.boxes if _has_mark(outline, box)]
    ids = _ids_of(boxes)
    parents = _parents_of(boxes, ids)
    times = {box.element.number: _time_of(outline, box) for box in boxes}
    authors = _authors_of(outline, boxes, times)
    bodies = _bodies_of(outline, boxes, times, authors)
    drafts = []
    for box in boxes:
        number = box.element.number
        draft = _draft(outline, box, times[number], authors.get(number), bodies.get(number))
        if draft.text:
            drafts.append(replace(draft, id=ids[number], reply_to=parents.get(number)))
    return drafts


def _has_mark(outline: Outline, box: Box) -> bool:
    return bool(own_marks(outline, outline.times, box) or own_marks(outline, outline.authors, box))


def _time_of(outline: Outline, box: Box) -> Element | None:
    """Return the element with a box's time: the first with a stamp for machines, else the first."""
    marks = [outline.elements[mark] for mark in own_marks(outline, outline.times, box)]
    stamped = (mark for mark in marks if _stamp(mark) and mark.node.tag != "abbr")
    return next(stamped, marks[0] if marks else None)


def _draft(outline: Outline, box: Box, time: Element | None, author: Element | None, body: Element | None) -> Draft:
    line = line_of(time.node) if time is not None else ""
    left_out = _left_out(outline, box, time, author, body)
    return Draft(
        id="",
        text=_text(outline, box, body, left_out),
        author=_name(author) if author is not None else None,
        stamp=_stamp(time),
        shown=(words_of_date(line) or line or None),
    )


def _stamp(time: Element | None) -> str | None:
    stamp = stamp_of(time.node) if time is not None else None
    return stamp if stamp and any(character.isdigit() for character in stamp) else None


def _authors_of(outline: Outline, boxes: Sequence[Box], times: Mapping[int, Element | None]) -> dict[int, Element]:
    """Return each box's author: the first element of that kind which most boxes have, with a name in it.

    A kind is a tag with its classes. Names differ from box to box, buttons do not; names are short; what is called an
    author or leads to a profile is one rather.
    """
    found: dict[str, dict[int, Element]] = {}
    marked = set(outline.authors)
    for box in boxes:
        for element in _short_elements(outline, box, times[box.element.number]):
            found.setdefault(_kind(element), {}).setdefault(box.element.number, element)
    best = max(found.values(), key=lambda kind: _likeness(kind, len(boxes), marked), default={})
    if _likeness(best, len(boxes), marked) < _LIKE_AUTHOR:
        best = {}
    others = {box.element.number: _first_mark(outline, box) for box in boxes if box.element.number not in best}
    return best | {number: mark for number, mark in others.items() if mark is not None}


def _first_mark(outline: Outline, box: Box) -> Element | None:
    marks = (outline.elements[mark] for mark in own_marks(outline, outline.authors, box))
    return next((mark for mark in marks if _name(mark)), None)


def _short_elements(outline: Outline, box: Box, time: Element | None) -> Iterator[Element]:
    """Yield the first elements of a box that hold a few words and nothing else."""
    inner = {each.element.number: each.end for each in box.inner}
    number, left = box.element.number, 30
    while number < box.end and left:
        if number in inner:
            number = inner[number]
            continue
        element = outline.elements[number]
        if element.node.tag == "blockquote" or _QUOTE.search(element.classes):
            number = max(element.end, number + 1)
            continue
        number += 1
        if 0 < element.text <= _MOST_NAME and element is not time and not _is_around(element, time):
            left -= 1
            yield element


def _is_around(element: Element, time: Element | None) -> bool:
    return time is not None and element.number <= time.number < element.end and element.text > 2 * time.text


def _likeness(kind: Mapping[int, Element], count: int, marked: set[int]) -> float:
    """Return how much a kind of element looks like the authors of so many boxes."""
    if not kind:
        return 0.0
    names = [_name(element) for element in list(kind.values())[:60]]
    real = [name for name in names if name]
    if not real:
        return 0.0
    commonest = Counter(real).most_common(1)[0][1] / len(real)
    words = sum(len(name.split()) for name in real) / len(real)
    sure = sum(element.number in marked for element in kind.values()) / len(kind)
    buttons = sum(mark_of(name).role in _BUTTONS for name in set(real)) / len(set(real))
    return (
        len(kind) / count
        + 0.8 * sure
        + (0.3 if commonest <= 0.6 or len(real) < 4 else -0.6)
        - 0.15 * max(words - 2, 0)
        - 1.2 * buttons
        - 0.5 * (1 - len(real) / len(names))
        - 0.5 * sum(not name[0].isalpha() for name in real) / len(real)
        - (1.0 if sum(map(len, real)) < 2.5 * len(real) else 0.0)
    )


def _name(mark: Element) -> str | None:
    """Return the name that an element holds, without "by", "says" and a date beside it."""
    name = _NOTE.sub("", _SAYS.sub("", _BY.sub("", line_of(mark.node)))).strip(_EDGES)
    date = words_of_date(name)
    name = name.replace(date, "").strip(_EDGES) if date else name
    return name if any(character.isalpha() for character in name) else None


def _kind(element: Element) -> str:
    return f"{element.node.tag} {_NUMBERS.sub('', element.classes)}"


def _bodies_of(
    outline: Outline, boxes: Sequence[Box], times: Mapping[int, Element | None], authors: Mapping[int, Element]
) -> dict[int, Element]:
    """Return the element with each box's text: of the kind that holds most text in all boxes together, if most have it.

    Where a box has none of that kind, its largest element without author and time, if that holds most of the rest.
    """
    marks = {
        box.element.number: [mark for mark in (times[box.element.number], authors.get(box.element.number)) if mark]
        for box in boxes
    }
    largest = {box.element.number: _body(outline, box, marks[box.element.number]) for box in boxes}
    said: Counter[str] = Counter()
    for body in largest.values():
        if body is not None:
            said[_kind(body)] += body.text
    found = {number: body for number, body in largest.items() if body is not None}
    if not said:
        return found
    kind = _inner_kind(outline, boxes, marks, *said.most_common(1)[0])
    alike = {box.element.number: _first_of(outline, box, kind, marks[box.element.number]) for box in boxes}
    same = {number: body for number, body in alike.items() if body is not None}
    return found | same if len(same) >= _MOST_HAVE_IT * len(boxes) and kind.strip().count(" ") else found


def _inner_kind(
    outline: Outline, boxes: Sequence[Box], marks: Mapping[int, Sequence[Element]], kind: str, said: int
) -> str:
    """Return the smallest kind that is called a text and holds nearly as much as the largest one, else that one."""
    named: Counter[str] = Counter()
    for box in boxes:
        spans = [(each.element.number, each.end) for each in box.inner]
        for element in outline.elements[box.element.number + 1 : box.end]:
            if element.text and _TEXTS.search(f"{element.classes} {element.id}"):
                inside = any(start <= element.number < end for start, end in spans)
                around = any(element.number <= start < element.end for start, _ in spans)
                holds = any(element.number <= mark.number < element.end for mark in marks[box.element.number])
                if not (inside or around or holds):
                    named[_kind(element)] += element.text
    enough = {name: total for name, total in named.items() if total >= _NEARLY * said}
    return min(enough, key=lambda name: (enough[name], name), default=kind)


def _first_of(outline: Outline, box: Box, kind: str, marks: Sequence[Element]) -> Element | None:
    """Return the first element of a kind in a box that is in none of the boxes inside it and holds no mark."""
    inner = {each.element.number: each.end for each in box.inner}
    number = box.element.number + 1
    while number < box.end:
        if number in inner:
            number = inner[number]
            continue
        element = outline.elements[number]
        number += 1
        if _kind(element) == kind and not any(element.number <= mark.number < element.end for mark in marks):
            return element
    return None


def _body(outline: Outline, box: Box, marks: Sequence[Element]) -> Element | None:
    """Return the largest element of a box without its author and time, if it holds most of what is left."""
    inner = {each.element.number: each.end for each in box.inner}
    best: Element | None = None
    number = box.element.number + 1
    while number < box.end:
        if number in inner:
            number = inner[number]
            continue
        element = outline.elements[number]
        holds = any(element.number <= mark.number < element.end for mark in marks)
        spans = any(element.number <= start < element.end for start in inner)
        if holds or spans:
            number += 1
            continue
        if element.text > (best.text if best else 0) and element.linked <= 0.7 * element.text:
            best = element
        number = element.end
    rest = outline.elements[box.end - 1].text_to - box.element.text_from - sum(each.element.text for each in box.inner)
    rest -= sum(mark.text for mark in marks)
    return best if best is not None and best.text >= _MOST_OF_REST * rest else None


def _left_out(
    outline: Outline, box: Box, time: Element | None, author: Element | None, body: Element | None
) -> frozenset[int]:
    """Return the elements of a box that are no part of its text: what names author and time, buttons, widgets."""
    out = {each.element.node.mem_id for each in box.inner}
    if body is None:
        for mark in (time, author):
            if mark is not None:
                out.add(_widened(mark, box).node.mem_id)
    start, end = (body.number + 1, body.end) if body is not None else (box.element.number, box.end)
    holder = body or box.element
    most = max(min(_MOST_WIDGET, 0.4 * holder.text), 12)
    for element in outline.elements[start:end]:
        names = f"{element.classes} {element.id}"
        if element is box.element or (element.text > most and element.linked < 0.5 * element.text):
            continue
        is_widget = _WIDGETS.search(names) or (body is None and element.text <= _MOST_MORE and _HEADS.search(names))
        if element.node.tag in ("button", "form", "nav") or (is_widget and not _TEXTS.search(names)):
            out.add(element.node.mem_id)
    return frozenset(out)


def _widened(mark: Element, box: Box) -> Element:
    """Return the widest element around a mark, still inside its box, that holds little more than it."""
    widest = mark
    while widest.parent is not None and widest.parent.number > box.element.number:
        if widest.parent.text > mark.text + _MOST_MORE:
            break
        widest = widest.parent
    return widest


def _text(outline: Outline, box: Box, body: Element | None, left_out: frozenset[int]) -> str:
    def leave_out(node: LexborNode) -> bool:
        return node.mem_id in left_out

    if body is not None:
        return text_of(body.node, leave_out)
    pieces = [text_of(box.element.node, leave_out)]
    after = [each for each in outline.elements[box.element.end : box.end] if each.parent is box.element.parent]
    pieces += [text_of(each.node, leave_out) for each in after if each.node.mem_id not in left_out]
    return _without_buttons("\n\n".join(filter(None, pieces)))


def _without_buttons(text: str) -> str:
    """Return a text without the buttons and counts that stand before and after it, a line each."""
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or mark_of(lines[-1]).role in _BUTTONS):
        lines.pop()
    while lines and (not lines[0].strip() or mark_of(lines[0]).role in _BUTTONS):
        lines.pop(0)
    return "\n".join(lines)


def _ids_of(boxes: Sequence[Box]) -> dict[int, str]:
    """Return an id for each box: the number in its attributes if all have one that is theirs alone, else its place."""
    for name in _IDS:
        found = {box.element.number: _number_in(box, name) for box in boxes}
        told = [number for number in found.values() if number]
        if len(told) == len(boxes) and len(set(told)) == len(told):
            return found
    anchors = {box.element.number: _anchor_in(box) for box in boxes}
    if all(anchors.values()) and len(set(anchors.values())) == len(anchors):
        return anchors
    return {box.element.number: str(place) for place, box in enumerate(boxes, start=1)}


def _number_in(box: Box, name: str) -> str:
    value = attribute(box.element.node, name)
    if name.startswith("data-"):
        return value.strip()
    number = _LAST_NUMBER.search(value)
    return number.group(1) if number else value.strip()


def _anchor_in(box: Box) -> str:
    inner = {each.element.node.mem_id for each in box.inner}
    for link in box.element.node.css("a[id], a[name], [id]")[:5]:
        name = attribute(link, "id") or attribute(link, "name")
        number = _LAST_NUMBER.search(name)
        if number and link.mem_id not in inner:
            return number.group(1)
    return ""


def _parents_of(boxes: Sequence[Box], ids: dict[int, str]) -> dict[int, str]:
    """Return each box's parent, ``""`` for the article; nothing at all where the page does not tell levels."""
    stated = {box.element.number: _stated_parent(box) for box in boxes}
    known = set(ids.values())
    if sum(parent in known for parent in stated.values() if parent) > 0:
        return {number: parent if parent in known else "" for number, parent in stated.items()}
    if any(box.within is not None for box in boxes):
        return {box.element.number: ids.get(box.within.number, "") if box.within else "" for box in boxes}
    levels = _levels(boxes)
    if len(set(levels)) < 2:
        return {}
    parents: dict[int, str] = {}
    branch: list[tuple[int, str]] = []
    for box, level in zip(boxes, levels, strict=True):
        while branch and branch[-1][0] >= level:
            branch.pop()
        parents[box.element.number] = branch[-1][1] if branch else ""
        branch.append((level, ids[box.element.number]))
    return parents


def _stated_parent(box: Box) -> str:
    node = box.element.node
    value = next(filter(None, (attribute(node, name) for name in _PARENTS)), "")
    number = _LAST_NUMBER.search(value)
    return number.group(1) if number and number.group(1).strip("0") else ""


def _levels(boxes: Sequence[Box]) -> list[int]:
    """Return how deep each box is said or seen to stand: by a number, an indent, a spacer, or its depth in the page.

    The first of these ways that any box shows counts for all; a box that does not show it stands at the top.
    """
    for way in (_said_level, _spaced_level, _indented_level):
        levels = [way(box) for box in boxes]
        if any(level is not None for level in levels):
            return [level or 0 for level in levels]
    return [box.element.depth for box in boxes]


def _said_level(box: Box) -> int | None:
    said = next((attribute(box.element.node, name) for name in _DEPTHS if attribute(box.element.node, name)), "")
    if said.isdecimal() and len(said) < 5:
        return int(said)
    around = box.element.parent.classes if box.element.parent else ""
    named = _DEPTH.search(f"{box.element.classes} {around}")
    return int(named.group(1)) if named else None


def _spaced_level(box: Box) -> int | None:
    """Return the width of the picture that pushes a row of a table to the right."""
    if box.element.node.tag not in ("tr", "table", "td"):
        return None
    spacer = box.element.node.css_first("[indent], img[height='1'][width]")
    width = (attribute(spacer, "indent") or attribute(spacer, "width")) if spacer is not None else ""
    return int(width) if width.isdecimal() and len(width) < 6 else None


def _indented_level(box: Box) -> int | None:
    margin = _MARGIN.search(attribute(box.element.node, "style"))
    return int(margin.group(1)) if margin else None
