"""Who shares a claim with the comment that is answered: on the same side of it, or on the other.

A reply that rejects what that one asserts mostly denies, whatever words it has for it: "The bridge was sound" under
"The bridge was rotten". What people do is no claim to be on a side of: two who ask for proof, or praise the article, do
not thereby agree.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

import numpy as np

from discourse.codebook import Codebook
from discourse.coders.claims.acts import acts_in
from discourse.coders.columns import CODES, NOTHING, Bools, Codings, Floats, Ints, claim_columns
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

_ASSERTS, _REJECTS = CODES["claim"].index("asserts"), CODES["claim"].index("rejects")


class Shared(NamedTuple):
    """By comment, how surely it shares a claim so (0 for not at all), and the characters of it that show the claim."""

    sure: Floats
    begin: Ints
    end: Ints

    def taken(self, comments: Ints) -> "Shared":
        """Return the rows of some comments."""
        return Shared(self.sure[comments], self.begin[comments], self.end[comments])


class Sides(NamedTuple):
    """By comment, the claim that it shares with what it answers: on the same side of it, and on the other.

    How sure that is, is the product of how sure both codings are.
    """

    same: Shared
    other: Shared

    def taken(self, comments: Ints) -> "Sides":
        """Return the rows of some comments."""
        return Sides(self.same.taken(comments), self.other.taken(comments))


def sides(claims: Codings, parent: Ints, acts: Collection[int] = ()) -> Sides:
    """Return who takes which side of what is answered, given the codings of claims and what each comment answers.

    ``acts`` are the claims that are something which people do.

    >>> from discourse.coders.columns import coded
    >>> of = {"comment": [0, 1], "target": 0, "code": [_ASSERTS, _REJECTS], "probability": 0.8, "begin": 0, "end": 4}
    >>> sides(coded("claim", "cues", of), np.array([-1, 0])).other.sure.round(2).tolist()
    [0.0, 0.64]
    """
    held = np.isin(claims.code, (_ASSERTS, _REJECTS)) & ~np.isin(claims.target, list(acts))
    told, found = claims.only(np.flatnonzero(held)), no_sides(len(parent))
    if not len(told.comment):
        return found
    answered = parent[told.comment]
    most = int(told.target.max()) + 1
    key, wanted = told.comment * most + told.target, answered * most + told.target
    order = np.argsort(key, kind="stable")
    there = order[np.minimum(np.searchsorted(key[order], wanted), len(order) - 1)]
    shared = (answered >= 0) & (key[there] == wanted)
    sure, alike = told.probability * told.probability[there], told.code == told.code[there]
    _fill(found.same, told, sure, shared & alike)
    _fill(found.other, told, sure, shared & ~alike)
    return found


def _fill(shared: Shared, told: Codings, sure: Floats, so: Bools) -> None:
    """Set of each comment the surest claim that is shared so; the first among equals."""
    rows = np.flatnonzero(so)
    rows = rows[np.argsort(-sure[rows], kind="stable")][::-1]
    comments = told.comment[rows]
    shared.sure[comments] = sure[rows]
    shared.begin[comments], shared.end[comments] = told.begin[rows], told.end[rows]


def sides_among(codings: Iterable[Coding], thread: Thread, graph: ReplyGraph, codebook: Codebook) -> Sides:
    """Return the same, given the codings of claims as values."""
    return sides(claim_columns(codings, thread, codebook), graph.parent, acts_in(codebook))


def no_sides(comments: int) -> Sides:
    """Return that none of so many comments shares a claim."""
    same, other = (Shared(np.zeros(comments), *(np.full(comments, NOTHING) for _ in range(2))) for _ in range(2))
    return Sides(same, other)
