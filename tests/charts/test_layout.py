import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.charts.layout import branch_sizes, children_of, preorder, tidy


@st.composite
def trees(draw: st.DrawFn) -> list[int]:
    count = draw(st.integers(0, 60))
    return [draw(st.integers(-1, node - 1)) for node in range(count)]


@pytest.mark.parametrize(
    ("parent", "places"),
    [
        ([], [0.0]),
        ([-1], [0.0, 0.0]),
        ([-1, -1], [0.0, 1.0, 0.5]),
        ([-1, 0, 1], [0.0, 0.0, 0.0, 0.0]),
        ([-1, 0, 0, 0], [1.0, 0.0, 1.0, 2.0, 1.0]),
        # two branches whose subtrees would meet are moved apart as wholes
        ([-1, -1, 0, 0, 1, 1], [0.5, 2.5, 0.0, 1.0, 2.0, 3.0, 1.5]),
        # a leaf between two broad branches stands midway between them
        ([-1, -1, -1, 0, 0, 0, 2, 2, 2], [1.0, 2.5, 4.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 2.5]),
    ],
)
def test_tidy_places(parent: list[int], places: list[float]) -> None:
    assert tidy(children_of(parent)) == pytest.approx(places)


def rows(parent: list[int]) -> list[list[int]]:
    """Return the nodes of each depth from left to right."""
    children = children_of(parent)
    row, found = [len(parent)], []
    while row:
        found.append(row)
        row = [below for node in row for below in children[node]]
    return found


@given(trees())
def test_nodes_of_one_depth_keep_their_order_and_a_distance_of_one(parent: list[int]) -> None:
    across = tidy(children_of(parent))
    for row in rows(parent):
        assert all(across[right] - across[left] >= 1 - 1e-9 for left, right in pairwise(row))


@given(trees())
def test_a_parent_stands_over_the_middle_of_its_children(parent: list[int]) -> None:
    children = children_of(parent)
    across = tidy(children)
    for node, below in enumerate(children):
        if below:
            assert across[node] == pytest.approx((across[below[0]] + across[below[-1]]) / 2)


@given(trees())
def test_the_mirrored_tree_is_the_mirrored_picture(parent: list[int]) -> None:
    children = children_of(parent)
    across = tidy(children)
    mirrored = tidy([below[::-1] for below in children])
    assert max(across) == pytest.approx(max(mirrored))
    assert across == pytest.approx([max(across) - place for place in mirrored])


@pytest.mark.parametrize("shape", ["chain", "star", "comb"])
def test_a_hundred_thousand_nodes_are_laid_out_in_linear_time(shape: str) -> None:
    count = 100_000
    parent = {
        "chain": [node - 1 for node in range(count)],
        "star": [-1] * count,
        "comb": [node - 2 if node % 2 == 0 and node else -1 if node == 0 else node - 1 for node in range(count)],
    }[shape]
    begin = time.process_time()
    across = tidy(children_of(parent))
    assert len(across) == count + 1
    assert time.process_time() - begin < 5


def test_reading_order_and_sizes() -> None:
    children = children_of([-1, -1, 0, 2, 0])
    assert preorder(children) == [5, 0, 2, 3, 4, 1]
    assert branch_sizes(children) == [4, 1, 2, 1, 1, 6]
