"""How surely groups come back: the comments grouped again and again, each time from the start and without some of them.

A group's stability is the mean, over the runs, of the Jaccard index with the group of a run that is most like it, among
the propositions which that run has (Hennig 2007); ``returns`` is the share of runs in which that index is above a half.
The agreement of runs as wholes is the adjusted Rand index (Hubert & Arabie 1985) with the grouping of all.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from discourse.discovering.grouping import Labels, grouped, vectors
from discourse.discovering.propositions import Proposition

RUNS = 20
KEPT = 0.7
"""Share of the comments that each run has."""
_SEED = 0


class Stability(NamedTuple):
    """How surely a group comes back: the mean likeness of what comes back, and the share of runs in which it does."""

    likeness: float
    returns: float


def stabilities(propositions: Sequence[Proposition], labels: Labels) -> tuple[dict[int, Stability], float]:
    """Return the stability of each group of at least two, and the mean adjusted Rand index of the runs."""
    sizes = np.bincount(labels)
    likeness: dict[int, list[float]] = {group: [] for group in np.flatnonzero(sizes > 1).tolist()}
    rand: list[float] = []
    for kept in _kept(propositions):
        again = grouped(vectors([propositions[number] for number in kept.tolist()]))
        before = labels[kept]
        rand.append(adjusted_rand(before, again))
        for group, index in _best(before, again).items():
            if group in likeness:
                likeness[group].append(index)
    stable = {
        group: Stability(float(np.mean(found)), float(np.mean([index > 0.5 for index in found])))
        for group, found in likeness.items()
        if found
    }
    return stable, float(np.mean(rand)) if rand else 1.0


def _kept(propositions: Sequence[Proposition]) -> Iterator[Labels]:
    """Yield the numbers of the propositions that each run has: all of a comment's, or none."""
    comments = {(one.thread, one.comment): 0 for one in propositions}
    number = {place: at for at, place in enumerate(comments)}
    of_comment = np.array([number[one.thread, one.comment] for one in propositions], np.int64)
    chance = np.random.default_rng(_SEED)
    for _ in range(RUNS):
        drawn = chance.permutation(len(number))[: max(1, round(KEPT * len(number)))]
        yield np.flatnonzero(np.isin(of_comment, drawn))


def _best(before: Labels, again: Labels) -> dict[int, float]:
    """Return for each group among some propositions the highest Jaccard index with a group of another grouping."""
    pairs = _contingency(before, again)
    own, others = np.bincount(before), np.bincount(again)
    best: dict[int, float] = {}
    for (group, other), both in pairs.items():
        index = both / (own[group] + others[other] - both)
        best[group] = max(best.get(group, 0.0), float(index))
    return {group: index for group, index in best.items() if own[group] > 1}


def adjusted_rand(one: Labels, other: Labels) -> float:
    """Return the adjusted Rand index of two groupings of the same things: 1 where they are alike, about 0 by chance.

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([5, 5, 7, 7]))
    1.0
    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])), 4)
    0.5714
    """
    together = sum(_pairs(both) for both in _contingency(one, other).values())
    first, second = (sum(_pairs(size) for size in np.bincount(labels).tolist()) for labels in (one, other))
    expected = first * second / max(_pairs(len(one)), 1)
    most = (first + second) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def _contingency(one: Labels, other: Labels) -> dict[tuple[int, int], int]:
    pairs, counts = np.unique(np.stack([one, other], axis=1), axis=0, return_counts=True)
    return {(int(a), int(b)): int(count) for (a, b), count in zip(pairs.tolist(), counts.tolist(), strict=True)}


def _pairs(size: int) -> float:
    return size * (size - 1) / 2
