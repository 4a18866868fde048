"""Words and runs of words as hashed columns, and matrices of them as plain arrays."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.hashes import Hashes, buckets, joined, word_hashes
from discourse.coders.meaning import DIMENSIONS, word_vectors
from discourse.coders.words import Column, Ints, Words

Floats = NDArray[np.float32]


class Cells(NamedTuple):
    """The cells of a matrix that are not zero: text, column and value."""

    row: Ints
    column: Ints
    value: Floats


def stacked(parts: Sequence[Cells]) -> Cells:
    """Return all cells together."""
    nothing = Cells(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    return Cells(*(np.concatenate([part[at] for part in (nothing, *parts)]) for at in range(3)))


class Even(NamedTuple):
    """Cells of which all in one text are worth the same: text, column, and by text what each of its cells is worth."""

    row: Ints
    column: Ints
    worth: Floats

    @property
    def cells(self) -> Cells:
        """The cells one by one."""
        return Cells(self.row, self.column, self.worth[self.row])

    def times(self, factor: float) -> "Even":
        """Return the cells with every value multiplied."""
        return Even(self.row, self.column, (self.worth * np.float32(factor)).astype(np.float32))


def _hashes(words: Words) -> Hashes:
    return np.asarray(words.of_word(word_hashes)) if len(words.word) else np.zeros(0, np.uint32)


@cache
def _alone(namespace: int, bits: int) -> Column:
    """Return the column that gives the hashed column of each word."""
    return lambda words: buckets(word_hashes(words), namespace, bits)


def even(row: Ints, column: Ints, texts: int) -> Even:
    """Return the cells with values that are equal within a text, and whose squares sum to one there."""
    return Even(row, column, _alike(np.bincount(row, minlength=texts)))


def _alike(count: Ints) -> Floats:
    return (1 / np.sqrt(np.maximum(count, 1))).astype(np.float32)


def runs(words: Words, namespace: int, bits: int, longest: int = 2) -> tuple[Even, ...]:
    """Return the runs of one to ``longest`` words of each text, by length; all of a text are worth the same."""
    parts = [(words.row, words.of_word(_alone(namespace, bits)))]
    run = hashes = _hashes(words) if longest > 1 else np.zeros(0, np.uint32)
    for length in range(2, longest + 1):
        whole = words.row[length - 1 :] == words.row[: len(words.row) - length + 1]
        run = joined(run[:-1], hashes[length - 1 :]) if len(run) > 1 else run[:0]
        row = words.row[: len(run)][whole[: len(run)]]
        parts.append((row, buckets(run[whole[: len(run)]], namespace + length - 1, bits)))
    worth = _alike(np.sum([np.maximum(words.count - length, 0) for length in range(longest)], axis=0))
    return tuple(Even(row, column, worth) for row, column in parts)


def openings(words: Words, start: tuple[Ints, Ints], namespace: int, bits: int, longest: int = 3) -> tuple[Even, ...]:
    """Return the runs of one to ``longest`` words with which texts open; ``start`` is texts and their first tokens."""
    hashes = _hashes(words)
    rows, at = start
    end = words.first[rows + 1]
    parts = []
    run = hashes[at] if len(at) else hashes[:0]
    for length in range(1, longest + 1):
        inside = at + length <= end
        if length > 1:
            run = joined(run, hashes[np.minimum(at + length - 1, max(len(hashes) - 1, 0))]) if len(run) else run
        parts.append((rows[inside], buckets(run[inside], namespace + length - 1, bits)))
    worth = _alike(np.bincount(np.concatenate([row for row, _ in parts]), minlength=words.texts))
    return tuple(Even(row, column, worth) for row, column in parts)


def endings(words: Words, namespace: int, bits: int) -> Even:
    """Return the word with which each text ends."""
    row = np.flatnonzero(words.count > 0)
    column = words.of_word(_alone(namespace, bits))[words.first[row + 1] - 1]
    return Even(row, column, np.ones(words.texts, np.float32))


def scores(cells: Cells, weights: NDArray[Any], texts: int) -> NDArray[np.float64]:
    """Return the sums of weights, texts × codes."""
    out = np.empty((texts, weights.shape[1]))
    for code, of_code in enumerate(weights.T):
        out[:, code] = np.bincount(cells.row, of_code[cells.column] * cells.value, texts)
    return out


def vector_sums(words: Words) -> Floats:
    """Return what the words of each text mean together, texts × ``DIMENSIONS``."""
    found, worded = np.zeros((words.texts, DIMENSIONS), np.float32), np.flatnonzero(words.count)
    if len(worded):
        found[worded] = np.add.reduceat(words.of_word(word_vectors), words.first[worded])
    return found


def scaled(numbers: Floats, first: int, worth: float) -> Cells:
    """Return a table of numbers, texts × columns, as cells whose columns begin at ``first``; zeros are left out."""
    row, column = np.divmod(np.flatnonzero(numbers != 0), numbers.shape[1])  # a quarter of the time of np.nonzero
    return Cells(row, column + first, (numbers[row, column] * worth).astype(np.float32))
