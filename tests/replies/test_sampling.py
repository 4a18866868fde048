"""Graphs drawn from the probabilities of guessed links."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.replies.graph import ARTICLE, MISSING, Option, ReplyGraph
from discourse.replies.sampling import sampled

Options = dict[int, tuple[Option, ...]]


def guessed(parents: list[int], options: dict[int, list[tuple[int, float]]]) -> ReplyGraph:
    made: Options = {number: tuple(Option(*one) for one in row) for number, row in options.items()}
    return dataclasses.replace(ReplyGraph.from_parents(parents), options=made)


THREE = guessed(
    [ARTICLE, 0, 1, 2], {2: [(1, 0.5), (0, 0.3)], 3: [(0, 1.0)], 1: [(ARTICLE, 0.2), (0, 0.1)]}
)  # fmt: skip


def test_options_are_drawn_as_often_as_they_are_likely() -> None:
    rows = sampled(THREE, 20_000, seed=1)
    shares = [(rows[:, 2] == parent).mean() for parent in (1, 0, MISSING)]
    assert shares == pytest.approx([0.5, 0.3, 0.2], abs=0.02)
    assert [(rows[:, 1] == parent).mean() for parent in (ARTICLE, 0, MISSING)] == pytest.approx(
        [0.2, 0.1, 0.7], abs=0.02
    )


def test_certain_options_and_links_without_options_stay() -> None:
    rows = sampled(THREE, 500)
    assert (rows[:, 0] == ARTICLE).all()
    assert (rows[:, 3] == 0).all()


def test_comments_are_drawn_independently() -> None:
    rows = sampled(THREE, 20_000, seed=2)
    both = ((rows[:, 2] == 1) & (rows[:, 1] == ARTICLE)).mean()
    assert both == pytest.approx(0.5 * 0.2, abs=0.02)


def test_a_seed_gives_the_same_rows_and_fewer_draws_the_first_of_them() -> None:
    assert sampled(THREE, 50, seed=3).tobytes() == sampled(THREE, 50, seed=3).tobytes()
    assert sampled(THREE, 50, seed=3)[:20].tolist() == sampled(THREE, 20, seed=3).tolist()
    assert sampled(THREE, 50, seed=3).tolist() != sampled(THREE, 50, seed=4).tolist()


def test_without_options_every_row_is_the_graph() -> None:
    graph = ReplyGraph.from_parents([ARTICLE, 0, MISSING])
    assert sampled(graph, 2).tolist() == [[ARTICLE, 0, MISSING]] * 2
    assert sampled(ReplyGraph.from_parents([]), 2).shape == (2, 0)


def test_probabilities_that_are_rounded_above_one_leave_nothing_unknown() -> None:
    graph = guessed([ARTICLE, 0], {1: [(0, 0.667), (ARTICLE, 0.334)]})
    assert MISSING not in sampled(graph, 2_000)


def test_a_cycle_is_cut_at_its_least_probable_link() -> None:
    graph = guessed([1, 2, ARTICLE], {1: [(2, 0.9), (0, 0.1)], 2: [(ARTICLE, 0.6), (0, 0.4)], 0: [(1, 1.0)]})
    rows = sampled(graph, 3_000, seed=5)
    # 0 answers 1 for certain, so "1 answers 0" closes a cycle and goes; 2 answers 0, 0 answers 1, 1 answers 2 loses 2's
    assert not ((rows[:, 0] == 1) & (rows[:, 1] == 0)).any()
    assert (rows[:, 1] == MISSING).mean() == pytest.approx(0.1, abs=0.03)
    assert (rows[:, 2] == MISSING).mean() == pytest.approx(0.9 * 0.4, abs=0.03)


@settings(deadline=None)
@given(st.data())
def test_no_row_has_a_cycle(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 12))
    options = {
        number: [(parent, 0.4) for parent in data.draw(st.lists(st.integers(-1, count - 1), max_size=2, unique=True))]
        for number in range(count)
    }
    for row in options.items():
        options[row[0]] = [one for one in row[1] if one[0] != row[0]]
    for parents in sampled(guessed([ARTICLE] * count, options), 20, seed=count).tolist():
        for start in range(count):
            steps, at = 0, start
            while at >= 0:
                at, steps = parents[at], steps + 1
                assert steps <= count


def test_the_last_of_very_many_comments_gets_its_own_options() -> None:
    count = 3_000
    options = {number: [(number - 1, 0.5), (ARTICLE, 0.5)] for number in range(1, count)}
    rows = sampled(guessed([ARTICLE, *range(count - 1)], options), 40)
    assert (np.isin(rows[:, 1:], [ARTICLE]) | (rows[:, 1:] == np.arange(count - 1))).all()
