"""Small nets over named columns, with one hidden layer: numbers in a JSON file with their hash.

A sum of columns (``logistic``) cannot say that two of them count together: that a short reply which only asks makes no
claim, however likely the comment above makes it. A few dozen units that bend can.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.logistic import chances_of, digest, shares_of, unaltered
from discourse.coders.learned.products import in_one_thread

Floats = NDArray[Any]
_AT_ONCE = 8_192
"""Rows that are worked out together."""
_STEPS = 24
"""Steps in which columns grow from the usual to what they are, when what each adds is told."""
_BY_COLUMN = ("least", "most", "centre", "scale")
_WHOLE = ("hidden", "bent", "out", "constant")


@dataclass(frozen=True, eq=False)
class ColumnNet:
    """What each column is centred by and scaled with, and the weights of a hidden layer whose units are 0 or more.

    ``hidden`` is columns × units, ``bent`` and ``out`` are by unit, ``constant`` is one number; of a net that tells
    codes apart ``out`` is units × codes, ``constant`` by code. Beyond the ``least`` and the ``most`` that was seen in
    the fit a column counts no further.
    """

    names: tuple[str, ...]
    least: Floats
    most: Floats
    centre: Floats
    scale: Floats
    hidden: Floats
    bent: Floats
    out: Floats
    constant: Floats

    def logits(self, columns: Mapping[str, Floats]) -> Floats:
        """Return the log-odds of a yes, in the shape of the columns, which have one dimension or more.

        Those of codes stand in one dimension more. Columns of other names are not read.
        """
        shape = np.broadcast_shapes(*(np.shape(columns[name]) for name in self.names), (1,))
        each = [np.broadcast_to(columns[name], shape) for name in self.names]
        found = np.zeros((*shape, *np.shape(self.constant)))
        at_once = max(_AT_ONCE // max(int(np.prod(shape[1:])), 1), 1)
        with in_one_thread():
            for start in range(0, shape[0], at_once):
                here = slice(start, start + at_once)
                rows = self._rows([column[here].ravel() for column in each])
                bent = np.maximum(rows @ self.hidden + self.bent, 0.0)
                found[here] = (bent @ self.out + self.constant).reshape(found[here].shape)
        return found

    def chances(self, columns: Mapping[str, Floats]) -> Floats:
        """Return how probable a yes is, in the shape of a column."""
        return chances_of(self.logits(columns))

    def shares(self, columns: Mapping[str, Floats]) -> Floats:
        """Return how probable each code is: the shape of a column × codes."""
        return shares_of(self.logits(columns))

    def toward(self, code: int) -> "ColumnNet":
        """Return the net that tells the log-odds of a code beyond those of the others on average."""
        worth = np.full(len(self.constant), -1 / (len(self.constant) - 1))
        worth[code] = 1.0
        return replace(self, out=self.out @ worth, constant=np.array(self.constant @ worth))

    def parts(self, columns: Mapping[str, float]) -> "Parts":
        """Return what each column adds to the log-odds of one place, by integrated gradients from what is usual.

        Sundararajan, Taly and Yan (2017): each column grows from its centre to what it is.
        """
        (row,) = self._rows([np.array([columns[name]]) for name in self.names])
        steps = (np.arange(_STEPS)[:, None] + 0.5) / _STEPS
        on = steps * row @ self.hidden + self.bent > 0
        slopes = (on * self.out).mean(axis=0) @ self.hidden.T
        each = slopes * row
        whole = float(self.logits({name: np.array([columns[name]]) for name in self.names})[0])
        per_unit = dict(zip(self.names, (slopes / self.scale).tolist(), strict=True))
        return Parts(whole - float(each.sum()), dict(zip(self.names, each.tolist(), strict=True)), per_unit)

    def _rows(self, columns: Sequence[Floats]) -> Floats:
        table = np.clip(np.stack(columns, axis=1).astype(np.float64), self.least, self.most)
        return np.asarray((table - self.centre) / self.scale)


class Parts(NamedTuple):
    """What adds up to the log-odds of a place: what is usual, and what each column adds.

    ``per_unit`` is what one more of a column adds, on the way from the usual.
    """

    usual: float
    columns: dict[str, float]
    per_unit: dict[str, float]


@cache
def shipped(name: str) -> tuple[ColumnNet, ...]:
    """Return the nets in a file that comes with the coders; raise CodingError where it is not the shipped one."""
    return read_nets((files("discourse") / "coders" / name).read_bytes(), name)


def read_nets(content: bytes, name: str) -> tuple[ColumnNet, ...]:
    """Return the nets that a file holds, in their order; raise CodingError where it was altered."""
    return unaltered(content, name, "nets", lambda stored: tuple(map(_net, stored)))


def written(nets: Sequence[ColumnNet], about: Mapping[str, str]) -> str:
    """Return the content of a file of nets: what they are, their numbers to four digits, and the hash of these."""
    rounded = [_stored(net) for net in nets]
    stored = {"nets": rounded, **about, "sha256": digest(rounded)}
    return json.dumps(stored, ensure_ascii=False) + "\n"


def _net(part: Mapping[str, Any]) -> ColumnNet:
    numbers = {key: np.array(part[key], np.float64) for key in (*_BY_COLUMN, *_WHOLE)}
    return ColumnNet(tuple(part["names"]), **numbers)


def _stored(net: ColumnNet) -> dict[str, Any]:
    numbers = {key: np.round(getattr(net, key), 4).tolist() for key in (*_BY_COLUMN, *_WHOLE)}
    return {"names": list(net.names), **numbers}
