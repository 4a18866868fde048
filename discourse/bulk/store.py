"""The folder of a run: whole files or none, the pieces of the input, and what is done already.

A *piece* is a part of the input that is read at once. Its rows stand in one file as a block for each shard, so that a
shard takes from each piece one stretch of bytes; at the end of the file stand where the blocks begin.
"""

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

import msgspec

from discourse.errors import BulkError

if TYPE_CHECKING:
    import polars as pl

WORK = "work"
PIECES = f"{WORK}/pieces"
GROUPED = f"{WORK}/grouped"
SHARDS = f"{WORK}/shards"
LINES = f"{WORK}/lines"
TABLES = ("comments", "replies", "codings", "threads", "edges", "ledger")
"""The tables of a run, each a folder of Parquet files."""
CODEBOOK_FILE = "codebook.json"
_BYTES = 8
Record = TypeVar("Record", bound=msgspec.Struct)


@contextmanager
def whole_file(folder: Path, name: str) -> Iterator[Path]:
    """Yield where to write a file of the run's folder; it takes its place when all of it is written.

    Whatever ends the process meanwhile leaves the file as it was. Raises BulkError where the disk is full.
    """
    place = folder / WORK / f"unfinished-{uuid4().hex}"
    try:
        yield place
        place.replace(folder / name)
    except OSError as error:
        raise BulkError(no_room(folder, error)) from None
    finally:
        place.unlink(missing_ok=True)


def write_whole(folder: Path, name: str, data: bytes) -> None:
    """Write a file of the run's folder whole or not at all."""
    with whole_file(folder, name) as place:
        place.write_bytes(data)


def no_room(folder: Path, error: OSError) -> str:
    """Return the sentence for a file that cannot be written."""
    return (
        f"{folder}: a file of the run cannot be written ({error.strerror or error}); make room, and run the same "
        "command with --resume: what is done is kept"
    )


def write_record(folder: Path, name: str, record: msgspec.Struct) -> None:
    """Write a record as JSON, whole or not at all."""
    write_whole(folder, name, msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")


def read_record(path: Path, kind: type[Record]) -> Record | None:
    """Return a record that was written, ``None`` where it was not."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (msgspec.MsgspecError, UnicodeError):
        raise BulkError(
            f"{path}: this is not what a run wrote there; give a new folder, or delete this one and run again"
        ) from None


def piece_name(number: int) -> str:
    """Return the name of a piece's file in the run's folder."""
    return f"{PIECES}/{number:06}.rows"


def raw_name(number: int) -> str:
    """Return the name of the file of a piece whose rows are not grouped yet, in the run's folder."""
    return f"{PIECES}/{number:06}.raw"


def done_name(kind: str, number: int) -> str:
    """Return the name of the file that says that a piece or a shard is done."""
    return f"{kind}/{number:06}.json"


def write_piece(folder: Path, number: int, blocks: Sequence["pl.DataFrame"]) -> None:
    """Write the rows of a piece, one block a shard."""
    with whole_file(folder, piece_name(number)) as place, place.open("wb") as file:
        starts = [0]
        for block in blocks:
            if block.height:
                held = io.BytesIO()
                block.write_ipc_stream(held, compression="uncompressed")
                file.write(held.getbuffer())
            starts.append(file.tell())
        file.write(b"".join(start.to_bytes(_BYTES, "little") for start in starts))


def shard_bytes(folder: Path, pieces: int, shards: int) -> list[int]:
    """Return how many bytes each shard has in all pieces together."""
    sums = [0] * shards
    for piece in range(pieces):
        with (folder / piece_name(piece)).open("rb") as file:
            file.seek(-_BYTES * (shards + 1), os.SEEK_END)
            starts = [int.from_bytes(file.read(_BYTES), "little") for _ in range(shards + 1)]
        sums = [held + stop - start for held, (start, stop) in zip(sums, pairwise(starts), strict=True)]
    return sums


def read_block(folder: Path, piece: int, shard: int, shards: int) -> "pl.DataFrame | None":
    """Return the rows that a piece has for a shard, ``None`` where it has none."""
    import polars as pl

    with (folder / piece_name(piece)).open("rb") as file:
        file.seek(-_BYTES * (shards + 1 - shard), os.SEEK_END)
        start, stop = (int.from_bytes(file.read(_BYTES), "little") for _ in range(2))
        file.seek(start)
        return pl.read_ipc_stream(io.BytesIO(file.read(stop - start))) if stop > start else None
