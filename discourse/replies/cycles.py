"""Cycles among stated parents: every one is found in one pass and cut at its least certain link."""

import numpy as np
from numpy.typing import NDArray


def cut_cycles(parent: NDArray[np.int64], probability: NDArray[np.float64]) -> list[int]:
    """Return the comments whose link has to go so that no cycle is left: one of each cycle.

    That is the one whose link is least probable; among equals the one shown first, which was most likely there
    first. The arrays are not changed.

    >>> cut_cycles(np.array([2, 0, 1, 0]), np.ones(4))
    [0]
    """
    up = parent.tolist()
    walk_of = [-1] * len(up)
    cuts = []
    for start in range(len(up)):
        at = start
        while at >= 0 and walk_of[at] < 0:
            walk_of[at] = start
            at = up[at]
        if at >= 0 and walk_of[at] == start:
            cuts.append(min(_around(up, at), key=lambda number: (probability[number], number)))
    return sorted(cuts)


def _around(up: list[int], start: int) -> list[int]:
    cycle = [start]
    while up[cycle[-1]] != start:
        cycle.append(up[cycle[-1]])
    return cycle
