"""Which branches a nested listing may be on, and what its comments answer in the light of those after them."""

import numpy as np
import pytest

from discourse.replies.branches import LAG, MOST_BRANCHES, Branches
from discourse.replies.graph import ARTICLE


def listing(*found: dict[int, float]) -> Branches:
    branches = Branches()
    for comment, options in enumerate(found):
        branches.add(comment, options)
    return branches


CANDIDATES: dict[str, tuple[list[dict[int, float]], list[int]]] = {
    "before the first": ([], []),
    "after a first": ([{ARTICLE: 1.0}], [0]),
    "after a reply": ([{ARTICLE: 1.0}, {0: 1.0}], [0, 1]),
    "after a second branch": ([{ARTICLE: 1.0}, {ARTICLE: 1.0}], [1]),
    "after a sibling": ([{ARTICLE: 1.0}, {0: 1.0}, {0: 1.0}], [0, 2]),
    "after a doubtful one": ([{ARTICLE: 1.0}, {0: 0.5, ARTICLE: 0.5}], [0, 1]),
    "what is hardly likely is forgotten": ([{ARTICLE: 1.0}, {0: 0.001, ARTICLE: 0.999}], [1]),
}


@pytest.mark.parametrize(("found", "expected"), CANDIDATES.values(), ids=CANDIDATES)
def test_candidates_are_on_the_branches(found: list[dict[int, float]], expected: list[int]) -> None:
    assert listing(*found).candidates().tolist() == expected


def test_places_are_those_of_the_likeliest_branch() -> None:
    depth, steps, elders = listing({ARTICLE: 1.0}, {0: 1.0}, {1: 0.4, 0: 0.6}).places(np.array([0, 1, 2]))
    assert depth.tolist() == [0, 1, 1]
    assert steps.tolist() == [1, 1, 0]
    assert elders.tolist() == [2, 2, -1, 0]


def test_a_later_comment_settles_an_earlier_one() -> None:
    """The third answers the first for sure: had the second begun a branch of its own, it could not."""
    branches = listing({ARTICLE: 1.0}, {0: 0.5, ARTICLE: 0.5}, {0: 0.9, 1: 0.05, ARTICLE: 0.05})
    _, second, _ = branches.settled(all_of_them=True)
    assert second[0] == pytest.approx(1.0 * 0.5 / (1.0 * 0.5 + 0.1 * 0.5))


def test_links_are_settled_after_so_many_comments() -> None:
    branches = listing(*[{ARTICLE: 1.0}] * (LAG + 2))
    assert branches.settled() == [{ARTICLE: 1.0}] * 2
    assert branches.settled() == []


def test_a_stated_parent_that_no_branch_has_begins_a_branch() -> None:
    assert listing({ARTICLE: 1.0}, {ARTICLE: 1.0}, {0: 1.0}).candidates().tolist() == [0, 2]


def test_many_doubts_keep_a_bounded_number_of_branches() -> None:
    branches = Branches()
    for comment in range(200):
        options = [*branches.candidates().tolist(), ARTICLE]
        branches.add(comment, dict.fromkeys(options, 1 / len(options)))
    assert len(branches._branches) <= MOST_BRANCHES
