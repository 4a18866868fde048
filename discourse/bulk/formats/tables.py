"""Parquet tables with a comment a row, such as ``discourse read --format parquet`` writes."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from discourse.bulk.formats.moments import moments
from discourse.bulk.letters import DeadLetter
from discourse.bulk.rows import ARTICLE, COMMENT, SCHEMA, Taken
from discourse.readers.table import ROLES

READER = "table"
_OWN = ("edited", "reply_to_author", "posted_as_shown", "pinned", "community", "language")
"""Columns that are known by their own name only."""
_NO_TEXT = "no column is called like a text of comments"


def table_taken(path: str, source: str, start: int, stop: int) -> Taken:
    """Return rows of a table; one without a column of texts is a dead letter."""
    rows = pl.scan_parquet(path).slice(start, stop - start).collect()
    names = {role: name for role, usual in ROLES.items() if (name := _column(rows.columns, usual))}
    if "text" not in names:
        return Taken({"thread": []}, [DeadLetter(source=source, place=start, reason=_NO_TEXT)])
    known = {role: rows[name] for role, name in names.items()} | {
        name: rows[name] for name in _OWN if name in rows.columns
    }
    comments = _comments(known, source, rows.height, start)
    return Taken({**_with_articles(comments, known), "reader": READER, "source": source})


def _column(columns: Sequence[str], usual: Sequence[str]) -> str | None:
    return next((name for name in usual if name in columns), None)


def _comments(known: dict[str, pl.Series], source: str, count: int, start: int) -> dict[str, Any]:
    text = pl.String
    numbers = pl.Series(range(start, start + count)).cast(text)
    columns: dict[str, Any] = {
        "thread": _threads(known, source, count),
        "kind": pl.Series([COMMENT], dtype=pl.UInt8).new_from_index(0, count),
        "id": known["id"].cast(text).fill_null(numbers) if "id" in known else numbers,
        "text": known["text"].cast(text).fill_null(""),
        "status": known["status"].cast(text).fill_null("shown") if "status" in known else "shown",
        **_times(known.get("posted")),
    }
    if "reply_to" in known:
        columns["parent"] = known["reply_to"].cast(text)
    for name in ("author", "author_id", "badges", "score", "likes", "dislikes", *_OWN):
        if name in known:
            columns[name] = known[name].cast(SCHEMA[name], strict=False)
    return columns


def _threads(known: dict[str, pl.Series], source: str, count: int) -> pl.Series:
    for role in ("thread", "url", "title"):
        if role in known and known[role].null_count() < count:
            return known[role].cast(pl.String).fill_null(source)
    return pl.Series([source]).new_from_index(0, count)


def _times(posted: pl.Series | None) -> dict[str, Any]:
    """Return the times of a column, whatever its type."""
    if posted is None:
        return {}
    if posted.dtype == pl.String:
        moment = posted.str.to_datetime(time_zone="UTC", strict=False, format="%+")
        return {"posted": posted, "moment": moment.dt.epoch("s")}
    if posted.dtype.is_temporal():
        return {"moment": posted.cast(pl.Datetime("us")).dt.epoch("s")}
    return {"moment": moments(posted.to_list())}


def _with_articles(comments: dict[str, Any], known: dict[str, pl.Series]) -> dict[str, Any]:
    """Return the columns with a row for each article that is named."""
    about: dict[str, pl.Series] = {role: known[role].cast(pl.String) for role in ("title", "url") if role in known}
    if not about:
        return comments
    named: dict[str, pl.Series] = {"thread": comments["thread"], **about}
    articles = pl.DataFrame(named).unique("thread", keep="first", maintain_order=True)
    count = articles.height
    below: dict[str, pl.Series] = {name: articles[name] for name in articles.columns}
    below["kind"] = pl.Series([ARTICLE], dtype=pl.UInt8).new_from_index(0, count)
    rows = len(comments["thread"])
    return {
        name: _column_of(comments.get(name), rows, kind).append(_column_of(below.get(name), count, kind))
        for name, kind in SCHEMA.items()
        if name in comments or name in below
    }


def _column_of(values: Any, count: int, kind: type[pl.DataType]) -> pl.Series:
    if isinstance(values, pl.Series):
        return values.cast(kind, strict=False).clone()
    return pl.Series([values], dtype=kind).new_from_index(0, count)
