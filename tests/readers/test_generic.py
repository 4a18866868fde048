"""Parts of pages of unknown systems: names, ids, and which block is the comments."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from discourse.readers import read
from discourse.readers.generic.identity import told_apart
from discourse.readers.generic.names import name_of

COMMENT = (
    "<div class=c><a class=author href=/u/{0}>{0}</a> <time datetime=2024-05-0{1}>{1} May</time><p>{2}</p>{3}</div>"
)


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("<p>by <a href=/u/1>Ann Lee</a> on 3 May 2024</p>", "Ann Lee"),
        ("<p><a href=/u/1>Ann Lee</a> <small>[ <a href=/pm>PM</a> ]</small></p>", "Ann Lee"),
        ("<p>Ann K. <span class=badge>OP</span></p>", "Ann K."),
        ("<p>Hedwig Sommer sagt:<span>04.03.2021</span></p>", "Hedwig Sommer"),
        ("<p>林小满 <time>3 天前</time></p>", "林小满"),
        ("<p>12 <b>+3</b></p>", None),
        ("<p>-Kwak-</p>", "-Kwak-"),
        ("<p>- Ann Lee -</p>", "Ann Lee"),
    ],
)
def test_a_name_is_told_from_what_stands_beside_it(markup: str, name: str | None) -> None:
    node = LexborHTMLParser(markup).css_first("p")
    assert node is not None
    assert name_of(node) == name


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["post-17", "post-23"], ["17", "23"]),
        (["c-5fa1c0", "c-7e44b1"], ["5fa1c0", "7e44b1"]),
        (["comment-a7x1", "comment-a7x2"], ["a7x1", "a7x2"]),
        (["same", "same"], []),
        ([], []),
    ],
)
def test_ids_are_what_the_values_do_not_share(values: list[str], told: list[str]) -> None:
    assert list(told_apart(dict(enumerate(values))).values()) == told


def said(page: str) -> list[tuple[str | None, str | None, str]]:
    thread = read(page.encode(), name="page.html")
    ids = {each.id: each.author for each in thread.comments}
    return [(each.author, ids.get(each.reply_to or "", each.reply_to), each.text) for each in thread.comments]


REPLY = "<li class=r><a class=nick href=/u/{0}>{0}</a> <time datetime=2024-05-09>9 May</time><div>{1}</div></li>"


def test_replies_made_otherwise_come_with_the_comments_that_they_stand_in() -> None:
    replies = REPLY.format("Eva", "The first is on the left."), REPLY.format("Ben", "No, it is on the right.")
    reply = f"<ul class=replies>{''.join(replies)}</ul>"
    page = "<h1>Doors</h1><div class=comments>{}{}</div>".format(
        COMMENT.format("Ada", 1, "Which of the doors do you mean?", reply),
        COMMENT.format("Otto", 2, "I have never seen a door there.", ""),
    )
    assert said(page) == [
        ("Ada", "", "Which of the doors do you mean?"),
        ("Eva", "Ada", "The first is on the left."),
        ("Ben", "Ada", "No, it is on the right."),
        ("Otto", "", "I have never seen a door there."),
    ]


def test_whom_a_quotation_is_from_is_not_who_quotes() -> None:
    head = "<a class=author href=/u/Eva>Eva</a> <time datetime=2024-05-03>3 May</time>"
    quote = "<blockquote><cite><a class=author href=/u/Ada>Ada</a> wrote:</cite><p>Which door?</p></blockquote>"
    page = "<h1>Doors</h1><div class=comments>{}{}{}</div>".format(
        COMMENT.format("Ada", 1, "Which of the doors do you mean?", ""),
        COMMENT.format("Otto", 2, "I have never seen a door there.", ""),
        f"<div class=c>{quote}{head}<p>The red one.</p></div>",
    )
    assert [author for author, _, _ in said(page)] == ["Ada", "Otto", "Eva"]


@pytest.mark.parametrize(
    ("line", "around", "declared"),
    [
        ("<h3>Lesermeinungen (2)</h3>", "class=section", 2),
        ("<h3>Kommentit <span>2</span></h3>", "class=section", 2),
        ("<h3>2 comments</h3>", "class=comments-widget", 2),
        ("<h3>2 comments</h3>", 'class="fyre-widget"', 2),
        ("<div class=sidebar><h3>2 comments</h3></div>", "class=section", None),
        ("<h3>Comments <span>2.1k</span></h3>", "class=section", None),
        ("<h3>2 days ago</h3>", "class=section", None),
    ],
)
def test_declared_count_stands_in_the_comments_own_section(line: str, around: str, declared: int | None) -> None:
    comments = COMMENT.format("Ada", 1, "Which of the doors do you mean?", "") + COMMENT.format(
        "Otto", 2, "I have never seen a door there.", ""
    )
    page = f"<h1>Doors</h1><div {around}>{line}<div class=comments>{comments}</div></div>"
    assert read(page.encode(), name="page.html").declared == declared


def test_declared_count_may_stand_at_the_foot_of_the_article() -> None:
    comments = COMMENT.format("Ada", 1, "Which of the doors do you mean?", "") + COMMENT.format(
        "Otto", 2, "I have never seen a door there.", ""
    )
    words = (
        "<p>Behind the mill there are two doors, and nobody has gone through either since the flood of that year.</p>"
    )
    article = f"<article><h1>Doors</h1>{words}<footer>Ann | <a>2 replies</a></footer></article>"
    others = "<aside><footer><span>88 replies</span></footer></aside>"
    page = f"{article}<div class=comments>{comments}</div>{others}"
    assert read(page.encode(), name="page.html").declared == 2


def test_rules_of_a_comment_section_are_no_part_of_the_article() -> None:
    article = (
        "<p>The bridge by the mill stays closed until the summer, and the way round it is eight kilometres long.</p>"
    )
    rules = "<p>We welcome what you think of it, as long as it has to do with the bridge. Comments are read before.</p>"
    comments = COMMENT.format("Ada", 1, "Which bridge do you mean?", "") + COMMENT.format("Otto", 2, "The old one.", "")
    page = f"<h1>Bridge</h1><div>{article}</div><div id=commentsContainer><div>{rules}</div><div>{comments}</div></div>"
    thread = read(page.encode(), name="page.html")
    assert thread.article.body is not None
    assert thread.article.body.endswith("eight kilometres long.")
    assert len(thread.comments) == 2


TIMES = {
    "the member's registration stands first": (
        "<dl><dt class=author>{0}</dt><dd class=registered>Jul {1}, 2007</dd></dl>"
        "{2}<p class=d>May {1}, 2024 10:0{1}</p>",
        "2024-05-0{}T10:0{}",
    ),
    "seconds in an attribute": (
        "<b class=author>{0}</b> <i data-ts=171464400{1}>05/02 10:00</i>{2}",
        "2024-05-02T10:00:0{}+00:00",
    ),
    "clock and day in elements of their own": (
        "<b class=author>{0}</b> <span><b>10:0{1}am</b> On <b>May {1}, 2024</b></span>{2}",
        "2024-05-0{}T10:0{}",
    ),
}


@pytest.mark.parametrize("form", TIMES)
def test_a_comment_is_dated_by_its_own_time(form: str) -> None:
    markup, iso = TIMES[form]
    said = ("Which of the doors do you mean?", "I have never seen a door there.", "It is on the left, by the stairs.")
    boxes = (
        f"<div class=c>{markup.format(name, number, f'<p>{words}</p>')}</div>"
        for number, (name, words) in enumerate(zip(("Ada", "Otto", "Eva"), said, strict=True), start=1)
    )
    thread = read(f"<h1>Doors</h1><div class=comments>{''.join(boxes)}</div>".encode(), name="page.html")
    assert [each.posted for each in thread.comments] == [iso.format(number, number) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    "byline",
    ["<dl><dt>by</dt><dd>Ann Lee</dd></dl>", "<h4><span class=from>来自: <a>Ann Lee</a>(Leeds)</span> 2024-05-01</h4>"],
)
def test_the_author_stands_beside_a_word_for_it(byline: str) -> None:
    comments = COMMENT.format("Ada", 1, "Which of the doors do you mean?", "") + COMMENT.format(
        "Otto", 2, "I have never seen a door there.", ""
    )
    page = f"<title>Doors</title><h1>Doors</h1>{byline}<div class=comments>{comments}</div>"
    assert read(page.encode(), name="page.html").article.author == "Ann Lee"


def test_an_attribute_of_the_whole_comment_dates_it_where_nothing_shows_a_time() -> None:
    said = (("Ada", "Which of the doors do you mean?"), ("Otto", "I have never seen a door there."))
    boxes = (
        f"<div class=comment data-timestamp=171464400{at}><b class=author>{name}</b><p>{words}</p></div>"
        for at, (name, words) in enumerate(said)
    )
    thread = read(f"<h1>Doors</h1><div class=comments>{''.join(boxes)}</div>".encode(), name="page.html")
    assert [(each.posted, each.text) for each in thread.comments] == [
        ("2024-05-02T10:00:00+00:00", "Which of the doors do you mean?"),
        ("2024-05-02T10:00:01+00:00", "I have never seen a door there."),
    ]
