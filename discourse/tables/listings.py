"""Tables that list what there is: comments, links, codings, the tree, times of posting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import polars as pl

from discourse.analysis import Analysis
from discourse.exports.comments import COMMENT_SCHEMA, comment_cells
from discourse.exports.frames import frame
from discourse.model import Coding
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING, ReplyGraph
from discourse.replies.metrics import depths
from discourse.tables.verdicts import claims_made, is_unsure, reply_codings


def comments(analysis: Analysis) -> pl.DataFrame:
    """Return one row per comment, in the order shown; ``depth`` is 1 for one that answers the article.

    ``reply_to`` is what the source states ("" is the article, null is unknown); who answers whom after
    inference is in ``replies``.
    """
    schema = {"number": pl.Int64} | dict(COMMENT_SCHEMA) | {"depth": pl.Int64, "text": pl.String}
    depth = depths(analysis.graph).tolist()
    return frame(
        schema,
        (
            (number, *comment_cells(one), depth[number - 1], one.text)
            for number, one in enumerate(analysis.thread.comments, start=1)
        ),
    )


def replies(analysis: Analysis) -> pl.DataFrame:
    """Return one row per comment: what it answers (null: the article, or unknown where ``kind`` is "missing").

    ``stated`` is the parent that the source states where a guess stands in for it ("" is the article).
    """
    schema = {
        "comment": pl.String, "parent": pl.String, "kind": pl.String, "probability": pl.Float64, "stated": pl.String,
    }  # fmt: skip
    links = analysis.graph.links()
    return frame(schema, ((link.comment, link.parent, link.kind, link.probability, link.stated) for link in links))


def alternatives(analysis: Analysis) -> pl.DataFrame:
    """Return what each guessed link may lead to: one row for each possible parent, the most probable first.

    ``answers`` is "comment", "article" or "unknown"; ``parent`` is null but for a comment. The probabilities of a
    comment's rows add up to 1.
    """
    schema = {"comment": pl.String, "answers": pl.String, "parent": pl.String, "probability": pl.Float64}
    graph = analysis.graph
    return frame(
        schema, ((graph.comments[number], *row) for number in graph.options for row in _alternatives(graph, number))
    )


def _alternatives(graph: ReplyGraph, number: int) -> list[tuple[str, str | None, float]]:
    rows: list[tuple[str, str | None, float]] = [
        ("article", None, chance) if parent == ARTICLE else ("comment", graph.comments[parent], chance)
        for parent, chance in graph.options[number]
    ]
    unknown = round(1 - sum(chance for _, _, chance in rows), 3)
    if unknown > 0:
        rows.append(("unknown", None, unknown))
    return sorted(rows, key=lambda row: -row[2])


def codings(analysis: Analysis) -> pl.DataFrame:
    """Return one row per coding; ``span`` is "start,end" in characters and ``words`` the words marked by it."""
    schema = {
        "comment": pl.String, "variable": pl.String, "target": pl.String, "code": pl.String, "coder": pl.String,
        "probability": pl.Float64, "span": pl.String, "start": pl.Int64, "end": pl.Int64, "words": pl.String,
    }  # fmt: skip
    texts: dict[str, str] = {}
    for comment in analysis.thread.comments:
        texts.setdefault(comment.id, comment.text)
    return frame(schema, (_coding_row(coding, texts) for coding in analysis.codings))


def _coding_row(coding: Coding, texts: Mapping[str, str]) -> tuple[Any, ...]:
    start, end = coding.span or (None, None)
    marked = (None, None) if coding.span is None else (f"{start},{end}", texts.get(coding.comment, "")[start:end])
    one = coding
    return one.comment, one.variable, one.target, one.code, one.coder, one.probability, marked[0], start, end, marked[1]


def tree(analysis: Analysis) -> pl.DataFrame:
    """Return one row per comment with the ``number`` of its parent: -1 is the article, -2 a missing parent.

    ``kind`` and ``probability`` are those of the link, ``reply_stance`` is null where nobody coded it. ``claim`` is the
    label of the claim type that the comment makes most probably and ``status`` its code, ``claims`` how many it makes.
    ``unsure`` says whether the reply stance has a probability below one half.
    """
    schema = {
        "number": pl.Int64, "comment": pl.String, "parent": pl.Int64, "author": pl.String, "depth": pl.Int64,
        "kind": pl.String, "probability": pl.Float64, "reply_stance": pl.String, "claims": pl.Int64, "claim": pl.String,
        "status": pl.String, "unsure": pl.Boolean,
    }  # fmt: skip
    graph = analysis.graph
    columns = (graph.parent, depths(graph), graph.kind, graph.probability)
    arrays = zip(*(column.tolist() for column in columns), reply_codings(analysis), strict=True)
    rows = zip(analysis.thread.comments, arrays, claims_made(analysis), strict=True)
    return frame(
        schema,
        (
            (
                number,
                comment.id,
                parent if parent in (ARTICLE, MISSING) else parent + 1,
                comment.author,
                depth,
                LINK_KINDS[kind],
                probability,
                coding.code if coding else None,
                *claim,
                is_unsure(coding),
            )
            for number, (comment, (parent, depth, kind, probability, coding), claim) in enumerate(rows, start=1)
        ),
    )


def activity(analysis: Analysis) -> pl.DataFrame:
    """Return the comments whose time of posting is known at least to the day, in the order shown."""
    schema = {"number": pl.Int64, "comment": pl.String, "author": pl.String, "posted": pl.String}
    return frame(
        schema,
        (
            (number, comment.id, comment.author, comment.posted)
            for number, comment in enumerate(analysis.thread.comments, start=1)
            if comment.posted is not None and is_time(comment.posted)
        ),
    )


def is_time(posted: str) -> bool:
    """Return whether a time of posting is known at least to the day."""
    try:
        datetime.fromisoformat(posted)
    except ValueError:
        return False
    return True
