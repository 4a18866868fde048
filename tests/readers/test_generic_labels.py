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
