"""Discourse, the forum software: a topic as JSON, the same inside its page, and a page without scripts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser, LexborNode

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes
from discourse.readers.drafts import Draft, Findings, answering, opened_by, thread_of
from discourse.readers.forum import Pages, discussion
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.records import at, iso_of_epoch, items_at, nodes_of_html, records_of, text_of_html
from discourse.readers.source import Source

NAME = "discourse_forum"
TITLE = "Discourse forums: a topic's JSON, and its page with or without scripts"
RECOVERS = (
    "author",
    "author id",
    "parent",
    "quotes",
    "time",
    "edited",
    "score",
    "likes",
    "status",
    "badges",
    "declared",
)

_POSTS = Layout(
    box="[id^='post_'].crawler-post, .crawler-post:not([id]):has(> .crawler-post-meta)",
    text="[itemprop='text'], .post",
    author=".creator [itemprop='name'], .creator",
    stamp="time[datetime], time.post-time",
    shown="time",
    quote="aside.quote[data-post]:not(aside.quote aside)",
    other="[itemprop='interactionStatistic'], [itemprop='interactionCount']",
    leave_out=".quote .title, aside.quote .title, .lightbox .meta",
)
_SCREEN = Layout(
    box="article[id^='post_'][data-post-id], .embedded-posts .reply",
    text=".cooked",
    author=".names .username a, .names a[data-user-card]",
    stamp=".relative-date[data-time]",
    shown=".relative-date",
    likes=".like-count, .reactions-counter, .discourse-reactions-counter",
    badge=".names .user-title",
    other=".reply-to-tab",
    quote="aside.quote[data-post]:not(aside.quote aside)",
    leave_out=".quote .title, aside.quote .title, .lightbox .meta, .cooked-selection-barrier",
)
_FRAME = Layout(
    box="article.post[id^='post-']:has(> .cooked)",
    text=".cooked",
    author="h3.username a",
    stamp=".post-date[title]",
    shown=".post-date",
    other=".in-reply-to a[href*='#post-']",
    leave_out="h3.username, .in-reply-to, .post-replies, .quote .title, .lightbox .meta",
)
"""Comments on an article elsewhere, in a frame."""
_STUB = "posts that the page had not loaded"
_TOPIC = re.compile(r"/t/(?:[^/]+/)?(\d{1,12})(?:$|[/?#])")
_LIKE = 2
_ACTION = Skipped(kind="boilerplate", reason="notes of the forum itself (closed, pinned, renamed) without words")
_WHISPER = 4
_GONE, _UNSEEN = frozenset({"deleted", "user-deleted"}), frozenset({"post-hidden", "whisper"})
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
    if source.is_html:
        return _kind_of_page(source)
    if isinstance(_posts(source.json), list):
        return "a topic of Discourse as JSON"
    return "the latest posts of a Discourse" if at(source.json, "latest_posts", 0, "topic_id") else None


def _kind_of_page(source: Source) -> str | None:
    if _is_frame(source):
        return "comments of Discourse in a frame"
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
    if not source.is_html and at(source.json, "latest_posts"):
        return tuple(_of_topic(source, topic) for topic in _topics_of(items_at(source.json, "latest_posts")))
    if _is_frame(source):
        return (_of_frame(source),)
    topic = _preloaded(source) if source.is_html else source.json
    return (_of_topic(source, topic) if topic is not None else _of_page(source),)


def _is_frame(source: Source) -> bool:
    known = source.is_html and "cooked" in source.text and "data-post-id" not in source.text
    return known and source.tree.css_first(f"{_FRAME.box} h3.username") is not None


def _of_frame(source: Source) -> Thread:
    drafts = []
    for found in comments_of(source.tree, _FRAME):
        answered = next(iter(found.values("other", "href")), "").partition("#post-")[2]
        drafts.append(found.draft(id=attribute(found.node, "id").removeprefix("post-"), reply_to=answered))
    return thread_of(source, NAME, facts_of(source), Findings(drafts=drafts))


def _topics_of(posts: Iterable[Any]) -> list[Any]:
    """Return the topics of posts that come newest first, each with its own in their order."""
    topics: dict[Any, list[Any]] = {}
    for post in posts:
        topics.setdefault(at(post, "topic_id"), []).insert(0, post)
    return [
        {"id": id_, "title": at(own, 0, "topic_title"), "post_stream": {"posts": own}} for id_, own in topics.items()
    ]


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
    topic_id = str(at(topic, "id") or "")
    drafts = [_draft(post, ids, topic_id) for post in posts if post.cooked or post.post_type == 1]
    actions = [_ACTION] * (len(posts) - len(drafts))
    article = _article(source, topic)
    opening = ids.get(1)
    if opening is not None and drafts and drafts[0].id == opening:
        article = opened_by(article, drafts.pop(0))
        drafts = [answering(draft, opening) for draft in drafts]
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


def _quoted(quotations: Iterable[LexborNode], ids: Mapping[int, str], topic: str) -> tuple[str, ...]:
    """Return the ids of the posts of this topic that quotations name by their number in it."""
    told = (
        attribute(node, "data-post") for node in quotations if not topic or attribute(node, "data-topic") in {"", topic}
    )
    numbers = (int(number) for number in told if number.isdecimal() and len(number) < 9)
    return tuple(dict.fromkeys(ids[number] for number in numbers if number in ids))


def _draft(post: _Post, ids: dict[int, str], topic: str) -> Draft:
    likes = [action.count for action in post.actions_summary if action.id == _LIKE]
    answered = post.reply_to_post_number
    return Draft(
        id=str(post.id),
        text=text_of_html(post.cooked, leave_out=_POSTS.leave_out),
        author=post.username,
        author_id=str(post.user_id) if post.user_id is not None else None,
        reply_to="" if answered in (None, 1) else ids.get(answered or 0, f"#{answered}"),
        quotes=_quoted(nodes_of_html(post.cooked, _POSTS.quote), ids, topic),
        stamp=post.created_at,
        edited=(post.updated_at or "") if post.version > 1 else None,
        likes=post.reaction_users_count if post.reaction_users_count is not None else likes[0] if likes else 0,
        badges=tuple(role for role in _ROLES if getattr(post, role)),
        status=_status(post),
    )


def _status(post: _Post) -> Status | None:
    if post.deleted_at or post.user_deleted:
        return "deleted"
    return "hidden" if post.hidden or post.post_type == _WHISPER else None


def _unloaded(topic: Any, posts: Sequence[_Post]) -> list[Skipped]:
    stream = at(topic, "post_stream", "stream")
    held = {str(post.id) for post in posts}
    absent = sum(str(id_) not in held for id_ in stream) if isinstance(stream, list) else 0
    return [Skipped(kind="stub", reason=_STUB, count=absent)] if absent else []


def _of_page(source: Source) -> Thread:
    """Return the topic of a page without its JSON: posts for readers without scripts, or as a browser showed them."""
    tree = source.tree
    layout = _POSTS if tree.css_first(_POSTS.box) else _SCREEN
    shown = [each for each in comments_of(tree, layout) if "reply" not in classes(each.node)]
    found = [each for each in shown if "small-action" not in classes(each.node) or each.text()]
    actions = [_ACTION] * (len(shown) - len(found))
    ids = {_post_number(each): _post_id(each) for each in found}
    posts = [_of_box(each, ids, _topic_of(tree)) for each in found]
    first = _post_number(found[0]) if found else 1
    more = tree.css_first('.crawler-post a[rel="next"], link[rel="next"]') is not None
    skipped = [*actions, *([Skipped(kind="stub", reason=_STUB, count=None)] if more or not found else [])]
    pages = Pages(1 if first == 1 else 2)
    return discussion(
        source, NAME, posts, pages, Findings(skipped=skipped), title="h1[data-topic-id] a, #topic-title h1 a"
    )


def _topic_of(tree: LexborHTMLParser) -> str:
    """Return the number of a page's topic; an empty string where neither its heading nor its address tells."""
    heading, link = tree.css_first("h1[data-topic-id]"), tree.css_first("link[rel='canonical']")
    told = _TOPIC.search(attribute(link, "href")) if link is not None else None
    return attribute(heading, "data-topic-id") if heading is not None else told.group(1) if told else ""


def _of_box(found: Found, ids: Mapping[int, str], topic: str) -> Draft:
    quotes = _quoted(found.parts.get("quote", ()), ids, topic)
    stat = found.first("other")
    count = stat.css_first("[itemprop='userInteractionCount']") if stat is not None else None
    likes = attribute(count, "content") if count is not None else ""
    stamp = found.first("stamp")
    epoch = attribute(stamp, "data-time") if stamp is not None else ""
    known = {"stamp": iso_of_epoch(float(epoch))} if epoch.isdecimal() else {}
    return found.draft(
        id=_post_id(found),
        reply_to=None,
        quotes=quotes,
        reply_to_author=None if quotes or stat is None or count is not None else found.line("other"),
        likes=int(likes) if likes.isdecimal() else number_of(found.first("likes")),
        status=_shown_status(found.node),
        **known,
    )


def _shown_status(node: LexborNode) -> Status | None:
    """Return what the classes of a post on the screen, and of the box around it, say became of it."""
    box = node.parent
    names = {*classes(node), *(classes(box) if box is not None and "topic-post" in classes(box) else ())}
    if not names.isdisjoint(_GONE):
        return "deleted"
    return None if names.isdisjoint(_UNSEEN) else "hidden"


def _post_id(found: Found) -> str:
    named = attribute(found.node, "data-post-id") or attribute(found.node, "id").removeprefix("post_")
    return named or str(_post_number(found))


def _post_number(found: Found) -> int:
    number = attribute(found.node, "id").removeprefix("post_")
    if number.isdecimal() and len(number) < 9:
        return int(number)
    place = found.node.css_first("[itemprop='position']")
    return number_of(place) or 1
