"""Coral: comments of its GraphQL interface, and as a page shows them."""

from collections.abc import Iterator
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.records import at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "coral"
TITLE = "Coral: answers of its interface, comments in a page"
RECOVERS = (
    "author",
    "author id",
    "parent",
    "time",
    "edited",
    "score",
    "likes",
    "status",
    "pinned",
    "badges",
    "declared",
)

_COMMENTS = Layout(
    box=".coral-comment",
    text=".coral-comment-content",
    author=".coral-comment-username",
    stamp="time.coral-comment-timestamp, .coral-comment-timestamp time, .coral-comment-timestamp[datetime]",
    shown=".coral-comment-timestamp",
    badge=".coral-comment-badge, .coral-comment-user-tag",
    leave_out=".coral-comment-actionBar",
)
_STUB = "replies that the answer says there are and does not hold"
_STATES: dict[str, Status] = {"REJECTED": "blocked", "PREMOD": "hidden", "SYSTEM_WITHHELD": "hidden"}


class _Author(msgspec.Struct):
    username: str | None = None
    id: str | None = None


class _Tag(msgspec.Struct):
    code: str = ""


class _Comment(msgspec.Struct, rename="camel"):
    id: str
    body: str | None = None
    author: _Author | None = None
    created_at: str | None = None
    deleted: bool | None = None
    status: str | None = None
    tags: list[_Tag] = []
    editing: Any = None
    action_counts: Any = None


def matches(source: Source) -> str | None:
    """Return the evidence that these are comments of Coral, or ``None``."""
    if source.is_html:
        found = "coral-comment" in source.text and source.tree.css_first(_COMMENTS.box)
        return "comments in the markup of Coral" if found else None
    node = at(_edges(at(source.json, "data", "story") or at(source.json, "story")), 0, "node")
    return "comments of Coral's interface" if isinstance(node, dict) and "body" in node else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the story with its comments."""
    return (_of_page(source) if source.is_html else _of_answer(source),)


def _edges(holder: Any) -> Any:
    return at(holder, "comments", "edges")


def _of_page(source: Source) -> Thread:
    found = comments_of(source.tree, _COMMENTS)
    drafts = [_of_box(each) for each in found]
    article = article_of(source, [each.node for each in found])
    nested = any(draft.reply_to for draft in drafts)
    return thread_of(source, NAME, article, Findings(drafts=drafts, is_threaded=nested))


def _of_box(found: Found) -> Draft:
    return found.draft(id=_id(found), reply_to=_id(found.within) if found.within else "")


def _id(found: Found) -> str:
    name = attribute(found.node, "id") or attribute(found.node, "data-id")
    return name.removeprefix("comment-").removeprefix("coral-comment-") or str(found.node.mem_id)


def _of_answer(source: Source) -> Thread:
    story = at(source.json, "data", "story") or at(source.json, "story")
    raw = list(_walk(story))
    comments, malformed = records_of((node for node, _ in raw), _Comment)
    above = {str(at(node, "id")): parent for node, parent in raw}
    more = sum(at(node, "replies", "pageInfo", "hasNextPage") is True for node, _ in raw)
    more += at(story, "comments", "pageInfo", "hasNextPage") is True
    stub = [Skipped(kind="stub", reason=_STUB, count=None)] if more else []
    count, title = at(story, "commentCounts", "totalPublished"), at(story, "metadata", "title")
    address = at(story, "url")
    findings = Findings(
        drafts=[_draft(comment, above[comment.id]) for comment in comments],
        skipped=[*malformed, *stub],
        declared=count if isinstance(count, int) else None,
        is_threaded=True,
    )
    article = Article(source=source.name, title=title, url=address if isinstance(address, str) else None)
    return thread_of(source, NAME, article, findings)


def _walk(story: Any) -> Iterator[tuple[Any, str]]:
    stack = [(at(edge, "node"), "") for edge in reversed(_edges(story) or [])]
    while stack:
        node, above = stack.pop()
        parent = at(node, "parent", "id")
        yield node, parent if isinstance(parent, str) else above
        edges = at(node, "replies", "edges")
        own = str(at(node, "id") or "")
        stack.extend((at(edge, "node"), own) for edge in reversed(edges if isinstance(edges, list) else []))


def _draft(comment: _Comment, above: str) -> Draft:
    author, tags = comment.author or _Author(), {tag.code for tag in comment.tags}
    likes = at(comment.action_counts, "reaction", "total")
    known = (("STAFF", "staff"), ("ADMIN", "admin"), ("MODERATOR", "moderator"), ("EXPERT", "expert"))
    return Draft(
        id=comment.id,
        text=text_of_html(comment.body or ""),
        author=author.username,
        author_id=author.id,
        reply_to=above,
        stamp=comment.created_at,
        edited="" if at(comment.editing, "edited") is True else None,
        likes=likes if isinstance(likes, int) else None,
        pinned="FEATURED" in tags,
        badges=tuple(badge for tag, badge in known if tag in tags),
        status="deleted" if comment.deleted else _STATES.get(comment.status or ""),
    )
