"""Which of the repeated blocks of a page are its comments: the best one, seen beside those in it and around it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt

from discourse.readers.dom import attribute
from discourse.readers.generic.blocks import (
    COMMENT_WORDS,
    Box,
    Group,
    boxes_of,
    candidates,
    classes_of,
    evidence_of,
    own_marks,
    scored,
)
from discourse.readers.generic.notices import notice_in
from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.markup import line_of

_MOST_COMPARED = 40
_MOST_ABOVE = 12
_THRESHOLD = 1.1
_TOLD = frozenset({"class", "told", "has", "tag", "id"})
"""What a group's boxes have in common where markup tells that they are of a kind."""
_CLOSE = 0.6
_BOTH = 0.7
_MOST_SAID = 0.4
_FEW = 0.2
_PAIR = 2
_HEADINGS, _MOST_HEADING = frozenset({"h3", "h4", "h5", "h6", "dt"}), 60
_ALL_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FIRST_INSIDE = 4
_FEWEST_HEADS, _MOSTLY_BESIDE = 3, 2.5
_QUOTED = re.compile(r"quot|zitat|citation|cite", re.IGNORECASE)
_REPLY = re.compile(
    r"(?:sub-?|child-?|alt-?)?(?:comment|reply|answer|response|antwort|reponse|respuesta|resposta|risposta|reactie|svar|yorum|"
    r"yanit|cevap|odpowied[zź]|odpoved|valasz)(?:-reply|-item)?",
    re.IGNORECASE,
)
"""What a reply is called that is the only one on its page."""
_REPLIES = re.compile(
    r"repl(?:y|ies)|comment|antwort|kommentar|response|r[ée]ponse|answer|respuesta|risposta|child|nested|sub-?list|thread|"
    r"resposta|reactie|svar|yan[ıi]t|cevap|alt-?yorum|odpow|odpov|v[áa]lasz|(?:^|[-_ ])c-list",
    re.IGNORECASE,
)


def best_group(outline: Outline) -> Group | None:
    """Return the comments of a page; ``None`` where no group's evidence is enough."""
    of_class = Counter(name for each in outline.elements for name in set(classes_of(each)))
    groups = _told_rather([scored(outline, key, members, of_class) for key, members in candidates(outline).items()])
    most = max((group.said for group in groups if group.score >= _THRESHOLD), default=1)

    def weight(group: Group) -> float:
        return group.score + 0.9 * sqrt(group.said / max(most, 1))

    enough = sorted((group for group in groups if group.score >= _THRESHOLD), key=weight, reverse=True)
    if not enough:
        return None
    best = _refined(outline, enough[:_MOST_COMPARED], weight)
    best = _begun_once(outline, _lifted(_with_words(enough, best)))
    return _ended_at_heading(outline, _begun_at_headings(outline, best))


def _told_rather(groups: Sequence[Group]) -> Sequence[Group]:
    """Return the groups without those that only their heads tell, where names tell one that may be the comments."""
    is_told = any(group.score >= _THRESHOLD and group.key[0] in _TOLD for group in groups)
    return [group for group in groups if group.key[0] != "head"] if is_told else groups


def _refined(outline: Outline, groups: Sequence[Group], weight: Callable[[Group], float]) -> Group:
    """Return the comments of the page from the groups with the best scores, the best of them first.

    What only holds other boxes gives way to these; of boxes in one another which tell as much, the outermost count,
    or the innermost where there is one comment alone; and replies made otherwise than the comments that they stand in
    come with them.
    """
    best = _without_holder(outline, groups)
    finer = (group for group in groups if len(group.boxes) > len(best.boxes) and _is_list_of(outline, best, group))
    best = next(finer, best)
    near = [group for group in groups if weight(group) >= weight(best) - _CLOSE]
    best = next((group for group in near if _has_as_parts(outline, group, best)), best)
    if len(best.boxes) == 1:
        return max((each for each in near if len(each.boxes) == 1 and _holds(outline, best, each)), key=_depth)
    around = (group for group in near if _holds(outline, group, best) or _holds_more(group, best))
    chosen = _rather_alike(outline, groups, _rather_named(groups, min(around, key=_depth)))
    hosts = (group for group in groups if _are_replies(outline, group, chosen))
    chosen = next((group for group in hosts if _hosts_in(group, chosen) > 1 or _is_told(group, near)), chosen)
    replies = [group for group in groups if _are_replies(outline, chosen, group)]
    if not replies:
        return chosen
    more = (group for group in replies if len(group.boxes) > len(replies[0].boxes))
    return _with_replies(chosen, next((each for each in more if _is_list_of(outline, replies[0], each)), replies[0]))


def _without_holder(outline: Outline, groups: Sequence[Group]) -> Group:
    """Return the best group; where that is two, of which one only holds all boxes of another, that other one.

    So stand a bug and its history, a question and all that was answered.
    """
    best = groups[0]
    if len(best.boxes) != _PAIR or best.key[0] not in ("child", "run"):
        return best
    inside = (group for group in groups if len(group.boxes) > _PAIR and _is_in_one(outline, best, group))
    return next(inside, best)


def _is_in_one(outline: Outline, outer: Group, inner: Group) -> bool:
    """Return whether all boxes of a group stand in one box of another which has no author and time of its own."""
    places, inside = _Places(outer), _Places(inner)
    held = {places.of(box.element.number) for box in inner.boxes}
    if len(held) != 1 or -1 in held:
        return False
    holder = outer.boxes[held.pop()]
    marks = (*own_marks(outline, outline.times, holder), *own_marks(outline, outline.authors, holder))
    return all(inside.of(mark) >= 0 for mark in marks)


def _with_words(groups: Sequence[Group], group: Group) -> Group:
    """Return the run of which a group has only the heads, where most of what is said stands between these."""
    starts = [box.element.number for box in group.boxes]
    if group.key[0] == "run" or any(box.inner for box in group.boxes):
        return group
    runs = (each for each in groups if each.key[0] == "run" and each.said >= _MOSTLY_BESIDE * group.said)
    return next((each for each in runs if [box.element.number for box in each.boxes] == starts), group)


def _lifted(group: Group) -> Group:
    """Return the elements around the boxes where these are only heads: each alone in its own, and most is said beside.

    Comments and the replies to them may be called differently, and only their heads alike.
    """
    around = {box.element.parent.number: box.element.parent for box in group.boxes if box.element.parent is not None}
    if group.key[0] == "run" or len(around) < len(group.boxes) or len(group.boxes) < _FEWEST_HEADS:
        return group
    whole = boxes_of([around[number] for number in sorted(around)], runs=False)
    heads = sum(box.element.text for box in group.boxes if box.within is None)
    said = sum(box.element.text for box in whole if box.within is None)
    return Group(group.key, whole, group.score, said) if said >= _MOSTLY_BESIDE * heads else group


def _begun_once(outline: Outline, group: Group) -> Group:
    """Return a run that begins at the first of several parts that take turns, called differently: author, date.

    So do the rows of some forums' tables, of which only the first of each post has a name.
    """
    called = [box.element.classes for box in group.boxes]
    told = [evidence_of(outline, box) for box in group.boxes]
    are_rows = all(box.element.node.tag == "tr" for box in group.boxes) and not all(each.time for each in told)
    is_run = group.key[0] == "run" or (group.key[0] == "child" and are_rows)
    if not is_run or any(each.author and each.time for each in told):
        return group
    every = next((place for place, classes in enumerate(called) if place and classes == called[0]), 1)
    turn = called[:every]
    is_told = (all(turn) and len(set(turn)) == every) or (are_rows and bool(turn[0]) and turn[0] not in turn[1:])
    is_turn = every > 1 and is_told and called == turn * (len(called) // every)
    starts = [box.element for box in group.boxes[::every]]
    return replace(group, key=("run", *group.key[1:]), boxes=boxes_of(starts, runs=True)) if is_turn else group


def _begun_at_headings(outline: Outline, group: Group) -> Group:
    """Return a run that begins at the headings which stand before each of its parts, as where the date comes last."""
    first = group.boxes[0].element
    if group.key[0] != "run" or first.parent is None or first.node.tag in _HEADINGS:
        return group
    beside = [each for each in outline.elements[first.parent.number : first.parent.end] if each.parent is first.parent]
    headings = [each for each in beside if 0 < each.text <= _MOST_HEADING and _is_heading(each)]
    last = [each for each in headings if each.number < first.number][-1:]
    inside = [each for each in headings if each.number > first.number and each.number < group.boxes[-1].element.number]
    starts = [*last, *inside]
    tags = {each.node.tag for each in starts}
    numbers = [box.element.number for box in group.boxes]
    is_each = len(starts) == len(numbers) and len(tags) == 1
    if not is_each or not all(one.number < other for one, other in zip(starts, numbers, strict=True)):
        return group
    return replace(group, key=("run", tags.pop() or "", *group.key[2:]), boxes=boxes_of(starts, runs=True))


def _is_heading(element: Element) -> bool:
    """Return whether an element is a heading, or a paragraph of nothing but bold letters, as where classes are lost."""
    if element.node.tag in _HEADINGS:
        return True
    bold = element.node.css_first("b, strong") if element.node.tag in ("p", "div") else None
    return bold is not None and len((bold.text() or "").strip()) == len((element.node.text() or "").strip())


def _ended_at_heading(outline: Outline, group: Group) -> Group:
    """Return a run whose last part ends at the heading that follows it, where no other part holds one."""
    *before, last = group.boxes
    is_run = group.key[0] == "run" and last.within is None and last.element.node.tag not in _ALL_HEADINGS
    beside = [each for each in outline.elements[last.element.end : last.end] if each.parent is last.element.parent]
    heading = next((each for each in beside if each.node.tag in _ALL_HEADINGS), None) if is_run else None
    held = (each for box in before for each in outline.elements[box.element.number : box.end])
    if heading is None or any(each.node.tag in _ALL_HEADINGS for each in held):
        return group
    return replace(group, boxes=[*before, replace(last, end=heading.number)])


def _depth(group: Group) -> int:
    return group.boxes[0].element.depth


def _holds(outline: Outline, outer: Group, inner: Group) -> bool:
    """Return whether each box of a group, or each two, stand in a box of their own of another, which may hold more.

    Of two, one is no comment, or they are the same one twice: two with words and authors of their own are a discussion.
    """
    if outer is inner:
        return True
    each, rest = divmod(len(inner.boxes), len(outer.boxes))
    if rest or each not in (1, 2) or outer.key[0] == "run" or (each == 2 and len(outer.boxes) < 2):
        return False
    if each == 2 and _are_pairs(outline, inner.boxes):
        return False
    held = ((box, inner.boxes[place * each : (place + 1) * each]) for place, box in enumerate(outer.boxes))
    return all(box.element.number <= other.element.number < box.element.end for box, others in held for other in others)


def _holds_more(outer: Group, inner: Group) -> bool:
    """Return whether each box of a group stands in one of its own of another, of which the others say they are gone."""
    if outer.key[0] not in ("class", "id") or not COMMENT_WORDS.search(outer.key[2]):
        return False
    places = _Places(outer)
    held = {places.of(box.element.number) for box in inner.boxes}
    if -1 in held or len(held) != len(inner.boxes) or len(held) == len(outer.boxes):
        return False
    return all(notice_in(box) for place, box in enumerate(outer.boxes) if place not in held)


def _has_as_parts(outline: Outline, outer: Group, inner: Group) -> bool:
    """Return whether all boxes of a group are parts of one comment of another, told by its name or by heads.

    So stand the head of a comment and the answers to it, side by side.
    """
    is_named = outer.key[0] == "head" or (outer.key[0] == "class" and bool(COMMENT_WORDS.search(outer.key[2])))
    if not is_named or inner.key[0] not in ("child", "run") or len(outer.boxes) < len(inner.boxes):
        return False
    places = _Places(outer)
    starts = {box.element.number for box in outer.boxes}
    parents = {box.element.parent.number if box.element.parent is not None else -1 for box in inner.boxes}
    first = places.of(inner.boxes[0].element.number)
    return len(parents) == 1 and parents <= starts and evidence_of(outline, outer.boxes[first]).is_signed


def _are_pairs(outline: Outline, boxes: Sequence[Box]) -> bool:
    """Return whether of boxes, two by two, all are comments, and not of the same author and time in each two."""
    if not all(evidence_of(outline, box).is_signed for box in boxes):
        return False
    pairs = zip(boxes[::2], boxes[1::2], strict=True)
    return any(_signed(outline, one) != _signed(outline, other) for one, other in pairs)


def _signed(outline: Outline, box: Box) -> list[str]:
    """Return the words of the first author and of the first time of a box that has both."""
    marks = own_marks(outline, outline.authors, box)[0], own_marks(outline, outline.times, box)[0]
    return [line_of(outline.elements[mark].node) for mark in marks]


def _rather_named(groups: Sequence[Group], best: Group) -> Group:
    """Return the group of a class that is named after comments and of which another has little more, else that one."""
    if best.key[0] not in ("child", "run", "look"):
        return best
    numbers = {box.element.number for box in best.boxes}
    named = (group for group in groups if group.key[0] in ("class", "id") and COMMENT_WORDS.search(group.key[2]))
    enough = (group for group in named if len(group.boxes) >= _BOTH * len(numbers))
    return next((each for each in enough if numbers.issuperset(box.element.number for box in each.boxes)), best)


def _rather_alike(outline: Outline, groups: Sequence[Group], best: Group) -> Group:
    """Return the group of a class of which one stands in each of the boxes that only their place tells, else these.

    So stand comments beside a list of answers that holds but one.
    """
    if best.key[0] != "child":
        return best
    places, own = _Places(best), {box.element.number for box in best.boxes}
    for group in (each for each in groups if each.key[0] == "class" and len(each.boxes) == len(own)):
        held = {places.of(box.element.number) for box in group.boxes}
        are_deeper = {box.element.number not in own for box in group.boxes}  # some are, and some are these boxes
        is_each = -1 not in held and len(held) == len(own)
        if len(are_deeper) > 1 and is_each and all(evidence_of(outline, box).is_signed for box in group.boxes):
            return group
    return best


class _Places:
    """Where the boxes of a group stand: in which one, the innermost, an element is."""

    def __init__(self, group: Group) -> None:
        self._boxes = group.boxes
        self._starts = [box.element.number for box in group.boxes]
        self._around: list[int] = []
        open_boxes: list[int] = []
        for place, box in enumerate(group.boxes):
            while open_boxes and group.boxes[open_boxes[-1]].end <= box.element.number:
                open_boxes.pop()
            self._around.append(open_boxes[-1] if open_boxes else -1)
            open_boxes.append(place)

    def of(self, number: int) -> int:
        """Return the place of the box around an element's number; -1 where it is in none."""
        place = bisect_right(self._starts, number) - 1
        while place >= 0 and self._boxes[place].end <= number:
            place = self._around[place]
        return place


def _is_list_of(outline: Outline, outer: Group, inner: Group) -> bool:
    """Return whether the boxes of a group only hold those of another: their authors and times, and what they say."""
    if inner.said < _MOST_SAID * outer.said:
        return False
    outside, inside = _Places(outer), _Places(inner)
    if any(outside.of(box.element.number) < 0 for box in inner.boxes) or not _are_more(outline, outer, inner):
        return False
    marks = [mark for mark in (*outline.times, *outline.authors) if outside.of(mark) >= 0]
    left = sum(inside.of(mark) < 0 for mark in marks)
    return bool(marks) and left <= _FEW * len(marks)


def _are_more(outline: Outline, outer: Group, inner: Group) -> bool:
    """Return whether what a group has beside the boxes of another, where it has these, are comments as well."""
    own = {box.element.number for box in outer.boxes}
    told = [evidence_of(outline, box) for box in inner.boxes]
    if any(box.within is not None for box in outer.boxes) and sum(each.is_comment for each in told) <= len(own):
        return False  # one in each, and elements around the answers to it
    more = [each for each, box in zip(told, inner.boxes, strict=True) if box.element.number not in own]
    return len(more) == len(inner.boxes) or sum(each.is_comment or each.is_signed for each in more) >= _BOTH * len(more)


def _are_replies(outline: Outline, outer: Group, inner: Group) -> bool:
    """Return whether all boxes of a group stand inside those of another, or below them, as comments beside its own.

    Each has an author and a time of its own, and so has the comment that it stands in.
    """
    is_lone = len(inner.boxes) < _PAIR and not (inner.key[0] == "class" and _REPLY.fullmatch(inner.key[2]))
    if inner is outer or is_lone or "run" in (outer.key[0], inner.key[0]):
        return False
    outside = _Places(outer)
    hosts = [(box, outside.of(box.element.number)) for box in inner.boxes]
    if all(place < 0 for _, place in hosts):
        return _are_below(outer, inner) and _are_told(outline, outer, inner)
    hosts = _without_first(outer, hosts)
    if any(place < 0 or outer.boxes[place].element is box.element for box, place in hosts):
        return False
    own = _own_of_hosts(outline, outside, _Places(inner), {place for _, place in hosts})
    if not any(evidence_of(outline, box).time for box in outer.boxes):
        own = {place: marks[:1] for place, marks in own.items()}
    return all(_is_reply_in(box, outer.boxes[place], own[place]) for box, place in hosts) and _are_told(
        outline, outer, inner
    )


def _without_first(outer: Group, hosts: Sequence[tuple[Box, int]]) -> list[tuple[Box, int]]:
    """Return boxes and where they stand without those before all boxes of a group with a name of its own.

    So stand the comments on a question, above its answers.
    """
    first = outer.boxes[0].element.number if outer.key[0] in ("class", "id") else 0
    return [(box, place) for box, place in hosts if place >= 0 or box.end > first]


def _are_told(outline: Outline, outer: Group, group: Group) -> bool:
    """Return whether most boxes of a group are comments with an author and a time, however little these say.

    What stands in the boxes of the ``outer`` group is said by these.
    """
    own = {box.element.number for box in group.boxes}
    both = _with_replies(outer, group).boxes
    told = [evidence_of(outline, box) for box in both if box.element.number in own]
    is_dated = any(evidence_of(outline, box).time for box in outer.boxes)
    return sum(each.is_signed or (not is_dated and each.is_named) for each in told) >= _BOTH * len(told)


def _are_below(outer: Group, inner: Group) -> bool:
    """Return whether all boxes of a group stand in lists below those of another, none of which they hold."""
    ends = {box.end: box.element for box in outer.boxes}
    inside = _Places(inner)
    return all(_is_below(box, ends) for box in inner.boxes) and all(
        inside.of(box.element.number) < 0 for box in outer.boxes
    )


def _is_below(box: Box, ends: Mapping[int, Element]) -> bool:
    """Return whether a box stands in a list named after replies that comes right after a comment, beside it."""
    lists = (each for each in ancestors(box.element, _MOST_ABOVE) if each.number in ends)
    return any(
        each is not box.element
        and each.parent is ends[each.number].parent
        and _REPLIES.search(f"{each.classes} {each.id}")
        for each in lists
    )


def _own_of_hosts(outline: Outline, outside: _Places, inside: _Places, hosts: set[int]) -> dict[int, list[list[int]]]:
    """Return the authors and the times of each host that are in none of the boxes inside it."""
    own: dict[int, list[list[int]]] = {place: [[], []] for place in hosts}
    for kind, marks in enumerate((outline.authors, outline.times)):
        for mark in marks:
            place = outside.of(mark) if inside.of(mark) < 0 else -1
            if place in own:
                own[place][kind].append(mark)
    return own


def _is_reply_in(box: Box, host: Box, own: Sequence[Sequence[int]]) -> bool:
    """Return whether a box stands beside what its host says of itself, under a name of replies; not what it quotes."""
    if not all(own):
        return False
    between = list(_up_to(box, host))
    if any(each.node.tag in ("blockquote", "q") or _QUOTED.search(each.classes) for each in between):
        return False
    beside = (each for each in between if not any(each.number <= mark < each.end for marks in own for mark in marks))
    names = [f"{each.classes} {each.id}" for each in beside]
    first = box.element.node.css("*")[1:_FIRST_INSIDE]
    return any(map(_REPLIES.search, names)) or any(_REPLIES.search(attribute(node, "class")) for node in first)


def _up_to(box: Box, host: Box) -> Iterator[Element]:
    for each in ancestors(box.element, _MOST_ABOVE):
        if each is host.element:
            return
        yield each


def _hosts_in(outer: Group, inner: Group) -> int:
    """Return how many boxes of a group hold boxes of another."""
    outside = _Places(outer)
    return len({outside.of(box.element.number) for box in inner.boxes} - {-1})


def _is_told(group: Group, near: Sequence[Group]) -> bool:
    """Return whether a group is among those near the best, and its markup tells its boxes from others."""
    return group in near and len(group.boxes) > 1 and group.key[0] not in ("child", "run", "look")


def _with_replies(outer: Group, inner: Group) -> Group:
    """Return a group with the boxes of another inside them."""
    members = sorted({box.element.number: box.element for box in (*outer.boxes, *inner.boxes)}.items())
    return Group(outer.key, boxes_of([element for _, element in members], runs=False), outer.score, outer.said)
