"""Participation and who answers whom: counted by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.model import Article, Comment, Thread
from discourse.replies.authors import Dyads, dyads, gini, interactions, participation, reciprocity
from discourse.replies.build import reply_graph

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


def thread(*said: tuple[str | None, str]) -> Thread:
    """Return a thread of (author, number of the comment answered or "")."""
    comments = (
        Comment(id=str(number), text="", author=author, reply_to=answered)
        for number, (author, answered) in enumerate(said)
    )
    return Thread(article=Article(source="x"), comments=tuple(comments))


def test_participation_counts_the_unnamed_and_leaves_them_out() -> None:
    found = participation(
        thread(("Ann", ""), ("Ann", ""), ("Ann", ""), ("Bo", ""), (None, ""), ("Guest", ""), (" ", ""))
    )
    assert (found.authors, found.comments, found.unnamed) == (2, 7, 3)
    assert (found.gini, found.top_author_share) == (0.25, 0.75)


def test_participation_of_nobody_is_undefined() -> None:
    found = participation(thread((None, ""), ("anonymous", "")))
    assert (found.authors, found.unnamed, found.gini, found.top_author_share) == (0, 2, None, None)


EXCHANGE = thread(
    ("Ann", ""), ("Bo", "0"), ("Ann", "1"), ("Bo", "2"), ("Cy", "0"), ("Cy", "4"),
    (None, "0"), ("Cy", "6"), ("Di", "99"),
)  # fmt: skip


def test_interactions_are_counted_most_first() -> None:
    found = [(row.author, row.answers, row.replies) for row in interactions(EXCHANGE, reply_graph(EXCHANGE))]
    assert found == [("Bo", "Ann", 2), ("Ann", "Bo", 1), ("Cy", "Ann", 1), ("Cy", "Cy", 1)]


def test_reciprocity_is_the_share_of_mutual_dyads() -> None:
    graph = reply_graph(EXCHANGE)
    assert dyads(EXCHANGE, graph) == Dyads(mutual=1, asymmetric=1)
    assert reciprocity(EXCHANGE, graph) == 0.5


def test_reciprocity_without_replies_between_authors_is_undefined() -> None:
    lonely = thread(("Ann", ""), ("Ann", "0"), ("Bo", ""))
    assert reciprocity(lonely, reply_graph(lonely)) is None
