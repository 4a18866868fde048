"""What themes and widgets print into comments and around them, each fact on a small page."""

import pytest

from discourse.model import Thread
from discourse.readers import read
from tests.readers.test_generic_pages import SAID, TEXT, comment, page

(ADA, HERS), (OTTO, HIS), (EVA, LAST) = SAID


def told(thread: Thread) -> list[tuple[str | None, str | None, str]]:
    """Return of each comment who wrote it, whose comment it answers, and what it says."""
    authors = {each.id: each.author for each in thread.comments}
    return [(each.author, authors.get(each.reply_to or "", each.reply_to), each.text) for each in thread.comments]


def below_article(comments: str) -> Thread:
    return read(f"<title>Paint</title><h1>Paint</h1>{TEXT * 2}{comments}".encode(), name="page.html")


def test_the_number_in_a_link_to_the_form_for_answers_is_that_of_the_article() -> None:
    thread = page(comments="".join(comment(number, after="<a href=#respond-post-2>回复</a>") for number in range(3)))
    assert {each.reply_to for each in thread.comments} <= {"", None}


def test_a_role_beside_the_name_in_its_link_is_no_part_of_the_name() -> None:
    box = (
        "<li id=c{0}><div class=who><a href=/p/{0}><img src=/{0}.png> {1} {2}</a></div><div class=when>{0} May 2024"
        "</div><div class=text>{3}</div></li>"
    )
    roles = ("", "<span class=author-title>作者</span>", "")
    listed = "".join(
        box.format(place, name, role, words)
        for place, ((name, words), role) in enumerate(zip(SAID, roles, strict=True), 1)
    )
    assert [each.author for each in page(comments=listed).comments] == [ADA, OTTO, EVA]


def test_the_only_number_of_another_comment_before_words_says_that_it_is_answered() -> None:
    thread = page(comments=comment(0) + comment(1, text=f"<p><a href=#c1>#1</a> {HIS}</p>") + comment(2))
    assert [told(thread)[1][:2], told(thread)[2][:2]] == [(OTTO, ADA), (EVA, "")]


def test_the_only_reply_of_a_page_may_be_short_and_stand_in_a_box_of_its_own() -> None:
    box = (
        "<div class=comment><div class=name>{1}</div><div class=date>2024-05-0{0} 10:00</div>"
        "<div class=content>{2}</div><div class=reply>{3}</div></div>"
    )
    reply = (
        f"<div class=item><div class=reply-content><span class=from-name>{OTTO}</span><span>: </span>"
        "<span>同意。</span></div><div><span>2024-05-03 10:00</span></div></div>"
    )
    thread = below_article(box.format(1, ADA, f"{HERS} {HERS}", reply) + box.format(2, EVA, f"{LAST} {LAST}", ""))
    assert told(thread)[1] == (OTTO, ADA, "同意。")


def test_a_run_of_parts_whose_date_comes_last_begins_at_its_headings() -> None:
    run = "".join(
        f"<h4>{name}</h4><p>{words}</p><p>2024-05-0{day} 10:00</p><p><a href=#>Edit</a></p>"
        for day, (name, words) in enumerate(SAID, start=1)
    )
    thread = below_article(f"<h2>Comments</h2><div class=comments>{run}</div>")
    assert [(each.author, (each.posted or "")[:10], each.text) for each in thread.comments] == [
        (name, f"2024-05-0{day}", words) for day, (name, words) in enumerate(SAID, start=1)
    ]


def test_a_heading_that_is_longer_than_the_words_below_it_is_not_these() -> None:
    boxes = "".join(
        f"<li><h4>On the paint of the ferry {day}</h4><p>{words}</p><span>Author: {name}, 0{day}.05.2024</span></li>"
        for day, (name, words) in enumerate([(ADA, HERS), (OTTO, HIS), (EVA, "Quite.")], start=1)
    )
    assert [each.text for each in page(comments=boxes).comments] == [HERS, HIS, "Quite."]


def test_a_line_with_nothing_but_whom_a_comment_answers_is_no_part_of_it() -> None:
    text = f"<p><a href=#c1>@{ADA}</a><span>: </span></p><div><p>{HIS}</p></div>"
    thread = page(comments=comment(0) + comment(1, text=text) + comment(2))
    assert told(thread)[1] == (OTTO, ADA, HIS)


def test_answers_in_what_is_called_a_quotation_are_not_quoted() -> None:
    answer = f"<div class=wl-quote><ul>{comment(1)}</ul></div>"
    thread = page(comments=comment(0, after=answer) + comment(2))
    assert [(each.author, each.quotes) for each in thread.comments] == [(ADA, ()), (OTTO, ()), (EVA, ())]
    assert told(thread)[1] == (OTTO, ADA, HIS)


def test_a_list_that_holds_one_answer_is_no_comment_and_the_level_of_a_section_none_of_theirs() -> None:
    box = (
        "<div class=hentry><a id=comment_{0}></a><div class=head><span class=author>{0}</span>, "
        "<abbr class=published title=2024-05-03T10:00:00Z>2024/05/03</abbr></div><div class=body><p>{1}</p></div></div>"
        "<div class=buttons><form><input type=submit value=Reply></form></div>{2}"
    )
    answers = f"<div class=comment_replies>{box.format(OTTO, HIS, '')}</div>"
    listed = box.format(ADA, HERS, answers) + box.format(EVA, LAST, "")
    thread = below_article(f"<h2>Discussion</h2><div class=level2>{listed}</div>")
    assert told(thread) == [(ADA, "", HERS), (OTTO, ADA, HIS), (EVA, "", LAST)]


def test_an_answer_without_a_date_is_told_by_the_words_before_its_author() -> None:
    box = "<div class='comment {0}' id=c{0}><p class=info>Kommentar von {1} | <time>0{0}.05.2024</time></p>{2}</div>"
    said = "<div class=said><p>{}</p></div>"
    answer = f"<div class=reply><p class=info>Antwort von {OTTO} Hahn</p>{said.format(HIS)}</div>"
    listed = box.format(1, ADA, said.format(HERS) + answer) + box.format(2, EVA, said.format(LAST))
    thread = below_article(f"<div class=comments>{listed}</div>")
    assert told(thread) == [(ADA, "", HERS), (f"{OTTO} Hahn", ADA, HIS), (EVA, "", LAST)]


@pytest.mark.parametrize("line", ["von Rosa Lind (Kommentare: 3)", "by Rosa Lind | 3 comments"])
def test_who_wrote_the_article_may_stand_after_the_date_in_one_paragraph(line: str) -> None:
    thread = page(byline=f"<p class=info><time datetime=2024-05-01T08:00>1 May 2024</time> {line}</p>")
    assert (thread.article.author, thread.article.published) == ("Rosa Lind", "2024-05-01T08:00")
    assert (thread.article.body or "").startswith("The old ferry")


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        (
            "<p class=author>Added by <a class=user href=/users/9>Rosa Lind</a> <a title='05/02/2024 08:00'>"
            "over 3 years</a> ago. Updated <a title='05/15/2024 07:02'>over 3 years</a> ago.</p>",
            "Rosa Lind",
        ),
        ("<p class=meta>作者: <a>林晚</a> 时间: 2024-05-02</p>", "林晚"),
        ("<p class=meta>By Rosa Lind Published: 2 May 2024</p>", "Rosa Lind"),
    ],
)
def test_who_wrote_the_article_ends_before_what_else_is_said_in_the_line(byline: str, author: str) -> None:
    assert page(byline=byline).article.author == author


@pytest.mark.parametrize(
    "foot",
    [
        "<div class=foot><span class='post-author vcard'>Posted by <span class=fn>Rosa Lind</span></span></div>",
        "<p class=post-footer>posted by Rosa Lind at <a href=/m>8:00 AM</a></p>",
    ],
)
def test_who_wrote_the_article_may_stand_below_it(foot: str) -> None:
    assert page(below=TEXT + foot).article.author == "Rosa Lind"


def test_a_line_of_a_tracker_says_which_comment_is_answered_and_is_no_part_of_the_words() -> None:
    box = (
        "<div class=report-note id=c{0}><div class=head><a href=#c{0}>Comment {0}</a> <span class=fn>{1}</span> "
        "<span class=when>2024-05-0{0} 10:00</span></div><pre class=note-text>{2}</pre></div>"
    )
    quoted = f"<span class=quote>(In reply to {ADA} from comment #1)\n&gt; {HERS}\n</span>\n{HIS}"
    listed = box.format(1, ADA, HERS) + box.format(2, OTTO, quoted) + box.format(3, EVA, LAST)
    first, second, third = below_article(f"<div class=notes>{listed}</div>").comments
    assert (second.text, second.quotes) == (f"> {HERS}\n\n{HIS}", (first.id,))
    assert third.quotes == ()


def test_comments_in_lists_without_names_are_told_by_labels_before_author_and_date() -> None:
    entry = (
        "<li><div class=said><p>{}</p></div><br>Date: 2024-05-0{} 10:00<br>Author: <a href=//x.example>{}</a>{}</li>"
    )
    answers = f"<ul>{entry.format(HIS, 2, OTTO, '')}</ul>"
    listed = entry.format(HERS, 1, ADA, answers) + entry.format(LAST, 3, EVA, "")
    thread = below_article(f"<h2>Comments</h2><ul>{listed}</ul>")
    assert told(thread) == [(ADA, "", HERS), (OTTO, ADA, HIS), (EVA, "", LAST)]
    assert [each.posted for each in thread.comments] == [f"2024-05-0{day}T10:00" for day in (1, 2, 3)]


def test_the_text_may_stand_in_what_themes_call_the_data_of_a_comment() -> None:
    entry = (
        "<li class='comment depth-1' id=comment-{0}><div class='comment-author vcard'><span class=fn>{1}</span> "
        "<time>{0}/05/2024 | 9:15</time></div><div class=comment-meta></div><div class=commentmetadata><p>{2}</p>"
        "<div class=reply><a class=comment-reply-link href='?replytocom={0}#respond'>Reply</a></div></div></li>"
    )
    listed = "".join(entry.format(place, name, words) for place, (name, words) in enumerate(SAID, 17))
    thread = read(f"<title>Paint</title>{TEXT}<ol class=commentlist>{listed}</ol>".encode(), "wordpress", "page.html")
    assert told(thread) == [(ADA, "", HERS), (OTTO, "", HIS), (EVA, "", LAST)]
    assert not thread.skipped


def test_the_day_may_stand_in_an_entry_of_its_own_beside_the_clock() -> None:
    entry = (
        "<div class=commentwrap><div class=odd id=comment-{0}><p>{2}</p></div><div class='commentmeta clear'><ul>"
        "<li class=meta-author><strong>Por: </strong><a href=//x rel='external nofollow' class=url>{1}</a></li>"
        "<li class=meta-date><strong>el: </strong>1{0}.5.2024</li>"
        "<li class=meta-time><strong>a las: </strong><a href=#comment-{0}>9:15 am</a></li></ul></div></div>"
    )
    listed = "".join(entry.format(place, name, words) for place, (name, words) in enumerate(SAID, 7))
    thread = read(f"<title>Paint</title>{TEXT}<div id=comments>{listed}</div>".encode(), "wordpress", "page.html")
    assert [(each.author, each.text) for each in thread.comments] == list(SAID)
    assert [each.posted for each in thread.comments] == [f"2024-05-1{place}T09:15" for place in (7, 8, 9)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p class=info>Comment {0} by {1} May {0}, 2024, 10 a.m.</p>", (ADA, OTTO, EVA)),
        ("<p class=username><span>{1} <a href=/u/{0}>@u{0}</a></span></p><i>{0} May 2024</i>", (ADA, OTTO, EVA)),
        ("<strong class=text-success>@{1}</strong><i>{0} May 2024</i>", (f"@{ADA}", f"@{OTTO}", f"@{EVA}")),
    ],
)
def test_a_name_is_told_from_a_number_before_it_and_what_an_account_is_called(
    line: str, names: tuple[str, ...]
) -> None:
    entries = (
        f"<div class=entry>{line.format(place, name)}<p>{words}</p></div>"
        for place, (name, words) in enumerate(SAID, start=1)
    )
    thread = below_article(f"<div id=comments>{''.join(entries)}</div>")
    assert tuple(each.author for each in thread.comments) == names


def test_who_says_it_may_stand_in_a_heading_of_what_holds_the_text() -> None:
    entry = (
        "<li class='comment depth-1' id=comment-{0}><div class=media-body><div class=comment-content>"
        "<h4 class=media-heading><a class=url>{1}</a> Says:</h4><time datetime=2024-05-03T10:00>May 3</time><p>{2}</p>"
        "</div></div></li>"
    )
    listed = "".join(entry.format(place, name, words) for place, (name, words) in enumerate(SAID, 7))
    thread = read(f"<title>Paint</title>{TEXT}<ol class=commentlist>{listed}</ol>".encode(), "wordpress", "page.html")
    assert [(each.author, each.text) for each in thread.comments] == list(SAID)


def test_a_time_for_machines_may_stand_in_what_is_marked_as_the_time() -> None:
    item = (
        "<li itemscope itemtype=http://schema.org/UserComments><div itemprop=creator><b itemprop=name>{1}</b></div>"
        "<span itemprop=commentTime><time datetime=2024-05-0{0}T10:00:00+02:00>May {0}th 2024, 10am</time></span>"
        "<p itemprop=commentText>{2}</p></li>"
    )
    listed = "".join(item.format(place, name, words) for place, (name, words) in enumerate(SAID, 1))
    thread = read(f"<title>Paint</title><ul>{listed}</ul>".encode(), "schema_org", "page.html")
    assert [each.posted for each in thread.comments] == [f"2024-05-0{day}T10:00:00+02:00" for day in (1, 2, 3)]


def test_the_time_with_which_the_words_of_a_comment_end_is_no_part_of_them() -> None:
    row = "<table><tr><td class=cm_name>{1}</td><td class=cm>{2}<span>2024-05-0{0} 10:00</span></td></tr></table>"
    said = [(name, f"{words} {LAST}") for name, words in SAID]
    rows = "".join(row.format(place, name, words) for place, (name, words) in enumerate(said, 1))
    thread = below_article(f"<section class=comment_box><p>3 comments</p>{rows}</section>")
    assert [(each.author, each.text) for each in thread.comments] == said
    assert [each.posted for each in thread.comments] == [f"2024-05-0{day}T10:00" for day in (1, 2, 3)]


@pytest.mark.parametrize(("stamp", "day"), [("2020-01-01", "0{}"), ("2024-05-0{}", "0{}")])
def test_one_time_for_machines_in_all_comments_is_left_over_from_an_example(stamp: str, day: str) -> None:
    box = "<div class=comment><h5>{1}</h5><time datetime={3}>0{0} May, 2024</time><p>{2}</p></div>"
    listed = "".join(box.format(place, *said, stamp.format(place)) for place, said in enumerate(SAID, 1))
    thread = below_article(f"<section id=comments>{listed}</section>")
    assert [each.posted for each in thread.comments] == [f"2024-05-{day.format(place)}" for place in (1, 2, 3)]


def test_short_words_below_a_line_that_holds_both_author_and_date_are_said() -> None:
    box = (
        "<ul class=msg id=cmt{0}><li class=msgname><p class=name><a href=//x>{1}</a> <small>评论于 [2024-05-0{0} 10:00]"
        "</small></p><p class=info>{2}</p></li>{3}</ul>"
    )
    ada, otto, eva = "艾达", "奥托", "伊娃"
    hers, his, last = "把它漆成蓝色吧。", "我更想要绿色的。", "谁卖了旧的？"
    answer = f"<li class=msgarticle>{box.format(2, otto, his, '')}</li>"
    thread = below_article(box.format(1, ada, hers, answer) + box.format(3, eva, last, ""))
    assert told(thread) == [(ada, "", hers), (otto, ada, his), (eva, "", last)]
