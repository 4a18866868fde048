"""What is told of articles and comments on pages of unknown systems, each fact on a small page."""

import pytest

from discourse.model import Comment, Thread
from discourse.readers import read

TEXT = (
    "<p>The old ferry lies at the quay and waits for paint, which nobody in the village wants to pay for this year.</p>"
)
COMMENT = (
    "<li class=comment id=c{number}><b class=author>{name}</b> <time datetime=2024-05-0{number}T10:00>{number} May"
    "</time>{before}<div class=text>{text}</div>{after}</li>"
)
SAID = (("Ada", "Paint it blue."), ("Otto", "I would rather have it green."), ("Eva", "Who sold the old paint?"))


def page(byline: str = "", comments: str = "", beside: str = "", below: str = "") -> Thread:
    listed = comments or "".join(comment(number) for number in range(3))
    return read(
        f"<title>The ferry</title><h1>The ferry</h1>{byline}<div class=story>{TEXT * 3}{below}</div>"
        f"<ul class=comments>{listed}</ul>{beside}".encode(),
        name="page.html",
    )


def comment(number: int, before: str = "", after: str = "", text: str | None = None) -> str:
    name, words = SAID[number]
    return COMMENT.format(
        number=number + 1, name=name, before=before, text=words if text is None else text, after=after
    )


def first(**parts: str) -> Comment:
    return page(comments=comment(0, **parts) + comment(1) + comment(2)).comments[0]


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("<p class=sign>di <strong>Rosa Bindi</strong></p>", "Rosa Bindi"),
        ("<li>Von <a class=MetaLink href=/r>Jonas Wehr</a></li>", "Jonas Wehr"),
        ("<div class=article-author>بقلم: <a href=/s>سلمى</a></div>", "سلمى"),
        ("<div class=by>Started by <a href=/u/1>Agnes Thorn</a></div>", "Agnes Thorn"),
        ("<div class=meta>Ann Lee · 12 March 2024</div>", "Ann Lee"),
        ("<div class=meta>2024年3月12日 · 老张</div>", "老张"),
        ("<div class=meta>12 March 2024 · 4 comments</div>", None),
        ("<div class=share-signature><p>Por Carla Prado, Jornal</p></div>", "Carla Prado"),
        ("<p class=byline>Owen Gart Thu 12 Mar 2024 // 09:30 UTC</p>", "Owen Gart"),
        ("<article><address><a href=/a>Karla Hint</a></address></article>", "Karla Hint"),
        ("<span class=info>한가람 기자</span>", "한가람"),
        ("<p class=show_author>责任编辑：林晚</p>", None),
        ("<p class=subtitle>Publié le 11/03/2024 par Claire Montel</p>", "Claire Montel"),
        ("<p class=meta>της Ελένη Δρόσου, 11 Μαρτίου 2024</p>", "Ελένη Δρόσου"),
        ("<p class=place>New York, 11 March 2024</p>", None),
        ("<p class=byline>Av Elin Strand, publicerad 2024-03-11 07:45</p>", "Elin Strand"),
        ("<p class=autor>de Ioana Stanciu</p>", "Ioana Stanciu"),
        ("<div class=ByLine>by <b class=author>Ann Lee</b> — published <i>11 March 2024</i></div>", "Ann Lee"),
    ],
)
def test_who_wrote_the_article_is_told_by_a_label_or_a_line_beside_the_title(byline: str, author: str | None) -> None:
    assert page(byline).article.author == author


@pytest.mark.parametrize(
    "below",
    ["<p>Lire aussi : Les cigognes</p>", "<p>®</p>", "<p>来源：柳溪晚报</p>", "<p>한가람 기자 ga@garam.example</p>"],
)
def test_what_papers_print_below_an_article_is_no_part_of_it(below: str) -> None:
    assert page(below=below).article.body == page().article.body


@pytest.mark.parametrize(
    ("before", "badges", "pinned"),
    [
        ("<span class=tag>Moderator</span>", ("moderator",), False),
        ("<span class=tag>Autorin</span>", ("author",), False),
        ("<span class=tag>Redaktion</span><i class=pin>Angeheftet</i>", ("editor",), True),
        ("<span class=tag>Marl Island</span>", (), False),
    ],
)
def test_roles_and_pins_beside_a_name_are_told(before: str, badges: tuple[str, ...], pinned: bool) -> None:
    assert (first(before=before).badges, first(before=before).pinned) == (badges, pinned)


def test_what_stands_beside_every_name_is_a_label() -> None:
    everywhere = "".join(
        comment(number % 3, "<span class=tag>Author</span>").replace("id=c", f"id=d{number}") for number in range(5)
    )
    assert {each.badges for each in page(comments=everywhere).comments} == {()}


@pytest.mark.parametrize(
    ("after", "edited"),
    [
        ("<p class=note>Edited on 3 May 2024 at 11:30</p>", "2024-05-03T11:30"),
        ("<p class=note>Zuletzt bearbeitet</p>", ""),
        ("<p class=note>Edit</p>", None),
    ],
)
def test_that_a_comment_was_edited_is_told(after: str, edited: str | None) -> None:
    assert first(after=after).edited == edited


def test_words_that_a_page_folds_away_are_the_comments() -> None:
    hidden = "<div class=text style='display:none'>Paint it blue.</div>"
    folded = comment(0, before="<div>This comment was folded</div>").replace(
        "<div class=text>Paint it blue.</div>", hidden
    )
    told = page(comments=folded + comment(1) + comment(2)).comments[0]
    assert (told.text, told.status) == ("Paint it blue.", "collapsed")


def test_comments_behind_a_tab_are_found_and_the_best_shown_twice_count_once() -> None:
    item = "<li class=item><a class=user href=/u/{0}>{0}</a> <span class=says>{1}</span> <i>2024/05/0{2}</i></li>"
    said = [
        item.format(f"reader{number}", f"The paint of number {number} peels off every spring.", number + 1)
        for number in range(5)
    ]
    tabs = f"<ul class=best>{''.join(said[:2])}</ul><ul class=all style='display:none'>{''.join(said)}</ul>"
    thread = read(
        f"<title>Paint</title><h1>Paint</h1>{TEXT}<section class=comments>{tabs}</section>".encode(), name="p.html"
    )
    assert [each.author for each in thread.comments] == [f"reader{number}" for number in range(5)]
    assert [(each.kind, each.count) for each in thread.skipped] == [("duplicate", 2)]


def test_what_a_tracker_changed_is_no_comment() -> None:
    note = "<li class=comment id=c9><b class=author>Ada</b> <i>4 May 2024</i><p class=activity>closed</p></li>"
    thread = page(comments=comment(0) + note + comment(1) + comment(2))
    assert [each.author for each in thread.comments] == ["Ada", "Otto", "Eva"]
    assert [each.kind for each in thread.skipped] == ["boilerplate"]


def test_an_article_in_a_box_like_those_of_its_comments_is_no_comment() -> None:
    box = "<div class=l><div class=h><a rel=author href=/@{0}>{0}</a> <i>{2} May 2024</i></div>{1}</div>"
    said = "".join(box.format(name, f"<pre>{words}</pre>", day) for day, (name, words) in enumerate(SAID, start=2))
    article = box.format("Ann", f"<h1>The ferry</h1>{TEXT * 4}", 1)
    thread = read(f"<title>The ferry</title>{article}<div class=responses>{said}</div>".encode(), name="page.html")
    assert [each.author for each in thread.comments] == ["Ada", "Otto", "Eva"]
    assert (thread.article.body or "").startswith("The old ferry")


def test_a_row_of_help_is_none_of_a_short_review() -> None:
    assert (
        first(after="<div class='actions text-muted'>3 out of 7 found this helpful. Was it helpful?</div>").text
        == SAID[0][1]
    )


def test_what_moderators_write_in_the_place_of_a_comment_says_that_it_was_taken_down() -> None:
    assert first(text="[Entfernt. Bitte bleiben Sie sachlich. Die Redaktion]").status == "blocked"


@pytest.mark.parametrize("name", ["reaction-corps", "transaction-comment", "flow-text", "text show-more__control"])
def test_a_name_that_only_holds_the_name_of_buttons_is_that_of_a_text(name: str) -> None:
    renamed = "".join(comment(number) for number in range(3)).replace("class=text", f"class='{name}'")
    assert [each.text for each in page(comments=renamed).comments] == [words for _, words in SAID]


def test_replies_in_boxes_inside_boxes_answer_what_they_stand_in() -> None:
    head = "<div class=comment id={0}1x><div class=inner><span class=username>{0}</span><i class=date>{1} May 2024</i>"
    box = f"{head}<div class=content>{{2}}</div></div>{{3}}</div>"
    (ada, hers), (otto, his), (eva, last) = SAID
    reply = f"<div class=children><div class=inner>{box.format(otto, 2, his, '')}</div></div>"
    listed = f"<div class=comments>{box.format(ada, 1, hers, reply)}{box.format(eva, 3, last, '')}</div>"
    thread = read(f"<title>Paint</title><h1>Paint</h1>{TEXT * 2}{listed}".encode(), name="page.html")
    ids = {each.author: each.id for each in thread.comments}
    assert [each.reply_to for each in thread.comments] == ["", ids["Ada"], ""]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<i>Mar</i> <i>12</i> <i>2024</i> <i>08:30</i>", "2024-03-12T08:30"),
        ("<i>12 March 2024</i>", "2024-03-12"),
        ("<i>3</i> <i>pages</i>", None),
    ],
)
def test_when_the_article_was_published_may_stand_in_pieces(line: str, published: str | None) -> None:
    assert page(byline=f"<div class=when>{line}</div>").article.published == published


@pytest.mark.parametrize("words", ["Reakce na: ", "Svar til ", "Antwort auf ", "Risposta a "])
def test_words_before_a_name_say_that_a_comment_answers_it(words: str) -> None:
    link = f"<p>{words}<a href=#c1>Ada</a></p>"
    thread = page(comments=comment(0) + comment(1, link) + comment(2))
    assert [each.reply_to for each in thread.comments][1] == thread.comments[0].id


@pytest.mark.parametrize(
    ("before", "attributes"),
    [("<a href=#c1>#1楼</a>", ""), ("", "in_reply_to='a1'"), ("", "reply_to_id='a1'")],
)
def test_a_number_of_a_floor_or_another_id_of_a_comment_says_that_it_is_answered(before: str, attributes: str) -> None:
    boxes = [comment(0), comment(1, before), comment(2)]
    called = [box.replace("<li", f"<li data-comment-id=a{number}", 1) for number, box in enumerate(boxes, start=1)]
    thread = page(comments=called[0] + called[1].replace("<li", f"<li {attributes}", 1) + called[2])
    assert [each.reply_to for each in thread.comments][1] == thread.comments[0].id


@pytest.mark.parametrize(
    ("line", "published"),
    [("<p class=pvm>11.3.2024</p>", "2024-03-11"), ("<div>créé le : 2024-03-11 08:00</div>", "2024-03-11T08:00")],
)
def test_when_the_article_was_published_may_stand_below_it(line: str, published: str) -> None:
    said = "".join(comment(number) for number in range(3))
    thread = read(
        f"<title>Paint</title><h1>Paint</h1>{TEXT * 3}{line}<ul class=comments>{said}</ul>".encode(), name="p"
    )
    assert thread.article.published == published


def test_a_heading_above_the_comments_and_a_note_below_them_are_no_part_of_the_article() -> None:
    said = "".join(comment(number) for number in range(3))
    below = f"<h2>Comments</h2><ul class=list>{said}</ul><p>Register to comment on this article of ours.</p>"
    thread = read(f"<title>Paint</title><main><h1>Paint</h1>{TEXT * 3}{below}</main>".encode(), name="p")
    assert thread.article.body == page().article.body


@pytest.mark.parametrize(
    ("byline", "published"),
    [
        ("<p>Last modified by Ann on 9 May 2024</p>", None),
        ("<p><i class=last-modified>9 May 2024</i> <i class=date-submitted>1 May 2024</i></p>", "2024-05-01"),
        ("<p>Opened <a title='05/20/2024 08:30 AM'>2 years ago</a></p>", "2024-05-20T08:30"),
    ],
)
def test_the_day_of_the_last_change_is_not_that_of_the_article(byline: str, published: str | None) -> None:
    assert page(byline).article.published == published


def test_who_asked_and_when_may_stand_below_the_question() -> None:
    foot = "<p class=meta><span>asked <i>1 May 2024</i></span> by <a class=user href=/u/ann>ann</a></p>"
    article = page(below=f"<div>{foot}</div>").article
    assert (article.author, article.published) == ("ann", "2024-05-01")


def test_the_number_of_a_ticket_is_no_part_of_its_title() -> None:
    said = "".join(comment(number) for number in range(3))
    ticket = f"<title>0000077: The ferry - Bugs</title><h2>0000077: The ferry</h2>{TEXT}<ul class=comments>{said}</ul>"
    assert read(ticket.encode(), name="page.html").article.title == "The ferry"


def test_short_words_of_chinese_are_enough_for_a_comment() -> None:
    item = "<div class=comment-item id=k{0}><b class=user>{1}</b> <time>2024-05-0{0}</time><p>{2}</p></div>"
    said = (("shuyu", "两只锚不够。"), ("laogan", "那就三只。"), ("haitun", "谁出钱？"))
    listed = "".join(item.format(day, name, words) for day, (name, words) in enumerate(said, start=1))
    assert [(each.author, each.text) for each in page(comments=listed).comments] == list(said)


def test_a_link_after_the_sign_for_somebody_says_who_is_answered() -> None:
    thread = page(comments=comment(0) + comment(1, "<span>@ <a href='/ferry#c1'>Ada</a></span>") + comment(2))
    assert [each.reply_to for each in thread.comments][1] == thread.comments[0].id


def test_the_subject_of_a_post_that_leads_to_itself_is_no_headline_of_another_article() -> None:
    subject = "<h4><a href='#c{0}'>Re: Which paint for iron rings and for bolts?</a></h4>"
    listed = "".join(comment(number, before=subject.format(number + 1)) for number in range(3))
    assert [each.author for each in page(comments=listed).comments] == [name for name, _ in SAID]


def test_how_many_found_a_review_of_use_are_votes_and_its_grade_is_none() -> None:
    grade = "<span class=other-rating><b>{0}</b><i>/10</i></span>"
    helpful = "<div class=actions>\n   {0} out of 19 found this helpful.\n  <span>Was it?</span></div>"
    listed = (comment(number, grade.format(number + 3), helpful.format(number + 11)) for number in range(3))
    assert [(each.likes, each.score) for each in page(comments="".join(listed)).comments] == [
        (11, 11),
        (12, 12),
        (13, 13),
    ]


def test_a_signature_of_a_chinese_forum_is_not_said() -> None:
    assert first(after="<div class=sign>Out to sea and home again</div>").text == SAID[0][1]


def test_a_name_after_a_day_and_by_is_the_name_alone() -> None:
    item = (
        "<div class=box id=k{0}><p class=poster>Posted May {0}, 2024 by <b>{1}</b> (member, #7{0})</p><p>{2}</p></div>"
    )
    listed = "".join(item.format(day, name, words * 2) for day, (name, words) in enumerate(SAID, start=1))
    assert [each.author for each in page(comments=listed).comments] == [name for name, _ in SAID]


def test_what_is_called_a_reply_answers_what_stands_above_it() -> None:
    boxes = [comment(0), comment(1).replace("class=comment", "class='comment reply'"), comment(2)]
    assert [each.reply_to for each in page(comments="".join(boxes)).comments] == ["", "1", ""]


@pytest.mark.parametrize(("above", "count"), [("Notes", 3), ("Best comments", 4)])
def test_a_note_above_the_heading_of_the_comments_is_none_of_them(above: str, count: int) -> None:
    note = comment(0, text="The ferry is drawn from a photograph that hangs in the office.").replace("id=c1", "id=c9")
    listed = f"<h2>{above}</h2>{note}<h2>Comments</h2>{''.join(comment(number) for number in range(3))}"
    assert len(page(comments=listed).comments) == count


def test_what_stands_between_buttons_below_a_text_is_not_said() -> None:
    assert first(text=f"<p>{SAID[0][1]}</p>&nbsp;| &bull;").text == SAID[0][1]


def test_an_hour_in_words_before_a_name_is_none_of_it() -> None:
    head = "<li class=comment id=c{0}><h6>May {0}, 2024, noon - {1}</h6><p>{2}</p></li>"
    listed = "".join(head.format(day, name, words) for day, (name, words) in enumerate(SAID, start=1))
    assert [each.author for each in page(comments=listed).comments] == [name for name, _ in SAID]


def test_a_heading_right_above_a_quotation_that_names_its_author_is_not_said() -> None:
    quotation = "<div class=q><h4>Ada posted:</h4><blockquote>Paint it blue.</blockquote></div>"
    thread = page(comments=comment(0) + comment(1, text=f"{quotation}Better green.") + comment(2))
    assert thread.comments[1].text == "> Paint it blue.\n\nBetter green."


def test_a_picture_before_a_number_says_what_it_counts() -> None:
    liked = "<p><i class='icon thumbs-up'></i> {0} | <a href=#x>link</a></p>"
    thread = page(comments="".join(comment(number, after=liked.format(number + 3)) for number in range(3)))
    assert [each.likes for each in thread.comments] == [3, 4, 5]


def test_the_date_of_a_teaser_is_not_the_articles() -> None:
    teaser = "<article class=t><h3><a href=/s>Swans</a></h3><time datetime=2024-01-02>2 January</time></article>"
    assert page(beside=f"<section class='related box'>{teaser}</section>").article.published is None


def test_replies_folded_behind_a_button_are_found() -> None:
    reply = f"<a>Show replies (1)</a><ul style='display:none'>{comment(1)}</ul>"
    thread = page(comments=comment(0, after=reply) + comment(2))
    assert [(each.author, each.reply_to) for each in thread.comments] == [("Ada", ""), ("Otto", "1"), ("Eva", "")]


def test_what_all_others_stand_in_on_a_forum_is_what_they_discuss() -> None:
    post = (
        "<article class=forum-post id=p{0}><b class=author>{1}</b> <time datetime=2024-05-0{0}>{0} May</time>"
        "<div class=content>{2}</div>{3}</article>"
    )
    answers = "".join(post.format(number, name, words, "") for number, (name, words) in enumerate(SAID, start=2))
    thread = read(
        f"<title>Paint</title><h2>Paint</h2>{post.format(1, 'Ann', TEXT, answers)}".encode(), name="page.html"
    )
    assert thread.article.author == "Ann"
    assert [(each.author, each.reply_to) for each in thread.comments] == [(name, "") for name, _ in SAID]
