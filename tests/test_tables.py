"""The tables of one small discussion, written out; and their columns, whatever the thread holds."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from discourse import tables
from discourse.analysis import Analysis
from discourse.codebook import ClaimType, Codebook, Target
from discourse.model import Article, Coding, Comment, Thread, Variable
from discourse.replies.graph import LINK_KINDS, ReplyGraph

COLUMNS: dict[str, dict[str, Any]] = {
    "comments": {
        "number": pl.Int64, "id": pl.String, "author": pl.String, "author_id": pl.String, "badges": pl.String,
        "reply_to": pl.String, "reply_to_author": pl.String, "quotes": pl.String, "posted": pl.String,
        "posted_as_shown": pl.String, "edited": pl.String, "score": pl.Int64, "likes": pl.Int64, "dislikes": pl.Int64,
        "status": pl.String, "pinned": pl.Boolean, "depth": pl.Int64, "text": pl.String,
    },
    "replies": {"comment": pl.String, "parent": pl.String, "kind": pl.String, "probability": pl.Float64},
    "codings": {
        "comment": pl.String, "variable": pl.String, "target": pl.String, "code": pl.String, "coder": pl.String,
        "probability": pl.Float64, "span": pl.String, "start": pl.Int64, "end": pl.Int64, "words": pl.String,
    },
    "claims": {"claim": pl.String, "label": pl.String, "code": pl.String, "comments": pl.Int64},
    "reply_stance": {"depth": pl.Int64, "code": pl.String, "comments": pl.Int64},
    "stance": {"target": pl.String, "label": pl.String, "code": pl.String, "comments": pl.Int64},
    "authors": {
        "author": pl.String, "comments": pl.Int64, "words": pl.Int64, "replies_given": pl.Int64,
        "replies_received": pl.Int64,
    },
    "interactions": {
        "author": pl.String, "answers": pl.String, "replies": pl.Int64, "support": pl.Int64, "deny": pl.Int64,
        "query": pl.Int64, "comment": pl.Int64,
    },
    "activity": {"number": pl.Int64, "comment": pl.String, "author": pl.String, "posted": pl.String},
    "tree": {
        "number": pl.Int64, "comment": pl.String, "parent": pl.Int64, "author": pl.String, "depth": pl.Int64,
        "kind": pl.String, "probability": pl.Float64, "reply_stance": pl.String,
    },
    "metrics": {"measure": pl.String, "label": pl.String, "value": pl.Float64, "reason": pl.String},
}  # fmt: skip
ARTICLE = Article(source="bridge.html")
BOOK = Codebook(
    title="bridge",
    targets=(Target(id="mayor", label="The mayor", names=("mayor",)),),
    claim_types=(
        ClaimType(id="closed", label="It was closed on purpose", definition="x"),
        ClaimType(id="cost", label="It costs too much", definition="x"),
    ),
)


def graph(ids: list[str], links: list[tuple[int, str, float]], stated: dict[int, str] | None = None) -> ReplyGraph:
    return ReplyGraph(
        comments=tuple(ids),
        parent=np.array([parent for parent, _, _ in links], dtype=np.int64),
        kind=np.array([LINK_KINDS.index(kind) for _, kind, _ in links], dtype=np.uint8),
        probability=np.array([probability for _, _, probability in links], dtype=np.float64),
        stated=stated or {},
    )


def coding(
    comment: str, variable: Variable, target: str | None, code: str | None, probability: float | None = 0.7
) -> Coding:
    return Coding(
        comment=comment, variable=variable, target=target, code=code, coder="cues", probability=probability, span=(0, 3)
    )


BRIDGE = Analysis(
    thread=Thread(
        article=ARTICLE,
        comments=(
            Comment(id="a", text="The bridge was closed on purpose.", author="Ann", posted="2024-05-01", reply_to=""),
            Comment(id="b", text="No, it wasn't.", author="Bo", posted="2024-05-01T10:00+02:00", reply_to="a", score=3),
            Comment(id="c", text="Why not?", author="Ann", posted_as_shown="2 days ago"),
            Comment(id="d", text="See above", author="Guest", posted="May", reply_to="gone", status="collapsed"),
        ),
    ),
    graph=graph(
        ["a", "b", "c", "d"],
        [(-1, "explicit", 1.0), (0, "explicit", 1.0), (1, "inferred", 0.6), (-2, "missing", 0.0)],
        {3: "gone"},
    ),
    codings=(
        coding("a", "reply_stance", None, "comment"),
        coding("a", "claim", "closed", "asserts", 0.6),
        coding("a", "claim", "closed", "reports", 0.5),
        coding("a", "stance", "mayor", "against"),
        coding("b", "reply_stance", "a", "deny"),
        coding("b", "claim", "closed", "asserts", 0.4),
        coding("b", "claim", "closed", "rejects", 0.8),
        coding("b", "claim", "hoax", "asserts", None),
        coding("b", "claim", "hoax", "rejects", 0.9),
        coding("c", "reply_stance", "b", "query"),
        coding("c", "claim", "closed", None),
        coding("d", "reply_stance", "gone", None),
    ),
    codebook=BOOK,
)
EMPTY = Analysis(thread=Thread(article=ARTICLE), graph=graph([], []), codings=(), codebook=Codebook(title="none"))


@pytest.mark.parametrize("analysis", [EMPTY, BRIDGE], ids=["empty", "bridge"])
@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_types_are_fixed(name: str, analysis: Analysis) -> None:
    assert dict(getattr(tables, name)(analysis).schema) == COLUMNS[name]


@pytest.mark.parametrize("name", [name for name in COLUMNS if name != "metrics"])
def test_tables_of_nothing_are_empty(name: str) -> None:
    assert getattr(tables, name)(EMPTY).is_empty()


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        (
            "comments",
            [
                (
                    1,
                    "a",
                    "Ann",
                    None,
                    None,
                    "",
                    None,
                    None,
                    "2024-05-01",
                    None,
                    None,
                    None,
                    None,
                    None,
                    "shown",
                    False,
                    1,
                    "The bridge was closed on purpose.",
                ),
                (
                    2,
                    "b",
                    "Bo",
                    None,
                    None,
                    "a",
                    None,
                    None,
                    "2024-05-01T10:00+02:00",
                    None,
                    None,
                    3,
                    None,
                    None,
                    "shown",
                    False,
                    2,
                    "No, it wasn't.",
                ),
                (
                    3,
                    "c",
                    "Ann",
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    "2 days ago",
                    None,
                    None,
                    None,
                    None,
                    "shown",
                    False,
                    3,
                    "Why not?",
                ),
                (
                    4,
                    "d",
                    "Guest",
                    None,
                    None,
                    "gone",
                    None,
                    None,
                    "May",
                    None,
                    None,
                    None,
                    None,
                    None,
                    "collapsed",
                    False,
                    1,
                    "See above",
                ),
            ],
        ),
        (
            "replies",
            [
                ("a", None, "explicit", 1.0),
                ("b", "a", "explicit", 1.0),
                ("c", "b", "inferred", 0.6),
                ("d", "gone", "missing", 0.0),
            ],
        ),
        (
            "claims",
            [
                ("closed", "It was closed on purpose", "asserts", 1),
                ("closed", "It was closed on purpose", "rejects", 1),
                ("closed", "It was closed on purpose", "questions", 0),
                ("closed", "It was closed on purpose", "reports", 0),
                *(("cost", "It costs too much", code, 0) for code in ("asserts", "rejects", "questions", "reports")),
                # a claim type that the codebook does not know; a person's coding counts as sure
                ("hoax", "hoax", "asserts", 1),
                ("hoax", "hoax", "rejects", 0),
                ("hoax", "hoax", "questions", 0),
                ("hoax", "hoax", "reports", 0),
            ],
        ),
        (
            "reply_stance",
            [
                *((1, code, count) for code, count in (("support", 0), ("deny", 0), ("query", 0), ("comment", 1))),
                *((2, code, count) for code, count in (("support", 0), ("deny", 1), ("query", 0), ("comment", 0))),
                *((3, code, count) for code, count in (("support", 0), ("deny", 0), ("query", 1), ("comment", 0))),
            ],
        ),
        (
            "stance",
            [
                ("mayor", "The mayor", "favor", 0),
                ("mayor", "The mayor", "against", 1),
                ("mayor", "The mayor", "none", 0),
            ],
        ),
        ("authors", [("Ann", 2, 8, 1, 1), ("Bo", 1, 3, 1, 1), (None, 1, 2, 0, 0)]),
        ("interactions", [("Ann", "Bo", 1, 0, 0, 1, 0), ("Bo", "Ann", 1, 0, 1, 0, 0)]),
        ("activity", [(1, "a", "Ann", "2024-05-01"), (2, "b", "Bo", "2024-05-01T10:00+02:00")]),
        (
            "tree",
            [
                (1, "a", -1, "Ann", 1, "explicit", 1.0, "comment"),
                (2, "b", 1, "Bo", 2, "explicit", 1.0, "deny"),
                (3, "c", 2, "Ann", 3, "inferred", 0.6, "query"),
                (4, "d", -2, "Guest", 1, "missing", 0.0, None),
            ],
        ),
    ],
)
def test_rows(name: str, rows: list[tuple[object, ...]]) -> None:
    assert getattr(tables, name)(BRIDGE).rows() == rows


def test_codings_show_the_marked_words() -> None:
    table = tables.codings(BRIDGE)
    assert table.height == len(BRIDGE.codings)
    assert table.row(0) == ("a", "reply_stance", None, "comment", "cues", 0.7, "0,3", 0, 3, "The")


def test_a_coding_without_a_span_marks_nothing() -> None:
    bare = Coding(comment="a", variable="claim", target="cost", code="asserts", coder="person")
    row = tables.codings(Analysis(BRIDGE.thread, BRIDGE.graph, (bare,), BOOK)).row(0)
    assert row == ("a", "claim", "cost", "asserts", "person", None, None, None, None, None)


def test_metrics_say_their_values() -> None:
    values = dict(tables.metrics(BRIDGE).select("measure", "value").iter_rows())
    assert values == {
        "comments": 4.0,
        "top_level": 1.0,
        "missing": 1.0,
        "max_depth": 3.0,
        "mean_depth": 1.75,
        "max_width": 2.0,
        "mean_branching": 1.0,
        "largest_branch": 3.0,
        # the article and a chain of three: a path of four nodes
        "wiener_index": 10.0,
        "structural_virality": pytest.approx(10 / 6),
        "authors": 2.0,
        "unnamed": 1.0,
        "gini": pytest.approx(1 / 6),
        "top_author_share": pytest.approx(2 / 3),
        "reciprocity": 1.0,
    }
    assert tables.metrics(BRIDGE)["reason"].null_count() == 15


def test_metrics_say_why_they_are_undefined() -> None:
    undefined = tables.metrics(EMPTY).filter(pl.col("value").is_null())
    assert dict(undefined.select("measure", "reason").iter_rows()) == {
        "max_depth": "there are no comments",
        "mean_depth": "there are no comments",
        "max_width": "there are no comments",
        "mean_branching": "no comment has a known parent",
        "largest_branch": "there are no comments",
        "structural_virality": "no comment leads to the article",
        "gini": "no comment has an author's name",
        "top_author_share": "no comment has an author's name",
        "reciprocity": "no named author answers another",
    }


def test_comments_that_share_an_id_keep_their_own_reply_stance() -> None:
    twins = Thread(article=ARTICLE, comments=(Comment(id="x", text="Yes."), Comment(id="x", text="No.")))
    links = graph(["x", "x"], [(-1, "explicit", 1.0), (0, "explicit", 1.0)])
    codings = (coding("x", "reply_stance", None, "support"), coding("x", "reply_stance", "x", "deny"))
    assert tables.tree(Analysis(twins, links, codings, BOOK))["reply_stance"].to_list() == ["support", "deny"]


@pytest.mark.parametrize(
    ("comment", "column", "kept"),
    [
        (Comment(id="1", text="half \ud800"), "text", "half ?"),
        (Comment(id="1", text="", score=10**30), "score", 2**63 - 1),
        (Comment(id="1", text="=1+1\x00\u202e"), "text", "=1+1\x00\u202e"),
    ],
)
def test_values_that_no_table_can_hold_are_mended_and_no_others(comment: Comment, column: str, kept: object) -> None:
    alone = Analysis(Thread(article=ARTICLE, comments=(comment,)), graph(["1"], [(-1, "explicit", 1.0)]), (), BOOK)
    assert tables.comments(alone)[column].to_list() == [kept]
