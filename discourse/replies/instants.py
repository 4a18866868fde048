"""Times of posting as instants that can be subtracted from each other, where they can.

A date without a clock is no instant. A time with a zone and one without lie on two clocks, between which nothing is
subtracted. Where one of two times is known only to the minute, both are compared by the minute.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import nan
from typing import NamedTuple, Self

import numpy as np

from discourse.replies.grouping import Bools, Floats, Integers

_EPOCH = datetime(1970, 1, 1)
_EPOCH_ZONED = _EPOCH.replace(tzinfo=UTC)
_MINUTE = 60.0


class Instants(NamedTuple):
    """Times as seconds since 1970 on one of two clocks; NaN where no time of day is known."""

    seconds: Floats
    zoned: Bools
    """Whether the time has a zone; only times that agree in this lie on one clock."""
    to_second: Bools
    """Whether the time is known to the second; else it is known to the minute."""

    @classmethod
    def of(cls, times: Iterable[str | None]) -> Self:
        """Return times given as ISO 8601 to any precision.

        >>> Instants.of(["1970-01-01T00:01:05Z", "1970-01-01T00:01", "1970-01-01", None]).seconds.tolist()
        [65.0, 60.0, nan, nan]
        """
        found = np.fromiter((_UNKNOWN if time is None else _instant(time) for time in times), dtype=_ROW)
        return cls(*(np.ascontiguousarray(found[name]) for name in cls._fields))

    @classmethod
    def unknown(cls, count: int) -> Self:
        """Return so many times of which nothing is known."""
        return cls(np.full(count, np.nan), np.zeros(count, np.bool_), np.zeros(count, np.bool_))

    @property
    def known(self) -> Bools:
        """Whether the time of day is known."""
        return ~np.isnan(self.seconds)

    def take(self, numbers: Integers) -> "Instants":
        """Return the times with these numbers."""
        return Instants(self.seconds[numbers], self.zoned[numbers], self.to_second[numbers])

    def repeated(self, times: int) -> "Instants":
        """Return the same times over and over."""
        return Instants(np.tile(self.seconds, times), np.tile(self.zoned, times), np.tile(self.to_second, times))


def minutes_between(earlier: Instants, later: Instants) -> Floats:
    """Return the minutes from each time to its partner; NaN where the two are not known on one clock.

    >>> moment = Instants.of(["2024-05-01T10:00:40", "2024-05-01T10:00:40", "2024-05-01T10:00Z"])
    >>> minutes_between(moment, Instants.of(["2024-05-01T10:02:10", "2024-05-01T10:00", "2024-05-01T10:01"])).tolist()
    [1.5, 0.0, nan]
    """
    coarse = ~(earlier.to_second & later.to_second)
    between = by_minute(later.seconds, coarse) - by_minute(earlier.seconds, coarse)
    return np.where(earlier.zoned == later.zoned, between / _MINUTE, np.nan)


def by_minute(seconds: Floats, coarse: Bools) -> Floats:
    """Return the seconds, where ``coarse`` those at which the minute begins."""
    return np.where(coarse, np.floor(seconds / _MINUTE) * _MINUTE, seconds)


_UNKNOWN = (nan, False, False)
_ROW = np.dtype([("seconds", np.float64), ("zoned", np.bool_), ("to_second", np.bool_)])


def _instant(time: str) -> tuple[float, bool, bool]:
    if time[13:14] != ":":
        return _UNKNOWN
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return _UNKNOWN
    zoned = moment.tzinfo is not None
    return (moment - (_EPOCH_ZONED if zoned else _EPOCH)).total_seconds(), zoned, time[16:17] == ":"
