"""The shape of a discussion in numbers: depth, width, branching, distances.

Comments are nodes, and so is the article, the root. Everything is a few passes over arrays: a walk up the tree
doubles its stride in each pass, so a chain of n comments needs log2(n) of them and nothing recurses.

A comment whose parent is ``MISSING`` starts a tree of its own at depth 1, because it has at least one ancestor; its
true depth may be greater. Such trees count in everything except the two measures of distance, which are those of
the tree that hangs on the article: between separate trees there is no distance.
"""

from collections.abc import Iterator

import msgspec
import numpy as np
from numpy.typing import NDArray

from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph

Integers = NDArray[np.int64]


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """The structure of one thread; ``None`` where a measure is undefined.

    ===================== =======================================================================================
    comments              number of comments
    top_level             comments that answer the article
    missing               comments whose parent is not shown or not known
    max_depth             depth of the deepest comment; one that answers the article has depth 1
    mean_depth            mean depth of the comments
    max_width             most comments at one depth (Gómez, Kaltenbrunner & López 2008)
    mean_branching        links per node that has a reply, the article included; undefined without links
    largest_branch        comments in the largest tree below (and with) a comment of depth 1
    wiener_index          sum of the distances of all pairs of nodes of the article's tree (Wiener 1947)
    structural_virality   their mean (Goel, Anderson, Hofman & Watts 2016); undefined for the article alone
    ===================== =======================================================================================
    """

    comments: int
    top_level: int
    missing: int
    max_depth: int | None
    mean_depth: float | None
    max_width: int | None
    mean_branching: float | None
    largest_branch: int | None
    wiener_index: int
    structural_virality: float | None


def depths(graph: ReplyGraph) -> Integers:
    """Return the depth of each comment: 1 for one that answers the article or has no known parent.

    >>> depths(ReplyGraph.from_parents([ARTICLE, 0, 1, ARTICLE, MISSING])).tolist()
    [1, 2, 3, 1, 1]
    """
    depth = np.ones(len(graph), dtype=np.int64)
    for below, above in _strides(graph):
        depth[below] += depth[above]
    return depth


def sizes(graph: ReplyGraph) -> Integers:
    """Return for each comment how many comments its tree has: itself and all below it.

    >>> sizes(ReplyGraph.from_parents([ARTICLE, 0, 1, ARTICLE])).tolist()
    [3, 2, 1, 1]
    """
    size = np.ones(len(graph), dtype=np.int64)
    for below, above in _strides(graph):
        # weights are float64: exact for every count below 2 ** 53
        size += np.bincount(above, weights=size[below], minlength=len(size)).astype(np.int64)
    return size


def _strides(graph: ReplyGraph) -> Iterator[tuple[Integers, Integers]]:
    """Yield comments and their ancestors 1, 2, 4, … steps up, as far as there are any."""
    ancestor = graph.parent.copy()
    while (below := np.flatnonzero(ancestor >= 0)).size:
        above = ancestor[below]
        yield below, above
        ancestor[below] = ancestor[above]


def widths(graph: ReplyGraph) -> Integers:
    """Return how many comments there are at each depth, from depth 1 on.

    >>> widths(ReplyGraph.from_parents([ARTICLE, 0, 0, ARTICLE])).tolist()
    [2, 2]
    """
    return np.bincount(depths(graph))[1:] if len(graph) else np.zeros(0, dtype=np.int64)


def structure(graph: ReplyGraph) -> Structure:
    """Return the measures of one thread's structure; see ``Structure`` for each and its source.

    A star of n nodes has the Wiener index (n - 1) ** 2 and a path n * (n ** 2 - 1) / 6 (Wiener 1947):

    >>> star, path = ReplyGraph.from_parents([ARTICLE] * 3), ReplyGraph.from_parents([ARTICLE, 0, 1])
    >>> structure(star).wiener_index, structure(path).wiener_index
    (9, 10)
    >>> structure(star).structural_virality, structure(path).mean_branching
    (1.5, 1.0)
    """
    if not len(graph):
        return _EMPTY
    depth, size = depths(graph), sizes(graph)
    nodes = 1 + int(size[graph.parent == ARTICLE].sum())
    wiener = _wiener(graph, size, nodes)
    return Structure(
        comments=len(graph),
        top_level=int(np.count_nonzero(graph.parent == ARTICLE)),
        missing=int(np.count_nonzero(graph.parent == MISSING)),
        max_depth=int(depth.max()),
        mean_depth=float(depth.mean()),
        max_width=int(np.bincount(depth).max()),
        mean_branching=_branching(graph),
        largest_branch=int(size[graph.parent < 0].max()),
        wiener_index=wiener,
        structural_virality=wiener / (nodes * (nodes - 1) / 2) if nodes > 1 else None,
    )


_EMPTY = Structure(
    comments=0,
    top_level=0,
    missing=0,
    max_depth=None,
    mean_depth=None,
    max_width=None,
    mean_branching=None,
    largest_branch=None,
    wiener_index=0,
    structural_virality=None,
)


def _wiener(graph: ReplyGraph, size: Integers, nodes: int) -> int:
    """Sum over the links of the article's tree of the pairs of nodes that each link lies between."""
    below = size[_under_article(graph)]
    return int((below * (nodes - below)).sum())


def _under_article(graph: ReplyGraph) -> NDArray[np.bool_]:
    """Return which comments hang, by whatever way, on the article."""
    root = graph.parent.copy()
    for below, above in _strides(graph):
        root[below] = root[above]
    under: NDArray[np.bool_] = root == ARTICLE
    return under


def _branching(graph: ReplyGraph) -> float | None:
    answered = graph.parent[graph.parent != MISSING]
    if not answered.size:
        return None
    replies = np.bincount(answered - ARTICLE)
    return float(answered.size / np.count_nonzero(replies))
