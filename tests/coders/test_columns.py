"""Codings as columns: their order, their rounding, and the values made of them."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.codebook import ClaimType, Codebook, Target
from discourse.coders.claims.status import ClaimStatus
from discourse.coders.columns import CODES, VARIABLES, as_codings, by_names, coded, gathered, in_one, rounded
from discourse.coders.linear import forms, replies, stances
from discourse.model import Article, Coding, Comment, Thread, Variable
from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph

BOOK = Codebook(
    title="Pier",
    claim_types=tuple(ClaimType(id=name, label=name, definition=name) for name in ("rotten", "haunted")),
    targets=(Target(id="pier", label="Pier", names=("pier",)),),
)


def thread_of(*texts: str) -> Thread:
    comments = tuple(Comment(id=f"c{number}", text=text) for number, text in enumerate(texts))
    return Thread(article=Article(source="page.html"), comments=comments)


def test_the_codes_are_those_of_the_coders() -> None:
    assert set(VARIABLES) == set(get_args(Variable))
    assert CODES["claim"] == get_args(ClaimStatus)
    assert (CODES["form"], CODES["reply_stance"], CODES["stance"]) == (forms.CODES, replies.CODES, stances.CODES)


@given(st.lists(st.floats(0, 1)))
def test_numbers_are_rounded_as_round_does(values: list[float]) -> None:
    assert rounded(np.array(values, np.float64)).tolist() == [round(value, 3) for value in values]


@pytest.mark.parametrize("value", [0.0005, 0.0015, 0.0025, 0.1235, 0.9995, 0.4445, 0.5625])
def test_halves_are_rounded_as_round_does(value: float) -> None:
    assert rounded(np.array([value])).tolist() == [round(value, 3)]


def test_rows_come_by_comment_variable_target_and_span() -> None:
    columns = in_one([
        coded("stance", "linear", {"comment": [1, 0], "target": [0, 0], "code": [2, 1], "probability": [0.5, 0.6]}),
        coded("claim", "cues", {"comment": [1, 1, 0], "target": [1, 0, 1], "code": [0, 1, 2], "probability": 0.75}),
        coded("form", "linear", {"comment": [1, 1], "begin": [9, 0], "end": [12, 8], "code": 3}),
    ])  # fmt: skip
    rows = zip(
        columns.comment.tolist(),
        columns.variable.tolist(),
        columns.target.tolist(),
        columns.begin.tolist(),
        strict=True,
    )
    assert list(rows) == [
        (0, 0, 1, -1),
        (0, 3, 0, -1),
        (1, 0, 0, -1),
        (1, 0, 1, -1),
        (1, 1, -1, 0),
        (1, 1, -1, 9),
        (1, 3, 0, -1),
    ]


def test_values_are_ordered_by_the_names_of_targets() -> None:
    thread, graph = thread_of("It is haunted and rotten."), ReplyGraph.from_parents([ARTICLE])
    columns = in_one([coded("claim", "cues", {"comment": [0, 0], "target": [0, 1], "code": 0, "probability": 0.9})])
    found = as_codings(by_names(columns, BOOK), thread, graph, BOOK)
    assert [(one.target, one.code) for one in found] == [("haunted", "asserts"), ("rotten", "asserts")]


def test_a_coding_says_all_that_its_row_says() -> None:
    thread = thread_of("No.", "Why?")
    graph = ReplyGraph.from_parents([MISSING, 0])
    graph.stated[0] = "gone"
    columns = in_one([
        coded("reply_stance", "cues", {"comment": [0, 1], "target": [MISSING, 0], "code": [-1, 2],
              "probability": [np.nan, 0.5], "begin": [-1, 0], "end": [-1, 4]}),
        coded("claim", "cues", {"comment": [0]}),
    ])  # fmt: skip
    assert as_codings(columns, thread, graph, BOOK) == (
        Coding(comment="c0", variable="claim", target=None, code=None, coder="cues"),
        Coding(comment="c0", variable="reply_stance", target="gone", code=None, coder="cues"),
        Coding(
            comment="c1", variable="reply_stance", target="c0", code="query", coder="cues", probability=0.5, span=(0, 4)
        ),
    )


def test_no_codings_are_no_rows() -> None:
    assert [len(column) for column in in_one([])] == [0] * 8


def test_threads_are_gathered_with_parents_counted_over_all() -> None:
    first = thread_of("a", "b"), ReplyGraph.from_parents([ARTICLE, 0])
    second = thread_of("c", "d", "e"), ReplyGraph.from_parents([MISSING, 0, 1])
    threads = gathered([first, second])
    assert (list(threads.text), threads.first.tolist(), threads.thread.tolist()) == (
        ["a", "b", "c", "d", "e"], [0, 2, 5], [0, 0, 1, 1, 1],
    )  # fmt: skip
    assert threads.parent.tolist() == [ARTICLE, 0, MISSING, 2, 3]
    assert threads.link.tolist() == [1.0, 1.0, 0.0, 1.0, 1.0]
    assert not threads.quoted.any()
    assert not threads.deleted.any()
