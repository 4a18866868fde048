"""The manifest of a run: of what, by what and how it was made, so that only the same run is gone on with."""

from pathlib import Path

import msgspec

from discourse.bulk.opening import Sizes
from discourse.bulk.store import read_record
from discourse.errors import BulkError
from discourse.model import Variable

MANIFEST = "manifest.json"
TABLES_VERSION = 1
"""Raised when the columns of the tables change."""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the input: what it is called, how many bytes it has, their SHA-256, and how it is read."""

    name: str
    bytes: int
    sha256: str
    format: str


class CodedBy(msgspec.Struct, frozen=True, kw_only=True):
    """The codebook of a run."""

    title: str
    version: str
    hash: str


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """What a run came to: comments and articles in the input, rows of each table, and sums of the ledgers."""

    rows_read: int
    dead_letters: int
    lines_mended: int
    rows: dict[str, int]
    ledger: dict[str, int]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is of, and its totals when it is done."""

    discourse: str
    tables_version: int
    codebook: CodedBy | None
    variables: tuple[Variable, ...]
    sizes: Sizes
    shards: int
    inputs: tuple[Held, ...]
    totals: Totals | None = None


def manifest_in(folder: Path) -> Manifest | None:
    """Return the manifest of a folder, ``None`` where it has none. Raises BulkError where it is not one."""
    return read_record(folder / MANIFEST, Manifest)


def finished(folder: Path) -> Manifest:
    """Return the manifest of a run that is done. Raises BulkError where there is none, or it is not done."""
    found = manifest_in(folder) if folder.is_dir() else None
    if found is None:
        raise BulkError(
            f"{folder}: this folder holds no results of discourse bulk run; name the folder given to it with -o"
        )
    if found.totals is None:
        raise BulkError(f"{folder}: the run is not done; run the same command with --resume first")
    return found


def check_same(folder: Path, before: Manifest, now: Manifest) -> None:
    """Raise BulkError where what lies in a folder was begun by another version, codebook, or from another input."""
    for what, was, is_now in _differences(before, now):
        if was != is_now:
            raise BulkError(
                f"{folder}: the run there was begun with {what} {was}, not {is_now}; "
                "give the same to go on with it, or another folder with -o"
            )


def _differences(before: Manifest, now: Manifest) -> list[tuple[str, str, str]]:
    return [
        (
            "discourse",
            f"{before.discourse} (tables {before.tables_version})",
            f"{now.discourse} (tables {now.tables_version})",
        ),
        ("the codebook", _codebook(before), _codebook(now)),
        ("the variables", ", ".join(before.variables) or "none", ", ".join(now.variables) or "none"),
        ("the input", _inputs(before), _inputs(now)),
        ("the sizes", str(before.sizes), str(now.sizes)),
    ]


def _codebook(manifest: Manifest) -> str:
    book = manifest.codebook
    return "none" if book is None else f"“{book.title}” {book.version} ({book.hash[:12]})"


def _inputs(manifest: Manifest) -> str:
    return ", ".join(f"{each.name} ({each.sha256[:12]})" for each in manifest.inputs[:5])[:300] + (
        f" and {len(manifest.inputs) - 5} more" if len(manifest.inputs) > 5 else ""
    )
