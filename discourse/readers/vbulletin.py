"""vBulletin forums, versions 3 to 5."""

import re

from discourse.model import Thread
from discourse.readers.dom import attribute, classes
from discourse.readers.forum import Flat, flat_discussion
from discourse.readers.layout import Found, Layout
from discourse.readers.source import Source

NAME = "vbulletin"
TITLE = "vBulletin forums, versions 3 to 5, a page of a discussion"
RECOVERS = ("author", "parent", "quotes", "time", "edited", "status", "title")

_QUOTED = re.compile(r"(?:#post|[?&]p=)(\d{1,12})")
_THIRD = Flat(
    layout=Layout(
        box='table[id^="post"]:has([id^="post_message_"]), table[id^="post"]:has(a[name^="post"])',
        text='[id^="post_message_"]',
        author="a.bigusername, .bigusername, [id^='postmenu_'] a, [id^='postmenu_'], .alt2 > a[href*='member.php'], "
        "td.alt2",
        shown="td.thead",
        edited=".smallfont > hr + em",
        title=".smallfont > strong:has(+ hr), .smallfont:has(+ hr) > strong",
        quote="a[href*='#post'] img.inlineimg, div > a[href*='#post'], a[rel='nofollow'][href*='#post']",
        leave_out="div[style*='margin:20px'] > .smallfont, div[style*='margin:20px'] td > div:first-child:has(strong)",
        quotation="div[style*='margin:20px'] td.alt2",
    ),
    id=re.compile(r"^(?:post|edit)(\d{1,12})$"),
    quoted=_QUOTED,
    title="td.navbar strong, .navbar strong",
    current=".pagenav td.alt2 strong, .pagenav .alt2 strong",
    others=".pagenav a.smallfont",
)
_FOURTH = Flat(
    layout=Layout(
        box="li.postcontainer, li.postbit, li.postbitlegacy",
        text=".postcontent, blockquote.postcontent",
        author=".username_container .username, a.username, .username, .postbitignored strong",
        shown=".posthead .date, .date",
        edited=".lastedited",
        title=".title.icon, h2.title, .posttitle",
        badge=".usertitle .staff",
        quote=".bbcode_postedby a",
        leave_out=".bbcode_postedby, .bbcode_description, .bbcode_quote_icon, .signature, .lastedited",
        quotation=".bbcode_quote .message",
    ),
    id=re.compile(r"^post_?(\d{1,12})$"),
    quoted=_QUOTED,
    title=".threadtitle a, h1 .threadtitle",
    current=".pagination .selected a, .pagination .selected",
    others=".pagination span a",
)
_FIFTH = Flat(
    layout=Layout(
        box="li.b-post[data-node-id]",
        text=".b-post__content .js-post__content-text, .js-post__content-text",
        author=".b-userinfo__details .author strong a, .author a, .author strong",
        stamp="time[itemprop='dateCreated'], time[datetime]",
        shown="time[itemprop='dateCreated'], .b-post__timestamp",
        likes=".votecount, .js-votecount",
        title=".b-post__title",
        badge=".b-userinfo__badge",
        quote=".bbcode_postedby a",
        leave_out=".bbcode_postedby, .bbcode_description, .b-signature, .post-signature",
        quotation=".bbcode_container .message",
    ),
    id=re.compile(r"^(?:post)?(\d{1,12})$"),
    quoted=re.compile(r"(?:#post|[?&]p=)(\d{1,12})"),
    title="h1.main-title, .b-topic__title",
    current=".pagenav .js-pagenav-current-button, .js-pagenav-button.active",
    others=".pagenav .js-pagenav-button",
)


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a discussion of vBulletin, or ``None``."""
    return "posts in the markup of vBulletin" if _version(source) else None


def _version(source: Source) -> Flat | None:
    if not source.is_html:
        return None
    for sign, flat, proof in (
        ("post_message_", _THIRD, 'table[id^="post"] [id^="post_message_"], [id^="edit"] [id^="post_message_"]'),
        ("postcontent", _FOURTH, 'li[id^="post_"] .postcontent, li.postcontainer .postcontent'),
        ("js-post__content-text", _FIFTH, "li.b-post .js-post__content-text"),
    ):
        if sign in source.text and source.tree.css_first(proof):
            return flat
    return None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of the page."""
    return (flat_discussion(source, NAME, _version(source) or _FOURTH, _of_notices),)


def _of_notices(found: Found) -> dict[str, object]:
    """Return what became of a post in whose place there is only a notice."""
    names = classes(found.node)
    if found.within is not None and "b-post--comment" in names:
        return {"reply_to": attribute(found.within.node, "data-node-id")}
    if "postbitdeleted" in names or (found.node.tag == "table" and found.first("text") is None):
        return {"status": "deleted"}
    return {"status": "hidden"} if "postbitignored" in names else {}
