"""The formats of large inputs: what makes rows of a part of the input, one module each.

What they give is what the reader of the same format gives, in columns.
"""

from collections.abc import Collection, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from discourse.bulk.rows import Taken

LINE_FORMATS: Mapping[str, tuple[frozenset[str], ...]] = {
    "reddit": (frozenset({"id", "link_id", "body"}), frozenset({"id", "title", "num_comments", "subreddit"})),
    "hackernews": (frozenset({"id", "type", "time"}), frozenset({"objectID", "created_at_i", "_tags"})),
    "convokit": tuple(
        frozenset({"id", "text", speaker, parent, conversation})
        for speaker in ("speaker", "user")
        for parent in ("reply-to", "reply_to")
        for conversation in ("conversation_id", "root")
    ),
}
"""Formats of one JSON object a line, with the sets of keys of which an object of theirs has one."""


class LineFormat(Protocol):
    """A format of one JSON object a line."""

    def taken(self, lines: bytes, place: int, source: str) -> "Taken":
        """Return the rows of the lines that begin at byte ``place`` of a source."""
        ...


def line_format(name: str) -> LineFormat:
    """Return the module of a format of lines."""
    return cast("LineFormat", import_module(f"discourse.bulk.formats.{name}"))


def format_of(first: Mapping[str, Any]) -> str | None:
    """Return which format of lines an object is of, ``None`` where nobody knows it.

    >>> format_of({"id": "a", "link_id": "t3_b", "body": "Why?"}), format_of({"a": 1})
    ('reddit', None)
    """
    return next((name for name, known in LINE_FORMATS.items() if any(first.keys() >= keys for keys in known)), None)


def dump_of(columns: Collection[str]) -> str | None:
    """Return which dump was made into a table with these columns, ``None`` where it is a table of its own.

    >>> dump_of(["id", "link_id", "parent_id", "body"]), dump_of(["id", "type", "time", "text"])
    ('reddit', None)
    """
    found = format_of(dict.fromkeys(columns))
    return None if found == "hackernews" and not _ONLY_HACKER_NEWS & set(columns) else found


_ONLY_HACKER_NEWS = frozenset({"by", "objectID"})
"""Columns of which Hacker News has one; an id, a type and a time other tables have, too."""
