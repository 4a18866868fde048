"""Comments that no page dates and no name tells: alike elements below a heading, each with a name before its words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from discourse.readers.bylines import BY
from discourse.readers.counts import count_in
from discourse.readers.generic.blocks import stands_around
from discourse.readers.generic.names import BUTTONS, kind_of, plain_name
from discourse.readers.generic.outline import Element, Outline
from discourse.readers.markup import line_of
from discourse.readers.pasted.furniture import mark_of
from discourse.readers.pasted.marks import Role

_CALLED = re.compile(
    r"(?:comment|review|reply|kommentar)s?(?:[-_](?:item|box|entry|block|card|body|row)|[-_]?\d+)?", re.IGNORECASE
)
"""How an element is called that is one comment."""
_SET_APART = frozenset({"strong", "b", "h3", "h4", "h5", "h6", "dt", "cite", "label"})
_BOLD = re.compile(r"(?:^|[-_ ])(?:fw-|font-)?(?:bold|bolder|semibold|medium|strong)(?:$|[-_ ])", re.IGNORECASE)
_SAYS = re.compile(
    r"(?:[:：]|\b(?:said|says|wrote|writes|schrieb|schreibt|sagt|a écrit|dit|dijo|escribió|dice))\s*[:：]?$"
)
_OF_COMMENTS = re.compile(
    r"comment|coment|komment|koment|reactie|yorum|hozzászól|ulasan|bình luận|коммент|комент|отзыв|σχόλι|تعليق|نظر|תגוב|"
    r"コメント|评论|評論|留言|댓글",
    re.IGNORECASE,
)
"""Words for comments alone: "Discussion" heads a part of many articles."""
_BY = re.compile(rf"(?:{BY})\s\S", re.IGNORECASE)
_SENTENCE = re.compile(r"[!?;]|\w{3,}\.\s")
_FEWEST, _MOSTLY = 2, 0.8
_MOST_NAME, _MOST_WORDS, _MOST_HEADING = 50, 4, 60
_LEAST_SAID = 12
_MOST_ABOVE, _MOST_BEFORE = 3, 6
_MOST_LOOKED_AT = 8
_MOST_LINE, _MOST_HEADINGS = 120, 30


def with_names(outline: Outline, may_answer: bool) -> Outline | None:
    """Return the outline of a page with the names in what may be its comments marked; ``None`` where nothing may be.

    Alike elements are called comments, or stand below a heading of as many; below one that tells no number they are
    comments where the page has a field to write in (``may_answer``) and they are more than its paragraphs.
    """
    several = _several(each for each in outline.elements if each.text >= _LEAST_SAID)
    called = (run for number, run in several.items() if run[0].number == number and _is_called_comment(run[0].classes))
    listed: dict[int, Sequence[Element]] = {run[-1].number: run for run in called}
    heads = _several(each for each in outline.elements if 0 < each.text <= _MOST_NAME)
    named: set[int] = set()
    for heading, line in islice(_headings(outline), _MOST_HEADINGS):
        for first in _following(outline, heading):
            members, alone = (_from(runs.get(first.number, []), first) for runs in (several, heads))
            if members and (count_in(line) == len(members) or (may_answer and members[0].node.tag != "p")):
                listed.setdefault(members[-1].number, members)
            if alone and count_in(line) == len(alone) and all(map(_may_be_name, alone)):
                named.update(each.number for each in alone)
    for members in (each for each in listed.values() if not stands_around(each[0])):
        named.update(_names_in(outline, members))
    return Outline(outline.elements, outline.times, sorted({*outline.authors, *named})) if named else None


def _several(elements: Iterable[Element]) -> dict[int, list[Element]]:
    """Return the elements that are alike in one parent, where these are several, by the number of each."""
    runs: dict[tuple[int, str], list[Element]] = {}
    for element in elements:
        around = element.parent.number if element.parent is not None else -1
        runs.setdefault((around, kind_of(element)), []).append(element)
    return {each.number: members for members in runs.values() if len(members) >= _FEWEST for each in members}


def _from(members: Sequence[Element], first: Element) -> Sequence[Element]:
    """Return the members from one on, if these are several: below a heading, not above it."""
    below = members[bisect_left(members, first.number, key=lambda each: each.number) :]
    return below if len(below) >= _FEWEST else []


@lru_cache(maxsize=4_096)
def _is_called_comment(classes: str) -> bool:
    return any(_CALLED.fullmatch(name) for name in classes.split())


def _headings(outline: Outline) -> Iterator[tuple[Element, str]]:
    """Yield the elements that only say that comments follow, at least one of them, with their line."""
    for element in outline.elements:
        if 0 < element.text <= _MOST_HEADING and _OF_COMMENTS.search(element.node.text(deep=False)):
            line = line_of(element.node)
            if mark_of(line).role in (Role.SECTION, Role.COUNT) and count_in(line) != 0:
                yield element, line


def _following(outline: Outline, heading: Element) -> Iterator[Element]:
    """Yield what comes after a heading, and what that begins with, up to the first form or longer words."""
    here: Element | None = heading
    for _ in range(_MOST_ABOVE):
        if here is None:
            return
        for sibling in islice(_siblings_after(outline, here), _MOST_BEFORE):
            first = (each for each in outline.elements[sibling.number : sibling.number + _MOST_ABOVE] if each.text)
            yield from (each for each in first if each.number < sibling.end and each.text_from == sibling.text_from)
            if sibling.node.tag == "form" or sibling.text > _MOST_LINE:
                return
        here = here.parent


def _siblings_after(outline: Outline, element: Element) -> Iterator[Element]:
    number = element.end
    while number < len(outline.elements) and outline.elements[number].parent is element.parent:
        yield outline.elements[number]
        number = outline.elements[number].end


def _names_in(outline: Outline, members: Sequence[Element]) -> list[int]:
    """Return the elements that name who wrote, one in each of nearly all members, and not the same in most."""
    found = [name for member in members if (name := _name_in(outline, member)) is not None]
    different = {line_of(each.node) for each in found}
    is_enough = len(found) >= max(_FEWEST, _MOSTLY * len(members)) and 2 * len(different) > len(found)
    return [each.number for each in found] if is_enough else []


def _name_in(outline: Outline, member: Element) -> Element | None:
    """Return the short element with which another begins, set apart from the words after it, that may be a name."""
    for element in outline.elements[member.number + 1 : min(member.end, member.number + 1 + _MOST_LOOKED_AT)]:
        is_first = element.text_from == member.text_from
        if is_first and 0 < element.text <= _MOST_NAME and member.text - element.text >= _LEAST_SAID:
            inside = islice(outline.elements[element.number + 1 : element.end], _MOST_LOOKED_AT)
            signed = next((each for each in inside if _BY.match(line_of(each.node))), None)
            return signed or (element if _may_be_name(element) else None)
    return None


def _may_be_name(element: Element) -> bool:
    line = line_of(element.node)
    name = plain_name(_SAYS.sub("", line)) or ""
    after = element.node.next
    words = (after.text_content or "").lstrip() if after is not None and after.is_text_node else ""
    is_apart = element.node.tag in _SET_APART or _BOLD.search(element.classes) is not None
    if not (is_apart or words.startswith((":", "：")) or _SAYS.search(line)) or _SENTENCE.search(name):
        return False
    return 0 < len(name.split()) <= _MOST_WORDS and mark_of(name).role not in BUTTONS
