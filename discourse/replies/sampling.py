"""Reply graphs drawn from the probabilities of guessed links: what else the discussion may have looked like."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, Self

import numpy as np

from discourse.replies.cycles import cut_cycles
from discourse.replies.graph import MISSING, Option, ReplyGraph
from discourse.replies.grouping import Bools, Floats, Integers


class _Choices(NamedTuple):
    """The options of all guessed links in one row, each comment's last one being "unknown".

    ``bound`` rises through the row: within comment number i of ``comment`` it runs over the sums of the
    probabilities, from i to i + 1; ``last`` is where that comment's options end.
    """

    comment: Integers
    parent: Integers
    probability: Floats
    bound: Floats
    last: Integers

    @classmethod
    def of(cls, graph: ReplyGraph) -> Self:
        """Return the options of a graph, those of its first comments first."""
        guessed = sorted((number, options) for number, options in graph.options.items() if options)
        rows = [(*options, Option(MISSING, 0.0)) for _, options in guessed]
        return cls(
            comment=np.array([number for number, _ in guessed], dtype=np.int64),
            parent=np.array([parent for row in rows for parent, _ in row], dtype=np.int64),
            probability=np.array([chance for row in rows for _, chance in row], dtype=np.float64),
            bound=np.array([place + sum_ for place, row in enumerate(rows) for sum_ in _sums(row)], dtype=np.float64),
            last=np.cumsum(np.array([len(row) for row in rows], dtype=np.int64)) - 1,
        )


def _sums(row: Sequence[Option]) -> list[float]:
    """Return the sums of the probabilities up to each option; the last, "unknown", takes what is left."""
    return [min(total, 1.0) for total in accumulate(chance for _, chance in row[:-1])] + [1.0]


def sampled(graph: ReplyGraph, draws: int, seed: int = 0) -> Integers:
    """Return parents as in ``ReplyGraph.parent``, one row for each draw: an array of shape (draws, comments).

    Each comment with options gets one of them with its probability, or ``MISSING`` with what they lack to 1,
    independently of the others; all other links stay. Of a cycle that arises so the least probable link is cut. The
    same seed gives the same rows, and fewer draws give the first of them.

    >>> from discourse.replies.graph import ARTICLE, Option
    >>> graph = ReplyGraph.from_parents([ARTICLE, 0])
    >>> graph.options[1] = (Option(0, 0.5), Option(ARTICLE, 0.5))
    >>> sampled(graph, 4).tolist()
    [[-1, -1], [-1, 0], [-1, 0], [-1, 0]]
    """
    parents = np.tile(graph.parent, (draws, 1))
    choices = _Choices.of(graph)
    if not choices.comment.size:
        return parents
    spot = np.arange(len(choices.comment)) + np.random.default_rng(seed).random((draws, len(choices.comment)))
    # the sum of a place and a chance just below 1 may be rounded up into the next comment's options
    chosen = np.minimum(np.searchsorted(choices.bound, spot, side="right"), choices.last)
    parents[:, choices.comment] = choices.parent[chosen]
    if not _runs_one_way(graph, choices):
        _cut(parents, graph, choices, chosen)
    return parents


def _runs_one_way(graph: ReplyGraph, choices: _Choices) -> bool:
    """Return whether every possible parent lies before its comment, or every one after it: then no cycle can arise."""
    fixed = np.ones(len(graph), dtype=np.bool_)
    fixed[choices.comment] = False
    options = np.diff(choices.last, prepend=-1)
    comment = np.concatenate([np.flatnonzero(fixed), np.repeat(choices.comment, options)])
    parent = np.concatenate([graph.parent[fixed], choices.parent])
    linked = parent >= 0
    earlier = parent[linked] < comment[linked]
    return bool(earlier.all() or not (earlier | (parent[linked] == comment[linked])).any())


def _cut(parents: Integers, graph: ReplyGraph, choices: _Choices, chosen: Integers) -> None:
    """Take one link of each cycle away, in place."""
    for row in np.flatnonzero(_cyclic(parents)).tolist():
        probability = graph.probability.copy()
        probability[choices.comment] = choices.probability[chosen[row]]
        parents[row, cut_cycles(parents[row], probability)] = MISSING


def _cyclic(parents: Integers) -> Bools:
    """Return which rows have a cycle: a walk with more steps than there are comments ends in all others."""
    rows, comments = parents.shape
    ancestor = np.where(parents >= 0, parents + np.arange(rows)[:, None] * comments, parents).ravel()
    walked = 1
    while walked <= comments and (below := np.flatnonzero(ancestor >= 0)).size:
        ancestor[below] = ancestor[ancestor[below]]
        walked *= 2
    turning: Bools = np.asarray((ancestor.reshape(parents.shape) >= 0).any(axis=1))
    return turning
