"""Times: what can be subtracted, and how soon, how regular and how bursty it makes a discussion."""

from itertools import product
from math import inf, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.replies.forest import planted
from discourse.replies.graph import ARTICLE, MISSING
from discourse.replies.instants import Instants, minutes_between
from discourse.replies.pace import pace_columns, reply_columns, waits
from tests.replies.threads import Said, discussion

A = ARTICLE
MINUTES = {
    "to the second": ("2024-05-01T10:00:00", "2024-05-01T10:01:30", 1.5),
    "to the minute": ("2024-05-01T10:00", "2024-05-01T10:02", 2.0),
    "one to the minute": ("2024-05-01T10:00:50", "2024-05-01T10:00", 0.0),
    "across midnight": ("2024-05-01T23:59", "2024-05-02T00:01", 2.0),
    "in two zones": ("2024-05-01T10:00+02:00", "2024-05-01T08:05Z", 5.0),
    "before": ("2024-05-01T10:05", "2024-05-01T10:00", -5.0),
    "one with a zone": ("2024-05-01T10:00Z", "2024-05-01T10:05", None),
    "a date": ("2024-05-01", "2024-05-01T10:05", None),
    "no such day": ("2024-02-31T10:00", "2024-05-01T10:05", None),
    "an hour": ("2024-05-01T10", "2024-05-01T10:05", None),
    "words": ("May", "2024-05-01T10:05", None),
    "nothing": (None, "2024-05-01T10:05", None),
}


@pytest.mark.parametrize(("earlier", "later", "minutes"), MINUTES.values(), ids=MINUTES)
def test_minutes_between(earlier: str | None, later: str, minutes: float | None) -> None:
    found = minutes_between(Instants.of([earlier]), Instants.of([later])).item()
    assert found == minutes if minutes is not None else np.isnan(found)


def at(*minutes: int) -> list[str]:
    return [f"2024-05-01T{minute // 60:02}:{minute % 60:02}" for minute in minutes]


def paced(*said: Said, published: str | None = None) -> dict[str, float | None]:
    forest = planted([discussion(*said, published=published)])
    columns = pace_columns(forest) | reply_columns(waits(forest), forest.thread, forest.threads)
    return {name: None if np.isnan(value) else float(value) for name, (value,) in columns.items()}


def test_reply_times_leave_out_what_is_early_unknown_or_on_another_clock() -> None:
    one, two, four, early = at(600, 602, 604, 590)
    found = paced(
        (None, A, one), (None, 0, two), (None, 0, four), (None, 0, early), (None, 0, "2024-05-01T10:30Z"),
        (None, 0, "2024-05-01"), (None, 0, None), (None, MISSING, two),
    )  # fmt: skip
    assert (found["median_reply_minutes"], found["early_replies"]) == (3.0, 1.0)
    assert found["timed"] == 5


def test_gaps_run_by_time_not_by_the_order_shown() -> None:
    late, first, middle = at(30, 0, 10)
    found = paced((None, A, late), (None, A, first), (None, A, middle))
    assert found["median_gap_minutes"] == 15.0
    assert found["burstiness"] == pytest.approx((5 - 15) / (5 + 15))


def test_one_time_known_to_the_minute_makes_all_gaps_whole_minutes() -> None:
    found = paced((None, A, "2024-05-01T10:00:10"), (None, A, "2024-05-01T10:00:50"), (None, A, "2024-05-01T10:02"))
    assert found["median_gap_minutes"] == 1.0


def test_the_kind_of_time_that_most_comments_have_counts() -> None:
    found = paced((None, A, "2024-05-01T10:00Z"), (None, A, "2024-05-01T09:00"), (None, A, "2024-05-01T12:05+02:00"))
    assert (found["timed"], found["median_gap_minutes"]) == (2.0, 5.0)


@pytest.mark.parametrize(
    ("published", "first", "before"),
    [("2024-05-01T00:05", 5.0, 0.0), ("2024-05-01T00:15", None, 1.0), ("2024-05-01", None, 0.0), (None, None, 0.0)],
)
def test_minutes_to_the_first_comment(published: str | None, first: float | None, before: float) -> None:
    late, early = at(20, 10)
    found = paced((None, A, late), (None, A, early), published=published)
    assert (found["minutes_to_first"], found["before_article"]) == (first, before)


def test_regular_and_bursty_gaps() -> None:
    assert paced(*((None, A, time) for time in at(0, 10, 20, 30)))["burstiness"] == -1.0
    rush = paced(*((None, A, time) for time in at(0, 200, 400, *range(601, 641), 800, 1000, *range(1201, 1241))))
    assert rush["bursts"] == 2.0
    assert rush["burstiness"] is not None
    assert rush["burstiness"] > 0


@pytest.mark.parametrize("times", [[], [0], [0, 5], [5, 5, 5]])
def test_too_few_or_equal_times_leave_bursts_undefined(times: list[int]) -> None:
    found = paced(*((None, A, time) for time in at(*times)))
    assert (found["burstiness"], found["bursts"]) == (None, None)


def bursts_by_trying_all(gaps: list[int]) -> set[int]:
    """Return how often state 1 is entered on the cheapest ways through the automaton of Kleinberg (2002)."""
    mean, toll = sum(gaps) / len(gaps), log(len(gaps))
    rates = (1 / mean, 2 / mean)
    best, found = inf, set()
    for states in product((0, 1), repeat=len(gaps)):
        entries = sum(later > earlier for earlier, later in zip((0, *states), states, strict=False))
        prices = (rates[state] * gap - log(rates[state]) for state, gap in zip(states, gaps, strict=True))
        cost = entries * toll + sum(prices)
        if cost < best - 1e-9:
            best, found = cost, {entries}
        elif cost < best + 1e-9:
            found.add(entries)
    return found


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=2, max_size=9).filter(any), min_size=1, max_size=4))
def test_bursts_are_those_of_the_cheapest_way_in_each_thread(threads: list[list[int]]) -> None:
    made = [discussion(*((None, A, time) for time in at(*np.cumsum([0, *gaps]).tolist()))) for gaps in threads]
    found = pace_columns(planted(made))["bursts"].tolist()
    assert all(bursts in bursts_by_trying_all(gaps) for bursts, gaps in zip(found, threads, strict=True))
