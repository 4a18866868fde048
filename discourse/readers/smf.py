"""Simple Machines Forum (SMF), versions 1.1 to 2.1."""

import re

from discourse.model import Thread
from discourse.readers.forum import Flat, flat_discussion
from discourse.readers.layout import Layout
from discourse.readers.source import Source

NAME = "smf"
TITLE = "Simple Machines forums (SMF), versions 1.1 to 2.1, a page of a discussion"
RECOVERS = ("author", "quotes", "time", "edited", "score", "likes", "title")

_QUOTED = re.compile(r"(?:[.#]msg|[?;&]msg=)(\d{1,12})")
_SECOND = Flat(
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
        title="[id^='subject_'] a, [id^='subject_']",
        leave_out=".quoteheader, .quotefooter, blockquote cite, .codeheader, .signature, .modified",
        quotation="div.bbc_standard_quote, div.bbc_alternate_quote",
    ),
    id=re.compile(r"^(?:msg_|subject_|msg)(\d{1,12})$"),
    quoted=_QUOTED,
    title="#display_head h2, .display_title, #forumposts h3 #top_subject, .navigate_section li:last-child span",
    current=".pagelinks strong, .pagelinks .current_page",
    others=".pagelinks a.navPages, .pagelinks a.nav_page",
)
_FIRST = Flat(
    layout=Layout(
        box="#quickModForm tr:has(> td > a[name^='msg'])",
        text=".post",
        author="td[rowspan] > b > a, td[rowspan] > b",
        shown="[id^='subject_'] ~ .smalltext",
        edited="[id^='modified_']",
        quote=".quoteheader a",
        other="[id^='subject_']",
        title="[id^='subject_'] a, [id^='subject_']",
        leave_out=".quoteheader, .codeheader, .signature",
        quotation=".quote",
    ),
    id=re.compile(r"^subject_(\d{1,12})$"),
    quoted=_QUOTED,
    title=".nav > b:last-of-type > a.nav, #top_subject",
    current=".middletext > b:first-of-type",
    others=".middletext > a.navPages",
)


_OLD_POST = "#quickModForm td:has(> a[name^='msg']) [id^='subject_']"


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a discussion of SMF, or ``None``."""
    if not source.is_html or ("forumposts" not in source.text and "quickModForm" not in source.text):
        return None
    if source.tree.css_first("#forumposts .poster, #forumposts .post"):
        return "posts in the markup of SMF"
    return "posts in the markup of SMF's first version" if source.tree.css_first(_OLD_POST) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of the page."""
    flat = _SECOND if source.tree.css_first("#forumposts") else _FIRST
    return (flat_discussion(source, NAME, flat),)
