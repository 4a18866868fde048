"""Posts as Disqus's interface gives them, and as its comment frame holds them in a script."""

import html
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.drafts import FURTHER, Draft, Findings, thread_of
from discourse.readers.records import at, items_at, records_of, text_of_html, text_of_plain
from discourse.readers.source import Source

_SCRIPT = "script#disqus-threadData"
_POST_KEYS = frozenset({"id", "thread", "parent", "createdAt"})
_STUB = "comments that the frame had not loaded"


class _Author(msgspec.Struct):
    name: str | None = None
    username: str | None = None
    id: str | int | None = None


class _Post(msgspec.Struct, rename="camel"):
    id: str | int
    message: str = ""
    raw_message: str | None = msgspec.field(default=None, name="raw_message")
    author: _Author | None = None
    created_at: str | None = None
    parent: str | int | None = None
    thread: Any = None
    likes: int | None = None
    dislikes: int | None = None
    points: int | None = None
    is_deleted: bool = False
    is_deleted_by_author: bool = False
    is_spam: bool = False
    is_approved: bool = True
    is_edited: bool = False
    is_highlighted: bool = False
    moderation_labels: list[str] = []


def evidence(source: Source) -> str | None:
    """Return the evidence that these are posts of Disqus, or ``None``."""
    if source.is_html:
        return "the comment frame of Disqus" if _in_frame(source) is not None else None
    first = at(_answers(source.json), 0)
    if isinstance(first, dict) and first.keys() >= _POST_KEYS and first.keys() & {"message", "raw_message"}:
        return "an answer of Disqus's interface"
    return None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return each page with its posts."""
    value = _in_frame(source) if source.is_html else source.json
    posts, malformed = records_of(_answers(value), _Post)
    by_thread: dict[str, list[_Post]] = {}
    for post in posts:
        by_thread.setdefault(_thread_id(post), []).append(post)
    known = at(value, "response", "thread")
    others = [*malformed, *([FURTHER] if _has_more(value) else [])]
    return tuple(
        thread_of(source, reader, _article(source, known, own), _findings(own, known, [] if number else others))
        for number, own in enumerate(by_thread.values() or [[]])
    )


def _has_more(value: Any) -> bool:
    """Return whether the last answer says that more follow it, and the page does not say how many."""
    cursor = at(value, -1, "cursor") if isinstance(value, list) else at(value, "cursor")
    return at(cursor, "hasNext") is True and at(value, "response", "thread") is None


def _answers(value: Any) -> list[Any]:
    """Return the posts of an answer, of several answers in a list, or of a frame."""
    found = at(value, "response", "posts") or at(value, "response")
    if isinstance(value, list):
        found = value
        if isinstance(at(value, 0, "response"), list):
            found = [post for answer in value for post in items_at(answer, "response")]
    return found if isinstance(found, list) else []


def _in_frame(source: Source) -> Any:
    """Return what the frame's script holds; ``None`` where there is none."""
    if "disqus-threadData" not in source.text:
        return None
    script = source.tree.css_first(_SCRIPT)
    try:
        return msgspec.json.decode(script.text()) if script is not None else None
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None


def _thread_id(post: _Post) -> str:
    return str(post.thread.get("id", "") if isinstance(post.thread, dict) else post.thread or "")


def _article(source: Source, known: Any, posts: list[_Post]) -> Article:
    page = known if isinstance(known, dict) else at(msgspec.to_builtins(posts), 0, "thread")
    title, link = at(page, "clean_title") or at(page, "title"), at(page, "link") or at(page, "url")
    return Article(
        source=source.name,
        title=html.unescape(title) if isinstance(title, str) else None,
        url=link if isinstance(link, str) and link.startswith("http") else None,
    )


def _findings(posts: list[_Post], known: Any, malformed: list[Skipped]) -> Findings:
    declared = at(known, "posts")
    total = declared if isinstance(declared, int) else None
    missing = total - len(posts) if total is not None else 0
    stub = [Skipped(kind="stub", reason=_STUB, count=missing)] if missing > 0 else []
    return Findings(drafts=list(map(_draft, posts)), skipped=[*malformed, *stub], declared=total, is_threaded=True)


def _draft(post: _Post) -> Draft:
    author = post.author or _Author()
    return Draft(
        id=str(post.id),
        text=text_of_html(post.message) if post.message else text_of_plain(post.raw_message or ""),
        author=author.name or author.username or None,
        author_id=author.username or (str(author.id) if author.id else None),
        reply_to=str(post.parent) if post.parent else "",
        stamp=f"{post.created_at.removesuffix('Z')}Z" if post.created_at else None,
        score=post.points,
        likes=post.likes,
        dislikes=post.dislikes,
        edited="" if post.is_edited else None,
        pinned=post.is_highlighted,
        badges=("moderator",) if "moderator" in post.moderation_labels else (),
        status=_status(post),
    )


def _status(post: _Post) -> Status:
    if post.is_deleted or post.is_deleted_by_author:
        return "deleted"
    if post.is_spam:
        return "blocked"
    return "shown" if post.is_approved else "hidden"
