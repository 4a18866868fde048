"""What a nested listing allows: a comment answers the one shown before it, one above that one, or the article.

Which branch the last comment ended is known only as well as the links before it. So several branches are kept, each
with its probability (a beam), and a comment's link is settled when the few comments after it have had their say: a
branch on which they find no likely parent loses weight, and with it the links that led there (fixed-lag smoothing,
e.g. Särkkä 2013, ch. 8). Branches that have become the same are joined, and what led to them is mixed by weight.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from discourse.replies.gathered import Integers
from discourse.replies.graph import ARTICLE

MOST_BRANCHES = 16
DEEPEST = 60
"""So many comments of a branch, the last ones, can still be answered."""
LAG = 8
"""After so many comments a link is settled."""
_NEGLIGIBLE = 0.01
Distribution = dict[int, float]


class _Branch(NamedTuple):
    """A branch from the top to the last comment, its probability, and what the comments not yet settled answer."""

    path: tuple[int, ...]
    weight: float
    recent: tuple[Distribution, ...]


class Branches:
    """The branches that the last comment may have ended."""

    def __init__(self) -> None:
        """Start before the first comment."""
        self._branches = [_Branch((), 1.0, ())]

    def candidates(self) -> Integers:
        """Return the comments that the next one may answer, in order."""
        return np.array(sorted({comment for branch in self._branches for comment in branch.path}), dtype=np.int64)

    def places(self, candidates: Integers) -> tuple[Integers, Integers, Integers]:
        """Return for each candidate its depth, its steps up from the last comment, and its last answer so far.

        Each is that of the most probable branch with the candidate in it. Last answers close with the article's; -1 is
        none.
        """
        at = {comment: number for number, comment in enumerate(candidates.tolist())}
        depth, steps = np.zeros(len(at), dtype=np.int64), np.zeros(len(at), dtype=np.int64)
        elders = np.full(len(at) + 1, -1, dtype=np.int64)
        for branch in reversed(self._branches):
            path = branch.path
            for number, (comment, elder) in enumerate(zip(path, [*path[1:], -1], strict=False)):
                if comment in at:
                    depth[at[comment]], steps[at[comment]], elders[at[comment]] = number, len(path) - 1 - number, elder
            if path:
                elders[-1] = path[0]
        return depth, steps, elders

    def add(self, comment: int, found: Mapping[int, float]) -> None:
        """Take in what the next comment answers, with the probability of each among all branches' comments."""
        begun: dict[tuple[int, ...], list[tuple[float, _Branch, int]]] = defaultdict(list)
        likely = {parent: probability for parent, probability in found.items() if probability >= _NEGLIGIBLE}
        for branch in self._branches:
            for parent, probability in likely.items():
                if parent == ARTICLE or parent in branch.path:
                    path = grown(branch.path, comment, parent)
                    begun[path].append((branch.weight * probability, branch, parent))
        if not begun:  # what the source states leads to a comment that no branch has
            parent = max(found, key=lambda one: found[one])
            begun[grown((), comment, parent)] = [(branch.weight, branch, parent) for branch in self._branches]
        totals = {path: sum(weight for weight, _, _ in ways) for path, ways in begun.items()}
        kept = sorted(totals, key=lambda path: (-totals[path], path))[:MOST_BRANCHES]
        whole = sum(totals[path] for path in kept)
        self._branches = [_Branch(path, totals[path] / whole, _mixed(begun[path])) for path in kept]

    def settled(self, all_of_them: bool = False) -> list[Distribution]:
        """Return what the oldest comments answer whose links can be settled now, and forget it."""
        length = len(self._branches[0].recent)
        ready = length if all_of_them else max(0, length - LAG)
        result = []
        for number in range(ready):
            mixed: Distribution = defaultdict(float)
            for branch in self._branches:
                for parent, probability in branch.recent[number].items():
                    mixed[parent] += branch.weight * probability
            result.append(dict(mixed))
        self._branches = [branch._replace(recent=branch.recent[ready:]) for branch in self._branches]
        return result


def grown(path: tuple[int, ...], comment: int, parent: int) -> tuple[int, ...]:
    """Return the branch that ends with a comment, after one that ended before it; a parent elsewhere begins anew."""
    if parent in path:
        return (*path[: path.index(parent) + 1], comment)[-DEEPEST:]
    return (parent, comment) if 0 <= parent < comment else (comment,)


def _mixed(ways: Sequence[tuple[float, _Branch, int]]) -> tuple[Distribution, ...]:
    """Return what the comments not yet settled answer on the ways that led to one branch, by the ways' weights."""
    whole = sum(weight for weight, _, _ in ways)
    recent: list[Distribution] = [defaultdict(float) for _ in range(len(ways[0][1].recent) + 1)]
    for weight, branch, parent in ways:
        for mixed, known in zip(recent, (*branch.recent, {parent: 1.0}), strict=True):
            for one, probability in known.items():
                mixed[one] += probability * weight / whole
    return tuple(recent)
