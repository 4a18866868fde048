"""Lobsters: a story's page, and the same as JSON."""

import msgspec

from discourse.model import Article, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.markup import line_of, text_of
from discourse.readers.records import at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "lobsters"
TITLE = "Lobsters: a story's page and its JSON"
RECOVERS = ("author", "parent", "time", "edited", "score", "status", "badges", "declared")

_COMMENTS = Layout(
    box="li.comments_subtree, li:has(> .comment[data-shortid])",
    text=".comment_text",
    author='.byline a[href*="/~"], .byline a[href*="/u/"]',
    stamp=".byline time[datetime], .byline span[title]",
    shown=".byline time, .byline span[title]",
    score=".voters .score, .upvoter",
    other=".comment[data-shortid], .comment[id^='c_']",
)

_PROOF = "li.comments_subtree .comment, li > .comment[data-shortid] .comment_text"


class _User(msgspec.Struct):
    username: str | None = None


class _Comment(msgspec.Struct):
    short_id: str
    comment: str = ""
    commenting_user: str | _User | None = None
    parent_comment: str | None = None
    created_at: str | None = None
    last_edited_at: str | None = None
    updated_at: str | None = None
    score: int | None = None
    is_deleted: bool = False
    is_moderated: bool = False


def matches(source: Source) -> str | None:
    """Return the evidence that this is of Lobsters, or ``None``."""
    if source.is_html:
        found = "data-shortid" in source.text and source.tree.css_first(_PROOF)
        return "comments in the markup of Lobsters" if found else None
    return "a story of Lobsters as JSON" if at(source.json, "short_id") and "comments" in source.json else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the story with its comments."""
    return (_of_page(source) if source.is_html else _of_json(source),)


def _of_page(source: Source) -> Thread:
    tree, facts = source.tree, facts_of(source)
    title = tree.css_first(".story .link a, .u-url, .link.h-cite a")
    author = tree.css_first(
        '.story .byline a.u-author, .story .byline :is(a[href*="/~"], a[href*="/u/"]):not(:has(> img))'
    )
    body = tree.css_first(".story_content .story_text, .story_text")
    article = msgspec.structs.replace(
        facts,
        title=line_of(title) if title is not None else facts.title,
        author=line_of(author) if author is not None else facts.author,
        body=(text_of(body) or None) if body is not None else None,
    )
    boxes = [found for found in comments_of(tree, _COMMENTS) if _id(found)]
    counts = (number_of(node) for node in tree.css(".comments_label, .story .comments_label a"))
    declared = next((count for count in counts if count is not None), None)
    findings = Findings(drafts=list(map(_of_box, boxes)), declared=declared, is_threaded=True)
    return thread_of(source, NAME, article, findings)


def _of_box(found: Found) -> Draft:
    names = [node for node in found.parts.get("author", ()) if line_of(node)]
    author = names[0] if names else None
    own = "user_is_author" in classes(author) if author is not None else False
    return found.draft(
        id=_id(found),
        reply_to=_id(found.within) if found.within else "",
        author=line_of(author) if author is not None else None,
        badges=("author",) if own else (),
    )


def _id(found: Found) -> str:
    node = found.first("other")
    return (attribute(node, "data-shortid") or attribute(node, "id").removeprefix("c_")) if node is not None else ""


def _of_json(source: Source) -> Thread:
    value = source.json
    comments, malformed = records_of(value["comments"] or [], _Comment)
    user = at(value, "submitter_user")
    description = at(value, "description")
    article = Article(
        source=source.name,
        id=str(at(value, "short_id")),
        url=at(value, "comments_url") or at(value, "short_id_url"),
        title=at(value, "title"),
        author=user if isinstance(user, str) else at(user, "username"),
        site="Lobsters",
        published=at(value, "created_at"),
        body=text_of_html(description) or None if isinstance(description, str) else None,
    )
    declared = at(value, "comment_count")
    findings = Findings(
        drafts=list(map(_of_record, comments)),
        skipped=malformed,
        declared=declared if isinstance(declared, int) else None,
        is_threaded=True,
    )
    return thread_of(source, NAME, article, findings)


def _of_record(comment: _Comment) -> Draft:
    user = comment.commenting_user
    edited = comment.last_edited_at or comment.updated_at
    status: Status | None = "blocked" if comment.is_moderated else "deleted" if comment.is_deleted else None
    return Draft(
        id=comment.short_id,
        text=text_of_html(comment.comment),
        author=user.username if isinstance(user, _User) else user,
        reply_to=comment.parent_comment or "",
        stamp=comment.created_at,
        edited=edited if edited != comment.created_at else None,
        score=comment.score,
        status=status,
    )
