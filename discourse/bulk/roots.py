"""Which story each item of Hacker News belongs to, where items say only what they answer.

All that is held are three columns of numbers: for 50 million items some 800 MB, and nothing of their texts.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from discourse.bulk.rows import ARTICLE
from discourse.bulk.store import WORK, raw_name, whole_file

Integers = NDArray[np.int64]
_IDS, _ROOTS = f"{WORK}/roots-of.npy", f"{WORK}/roots.npy"
_MOST_DOUBLINGS = 40
"""Enough for a chain of 10 ** 12 items; what is not at its root then is a cycle."""
NO_STORY = 0


def find_roots(folder: Path, pieces: tuple[int, ...]) -> None:
    """Find the story of each item of some pieces, and write down both."""
    columns = ["id", "parent", "thread", "kind"]
    parts = [_numbers(pl.read_ipc_stream(folder / raw_name(piece), columns=columns)) for piece in pieces]
    items = pl.concat(parts).unique("id", keep="last").sort("id")
    ids = items["id"].to_numpy()
    roots = roots_of(ids, items["parent"].to_numpy(), items["story"].to_numpy())
    for name, values in ((_IDS, ids), (_ROOTS, roots)):
        with whole_file(folder, name) as place, place.open("wb") as file:
            np.save(file, values, allow_pickle=False)


def _numbers(rows: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("id").cast(pl.Int64)
    story = pl.when(pl.col("kind") == ARTICLE).then(number).otherwise(pl.col("thread").cast(pl.Int64, strict=False))
    return rows.select(
        id=number, parent=pl.col("parent").cast(pl.Int64, strict=False).fill_null(0), story=story.fill_null(NO_STORY)
    )


def roots_of(ids: Integers, parent: Integers, story: Integers) -> Integers:
    """Return the story of each item: what it says, else what the nearest above it says, else the topmost parent's id.

    ``ids`` are sorted; ``story`` is 0 where an item does not say; an item whose parents lead back to it gets 0.

    >>> roots_of(np.array([1, 2, 3, 7]), np.array([0, 1, 2, 6]), np.array([1, 0, 0, 0])).tolist()
    [1, 1, 1, 6]
    """
    place = np.minimum(np.searchsorted(ids, parent), len(ids) - 1)
    goes_on = (story == NO_STORY) & (ids[place] == parent)
    up = np.where(goes_on, place, np.arange(len(ids)))
    for _ in range(_MOST_DOUBLINGS):
        above = up[up]
        if (above == up).all():
            break
        up = above
    root = np.where(story == NO_STORY, parent, story)[up]
    root[goes_on[up]] = NO_STORY
    return root


class Stories(NamedTuple):
    """The story of each item, and whether it is in the input itself."""

    story: pl.Series
    known: pl.Series


def stories_of(folder: Path, ids: pl.Series) -> Stories:
    """Return the stories of items as they were found."""
    all_ids = np.load(folder / _IDS, mmap_mode="r", allow_pickle=False)
    roots = np.load(folder / _ROOTS, mmap_mode="r", allow_pickle=False)
    root = roots[np.searchsorted(all_ids, ids.cast(pl.Int64).to_numpy())]
    place = np.minimum(np.searchsorted(all_ids, root), len(all_ids) - 1)
    return Stories(pl.Series(root).cast(pl.String), pl.Series(all_ids[place] == root))
