"""Facts about what the readers of forums share: titles, boxes, dates, quotations and signatures."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.readers.drafts import Draft
from discourse.readers.forum import Flat, flat_discussion, title_at
from discourse.readers.layout import Layout
from discourse.readers.quoting import heads_of, without_heads, without_signatures
from discourse.readers.source import open_source

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


HEADS = {
    "Ann Lee said:": True,
    "Ann Lee wrote: ↑": True,
    "@ann said in Cold frames in March:": True,
    "On 3/5/2024 at 7:02 AM, Bob said:": True,
    "(03-14-2021, 09:15 AM) Bob Wrote:": True,
    "Bob, on 03 May 2013 - 07:02, said:": True,
    "Bob schrieb am 3. Mai 2012:": True,
    "Ann Lee 发表于 2013-12-2 02:03": True,
    "Originally Posted by Bob": True,
    "Quote from: Bob on January 05, 2022, 06:30:15 PM": True,
    "She said:": False,
    "Bob said nothing.": False,
    "Bob said he would:": False,
    "Ann Lee says the dog is ill": False,
    "Originally posted by him": False,
}


@pytest.mark.parametrize("line", HEADS)
def test_head_of_a_quotation(line: str) -> None:
    assert heads_of(["Bob", None, "Ann Lee"])(line) == HEADS[line]


QUOTATIONS = {
    "> Bob said:\n\n> Glass.\n\nNo.": "> Glass.\n\nNo.",
    "> Bob said:\n> Glass.": "> Glass.",
    "> Bob said:\n\n> > Glass.\n\n> No.": "> > Glass.\n\n> No.",
    "> Glass.\n\n> Bob said:\n\n> Wood.": "> Glass.\n\n> Wood.",
    "> Bob said:\n\nGlass.": "> Bob said:\n\nGlass.",
    "> Quoting Bob:\n> Glass.\n\nNo.": "> Glass.\n\nNo.",
    "Bob said:\n> Glass.\n\nNo.": "> Glass.\n\nNo.",
    "(In reply to comment #3)\n> Glass.\n\nNo.": "> Glass.\n\nNo.",
    "Bob said:\n\n> Glass.": "Bob said:\n\n> Glass.",
    "> Glass.\n> Bob said:\n> Wood.": "> Glass.\n> Bob said:\n> Wood.",
}


@pytest.mark.parametrize("text", QUOTATIONS)
def test_heads_are_left_out_where_a_quotation_begins_and_goes_on(text: str) -> None:
    assert without_heads(text, heads_of(["Bob"])) == QUOTATIONS[text]


LINE, OTHER = "_" * 17, "_" * 10
SIGNED = {
    "below two dashes, as in mails, where its author repeats it": (
        [("Ann", "Yes.\n--\nAnn Lee, gardener"), ("Bob", "No."), ("Ann", "Maybe.\n--\nAnn Lee, gardener")],
        ["Yes.", "No.", "Maybe."],
    ),
    "two dashes between what is said, however often": (
        [("Ann", "The first half.\n--\nThe second."), ("Bob", "No.\n--\nOr yes."), ("Cy", "Well.")],
        ["The first half.\n--\nThe second.", "No.\n--\nOr yes.", "Well."],
    ),
    "the line of phpBB above dashes": (
        [("Ann", f"Yes.\n{LINE}\n--\nThe sea wins."), ("Bob", "No."), ("Cy", "No."), ("Di", "No.")],
        ["Yes.", "No.", "No.", "No."],
    ),
    "two dashes in one post of many are said": (
        [("Ann", "Sum:\n--\nnothing"), ("Bob", "No."), ("Cid", "Oh."), ("Dan", "Well.")],
        ["Sum:\n--\nnothing", "No.", "Oh.", "Well."],
    ),
    "the line of phpBB": ([("Ann", f"Yes.\n{LINE}\nSow late.")], ["Yes."]),
    "a tail that an author repeats": (
        [("Ann", f"Yes.\n{OTHER}\nSow late."), ("Bob", "No."), ("Cy", "No."), ("Ann", f"Well.\n\n{OTHER}\nSow late.")],
        ["Yes.", "No.", "No.", "Well."],
    ),
    "a tail in a third of the posts": (
        [("Ann", f"Yes.\n{OTHER}\nSow late."), ("Bob", "No."), ("Cy", "No.")],
        ["Yes.", "No.", "No."],
    ),
    "a line of the author's own": (
        [("Ann", f"One.\n{OTHER}\nTwo."), ("Bob", "No."), ("Cy", "No."), ("Di", "No.")],
        [f"One.\n{OTHER}\nTwo.", "No.", "No.", "No."],
    ),
}


@pytest.mark.parametrize("fact", SIGNED)
def test_signatures(fact: str) -> None:
    posts, texts = SIGNED[fact]
    drafts = [Draft(id=str(number), author=author, text=text) for number, (author, text) in enumerate(posts)]
    assert [post.text for post in without_signatures(drafts)] == texts


SKIN = """<ul id="forum">
<li class="blockpost" id="p{}"><b class="author">Ann</b><i>Joined: 2 May 2008</i><i>{}</i><div class="postmsg">At
10:15 on 3 May 2001.</div></li></ul>"""
DATES = {
    "Sent on 4 May 2012, 10:15 by web": "4 May 2012, 10:15",
    "04.05.2012 10:15": "04.05.2012 10:15",
    "10:15": None,
    "4 May 2012": None,
}


@pytest.mark.parametrize("words", DATES)
def test_date_is_found_in_a_skin_that_moved_it(words: str) -> None:
    layout = Layout(box=".blockpost", text=".postmsg", author=".author", shown=".date")
    flat = Flat(layout=layout, id=re.compile(r"^p(\d+)$"), current="b")
    source = open_source(f"<html><b>2</b>{SKIN.format(1, words)}</html>".encode())
    assert flat_discussion(source, "fluxbb", flat).comments[0].posted_as_shown == DATES[words]


def test_what_has_no_number_takes_no_part_of_a_post_around_it() -> None:
    page = '<html><b>2</b><div id="p7"><div><p>Glass.</p></div></div><div><p>Advertisement</p></div></html>'
    flat = Flat(layout=Layout(box="div", text="p"), id=re.compile(r"^p(\d+)$"), current="b")
    thread = flat_discussion(open_source(page.encode()), "fluxbb", flat)
    assert [(each.id, each.text) for each in thread.comments] == [("7", "Glass.")]
