"""The Guardian's comments as a saved article shows them: in its present pages and in those before 2020."""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from discourse.model import Skipped, Thread
from discourse.readers.article import article_of
from discourse.readers.counts import count_in
from discourse.readers.dom import attribute, siblings
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of, whole
from discourse.readers.markup import line_of, text_of
from discourse.readers.source import Source

_PRESENT = Layout(
    box='[id^="comment-"][data-testid]',
    text="",
    author='header a[href*="profile.theguardian.com/user"]',
    stamp="time[datetime]",
    shown="time",
    likes='[data-testid="recommend-count"]',
    other='header a[href*="#comment-"]',
)
_FORMER = Layout(
    box=".d-comment[data-comment-id]",
    text=".d-comment__body",
    author=".d-comment__author",
    stamp="time[datetime]",
    shown="time",
    likes=".js-recommend-count, .d-comment__recommend-count",
    badge=".d-comment__badge",
    other='.d-comment__reply-to-author[href*="#comment-"], .d-comment__reply-to a[href*="#comment-"]',
)
_SIGNS = ("discussion.theguardian.com/comment-permalink", "d-comment__body")
_PICK = re.compile(r"^Guardian (staff|contributor|pick)$", re.IGNORECASE)
_BLOCKED = re.compile(
    r"This comment (?:was|has been) removed by a moderator because it didn.t abide by our community standards\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = '[data-link-name="reply to comment"], [data-link-name*="report" i], button'
_COUNTS = '[data-testid="comment-counts"], .discussion__comment-count, .js-discussion-comment-count'
_MORE = (
    ".d-discussion__show-all-replies button, [data-link-name*='show-more-replies'], [data-link-name*='more-replies']"
)
_STUB = "replies behind a “show more replies” button"


def evidence(source: Source) -> str | None:
    """Return the evidence that the page shows comments of the Guardian, or ``None``."""
    if not source.is_html or not any(sign in source.text for sign in _SIGNS):
        return None
    has = any(source.tree.css_first(layout.box) is not None for layout in (_PRESENT, _FORMER))
    return "comments in the markup of the Guardian" if has else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the article with the comments that the page shows."""
    tree = source.tree
    layout = _FORMER if tree.css_first(_FORMER.box) is not None else _PRESENT
    found = comments_of(tree, layout)
    drafts = [_draft(each, is_former=layout is _FORMER) for each in found]
    findings = Findings(drafts=drafts, skipped=_stubs(tree.css(_MORE)), declared=_declared(source), is_threaded=True)
    return (thread_of(source, reader, article_of(source, [each.node for each in found]), findings),)


def _draft(found: Found, is_former: bool) -> Draft:
    link = found.first("other")
    answered = attribute(link, "href").rpartition("#comment-")[2] if link is not None else ""
    text = found.text() if is_former else _text(found)
    return found.draft(
        id=_id(found),
        reply_to=answered or (_id(found.within) if found.within is not None else ""),
        text=text,
        author_id=attribute(found.node, "data-comment-author-id") or None,
        badges=_badges(found),
        pinned="Guardian Pick" in _labels(found),
        status="blocked" if _BLOCKED.fullmatch(text) else None,
    )


def _id(found: Found) -> str:
    return attribute(found.node, "data-comment-id") or attribute(found.node, "id").removeprefix("comment-")


def _text(found: Found) -> str:
    """Return the text: what stands last below the head, above the buttons to reply and report."""
    head = found.node.css_first("header")
    below = [] if head is None else [node for node in siblings(head, "next") if node.css_first(_CONTROLS) is None]
    texts = (text_of(node) for node in reversed(below))
    return next((text for text in texts if text and not _PICK.match(text)), "")


def _labels(found: Found) -> set[str]:
    lines = (line_of(node) for node in found.node.css("header div, header span"))
    return {line for line in lines if _PICK.match(line)}


def _badges(found: Found) -> tuple[str, ...]:
    named = (_PICK.match(label) for label in sorted(_labels(found)))
    told = (each.group(1).lower() for each in named if each)
    return (*found.badges(), *(badge for badge in told if badge != "pick"))


def _stubs(buttons: Sequence[LexborNode]) -> list[Skipped]:
    counts = [number_of(button) for button in buttons]
    total = sum(count for count in counts if count is not None) if None not in counts else None
    return [Skipped(kind="stub", reason=_STUB, count=total)] if counts else []


def _declared(source: Source) -> int | None:
    node = source.tree.css_first(_COUNTS)
    line = line_of(node).strip("()") if node is not None else ""
    return whole(line) if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,7}", line) else count_in(line)
