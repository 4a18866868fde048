"""Facts about layouts: which of several elements of a part counts."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.readers.layout import Layout, alternatives, comments_of

LINES = {
    "the earlier alternative, though it stands later": ("<i>Mod</i><b>Ann</b>", "b, i", "Ann"),
    "the first in the page where one alternative finds both": ("<b>Ann</b><b>Bea</b>", "b, i", "Ann"),
    "not an empty one": ("<b><img></b><i>Ann</i>", "b, i", "Ann"),
    "none": ("<u>Ann</u>", "b, i", None),
}
SELECTORS = {
    "h1": ("h1",),
    "h1, .a b ,": ("h1", ".a b"),
    "p:is(.a, .b:not(.c, .d)), [x='a,b']": ("p:is(.a, .b:not(.c, .d))", "[x='a,b']"),
}


@pytest.mark.parametrize("fact", LINES)
def test_the_part_that_counts(fact: str) -> None:
    page, selector, line = LINES[fact]
    (found,) = comments_of(LexborHTMLParser(f"<div>{page}</div>"), Layout(box="div", text="p", author=selector))
    assert found.line("author") == line


QUOTES = {
    "a link inside a quotation": ("<blockquote><a id=1></a>Wet.</blockquote>", ["1"]),
    "not what the one quoted had quoted": (
        "<blockquote><a id=1></a><blockquote><a id=2></a>Wet.</blockquote>Dry.</blockquote>",
        ["1"],
    ),
    "nor where links stand before what they name": (
        "<div><a id=1></a></div> <blockquote><div><a id=2></a></div> <blockquote>Wet.</blockquote>Dry.</blockquote>",
        ["1"],
    ),
    "two quotations, one after the other": (
        "<blockquote><a id=1></a>Wet.</blockquote><blockquote><a id=2></a>Dry.</blockquote>",
        ["1", "2"],
    ),
    "a link without words quoted, and one in a quotation": (
        "<i><a id=1></a></i> So.<br><b>But</b><blockquote><a id=2></a>Dry.</blockquote>",
        ["1", "2"],
    ),
    "text that is itself a blockquote": (
        "<blockquote class=t><blockquote><a id=1></a>Wet.</blockquote></blockquote>",
        ["1"],
    ),
}


@pytest.mark.parametrize("fact", QUOTES)
def test_whom_a_post_itself_quotes(fact: str) -> None:
    page, ids = QUOTES[fact]
    layout = Layout(box="section", text=".t", quote="a")
    text = page if "class=t" in page else f"<div class=t>{page}</div>"
    (found,) = comments_of(LexborHTMLParser(f"<section>{text}</section>"), layout)
    assert found.values("quote", "id") == ids


@pytest.mark.parametrize("selector", SELECTORS)
def test_alternatives(selector: str) -> None:
    assert alternatives(selector) == SELECTORS[selector]
