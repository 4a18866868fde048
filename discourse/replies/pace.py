"""The pace of a discussion: how soon comments are answered, and whether they come in bursts.

A time of day that is known counts; a date alone does not. Where a thread has times with a zone and times without,
no time is subtracted from one of the other kind, and what runs along the thread (gaps, bursts, first and last) takes
the kind that most comments have. A reply that is timed before what it answers tells nothing about waiting: such
replies are counted in ``early_replies`` and left out.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.replies.forest import Forest
from discourse.replies.grouping import Bools, Columns, Floats, Integers, counts, means, medians, ratios, smallest
from discourse.replies.instants import by_minute, minutes_between

FASTER = 2.0
"""How much faster comments come in a burst: s of Kleinberg (2002)."""
RELUCTANCE = 1.0
"""What it costs to begin a burst, times the logarithm of the number of gaps: γ of Kleinberg (2002)."""


class Waits(NamedTuple):
    """For each comment the minutes since the comment that it answers, NaN where unknown, and whether it is early."""

    minutes: Floats
    early: Bools
    """Whether it is timed before the comment that it answers; its minutes are then unknown."""


def waits(forest: Forest) -> Waits:
    """Return how long each reply to a comment took."""
    minutes = np.full(len(forest.parent), np.nan)
    below = np.flatnonzero(forest.parent >= 0)
    minutes[below] = minutes_between(forest.posted.take(forest.parent[below]), forest.posted.take(below))
    early = minutes < 0
    return Waits(np.where(early, np.nan, minutes), early)


def reply_columns(found: Waits, group: Integers, groups: int) -> Columns:
    """Return how soon the replies in each group came: the median of their minutes, and how many are early."""
    known = ~np.isnan(found.minutes)
    return {
        "early_replies": counts(group[found.early], groups),
        "median_reply_minutes": medians(found.minutes[known], group[known], groups),
    }


def on_one_clock(forest: Forest) -> Bools:
    """Return which comments have a time of day of the kind (with a zone or without) that most of their thread have."""
    known, zoned = forest.posted.known, forest.posted.zoned
    with_zone = counts(forest.thread[known & zoned], forest.threads)
    mostly = 2 * with_zone >= counts(forest.thread[known], forest.threads)
    chosen: Bools = known & (zoned == mostly[forest.thread])
    return chosen


def pace_columns(forest: Forest) -> Columns:
    """Return the measures of each thread's times, NaN where one is undefined.

    ====================  ===========================================================================================
    timed                 comments with a time of day (of the kind that most have: with a zone or without)
    before_article        comments timed before the article, which tell that one of the times is not what it says
    minutes_to_first      minutes from the article to the earliest comment; undefined where a comment is timed before it
    median_gap_minutes    median of the gaps between each timed comment and the next, by time
    burstiness            (σ - μ) / (σ + μ) of these gaps (Goh & Barabási 2008): -1 regular, 0 random, towards 1 bursty
    bursts                times at which the thread enters the fast state of the automaton of Kleinberg (2002) with two
                          states, s = 2 and γ = 1
    ====================  ===========================================================================================
    """
    used = np.flatnonzero(on_one_clock(forest))
    gaps, owner = _gaps(forest, used)
    return {
        "timed": counts(forest.thread[used], forest.threads),
        **_first_columns(forest),
        "median_gap_minutes": medians(gaps / 60, owner, forest.threads),
        **_gap_columns(gaps, owner, forest.threads),
    }


def _gaps(forest: Forest, used: Integers) -> tuple[Floats, Integers]:
    """Return the seconds between each timed comment and the next one of its thread, and the thread of each gap.

    Where one time of a thread is known only to the minute, so are all taken.
    """
    thread = forest.thread[used]
    coarse = counts(thread[~forest.posted.to_second[used]], forest.threads) > 0
    seconds = by_minute(forest.posted.seconds[used], coarse[thread])
    order = np.lexsort((seconds, thread))
    within = np.flatnonzero(np.diff(thread[order]) == 0)
    return np.diff(seconds[order])[within], thread[order][within]


def _first_columns(forest: Forest) -> Columns:
    since = minutes_between(forest.published.take(forest.thread), forest.posted)
    known = ~np.isnan(since)
    first = smallest(since[known], forest.thread[known], forest.threads)
    return {
        "before_article": counts(forest.thread[since < 0], forest.threads),
        "minutes_to_first": np.where(first < 0, np.nan, first),
    }


def _gap_columns(gaps: Floats, thread: Integers, threads: int) -> Columns:
    number, mean = counts(thread, threads), means(gaps, thread, threads)
    deviation = np.sqrt(means((gaps - mean[thread]) ** 2, thread, threads))
    some = (number > 1) & (mean > 0)
    burstiness, bursts = np.full(threads, np.nan), np.full(threads, np.nan)
    burstiness[some] = ratios(deviation[some] - mean[some], deviation[some] + mean[some])
    kept = some[thread]
    bursts[some] = counts(_burst_starts(gaps[kept] / mean[thread[kept]], thread[kept]), threads)[some]
    return {"burstiness": burstiness, "bursts": bursts}


def _burst_starts(gaps: Floats, thread: Integers) -> Integers:
    """Return the thread of each burst in gaps, given as multiples of their thread's mean gap, thread by thread.

    With state 1 that is ``FASTER``, the automaton pays in each state the negative log-likelihood of a gap under an
    exponential law, and a toll for each step from state 0 to 1; the cheapest path is sought (Kleinberg 2002). All that
    matters is by how much state 1 is dearer than 0 so far: it moves by the difference in price of each gap, and never
    beyond 0 and the toll, because the one state can be entered from the other at that price. The path follows
    backwards: below 0 it came from state 1, above the toll from state 0, and else from the state that it is in.
    """
    price = (FASTER - 1) * gaps - np.log(FASTER)
    toll = RELUCTANCE * np.log(np.maximum(np.bincount(thread), 1))[thread] if thread.size else price
    opens = np.diff(thread, prepend=-1) != 0
    dearer = _dearer(price.tolist(), toll.tolist(), opens.tolist())
    last = np.append(opens[1:], np.ones(min(1, len(opens)), np.bool_))
    fast = dearer < 0
    settled = fast | last | (dearer >= toll)
    follows = np.minimum.accumulate(np.where(settled, np.arange(len(fast)), len(fast))[::-1])[::-1]
    state = fast[follows]
    begins = state & (opens | ~np.append(np.zeros(min(1, len(state)), np.bool_), state[:-1]))
    owners: Integers = thread[begins]
    return owners


def _dearer(prices: list[float], tolls: list[float], opens: list[bool]) -> NDArray[np.float64]:
    """Return after each gap by how much state 1 is dearer than state 0, before the cheaper way is taken."""
    differences = []
    before = 0.0
    for price, toll, first in zip(prices, tolls, opens, strict=True):
        # a thread begins in state 0
        difference = (toll if first else before) + price
        differences.append(difference)
        before = 0.0 if difference < 0.0 else difference if difference < toll else toll  # noqa: FURB136  # sooner
    return np.array(differences, dtype=np.float64)
