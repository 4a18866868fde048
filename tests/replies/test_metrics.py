"""The measures of structure: small trees counted by hand, and random ones against networkx."""

from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph
from discourse.replies.metrics import Structure, depths, heights, sizes, structure, widths

A, M = ARTICLE, MISSING

SHAPES: dict[str, tuple[list[int], list[int], list[int], list[int]]] = {
    # parents, depths, sizes, widths
    "nothing": ([], [], [], []),
    "one comment": ([A], [1], [1], [1]),
    "star": ([A, A, A], [1, 1, 1], [1, 1, 1], [3]),
    "chain": ([A, 0, 1], [1, 2, 3], [3, 2, 1], [1, 1, 1]),
    "chain written backwards": ([1, 2, A], [3, 2, 1], [1, 2, 3], [1, 1, 1]),
    "two branches": ([A, 0, 0, A, 3, 4], [1, 2, 2, 1, 2, 3], [3, 1, 1, 3, 2, 1], [2, 3, 1]),
    "an orphan and its reply": ([M, 0], [1, 2], [2, 1], [1, 1]),
}


@pytest.mark.parametrize(("parents", "depth", "size", "width"), SHAPES.values(), ids=SHAPES)
def test_depth_size_and_width(parents: list[int], depth: list[int], size: list[int], width: list[int]) -> None:
    graph = ReplyGraph.from_parents(parents)
    assert (depths(graph).tolist(), sizes(graph).tolist(), widths(graph).tolist()) == (depth, size, width)


def measured(  # noqa: PLR0917 - a row of the table below
    comments: int, top: int, missing: int, deep: int | None, mean: float | None, wide: int | None, h: int | None,
    branching: float | None, largest: int | None, wiener: int, virality: float | None, dominance: float | None,
) -> Structure:  # fmt: skip
    return Structure(
        comments=comments,
        top_level=top,
        missing=missing,
        max_depth=deep,
        mean_depth=mean,
        max_width=wide,
        h_index=h,
        mean_branching=branching,
        largest_branch=largest,
        wiener_index=wiener,
        structural_virality=virality,
        root_dominance=dominance,
    )


STRUCTURES = {
    "nothing": ([], measured(0, 0, 0, None, None, None, None, None, None, 0, None, None)),
    "one comment": ([A], measured(1, 1, 0, 1, 1.0, 1, 1, 1.0, 1, 1, 1.0, 1.0)),
    "star": ([A, A, A], measured(3, 3, 0, 1, 1.0, 3, 1, 3.0, 1, 9, 1.5, 1.0)),
    "chain": ([A, 0, 1], measured(3, 1, 0, 3, 2.0, 1, 1, 1.0, 3, 10, 10 / 6, 1 / 3)),
    "all orphans": ([M, M], measured(2, 0, 2, 1, 1.0, 2, 1, None, 1, 0, None, None)),
    "an orphan apart": ([A, 0, M, 2], measured(4, 1, 1, 2, 1.5, 2, 2, 1.0, 2, 4, 4 / 3, 1 / 3)),
}


@pytest.mark.parametrize(("parents", "expected"), STRUCTURES.values(), ids=STRUCTURES)
def test_structure(parents: list[int], expected: Structure) -> None:
    assert structure(ReplyGraph.from_parents(parents)) == expected


H_INDICES = {
    "one at each depth": ([A, 0, 1], 1),
    "one, two": ([A, 0, 0], 2),
    "two, one, three: the second depth has too few": ([A, A, 0, 2, 2, 2], 1),
    "three, three, two": ([A, A, A, 0, 0, 0, 3, 3], 2),
    "three, three, three": ([A, A, A, 0, 0, 0, 3, 3, 3], 3),
}


@pytest.mark.parametrize(("parents", "expected"), H_INDICES.values(), ids=H_INDICES)
def test_h_index(parents: list[int], expected: int) -> None:
    assert structure(ReplyGraph.from_parents(parents)).h_index == expected


@st.composite
def forests(draw: st.DrawFn) -> list[int]:
    """Draw parents, some missing, in an order in which replies may stand before what they answer."""
    count = draw(st.integers(1, 30))
    parents = [draw(st.integers(MISSING, number - 1)) for number in range(count)]
    place = draw(st.permutations(range(count)))
    moved = [0] * count
    for number, parent in enumerate(parents):
        moved[place[number]] = place[parent] if parent >= 0 else parent
    return moved


def as_networkx(parents: list[int]) -> "nx.Graph[int]":
    tree: nx.Graph[int] = nx.Graph()
    tree.add_nodes_from([ARTICLE, *range(len(parents))])
    tree.add_edges_from((number, parent) for number, parent in enumerate(parents) if parent != MISSING)
    return tree


@settings(deadline=None)
@given(forests())
def test_distances_are_those_of_networkx(parents: list[int]) -> None:
    tree = as_networkx(parents)
    articles = tree.subgraph(nx.node_connected_component(tree, ARTICLE))
    found = structure(ReplyGraph.from_parents(parents))
    assert found.wiener_index == nx.wiener_index(articles)
    if len(articles) > 1:
        assert found.structural_virality == pytest.approx(nx.average_shortest_path_length(articles))


@settings(deadline=None)
@given(forests())
def test_depths_and_sizes_are_those_of_networkx(parents: list[int]) -> None:
    down: nx.DiGraph[int] = nx.DiGraph()
    down.add_nodes_from(range(len(parents)))
    down.add_edges_from((parent, number) for number, parent in enumerate(parents) if parent >= 0)
    graph = ReplyGraph.from_parents(parents)
    assert sizes(graph).tolist() == [1 + len(nx.descendants(down, number)) for number in range(len(parents))]
    assert depths(graph).tolist() == [1 + len(nx.ancestors(down, number)) for number in range(len(parents))]
    below = [nx.single_source_shortest_path_length(down, number) for number in range(len(parents))]
    assert heights(graph.parent).tolist() == [max(steps.values()) for steps in below]


@settings(deadline=None)
@given(forests())
def test_levels_are_those_of_networkx(parents: list[int]) -> None:
    levels: nx.DiGraph[int] = nx.DiGraph()
    levels.add_edges_from((max(parent, ARTICLE), number) for number, parent in enumerate(parents))
    layers = [len(layer) for layer in nx.bfs_layers(levels, ARTICLE)][1:]
    found = structure(ReplyGraph.from_parents(parents))
    assert (found.max_depth, found.max_width) == (len(layers), max(layers))
    thin = [depth for depth, width in enumerate([*layers, 0], start=1) if width < depth]
    assert found.h_index == thin[0] - 1


@settings(deadline=None)
@given(forests(), st.randoms(use_true_random=False))
def test_structure_does_not_depend_on_how_comments_are_numbered(parents: list[int], random: Random) -> None:
    place = list(range(len(parents)))
    random.shuffle(place)
    moved = [0] * len(parents)
    for number, parent in enumerate(parents):
        moved[place[number]] = place[parent] if parent >= 0 else parent
    assert structure(ReplyGraph.from_parents(moved)) == structure(ReplyGraph.from_parents(parents))
