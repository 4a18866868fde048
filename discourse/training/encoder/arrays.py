"""The items of ``rows`` as flat arrays: quick to load, to shuffle and to cut into batches."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from discourse.coders.neural.layout import OUTPUTS, TASKS
from discourse.coders.neural.wordpiece import Vocabulary
from discourse.training.encoder.rows import WHOLE, Item, output_mask, unit_weights

Arrays = dict[str, np.ndarray[Any, Any]]
WORTH = {"form": 0.4, "status": 0.7}
"""What a unit of a task counts for beside the others: a comment has many clauses."""


def packed(found: Sequence[Item], known: Vocabulary) -> Arrays:
    """Return pairs (pieces end to end) and units (pair, pieces, outputs in question, outputs that are right)."""
    sources = sorted({item.source for item in found})
    same = {name: number for number, name in enumerate(sorted({item.same_as for item in found} - {""}))}
    sequences = [[known.start, *item.pair.first, known.end, *item.pair.second, known.end] for item in found]
    arrays: Arrays = {
        "pieces": np.array([piece for sequence in sequences for piece in sequence], dtype=np.uint16),
        "lengths": np.array([len(sequence) for sequence in sequences], dtype=np.int32),
        "firsts": np.array([len(item.pair.first) + 2 for item in found], dtype=np.int32),
        "sources": np.array([sources.index(item.source) for item in found], dtype=np.int16),
        "parts": np.array([item.part for item in found], dtype=np.int8),
        "thirds": np.array([_third(item) for item in found], dtype=np.int8),
        "same": np.array([same.get(item.same_as, -1) for item in found], dtype=np.int32),
        "source_names": np.array(sources),
    }
    return arrays | _units(found)


def _third(item: Item) -> int:
    """Return which third a pair is in: by what it answers or aims at, so that texts of one topic stay together."""
    head = item.pair.first[:8] if len(item.pair.first) > 1 else item.pair.second[:12]
    return zlib.crc32(np.array(head, np.int64).tobytes()) % 3


def _units(found: Sequence[Item]) -> Arrays:
    tasks = list(TASKS)
    masks = {task: output_mask(task, codes) for task, codes in TASKS.items()}
    rows, allowed, worth = [], [], []
    for number, (item, weights) in enumerate(zip(found, unit_weights(found), strict=True)):
        second = len(item.pair.first) + 2
        for unit, weight in zip(item.units, weights, strict=True):
            start, end = (0, 1) if unit.first == WHOLE else (second + unit.first, second + unit.last)
            rows.append((number, start, end, tasks.index(unit.task)))
            allowed.append(output_mask(unit.task, unit.allowed))
            worth.append(weight * WORTH.get(unit.task, 1.0))
    return {
        "units": np.array(rows, dtype=np.int32),
        "allowed": np.array(allowed, dtype=bool),
        "worth": np.array(worth, dtype=np.float32),
        "asked": np.array([masks[task] for task in tasks], dtype=bool).reshape(len(tasks), len(OUTPUTS)),
    }
