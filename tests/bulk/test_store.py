"""The pieces of a run's folder."""

from pathlib import Path

import polars as pl

from discourse.bulk.store import PIECES, read_block, shard_bytes, write_piece


def test_a_shard_takes_its_block_from_each_piece(tmp_path: Path) -> None:
    (tmp_path / PIECES).mkdir(parents=True)
    few, many = pl.DataFrame({"id": ["a"]}), pl.DataFrame({"id": ["b" * 100] * 9})
    write_piece(tmp_path, 0, [few, pl.DataFrame(), many])
    write_piece(tmp_path, 1, [few, pl.DataFrame(), few])
    assert [read_block(tmp_path, piece, 2, 3) is None for piece in range(2)] == [False, False]
    assert read_block(tmp_path, 0, 1, 3) is None
    small, none, large = shard_bytes(tmp_path, 2, 3)
    assert none == 0
    assert large > small > 0
