"""The nouns: what they need, what they refuse, and what the ledger counts."""

import msgspec
import pytest

from discourse.model import Article, Comment, Skipped, Thread, ledger

PAGE = Article(source="page.html")


def comment(identifier: str, **fields: object) -> Comment:
    return msgspec.structs.replace(Comment(id=identifier, text="words"), **fields)


def test_made_by_hand_with_only_what_they_cannot_do_without() -> None:
    thread = Thread(article=Article(source="x"), comments=(Comment(id="1", text="…"),))
    assert thread.comments[0].reply_to is None
    assert thread.comments[0].status == "shown"
    assert thread.shown_order == "unknown"


def test_values_do_not_change() -> None:
    with pytest.raises(AttributeError):
        PAGE.title = "other"  # type: ignore[misc]  # that is the test


def test_thread_survives_json() -> None:
    thread = Thread(
        article=PAGE, comments=(comment("1", reply_to=""),), declared=2, skipped=(Skipped(kind="stub", reason="r"),)
    )
    assert msgspec.json.decode(msgspec.json.encode(thread), type=Thread) == thread


@pytest.mark.parametrize(
    ("reply_to", "orphans"),
    [(None, 0), ("", 0), ("1", 0), ("99", 1)],
    ids=["the page does not say", "the article", "a comment shown", "a comment not shown"],
)
def test_orphans(reply_to: str | None, orphans: int) -> None:
    assert ledger(Thread(article=PAGE, comments=(comment("1"), comment("2", reply_to=reply_to)))).orphans == orphans


def test_statuses_are_counted() -> None:
    comments = (comment("1", status="deleted"), comment("2", status="collapsed"), comment("3"))
    found = ledger(Thread(article=PAGE, comments=comments, declared=5))
    assert (found.declared, found.captured, found.deleted, found.collapsed) == (5, 3, 1, 1)


def test_skipped_add_up_by_kind_and_unknown_stays_unknown() -> None:
    skipped = (
        Skipped(kind="stub", reason="view replies", count=4),
        Skipped(kind="stub", reason="load more", count=None),
        Skipped(kind="pingback", reason="pingback"),
        Skipped(kind="pingback", reason="pingback"),
    )
    assert ledger(Thread(article=PAGE, skipped=skipped)).skipped == {"pingback": 2, "stub": None}
