"""What a run writes: its tables, its manifest, and what it refuses."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from discourse.bulk.manifest import manifest_in
from discourse.bulk.opening import Sizes
from discourse.bulk.run import Asked, run
from discourse.codebook import load_codebook
from discourse.errors import BulkError
from tests.bulk.dumps import SMALL, done, here, reddit_line, table, written

LINES = [
    '{"id": "s1", "title": "The mill reopens", "selftext": "At last.", "num_comments": 5, "subreddit": "town",'
    ' "author": "Odile", "created_utc": 1699999900}',
    reddit_line("a", body="Where is the evidence?", author="Ann"),
    reddit_line("x", thread="s2", author="Zoe", body="It is a fine mill."),
    reddit_line("b", "a", body="I saw it myself. You are wrong.", author="Ben", created_utc=1_700_000_060),
    reddit_line("c", "b", body="No, you are.", author="Ann", created_utc=1_700_000_120),
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    dump = written(tmp_path / "dump.ndjson", LINES)
    done(dump, tmp_path / "out", load_codebook("general"), ("claim", "reply_stance"))
    return tmp_path / "out"


def test_a_thread_is_together_though_its_lines_are_not(out: Path) -> None:
    assert table(out, "comments").select("thread", "number", "id", "depth").rows() == [
        ("s1", 1, "a", 1),
        ("s1", 2, "b", 2),
        ("s1", 3, "c", 3),
        ("s2", 1, "x", 1),
    ]


def test_replies_say_what_is_answered(out: Path) -> None:
    assert table(out, "replies").select("comment", "answers", "parent", "kind", "probability").rows() == [
        ("a", "article", None, "explicit", 1.0),
        ("b", "comment", "a", "explicit", 1.0),
        ("c", "comment", "b", "explicit", 1.0),
        ("x", "article", None, "explicit", 1.0),
    ]


def test_threads_have_their_article_and_measures(out: Path) -> None:
    columns = ("thread", "title", "published", "declared", "comments", "max_depth", "alternation", "minutes_to_first")
    assert table(out, "threads").select(columns).rows() == [
        ("s1", "The mill reopens", "2023-11-14T22:11:40+00:00", 5, 3, 3, 1.0, pytest.approx(100 / 60)),
        ("s2", None, None, None, 1, 1, None, None),
    ]


def test_a_thread_without_its_article_has_the_community_of_its_comments(out: Path) -> None:
    assert table(out, "threads").select("thread", "community").rows() == [("s1", "town"), ("s2", "town")]


def test_edges_count_who_answers_whom(out: Path) -> None:
    assert table(out, "edges").rows() == [("s1", "Ann", "Ben", 1), ("s1", "Ben", "Ann", 1)]


def test_codings_are_those_asked_for(out: Path) -> None:
    codings = table(out, "codings")
    assert codings.filter(pl.col("comment") == "a").select("variable", "target", "code", "start", "end").rows() == [
        ("claim", "evidence_demanded", "asserts", 0, 21),
        ("reply_stance", None, "query", 0, 22),
    ]
    assert codings["variable"].cast(pl.String).unique().sort().to_list() == ["claim", "reply_stance"]


def test_the_target_of_a_reply_stance_is_the_parent(out: Path) -> None:
    found = table(out, "codings").filter(pl.col("variable") == "reply_stance")
    assert found.select("comment", "target").rows() == [("a", None), ("b", "a"), ("c", "b"), ("x", None)]


def test_times_are_there_as_text_and_as_moments(out: Path) -> None:
    row = table(out, "comments").row(0, named=True)
    assert (row["posted"], row["posted_at"]) == ("2023-11-14T22:13:20+00:00", datetime(2023, 11, 14, 22, 13, 20))


def test_the_manifest_says_what_it_was_made_of_and_came_to(out: Path) -> None:
    manifest = manifest_in(out)
    assert manifest is not None
    assert manifest.totals is not None
    assert manifest.codebook is not None
    assert manifest.codebook.hash == load_codebook("general").hash
    assert [(one.name, one.format) for one in manifest.inputs] == [("dump.ndjson", "reddit")]
    assert (manifest.totals.rows_read, manifest.totals.rows["comments"], manifest.totals.ledger["captured"]) == (
        5,
        4,
        4,
    )


def test_nothing_but_results_is_left(out: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == [
        *("codebook.json", "codings", "comments", "dead_letters.jsonl", "edges", "ledger", "manifest.json"),
        *("replies", "threads"),
    ]


def test_pieces_and_shards_of_any_size_give_the_same_rows(tmp_path: Path) -> None:
    lines = [reddit_line(f"c{n}", f"c{n // 2}" if n > 9 else None, f"s{n % 7}") for n in range(300)]
    dump = written(tmp_path / "dump.ndjson", lines)
    tables = []
    for piece, shard in ((700, 100_000), (9_000, 2_000), (1 << 20, 1 << 20)):
        out = tmp_path / f"{piece}"
        done(dump, out, sizes=Sizes(piece=piece, shard=shard))
        tables.append([table(out, name) for name in ("comments", "replies", "threads", "edges", "ledger")])
    assert all(one.equals(other) for one, other in zip(tables[0], tables[1], strict=True))
    assert all(one.equals(other) for one, other in zip(tables[0], tables[2], strict=True))


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", LINES)
    with pytest.raises(BulkError, match=r"this is no empty folder; give a new one with -o"):
        done(dump, tmp_path)


def test_a_run_is_not_written_over(tmp_path: Path, out: Path) -> None:
    with pytest.raises(BulkError, match=r"there is a run in this folder already; go on with it by --resume"):
        done(tmp_path / "dump.ndjson", out)


def test_resuming_a_run_that_is_done_changes_nothing(tmp_path: Path, out: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    asked = Asked([tmp_path / "dump.ndjson"], load_codebook("general"), ("claim", "reply_stance"), SMALL)
    run(asked, out, here, resume=True)
    assert {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()} == before


def test_resume_refuses_the_work_of_another_codebook(tmp_path: Path, out: Path) -> None:
    asked = Asked([tmp_path / "dump.ndjson"], load_codebook("proxy-war"), ("claim", "reply_stance"))
    with pytest.raises(BulkError, match=r"begun with the codebook “General” 4 \(\w{12}\), not “Proxy war” 3"):
        run(asked, out, here, resume=True)


def test_resume_refuses_the_work_of_another_version(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discourse.__version__", "9.9")
    asked = Asked([tmp_path / "dump.ndjson"], load_codebook("general"), ("claim", "reply_stance"))
    with pytest.raises(BulkError, match=r"begun with discourse \S+ \(tables 1\), not 9\.9 \(tables 1\)"):
        run(asked, out, here, resume=True)


def test_resume_refuses_other_input(tmp_path: Path, out: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", LINES[:3])
    asked = Asked([dump], load_codebook("general"), ("claim", "reply_stance"))
    with pytest.raises(BulkError, match=r"begun with the input dump\.ndjson \(\w{12}\), not dump\.ndjson \(\w{12}\)"):
        run(asked, out, here, resume=True)


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BulkError, match=r"gone\.ndjson: there is no such file or folder; check the name"):
        done(tmp_path / "gone.ndjson", tmp_path / "out")
