"""Whether the places of a cue stand in their order in a text: a quick look that finds all that careful reading finds.

Each word of a text is known by the numbers of the sets of keys that it belongs to. Where careful reading looks at small
words and at the ends of sentences, this look only counts: a place may be as far from the one before as it ever can.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from discourse.coders.cue_grammar import GAP_WORDS, SMALL_WORDS, Cue, Item

_Alternatives = tuple[tuple[str, ...], ...]


class Step(NamedTuple):
    """A place of a cue: the set of keys of which it takes one, and how many words it can be past the place before.

    ``close`` says that nothing but small words can stand between the two.
    """

    keys: int
    reach: int
    close: bool


class Order(NamedTuple):
    """The parts of a cue as steps, and the sets of keys that all have to be there."""

    parts: tuple[tuple[Step, ...], ...]
    needed: tuple[int, ...]


class Plan(NamedTuple):
    """The orders of all cues, the number of their sets of keys, and the sets that a key belongs to.

    ``phrases`` has, for the sets that take alternatives of several words, each key with its alternatives and which of
    their words it is; one of them has to stand in full.
    """

    cues: list[Order]
    sets: int
    by_key: Mapping[str, Sequence[int]]
    phrases: Mapping[int, Sequence[tuple[tuple[str, ...], int]]]


class _Layout(NamedTuple):
    """What of a plan is the same for every thread.

    ``alone`` has the sets that a key belongs to as an alternative of one word, ``longer`` the alternatives of several
    words with their sets, ``phrased`` the sets that have such alternatives.
    """

    cues: list[Order]
    sets: int
    alone: Mapping[str, list[int]]
    longer: Mapping[tuple[str, ...], list[int]]
    phrased: Mapping[int, _Alternatives]


def orders(cues: Sequence[Cue], counts: Mapping[str, int]) -> Plan:
    """Return the orders of cues; an alternative of several words is known by the one that ``counts`` has least."""
    layout = _layout(tuple(cues))
    rarest = {keys: _rarest(keys, counts) for keys in layout.longer}
    by_key = dict(layout.alone)
    for keys, numbers in layout.longer.items():
        key = keys[rarest[keys]]
        by_key[key] = [*by_key.get(key, ()), *numbers]
    phrases = {number: tuple((keys, rarest.get(keys, 0)) for keys in known) for number, known in layout.phrased.items()}
    return Plan(layout.cues, layout.sets, by_key, phrases)


@lru_cache(maxsize=16)
def _layout(cues: tuple[Cue, ...]) -> _Layout:
    sets: dict[_Alternatives, int] = {}
    found = []
    for cue in cues:
        parts = tuple(_steps(part, sets) for part in cue.parts)
        found.append(Order(parts, tuple(sorted({step.keys for part in parts for step in part}))))
    alone: dict[str, list[int]] = {}
    longer: dict[tuple[str, ...], list[int]] = {}
    for known, number in sets.items():
        for keys in known:
            if len(keys) > 1:
                longer.setdefault(keys, []).append(number)
            else:
                alone.setdefault(keys[0], []).append(number)
    phrased = {number: known for known, number in sets.items() if any(len(keys) > 1 for keys in known)}
    return _Layout(found, len(sets), alone, longer, phrased)


def _steps(part: Sequence[Item], sets: dict[_Alternatives, int]) -> tuple[Step, ...]:
    steps: list[Step] = []
    reach, close = 0, False
    for item in part:
        longest = max((len(keys) for keys in item.alternatives), default=0)
        if not item.alternatives:
            reach, close = reach + GAP_WORDS, False
        elif item.optional:
            reach, close = reach + longest + SMALL_WORDS, False
        else:
            number = sets.setdefault(item.alternatives, len(sets))
            single = longest == 1 and not _names(item)
            steps.append(Step(number, reach + longest + _names(item), close and single))
            reach, close = longest + SMALL_WORDS + _names(item), single
    return tuple(steps)


def _rarest(keys: Sequence[str], counts: Mapping[str, int]) -> int:
    return min(range(len(keys)), key=lambda at: (counts.get(keys[at], 0), at))


def _names(item: Item) -> int:
    """Return how many words a target's name may be longer than its one key."""
    return 12 if any(key.startswith("{") for key in item.firsts) else 0


class Line(NamedTuple):
    """A text: the sets of keys of each word, its keys, and how many words before it are no small words."""

    groups: Sequence[Sequence[int]]
    keys: Sequence[frozenset[str]]
    large: Sequence[int]


def in_order(plan: Plan, cues: Sequence[Order], line: Line) -> bool:
    """Tell whether the places of some cue stand in their order in a text."""
    places: dict[int, list[int]] = {group: [] for cue in cues for group in cue.needed}
    for at, groups in enumerate(line.groups):
        for group in groups:
            if group in places:
                known = plan.phrases.get(group)
                if known is None or _stands(known, line.keys, at):
                    places[group].append(at)
    return any(all(_runs(part, places, line.large) for part in cue.parts) for cue in cues)


def _stands(known: Sequence[tuple[tuple[str, ...], int]], keys: Sequence[frozenset[str]], at: int) -> bool:
    """Tell whether one of some alternatives stands in full around a word."""
    for phrase, place in known:
        begin = at - place
        inside = phrase[place] in keys[at] and 0 <= begin <= len(keys) - len(phrase)
        if inside and all(key in keys[begin + offset] for offset, key in enumerate(phrase)):
            return True
    return False


def _runs(part: Sequence[Step], places: Mapping[int, Sequence[int]], large: Sequence[int]) -> bool:
    """Tell whether the steps of a part can follow each other."""
    reached: Sequence[int] = places.get(part[0].keys, ())
    for keys, reach, close in part[1:]:
        reached = [
            at
            for at in places.get(keys, ())
            if any(0 < at - before <= reach and not (close and large[at] > large[before + 1]) for before in reached)
        ]
        if not reached:
            return False
    return bool(reached)
