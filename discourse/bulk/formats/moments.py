"""Times as numbers since 1970 in whole columns."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from discourse.readers.records import iso_of_epoch

_LATEST = 253_402_300_799
"""The last second of the year 9999."""


def moments(stamps: Sequence[Any]) -> pl.Series:
    """Return numbers of seconds (or milliseconds) since 1970 as whole seconds, null where they are none.

    The same as ``iso_of_epoch`` says in words.

    >>> moments([1535724180, "1535724180.5", 1535724180123, None, "soon"]).to_list()
    [1535724180, 1535724180, 1535724180, None, None]
    """
    try:
        whole = np.array(stamps, dtype=np.int64)
    except (TypeError, ValueError, OverflowError):
        return pl.Series([_moment(stamp) for stamp in stamps], dtype=pl.Int64)
    if whole.size and (whole.max() > _LATEST // 100 or whole.min() < -_LATEST // 100):
        return pl.Series([_moment(stamp) for stamp in stamps], dtype=pl.Int64)
    return pl.Series(whole)


def _moment(stamp: Any) -> int | None:
    if isinstance(stamp, str):
        stamp = float(stamp) if stamp.replace(".", "", 1).isdecimal() else None
    if isinstance(stamp, bool) or iso_of_epoch(stamp) is None:
        return None
    return int(stamp / 1000 if abs(stamp) > _LATEST / 100 else stamp)
