"""The Guardian: pages of a discussion as its discussion interface answers them, and comments below an article."""

from collections.abc import Iterator
from typing import Any

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers import guardian_page
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.forum import ELSEWHERE
from discourse.readers.records import at, items_at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "guardian"
TITLE = "The Guardian: its discussion interface, and comments below an article"
RECOVERS = ("author", "author id", "parent", "time", "score", "likes", "status", "pinned", "badges", "declared")

_UNLOADED = "replies that the answer counts and does not hold"
_STATUSES: dict[str, Status] = {"blocked": "blocked", "deleted": "deleted"}


class _Badge(msgspec.Struct):
    name: str = ""


class _Profile(msgspec.Struct, rename="camel"):
    display_name: str | None = None
    user_id: str | int | None = None
    badge: list[_Badge] = []


class _Answered(msgspec.Struct, rename="camel"):
    comment_id: str | int | None = None


class _Comment(msgspec.Struct, rename="camel"):
    id: str | int
    body: str = ""
    iso_date_time: str | None = None
    date: str | None = None
    status: str = "visible"
    num_recommends: int | None = None
    is_highlighted: bool = False
    user_profile: _Profile | None = None
    response_to: _Answered | None = None


def matches(source: Source) -> str | None:
    """Return the evidence that this is a discussion of the Guardian, or ``None``."""
    if source.is_html:
        return guardian_page.evidence(source)
    keys = at(_pages(source.json), 0, "discussion")
    is_ours = isinstance(keys, dict) and keys.keys() >= {"comments", "commentCount"} and "key" in keys
    return "a page of the Guardian's discussion interface" if is_ours else None


def _pages(value: Any) -> list[Any]:
    """Return the pages of a discussion: those of a list, or the one."""
    return value if isinstance(value, list) else [value]


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each article with the comments of its pages."""
    if source.is_html:
        return guardian_page.threads(source, NAME)
    talks: dict[str, list[Any]] = {}
    for page in _pages(source.json):
        talks.setdefault(str(at(page, "discussion", "key") or ""), []).append(page)
    return tuple(_thread(source, pages) for pages in talks.values())


def _thread(source: Source, pages: list[Any]) -> Thread:
    talk = at(pages[0], "discussion")
    raw = [found for page in pages for found in _comments(at(page, "discussion", "comments"))]
    comments, malformed = records_of((item for item, _ in raw), _Comment)
    around = {str(at(item, "id")): above for item, above in raw}
    declared = at(talk, "commentCount")
    findings = Findings(
        drafts=[_draft(comment, around[str(comment.id)]) for comment in comments],
        skipped=[*malformed, *(stub for page in pages for stub in _unloaded(page)), *_other_pages(pages)],
        declared=declared if isinstance(declared, int) else None,
        is_threaded=True,
    )
    address = at(talk, "webUrl")
    article = Article(source=source.name, url=address, title=at(talk, "title"), site="The Guardian")
    return thread_of(source, NAME, article, findings)


def _comments(top: Any) -> Iterator[tuple[Any, str]]:
    """Yield each comment with the one under which it stands, in the order shown."""
    stack = [(item, "") for item in reversed(top if isinstance(top, list) else [])]
    while stack:
        item, above = stack.pop()
        yield item, above
        responses = at(item, "responses")
        own = str(at(item, "id") or "")
        stack.extend((response, own) for response in reversed(responses if isinstance(responses, list) else []))


def _draft(comment: _Comment, above: str) -> Draft:
    profile = comment.user_profile or _Profile()
    answered = comment.response_to.comment_id if comment.response_to else None
    badges = tuple(badge.name.lower() for badge in profile.badge if badge.name)
    return Draft(
        id=str(comment.id),
        text=text_of_html(comment.body),
        author=profile.display_name,
        author_id=str(profile.user_id) if profile.user_id else None,
        reply_to=str(answered) if answered else above,
        stamp=comment.iso_date_time,
        shown=comment.date,
        likes=comment.num_recommends,
        pinned=comment.is_highlighted,
        badges=badges,
        status=_STATUSES.get(comment.status, "shown"),
    )


def _unloaded(page: Any) -> list[Skipped]:
    counts = (
        (at(item, "metaData", "responseCount") or at(item, "numResponses") or 0, len(items_at(item, "responses")))
        for item in items_at(page, "discussion", "comments")
    )
    absent = sum(max(counted - held, 0) for counted, held in counts if isinstance(counted, int))
    return [Skipped(kind="stub", reason=_UNLOADED, count=absent)] if absent else []


def _other_pages(held: list[Any]) -> list[Skipped]:
    """Return that there are further pages than those held."""
    page, pages = at(held[0], "page") or at(held[0], "currentPage"), at(held[0], "pages")
    if not (isinstance(page, int) and isinstance(pages, int) and pages > len(held)):
        return []
    where = f"page {page} of {pages}" if len(held) == 1 else None
    return [Skipped(kind="stub", reason=ELSEWHERE, count=None, where=where)]
