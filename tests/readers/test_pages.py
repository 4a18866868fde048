"""Every source in tests/pages/READER reads as its gold beside it says.

To add a test, drop in NAME.EXT and NAME.gold.json: a Thread as JSON (a list of them for an export of several
articles), written and checked by eye. Fields left out have their defaults.
"""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from discourse.model import Thread
from discourse.readers import FIELDS, READERS, SYSTEMS, claims, load_reader, read_all
from discourse.readers.source import open_source

PAGES = Path(__file__).parent.parent / "pages"
NAMES = sorted(
    str(page.relative_to(PAGES))
    for page in PAGES.glob("*/*")
    if not page.name.endswith((".gold.json", ".told.json", "_files")) and not page.name.startswith(".")
)
READ_WHOLE = [name for name in NAMES if not name.startswith("pasted/")]
"""Pasted texts have a test of their own, which reads them in several copies."""


def golds_of(name: str) -> tuple[Thread, ...]:
    page = PAGES / name
    gold = page.with_name(page.name.partition(".")[0] + ".gold.json")
    threads = msgspec.json.decode(gold.read_bytes(), type=Thread | list[Thread], strict=True)
    return (threads,) if isinstance(threads, Thread) else tuple(threads)


def told_of(name: str) -> dict[str, Any]:
    """Return what the user says about a source: NAME.told.json holds arguments of ``read_all``."""
    page = PAGES / name
    told = page.with_name(page.name.partition(".")[0] + ".told.json")
    return dict(msgspec.json.decode(told.read_bytes())) if told.exists() else {}


@pytest.fixture(scope="module", params=READ_WHOLE)
def pairs(request: pytest.FixtureRequest) -> list[tuple[Thread, Thread]]:
    """Return the threads of a source as read, each with its gold."""
    return list(zip(read_all(PAGES / request.param, **told_of(request.param)), golds_of(request.param), strict=True))


def test_article_is_as_the_gold(pairs: list[tuple[Thread, Thread]]) -> None:
    for thread, gold in pairs:
        assert msgspec.to_builtins(thread.article) == msgspec.to_builtins(gold.article)


def test_parents_are_as_the_gold(pairs: list[tuple[Thread, Thread]]) -> None:
    for thread, gold in pairs:
        assert [(each.id, each.reply_to) for each in thread.comments] == [
            (each.id, each.reply_to) for each in gold.comments
        ]


def test_comments_are_as_the_gold(pairs: list[tuple[Thread, Thread]]) -> None:
    for thread, gold in pairs:
        assert [msgspec.to_builtins(each) for each in thread.comments] == [
            msgspec.to_builtins(each) for each in gold.comments
        ]


def test_ledger_is_as_the_gold(pairs: list[tuple[Thread, Thread]]) -> None:
    for thread, gold in pairs:
        assert (thread.declared, thread.shown_order, thread.skipped) == (gold.declared, gold.shown_order, gold.skipped)


@pytest.mark.parametrize("name", NAMES)
def test_one_reader_claims_it_and_that_is_the_one_of_the_folder(name: str) -> None:
    reader = name.partition("/")[0]
    source = open_source(PAGES / name)
    assert list(claims(source, list(SYSTEMS))) == ([reader] if reader in SYSTEMS else [])
    # our own JSON keeps the name of the reader that first took the page
    assert read_all(PAGES / name, **told_of(name))[0].reader == {"thread_json": "wpdiscuz"}.get(reader, reader)


@pytest.mark.parametrize("reader", sorted(READERS))
def test_reader_recovers_what_it_says_and_a_page_shows_each(reader: str) -> None:
    golds = [gold for name in NAMES if name.startswith(f"{reader}/") for gold in golds_of(name)]
    assert golds, f"no page for the reader {reader} in tests/pages"
    shown = [field for field in FIELDS if any(shows(gold, field) for gold in golds)]
    assert list(load_reader(reader).RECOVERS) == shown


def shows(thread: Thread, field: str) -> bool:
    if field == "declared":
        return thread.declared is not None
    return any(
        {
            "author": comment.author,
            "author id": comment.author_id,
            "parent": comment.reply_to,
            "quotes": comment.quotes,
            "time": comment.posted or comment.posted_as_shown,
            "edited": comment.edited is not None,
            "score": comment.score is not None,
            "likes": comment.likes is not None or comment.dislikes is not None,
            "status": comment.status != "shown",
            "pinned": comment.pinned,
            "badges": comment.badges,
            "title": comment.title,
        }[field]
        for comment in thread.comments
    )
