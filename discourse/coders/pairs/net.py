"""A small net that reads a text beside a statement: arrays and what is worked out from them.

Each word is read with its two neighbours. Each word of either side is then set beside what is likest to it on the other
side (attention, as in Parikh et al. 2016), and seen with it; the mean and the extremes of what is seen are weighed
together. Everything between is kept, since ``training/pairs/gradients.py`` goes the same way back.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Keep = Callable[[Array], Array]
"""What is multiplied into numbers of this shape, so that some are dropped while learning."""
_SLOPE = np.float32(1.702)
_AWAY = np.float32(-1e4)


class Weights(NamedTuple):
    """The arrays of the net, for words of ``d`` numbers that are read as ``h``.

    ``before``, ``here``, ``after`` and ``plain`` are d × h, ``like`` and the three of ``seen`` h × h, ``whole`` 4h × h,
    ``sides`` h × codes; the others are what is added.
    """

    before: Array
    here: Array
    after: Array
    read_bias: Array
    plain: Array
    like: Array
    like_bias: Array
    seen_own: Array
    seen_other: Array
    seen_both: Array
    seen_bias: Array
    whole: Array
    whole_bias: Array
    sides: Array
    sides_bias: Array


def shapes(dimensions: int, width: int, codes: int) -> list[tuple[int, ...]]:
    """Return the shape of each array, in their order."""
    word, both, one = (dimensions, width), (width, width), (width,)
    around = [word, word, word, one, word]
    return [*around, both, one, both, both, both, one, (4 * width, width), one, (width, codes), (codes,)]


class Padded(NamedTuple):
    """The vectors of words, texts × longest × d, and whether a word is there, texts × longest × 1."""

    vectors: Array
    there: Array


class Read(NamedTuple):
    """Words as they are read with their neighbours: ``bent`` before the bend, ``hidden`` after it."""

    there: Array
    bent: Array
    hidden: Array


class Parts(NamedTuple):
    """What words add to how they are read, words × h: as the one before, the one itself, the one after, and plainly.

    The first row, all zeros, is that of no word.
    """

    before: Array
    here: Array
    after: Array
    plain: Array


class Seen(NamedTuple):
    """Words set beside what is likest to them on the other side.

    ``mean`` and ``peak`` are what is seen in a text in the mean and at most.
    """

    own: Array
    other: Array
    there: Array
    bent: Array
    kept: Array
    values: Array
    mean: Array
    peak: Array


class Pass(NamedTuple):
    """All that is worked out on the way from two texts to the scores of the codes, pairs × codes.

    ``to_text`` and ``to_statement`` are the attention of words to words of the other side.
    """

    statement: Read
    text: Read
    asks: Array
    answers: Array
    to_text: Array
    to_statement: Array
    of_statement: Seen
    of_text: Seen
    joined: Array
    bent: Array
    kept: Array
    weighed: Array
    scores: Array


def bend(values: Array) -> Array:
    """Return x·σ(1.702x), a smooth step (Hendrycks and Gimpel 2016)."""
    found = sigma(values)
    found *= values
    return found


def sigma(values: Array) -> Array:
    """Return σ(1.702x)."""
    found: Array = -_SLOPE * values
    np.minimum(found, np.float32(60), out=found)
    np.exp(found, out=found)
    found += 1
    return np.divide(1, found, out=found)


def bend_slope(values: Array) -> Array:
    """Return the derivative of ``bend``."""
    share = sigma(values)
    found: Array = share * (1 + _SLOPE * values * (1 - share))
    return found


def forward(weights: Weights, stated: Read, told: Read, keep: Keep | None = None) -> Pass:
    """Return the scores of pairs with all that leads to them; one statement may stand beside many texts."""
    asks, answers = (side.hidden @ weights.like + weights.like_bias for side in (stated, told))
    likeness = asks @ answers.swapaxes(1, 2) * np.float32(weights.like.shape[0] ** -0.5)
    to_text = _attention(likeness, told.there.swapaxes(1, 2), 2)
    to_statement = _attention(likeness, stated.there, 1)
    of_statement = _seen(weights, stated, to_text @ told.hidden, keep)
    of_text = _seen(weights, told, to_statement.swapaxes(1, 2) @ stated.hidden, keep)
    joined = np.concatenate([of_statement.mean, of_statement.peak, of_text.mean, of_text.peak], 1)
    bent = joined @ weights.whole + weights.whole_bias
    kept = _kept(bent, keep)
    weighed = bend(bent) if keep is None else bend(bent) * kept
    scores = weighed @ weights.sides + weights.sides_bias
    return Pass(
        stated, told, asks, answers, to_text, to_statement, of_statement, of_text, joined, bent, kept, weighed, scores
    )


def read(weights: Weights, words: Padded) -> Read:
    """Return words as they are read with their neighbours."""
    vectors = words.vectors
    bent = vectors @ weights.here + weights.read_bias
    bent[:, 1:] += vectors[:, :-1] @ weights.before
    bent[:, :-1] += vectors[:, 1:] @ weights.after
    return Read(words.there, bent, (bend(bent) + vectors @ weights.plain) * words.there)


def parts_of(weights: Weights, vectors: Array) -> Parts:
    """Return what words with these vectors add wherever they stand, so that it is worked out once for each word."""
    both = np.concatenate([np.zeros_like(vectors[:1]), vectors])
    return Parts(both @ weights.before, both @ weights.here, both @ weights.after, both @ weights.plain)


def read_known(weights: Weights, parts: Parts, words: Array) -> Read:
    """Return the same as ``read`` for words by their row in ``parts``: texts × longest, 0 where there is none."""
    there = (words > 0).astype(np.float32)[..., None]
    bent = parts.here[words]
    bent += weights.read_bias
    bent[:, 1:] += parts.before[words[:, :-1]]
    bent[:, :-1] += parts.after[words[:, 1:]]
    hidden = bend(bent)
    hidden += parts.plain[words]
    hidden *= there
    return Read(there, bent, hidden)


def _attention(likeness: Array, there: Array, axis: int) -> Array:
    raised: Array = np.where(there > 0, likeness, _AWAY)
    raised -= raised.max(axis, keepdims=True)
    np.exp(raised, out=raised)
    raised /= raised.sum(axis, keepdims=True)
    return raised


def _seen(weights: Weights, side: Read, other: Array, keep: Keep | None) -> Seen:
    own, there = side.hidden, side.there
    bent = own @ weights.seen_own + other @ weights.seen_other
    bent += (own * other) @ weights.seen_both
    bent += weights.seen_bias
    kept = _kept(bent, keep)
    values = bend(bent) if keep is None else bend(bent) * kept
    mean = (values * there).sum(1) / np.maximum(there.sum(1), 1)
    return Seen(own, other, there, bent, kept, values, mean, _away(values, there).max(1))


def peaks_of(values: Array, there: Array) -> Array:
    """Return by number which word of a text is seen most: of … × words × h, … × h."""
    found: Array = _away(values, there).argmax(-2)
    return found


def _away(values: Array, there: Array) -> Array:
    return values if there.all() else np.where(there > 0, values, _AWAY)


def _kept(values: Array, keep: Keep | None) -> Array:
    return keep(values) if keep else np.ones((), np.float32)
