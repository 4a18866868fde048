"""MyBB forums, versions 1.6 and 1.8."""

import re

from discourse.model import Thread
from discourse.readers.forum import Flat, flat_discussion
from discourse.readers.layout import Found, Layout
from discourse.readers.markup import is_hidden
from discourse.readers.source import Source

NAME = "mybb"
TITLE = "MyBB forums, a page of a discussion"
RECOVERS = ("author", "quotes", "time", "edited", "status")

_FLAT = Flat(
    layout=Layout(
        box="div.post[id^='post_'], table[id^='post_']:has(.post_body)",
        text=".post_body",
        author=".author_information .largetext, .author_information strong, .post_author .largetext, td .largetext",
        stamp=".post_date [title]",
        shown=".post_date, .post_buttons .smalltext",
        edited=".post_edit, .edited_post, .post_meta",
        badge=".author_information .smalltext .staff",
        quote="blockquote cite a",
        leave_out="blockquote cite, .post_edit, .edited_post, .signature, .codeblock .title",
    ),
    id=re.compile(r"^post_(\d{1,12})$"),
    quoted=re.compile(r"[?&#]p(?:id)?=?(\d{1,12})"),
    title=".thead strong, td.thead > div > strong",
    current=".pagination_current",
    others=".pagination_page, .pagination_last",
)


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a discussion of MyBB, or ``None``."""
    if not source.is_html or "post_body" not in source.text:
        return None
    found = source.tree.css_first("[id^='post_'] .post_body[id^='pid_'], .post[id^='post_'] .post_body")
    return "posts in the markup of MyBB" if found else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of the page."""
    return (flat_discussion(source, NAME, _FLAT, _of_hidden),)


def _of_hidden(found: Found) -> dict[str, object]:
    """Return that a post is hidden whose author the one who saved the page ignores."""
    return {"status": "hidden"} if is_hidden(found.node) else {}
