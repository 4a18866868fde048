"""What texts say of statements, told by small nets that set the words of both beside each other.

They know what no list does: that who speaks of accidents is against faster driving. Two tell which side a text takes,
on a statement and on what is named (``training/stance/``, docs/models/pairs.md), and stand beside the linear weights of
stance; the third tells whether a text says what the statement says (``training/claims/saying.py``,
docs/models/claims.md).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.products import in_one_thread
from discourse.coders.meaning import summed_pieces
from discourse.coders.pairs.arrays import CLAIMS, NAMES, SIDES, Shipped, shipped
from discourse.coders.pairs.net import (
    Array,
    Parts,
    Pass,
    Read,
    Seen,
    Weights,
    bend_slope,
    forward,
    parts_of,
    peaks_of,
    read_known,
)
from discourse.coders.words import Ints, Words

__all__ = [
    "CLAIMS", "NAMES", "SIDES", "STATED", "TOLD", "Asked", "Shipped", "Worth", "scores", "scores_of_pairs", "shipped",
    "worth_of_words",
]  # fmt: skip

STATED, TOLD = 24, 80
"""Words of a statement and of a text that are read."""
_STEPS = 16
"""Steps in which what is seen grows, when what words add is told."""
_AT_ONCE = 4_096
"""Words of texts taken together, with those that fill up the shorter ones."""


class Asked(NamedTuple):
    """What texts are asked: what they say of one statement."""

    statement: Words
    texts: Words


def scores(net: Shipped, asked: Asked) -> NDArray[np.float64]:
    """Return how far each text speaks for each code of the net given the one statement, texts × codes.

    Zeros where either has no words.
    """
    numbers = np.arange(asked.texts.texts)
    return scores_of_pairs(net, asked.statement, asked.texts, (np.zeros_like(numbers), numbers))


def scores_of_pairs(net: Shipped, statements: Words, texts: Words, pairs: tuple[Ints, Ints]) -> NDArray[np.float64]:
    """Return the same for many statements: pairs × codes, a pair being the numbers of a statement and of a text."""
    found = np.zeros((len(pairs[0]), len(net.codes)))
    with in_one_thread():
        for numbers, stated, told in _batches(net, statements, texts, pairs):
            found[numbers] = forward(net.weights, stated, told).scores
    return found


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
    with in_one_thread():
        every = np.arange(texts.texts)
        for numbers, stated, told in _batches(net, asked.statement, texts, (np.zeros_like(every), every)):
            step = forward(net.weights, stated, told)
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
    there = seen.there[min(row, len(seen.there) - 1)]
    values = seen.values[row] * there
    words: Array = values @ gain[:width] / max(len(np.flatnonzero(values.any(axis=1))), 1)
    np.add.at(words, peaks_of(seen.values[row], there), seen.peak[row][:, None] * gain[width:])
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


def _batches(
    net: Shipped, statements: Words, texts: Words, pairs: tuple[Ints, Ints]
) -> Iterator[tuple[Ints, Read, Read]]:
    """Yield the numbers of pairs whose texts are like in length, with their statements and texts as they are read."""
    parts, (stated, told) = _known(net, ((statements, STATED), (texts, TOLD)))
    statement, text = pairs
    length = told.heads.count[text]
    order = np.argsort(length, kind="stable")
    order = order[(length[order] > 0) & (stated.heads.count[statement[order]] > 0)]
    only = read_known(net.weights, parts, stated.padded(np.zeros(1, np.int64))) if statements.texts == 1 else None
    while len(order):
        most = max(int(np.searchsorted(np.arange(1, len(order) + 1) * length[order], _AT_ONCE, "right")), 1)
        some, order = order[:most], order[most:]
        beside = only or read_known(net.weights, parts, stated.padded(statement[some]))
        yield some, beside, read_known(net.weights, parts, told.padded(text[some]))
