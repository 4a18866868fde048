"""The words of texts with what each counts in hashed columns: the heaviest one by one, all others together."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np

from discourse.coders.explanation import Move
from discourse.coders.learned.grams import Cells, runs
from discourse.coders.learned.levels import Levels
from discourse.coders.linear.model import BITS, Matrix
from discourse.coders.words import Ints, Words

_SHOWN_WORDS = 8
"""Words of a comment that are named at most beside its marks."""


class Weights(Protocol):
    """Weights of hashed columns."""

    def at(self, columns: Ints) -> Matrix:
        """Return the weights of some columns, columns × codes."""
        ...


class Spoken(NamedTuple):
    """The words of texts, and the namespace and worth of their hashed columns.

    ``beside`` is what each word adds beside these, tokens × codes, ``beyond`` what is added to each text besides.
    """

    words: Words
    namespace: int
    worth: float = 1.0
    beside: Matrix | None = None
    beyond: Matrix | None = None

    def times(self, factor: float) -> "Spoken":
        """Return the same with what is added multiplied by a factor."""
        beside, beyond = (None if part is None else part * factor for part in (self.beside, self.beyond))
        return self._replace(beside=beside, beyond=beyond)


def by_text(cells: Cells, texts: int) -> Iterator[Cells]:
    """Yield the cells of each text, in their order."""
    order = np.argsort(cells.row, kind="stable")
    column, value = cells.column[order], cells.value[order]
    bounds = np.searchsorted(cells.row[order], np.arange(texts + 1)).tolist()
    for begin, end in pairwise(bounds):
        yield Cells(cells.row[:0], column[begin:end], value[begin:end])


class Turned(NamedTuple):
    """Hashed weights that are multiplied by a matrix, codes × codes."""

    levels: Levels
    by: Matrix

    def at(self, columns: Ints) -> Matrix:
        """Return the weights of some columns."""
        return self.levels.at(columns) @ self.by


class Heavy:
    """The words of many texts by their weight, that of their hashed columns and what they add beside these."""

    def __init__(self, weights: Weights, hashed: Cells, spoken: Spoken) -> None:
        self._words = words = spoken.words
        alone, _ = runs(words, spoken.namespace, BITS)
        self._each = weights.at(alone.column) * alone.times(spoken.worth).cells.value[:, None].astype(np.float64)
        self._totals = [
            (weights.at(cells.column) * cells.value[:, None]).sum(axis=0) for cells in by_text(hashed, words.texts)
        ]
        if spoken.beside is not None:
            self._each += spoken.beside
            ends = zip(words.first[:-1].tolist(), words.first[1:].tolist(), strict=True)
            self._totals = [
                total + spoken.beside[begin:end].sum(axis=0)
                for total, (begin, end) in zip(self._totals, ends, strict=True)
            ]
        if spoken.beyond is not None:
            self._totals = [total + beyond for total, beyond in zip(self._totals, spoken.beyond, strict=True)]
        apart = np.abs(self._each - self._each.mean(axis=1, keepdims=True))
        self._strength = apart.max(axis=1) if len(apart) else np.zeros(0)

    def moves(self, text: int) -> Iterator[Move]:
        """Yield the heaviest words of a text, and all its other hashed columns together."""
        begin, end = self._words.first[text], self._words.first[text + 1]
        total = self._totals[text]
        heaviest: Ints = np.argsort(-self._strength[begin:end], kind="stable")[:_SHOWN_WORDS] + begin
        for at in heaviest.tolist():
            total = total - self._each[at]
            span = (int(self._words.place[at]), int(self._words.end[at]))
            yield Move("word", span, tuple(self._each[at].tolist()))
        yield Move("words:rest", None, tuple(total.tolist()))
