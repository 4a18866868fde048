"""What is usual toward a target in a thread: how common each side is by the thread's own predictions.

What a thread is about moves the scores of all its comments to one side alike, which tells little of who in it is for
the target and who against. A code is given for how far it exceeds what is usual, so the usual shares of the two sides
are taken from the predictions for the thread, held to the shares of what was learned from. It is the first step of how
Saerens, Latinne and Decaestecker (2002) find new base rates; their further ones make one code take all.
"""

from collections.abc import Sequence

import numpy as np

from discourse.coders.linear.model import Matrix, Model, decide
from discourse.coders.linear.stances import CODES
from discourse.coders.words import Ints

HELD = 20.0
"""Comments of the usual shares beside those of a thread; chosen on topics, threads and targets left out of the fit."""
STATEMENT, TARGET = "statement", "target"
"""The kinds of place in which every text is asked, whatever it names, and in which one is asked about what is named."""
_SIDES = [CODES.index("favor"), CODES.index("against")]
_NONE = CODES.index("none")


def usual_shares(usual: Sequence[float], probability: Matrix, thread: Ints) -> Matrix:
    """Return what is usual in the thread of each comment toward one target, comments × codes.

    ``probability`` is what is predicted for the comments, by code, and ``thread`` numbers their threads. The two sides
    together stay as common as ``usual`` says.

    >>> usual_shares((0.3, 0.3, 0.4), np.tile([0.5, 0.1, 0.4], (150, 1)), np.zeros(150, int))[0].round(3).tolist()
    [0.476, 0.124, 0.4]
    """
    found = np.tile(np.array(usual, np.float64), (len(thread), 1))
    expected = found[:1, _SIDES]
    _, place = np.unique(thread, return_inverse=True)
    summed = np.stack([np.bincount(place, probability[:, side]) for side in _SIDES], 1) + HELD * expected
    found[:, _SIDES] = (summed / summed.sum(axis=1, keepdims=True) * expected.sum())[place]
    return found


def given_beside(model: Model, kind: str, probability: Matrix, thread: Ints) -> Ints:
    """Return the number of the code given to each comment beside what is usual in its thread.

    Toward a name no side is given that is less probable than none.
    """
    given = decide(model, probability, kind, usual_shares(model.usual[kind], probability, thread))
    if kind == STATEMENT:
        return given
    own = probability[np.arange(len(given)), given]
    return np.where(probability[:, _NONE] > own, _NONE, given)
