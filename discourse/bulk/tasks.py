"""What a worker is asked to do, each a value of its own: read a part of the input, or analyse a shard.

A task writes its files whole and says last that it is done. Doing it again writes the same bytes, so that it does not
matter whether a worker was killed, or whether two did the same.
"""

import msgspec

from discourse.model import Variable


class ReadLines(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Read the lines that begin in ``start`` … ``stop`` - 1 of a file, as piece ``number``.

    ``source`` is what the input is called; ``offset`` is what is added to places. ``passing`` files are deleted after.
    ``shards`` is 0 where rows can be grouped only when all are read.
    """

    number: int
    source: str
    path: str
    start: int
    stop: int
    format: str
    shards: int
    offset: int = 0
    passing: bool = False


class ReadPages(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Read files that hold a page or an export each, as piece ``number``; ``sources`` is what they are called."""

    number: int
    sources: tuple[str, ...]
    paths: tuple[str, ...]
    shards: int


class ReadTable(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Read rows ``start`` … ``stop`` - 1 of a Parquet table, as piece ``number``; ``shards`` as of ``ReadLines``."""

    number: int
    source: str
    path: str
    start: int
    stop: int
    shards: int


class FindRoots(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Find the story of each item in some pieces, and write down which it is; then the pieces can be grouped."""

    number: int
    pieces: tuple[int, ...]


class GroupPiece(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Group the rows of a piece by the stories found."""

    number: int
    shards: int


class AnalyseShard(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Analyse the threads of one shard of some pieces."""

    number: int
    shards: int
    pieces: int
    variables: tuple[Variable, ...]


Task = ReadLines | ReadPages | ReadTable | FindRoots | GroupPiece | AnalyseShard


class PieceDone(msgspec.Struct, frozen=True, kw_only=True):
    """What a piece of the input held: comments and articles, dead letters, lines mended."""

    rows: int
    dead: int
    mended: int


class ShardDone(msgspec.Struct, frozen=True, kw_only=True):
    """What a shard came to: rows of each table, and what its ledger adds up to."""

    rows: dict[str, int]
    ledger: dict[str, int]
