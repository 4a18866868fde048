"""What is broken in a dump is counted and kept aside; what is good beside it is kept."""

import gzip
import json
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest

from discourse.bulk import linking, working
from discourse.bulk.formats import lines
from discourse.bulk.letters import DeadLetter
from discourse.bulk.opening import Sizes
from discourse.errors import BulkError
from tests.bulk.dumps import done, reddit_line, table, written


def letters(out: Path) -> list[DeadLetter]:
    return [
        msgspec.json.decode(line, type=DeadLetter)
        for line in (out / "dead_letters.jsonl").read_bytes().split(b"\n")
        if line
    ]


def ledger(out: Path) -> dict[str, Any]:
    return table(out, "ledger").row(0, named=True)


def test_lines_that_are_no_comments_are_dead_letters_with_their_place(tmp_path: Path) -> None:
    good = reddit_line("a")
    dump = written(
        tmp_path / "dump.ndjson", [good, '{"id": "b", "body"', good.replace('"a"', '"c"'), '{"id": [1]}', ""]
    )
    done(dump, tmp_path / "out")
    assert [(one.source, one.place, one.reason, one.begins) for one in letters(tmp_path / "out")] == [
        ("dump.ndjson", len(good) + 1, "not JSON", '{"id": "b", "body"'),
        ("dump.ndjson", 2 * len(good) + 21, "not as this format has it", '{"id": [1]}'),
    ]
    assert table(tmp_path / "out", "comments")["id"].to_list() == ["a", "c"]


def test_places_count_from_the_beginning_of_the_file(tmp_path: Path) -> None:
    lines = [*(reddit_line(f"c{n:03}") for n in range(200)), "{"]
    dump = written(tmp_path / "dump.ndjson", lines)
    done(dump, tmp_path / "out", sizes=Sizes(piece=1_000, shard=10_000))
    assert [one.place for one in letters(tmp_path / "out")] == [len("\n".join(lines)) - 1]


def test_bytes_that_are_not_utf_8_are_mended_and_counted(tmp_path: Path) -> None:
    dump = tmp_path / "dump.ndjson"
    dump.write_bytes(reddit_line("a", body="caf!").encode().replace(b"!", b"\xe9") + b"\n")
    manifest = done(dump, tmp_path / "out")
    assert manifest.totals is not None
    assert (manifest.totals.lines_mended, manifest.totals.dead_letters) == (1, 0)
    assert table(tmp_path / "out", "comments")["text"].to_list() == ["caf\ufffd"]


def test_half_a_surrogate_pair_is_no_text_and_a_dead_letter(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line("b"), reddit_line("a", body="x").replace('"x"', '"\\ud83d"')])
    done(dump, tmp_path / "out")
    assert table(tmp_path / "out", "comments")["id"].to_list() == ["b"]
    assert [one.reason for one in letters(tmp_path / "out")] == ["not JSON"]


def test_a_line_longer_than_any_comment_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (working, lines):
        monkeypatch.setattr(module, "LONGEST_LINE", 2_000)
    dump = written(tmp_path / "dump.ndjson", [reddit_line("a"), reddit_line("b", body="x" * 9_000), reddit_line("c")])
    done(dump, tmp_path / "out", sizes=Sizes(piece=500, shard=100_000))
    assert [one.reason for one in letters(tmp_path / "out")] == ["longer than 2,000 bytes"]
    assert table(tmp_path / "out", "comments")["id"].to_list() == ["a", "c"]


def zstd(data: bytes) -> bytes:
    from discourse.bulk.opening import zstd_library

    packed: bytes = zstd_library().compress(data)
    return packed


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_a_packed_dump_gives_what_the_plain_one_gives(pack: Any, tmp_path: Path) -> None:
    lines = [reddit_line(f"c{n}", f"c{n // 3}" if n else None) for n in range(400)]
    plain = written(tmp_path / "dump.ndjson", lines)
    (tmp_path / "packed").write_bytes(pack(plain.read_bytes()))
    done(plain, tmp_path / "plain", sizes=Sizes(piece=5_000, shard=1 << 20))
    done(tmp_path / "packed", tmp_path / "out", sizes=Sizes(piece=5_000, shard=1 << 20))
    assert table(tmp_path / "out", "replies").equals(table(tmp_path / "plain", "replies"))


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_of_a_packed_dump_that_is_cut_off_the_beginning_is_kept(pack: Any, tmp_path: Path) -> None:
    lines = "\n".join(reddit_line(f"c{n}", body=f"{n * 7919 % 10007} {n * 104729 % 99991}") for n in range(40_000))
    packed = pack(lines.encode())
    (tmp_path / "packed").write_bytes(packed[: len(packed) * 2 // 3])
    done(tmp_path / "packed", tmp_path / "out", sizes=Sizes(piece=1 << 20, shard=1 << 22))
    reasons = [one.reason for one in letters(tmp_path / "out")]
    assert any(reason.startswith("the file is cut off or broken") for reason in reasons)
    assert 10_000 < len(table(tmp_path / "out", "comments")) < 40_000


def test_an_id_that_comes_again_is_one_comment(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line("a"), reddit_line("b", "a"), reddit_line("a", body="Later.")])
    done(dump, tmp_path / "out")
    assert table(tmp_path / "out", "comments").select("id", "text").rows() == [("a", "Later."), ("b", "I said b.")]
    assert ledger(tmp_path / "out")["duplicates"] == 1


def test_the_same_id_in_two_threads_is_two_comments(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line("a"), reddit_line("a", thread="s2")])
    done(dump, tmp_path / "out")
    assert len(table(tmp_path / "out", "comments")) == 2


def test_cycles_orphans_and_answers_to_oneself_are_cut_and_counted(tmp_path: Path) -> None:
    lines = [
        reddit_line("a", "c"),
        reddit_line("b", "a"),
        reddit_line("c", "b"),
        reddit_line("d", "gone"),
        reddit_line("e", "e"),
    ]
    done(written(tmp_path / "dump.ndjson", lines), tmp_path / "out")
    assert table(tmp_path / "out", "replies").select("comment", "answers", "parent", "stated").rows() == [
        ("a", "unknown", None, "c"),
        ("b", "comment", "a", None),
        ("c", "comment", "b", None),
        ("d", "unknown", None, "gone"),
        ("e", "unknown", None, "e"),
    ]
    counted = ledger(tmp_path / "out")
    assert (counted["cycles"], counted["orphans"], counted["self_replies"]) == (1, 1, 1)


def test_a_chain_of_100_000_comments(tmp_path: Path) -> None:
    lines = [reddit_line(f"c{n}", f"c{n - 1}" if n else None) for n in range(100_000)]
    done(written(tmp_path / "dump.ndjson", lines), tmp_path / "out", sizes=Sizes())
    assert table(tmp_path / "out", "threads").select("comments", "max_depth", "max_width").row(0) == (
        100_000,
        100_000,
        1,
    )


def test_a_cycle_of_100_000_comments(tmp_path: Path) -> None:
    lines = [reddit_line(f"c{n}", f"c{(n - 1) % 100_000}") for n in range(100_000)]
    done(written(tmp_path / "dump.ndjson", lines), tmp_path / "out", sizes=Sizes())
    assert (ledger(tmp_path / "out")["cycles"], table(tmp_path / "out", "threads")["max_depth"][0]) == (1, 100_000)


def test_a_thread_of_20_000_comments(tmp_path: Path) -> None:
    lines = [reddit_line(f"c{n}", f"c{n // 2}" if n else None) for n in range(20_000)]
    done(written(tmp_path / "dump.ndjson", lines), tmp_path / "out", sizes=Sizes())
    assert table(tmp_path / "out", "threads").select("comments", "max_depth").row(0) == (20_000, 16)


def test_an_empty_dump(tmp_path: Path) -> None:
    (tmp_path / "dump.ndjson").write_bytes(b"")
    manifest = done(tmp_path / "dump.ndjson", tmp_path / "out")
    assert manifest.totals is not None
    assert (manifest.totals.rows["comments"], manifest.totals.dead_letters) == (0, 1)


def test_pages_that_cannot_be_read_cost_themselves_alone(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    said = [
        {"id": "1", "text": "Why?", "author": "Ann"},
        {"id": "2", "text": "Because.", "author": "Ben", "reply_to": "1"},
    ]
    (folder / "good.json").write_text(json.dumps(said), "utf-8")
    done(folder, tmp_path / "out")
    assert table(tmp_path / "out", "comments")["text"].to_list() == ["Why?", "Because."]
    assert [one.source for one in letters(tmp_path / "out")] == ["pages/broken.pdf"]


@pytest.mark.parametrize("name", ["=1+1", "../../x", "a\x00b", "<script>", "💥" * 500])
def test_odd_names_of_threads_are_only_names(name: str, tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line("a", thread=name)])
    done(dump, tmp_path / "out")
    assert table(tmp_path / "out", "comments")["thread"].to_list() == [name]


@pytest.mark.parametrize("fault", [ValueError("a fault of ours"), pl.exceptions.PanicException("one in Rust")])
def test_a_thread_that_is_poison_is_a_dead_letter_and_the_others_are_kept(
    fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked = linking.linked

    def faulty(threads: Any) -> Any:
        if (threads.comments["text"] == "poison").any():
            raise fault
        return linked(threads)

    monkeypatch.setattr(working, "linked", faulty)
    lines = [reddit_line("a"), reddit_line("b", thread="s2", body="poison"), reddit_line("c", thread="s3")]
    done(written(tmp_path / "dump.ndjson", lines), tmp_path / "out")
    assert table(tmp_path / "out", "comments")["id"].to_list() == ["a", "c"]
    assert [(one.begins, one.reason) for one in letters(tmp_path / "out")] == [
        ("s2", "a fault in discourse at this thread of 1 rows (ValueError); please report it")
    ]


def test_a_damaged_table_costs_no_other_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder / "good.ndjson", [reddit_line("a")])
    (folder / "stub.parquet").write_bytes(b"PAR1")
    pl.DataFrame({"id": ["x"] * 5_000, "text": [f"Text {n}." for n in range(5_000)]}).write_parquet(
        folder / "bad.parquet"
    )
    whole = (folder / "bad.parquet").read_bytes()
    (folder / "bad.parquet").write_bytes(whole[:4] + b"\xff" * 2_000 + whole[2_004:])
    done(folder, tmp_path / "out")
    assert table(tmp_path / "out", "comments")["id"].to_list() == ["a"]
    assert [(one.source, "cannot be read" in one.reason) for one in letters(tmp_path / "out")] == [
        ("in/bad.parquet", True),
        ("in/stub.parquet", True),
    ]


def test_a_cell_that_is_no_comment_costs_its_row_alone(tmp_path: Path) -> None:
    long = "x" * 11_000_000
    written(tmp_path / "rows.csv", ["id,author,text", f'1,Ann,"{long}"', "2,Ben,I do not think so."])
    done(tmp_path / "rows.csv", tmp_path / "out")
    assert table(tmp_path / "out", "comments")["id"].to_list() == ["2"]
    assert ledger(tmp_path / "out")["skipped"] == 1


def test_the_output_is_a_file(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.ndjson", [reddit_line("a")])
    with pytest.raises(BulkError, match=r"out: this is a file; give a new folder with -o"):
        done(dump, written(tmp_path / "out", ["mine"]))
    assert (tmp_path / "out").read_text("utf-8") == "mine\n"
