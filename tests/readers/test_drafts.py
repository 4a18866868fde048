"""What only the whole page can tell of comments: notices of deletion, ids used twice, the order shown."""

import pytest

from discourse.model import Article, Comment, Skipped, Thread
from discourse.readers.drafts import Draft, Findings, thread_of
from discourse.readers.source import Source


def _thread(*drafts: Draft, is_threaded: bool = False) -> Thread:
    return thread_of(Source("x", b""), "test", Article(source="x"), Findings(drafts=drafts, is_threaded=is_threaded))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("This comment has been deleted.", "deleted"),
        ("[deleted]", "deleted"),
        ("Comment removed by moderator", "deleted"),
        ("Dieser Kommentar wurde von der Redaktion gelöscht.", "deleted"),
        ("Ce commentaire a été supprimé", "deleted"),
        ("Este comentario ha sido eliminado.", "deleted"),
        ("Questo commento è stato rimosso", "deleted"),
        ("Deze reactie is verwijderd.", "deleted"),
        ("Why was my comment removed?", "shown"),
        ("This comment has been deleted. Again! Who does that?", "shown"),
        ("", "shown"),
    ],
)
def test_notice_of_deletion_is_told_from_a_comment(text: str, status: str) -> None:
    assert _thread(Draft(id="1", text=text)).comments[0].status == status


def test_second_comment_of_an_id_gets_its_own() -> None:
    thread = _thread(Draft(id="1", text="a"), Draft(id="1", text="b"), Draft(id="1", text="c"), Draft(id="1", text="a"))
    assert thread.comments == tuple(
        Comment(id=id_, text=text) for id_, text in (("1", "a"), ("1-2", "b"), ("1-3", "c"))
    )
    assert thread.skipped == (Skipped(kind="duplicate", reason="the same comment is in the page twice", where="1"),)


def test_comment_that_repeats_a_renamed_one_is_left_out() -> None:
    thread = _thread(*(Draft(id="1", text=text) for text in ("a", "b", "b", "a")))
    assert [(each.id, each.text) for each in thread.comments] == [("1", "a"), ("1-2", "b")]
    assert [(each.kind, each.count) for each in thread.skipped] == [("duplicate", 2)]


def test_own_id_is_not_one_that_another_comment_has() -> None:
    drafts = (Draft(id="1-2", text="a"), Draft(id="1", text="b"), Draft(id="1", text="c"), Draft(id="1", text="d"))
    assert [each.id for each in _thread(*drafts).comments] == ["1-2", "1", "1-3", "1-4"]


def test_one_id_on_every_comment_of_a_page() -> None:
    thread = _thread(*(Draft(id="1", text=f"{number}") for number in range(16_000)))
    assert [each.id for each in thread.comments] == ["1", *(f"1-{number}" for number in range(2, 16_001))]


@pytest.mark.parametrize(
    ("dates", "is_threaded", "order"),
    [
        (("2020-01-01", "2020-01-02"), False, "oldest"),
        (("2020-01-02", "2020-01-01"), False, "newest"),
        (("2020-01-01", "2020-01-03", "2020-01-02"), False, "unknown"),
        (("2020-01-01", "2020-01-01"), False, "unknown"),
        (("2020-01-01",), False, "unknown"),
        (("2020-01-01", "2020-01-02"), True, "nested"),
    ],
)
def test_order_shown_is_told_by_the_times(dates: tuple[str, ...], is_threaded: bool, order: str) -> None:
    drafts = [Draft(id=str(place), text="x", stamp=date) for place, date in enumerate(dates)]
    assert _thread(*drafts, is_threaded=is_threaded).shown_order == order


@pytest.mark.parametrize(
    ("parents", "order"),
    [
        (("", "0", "1", "0"), "nested"),
        (("", "0", "", "9"), "nested"),  # an answer to what is not shown stands on top
        (("", "", "0"), "oldest"),  # a forum that lists by time, and says what each post answers
        (("1", ""), "oldest"),
    ],
)
def test_a_page_is_nested_only_where_answers_stand_below_what_they_answer(parents: tuple[str, ...], order: str) -> None:
    drafts = [
        Draft(id=str(place), text="x", stamp=f"2020-01-0{place + 1}", reply_to=parent)
        for place, parent in enumerate(parents)
    ]
    assert _thread(*drafts, is_threaded=True).shown_order == order


def test_two_comments_that_only_headings_tell_apart_are_two() -> None:
    thread = _thread(
        Draft(id="1", text="See above.", title="Shut it"), Draft(id="1", text="See above.", title="Keep it")
    )
    assert [(each.id, each.title) for each in thread.comments] == [("1", "Shut it"), ("1-2", "Keep it")]
    assert not thread.skipped
