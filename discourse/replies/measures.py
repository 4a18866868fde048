"""All measures of structure by thread, branch and comment, and what to say where one is undefined.

The columns of a whole forest come from a few passes; ``measures`` makes records of one thread's, with intervals
from sampled graphs where links are guessed. The table of definitions and sources is in ``docs/method.md``.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
import numpy as np

from discourse.model import Thread
from discourse.replies.authors import participation_columns
from discourse.replies.exchange import alternation, chains, dyad_columns
from discourse.replies.forest import NOBODY, Forest, planted, redrawn
from discourse.replies.graph import ARTICLE, GUESSED_KINDS, LINK_KINDS, MISSING, ReplyGraph
from discourse.replies.grouping import Columns, Floats, Integers, counts, ends, ratios, runs
from discourse.replies.metrics import Shape, heights, level_columns, shape, structure_columns, wiener
from discourse.replies.pace import on_one_clock, pace_columns, reply_columns, waits
from discourse.replies.sampling import sampled

DRAWS = 200
"""Graphs sampled for the intervals of a thread with guessed links."""
SURE = 95.0
"""Percent of the sampled graphs within an interval."""
_AT_ONCE = 1_000_000
"""Comments of the sampled graphs that are measured together, which bounds the memory."""


class Definition(NamedTuple):
    """A measure's name, what it is, and why it is undefined where it is."""

    name: str
    label: str
    reason: str = ""


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of one thread.

    ``value`` is ``None`` where it is undefined. ``low`` and ``high`` bound the interval that holds it in 95 % of the
    sampled graphs (percentiles); they are ``None`` where no guess has alternatives, or where more than half of those
    graphs leave it undefined. ``reason`` says why the value, or else the interval, is not there.
    """

    name: str
    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str | None = None


_NO_COMMENTS = "there are no comments"
_NO_PARENTS = "no comment has a known parent"
_NO_NAMES = "no comment has an author's name"
_NO_CONTACT = "no named author answers another"
_NO_CHAIN = "no chain of three comments has known authors of whom the first two differ"
_NO_WAIT = "no reply has a time of day known to be after that of the comment it answers"
_NO_FIRST = "no comment has a time of day that can be set against the article's"
_BEFORE = "a comment is timed before the article"
_NO_GAPS = "fewer than three comments have times of day on one clock, or all have the same"

THREAD_MEASURES = (
    Definition("comments", "comments"),
    Definition("top_level", "comments that answer the article"),
    Definition("missing", "comments whose parent is not shown or not known"),
    Definition("guessed", "comments whose link is a guess"),
    Definition("max_depth", "greatest depth (1 answers the article)", _NO_COMMENTS),
    Definition("mean_depth", "mean depth", _NO_COMMENTS),
    Definition("max_width", "most comments at one depth", _NO_COMMENTS),
    Definition("h_index", "h-index (each depth up to h has at least as many comments as its number)", _NO_COMMENTS),
    Definition("mean_branching", "mean replies per node that has replies", _NO_PARENTS),
    Definition("largest_branch", "comments in the largest branch", _NO_COMMENTS),
    Definition("wiener_index", "Wiener index (sum of distances between all pairs of nodes of the article's tree)"),
    Definition(
        "structural_virality", "structural virality (mean distance between nodes)", "no comment leads to the article"
    ),
    Definition("root_dominance", "share of the comments with a known parent that answer the article", _NO_PARENTS),
    Definition("authors", "named authors"),
    Definition("unnamed", "comments without a name of their own"),
    Definition("gini", "Gini coefficient of comments per author (0 equal, towards 1 unequal)", _NO_NAMES),
    Definition("top_author_share", "share of the most active author in the comments by named authors", _NO_NAMES),
    Definition("reciprocity", "reciprocity (share of pairs of authors in contact who answer each other)", _NO_CONTACT),
    Definition("alternation", "share of reply chains a – b – … that go back to a", _NO_CHAIN),
    Definition("back_and_forth", "share of pairs of authors in contact with a chain a – b – a", _NO_CONTACT),
    Definition("timed", "comments with a time of day"),
    Definition("early_replies", "replies timed before what they answer (left out of reply times)"),
    Definition("median_reply_minutes", "median minutes from a comment to its reply", _NO_WAIT),
    Definition("before_article", "comments timed before the article"),
    Definition("minutes_to_first", "minutes from the article to its first comment", _NO_FIRST),
    Definition(
        "median_gap_minutes",
        "median minutes between a comment and the next by time",
        "fewer than two comments have a time of day",
    ),
    Definition("burstiness", "burstiness of the gaps (-1 regular, 0 random, towards 1 in bursts)", _NO_GAPS),
    Definition("bursts", "bursts (Kleinberg's automaton)", _NO_GAPS),
    Definition("sampled_graphs", "sampled graphs behind low and high", "no guess has alternatives to draw from"),
)
BRANCH_MEASURES = (
    Definition("structural_virality", "", "the branch is a single comment"),
    Definition("alternation", "", _NO_CHAIN),
    Definition("median_reply_minutes", "", _NO_WAIT),
    Definition("first", "", "no comment has a time of day of the kind that most of the thread have"),
    Definition("last", "", "no comment has a time of day of the kind that most of the thread have"),
)
"""The measures of a branch that can be undefined."""
NO_SIBLINGS = "its parent is not known, nor then what else answers it"
"""Why a comment's ``position`` is undefined."""
NO_PARENT = "it answers no comment that is known"
EARLY = "it is timed before the comment that it answers"
NO_TIME = "no time of day can be set against that of the comment it answers"
"""Why a comment's ``minutes_after_parent`` is undefined."""


def by_thread(forest: Forest) -> Columns:
    """Return every measure of each thread that needs no sampling, NaN where it is undefined."""
    linked = link_columns(forest, shape(forest.parent))
    named = forest.author[forest.author != NOBODY]
    spread = participation_columns(named, forest.author_thread, forest.threads)
    unnamed = counts(forest.thread[forest.author == NOBODY], forest.threads)
    return {**linked, **spread, "unnamed": unnamed, **pace_columns(forest)}


def link_columns(forest: Forest, shape: Shape) -> Columns:
    """Return those measures of each thread that depend on who answers whom."""
    found = chains(forest)
    return {
        **structure_columns(forest.parent, shape, forest.thread, forest.threads),
        **dyad_columns(forest, found),
        **alternation(found, forest.thread, forest.threads),
        **reply_columns(waits(forest), forest.thread, forest.threads),
    }


def by_branch(forest: Forest) -> Columns:
    """Return the measures of each branch, in the order of their first comments.

    A branch is a comment of depth 1, one that answers the article or has no known parent, with all below it. Its depth
    counts from that comment, 1. ``root`` is the comment's number; ``first`` and ``last`` are the numbers of the
    comments posted first and last, -1 where no time is known.
    """
    found = shape(forest.parent)
    roots = np.flatnonzero(forest.parent < 0)
    branches = len(roots)
    branch = np.searchsorted(roots, found.branch)
    size = found.size[roots]
    distances, virality = wiener(found.size, branch, size)
    used = np.flatnonzero(on_one_clock(forest))
    first, last = (_at(used, place) for place in ends(forest.posted.seconds[used], branch[used], branches))
    return {
        "root": roots,
        "comments": size,
        "share": ratios(size, counts(forest.thread, forest.threads)[forest.thread[roots]]),
        "authors": _authors(forest, branch, branches),
        **level_columns(found.depth, branch, branches),
        "wiener_index": distances,
        "structural_virality": virality,
        **alternation(chains(forest), branch, branches),
        **reply_columns(waits(forest), branch, branches),
        "first": first,
        "last": last,
    }


def _at(numbers: Integers, place: Integers) -> Integers:
    return np.where(place < 0, -1, np.append(numbers, -1)[place])


def _authors(forest: Forest, branch: Integers, branches: int) -> Integers:
    """Return the number of named authors in each branch."""
    named = forest.author != NOBODY
    pairs, _ = runs(branch[named] * forest.authors + forest.author[named])
    return counts(pairs // max(forest.authors, 1), branches)


def by_comment(forest: Forest) -> Columns:
    """Return the measures of each comment, NaN where one is undefined.

    ``size`` counts the comment and all below it, ``height`` the steps down to the deepest of them; ``position`` is 1
    for the first reply to the same parent in the order shown, 2 for the next; ``early`` is 1 for one that is timed
    before the comment that it answers.
    """
    found, wait = shape(forest.parent), waits(forest)
    return {
        "depth": found.depth,
        "size": found.size,
        "replies": counts(forest.parent[forest.parent >= 0], len(forest.parent)),
        "height": heights(forest.parent),
        "position": _positions(forest),
        "early": wait.early.astype(np.int64),
        "minutes_after_parent": wait.minutes,
    }


def _positions(forest: Forest) -> Floats:
    """Return the place of each comment among those with its parent, NaN where that is unknown."""
    # the articles of the threads get numbers below those of the comments
    parent = np.where(forest.parent == ARTICLE, forest.thread - forest.threads, forest.parent) + forest.threads
    known = np.flatnonzero(forest.parent != MISSING)
    order = known[np.argsort(parent[known], kind="stable")]
    start = np.flatnonzero(np.diff(parent[order], prepend=-1))
    position = np.full(len(parent), np.nan)
    position[order] = np.arange(len(order)) - np.repeat(start, np.diff(start, append=len(order))) + 1
    return position


def measures(thread: Thread, graph: ReplyGraph, draws: int = DRAWS, seed: int = 0) -> tuple[Measure, ...]:
    """Return the measures of one thread, in the order of ``THREAD_MEASURES``.

    Where links are guessed, each has the interval of 95 % of so many graphs drawn from their probabilities.

    >>> from discourse.model import Article, Comment
    >>> found = measures(Thread(article=Article(source="x"), comments=(Comment(id="0", text="Why?"),)),
    ...                  ReplyGraph.from_parents([ARTICLE]))
    >>> [(one.name, one.value, one.reason) for one in found if one.name in ("max_depth", "gini")]
    [('max_depth', 1.0, None), ('gini', None, "no comment has an author's name")]
    """
    forest = planted([(thread, graph)])
    guessed = np.isin(graph.kind, [LINK_KINDS.index(kind) for kind in GUESSED_KINDS]).sum()
    values = {name: float(column[0]) for name, column in by_thread(forest).items()} | {"guessed": float(guessed)}
    values["sampled_graphs"] = float(draws) if graph.options else np.nan
    intervals = dict(_intervals(forest, graph, draws, seed)) if graph.options else None
    table = [one._replace(reason=_BEFORE) if _contradicted(one, values) else one for one in THREAD_MEASURES]
    return tuple(_measure(one, values[one.name], intervals) for one in table)


def _contradicted(one: Definition, values: Mapping[str, float]) -> bool:
    return one.name == "minutes_to_first" and values["before_article"] > 0


def _measure(one: Definition, value: float, intervals: Mapping[str, tuple[float, float] | None] | None) -> Measure:
    defined = None if np.isnan(value) else value
    reason = one.reason if defined is None else None
    if intervals is None:
        return Measure(name=one.name, label=one.label, value=defined, reason=reason)
    # what does not depend on the links is the same in every sampled graph
    low, high = intervals.get(one.name, (defined, defined)) or (None, None)
    if low is None and defined is not None:
        reason = "no interval: undefined in more than half of the sampled graphs"
    return Measure(name=one.name, label=one.label, value=defined, low=low, high=high, reason=reason)


def _intervals(
    forest: Forest, graph: ReplyGraph, draws: int, seed: int
) -> Iterator[tuple[str, tuple[float, float] | None]]:
    """Yield each measure that depends on the links with its interval, ``None`` where most draws leave it undefined."""
    parents = sampled(graph, draws, seed)
    step = max(1, _AT_ONCE // len(graph))
    parts = [redrawn(forest, parents[first : first + step]) for first in range(0, draws, step)]
    columns = [link_columns(part, shape(part.parent)) for part in parts]
    for name in columns[0]:
        values = np.concatenate([column[name] for column in columns]).astype(np.float64)
        defined = values[~np.isnan(values)]
        yield name, _bounds(defined) if 2 * len(defined) >= draws else None


def _bounds(values: Floats) -> tuple[float, float]:
    """Return the percentiles, outwards to values that were found, so that what is counted stays a whole number."""
    low, high = (100 - SURE) / 2, (100 + SURE) / 2
    return float(np.percentile(values, low, method="lower")), float(np.percentile(values, high, method="higher"))
