"""Intervals by drawing the comments anew, with replacement (Efron 1979): the middle 95 % of the coefficients.

Comments are drawn whole, with all that was decided in them: decisions on one comment go together. Comments in which the
same was said need not be told apart, so that many cost little more than few.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from discourse.agreement.coefficients import Coefficient
from discourse.agreement.units import Units
from discourse.agreement.values import MISSING, Floats, Ints, Values

DRAWS = 1_000
LEAST = 10
"""Comments below which no interval is given: so few drawn anew say little."""
LEAST_OTHER = 5
"""Comments with another code than the most frequent one: draws of fewer show too little of what might have been met."""
_DEFINED = 0.95
"""Share of the draws in which a coefficient has to be defined."""
_AT_ONCE = 4_000_000


class Interval(NamedTuple):
    """What holds 95 % of the coefficients, or why there is none."""

    low: float | None = None
    high: float | None = None
    reason: str | None = None


class _Kinds(NamedTuple):
    """The comments put together by what was said in them: only how often each kind is drawn matters.

    ``values`` are the different rows of decisions, ``inside`` how often each stands in a comment of each kind (kinds ×
    rows), ``often`` how many comments there are of each kind.
    """

    values: Values
    inside: csr_matrix
    often: Ints


def intervals(units: Units, coefficients: Sequence[Coefficient], seed: int, draws: int = DRAWS) -> tuple[Interval, ...]:
    """Return the interval of each coefficient of these units; the same seed gives the same draws."""
    n = len(units.comments)
    if n < LEAST:
        few = Interval(reason=f"an interval needs {LEAST} comments, and these are {n}")
        return (few,) * len(coefficients)
    if not coefficients:
        return ()
    if (rare := _other_than_the_most(units)) < LEAST_OTHER:
        have = f"{rare} has" if rare == 1 else f"{rare} have"
        why = f"an interval needs {LEAST_OTHER} comments with another code than the most frequent one, and {have}"
        return (Interval(reason=why),) * len(coefficients)
    found = [np.concatenate(part) for part in zip(*_drawn(_kinds(units), coefficients, seed, draws), strict=True)]
    return tuple(map(_middle, found))


def _other_than_the_most(units: Units) -> int:
    """Return in how many comments some coder gave another value than the most frequent one."""
    often = units.values.counts.sum(axis=0)
    given = units.values.given
    other = ((given != MISSING) & (given != (often.argmax() if len(often) else MISSING))).any(axis=1)
    return len(np.unique(units.comment[other]))


def _kinds(units: Units) -> _Kinds:
    rows, row = np.unique(units.values.given, axis=0, return_inverse=True)
    table = csr_matrix((np.ones(len(row)), (units.comment, row.reshape(-1))), shape=(len(units.comments), len(rows)))
    table.sum_duplicates()
    kind: dict[tuple[bytes, bytes], list[int]] = {}
    for comment in range(table.shape[0]):
        part = slice(table.indptr[comment], table.indptr[comment + 1])
        kind.setdefault((table.indices[part].tobytes(), table.data[part].tobytes()), []).append(comment)
    first = [comments[0] for comments in kind.values()]
    often = np.array([len(comments) for comments in kind.values()], np.int64)
    return _Kinds(Values(rows, units.values.values), table[first], often)


def _drawn(kinds: _Kinds, coefficients: Sequence[Coefficient], seed: int, draws: int) -> list[list[Floats]]:
    chance = np.random.default_rng(seed)
    n = int(kinds.often.sum())
    step = max(_AT_ONCE // max(len(kinds.often), len(kinds.values.given)), 1)
    parts = []
    for start in range(0, draws, step):
        often = chance.multinomial(n, kinds.often / n, size=min(step, draws - start))
        weights = np.asarray((kinds.inside.T @ often.T).T, float)
        parts.append([coefficient(kinds.values, weights) for coefficient in coefficients])
    return parts


def _middle(found: Floats) -> Interval:
    defined = found[~np.isnan(found)]
    if len(defined) < _DEFINED * len(found):
        return Interval(reason="in many draws of the comments it is undefined: too little differs")
    low, high = np.quantile(defined, [0.025, 0.975])
    return Interval(float(low), float(high))
