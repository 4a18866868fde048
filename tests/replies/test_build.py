"""What the source states about replies, and what becomes of statements that cannot be true."""

import pytest

from discourse.model import Article, Comment, Thread
from discourse.replies.build import reply_graph
from discourse.replies.graph import Link


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
