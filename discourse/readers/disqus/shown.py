"""The comment frame of Disqus as a browser saved it after its scripts ran: the comments as elements."""

import re

from selectolax.lexbor import LexborHTMLParser

from discourse.model import Article, Skipped, Thread
from discourse.readers.counts import count_in
from discourse.readers.dom import attribute, classes
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.markup import line_of
from discourse.readers.source import Source

_COMMENTS = Layout(
    box='li.post[id^="post-"]',
    text=".post-message",
    author=".post-byline .author, .author",
    stamp=".time-ago[title]",
    shown=".time-ago",
    likes='[data-role="likes"]',
    dislikes='[data-role="dislikes"]',
    edited=".has-edit",
    badge='[data-role="mod-badge"], .post-byline .badge',
    pinned=".featured-comment, .pinned",
    other='.parent-link[href*="#comment-"]',
    leave_out=".see-more",
)
_PROOF = f'{_COMMENTS.box} [data-role="post-content"] .post-message, {_COMMENTS.box} [data-role="message"]'
_USER = "[data-username]"
_MORE = ".load-more a:not(.hidden), .load-more__button:not(.hidden)"
_STUB = "comments behind a “load more” button"
_ANSWERED = re.compile(r"#comment-(\d{1,20})$")


def evidence(source: Source) -> str | None:
    """Return the evidence that this is the saved frame of a page's comments, or ``None``."""
    if not source.is_html or "post-message" not in source.text:
        return None
    return "the comment frame of Disqus, as shown" if source.tree.css_first(_PROOF) is not None else None


def count(source: Source) -> int:
    """Return how many comments the frame shows."""
    return len(source.tree.css(_COMMENTS.box)) if evidence(source) else 0


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the comments that the frame shows."""
    drafts = [_draft(found) for found in comments_of(source.tree, _COMMENTS)]
    declared = _declared(source.tree)
    missing = max(declared - len(drafts), 0) if declared is not None else 0
    more = source.tree.css_first(_MORE) is not None
    stub = [Skipped(kind="stub", reason=_STUB, count=missing or None)] if more else []
    findings = Findings(drafts=drafts, skipped=stub, declared=declared, is_threaded=True)
    return (thread_of(source, reader, Article(source=source.name), findings),)


def _draft(found: Found) -> Draft:
    link = found.first("other")
    told = _ANSWERED.search(attribute(link, "href")) if link is not None else None
    around = _id(found.within) if found.within is not None else ""
    user = found.node.css_first(_USER) if found.first("author") is not None else None
    return found.draft(
        id=_id(found),
        reply_to=around or (told.group(1) if told else ""),
        author_id=attribute(user, "data-username") if user is not None else None,
        badges=tuple("moderator" if words == "mod" else words for words in found.badges()),
        status="deleted" if "minimized" in classes(found.node) and found.first("author") is None else None,
    )


def _id(found: Found) -> str:
    return attribute(found.node, "id").removeprefix("post-")


def _declared(tree: LexborHTMLParser) -> int | None:
    node = tree.css_first(".comment-count")
    return count_in(line_of(node)) if node is not None else None
