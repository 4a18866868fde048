"""Regression trees added up, as one table of nodes: what boosting learned, without the library that learned it."""

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.errors import DiscourseError

NODE = np.dtype(
    [("root", "?"), ("feature", "<i2"), ("most", "<f8"), ("left", "<i4"), ("right", "<i4"), ("value", "<f4")]
)
"""One node: a row goes left where its feature is at most ``most``, else right; a leaf leads to itself."""
_STEPS = 64


@dataclass(frozen=True, eq=False)
class Trees:
    """Trees whose values are added up."""

    nodes: NDArray[Any]

    @cached_property
    def _columns(self) -> tuple[NDArray[Any], ...]:
        """The roots' numbers, each node's feature, its bound and its value, and where it leads: right, then left."""
        node = self.nodes
        ways = np.stack([node["right"], node["left"]], axis=1).ravel()
        each = (np.ascontiguousarray(node[name]) for name in ("feature", "most", "value"))
        return np.flatnonzero(node["root"]), *each, ways.astype(np.int64)

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the sum of all trees' values for each row."""
        roots, feature, most, value, ways = self._columns
        at = np.broadcast_to(roots, (len(rows), len(roots)))
        begins = np.arange(len(rows))[:, None] * rows.shape[1]
        for _ in range(_STEPS):
            found = rows.take(begins + feature.take(at))
            below = ways.take(2 * at + (found <= most.take(at)))
            if np.array_equal(below, at):
                break
            at = below
        total: NDArray[np.float64] = value.take(at).sum(axis=1, dtype=np.float64)
        return total


def shipped(name: str, sha256: str) -> Trees:
    """Return the trees that come with the package under this name; their file has to have this checksum."""
    content = (files(__package__) / f"trees_{name}.npy").read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DiscourseError(f"trees_{name}.npy does not belong to weights.json; install discourse anew")
    return Trees(np.load(io.BytesIO(content), allow_pickle=False))
