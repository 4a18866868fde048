"""Who wrote the comments of a WordPress page whose theme prints names in elements that nobody knows."""

import pytest

from discourse.readers import read

PAGE = """<html lang="en"><head><title>Eels in the lock</title><meta name="generator" content="WordPress 3.8"></head>
<body><div class="post"><h2>Eels in the lock</h2><p>{body}</p></div>
<h3 id="comments">4 comments</h3><ol class="commentlist">{boxes}</ol></body></html>"""
BODY = "When the lock was drained in spring, the keeper counted more than ninety eels in the mud. " * 3
SAID = (
    ("Wilma Oates", "Ninety sounds like a lot for such a small lock."),
    ("Piet B.", "My uncle caught them there.\n\nHe smoked them, too."),
    ("R. Sand", "They have gone by now, I fear."),
    ("heron", "Yes."),
)


def page(name: str, text: str, linked: bool) -> bytes:
    """Return a page whose comments have names and texts in such elements, every second name in a link."""
    boxes = []
    for number, (author, said) in enumerate(SAID, start=5):
        link = f'<a href="http://x.example/{number}" rel="external nofollow" class="url">{author}</a>'
        words = "".join(f"<p>{paragraph}</p>" for paragraph in said.split("\n\n"))
        reply = f'<a class="comment-reply-link" href="?replytocom={number}#respond">Reply</a>'
        boxes.append(
            f'<li class="comment even depth-1" id="comment-{number}"><div class="inside"><img class="avatar" alt="">'
            f"{name.format(link if linked and number % 2 else author)}"
            f'<span class="comment-date">May {number}, 2011 at 4:1{number} pm</span>'
            f'{text.format(words)}<div class="reply">{reply}</div></div></li>'
        )
    return PAGE.format(body=BODY, boxes="".join(boxes)).encode()


@pytest.mark.parametrize("linked", [False, True], ids=["bare", "half of them linked"])
@pytest.mark.parametrize("text", ['<div class="comment-text">{}</div>', "{}"], ids=["named text", "bare text"])
@pytest.mark.parametrize(
    "name",
    [
        *(
            f'<span class="{called}">{{}}</span>'
            for called in ("who", "nick", "poster", "user", "c-author", "comment-title", "comment-head", "credit")
        ),
        '<div class="meta">{} wrote:</div>',
        '<div class="meta">By {}</div>',
        '<p class="info">{}</p>',
        '<p class="info"><span class="in">{}</span></p>',
        "<h6>{}</h6>",
        "<em>{}</em>",
        "<dt>{}</dt>",
        "<span>{}</span>",
    ],
)
def test_a_name_stands_where_the_other_comments_have_theirs(name: str, text: str, linked: bool) -> None:
    thread = read(page(name, text, linked))
    assert [(each.author, each.text) for each in thread.comments] == list(SAID)


@pytest.mark.parametrize(
    "about",
    ["", '<span class="kind">Question</span>', '<span class="no">#</span>', '<a class="permalink" href="#c">Link</a>'],
    ids=["nothing", "the same word", "a sign", "a button"],
)
def test_what_names_nobody_is_no_name(about: str) -> None:
    thread = read(page(about.replace("{}", ""), '<div class="comment-text">{}</div>', linked=False))
    assert [each.author for each in thread.comments] == [None] * 4


OLD = """<li id="comment-{number}"><cite>{name}</cite> {says}<br />
<small class="commentmetadata"><a href="#comment-{number}" title="">2011-05-0{number} 16:12</a></small>{text}</li>"""


@pytest.mark.parametrize("link", ["{}", '<a href="http://x.example/" rel="external nofollow">{}</a>'])
@pytest.mark.parametrize(
    "says",
    [
        "Says:", "schreibt:", "より:", "说：", "提到:", "님의 말:", "قال:", "הגיב:", "گفت:", "sanoo:", "szerint:",
        "berkata:", "viết:", "kaže:", "pravi:", "rašo:", "diu:", "каза:", "พูดว่า:", "ütleb:", "(e)k dio:", "di:",
    ],
)  # fmt: skip
def test_what_says_that_somebody_says_something_is_no_text(says: str, link: str) -> None:
    boxes = [
        OLD.format(number=number, name=link.format(name), says=says, text=f"<p>{text}</p>")
        for number, (name, text) in enumerate((SAID[0], SAID[2], SAID[3]), start=5)
    ]
    thread = read(PAGE.format(body=BODY, boxes="".join(boxes)).encode())
    assert [(each.author, each.text) for each in thread.comments] == [SAID[0], SAID[2], SAID[3]]


BELOW = """<li id="comment-{number}"><p>{text}</p>
<p><cite>{who} &#8212; {day} @ <a href="#comment-{number}">{clock}</a></cite></p></li>"""


@pytest.mark.parametrize(
    ("who", "day", "clock", "author", "posted"),
    [
        ("Comment by Wilma Oates", "March 2, 2005", "6:03 pm", "Wilma Oates", "2005-03-02T18:03"),
        ("Comment by heron_77", "March 2, 2005", "6:03 pm", "heron_77", "2005-03-02T18:03"),
        ('Comment by <a href="http://x.example" rel="nofollow">Wilma</a>', "May 2, 2005", "6:03 am", "Wilma",
         "2005-05-02T06:03"),
        ("Kommentar von Wilma Oates", "2. März 2005", "18:03", "Wilma Oates", "2005-03-02T18:03"),
        ("Commentaire par Wilma Oates", "2 mars 2005", "18:03", "Wilma Oates", "2005-03-02T18:03"),
    ],
)  # fmt: skip
def test_byline_below_a_comment_gives_its_author_and_day(
    who: str, day: str, clock: str, author: str, posted: str
) -> None:
    box = BELOW.format(number=5, text=SAID[0][1], who=who, day=day, clock=clock)
    comment = read(PAGE.format(body=BODY, boxes=box).encode()).comments[0]
    assert (comment.author, comment.posted, comment.text) == (author, posted, SAID[0][1])
    assert comment.posted_as_shown == f"{day} @ {clock}"


@pytest.mark.parametrize("who", ["Trackback by", "Pingback by", "Pingback from", "Trackback von", "Pingback por"])
def test_byline_below_a_link_from_another_site_makes_it_no_comment(who: str) -> None:
    boxes = [
        BELOW.format(number=5, text=SAID[0][1], who="Comment by Wilma", day="March 2, 2005", clock="6:03 pm"),
        BELOW.format(
            number=6,
            text="[...] a piece about eels [...]",
            who=f'{who} <a href="http://o.example">Locks</a>',
            day="March 2, 2005",
            clock="7:03 pm",
        ),
        BELOW.format(
            number=7,
            text="Pingback by name, link by nature.",
            who="Comment by Piet",
            day="May 3, 2005",
            clock="9:00 am",
        ),
    ]
    thread = read(PAGE.format(body=BODY, boxes="".join(boxes)).encode())
    assert [each.author for each in thread.comments] == ["Wilma", "Piet"]
    assert [(item.kind, item.count) for item in thread.skipped] == [("pingback", 1)]
