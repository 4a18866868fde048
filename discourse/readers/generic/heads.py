"""Comments that have nothing but their heads in common: what begins with a name and a time, in one another."""

from collections.abc import Iterator
from itertools import pairwise

from discourse.readers.generic.outline import Element, Outline, ancestors
from discourse.readers.markup import line_of
from discourse.readers.times import find_time

Key = tuple[str, ...]

_MOST_HEAD, _MOST_STEPS = 90, 4
_LEAST_SAID = 2
_FEWEST = 3
_QUOTATIONS = frozenset({"blockquote", "q"})


def headed_in(outline: Outline) -> dict[Key, list[Element]]:
    """Return the elements that begin with a line in which a time stands, by how that is made, where some hold others.

    So stand replies in comments, each in elements without names, or whose names only say how they look.
    """
    found: dict[Key, dict[int, Element]] = {}
    for mark in outline.times:
        head = _head_of(outline.elements[mark])
        if head is not None and head.parent is not None:
            key = ("head", *_path(outline.elements[mark], head.parent))
            found.setdefault(key, {}).setdefault(head.parent.number, head.parent)
    groups = {key: _around([held[number] for number in sorted(held)]) for key, held in found.items()}
    groups = {key: _without_holder(members) for key, members in groups.items()}
    return {key: members for key, members in groups.items() if len(members) >= _FEWEST and _is_nested(members)}


def _head_of(mark: Element) -> Element | None:
    """Return the innermost short element with a time and more, with which another one begins that goes on."""
    short = [each for each in ancestors(mark, _MOST_STEPS) if each.text <= _MOST_HEAD]
    heads = (each for each in short if each.parent is not None and _begins(each, each.parent) and _names(each))
    return next(heads, None)


def _names(head: Element) -> bool:
    """Return whether a line says more than when: a name, perhaps."""
    line = line_of(head.node)
    time = find_time(line)
    said = f"{line[: time.start]} {line[time.end :]}" if time is not None else ""
    return sum(map(str.isalpha, said)) >= _LEAST_SAID


def _begins(head: Element, holder: Element) -> bool:
    """Return whether an element begins with another, which has a name beside the time, and says more."""
    is_first = head.text_from == holder.text_from and holder.node.tag not in _QUOTATIONS
    return is_first and holder.text - head.text >= _LEAST_SAID and holder.node.tag not in ("body", "main", "html")


def _path(mark: Element, holder: Element) -> Iterator[str]:
    """Yield the tags of the elements from a mark up to what it heads, that of the holder aside."""
    for each in ancestors(mark, _MOST_STEPS + 1):
        if each is holder:
            return
        yield each.node.tag or ""


def _around(members: list[Element]) -> list[Element]:
    """Return the elements around some that stand in none of each other, where these hold the answers beside each."""
    around = [each.parent for each in members if each.parent is not None and each.text_from == each.parent.text_from]
    is_each = len({each.number for each in around}) == len(members) and all(each.node.tag != "body" for each in around)
    return around if is_each and not _is_nested(members) and _is_nested(around) else members


def _without_holder(members: list[Element]) -> list[Element]:
    """Return elements without the first where that holds all others: an article and its comments."""
    return members[1:] if len(members) > 1 and members[0].end >= members[-1].end else members


def _is_nested(members: list[Element]) -> bool:
    return any(one.end > other.number for one, other in pairwise(members))
