"""Dumps of Pushshift and Arctic Shift: a comment or a submission a line."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from discourse.bulk.formats.lines import decoded
from discourse.bulk.formats.moments import moments
from discourse.bulk.formats.texts import markdown_texts
from discourse.bulk.rows import ARTICLE, COMMENT, Taken
from discourse.readers.reddit.records import Record, Submission, article_of, comment_of, parent_of

READER = "reddit"
_SHORT = 40
"""Texts shorter than this may be a notice that the comment is gone."""


class _Line(Record, gc=False):
    """A comment, or a submission where there is a title."""

    title: str | None = None
    subreddit: str | None = None


class _WholeLine(_Line, gc=False):
    """The same with what only submissions have."""

    selftext: str | None = None
    num_comments: int | None = None
    permalink: str | None = None
    url: str | None = None


def taken(lines: bytes, place: int, source: str) -> Taken:
    """Return the rows of some lines."""
    found = decoded(lines, place, source, _Line)
    titles = [line.title for line in found.records]
    has_submissions = titles.count(None) < len(titles)
    if has_submissions:
        found = decoded(lines, place, source, _WholeLine)
    submissions = [line for line in found.records if line.title is not None] if has_submissions else []
    comments = [line for line in found.records if line.title is None] if submissions else found.records
    columns = _of_comments(comments) if comments else {"thread": []}
    if submissions:
        columns = _below(columns, [_of_submission(line, source) for line in submissions], len(comments))
    return Taken({**columns, "reader": READER, "source": source}, found.dead, found.mended)


def _of_comments(lines: Sequence[_Line]) -> dict[str, Any]:
    score = [line.score for line in lines]
    text = markdown_texts([line.body for line in lines])
    columns: dict[str, Any] = {
        "thread": _threads([line.link_id for line in lines]),
        "kind": COMMENT,
        "id": [line.id for line in lines],
        "parent": _parents([line.parent_id for line in lines]),
        "author": [line.author if line.author != "[deleted]" else None for line in lines],
        "author_id": [line.author_fullname for line in lines],
        "moment": moments([line.created_utc for line in lines]),
        "score": score,
        "community": [line.subreddit for line in lines],
        "text": text,
        "status": "shown",
    }
    notice = text.str.starts_with("[") & (text.str.len_chars() < _SHORT)
    unusual = _unusual(lines) | set(notice.arg_true().to_list())
    return columns | (_marked(lines, score, sorted(unusual)) if unusual else {})


def _threads(links: Sequence[str | None]) -> pl.Series:
    """Return the ids of submissions that are linked."""
    return pl.Series(links, dtype=pl.String).str.strip_prefix("t3_").fill_null("")


def _parents(parents: Sequence[str | int | None]) -> pl.Series:
    """Return what ``parent_of`` returns of each, sooner where all have a kind before their id."""
    try:
        told = pl.Series(parents, dtype=pl.String)
    except TypeError:
        return _by_parent(parents)
    to_article = told.str.starts_with("t3_")
    if not (to_article | told.str.starts_with("t1_")).fill_null(value=False).all():
        return _by_parent(parents)
    return told.str.slice(3).set(to_article, "")


def _by_parent(parents: Sequence[str | int | None]) -> pl.Series:
    return pl.Series([parent_of(parent) for parent in parents], dtype=pl.String)


def _unusual(lines: Sequence[_Line]) -> set[int]:
    """Return the numbers of the comments that have a mark."""
    return {
        at
        for at, line in enumerate(lines)
        if line.edited
        or line.stickied
        or line.distinguished
        or line.is_submitter
        or line.collapsed
        or line.score_hidden
    }


def _marked(lines: Sequence[_Line], scores: Sequence[int | None], numbers: Sequence[int]) -> dict[str, Any]:
    """Return the columns of what few comments have: a status, a time of edit, a pin, badges."""
    score, status, pinned = list(scores), ["shown"] * len(lines), [False] * len(lines)
    edited: list[str | None] = [None] * len(lines)
    badges: list[str | None] = [None] * len(lines)
    for number in numbers:
        comment = comment_of(lines[number])
        score[number], status[number], edited[number] = comment.score, comment.status, comment.edited
        pinned[number], badges[number] = comment.pinned, ", ".join(comment.badges) or None
    return {"score": score, "status": status, "edited": edited, "badges": badges, "pinned": pinned}


def _of_submission(line: _WholeLine, source: str) -> dict[str, Any]:
    article = article_of(Submission(**{name: getattr(line, name) for name in Submission.__struct_fields__}), source)
    return {
        "thread": line.id,
        "kind": ARTICLE,
        "id": article.id,
        "author": article.author,
        "moment": moments([line.created_utc])[0],
        "community": line.subreddit,
        "text": article.body,
        "title": article.title,
        "url": article.url,
        "declared": line.num_comments,
    }


def _below(columns: dict[str, Any], rows: Sequence[dict[str, Any]], count: int) -> dict[str, Any]:
    """Return columns with rows below them."""
    names = {*columns, *(name for row in rows for name in row)}
    return {name: [*_listed(columns.get(name), count), *(row.get(name) for row in rows)] for name in sorted(names)}


def _listed(values: Any, count: int) -> Sequence[Any]:
    return [values] * count if values is None or isinstance(values, (str, int)) else values
