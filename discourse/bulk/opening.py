"""What a run is given, opened: which format each file has, and the tasks that read all of it.

A plain file of lines is read by stretches. A packed one (.zst, .gz, .bz2, .xz) can only be unpacked from its beginning;
that is done here, into files of lines that are deleted when they are read. Only some of them lie there at any time.
"""

import bz2
import gzip
import hashlib
import lzma
import sys
import zlib
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

import msgspec

from discourse.bulk.letters import DeadLetter, letter_lines
from discourse.bulk.store import LINES, PIECES, done_name, write_whole
from discourse.bulk.tasks import ReadLines, ReadPages, ReadTable, Task
from discourse.errors import BulkError

PAGES_AT_ONCE, PAGE_BYTES = 64, 16 * 1024**2
"""Files of pages in a piece, and their bytes together."""
ROWS_AT_ONCE = 50_000
"""Rows of a table in a piece."""
_SWELLS = 8
"""How much larger packed comments are when unpacked, about; only the number of shards depends on it."""
_LOOKED_AT = _STEP = 1 << 20
MOST_SHARDS = 4096
GROUPED_LATER = frozenset({"hackernews"})
"""Formats in which a comment need not say which thread it belongs to."""
_CORPUS = "utterances.jsonl"
_MAGIC = {b"\x28\xb5\x2f\xfd": "zstd", b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ": "lzma"}


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes of lines in a piece, the most that a worker holds of them, and those that make one shard, about."""

    piece: int = 32 * 1024**2
    shard: int = 16 * 1024**2


_LEAST_PIECE, _MOST_PIECE = 8 * 1024**2, 32 * 1024**2
_PIECES = 64
"""So many pieces a dump has, as long as they are neither too small nor too large; small ones cost less time each."""


class Input(NamedTuple):
    """One file of the input: what it is called, where it lies, how it is packed and which format its lines have.

    ``format`` is ``"pages"`` for a file that a reader takes whole, ``"table"`` for a Parquet table.
    """

    name: str
    path: Path
    bytes: int
    packed: str | None
    format: str


def inputs_of(sources: Sequence[Path]) -> list[Input]:
    """Return the files that the sources are or hold, by name. Raises BulkError where there is nothing to read."""
    found = [opened(name, path.resolve()) for source in sources for name, path in _files(source)]
    if not found:
        raise BulkError(
            f"{', '.join(map(str, sources))}: there is no file to read; give dumps, tables or folders of pages"
        )
    return found


def _files(source: Path) -> Iterator[tuple[str, Path]]:
    if not source.exists():
        raise BulkError(f"{source}: there is no such file or folder; check the name")
    if source.is_file():
        yield source.name, source
    elif (source / _CORPUS).is_file():
        yield f"{source.name}/{_CORPUS}", source / _CORPUS
    else:
        inside = sorted(path for path in source.rglob("*") if path.is_file() and not path.name.startswith("."))
        yield from ((path.relative_to(source.parent).as_posix(), path) for path in inside)


def opened(name: str, path: Path) -> Input:
    """Return a file with its format. Raises BulkError where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(6)
        packed = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), None)
        size = path.stat().st_size
        beginning = next(_unpacked(path, packed, []), b"")[:_LOOKED_AT] if packed else _beginning(path)
    except OSError as error:
        raise BulkError(f"{path}: the file cannot be read ({error.strerror or error}); check it") from None
    return Input(name, path, size, packed, _of_parquet(path) if head.startswith(b"PAR1") else _format(beginning))


def _of_parquet(path: Path) -> str:
    """Return what a Parquet file is taken for: one that is damaged for a page, whose reader says what is wrong."""
    import polars as pl

    try:
        pl.read_parquet_schema(path)
    except pl.exceptions.PolarsError:
        return "pages"
    return "table"


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LOOKED_AT)


def _format(beginning: bytes) -> str:
    """Return the format of lines that a file begins with; the first lines may be broken."""
    from discourse.bulk.formats import format_of

    for line in beginning.split(b"\n")[:50]:
        try:
            first = msgspec.json.decode(line.decode("utf-8", "replace").removeprefix("\ufeff"))
        except (msgspec.MsgspecError, RecursionError):
            continue
        found = format_of(first) if isinstance(first, dict) else None
        if found:
            return found
    return "pages"


def sizes_of(inputs: Sequence[Input]) -> Sizes:
    """Return the sizes that suit some inputs: by their bytes alone."""
    return Sizes(piece=min(max(_swollen(inputs) // _PIECES, _LEAST_PIECE), _MOST_PIECE))


def _swollen(inputs: Sequence[Input]) -> int:
    """Return how many bytes the inputs have when they are unpacked, about."""
    return sum(each.bytes * (_SWELLS if each.packed else 1) for each in inputs)


def shards_of(inputs: Sequence[Input], sizes: Sizes) -> int:
    """Return into how many shards the threads are divided: by the bytes of the input alone."""
    return min(max(1, round(_swollen(inputs) / sizes.shard)), MOST_SHARDS)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def reading_tasks(folder: Path, inputs: Sequence[Input], shards: int, sizes: Sizes) -> Iterator[Task]:
    """Yield the tasks that read the inputs, numbered through; a packed file is unpacked as they are asked for.

    What is packed is not laid down for pieces that are done already.
    """
    number = 0
    pages = [each for each in inputs if each.format == "pages"]
    for place, each in enumerate(each for each in inputs if each.format != "pages"):
        for task in _tasks_of(folder, each, _Numbers(place, number, shards, sizes.piece)):
            yield task
            number = task.number + 1
    for bundle in _bundles(pages):
        names, paths = tuple(each.name for each in bundle), tuple(str(each.path) for each in bundle)
        yield ReadPages(number=number, sources=names, paths=paths, shards=shards)
        number += 1


class _Numbers(NamedTuple):
    """The number of an input, that of its first piece, the number of shards, and the bytes of a piece."""

    input: int
    piece: int
    shards: int
    bytes: int


def _tasks_of(folder: Path, each: Input, numbers: _Numbers) -> Iterator[Task]:
    if each.format == "table":
        yield from _of_table(each, numbers)
    elif each.packed:
        yield from _of_packed(folder, each, numbers)
    else:
        for number, start in enumerate(range(0, max(each.bytes, 1), numbers.bytes), start=numbers.piece):
            yield _lines(each, number, start, min(start + numbers.bytes, each.bytes), numbers.shards)


def _lines(each: Input, number: int, start: int, stop: int, shards: int) -> ReadLines:
    path = str(each.path)
    known = 0 if each.format in GROUPED_LATER else shards
    return ReadLines(
        number=number, source=each.name, path=path, start=start, stop=stop, format=each.format, shards=known
    )


def _of_packed(folder: Path, each: Input, numbers: _Numbers) -> Iterator[Task]:
    """Unpack a file of lines, and yield a task for each part of it."""
    dead: list[DeadLetter] = []
    number, offset = numbers.piece, 0
    for part in _parts(_unpacked(each.path, each.packed or "", dead, each.name), numbers.bytes):
        name = f"{LINES}/{number:06}"
        if not (folder / done_name(PIECES, number)).exists():
            write_whole(folder, name, part)
        task = _lines(each, number, 0, len(part), numbers.shards)
        yield msgspec.structs.replace(task, path=str(folder / name), offset=offset, passing=True)
        number, offset = number + 1, offset + len(part)
    if dead:
        write_whole(folder, f"{PIECES}/input-{numbers.input:06}.dead.jsonl", letter_lines(dead))


def _parts(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Yield unpacked bytes in parts that end with a line, or that no line ends for as long as a line may be."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= most:
            data = b"".join(held)
            cut = data.rfind(b"\n") + 1 or len(data)
            yield data[:cut]
            held, size = [data[cut:]], len(data) - cut
    if size:
        yield b"".join(held)


def _unpacked(path: Path, packed: str, dead: list[DeadLetter], name: str = "") -> Iterator[bytes]:
    """Yield what is packed in a file; where it is broken, what comes before, and a dead letter."""
    try:
        with _unpacking(path, packed) as file:
            while piece := file.read(_STEP):
                yield piece
    except (EOFError, ValueError, _zstd_error(), zlib.error, lzma.LZMAError, gzip.BadGzipFile, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise BulkError(f"{path}: the file cannot be read ({error.strerror or error}); check it") from None
        dead.append(DeadLetter(source=name, place=0, reason=f"the file is cut off or broken ({error})"))


def _of_table(each: Input, numbers: _Numbers) -> Iterator[Task]:
    import polars as pl

    from discourse.bulk.formats import dump_of

    rows = pl.scan_parquet(each.path).select(pl.len()).collect().item()
    shards = 0 if dump_of(pl.read_parquet_schema(each.path)) in GROUPED_LATER else numbers.shards
    for number, start in enumerate(range(0, max(rows, 1), ROWS_AT_ONCE), start=numbers.piece):
        path, stop = str(each.path), min(start + ROWS_AT_ONCE, rows)
        yield ReadTable(number=number, source=each.name, path=path, start=start, stop=stop, shards=shards)


def _bundles(pages: Sequence[Input]) -> Iterator[list[Input]]:
    """Yield files of pages, so many as are read at once."""
    bundle: list[Input] = []
    for page in pages:
        if bundle and (len(bundle) == PAGES_AT_ONCE or sum(each.bytes for each in bundle) + page.bytes > PAGE_BYTES):
            yield bundle
            bundle = []
        bundle.append(page)
    if bundle:
        yield bundle


def _unpacking(path: Path, packed: str) -> BinaryIO:
    if packed == "zstd":
        return cast("BinaryIO", zstd_library().open(path, "rb", options=_any_window()))
    opens: dict[str, Any] = {"gzip": gzip.open, "bz2": bz2.open, "lzma": lzma.open}
    return cast("BinaryIO", opens[packed](path, "rb"))


def zstd_library() -> Any:
    """Return the module of Zstandard, in the standard library from Python 3.14 on."""
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")


def _zstd_error() -> type[Exception]:
    return cast("type[Exception]", zstd_library().ZstdError)


def _any_window() -> dict[Any, int]:
    """Return the option to take dumps that were packed with a window of up to 2 GiB, as those of Reddit are."""
    return {zstd_library().DecompressionParameter.window_log_max: 31}
