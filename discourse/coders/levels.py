"""Weights of hashed columns, as they are shipped: levels in eight bits, which each code multiplies by its own scale.

Levels are whole numbers, so that those of several codes can be summed at once, as digits of one longer number.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from discourse.coders.grams import Even
from discourse.coders.words import Ints
from discourse.languages.pieces import run_begins

_DIGIT = 16
"""Bits in which a code's sum is kept."""
_MOST = 256
"""Levels that are summed so at a time: their sum fits into a digit."""
_ZERO = 128
"""What is added to a level, so that none is negative."""
_TOGETHER = 64 // _DIGIT
"""Codes in one number."""


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
    def _digits(self) -> list[NDArray[np.uint64]]:
        """Four codes in one number for each column, as often as there are codes."""
        raised = (self.level.astype(np.int64) + _ZERO).astype(np.uint64)
        return [
            np.bitwise_or.reduce([
                raised[:, code] << np.uint64(_DIGIT * place)
                for place, code in enumerate(range(first, min(first + _TOGETHER, raised.shape[1])))
            ])
            for first in range(0, raised.shape[1], _TOGETHER)
        ]  # fmt: skip

    def sums(self, cells: Even, texts: int) -> NDArray[np.float64]:
        """Return the summed weights, texts × codes; cells of one text stand together for the most part."""
        out = np.zeros((texts, self.level.shape[1]))
        if not len(cells.row):
            return out
        starts = _starts(cells.row)
        row = cells.row[starts]
        worth, beyond = cells.worth[row].astype(np.float64), _ZERO * np.diff(starts, append=len(cells.row))
        for code, summed in enumerate(self._summed(cells.column, starts)):
            out[:, code] = np.bincount(row, (summed - beyond) * worth, texts) * self.scale[code]
        return out

    def _summed(self, columns: Ints, starts: Ints) -> Iterator[Ints]:
        codes = self.level.shape[1]
        for number, digits in enumerate(self._digits):
            whole = np.add.reduceat(digits[columns], starts)
            for place in range(min(_TOGETHER, codes - number * _TOGETHER)):
                yield (whole >> np.uint64(_DIGIT * place)).astype(np.int64) & ((1 << _DIGIT) - 1)


def _starts(row: Ints) -> Ints:
    """Return where the text of the cells changes, and places that are near enough to each other."""
    new = run_begins(row)
    new[::_MOST] = True
    return np.flatnonzero(new)
