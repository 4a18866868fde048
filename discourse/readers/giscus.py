"""giscus and utterances: the frame that they put below a page, with what is said of it on GitHub.

A page that has their comments in itself is no frame of theirs; the general readers know it.
"""

import re

from discourse.model import Article, Skipped, Thread
from discourse.readers.counts import count_in
from discourse.readers.dom import attribute, first_told
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.markup import line_of
from discourse.readers.source import Source, once

NAME = "giscus"
TITLE = "giscus and utterances, the frame below a page"
RECOVERS = ("author", "parent", "time", "score", "badges", "declared")

_GISCUS = Layout(
    box=".gsc-comment, .gsc-reply",
    text=".gsc-comment-content, .gsc-reply-content",
    author=".gsc-comment-author .link-primary, .gsc-reply-author .link-primary, .gsc-comment-author-avatar",
    stamp=".gsc-comment-author time[datetime], .gsc-reply-author time[datetime]",
    shown=".gsc-comment-author time, .gsc-reply-author time",
    score=".gsc-upvote-button, .gsc-comment-reactions .gsc-upvote-button span",
    badge=".gsc-comment-author .capitalize, .gsc-reply-author .capitalize",
    other=".gsc-comment-author a[href], .gsc-reply-author a[href]",
    leave_out=".zeroclipboard-container",
)
_UTTERANCES = Layout(
    box="article.timeline-comment",
    text=".markdown-body, .comment-body",
    author=".comment-meta .text-link strong, .comment-meta strong",
    stamp=".comment-meta time[datetime], .comment-meta relative-time[datetime]",
    shown=".comment-meta .text-link[href*='#issuecomment-']",
    badge=".author-association-badge",
    other=".comment-meta a[href]",
    leave_out=".zeroclipboard-container",
)
_LINK = re.compile(r"#(?:discussioncomment|issuecomment)-(\d{1,15})$")
_COUNTS = ".gsc-comments-count, .gsc-replies-count, .timeline-header .text-link"
_STUB = "replies behind “show more”"
_MORE = ".gsc-replies-load, .gsc-pagination-button, .pagination-loader-container"


def matches(source: Source) -> str | None:
    """Return the evidence that this is a frame of giscus or utterances, or ``None``."""
    if not source.is_html:
        return None
    if "gsc-comment" in source.text and source.tree.css_first("main[data-theme] .gsc-comment"):
        return "comments in the markup of giscus"
    is_other = "utteranc" in source.lower and source.tree.css_first("main.timeline article.timeline-comment")
    return "comments in the markup of utterances" if is_other else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the comments of the frame, which does not name the page that it stands in."""
    found = _boxes(source)
    drafts = [_draft(each, str(number)) for number, each in enumerate(found, 1)]
    counts = [count for node in source.tree.css(_COUNTS) if (count := count_in(line_of(node))) is not None]
    declared = sum(counts) if counts else None
    missing = (declared or 0) - len(drafts)
    is_stub = missing > 0 or source.tree.css_first(_MORE) is not None
    more = [Skipped(kind="stub", reason=_STUB, count=missing if missing > 0 else None)] if is_stub else []
    findings = Findings(drafts=drafts, skipped=more, declared=declared, is_threaded=True)
    return (thread_of(source, NAME, Article(source=source.name), findings),)


@once
def _boxes(source: Source) -> list[Found]:
    found = comments_of(source.tree, _GISCUS) or comments_of(source.tree, _UTTERANCES)
    return [each for each in found if each.first("text") is not None]


def _id(found: Found) -> str:
    return first_told(_LINK, found.values("other", "href"))


def _draft(found: Found, number: str) -> Draft:
    within = _id(found.within) if found.within is not None else ""
    name = found.line("author") or attribute(found.node, "data-author")
    return found.draft(id=_id(found) or number, reply_to=within, author=name or None)
