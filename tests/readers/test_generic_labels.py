"""Who wrote and when, where a page sets words before and after it, each fact on a small page."""

import pytest

from discourse.model import Thread
from tests.readers.test_generic_pages import SAID, page

NAMES = [name for name, _ in SAID]


def listed(box: str, more: str = "") -> Thread:
    """Return what is read of a list of comments of this form: day, name, words, and more of these."""
    boxes = (box.format(day, name, words + more) for day, (name, words) in enumerate(SAID, start=1))
    return page(comments="".join(f"<li>{each}</li>" for each in boxes))


@pytest.mark.parametrize(
    "head",
    [
        "<p class=name>Írta: {1}</p><p>2024-05-0{0}</p>",
        "<div class=who>کاربر : {1}</div><i>2024-05-0{0}</i>",
        "<i>Dnia 2024-05-0{0} 10:00 użytkownik <strong>{1}</strong> napisał(a):</i>",
        "<i>0{0}.05.2024</i><cite>{1}</cite> <span>napsal(a):</span>",
        "<h4>{1}（<time datetime=2024-05-0{0}>2024/05/0{0}</time>）</h4>",
        "<div class=writer>{1}, <i>Haifa</i> (<i>0{0}.05.24</i>)</div>",
        "<span>γράφτηκε από</span> <span id=author>{1}</span> <span>στις 0{0}/05/2024</span>",
    ],
)
def test_words_and_brackets_around_a_name_are_none_of_it(head: str) -> None:
    assert [each.author for each in listed(f"{head}<div class=text>{{2}}</div>").comments] == NAMES


def test_a_line_of_labels_below_the_words_says_who_wrote_and_the_heading_does_not() -> None:
    thread = listed("<h4>On paint {0}</h4><p>{2}</p><span>Added: 0{0}.05.2024 10:00, Author: {1}, IP: 83.12.7.*</span>")
    told = [(each.author, each.title, (each.posted or "")[:10]) for each in thread.comments]
    assert told == [(name, f"On paint {day}", f"2024-05-0{day}") for day, name in enumerate(NAMES, start=1)]


@pytest.mark.parametrize(
    "box",
    [
        "<p><b>Navn:</b> {1}</p><p>{0} May 2024</p><p><b>Epost:</b> a@b.example</p><p><b>Kommentar:</b><br>{2}</p>",
        "<p><strong>{1}</strong> <small>@user{0}</small> <time datetime=2024-05-0{0}>{0} May</time><br>{2}</p>",
        "<p>de <strong>{1}</strong> du <strong>0{0}/05/2024</strong><i>commentaire n° {0}7</i><br>{2}</p>",
    ],
)
def test_what_stands_beside_or_above_the_words_of_all_under_labels_is_not_said(box: str) -> None:
    more = " It has to dry for nine days before the next coat, says the old ferryman of the other village."
    told = [(each.author, each.text) for each in listed(f"<article class=box>{box}</article>", more).comments]
    assert told == [(name, words + more) for name, words in SAID]


def test_a_name_with_which_words_begin_is_said_where_not_all_begin_so() -> None:
    said = ["@ann<br>Paint it blue.", "I would rather have it green.", "@otto<br>Who sold the old paint?"]
    box = "<li class=comment id=c{0}><b class=author>{1}</b> <i>0{0}.05.2024</i><div class=text>{2}</div></li>"
    boxes = (box.format(day, NAMES[day - 1], words) for day, words in enumerate(said, start=1))
    assert page(comments="".join(boxes)).comments[0].text == "@ann\nPaint it blue."


def test_a_number_under_which_a_comment_stands_is_no_name() -> None:
    box = "<b class=head>ความคิดเห็นที่ {0}</b><p class=msg>{2}</p><i class=by>โดย <b>{1}</b> {0} พ.ค. 2567 10:00 น.</i>"
    assert [each.author for each in listed(box).comments] == NAMES


def test_the_words_between_name_and_date_are_no_comment_however_short_that_is() -> None:
    box = (
        "<p class=by><b class=author>{1}</b> <i>wrote on</i> <i>{0} May 2024</i> <i>at</i> <i>9:15 PM</i></p><p>{2}</p>"
    )
    said = [*((name, words) for name, words in SAID), ("Fay", "Agreed.")]
    boxes = (f"<li class=remark>{box.format(day, name, words)}</li>" for day, (name, words) in enumerate(said, start=1))
    assert [(each.author, each.text) for each in page(comments="".join(boxes)).comments] == said


@pytest.mark.parametrize("buttons", ["Vastaa</a> <a>Ilmoita asiaton viesti", "支持[1]</a> <a>反对[3]</a> <a>回复"])
def test_buttons_in_other_languages_are_not_said(buttons: str) -> None:
    boxes = (
        f"<li class=remark><b>{name}</b> <i>2024-05-0{day}</i><p>{words}</p><div><a>{buttons}</a></div></li>"
        for day, (name, words) in enumerate([*SAID, ("Fay", "Agreed.")], start=1)
    )
    assert page(comments="".join(boxes)).comments[-1].text == "Agreed."


def test_a_quotation_that_holds_a_whole_comment_with_its_head_is_none() -> None:
    box = "<blockquote><p class=info>Le {0} mai 2024 <a>{1}</a> a dit :</p><p class=said_com>{2}</p></blockquote>"
    boxes = (f"<div class=comment id=c{day}>{box.format(day, *each)}</div>" for day, each in enumerate(SAID, start=1))
    told = [(each.author, each.text, (each.posted or "")[:10]) for each in page(comments="".join(boxes)).comments]
    assert told == [(name, words, f"2024-05-0{day}") for day, (name, words) in enumerate(SAID, start=1)]


def test_name_date_and_words_in_turn_are_one_comment_up_to_the_heading_below() -> None:
    box = "<p class=comment-author>{1}</p><p class=comment-date>{0} May 2024</p><p>{2}</p>"
    boxes = "".join(box.format(day, *each) for day, each in enumerate(SAID, start=1))
    thread = page(comments=f"<li>{boxes}<h2>Leave a comment</h2><p>We keep your address to ourselves.</p></li>")
    assert [(each.author, each.text) for each in thread.comments] == list(SAID)


def test_what_is_pushed_in_from_the_left_answers_what_stands_above_it() -> None:
    box = "<article class='p-6{2}'><b class=author>{0}</b> <i>4 May 2024</i><p>{1}</p></article>"
    boxes = "".join(box.format(*each, pushed) for each, pushed in zip(SAID, ("", " ml-6", ""), strict=True))
    first, second, third = page(comments=f"<li>{boxes}</li>").comments
    assert [first.reply_to, second.reply_to, third.reply_to] == ["", first.id, ""]


@pytest.mark.parametrize(
    "line",
    [
        "<p>11.05.2024 | Autor: Vera Lund | Seen 12 times</p>",
        "<p>11/05/2024 par Vera Lund</p>",
        "<p>Posted on: <i>11 May 2024</i></p><p><b>By:</b> <b>Vera Lund</b></p>",
        "<div><div>Author</div><div>Vera Lund</div></div><p>11 May 2024</p>",
        "<p>11 maja 2024 06:45 przez <span>Vera Lund</span> w kategorii Miasto</p>",
        "<p>Article de : <b>Vera Lund</b>, posté le 11/05/2024</p>",
        "<p><em>Vera Lund</em>, Saturday, May 11, 2024</p>",
        "<p><i>Vera Lund, 11.5.2024</i></p>",
        "<p class=byline>Skrevet av Vera Lund den 11. mai 2024</p>",
        "<p>Tác giả: Vera Lund</p><p>11/05/2024</p>",
        "<p>Penulis: Vera Lund | Sabtu, 11 Mei 2024</p>",
        "<p class=kirjoittaja>Vera Lund 11.5.2024 klo 8.15</p>",
        "<p>11.05.2024</p><p class=syntaktis>Της Vera Lund</p>",
    ],
)
def test_a_line_below_the_title_says_who_wrote_the_article_whatever_else_it_says(line: str) -> None:
    assert page(byline=line).article.author == "Vera Lund"


def test_a_line_below_the_words_tells_when_and_who_around_an_address() -> None:
    line = "2024/05/0{0}(Tue) 10:00 | URL | {1} #- [<a>編集</a>]"
    box = f"<div class=main><div class=sub>{{2}}</div><div class=data>{line}</div></div>"
    told = [(each.author, each.text, each.posted) for each in listed(box).comments]
    assert told == [(name, words, f"2024-05-0{day}T10:00") for day, (name, words) in enumerate(SAID, start=1)]


def test_numbers_that_count_the_comments_are_none_of_their_words() -> None:
    said = [*(words for _, words in SAID), "Agreed."]
    box = "<li class=remark><p class=said>{0}. {1}</p><b class=author>Ann</b> <i>0{0}.05.2024</i></li>"
    boxes = "".join(box.format(day, words) for day, words in enumerate(said, start=1))
    assert [each.text for each in page(comments=boxes).comments] == said


def test_a_link_to_who_moderates_takes_no_time_from_a_comment() -> None:
    thread = listed("<p>{2}</p><p class=who>Escrito por <b>{1}</b> el {0}/05/2024 <a>Avisar al moderador</a></p>")
    assert [each.posted_as_shown for each in thread.comments] == ["1/05/2024", "2/05/2024", "3/05/2024"]


@pytest.mark.parametrize(
    "line", ["<p class=autor>Text: Vera Lund | 11.05.2024</p>", "<div class=szerzo>Vera Lund</div>"]
)
def test_the_label_before_who_wrote_an_article_is_none_of_the_name(line: str) -> None:
    assert page(byline=line).article.author == "Vera Lund"


@pytest.mark.parametrize("name", ["***", "...", "!?"])
def test_a_name_of_signs_is_one_where_names_stand(name: str) -> None:
    boxes = "".join(
        f"<li><b class=author>{author}</b> <i>0{day}.05.2024</i><div class=text>{words}</div></li>"
        for day, (author, words) in enumerate([(name, "Paint it, then."), *SAID], start=1)
    )
    assert [each.author for each in page(comments=boxes).comments] == [name, *NAMES]


@pytest.mark.parametrize(
    "box",
    [
        "<img src=a.png alt='{1}'><p>{2}</p><time>{0} days ago</time>",
        "<img src=a.png alt='{1}’s profile picture'><p>{2}</p><time>{0} days ago</time>",
        "<div aria-label='Kommentar von {1}, vor {0} Tagen'><p>{2}</p><i>vor {0} Tagen</i></div>",
    ],
)
def test_a_name_may_stand_in_a_label_alone(box: str) -> None:
    more = " I would say so to anybody on the quay."
    assert [each.author for each in listed(box, more).comments] == NAMES


def test_attributes_of_custom_elements_tell_author_and_time() -> None:
    boxes = "".join(
        f'<x-message author="{name}" timestamp="2024-05-0{day}T10:00:00Z">'
        f'<x-reply slot="reply" author="Jan">What shall we do?</x-reply>{words}</x-message>'
        for day, (name, words) in enumerate(SAID, start=1)
    )
    told = [(each.author, each.text, (each.posted or "")[:10]) for each in page(comments=boxes).comments]
    assert told == [(name, words, f"2024-05-0{day}") for day, (name, words) in enumerate(SAID, start=1)]
