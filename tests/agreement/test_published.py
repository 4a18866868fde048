"""Every coefficient gives the number that was published with it."""

from collections.abc import Hashable, Sequence
from functools import partial

import numpy as np
import pytest

from discourse.agreement.coefficients import Coefficient, alpha, cohen, fleiss, gwet, once, percent, undefined
from discourse.agreement.distances import interval, nominal, ordinal
from discourse.agreement.values import Values, values_of

N = None
FOUR = values_of(
    list(
        zip(
            [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
            [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
            strict=True,
        )
    )
)
"""Krippendorff (2011), section C: four observers, twelve units, with values missing."""
BINARY = values_of(list(zip([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0], strict=True)))
"""The same, section A: two observers, binary data."""
NOMINAL = values_of(list(zip("aabbdcccedda", "babbbcccEddd".lower(), strict=True)))
"""The same, section B: two observers, five values."""


def table(counts: Sequence[Sequence[int]]) -> Values:
    return values_of([[one, other] for one, row in enumerate(counts) for other, n in enumerate(row) for _ in range(n)])


DIAGNOSES = """
00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 00501 30012 51000 02040
10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
"""
"""Fleiss (1971), table 1: how many of six psychiatrists gave each of thirty patients each of five diagnoses."""
PSYCHIATRISTS = values_of(
    [[code for code, n in enumerate(patient) for _ in range(int(n))] for patient in DIAGNOSES.split()]
)
COHEN = table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
"""Cohen (1960), his example of 200 judgements by two judges."""
GWET = table([[118, 5], [2, 0]])
"""Gwet (2008): high agreement on what is nearly always there."""


@pytest.mark.parametrize(
    ("coefficient", "values", "published"),
    [
        (alpha, BINARY, "0.095"),
        (alpha, NOMINAL, "0.692"),
        (alpha, FOUR, "0.743"),
        (partial(alpha, distance=ordinal), FOUR, "0.815"),
        (partial(alpha, distance=interval), FOUR, "0.849"),
        (fleiss, PSYCHIATRISTS, "0.430"),
        (cohen, COHEN, "0.492"),
        (percent, COHEN, "0.700"),
        (gwet, GWET, "0.9408"),
        (cohen, GWET, "-0.0234"),
        (percent, GWET, "0.944"),
        (gwet, FOUR, "0.77544"),  # Gwet (2014), the same data: percent .81818, AC1 .77544
        (percent, FOUR, "0.81818"),
    ],
)
def test_the_coefficient_is_the_published_one(coefficient: Coefficient, values: Values, published: str) -> None:
    digits = len(published.partition(".")[2])
    assert f"{float(coefficient(values, once(values))[0]):.{digits}f}" == published


@pytest.mark.parametrize(
    ("coefficient", "values", "exactly"),
    [
        (alpha, BINARY, 2 / 21),  # 1 - 19 * 4 / 84
        (cohen, COHEN, (0.70 - 0.41) / (1 - 0.41)),
        (gwet, GWET, (0.944 - 0.054432) / (1 - 0.054432)),
        (alpha, NOMINAL, 1 - 23 * 6 / 448),
    ],
)
def test_it_is_so_to_four_decimals_and_more(coefficient: Coefficient, values: Values, exactly: float) -> None:
    assert float(coefficient(values, once(values))[0]) == pytest.approx(exactly, abs=5e-9)


def test_the_sums_of_the_psychiatrists_are_those_of_the_table() -> None:
    assert PSYCHIATRISTS.counts.sum(axis=0).tolist() == [26, 26, 30, 55, 43]


@pytest.mark.parametrize(
    ("name", "coefficient", "rows", "why"),
    [
        ("cohen", cohen, [["a", "b", "b"]], "Cohen's kappa is of two coders, and these are 3"),
        ("cohen", cohen, [["a", "a"]] * 9, "every coder gave every comment the same value"),
        ("alpha", alpha, [["a", "a"]] * 9, "every coder gave every comment the same value"),
        ("alpha", alpha, [["a", None], [None, "b"]], "no comment was coded by two of the coders"),
        ("fleiss", fleiss, [["a", "a", None], [None, "b", "b"]], "no comment was coded by all coders"),
        ("gwet", gwet, [["a", "a"]], "only one value could be given"),
        ("percent", percent, [["a"]], "there is one coder only"),
        ("alpha", alpha, [], "there is one coder only"),
    ],
)
def test_what_is_undefined_says_why(
    name: str, coefficient: Coefficient, rows: list[list[Hashable | None]], why: str
) -> None:
    values = values_of(rows)
    assert np.isnan(coefficient(values, once(values))).all()
    assert undefined(name, values).startswith(why)


def test_nominal_distances_are_one() -> None:
    assert nominal(("a", "b"), np.ones(2)).tolist() == [[0, 1], [1, 0]]
