"""What the source states about replies, and what becomes of statements that cannot be true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.model import Article, Comment, ShownOrder, Thread
from discourse.replies.build import reply_graph
from discourse.replies.graph import ARTICLE, MISSING, Link, ReplyGraph
from discourse.replies.metrics import structure


def thread(*stated: tuple[str, str | None]) -> Thread:
    comments = tuple(Comment(id=name, text="", reply_to=reply_to) for name, reply_to in stated)
    return Thread(article=Article(source="x"), comments=comments)


def explicit(comment: str, parent: str | None) -> Link:
    return Link(comment=comment, parent=parent, kind="explicit", probability=1.0)


def missing(comment: str, stated: str | None) -> Link:
    return Link(comment=comment, parent=stated, kind="missing", probability=0.0)


LINKS = {
    "answers the article": ([("1", "")], [explicit("1", None)]),
    "answers a comment": ([("1", ""), ("2", "1")], [explicit("1", None), explicit("2", "1")]),
    "answers a later comment": ([("1", "2"), ("2", "")], [explicit("1", "2"), explicit("2", None)]),
    "orphan": ([("2", "1")], [missing("2", "1")]),
    "self-reply": ([("1", "1")], [missing("1", "1")]),
    "cycle of two": ([("1", "2"), ("2", "1")], [missing("1", "2"), explicit("2", "1")]),
    "into a cycle": (
        [("1", "2"), ("2", "3"), ("3", "2")],
        [explicit("1", "2"), missing("2", "3"), explicit("3", "2")],
    ),
    "two cycles": (
        [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")],
        [missing("a", "b"), explicit("b", "a"), missing("c", "d"), explicit("d", "c")],
    ),
    "an id twice": (
        [("1", ""), ("1", ""), ("2", "1")],
        [explicit("1", None), explicit("1", None), explicit("2", "1")],
    ),
    "no comments": ([], []),
}


@pytest.mark.parametrize(("stated", "links"), LINKS.values(), ids=LINKS)
def test_links_of_what_is_stated(stated: list[tuple[str, str | None]], links: list[Link]) -> None:
    assert reply_graph(thread(*stated)).links() == links


FAULTS = {
    "orphan": ([("2", "1")], [("orphan", "2")]),
    "self-reply": ([("1", "1")], [("self-reply", "1")]),
    "cycle": ([("1", "3"), ("2", "1"), ("3", "2")], [("cycle", "1")]),
    "an id twice": ([("1", ""), ("1", "")], [("duplicate id", "1")]),
    "in the order shown": ([("1", "2"), ("2", "1"), ("3", "9")], [("cycle", "1"), ("orphan", "3")]),
    "none": ([("1", ""), ("2", "1")], []),
}


@pytest.mark.parametrize(("stated", "faults"), FAULTS.values(), ids=FAULTS)
def test_faults_of_what_is_stated(stated: list[tuple[str, str | None]], faults: list[tuple[str, str]]) -> None:
    assert [(fault.kind, fault.comment) for fault in reply_graph(thread(*stated)).faults] == faults


def said(*comments: Comment, order: ShownOrder = "oldest") -> ReplyGraph:
    return reply_graph(Thread(article=Article(source="x", author="Reporter"), comments=comments, shown_order=order))


def to(name: str, author: str, answers: str | None = None) -> Comment:
    return Comment(id=name, text="", author=author, reply_to_author=answers)


NAMED: dict[str, tuple[tuple[Comment, ...], ShownOrder, tuple[str, str | None, str]]] = {
    "their only comment": ((to("1", "Ann"), to("2", "Bo"), to("3", "Cy", "Ann")), "oldest", ("3", "1", "name")),
    "their latest comment": ((to("1", "Ann"), to("2", "Ann"), to("3", "Cy", "Ann")), "oldest", ("3", "2", "name")),
    "their latest, newest first": (
        (to("3", "Cy", "Ann"), to("2", "Ann"), to("1", "Ann")),
        "newest",
        ("3", "2", "name"),
    ),
    "not a later one": ((to("1", "Cy", "Ann"), to("2", "Ann")), "oldest", ("1", None, "missing")),
    "not their own": ((to("1", "Ann"), to("2", "Ann", "Ann")), "oldest", ("2", "1", "name")),
    "in other letters": ((to("1", "Ann  Lee"), to("2", "Cy", "ann lee")), "oldest", ("2", "1", "name")),
    "the article's author": ((to("1", "Ann"), to("2", "Cy", "Reporter")), "oldest", ("2", None, "name")),
    "nobody here": ((to("1", "Ann"), to("2", "Cy", "Zoe")), "oldest", ("2", None, "missing")),
    "silence beside names": ((to("1", "Ann"), to("2", "Bo"), to("3", "Cy", "Bo")), "nested", ("2", None, "inferred")),
}


@pytest.mark.parametrize(("comments", "order", "link"), NAMED.values(), ids=NAMED)
def test_a_name_alone_says_which_comment_is_answered(
    comments: tuple[Comment, ...], order: ShownOrder, link: tuple[str, str | None, str]
) -> None:
    links = [(found.comment, found.parent, found.kind) for found in said(*comments, order=order).links()]
    assert link in links


def test_a_name_that_nobody_has_is_told() -> None:
    (fault,) = said(to("1", "Ann"), to("2", "Cy", "Zoe")).faults
    assert (fault.kind, fault.comment) == ("orphan", "2")


@pytest.mark.parametrize(
    ("quotes", "parent", "probability"),
    [
        (("1",), "1", 0.97),
        (("",), None, 0.97),
        (("op",), None, 0.97),
        (("1", "2"), "1", 0.485),
        (("9", "2"), "2", 0.485),
    ],
    ids=["one post", "the article", "the opening post by its id", "the first of two", "one of them not in the file"],
)
def test_a_stated_quote_says_what_is_answered(quotes: tuple[str, ...], parent: str | None, probability: float) -> None:
    earlier = (Comment(id="1", text="Why?"), Comment(id="2", text="Where?"))
    quoting = Comment(id="3", text="There.", quotes=quotes)
    graph = reply_graph(Thread(article=Article(source="x", id="op"), comments=(*earlier, quoting)), infer=False)
    assert graph.links()[2] == Link(comment="3", parent=parent, kind="quote", probability=probability)


def test_without_inference_what_is_not_stated_stays_missing() -> None:
    comments = (Comment(id="1", text="One.", reply_to=""), Comment(id="2", text="Two."))
    graph = reply_graph(Thread(article=Article(source="x"), comments=comments), infer=False)
    assert graph.links() == [explicit("1", None), missing("2", None)]


def test_in_a_mixed_thread_what_is_stated_is_kept_and_the_gap_is_filled() -> None:
    comments = (
        Comment(id="1", text="The bridge is unsafe.", author="Ann", reply_to=""),
        Comment(id="2", text="Ann, who told you that?", author="Bo"),
        Comment(id="3", text="Nobody.", author="Cy", reply_to="1"),
    )
    links = said(*comments).links()
    assert (links[0], links[2]) == (explicit("1", None), explicit("3", "1"))
    assert (links[1].parent, links[1].kind) == ("1", "name")


def test_a_guess_never_closes_a_circle_with_a_stated_link() -> None:
    comments = (
        Comment(id="1", text="Ann: the dam is new.", author="Bo", reply_to="2"),
        Comment(id="2", text="Bo, the dam is not new at all.", author="Ann"),
    )
    parents = said(*comments).parent.tolist()
    assert parents[0] == 1
    assert parents[1] < 0


IDS = st.sampled_from(["", "1", "2", "3", "4", "5", "6", "9"])


@settings(deadline=None)
@given(st.lists(st.tuples(IDS, st.none() | IDS), max_size=8), st.booleans())
def test_whatever_is_stated_no_comment_is_lost_and_no_cycle_is_left(
    stated: list[tuple[str, str | None]], infer: bool
) -> None:
    graph = reply_graph(thread(*stated), infer=infer)
    assert [link.comment for link in graph.links()] == [comment for comment, _ in stated]
    ancestor = graph.parent
    for _ in stated:
        ancestor = np.where(ancestor >= 0, graph.parent[np.maximum(ancestor, 0)], ancestor)
    assert set(ancestor.tolist()) <= {ARTICLE, MISSING}


def test_a_chain_of_100_000_replies_is_as_deep_as_it_is_long() -> None:
    count = 100_000
    measured = structure(reply_graph(thread(*((str(n), str(n - 1) if n else "") for n in range(count)))))
    assert (measured.max_depth, measured.max_width, measured.largest_branch) == (count, 1, count)
    assert measured.wiener_index == (count + 1) * ((count + 1) ** 2 - 1) // 6


def test_a_star_of_100_000_replies_is_as_wide_as_it_has_comments() -> None:
    count = 100_000
    measured = structure(reply_graph(thread(*((str(n), "") for n in range(count)))))
    assert (measured.max_depth, measured.max_width, measured.largest_branch) == (1, count, 1)
    assert measured.wiener_index == count**2


def test_a_cycle_of_100_000_comments_is_cut_once() -> None:
    count = 100_000
    graph = reply_graph(thread(*((str(n), str((n + 1) % count)) for n in range(count))))
    assert [(fault.kind, fault.comment) for fault in graph.faults] == [("cycle", "0")]
