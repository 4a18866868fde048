"""Which side a text takes on a statement, told by a small net that sets the words of both beside each other.

The net knows what no list does: that who speaks of accidents is against faster driving. It is learned
(``training/pairs.py``, docs/models/pairs.md) and stands beside the linear weights.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from discourse.coders.linear.pairs.arrays import Shipped, shipped
from discourse.coders.linear.pairs.net import (
    Array,
    Parts,
    Pass,
    Seen,
    Weights,
    bend_slope,
    forward,
    parts_of,
    read_known,
)
from discourse.coders.linear.words import Ints, Words
from discourse.coders.meaning import summed_pieces

__all__ = ["STATED", "TOLD", "Asked", "Shipped", "Worth", "scores", "shipped", "worth_of_words"]

STATED, TOLD = 24, 80
"""Words of a statement and of a text that are read."""
_STEPS = 16
"""Steps in which what is seen grows, when what words add is told."""
_AT_ONCE = 4_096
"""Words of texts taken together, with those that fill up the shorter ones."""


class Asked(NamedTuple):
    """What texts are asked: their stance toward one statement."""

    statement: Words
    texts: Words


def scores(net: Shipped, asked: Asked) -> NDArray[np.float64]:
    """Return how far each text speaks for each code toward the one statement, texts × codes (favor, against, none).

    Zeros where either has no words.
    """
    found = np.zeros((asked.texts.texts, len(net.codes)))
    with _blas().limit(limits=1, user_api="blas"):
        for numbers, step in _passes(net, asked):
            found[numbers] = step.scores
    return found


@cache
def _blas() -> ThreadpoolController:
    """Return what sets the threads of products: one is quicker for small ones, and the same everywhere to the bit."""
    return ThreadpoolController()


class Worth(NamedTuple):
    """What each word of a text that is read adds to the scores of the codes, words × codes, and what all else adds."""

    words: NDArray[np.float64]
    rest: NDArray[np.float64]


def worth_of_words(net: Shipped, asked: Asked) -> list[Worth]:
    """Return what the words of each text add, by integrated gradients (Sundararajan, Taly and Yan 2017).

    What is seen grows from nothing to what it is; a word adds what is seen with it, and its share of what words of the
    statement see in it.
    """
    texts = asked.texts
    empty = np.zeros(len(net.codes))
    found = [Worth(np.zeros((0, len(empty))), empty)] * texts.texts
    with _blas().limit(limits=1, user_api="blas"):
        for numbers, step in _passes(net, asked):
            for row, number in enumerate(numbers.tolist()):
                found[number] = _worth(net.weights, step, row, min(int(texts.count[number]), TOLD))
    return found


def _worth(weights: Weights, step: Pass, row: int, count: int) -> Worth:
    width = len(weights.like)
    bent = step.joined[row] @ weights.whole
    slope = bend_slope((np.arange(_STEPS)[:, None] + 0.5) / _STEPS * bent + weights.whole_bias).mean(axis=0)
    stated, told = np.split((weights.whole * slope) @ weights.sides, 2)
    words = _share(step.of_text, row, told, width)[:count]
    words = words + step.to_text[row, :, :count].T @ _share(step.of_statement, row, stated, width)
    return Worth(words.astype(np.float64), step.scores[row] - words.sum(axis=0))


def _share(seen: Seen, row: int, gain: Array, width: int) -> Array:
    """Return what each word of a side adds to the scores by what is seen with it, words × codes."""
    values = seen.values[row] * seen.there[min(row, len(seen.there) - 1)]
    words: Array = values @ gain[:width] / max(len(np.flatnonzero(values.any(axis=1))), 1)
    np.add.at(words, seen.at[row], seen.peak[row][:, None] * gain[width:])
    return words


class _Known(NamedTuple):
    """The words of texts, by their row in what is known of them."""

    heads: Words
    row: Ints

    def padded(self, texts: Ints) -> Ints:
        """Return the rows of the words of some texts, texts × longest, 0 where there is none."""
        counts = self.heads.count[texts]
        column = np.arange(max(int(counts.max(initial=0)), 1))
        inside = column < counts[:, None]
        at = np.where(inside, self.heads.first[texts][:, None] + column, 0)
        return np.where(inside, self.row[at], 0) if len(self.row) else np.zeros(at.shape, np.int64)


def _known(net: Shipped, sides: Sequence[tuple[Words, int]]) -> tuple[Parts, list[_Known]]:
    """Return what the words of texts add to how they are read, and where: texts with how many words of each count."""
    heads = [words.heads(most) for words, most in sides]
    numbers: dict[str, int] = {}
    known = []
    for words in heads:
        distinct, place = np.unique(words.word, return_inverse=True)
        strings = [words.vocabulary.strings[number] for number in distinct.tolist()]
        rows = np.array([numbers.setdefault(string, len(numbers) + 1) for string in strings], np.int64)
        known.append(_Known(words, rows[place]))
    return parts_of(net.weights, summed_pieces(list(numbers), net.vectors, net.scales)), known


def _passes(net: Shipped, asked: Asked) -> Iterator[tuple[Ints, Pass]]:
    """Yield the numbers of texts that are like in length, with what the net makes of them."""
    if not asked.statement.count[0]:
        return
    parts, (statement, texts) = _known(net, ((asked.statement, STATED), (asked.texts, TOLD)))
    length = texts.heads.count
    order = np.argsort(length, kind="stable")
    order = order[length[order] > 0]
    stated = read_known(net.weights, parts, statement.padded(np.zeros(1, np.int64)))
    while len(order):
        most = max(int(np.searchsorted(np.arange(1, len(order) + 1) * length[order], _AT_ONCE, "right")), 1)
        some, order = order[:most], order[most:]
        yield some, forward(net.weights, stated, read_known(net.weights, parts, texts.padded(some)))
