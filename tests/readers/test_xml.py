"""XML exports: no entity of their own is resolved, and what is broken costs only what follows."""

import pytest

from discourse.errors import ReadError
from discourse.readers.source import Source
from discourse.readers.xml import MAX_DEPTH, records_in, root_name, text_at

ITEM = '<x:item xmlns:x="urn:x" x:id="{0}"><x:text>{1}</x:text></x:item>'


def texts(document: str) -> list[tuple[str | None, str]]:
    found = records_in(Source("x.xml", document.encode()), "item")
    return [(item.get("id"), text_at(item, "text")) for item in found.items]


def test_records_come_without_their_namespaces() -> None:
    assert texts(f"<root>{ITEM.format(1, 'a')}<other/>{ITEM.format(2, 'b &amp; c')}</root>") == [
        ("1", "a"),
        ("2", "b & c"),
    ]


@pytest.mark.parametrize("before", ["", " " * 9_000, f"<!-- {'x' * 9_000} -->", '<?xml version="1.0"?>\n<?a b?>'])
def test_entities_of_its_own_are_refused_wherever_they_stand(before: str) -> None:
    with pytest.raises(ReadError, match="declares entities"):
        texts(f'{before}<!DOCTYPE root [<!ENTITY a "bbbb">]><root>{ITEM.format(1, "&a;")}</root>')


@pytest.mark.parametrize(
    ("document", "read"),
    [
        (f"<root>{ITEM.format(1, '<![CDATA[<!ENTITY a>]]>')}</root>", "<!ENTITY a>"),
        (f"<!DOCTYPE root SYSTEM 'x.dtd'><root>{ITEM.format(1, 'a')}</root>", "a"),
        (f"<root>{ITEM.format(1, 'a&nbsp;b&eacute;')}</root>", "a\N{NO-BREAK SPACE}bé"),
        (f"<root>{ITEM.format(1, 'a&unknown;b')}</root>", "a&unknown;b"),
        (f"<root>{ITEM.format(1, 'a&#8212;b')}</root>", "a—b"),
        (f"<root>{ITEM.format(1, 'a' + chr(11) + 'b')}</root>", "ab"),
    ],
    ids=["in a text", "a document type alone", "names of html", "a name of nobody", "a number", "a control"],
)
def test_what_exports_have_is_read(document: str, read: str) -> None:
    assert texts(document) == [("1", read)]


def test_what_stands_before_a_break_is_kept_and_the_break_is_told() -> None:
    broken = f"<root>{ITEM.format(1, 'a')}{ITEM.format(2, 'b')[:-9]}<bad x=1>"
    found = records_in(Source("x.xml", broken.encode()), "item")
    assert [item.get("id") for item in found.items] == ["1", "2"]
    assert [item.kind for item in found.skipped] == ["malformed"]


def test_nesting_without_end_is_given_up() -> None:
    deep = f"<root>{ITEM.format(1, 'a')}{'<a>' * (MAX_DEPTH + 1)}"
    assert texts(deep) == [("1", "a")]


@pytest.mark.parametrize(
    ("start", "name"),
    [("<RSS version='2'>", "rss"), ("\n<?xml ?><!-- <a> --><disqus>", "disqus"), ("plain", ""), ("{}", "")],
)
def test_the_outermost_element_is_named(start: str, name: str) -> None:
    assert root_name(Source("x", start.encode())) == name
