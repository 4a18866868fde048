"""Inequality among authors: counted by hand and by another formula."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.replies.authors import gini

GINIS: dict[str, tuple[list[float], float | None]] = {
    "no values": ([], None),
    "all zero": ([0, 0], None),
    "one value": ([5], 0.0),
    "equal": ([2, 2, 2], 0.0),
    "one has all of four": ([0, 0, 0, 1], 0.75),
    "three to one": ([3, 1], 0.25),
    "one to ten": ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.3),
}


@pytest.mark.parametrize(("values", "expected"), GINIS.values(), ids=GINIS)
def test_gini(values: list[float], expected: float | None) -> None:
    assert gini(values) == (expected if expected is None else pytest.approx(expected))


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any))
def test_gini_is_half_the_relative_mean_difference(values: list[int]) -> None:
    differences = sum(abs(one - other) for one in values for other in values)
    assert gini(values) == pytest.approx(differences / (2 * len(values) * sum(values)))
