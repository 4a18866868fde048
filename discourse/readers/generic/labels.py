"""Names that no words of a page show: in the label of a comment, or in that of its author's picture."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from discourse.readers.bylines import COMMENT_BY, REPLIED_BY
from discourse.readers.dom import attribute, one_line, self_and_ancestors
from discourse.readers.generic.blocks import Box
from discourse.readers.generic.names import plain_name

_MOSTLY, _FEWEST = 0.8, 2
_FIRST_INSIDE, _MOST_PICTURES = 4, 3
_MOST_LABEL, _MOST_NAME = 160, 50
_SAID = re.compile(
    rf"(?:{COMMENT_BY}|{REPLIED_BY}|review by|bewertung von|avis de|reseña de|avaliação de|recensione di)\s+(.+)",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s*(?:[,;·|–—]|\s-\s|\d|\b(?:vor|hace|il y a|há|fa|for|to|on|am|le|el)\s).*$", re.IGNORECASE)
"""What follows a name in a label: whom it answers, when."""
_OF_PICTURE = re.compile(
    r"^(?:(?:the )?(?:profile |user )?(?:picture|photo|image|pic|avatar)(?: (?:for|of|from|by))?|"
    r"(?:profil)?(?:bild|foto) von|"
    r"avatar (?:von|de|di|van|af|av)|photo (?:de profil )?de|foto (?:de perfil )?(?:de|do|da|di|van)|imagen de)\s+|"
    r"(?:['’]s)?\s(?:profile (?:picture|photo|image)|avatar|photo|picture)$",
    re.IGNORECASE,
)


def names_told(boxes: Sequence[Box], named: Mapping[int, object]) -> dict[int, str]:
    """Return the name that the label of each box tells, or of a picture in it, where hardly any box shows a name."""
    if len(boxes) - len(named) < _MOSTLY * len(boxes):
        return {}
    for way in (_label_of, _picture_in):
        told = {box.element.number: way(box) for box in boxes}
        found = {number: name for number, name in told.items() if name}
        if len(found) >= max(_FEWEST, _MOSTLY * len(boxes)) and 2 * len(set(found.values())) > len(found):
            return found
    return {}


def _label_of(box: Box) -> str | None:
    around = [box.element.node, *islice(box.element.node.iter(), _FIRST_INSIDE)]
    labels = (attribute(node, name)[:_MOST_LABEL] for node in around for name in ("aria-label", "title"))
    said = (_SAID.match(one_line(label)) for label in labels if label)
    names = (_MORE.sub("", found.group(1)).strip() for found in said if found is not None)
    return next((name for name in names if name and len(name) <= _MOST_NAME), None)


def _picture_in(box: Box) -> str | None:
    for label in islice(_labels_of_pictures(box), _MOST_PICTURES):
        name = plain_name(_OF_PICTURE.sub("", one_line(label[:_MOST_LABEL])))
        if name and len(name) <= _MOST_NAME:
            return name
    return None


def _labels_of_pictures(box: Box) -> Iterator[str]:
    """Yield what the first pictures in a box are said to show, those of the boxes inside it aside."""
    inside = {each.element.node.mem_id for each in box.inner}
    own = box.element.node.mem_id
    for node in islice(box.element.node.css("img, [role=img]"), _MOST_PICTURES):
        around = takewhile(lambda each: each.mem_id != own, islice(self_and_ancestors(node), 1, None))
        label = attribute(node, "alt") or attribute(node, "aria-label") or attribute(node, "title")
        if label and not any(each.mem_id in inside for each in around):
            yield label
