"""Weights in eight bits are summed as whole numbers, to the same sums as one by one."""

import numpy as np
import pytest

from discourse.coders.learned.grams import Even
from discourse.coders.learned.levels import Levels

CHANCE = np.random.default_rng(7)
SCALE = np.array([0.5, 0.25, 2.0, 1.0, 0.125, 3.0])


@pytest.mark.parametrize("codes", [1, 3, 4, 6])
@pytest.mark.parametrize("cells", [0, 1, 40, 5_000])
def test_sums_are_those_of_a_product_of_matrices(codes: int, cells: int) -> None:
    levels = Levels(CHANCE.integers(-128, 128, (64, codes)).astype(np.int8), SCALE[:codes])
    row, column = np.sort(CHANCE.integers(0, 9, cells)), CHANCE.integers(0, 64, cells)
    worth = np.array([1, 0.5, 2, 1, 0, 1, 0.25, 1, 1, 1], np.float32)
    whole = np.zeros((10, 64))
    np.add.at(whole, (row, column), worth[row])
    found = levels.sums(Even(row, column, worth), 10)
    assert found == pytest.approx(whole @ (levels.level * levels.scale))


@pytest.mark.parametrize("level", [-128, 127])
def test_a_long_text_of_the_heaviest_words_does_not_overflow(level: int) -> None:
    levels = Levels(np.full((1, 4), level, np.int8), np.ones(4))
    cells = Even(np.zeros(100_000, np.int64), np.zeros(100_000, np.int64), np.ones(1, np.float32))
    assert levels.sums(cells, 1).tolist() == [[level * 100_000.0] * 4]


def test_cells_of_a_text_need_not_stand_together() -> None:
    levels = Levels(np.array([[1], [2], [4]], np.int8), np.ones(1))
    cells = Even(np.array([0, 1, 0]), np.array([0, 1, 2]), np.ones(2, np.float32))
    assert levels.sums(cells, 2).tolist() == [[5.0], [2.0]]
    assert levels.times(0.5).sums(cells, 2).tolist() == [[2.5], [1.0]]
