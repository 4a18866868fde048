"""A page of www.reddit.com: comments as elements of their own, where the page was saved after they were loaded."""

import re
from dataclasses import replace

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, select
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.markup import text_of
from discourse.readers.source import Source

_COMMENTS = Layout(
    box="shreddit-comment",
    text='[slot="comment"]',
    stamp="time[datetime], faceplate-timeago[ts]",
    shown="time[datetime], faceplate-timeago[ts]",
    pinned='[slot="sticky-comment-badge"], shreddit-comment-badges [icon-name="pin-fill"]',
    badge='[slot="author-flair-badges"] [slot="content"]',
)
_REMOVED = frozenset({"[removed]", "[ Removed by Reddit ]", "Comment removed by moderator"})
_NUMBER = re.compile(r"-?\d{1,9}")
_NOT_LOADED = "comments that were not loaded when the page was saved; scroll through all of them before saving it"


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a page of the new site, or ``None``."""
    if not source.is_html or "<shreddit-" not in source.text:
        return None
    has_post = source.tree.css_first("shreddit-post, shreddit-comment, shreddit-comment-tree")
    return "a page of Reddit" if has_post else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the submission with its comments."""
    tree = source.tree
    post = tree.css_first("shreddit-post")
    drafts = [_draft(found) for found in comments_of(tree, _COMMENTS)]
    declared = _number(attribute(post, "comment-count")) if post is not None else None
    findings = Findings(
        drafts=drafts, skipped=_stubs(source, declared, len(drafts)), declared=declared, is_threaded=True
    )
    return (thread_of(source, reader, _article(source), findings),)


def _article(source: Source) -> Article:
    facts = facts_of(source)
    post = source.tree.css_first("shreddit-post")
    if post is None:
        return facts
    body = post.css_first('[slot="text-body"]')
    permalink = attribute(post, "permalink")
    return msgspec.structs.replace(
        facts,
        id=attribute(post, "id").removeprefix("t3_") or None,
        url=f"https://www.reddit.com{permalink}" if permalink.startswith("/") else facts.url,
        title=attribute(post, "post-title") or facts.title,
        author=attribute(post, "author") or None,
        site=attribute(post, "subreddit-prefixed-name") or facts.site,
        published=attribute(post, "created-timestamp") or None,
        body=(text_of(body) or None) if body is not None else None,
    )


def _draft(found: Found) -> Draft:
    node = found.node
    parent = attribute(node, "parentid").removeprefix("t1_")
    around = attribute(found.within.node, "thingid").removeprefix("t1_") if found.within else ""
    author = attribute(node, "author")
    own_badges = () if attribute(node, "is-author").lower() in ("", "false") else ("author",)
    draft = found.draft(
        id=attribute(node, "thingid").removeprefix("t1_"),
        reply_to=around if not parent or parent.startswith("t3_") else parent,
        author=None if author in ("", "[deleted]") else author,
        score=_number(attribute(node, "score")),
        status=_status(found, author),
    )
    stamp = attribute(node, "created") or draft.stamp
    badges = tuple(dict.fromkeys((*own_badges, *("author" if badge == "op" else badge for badge in draft.badges))))
    return replace(draft, stamp=stamp, badges=badges)


def _status(found: Found, author: str) -> Status | None:
    attributes = found.node.attributes
    if found.text() in _REMOVED:
        return "blocked"
    if "is-comment-deleted" in attributes or author == "[deleted]":
        return "deleted"
    return "collapsed" if "collapsed" in attributes else None


def _number(words: str) -> int | None:
    return int(words) if _NUMBER.fullmatch(words) else None


def _stubs(source: Source, declared: int | None, captured: int) -> list[Skipped]:
    unloaded = select(
        source.tree, 'faceplate-partial[src*="/more-comments/"], faceplate-partial[src*="/svc/shreddit/comments/"]'
    )
    if not unloaded:
        return []
    missing = None if declared is None else max(declared - captured, 0)
    return [Skipped(kind="stub", reason=_NOT_LOADED, count=missing)] if missing != 0 else []
