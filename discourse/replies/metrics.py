"""The shape of a discussion in numbers: depth, width, branching, distances.

Comments are nodes, and so is the article, the root. Everything is a few passes over arrays: a walk up the tree
doubles its stride in each pass, so a chain of n comments needs log2(n) of them and nothing recurses.

A comment whose parent is ``MISSING`` starts a tree of its own at depth 1, because it has at least one ancestor; its
true depth may be greater. Such trees count in everything except the two measures of distance, which are those of
the tree that hangs on the article: between separate trees there is no distance.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import numpy as np

from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph
from discourse.replies.grouping import Columns, Floats, Integers, counts, largest, means, ratios, runs, smallest, sums


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """The structure of one thread; ``None`` where a measure is undefined.

    ===================== =======================================================================================
    comments              number of comments
    top_level             comments that answer the article
    missing               comments whose parent is not shown or not known
    max_depth             depth of the deepest comment; one that answers the article has depth 1
    mean_depth            mean depth of the comments
    max_width             most comments at one depth (Gómez, Kaltenbrunner & López 2008)
    h_index               h, where h + 1 is the first depth with fewer than h + 1 comments (the same)
    mean_branching        links per node that has a reply, the article included; undefined without links
    largest_branch        comments in the largest tree below (and with) a comment of depth 1
    wiener_index          sum of the distances of all pairs of nodes of the article's tree (Wiener 1947)
    structural_virality   their mean (Goel, Anderson, Hofman & Watts 2016); undefined for the article alone
    root_dominance        share of the comments with a known parent that answer the article; undefined without any
    ===================== =======================================================================================
    """

    comments: int
    top_level: int
    missing: int
    max_depth: int | None
    mean_depth: float | None
    max_width: int | None
    h_index: int | None
    mean_branching: float | None
    largest_branch: int | None
    wiener_index: int
    structural_virality: float | None
    root_dominance: float | None


_WHOLE = ("max_depth", "max_width", "h_index", "largest_branch")
"""Measures that are whole numbers where they are defined."""


class Shape(NamedTuple):
    """For each comment its depth, the size of its tree (itself and all below it), and the comment on top of it."""

    depth: Integers
    size: Integers
    branch: Integers
    """The comment of depth 1 that it hangs under, or is."""


def shape(parent: Integers) -> Shape:
    """Return depth, size and branch of each comment by one walk up the trees.

    >>> [values.tolist() for values in shape(np.array([ARTICLE, 0, 1, MISSING]))]
    [[1, 2, 3, 1], [3, 2, 1, 1], [0, 0, 0, 3]]
    """
    depth, size, branch = np.ones_like(parent), np.ones_like(parent), np.arange(len(parent))
    for below, above in strides(parent):
        depth[below] += depth[above]
        # weights are float64: exact for every count below 2 ** 53
        size += np.bincount(above, weights=size[below], minlength=len(size)).astype(np.int64)
        branch[below] = branch[above]
    return Shape(depth, size, branch)


def strides(parent: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Yield comments and their ancestors 1, 2, 4, … steps up, as far as there are any."""
    ancestor = parent.copy()
    while (below := np.flatnonzero(ancestor >= 0)).size:
        above = ancestor[below]
        yield below, above
        ancestor[below] = ancestor[above]


def depths(graph: ReplyGraph) -> Integers:
    """Return the depth of each comment: 1 for one that answers the article or has no known parent.

    >>> depths(ReplyGraph.from_parents([ARTICLE, 0, 1, ARTICLE, MISSING])).tolist()
    [1, 2, 3, 1, 1]
    """
    depth = np.ones(len(graph), dtype=np.int64)
    for below, above in strides(graph.parent):
        depth[below] += depth[above]
    return depth


def sizes(graph: ReplyGraph) -> Integers:
    """Return for each comment how many comments its tree has: itself and all below it.

    >>> sizes(ReplyGraph.from_parents([ARTICLE, 0, 1, ARTICLE])).tolist()
    [3, 2, 1, 1]
    """
    return shape(graph.parent).size


def heights(parent: Integers) -> Integers:
    """Return for each comment how many steps down the deepest comment below it is, 0 where nobody answers it.

    >>> heights(np.array([ARTICLE, 0, 1, 0])).tolist()
    [2, 1, 0, 0]
    """
    height = np.zeros(len(parent), dtype=np.int64)
    stride = 1
    for below, above in strides(parent):
        np.maximum.at(height, above, height[below] + stride)
        stride *= 2
    return height


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
    one = np.zeros(len(graph), dtype=np.int64)
    values: dict[str, Any] = {
        name: None if np.isnan(column[0]) else column.tolist()[0]
        for name, column in structure_columns(graph.parent, shape(graph.parent), one, 1).items()
    }
    whole = {name: values[name] if values[name] is None else int(values[name]) for name in _WHOLE}
    return Structure(**(values | whole))


def structure_columns(parent: Integers, shape: Shape, thread: Integers, threads: int) -> Columns:
    """Return the measures of ``Structure`` for each thread of a forest, NaN where one is undefined."""
    top, missing = parent == ARTICLE, parent == MISSING
    comments, missed = counts(thread, threads), counts(thread[missing], threads)
    top_level, known = counts(thread[top], threads), comments - missed
    distances, virality = _distances(shape, thread, threads, top[shape.branch])
    answered = np.flatnonzero(np.bincount(parent[parent >= 0], minlength=len(parent)))
    return {
        "comments": comments,
        "top_level": top_level,
        "missing": missed,
        **level_columns(shape.depth, thread, threads),
        "mean_branching": ratios(known, counts(thread[answered], threads) + (top_level > 0)),
        "largest_branch": largest(shape.size, thread, threads),
        "wiener_index": distances,
        "structural_virality": virality,
        "root_dominance": ratios(top_level, known),
    }


def level_columns(depth: Integers, group: Integers, groups: int) -> Columns:
    """Return depth, width and h-index of each group of comments, NaN for one without comments."""
    span = int(depth.max(initial=0)) + 1
    levels, width = runs(group * span + depth)
    owner, level = levels // span, levels % span
    deepest = largest(depth, group, groups)
    thin = width < level
    # no group can fail before its first depth, and every group fails below its last
    first_thin = np.fmin(smallest(level[thin], owner[thin], groups), deepest + 1)
    return {
        "max_depth": deepest,
        "mean_depth": means(depth, group, groups),
        "max_width": largest(width, owner, groups),
        "h_index": first_thin - 1,
    }


def _distances(shape: Shape, thread: Integers, threads: int, inside: Any) -> tuple[Integers, Floats]:
    """Return the sum and the mean of the distances between the nodes of each article's tree."""
    below, owner = shape.size[inside], thread[inside]
    nodes = counts(owner, threads) + 1
    return wiener(below, owner, nodes)


def wiener(below: Integers, group: Integers, nodes: Integers) -> tuple[Integers, Floats]:
    """Return the Wiener index and the structural virality of each tree, NaN for the virality of a single node.

    ``below`` are the nodes on the far side of each link of the trees, ``nodes`` how many each tree has: a link lies
    between below * (nodes - below) pairs.
    """
    distances = sums(below * (nodes[group] - below), group, len(nodes))
    return distances, ratios(distances, nodes * (nodes - 1) / 2)
