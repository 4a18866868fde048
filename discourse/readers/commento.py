"""Commento: the export of a site, and the comments of a page as its interface lists them or as the page shows them."""

import msgspec

from discourse.model import Article, Skipped, Status, Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.layout import Found, Layout, comments_of
from discourse.readers.records import at, items_at, records_of, text_of_html, text_of_markdown
from discourse.readers.source import Source

NAME = "commento"
TITLE = "Commento: the export of a site, comments in a page"
RECOVERS = ("author", "author id", "parent", "time", "score", "status", "badges")

_SHOWN = Layout(
    box='.commento-card[id^="commento-comment-card-"]',
    text='[id^="commento-comment-text-"]',
    author=".commento-name",
    stamp=".commento-timeago[title]",
    shown=".commento-timeago",
    score=".commento-score",
    badge=".commento-moderator-tag",
)
_STATUSES: dict[str, Status] = {"unapproved": "hidden", "flagged": "hidden"}


class _Comment(msgspec.Struct, rename="camel"):
    comment_hex: str
    domain: str = ""
    url: str | None = None
    path: str | None = None
    commenter_hex: str = "anonymous"
    markdown: str = ""
    html: str = ""
    parent_hex: str = "root"
    score: int | None = None
    state: str = "approved"
    creation_date: str | None = None
    deleted: bool = False


class _Commenter(msgspec.Struct, rename="camel"):
    commenter_hex: str
    name: str | None = None
    is_moderator: bool = False


def matches(source: Source) -> str | None:
    """Return the evidence that these are comments of Commento, or ``None``."""
    if source.is_html:
        is_shown = "commento-card" in source.text and source.tree.css_first(_SHOWN.box) is not None
        return "comments in the markup of Commento" if is_shown else None
    return "comments of Commento" if at(source.json, "comments", 0, "commentHex") else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return each page with its comments."""
    if source.is_html:
        return (_of_page(source),)
    comments, malformed = records_of(items_at(source.json, "comments"), _Comment)
    listed = at(source.json, "commenters")
    people, _ = records_of(listed.values() if isinstance(listed, dict) else listed or [], _Commenter)
    names = {person.commenter_hex: person for person in people}
    pages: dict[str, list[_Comment]] = {}
    for comment in comments:
        pages.setdefault(comment.domain + (comment.url or comment.path or ""), []).append(comment)
    return tuple(
        _thread(source, page, [_draft(comment, names) for comment in own], [] if number else malformed)
        for number, (page, own) in enumerate((pages or {"": []}).items())
    )


def _of_page(source: Source) -> Thread:
    found = comments_of(source.tree, _SHOWN)
    drafts = [each.draft(id=_id(each), reply_to=_id(each.within) if each.within else "") for each in found]
    article = article_of(source, [each.node for each in found])
    return thread_of(source, NAME, article, Findings(drafts=drafts, is_threaded=True))


def _id(found: Found) -> str:
    return attribute(found.node, "id").removeprefix("commento-comment-card-")


def _thread(source: Source, page: str, drafts: list[Draft], malformed: list[Skipped]) -> Thread:
    article = Article(source=source.name, url=f"https://{page}" if page and "." in page.partition("/")[0] else None)
    return thread_of(source, NAME, article, Findings(drafts=drafts, skipped=malformed, is_threaded=True))


def _draft(comment: _Comment, names: dict[str, _Commenter]) -> Draft:
    person = names.get(comment.commenter_hex)
    return Draft(
        id=comment.comment_hex,
        text=text_of_markdown(comment.markdown) if comment.markdown else text_of_html(comment.html),
        author=person.name if person else None,
        author_id=comment.commenter_hex if person else None,
        reply_to="" if comment.parent_hex == "root" else comment.parent_hex,
        stamp=comment.creation_date,
        score=comment.score,
        badges=("moderator",) if person and person.is_moderator else (),
        status="deleted" if comment.deleted else _STATUSES.get(comment.state, "shown"),
    )
