"""How far cues are believed of claims that any comment section has: as far as the thread is one that makes such claims.

Where people quarrel, "Source?" demands evidence and "the usual suspects" are somebody; in a thread about a recipe the
same words mostly mean something else. So the more often such claims show in the other comments of a thread, the surer
is each of them. Measured on 165 codings by the codebook ``general``, of four quarrels and of 25 saved pages
(docs/models/claims.md); a codebook with few such claim types tells too little of a thread.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from discourse.coders.columns import Floats, Ints

ENOUGH = 10
"""Claim types that any comment section has with which a codebook tells what a thread is like; ``general`` has 13."""
HELD, RATE = 10.0, 0.01
"""Comments of the usual rate that count beside those of a thread, and that rate: claims a comment and claim type."""
QUARREL = 0.035
"""The rate in the quarrels that were measured, at which a thread adds nothing."""
LEAST, MOST = 0.002, 0.06
"""The least and the highest rate that was measured."""
_SLOPE = 0.94
_LINKS = ("http", "www.")
_BRACKETS = "<[( "


class Shown(NamedTuple):
    """A claim that words show: its thread and comment by number, and whether these words are more than a link."""

    thread: int
    comment: int
    counts: bool


def is_link(words: str) -> bool:
    """Tell whether words are a link, which stands in any thread.

    >>> is_link("<https://example.org>"), is_link("the report says")
    (True, False)
    """
    return words.lstrip(_BRACKETS).lower().startswith(_LINKS)


def usual_odds(shown: Sequence[Shown], comments: Ints, claim_types: int) -> Floats:
    """Return what the other comments of its thread add to the log-odds of each claim.

    ``comments`` are how many each thread has that can be read.

    >>> quarrel, recipe = [Shown(0, number, True) for number in range(4)], [Shown(1, 8, True)]
    >>> usual_odds([*quarrel, *recipe], np.array([8, 200]), 13).round(1).tolist()
    [-0.6, -0.6, -0.6, -0.6, -2.7]
    """
    in_thread = Counter(one.thread for one in shown if one.counts)
    in_comment = Counter(one.comment for one in shown if one.counts)
    others = np.array([in_thread[one.thread] - in_comment[one.comment] for one in shown], np.float64)
    size = comments[np.array([one.thread for one in shown], np.int64)]
    rate = (others / claim_types + HELD * RATE) / (size - 1 + HELD)
    return np.asarray(_SLOPE * np.log(np.clip(rate, LEAST, MOST) / QUARREL))
