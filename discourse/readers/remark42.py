"""Remark42: the comments of a page as its interface answers them, plain or as a tree, and lines of its backup."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from discourse.model import Article, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import at, json_lines, records_of, text_of_html
from discourse.readers.source import Source

NAME = "remark42"
TITLE = "Remark42, answers of its interface and its backup"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "status", "pinned", "badges", "declared")

_COMMENT = frozenset({"id", "pid", "text", "user", "locator"})
_TRIED = 3


class _User(msgspec.Struct):
    name: str | None = None
    id: str | int | None = None
    admin: bool = False


class _Locator(msgspec.Struct):
    url: str | None = None


class _Edit(msgspec.Struct):
    time: str | None = None


class _Comment(msgspec.Struct):
    id: str | int
    pid: str | int = ""
    text: str = ""
    orig: str = ""
    user: _User | None = None
    locator: _Locator | None = None
    score: int | None = None
    time: str | None = None
    edit: _Edit | None = None
    pin: bool = False
    delete: bool = False
    title: str | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that these are comments of Remark42, or ``None``."""
    return "comments of Remark42" if any(map(_is_comment, islice(_comments(source), _TRIED))) else None


def _is_comment(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() >= _COMMENT


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each page with its comments."""
    comments, malformed = records_of(_comments(source), _Comment)
    pages: dict[str | None, list[_Comment]] = {}
    for comment in comments:
        pages.setdefault(comment.locator.url if comment.locator else None, []).append(comment)
    declared = at(source.json, "info", "count")
    return tuple(
        thread_of(
            source,
            NAME,
            Article(source=source.name, url=page, title=next((each.title for each in own if each.title), None)),
            Findings(
                drafts=list(map(_draft, own)),
                skipped=[] if number else malformed,
                declared=declared if isinstance(declared, int) and len(pages) < 2 else None,
                is_threaded=True,
            ),
        )
        for number, (page, own) in enumerate((pages or {None: []}).items())
    )


def _comments(source: Source) -> Iterator[Any]:
    """Yield each comment, those of a tree before their replies."""
    if source.is_html:
        return
    value = source.json
    if value is None:
        lines = json_lines(source.text) if isinstance(source.first_line, dict) else iter(())
        yield from (line for place, line in enumerate(lines) if place or not _is_heading(line))
        return
    listed = at(value, "comments") if isinstance(value, dict) else value
    stack = list(reversed(listed if isinstance(listed, list) else []))
    while stack:
        node = stack.pop()
        nested = at(node, "comment")
        yield node if nested is None else nested
        replies = at(node, "replies") if nested is not None else None
        stack.extend(reversed(replies if isinstance(replies, list) else []))


def _is_heading(line: Any) -> bool:
    """Return whether a line opens a backup: it says the version and who has a role, and is no comment."""
    return isinstance(line, dict) and "version" in line and "id" not in line


def _draft(comment: _Comment) -> Draft:
    user = comment.user or _User()
    return Draft(
        id=str(comment.id),
        text=text_of_html(comment.text) or comment.orig,
        author=None if comment.delete else user.name,
        author_id=None if comment.delete or user.id is None else str(user.id),
        reply_to=str(comment.pid),
        stamp=comment.time,
        edited=comment.edit.time or "" if comment.edit else None,
        score=comment.score,
        pinned=comment.pin,
        badges=("admin",) if user.admin else (),
        status="deleted" if comment.delete else None,
    )
