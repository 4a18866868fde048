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


@pytest.mark.parametrize("selector", SELECTORS)
def test_alternatives(selector: str) -> None:
    assert alternatives(selector) == SELECTORS[selector]
