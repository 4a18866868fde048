"""Whether a page shows a comment, folds it away, or has only a sentence in the place of its words."""

import re
from collections.abc import Mapping, Sequence, Set

from discourse.model import Status
from discourse.readers.generic.blocks import Box, own_elements
from discourse.readers.generic.outline import Outline
from discourse.readers.generic.remarks import awaits
from discourse.readers.markup import line_of
from discourse.removed import TAKEN_AWAY

_GONE = rf"{TAKEN_AWAY}|gekürzt|modéré"
_BY = r"by|von|durch|par|por|da|dal|door|przez|av|af|från"
_MODERATORS = (
    r"moder|modér|redaktion|rédaction|redacci|redac[çt]|redazion|redakc|editor|admin|regel|rules|règle|normas|"
    r"модер|редакц|правил"
)
_MODERATED = re.compile(
    rf"[\[(](?:{_GONE})[.:,;][^\]]{{3,300}}[\])]|\[(?:{_GONE}) (?:{_BY}) [^\]]{{0,40}}(?:{_MODERATORS})[^\]]{{0,40}}\]|"
    rf"(?:{_GONE})[.:!] .{{0,300}}(?:{_MODERATORS}).{{0,60}}",
    re.IGNORECASE,
)
"""What moderators write in the place of a comment, with their reason or who they are."""
_BY_MODERATORS = re.compile(_MODERATORS, re.IGNORECASE)
_IS_GONE = re.compile(
    r"(?:^|[-_ ]|(?-i:(?<=[a-z])(?=[A-Z])))(?:is-)?(?:deleted|removed|banned|moderated|moderation|censored|geloescht|"
    r"entfernt|supprime|eliminado|verwijderd)(?:$|[-_ ]|(?-i:(?=[A-Z])))",
    re.IGNORECASE,
)
_IN_SIGNS = re.compile(r"([-–—*_])\1*[^-–—*_].*\1+|[\[(<].*[\])>]")
_OF_COMMENT = r"(?:comment|post|reply|message)"
_IS_FOLDED = re.compile(
    rf"(?:^|[-_ ]){_OF_COMMENT}[-_]{{1,2}}(?:hidden|collapsed|folded|minimi[sz]ed)(?:$| )|"
    rf"(?:^|[-_ ])(?:hidden|collapsed|folded|minimi[sz]ed)[-_]{_OF_COMMENT}(?:$| )",
    re.IGNORECASE,
)
_MOST_SENTENCE, _MOST_LABEL = 200, 60
_HALF = 0.5


def statuses_of(
    outline: Outline, boxes: Sequence[Box], texts: Mapping[int, str], collapsed: Set[int], deleted: Set[int]
) -> dict[int, Status]:
    """Return the statuses of the boxes that are not just shown, by the number of the box.

    Beside those known to be ``collapsed`` or ``deleted`` it is words or names of elements that tell them; what most
    comments of a page are called says nothing of one.
    """
    known: dict[int, Status] = {**dict.fromkeys(collapsed, "collapsed"), **dict.fromkeys(deleted, "deleted")}
    gone: dict[int, Status] = {}
    folded: dict[int, Status] = {}
    for box in boxes:
        number = box.element.number
        text = " ".join(texts[number].split())
        if _MODERATED.fullmatch(text):
            gone[number] = "blocked"
        elif _is_called_gone(outline, box, text):
            gone[number] = "blocked" if _BY_MODERATORS.search(text) else "deleted"
        elif _is_called_folded(outline, box, text):
            folded[number] = "collapsed"
        elif any(awaits(each) for each in own_elements(outline, box)):
            gone[number] = "hidden"
    few = _HALF * len(boxes)
    return {**(folded if len(folded) < few else {}), **(gone if len(gone) < few else {}), **known}


def _is_called_gone(outline: Outline, box: Box, text: str) -> bool:
    """Return whether an element that holds all words of a comment is called deleted, or the box of a mere label is."""
    if not 0 < len(text) <= _MOST_SENTENCE:
        return False
    if len(text) <= _MOST_LABEL and _IN_SIGNS.fullmatch(text) and _IS_GONE.search(box.element.classes):
        return True
    named = (each for each in own_elements(outline, box) if each.text and _IS_GONE.search(each.classes))
    return any(line_of(each.node) == text for each in named)


def _is_called_folded(outline: Outline, box: Box, text: str) -> bool:
    """Return whether a box, or an element in it that holds its words, is called a hidden comment."""
    if _IS_FOLDED.search(box.element.classes):
        return True
    named = (each for each in own_elements(outline, box) if _IS_FOLDED.search(each.classes))
    return any(each.text >= len(text) > 0 for each in named)
