"""Coefficients of agreement, each for many weightings of the units at once, so that a bootstrap is one pass.

Every function takes values and weights (draws × units: how often each unit counts) and returns one number a draw, NaN
where the coefficient is undefined; ``undefined`` says why. With weights of one, the one number is the coefficient.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from discourse.agreement.distances import Distance, nominal, ordinal
from discourse.agreement.values import MISSING, Floats, Values

Coefficient = Callable[[Values, Floats], Floats]


def once(values: Values) -> Floats:
    """Return the weights by which each unit counts once."""
    return np.ones((1, len(values.given)))


def percent(values: Values, weights: Floats) -> Floats:
    """Return the share of pairs of coders that gave a unit the same value, the mean over units.

    >>> from discourse.agreement.values import values_of
    >>> two = values_of([["a", "a"], ["a", "b"], ["b", "b"], ["b", None]])
    >>> round(float(percent(two, once(two))[0]), 4)
    0.6667
    """
    counts = values.counts
    m = counts.sum(axis=1)
    paired = m >= 2
    agreeing = (counts * (counts - 1)).sum(axis=1)[paired] / (m * (m - 1))[paired]
    used = weights[:, paired]
    return _ratio(used @ agreeing, used.sum(axis=1))


def cohen(values: Values, weights: Floats) -> Floats:
    """Return Cohen's kappa (1960) of two coders, over the units that both gave a value.

    Chance is each coder's own shares. The 200 diagnoses of his table give .492:

    >>> from discourse.agreement.values import values_of
    >>> table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    >>> rows = [[a, b] for a in range(3) for b in range(3) for _ in range(table[a][b])]
    >>> his = values_of(rows)
    >>> round(float(cohen(his, once(his))[0]), 3)
    0.492
    """
    if values.coders != 2:
        return np.full(len(weights), np.nan)
    same, chance, total = _same(values, weights)
    return _beyond(_ratio(same, total), _ratio(chance, total))


def cohen_within(groups: Sequence[Values]) -> float:
    """Return Cohen's kappa of two coders over several sets of units, in each of which chance is that of its own values.

    Where one set has values that the other cannot have, chance over all would be less than it is in either.

    >>> from discourse.agreement.values import values_of
    >>> sides = [["a", "b"], ["b", "a"]]
    >>> names = [["x", "x"]] * 8
    >>> round(float(cohen(values_of(sides + names), np.ones((1, 10)))[0]), 2)
    0.41
    >>> cohen_within([values_of(sides), values_of(names)])
    -1.0
    """
    same, chance, total = (sum(each) for each in zip(*(_same(one, once(one)) for one in groups), strict=True))
    return float(_beyond(_ratio(same, total), _ratio(chance, total))[0])


def _same(values: Values, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Return in how many units two coders gave the same, in how many they would by chance, and how many both gave."""
    both = (values.given != MISSING).all(axis=1)
    given, used = values.given[both], weights[:, both]
    total = used.sum(axis=1)
    one, other = (_one_hot(given[:, coder], len(values.values)) for coder in range(2))
    chance = _ratio(((used @ one) * (used @ other)).sum(axis=1), total)
    return used @ (given[:, 0] == given[:, 1]).astype(float), np.nan_to_num(chance), total


def _one_hot(given: Any, codes: int) -> Floats:
    return np.asarray(np.eye(codes)[given])


def fleiss(values: Values, weights: Floats) -> Floats:
    """Return Fleiss' kappa (1971) of any number of coders, over the units that all gave a value.

    Chance is the shares of all coders together, so that it is Scott's pi (1955) for two.
    """
    whole = (values.given != MISSING).all(axis=1)
    counts, used = values.counts[whole], weights[:, whole]
    m = values.coders
    if m < 2:
        return np.full(len(weights), np.nan)
    total = used.sum(axis=1)
    observed = _ratio(used @ ((counts * (counts - 1)).sum(axis=1) / (m * (m - 1))), total)
    shares = _ratio_rows(used @ counts, total * m)
    return _beyond(observed, (shares**2).sum(axis=1))


def gwet(values: Values, weights: Floats) -> Floats:
    """Return Gwet's AC1 (2008; for missing values 2014), which does not fall where one value is nearly all there is.

    Chance is taken over all values that could be given. In his example of high agreement kappa is below 0:

    >>> from discourse.agreement.values import values_of
    >>> his = values_of([["+", "+"]] * 118 + [["+", "-"]] * 5 + [["-", "+"]] * 2)
    >>> round(float(gwet(his, once(his))[0]), 4), round(float(cohen(his, once(his))[0]), 4)
    (0.9408, -0.0234)
    """
    counts, codes = values.counts, len(values.values)
    m = counts.sum(axis=1)
    said = m >= 1
    if codes < 2:
        return np.full(len(weights), np.nan)
    used = weights[:, said]
    shares = _ratio_rows(used @ (counts[said] / m[said, None]), used.sum(axis=1))
    return _beyond(percent(values, weights), (shares * (1 - shares)).sum(axis=1) / (codes - 1))


def alpha(values: Values, weights: Floats, distance: Distance = nominal) -> Floats:
    """Return Krippendorff's alpha (2011): 1 less the disagreement observed in units over that of all values mixed.

    Values may be missing; units with one value count for nothing. ``distance`` says how far values are apart.
    """
    counts = values.counts
    m = counts.sum(axis=1)
    counts, m, used = counts[m >= 2], m[m >= 2], weights[:, m >= 2]
    totals = used @ counts
    if distance is ordinal:  # whose distances depend on how often values were given
        return np.array(
            [
                _alpha(one[None], counts, m, distance(values.values, total))[0]
                for one, total in zip(used, totals, strict=True)
            ]
        )
    return _alpha(used, counts, m, distance(values.values, totals[0] if len(totals) else np.zeros(counts.shape[1])))


def alpha_within(groups: Sequence[Values]) -> float:
    """Return Krippendorff's alpha, nominal, over several sets of units: in each its own values are mixed.

    >>> from discourse.agreement.values import values_of
    >>> sides = [["a", "b"], ["b", "a"]]
    >>> names = [["x", "x"]] * 8
    >>> round(float(alpha(values_of(sides + names), np.ones((1, 10)))[0]), 2)
    0.44
    >>> alpha_within([values_of(sides), values_of(names)])
    -0.5
    """
    paired = [(values, values.counts) for values in (each.paired() for each in groups)]
    found = [
        _disagreement(once(values), counts, counts.sum(axis=1), nominal(values.values, counts.sum(axis=0)))
        for values, counts in paired
    ]
    inside, mixed = (sum(each) for each in zip(*found, strict=True))
    return float(1 - _ratio(inside, mixed)[0])


def _alpha(used: Floats, counts: Floats, m: Floats, apart: Floats) -> Floats:
    return 1 - _ratio(*_disagreement(used, counts, m, apart))


def _disagreement(used: Floats, counts: Floats, m: Floats, apart: Floats) -> tuple[Floats, Floats]:
    """Return how far the values of the units lie apart, and how far they would if all values were mixed."""
    inside = np.einsum("uv,vw,uw->u", counts, apart, counts, optimize=True) / (m - 1)
    totals = used @ counts
    n = totals.sum(axis=1)
    return used @ inside, np.einsum("dv,vw,dw->d", totals, apart, totals, optimize=True) / np.maximum(n - 1, 1)


def _ratio(above: Floats, below: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(below > 0, above / np.where(below > 0, below, 1), np.nan))


def _ratio_rows(above: Floats, below: Floats) -> Floats:
    return _ratio(above, np.repeat(below[:, None], above.shape[1], axis=1))


def _beyond(observed: Floats, chance: Floats) -> Floats:
    return _ratio(observed - chance, np.where(1 - chance > 1e-12, 1 - chance, 0.0))


def undefined(name: str, values: Values) -> str:
    """Return why a coefficient of these values is undefined, in words."""
    given = values.given != MISSING
    if values.coders < 2:
        return "there is one coder only; agreement needs two"
    if name == "cohen" and values.coders != 2:
        return f"Cohen's kappa is of two coders, and these are {values.coders}; see each pair, or Fleiss' kappa"
    if not (given.sum(axis=1) >= 2).any():
        return "no comment was coded by two of the coders"
    if name in ("cohen", "fleiss") and not given.all(axis=1).any():
        return "no comment was coded by all coders; alpha and AC1 take what is missing"
    if name == "gwet" and len(values.values) < 2:
        return "only one value could be given, so agreement beyond chance has no meaning"
    return "every coder gave every comment the same value, so that there is nothing to tell agreement from chance by"
