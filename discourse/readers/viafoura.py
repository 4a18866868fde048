"""Viafoura: comments as its interface answers them, each with its replies or naming the one above it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.records import at, iso_of_epoch, items_at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "viafoura"
TITLE = "Viafoura, comments of its interface"
RECOVERS = ("author", "author id", "parent", "time", "score", "likes", "status", "pinned")

_STATES: dict[str, Status] = {"disabled": "blocked", "spam": "blocked", "awaiting": "hidden", "deleted": "deleted"}

_STUB = "replies that the answer counts and does not hold"
_MORE = "comments on further pages of the answer"


class _Comment(msgspec.Struct):
    content_uuid: str | int
    content: str | None = None
    parent_uuid: str | int | None = None
    content_container_uuid: str | int | None = None
    actor_uuid: str | int | None = None
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
    raw = list(_walk(source.json))
    comments, malformed = records_of(raw, _Comment)
    people = {str(at(each, "uuid")): at(each, "name") for each in items_at(source.json, "users")}
    findings = Findings(
        drafts=[_draft(comment, people) for comment in comments],
        skipped=[*malformed, *_stubs(source.json, raw)],
        is_threaded=True,
    )
    return (thread_of(source, NAME, Article(source=source.name), findings),)


def _walk(answer: Any) -> Iterator[Any]:
    """Yield each comment before its replies, however deep they are."""
    stack = list(reversed(items_at(answer, "contents")))
    while stack:
        comment = stack.pop()
        yield comment
        stack.extend(reversed(items_at(comment, "replies", "contents")))


def _stubs(answer: Any, raw: list[Any]) -> list[Skipped]:
    """Return what the answer says there is and does not hold."""
    held = Counter(str(at(comment, "parent_uuid")) for comment in raw)
    absent = sum(
        max(count - held[str(at(comment, "content_uuid"))], 0)
        for comment in raw
        if isinstance(count := at(comment, "total_replies"), int) and count
    )
    stubs = [Skipped(kind="stub", reason=_STUB, count=absent)] if absent else []
    more = any(at(holder, "more_available") is True for holder in (answer, *(at(each, "replies") for each in raw)))
    return stubs or ([Skipped(kind="stub", reason=_MORE, count=None)] if more else [])


def _draft(comment: _Comment, people: dict[str, Any]) -> Draft:
    name = comment.actor_name or people.get(str(comment.actor_uuid))
    is_top = comment.parent_uuid in (None, comment.content_container_uuid)
    return Draft(
        id=str(comment.content_uuid),
        text=text_of_html(comment.content or ""),
        author=name if isinstance(name, str) else None,
        author_id=None if comment.actor_uuid is None else str(comment.actor_uuid),
        reply_to="" if is_top else str(comment.parent_uuid),
        stamp=iso_of_epoch(comment.date_created),
        likes=comment.total_likes,
        dislikes=comment.total_dislikes,
        pinned=comment.is_pinned,
        status=_STATES.get(comment.state or ""),
    )
