"""Small dumps, and runs of them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polars as pl

from discourse.bulk.engines import Stages
from discourse.bulk.manifest import Manifest
from discourse.bulk.opening import Sizes
from discourse.bulk.run import Asked, run
from discourse.bulk.starting import start
from discourse.bulk.tasks import Task
from discourse.codebook import Codebook
from discourse.model import Variable

SMALL = Sizes(piece=20_000, shard=30_000)


def here(folder: Path, stages: Stages) -> Iterator[Task]:
    """Do tasks in this process, which is quicker for a small dump."""
    for tasks in stages:
        for task in tasks:
            yield start(str(folder), task)


def reddit_line(id_: str, parent: str | None = None, thread: str = "s1", **more: Any) -> str:
    """Return the line of a comment; ``parent`` is the id of a comment, ``None`` for the submission."""
    answered = f"t3_{thread}" if parent is None else f"t1_{parent}"
    line = {
        "id": id_,
        "link_id": f"t3_{thread}",
        "parent_id": answered,
        "body": f"I said {id_}.",
        "author": f"by {id_}",
    }
    return json.dumps(line | {"created_utc": 1_700_000_000, "subreddit": "town", "score": 1} | more)


def written(path: Path, lines: Iterable[str]) -> Path:
    """Write lines into a file, and return it."""
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def done(
    source: Path,
    out: Path,
    codebook: Codebook | None = None,
    variables: tuple[Variable, ...] = (),
    sizes: Sizes = SMALL,
) -> Manifest:
    """Run a source in this process."""
    return run(Asked([source], codebook, variables, sizes), out, here)


def table(out: Path, name: str) -> pl.DataFrame:
    """Return a table of a run, sorted by thread, its parts together."""
    return pl.read_parquet(out / name / "*.parquet").sort("thread", maintain_order=True)
