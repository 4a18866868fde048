"""Reddit's own JSON: a submission and the tree of its comments, with stubs ("more") for what was not sent."""

from collections.abc import Iterator
from typing import Any

import msgspec

from discourse.model import Article, Comment, Skipped, Thread
from discourse.readers.records import at, records_of
from discourse.readers.reddit.records import Record, Submission, article_of, comment_of
from discourse.readers.source import Source

_MORE = "comments behind “load more comments”"
_CONTINUED = "replies behind “continue this thread”"


class _More(msgspec.Struct):
    count: int = 0
    id: str = ""
    parent_id: str | None = None


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a listing with comments, or ``None``."""
    value = source.json
    listings = value if isinstance(value, list) else [value]
    kinds = [at(each, "data", "children", 0, "kind") for each in listings[:2] if at(each, "kind") == "Listing"]
    return "a listing of comments of Reddit's interface" if {"t1", "more"} & set(kinds) or kinds[:1] == ["t3"] else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the submission with its comments."""
    listings = source.json if isinstance(source.json, list) else [source.json]
    things = list(_things(listings))
    posts, _ = records_of((data for kind, data in things if kind == "t3"), Submission)
    records, malformed = records_of((data for kind, data in things if kind == "t1"), Record)
    more, _ = records_of((data for kind, data in things if kind == "more"), _More)
    kept = {comment.id: comment for comment in map(comment_of, records)}
    return (
        Thread(
            article=article_of(posts[0], source.name) if posts else Article(source=source.name),
            comments=tuple(kept.values()),
            shown_order="nested",
            declared=posts[0].num_comments if posts else None,
            skipped=(*_stubs(more), *malformed, *_twice(records, kept)),
            reader=reader,
            source_hash=source.hash,
        ),
    )


def _things(listings: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield everything in the listings as (kind, data), comments before their replies."""
    stack: list[Any] = [child for listing in reversed(listings) for child in reversed(_children(listing))]
    while stack:
        thing = stack.pop()
        kind, data = at(thing, "kind"), at(thing, "data")
        if isinstance(kind, str):
            yield kind, data
        stack.extend(reversed(_children(at(data, "replies"))))


def _children(listing: Any) -> list[Any]:
    children = at(listing, "data", "children")
    return children if isinstance(children, list) else []


def _stubs(more: list[_More]) -> Iterator[Skipped]:
    loaded = [stub for stub in more if stub.id != "_"]
    if loaded:
        yield Skipped(kind="stub", reason=_MORE, count=sum(stub.count for stub in loaded))
    if len(loaded) < len(more):
        parents = [(stub.parent_id or "").removeprefix("t1_") for stub in more if stub.id == "_"]
        yield Skipped(kind="stub", reason=_CONTINUED, count=None, where=", ".join(filter(None, parents)) or None)


def _twice(records: list[Record], kept: dict[str, Comment]) -> list[Skipped]:
    count = len(records) - len(kept)
    return [Skipped(kind="duplicate", reason="the same comment is in the file twice", count=count)] if count else []
