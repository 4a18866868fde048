"""A page of a mirror of Reddit (Libreddit, Redlib): comments nested in the quotation below what they answer."""

import msgspec

from discourse.model import Article, Thread
from discourse.readers.article import facts_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.markup import line_of, text_of
from discourse.readers.source import Source

_COMMENTS = Layout(
    box=".comment[id]:has(> .comment_right)",
    text=".comment_body",
    author=".comment_author",
    stamp=".comment_data .created[title]",
    shown=".comment_data .created[title]",
    score=".comment_score",
)


def evidence(source: Source) -> str | None:
    """Return the evidence that this is a page of a mirror, or ``None``."""
    if not source.is_html or "comment_right" not in source.text:
        return None
    return "a page of a mirror of Reddit" if source.tree.css_first(f"{_COMMENTS.box} .comment_body") else None


def threads(source: Source, reader: str) -> tuple[Thread, ...]:
    """Return the submission with its comments."""
    drafts = [_draft(found) for found in comments_of(source.tree, _COMMENTS)]
    declared = number_of(source.tree.css_first("#comment_count"))
    findings = Findings(drafts=drafts, declared=declared, is_threaded=True)
    return (thread_of(source, reader, _article(source), findings),)


def _draft(found: Found) -> Draft:
    return found.draft(
        id=attribute(found.node, "id"),
        reply_to=attribute(found.within.node, "id") if found.within else "",
        author=_name(found.line("author")),
    )


def _name(shown: str | None) -> str | None:
    name = (shown or "").removeprefix("u/")
    return None if name in ("", "[deleted]") else name


def _article(source: Source) -> Article:
    title, author, body, created = (
        source.tree.css_first(f".post {part}")
        for part in (".post_title", ".post_author", ".post_body", ".created[title]")
    )
    return msgspec.structs.replace(
        facts_of(source),
        title=(line_of(title) or None) if title is not None else None,
        author=_name(line_of(author)) if author is not None else None,
        published=attribute(created, "title") or None if created is not None else None,
        body=(text_of(body) or None) if body is not None else None,
    )
