"""Lines that a page sets beside most comments and that are nobody's words: told from how they recur in this page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from discourse.readers.pasted.lexicon import plain

_SHORT = 60
_LONGEST = 120
_SHORTEST_NAME = 3
_MANY = 8
_FEW = 4
_MOST = 0.6
_HALF = 0.5
_ENOUGH = 2
_AHEAD = 2
_SOON = 4
"""Lines within which a time stands below a number that is the author's: "12 reviews"."""


def nobodys(
    lines: Sequence[str], is_text: Sequence[bool], is_count: Sequence[bool], is_time: Sequence[bool], pictures: int
) -> frozenset[int]:
    """Return the lines among those that may be text or a heading which recur with the comments."""
    found: set[int] = set()
    texts = [place for place in range(len(lines)) if is_text[place] and len(lines[place]) < _SHORT]
    found.update(_said_again(texts, lines, is_text, is_time))
    counts = [place for place in range(len(lines)) if is_count[place] and any(is_time[place + 1 : place + 1 + _SOON])]
    found.update(_counted([*texts, *counts], lines, is_text, is_time, max(sum(is_time), pictures)))
    return frozenset(found)


def said_again(lines: Sequence[str], may_be: Sequence[bool], times: int) -> frozenset[int]:
    """Return the lines among those that may be which stand there word by word with most comments."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if may_be[place]:
            places[line].append(place)
    often = max(_FEW, _MOST * times)
    return frozenset(place for found in places.values() if times >= _FEW and len(found) >= often for place in found)


def portraits(lines: Sequence[str], may_be: Sequence[bool], is_text: Sequence[bool]) -> dict[int, str]:
    """Return lines that hold the name which stands below, in the same words each time, with that name.

    What a picture is called stands there instead of it.

    >>> page = ["Portrait of Ann", "Ann", "Yes.", "Portrait of Bob", "Bob", "No."]
    >>> portraits(page, [True] * 6, [True] * 6)
    {0: 'Ann', 3: 'Bob'}
    """
    around: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for place, line in enumerate(lines):
        if not may_be[place] or len(line) > _LONGEST:
            continue
        for below in range(place + 1, min(place + 1 + _AHEAD, len(lines))):
            name = lines[below]
            rest = line.replace(name, "\0", 1) if len(name) >= _SHORTEST_NAME and is_text[below] else line
            if "\0" in rest and any(character.isalpha() for character in rest):
                around[rest][place] = name
                break
    return {place: name for places in around.values() if _differ(places.values()) for place, name in places.items()}


def _differ(names: Iterable[str]) -> bool:
    return len(set(names)) >= _ENOUGH


def _said_again(
    texts: Sequence[int], lines: Sequence[str], is_text: Sequence[bool], is_time: Sequence[bool]
) -> Iterator[int]:
    """Yield lines that stand there word by word with most comments, and are not the author of most."""
    times = sum(is_time)
    if times < _MANY:
        return
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in texts:
        if not places[lines[place]] or places[lines[place]][-1] != place - 1:  # a name set twice counts once
            places[lines[place]].append(place)
    for line, found in places.items():
        if len(found) >= _MOST * times and not _are_authors(found, lines, is_text, is_time):
            yield from (place for place in texts if lines[place] == line)


def _are_authors(places: Sequence[int], lines: Sequence[str], is_text: Sequence[bool], is_time: Sequence[bool]) -> bool:
    """Return whether lines always stand above a time, and no other words above them: they name who spoke."""
    below = [place + 2 if lines[place + 1 : place + 2] == [lines[place]] else place + 1 for place in places]
    if not all(place < len(lines) and is_time[place] for place in below):
        return False
    alone = sum(place == 0 or not is_text[place - 1] for place in places)
    return alone >= _HALF * len(places)


def _counted(
    texts: Sequence[int], lines: Sequence[str], is_text: Sequence[bool], is_time: Sequence[bool], times: int
) -> Iterator[int]:
    """Yield lines like "12 reviews", of one wording but for their numbers, with most comments: no sentences."""
    forms: defaultdict[str, list[int]] = defaultdict(list)
    for place in texts:
        if any(character.isdecimal() for character in lines[place]) and not lines[place].endswith((".", "!", "?")):
            forms[plain(lines[place])].append(place)
    for form, places in forms.items():
        if "{n}" not in form or form == "{n}" or times < _FEW or len(places) < _MOST * times:
            continue
        if not _are_authors(places, lines, is_text, is_time):
            yield from places
