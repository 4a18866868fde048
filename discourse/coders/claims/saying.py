"""How far comments say what the definitions of claims say, as a net reads them word beside word (``pairs``)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from discourse.coders.pairs import TOLD, Shipped, scores_of_pairs
from discourse.coders.words import Bools, Ints, Words, read_words
from discourse.languages.pieces import run_items

UNREAD = -5.0
"""What is taken for the log-odds of a pair that is not read, since nothing hints at it."""
MOST_SAID = 6.0
"""Log-odds beyond which a pair counts no further."""
_LUCK = 0.6
"""Log-odds by which the nearest of several examples is nearer by chance alone, for each e-fold of examples."""
_STEP, _WINDOWS = 60, 8
"""A long comment is read in stretches of ``TOLD`` words, each beginning so many later; at most so many."""


def said_of_claims(
    net: Shipped, comments: Words, claims: Sequence[Sequence[str]], wanted: Bools
) -> NDArray[np.float64]:
    """Return the log-odds that each comment makes each claim, comments × claims, where wanted.

    A claim is given by its definition and perhaps examples: what says the definition counts half, what says the
    nearest of the examples the other half.
    """
    claim = np.repeat(np.arange(len(claims)), [len(texts) for texts in claims])
    odds = said(net, comments, read_words([text for texts in claims for text in texts]), wanted[:, claim])
    first = np.searchsorted(claim, np.arange(len(claims)))
    found = odds[:, first]
    for place, texts in enumerate(claims):
        if len(texts) > 1:
            nearest = odds[:, first[place] + 1 : first[place] + len(texts)].max(axis=1)
            found[:, place] = (found[:, place] + nearest - _LUCK * np.log(len(texts) - 1)) / 2
    return found


def said(net: Shipped, comments: Words, definitions: Words, wanted: Bools) -> NDArray[np.float64]:
    """Return the log-odds that each comment says what each definition says, comments × definitions, where wanted.

    Of a long comment the likeliest stretch counts. Elsewhere, and where either has no words, it is ``UNREAD``.
    """
    comment, definition = np.nonzero(wanted & (comments.count > 0)[:, None] & (definitions.count > 0))
    stretches = _stretches(comments.count)
    stretch, _ = run_items((np.cumsum(stretches) - stretches)[comment], stretches[comment])
    pair = np.repeat(np.arange(len(comment)), stretches[comment])
    scores = scores_of_pairs(net, definitions, _in_stretches(comments, stretches), (definition[pair], stretch))
    odds = np.full(len(comment), -MOST_SAID)
    np.maximum.at(odds, pair, scores[:, 0] - scores[:, 1])
    found = np.full(wanted.shape, UNREAD)
    found[comment, definition] = np.clip(odds, -MOST_SAID, MOST_SAID)
    return found


def _stretches(words: Ints) -> Ints:
    """Return in how many stretches comments of so many words are read."""
    return np.clip(-(-(words - TOLD) // _STEP) + 1, 1, _WINDOWS)


def _in_stretches(comments: Words, stretches: Ints) -> Words:
    comment = np.repeat(np.arange(comments.texts), stretches)
    number, _ = run_items(np.zeros_like(stretches), stretches)
    begin = number * _STEP
    return comments.pieces(comments.first[comment] + begin, np.minimum(comments.count[comment] - begin, TOLD))
