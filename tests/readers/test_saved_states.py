"""Pages in the states in which people save them, each fact on a small page."""

import pytest

from discourse.model import Thread
from discourse.readers import read
from discourse.readers.snapshots import Snapshot, snapshot_of
from discourse.readers.times import find_time
from tests.readers.test_generic_pages import SAID, page

TEXTS = [words for _, words in SAID]
BOX = "<li class=row><b class=name>{1}</b> <i>2024-05-0{0} 10:00</i>{2}</li>"


def listed(said: str, more: str = "") -> Thread:
    """Return what is read of comments whose words stand in this form; something stands below the first of them."""
    boxes = [BOX.format(day, name, said.format(words)) for day, (name, words) in enumerate(SAID, start=1)]
    return page(comments="".join([boxes[0], more, *boxes[1:]]))


@pytest.mark.parametrize(
    "said",
    [
        "<div class=text>{0}</div><div contenteditable=true><p>What I was about to answer</p></div>",
        "<div class=text>{0}</div><p>Translated from Norwegian</p>",
        "<div class=text>{0}</div><p>Übersetzt aus dem Französischen · <a>Original</a></p>",
        "<div>{0}</div><div>12 people found this review helpful</div>",
        "<div>{0}</div><p class=tools-of-us><a>Edit</a> | <a>Delete</a> | <a>Ban IP</a> | <a>Reply</a></p>",
        "<p><i class=icon_pos>눇</i>{0}</p>",
        "<div>{0}</div><ul><li><a>Reply</a></li><li><a>Whole thread</a></li></ul>",
        "<em>Awaiting moderation: <a>Approve</a></em><div class=text>{0}</div>",
    ],
)
def test_what_a_site_or_its_reader_sets_beside_a_comment_is_none_of_it(said: str) -> None:
    assert [each.text for each in listed(said).comments] == TEXTS


def test_words_hidden_behind_the_button_that_shows_them_go_on_with_the_text() -> None:
    thread = listed("<div class=text>{0}<a>Show more</a><span style='display:none'>And much more of it.</span></div>")
    assert [each.text for each in thread.comments] == [f"{words.rstrip('.')} And much more of it." for words in TEXTS]


def test_an_answer_that_the_reader_of_the_page_has_begun_is_no_comment() -> None:
    begun = (
        "<li class=row contenteditable=true><b class=name>Me</b> <i>2024-05-09</i><p>I would rather say that</p></li>"
    )
    assert [each.text for each in listed("<p>{0}</p>", begun).comments] == TEXTS


def test_a_page_on_which_all_may_be_written_in_is_shown() -> None:
    whole = b"<body contenteditable=true><h1>A title</h1>" + b"".join(
        BOX.format(day, name, f"<p>{words}</p>").encode() for day, (name, words) in enumerate(SAID, start=1)
    )
    assert [each.text for each in read(b"<html>" + whole, name="page.html").comments] == TEXTS


@pytest.mark.parametrize("line", ["IP: 192.0.2.17", "Ann (203.0.113.7)", "10.2.17.5"])
def test_network_addresses_are_no_dates(line: str) -> None:
    assert find_time(line) is None


def test_a_date_beside_a_network_address_is_found_in_its_place() -> None:
    time = find_time("192.0.2.17 on 14 Jan 2014, 19:02")
    assert time is not None
    assert (time.start, time.iso) == (14, "2014-01-14T19:02")


@pytest.mark.parametrize(
    ("text", "snapshot"),
    [
        ("<!-- Page saved with SingleFile\n url: https://a.example/b\n saved date: long ago -->", Snapshot("https://a.example/b")),
        (
            "This is Google's cache. It is a snapshot of the page as it appeared on 4 Aug 2012 11:03:21 GMT.",
            Snapshot(saved_on="2012-08-04T11:03:21+00:00"),
        ),
        (
            '<link rel="canonical" href="https://archive.example/2019.11.02-101112/https://a.example/b">',
            Snapshot(saved_on="2019-11-02T10:11:12+00:00"),
        ),
        ("<!-- FILE ARCHIVED ON 25:12:20 Aug 03, 2009 AND RETRIEVED -->", Snapshot()),
        ("<p>Nothing of the kind</p>", Snapshot()),
    ],
)  # fmt: skip
def test_what_keeps_pages_says_where_and_when(text: str, snapshot: Snapshot) -> None:
    assert snapshot_of(text) == snapshot


@pytest.mark.parametrize(
    "above",
    [
        '<div id="wm-ipp-base"><b class="name">Captures</b> <i>7 Aug 2016</i><p>12 captures of it, by crawls</p></div>',
        '<div id="HEADER"><time datetime="2016-08-07"></time><p>webpage capture</p></div><div id="SOLID"></div>',
    ],
)
def test_what_archives_show_above_a_page_is_no_part_of_it(above: str) -> None:
    boxes = "".join(BOX.format(day, name, f"<p>{words}</p>") for day, (name, words) in enumerate(SAID, start=1))
    thread = read(f"<html><body>{above}<h1>A title</h1><ul>{boxes}</ul>".encode(), name="page.html")
    assert ([each.text for each in thread.comments], thread.article.published) == (TEXTS, None)


@pytest.mark.parametrize(
    "title", ["Print Page - Which glue", "Druckversion: Which glue", "Which glue [Archive] - The Hat Board"]
)
def test_what_printing_and_archives_add_to_a_title_is_none_of_it(title: str) -> None:
    thread = read(f"<html><title>{title}</title><body><p>Nothing</p>".encode(), name="page.html")
    assert thread.article.title == "Which glue"


def test_the_box_in_which_an_answer_is_written_is_no_part_of_a_talk_page() -> None:
    talk = (
        '<html><body class="mediawiki ns-1 action-view"><div id="mw-content-text">'
        '<div class="mw-parser-output"><h2>Source</h2>'
        '<p>It is a spring. <a href="/wiki/User:Fen">Fen</a> 10:00, 2 January 2023 (UTC)</p><dl>'
        '<dd class="ext-discussiontools-ui-replyWidget"><p>The survey says <a href="/wiki/User:Me">Me</a> '
        "12:05, 3 January 2023 (UTC)</p><div>By saving you agree to the terms.</div></dd>"
        '<dd>I doubt it. <a href="/wiki/User:Sluice">Sluice</a> 15:00, 2 January 2023 (UTC)</dd></dl></div></div>'
    )
    assert [each.text for each in read(talk.encode(), name="page.html").comments] == ["I doubt it."]


def test_entries_of_a_running_report_are_no_comments_though_they_are_signed() -> None:
    entries = "".join(
        f"<article class=live-post><i>2024-05-0{day} 10:00</i><p class=author>{name}</p><p>{words}</p></article>"
        for day, (name, words) in enumerate(SAID, start=1)
    )
    assert read(f"<h1>The flood: live</h1><div>{entries}</div>".encode(), name="page.html").comments == ()


def test_a_commenter_whom_the_reader_of_the_page_has_muted_leaves_a_place() -> None:
    thread = listed("<div class=text>{0}</div>", "<li class=row><p>You have muted this person. <a>Show</a></p></li>")
    assert [each.text for each in thread.comments] == [TEXTS[0], "You have muted this person.", *TEXTS[1:]]


def test_words_beside_the_date_in_what_is_called_a_text_are_said() -> None:
    box = "<div class=Card><div class=TextContent><p class=date>2021年5月{0}日</p>{2}</div><a class=name>{1}</a></div>"
    said = ["划得手酸,但是雾做得真好。", "开了三小时,船还没靠岸。", "音乐十分,操作六分。"]
    boxes = (
        box.format(day, name, words) for day, ((name, _), words) in enumerate(zip(SAID, said, strict=True), start=1)
    )
    assert [each.text for each in page(comments="".join(boxes)).comments] == said


def test_a_page_that_leads_to_the_whole_discussion_opens_with_a_comment() -> None:
    posts = "".join(
        f"<div class=post><b class=name>{name}</b> <i>2024-05-0{day} 10:00</i><div class=text>{words}</div></div>"
        for day, (name, words) in enumerate(SAID, start=1)
    )
    whole = f"<title>The ferry</title><h1>The ferry</h1>{{}}<div class=topic>{posts}</div>"
    seen = [
        read(whole.format(above).encode(), name="page.html").comments for above in ("", "<a>View all 48 comments</a>")
    ]
    assert [len(each) for each in seen] == [2, 3]


def test_ids_that_count_in_letters_are_alike() -> None:
    first, *others = (
        f"<article id=comment-{day}kx><b>{name}</b> <i>2024-05-0{day} 10:00</i><p>{words}</p>"
        for day, (name, words) in enumerate(SAID, start=1)
    )
    nested = f"<div>{first}<ul><li>{others[0]}</article></li></ul></article></div><div>{others[1]}</article></div>"
    thread = read(f"<h1>The ferry</h1><main>{nested}</main>".encode(), name="page.html")
    assert [(each.text, each.reply_to) for each in thread.comments] == [
        (TEXTS[0], ""),
        (TEXTS[1], "1kx"),
        (TEXTS[2], ""),
    ]
