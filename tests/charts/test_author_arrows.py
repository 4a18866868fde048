"""Arrows between authors: bowed apart, and side by side where they meet at one dot."""

from itertools import combinations
from math import hypot

import numpy as np
import pytest

from discourse.charts.author_arrows import Bow, Node, control, curves, spread
from discourse.charts.sheet import Point

FISH, WEIR, FLAGS = Node(50, 20, 2.6, -1), Node(120, 10, 2.2, 1), Node(120, 20, 1.6, 1)


@pytest.mark.parametrize(
    ("turns", "breadths", "apart"),
    [
        ([0.3], [9.0], [0.3]),
        ([0.0, 0.0], [0.5, 0.5], [-0.25, 0.25]),
        ([0.0, 0.1, 1.0], [0.4, 0.4, 0.4], [-0.15, 0.25, 1.0]),
        ([1.3, 1.3], [0.5, 0.5], [0.8, 1.3]),
        ([0.0, 0.0, 0.0], [9.0, 9.0, 9.0], [-1.3, 0.0, 1.3]),
    ],
)
def test_directions_are_moved_apart_by_no_more_than_needed(
    turns: list[float], breadths: list[float], apart: list[float]
) -> None:
    assert spread(turns, breadths) == pytest.approx(apart)


def middle(head: list[Point]) -> Point:
    return sum(x for x, _ in head) / 3, sum(y for _, y in head) / 3


def test_no_head_lies_over_another_at_one_dot() -> None:
    starts = [WEIR, FLAGS, Node(120, 30, 1, 1), Node(50, 40, 1, -1)]
    heads = [middle(head) for _, head in curves([Bow(start, FISH, 1.1, 0.08) for start in starts])]
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(heads, 2)) > 1.4


def test_an_arrow_alone_goes_straight_for_its_dot() -> None:
    (line, head), *_ = curves([Bow(FLAGS, FISH, 1.1, 0.0)])
    assert np.asarray(line.vertices)[:, 1] == pytest.approx([20.0] * 4)
    assert head[0] == pytest.approx((53, 20))


def test_mutual_arrows_of_neighbours_on_one_side_keep_three_millimetres_apart() -> None:
    above, below = Node(50, 10, 2, -1), Node(50, 15, 2, -1)
    there, back = (control(Bow(*ends, 1.0, 0.08), (10, 40))[0] for ends in ((above, below), (below, above)))
    assert (back - there) / 2 > 3
