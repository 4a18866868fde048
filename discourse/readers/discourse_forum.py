"""Discourse, the forum software: a topic as JSON, the same inside its page, and a page without scripts."""

from collections.abc import Sequence
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.forum import Pages, discussion
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.records import at, iso_of_epoch, records_of, text_of_html
from discourse.readers.source import Source

NAME = "discourse_forum"
TITLE = "Discourse forums: a topic's JSON, and its page with or without scripts"
RECOVERS = ("author", "author id", "parent", "time", "edited", "score", "likes", "status", "badges", "declared")

_POSTS = Layout(
    box="[id^='post_'].crawler-post",
    text="[itemprop='text'], .post",
    author=".creator [itemprop='name'], .creator",
    stamp="time[datetime], time.post-time",
    shown="time",
    other="[itemprop='interactionStatistic']",
    leave_out=".quote .title, aside.quote .title, .lightbox .meta",
)
_SCREEN = Layout(
    box="article[id^='post_'][data-post-id]",
    text=".cooked",
    author=".names .username a, .names a[data-user-card]",
    stamp=".relative-date[data-time]",
    shown=".relative-date",
    likes=".like-count, .reactions-counter, .discourse-reactions-counter",
    badge=".names .user-title",
    leave_out=".quote .title, aside.quote .title, .lightbox .meta, .cooked-selection-barrier",
)
_STUB = "posts that the page had not loaded"
_LIKE = 2
_ACTION = Skipped(kind="boilerplate", reason="notes of the forum itself (closed, pinned, renamed) without words")
_ROLES = ("admin", "moderator")


class _Action(msgspec.Struct):
    id: int = 0
    count: int = 0


class _Post(msgspec.Struct):
    id: int | str
    post_number: int
    cooked: str = ""
    username: str | None = None
    user_id: int | None = None
    created_at: str | None = None
    updated_at: str | None = None
    version: int = 1
    post_type: int = 1
    reply_to_post_number: int | None = None
    actions_summary: list[_Action] = []
    reaction_users_count: int | None = None
    hidden: bool = False
    deleted_at: str | None = None
    user_deleted: bool = False
    moderator: bool = False
    admin: bool = False


def matches(source: Source) -> str | None:
    """Return the evidence that this is a topic of Discourse, or ``None``."""
    if not source.is_html:
        return "a topic of Discourse as JSON" if isinstance(_posts(source.json), list) else None
    if "data-preloaded" not in source.text and "crawler-post" not in source.text and "topic-post" not in source.text:
        return None
    if _preloaded(source) is not None:
        return "a topic of Discourse inside its page"
    if source.tree.css_first(f"{_POSTS.box}, {_SCREEN.box}"):
        return "posts in the markup of Discourse"
    generator = source.tree.css_first('meta[name="generator"][content^="Discourse "]')
    return "a page of Discourse without its posts" if generator else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the topic: its first post as the article, the others as comments."""
    topic = _preloaded(source) if source.is_html else source.json
    return (_of_topic(source, topic) if topic is not None else _of_page(source),)


def _posts(value: Any) -> Any:
    return at(value, "post_stream", "posts")


def _preloaded(source: Source) -> Any:
    """Return the topic that the page holds as JSON inside JSON inside an attribute; ``None`` where it has none."""
    node = source.tree.css_first("#data-preloaded") if "data-preloaded" in source.text else None
    try:
        held = msgspec.json.decode(attribute(node, "data-preloaded")) if node is not None else None
        topics = [value for key, value in held.items() if key.startswith("topic_")] if isinstance(held, dict) else []
        topic = msgspec.json.decode(topics[0]) if topics and isinstance(topics[0], str) else None
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None
    return topic if isinstance(_posts(topic), list) else None


def _of_topic(source: Source, topic: Any) -> Thread:
    posts, malformed = records_of(_posts(topic), _Post)
    ids = {post.post_number: str(post.id) for post in posts}
    drafts = [_draft(post, ids) for post in posts if post.cooked or post.post_type == 1]
    actions = [_ACTION] * (len(posts) - len(drafts))
    article = _article(source, topic)
    opening = ids.get(1)
    if opening is not None and drafts and drafts[0].id == opening:
        article = opened_by(article, drafts.pop(0))
    count = at(topic, "posts_count")
    declared = count - 1 if isinstance(count, int) else None
    findings = Findings(
        drafts=drafts,
        skipped=[*malformed, *actions, *_unloaded(topic, posts)],
        declared=declared,
        is_threaded=True,
    )
    return thread_of(source, NAME, article, findings)


def _article(source: Source, topic: Any) -> Article:
    facts = facts_of(source) if source.is_html else Article(source=source.name)
    title, created = at(topic, "title"), at(topic, "created_at")
    return msgspec.structs.replace(
        facts,
        title=title if isinstance(title, str) else facts.title,
        author=None,
        published=created if isinstance(created, str) else None,
    )


def _draft(post: _Post, ids: dict[int, str]) -> Draft:
    likes = [action.count for action in post.actions_summary if action.id == _LIKE]
    answered = post.reply_to_post_number
    return Draft(
        id=str(post.id),
        text=text_of_html(post.cooked, leave_out=_POSTS.leave_out),
        author=post.username,
        author_id=str(post.user_id) if post.user_id is not None else None,
        reply_to="" if answered in (None, 1) else ids.get(answered or 0, f"#{answered}"),
        stamp=post.created_at,
        edited=(post.updated_at or "") if post.version > 1 else None,
        likes=post.reaction_users_count if post.reaction_users_count is not None else likes[0] if likes else 0,
        badges=tuple(role for role in _ROLES if getattr(post, role)),
        status=_status(post),
    )


def _status(post: _Post) -> Status | None:
    if post.deleted_at or post.user_deleted:
        return "deleted"
    return "hidden" if post.hidden else None


def _unloaded(topic: Any, posts: Sequence[_Post]) -> list[Skipped]:
    stream = at(topic, "post_stream", "stream")
    held = {str(post.id) for post in posts}
    absent = sum(str(id_) not in held for id_ in stream) if isinstance(stream, list) else 0
    return [Skipped(kind="stub", reason=_STUB, count=absent)] if absent else []


def _of_page(source: Source) -> Thread:
    """Return the topic of a page without its JSON: posts for readers without scripts, or as a browser showed them."""
    tree = source.tree
    layout = _POSTS if tree.css_first(_POSTS.box) else _SCREEN
    found = comments_of(tree, layout)
    posts = [_of_box(each) for each in found]
    first = _post_number(found[0]) if found else 1
    more = tree.css_first('.crawler-post a[rel="next"], link[rel="next"]') is not None
    skipped = [Skipped(kind="stub", reason=_STUB, count=None)] if more or not found else []
    pages = Pages(1 if first == 1 else 2)
    return discussion(source, NAME, posts, pages, Findings(skipped=skipped), title="h1[data-topic-id] a")


def _of_box(found: Found) -> Draft:
    stat = found.first("other")
    count = stat.css_first("[itemprop='userInteractionCount']") if stat is not None else None
    likes = attribute(count, "content") if count is not None else ""
    number = attribute(found.node, "data-post-id") or attribute(found.node, "id").removeprefix("post_")
    stamp = found.first("stamp")
    epoch = attribute(stamp, "data-time") if stamp is not None else ""
    known = {"stamp": iso_of_epoch(float(epoch))} if epoch.isdecimal() else {}
    return found.draft(
        id=number,
        reply_to=None,
        likes=int(likes) if likes.isdecimal() else number_of(found.first("likes")),
        **known,
    )


def _post_number(found: Found) -> int:
    number = attribute(found.node, "id").removeprefix("post_")
    return int(number) if number.isdecimal() and len(number) < 9 else 1
