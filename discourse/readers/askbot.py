"""Askbot: a question's page; answers and the comments on both are the comments."""

import re

import msgspec
from selectolax.lexbor import LexborNode

from discourse.model import Skipped, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute, classes, is_within, select
from discourse.readers.drafts import Draft, Findings, opened_by, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.markup import line_of
from discourse.readers.source import Source

NAME = "askbot"
TITLE = "Askbot, a question's page"
RECOVERS = ("author", "parent", "time", "edited", "score", "badges")

_POSTS = Layout(
    box=".post.question[data-post-id], .answer[data-post-id], .comment[data-comment-id], .js-comment[data-post-id]",
    text=".post-body, .comment-body",
    author=".user-card .user-info > a, .user-card a:not(.js-avatar-box), a.author",
    stamp="abbr.timeago[title]",
    shown="abbr.timeago",
    score=".vote-number, .js-score, .comment-votes .upvote",
    other=".post-update-info",
    leave_out=".comment-body > .author, .comment-body > .age, .comment-body > .edit, .post-update-info-container, "
    ".comment-controls, .post-controls, .comments, .tags, script",
)
_PAGER = ".paginator a, .paginator .page"


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a question of Askbot, or ``None``."""
    if not source.is_html or "askbot" not in source.text:
        return None
    found = source.tree.css_first(".post.question[data-post-id], .post.answer[data-post-id]")
    return "a question in the markup of Askbot" if found else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the question with its answers and comments."""
    tree = source.tree
    boxes = [each for each in comments_of(tree, _POSTS) if not is_within(each.node, _is_template)]
    drafts = {each.node.mem_id: _draft(each) for each in boxes}
    question = next((each for each in boxes if "question" in classes(each.node)), None)
    article, title = facts_of(source), tree.css_first("h1 a, h1")
    if title is not None and line_of(title):
        article = msgspec.structs.replace(article, title=line_of(title))
    if question is not None:
        article = opened_by(article, drafts.pop(question.node.mem_id))
    pages = select(tree, _PAGER)
    missing = [Skipped(kind="stub", reason="answers on other pages of the question", count=None)] if pages else []
    findings = Findings(drafts=list(drafts.values()), skipped=missing, is_threaded=True)
    return (thread_of(source, NAME, article, findings),)


def _is_template(node: LexborNode) -> bool:
    return "js-templates" in classes(node)


def _draft(found: Found) -> Draft:
    infos = found.parts.get("other", ())
    author = next((line_of(node) for node in found.parts.get("author", ()) if line_of(node)), None)
    stamps = [attribute(node, "title") for node in found.parts.get("stamp", ())]
    accepted = "accepted-answer" in classes(found.node)
    return found.draft(
        id=_id(found),
        reply_to=_id(found.within) if found.within is not None and "answer" in classes(found.within.node) else "",
        author=author,
        edited=_iso(stamps[1]) if len(infos) > 1 and len(stamps) > 1 else None,
        stamp=_iso(stamps[0]) if stamps else None,
        badges=("accepted",) if accepted else (),
    )


def _iso(stamp: str) -> str:
    """Return a time with its zone as ISO 8601 has it ("2014-04-11 13:12:01 -0600")."""
    return re.sub(r"(\d) ([+-]\d{4})$", r"\1\2", stamp)


def _id(found: Found) -> str:
    is_comment = "comment" in classes(found.node)
    comment = attribute(found.node, "data-comment-id") or (attribute(found.node, "data-post-id") if is_comment else "")
    kind = "a" if "answer" in classes(found.node) else ""
    return f"c{comment}" if comment else f"{kind}{attribute(found.node, 'data-post-id')}"
