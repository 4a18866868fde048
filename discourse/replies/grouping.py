"""Counts, sums, extremes and medians of values by the group that each belongs to.

A group is a number from 0 to ``groups`` - 1. Each function is a few passes over arrays, however many groups there
are, so that a hundred thousand short threads cost no more than one long one. NaN stands for "undefined" here and
in nothing that leaves this package: records and tables say ``None`` and why.
"""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Columns = dict[str, Integers | Floats]
"""Measures by name, each with one value per group."""


def counts(group: Integers, groups: int) -> Integers:
    """Return how many values each group has.

    >>> counts(np.array([0, 2, 2]), 3).tolist()
    [1, 0, 2]
    """
    return np.bincount(group, minlength=groups)


def sums(values: Integers, group: Integers, groups: int) -> Integers:
    """Return the sum of each group, exact at any size that 64 bits hold."""
    total = np.zeros(groups, dtype=np.int64)
    np.add.at(total, group, values)
    return total


def ratios(part: Integers | Floats, whole: Integers | Floats) -> Floats:
    """Return part / whole, NaN where the whole is 0.

    >>> ratios(np.array([1, 0]), np.array([2, 0])).tolist()
    [0.5, nan]
    """
    shares = np.full(len(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole != 0)
    return shares


def means(values: Integers | Floats, group: Integers, groups: int) -> Floats:
    """Return the mean of each group, NaN for one without values."""
    return ratios(np.bincount(group, weights=values, minlength=groups), counts(group, groups))


def largest(values: Integers | Floats, group: Integers, groups: int) -> Floats:
    """Return the greatest value of each group, NaN for one without values.

    >>> largest(np.array([3, 1, 5]), np.array([0, 0, 2]), 3).tolist()
    [3.0, nan, 5.0]
    """
    most = np.full(groups, -np.inf)
    np.maximum.at(most, group, values.astype(np.float64))
    return np.where(np.isneginf(most), np.nan, most)


def smallest(values: Integers | Floats, group: Integers, groups: int) -> Floats:
    """Return the least value of each group, NaN for one without values."""
    return -largest(-values, group, groups)


def medians(values: Floats, group: Integers, groups: int) -> Floats:
    """Return the median of each group, NaN for one without values.

    >>> medians(np.array([9.0, 1.0, 4.0, 2.0]), np.array([0, 0, 0, 2]), 3).tolist()
    [4.0, nan, 2.0]
    """
    ordered = values[np.lexsort((values, group))]
    size = counts(group, groups)
    start = np.cumsum(size) - size
    some = np.flatnonzero(size)
    low, high = start[some] + (size[some] - 1) // 2, start[some] + size[some] // 2
    middle = np.full(groups, np.nan)
    middle[some] = (ordered[low] + ordered[high]) / 2
    return middle


def ends(values: Floats, group: Integers, groups: int) -> tuple[Integers, Integers]:
    """Return for each group where its least and its greatest value stand, -1 for one without values.

    Among equals these are the first and the last.
    """
    order = np.lexsort((values, group))
    size = counts(group, groups)
    stop = np.cumsum(size)
    first, last = np.full(groups, -1), np.full(groups, -1)
    some = np.flatnonzero(size)
    first[some], last[some] = order[stop[some] - size[some]], order[stop[some] - 1]
    return first, last


def runs(keys: Integers) -> tuple[Integers, Integers]:
    """Return the different keys in rising order, and how often each occurs.

    A sort and a difference: ``np.unique`` of numpy 2.4 is many times slower.

    >>> [found.tolist() for found in runs(np.array([7, 3, 7]))]
    [[3, 7], [1, 2]]
    """
    ordered = np.sort(keys)
    start = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
    return ordered[start], np.diff(start, append=len(ordered))
