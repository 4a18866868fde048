"""What several coders said of the same units, as numbers: the form in which agreement is worked out."""

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MISSING = -1


class Values(NamedTuple):
    """Units × coders: the number of the value that a coder gave a unit, ``MISSING`` where they gave none.

    ``values`` are the values by their numbers; for ordinal data they stand in their order.
    """

    given: Ints
    values: tuple[Any, ...]

    @property
    def coders(self) -> int:
        """How many coders there are."""
        return int(self.given.shape[1])

    @property
    def counts(self) -> Floats:
        """How often each unit was given each value, units × values."""
        return np.asarray((self.given[:, :, None] == np.arange(len(self.values))).sum(axis=1).astype(float))

    def paired(self) -> "Values":
        """Return the units that two coders at least gave a value: only they say anything of agreement."""
        return Values(self.given[(self.given != MISSING).sum(axis=1) >= 2], self.values)


def values_of(rows: Sequence[Sequence[Hashable | None]], values: Sequence[Hashable] | None = None) -> Values:
    """Return what coders gave units, a row a unit and ``None`` for nothing, as numbers.

    ``values`` are all that could be given, in their order; without them, those given, sorted by their text.

    >>> values_of([["a", "b"], ["b", None]]).given.tolist()
    [[0, 1], [1, -1]]
    """
    found = {value for row in rows for value in row if value is not None}
    known = tuple(values) if values is not None else tuple(sorted(found, key=_text))
    number: dict[Hashable | None, int] = {value: at for at, value in enumerate(known)} | {None: MISSING}
    width = len(rows[0]) if rows else 0
    given = np.array([[number[value] for value in row] for row in rows], np.int64).reshape(len(rows), width)
    return Values(given, known)


def _text(value: Hashable) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else str(value)
