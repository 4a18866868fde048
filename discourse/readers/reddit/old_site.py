"""A page of old.reddit.com: things nested in the ``.child`` of what they answer."""

import re
from collections.abc import Iterator

import msgspec
from selectolax.lexbor import LexborHTMLParser

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes, select
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, stamp_of
from discourse.readers.markup import line_of, text_of
from discourse.readers.source import Source

_THINGS = Layout(
    box=".thing.comment",
    text=".usertext-body .md",
    author=".tagline .author",
    stamp=".tagline time:not(.edited-timestamp)",
    shown=".tagline time:not(.edited-timestamp)",
    edited=".tagline .edited-timestamp",
    pinned=".tagline .stickied-tagline",
    other=".tagline .score.unvoted",
)
_ROLES = {"submitter": "author", "moderator": "moderator", "admin": "admin"}
_REMOVED = frozenset({"[removed]", "[ Removed by Reddit ]"})
_SCORE = re.compile(r"(-?\d{1,9})(?: points?)?$")
_COUNT = re.compile(r"\((\d{1,7})")
_MORE = "comments behind “load more comments”"
_CONTINUED = "replies behind “continue this thread”"


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a page of the old site, or ``None``."""
    if not source.is_html or "nestedlisting" not in source.text:
        return None
    place = ".commentarea .nestedlisting, .thing.link[data-fullname^=t3_] ~ * .nestedlisting, .sitetable.nestedlisting"
    return "a page of old Reddit" if source.tree.css_first(place) else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the submission with its comments."""
    tree = source.tree
    link = tree.css_first(".thing.link")
    count = attribute(link, "data-comments-count") if link is not None else ""
    findings = Findings(
        drafts=list(map(_draft, comments_of(tree, _THINGS))),
        skipped=list(_stubs(tree)),
        declared=int(count) if count.isdecimal() and len(count) < 10 else None,
        is_threaded=True,
    )
    return (thread_of(source, reader, _article(source, tree), findings),)


def _article(source: Source, tree: LexborHTMLParser) -> Article:
    facts = facts_of(source)
    link, title = tree.css_first(".thing.link"), tree.css_first(".thing.link a.title")
    body, author = tree.css_first(".thing.link .usertext-body .md"), tree.css_first(".thing.link .tagline .author")
    if link is None:
        return facts
    permalink, name = attribute(link, "data-permalink"), attribute(link, "data-subreddit-prefixed")
    return msgspec.structs.replace(
        facts,
        id=attribute(link, "data-fullname").removeprefix("t3_") or None,
        url=f"https://www.reddit.com{permalink}" if permalink.startswith("/") else facts.url,
        title=(line_of(title) or None) if title is not None else facts.title,
        author=attribute(link, "data-author") or (line_of(author) or None if author is not None else None),
        site=name or facts.site,
        published=stamp_of(tree.css_first(".thing.link time")) or facts.published,
        body=(text_of(body) or None) if body is not None else None,
    )


def _draft(found: Found) -> Draft:
    author = found.first("author")
    roles = classes(author) if author is not None else []
    node = found.first("other")
    score = _SCORE.match((attribute(node, "title") or line_of(node)) if node is not None else "")
    return found.draft(
        id=_id(found),
        reply_to=_id(found.within) if found.within else "",
        author=attribute(found.node, "data-author") or found.line("author"),
        author_id=attribute(found.node, "data-author-fullname") or None,
        score=int(score.group(1)) if score else None,
        badges=tuple(badge for role, badge in _ROLES.items() if role in roles),
        status=_status(found),
    )


def _id(found: Found) -> str:
    return attribute(found.node, "data-fullname").removeprefix("t1_")


def _status(found: Found) -> Status | None:
    names = classes(found.node)
    if found.text() in _REMOVED:
        return "blocked"
    if "deleted" in names:
        return "deleted"
    return "collapsed" if "collapsed" in names else None


def _stubs(tree: LexborHTMLParser) -> Iterator[Skipped]:
    for stub in select(tree, ".thing.morechildren, .thing.morerecursion"):
        count = _COUNT.search(line_of(stub))
        continued = "morerecursion" in classes(stub)
        yield Skipped(
            kind="stub", reason=_CONTINUED if continued else _MORE, count=int(count.group(1)) if count else None
        )
    for _ in select(tree, ".deepthread"):
        yield Skipped(kind="stub", reason=_CONTINUED, count=None)
