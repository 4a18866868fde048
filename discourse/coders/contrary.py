"""Who takes the other side of a claim than the comment that is answered: a reply that rejects what that one asserts.

Such a reply denies, whatever words it has for it: "The bridge was sound" under "The bridge was rotten".
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from discourse.coders.columns import CODES, NOTHING, Bools, Codings, Ints, coded
from discourse.model import Coding, Thread
from discourse.replies.graph import ReplyGraph

_ASSERTS, _REJECTS = CODES["claim"].index("asserts"), CODES["claim"].index("rejects")
_LEAST = 0.25
"""Probability from which a claim on either side counts."""


class Contrary(NamedTuple):
    """By comment, whether it takes the other side of a claim than what it answers, and the characters that show it."""

    against: Bools
    begin: Ints
    end: Ints

    def taken(self, comments: Ints) -> "Contrary":
        """Return the rows of some comments."""
        return Contrary(self.against[comments], self.begin[comments], self.end[comments])


def contrary(claims: Codings, parent: Ints) -> Contrary:
    """Return who takes the other side, given the codings of claims and the comment that each comment answers.

    >>> of = {"comment": [0, 1], "target": 0, "code": [_ASSERTS, _REJECTS], "probability": 0.9, "begin": 0, "end": 4}
    >>> contrary(coded("claim", "cues", of), np.array([-1, 0])).against.tolist()
    [False, True]
    """
    takes_side = np.isin(claims.code, (_ASSERTS, _REJECTS)) & (claims.probability >= _LEAST)
    sides, found = claims.only(np.flatnonzero(takes_side)), nobody(len(parent))
    if not len(sides.comment):
        return found
    answered = parent[sides.comment]
    most = int(sides.target.max()) + 1
    key, wanted = sides.comment * most + sides.target, answered * most + sides.target
    order = np.argsort(key, kind="stable")
    there = order[np.minimum(np.searchsorted(key[order], wanted), len(order) - 1)]
    is_so = (answered >= 0) & (key[there] == wanted) & (sides.code[there] != sides.code)
    comments = sides.comment[is_so]
    found.against[comments] = True
    found.begin[comments], found.end[comments] = sides.begin[is_so], sides.end[is_so]
    return found


def contrary_among(codings: Iterable[Coding], thread: Thread, graph: ReplyGraph) -> Contrary:
    """Return who takes the other side, given the codings of claims as values; an id used twice is its first comment."""
    numbers = {comment.id: number for number, comment in reversed(list(enumerate(thread.comments)))}
    told = [one for one in codings if one.variable == "claim" and one.code in CODES["claim"]]
    targets = {target: number for number, target in enumerate(sorted({one.target or "" for one in told}))}
    claims = coded("claim", "cues", {
        "comment": [numbers[one.comment] for one in told],
        "target": [targets[one.target or ""] for one in told],
        "code": [CODES["claim"].index(one.code or "") for one in told],
        "probability": [one.probability or 0.0 for one in told],
        "begin": [one.span[0] if one.span else NOTHING for one in told],
        "end": [one.span[1] if one.span else NOTHING for one in told],
    })  # fmt: skip
    return contrary(claims, graph.parent)


def nobody(comments: int) -> Contrary:
    """Return that none of so many comments takes another side."""
    return Contrary(np.zeros(comments, bool), np.full(comments, NOTHING), np.full(comments, NOTHING))
