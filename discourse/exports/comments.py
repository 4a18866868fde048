"""Comments as a table: one row a comment, its facts as the source states them, its article beside it."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from discourse.exports.frames import Schema, frame, within_int64
from discourse.model import Comment, Thread

COMMENT_SCHEMA: Schema = {
    "id": pl.String, "author": pl.String, "author_id": pl.String, "badges": pl.String, "reply_to": pl.String,
    "reply_to_author": pl.String, "quotes": pl.String, "posted": pl.String, "posted_as_shown": pl.String,
    "edited": pl.String, "score": pl.Int64, "likes": pl.Int64, "dislikes": pl.Int64, "status": pl.String,
    "pinned": pl.Boolean,
}  # fmt: skip
"""A comment's facts but its text; where it has several badges or quotes, they stand between blanks or commas."""

_PLACE_SCHEMA: Schema = {"source": pl.String, "article": pl.String, "url": pl.String, "number": pl.Int64}


def comment_cells(comment: Comment) -> tuple[Any, ...]:
    """Return the cells of a comment in the order of ``COMMENT_SCHEMA``."""
    return (
        comment.id,
        comment.author,
        comment.author_id,
        ", ".join(comment.badges) or None,
        comment.reply_to,
        comment.reply_to_author,
        " ".join(comment.quotes) if any(comment.quotes) else None,
        comment.posted,
        comment.posted_as_shown,
        comment.edited,
        within_int64(comment.score),
        within_int64(comment.likes),
        within_int64(comment.dislikes),
        comment.status,
        comment.pinned,
    )


def comment_table(threads: Sequence[Thread]) -> pl.DataFrame:
    """Return one row per comment of all threads, in their order: where it stands, its facts, its text.

    Where it stands is the source, the article's title and address, and its place there, from 1.
    """
    schema = dict(_PLACE_SCHEMA) | dict(COMMENT_SCHEMA) | {"text": pl.String}
    return frame(
        schema,
        (
            (
                article.source,
                article.title or article.source,
                article.url,
                number,
                *comment_cells(comment),
                comment.text,
            )
            for article, comments in ((thread.article, thread.comments) for thread in threads)
            for number, comment in enumerate(comments, 1)
        ),
    )
