"""The trees of reply inference, grown on top of the weights.

The likelihood is that of a softmax over the options of each comment, of which several may be right; each leaf takes one
Newton step of it (Friedman 2001). The trees are the histogram-based ones of scikit-learn, after LightGBM (Ke et al.
2017).
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from discourse.replies.trees import NODE, Trees
from discourse.training.replies.cases import Array, Case, case_weights


class Growth(NamedTuple):
    """How trees are grown."""

    trees: int
    rate: float
    leaves: int


GROWTHS = {"flat": Growth(trees=280, rate=0.07, leaves=28), "nested": Growth(trees=240, rate=0.07, leaves=20)}
_LEAST_IN_LEAF = 40
_SHARE_OF_COMMENTS, _SHARE_OF_EVIDENCE = 0.4, 0.4
_PENALTY = 1.0
_BINS = 64
_LEAST_BEND = 1e-4


def grown(found: Iterable[Case], growth: Growth) -> Trees:
    """Return trees that add to the weights' scores what raises the likelihood, each on top of those before."""
    from sklearn.ensemble._hist_gradient_boosting.binning import _BinMapper  # the public classes take no such loss

    listed = [case for case in found if case.right.any()]
    groups = _Groups.of(listed)
    binning = _BinMapper(n_bins=_BINS, random_state=0, n_threads=1)
    binned = binning.fit_transform(np.concatenate([case.rows for case in listed]))
    scores = np.concatenate([case.scores for case in listed])
    chance = np.random.default_rng(0)
    tables: list[NDArray[Any]] = []
    for number in range(growth.trees):
        taken = (chance.random(len(listed)) < _SHARE_OF_COMMENTS)[groups.group]
        first, second = groups.slopes(scores)
        tree = _tree(np.asfortranarray(binned[taken]), (first[taken], second[taken]), growth, number, binning)
        scores = scores + tree.predict_binned(binned, binning.missing_values_bin_idx_, 1)
        tables.append(_table(tree.nodes, sum(map(len, tables))))
    return Trees(np.concatenate(tables))


class _Groups(NamedTuple):
    """The options of many comments in one row: the comment of each, where each comment's begin, what is right."""

    group: Array
    starts: Array
    right: Array
    weight: Array

    @classmethod
    def of(cls, listed: Sequence[Case]) -> Self:
        lengths = np.array([len(case.rows) for case in listed])
        group = np.repeat(np.arange(len(listed)), lengths)
        return cls(
            group=group,
            starts=np.cumsum(lengths) - lengths,
            right=np.concatenate([case.right / case.right.sum() for case in listed]),
            weight=case_weights([case.source for case in listed])[group],
        )

    def slopes(self, scores: Array) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the first and the second derivative of the loss by each score."""
        odds = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.group])
        share = odds / np.add.reduceat(odds, self.starts)[self.group]
        first = (share - self.right) * self.weight
        second = np.maximum(share * (1 - share), _LEAST_BEND) * self.weight
        return first.astype(np.float32), second.astype(np.float32)


def _tree(binned: Array, slopes: tuple[Array, Array], growth: Growth, seed: int, binning: Any) -> Any:
    from sklearn.ensemble._hist_gradient_boosting.grower import TreeGrower

    make: Any = TreeGrower
    grower = make(
        binned,
        *slopes,
        max_leaf_nodes=growth.leaves,
        min_samples_leaf=_LEAST_IN_LEAF,
        l2_regularization=_PENALTY,
        shrinkage=growth.rate,
        feature_fraction_per_split=_SHARE_OF_EVIDENCE,
        rng=np.random.default_rng(seed),
        n_bins=_BINS,
        n_bins_non_missing=binning.n_bins_non_missing_,
        n_threads=1,  # several add up in another order on each run
    )
    grower.grow()
    return grower.make_predictor(binning.bin_thresholds_)


def _table(nodes: Any, first: int) -> NDArray[Any]:
    """Return a tree as a table of nodes, counted from ``first``."""
    table = np.zeros(len(nodes), dtype=NODE)
    own, is_leaf = np.arange(len(nodes)) + first, nodes["is_leaf"].astype(bool)
    table["root"][0] = True
    table["feature"] = np.where(is_leaf, 0, nodes["feature_idx"])
    table["most"] = np.where(is_leaf, np.inf, nodes["num_threshold"])
    table["left"] = np.where(is_leaf, own, nodes["left"].astype(np.int64) + first)
    table["right"] = np.where(is_leaf, own, nodes["right"].astype(np.int64) + first)
    table["value"] = np.where(is_leaf, nodes["value"], 0)
    return table
