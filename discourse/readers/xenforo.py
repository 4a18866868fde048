"""XenForo forums, versions 1 and 2: a page of a discussion."""

import re

from discourse.model import Status, Thread
from discourse.readers.dom import attribute, classes
from discourse.readers.drafts import Draft
from discourse.readers.forum import Flat, discussion, flat_discussion, pages_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.markup import line_of
from discourse.readers.records import iso_of_epoch
from discourse.readers.source import Source

NAME = "xenforo"
TITLE = "XenForo forums, versions 1 and 2, a page of a discussion"
RECOVERS = ("author", "author id", "quotes", "time", "edited", "score", "likes", "status", "badges")

_POSTS = Layout(
    box=".message--post, .message[data-content^='post-']",
    text=".message-body .bbWrapper, .messageNotice--deleted",
    author=".message-name .username",
    stamp=".message-attribution-main time[datetime], .message-attribution time[datetime]",
    shown=".message-attribution-main time[datetime], .message-attribution time[datetime]",
    score=".contentVote-score",
    edited=".message-lastEdit time",
    badge=".message-userDetails .userBanner",
    quote="blockquote[data-source]",
    other=".reactionsBar-link",
    leave_out=".bbCodeBlock-title, .bbCodeBlock-expandLink, .message-signature",
)
_FIRST = Flat(
    layout=Layout(
        box="li.message[id^='post-']",
        text=".messageContent .messageText",
        author=".userText .username, .messageMeta .author",
        stamp=".messageMeta .DateTime[data-time]",
        shown=".messageMeta .DateTime",
        edited=".editDate .DateTime",
        badge=".userBanner",
        quote=".bbCodeQuote .AttributionLink",
        other=".likesSummary .LikeText",
        leave_out=".attribution, .messageTextEndMarker, .quoteExpand, .bbCodeBlock > .type, .signature",
    ),
    id=re.compile(r"^post-(\d{1,20})$"),
    quoted=re.compile(r"(?:#post-|posts/|[?&]id=)(\d{1,20})"),
    title=".titleBar h1",
    current=".PageNav a.currentPage",
    others=".PageNav a",
)
_OLD_POST = "li.message[id^='post-'] .messageText"
_DELETED = frozenset({"message--deleted", "is-deleted", "deleted"})
_POST = re.compile(r"post(?:[:-]|: )(\d{1,20})")
_OTHERS = re.compile(r"(\d{1,6}) ")


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a XenForo discussion, or ``None``."""
    if not source.is_html or ("message--post" not in source.text and "messageText" not in source.text):
        return None
    if source.tree.css_first(_OLD_POST):
        return "posts in the markup of XenForo's first version"
    post = source.tree.css_first('.message--post[data-content^="post-"]')
    return "posts in the markup of XenForo" if post else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of a XenForo page."""
    if source.tree.css_first(_OLD_POST):
        return (flat_discussion(source, NAME, _FIRST, _of_the_first),)
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
        status=_status(found),
    )


def _status(found: Found) -> Status | None:
    return None if _DELETED.isdisjoint(classes(found.node)) else "deleted"


def _of_the_first(found: Found) -> dict[str, object]:
    """Return what only the first version says in its own way: times that scripts reckon in seconds, likes by name."""
    line, shown = found.line("other"), found.first("shown")
    said = attribute(shown, "title") if shown is not None else ""
    known: dict[str, object] = {
        "author": attribute(found.node, "data-author") or found.line("author"),
        "stamp": _in_seconds(found, "stamp"),
        "shown": said or found.line("shown"),
        "likes": _likes(found, line) if line else None,
        "status": _status(found),
    }
    edited = _in_seconds(found, "edited")
    return known | ({"edited": edited} if edited else {})


def _in_seconds(found: Found, part: str) -> str | None:
    node = found.first(part)
    seconds = attribute(node, "data-time") if node is not None else ""
    return iso_of_epoch(int(seconds)) if seconds.isdecimal() and len(seconds) < 13 else None


def _likes(found: Found, line: str) -> int:
    """Return how many like a post: those named and those counted ("Ann, Bea and 3 others like this.")."""
    named = sum(len(node.css("a.username")) for node in found.parts.get("other", ()))
    more = _OTHERS.search(line)
    return named + (int(more.group(1)) if more else 0)


def _reactions(found: Found) -> int | None:
    """Return how many reacted: those named and those that the page only counts ("Ann, Bea and 3 others")."""
    link = found.first("other")
    if link is None:
        return None
    more = _OTHERS.search(line_of(link).rpartition(" and ")[2])
    return len(link.css("bdi")) + (int(more.group(1)) if more else 0)
