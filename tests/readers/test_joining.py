"""Pages of one discussion as one thread, and the threads of one export side by side."""

from typing import Any

from discourse.model import Article, Comment, Skipped, Thread
from discourse.readers.joining import joined, pooled

ARTICLE = Article(source="a.html", title="Ferry", body="Is it late?", id="op", author="Ann")
ELSEWHERE = "posts on other pages of the discussion"


def page(number: int, of: int, *comments: Comment, **known: Any) -> Thread:
    article = ARTICLE if number == 1 else Article(source="b.html", title="Ferry", url="https://ferry.example/2")
    stub = Skipped(kind="stub", reason=ELSEWHERE, count=None, where=f"page {number} of {of}")
    facts: dict[str, Any] = {"article": article, "comments": comments, "skipped": (stub,), "shown_order": "oldest"}
    return Thread(**(facts | known))


def said(id_: str, text: str = "Yes.", **known: Any) -> Comment:
    return Comment(id=id_, text=text, **known)


def test_pages_come_in_their_order_and_all_of_them_leave_nothing_missing() -> None:
    thread = joined([page(2, 2, said("3")), page(1, 2, said("1"), said("2"))])
    assert ([each.id for each in thread.comments], thread.skipped) == (["1", "2", "3"], ())
    assert (thread.shown_order, thread.article.source, thread.article.url) == (
        "oldest",
        "a.html",
        "https://ferry.example/2",
    )


def test_a_page_that_is_missing_is_told() -> None:
    thread = joined([page(1, 3, said("1"), declared=9), page(3, 3, said("7"), declared=9)])
    assert thread.skipped == (Skipped(kind="stub", reason=ELSEWHERE, count=7, where="pages 1, 3 of 3"),)


def test_a_comment_on_two_pages_is_one_with_what_both_know() -> None:
    short = said("1", "The bridge is…", author="Bo", score=3)
    whole = said("1", "The bridge is closed on Sundays.", author="Bo", posted="2024-05-01")
    thread = joined([page(1, 1, short, skipped=()), page(1, 1, whole, skipped=())])
    assert thread.comments == (
        said("1", "The bridge is closed on Sundays.", author="Bo", score=3, posted="2024-05-01"),
    )
    assert thread.skipped == (Skipped(kind="duplicate", reason="the same comment is on several pages", where="1"),)


def test_comments_of_one_number_that_differ_are_two_and_keep_their_replies() -> None:
    thread = joined(
        [page(1, 2, said("1", author="Bo")), page(2, 2, said("1", author="Cy"), said("2", reply_to="1", quotes=("1",)))]
    )
    assert [(each.id, each.author, each.reply_to, each.quotes) for each in thread.comments] == [
        ("1", "Bo", None, ()),
        ("2:1", "Cy", None, ()),
        ("2", None, "2:1", ("2:1",)),
    ]


def test_an_opening_post_repeated_on_a_later_page_is_the_article() -> None:
    thread = joined([page(1, 2, said("1")), page(2, 2, said("op"), said("2", reply_to="op", quotes=("op",)))])
    assert [(each.id, each.reply_to, each.quotes) for each in thread.comments] == [("1", None, ()), ("2", "", ("",))]


def test_stubs_go_when_as_many_comments_are_there_as_declared() -> None:
    stub = Skipped(kind="stub", reason="comments behind a button", count=2)
    pages = [page(1, 1, said("1"), declared=2, skipped=(stub,)), page(1, 1, said("2"), declared=2, skipped=())]
    assert joined(pages).skipped == ()


def test_articles_of_one_export_stand_side_by_side() -> None:
    one = page(1, 1, said("1"), said("9", reply_to="1"), skipped=(), declared=2)
    other = page(1, 1, said("1", reply_to=""), said("2", reply_to="1"), skipped=(), declared=2)
    thread = pooled([one, other], "dump.xml")
    assert [(each.id, each.reply_to) for each in thread.comments] == [
        ("1:1", None),
        ("9", "1:1"),
        ("2:1", ""),
        ("2", "2:1"),
    ]
    assert (thread.article, thread.declared) == (Article(source="dump.xml", title="dump.xml: 2 articles"), 4)


def test_posts_that_open_topics_of_a_talk_page_become_comments() -> None:
    one = page(1, 1, said("1", reply_to="", quotes=("",)), skipped=(), declared=1, reader="mediawiki")
    other = page(1, 1, said("2", reply_to=""), skipped=(), declared=1, reader="mediawiki")
    thread = pooled([one, other], "talk.html")
    assert [(each.id, each.text, each.author, each.reply_to, each.quotes) for each in thread.comments] == [
        ("1:op", "Is it late?", "Ann", "", ()),
        ("1", "Yes.", None, "1:op", ("1:op",)),
        ("2:op", "Is it late?", "Ann", "", ()),
        ("2", "Yes.", None, "2:op", ()),
    ]
    assert thread.declared == 4


def test_one_article_of_an_export_stays_as_it_is() -> None:
    thread = page(1, 1, said("1"))
    assert pooled([thread], "dump.xml") is thread


def test_comments_of_one_number_that_say_all_in_their_headings_are_two() -> None:
    pages = [
        Thread(article=Article(source=f"{title}.html"), comments=(Comment(id="1", text="", title=title),))
        for title in ("Broke", "Fine")
    ]
    assert [comment.title for comment in joined(pages).comments] == ["Broke", "Fine"]
