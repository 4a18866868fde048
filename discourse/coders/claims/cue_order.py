"""Whether the places of a cue stand in their order in a text: a quick look that finds all that careful reading finds.

Each word of a text is known by the numbers of the sets of keys that it belongs to. Where careful reading looks at small
words and at the ends of sentences, this look only counts: a place may be as far from the one before as it ever can.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from discourse.coders.claims.cue_grammar import GAP_WORDS, SMALL_WORDS, Cue, Item

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


class Layout(NamedTuple):
    """The orders of all cues, and the number of their sets of keys.

    ``alone`` has the sets that a key belongs to as an alternative of one word, ``longer`` the alternatives of several
    words with their sets.
    """

    cues: list[Order]
    sets: int
    alone: Mapping[str, list[int]]
    longer: Mapping[tuple[str, ...], list[int]]


@lru_cache(maxsize=16)
def layout_of(cues: tuple[Cue, ...]) -> Layout:
    """Return the orders of cues."""
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
    return Layout(found, len(sets), alone, longer)


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


def _names(item: Item) -> int:
    """Return how many words a target's name may be longer than its one key."""
    return 12 if any(key.startswith("{") for key in item.firsts) else 0
