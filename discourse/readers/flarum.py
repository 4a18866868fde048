"""Flarum forums: a discussion of the interface (JSON:API), and the same inside its page."""

from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.drafts import Draft, Findings
from discourse.readers.forum import Pages, discussion
from discourse.readers.records import at, items_at, records_of, text_of_html
from discourse.readers.source import Source

NAME = "flarum"
TITLE = "Flarum forums: a discussion of the interface, and inside its page"
RECOVERS = ("author", "author id", "quotes", "time", "edited", "status", "declared")

_PAYLOAD = "#flarum-json-payload, script#flarum-payload"
_STUB = "posts that the page had not loaded"
_MENTION = "a.PostMention[data-id]"


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
    if source.is_html and "flarum" not in source.lower:
        return None
    kind = at(_document(source), "data", "type")
    has_posts = any(at(item, "type") == "posts" for item in items_at(_document(source), "included"))
    return "a discussion of Flarum" if kind == "discussions" and has_posts else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion: its first post as the article, the others as comments."""
    document = _document(source)
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
    return (discussion(source, NAME, drafts, Pages(1 if first == 1 else 2, 1), findings, article=article),)


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
        text=text_of_html(content),
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
    links = LexborHTMLParser(content).css(_MENTION)
    return tuple(dict.fromkeys(link.attributes.get("data-id") or "" for link in links))
