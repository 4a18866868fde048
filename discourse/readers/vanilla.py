"""Vanilla forums: a page of a discussion, and comments of the interface."""

import re
from typing import Any

import msgspec

from discourse.model import Article, Thread
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.forum import Pages, discussion, pages_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.records import at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "vanilla"
TITLE = "Vanilla forums: a page of a discussion, comments of the interface"
RECOVERS = ("author", "author id", "time", "edited", "score", "badges")

_POSTS = Layout(
    box=".ItemDiscussion, .ItemComment, .Item.Comment, .Item.FirstComment, .CommentWrap > .Item-BodyWrap",
    text=".Message",
    author=".AuthorWrap .Username, .Author .Username, a.Username, .Author a:not(:has(img))",
    stamp=".DateCreated time[datetime], .CommentMeta time[datetime], time[datetime]",
    shown=".DateCreated time, .CommentMeta time, time, .DateCreated",
    edited=".DateUpdated time",
    badge=".Roles .Role, .RoleTitle",
    leave_out=".QuoteAuthor, .Signature, .Reactions, .DateUpdated",
)
_ID = re.compile(r"(?:Discussion|Comment)_(\d{1,12})")


class _User(msgspec.Struct):
    name: str | None = None
    user_id: int | str | None = msgspec.field(default=None, name="userID")


class _Comment(msgspec.Struct):
    id: int | str = msgspec.field(name="commentID")
    body: str | None = None
    user: _User | None = msgspec.field(default=None, name="insertUser")
    inserted: str | None = msgspec.field(default=None, name="dateInserted")
    updated: str | None = msgspec.field(default=None, name="dateUpdated")
    score: int | None = None
    discussion: int | str | None = msgspec.field(default=None, name="discussionID")


def matches(source: Source) -> str | None:
    """Return the evidence that this is a discussion of Vanilla, or ``None``."""
    if source.is_html:
        if not any(sign in source.text for sign in ("ItemDiscussion", "ItemComment", "Item Comment", "FirstComment")):
            return None
        found = source.tree.css_first(
            ".ItemDiscussion .Message, .ItemComment .Message, [id^='Discussion_'] .Message, [id^='Comment_'] .Message"
        )
        return "posts in the markup of Vanilla" if found else None
    first = at(source.json, 0)
    is_ours = isinstance(first, dict) and {"commentID", "discussionID", "body"} <= first.keys()
    return "comments of Vanilla's interface" if is_ours else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion with its comments."""
    return (_of_page(source) if source.is_html else _of_answer(source),)


def _of_page(source: Source) -> Thread:
    found = [each for each in comments_of(source.tree, _POSTS) if _id(each)]
    pages = pages_of(source.tree, ".Pager .Highlight", ".Pager a")
    opens = bool(found) and attribute(found[0].node, "id").startswith("Discussion_")
    if not opens:
        pages = Pages(max(pages.number, 2), max(pages.last, 2))
    drafts = [_of_box(each) for each in found]
    return discussion(source, NAME, drafts, pages, title=".PageTitle h1, #Item_0 h1, h1, .DiscussionTabs .SubTab")


def _of_box(found: Found) -> Draft:
    author = found.first("author")
    user = attribute(author, "data-userid") if author is not None else ""
    return found.draft(id=_id(found), reply_to=None, author_id=user or None)


def _id(found: Found) -> str:
    told = _ID.match(attribute(found.node, "id"))
    return told.group(1) if told else ""


def _of_answer(source: Source) -> Thread:
    comments, malformed = records_of(source.json, _Comment)
    key: Any = next((comment.discussion for comment in comments if comment.discussion is not None), None)
    article = Article(source=source.name, id=str(key) if key is not None else None)
    drafts = [_of_comment(comment) for comment in comments]
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=malformed))


def _of_comment(comment: _Comment) -> Draft:
    user = comment.user or _User()
    return Draft(
        id=str(comment.id),
        text=text_of_html(comment.body or ""),
        author=user.name,
        author_id=str(user.user_id) if user.user_id is not None else None,
        stamp=comment.inserted,
        edited=comment.updated,
        score=comment.score,
    )
