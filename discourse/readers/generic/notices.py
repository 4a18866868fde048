"""What stands in the place of a comment that was taken down: a sentence without author and time, in a box as others."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence, Set

from discourse.readers.generic.blocks import Box, Group, boxes_of, keys_of
from discourse.readers.generic.names import kind_of
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of

_TAKEN_DOWN = re.compile(
    r"delet|remov|taken down|moderat|violat|hidden by|no longer available|gelöscht|entfernt|gesperrt|verstö|verstoß|"
    r"supprim|retiré|modér|enfrein|eliminad|borrad|retirad|suprimid|rimoss|cancellat|eliminat|verwijder|removid|apagad|"
    r"excluíd|удал|скрыт|видален|usunięt|fjernet|slettet|borttag|raderad|poistett|smazán|odstraněn|silin|kaldırıl|"
    r"削除|已删除|已刪除|삭제|حذف|נמחק|διαγράφ",
    re.IGNORECASE,
)
_MOST_WORDS = 200


def with_notices(outline: Outline, group: Group) -> Sequence[Box]:
    """Return the boxes of a group, with those beside them that differ in nothing but saying only such a sentence.

    They have no author and no time, so that nothing marked them as comments; answers to them would lose their parent.
    """
    if group.key[0] == "run":
        return group.boxes
    own = {box.element.number: box.element for box in group.boxes}
    starts = sorted(own)
    kinds = {kind_of(element) for element in own.values() if element.classes}
    missing = {
        each.number: each
        for each in outline.elements[starts[0] : _end_of(group)]
        if each.number not in own
        and each.node.tag == group.boxes[0].element.node.tag
        and (kind_of(each) in kinds or group.key in keys_of(each))
        and _says_so(each, own, starts)
    }
    if not missing:
        return group.boxes
    return boxes_of([element for _, element in sorted((own | missing).items())], runs=False)


def notice_in(box: Box) -> str:
    """Return the sentence of a box that says, and says nothing else, that a comment was taken down."""
    return _notice(box.element, {each.element.node.mem_id for each in box.inner})


def _end_of(group: Group) -> int:
    """Return where the element around the last box ends, which may hold notices after it."""
    last = max(group.boxes, key=lambda box: box.end)
    return last.element.parent.end if last.element.parent is not None else last.end


def _says_so(element: Element, boxes: Mapping[int, Element], starts: Sequence[int]) -> bool:
    held = starts[bisect_right(starts, element.number) : bisect_left(starts, element.end)]
    return bool(_notice(element, {boxes[number].node.mem_id for number in held}))


def _notice(element: Element, inner: Set[int]) -> str:
    words = line_of(element.node, lambda node: node.mem_id in inner)
    return words if len(words) <= _MOST_WORDS and _TAKEN_DOWN.search(words) else ""
