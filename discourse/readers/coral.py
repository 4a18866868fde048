"""Coral: comments of its GraphQL interface, and as a page shows them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute, self_and_ancestors
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.records import at, items_at, records_of, text_of_html
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
    likes=".coral-comment-reactButton",
    edited=".coral-comment-edited",
    badge=".coral-comment-userTag, .coral-comment-userBadge, .coral-comment-badge, .coral-comment-user-tag",
    pinned=".coral-comment-featuredTag",
    other=".coral-indent",
    leave_out=".coral-comment-actionBar",
)
_TALK = Layout(
    box='.talk-stream-comment-wrapper[id^="c_"]',
    text=".talk-stream-comment-content, .talk-slot-comment-content",
    author=".talk-comment-author-name, .talk-plugin-author-menu-button, .talk-stream-comment-user-name",
    stamp=".talk-comment-timestamp[title], .talk-stream-comment-published-date [title]",
    shown=".talk-comment-timestamp, .talk-stream-comment-published-date",
    likes=".talk-plugin-upvote-count, .talk-plugin-like-count, .talk-plugin-respect-count, .talk-plugin-love-count",
    dislikes=".talk-plugin-downvote-count",
    edited='[class*="editedMarker"]',
    badge='.talk-stream-comment-tag, [class*="TagLabel"], .talk-plugin-tag-label',
)
"""Coral was called Talk up to version 4."""
_LEVEL = re.compile(r"coral-indent-(\d{1,3})")
_REACTED = re.compile(r"coral-reacted-(\d{1,7})")
_COUNTS = ".coral-counter, .talk-stream-comment-count"
_MORE_PLACES = ".coral-replyList-showAllButton, .coral-allComments-loadMoreButton, .talk-load-more-button"
_MORE = "comments behind a “load more” button"
_MOST_ANSWERS = 1_000
_MOST_AROUND = 4
_STUB = "replies that the answer says there are and does not hold"
_STATES: dict[str, Status] = {"REJECTED": "blocked", "PREMOD": "hidden", "SYSTEM_WITHHELD": "hidden"}


class _Author(msgspec.Struct):
    username: str | None = None
    id: str | int | None = None


class _Tag(msgspec.Struct):
    code: str = ""


class _Comment(msgspec.Struct, rename="camel"):
    id: str | int
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
        signs = (("coral-comment", _COMMENTS), ("talk-stream-comment", _TALK))
        found = any(sign in source.text and source.tree.css_first(layout.box) for sign, layout in signs)
        return "comments in the markup of Coral" if found else None
    node = next((at(edge, "node") for answer in _answers(source) for edge in _edges(answer)), None)
    return "comments of Coral's interface" if isinstance(node, dict) and "body" in node else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the story with its comments."""
    return (_of_page(source) if source.is_html else _of_answer(source),)


def _answers(source: Source) -> list[Any]:
    """Return what holds comments in an answer, or in each of a batch: a story, or a comment whose replies it loads."""
    batch = source.json if isinstance(source.json, list) else [source.json]
    data = [at(answer, "data") or answer for answer in batch[:_MOST_ANSWERS]]
    return [held for each in data for name in ("story", "comment", "node") if (held := at(each, name)) is not None]


def _edges(holder: Any) -> list[Any]:
    return items_at(holder, "comments", "edges") or items_at(holder, "replies", "edges")


def _of_page(source: Source) -> Thread:
    tree = source.tree
    layout = _COMMENTS if tree.css_first(_COMMENTS.box) is not None else _TALK
    found = comments_of(tree, layout)
    parents = _parents(found)
    drafts = [_of_box(each, parents[each.node.mem_id]) for each in found]
    article = article_of(source, [each.node for each in found])
    nested = any(draft.reply_to for draft in drafts)
    more = [Skipped(kind="stub", reason=_MORE, count=None)] if tree.css_first(_MORE_PLACES) is not None else []
    findings = Findings(drafts=drafts, skipped=more, declared=number_of(tree.css_first(_COUNTS)), is_threaded=nested)
    return thread_of(source, NAME, article, findings)


def _parents(found: Sequence[Found]) -> dict[int, str]:
    """Return for each comment that which it answers: around it, else the last one before it a level further out."""
    last: dict[int, str] = {}
    parents: dict[int, str] = {}
    for each in found:
        level = _level(each)
        parents[each.node.mem_id] = _id(each.within) if each.within else last.get(level - 1, "")
        last = {depth: id_ for depth, id_ in last.items() if depth < level} | {level: _id(each)}
    return parents


def _level(found: Found) -> int:
    """Return how far a comment is indented, which an element inside it or around it says."""
    around = islice(self_and_ancestors(found.node), _MOST_AROUND)
    told = (_LEVEL.search(attribute(node, "class")) for node in (*found.parts.get("other", ()), *around))
    return next((int(level.group(1)) for level in told if level), 0)


def _of_box(found: Found, answered: str) -> Draft:
    reacted = _REACTED.search(attribute(found.node, "class"))
    known = {"likes": int(reacted.group(1))} if reacted else {}
    return found.draft(id=_id(found), reply_to=answered, **known)


def _id(found: Found) -> str:
    name = attribute(found.node, "id") or attribute(found.node, "data-id")
    for prefix in ("coral-comment-", "comment-", "c_"):
        name = name.removeprefix(prefix)
    return name or str(found.node.mem_id)


def _of_answer(source: Source) -> Thread:
    answers = _answers(source)
    story = answers[0] if answers else None
    raw = [found for answer in answers for found in _walk(answer)]
    comments, malformed = records_of((node for node, _ in raw), _Comment)
    above = {str(at(node, "id")): parent for node, parent in raw}
    more = sum(at(node, "replies", "pageInfo", "hasNextPage") is True for node, _ in raw)
    more += sum(
        at(each, name, "pageInfo", "hasNextPage") is True for each in answers for name in ("comments", "replies")
    )
    stub = [Skipped(kind="stub", reason=_STUB, count=None)] if more else []
    count, title = at(story, "commentCounts", "totalPublished"), at(story, "metadata", "title")
    address = at(story, "url")
    findings = Findings(
        drafts=[_draft(comment, above[str(comment.id)]) for comment in comments],
        skipped=[*malformed, *stub],
        declared=count if isinstance(count, int) else None,
        is_threaded=True,
    )
    article = Article(source=source.name, title=title, url=address if isinstance(address, str) else None)
    return thread_of(source, NAME, article, findings)


def _walk(answer: Any) -> Iterator[tuple[Any, str]]:
    """Yield each comment with the id of the one above it, before its replies; the first is the comment answered for."""
    own = at(answer, "id") if items_at(answer, "replies", "edges") else None
    if "body" in (answer if isinstance(answer, dict) else ()):
        yield answer, _parent(answer, "")
    stack = [(at(edge, "node"), str(own or "")) for edge in reversed(_edges(answer))]
    while stack:
        node, above = stack.pop()
        yield node, _parent(node, above)
        inner = str(at(node, "id") or "")
        stack.extend((at(edge, "node"), inner) for edge in reversed(items_at(node, "replies", "edges")))


def _parent(node: Any, above: str) -> str:
    """Return the id of the comment answered: as the record says, else that of the record around it."""
    said = at(node, "parent", "id") or at(node, "parentID") or at(node, "ancestorIDs", 0)
    return str(said) if isinstance(said, str | int) else above


def _draft(comment: _Comment, above: str) -> Draft:
    author, tags = comment.author or _Author(), {tag.code for tag in comment.tags}
    likes = at(comment.action_counts, "reaction", "total")
    known = (("STAFF", "staff"), ("ADMIN", "admin"), ("MODERATOR", "moderator"), ("EXPERT", "expert"))
    return Draft(
        id=str(comment.id),
        text=text_of_html(comment.body or ""),
        author=author.username,
        author_id=None if author.id is None else str(author.id),
        reply_to=above,
        stamp=comment.created_at,
        edited="" if at(comment.editing, "edited") is True else None,
        likes=likes if isinstance(likes, int) else None,
        pinned="FEATURED" in tags,
        badges=tuple(badge for tag, badge in known if tag in tags),
        status="deleted" if comment.deleted else _STATES.get(comment.status or ""),
    )
