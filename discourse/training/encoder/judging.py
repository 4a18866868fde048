"""Rows as an encoder judges them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from discourse.coders.neural.encoder import Encoder, Read
from discourse.coders.neural.layout import OUTPUTS, TASKS
from discourse.training.encoder.calibration import Judged, places_of
from discourse.training.encoder.rows import WHOLE, Item, Unit

Array = np.ndarray[Any, Any]


def judge(by: Encoder, found: Sequence[Item]) -> dict[str, Judged]:
    """Return the labelled units of items by task, with the encoder's scores."""
    units = [(item, unit) for item in found for unit in _labelled(item)]
    names = sorted({item.source for item, _ in units})
    outputs = outputs_of(by, found)
    judged: dict[str, Judged] = {}
    for task, codes in TASKS.items():
        rows = [number for number, (_, unit) in enumerate(units) if unit.task == task]
        if rows:
            allowed = np.array([[code in units[row][1].allowed for code in codes] for row in rows])
            sources = np.array([names.index(units[row][0].source) for row in rows])
            judged[task] = Judged(task, outputs[rows][:, places_of(task)], allowed, sources)
    return judged


def outputs_of(by: Encoder, found: Sequence[Item]) -> Array:
    """Return all outputs of the encoder for the labelled units of items, in their order: units × outputs."""
    kept = [(item, units) for item in found if (units := _labelled(item))]
    reads = [
        Read(item.pair, tuple((unit.first, unit.last) for unit in units if unit.first != WHOLE)) for item, units in kept
    ]
    rows = [np.zeros((0, len(OUTPUTS)))]
    for (_, units), vectors in zip(kept, by.vectors(reads), strict=True):
        scores = by.scores(vectors)
        clauses = np.cumsum([unit.first != WHOLE for unit in units])
        rows.append(scores[[0 if unit.first == WHOLE else place for unit, place in zip(units, clauses, strict=True)]])
    return np.concatenate(rows)


def _labelled(item: Item) -> list[Unit]:
    return [unit for unit in item.units if len(unit.allowed) < len(TASKS[unit.task])]


def scores_of(by: Encoder, task: str, found: Sequence[Item]) -> Array:
    """Return the encoder's scores of the labelled units of a task, in the order of the items: units × codes."""
    only = [item._replace(units=tuple(unit for unit in item.units if unit.task == task)) for item in found]
    return outputs_of(by, only)[:, places_of(task)]
