"""Headings of comments: which stand above the text, and which say nothing that is not said already."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from discourse.analysis import analyse
from discourse.model import Article, Comment, Thread
from discourse.pseudonyms import pseudonymised
from discourse.readers import read, read_all
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
    ("[rates] Re: Anything", "The mill is done for.", "The mill is done for."),
    ("Comment #3", "The mill is done for.", "The mill is done for."),
    ("Antwort auf Ann", "The mill is done for.", "The mill is done for."),
    ("(no subject)", "The mill is done for.", "The mill is done for."),
    ("Comments are no votes", "The mill is done for.", "Comments are no votes\n\nThe mill is done for."),
    ("Resist", "The mill is done for.", "Resist\n\nThe mill is done for."),
    ("The", "Their mill is done for.", "The\n\nTheir mill is done for."),
    ("The mill is do…", "The mill is done for.", "The mill is done for."),
    ("Shut\n\n it", "The mill is done for.", "Shut it\n\nThe mill is done for."),
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


def test_the_heading_of_another_than_is_answered_is_new() -> None:
    great, again, inherited = (
        Comment(id="1", text="One.", title="Great", reply_to=""),
        Comment(id="2", text="Two.", title="Great!", reply_to=""),
        Comment(id="3", text="Three.", title="Great", reply_to="1"),
    )
    said = with_titles_said(thread(great, again, inherited)).comments
    assert [comment.text for comment in said] == ["Great\n\nOne.", "Great!\n\nTwo.", "Three."]


def test_the_title_of_the_page_holds_that_of_the_article() -> None:
    page = Thread(
        article=Article(source="x.html", title="Water rates | The Courier"),
        comments=(Comment(id="1", text="One.", title="Water rates"), Comment(id="2", text="Two.", title="Water")),
    )
    assert [comment.text for comment in with_titles_said(page).comments] == ["One.", "Water\n\nTwo."]


@pytest.mark.parametrize("sign", [" ", "re", "re: ", "[a] ", "\n", "comment "])
def test_a_huge_heading_takes_no_longer_than_its_length(sign: str) -> None:
    started = time.process_time()
    with_titles_said(thread(Comment(id="1", text="One.", title=f"re{sign * 200_000}x")))
    assert time.process_time() - started < 5


def test_a_comment_that_is_gone_has_no_words_from_its_heading() -> None:
    gone = Comment(id="1", text="[removed]", title="Shut it", status="deleted")
    assert with_titles_said(thread(gone)).comments[0].text == "[removed]"


def test_a_comment_that_answers_itself_keeps_its_heading() -> None:
    said = with_titles_said(thread(Comment(id="1", text="One.", title="Shut it", reply_to="1")))
    assert said.comments[0].text == "Shut it\n\nOne."


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


TABLES = {
    "subjects with answers": ("id,subject,text\n1,Shut it,One.\n2,Re: Shut it,Two.\n", ["Shut it", "Re: Shut it"]),
    "subjects of mail": (
        "id,subject,from,body\n1,Ponds,Ann,One.\n2,Re: Ponds,Bo,Two.\n3,Re: Ponds,Cy,Three.\n",
        ["Ponds", "Re: Ponds", "Re: Ponds"],
    ),
    "topics": ("id,subject,text\n1,Ponds,One.\n2,Ponds,Two.\n3,Mills,Three.\n", [None, None, None]),
    "people who took part": (
        "subject,age,author,text\nS01,9,a,One.\nS02,9,b,Two.\nsubj_3,9,c,Three.\n",
        [None, None, None],
    ),
    "reviews": ("author,title,review,date\nAnn,Broke,One.,2024-01-02\nBo,Fine,Two.,2024-01-03\n", ["Broke", "Fine"]),
    "reviews called alike": (
        "author,title,review,rating\nAnn,Fine,One.,5\nBo,Fine,Two.,5\nCy,Broke,Three.,1\nDi,Fine.,Four.,5\n",
        ["Fine", "Fine", "Broke", "Fine."],
    ),
    "reviews of products": (
        "asin,title,text,rating\nB1,Broke,One.,1\nB1,Fine,Two.,5\nB2,Fine,Three.,5\n",
        ["Broke", "Fine", "Fine"],
    ),
    "an article's": ("author,title,text,date\nAnn,Ponds,One.,2024-01-02\nBo,Ponds,Two.,2024-01-03\n", [None, None]),
    "posts with a comment each": ("id,title,author,comment\n1,Ponds,Ann,One.\n2,Mills,Bo,Two.\n", [None, None]),
    "videos with a comment each": ("video_id,title,author,text\n1,Ponds,Ann,One.\n2,Mills,Bo,Two.\n", [None, None]),
    "titles of posts": ("id,post_title,author,body\n1,Ponds,Ann,One.\n2,Mills,Bo,Two.\n", [None, None]),
    "headlines of news": ("url,headline,author,text\nx,Ponds,Ann,One.\ny,Mills,Bo,Two.\n", [None, None]),
    "headlines of comments": (
        "id_article,headline,user,body\n7,Ponds!,Ann,One.\n7,No mill,Bo,Two.\n",
        ["Ponds!", "No mill"],
    ),
    "a product's beside its reviews'": (
        "product_name,title,author,text\nKettle,Broke,Ann,One.\nPan,Fine,Bo,Two.\n",
        ["Broke", "Fine"],
    ),
    "what a commenter is": ("id,name,title,comment\n1,Ann,Mayor,One.\n2,Bo,Clerk,Two.\n", [None, None]),
    "somebody else's summary": ("id,author,text,summary\n1,Ann,One.,Is against\n2,Bo,Two.,Is for\n", [None, None]),
    "Amazon's summary": (
        "ProductId,ProfileName,Summary,Text\nB1,Ann,Broke,One.\nB1,Bo,Fine,Two.\n",
        ["Broke", "Fine"],
    ),
    "an object around": (
        '[{"title": "Ponds", "comment": {"id": 1, "body": "One.", "author": "Ann"}}, '
        '{"title": "Mills", "comment": {"id": 2, "body": "Two.", "author": "Bo"}}]',
        [None, None],
    ),
    "posts that hold comments": (
        '[{"id": "p", "title": "Ponds", "comments": [{"id": "a", "body": "One.", "author": "Ann", '
        '"title": "Poor newts"}]}, '
        '{"id": "q", "title": "Mills", "comments": [{"id": "b", "body": "Two.", "author": "Bo", "title": "So what"}]}]',
        ["Poor newts", "So what"],
    ),
}
"""Tables and records, and the headings of their comments."""


@pytest.mark.parametrize(("table", "headings"), TABLES.values(), ids=TABLES.keys())
def test_titles_are_headings_where_they_are_the_comments_own(
    table: str, headings: list[str | None], tmp_path: Path
) -> None:
    file = tmp_path / ("table.json" if table.startswith("[") else "table.csv")
    file.write_text(table, "utf-8")
    assert [comment.title for thread in read_all(file) for comment in thread.comments] == headings


def test_a_title_that_is_no_heading_stays_that_of_the_article(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("author,title,text,date\nAnn,Ponds,One.,2024-01-02\nBo,Ponds,Two.,2024-01-03\n", "utf-8")
    assert read(file).article.title == "Ponds"


def test_the_user_says_whose_titles_are(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("id,title,author,comment\n1,Ponds,Ann,One.\n2,Mills,Bo,Two.\n", "utf-8")
    told = read(file, columns={"comment_title": "title"})
    assert [comment.title for comment in told.comments] == ["Ponds", "Mills"]
    file.write_text("id,title,author,review\n1,Ponds,Ann,One.\n2,Mills,Bo,Two.\n", "utf-8")
    assert [comment.title for comment in read(file, columns={"title": "title"}).comments] == [None, None]


PAGE = """<html lang="en"><head><title>Ponds drained</title></head><body><h1>Ponds drained</h1><p>{lead}</p>
<div class="talk">{posts}</div></body></html>"""
POST = (
    '<div class="item"><b class="nick">{name}</b> <span class="when">3 May 2024, 10:0{at}</span>'
    '{heading}<div class="said">{text}</div></div>'
)
WORDS = ("The newts went to the river in buckets.", "Nobody asked the newts about it.", "All of it was for nothing.")
OWN = ("To the river", "Not asked", "In vain")
HEADINGS: dict[str, tuple[str, Sequence[str | None], Sequence[str | None]]] = {
    "ranks": ("<h4>{}</h4>", OWN, OWN),
    "one without": ('<p class="c-title">{}</p>', ("To the river", "", "In vain"), ("To the river", None, "In vain")),
    "in one word": ('<p class="kmsgtitle">{}</p>', OWN, OWN),
    "in its quotation marks": ('<div class="quote"><a class="title" href="/r/1"><span>{}</span></a></div>', OWN, OWN),
    "in a card": ('<div class="list-card"><h3>{}</h3></div>', OWN, OWN),
    "what all are called": ("<h4>{}</h4>", ("Comment",) * 3, [None] * 3),
    "no titles": ("<h4>{}</h4>", ("[no title]", "[no title]", "In vain"), [None] * 3),
    "numbers": ("<h4>{}</h4>", ("Comment #1", "Comment #2", "Comment #3"), [None] * 3),
    "numbers of all": ("<h4>{}</h4>", ("Kommentar 1 von 3", "Kommentar 2 von 3", "Kommentar 3 von 3"), [None] * 3),
    "whom it answers": ("<h5>{}</h5>", ("In response to Ann", "In response to Bo", "In response to Cy"), [None] * 3),
    "forms": ("<h3>{}</h3>", ("Leave a reply to Marl", "Leave a reply to Tove", "Leave a reply to Quill"), [None] * 3),
    "names again": ("<h4>{}</h4>", ("Marl", "Tove", "Quill"), [None] * 3),
    "stars": ("<h4>{}</h4>", ("5.0 out of 5 stars", "4.0 out of 5 stars", "1.0 out of 5 stars"), [None] * 3),
    "counts": ("<h5>{}</h5>", ("12 likes", "3 likes", "1 like"), [None] * 3),
    "beside a town": ('<h6>{}, Kent</h6><h4 class="c-title">{}</h4>', OWN, OWN),
    "ranks of people": ('<p class="user-title">{}</p>', ("Mayor", "Guest", ""), [None] * 3),
    "jobs": ('<span class="job-title">{}</span>', ("Mayor", "Clerk", "Nurse"), [None] * 3),
    "towns": ('<h6 class="city">{}</h6>', ("Aston", "Wick", "Hythe"), [None] * 3),
    "titles of articles": ('<div class="article-title"><a href="/a/1">{}</a></div>', OWN, [None] * 3),
    "names of products": ('<div class="product-title"><a href="/p/1">{}</a></div>', OWN, [None] * 3),
}
"""What stands between the names of three posters and their words, with what in it, and the headings this gives."""


def three_posts(heading: str, said: Sequence[str], names: Sequence[str] = ("Marl", "Tove", "Quill")) -> str:
    """Return a page with three comments below headings of these words."""
    between = [heading.replace("{}", words) if words else "" for words in said]
    posts = "".join(
        POST.format(name=name, at=at, heading=above, text=text)
        for at, (name, above, text) in enumerate(zip(names, between, WORDS, strict=True))
    )
    return PAGE.format(lead="The council drained both ponds. " * 8, posts=posts)


@pytest.mark.parametrize(("heading", "said", "expected"), HEADINGS.values(), ids=HEADINGS.keys())
def test_headings_on_a_page_that_nobody_described(
    heading: str, said: Sequence[str], expected: Sequence[str | None], tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(three_posts(heading, said), "utf-8")
    found = read(file)
    assert [comment.author for comment in found.comments] == ["Marl", "Tove", "Quill"]
    assert [comment.title for comment in found.comments] == list(expected)
    assert [comment.text for comment in found.comments] == list(WORDS)


def test_headings_of_texts_that_no_one_element_holds(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(three_posts('<h6>{} Green, by the old mill</h6><h4 class="c-title">{}</h4>', OWN), "utf-8")
    assert [comment.title for comment in read(file).comments] == list(OWN)


def test_what_stands_with_all_comments_of_a_person_is_the_persons(tmp_path: Path) -> None:
    file, names = tmp_path / "page.html", ("Marl", "Tove", "Marl")
    file.write_text(three_posts('<p class="title">{}</p>', ("Mayor", "Clerk", "Mayor"), names), "utf-8")
    assert [comment.title for comment in read(file).comments] == [None, None, None]
    file.write_text(three_posts('<p class="title">{}</p>', OWN, names), "utf-8")
    assert [comment.title for comment in read(file).comments] == list(OWN)


ITEM = (
    '<div itemprop="comment" itemscope itemtype="http://schema.org/Comment" id="c{at}"><b itemprop="author">{name}</b>'
    '<time itemprop="dateCreated" datetime="2024-05-03T10:0{at}">x</time>{heading}<p itemprop="text">{text}</p></div>'
)
ITEMS = [
    ('<h3 itemprop="headline">To the river</h3>', "To the river"),
    ('<meta itemprop="headline" content="To the river">', "To the river"),
    (
        '<p itemprop="about" itemscope itemtype="http://schema.org/Article"><a itemprop="headline">Mills</a></p>',
        None,
    ),
]
"""What stands in a comment that schema.org's words mark up, and the heading this gives."""


@pytest.mark.parametrize(("heading", "expected"), ITEMS)
def test_headlines_of_items_in_comments_are_those_of_articles(
    heading: str, expected: str | None, tmp_path: Path
) -> None:
    posts = "".join(
        ITEM.format(name=name, at=at, heading=heading, text=text)
        for at, (name, text) in enumerate(zip(("Marl", "Tove", "Quill"), WORDS, strict=True))
    )
    file = tmp_path / "page.html"
    file.write_text(PAGE.format(lead="The council drained both ponds. " * 8, posts=posts), "utf-8")
    assert [comment.title for comment in read(file, reader="schema_org").comments] == [expected] * 3


def test_the_mark_of_what_is_new_is_no_part_of_a_heading(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        '<html><body><div id="comments" class="comment-wrapper"><div class="comment" id="comment-7">'
        '<h3 class="comment-title"><a class="permalink" href="/comment/7#comment-7">Shut it</a> <mark>new</mark></h3>'
        '<p class="submitted"><span class="username">Marl</span> on Fri, 05/03/2024 - 10:00</p>'
        '<div class="content"><div class="field-name-comment-body"><p>At once.</p></div></div></div></div>'
        "</body></html>",
        "utf-8",
    )
    assert [comment.title for comment in read(file, reader="drupal").comments] == ["Shut it"]
