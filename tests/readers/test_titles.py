"""Headings of comments: which stand above the text, and which say nothing that is not said already."""

from pathlib import Path

import pytest

from discourse.analysis import analyse
from discourse.model import Article, Comment, Thread
from discourse.pseudonyms import pseudonymised
from discourse.readers import read
from discourse.readers.titles import with_titles_said

SAID = [
    ("Shut it", "The mill is done for.", "Shut it\n\nThe mill is done for."),
    ("Shut it", "", "Shut it"),
    (None, "The mill is done for.", "The mill is done for."),
    ("  ", "The mill is done for.", "The mill is done for."),
    ("…", "The mill is done for.", "The mill is done for."),
    ("The mill", "The mill is done for.", "The mill is done for."),
    ("The mill is…", "The mill is done for.", "The mill is done for."),
    ("Re: Water rates", "The mill is done for.", "The mill is done for."),
    ("AW: Anything", "The mill is done for.", "The mill is done for."),
    ("Re[2]: RE: Anything", "The mill is done for.", "The mill is done for."),
    ("WATER RATES!", "The mill is done for.", "The mill is done for."),
    ("Resist", "The mill is done for.", "Resist\n\nThe mill is done for."),
]
"""What a comment is headed, what stands below, and what it says then; its article is called "Water rates"."""


def thread(*comments: Comment) -> Thread:
    return Thread(article=Article(source="x.html", title="Water rates", language="en"), comments=comments)


@pytest.mark.parametrize(("title", "text", "expected"), SAID)
def test_a_heading_stands_above_the_text_where_it_says_something_new(
    title: str | None, text: str, expected: str
) -> None:
    said = with_titles_said(thread(Comment(id="1", text=text, title=title))).comments[0]
    assert said.text == expected


def test_the_heading_of_a_comment_before_says_nothing_new() -> None:
    said = with_titles_said(
        thread(Comment(id="1", text="One.", title="Shut it"), Comment(id="2", text="Two.", title="Shut it"))
    )
    assert [comment.text for comment in said.comments] == ["Shut it\n\nOne.", "Two."]


def test_a_comment_that_is_gone_has_no_words_from_its_heading() -> None:
    gone = Comment(id="1", text="[removed]", title="Shut it", status="deleted")
    assert with_titles_said(thread(gone)).comments[0].text == "[removed]"


def test_a_second_time_changes_nothing() -> None:
    once = with_titles_said(thread(Comment(id="1", text="One.", title="Shut it")))
    assert once.comments[0].title is None
    assert with_titles_said(once) is once


def test_headings_are_coded_with_the_words_below_them() -> None:
    found = analyse(thread(Comment(id="1", text="See above.", title="There is no evidence for any of this")))
    assert found.thread.comments[0].text.startswith("There is no evidence")
    spans = [coding.span for coding in found.codings if coding.variable == "form"]
    assert (0, len("There is no evidence for any of this")) in spans


def test_names_in_headings_are_veiled() -> None:
    ann, bo = Comment(id="1", text="Yes.", author="Ann Marl"), Comment(id="2", text="No.", title="Ann Marl is wrong")
    veiled = pseudonymised([thread(ann, bo)], b"k" * 32)[0]
    assert "Marl" not in (veiled.comments[1].title or "")


TABLES = [
    ("id,subject,text\n1,Shut it,One.\n2,Re: Shut it,Two.\n", [None], ["Shut it", "Re: Shut it"]),
    ("author,title,review,date\nAnn,Broke,One.,2024-01-02\nBo,Fine,Two.,2024-01-03\n", [None], ["Broke", "Fine"]),
    ("author,title,text,date\nAnn,Ponds,One.,2024-01-02\nBo,Ponds,Two.,2024-01-03\n", ["Ponds"], [None, None]),
]
"""A table, the titles of its articles, and the headings of its comments."""


@pytest.mark.parametrize(("table", "articles", "headings"), TABLES)
def test_titles_that_differ_by_row_are_headings(
    table: str, articles: list[str | None], headings: list[str | None], tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    file.write_text(table, "utf-8")
    found = read(file)
    assert found.article.title == articles[0]
    assert [comment.title for comment in found.comments] == headings


PAGE = """<html lang="en"><head><title>Ponds drained</title></head><body><h1>Ponds drained</h1><p>{lead}</p>
<div class="talk">{posts}</div></body></html>"""
POST = (
    '<div class="item"><b class="nick">{name}</b> <span class="when">3 May 2024, 10:0{at}</span>'
    '{heading}<div class="said">{text}</div></div>'
)
WORDS = ("The newts went to the river in buckets.", "Nobody asked the newts about it.", "All of it was for nothing.")
HEADINGS = [
    (("<h4>To the river</h4>", "<h4>Not asked</h4>", "<h4>In vain</h4>"), ["To the river", "Not asked", "In vain"]),
    (
        ('<p class="c-title">To the river</p>', "", '<p class="c-title">In vain</p>'),
        ["To the river", None, "In vain"],
    ),
    (("<h4>Comment</h4>", "<h4>Comment</h4>", "<h4>Comment</h4>"), [None, None, None]),
    (("<h4>[no title]</h4>", "<h4>[no title]</h4>", "<h4>In vain</h4>"), [None, None, None]),
    (('<p class="user-title">Mayor</p>', '<p class="user-title">Guest</p>', ""), [None, None, None]),
]
"""What stands between the names of three posters and their words, and the headings that this gives."""


@pytest.mark.parametrize(("between", "expected"), HEADINGS)
def test_headings_on_a_page_that_nobody_described(
    between: tuple[str, ...], expected: list[str | None], tmp_path: Path
) -> None:
    posts = "".join(
        POST.format(name=name, at=at, heading=heading, text=text)
        for at, (name, heading, text) in enumerate(zip(("Marl", "Tove", "Quill"), between, WORDS, strict=True))
    )
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(lead="The council drained both ponds. " * 8, posts=posts), "utf-8")
    found = read(file)
    assert [comment.author for comment in found.comments] == ["Marl", "Tove", "Quill"]
    assert [comment.title for comment in found.comments] == expected
    assert [comment.text for comment in found.comments] == list(WORDS)
