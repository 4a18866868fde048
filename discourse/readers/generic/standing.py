"""What a page says of a comment beside its words: that it is pinned or was edited, and what its author is."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from discourse.readers.generic.badges import PINNED, role_said
from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.names import kind_of
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.layout import stamp_of
from discourse.readers.markup import line_of

_BY_OP = re.compile(
    r"(?:^|[-_ ])(?:is-)?by-?(?:op|post-?author|author)(?:$|[-_ ])|(?:^|[-_ ])is-?(?:op|author)(?:$|[-_ ])",
    re.IGNORECASE,
)
"""Names of a comment by the article's author."""
CHANGED = (
    r"edited|modified|updated|bearbeitet|geändert|editiert|modifié|édité|editado|modificato|gewijzigd|bewerkt|"
    r"изменено|изменён|отредактировано|edytowano|zmieniony|upraveno|redigerad|redigert|redigeret|szerkesztve|düzenlendi|"
    r"已编辑|编辑于|已編輯|編輯於|編集済み|수정됨|تم التعديل|נערך"
)
_ANY_CHANGED = re.compile(CHANGED, re.IGNORECASE)
_EDITED = re.compile(
    r"^\W*(?:(?:last|zuletzt|dernière|última|laatst|senast|sist|sidst|(?:diese[rs]? |this |deze )?(?:comment|post|"
    r"reactie|bericht|beitrag|kommentar|commentaire|message|comentario|commento)"
    rf"(?: was| wurde| a été| fue| è stato)?) )?(?:{CHANGED})",
    re.IGNORECASE,
)
_OF_EDITING = re.compile(r"edit(?:ed|-?date|-?time|-?note)|modified|last-?edit", re.IGNORECASE)
_MOST_BADGE, _MOST_EDITED = 30, 90
_MOST_HAVE_IT = 0.6
_FEW = 3


class Standing(NamedTuple):
    """What is said of a comment beside its words, as a draft has it."""

    pinned: bool = False
    badges: tuple[str, ...] = ()
    edited: str | None = None


def standings_of(
    outline: Outline, boxes: Sequence[Box], authors: Mapping[int, Element], bodies: Mapping[int, Element]
) -> dict[int, Standing]:
    """Return what is said of each box's comment; what is said of most of them alike is a label and no badge."""
    told: dict[int, list[tuple[str, str]]] = {}
    for box in boxes:
        number = box.element.number
        told[number] = list(_badges(outline, box, authors.get(number), bodies.get(number)))
    often = Counter(badge for badges in told.values() for badge in set(badges))
    labels = {badge for badge, count in often.items() if len(boxes) > _FEW and count >= _MOST_HAVE_IT * len(boxes)}
    around = outline.elements[0].node.parent if outline.elements else None  # the body, whose elements these are
    may_be_edited = around is not None and bool(_ANY_CHANGED.search(around.text() or ""))
    found: dict[int, Standing] = {}
    for box in boxes:
        number = box.element.number
        roles = dict.fromkeys(role for role, kind in told[number] if (role, kind) not in labels)
        badges = tuple(role for role in roles if role != PINNED)
        edited = _edited(outline, box, bodies.get(number)) if may_be_edited else None
        found[number] = Standing(PINNED in roles, badges, edited)
    return found


def is_pin(element: Element) -> bool:
    """Return whether an element says that a comment is pinned, and nothing else."""
    return 0 < element.text <= _MOST_BADGE and role_said(line_of(element.node)) == PINNED


def _badges(outline: Outline, box: Box, author: Element | None, body: Element | None) -> Iterator[tuple[str, str]]:
    """Yield the roles that short elements of a box name, or classes of its author's, each with the kind of element."""
    if _BY_OP.search(box.element.classes):
        yield "author", kind_of(box.element)
    first = outline.elements[body.number + 1] if body is not None and body.number + 1 < body.end else None
    if first is not None and first.classes and is_pin(first):
        yield PINNED, kind_of(first)
    for element in own_elements(outline, box, lambda each: each is body):
        if element is author or (
            author is not None and author.number < element.number < author.end and not element.classes
        ):
            continue
        if _BY_OP.search(element.classes) and (body is None or not element.number <= body.number < element.end):
            yield "author", kind_of(element)
        role = role_said(line_of(element.node)) if 0 < element.text <= _MOST_BADGE else None
        if role is not None:
            yield role, kind_of(element)


def _edited(outline: Outline, box: Box, body: Element | None) -> str | None:
    """Return when a comment was edited in the page's words, or as stated for machines; ``""`` where it says no time."""
    for element in own_elements(outline, box):
        is_inside = body is not None and body.number <= element.number < body.end
        is_named = bool(_OF_EDITING.search(element.classes))
        if not 0 < element.text <= _MOST_EDITED or (is_inside and not is_named):
            continue
        line = line_of(element.node)
        if _EDITED.match(line):
            stamped = (
                element.node.css_first("time[datetime], abbr[title]") if element.node.tag != "time" else element.node
            )
            return (stamp_of(stamped) if stamped is not None else None) or line
    return None
