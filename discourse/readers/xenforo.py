"""XenForo 2 forums: a page of a discussion."""

import re

from discourse.model import Thread
from discourse.readers.dom import attribute, classes
from discourse.readers.drafts import Draft
from discourse.readers.forum import discussion, pages_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.markup import line_of
from discourse.readers.source import Source

NAME = "xenforo"
TITLE = "XenForo 2 forums, a page of a discussion"
RECOVERS = ("author", "author id", "quotes", "time", "edited", "score", "likes", "status", "badges")

_POSTS = Layout(
    box=".message--post",
    text=".message-body .bbWrapper, .messageNotice--deleted",
    author=".message-name .username",
    stamp=".message-attribution-main time[datetime]",
    shown=".message-attribution-main time[datetime]",
    edited=".message-lastEdit time",
    badge=".message-userDetails .userBanner",
    quote="blockquote[data-source]",
    other=".reactionsBar-link",
    leave_out=".bbCodeBlock-title, .bbCodeBlock-expandLink, .message-signature",
)
_DELETED = frozenset({"message--deleted", "is-deleted"})
_POST = re.compile(r"post(?:[:-]|: )(\d{1,20})")
_OTHERS = re.compile(r"(\d{1,6}) ")


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a XenForo discussion, or ``None``."""
    if not source.is_html or "message--post" not in source.text:
        return None
    post = source.tree.css_first('.message--post[data-content^="post-"]')
    return "posts in the markup of XenForo" if post else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of a XenForo page."""
    posts = [_post(found) for found in comments_of(source.tree, _POSTS)]
    pages = pages_of(source.tree, ".pageNav-page--current", ".pageNav-page")
    return (discussion(source, NAME, posts, pages, title=".p-title-value"),)


def _post(found: Found) -> Draft:
    return found.draft(
        id=attribute(found.node, "data-content").removeprefix("post-"),
        reply_to=None,
        author=attribute(found.node, "data-author") or found.line("author"),
        author_id=next(filter(None, found.values("author", "data-user-id")), None),
        quotes=tuple(
            dict.fromkeys(said.group(1) for said in map(_POST.fullmatch, found.values("quote", "data-source")) if said)
        ),
        likes=_reactions(found),
        status="deleted" if not _DELETED.isdisjoint(classes(found.node)) else None,
    )


def _reactions(found: Found) -> int | None:
    """Return how many reacted: those named and those that the page only counts ("Ann, Bea and 3 others")."""
    link = found.first("other")
    if link is None:
        return None
    more = _OTHERS.search(line_of(link).rpartition(" and ")[2])
    return len(link.css("bdi")) + (int(more.group(1)) if more else 0)
