"""The tables of a shard, as its files have them; ``docs/bulk.md`` tells the columns."""

from collections.abc import Iterator

import msgspec
import numpy as np
import polars as pl

from discourse.bulk.grouping import Threads
from discourse.bulk.linking import Links
from discourse.bulk.measuring import Measured, measured
from discourse.bulk.objects import skipped_of
from discourse.bulk.rows import enumerated
from discourse.exports.comments import COMMENT_SCHEMA
from discourse.replies.graph import LINK_KINDS

_ANSWERED = ("comment", "article", "unknown")
"""What a comment answers, by the number of its parent: 0 or more, ``ARTICLE``, ``MISSING``."""
_STATUSES = ("collapsed", "hidden", "blocked", "deleted")
_ISO = "%Y-%m-%dT%H:%M:%S+00:00"


def structure_tables(threads: Threads, links: Links) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield all tables but the codings with their names, one after the other, so that not all are held at once."""
    found = measured(threads, links)
    yield "comments", _comments(threads, found)
    yield "replies", _replies(threads, links, found)
    yield "threads", _threads(threads, found)
    yield "edges", _edges(threads, found)
    yield "ledger", _ledger(threads, links)


def _comments(threads: Threads, found: Measured) -> pl.DataFrame:
    comments = threads.comments
    place = pl.int_range(pl.len(), dtype=pl.Int64) - pl.Series(threads.first[:-1])[threads.thread] + 1
    moment = pl.from_epoch("moment")
    posted = pl.coalesce("posted", moment.dt.to_string(_ISO)) if comments["moment"].count() else pl.col("posted")
    return comments.select(
        "thread",
        "community",
        number=place,
        depth=found.comments["depth"],
        posted_at=moment.cast(pl.Datetime("us")),
        posted=posted,
        reply_to="parent",
        quotes=_quotes(comments["quotes"]),
        **{name: name for name in COMMENT_SCHEMA if name not in ("posted", "reply_to", "quotes")},
        text=pl.col("text").fill_null(""),
    ).select(
        "thread", "number", "community", "depth", "posted_at",
        *(pl.col(name).cast(kind) for name, kind in COMMENT_SCHEMA.items()), "text",
    )  # fmt: skip


def _quotes(quotes: pl.Series) -> pl.Series:
    """Return the ids of quoted comments between blanks, as exports have them."""
    if quotes.null_count() == len(quotes):
        return quotes
    return quotes.map_elements(lambda ids: " ".join(msgspec.json.decode(ids)).strip() or None, return_dtype=pl.String)


def _replies(threads: Threads, links: Links, found: Measured) -> pl.DataFrame:
    ids = threads.comments["id"]
    parent = pl.Series(links.parent).set(pl.Series(links.parent < 0), None)
    return threads.comments.select(
        "thread",
        comment="id",
        answers=enumerated(_ANSWERED, np.maximum(-links.parent, 0)),
        parent=ids.gather(parent),
        kind=enumerated(LINK_KINDS, links.kind),
        probability=pl.Series(links.probability),
        stated=links.stated,
    ).with_columns(found.comments)


def _threads(threads: Threads, found: Measured) -> pl.DataFrame:
    moment = pl.from_epoch("moment").dt.to_string(_ISO)
    community = pl.Series(threads.comments["community"]).gather(_firsts(threads)) if threads.comments.height else None
    about = threads.articles.select(
        "thread",
        "source",
        "reader",
        community=pl.coalesce("community", community) if community is not None else "community",
        title="title",
        url="url",
        author="author",
        published=pl.coalesce("posted", moment),
        declared="declared",
    )
    return about.with_columns(found.threads)


def _firsts(threads: Threads) -> pl.Series:
    """Return the number of the first comment of each thread, null for one without comments."""
    first = pl.Series(threads.first[:-1])
    return first.set(pl.Series(threads.first[1:] == threads.first[:-1]), None)


def _edges(threads: Threads, found: Measured) -> pl.DataFrame:
    return found.edges.select(threads.articles["thread"][found.edges["number"]], "author", "answers", "replies")


def _ledger(threads: Threads, links: Links) -> pl.DataFrame:
    status = threads.comments.group_by("number").agg(
        (pl.col("status") == name).sum().cast(pl.Int64).alias(name) for name in _STATUSES
    )
    numbers = pl.Series("number", range(len(threads.first) - 1), dtype=pl.Int64)
    held = numbers.to_frame().join(status, on="number", how="left", maintain_order="left")
    return threads.articles.select(
        "thread",
        "declared",
        captured=pl.Series(threads.first[1:] - threads.first[:-1]),
        **{name: held[name].fill_null(0) for name in _STATUSES},
        duplicates=pl.Series(threads.duplicates),
        orphans=pl.Series(links.orphans),
        self_replies=pl.Series(links.self_replies),
        cycles=pl.Series(links.cycles),
        skipped=pl.Series([_left_out(records) for records in threads.articles["skipped"]], dtype=pl.Int64),
    )


def _left_out(records: str | None) -> int:
    """Return how many things were left out of a thread; where nobody knows how many, at least one."""
    return sum(1 if one.count is None else one.count for one in skipped_of(records))
