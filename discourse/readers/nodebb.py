"""NodeBB forums: a page of a topic, and the same from its interface."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec
from selectolax.lexbor import LexborNode

from discourse.model import Article, Thread
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings
from discourse.readers.forum import Pages, discussion, pages_of
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.records import at, iso_of_epoch, nodes_of_html, records_of, text_of_html
from discourse.readers.source import Source

NAME = "nodebb"
TITLE = "NodeBB forums: a page of a topic, a topic of the interface"
RECOVERS = ("author", "author id", "parent", "quotes", "time", "edited", "score", "status", "badges", "declared")

_POSTS = Layout(
    box="[component='post'][data-pid]",
    text="[component='post/content']",
    author="a[data-username], [itemprop='author'] meta[itemprop='name']",
    stamp="meta[itemprop='datePublished'], .timeago[title]",
    shown=".timeago",
    edited="meta[itemprop='dateModified']",
    score="[component='post/vote-count']",
    badge="[component='user/badge/group'], .group-label, .badge[title]",
    quote="blockquote a[href*='/post/'], p:has(+ blockquote) a[href*='/post/']",
    other="[component='post/parent']",
    leave_out="[component='post/signature'], .post-signature, [component='post/parent']",
)

_QUOTED = re.compile(r"/post/(\d{1,12})(?:$|[?#])")


class _User(msgspec.Struct):
    username: str | None = None
    uid: int | str | None = None


class _Post(msgspec.Struct, rename={"to_pid": "toPid"}):
    pid: int | str
    content: str = ""
    user: _User | None = None
    timestamp: float | None = None
    timestamp_iso: str | None = msgspec.field(default=None, name="timestampISO")
    edited: float | None = None
    votes: int | None = None
    deleted: int | bool = False
    to_pid: int | str | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that this is a topic of NodeBB, or ``None``."""
    if source.is_html:
        found = "post/content" in source.text and source.tree.css_first(_POSTS.box)
        return "posts in the markup of NodeBB" if found else None
    post = at(source.json, "posts", 0)
    is_ours = isinstance(post, dict) and {"pid", "tid", "content"} <= post.keys()
    return "a topic of NodeBB's interface" if is_ours else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the topic: its first post as the article, the others as comments."""
    return (_of_page(source) if source.is_html else _of_topic(source),)


def _of_page(source: Source) -> Thread:
    tree = source.tree
    found = comments_of(tree, _POSTS)
    first = attribute(found[0].node, "data-index") if found else "0"
    pages = pages_of(
        tree, ".pagination .page-item.active a, .pagination .active a", ".pagination .page-item a, .pagination a"
    )
    if first not in ("", "0"):
        pages = Pages(max(pages.number, 2), max(pages.last, 2))
    total = number_of(tree.css_first("[component='topic/post-count']"))
    findings = Findings(declared=total - 1 if total else None, is_threaded=True)
    return discussion(
        source, NAME, [_of_box(each) for each in found], pages, findings, title="[component='topic/title']"
    )


def _of_box(found: Found) -> Draft:
    parent = found.first("other")
    above = ""
    if parent is not None:
        link = attribute(parent, "href").rpartition("/")[2]
        above = attribute(parent, "data-parent-pid") or attribute(parent, "data-topid") or link
    return found.draft(
        id=attribute(found.node, "data-pid"),
        reply_to=above,
        author=attribute(found.node, "data-username") or found.line("author"),
        author_id=attribute(found.node, "data-uid") or None,
        quotes=_quoted(found.parts.get("quote", ())),
        status="deleted" if "deleted" in attribute(found.node, "class").split() else None,
    )


def _quoted(links: Iterable[LexborNode]) -> tuple[str, ...]:
    """Return the posts to which the links in and right above quotations lead."""
    told = (_QUOTED.search(attribute(link, "href")) for link in links)
    return tuple(dict.fromkeys(each.group(1) for each in told if each))


def _of_topic(source: Source) -> Thread:
    topic: Any = source.json
    posts, malformed = records_of(at(topic, "posts"), _Post)
    current, last = at(topic, "pagination", "currentPage"), at(topic, "pagination", "pageCount")
    pages = Pages(current if isinstance(current, int) else 1, last if isinstance(last, int) else 1)
    total, title = at(topic, "postcount"), at(topic, "titleRaw") or at(topic, "title")
    declared = total - 1 if isinstance(total, int) else None
    article = Article(source=source.name, title=title if isinstance(title, str) else None)
    findings = Findings(skipped=malformed, declared=declared, is_threaded=True)
    return discussion(source, NAME, list(map(_of_post, posts)), pages, findings, article=article)


def _of_post(post: _Post) -> Draft:
    user = post.user or _User()
    return Draft(
        id=str(post.pid),
        text=text_of_html(post.content),
        author=user.username,
        author_id=str(user.uid) if user.uid is not None else None,
        reply_to=str(post.to_pid) if post.to_pid else "",
        quotes=_quoted(nodes_of_html(post.content, _POSTS.quote)),
        stamp=iso_of_epoch(post.timestamp) or post.timestamp_iso,
        edited=iso_of_epoch(post.edited) if post.edited else None,
        score=post.votes,
        status="deleted" if post.deleted else None,
    )
