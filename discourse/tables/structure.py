"""Tables of the structure of a discussion: its measures by thread, by branch and by comment."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import repeat
from math import isnan
from typing import Any

import polars as pl

from discourse.analysis import Analysis
from discourse.exports.frames import Schema, frame
from discourse.replies.forest import planted
from discourse.replies.graph import ARTICLE, MISSING
from discourse.replies.grouping import Columns
from discourse.replies.measures import (
    BRANCH_MEASURES,
    EARLY,
    NO_PARENT,
    NO_SIBLINGS,
    NO_TIME,
    by_branch,
    by_comment,
)


def metrics(analysis: Analysis) -> pl.DataFrame:
    """Return the measures of the thread; ``reason`` says why a value, or its interval, is null.

    ``low`` and ``high`` hold the value in 95 % of the graphs sampled where links are guessed; they are null where none
    is. The measures and their sources stand in ``docs/method.md``.
    """
    schema = {
        "measure": pl.String, "label": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64,
        "reason": pl.String,
    }  # fmt: skip
    rows = ((row.name, row.label, row.value, row.low, row.high, row.reason) for row in analysis.measures)
    return frame(schema, rows)


def branches(analysis: Analysis) -> pl.DataFrame:
    """Return one row per branch, in the order of their first comments.

    A branch is a comment that answers the article or has no known parent, with all below it; ``number``, ``comment``
    and ``author`` are that comment's, ``first`` and ``last`` the earliest and latest times of posting in it.
    ``reason`` says why a measure is null, as "measure: reason" between semicolons.
    """
    schema = {
        "number": pl.Int64, "comment": pl.String, "author": pl.String, "comments": pl.Int64, "share": pl.Float64,
        "authors": pl.Int64, "max_depth": pl.Int64, "max_width": pl.Int64, "h_index": pl.Int64,
        "wiener_index": pl.Int64, "structural_virality": pl.Float64, "alternation": pl.Float64,
        "early_replies": pl.Int64, "median_reply_minutes": pl.Float64, "first": pl.String, "last": pl.String,
        "reason": pl.String,
    }  # fmt: skip
    comments = analysis.thread.comments
    columns = _cells(by_branch(planted([(analysis.thread, analysis.graph)])), schema)
    roots = columns["root"]
    columns |= {
        "number": [root + 1 for root in roots],
        "comment": [comments[root].id for root in roots],
        "author": [comments[root].author for root in roots],
        **{name: [None if at < 0 else comments[at].posted for at in columns[name]] for name in ("first", "last")},
    }
    return frame(schema, _rows(schema, columns, {one.name: repeat(one.reason) for one in BRANCH_MEASURES}))


def comment_measures(analysis: Analysis) -> pl.DataFrame:
    """Return one row per comment, in the order shown: its place in the tree.

    ``size`` counts the comment and all below it, ``height`` the steps to the deepest of them; ``position`` is 1 for the
    first reply to the same parent. ``reason`` says why a measure is null.
    """
    schema = {
        "number": pl.Int64, "comment": pl.String, "parent": pl.Int64, "depth": pl.Int64, "size": pl.Int64,
        "replies": pl.Int64, "height": pl.Int64, "position": pl.Int64, "minutes_after_parent": pl.Float64,
        "reason": pl.String,
    }  # fmt: skip
    graph = analysis.graph
    columns = _cells(by_comment(planted([(analysis.thread, graph)])), schema)
    columns |= {
        "number": list(range(1, len(graph) + 1)),
        "comment": list(graph.comments),
        "parent": [parent if parent in (ARTICLE, MISSING) else parent + 1 for parent in graph.parent.tolist()],
    }
    early = zip(columns["parent"], columns["early"], strict=True)
    waiting = [NO_PARENT if parent < 0 else EARLY if is_early else NO_TIME for parent, is_early in early]
    return frame(schema, _rows(schema, columns, {"position": repeat(NO_SIBLINGS), "minutes_after_parent": waiting}))


def _cells(columns: Columns, schema: Schema) -> dict[str, list[Any]]:
    """Return the columns as lists in which ``None`` stands for "undefined" and whole numbers are integers."""
    return {
        name: [None if isnan(value) else int(value) if schema.get(name) == pl.Int64 else value for value in column]
        for name, column in ((name, column.tolist()) for name, column in columns.items())
    }


def _rows(
    schema: Schema, columns: Mapping[str, list[Any]], why: Mapping[str, Iterable[str]]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table whose last column says why others are null; ``why`` has a reason for each row."""
    names = list(schema)[:-1]
    whys = zip(*why.values(), strict=False)
    for row, told in zip(zip(*(columns[name] for name in names), strict=True), whys, strict=False):
        values = dict(zip(names, row, strict=True))
        undefined = {name: reason for name, reason in zip(why, told, strict=True) if values[name] is None}
        yield *row, reasons(undefined)


def reasons(undefined: Mapping[str, str]) -> str | None:
    """Return in one cell why some measures are undefined, ``None`` where none is.

    >>> reasons({"first": "no time is known"})
    'first: no time is known'
    """
    return "; ".join(f"{name}: {reason}" for name, reason in undefined.items()) or None
