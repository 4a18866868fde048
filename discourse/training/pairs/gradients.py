"""The way back through the net for pairs (``coders/pairs``): how each of its numbers would have to change."""

from collections.abc import Iterator

import numpy as np

from discourse.coders.pairs.net import Array, Pass, Read, Seen, Weights, bend_slope, peaks_of


def backward(weights: Weights, vectors: tuple[Array, Array], step: Pass, off: Array) -> tuple[Weights, Array, Array]:
    """Return the gradients of a loss: of the weights, and of the words' vectors of statements and texts.

    ``vectors`` are these vectors, and ``off`` is the loss by the scores, pairs × codes.
    """
    joined = off @ weights.sides.T * step.kept * bend_slope(step.bent)
    parts = np.split(joined @ weights.whole.T, 4, axis=1)
    stated, beside_stated, seen = _seen_back(weights, step.of_statement, parts[0], parts[1])
    told, beside_told, seen_too = _seen_back(weights, step.of_text, parts[2], parts[3])
    told += step.to_text.swapaxes(1, 2) @ beside_stated
    stated += step.to_statement @ beside_told
    likeness = _attention_back(step.to_text, beside_stated @ step.text.hidden.swapaxes(1, 2), 2)
    likeness += _attention_back(step.to_statement, step.statement.hidden @ beside_told.swapaxes(1, 2), 1)
    likeness *= np.float32(weights.like.shape[0] ** -0.5)
    asks, answers = likeness @ step.answers, likeness.swapaxes(1, 2) @ step.asks
    of_statement, read_statement = _read_back(weights, (step.statement, vectors[0]), stated + asks @ weights.like.T)
    of_text, read_text = _read_back(weights, (step.text, vectors[1]), told + answers @ weights.like.T)
    like = _product(step.statement.hidden, asks) + _product(step.text.hidden, answers)
    found = Weights._make([
        *_sum(read_statement, read_text), like, asks.sum((0, 1)) + answers.sum((0, 1)), *_sum(seen, seen_too),
        step.joined.T @ joined, joined.sum(0), step.weighed.T @ off, off.sum(0),
    ])  # fmt: skip
    return found, of_statement, of_text


def _sum(first: tuple[Array, ...], second: tuple[Array, ...]) -> Iterator[Array]:
    return (one + other for one, other in zip(first, second, strict=True))


def _product(inputs: Array, off: Array) -> Array:
    found: Array = inputs.reshape(-1, inputs.shape[2]).T @ off.reshape(-1, off.shape[2])
    return found


def _attention_back(attention: Array, off: Array, axis: int) -> Array:
    found: Array = attention * (off - (attention * off).sum(axis, keepdims=True))
    return found


def _seen_back(weights: Weights, seen: Seen, mean: Array, peak: Array) -> tuple[Array, Array, tuple[Array, ...]]:
    """Return the gradients of a side's own words, of what stands beside them, and of the weights used."""
    counts = np.maximum(seen.there.sum(1), 1)
    values = seen.there * (mean / counts)[:, None]
    pairs, width = np.arange(len(values))[:, None], np.arange(values.shape[2])[None]
    values[pairs, peaks_of(seen.values, seen.there), width] += peak
    bent = values * seen.kept * bend_slope(seen.bent)
    both = bent @ weights.seen_both.T
    own = bent @ weights.seen_own.T + both * seen.other
    other = bent @ weights.seen_other.T + both * seen.own
    parts = (_product(part, bent) for part in (seen.own, seen.other, seen.own * seen.other))
    return own, other, (*parts, bent.sum((0, 1)))


def _read_back(weights: Weights, words: tuple[Read, Array], hidden: Array) -> tuple[Array, tuple[Array, ...]]:
    """Return the gradients of the words' vectors of a side, and of the weights that read them."""
    side, vectors = words
    hidden = hidden * side.there
    bent = hidden * bend_slope(side.bent)
    found = bent @ weights.here.T + hidden @ weights.plain.T
    found[:, :-1] += bent[:, 1:] @ weights.before.T
    found[:, 1:] += bent[:, :-1] @ weights.after.T
    before, after = _product(vectors[:, :-1], bent[:, 1:]), _product(vectors[:, 1:], bent[:, :-1])
    used = (before, _product(vectors, bent), after, bent.sum((0, 1)), _product(vectors, hidden))
    return found, used
