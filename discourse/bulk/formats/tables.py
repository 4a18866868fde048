"""Parquet tables with a comment a row, as ``discourse read --format parquet`` writes, and dumps made into tables."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import polars as pl

from discourse.bulk.formats import dump_of, line_format
from discourse.bulk.formats.moments import moments
from discourse.bulk.letters import DeadLetter
from discourse.bulk.rows import ARTICLE, COMMENT, SCHEMA, Taken
from discourse.model import Article, Comment, Status, Thread
from discourse.readers.flattening import words_of
from discourse.readers.row_headings import with_headings
from discourse.readers.rows import heading_of
from discourse.readers.table import ROLES
from discourse.readers.titles import with_titles_said

READER = "table"
_OWN = ("edited", "reply_to_author", "posted_as_shown", "pinned", "community", "language")
"""Columns that are known by their own name only."""
_LOOKED_AT = 2_000
"""Rows by which titles are told to be those of comments."""
_KINDS = "^t[13]_"
_NO_TEXT = "no column is called like a text of comments"


def table_taken(path: str, source: str, start: int, stop: int) -> Taken:
    """Return rows of a table; one without a column of texts is a dead letter, and so is a part that is damaged.

    A table with the columns of a dump is read as that dump's lines: whom a row answers is told there in its own way.
    """
    try:
        rows = pl.scan_parquet(path).slice(start, stop - start).collect()
        first = pl.scan_parquet(path).head(_LOOKED_AT).collect() if dump_of(rows.columns) is None else rows
    except pl.exceptions.PolarsError as error:
        reason = f"rows {start:,} to {stop:,} cannot be read ({str(error).partition(chr(10))[0][:120]})"
        return Taken({"thread": []}, [DeadLetter(source=source, place=start, reason=reason)])
    dump = dump_of(rows.columns)
    if dump is None:
        return _of_rows(rows, source, start, _roles(first))
    lines = b"".join(msgspec.json.encode(_record(row)) + b"\n" for row in rows.iter_rows(named=True))
    taken = line_format(dump).taken(lines, 0, source)
    return taken._replace(dead=[msgspec.structs.replace(letter, place=start) for letter in taken.dead])


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as a line of a dump has it: without what is missing, with times in seconds and whole numbers."""
    return {name: cell for name, value in row.items() if (cell := _cell(value)) is not None}


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC).timestamp()
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp()
    if isinstance(value, float):
        return None if not math.isfinite(value) else int(value) if value.is_integer() else value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _roles(first: pl.DataFrame) -> dict[str, str]:
    """Return which column of a table holds what; its first rows tell for all parts of it whose the titles are."""
    names = {role: name for role, usual in ROLES.items() if (name := _column(first.columns, usual))}
    told = [name for name in first.columns if first[name].null_count() < first.height]
    return with_headings(names, told, first.rows(named=True))


def _of_rows(rows: pl.DataFrame, source: str, start: int, names: Mapping[str, str]) -> Taken:
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
        "id": _ids(known["id"]).fill_null(numbers) if "id" in known else numbers,
        "text": known["text"].cast(text).fill_null(""),
        "status": known["status"].cast(text).fill_null("shown") if "status" in known else "shown",
        **_times(known.get("posted")),
    }
    if "reply_to" in known:
        columns["parent"] = _parents(known["reply_to"])
    for name in ("author", "author_id", "badges", "score", "likes", "dislikes", *_OWN):
        if name in known:
            columns[name] = known[name].cast(SCHEMA[name], strict=False)
    if "comment_title" in known:
        columns["text"] = _headed(pl.DataFrame(columns), known)
    return columns


def _headed(comments: pl.DataFrame, known: Mapping[str, pl.Series]) -> pl.Series:
    """Return the texts below their headings, as far as the articles and answers in this part of the table tell."""
    titles = (
        known["title"].cast(pl.String) if "title" in known else pl.Series([None]).new_from_index(0, comments.height)
    )
    threads: dict[str, list[int]] = {}
    for place, thread in enumerate(comments["thread"]):
        threads.setdefault(thread, []).append(place)
    rows, headings = comments.rows(named=True), [heading_of(words_of(cell)) for cell in known["comment_title"]]
    texts = comments["text"].to_list()
    for places in threads.values():
        said = with_titles_said(
            Thread(
                article=Article(source="", title=titles[places[0]]),
                comments=tuple(_comment(rows[place], headings[place]) for place in places),
            )
        )
        for place, comment in zip(places, said.comments, strict=True):
            texts[place] = comment.text
    return pl.Series(texts, dtype=pl.String)


def _comment(row: Mapping[str, Any], heading: str | None) -> Comment:
    status: Status = "deleted" if row["status"] == "deleted" else "shown"
    return Comment(id=row["id"], text=row["text"], reply_to=row.get("parent"), status=status, title=heading)


def _ids(ids: pl.Series) -> pl.Series:
    """Return ids as texts; numbers that a table made out of ids, since some are missing, have no ".0"."""
    return ids.fill_nan(None).cast(pl.String).str.strip_suffix(".0") if ids.dtype.is_float() else ids.cast(pl.String)


def _parents(told: pl.Series) -> pl.Series:
    """Return the ids answered: without the kinds that Reddit puts before them, where all have one.

    Where some are missing and none is empty, what is missing answers the article, as in tables that know no empty text.
    """
    ids = _ids(told)
    given = ids.drop_nulls()
    if given.is_empty():
        return ids
    if given.str.contains(_KINDS).all():
        ids = ids.str.replace("^t1_", "").set(ids.str.starts_with("t3_").fill_null(value=False), "")
    return ids if (given == "").any() else ids.fill_null("")


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
