"""What stretch of time a stated time may mean."""

import numpy as np
import pytest

from discourse.replies.times import stretches

STRETCHES: dict[str, tuple[list[str | None], list[float], list[float]]] = {
    "minutes": (["1970-01-01T00:05", "1970-01-01T01:00"], [5, 60], [5, 60]),
    "seconds count as their minute": (["1970-01-01T00:05:59"], [5], [5]),
    "a date is any minute of it": (["1970-01-02"], [1440], [2879]),
    "zones are heeded where all have one": (["1970-01-01T01:00+01:00", "1970-01-01T00:00Z"], [0, 0], [0, 0]),
    "where some lack one, theirs may be any": (["1970-01-01T01:00+01:00", "1970-01-01T00:00"], [0, -840], [0, 840]),
    "a blank for the T": (["1970-01-01 00:05"], [5], [5]),
    "what is no time": ([None, "in spring"], [np.nan, np.nan], [np.nan, np.nan]),
    "nothing": ([], [], []),
}


@pytest.mark.parametrize(("posted", "first", "last"), STRETCHES.values(), ids=STRETCHES)
def test_stretches(posted: list[str | None], first: list[float], last: list[float]) -> None:
    found = stretches(posted)
    np.testing.assert_array_equal(found[0], first)
    np.testing.assert_array_equal(found[1], last)
