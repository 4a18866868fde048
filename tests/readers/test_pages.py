"""Every page in tests/pages/wpdiscuz and tests/pages/wordpress reads as its gold beside it says.

To add a test, drop in NAME.html and NAME.gold.json: a Thread as JSON, written and checked by eye.
"""

from pathlib import Path

import msgspec
import pytest

from discourse.model import Thread
from discourse.readers import read

PAGES = Path(__file__).parent.parent / "pages"
NAMES = sorted(
    str(page.relative_to(PAGES)) for reader in ("wpdiscuz", "wordpress") for page in PAGES.glob(f"{reader}/*.*htm*")
)


@pytest.fixture(scope="module", params=NAMES)
def pair(request: pytest.FixtureRequest) -> tuple[Thread, Thread]:
    """Return a page as read and as its gold has it."""
    page = PAGES / request.param
    gold = msgspec.json.decode(page.with_suffix(".gold.json").read_bytes(), type=Thread, strict=True)
    return read(page), gold


def test_reader_is_the_one_of_the_folder(pair: tuple[Thread, Thread]) -> None:
    thread, gold = pair
    assert thread.reader == gold.reader


def test_article_is_as_the_gold(pair: tuple[Thread, Thread]) -> None:
    thread, gold = pair
    assert msgspec.to_builtins(thread.article) == msgspec.to_builtins(gold.article)


def test_parents_are_as_the_gold(pair: tuple[Thread, Thread]) -> None:
    thread, gold = pair
    assert [(each.id, each.reply_to) for each in thread.comments] == [
        (each.id, each.reply_to) for each in gold.comments
    ]


def test_comments_are_as_the_gold(pair: tuple[Thread, Thread]) -> None:
    thread, gold = pair
    assert [msgspec.to_builtins(each) for each in thread.comments] == [
        msgspec.to_builtins(each) for each in gold.comments
    ]


def test_ledger_is_as_the_gold(pair: tuple[Thread, Thread]) -> None:
    thread, gold = pair
    assert (thread.declared, thread.shown_order, thread.skipped) == (gold.declared, gold.shown_order, gold.skipped)
