"""Comments whose only header is a bare name line: which lines are names, and which are words.

Each line gets odds of being a name, from itself and from its neighbours. The best choice of lines is found under
two rules: a comment has words, so two names never follow each other, and the first line of the section is a name.
Where the page declares how many comments there are, a price per name is sought that gives that many.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from discourse.readers.pasted.headers import Start
from discourse.readers.pasted.lines import Line
from discourse.readers.pasted.marks import Mark, Role
from discourse.readers.pasted.names import is_closing, name_quality
from discourse.readers.pasted.templates import Run

_FINAL = re.compile(r"""[.!?…)\]:;]["'”’»]*$|[^\w\s,]$""")
_MOST_LINES = 200_000
_ROUNDS = 24
_LOWEST = -3.5
_PRICES = (-6.0, 2.5)
"""However few the page declares, a line with better odds than the highest price stays a name."""
_LEARNING_ROUNDS = 3
_IMPOSSIBLE = -1e9
_UNKNOWN_PRICE = 0.4
_SIGNATURE = -3.0
"""For a name between "Kind regards" and another name: the writer's own, under the words."""


def bare_run(lines: Sequence[Line], marks: Sequence[Mark], first: int, end: int, declared: int | None) -> Run | None:
    """Return the comments between two lines when only names divide them, or ``None`` where there are none."""
    places = [index for index in range(first, end) if _may_be_either(index, lines, marks)][:_MOST_LINES]
    if len(places) < 2:
        return None
    odds = _odds([lines[index] for index in places])
    if odds[0] <= -3.0:  # the section does not begin with a name, so names alone do not divide it
        return None
    odds[0] = max(odds[0], 5.0)
    chosen = _chosen(odds, declared)
    layout = [_layout(lines, index, end) for index in places]
    for _ in range(_LEARNING_ROUNDS):
        learned = _learned(layout, chosen)
        chosen = _chosen([value + learned[key] for value, key in zip(odds, layout, strict=True)], declared)
    starts = tuple(Start(places[index], places[index], lines[places[index]].text) for index in chosen)
    quality = sum(1 / (1 + math.exp(-odds[index])) for index in chosen) / len(chosen)
    return Run(None, starts, len(starts) * quality * quality)


def _layout(lines: Sequence[Line], index: int, end: int) -> tuple[int, int, int]:
    """Return the blank lines before and after a line and its indent: names are set alike all through a page."""
    after = lines[index + 1].gap if index + 1 < end else 0
    return min(lines[index].gap, 3), min(after, 3), min(lines[index].indent, 4)


def _learned(layout: Sequence[tuple[int, int, int]], chosen: Sequence[int]) -> dict[tuple[int, int, int], float]:
    """Return for each layout how much likelier it is for the lines chosen as names than for the others, bounded."""
    names = Counter(layout[index] for index in chosen[1:])
    every = Counter(layout)
    total, others = sum(names.values()), len(layout) - sum(names.values())
    return {
        key: max(
            -2.0,
            min(
                2.0,
                math.log((names[key] + 0.5) / (total + 2)) - math.log((every[key] - names[key] + 0.5) / (others + 2)),
            ),
        )
        for key in every
    }


def _may_be_either(index: int, lines: Sequence[Line], marks: Sequence[Mark]) -> bool:
    """Words or a name; "Guest" is a name unless it stands beside one."""
    if marks[index].role is Role.BADGE:
        return not index or name_quality(lines[index - 1].text) < 0.3
    return marks[index].role is Role.TEXT


def _odds(lines: Sequence[Line]) -> list[float]:
    """Return for each line the logarithm of the odds that it names an author."""
    texts = [line.text for line in lines]
    again = Counter(texts)
    spoken_to = _names_spoken_to(texts)
    spaced = sum(line.gap > 0 for line in lines) > len(lines) / 2
    odds = []
    for index, line in enumerate(lines):
        quality = min(max(name_quality(line.text), 0.02), 0.95)
        value = math.log(quality / (1 - quality)) - 0.5
        if value > _LOWEST:
            value += _of_neighbours(lines, index, spaced)
            value += 1.2 * (again[line.text] > 1) + 1.0 * (line.text.casefold() in spoken_to)
        odds.append(value)
    return odds


def _of_neighbours(lines: Sequence[Line], index: int, spaced: bool) -> float:
    """Words follow a name, and the words before it have come to an end."""
    value = 0.0
    if index + 1 < len(lines):
        following = lines[index + 1]
        value += 0.9 if name_quality(following.text) < 0.2 else -0.4
        value += -0.8 if spaced and following.gap == 0 and lines[index].gap > 0 and len(following.text) < 40 else 0.0
    if index:
        before = lines[index - 1].text
        value += 0.5 if _FINAL.search(before) else -0.5 if len(before) > 40 else 0.0
        value += -1.0 if spaced and lines[index].gap == 0 else 0.0
        value += (
            _SIGNATURE if is_closing(before) and index + 1 < len(lines) and _is_named(lines[index + 1].text) else 0.0
        )
    return value


def _is_named(line: str) -> bool:
    return name_quality(line) >= 0.5


def _names_spoken_to(texts: Sequence[str]) -> frozenset[str]:
    """Return the beginnings "@Ann" and "Ann," of texts, folded: names that others use."""
    found = set()
    for text in texts:
        start = re.match(r"@?([^,:.!?]{2,40})[,:]|@(\w{2,40})", text)
        if start:
            found.add((start.group(1) or start.group(2)).strip().casefold())
    return frozenset(found)


def _chosen(odds: Sequence[float], declared: int | None) -> list[int]:
    if not declared:
        return _best(odds, _UNKNOWN_PRICE)
    low, high = _PRICES
    chosen = _best(odds, 0.0)
    for _ in range(_ROUNDS):
        price = (low + high) / 2
        trial = _best(odds, price)
        if abs(len(trial) - declared) <= abs(len(chosen) - declared):
            chosen = trial
        if len(trial) == declared:
            break
        low, high = (price, high) if len(trial) > declared else (low, price)
    plausible = [index for index in chosen if odds[index] > -2.2]
    return plausible or chosen[:1]


def _best(odds: Sequence[float], price: float) -> list[int]:
    """Return the lines that make the sum of odds less price greatest, the first among them, no two adjacent."""
    with_last, without = [odds[0] - price], [_IMPOSSIBLE]
    for value in odds[1:]:
        with_last.append(without[-1] + value - price)
        without.append(max(with_last[-2], without[-1]))
    chosen = []
    index, taken = len(odds) - 1, False  # the last line is words
    while index >= 0:
        if taken:
            chosen.append(index)
            taken = False
        else:
            taken = index > 0 and with_last[index - 1] >= without[index - 1]
        index -= 1
    return chosen[::-1]
