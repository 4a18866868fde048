"""Remark42: comments of its interface, plain or as a tree, lines of its backup, and its frame as a page shows it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from discourse.model import Article, Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute, classes
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.records import at, json_lines, records_of, text_of_html
from discourse.readers.source import Source

NAME = "remark42"
TITLE = "Remark42: answers of its interface, its backup, its saved frame"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "status", "pinned", "badges", "declared")

_COMMENT = frozenset({"id", "pid", "text", "user", "locator"})
_TRIED = 3
_SHOWN = Layout(
    box='.comment[id^="remark42__comment-"]',
    text=".comment__text",
    author=".comment__username",
    shown=".comment__time",
    score=".comment__score-value, .comment__score, .comment__votes, .comment-votes, [class*='votes']",
    other='.comment__link-to-parent[href], .comment__info a[href*="#remark42__comment-"]:not(.comment__time)',
    leave_out=".comment__actions",
)
_OWN_ID = re.compile(r"remark42__comment-([\w-]{1,80})$")


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
    if source.is_html:
        is_shown = "remark42__comment-" in source.text and source.tree.css_first(_SHOWN.box) is not None
        return "comments in the markup of Remark42" if is_shown else None
    return "comments of Remark42" if any(map(_is_comment, islice(_comments(source), _TRIED))) else None


def _is_comment(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() >= _COMMENT


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each page with its comments."""
    if source.is_html:
        return (_of_page(source),)
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


def _of_page(source: Source) -> Thread:
    found = comments_of(source.tree, _SHOWN)
    drafts = [_of_box(each) for each in found]
    article = article_of(source, [each.node for each in found])
    return thread_of(source, NAME, article, Findings(drafts=drafts, is_threaded=True))


def _of_box(found: Found) -> Draft:
    link = found.first("other")
    parent = _OWN_ID.search(attribute(link, "href")) if link is not None else None
    names = classes(found.node)
    return found.draft(
        id=attribute(found.node, "id").removeprefix("remark42__comment-"),
        reply_to=parent.group(1) if parent else "",
        pinned="comment_pinned" in names,
        badges=("admin",) if "comment_view_admin" in names else (),
    )


def _comments(source: Source) -> Iterator[Any]:
    """Yield each comment, those of a tree before their replies."""
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
