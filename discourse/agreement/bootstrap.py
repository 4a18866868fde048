"""Intervals by drawing the comments anew, with replacement (Efron 1979): the middle 95 % of the coefficients.

Comments are drawn whole, with all that was decided in them: decisions on one comment go together.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from discourse.agreement.coefficients import Coefficient
from discourse.agreement.units import Units
from discourse.agreement.values import Floats

DRAWS = 1_000
LEAST = 10
"""Comments below which no interval is given: so few drawn anew say little."""
_DEFINED = 0.95
"""Share of the draws in which a coefficient has to be defined."""
_AT_ONCE = 4_000_000


class Interval(NamedTuple):
    """What holds 95 % of the coefficients, or why there is none."""

    low: float | None = None
    high: float | None = None
    reason: str | None = None


def intervals(units: Units, coefficients: Sequence[Coefficient], seed: int, draws: int = DRAWS) -> tuple[Interval, ...]:
    """Return the interval of each coefficient of these units; the same seed gives the same draws."""
    n = len(units.comments)
    if n < LEAST:
        few = Interval(reason=f"an interval needs {LEAST} comments, and these are {n}")
        return (few,) * len(coefficients)
    found = [np.concatenate(part) for part in zip(*_drawn(units, coefficients, seed, draws), strict=True)]
    return tuple(map(_middle, found))


def _drawn(units: Units, coefficients: Sequence[Coefficient], seed: int, draws: int) -> list[list[Floats]]:
    chance = np.random.default_rng(seed)
    n = len(units.comments)
    step = max(_AT_ONCE // max(len(units.comment), 1), 1)
    parts = []
    for start in range(0, draws, step):
        often = chance.multinomial(n, np.full(n, 1 / n), size=min(step, draws - start))
        weights = often[:, units.comment].astype(float)
        parts.append([coefficient(units.values, weights) for coefficient in coefficients])
    return parts


def _middle(found: Floats) -> Interval:
    defined = found[~np.isnan(found)]
    if len(defined) < _DEFINED * len(found):
        return Interval(reason="in many draws of the comments it is undefined: too little differs")
    low, high = np.quantile(defined, [0.025, 0.975])
    return Interval(float(low), float(high))
