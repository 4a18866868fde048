"""A page of www.reddit.com as it was from 2018 to 2023: comments in a flat list, each with the level it stands on."""

import re

import msgspec
from selectolax.lexbor import LexborNode

from discourse.model import Article, Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes, select, self_and_ancestors
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of, parents_by_level
from discourse.readers.markup import line_of, text_of
from discourse.readers.source import Source

_COMMENTS = Layout(
    box="div.Comment",
    text="[data-testid='comment'], [data-test-id='comment']",
    author="[data-testid='comment_author_link'], a[href*='/user/']:not([data-testid='comment'] a)",
    shown="[data-testid='comment_timestamp'], a[id^='CommentTopMeta--Created']",
    score="button[aria-label='upvote'] + div",
    pinned="[id^='sticky']",
)
_POST = "[data-testid='post-container'], .Post"
_LEVEL = re.compile(r"level (\d{1,3})")
_PADDING = re.compile(r"padding-left:\s*(\d{1,4})px")
_GONE = {"Comment removed by moderator": "blocked", "Comment deleted by user": "deleted"}
_MORE = "comments behind “more replies”"
_ABOVE = 4


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a page of the site of those years, or ``None``."""
    if not source.is_html or "Comment t1_" not in source.text:
        return None
    return "a page of Reddit of the years 2018 to 2023" if source.tree.css_first("div.Comment[class*='t1_']") else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the submission with its comments."""
    found = [each for each in comments_of(source.tree, _COMMENTS) if _id(each)]
    parents = parents_by_level([_level(each.node) for each in found], [_id(each) for each in found])
    drafts = [_draft(each, parent) for each, parent in zip(found, parents, strict=True)]
    more = [
        Skipped(kind="stub", reason=_MORE, count=number_of(node))
        for node in select(source.tree, "[id^='moreComments-']")
    ]
    findings = Findings(drafts=drafts, skipped=more, is_threaded=True)
    return (thread_of(source, reader, _article(source), findings),)


def _id(found: Found) -> str:
    names = (attribute(found.node, "class")).split()
    return next((name.removeprefix("t1_") for name in names if name.startswith("t1_")), "")


def _level(node: LexborNode) -> int:
    """Return how deep a comment stands: as the page says, as it is indented, by the lines before it."""
    said = next((told for each in node.css("span")[:3] if (told := _LEVEL.fullmatch(each.text().strip()))), None)
    if said is not None:
        return int(said.group(1))
    above = list(self_and_ancestors(node))[:_ABOVE]
    indented = next((told for each in above if (told := _PADDING.search(attribute(each, "style")))), None)
    return int(indented.group(1)) if indented else len(node.css("i.threadline"))


def _draft(found: Found, parent: str) -> Draft:
    return found.draft(id=_id(found), reply_to=parent, status=_GONE.get(found.text()))


def _article(source: Source) -> Article:
    facts = facts_of(source)
    post = source.tree.css_first(_POST)
    if post is None:
        return facts
    title, author = post.css_first("h1"), post.css_first("[data-testid='post_author_link'], a[href*='/user/']")
    body = post.css_first("[data-click-id='text'] .RichTextJSON-root, [data-click-id='text']")
    names = (name for name in (*classes(post), attribute(post, "id")) if name.startswith("t3_"))
    return msgspec.structs.replace(
        facts,
        id=next((name.removeprefix("t3_") for name in names), None),
        title=(line_of(title) or None) if title is not None else facts.title,
        author=(line_of(author).removeprefix("u/") or None) if author is not None else None,
        body=(text_of(body) or None) if body is not None else None,
    )
