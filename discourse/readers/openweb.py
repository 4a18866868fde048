"""OpenWeb (Spot.IM): a conversation as its interface answers it, and as a page shows it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.records import at, iso_of_epoch, items_at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "openweb"
TITLE = "OpenWeb (Spot.IM): a conversation of its interface, and as a page shows it"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "likes", "status", "badges", "declared")

_SHOWN = Layout(
    box=".spcv_messages-list > li, .spcv_children-list > li",
    text='[data-spot-im-class="message-text"]',
    author='[data-spot-im-class="message-username"], [class*="Username-index__wrapper"], [class*="Username"]',
    stamp='time[data-spot-im-class="message-timestamp"][title], time[title]',
    shown='[data-spot-im-class="message-timestamp"], time',
    likes='[data-spot-im-class*="likes-count"], [data-spot-im-class*="like-button"], [class*="upvote" i]',
    badge='[data-spot-im-class="user-badge"]',
    other="[data-message-id], [id^='sp_']",
    leave_out=".spcv_children-list, [class*='edited-label' i]",
)
_LOAD_MORE = ".spcv_load-more-messages, .spcv_loadMoreCommentsContainer button, .spcv_show-more-replies button"
_LOADED = "comments behind a “load more” button"
_COUNT = '[data-spot-im-class="comments-count"], .spcv_commentsCount, [class*="comments-count"]'
_MORE = "comments on further pages of the answer"
_STUB = "replies that the answer counts and does not hold"


class _Rank(msgspec.Struct):
    ranks_up: int | None = None
    ranks_down: int | None = None


class _Piece(msgspec.Struct):
    text: str | None = None


class _Comment(msgspec.Struct):
    id: str | int
    user_id: str | int | None = None
    parent_id: str | int | None = None
    content: list[_Piece] | str | None = None
    written_at: float | None = None
    edited: bool = False
    deleted: bool = False
    status: str | None = None
    rank: _Rank | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that this is a conversation of OpenWeb, or ``None``."""
    if source.is_html:
        is_shown = "spcv_messages-list" in source.text and source.tree.css_first(_SHOWN.box) is not None
        return "a conversation in the markup of OpenWeb" if is_shown else None
    comment = at(source.json, "conversation", "comments", 0)
    return "a conversation of OpenWeb" if isinstance(comment, dict) and {"id", "written_at"} <= comment.keys() else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article with the comments of the conversation."""
    if source.is_html:
        return (_of_page(source),)
    talk = at(source.json, "conversation")
    users = at(talk, "users") or at(source.json, "users") or {}
    raw = list(_walk(at(talk, "comments")))
    comments, malformed = records_of((item for item, _ in raw), _Comment)
    above = {str(at(item, "id")): parent for item, parent in raw}
    absent = sum(max(_whole(at(item, "replies_count")) - len(items_at(item, "replies")), 0) for item, _ in raw)
    stub = [Skipped(kind="stub", reason=_STUB, count=absent)] if absent else []
    if at(talk, "has_next") is True:
        stub.append(Skipped(kind="stub", reason=_MORE, count=None))
    declared, title = at(talk, "messages_count"), at(source.json, "extract_data", "title")
    article = Article(
        source=source.name, title=title if isinstance(title, str) else None, url=at(source.json, "extract_data", "url")
    )
    findings = Findings(
        drafts=[_draft(comment, above[str(comment.id)], users) for comment in comments],
        skipped=[*malformed, *stub],
        declared=declared if isinstance(declared, int) else None,
        is_threaded=True,
    )
    return (thread_of(source, NAME, article, findings),)


def _of_page(source: Source) -> Thread:
    found = [each for each in comments_of(source.tree, _SHOWN) if each.first("text") is not None]
    ids = {each.node.mem_id: _id(each) or str(place) for place, each in enumerate(found, start=1)}
    drafts = [
        each.draft(id=ids[each.node.mem_id], reply_to=ids.get(each.within.node.mem_id, "") if each.within else "")
        for each in found
    ]
    more = source.tree.css_first(_LOAD_MORE) is not None
    findings = Findings(
        drafts=drafts,
        skipped=[Skipped(kind="stub", reason=_LOADED, count=None)] if more else [],
        declared=number_of(source.tree.css_first(_COUNT)),
        is_threaded=True,
    )
    return thread_of(source, NAME, article_of(source, [each.node for each in found]), findings)


def _id(found: Found) -> str:
    named = ((attribute(node, "data-message-id"), attribute(node, "id")) for node in found.parts.get("other", ()))
    return next((name for names in named for name in names if name), "")


def _whole(count: Any) -> int:
    return count if isinstance(count, int) else 0


def _walk(comments: Any) -> Iterator[tuple[Any, str]]:
    stack = [(each, "") for each in reversed(comments if isinstance(comments, list) else [])]
    while stack:
        comment, above = stack.pop()
        yield comment, above
        replies = at(comment, "replies")
        own = str(at(comment, "id") or "")
        stack.extend((each, own) for each in reversed(replies if isinstance(replies, list) else []))


def _draft(comment: _Comment, above: str, users: Any) -> Draft:
    user = at(users, str(comment.user_id))
    name, rank = at(user, "display_name"), comment.rank or _Rank()
    roles = (
        ("admin", at(user, "is_admin")),
        ("moderator", at(user, "is_moderator")),
        ("author", at(user, "is_author")),
    )
    status: Status | None = "deleted" if comment.deleted else "blocked" if comment.status == "reject" else None
    return Draft(
        id=str(comment.id),
        text=_text(comment.content),
        author=name if isinstance(name, str) else None,
        author_id=None if comment.user_id is None else str(comment.user_id),
        reply_to=str(comment.parent_id or above),
        stamp=iso_of_epoch(comment.written_at),
        edited="" if comment.edited else None,
        likes=rank.ranks_up,
        dislikes=rank.ranks_down,
        badges=tuple(badge for badge, has in roles if has),
        status=status,
    )


def _text(content: list[_Piece] | str | None) -> str:
    pieces = [content] if isinstance(content, str) else [piece.text for piece in content or ()]
    return "\n\n".join(filter(None, (text_of_html(piece or "") for piece in pieces)))
