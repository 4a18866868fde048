"""Shares of comments with intervals that allow for authors who write more than once.

Comments of one author resemble each other, so that n comments tell less than n. The interval of Wilson (1927) is taken
at the effective number of comments n / d, where d is the design effect of the share with authors as clusters: its
linearised variance over that of a simple sample (Korn & Graubard 1998), never less than 1. Where all or none of the
comments count, the variance is 0 and tells nothing; then n² / Σ m² is taken, m the comments of each author: as if each
author always said the same (Kish 1965).
"""

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Z = 1.959964
"""The 97.5th percentile of the normal distribution: all intervals are of 95%."""


class Share(NamedTuple):
    """How many of ``n`` comments count, their share, its 95% interval, and the effective number of comments."""

    counted: int
    n: int
    share: float
    low: float
    high: float
    effective: float


class Difference(NamedTuple):
    """One share less another, with its 95% interval."""

    value: float
    low: float
    high: float


def wilson(share: float, number: float) -> tuple[float, float]:
    """Return the 95% interval of a share of so many.

    The example is of Newcombe (1998), table I: 15 of 148.

    >>> [round(end, 4) for end in wilson(15 / 148, 148)]
    [0.0624, 0.1605]
    """
    middle = (share + Z**2 / (2 * number)) / (1 + Z**2 / number)
    half = Z * sqrt(share * (1 - share) / number + Z**2 / (4 * number**2)) / (1 + Z**2 / number)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return low if share > 0 else 0.0, high if share < 1 else 1.0  # not a rounding error beside these


def share_of(counted: Integers, written: Integers) -> Share | None:
    """Return the share of comments that count, from those of each author and all that each wrote; None without any.

    >>> share_of(np.array([1, 0, 1, 0]), np.array([1, 1, 1, 1])).effective
    4.0
    >>> round(share_of(np.array([4, 0]), np.array([4, 4])).effective, 2)
    1.14
    """
    count, n = int(counted.sum()), int(written.sum())
    if not n:
        return None
    share = count / n
    effective = _effective(counted, written, share)
    return Share(count, n, share, *wilson(share, effective), effective)


def _effective(counted: Integers, written: Integers, share: float) -> float:
    n, authors = int(written.sum()), len(written)
    alike = n**2 / float((written.astype(np.float64) ** 2).sum())
    if share in (0.0, 1.0) or authors < 2:
        return alike
    spread = float(((counted - share * written) ** 2).sum()) * authors / (authors - 1)
    return min(float(n), max(1.0, n**3 * share * (1 - share) / ((n - 1) * max(spread, 1e-12))))


def difference(one: Share, other: Share) -> Difference:
    """Return how far two independent shares differ, by the hybrid of two Wilson intervals (Newcombe 1998, method 10).

    >>> a = Share(56, 70, 56 / 70, *wilson(56 / 70, 70), 70)
    >>> b = Share(48, 80, 48 / 80, *wilson(48 / 80, 80), 80)
    >>> [round(end, 4) for end in difference(a, b)]
    [0.2, 0.0524, 0.3339]
    """
    value = one.share - other.share
    down = sqrt((one.share - one.low) ** 2 + (other.high - other.share) ** 2)
    up = sqrt((one.high - one.share) ** 2 + (other.share - other.low) ** 2)
    return Difference(value, value - down, value + up)
