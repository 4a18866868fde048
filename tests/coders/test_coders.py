"""The table of coders: what is found by name, what is refused, and in which order codings come."""

from importlib import import_module

import numpy as np
import pytest

import discourse.coders
from discourse.codebook import Codebook, load_codebook
from discourse.coders import CODERS, code, load_coder
from discourse.coders.cues import in_order
from discourse.errors import CodingError
from discourse.model import Article, Coding, Comment, Status, Thread, Variable
from discourse.replies.build import reply_graph
from discourse.replies.graph import ReplyGraph

THREAD = Thread(
    article=Article(source="page.html", language="en"),
    comments=(Comment(id="b", text="They closed it."), Comment(id="a", text="No, they did not.")),
)
BOOK = Codebook(title="none")


def graph(ids: tuple[str, ...]) -> ReplyGraph:
    return ReplyGraph(ids, np.arange(-1, len(ids) - 1), np.zeros(len(ids), np.uint8), np.ones(len(ids)))


def coded(comment: str, variable: Variable, target: str | None, span: tuple[int, int] | None) -> Coding:
    return Coding(comment=comment, variable=variable, target=target, code="none", coder="cues", span=span)


@pytest.mark.parametrize("name", sorted(CODERS))
def test_every_coder_of_the_table_exists(name: str) -> None:
    module, _, function = CODERS[name].partition(":")
    assert load_coder(name) is getattr(import_module(module), function)


def test_auto_is_the_coder_linear() -> None:
    assert load_coder("auto") is load_coder("linear")


def test_an_unknown_coder_is_refused_with_the_list_of_coders() -> None:
    known = ", ".join(["auto", *sorted(CODERS)])
    with pytest.raises(CodingError, match=f'^"oracle" is not a coder; give one of: {known}$'):
        code(THREAD, graph(("b", "a")), BOOK, coder="oracle")


def test_a_graph_of_other_comments_is_refused() -> None:
    with pytest.raises(CodingError, match=r"^page\.html: the reply graph is of other comments"):
        code(THREAD, graph(("a", "b")), BOOK)


def test_a_coder_sees_the_thread_the_graph_and_the_codebook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CODERS, "seen", "tests.coders.test_coders:seen")
    assert code(THREAD, graph(("b", "a")), BOOK, coder="seen") == (coded("b", "claim", "none", (0, 2)),)


def seen(thread: Thread, graph: ReplyGraph, codebook: Codebook) -> tuple[Coding, ...]:
    return (coded(thread.comments[0].id, "claim", codebook.title, (0, len(graph))),)


def test_codings_come_by_comment_as_shown_then_variable_target_and_span() -> None:
    ordered = (
        coded("b", "claim", "x", (0, 4)),
        coded("b", "claim", "x", (5, 9)),
        coded("b", "claim", "y", (0, 4)),
        coded("b", "reply_stance", None, (0, 4)),
        coded("b", "stance", "x", None),
        coded("a", "claim", "x", (0, 4)),
    )
    assert in_order(THREAD, tuple(reversed(ordered))) == ordered


def test_the_table_is_light() -> None:
    assert not {"numpy", "sklearn", "nltk"} & set(vars(discourse.coders))


@pytest.mark.parametrize("coder", ["cues", "linear"])
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nonsense, the study is a fake.", "deleted"),
        ("This comment was removed by a moderator: a fake study.", "blocked"),
    ],
)
def test_what_nobody_can_read_any_more_is_judged_by_no_coder(coder: str, text: str, status: Status) -> None:
    above = Comment(id="a", text="The study shows that it works.")
    gone = Comment(id="b", text=text, reply_to="a", status=status)
    thread = Thread(article=Article(source="x", language="en"), comments=(above, gone))
    found = [one for one in code(thread, reply_graph(thread), load_codebook("general"), coder) if one.comment == "b"]
    assert {one.variable for one in found} >= {"claim", "reply_stance"}
    assert {one.code for one in found} == {None}
