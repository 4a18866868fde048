"""phpBB forums, versions 2 and 3, in the markup of their themes subSilver, prosilver and subsilver2."""

import re

from discourse.model import Thread
from discourse.readers.forum import Flat, flat_discussion
from discourse.readers.layout import Found, Layout
from discourse.readers.source import Source

NAME = "phpbb"
TITLE = "phpBB forums, versions 2 and 3, a page of a discussion"
RECOVERS = ("author", "quotes", "time", "edited", "status", "title")

_PROSILVER = Flat(
    layout=Layout(
        box='div.post[id^="p"], article.post[id^="p"], [id^="post_content"]:not(.post *)',
        text=".content",
        author=".postprofile .username, .postprofile .username-coloured, .author .username, "
        ".author .username-coloured, .author strong a, .postprofile dt a:not(.avatar), .author > strong, "
        ".ignore strong",
        stamp=".author time[datetime]",
        shown=".author time, .author",
        edited=".notice",
        badge=".profile-rank",
        quote="blockquote cite a, blockquote[data-post-id]",
        other=".ignore",
        title=".postbody h3 a, .postbody h3",
        leave_out="blockquote cite, .codebox > p, .codebox dt, .signature, .notice, .inline-attachment, .spoiltitle",
    ),
    id=re.compile(r"^p(?:ost_content)?(\d{1,12})$"),
    quoted=re.compile(r"(?:[?&]p=|#p|^)(\d{1,12})(?:$|[&#])"),
    title="h2.topic-title, h2 > a[href*='viewtopic'], #page-body > h2",
    current=".pagination li.active span, .pagination span > strong:last-of-type",
    others=".pagination li a.button, .pagination span a",
)
_SUBSILVER = Flat(
    layout=Layout(
        box="table.tablebg:has(.postbody):has(a[name^='p'])",
        text=".postbody",
        author=".postauthor",
        shown=".postdetails ~ td, td.gensmall",
        edited=".postbody ~ .gensmall",
        quote=".quotetitle a, .quotecontent a",
        other="a[name]",
        leave_out=".quotetitle, .codetitle, .attachtitle, .gensmall",
        quotation=".quotecontent",
    ),
    id=re.compile(r"^p(\d{1,12})$"),
    quoted=re.compile(r"(?:[?&]p=|#p)(\d{1,12})"),
    title="#pageheader h2 a, a.titles",
    current=".nav strong:last-of-type",
    others=".gensmall a[href*='start=']",
)
_SECOND = Flat(
    layout=Layout(
        box="tr:has(> td > .name > a[name]):has(.postbody)",
        text="td:has(> .postbody)",
        author=".name b, .name",
        shown="a[href*='viewtopic'] ~ .postdetails, td > .postdetails",
        edited=".postbody ~ .gensmall",
        quote="tr:has(+ tr > td.quote) a",
        other="a[name]",
        leave_out=".postbody ~ .gensmall, tr:has(+ tr > td.quote), tr:has(+ tr > td.code)",
        quotation="td.quote",
    ),
    id=re.compile(r"^(\d{1,12})$"),
    quoted=re.compile(r"(?:[?&]p=|#)(\d{1,12})"),
    title="a.maintitle",
    current=".nav b:first-of-type",
    others="a[href*='start=']",
)


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a discussion of phpBB, or ``None``."""
    if not source.is_html or "postbody" not in source.text or "viewtopic" not in source.text:
        return None
    if source.tree.css_first('div.post[id^="p"] .postbody .content, article.post[id^="p"] .postbody .content'):
        return "posts in the markup of phpBB"
    if source.tree.css_first("table.tablebg .postbody") and source.tree.css_first(".postauthor"):
        return "posts in the markup of phpBB's older theme"
    return "posts in the markup of phpBB's second version" if source.tree.css_first(_SECOND.layout.box) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of the page."""
    tree = source.tree
    old = _SUBSILVER if tree.css_first(".postauthor") else _SECOND
    flat = _PROSILVER if tree.css_first(".post .postbody .content") else old
    return (flat_discussion(source, NAME, flat, _of_ignored if flat is _PROSILVER else None),)


def _of_ignored(found: Found) -> dict[str, object]:
    """Return that a post is hidden whose author the one who saved the page ignores."""
    return {"status": "hidden"} if found.first("other") is not None else {}
