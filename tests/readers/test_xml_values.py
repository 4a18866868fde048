"""XML of any export: what its elements say as objects, lists and words, and the comments in it."""

import pytest

from discourse.errors import ReadError
from discourse.readers import read
from discourse.readers.source import Source
from discourse.readers.xml_values import xml_value

VALUES = {
    "<a><b x='1'>c</b></a>": [{"x": "1", "text": "c"}],
    "<a><b x='1'>c</b><d>e</d></a>": {"b": {"x": "1", "text": "c"}, "d": "e"},
    "<a><b><c>1</c><d>2</d></b></a>": {"c": "1", "d": "2"},
    "<a><b><c>1</c></b><b><c>2</c></b></a>": [{"c": "1"}, {"c": "2"}],
    "<a><b>1</b><b>2</b><c/></a>": {"b": ["1", "2"], "c": ""},
    "<a>So <b>it</b> goes</a>": "So it goes",
    "<a n='3'><p>Why?</p><p>So.</p></a>": {"n": "3", "text": "Why?\n\nSo."},
    "<a><f name='id'>1</f><f name='body'>Why?</f></a>": {"id": "1", "body": "Why?"},
    "<a to='#m1'>Why?</a>": {"to": "m1", "text": "Why?"},
}


def source(document: str) -> Source:
    return Source("x.xml", f'<?xml version="1.0"?>\n{document}'.encode())


@pytest.mark.parametrize(("document", "value"), VALUES.items(), ids=VALUES)
def test_elements_are_objects_lists_and_words(document: str, value: object) -> None:
    assert xml_value(source(document)) == [value]


@pytest.mark.parametrize("document", ["<html><p>Why?</p></html>", "<rss/>", "<a><b></a>", "<a>" * 600])
def test_pages_feeds_and_what_is_broken_or_too_deep_are_none(document: str) -> None:
    assert xml_value(source(document)) is None


def test_entities_of_its_own_are_refused() -> None:
    with pytest.raises(ReadError, match="declares entities"):
        xml_value(source('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))


EXPORTS = {
    "comments of a post": """<output><blogpost><url>u</url><title>Rain</title><comments>
        <comment id="7" parentid="0"><name>ann</name><text>Why?</text><date>2011-01-04 10:11</date></comment>
        <comment id="8" parentid="7"><name>bo</name><text>So.</text><date>2011-01-04 12:00</date></comment>
        </comments></blogpost></output>""",
    "names in a list of their own": """<export><comments>
        <comment id='7' posterid='1'><body>Why?</body><date>2011-01-04</date></comment>
        <comment id='8' posterid='2' parentid='7'><body>So.</body><date>2011-01-05</date></comment></comments>
        <usermaps><usermap id='1' user='ann' /><usermap id='2' user='bo' /></usermaps></export>""",
    "a dump of a database": """<dump><database name="x">
        <table name="c"><column name="id">7</column><column name="parent">0</column><column name="name">ann</column>
        <column name="comment">Why?</column></table>
        <table name="c"><column name="id">8</column><column name="parent">7</column><column name="name">bo</column>
        <column name="comment">So.</column></table></database></dump>""",
    "a corpus of chats": """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
        <post xml:id="m7" who="#ann" when="2014-03-02T10:00:00"><p>Why?</p></post>
        <post xml:id="m8" who="#bo" when="2014-03-02T10:05:00" replyTo="#m7"><p>So.</p></post></body></text></TEI>""",
}


@pytest.mark.parametrize("document", EXPORTS.values(), ids=EXPORTS)
def test_comments_are_found_with_their_authors_and_whom_they_answer(document: str) -> None:
    comments = read(source(document).data, name="x.xml").comments
    assert [(each.author, each.text) for each in comments] == [("ann", "Why?"), ("bo", "So.")]
    assert comments[1].reply_to == comments[0].id
