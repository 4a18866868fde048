"""Bluesky: the page of a post with what answers it, as a browser saved it after the scripts had run."""

import re

import msgspec

from discourse.model import Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.source import Source

_POSTS = Layout(
    box="[data-testid^='postThreadItem-by-']",
    text="[data-testid='postText']",
    likes="[data-testid='likeCount']",
    other="a[href*='/post/'][data-tooltip], a[href*='/post/'][aria-label], a[href*='/post/']",
)
_POST = re.compile(r"/post/(\w{1,40})")


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a saved page of a thread, or ``None``."""
    if not source.is_html or "postThreadItem-by-" not in source.text:
        return None
    return "posts in the markup of Bluesky" if source.tree.css_first(_POSTS.box) else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the first post as the article, the others as comments."""
    drafts = [_draft(found) for found in comments_of(source.tree, _POSTS)]
    article = msgspec.structs.replace(facts_of(source), title=None, site="Bluesky")
    if drafts:
        article = opened_by(article, drafts[0], drafts[1:])
    return (thread_of(source, reader, article, Findings(drafts=drafts[1:])),)


def _draft(found: Found) -> Draft:
    link = found.first("other")
    told = _POST.search(attribute(link, "href")) if link is not None else None
    said = (attribute(link, "data-tooltip") or attribute(link, "aria-label")) if link is not None else ""
    return found.draft(
        id=told.group(1) if told else "",
        reply_to=None,
        author=attribute(found.node, "data-testid").removeprefix("postThreadItem-by-") or None,
        shown=said or None,
        likes=number_of(found.first("likes")),
    )
