"""Figures of codes given beside true ones: F1 with bootstrap intervals, and how honest the probabilities are."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

DRAWS = 1_000
SEED = 20190607
FEWEST = 10
"""With fewer groups than these, the bootstrap draws rows: a few groups tell too little about other ones."""
COVERAGES = (1.0, 0.8, 0.5)


class Rows(NamedTuple):
    """What is compared: for each row the number of its true class, its group, and the part it is scored in."""

    truth: Ints
    group: Sequence[str]
    part: Ints


class Scores(NamedTuple):
    """F1 of each class, mean F1 of the classes that count, and 95 % intervals (low, high) of both."""

    by_class: Floats
    mean: float
    class_interval: NDArray[np.float64]
    interval: tuple[float, float]


class Honesty(NamedTuple):
    """How far probabilities can be trusted.

    ``error`` is the expected calibration error over ten bins, ``brier`` the mean square of what the probability of the
    code given is off, ``accuracy`` that of all rows and of the surest 80 % and 50 %.
    """

    error: float
    brier: float
    accuracy: tuple[float, ...]


def scores(rows: Rows, given: Ints, classes: int, scored: Sequence[int]) -> Scores:
    """Return F1 of the codes given; where rows have several parts, each figure is the mean of theirs."""
    counted = _counts(rows, given, classes)
    by_class = _f1(counted.sum(axis=0)[None])[0]
    drawn = _f1(_draws(counted))
    ends = np.percentile(drawn, [2.5, 97.5], axis=0)
    low, high = np.percentile(drawn[:, list(scored)].mean(axis=1), [2.5, 97.5])
    return Scores(by_class, float(by_class[list(scored)].mean()), ends.T, (float(low), float(high)))


def _counts(rows: Rows, given: Ints, classes: int) -> Floats:
    """Return groups × parts × classes × (right, given, true)."""
    names = list(rows.group)
    _, group = np.unique(names, return_inverse=True)
    if len(set(names)) < FEWEST:
        group = np.arange(len(names))
    shape = (int(group.max()) + 1, int(rows.part.max()) + 1, classes)
    right = rows.truth == given
    columns = (
        (group[right], rows.part[right], given[right]),
        (group, rows.part, given),
        (group, rows.part, rows.truth),
    )
    counted = [np.bincount(np.ravel_multi_index(column, shape), minlength=math.prod(shape)) for column in columns]
    return np.stack(counted, axis=1).reshape(*shape, 3).astype(float)


def _draws(counted: Floats) -> Floats:
    """Return the counts of draws of as many groups, with replacement."""
    size = len(counted)
    times = np.random.default_rng(SEED).multinomial(size, np.full(size, 1 / size), DRAWS)
    return np.asarray((times @ counted.reshape(size, -1)).reshape(DRAWS, *counted.shape[1:]))


def _f1(counted: Floats) -> Floats:
    """Return F1 by class, the mean of the parts; 0 where a class is neither given nor true."""
    return np.asarray((2 * counted[..., 0] / np.maximum(counted[..., 1] + counted[..., 2], 1)).mean(axis=1))


def honesty(right: NDArray[np.bool_], sure: Floats) -> Honesty:
    """Return how honest the probabilities of the codes given are."""
    from discourse.training.encoder.calibration import calibration_error

    return Honesty(
        error=calibration_error(sure, right),
        brier=float(((sure - right) ** 2).mean()),
        accuracy=tuple(accuracy_at(right, sure, coverage) for coverage in COVERAGES),
    )


def accuracy_at(right: NDArray[np.bool_], sure: NDArray[Any], coverage: float) -> float:
    """Return the accuracy of the surest rows, as many as the coverage (above 0, at most 1) says; earlier rows first.

    >>> accuracy_at(np.array([True, False, True, False]), np.array([0.9, 0.2, 0.8, 0.3]), 0.5)
    1.0
    """
    kept = np.argsort(-sure, kind="stable")[: max(1, round(coverage * len(sure)))]
    return float(right[kept].mean())
