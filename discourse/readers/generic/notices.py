"""Boxes among the comments that hold none: a sentence in the place of one taken down, and what a tracker changed."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from discourse.model import Skipped
from discourse.readers.generic.blocks import Box, Group, boxes_of, keys_of, own_elements, own_marks
from discourse.readers.generic.names import kind_of
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of

_TAKEN_DOWN = re.compile(
    r"delet|remov|taken down|moderat|violat|hidden by|no longer available|gelöscht|entfernt|gesperrt|verstö|verstoß|"
    r"moderad|supprim|retiré|modér|enfrein|eliminad|borrad|retirad|suprimid|rimoss|cancellat|eliminat|verwijder|removid|"
    r"apagad|excluíd|удал|скрыт|видален|usunięt|fjernet|slettet|borttag|raderad|poistett|smazán|odstraněn|silin|kaldırıl|"
    r"muted|blocked (?:this|the) (?:user|person|member|commenter)|blockiert|stummgeschaltet|ignorier|ignored|ignorée?|"
    r"genegeerd|ignorad|ignorat|ignorow|игнор|削除|已删除|已刪除|삭제|حذف|נמחק|διαγράφ",
    re.IGNORECASE,
)
_MOST_WORDS = 200
_ENDS = (".", "!", "…", "。")
_IDS = re.compile(r"id|name|data-[a-z-]*id")
_NUMBERS = re.compile(r"\d+")
_FEWEST, _FIRST_INSIDE = 3, 4
_OF_SYSTEM = re.compile(
    r"system-?notes?|(?:^|[-_ ]|(?<=[a-z]))(?:activity|changes?|change-?log|history)(?:$|[-_ ])", re.IGNORECASE
)
_LISTS = frozenset({"ul", "ol", "dl", "table"})
_DETAILS = re.compile(r"(?:^|[-_ ])details(?:$|[-_ ])", re.IGNORECASE)
_USUAL, _SOME = 0.8, 0.5
NOTES = "notes of the system itself (closed, assigned, changed) without words"
"""Why a box among the comments is none."""


def with_notices(outline: Outline, group: Group) -> Sequence[Box]:
    """Return the boxes of a group, with those beside them that differ in nothing but saying only such a sentence.

    They have no author and no time, so that nothing marked them as comments; answers to them would lose their parent.
    What has an id as all others have stands for a comment whatever it says.
    """
    if group.key[0] == "run":
        return group.boxes
    own = {box.element.number: box.element for box in group.boxes}
    starts = sorted(own)
    kinds = {kind_of(element) for element in own.values() if element.classes}
    keys = {group.key, *_shared([{key for key in keys_of(each) if key[0] == "class"} for each in own.values()])}
    numbered = patterns_of(outline, group.boxes)
    missing = {
        each.number: each
        for each in outline.elements[starts[0] : _end_of(group)]
        if each.number not in own
        and each.node.tag == group.boxes[0].element.node.tag
        and (kind_of(each) in kinds or not keys.isdisjoint(keys_of(each)))
        and _says_so(outline, each, own, starts, numbered)
    }
    if not missing:
        return group.boxes
    return boxes_of([element for _, element in sorted((own | missing).items())], runs=False)


def patterns_of(outline: Outline, boxes: Sequence[Box]) -> Set[tuple[str, ...]]:
    """Return the ids that all of some boxes have, as the name of the attribute and its value without the number."""
    return _shared([_patterns_in(outline, box) for box in boxes]) if len(boxes) >= _FEWEST else frozenset()


def _shared(sets: Sequence[Set[tuple[str, ...]]]) -> Set[tuple[str, ...]]:
    return frozenset.intersection(*map(frozenset, sets)) if sets else frozenset()


def _patterns_in(outline: Outline, box: Box) -> set[tuple[str, ...]]:
    elements = (box.element, *islice(own_elements(outline, box), _FIRST_INSIDE))
    told = ((name, value) for each in elements for name, value in each.node.attributes.items() if value)
    return {
        (name, _NUMBERS.sub("#", value)) for name, value in told if _IDS.fullmatch(name) and _NUMBERS.search(value[:80])
    }


def stands_for_one(outline: Outline, box: Box, numbered: Set[tuple[str, ...]]) -> str:
    """Return the sentence in the place of a comment, which has an id as the others have (``numbered``) or answers."""
    words = _sentence(box.element, {each.element.node.mem_id for each in box.inner})
    is_place = bool(box.inner) or not numbered.isdisjoint(_patterns_in(outline, box))
    is_sentence = any(character.isalpha() for character in words) and len(words) <= _MOST_WORDS
    return words if is_place and is_sentence and box.element.node.css_first("form, textarea, iframe") is None else ""


def notice_in(box: Box) -> str:
    """Return the sentence of a box that says, and says nothing else, that a comment was taken down."""
    return _notice(box.element, {each.element.node.mem_id for each in box.inner})


def says_it_is_gone(element: Element | None) -> bool:
    """Return whether an element says that a comment was taken down: a time in it is not that of the comment."""
    return element is not None and bool(_TAKEN_DOWN.search(line_of(element.node, _is_link)))


def _is_link(node: LexborNode) -> bool:
    return node.tag in ("a", "button")  # to the moderator, or to delete one's own


def without_notes(outline: Outline, group: Group) -> tuple[Group, list[Skipped]]:
    """Return a group without the boxes in which a tracker says only what was changed, and a record of these.

    Such a box names a change and lacks what nearly all others have, which is where these say something.
    """
    told = {box.element.number: _kinds_in(outline, box) for box in group.boxes}
    of_all = Counter(kind for kinds in told.values() for kind in kinds)
    worded = {kind_of(each) for box in group.boxes for each in own_elements(outline, box) if _tells(outline, each)}
    named = {kind for kind in worded if of_all[kind] < _USUAL * len(told)}
    noted = {number for number, kinds in told.items() if named & kinds}
    often = Counter(kind for number, kinds in told.items() if number not in noted for kind in kinds)
    usual = {kind for kind, count in often.items() if count >= _USUAL * (len(told) - len(noted))}
    notes = {number for number in noted if len(noted) < len(told) and not usual <= told[number]}
    notes |= _only_lists(outline, group, told)
    if not notes or any(box.inner for box in group.boxes if box.element.number in notes):
        return group, []
    kept = boxes_of([box.element for box in group.boxes if box.element.number not in notes], runs=group.key[0] == "run")
    return replace(group, boxes=kept), [Skipped(kind="boilerplate", reason=NOTES, count=len(notes))]


def _only_lists(outline: Outline, group: Group, told: Mapping[int, set[str]]) -> set[int]:
    """Return the boxes that list changes and have nothing of what most others have beside such a list."""
    lists = {box.element.number for box in group.boxes if any(map(lists_changes, own_elements(outline, box)))}
    of_all = Counter(kind for kinds in told.values() for kind in kinds)
    usual = {kind for kind, count in of_all.items() if _SOME * len(told) <= count < len(told)}
    without = {number for number in lists if not usual & told[number]}
    return without if len(without) < len(told) and usual else set()


def lists_changes(element: Element) -> bool:
    """Return whether an element is a list of details: what was changed beside a comment, or without one."""
    return element.node.tag in _LISTS and bool(_DETAILS.search(element.classes))


def _tells(outline: Outline, element: Element) -> bool:
    """Return whether an element is named after a change and has words for it; a dot or a time in it is none."""
    if element.text > _MOST_WORDS or not (_OF_SYSTEM.search(element.classes) or lists_changes(element)):
        return False
    if outline.inside(outline.times, element.number, element.end):
        return False
    return any(map(str.isalpha, line_of(element.node)))


def _kinds_in(outline: Outline, box: Box) -> set[str]:
    return {kind_of(each) for each in own_elements(outline, box) if each.classes and each.text}


def _end_of(group: Group) -> int:
    """Return where the element around the last box ends, which may hold notices after it."""
    last = max(group.boxes, key=lambda box: box.end)
    return last.element.parent.end if last.element.parent is not None else last.end


def _says_so(
    outline: Outline,
    element: Element,
    boxes: Mapping[int, Element],
    starts: Sequence[int],
    numbered: Set[tuple[str, ...]],
) -> bool:
    held = starts[bisect_right(starts, element.number) : bisect_left(starts, element.end)]
    if _notice(element, {boxes[number].node.mem_id for number in held}):
        return True
    inner = tuple(Box(boxes[number], boxes[number].end, (), element) for number in held)
    box = Box(element, element.end, inner, None)
    if own_marks(outline, outline.times, box) or own_marks(outline, outline.authors, box):
        return False
    return not numbered.isdisjoint(_patterns_in(outline, box)) and bool(stands_for_one(outline, box, numbered))


def _sentence(element: Element, inner: Set[int]) -> str:
    """Return the words of an element, without a link below them where they end without it: "Show"."""
    words = line_of(element.node, lambda node: node.mem_id in inner)
    alone = line_of(element.node, lambda node: node.mem_id in inner or _is_link(node))
    return alone if alone.endswith(_ENDS) else words


def _notice(element: Element, inner: Set[int]) -> str:
    words = _sentence(element, inner)
    return words if len(words) <= _MOST_WORDS and _TAKEN_DOWN.search(words) else ""
