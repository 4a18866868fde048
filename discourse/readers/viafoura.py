"""Viafoura: comments as its interface answers them, flat, each naming the one above it."""

from typing import Any

import msgspec

from discourse.model import Article, Status, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import at, iso_of_epoch, items_at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "viafoura"
TITLE = "Viafoura, comments of its interface"
RECOVERS = ("author", "author id", "parent", "time", "score", "likes", "status", "pinned")

_STATES: dict[str, Status] = {"disabled": "blocked", "spam": "blocked", "awaiting": "hidden", "deleted": "deleted"}


class _Comment(msgspec.Struct):
    content_uuid: str
    content: str | None = None
    parent_uuid: str | None = None
    content_container_uuid: str | None = None
    actor_uuid: str | None = None
    actor_name: str | None = None
    date_created: float | None = None
    total_likes: int | None = None
    total_dislikes: int | None = None
    state: str | None = None
    is_pinned: bool = False


def matches(source: Source) -> str | None:
    """Return the evidence that these are comments of Viafoura, or ``None``."""
    comment = at(source.json, "contents", 0)
    return "comments of Viafoura" if isinstance(comment, dict) and "content_uuid" in comment else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the article with its comments, those on the first level and their replies."""
    raw: list[Any] = []
    for item in items_at(source.json, "contents"):
        raw.append(item)
        raw.extend(items_at(item, "replies", "contents"))
    comments, malformed = records_of(raw, _Comment)
    kept = {comment.content_uuid: comment for comment in comments}
    people = {str(at(each, "uuid")): at(each, "name") for each in items_at(source.json, "users")}
    drafts = [_draft(comment, people) for comment in kept.values()]
    article = Article(source=source.name)
    return (thread_of(source, NAME, article, Findings(drafts=drafts, skipped=malformed, is_threaded=True)),)


def _draft(comment: _Comment, people: dict[str, Any]) -> Draft:
    name = comment.actor_name or people.get(comment.actor_uuid or "")
    is_top = comment.parent_uuid in (None, comment.content_container_uuid)
    return Draft(
        id=comment.content_uuid,
        text=text_of_html(comment.content or ""),
        author=name if isinstance(name, str) else None,
        author_id=comment.actor_uuid,
        reply_to="" if is_top else comment.parent_uuid,
        stamp=iso_of_epoch(comment.date_created),
        likes=comment.total_likes,
        dislikes=comment.total_dislikes,
        pinned=comment.is_pinned,
        status=_STATES.get(comment.state or ""),
    )
