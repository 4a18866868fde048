"""A finished run as pages with a machine's labels: what the shares of a sample drawn from it are corrected against."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import polars as pl

from discourse.bulk.manifest import MANIFEST, Manifest, finished
from discourse.codebook import Codebook
from discourse.errors import BulkError
from discourse.human.codings import Codings
from discourse.human.consensus import machine_codings
from discourse.model import Article, Coding, Comment, Thread

MOST = 1_000_000
"""Comments held at once; about a kilobyte each."""
CODER = "linear"


class Labelled(NamedTuple):
    """The threads of a run by name, and the labels that the run gave their comments."""

    pages: dict[str, Thread]
    labels: Codings


def is_run(source: str) -> bool:
    """Return whether a source is the folder of a run."""
    return (Path(source) / MANIFEST).is_file() and (Path(source) / "comments").is_dir()


def labelled(folder: Path, codebook: Codebook) -> Labelled:
    """Return the threads and the labels of a run.

    Raises BulkError where the folder holds no finished run, or one with more comments than can be held.
    """
    manifest = finished(folder)
    comments = manifest.totals.rows["comments"] if manifest.totals else 0
    if comments > MOST:
        raise BulkError(f"{folder}: it has {comments:,} comments; a run of at most {MOST:,} can be corrected")
    if manifest.codebook is None or manifest.codebook.hash != codebook.hash:
        raise BulkError(f"{folder}: the run was coded by another codebook, or by none; give its own with --codebook")
    pages: dict[str, Thread] = {}
    coded: list[tuple[str, Thread, list[Coding]]] = []
    for shard in range(manifest.shards):
        own = _codings(folder, manifest, shard)
        for name, thread in _threads(folder, shard):
            pages[name] = thread
            coded.append((name, thread, own.get(name, [])))
    labels = machine_codings(coded, CODER, codebook)
    return Labelled(pages, msgspec.structs.replace(labels, asked=manifest.variables))


def _threads(folder: Path, shard: int) -> Iterator[tuple[str, Thread]]:
    columns = ["thread", "id", "reply_to", "status", "text"]
    table = pl.read_parquet(folder / "comments" / f"{shard:05}.parquet", columns=columns)
    for (name,), rows in table.group_by("thread", maintain_order=True):
        comments = tuple(
            Comment(id=row["id"], reply_to=row["reply_to"], status=row["status"], text=row["text"])
            for row in rows.iter_rows(named=True)
        )
        yield str(name), Thread(article=Article(source=str(name)), comments=comments)


def _codings(folder: Path, manifest: Manifest, shard: int) -> dict[str, list[Coding]]:
    """Return the labels of a part by thread; none where the run coded nothing."""
    found: dict[str, list[Coding]] = {}
    if not manifest.variables:
        return found
    for row in pl.read_parquet(folder / "codings" / f"{shard:05}.parquet").iter_rows(named=True):
        thread, start, end = row.pop("thread"), row.pop("start"), row.pop("end")
        span = (start, end) if start is not None else None
        found.setdefault(thread, []).append(Coding(**row, span=span))
    return found
