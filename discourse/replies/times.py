"""When comments were posted, as the stretch of time that each stated time may mean."""

from collections.abc import Sequence
from datetime import UTC, datetime
from math import nan

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_DAY = 24 * 60.0
_DATE = len("2024-03-01")
_FURTHEST_ZONE = 14 * 60.0


def stretches(posted: Sequence[str | None]) -> tuple[Floats, Floats]:
    """Return the first and the last minute that each time may mean; NaN where nothing is known.

    A date alone may mean any minute of its day. Where some times have a zone, one without may be of any zone.

    >>> first, last = stretches(["2024-03-01", "2024-03-01T10:30", "in spring"])
    >>> (last - first).tolist()
    [1439.0, 0.0, nan]
    """
    read = [_read(time) for time in posted]
    first = np.array([_minute(time) for time in read])
    is_date = np.array([len(shown or "") <= _DATE for shown in posted], dtype=bool)
    zoned = np.array([bool(time and time.tzinfo) for time in read], dtype=bool)
    doubt = np.where(zoned, 0.0, _FURTHEST_ZONE if zoned.any() else 0.0)
    return first - doubt, first + doubt + np.where(is_date, _DAY - 1, 0.0)


def _read(posted: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(posted) if posted else None
    except ValueError:
        return None


def _minute(time: datetime | None) -> float:
    return nan if time is None else (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() // 60
