"""Threads of a shard as objects, for what is done thread by thread."""

from typing import Any, cast

import msgspec
import polars as pl

from discourse.bulk.grouping import Threads
from discourse.model import Article, Comment, ShownOrder, Skipped, Status, Thread
from discourse.readers.records import iso_of_epoch

NAMED_BY_ARTICLE = frozenset({"reddit", "convokit"})
"""Readers whose threads have the id of their article as their name, also where the article itself is not there."""


def article_ids(threads: Threads) -> pl.Series:
    """Return the id of each thread's article, null where it is not known."""
    articles = threads.articles
    named = articles["reader"].is_in(sorted(NAMED_BY_ARTICLE)).fill_null(value=False)
    return articles["id"].zip_with(articles["id"].is_not_null() | ~named, articles["thread"])


def thread_at(threads: Threads, number: int) -> Thread:
    """Return one thread of a shard."""
    first, last = threads.first[number : number + 2].tolist()
    row = threads.articles.row(number, named=True)
    return Thread(
        article=article_of(row),
        comments=tuple(comment_of(each) for each in threads.comments[first:last].iter_rows(named=True)),
        shown_order=cast("ShownOrder", row["shown_order"] or "unknown"),
        declared=row["declared"],
        reader=row["reader"],
        skipped=skipped_of(row["skipped"]),
    )


def skipped_of(records: str | None) -> tuple[Skipped, ...]:
    """Return what was left out of a thread, of its records as JSON."""
    return msgspec.json.decode(records, type=tuple[Skipped, ...]) if records else ()


def article_of(row: dict[str, Any]) -> Article:
    """Return the article of a row."""
    return Article(
        source=row["source"],
        id=row["id"] or (row["thread"] if row["reader"] in NAMED_BY_ARTICLE else None) or None,
        url=row["url"],
        title=row["title"],
        author=row["author"],
        site=row["community"],
        published=_posted(row),
        language=row["language"],
        body=row["text"],
    )


def comment_of(row: dict[str, Any]) -> Comment:
    """Return the comment of a row."""
    return Comment(
        id=row["id"],
        text=row["text"] or "",
        author=row["author"],
        author_id=row["author_id"],
        reply_to=row["parent"],
        reply_to_author=row["reply_to_author"],
        posted=_posted(row),
        posted_as_shown=row["posted_as_shown"],
        score=row["score"],
        status=cast("Status", row["status"] or "shown"),
        likes=row["likes"],
        dislikes=row["dislikes"],
        edited=row["edited"],
        pinned=bool(row["pinned"]),
        badges=tuple((row["badges"] or "").split(", ")) if row["badges"] else (),
        quotes=tuple(msgspec.json.decode(row["quotes"])) if row["quotes"] else (),
    )


def _posted(row: dict[str, Any]) -> str | None:
    posted: str | None = row["posted"]
    return posted if posted is not None else iso_of_epoch(row["moment"])
