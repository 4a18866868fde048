"""Tables of time: how long replies took, and how the thread is answered as time goes by."""

from math import isnan

import polars as pl

from discourse.analysis import Analysis
from discourse.exports.frames import frame
from discourse.replies.forest import planted
from discourse.replies.graph import GUESSED_KINDS
from discourse.replies.pace import waits
from discourse.tables.listings import is_time
from discourse.tables.verdicts import is_unsure, reply_codings


def stance_times(analysis: Analysis) -> pl.DataFrame:
    """Return the comments with a reply stance and a time of posting known at least to the day, in the order shown.

    ``unsure`` says whether the code has a probability below one half.
    """
    schema = {
        "number": pl.Int64, "comment": pl.String, "posted": pl.String, "code": pl.String, "unsure": pl.Boolean,
    }  # fmt: skip
    rows = enumerate(zip(analysis.thread.comments, reply_codings(analysis), strict=True), start=1)
    return frame(
        schema,
        (
            (number, comment.id, comment.posted, coding.code, is_unsure(coding))
            for number, (comment, coding) in rows
            if coding and coding.code and comment.posted is not None and is_time(comment.posted)
        ),
    )


def reply_waits(analysis: Analysis) -> pl.DataFrame:
    """Return the replies to comments, in the order shown, with the ``minutes`` since the comment that they answer.

    ``minutes`` is null where one of the two times is unknown, or where the reply is timed before what it answers.
    ``inferred`` says whether the link is a guess.
    """
    schema = {
        "number": pl.Int64, "comment": pl.String, "parent": pl.Int64, "minutes": pl.Float64, "inferred": pl.Boolean,
    }  # fmt: skip
    graph = analysis.graph
    if not len(graph):
        return frame(schema, ())
    minutes = waits(planted([(analysis.thread, graph)])).minutes.tolist()
    rows = enumerate(zip(graph.links(), graph.parent.tolist(), minutes, strict=True), start=1)
    return frame(
        schema,
        (
            (number, link.comment, parent + 1, None if isnan(wait) else wait, link.kind in GUESSED_KINDS)
            for number, (link, parent, wait) in rows
            if parent >= 0
        ),
    )
