"""Simple Machines Forum (SMF), versions 2.0 and 2.1."""

import re

from discourse.model import Thread
from discourse.readers.forum import Flat, flat_discussion
from discourse.readers.layout import Layout
from discourse.readers.source import Source

NAME = "smf"
TITLE = "Simple Machines forums (SMF), a page of a discussion"
RECOVERS = ("author", "quotes", "time", "edited", "score", "likes")

_FLAT = Flat(
    layout=Layout(
        box="#forumposts .windowbg:has(.post), #forumposts .windowbg2:has(.post), #forumposts .approvebg:has(.post), "
        "#forumposts form > div[class*='windowbg']:has(.post)",
        text=".post .inner, .post",
        author=".poster h4 a, .poster h4",
        stamp=".postinfo .page_number ~ a[title], .keyinfo .smalltext[title]",
        shown=".keyinfo .smalltext, .postinfo a.smalltext, .postinfo .smalltext",
        edited=".modified",
        likes=".smflikes .like_count, .like_count",
        badge=".poster .membergroup",
        quote=".bbc_standard_quote cite a, .topslice_quote a, blockquote cite a",
        other="[id^='msg_'], [id^='subject_'], [id^='msg']",
        leave_out=".quoteheader, .quotefooter, blockquote cite, .codeheader, .signature, .modified",
    ),
    id=re.compile(r"^(?:msg_|subject_|msg)(\d{1,12})$"),
    quoted=re.compile(r"[.#]msg(\d{1,12})"),
    title="#display_head h2, .display_title, #forumposts h3 #top_subject, .navigate_section li:last-child span",
    current=".pagelinks strong, .pagelinks .current_page",
    others=".pagelinks a.navPages, .pagelinks a.nav_page",
)


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a discussion of SMF, or ``None``."""
    if not source.is_html or "forumposts" not in source.text:
        return None
    return "posts in the markup of SMF" if source.tree.css_first("#forumposts .poster, #forumposts .post") else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of the page."""
    return (flat_discussion(source, NAME, _FLAT),)
