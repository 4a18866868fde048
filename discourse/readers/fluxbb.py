"""FluxBB and PunBB forums."""

import re

from discourse.model import Thread
from discourse.readers.forum import Flat, flat_discussion
from discourse.readers.layout import Layout
from discourse.readers.source import Source

NAME = "fluxbb"
TITLE = "FluxBB and PunBB forums, a page of a discussion"
RECOVERS = ("author", "time", "edited")

_FLAT = Flat(
    layout=Layout(
        box="div.blockpost[id^='p'], div.post[id^='p']:has(.entry-content), div.post:has(> .posthead[id^='p'])",
        text=".postmsg, .entry-content",
        author=".postleft dt strong, .post-byline a, .post-byline strong",
        shown="h2 a, .posthead .post-link a",
        edited=".postedit, .lastedit",
        other=".posthead[id^='p']",
        leave_out=".postedit, .lastedit, cite, .incqbox > h4, .postsignature, .sig-content",
    ),
    id=re.compile(r"^p(\d{1,12})$"),
    title=".crumbs li:last-child strong, h1.main-title > a, h1.main-title, .linkst li:last-child",
    current=".pagelink strong, .paging strong",
    others=".pagelink a, .paging a",
)


def matches(source: Source) -> str | None:
    """Return the evidence that the page is a discussion of FluxBB, or ``None``."""
    if not source.is_html or ("blockpost" not in source.text and "brd-wrap" not in source.text):
        return None
    return "posts in the markup of FluxBB" if source.tree.css_first(_FLAT.layout.box) else None


def threads(source: Source) -> tuple[Thread, ...]:
    """Return the discussion of the page."""
    return (flat_discussion(source, NAME, _FLAT),)
