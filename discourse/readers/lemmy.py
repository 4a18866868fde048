"""Lemmy: a post's page in its own interface, and the comments that its API answers."""

import re
from typing import Any

import msgspec
from selectolax.lexbor import LexborNode

from discourse.model import Article, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.dates import iso_of_words
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of, whole
from discourse.readers.markup import line_of, text_of
from discourse.readers.records import at, items_at, records_of, text_of_markdown
from discourse.readers.source import Source

NAME = "lemmy"
TITLE = "Lemmy: a post's page, and comments of its API"
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
    box="li.comment, div.comment:has(> .comment-node)",
    text=".comment-content .md-div, .comment-content, .comment-node .md-div",
    author=".person-listing span",
    shown=".moment-time, .unselectable[data-tippy-content*=':']",
    badge=".badge",
    other="[aria-label$=' Upvotes'], [aria-label$=' Upvote'], .unselectable [data-tippy-content*='vote'], "
    ".unselectable[data-tippy-content*=' points'], button[data-tippy-content*=' point']",
    quote=".person-listing",
    leave_out=".comment-bottom-btns, .btn-group-toggle, form",
)
_NODES = "li.comment article.comment-node, div.comment > .comment-node"
_BADGES = {
    "op": "author", "creator": "author", "mod": "moderator", "moderator": "moderator", "admin": "admin", "bot": "bot",
}  # fmt: skip
_GONE: dict[str, Status] = {
    "deleted by creator": "deleted", "permanently deleted": "deleted", "removed by mod": "blocked",
}  # fmt: skip
_ZONE = re.compile(r"GMT([+-]\d\d):?(\d\d)")


class _Comment(msgspec.Struct):
    id: int | str
    content: str = ""
    path: str = "0"
    published: str | None = None
    published_at: str | None = None
    updated: str | None = None
    updated_at: str | None = None
    score: int | None = None
    upvotes: int | None = None
    downvotes: int | None = None
    deleted: bool = False
    removed: bool = False
    distinguished: bool = False


class _Person(msgspec.Struct):
    name: str | None = None
    id: int | str | None = None
    actor_id: str | None = None
    ap_id: str | None = None


class _Counts(msgspec.Struct):
    score: int | None = None
    upvotes: int | None = None
    downvotes: int | None = None


class _View(msgspec.Struct):
    comment: _Comment
    creator: _Person | None = None
    counts: _Counts | None = None
    post: Any = None
    creator_is_moderator: bool = False
    creator_is_admin: bool = False


def matches(source: Source) -> str | None:
    """Return the evidence that this is of Lemmy, or ``None``."""
    if source.is_html:
        if "comment-node" not in source.text or not source.tree.css_first(_NODES):
            return None
        return "comments in the markup of Lemmy"
    path = at(_views(source.json), 0, "comment", "path")
    return "comments of Lemmy's API" if isinstance(path, str) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the post with its comments."""
    return (_of_page(source) if source.is_html else _of_api(source),)


def _of_page(source: Source) -> Thread:
    tree = source.tree
    facts = facts_of(source)
    title, body, author, when = (
        tree.css_first(place)
        for place in (
            ".post-title h1, .post-listing h5 a",
            ".post-listing ~ * .md-div:not(.comment-node *), #postContent, .post-listing .md-div",
            ".post-listing .person-listing span",
            ".post-listing .moment-time[data-tippy-content]",
        )
    )
    article = msgspec.structs.replace(
        facts,
        title=line_of(title) if title is not None else facts.title,
        author=line_of(author) if author is not None else facts.author,
        published=facts.published or (_stamp(attribute(when, "data-tippy-content")) if when is not None else None),
        body=(text_of(body) or None) if body is not None else None,
    )
    declared = number_of(tree.css_first(".post-listing a[href*='scrollToComments'], a[href*='scrollToComments']"))
    drafts = [_of_box(found) for found in comments_of(tree, _COMMENTS)]
    return thread_of(source, NAME, article, Findings(drafts=drafts, declared=declared, is_threaded=True))


def _of_box(found: Found) -> Draft:
    when, votes, person = found.first("shown"), found.first("other"), found.first("quote")
    return found.draft(
        id=_id(found),
        reply_to=_id(found.within) if found.within else "",
        stamp=_stamp(attribute(when, "data-tippy-content")) if when is not None else None,
        score=_score(votes) if votes is not None else None,
        author_id=attribute(person, "href").rpartition("/u/")[2] or None if person is not None else None,
        badges=_badges(found),
        status=_GONE.get(found.text().strip("* ")),
    )


def _badges(found: Found) -> tuple[str, ...]:
    names = (_BADGES.get(line_of(node).lower()) for node in found.parts.get("badge", ()))
    return tuple(dict.fromkeys(filter(None, names)))


def _id(found: Found) -> str:
    node = found.node.css_first(".comment-node")
    return attribute(node, "id").removeprefix("comment-") if node is not None else ""


def _stamp(words: str) -> str | None:
    """Return the words of a date as ISO 8601, with the zone that they end in ("… 9:30:00 AM GMT+01:00")."""
    zone = _ZONE.search(words)
    iso = iso_of_words(words[: zone.start()] if zone else words, None)
    return f"{iso}{zone.group(1)}:{zone.group(2)}" if iso and zone and "T" in iso else iso


def _score(node: LexborNode) -> int | None:
    """Return the number in the label of an element, else in what it tells the mouse: "14 points • 15 upvotes"."""
    told = (_votes(attribute(node, name)) for name in ("aria-label", "data-tippy-content"))
    return next((number for number in told if number is not None), None)


def _votes(words: str) -> int | None:
    number = words.partition(" ")[0]
    return whole(number) if number.replace(",", "").replace(".", "").lstrip("-").isdecimal() else None


def _views(value: Any) -> list[Any]:
    """Return the comments of an answer; version 4 calls them items."""
    return items_at(value, "comments") or items_at(value, "items")


def _of_api(source: Source) -> Thread:
    views, malformed = records_of(_views(source.json), _View)
    post = next((view.post for view in views if isinstance(view.post, dict)), at(source.json, "post_view", "post"))
    article = Article(
        source=source.name,
        id=str(at(post, "id")) if at(post, "id") else None,
        url=at(post, "ap_id") or None,
        title=at(post, "name") or None,
        author=at(source.json, "post_view", "creator", "name") or None,
        published=at(post, "published") or at(post, "published_at") or None,
        body=text_of_markdown(at(post, "body")) if isinstance(at(post, "body"), str) else None,
    )
    total = at(source.json, "post_view", "counts", "comments")
    declared = total if isinstance(total, int) else None
    findings = Findings(drafts=list(map(_of_view, views)), skipped=malformed, declared=declared, is_threaded=True)
    return thread_of(source, NAME, article, findings)


def _of_view(view: _View) -> Draft:
    comment, creator, counts = view.comment, view.creator or _Person(), view.counts
    told = counts or _Counts(view.comment.score, view.comment.upvotes, view.comment.downvotes)
    path = comment.path.split(".")
    roles = (("moderator", view.creator_is_moderator), ("admin", view.creator_is_admin))
    status: Status | None = "deleted" if comment.deleted else "blocked" if comment.removed else None
    return Draft(
        id=str(comment.id),
        text=text_of_markdown(comment.content),
        author=creator.name,
        author_id=creator.actor_id or creator.ap_id or (str(creator.id) if creator.id else None),
        reply_to=path[-2] if len(path) > 2 else "",
        stamp=_in_utc(comment.published or comment.published_at),
        edited=_in_utc(comment.updated or comment.updated_at),
        score=told.score,
        likes=told.upvotes,
        dislikes=told.downvotes,
        pinned=comment.distinguished,
        badges=tuple(name for name, has in roles if has),
        status=status,
    )


def _in_utc(stamp: str | None) -> str | None:
    """Return a time of the API, which gives none a zone and means UTC."""
    if not stamp:
        return None
    has_zone = stamp.endswith("Z") or "+" in stamp
    return stamp if has_zone else f"{stamp}Z"
