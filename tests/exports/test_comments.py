"""Comments as a table: one row each, every fact in a column of its own."""

import io

import polars as pl

from discourse.exports.comments import comment_table
from discourse.exports.frames import csv_text, parquet_bytes
from discourse.model import Article, Comment, Thread

FULL = Comment(
    id="1", text="=1+1\nyes", author="Ann", author_id="u1", badges=("author", "staff"), reply_to="", quotes=("7", "8"),
    posted="2024-05-01", posted_as_shown="May 1", edited="", score=2**70, likes=3, dislikes=1, status="blocked",
    pinned=True,
)  # fmt: skip
BARE = Comment(id="2", text="")
THREADS = [
    Thread(article=Article(source="a.html", title="Ferry", url="https://ferry.example/"), comments=(FULL,)),
    Thread(article=Article(source="b.html"), comments=(BARE,)),
]


def test_every_fact_has_its_column() -> None:
    full = {name: value for name, value in comment_table(THREADS).row(0, named=True).items() if value is not None}
    assert full == {
        "source": "a.html", "article": "Ferry", "url": "https://ferry.example/", "number": 1, "id": "1",
        "author": "Ann", "author_id": "u1", "badges": "author, staff", "reply_to": "", "quotes": "7 8",
        "posted": "2024-05-01", "posted_as_shown": "May 1", "edited": "", "score": 2**63 - 1, "likes": 3, "dislikes": 1,
        "status": "blocked", "pinned": True, "text": "=1+1\nyes",
    }  # fmt: skip


def test_what_the_source_does_not_say_is_missing() -> None:
    bare = {name: value for name, value in comment_table(THREADS).row(1, named=True).items() if value is not None}
    assert bare == {
        "source": "b.html",
        "article": "b.html",
        "number": 1,
        "id": "2",
        "status": "shown",
        "pinned": False,
        "text": "",
    }


def test_csv_is_safe_in_a_spreadsheet_and_tells_missing_from_empty() -> None:
    first, second = csv_text(comment_table(THREADS)).splitlines()[1:3]
    assert first.endswith(",blocked,true,\"'=1+1")
    assert ',"",' in first
    assert second == 'yes"'


def test_parquet_holds_every_text_as_it_was() -> None:
    table = comment_table(THREADS)
    assert pl.read_parquet(io.BytesIO(parquet_bytes(table))).equals(table)
    assert parquet_bytes(table) == parquet_bytes(table)


def test_no_thread_gives_a_table_without_rows() -> None:
    assert comment_table([]).is_empty()
