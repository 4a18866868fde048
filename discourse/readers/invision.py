"""Invision forums, versions 2 to 5."""

import re

from discourse.model import Thread
from discourse.readers.article import article_of
from discourse.readers.dom import attribute
from discourse.readers.drafts import Findings, thread_of
from discourse.readers.forum import Flat, flat_discussion
from discourse.readers.layout import Found, Layout, comments_of, number_of
from discourse.readers.source import Source

NAME = "invision"
TITLE = "Invision forums, versions 2 to 5, a page of a discussion, or of an article with comments"
RECOVERS = ("author", "quotes", "time", "edited", "score", "likes", "badges")

_NEW = Flat(
    layout=Layout(
        box="article[id^='elComment_']",
        text="[data-role='commentContent']",
        author=".ipsEntry__username a, .ipsEntry__username, .cAuthorPane_author a, .cAuthorPane_author strong, "
        ".ipsComment_author h3, .ipsUsername, h3.ipsComment_author a, h3.ipsComment_author strong",
        stamp="time[datetime]:not(.ipsQuote time)",
        shown="time[datetime]",
        edited=".ipsType_light strong time, .ipsEdited, [data-excludequote] .ipsType_light",
        likes="[data-role='reactCountText'], .ipsReact_reactCount [data-role='reactCountText']",
        badge=".ipsBadge_staff, .ipsEntry__moderator, .cAuthorPane_info .ipsBadge",
        quote="blockquote.ipsQuote, blockquote.ipsBlockquote",
        other=".ipsReact_reactCount > a > span:last-child, .ipsReact_reactCount > button > span:last-child",
        leave_out=".ipsQuote_citation, [data-role='memberSignature'], .ipsType_light[data-excludequote], "
        ".ipsSpoiler_header",
    ),
    id=re.compile(r"^elComment_(\d{1,12})$"),
    quoted=re.compile(r"^(\d{1,12})$"),
    quoted_in=frozenset({"data-ipsquote-contentcommentid", "data-cid"}),
    title="h1.ipsType_pageTitle, h1[data-controller] .ipsTitle, .ipsPageHeader__title, h1",
    current=".ipsPagination_page.ipsPagination_active a, .ipsPagination__page--active a, li.ipsPagination_active a",
    others=".ipsPagination_page a, .ipsPagination__page a, .ipsPagination_pageJump",
)
_OLD = Flat(
    layout=Layout(
        box="div.post_block[id^='post_id_']",
        text=".post.entry-content, .entry-content",
        author=".author.vcard a .fn, .author.vcard, .post_username",
        stamp="abbr.published[title], [itemprop='commentTime']",
        shown="abbr.published",
        edited=".edit",
        likes=".rep_bar .reputation, .ipsLikeBar_info",
        quote="blockquote.ipsBlockquote, p.citation a[href]",
        leave_out="p.citation, .edit, .signature",
        quotation="div.blockquote > .quote",
    ),
    id=re.compile(r"^post_id_(\d{1,12})$"),
    quoted=re.compile(r"(?:^|[?&]pid=|#entry)(\d{1,12})$"),
    quoted_in=frozenset({"data-cid", "href"}),
    title="h1.ipsType_pagetitle",
    current=".pagination .page.active",
    others=".pagination .page a",
)
_SECOND = Flat(
    layout=Layout(
        box="table.ipbtable:has(.postcolor[id^='post-'])",
        text=".postcolor",
        author=".normalname a, .normalname, .unreg",
        shown="td > div[style*='left'] .postdetails, .postdetails",
        edited=".edit",
        quote=".quotetop a[href*='findpost']",
        other=".postcolor[id]",
        leave_out=".quotetop, .codetop, .edit, .signature",
        quotation=".quotemain",
    ),
    id=re.compile(r"^post-(\d{1,12})$"),
    quoted=re.compile(r"[?&]p(?:id)?=(\d{1,12})"),
    title=".maintitle b, .maintitle",
    current=".pagecurrent",
    others=".pagelink a",
)


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a discussion of Invision, or ``None``."""
    if not source.is_html:
        return None
    if "elComment_" in source.text and source.tree.css_first("article[id^='elComment_'] [data-role='commentContent']"):
        return "posts in the markup of Invision"
    old = "post_id_" in source.text and source.tree.css_first(".post_block[id^='post_id_'] .entry-content")
    if old:
        return "posts in the markup of Invision's third version"
    second = "postcolor" in source.text and source.tree.css_first(".ipbtable .postcolor[id^='post-']")
    return "posts in the markup of Invision's second version" if second else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of the page."""
    if "elComment_" in source.text and _is_below_an_article(source):
        return (_comments(source),)
    if "elComment_" in source.text:
        return (flat_discussion(source, NAME, _NEW, _reactions),)
    return (flat_discussion(source, NAME, _OLD if "post_id_" in source.text else _SECOND),)


def _is_below_an_article(source: Source) -> bool:
    """Return whether the page is of another of Invision's programs, where what opens it is no post."""
    box = source.tree.css_first(f"{_NEW.layout.box} [data-commentapp], {_NEW.layout.box}[data-commentapp]")
    return box is not None and attribute(box, "data-commentapp") != "forums"


def _comments(source: Source) -> Thread:
    found = comments_of(source.tree, _NEW.layout)
    drafts = [
        each.draft(attribute(each.node, "id").removeprefix("elComment_"), None, **_reactions(each)) for each in found
    ]
    return thread_of(source, NAME, article_of(source, [each.node for each in found]), Findings(drafts=drafts))


def _reactions(found: Found) -> dict[str, object]:
    """Return how often a post was reacted to where each kind of reaction has a count of its own, else nothing."""
    counts = [count for count in map(number_of, found.parts.get("other", ())) if count is not None]
    return {"likes": sum(counts)} if counts and found.first("likes") is None else {}
