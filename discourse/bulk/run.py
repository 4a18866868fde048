"""A run from beginning to end: read all pieces, analyse all shards, say what it came to.

This process only gives out tasks; it holds nothing of the input.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from discourse.bulk.engines import Engine
from discourse.bulk.manifest import (
    MANIFEST,
    TABLES_VERSION,
    CodedBy,
    Held,
    Manifest,
    Totals,
    check_same,
    manifest_in,
)
from discourse.bulk.opening import Input, Sizes, inputs_of, reading_tasks, sha256_of, shards_of, sizes_of
from discourse.bulk.store import (
    CODEBOOK_FILE,
    GROUPED,
    LINES,
    PIECES,
    SHARDS,
    TABLES,
    WORK,
    Record,
    done_name,
    no_room,
    read_record,
    shard_bytes,
    write_record,
    write_whole,
)
from discourse.bulk.tasks import AnalyseShard, FindRoots, GroupPiece, PieceDone, ReadLines, ReadTable, ShardDone, Task
from discourse.codebook import Codebook
from discourse.errors import BulkError
from discourse.model import Variable

DEAD_LETTERS = "dead_letters.jsonl"
_READ = f"{WORK}/read.json"
_ROOTS = 999_999
"""The number of the task that finds the stories: that of no piece."""


class Asked(NamedTuple):
    """What a run is to do: of which sources, by which codebook, coding which variables (none: structure alone)."""

    sources: Sequence[Path]
    codebook: Codebook | None
    variables: tuple[Variable, ...]
    sizes: Sizes | None = None
    """None: those that suit the input."""


class _Read(msgspec.Struct, frozen=True, kw_only=True):
    """That all of the input is read, and how many pieces it has."""

    pieces: int


def run(asked: Asked, folder: Path, engine: Engine, resume: bool = False) -> Manifest:
    """Analyse all threads of the sources, write the tables into a folder, and return its manifest.

    With ``resume`` what was done there before is kept. Raises BulkError where the folder holds something else, or
    another run; where the disk or the memory is full, it holds what is done, and the run can be resumed.
    """
    inputs = inputs_of(asked.sources)
    manifest = _begun(asked, inputs)
    if folder.exists() and not folder.is_dir():
        raise BulkError(f"{folder}: this is a file; give a new folder with -o")
    before = manifest_in(folder)
    _check_folder(folder, before, manifest, resume)
    if before is None or before.totals is None:
        _prepare(folder, asked, manifest)
        for _ in engine(folder, _stages(folder, inputs, manifest)):
            pass
        write_whole(folder, DEAD_LETTERS, _dead_letters(folder))
        manifest = msgspec.structs.replace(manifest, totals=_totals(folder, manifest.shards))
        write_record(folder, MANIFEST, manifest)
    else:
        manifest = before
    shutil.rmtree(folder / WORK, ignore_errors=True)
    return manifest


def _begun(asked: Asked, inputs: Sequence[Input]) -> Manifest:
    from discourse import __version__

    book = asked.codebook
    sizes = asked.sizes or sizes_of(inputs)
    return Manifest(
        discourse=__version__,
        tables_version=TABLES_VERSION,
        codebook=None if book is None else CodedBy(title=book.title, version=book.version, hash=book.hash),
        variables=asked.variables,
        sizes=sizes,
        shards=shards_of(inputs, sizes),
        inputs=tuple(
            Held(name=each.name, bytes=each.bytes, sha256=sha256_of(each.path), format=each.format) for each in inputs
        ),
    )


def _check_folder(folder: Path, before: Manifest | None, now: Manifest, resume: bool) -> None:
    if before is not None and resume:
        check_same(folder, before, now)
    elif before is not None:
        raise BulkError(
            f"{folder}: there is a run in this folder already; go on with it by --resume, or give another with -o"
        )
    elif folder.exists() and ({path.name for path in folder.iterdir()} - {WORK, CODEBOOK_FILE}):
        raise BulkError(f"{folder}: this is no empty folder; give a new one with -o")


def _prepare(folder: Path, asked: Asked, manifest: Manifest) -> None:
    """Make the folder with its manifest; what it is to be done with is there before anything is done."""
    try:
        (folder / WORK).mkdir(parents=True, exist_ok=True)
        for left in (folder / WORK).glob("unfinished-*"):
            left.unlink()
        if asked.codebook is not None:
            book = msgspec.json.format(msgspec.json.encode(asked.codebook), indent=1)
            write_whole(folder, CODEBOOK_FILE, book + b"\n")
        write_record(folder, MANIFEST, manifest)
        for name in (PIECES, GROUPED, SHARDS, LINES, *TABLES):
            if name != "codings" or asked.variables:
                (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if not (folder / WORK).is_dir():
            why = error.strerror or error
            raise BulkError(f"{folder}: the run cannot be written here ({why}); name another folder with -o") from None
        raise BulkError(no_room(folder, error)) from None


def _is_done(folder: Path, kind: str, number: int) -> bool:
    return (folder / done_name(kind, number)).exists()


def _stages(folder: Path, inputs: Sequence[Input], manifest: Manifest) -> Iterator[Iterable[Task]]:
    """Yield what is to be done and is not done yet: reading all of the input, then analysing all shards."""
    if not (folder / _READ).exists():
        yield from _reading(folder, inputs, manifest)
    pieces = _record(folder, _READ, _Read).pieces
    undone = [number for number in range(manifest.shards) if not _is_done(folder, SHARDS, number)]
    size = shard_bytes(folder, pieces, manifest.shards) if undone else []
    # the largest come first, so that no worker has much to do when the others are done
    yield (
        AnalyseShard(number=number, shards=manifest.shards, pieces=pieces, variables=manifest.variables)
        for number in sorted(undone, key=lambda number: -size[number])
    )


def _reading(folder: Path, inputs: Sequence[Input], manifest: Manifest) -> Iterator[Iterable[Task]]:
    """Yield the stages that read all of the input, and write down how many pieces it has."""
    numbers: list[int] = []
    later: list[int] = []

    def undone() -> Iterator[Task]:
        for task in reading_tasks(folder, inputs, manifest.shards, manifest.sizes):
            numbers.append(task.number)
            if isinstance(task, ReadLines | ReadTable) and not task.shards:
                later.append(task.number)
            if not _is_done(folder, PIECES, task.number):
                yield task

    yield undone()
    if later:
        yield from _grouping(folder, tuple(later), manifest.shards)
    write_record(folder, _READ, _Read(pieces=len(numbers)))


def _grouping(folder: Path, pieces: tuple[int, ...], shards: int) -> Iterator[Iterable[Task]]:
    """Yield the stages that group the pieces whose comments do not say which thread they belong to."""
    find: Task = FindRoots(number=_ROOTS, pieces=pieces)
    group: list[Task] = [GroupPiece(number=number, shards=shards) for number in pieces]
    for tasks in ([find], group):
        yield (task for task in tasks if not _is_done(folder, GROUPED, task.number))


def _dead_letters(folder: Path) -> bytes:
    """Return the dead letters of all inputs and pieces, in their order."""
    return b"".join(path.read_bytes() for path in sorted((folder / PIECES).glob("*.dead.jsonl")))


def _totals(folder: Path, shards: int) -> Totals:
    pieces = _record(folder, _READ, _Read).pieces
    read = [_record(folder, done_name(PIECES, number), PieceDone) for number in range(pieces)]
    done = [_record(folder, done_name(SHARDS, number), ShardDone) for number in range(shards)]
    return Totals(
        rows_read=sum(one.rows for one in read),
        dead_letters=_dead_letters(folder).count(b"\n"),
        lines_mended=sum(one.mended for one in read),
        rows={name: sum(one.rows.get(name, 0) for one in done) for name in TABLES},
        ledger={name: sum(one.ledger[name] for one in done) for name in done[0].ledger},
    )


def _record(folder: Path, name: str, kind: type[Record]) -> Record:
    found = read_record(folder / name, kind)
    if found is None:
        raise BulkError(f"{folder / name}: this file of the run is gone; give a new folder, and run again")
    return found
