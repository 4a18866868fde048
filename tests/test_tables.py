"""The tables of one small discussion, written out; and their columns, whatever the thread holds."""

import dataclasses
from typing import Any

import numpy as np
import polars as pl
import pytest

from discourse import tables
from discourse.analysis import Analysis
from discourse.codebook import ClaimType, Codebook, Target
from discourse.model import Article, Coding, Comment, Thread, Variable
from discourse.replies.graph import LINK_KINDS, Option, ReplyGraph

COLUMNS: dict[str, dict[str, Any]] = {
    "comments": {
        "number": pl.Int64, "id": pl.String, "author": pl.String, "author_id": pl.String, "badges": pl.String,
        "reply_to": pl.String, "reply_to_author": pl.String, "quotes": pl.String, "posted": pl.String,
        "posted_as_shown": pl.String, "edited": pl.String, "score": pl.Int64, "likes": pl.Int64, "dislikes": pl.Int64,
        "status": pl.String, "pinned": pl.Boolean, "depth": pl.Int64, "text": pl.String,
    },
    "replies": {
        "comment": pl.String, "parent": pl.String, "kind": pl.String, "probability": pl.Float64, "stated": pl.String,
    },
    "alternatives": {"comment": pl.String, "answers": pl.String, "parent": pl.String, "probability": pl.Float64},
    "codings": {
        "comment": pl.String, "variable": pl.String, "target": pl.String, "code": pl.String, "coder": pl.String,
        "probability": pl.Float64, "span": pl.String, "start": pl.Int64, "end": pl.Int64, "words": pl.String,
    },
    "claims": {
        "claim": pl.String, "label": pl.String, "code": pl.String, "comments": pl.Int64, "unsure": pl.Int64,
    },
    "reply_stance": {
        "depth": pl.Int64, "code": pl.String, "comments": pl.Int64, "inferred": pl.Int64, "unsure": pl.Int64,
    },
    "stance": {
        "target": pl.String, "label": pl.String, "code": pl.String, "comments": pl.Int64, "unsure": pl.Int64,
    },
    "form": {"code": pl.String, "clauses": pl.Int64, "share": pl.Float64, "comments": pl.Int64},
    "comment_forms": {
        "number": pl.Int64, "comment": pl.String, "fact": pl.Int64, "testimony": pl.Int64, "value": pl.Int64,
        "policy": pl.Int64, "reference": pl.Int64, "rhetorical": pl.Int64,
    },
    "authors": {
        "author": pl.String, "comments": pl.Int64, "words": pl.Int64, "replies_given": pl.Int64,
        "replies_received": pl.Int64, "answered_share": pl.Float64, "median_reply_minutes": pl.Float64,
        "answers": pl.Int64, "answered_by": pl.Int64, "reciprocated": pl.Float64, "pagerank": pl.Float64,
        "betweenness": pl.Float64, "reason": pl.String,
    },
    "interactions": {
        "author": pl.String, "answers": pl.String, "replies": pl.Int64, "support": pl.Int64, "deny": pl.Int64,
        "query": pl.Int64, "comment": pl.Int64, "inferred": pl.Int64, "probability": pl.Float64,
    },
    "activity": {"number": pl.Int64, "comment": pl.String, "author": pl.String, "posted": pl.String},
    "tree": {
        "number": pl.Int64, "comment": pl.String, "parent": pl.Int64, "author": pl.String, "depth": pl.Int64,
        "kind": pl.String, "probability": pl.Float64, "reply_stance": pl.String, "claims": pl.Int64, "claim": pl.String,
        "status": pl.String, "unsure": pl.Boolean,
    },
    "journeys": {
        "claim": pl.String, "label": pl.String, "event": pl.String, "code": pl.String, "number": pl.Int64,
        "author": pl.String, "depth": pl.Int64, "posted": pl.String, "place": pl.Int64, "inferred": pl.Boolean,
        "by_time": pl.Boolean, "of": pl.Int64,
    },
    "stance_times": {
        "number": pl.Int64, "comment": pl.String, "posted": pl.String, "code": pl.String, "unsure": pl.Boolean,
    },
    "reply_waits": {
        "number": pl.Int64, "comment": pl.String, "parent": pl.Int64, "minutes": pl.Float64, "inferred": pl.Boolean,
    },
    "words_apart": {
        "about": pl.String, "one": pl.String, "other": pl.String, "word": pl.String, "one_comments": pl.Int64,
        "other_comments": pl.Int64, "one_of": pl.Int64, "other_of": pl.Int64, "log_odds": pl.Float64, "z": pl.Float64,
        "low": pl.Float64, "high": pl.Float64,
    },
    "metrics": {
        "measure": pl.String, "label": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64,
        "reason": pl.String,
    },
    "branches": {
        "number": pl.Int64, "comment": pl.String, "author": pl.String, "comments": pl.Int64, "share": pl.Float64,
        "authors": pl.Int64, "max_depth": pl.Int64, "max_width": pl.Int64, "h_index": pl.Int64,
        "wiener_index": pl.Int64, "structural_virality": pl.Float64, "alternation": pl.Float64,
        "early_replies": pl.Int64, "median_reply_minutes": pl.Float64, "first": pl.String, "last": pl.String,
        "reason": pl.String,
    },
    "comment_measures": {
        "number": pl.Int64, "comment": pl.String, "parent": pl.Int64, "depth": pl.Int64, "size": pl.Int64,
        "replies": pl.Int64, "height": pl.Int64, "position": pl.Int64, "minutes_after_parent": pl.Float64,
        "reason": pl.String,
    },
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
NO_TIME = "median_reply_minutes: none of the replies has a time that is known to be later than that of what it answers"
TOO_FEW = "betweenness: there are fewer than three named authors"
NOBODY = "; ".join(
    f"{name}: comments without a name can be by anyone"
    for name in ("answers", "answered_by", "reciprocated", "pagerank", "betweenness")
)
NO_WAIT = "no reply has a time of day known to be after that of the comment it answers"
NO_CHAIN = "no chain of three comments has known authors of whom the first two differ"
NO_CLOCK = "no comment has a time of day of the kind that most of the thread have"
NO_PAIR = "no time of day can be set against that of the comment it answers"
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
                ("a", None, "explicit", 1.0, None),
                ("b", "a", "explicit", 1.0, None),
                ("c", "b", "inferred", 0.6, None),
                ("d", "gone", "missing", 0.0, None),
            ],
        ),
        (
            "claims",
            [
                ("closed", "It was closed on purpose", "asserts", 1, 0),
                ("closed", "It was closed on purpose", "rejects", 1, 0),
                ("closed", "It was closed on purpose", "questions", 0, 0),
                ("closed", "It was closed on purpose", "reports", 0, 0),
                *(("cost", "It costs too much", code, 0, 0) for code in ("asserts", "rejects", "questions", "reports")),
                # a claim type that the codebook does not know; a person's coding counts as sure
                ("hoax", "hoax", "asserts", 1, 0),
                ("hoax", "hoax", "rejects", 0, 0),
                ("hoax", "hoax", "questions", 0, 0),
                ("hoax", "hoax", "reports", 0, 0),
            ],
        ),
        (
            "reply_stance",
            [
                *(
                    (1, code, count, 0, 0)
                    for code, count in (("support", 0), ("deny", 0), ("query", 0), ("comment", 1))
                ),
                *(
                    (2, code, count, 0, 0)
                    for code, count in (("support", 0), ("deny", 1), ("query", 0), ("comment", 0))
                ),
                *(
                    (3, code, count, count, 0)
                    for code, count in (("support", 0), ("deny", 0), ("query", 1), ("comment", 0))
                ),
            ],
        ),
        (
            "stance",
            [
                ("mayor", "The mayor", "favor", 0, 0),
                ("mayor", "The mayor", "against", 1, 0),
                ("mayor", "The mayor", "none", 0, 0),
            ],
        ),
        (
            "authors",
            [
                ("Ann", 2, 8, 1, 1, 0.5, None, 1, 1, 1.0, 0.5, None, f"{NO_TIME}; {TOO_FEW}"),
                ("Bo", 1, 3, 1, 1, 1.0, None, 1, 1, 1.0, 0.5, None, f"{NO_TIME}; {TOO_FEW}"),
                (None, 1, 2, 0, 0, 0.0, None, None, None, None, None, None, f"{NO_TIME}; {NOBODY}"),
            ],
        ),
        (
            "branches",
            [
                (
                    1,
                    "a",
                    "Ann",
                    3,
                    0.75,
                    2,
                    3,
                    1,
                    1,
                    4,
                    pytest.approx(4 / 3),
                    1.0,
                    0,
                    None,
                    "2024-05-01T10:00+02:00",
                    "2024-05-01T10:00+02:00",
                    f"median_reply_minutes: {NO_WAIT}",
                ),
                (
                    4,
                    "d",
                    "Guest",
                    1,
                    0.25,
                    0,
                    1,
                    1,
                    1,
                    0,
                    None,
                    None,
                    0,
                    None,
                    None,
                    None,
                    f"structural_virality: the branch is a single comment; alternation: {NO_CHAIN}; "
                    f"median_reply_minutes: {NO_WAIT}; first: {NO_CLOCK}; last: {NO_CLOCK}",
                ),
            ],
        ),
        (
            "comment_measures",
            [
                (1, "a", -1, 1, 3, 1, 2, 1, None, "minutes_after_parent: it answers no comment that is known"),
                (2, "b", 1, 2, 2, 1, 1, 1, None, f"minutes_after_parent: {NO_PAIR}"),
                (3, "c", 2, 3, 1, 0, 0, 1, None, f"minutes_after_parent: {NO_PAIR}"),
                (
                    4,
                    "d",
                    -2,
                    1,
                    1,
                    0,
                    0,
                    None,
                    None,
                    "position: its parent is not known, nor then what else answers it; "
                    "minutes_after_parent: it answers no comment that is known",
                ),
            ],
        ),
        ("interactions", [("Ann", "Bo", 1, 0, 0, 1, 0, 1, 0.6), ("Bo", "Ann", 1, 0, 1, 0, 0, 0, None)]),
        ("activity", [(1, "a", "Ann", "2024-05-01"), (2, "b", "Bo", "2024-05-01T10:00+02:00")]),
        (
            "tree",
            [
                (1, "a", -1, "Ann", 1, "explicit", 1.0, "comment", 1, "It was closed on purpose", "asserts", False),
                (2, "b", 1, "Bo", 2, "explicit", 1.0, "deny", 2, "hoax", "asserts", False),
                (3, "c", 2, "Ann", 3, "inferred", 0.6, "query", 0, None, None, False),
                (4, "d", -2, "Guest", 1, "missing", 0.0, None, 0, None, None, False),
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
        "guessed": 1.0,
        "max_depth": 3.0,
        "mean_depth": 1.75,
        "max_width": 2.0,
        "h_index": 1.0,
        "mean_branching": 1.0,
        "largest_branch": 3.0,
        # the article and a chain of three: a path of four nodes
        "wiener_index": 10.0,
        "structural_virality": pytest.approx(10 / 6),
        "root_dominance": pytest.approx(1 / 3),
        "authors": 2.0,
        "unnamed": 1.0,
        "gini": pytest.approx(1 / 6),
        "top_author_share": pytest.approx(2 / 3),
        "reciprocity": 1.0,
        "alternation": 1.0,
        "back_and_forth": 1.0,
        "timed": 1.0,
        "early_replies": 0.0,
        "median_reply_minutes": None,
        "before_article": 0.0,
        "minutes_to_first": None,
        "median_gap_minutes": None,
        "burstiness": None,
        "bursts": None,
        "sampled_graphs": None,
    }


@pytest.mark.parametrize("analysis", [EMPTY, BRIDGE], ids=["empty", "bridge"])
def test_metrics_say_why_they_are_undefined(analysis: Analysis) -> None:
    table = tables.metrics(analysis)
    assert table["value"].is_null().to_list() == table["reason"].is_not_null().to_list()
    assert not table["value"].is_nan().any()


def test_metrics_have_intervals_where_links_are_guessed() -> None:
    options: dict[int, tuple[Option, ...]] = {2: (Option(1, 0.6), Option(0, 0.3))}
    drawn = Analysis(BRIDGE.thread, dataclasses.replace(BRIDGE.graph, options=options), BRIDGE.codings, BOOK)
    rows = {row[0]: row[1:] for row in tables.metrics(drawn).select("measure", "value", "low", "high").iter_rows()}
    assert rows["max_depth"] == (3.0, 2.0, 3.0)
    assert rows["authors"] == (2.0, 2.0, 2.0)
    assert rows["sampled_graphs"] == (200.0, 200.0, 200.0)


def test_alternatives_end_with_what_is_unknown() -> None:
    options = {1: (Option(0, 0.6), Option(-1, 0.3)), 2: (Option(-1, 1.0),)}
    graph = dataclasses.replace(ReplyGraph.from_parents([-1, 0, -1]), options=options)
    assert tables.alternatives(Analysis(BRIDGE.thread, graph, (), BOOK)).rows() == [
        ("1", "comment", "0", 0.6),
        ("1", "article", None, 0.3),
        ("1", "unknown", None, 0.1),
        ("2", "article", None, 1.0),
    ]


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


def forms(*found: tuple[str, str | None, tuple[int, int] | None, float | None]) -> Analysis:
    """Return comments 1, 2, 3 with these codings of form: comment, code, span, probability."""
    comments = tuple(Comment(id=name, text="One thing, and another thing.") for name in "123")
    codings = tuple(
        Coding(comment=comment, variable="form", target=None, code=code, coder="t", probability=sure, span=span)
        for comment, code, span, sure in found
    )
    links = graph(["1", "2", "3"], [(-1, "explicit", 1.0)] * 3)
    return Analysis(Thread(article=ARTICLE, comments=comments), links, codings, BOOK)


CLAUSES = forms(
    ("1", "value", (0, 9), 0.8),
    ("1", "value", (11, 29), 0.8),
    ("2", "fact", (0, 9), 0.6),
    ("2", "value", (0, 9), 0.7),
    ("2", "hat", (11, 29), 0.9),
    ("3", None, None, None),
)


def test_form_counts_clauses_and_the_comments_they_stand_in() -> None:
    assert tables.form(CLAUSES).rows() == [
        ("fact", 0, 0.0, 0),
        ("testimony", 0, 0.0, 0),
        ("value", 3, 1.0, 2),
        ("policy", 0, 0.0, 0),
        ("reference", 0, 0.0, 0),
        ("rhetorical", 0, 0.0, 0),
    ]


def test_form_has_no_rows_where_none_was_coded() -> None:
    assert tables.form(forms()).is_empty()
    assert tables.form(forms(("1", None, None, None))).is_empty()


def test_forms_by_comment_are_unknown_where_the_coder_abstained() -> None:
    assert tables.comment_forms(CLAUSES).rows() == [
        (1, "1", 0, 0, 2, 0, 0, 0),
        (2, "2", 0, 0, 1, 0, 0, 0),
        (3, "3", *[None] * 6),
    ]
    assert tables.comment_forms(forms(("1", "fact", (0, 9), None))).rows()[1] == (2, "2", 0, 0, 0, 0, 0, 0)
    assert tables.comment_forms(forms()).rows()[0] == (1, "1", *[None] * 6)


@pytest.mark.parametrize(
    ("given", "unsure"),
    [(0.09, 1), (0.499, 1), (0.5, 0), (0.9, 0), (None, 0)],
    ids=["low", "below", "half", "high", "hand"],
)
def test_a_label_is_unsure_below_one_half(given: float | None, unsure: int) -> None:
    codings = (
        coding("b", "claim", "closed", "asserts", given),
        coding("b", "stance", "mayor", "against", given),
        coding("b", "reply_stance", "a", "deny", given),
    )
    one = Analysis(BRIDGE.thread, BRIDGE.graph, codings, BOOK)
    for table in (tables.claims(one), tables.stance(one), tables.reply_stance(one)):
        assert (table["comments"].sum(), table["unsure"].sum()) == (1, unsure)
    assert tables.tree(one)["unsure"].to_list() == [False, bool(unsure), False, False]
    assert tables.stance_times(one)["unsure"].to_list() == [bool(unsure)]


def test_an_abstention_from_a_whole_variable_counts_nowhere() -> None:
    variables: tuple[Variable, ...] = ("reply_stance", "claim", "stance", "form")
    codings = tuple(Coding(comment="0", variable=one, target=None, code=None, coder="t") for one in variables)
    silent = Analysis(BRIDGE.thread, BRIDGE.graph, codings, BOOK)
    for table in (tables.claims(silent), tables.stance(silent), tables.reply_stance(silent)):
        assert table["comments"].sum() == 0
    assert tables.form(silent).is_empty()
    assert tables.codings(silent).select("variable", "target", "code", "span").rows() == [
        (one, None, None, None) for one in variables
    ]


CLOSED, DAY = ("closed", "It was closed on purpose"), "2024-05-01"


def test_a_journey_lists_who_makes_a_claim_and_who_answers_that_in_the_order_shown_where_times_are_unknown() -> None:
    assert tables.journeys(BRIDGE).rows() == [
        (*CLOSED, "made", "asserts", 1, "Ann", 1, DAY, 1, False, False, 4),
        (*CLOSED, "answered", "deny", 2, "Bo", 2, f"{DAY}T10:00+02:00", 2, False, False, 4),
        (*CLOSED, "made", "rejects", 2, "Bo", 2, f"{DAY}T10:00+02:00", 2, False, False, 4),
        (*CLOSED, "answered", "query", 3, "Ann", 3, None, 3, True, False, 4),
        ("hoax", "hoax", "made", "asserts", 2, "Bo", 2, f"{DAY}T10:00+02:00", 2, False, False, 4),
        ("hoax", "hoax", "answered", "query", 3, "Ann", 3, None, 3, True, False, 4),
    ]


def timed(*posted: str) -> Analysis:
    """Return an analysis of a chain of comments, each making the same claim."""
    ids = [str(number) for number in range(len(posted))]
    comments = tuple(Comment(id=one, text="x", posted=time) for one, time in zip(ids, posted, strict=True))
    links = graph(ids, [(number - 1, "explicit", 1.0) for number in range(len(posted))])
    codings = tuple(coding(one, "claim", "cost", "asserts") for one in ids)
    return Analysis(thread=Thread(article=ARTICLE, comments=comments), graph=links, codings=codings, codebook=BOOK)


def test_a_journey_is_in_order_of_posting_where_all_times_are_known() -> None:
    table = tables.journeys(timed(f"{DAY}T12:00", f"{DAY}T11:00", f"{DAY}T13:00"))
    assert table.filter(pl.col("event") == "made").select("number", "place", "by_time").rows() == [
        (2, 1, True),
        (1, 2, True),
        (3, 3, True),
    ]


def test_reply_stances_with_a_time() -> None:
    assert tables.stance_times(BRIDGE).rows() == [
        (1, "a", DAY, "comment", False),
        (2, "b", f"{DAY}T10:00+02:00", "deny", False),
    ]


def test_waits_are_minutes_and_unknown_for_replies_before_what_they_answer() -> None:
    table = tables.reply_waits(timed(f"{DAY}T12:00", f"{DAY}T12:45", f"{DAY}T11:00", DAY))
    assert table.rows() == [(2, "1", 1, 45.0, False), (3, "2", 2, None, False), (4, "3", 3, None, False)]


def camps(asserting: int, rejecting: int, variable: Variable = "claim") -> Analysis:
    """Return comments of two camps; each says "bridge", and one word of its own."""
    codes = ("asserts", "rejects") if variable == "claim" else ("deny", "support")
    sides = [0] * asserting + [1] * rejecting
    ids = [str(number) for number in range(len(sides))]
    comments = tuple(
        Comment(id=one, text=f"Bridge bridge {('planned', 'nonsense')[side]} 7")
        for one, side in zip(ids, sides, strict=True)
    )
    target = "closed" if variable == "claim" else None
    codings = tuple(coding(one, variable, target, codes[side]) for one, side in zip(ids, sides, strict=True))
    links = graph(ids, [(-1, "explicit", 1.0)] * len(ids))
    return Analysis(thread=Thread(article=ARTICLE, comments=comments), graph=links, codings=codings, codebook=BOOK)


def test_words_apart_of_who_asserts_and_who_rejects_a_claim() -> None:
    rows = tables.words_apart(camps(20, 10)).rows(named=True)
    assert [(row["word"], row["one_comments"], row["other_comments"]) for row in rows] == [
        ("planned", 20, 0),
        ("bridge", 20, 10),
        ("nonsense", 0, 10),
    ]
    assert {(row["about"], row["one"], row["other"], row["one_of"], row["other_of"]) for row in rows} == {
        ("It was closed on purpose", "asserts", "rejects", 20, 10)
    }
    # by hand: 20 and a prior of 20 among 40 + 60 words, against 0 and 20 among 20 + 60
    first = rows[0]
    assert first["log_odds"] == pytest.approx(np.log(40 / 60) - np.log(20 / 60))
    assert first["z"] == pytest.approx(first["log_odds"] / np.sqrt(1 / 40 + 1 / 20))
    assert first["low"] == pytest.approx(first["log_odds"] - 1.96 * np.sqrt(1 / 40 + 1 / 20))


def test_words_apart_of_replies_where_no_claim_has_five_comments_on_both_sides() -> None:
    table = tables.words_apart(camps(6, 5, "reply_stance"))
    assert set(table["about"]) == {""}
    assert table.select("one", "other").unique().rows() == [("deny", "support")]


@pytest.mark.parametrize(("asserting", "rejecting"), [(0, 0), (4, 30), (30, 4)])
def test_words_are_not_compared_below_five_comments(asserting: int, rejecting: int) -> None:
    assert tables.words_apart(camps(asserting, rejecting)).is_empty()
