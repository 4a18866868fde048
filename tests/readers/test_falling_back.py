"""On a page of a system whose own reader finds no comment the general readers are asked."""

import pytest

from discourse.readers import read

PAGE = """<html lang="en"><head><title>The lamp on the pier</title>
<meta name="generator" content="WordPress 5.2"></head>
<body><div class="post"><h1>The lamp on the pier</h1><p class="byline">By Hedda Moss, 3 May 2011</p><p>{body}</p></div>
{section}</body></html>"""
BODY = "The lamp at the end of the pier has been dark since the storm, and the fishermen steer by the chapel. " * 3
SAID = (
    ("Ann Fell", "The council promised a new one by the end of the summer."),
    ("Ben Ruck", "It promised that in the year before as well, and nothing came of it."),
    ("Cora Lind", "Then let us hang a lantern out there ourselves."),
)


def listed(around: str, item: str) -> str:
    boxes = (item.format(name=name, day=day, text=text) for day, (name, text) in enumerate(SAID, start=4))
    return around.format("".join(boxes))


COMMENT = (
    '<div class="cmt"><a class="who" href="/people/{day}">{name}</a> <span class="when">{day} May 2011</span>'
    '<div class="cmt-body">{text}</div></div>'
)
RECENT = (
    '<li class="wp-block-latest-comments__comment"><article><footer><a class="wp-block-latest-comments__comment-author"'
    ' href="/people/{day}">{name}</a> <time datetime="2011-05-0{day}T10:00:00">{day} May 2011</time></footer>'
    '<div class="wp-block-latest-comments__comment-excerpt"><p>{text}</p></div></article></li>'
)
OWN = listed("<div id='discussion'><h2>3 comments</h2>{}</div>", COMMENT)
LIVEFYRE = listed('<div id="lf_comment_stream" class="fyre">{}</div>', COMMENT)
WIDGET = listed('<ol class="wp-block-latest-comments">{}</ol>', RECENT)
POSTS = listed(
    "<div>{}</div>",
    '<article class="post hentry"><h2><a href="/p/{day}">{text}</a></h2><span class="author">{name}</span>'
    '<time datetime="2011-05-0{day}">{day} May</time><div class="entry-summary"><p>{text}</p></div></article>',
)
RELATED = listed("<div class='more'>{}</div>", COMMENT)
TEAM = listed("<div>{}</div>", '<div class="member"><h4 class="name">{name}</h4><p class="bio">{text}</p></div>')
NEWEST = listed(
    '<ul class="tf-comments">{}</ul>',
    '<li><span class="author">{name}</span> <span class="date">{day} May 2011</span> '
    '<a href="/p/{day}#comment-{day}">{text}</a></li>',
)
CARDS = "<p>3 comments</p>" + RELATED
BY_ID = listed(
    "<h2>3 comments</h2><div>{}</div>",
    COMMENT.replace("</span>", '</span> <a href="/lamp?cid={day}#comment-{day}">link</a>'),
)
SIDEBAR = listed('<div id="sidebar"><h3>What people say</h3>{}</div>', COMMENT)
PINGS = (
    '<h2>3 comments</h2><ol class="commentlist"><li class="pingback depth-1" id="comment-9">Pingback: '
    '<a href="http://b.example">Lamps</a></li></ol>'
)


@pytest.mark.parametrize(
    ("section", "comments"),
    [
        (OWN, 3),
        (LIVEFYRE, 3),
        ("", 0),
        (WIDGET, 0),
        (SIDEBAR, 0),
        (OWN + WIDGET, 3),
        ("<h2 class='comments-title'>No comments</h2>" + OWN.replace("3 comments", "Voices"), 0),
        (PINGS + OWN, 0),
        (listed("<div>{}</div>", COMMENT).replace("Ben", "").split("Ruck")[0], 0),
        (POSTS, 0),
        (RELATED, 0),
        (TEAM, 0),
        (NEWEST, 0),
        (CARDS, 3),
        (BY_ID, 3),
    ],
    ids=[
        "comments of no known make", "of a service", "none", "a widget of recent ones", "a sidebar",
        "comments beside a widget", "the page says that it has none", "a section with links of other sites",
        "one alone", "other entries", "alike and not called comments", "a team", "the newest of a site",
        "as many as a line says", "links to each of them",
    ],
)  # fmt: skip
def test_comments_that_the_systems_reader_does_not_find_are_found(section: str, comments: int) -> None:
    thread = read(PAGE.format(body=BODY, section=section).encode())
    assert len(thread.comments) == comments
    assert thread.reader == ("generic" if comments else "wordpress")
    assert thread.article.title == "The lamp on the pier"
    if comments:
        assert [(each.author, each.text) for each in thread.comments] == list(SAID)
        assert thread.article.body == BODY.strip()
        assert thread.evidence == "a web page; it says that WordPress generated it, but wordpress finds no comment"


@pytest.mark.parametrize(
    ("section", "reasons"),
    [
        (LIVEFYRE, []),
        ('<div id="lf_comment_stream"></div>', ["comments of Livefyre, which are not in the page"]),
        ('<div id="lf_comment_stream"></div>' + OWN, ["comments of Livefyre, which are not in the page"]),
    ],
    ids=["in its place", "an empty place", "comments elsewhere"],
)
def test_comments_of_a_service_are_told_absent_only_where_they_are(section: str, reasons: list[str]) -> None:
    thread = read(PAGE.format(body=BODY, section=section).encode())
    assert [item.reason for item in thread.skipped] == reasons


def test_comments_that_were_found_are_not_told_to_be_behind_a_button() -> None:
    entry = (
        "<dt class=comment-poster id=c{day}>{name} said...</dt><dd class=body><p>{text}</p></dd><dd>{day} May 2011</dd>"
    )
    section = listed("<div id=comments><h4>3 Comments:</h4><dl id=comments-block>{}</dl></div>", entry)
    page = PAGE.replace("WordPress 5.2", "blogger").format(body=BODY, section=section)
    thread = read(page.encode())
    assert [(each.author, each.text) for each in thread.comments] == list(SAID)
    assert (thread.declared, thread.skipped) == (3, ())
