"""The rows and links of a run are those of ``discourse.read`` and ``reply_graph`` on the same input."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from benchmarks.made_dump import write_corpus, write_dump
from discourse.errors import ReadError
from discourse.exports.comments import comment_table
from discourse.exports.frames import parquet_bytes
from discourse.model import Comment, Thread
from discourse.readers import read_all
from discourse.readers.titles import with_titles_said
from discourse.replies.build import reply_graph
from discourse.replies.graph import Link
from tests.bulk.dumps import done, reddit_line, table, written

PAGES = Path(__file__).parents[1] / "pages"
FIELDS = ("id", "text", "author", "author_id", "reply_to", "posted", "score", "status", "edited", "likes", "dislikes")


def facts(comment: Comment) -> tuple[Any, ...]:
    return (*(getattr(comment, name) for name in FIELDS), comment.pinned, ", ".join(comment.badges) or None)


def link_row(link: Link) -> tuple[Any, ...]:
    if link.kind == "missing":
        return link.comment, None, link.kind, link.probability, link.parent
    return link.comment, link.parent, link.kind, link.probability, link.stated


def assert_same(threads: list[Thread], out: Path) -> None:
    comments = table(out, "comments").with_columns(pl.col("pinned").fill_null(value=False))
    assert Counter(comments.select(*FIELDS, "pinned", "badges").rows()) == Counter(
        facts(comment) for thread in threads for comment in thread.comments
    )
    replies = table(out, "replies").select("comment", "parent", "kind", "probability", "stated")
    assert Counter(replies.rows()) == Counter(
        link_row(link) for thread in threads for link in reply_graph(thread).links()
    )


def test_reddit(tmp_path: Path) -> None:
    write_dump(tmp_path / "dump.ndjson", 2_000)
    done(tmp_path / "dump.ndjson", tmp_path / "out")
    assert_same([*read_all(tmp_path / "dump.ndjson")], tmp_path / "out")


ODD = [
    reddit_line("a", body="[deleted]", author="[deleted]"),
    reddit_line("b", "a", body=" [removed] "),
    reddit_line("c", "b", body="A &gt; B &amp;amp; C\r\n\r\n\r\n\r\nyes  \nno\u200b", edited=1_700_000_100),
    reddit_line("d", body="pinned", stickied=True, distinguished="moderator", is_submitter=True),
    reddit_line("e", "c", score_hidden=True, edited=True, collapsed=True),
    reddit_line("f", created_utc="1700000000"),
    reddit_line("g", created_utc=1_700_000_000_000, score=None, author=None),
    reddit_line("h", created_utc=None, body="tab\there \u00a0\n end\u3000"),
    reddit_line("i", "i", body="answers itself"),
    reddit_line("j", body="bell\u0007 and\rreturn, all in one line of ASCII"),
    reddit_line("k", body="bell\u0007 é \u202e\u00ad soft"),
    reddit_line("haf7mc4", parent_id=37635511252),
    reddit_line("a", body="the same id again, and longer than a notice would be", score=7),
]


@pytest.mark.parametrize("number", range(len(ODD)))
def test_an_odd_comment_of_reddit(number: int, tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", [ODD[number], reddit_line("z", "a")])
    done(dump, tmp_path / "out")
    assert_same([*read_all(dump)], tmp_path / "out")


def test_odd_comments_of_reddit_together(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", ODD)
    done(dump, tmp_path / "out")
    assert_same([*read_all(dump)], tmp_path / "out")


def test_convokit(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus", 1_500)
    done(tmp_path / "corpus", tmp_path / "out")
    assert_same([*read_all(tmp_path / "corpus")], tmp_path / "out")


def hacker_news() -> list[dict[str, Any]]:
    story = {"id": 1, "type": "story", "by": "Odile", "time": 1_700_000_000, "title": "The mill", "descendants": 3}
    said = {"type": "comment", "by": "Ann", "time": 1_700_000_100, "text": "I <i>think</i> so &amp; so.<p>Yes."}
    return [
        said | {"id": 4, "parent": 3, "text": "before its parent"},
        story,
        said | {"id": 2, "parent": 1},
        said | {"id": 3, "parent": 2, "dead": True},
        said | {"id": 12, "parent": 11, "text": "the story is not in the file"},
        said | {"id": 13, "parent": 12},
        {"id": 14, "parent": 1, "type": "comment", "time": 1_700_000_100, "deleted": True},
    ]


def test_hacker_news(tmp_path: Path) -> None:
    dump = written(tmp_path / "items.ndjson", map(json.dumps, hacker_news()))
    done(dump, tmp_path / "out")
    assert_same([*read_all(dump)], tmp_path / "out")


def test_pages(tmp_path: Path) -> None:
    threads: list[Thread] = []
    for page in sorted(path for path in PAGES.rglob("*") if path.is_file() and ".gold." not in path.name)[:60]:
        copy = tmp_path / "pages" / page.parent.name / page.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(page.read_bytes())
        try:
            threads += map(with_titles_said, read_all(copy))
        except ReadError:
            continue
    done(tmp_path / "pages", tmp_path / "out")
    assert_same(threads, tmp_path / "out")


def test_a_table_of_our_own_export(tmp_path: Path) -> None:
    write_dump(tmp_path / "dump.ndjson", 300)
    threads = [*read_all(tmp_path / "dump.ndjson")]
    (tmp_path / "table.parquet").write_bytes(parquet_bytes(comment_table(threads)))
    done(tmp_path / "table.parquet", tmp_path / "out")
    assert_same([*read_all(tmp_path / "table.parquet")], tmp_path / "out")


def test_a_dump_of_reddit_made_into_a_table(tmp_path: Path) -> None:
    lines = [reddit_line("a", score=None), reddit_line("b", "a", body="[deleted]"), reddit_line("c", "b", score=3)]
    dump = written(tmp_path / "dump.ndjson", lines)
    records = pl.DataFrame([json.loads(line) for line in lines])
    made = records.with_columns(pl.from_epoch("created_utc"), pl.col("score").cast(pl.Float64).fill_null(float("nan")))
    made.write_parquet(tmp_path / "made.parquet")
    done(tmp_path / "made.parquet", tmp_path / "out")
    assert_same([*read_all(dump)], tmp_path / "out")
    assert table(tmp_path / "out", "edges").height == 2


def test_a_dump_of_hacker_news_made_into_a_table(tmp_path: Path) -> None:
    items = list(hacker_news())
    dump = written(tmp_path / "items.ndjson", map(json.dumps, items))
    pl.DataFrame(items, infer_schema_length=None).write_parquet(tmp_path / "items.parquet")
    done(tmp_path / "items.parquet", tmp_path / "out")
    assert_same([*read_all(dump)], tmp_path / "out")


@pytest.mark.parametrize(
    ("ids", "told", "answered"),
    [
        (["a", "b", "c"], ["t3_s", "t1_a", None], ["", "a", ""]),
        ([1, 2, 3], [None, 1.0, float("nan")], ["", "1", ""]),
        (["a", "b", "c"], ["", "a", None], ["", "a", None]),
        (["a", "b", "c"], [None, None, None], [None, None, None]),
    ],
)
def test_whom_a_row_of_a_table_answers(
    ids: list[object], told: list[object], answered: list[object], tmp_path: Path
) -> None:
    rows = {"id": ids, "text": ["One.", "Two.", "Three."], "parent_id": told}
    pl.DataFrame(rows, strict=False).write_parquet(tmp_path / "rows.parquet")
    done(tmp_path / "rows.parquet", tmp_path / "out")
    assert table(tmp_path / "out", "comments")["reply_to"].to_list() == answered


REVIEWS = {
    "called so": {"id": "abcd", "review_title": ["Broke", "Fine", "Re: Fine", None], "body": "wxyz"},
    "of products": {"id": "abcd", "asin": "1112", "title": ["Broke", "Fine", "So so", "Good"], "text": "wxyz"},
    "of posts": {"id": "abcd", "title": ["Ponds", "Ponds", "Mills", "Mills"], "comment": "wxyz"},
    "inherited": {"id": "abcd", "subject": ["Broke", "Broke", "Fine", "Re: Fine"], "text": "wxyz", "parent_id": "aaac"},
}


@pytest.mark.parametrize("columns", REVIEWS.values(), ids=REVIEWS.keys())
def test_headings_of_rows(columns: dict[str, Any], tmp_path: Path) -> None:
    pl.DataFrame({name: list(cells) for name, cells in columns.items()}).write_parquet(tmp_path / "rows.parquet")
    done(tmp_path / "rows.parquet", tmp_path / "out")
    said = {each.text for thread in read_all(tmp_path / "rows.parquet") for each in with_titles_said(thread).comments}
    assert set(table(tmp_path / "out", "comments")["text"]) == said
