"""Flarum forums: a discussion of the interface (JSON:API), the same inside its page, and its page as shown."""

from typing import Any

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes, select
from discourse.readers.drafts import Draft, Findings
from discourse.readers.forum import Pages, discussion
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.records import at, items_at, nodes_of_html, records_of, text_of_html
from discourse.readers.source import Source

NAME = "flarum"
TITLE = "Flarum forums: a discussion of the interface, inside its page, and as shown"
RECOVERS = ("author", "author id", "quotes", "time", "edited", "status", "declared")

_PAYLOAD = "#flarum-json-payload, script#flarum-payload"
_STUB = "posts that the page had not loaded"
_MENTION = "a.PostMention[data-id]"
_NOTES = ".PostStream-item[data-id]:not([data-type='comment'])"
_HEAD = (
    "blockquote > p:first-child > a.PostMention:first-child, "
    "blockquote > div > p:first-child > a.PostMention:first-child"
)
"""The name above a quotation, which Flarum puts into its first line."""
_POSTS = Layout(
    box=".PostStream-item[data-type='comment'][data-id]",
    text=".Post-body",
    author=".PostUser-name .username, .PostUser .username",
    stamp=".PostMeta time[datetime], .Post-header time[datetime]",
    shown=".PostMeta time[datetime], .Post-header time[datetime]",
    edited=".PostEdited",
    quote=_MENTION,
    leave_out=_HEAD,
)


class _Attributes(msgspec.Struct, rename="camel"):
    number: int | None = None
    content_type: str | None = None
    content_html: str | None = None
    created_at: str | None = None
    edited_at: str | None = None
    is_hidden: bool = False


class _Post(msgspec.Struct):
    id: str | int
    attributes: _Attributes
    relationships: Any = None


def matches(source: Source) -> str | None:
    """Return the evidence that this is a discussion of Flarum, or ``None``."""
    if source.is_html and "PostStream-item" in source.text and source.tree.css_first(f"{_POSTS.box} .Post-body"):
        return "posts in the markup of Flarum"
    if source.is_html and "flarum" not in source.lower:
        return None
    return "a discussion of Flarum" if _is_discussion(_document(source)) else None


def _is_discussion(document: Any) -> bool:
    has_posts = any(at(item, "type") == "posts" for item in items_at(document, "included"))
    return has_posts and bool(at(document, "data", "type") == "discussions")


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion: its first post as the article, the others as comments.

    A page that was scrolled before it was saved shows more posts than it holds for its scripts; what has more counts.
    """
    document = _document(source)
    told = [_of_document(source, document)] if _is_discussion(document) or not source.is_html else []
    shown = [_of_page(source)] if source.is_html else []
    return (max([*told, *shown], key=lambda thread: len(thread.comments)),)


def _of_page(source: Source) -> Thread:
    """Return the discussion of the posts that a browser showed."""
    found = comments_of(source.tree, _POSTS)
    first = attribute(found[0].node, "data-number") if found else "1"
    total = number_of(source.tree.css_first(".Scrubber-count"))
    notes = len(select(source.tree, _NOTES))
    absent = total - notes - len(found) if total else 0
    stub = [Skipped(kind="stub", reason=_STUB, count=absent)] if absent > 0 else []
    findings = Findings(skipped=stub, declared=total - notes - 1 if total else None)
    pages = Pages(1 if first == "1" else 2, 1)
    return discussion(source, NAME, list(map(_of_box, found)), pages, findings, title=".DiscussionHero-title")


def _of_box(found: Found) -> Draft:
    is_hidden = any("post--hidden" in classes(node) for node in found.node.css(".Post"))
    return found.draft(
        id=attribute(found.node, "data-id"),
        reply_to=None,
        quotes=tuple(dict.fromkeys(found.values("quote", "data-id"))),
        status="hidden" if is_hidden else None,
    )


def _of_document(source: Source, document: Any) -> Thread:
    included = items_at(document, "included")
    posts, malformed = records_of((item for item in included if at(item, "type") == "posts"), _Post)
    names = {str(at(item, "id")): at(item, "attributes") for item in included if at(item, "type") == "users"}
    said = sorted((post for post in posts if _is_said(post)), key=lambda post: post.attributes.number or 0)
    count, title = at(document, "data", "attributes", "commentCount"), at(document, "data", "attributes", "title")
    article = facts_of(source) if source.is_html else Article(source=source.name)
    article = msgspec.structs.replace(article, title=title if isinstance(title, str) else article.title)
    declared = count - 1 if isinstance(count, int) else None
    absent = count - len(said) if isinstance(count, int) else 0
    stub = [Skipped(kind="stub", reason=_STUB, count=absent)] if absent > 0 else []
    first = said[0].attributes.number if said else 1
    findings = Findings(skipped=[*malformed, *stub], declared=declared)
    drafts = [_draft(post, names) for post in said]
    return discussion(source, NAME, drafts, Pages(1 if first == 1 else 2, 1), findings, article=article)


def _document(source: Source) -> Any:
    """Return the answer of the interface: the file itself, or what the page holds for its scripts."""
    if not source.is_html:
        return source.json
    script = source.tree.css_first(_PAYLOAD)
    try:
        held = msgspec.json.decode(script.text()) if script is not None else None
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return None
    return at(held, "apiDocument") or held


def _is_said(post: _Post) -> bool:
    """Return whether a post has words: a note that the title was changed, and the like, has none."""
    return post.attributes.content_type in (None, "comment")


def _draft(post: _Post, names: dict[str, Any]) -> Draft:
    user = str(at(post.relationships, "user", "data", "id") or "")
    known = names.get(user)
    name = at(known, "displayName") or at(known, "username")
    content = post.attributes.content_html or ""
    status: Status | None = "hidden" if post.attributes.is_hidden else None
    return Draft(
        id=str(post.id),
        text=text_of_html(content, leave_out=_HEAD),
        author=name if isinstance(name, str) else None,
        author_id=user or None,
        quotes=_mentioned(content),
        stamp=post.attributes.created_at,
        edited=post.attributes.edited_at,
        status=status,
    )


def _mentioned(content: str) -> tuple[str, ...]:
    """Return the posts that a post mentions, which is how Flarum says whom it answers."""
    if "PostMention" not in content:
        return ()
    links = nodes_of_html(content, _MENTION)
    return tuple(dict.fromkeys(link.attributes.get("data-id") or "" for link in links))
