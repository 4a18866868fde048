"""What workers do: each task in a function that can be done again at any time, with the same bytes as its result."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import msgspec
import numpy as np
import polars as pl

from discourse.bulk.formats import line_format
from discourse.bulk.formats.lines import LONGEST_LINE
from discourse.bulk.grouping import grouped
from discourse.bulk.letters import DeadLetter, letter_lines
from discourse.bulk.linking import linked
from discourse.bulk.roots import find_roots, stories_of
from discourse.bulk.rows import Taken, filled, frame_of
from discourse.bulk.store import (
    CODEBOOK_FILE,
    GROUPED,
    PIECES,
    SHARDS,
    TABLES,
    done_name,
    no_room,
    raw_name,
    read_block,
    whole_file,
    write_piece,
    write_record,
    write_whole,
)
from discourse.bulk.tables import structure_tables
from discourse.bulk.tasks import (
    AnalyseShard,
    FindRoots,
    GroupPiece,
    PieceDone,
    ReadLines,
    ReadPages,
    ReadTable,
    ShardDone,
    Task,
)
from discourse.codebook import Codebook
from discourse.errors import BulkError, panics_told
from discourse.spared import uncollected

_AT_ONCE = 4 * 1024**2
"""Bytes of lines that are taken at once: what comes of them stays near the processor until it is in columns."""
_FAULTS = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError, pl.exceptions.PolarsError)
"""What a fault of ours at one thread may raise: it must not cost the user the others."""
_LEVEL = 1
"""The level of Zstandard: higher ones cost more time than they save room."""


def work(folder: str, task: Task) -> Task:
    """Do a task in the folder of a run, and return it. Raises BulkError where the disk or the memory is full."""
    place = Path(folder)
    try:
        with uncollected():
            _do(place, task)
    except MemoryError:
        raise BulkError(_no_memory(place)) from None
    except (OSError, pl.exceptions.ComputeError) as error:
        if isinstance(error, OSError):
            raise BulkError(no_room(place, error)) from None
        raise
    return task


def _no_memory(folder: Path) -> str:
    return (
        f"{folder}: there is not enough memory for a part of the run; give it more, or fewer --workers, and run "
        "the same command with --resume: what is done is kept"
    )


def _do(folder: Path, task: Task) -> None:
    match task:
        case AnalyseShard():
            _analyse(folder, task)
        case ReadLines():
            _keep(folder, task.number, task.shards, _lines_taken(task))
            if task.passing:
                Path(task.path).unlink(missing_ok=True)
        case ReadPages():
            from discourse.bulk.formats.pages import pages_taken

            _keep(folder, task.number, task.shards, [pages_taken(task.paths, task.sources)])
        case ReadTable():
            from discourse.bulk.formats.tables import table_taken

            _keep(folder, task.number, task.shards, [table_taken(task.path, task.source, task.start, task.stop)])
        case FindRoots():
            find_roots(folder, task.pieces)
            write_whole(folder, done_name(GROUPED, task.number), b"{}\n")
        case GroupPiece():
            rows = pl.read_ipc_stream(folder / raw_name(task.number))
            write_piece(folder, task.number, _by_shard(_with_stories(folder, rows), task.shards))
            write_whole(folder, done_name(GROUPED, task.number), b"{}\n")


def _lines_taken(task: ReadLines) -> Iterator[Taken]:
    """Yield what the lines that begin in a stretch of a file hold, some at once; one too long may be cut off."""
    taken = line_format(task.format).taken
    with Path(task.path).open("rb") as file:
        cuts = [task.start, *range(task.start + _AT_ONCE, task.stop, _AT_ONCE), task.stop]
        for start, stop in pairwise(_line_start(file, cut) for cut in cuts):
            file.seek(start)
            lines = file.read(min(stop - start, _AT_ONCE + LONGEST_LINE + 1))
            yield taken(lines, task.offset + start, task.source)


def _line_start(file: BinaryIO, place: int) -> int:
    """Return where the first line begins at a byte of a file or after it."""
    if not place:
        return 0
    file.seek(place - 1)
    while (piece := file.readline(LONGEST_LINE)) and not piece.endswith(b"\n"):
        pass
    return file.tell()


def _keep(folder: Path, number: int, shards: int, taken: Iterable[Taken]) -> None:
    """Write a piece of the input: its rows for each shard (all together for 0), its dead letters, that it is done."""
    frames: list[pl.DataFrame] = []
    dead: list[DeadLetter] = []
    mended = 0
    for one in taken:
        frames.append(frame_of(one.columns))
        dead += one.dead
        mended += one.mended
    # in one stretch rows are sorted four times as fast
    rows = pl.concat(frames, how="vertical_relaxed", rechunk=True)
    if shards:
        write_piece(folder, number, _by_shard(rows, shards))
    else:
        with whole_file(folder, raw_name(number)) as place:
            rows.write_ipc_stream(place, compression="uncompressed")
    if dead:
        write_whole(folder, f"{PIECES}/{number:06}.dead.jsonl", letter_lines(dead))
    done = PieceDone(rows=rows.height, dead=len(dead), mended=mended)
    write_record(folder, done_name(PIECES, number), done)


def _by_shard(rows: pl.DataFrame, shards: int) -> list[pl.DataFrame]:
    """Return the rows of each shard: a thread's all go where a checksum of its name says, on any machine."""
    names = rows["thread"].unique()
    known = pl.Series([crc32(name.encode()) % shards for name in names.to_list()], dtype=pl.Int64)
    shard = rows["thread"].replace_strict(names, known).to_numpy()
    order = np.argsort(shard, kind="stable")
    cuts = np.searchsorted(shard[order], np.arange(shards + 1)).tolist()
    sorted_rows = rows[order]
    return [sorted_rows[first:last] for first, last in pairwise(cuts)]


def _with_stories(folder: Path, rows: pl.DataFrame) -> pl.DataFrame:
    """Return items with the stories found for them; what answers a story that is known answers the article."""
    found = stories_of(folder, rows["id"])
    parent = rows["parent"]
    known = found.known | (rows["thread"] != "")
    answers_it = ((parent == found.story) & known).fill_null(value=False)
    return rows.with_columns(found.story.alias("thread"), parent=parent.set(answers_it, ""))


def _analyse(folder: Path, task: AnalyseShard) -> None:
    dead: list[DeadLetter] = []
    try:
        with panics_told():
            done = _written(folder, task, _rows(folder, task))
    except _FAULTS:
        rows, dead = _without_poison(folder, task, _rows(folder, task))
        done = _written(folder, task, rows)
    if dead:
        write_whole(folder, f"{PIECES}/shard-{task.number:06}.dead.jsonl", letter_lines(dead))
    write_record(folder, done_name(SHARDS, task.number), done)


def _rows(folder: Path, task: AnalyseShard) -> pl.DataFrame:
    blocks = (read_block(folder, piece, task.number, task.shards) for piece in range(task.pieces))
    return filled([block for block in blocks if block is not None])


def _written(folder: Path, task: AnalyseShard, rows: pl.DataFrame) -> ShardDone:
    """Write all tables of a shard, each when it is made, and return what they come to."""
    counts = dict.fromkeys(TABLES, 0)
    sums: dict[str, int] = {}
    for name, table in _tables(folder, task, rows):
        with whole_file(folder, f"{name}/{task.number:05}.parquet") as place:
            _write_parquet(folder, table, place)
        counts[name] = table.height
        if name == "ledger":
            sums = table.select(pl.exclude("thread", "declared").sum()).row(0, named=True)
    return ShardDone(rows=counts, ledger=sums)


def _tables(folder: Path, task: AnalyseShard, rows: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield all tables of some rows with their names."""
    threads = grouped(rows)
    del rows
    links = linked(threads)
    yield from structure_tables(threads, links)
    if task.variables:
        from discourse.bulk.coding import coding_table

        yield "codings", coding_table(threads, links, _codebook(folder / CODEBOOK_FILE), task.variables)


def _without_poison(folder: Path, task: AnalyseShard, rows: pl.DataFrame) -> tuple[pl.DataFrame, list[DeadLetter]]:
    """Return the rows without the threads at which something of ours fails, and a dead letter for each of these."""
    dead: dict[str, DeadLetter] = {}
    for (name,), own in rows.group_by("thread", maintain_order=True):
        try:
            with panics_told():
                for _ in _tables(folder, task, own):
                    pass
        except _FAULTS as fault:
            reason = (
                f"a fault in discourse at this thread of {own.height:,} rows ({type(fault).__name__}); please report it"
            )
            dead[str(name)] = DeadLetter(source=str(own["source"][0]), place=0, reason=reason, begins=str(name))
    return rows.filter(~pl.col("thread").is_in(sorted(dead))), [dead[name] for name in sorted(dead)]


def _write_parquet(folder: Path, table: pl.DataFrame, place: Path) -> None:
    try:
        table.write_parquet(place, compression="zstd", compression_level=_LEVEL, statistics=False)
    except pl.exceptions.ComputeError as error:
        raise BulkError(no_room(folder, OSError(str(error)))) from None


@cache
def _codebook(path: Path) -> Codebook:
    return msgspec.json.decode(path.read_bytes(), type=Codebook)
