"""Who answers whom, and each author's place in it: counted by hand."""

from random import Random

import networkx as nx
import pytest

from discourse.replies import network as module
from discourse.replies.graph import ARTICLE, MISSING
from discourse.replies.network import AuthorMeasures, author_measures, interactions, network
from tests.replies.threads import discussion

A = ARTICLE
EXCHANGE = discussion(
    ("Ann", A, "2024-05-01T10:00"), ("Bo", 0, "2024-05-01T10:02"), ("Ann", 1, "2024-05-01T10:04"),
    ("Bo", 2, "2024-05-01T10:10"), ("Cy", 0, "2024-05-01"), ("Cy", 4), (None, 0), ("Cy", 6), ("Di", MISSING),
)  # fmt: skip


def test_interactions_are_counted_most_first() -> None:
    found = [(row.author, row.answers, row.replies) for row in interactions(*EXCHANGE)]
    assert found == [("Bo", "Ann", 2), ("Ann", "Bo", 1), ("Cy", "Ann", 1), ("Cy", "Cy", 1)]


def test_the_network_has_all_named_authors_and_no_answers_to_oneself() -> None:
    ties = network(*EXCHANGE)
    assert list(ties) == ["Ann", "Bo", "Cy", "Di"]
    assert sorted(ties.edges(data="weight")) == [("Ann", "Bo", 1), ("Bo", "Ann", 2), ("Cy", "Ann", 1)]


def by_name() -> dict[str | None, AuthorMeasures]:
    return {one.author: one for one in author_measures(*EXCHANGE)}


def test_authors_come_by_comments_then_name_and_the_unnamed_last() -> None:
    assert [(one.author, one.comments) for one in author_measures(*EXCHANGE)] == [
        ("Cy", 3), ("Ann", 2), ("Bo", 2), ("Di", 1), (None, 1),
    ]  # fmt: skip


def test_what_an_author_did() -> None:
    ann, bo, cy = (by_name()[name] for name in ("Ann", "Bo", "Cy"))
    assert (ann.words, ann.replies_given, ann.replies_received, ann.answered_share) == (4, 1, 4, 1.0)
    assert (bo.replies_given, bo.replies_received, bo.answered_share, bo.median_reply_minutes) == (2, 1, 0.5, 4.0)
    assert (cy.replies_given, cy.replies_received, cy.answered_share) == (3, 1, 1 / 3)


def test_the_place_in_the_network() -> None:
    ann, cy, di = (by_name()[name] for name in ("Ann", "Cy", "Di"))
    assert (ann.answers, ann.answered_by, ann.reciprocated) == (1, 2, 0.5)
    # of the six ordered pairs of others, the shortest way from Cy to Bo leads over Ann
    assert ann.betweenness == pytest.approx(1 / 6, abs=1e-6)
    assert (cy.answers, cy.answered_by, cy.reciprocated, cy.betweenness) == (1, 0, 0.0, 0.0)
    assert (di.answers, di.answered_by, di.reciprocated) == (0, 0, None)
    assert sum(one.pagerank or 0 for one in by_name().values()) == pytest.approx(1, abs=1e-5)


def test_undefined_measures_of_authors_say_why() -> None:
    assert by_name()["Di"].undefined == {
        "median_reply_minutes": "none of the replies has a time that is known to be later than that of what it answers",
        "reciprocated": "is in contact with no other named author",
    }
    unnamed = by_name()[None].undefined
    assert unnamed["pagerank"] == unnamed["answers"] == "comments without a name can be by anyone"


def test_nobody_answers_anybody() -> None:
    (ann, bo) = author_measures(*discussion(("Ann", A), ("Bo", A)))
    assert (ann.pagerank, bo.betweenness) == (None, None)
    assert ann.undefined["pagerank"] == "no named author answers another"
    assert bo.undefined["betweenness"] == "there are fewer than three named authors"


def test_betweenness_is_left_out_among_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TIED", 2)
    found = author_measures(*EXCHANGE)[0]
    assert (found.betweenness, found.undefined["betweenness"]) == (None, "more than 2 authors are in contact")


def test_a_hundred_thousand_authors_who_answer_one() -> None:
    many = 100_000
    first, *others = author_measures(*discussion(("0", A), *((str(number), 0) for number in range(1, many))))
    assert (first.author, first.answered_by, len(others)) == ("0", many - 1, many - 1)
    assert first.pagerank is not None
    assert first.pagerank > max(one.pagerank or 0 for one in others)


def test_the_order_of_comments_does_not_matter() -> None:
    random = Random(1)  # noqa: S311  # no secret
    said = [(random.choice("ABCDE"), random.randint(-2, number - 1)) for number in range(60)]
    place = list(range(60))
    random.shuffle(place)
    moved: list[tuple[str, int]] = [("", 0)] * 60
    for number, (author, parent) in enumerate(said):
        moved[place[number]] = (author, place[parent] if parent >= 0 else parent)
    assert author_measures(*discussion(*moved)) == author_measures(*discussion(*said))


def test_degrees_and_ties_are_those_of_networkx() -> None:
    random = Random(2)  # noqa: S311  # no secret
    made = discussion(*((random.choice("ABCDEFGH"), random.randint(-2, number - 1)) for number in range(80)))
    ties = network(*made)
    for one in author_measures(*made):
        assert one.author is not None
        assert (one.answers, one.answered_by) == (ties.out_degree(one.author), ties.in_degree(one.author))
        contacts = len(set(nx.all_neighbors(ties, one.author)))
        mutual = sum(ties.has_edge(one.author, other) and ties.has_edge(other, one.author) for other in ties)
        assert one.reciprocated == pytest.approx(mutual / contacts)
