"""The comments of a group of boxes whose markup nobody described: each with what can be told of it."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from discourse.readers.dates import words_of_date
from discourse.readers.drafts import Draft
from discourse.readers.generic.ancestry import answers_in, called, parents_of, quotes_in
from discourse.readers.generic.blocks import Box, Group, own_marks
from discourse.readers.generic.bodies import bodies_of
from discourse.readers.generic.days import stamps_of
from discourse.readers.generic.fields import fields_of
from discourse.readers.generic.folding import folded_text, whole_text
from discourse.readers.generic.furniture import without_furniture
from discourse.readers.generic.headings import below_heading, headings_of
from discourse.readers.generic.identity import aliases_of, ids_of
from discourse.readers.generic.labels import names_told
from discourse.readers.generic.leaving_out import left_out_of
from discourse.readers.generic.names import authors_of
from discourse.readers.generic.notices import notice_in, patterns_of, says_it_is_gone, stands_for_one, with_notices
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.generic.profiles import profiles_in
from discourse.readers.generic.quoted import quoted_in, with_marks
from discourse.readers.generic.referring import below_reply_line, referred_to, towers_in
from discourse.readers.generic.saying import beside_names, said_in
from discourse.readers.generic.standing import standings_of
from discourse.readers.generic.statuses import statuses_of
from discourse.readers.layout import epoch_of, stamp_of
from discourse.readers.markup import line_of
from discourse.readers.times import LONGEST, find_time
from discourse.readers.votes import Place, Votes, votes_of

_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?")
_JOINED = re.compile(
    r"\bjoin|\bregist|mitglied seit|member since|dabei seit|inscri[pt]|miembro desde|iscritto|lid sinds|зарегистр|"
    r"注册|登録|가입|beigetreten|since\b|"
    r"last edit|edited|zuletzt (?:ge|be)|bearbeitet|modifi|编辑|編集|изменено|editado",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"edit(?:ed|date|time)|modified|last-?edit|"
    r"(?:^|[-_ ])(?:regist\w*|reg-?date|join(?:ed|-?date)?|member-?since)(?:$|[-_ ])",
    re.IGNORECASE,
)
"""How classes call the time of editing, or of joining."""
_MOST_AROUND = 60
_MOST_BEFORE = 24
_MOST_CLOCK = 20
_MOST_HEAD = 120
_MOSTLY = 0.8
_MOST_FLOORS = 4
"""How often quotations are looked for: one that holds another is known when the words of that one are."""


class _Reading(NamedTuple):
    """What was read of boxes, by the number of each; ``known`` are the ids by what links may call them."""

    boxes: Sequence[Box]
    notices: Mapping[int, str]
    times: Mapping[int, Element | None]
    authors: Mapping[int, tuple[Element, str]]
    bodies: Mapping[int, Element]
    ids: Mapping[int, str]
    known: Mapping[str, str]
    answers: Mapping[int, Mapping[int, str]]
    texts: Mapping[int, str]
    towers: Mapping[int, Element]
    folded: Set[int]
    quoted: Mapping[int, int]
    headings: Mapping[int, str]


class _Parts(NamedTuple):
    """What stands in each box: its time, its author, its text, and the cell that is all about the author."""

    times: Mapping[int, Element | None]
    authors: Mapping[int, tuple[Element, str]]
    bodies: Mapping[int, Element]
    profiles: Mapping[int, Element]


def drafts_of(outline: Outline, group: Group) -> list[Draft]:
    """Return the comments of a group, with what can be told of each; an empty one is left out.

    What has neither author nor time is none, but where it says that a comment was taken down.
    """
    numbered = patterns_of(outline, group.boxes)
    told = [(box, _notice_of(outline, box, numbered)) for box in with_notices(outline, group)]
    notices = {box.element.number: words for box, words in told if words}
    boxes = [box for box, words in told if words or _has_mark(outline, box)]
    reading = _read(outline, boxes, notices)
    unsigned = _unsigned(outline, reading)
    kept = (_says_something(reading, box) or box.element.number in unsigned for box in boxes)
    said = [box for box, is_kept in zip(boxes, kept, strict=True) if is_kept or box.inner or box.within is not None]
    # heads of comments are boxes like these where nothing tells them apart, and have numbers and times to give
    is_same = len(said) in (0, len(boxes)) and not unsigned
    return _drafts(outline, reading if is_same else _read(outline, said or boxes, notices | unsigned))


def _notice_of(outline: Outline, box: Box, numbered: Set[tuple[str, ...]]) -> str:
    return "" if _has_mark(outline, box) else notice_in(box) or stands_for_one(outline, box, numbered)


def _unsigned(outline: Outline, read: _Reading) -> dict[int, str]:
    """Return the sentences, with a time, that stand in the place of a comment where all others have authors."""
    if sum(_is_signed(outline, box) for box in read.boxes) < _MOSTLY * len(read.boxes):
        return {}
    silent = (box for box in read.boxes if not read.texts[box.element.number] and not _is_signed(outline, box))
    return {box.element.number: words for box in silent if (words := notice_in(box))}


def _is_signed(outline: Outline, box: Box) -> bool:
    return bool(own_marks(outline, outline.authors, box))


def _read(outline: Outline, boxes: Sequence[Box], notices: Mapping[int, str]) -> _Reading:
    starts = [box.element.number for box in boxes]
    times = {box.element.number: _time_of(outline, box, starts) for box in boxes}
    authors = authors_of(outline, boxes, times)
    signed = {number: element for number, (element, _) in authors.items()}
    profiles = profiles_in(outline, boxes, times, signed)
    bodies = bodies_of(outline, boxes, times, signed, profiles)
    ids = ids_of(outline, boxes)
    known = aliases_of(boxes, ids) | called(_own(list(ids.values())))
    answers = {box.element.number: answers_in(outline, box, ids[box.element.number], known) for box in boxes}
    texts, towers = _said(outline, boxes, _Parts(times, authors, bodies, profiles), answers)
    silent = [box for box in boxes if not texts[box.element.number] and box.element.number not in notices]
    texts |= beside_names(silent, signed, times)
    texts |= fields_of(outline, boxes, bodies)
    texts = without_furniture(texts | _whole(boxes, texts)) | dict(notices)
    sure = [box for box in boxes if box.element.number in authors and times[box.element.number] is not None]
    folded = _folded(sure, texts, notices)
    texts, quoted = with_marks(texts | folded, {number: name for number, (_, name) in authors.items()})
    headings = headings_of(outline, boxes, authors, bodies, texts)
    texts = {number: below_heading(text, headings.get(number)) for number, text in texts.items()}
    return _Reading(
        boxes, notices, times, authors, bodies, ids, known, answers, texts, towers, folded.keys(), quoted, headings
    )


def _says_something(read: _Reading, box: Box) -> bool:
    """Return whether a box has words, or a heading where these should be: many say in it all that they have to say."""
    number = box.element.number
    is_headed = number in read.headings and number in read.authors and read.times[number] is not None
    return bool(read.texts[number]) or is_headed


def _said(
    outline: Outline, boxes: Sequence[Box], parts: _Parts, answers: Mapping[int, Mapping[int, str]]
) -> tuple[dict[int, str], dict[int, Element]]:
    """Return what each box says, and where in it stands what others said, which is no part of that."""
    times, authors, bodies, profiles = parts
    texts: dict[int, str] = {}
    towers: dict[int, Element] = {}
    for _ in range(_MOST_FLOORS):
        for box in (each for each in boxes if each.element.number in towers or each.element.number not in texts):
            number = box.element.number
            tower, body = towers.get(number), bodies.get(number)
            body = None if tower is not None and body is not None and tower.number <= body.number < tower.end else body
            marks = times[number], authors[number][0] if number in authors else None
            left_out = left_out_of(outline, box, marks, body, answers[number].keys())
            left_out |= {tower.node.mem_id} if tower is not None else set()
            left_out |= {profiles[number].node.mem_id} if number in profiles and body is None else set()
            texts[number] = said_in(outline, box, body, left_out) or texts.get(number, "")
        found = towers_in(outline, boxes, authors, texts)
        if found == towers:
            break
        towers = found
    return texts, towers


def _drafts(outline: Outline, read: _Reading) -> list[Draft]:
    parents = parents_of(read.boxes, read.ids, read.answers, read.known)
    votes = _votes(read.boxes, read.bodies, {number: name for number, (_, name) in read.authors.items()})
    quotes = _quotes(outline, read, parents)
    named = {number: element for number, (element, _) in read.authors.items()}
    told = names_told(read.boxes, read.authors)
    standings = standings_of(outline, read.boxes, named, read.bodies)
    statuses = statuses_of(outline, read.boxes, read.texts, read.folded, read.notices.keys())
    stamps = {box.element.number: epoch_of(box.element.node) for box in read.boxes}
    days = stamps_of(outline, read.boxes, read.times)
    said = {box.element.number for box in read.boxes if _says_something(read, box)}
    return [
        replace(
            _on_day(
                _dated(read.times[number] if not says_it_is_gone(read.times[number]) else None, stamps[number]),
                days.get(number),
            ),
            id=read.ids[number],
            text=below_reply_line(text),
            author=read.authors[number][1] if number in read.authors else told.get(number),
            reply_to=parents.get(number),
            quotes=quotes[number],
            **votes.get(number, Votes())._asdict(),
            **standings[number]._asdict(),
            status=statuses.get(number),
            title=read.headings.get(number),
        )
        for number, text in read.texts.items()
        if number in said
    ]


def _whole(boxes: Sequence[Box], texts: Mapping[int, str]) -> dict[int, str]:
    """Return the whole words of the comments of which only the beginning is shown, by the number of their box."""
    found = {
        box.element.number: whole_text(
            box.element.node, {each.element.node.mem_id for each in box.inner}, texts[box.element.number]
        )
        for box in boxes
    }
    return {number: text for number, text in found.items() if text}


def _folded(boxes: Sequence[Box], texts: Mapping[int, str], notices: Mapping[int, str]) -> dict[int, str]:
    """Return the words of the comments whose words are folded away, by the number of their box."""
    found: dict[int, str] = {}
    for box in (each for each in boxes if each.element.number not in notices):
        inner = {each.element.node.mem_id for each in box.inner}
        found[box.element.number] = folded_text(box.element.node, inner, texts[box.element.number])
    return {number: text for number, text in found.items() if text}


def _quotes(outline: Outline, read: _Reading, parents: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """Return the ids that each comment quotes, by a link, or where it says no parent by a number or in words."""
    linked = {
        box.element.number: quotes_in(outline, box, read.ids[box.element.number], read.known) for box in read.boxes
    }
    named = quoted_in(outline, read.boxes, {number: name for number, (_, name) in read.authors.items()}, read.texts)
    told = referred_to(outline, read.boxes, read.bodies, read.texts, read.ids, read.towers)
    told |= {number: read.ids[other] for number, other in (named | dict(read.quoted)).items()}
    return linked | {number: (id_,) for number, id_ in told.items() if not linked[number] and not parents.get(number)}


def _own(ids: Sequence[str]) -> list[str]:
    """Return the ids that the page states; where it states none, the places that stand for them, as "#3" may mean."""
    stated = [id_ for place, id_ in enumerate(ids, start=1) if id_ not in (str(place), f"place-{place}")]
    return stated or list(ids)


def _votes(boxes: Sequence[Box], bodies: Mapping[int, Element], authors: Mapping[int, str]) -> dict[int, Votes]:
    """Return the votes of the boxes, by the number of their element; numbers in their texts are none."""
    places = []
    for box in boxes:
        number = box.element.number
        others = {each.element.node.mem_id for each in box.inner}
        others |= {bodies[number].node.mem_id} if number in bodies else set()
        places.append(Place(box.element.node, frozenset(others), authors.get(number)))
    return {boxes[place].element.number: votes for place, votes in votes_of(places).items()}


def _has_mark(outline: Outline, box: Box) -> bool:
    return bool(own_marks(outline, outline.times, box) or own_marks(outline, outline.authors, box))


def _time_of(outline: Outline, box: Box, starts: Sequence[int]) -> Element | None:
    """Return the element with a box's time: the first with a stamp for machines, else the first with a date.

    Times at which somebody joined or edited do not count where there is another.
    """
    marks = [outline.elements[mark] for mark in own_marks(outline, outline.times, box)]
    marks = marks or _times_before(outline, box, starts)
    marks = [mark for mark in marks if not _tells_of_else(mark)] or marks
    stamped = (mark for mark in marks if _stamp(mark) and mark.node.tag != "abbr")
    told = (mark for mark in marks if (time := find_time(line_of(mark.node)[:LONGEST])) and (time.iso or time.parts))
    return next(stamped, next(told, marks[0] if marks else None))


def _times_before(outline: Outline, box: Box, starts: Sequence[int]) -> list[Element]:
    """Return the times in the small element right before a box under the same parent: a head that stands apart.

    ``starts`` are the numbers of all boxes: what is, or holds, another comment is no head.
    """
    parent = box.element.parent
    if parent is None or box.element.number == parent.number + 1:
        return []
    head = outline.elements[box.element.number - 1]
    while head.parent is not None and head.parent is not parent:
        head = head.parent
    is_comment = bisect_left(starts, head.number) < bisect_left(starts, head.end)
    if head.parent is not parent or head.text > _MOST_HEAD or is_comment:
        return []
    return [outline.elements[mark] for mark in outline.inside(outline.times, head.number, head.end)]


def _tells_of_else(mark: Element) -> bool:
    """Return whether a time is said to be that of joining or editing, in the words before it or around it."""
    if _EDITED.search(mark.classes) or (mark.parent is not None and _EDITED.search(mark.parent.classes)):
        return True
    line = line_of(mark.node)[:LONGEST]
    time = find_time(line)
    before = line[max(0, time.start - _MOST_BEFORE) : time.start] if time is not None else ""
    around = mark.parent if mark.parent is not None and mark.parent.text <= _MOST_AROUND else mark
    words = f"{before} {line_of(around.node)}" if around.text <= _MOST_AROUND else before
    return bool(_JOINED.search(words))


def _dated(time: Element | None, stamp: str | None = None) -> Draft:
    """Return when a comment was posted; where nothing shows it, a ``stamp`` of the comment's element tells."""
    line = line_of(time.node) if time is not None else ""
    clock = _clock_after(time) if time is not None else ""
    line = f"{line} {clock}" if clock else _whole_time(time, line)
    return Draft(
        id="", text="", stamp=_stamp(time) or (None if time else stamp), shown=(words_of_date(line) or line or None)
    )


def _on_day(draft: Draft, stamp: str | None) -> Draft:
    return replace(draft, stamp=stamp) if stamp is not None and draft.stamp is None else draft


def _whole_time(time: Element | None, line: str) -> str:
    """Return the words of a time, from around it where the day or the clock stands in an element beside it."""
    told = find_time(line[:LONGEST])
    around = time.parent if time is not None else None
    if told is None or around is None or around.text > _MOST_AROUND or bool(told.clock) == bool(told.iso or told.parts):
        return line
    words = line_of(around.node)[:LONGEST]
    whole = find_time(words)
    if whole is None or not whole.clock or not (whole.iso or whole.parts):
        return line
    same_day = (whole.iso or "")[:10] == told.iso and whole.parts == told.parts
    return words if (whole.clock == told.clock if told.clock else same_day) else line


def _clock_after(time: Element) -> str:
    """Return the clock in the element after that of a date alone."""
    told = find_time(line_of(time.node)[:LONGEST])
    after = time.node.next
    while after is not None and after.is_text_node and not (after.text_content or "").strip(" ,|·-–—\n\t\xa0"):
        after = after.next
    if told is None or told.clock or told.age is not None or after is None or not after.is_element_node:
        return ""
    words = line_of(after)[:_MOST_CLOCK]
    clock = find_time(words)
    return words if clock is not None and clock.clock and not clock.iso and not clock.parts else ""


def _stamp(time: Element | None) -> str | None:
    if time is None:
        return None
    if epoch := epoch_of(time.node):
        return epoch
    stamp = stamp_of(time.node)
    if stamp and any(character.isdigit() for character in stamp):
        return stamp
    values = (value.strip() for value in time.node.attributes.values() if value)
    return next((value for value in values if _ISO.fullmatch(value)), None)
