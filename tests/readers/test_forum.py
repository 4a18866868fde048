"""Facts about what the readers of forums share: titles, boxes, dates, quotations and signatures."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.readers.forum import title_at

TITLES = {
    "the first alternative, though the second stands first in the page": (
        "<b>News</b><h1>Cold frames</h1>",
        "h1, b",
        "Cold frames",
    ),
    "an arrow is no title": ("<li>►</li><li>Cold frames</li>", "li", "Cold frames"),
    "what the page's title repeats, before what it does not": (
        "<title>Garden • Cold frames</title><b>Threaded | Linear</b><b>Cold Frames</b>",
        "b",
        "Cold Frames",
    ),
    "a later alternative that the page's title repeats": (
        "<title>Cold frames</title><h1>Rules</h1><h2>Cold frames</h2>",
        "h1, h2",
        "Cold frames",
    ),
    "a year": ("<h1>1984</h1>", "h1", "1984"),
    "none": ("<h1>►</h1>", "h1, h2", None),
}


@pytest.mark.parametrize("fact", TITLES)
def test_title(fact: str) -> None:
    page, selector, title = TITLES[fact]
    assert title_at(LexborHTMLParser(page), selector) == title
