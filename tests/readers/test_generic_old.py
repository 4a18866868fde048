"""Guestbooks and forums as they were before anybody named an element: what lines and cells alone tell."""

import pytest

from discourse.model import Thread
from discourse.readers import read
from discourse.readers.times import find_time
from tests.readers.test_generic_pages import TEXT

GUESTBOOKS = {
    "signed below": "<b>{text}</b><br>\n{name} &lt;<a href='mailto:a@b.no'>a@b.no</a>&gt;<br>\nOslo - {day}<hr>",
    "name, day, words": "<b>{name}</b><br>{day}<br>{text}<hr>",
    "signed above": "<b>{name}</b> schrieb am {day}:<br><br>{text}<hr>",
    "labelled": "姓名: {name} [時間: {day}]<p>{text}<hr size=1>",
}
DAYS = ("May 3, 2001 at 14:05", "May 4, 2001 at 9:41", "May 9, 2001 at 22:17")
SAID = (("Ada", "Paint it blue."), ("Otto", "I would rather have it green."), ("Eva", "Who sold the old paint?"))


def guestbook(entry: str, title: str = "Guestbook") -> Thread:
    entries = "".join(entry.format(name=name, text=text, day=day) for (name, text), day in zip(SAID, DAYS, strict=True))
    return read(f"<title>{title}</title><h1>{title}</h1><p>Sign here</p><hr>{entries}".encode(), name="page.html")


@pytest.mark.parametrize("kind", GUESTBOOKS)
def test_lines_alone_part_the_entries_of_a_guestbook(kind: str) -> None:
    comments = guestbook(GUESTBOOKS[kind]).comments
    assert [(each.author, each.text, each.posted) for each in comments] == [
        (*said, when)
        for said, when in zip(SAID, ("2001-05-03T14:05", "2001-05-04T09:41", "2001-05-09T22:17"), strict=True)
    ]


def test_what_lines_part_and_nobody_signed_is_no_entry() -> None:
    assert not guestbook("<p>{day}: we mended the roof</p><hr>", title="What is new").comments


def test_the_cell_of_an_author_holds_no_post_and_the_first_post_of_a_table_with_columns_is_the_article() -> None:
    rows = "".join(
        f"<tr><td><font><b>{name}</b></font><br><font>Posts: {3 * len(text)}<br>From: the long quay</font></td>"
        f"<td><font size=1>posted May 3, 2001 10:0{len(name)}</font><hr><font size=2>{text}</font></td></tr>"
        for name, text in SAID
    )
    thread = read(
        f"<title>Which paint?</title><table><tr><td>Author</td><td>Topic: paint</td></tr>{rows}</table>".encode(),
        name="page.html",
    )
    assert (thread.article.author, thread.article.body) == SAID[0]
    assert [(each.author, each.text) for each in thread.comments] == list(SAID[1:])


def test_an_address_in_a_cell_of_its_own_is_not_said() -> None:
    entries = "".join(
        f"<p>May 3, 2001 10:0{len(name)}<table><tr><td class=h>Name: {name}</td>"
        f"<td class=h>E-Mail: {name}@quay.no</td></tr>"
        f"<tr><td class=d colspan=3>{text}</td></tr></table>"
        for name, text in SAID
    )
    comments = read(
        f"<title>Guests</title>{TEXT}<div class=guestbook>{entries}</div>".encode(), name="page.html"
    ).comments
    assert [(each.author, each.text) for each in comments] == list(SAID)


@pytest.mark.parametrize("words", ["Sat Mar  3 14:05:11 2001", "Sat Mar 3 14:05:11 EST 2001"])
def test_the_year_may_stand_after_the_clock(words: str) -> None:
    time = find_time(words)
    assert time is not None
    assert (time.iso or "").startswith("2001-03-03T14:05:11")


def test_labels_in_a_guestbook_are_not_said() -> None:
    entry = "<b>Jméno:</b> {name}<br><b>E-mail:</b> a@b.cz<br><b>Datum:</b> {day}<br><b>Vzkaz:</b> {text}<hr>"
    assert [(each.author, each.text) for each in guestbook(entry, "Kniha návštěv").comments] == list(SAID)


def test_three_rows_of_a_table_of_which_the_first_has_a_class_are_one_post() -> None:
    rows = "".join(
        f"<tr class=trPosts><td colspan=2><span>13/05/2008 10:0{len(name)}</span> <b>Subject: Re: paint</b></td></tr>"
        f"<tr><td rowspan=2><p class=genmed><b>{name}</b><br>Joined: 01/02/2006 10:00<br>Offline</p></td>"
        f"<td><span>{text}</span></td></tr>"
        "<tr><td><a href=/user/profile/7.page>[Profile]</a> <a href=/pm/7.page>[PM]</a></td></tr>"
        for name, text in SAID
    )
    table = f"<table><tr><th>Author</th><th>Message</th></tr>{rows}</table>"
    thread = read(f"<title>Which paint?</title>{table}".encode(), name="page.html")
    assert thread.article.author == "Ada"
    assert [(each.author, each.text, (each.posted or "")[:10]) for each in thread.comments] == [
        (*said, "2008-05-13") for said in SAID[1:]
    ]


def test_a_table_for_each_post_may_stand_below_one_with_the_names_of_columns() -> None:
    posts = "".join(
        f"<table class=border><tr><td class=bg><b>{name}</b><br><small>Posts: 4</small></td>"
        f"<td class=bg><i>May 3, 2003, 10:0{len(name)}am</i><hr><font size=2>{text}</font></td></tr></table>"
        for name, text in SAID
    )
    head = "<title>Paint</title><table><tr><td>Author</td><td>Topic: Paint (Read 41 times)</td></tr></table>"
    thread = read(f"{head}{posts}".encode(), name="page.html")
    assert (thread.article.author, [each.author for each in thread.comments]) == ("Ada", ["Otto", "Eva"])
