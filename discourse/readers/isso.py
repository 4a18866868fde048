"""Isso: comments in a page, as its interface answers them, and in its own form for imports."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import article_of
from discourse.readers.counts import count_in_headings
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.records import at, iso_of_epoch, items_at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "isso"
TITLE = "Isso: comments in a page, of its interface, and its form for imports"
RECOVERS = ("author", "parent", "time", "edited", "score", "likes", "status", "declared")

_COMMENTS = Layout(
    box=".isso-comment[id^='isso-']",
    text=".isso-text, .text-wrapper > .text",
    author=".isso-author, .isso-comment-header .author",
    stamp="time[datetime]",
    shown="time",
    score=".isso-votes, .isso-comment-footer .votes",
    edited=".isso-note",
)
_STATUSES: dict[int, Status] = {2: "hidden", 4: "deleted"}
_COMMENT = frozenset({"id", "text", "created", "mode", "likes"})
_STUB = "replies that the answer counts and does not hold"


class _Comment(msgspec.Struct):
    id: int | str
    text: str | None = None
    author: str | None = None
    parent: int | str | None = None
    created: float | str | None = None
    modified: float | str | None = None
    mode: int = 1
    likes: int | None = None
    dislikes: int | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that these are comments of Isso, or ``None``."""
    if source.is_html:
        found = "isso-" in source.text and source.tree.css_first(_COMMENTS.box)
        return "comments in the markup of Isso" if found else None
    reply = at(source.json, "replies", 0)
    if isinstance(reply, dict) and reply.keys() >= _COMMENT:
        return "comments of Isso's interface"
    latest = at(source.json, 0)
    if isinstance(latest, dict) and _COMMENT | {"uri"} <= latest.keys():
        return "the latest comments of Isso's interface"
    comment = at(latest, "comments", 0)
    is_import = isinstance(comment, dict) and {"id", "text", "created", "remote_addr"} <= comment.keys()
    return "comments in Isso's form for imports" if is_import else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each page with its comments."""
    if source.is_html:
        return (_of_page(source),)
    if isinstance(source.json, dict):
        return (_of_answer(source),)
    if "comments" not in source.json[0]:
        return _of_latest(source)
    return tuple(_of_import(source, page) for page in source.json)


def _of_page(source: Source) -> Thread:
    found = comments_of(source.tree, _COMMENTS)
    drafts = [_of_box(each) for each in found]
    declared = count_in_headings(source.tree, ".isso-thread-heading, #isso-thread h4")
    findings = Findings(drafts=drafts, declared=declared, is_threaded=True)
    return thread_of(source, NAME, article_of(source, [each.node for each in found]), findings)


def _of_box(found: Found) -> Draft:
    return found.draft(
        id=attribute(found.node, "id").removeprefix("isso-"),
        reply_to=attribute(found.within.node, "id").removeprefix("isso-") if found.within else "",
        edited=None,
    )


def _of_answer(source: Source) -> Thread:
    raw = list(_walk(source.json))
    comments, malformed = records_of(raw, _Comment)
    absent = sum(count for node in [source.json, *raw] if isinstance(count := at(node, "hidden_replies"), int))
    stub = [Skipped(kind="stub", reason=_STUB, count=absent)] if absent else []
    findings = Findings(drafts=list(map(_draft, comments)), skipped=[*malformed, *stub], is_threaded=True)
    return thread_of(source, NAME, Article(source=source.name), findings)


def _walk(root: Any) -> Iterator[Any]:
    stack = list(reversed(items_at(root, "replies")))
    while stack:
        reply = stack.pop()
        yield reply
        inner = at(reply, "replies")
        stack.extend(reversed(inner if isinstance(inner, list) else []))


def _of_latest(source: Source) -> tuple[Thread, ...]:
    """Return the pages that the latest comments are about, each with its own."""
    pages: dict[str, list[Any]] = {}
    for comment in source.json:
        pages.setdefault(str(at(comment, "uri") or ""), []).append(comment)
    return tuple(
        _of_import(source, {"id": page, "title": at(own[0], "title"), "comments": own}) for page, own in pages.items()
    )


def _of_import(source: Source, page: Any) -> Thread:
    comments, malformed = records_of(items_at(page, "comments"), _Comment)
    title, address = at(page, "title"), at(page, "id")
    article = Article(
        source=source.name,
        id=address if isinstance(address, str) else None,
        title=unquote_plus(title) if isinstance(title, str) else None,
    )
    findings = Findings(drafts=list(map(_draft, comments)), skipped=malformed, is_threaded=True)
    return thread_of(source, NAME, article, findings)


def _draft(comment: _Comment) -> Draft:
    return Draft(
        id=str(comment.id),
        text=text_of_html(comment.text or ""),
        author=comment.author,
        reply_to=str(comment.parent) if comment.parent is not None else "",
        stamp=_time(comment.created),
        edited=_time(comment.modified),
        likes=comment.likes,
        dislikes=comment.dislikes,
        status=_STATUSES.get(comment.mode),
    )


def _time(when: float | str | None) -> str | None:
    return when if isinstance(when, str) or when is None else iso_of_epoch(when)
