"""Bluesky: a thread as its interface (getPostThread) gives it, a tree of posts."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers import bluesky_feed, bluesky_page
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.records import at, records_of, text_of_plain
from discourse.readers.source import Source

NAME = "bluesky"
TITLE = "Bluesky: a thread, a feed or found posts of its interface, its stream; a saved page"
RECOVERS = ("author", "author id", "parent", "time", "score", "likes", "status")

_VIEW = "app.bsky.feed.defs#threadViewPost"
_GONE: dict[str, Status] = {
    "app.bsky.feed.defs#notFoundPost": "deleted",
    "app.bsky.feed.defs#blockedPost": "blocked",
    "app.bsky.unspecced.defs#threadItemNotFound": "deleted",
    "app.bsky.unspecced.defs#threadItemBlocked": "blocked",
    "app.bsky.unspecced.defs#threadItemNoUnauthenticated": "blocked",
}
_BOOSTS = "what others wrote and an account passed on (reposts)"
_UNLOADED = "replies that the answer counts and does not hold"


class _Author(msgspec.Struct):
    handle: str | None = None
    did: str | None = None


class _Ref(msgspec.Struct):
    uri: str = ""


class _Reply(msgspec.Struct):
    parent: _Ref | None = None


class _Record(msgspec.Struct):
    text: str = ""
    created_at: str | None = msgspec.field(default=None, name="createdAt")
    reply: _Reply | None = None
    langs: list[str] | None = None


class _Post(msgspec.Struct, rename="camel"):
    uri: str
    author: _Author | None = None
    record: _Record | None = None
    like_count: int | None = None
    reply_count: int | None = None


class _Found(NamedTuple):
    """A node of the tree: its post or what is left of it, and the post above it."""

    post: Any
    above: str
    status: Status | None


def matches(source: Source) -> str | None:
    """Return the evidence that this is a thread of Bluesky, or ``None``."""
    if source.is_html:
        return bluesky_page.evidence(source)
    if at(source.json, "thread", 0, "value", "$type") is not None and isinstance(at(source.json, "thread"), list):
        return "a thread of Bluesky's newer interface"
    if feed := bluesky_feed.evidence(source):
        return feed
    kind = at(source.json, "thread", "$type")
    post = at(source.json, "thread", "post", "uri")
    return "a thread of Bluesky's interface" if kind == _VIEW or (post and str(post).startswith("at://")) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the post that opens the thread, as the article, with its replies."""
    if source.is_html:
        return bluesky_page.threads(source, NAME)
    if bluesky_feed.evidence(source):
        return (_of_feed(source),)
    root = at(source.json, "thread")
    found = list(_listed(root) if isinstance(root, list) else _walk(root))
    posts, malformed = records_of((each.post for each in found), _Post)
    known = {post.uri: post for post in posts}
    drafts = [_draft(known[uri], each) for each in found if (uri := at(each.post, "uri")) in known]
    article = Article(source=source.name, site="Bluesky")
    if not drafts:
        return (thread_of(source, NAME, article, Findings(skipped=malformed, is_threaded=True)),)
    opening, comments = drafts[0], drafts[1:]
    article = opened_by(msgspec.structs.replace(article, url=_address(posts[0]), language=_language(posts[0])), opening)
    findings = Findings(
        drafts=comments,
        skipped=[*malformed, *_unloaded(posts, found)],
        is_threaded=True,
    )
    return (thread_of(source, NAME, article, findings),)


def _of_feed(source: Source) -> Thread:
    """Return the posts of a feed, without those of others that it passes on."""
    own, passed_on = bluesky_feed.posts_in(source)
    posts, malformed = records_of(own, _Post)
    drafts = [_draft(post, _Found(None, _key(_answered(post)), None)) for post in posts]
    more = [Skipped(kind="duplicate", reason=_BOOSTS, count=passed_on)] if passed_on else []
    article = Article(source=source.name, site="Bluesky")
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=[*malformed, *more]))


def _answered(post: _Post) -> str:
    reply = post.record.reply if post.record else None
    return reply.parent.uri if reply and reply.parent else ""


def _walk(root: Any) -> Iterator[_Found]:
    """Yield the post at the root and all below it, each before its replies; replies to the root have no parent."""
    stack: list[tuple[Any, str]] = [(root, "")]
    top = True
    while stack:
        node, above = stack.pop()
        status = _GONE.get(str(at(node, "$type")))
        post = {"uri": at(node, "uri")} if status else at(node, "post")
        yield _Found(post, above, status)
        replies = at(node, "replies")
        own = "" if top else _key(str(at(post, "uri") or ""))
        top = False
        stack.extend((reply, own) for reply in reversed(replies if isinstance(replies, list) else []))


def _listed(items: list[Any]) -> Iterator[_Found]:
    """Yield the posts of an answer that lists them with their depth, from the one asked for on."""
    branch: list[tuple[int, str]] = []
    for item in items:
        depth = at(item, "depth")
        if not isinstance(depth, int) or depth < 0:
            continue
        while branch and branch[-1][0] >= depth:
            branch.pop()
        status = _GONE.get(str(at(item, "value", "$type")))
        uri = str(at(item, "uri") or "")
        above = branch[-1][1] if depth > 1 and branch else ""
        yield _Found({"uri": uri} if status else at(item, "value", "post"), above, status)
        branch.append((depth, _key(uri)))


def _draft(post: _Post, found: _Found) -> Draft:
    author, record = post.author or _Author(), post.record or _Record()
    return Draft(
        id=_key(post.uri),
        text=text_of_plain(record.text),
        author=author.handle,
        author_id=author.did,
        reply_to=found.above,
        stamp=record.created_at,
        likes=post.like_count,
        status=found.status,
    )


def _key(uri: str) -> str:
    return uri.rpartition("/")[2]


def _address(post: _Post) -> str | None:
    handle = post.author.handle if post.author else None
    return f"https://bsky.app/profile/{handle}/post/{_key(post.uri)}" if handle else None


def _language(post: _Post) -> str | None:
    languages = post.record.langs if post.record else None
    return languages[0] if languages else None


def _unloaded(posts: list[_Post], found: list[_Found]) -> list[Skipped]:
    held: dict[str, int] = {}
    for each in found[1:]:
        held[each.above] = held.get(each.above, 0) + 1
    absent = sum(
        max((post.reply_count or 0) - held.get(_key(post.uri) if number else "", 0), 0)
        for number, post in enumerate(posts)
    )
    return [Skipped(kind="stub", reason=_UNLOADED, count=absent)] if absent else []
