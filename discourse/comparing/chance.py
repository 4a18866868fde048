"""Whether sides differ more than chance would have it: a permutation of authors, and Holm's correction for many tests.

All comments of an author on one side move together from side to side, since they are no independent witnesses. The
p-value of a side is the share of the permutations, the one found among them, in which it differs from all the others
together by at least as much, less half a comment on either side (Phipson & Smyth 2010; Yates 1934).

Without the half comment, one comment makes a small p where a side's authors write few each: nearly every permutation
gives that side more comments, hence a smaller share of the same one. To divide by a standard error does not help, since
it is as good as constant then, and of few authors who write unequally it makes findings where there are none.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from discourse.comparing.shares import Integers

Floats = NDArray[np.float64]
PERMUTATIONS = 4999
_OF_EACH_TEST = 100
"""Permutations for each test, where that is more: fewer than 20 could make no finding after Holm's correction."""
_WORK = 40_000_000
"""Authors times permutations; of more authors fewer permutations are drawn, but never fewer than ``_FEWEST``."""
_FEWEST = 999
_TOLERANCE = 1e-12
_SEED = 0


def permutation_p(counted: Integers, written: Integers, sizes: Sequence[int]) -> Floats:
    """Return the p-value of each side for each claim: sides × claims, 1 where a side has no comment.

    ``counted`` are the comments of each author that make each claim (authors × claims), ``written`` all that each
    wrote; authors stand side by side, ``sizes`` of them on each.

    >>> told = np.array([[1]] * 8 + [[0]] * 8)
    >>> permutation_p(told, np.ones(16, np.int64), [8, 8]).round(2).tolist()
    [[0.0], [0.0]]
    """
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
    chance = np.random.default_rng(_SEED)
    values = np.column_stack([counted, written])
    drawn = _permutations(len(values), int(counted.any(axis=0).sum()) * len(sizes))
    found = _distances(values, starts) - _half_a_comment(written, starts)
    as_far = np.ones_like(found)
    for _ in range(drawn):
        as_far += _distances(values[chance.permutation(len(values))], starts) >= found - _TOLERANCE
    return np.asarray(as_far / (drawn + 1), np.float64)


def _permutations(authors: int, tests: int) -> int:
    """Return how many permutations are drawn.

    >>> _permutations(60, 33), _permutations(60, 260), _permutations(50_000, 260)
    (4999, 25999, 999)
    """
    return max(_FEWEST, min(max(PERMUTATIONS, _OF_EACH_TEST * tests - 1), _WORK // max(authors, 1)))


def _half_a_comment(written: Integers, starts: Integers) -> Floats:
    """Return by how much half a comment on either side moves the shares of each side and of all the others."""
    own = np.add.reduceat(written, starts).astype(np.float64)
    return np.asarray((0.5 / np.maximum(own, 1) + 0.5 / np.maximum(own.sum() - own, 1))[:, None], np.float64)


def _distances(values: Integers, starts: Integers) -> Floats:
    """Return how far the share of each side is from that of all the others together; 0 where one of both is empty."""
    sums = np.add.reduceat(values, starts, axis=0).astype(np.float64)
    others = sums.sum(axis=0) - sums
    one, rest = sums[:, -1:], others[:, -1:]
    apart = np.abs(sums[:, :-1] / np.maximum(one, 1) - others[:, :-1] / np.maximum(rest, 1))
    return np.where((one > 0) & (rest > 0), apart, 0.0)


def holm(values: Sequence[float]) -> list[float]:
    """Return p-values adjusted so that the chance of any false finding among all stays below the level (Holm 1979).

    Holds whatever the dependence of the tests, which here is negative: what one side has more the others have less.

    >>> [round(value, 3) for value in holm([0.01, 0.04, 0.03, 0.005])]
    [0.03, 0.06, 0.06, 0.02]
    """
    order = sorted(range(len(values)), key=lambda number: values[number])
    adjusted = [0.0] * len(values)
    highest = 0.0
    for rank, number in enumerate(order):
        highest = max(highest, min(1.0, (len(values) - rank) * values[number]))
        adjusted[number] = highest
    return adjusted
