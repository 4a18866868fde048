"""The coefficients are those of other programs on random data, and those of their definitions by brute force."""

from collections.abc import Callable
from functools import partial
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, jaccard_distance
from sklearn.metrics import cohen_kappa_score

from discourse.agreement.bootstrap import Interval, intervals
from discourse.agreement.coefficients import alpha, cohen, fleiss, gwet, once, percent
from discourse.agreement.distances import interval, jaccard, masi, nominal, ordinal
from discourse.agreement.units import Units
from discourse.agreement.values import values_of

Rows = list[list[Any]]


def random_rows(seed: int, coders: int, missing: float = 0.0, units: int = 40) -> Rows:
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 4, units)
    rows: Rows = []
    for value in truth.tolist():
        given = [value if chance.random() < 0.6 else int(chance.integers(0, 4)) for _ in range(coders)]
        rows.append([None if chance.random() < missing else each for each in given])
    return rows


def random_sets(seed: int, coders: int, missing: float = 0.0) -> Rows:
    chance = np.random.default_rng(seed)
    return [
        [
            None if chance.random() < missing else frozenset(np.flatnonzero(chance.random(3) < 0.5).tolist())
            for _ in range(coders)
        ]
        for _ in range(25)
    ]


def task(rows: Rows, distance: Callable[..., float] = binary_distance) -> Any:
    said = [
        (coder, unit, value) for unit, row in enumerate(rows) for coder, value in enumerate(row) if value is not None
    ]
    return AnnotationTask(data=said, distance=distance)


@pytest.mark.parametrize("seed", range(5))
def test_cohens_kappa_is_that_of_scikit_learn(seed: int) -> None:
    rows = random_rows(seed, 2)
    values = values_of(rows)
    assert float(cohen(values, once(values))[0]) == pytest.approx(cohen_kappa_score(*zip(*rows, strict=True)))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_nominal_alpha_is_that_of_nltk(seed: int, missing: float) -> None:
    rows = [row for row in random_rows(seed, 3, missing) if sum(value is not None for value in row) > 1]
    values = values_of(rows)
    assert float(alpha(values, once(values))[0]) == pytest.approx(task(rows).alpha())


@pytest.mark.parametrize("seed", range(3))
def test_fleiss_kappa_and_agreement_are_those_of_nltk(seed: int) -> None:
    rows = random_rows(seed, 3)
    values, theirs = values_of(rows), task(rows)
    assert float(percent(values, once(values))[0]) == pytest.approx(theirs.avg_Ao())
    shares = np.bincount([value for row in rows for value in row]) / 120
    chance = float((shares**2).sum())
    assert float(fleiss(values, once(values))[0]) == pytest.approx((theirs.avg_Ao() - chance) / (1 - chance))


@pytest.mark.parametrize("seed", range(3))
def test_alpha_of_sets_by_jaccard_is_that_of_nltk(seed: int) -> None:
    def apart(one: Any, other: Any) -> float:
        return float(jaccard_distance(one, other)) if one | other else 0.0

    rows = random_sets(seed, 2)
    values = values_of(rows)
    assert float(alpha(values, once(values), jaccard)[0]) == pytest.approx(task(rows, apart).alpha())


def by_definition(rows: Rows, apart: Callable[[Any, Any], float]) -> float:
    """Krippendorff's alpha as it is defined: the mean distance of values in a unit over that of any two values."""
    units = [[value for value in row if value is not None] for row in rows]
    units = [unit for unit in units if len(unit) > 1]
    everything = [value for unit in units for value in unit]
    inside = sum(sum(apart(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    across = sum(apart(a, b) for a, b in permutations(everything, 2)) / (len(everything) - 1)
    return 1 - inside / across


def masi_by_definition(one: frozenset[Any], other: frozenset[Any]) -> float:
    if not one and not other:
        return 0.0
    if one == other:
        weight = 1.0
    elif one < other or other < one:
        weight = 2 / 3
    else:
        weight = 1 / 3 if one & other else 0.0
    return 1 - weight * len(one & other) / len(one | other)


def jaccard_by_definition(one: frozenset[Any], other: frozenset[Any]) -> float:
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("missing", [0.0, 0.3])
@pytest.mark.parametrize(
    ("distance", "apart"), [(masi, masi_by_definition), (jaccard, jaccard_by_definition)], ids=["masi", "jaccard"]
)
def test_alpha_of_sets_is_that_of_its_definition(seed: int, missing: float, distance: Any, apart: Any) -> None:
    rows = random_sets(seed, 3, missing)
    values = values_of(rows)
    assert float(alpha(values, once(values), distance)[0]) == pytest.approx(by_definition(rows, apart), abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_interval_and_ordinal_alpha_are_those_of_their_definitions(seed: int) -> None:
    rows = random_rows(seed, 3, 0.2)
    paired = [row for row in rows if sum(value is not None for value in row) > 1]
    often = np.bincount([value for row in paired for value in row if value is not None], minlength=4)

    def ranks(one: int, other: int) -> float:
        low, high = sorted((one, other))
        return float((often[low : high + 1].sum() - (often[low] + often[high]) / 2) ** 2)

    values = values_of(rows, range(4))
    assert float(alpha(values, once(values), interval)[0]) == pytest.approx(
        by_definition(rows, lambda a, b: (a - b) ** 2)
    )
    assert float(alpha(values, once(values), ordinal)[0]) == pytest.approx(by_definition(rows, ranks))


@pytest.mark.parametrize("distance", [nominal, ordinal])
def test_weights_count_a_unit_as_often_as_they_say(distance: Any) -> None:
    rows = random_rows(1, 3, 0.2, units=12)
    often = np.array([[0, 1, 2, 0, 3, 1, 1, 0, 2, 1, 1, 0]])
    repeated = [row for row, times in zip(rows, often[0].tolist(), strict=True) for _ in range(times)]
    whole, drawn = values_of(rows, range(4)), values_of(repeated, range(4))
    for coefficient in (percent, fleiss, partial(alpha, distance=distance)):
        assert coefficient(whole, often.astype(float))[0] == pytest.approx(
            coefficient(drawn, once(drawn))[0], nan_ok=True
        )


def test_intervals_are_the_same_for_the_same_seed_and_hold_the_coefficient() -> None:
    values = values_of(random_rows(2, 2))
    units = Units(values, np.arange(40), tuple(("a", str(number)) for number in range(40)), np.zeros(40, np.int64))
    first, again = (intervals(units, [alpha], seed=3) for _ in range(2))
    point = float(alpha(values, once(values))[0])
    assert first == again
    assert (first[0].low or 0) < point < (first[0].high or 0)


def test_few_comments_have_no_interval() -> None:
    values = values_of(random_rows(2, 2, units=9))
    units = Units(values, np.arange(9), tuple(("a", str(number)) for number in range(9)), np.zeros(9, np.int64))
    assert intervals(units, [alpha], seed=3) == (Interval(reason="an interval needs 10 comments, and these are 9"),)


@pytest.mark.parametrize(("others", "has_one"), [(0, False), (1, False), (4, False), (5, True)])
def test_where_few_comments_have_another_code_there_is_no_interval(others: int, has_one: bool) -> None:
    """Two who agree in all forty of one code would else have a coefficient of 1 from 1 to 1."""
    rows = [["yes", "yes" if number % 2 else "no"] for number in range(others)] + [["no", "no"]] * (40 - others)
    values = values_of(rows, ["no", "yes"])
    units = Units(values, np.arange(40), tuple(("a", str(number)) for number in range(40)), np.zeros(40, np.int64))
    (found,) = intervals(units, [gwet], seed=3)
    have = f"{others} has" if others == 1 else f"{others} have"
    why = f"an interval needs 5 comments with another code than the most frequent one, and {have}"
    assert (found.low is not None, found.reason) == ((True, None) if has_one else (False, why))
