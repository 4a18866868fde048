"""Weights of hashed columns, as they are shipped: levels in eight bits, which each code multiplies by its own scale.

Levels are whole numbers, so that those of several codes can be summed at once, as digits of one longer number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.grams import Even
from discourse.coders.words import Ints
from discourse.languages.pieces import run_begins

_MOST = 256
"""Levels that are summed so at a time: their sum fits into sixteen bits."""
_ZERO = 128
"""What is added to a level, so that none is negative."""
_TOGETHER = 4
"""Codes in one number, sixteen bits each."""


@dataclass(frozen=True, eq=False)
class Levels:
    """Weights, columns × codes: ``level`` times the ``scale`` of the code."""

    level: NDArray[np.int8]
    scale: NDArray[np.float64]

    def at(self, columns: Ints) -> NDArray[np.float64]:
        """Return the weights of some columns."""
        return np.asarray(self.level[columns] * self.scale)

    def times(self, factor: float) -> "Levels":
        """Return the weights multiplied by a factor."""
        return Levels(self.level, self.scale * factor)

    @cached_property
    def _digits(self) -> NDArray[np.uint64]:
        """Four codes in one number, as many numbers side by side for each column as there are codes."""
        columns, codes = self.level.shape
        raised = np.zeros((columns, -(-codes // _TOGETHER) * _TOGETHER), np.uint16)
        raised[:, :codes] = self.level.astype(np.int16) + _ZERO
        return raised.view(np.uint64)

    def sums(self, cells: Even, texts: int) -> NDArray[np.float64]:
        """Return the summed weights, texts × codes; cells of one text stand together for the most part."""
        out = np.zeros((texts, self.level.shape[1]))
        if not len(cells.row):
            return out
        starts = _starts(cells.row)
        row, counts = cells.row[starts], np.diff(starts, append=len(cells.row))
        worth, beyond = cells.worth[row].astype(np.float64), (_ZERO * counts).astype(np.float64)
        for code, summed in enumerate(self._summed(cells.column, starts)):
            out[:, code] = np.bincount(row, (summed - beyond) * worth, texts) * self.scale[code]
        return out

    def _summed(self, columns: Ints, starts: Ints) -> Iterator[NDArray[np.uint16]]:
        """Yield for each code the sums of its raised levels, from each start to the next."""
        digits, codes = self._digits.take(columns, axis=0), self.level.shape[1]
        for number, each in enumerate(digits.T):
            whole = np.add.reduceat(each, starts).view(np.uint16).reshape(-1, _TOGETHER)
            yield from whole.T[: codes - number * _TOGETHER]


def _starts(row: Ints) -> Ints:
    """Return where the text of the cells changes and, if one has many, places that are near enough to each other."""
    new = run_begins(row)
    starts = np.flatnonzero(new)
    if np.diff(starts, append=len(row)).max() <= _MOST:
        return starts
    new[::_MOST] = True
    return np.flatnonzero(new)
