"""How far two values are apart: the squared differences of Krippendorff's alpha, and distances of sets.

Nominal, ordinal and interval after Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability"; Jaccard (1912);
MASI, the measuring of agreement on set-valued items, after Passonneau (2006).
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from discourse.agreement.values import Floats

Distance = Callable[[Sequence[Any], Floats], Floats]
"""Gives the matrix of distances between values, from the values and how often each was given in all."""


def nominal(values: Sequence[Any], often: Floats) -> Floats:  # noqa: ARG001
    """Return 0 for the same value and 1 for any other."""
    return 1.0 - np.eye(len(values))


def ordinal(values: Sequence[Any], often: Floats) -> Floats:  # noqa: ARG001
    """Return the squared number of ranks between values, which stand in their order.

    Ranks are counted in what was given: those of all values from the one to the other, half of each end.
    """
    upto = np.cumsum(often) - often / 2
    return np.asarray((upto[:, None] - upto[None, :]) ** 2)


def interval(values: Sequence[Any], often: Floats) -> Floats:  # noqa: ARG001
    """Return the squared difference of numbers."""
    number = np.array(values, float)
    return np.asarray((number[:, None] - number[None, :]) ** 2)


def jaccard(values: Sequence[frozenset[Any]], often: Floats) -> Floats:  # noqa: ARG001
    """Return 1 less the share of what either set has that both have; two empty sets are the same."""
    return _pairwise(values, lambda one, other: 1 - _share(one, other))


def masi(values: Sequence[frozenset[Any]], often: Floats) -> Floats:  # noqa: ARG001
    """Return 1 less Jaccard's share times a weight: 1 for equal sets, 2/3 where one holds the other, 1/3, 0 apart."""
    return _pairwise(values, lambda one, other: 1 - _share(one, other) * _monotony(one, other))


def _pairwise(values: Sequence[frozenset[Any]], apart: Callable[[frozenset[Any], frozenset[Any]], float]) -> Floats:
    return np.array([[apart(one, other) for other in values] for one in values]).reshape(len(values), len(values))


def _share(one: frozenset[Any], other: frozenset[Any]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _monotony(one: frozenset[Any], other: frozenset[Any]) -> float:
    if one == other:
        return 1.0
    if one <= other or other <= one:
        return 2 / 3
    return 1 / 3 if one & other else 0.0
