"""All measures by thread, branch and comment: counted by hand, against networkx, at any depth, width and order."""

import dataclasses
from collections.abc import Mapping
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.model import Thread
from discourse.replies.forest import planted
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, Option, ReplyGraph
from discourse.replies.measures import THREAD_MEASURES, Measure, by_branch, by_comment, by_thread, measures
from tests.replies.threads import Said, discussion, unsaid

A, M = ARTICLE, MISSING


def values(made: tuple[Thread, ReplyGraph]) -> dict[str, float | None]:
    return {one.name: one.value for one in measures(*made)}


EXCHANGES: dict[str, tuple[list[Said], float | None, float | None, float | None]] = {
    # comments, reciprocity, alternation, back and forth
    "nobody": ([], None, None, None),
    "nobody answers": ([("Ann", A), ("Bo", A)], None, None, None),
    "only oneself": ([("Ann", A), ("Ann", 0), ("Ann", 1)], None, None, None),
    "one answers": ([("Ann", A), ("Bo", 0)], 0.0, None, 0.0),
    "answered back": ([("Ann", A), ("Bo", 0), ("Ann", 1)], 1.0, 1.0, 1.0),
    "a third takes over": ([("Ann", A), ("Bo", 0), ("Cy", 1)], 0.0, 0.0, 0.0),
    "mutual in two places is no chain": ([("Ann", A), ("Bo", 0), ("Bo", A), ("Ann", 2)], 1.0, None, 0.0),
    "a guest between": ([("Ann", A), ("Guest", 0), ("Ann", 1)], None, None, None),
    "an unnamed grandparent": ([(None, A), ("Bo", 0), ("Ann", 1)], 0.0, None, 0.0),
    "one of two pairs disputes": (
        [("Ann", A), ("Bo", 0), ("Ann", 1), ("Bo", 2), ("Cy", 3), ("Cy", 4)], 0.5, 2 / 3, 0.5,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("said", "mutual", "back", "dispute"), EXCHANGES.values(), ids=EXCHANGES)
def test_exchange(said: list[Said], mutual: float | None, back: float | None, dispute: float | None) -> None:
    found = values(discussion(*said))
    assert (found["reciprocity"], found["back_and_forth"]) == (mutual, dispute)
    assert found["alternation"] == (back if back is None else pytest.approx(back))


def test_participation_counts_the_unnamed_and_leaves_them_out() -> None:
    found = values(unsaid([A] * 7, ["Ann", "Ann", "Ann", "Bo", "", "Guest", " "]))
    assert (found["authors"], found["comments"], found["unnamed"]) == (2, 7, 3)
    assert (found["gini"], found["top_author_share"]) == (0.25, 0.75)


REASONS = {
    "max_depth": "there are no comments",
    "mean_depth": "there are no comments",
    "max_width": "there are no comments",
    "h_index": "there are no comments",
    "mean_branching": "no comment has a known parent",
    "largest_branch": "there are no comments",
    "structural_virality": "no comment leads to the article",
    "root_dominance": "no comment has a known parent",
    "gini": "no comment has an author's name",
    "top_author_share": "no comment has an author's name",
    "reciprocity": "no named author answers another",
    "alternation": "no chain of three comments has known authors of whom the first two differ",
    "back_and_forth": "no named author answers another",
    "median_reply_minutes": "no reply has a time of day known to be after that of the comment it answers",
    "minutes_to_first": "no comment has a time of day that can be set against the article's",
    "median_gap_minutes": "fewer than two comments have a time of day",
    "burstiness": "fewer than three comments have times of day on one clock, or all have the same",
    "bursts": "fewer than three comments have times of day on one clock, or all have the same",
    "sampled_graphs": "no guess has alternatives to draw from",
}


def test_what_nothing_leaves_undefined_says_why() -> None:
    found = measures(*discussion())
    assert {one.name: one.reason for one in found if one.value is None} == REASONS
    assert all(one.reason is None for one in found if one.value is not None)


def test_orphans_alone_have_no_distances() -> None:
    undefined = {one.name for one in measures(*unsaid([M, M], ["Ann", "Bo"])) if one.value is None}
    assert undefined >= {"mean_branching", "structural_virality", "root_dominance", "reciprocity"}


def test_a_comment_before_the_article_is_said() -> None:
    made = discussion((None, A, "2024-05-01T09:00"), published="2024-05-01T10:00")
    found = {one.name: one for one in measures(*made)}
    assert found["before_article"].value == 1
    assert found["minutes_to_first"].reason == "a comment is timed before the article"


@st.composite
def discussions(draw: st.DrawFn) -> list[tuple[str | None, int]]:
    count = draw(st.integers(1, 25))
    names = st.sampled_from(["Ann", "Bo", "Cy", "Di", None])
    return [(draw(names), draw(st.integers(MISSING, number - 1))) for number in range(count)]


def shuffled(said: list[tuple[str | None, int]], random: Random) -> tuple[list[tuple[str | None, int]], list[int]]:
    place = list(range(len(said)))
    random.shuffle(place)
    moved = list(said)
    for number, (author, parent) in enumerate(said):
        moved[place[number]] = (author, place[parent] if parent >= 0 else parent)
    return moved, place


@settings(deadline=None)
@given(discussions(), st.randoms(use_true_random=False))
def test_measures_do_not_depend_on_the_order_of_comments(said: list[tuple[str | None, int]], random: Random) -> None:
    moved, place = shuffled(said, random)
    assert measures(*discussion(*moved)) == measures(*discussion(*said))
    before, after = by_comment(planted([discussion(*said)])), by_comment(planted([discussion(*moved)]))
    for name in ("depth", "size", "replies", "height"):
        assert after[name][place].tolist() == before[name].tolist()
    ours, theirs = by_branch(planted([discussion(*said)])), by_branch(planted([discussion(*moved)]))
    order = np.argsort(np.argsort([place[root] for root in ours["root"].tolist()]))
    for name in ("comments", "authors", "max_depth", "max_width", "h_index", "wiener_index", "alternation"):
        assert np.array_equal(theirs[name][order], ours[name], equal_nan=True)


@settings(deadline=None)
@given(discussions(), st.permutations(["Ann", "Bo", "Cy", "Di"]))
def test_measures_do_not_depend_on_names(said: list[tuple[str | None, int]], names: list[str]) -> None:
    renamed = dict(zip(["Ann", "Bo", "Cy", "Di"], (f"{name}!" for name in names), strict=True))
    other = [(renamed[author] if author else None, parent) for author, parent in said]
    assert measures(*discussion(*other)) == measures(*discussion(*said))


@settings(deadline=None)
@given(discussions())
def test_reciprocity_and_chains_are_those_of_networkx(said: list[tuple[str | None, int]]) -> None:
    found = values(discussion(*said))
    ties: nx.DiGraph[str] = nx.DiGraph()
    tried = backs = 0
    disputes = set()
    for author, parent in said:
        if parent < 0 or not author or not (other := said[parent][0]) or author == other:
            continue
        ties.add_edge(author, other)
        grand = said[parent][1]
        if grand >= 0 and said[grand][0]:
            tried, backs = tried + 1, backs + (said[grand][0] == author)
            disputes |= {frozenset((author, other))} if said[grand][0] == author else set()
    pairs = nx.Graph(ties).size()
    assert found["reciprocity"] == (pytest.approx((ties.size() - pairs) / pairs) if pairs else None)
    assert found["back_and_forth"] == (pytest.approx(len(disputes) / pairs) if pairs else None)
    assert found["alternation"] == (pytest.approx(backs / tried) if tried else None)


@settings(deadline=None)
@given(discussions())
def test_branches_are_those_of_networkx(said: list[tuple[str | None, int]]) -> None:
    links: nx.Graph[int] = nx.Graph()
    links.add_nodes_from(range(len(said)))
    links.add_edges_from((number, parent) for number, (_, parent) in enumerate(said) if parent >= 0)
    columns = by_branch(planted([discussion(*said)]))
    for row, root in enumerate(columns["root"].tolist()):
        branch = links.subgraph(nx.node_connected_component(links, root))
        assert columns["comments"][row] == len(branch)
        assert columns["share"][row] == len(branch) / len(said)
        assert columns["authors"][row] == len({said[number][0] for number in branch} - {None})
        assert columns["wiener_index"][row] == nx.wiener_index(branch)
        layers = [len(layer) for layer in nx.bfs_layers(branch, root)]
        assert (columns["max_depth"][row], columns["max_width"][row]) == (len(layers), max(layers))


@settings(deadline=None)
@given(st.lists(discussions(), min_size=1, max_size=5))
def test_many_threads_are_measured_as_each_alone(many: list[list[tuple[str | None, int]]]) -> None:
    made = [discussion(), *(discussion(*said) for said in many), discussion()]
    for measure in (by_thread, by_branch, by_comment):
        together, alone = measure(planted(made)), [measure(planted([one])) for one in made]
        for name, column in together.items():
            if name not in {"root", "first", "last"}:
                parts = np.concatenate([part[name] for part in alone])
                assert np.allclose(column, parts, rtol=1e-12, equal_nan=True), name


def test_branches_of_a_thread() -> None:
    made = discussion(
        ("Ann", A, "2024-05-01T10:00"), ("Bo", 0, "2024-05-01T10:10"), ("Ann", 1, "2024-05-01T10:30"),
        ("Cy", M, "2024-05-01T09:00"),
    )  # fmt: skip
    found = {name: column.tolist() for name, column in by_branch(planted([made])).items()}
    assert (found["root"], found["comments"], found["share"]) == ([0, 3], [3, 1], [0.75, 0.25])
    assert (found["first"], found["last"], found["wiener_index"]) == ([0, 3], [2, 3], [4, 0])
    assert (found["alternation"][0], found["median_reply_minutes"][0]) == (1.0, 15.0)


def test_comments_of_a_thread() -> None:
    times = [f"2024-05-01T10:{minute:02}" for minute in (10, 12, 15, 5, 20, 21)]
    made = discussion(*zip("ABCDEF", (A, 0, 0, 1, A, M), times, strict=True))
    found = {name: column.tolist() for name, column in by_comment(planted([made])).items()}
    assert (found["depth"], found["size"]) == ([1, 2, 2, 3, 1, 1], [4, 2, 1, 1, 1, 1])
    assert (found["replies"], found["height"]) == ([2, 1, 0, 0, 0, 0], [2, 1, 0, 0, 0, 0])
    assert found["position"][:5] == [1, 1, 2, 1, 2]
    assert np.isnan(found["position"][5])
    assert (found["minutes_after_parent"][1:3], found["early"]) == ([2.0, 5.0], [0, 0, 0, 1, 0, 0])


MANY = 100_000


def test_a_chain_a_hundred_thousand_deep_is_measured_whole() -> None:
    made = unsaid([A, *range(MANY - 1)], ["Ann", "Bo"])
    found = values(made)
    nodes = MANY + 1
    assert (found["max_depth"], found["max_width"], found["h_index"]) == (MANY, 1, 1)
    assert (found["largest_branch"], found["root_dominance"]) == (MANY, 1 / MANY)
    assert found["wiener_index"] == nodes * (nodes**2 - 1) // 6
    assert found["structural_virality"] == pytest.approx((nodes + 1) / 3)
    assert (found["alternation"], found["reciprocity"], found["back_and_forth"]) == (1.0, 1.0, 1.0)
    columns = by_comment(planted([made]))
    assert columns["height"].tolist() == list(range(MANY - 1, -1, -1))
    assert columns["size"].tolist() == list(range(MANY, 0, -1))
    assert by_branch(planted([made]))["wiener_index"].tolist() == [MANY * (MANY**2 - 1) // 6]


def test_a_star_a_hundred_thousand_wide_is_measured_whole() -> None:
    made = unsaid([A] + [0] * (MANY - 1), ["Ann", "Bo"])
    found = values(made)
    assert (found["max_depth"], found["max_width"], found["h_index"]) == (2, MANY - 1, 2)
    assert found["mean_branching"] == MANY / 2
    assert by_branch(planted([made]))["wiener_index"].tolist() == [(MANY - 1) ** 2]
    assert by_comment(planted([made]))["position"].tolist()[1:] == list(range(1, MANY))


def doubtful(parents: list[int], options: Mapping[int, tuple[Option, ...]]) -> tuple[Thread, ReplyGraph]:
    thread, graph = unsaid(parents, ["Ann", "Bo", "Cy"])
    kind = graph.kind.copy()
    kind[list(options)] = LINK_KINDS.index("inferred")
    return thread, dataclasses.replace(graph, kind=kind, options=dict(options))


def interval(made: tuple[Thread, ReplyGraph], name: str, draws: int = 200) -> Measure:
    return next(one for one in measures(*made, draws=draws) if one.name == name)


def test_where_no_link_is_guessed_there_is_no_interval() -> None:
    assert {(one.low, one.high) for one in measures(*unsaid([A, 0, 1]))} == {(None, None)}


def test_certain_options_give_intervals_of_no_width() -> None:
    found = measures(*doubtful([A, 0, 1], {1: (Option(0, 1.0),), 2: (Option(1, 1.0),)}))
    assert all((one.low, one.high) == (one.value, one.value) for one in found)
    assert (found[3].name, found[3].value) == ("guessed", 2)
    assert (found[-1].name, found[-1].value) == ("sampled_graphs", 200)


def test_an_interval_holds_what_the_links_may_be() -> None:
    halves = {number: (Option(number - 1, 0.5), Option(A, 0.5)) for number in range(1, 40)}
    made = doubtful([A, *range(39)], halves)
    depth = interval(made, "max_depth")
    assert depth.value == 40
    assert depth.low is not None
    assert depth.high is not None
    assert 2 <= depth.low < depth.high < 15
    assert measures(*made) == measures(*made)
    assert interval(made, "gini").low == interval(made, "gini").value


def test_an_interval_that_most_draws_leave_undefined_says_so() -> None:
    rare = interval(doubtful([A, 0, 1], {1: (Option(0, 0.1),), 2: (Option(1, 0.1),)}), "alternation")
    assert (rare.value, rare.low, rare.high) == (0.0, None, None)
    assert rare.reason == "no interval: undefined in more than half of the sampled graphs"


def test_intervals_are_the_same_however_many_graphs_are_measured_together(monkeypatch: pytest.MonkeyPatch) -> None:
    made = doubtful([A, 0, 1], {2: (Option(1, 0.5), Option(0, 0.3))})
    together = measures(*made)
    monkeypatch.setattr("discourse.replies.measures._AT_ONCE", 7)
    assert measures(*made) == together


def test_every_measure_has_a_label_of_its_own() -> None:
    assert len({one.label for one in THREAD_MEASURES}) == len({one.name for one in THREAD_MEASURES})
