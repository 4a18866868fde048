"""Exchanges between authors: who answers back, and how often, in each thread of a forest.

Only comments under a name that tells one person from another count. A *chain* is a comment, the one it answers and
the one that this answers; it *alternates* (a – b – a) where the first and the third are by one author and the second
by another.
"""

from typing import NamedTuple

import numpy as np

from discourse.replies.forest import NOBODY, Forest
from discourse.replies.grouping import Bools, Columns, Integers, counts, ratios, runs


class Chains(NamedTuple):
    """The chains of three comments by known authors of whom the first two differ.

    ``comment`` is the last comment of each, ``back`` whether the first is by the same author.
    """

    comment: Integers
    back: Bools


def chains(forest: Forest) -> Chains:
    """Return the chains of a forest."""
    comment, other = _answers(forest)
    above = forest.parent[forest.parent[comment]]
    differ = (forest.author[comment] != other) & (above >= 0)
    comment, third = comment[differ], forest.author[above[differ]]
    known = third != NOBODY
    return Chains(comment[known], (third == forest.author[comment])[known])


def alternation(found: Chains, group: Integers, groups: int) -> Columns:
    """Return which share of each group's chains alternates, NaN without chains.

    Alternation = (chains a – b – a) / (chains a – b – c and a – b – a, with a ≠ b), a and c the authors of a comment
    and of its grandparent. By chance, among many authors, it would be near 0. The definition is ours.
    """
    owner = group[found.comment]
    return {"alternation": ratios(counts(owner[found.back], groups), counts(owner, groups))}


def dyad_columns(forest: Forest, found: Chains) -> Columns:
    """Return the measures of the pairs of authors in contact, NaN in threads without such a pair.

    Two authors are in contact where one answers the other. ``reciprocity`` is the share of the pairs in which each
    answers the other: M / (M + A) of the dyad census (Holland & Leinhardt 1970; Wasserman & Faust 1994, ch. 13).
    ``back_and_forth`` is the share of the pairs in which somebody answers an answer to themselves (a – b – a), a
    sign of dispute: compare the dyadic motifs of Coletto, Garimella, Gionis & Lucchese (2017).
    """
    comment, other = _answers(forest)
    author = forest.author[comment]
    differ = author != other
    ties, _ = runs(2 * _pairs(forest, author[differ], other[differ]) + (author < other)[differ])
    pairs, directions = runs(ties // 2)
    back = found.comment[found.back]
    disputes, _ = runs(_pairs(forest, forest.author[back], forest.author[forest.parent[back]]))
    contacts = _by_thread(forest, pairs)
    return {
        "reciprocity": ratios(_by_thread(forest, pairs[directions == 2]), contacts),
        "back_and_forth": ratios(_by_thread(forest, disputes), contacts),
    }


def _answers(forest: Forest) -> tuple[Integers, Integers]:
    """Return the comments by known authors that answer a comment by a known author, and who that is."""
    comment = np.flatnonzero((forest.parent >= 0) & (forest.author != NOBODY))
    other = forest.author[forest.parent[comment]]
    known = other != NOBODY
    return comment[known], other[known]


def _pairs(forest: Forest, author: Integers, other: Integers) -> Integers:
    """Return one number for each pair of authors, whoever of the two comes first."""
    return np.minimum(author, other) * forest.authors + np.maximum(author, other)


def _by_thread(forest: Forest, pairs: Integers) -> Integers:
    return counts(forest.author_thread[pairs // max(forest.authors, 1)], forest.threads)
