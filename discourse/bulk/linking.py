"""Who answers whom in all threads of a shard: what the input states in one pass, guesses thread by thread.

The result is that of ``discourse.replies.build.reply_graph`` for each thread. Only threads of which the input leaves
something unsaid, or of pages, which may stop indenting, are made objects and given to it.
"""

from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from discourse.bulk.grouping import Integers, Threads
from discourse.bulk.objects import article_ids, thread_at
from discourse.replies.build import reply_graph
from discourse.replies.capping import TRUE_PARENTS
from discourse.replies.cycles import cut_cycles
from discourse.replies.graph import ARTICLE, LINK_KINDS, MISSING

Bools = NDArray[np.bool_]
_EXPLICIT, _MISSING = LINK_KINDS.index("explicit"), LINK_KINDS.index("missing")


class Links(NamedTuple):
    """What each comment answers: the number of a comment of the shard, ``ARTICLE`` or ``MISSING``.

    ``kind`` numbers ``LINK_KINDS``; ``stated`` is the id that the input states where that comment is not the parent
    (``""``: the article), null elsewhere. ``orphans``, ``self_replies`` and ``cycles`` count what could not be so in
    each thread.
    """

    parent: Integers
    kind: NDArray[np.uint8]
    probability: NDArray[np.float64]
    stated: pl.Series
    orphans: Integers
    self_replies: Integers
    cycles: Integers


def linked(threads: Threads) -> Links:
    """Return the links of all threads."""
    parent = _stated(threads)
    owner = threads.thread
    missing = parent == MISSING
    itself = (threads.comments["id"] == threads.comments["parent"]).fill_null(value=False).to_numpy()
    parent[itself] = MISSING
    cut = _cycles(parent)
    parent[cut] = MISSING
    count = len(threads.first) - 1
    found = Links(
        parent=parent,
        kind=np.where(parent == MISSING, _MISSING, _EXPLICIT).astype(np.uint8),
        probability=np.where(parent == MISSING, 0.0, 1.0),
        stated=_where(threads.comments["parent"], parent == MISSING),
        orphans=np.bincount(owner[missing & ~itself], minlength=count),
        self_replies=np.bincount(owner[itself], minlength=count),
        cycles=np.bincount(owner[cut], minlength=count),
    )
    return _with_guesses(threads, found)


def _stated(threads: Threads) -> Integers:
    """Return the parents that the input states; ``MISSING`` where it names nobody who is there."""
    comments = threads.comments
    ids = comments.select("number", parent=pl.col("id"), at=pl.int_range(pl.len(), dtype=pl.Int64))
    found = comments.select("number", "parent").join(ids, on=["number", "parent"], how="left", maintain_order="left")
    parent = found["at"].fill_null(MISSING).to_numpy().copy()
    answered = comments["parent"]
    article = article_ids(threads)[threads.thread]
    to_article = ((answered == "") | ((answered == article) & pl.Series(parent == MISSING))).fill_null(value=False)
    parent[to_article.to_numpy()] = ARTICLE
    return parent


def _cycles(parent: Integers) -> Integers:
    """Return the comments at which a cycle is cut; where all answer one before them there can be none."""
    if not (parent > np.arange(len(parent))).any():
        return np.zeros(0, np.int64)
    return np.array(cut_cycles(parent, np.ones(len(parent))), np.int64)


def _where(values: pl.Series, chosen: Bools) -> pl.Series:
    return values.set(pl.Series(~chosen), None)


def _with_guesses(threads: Threads, found: Links) -> Links:
    """Return the links with those of threads that need guesses, or may, made one by one."""
    unsure = threads.comments["parent"].is_null().to_numpy()
    readers = threads.articles["reader"].is_in(sorted(TRUE_PARENTS)).fill_null(value=False).to_numpy()
    needed = np.bincount(threads.thread[unsure], minlength=len(readers)) > 0
    numbers = np.flatnonzero((needed | ~readers) & (np.diff(threads.first) > 0))
    if not numbers.size:
        return found
    stated: dict[int, str] = {}
    for number in numbers.tolist():
        stated |= _guess(threads, number, found)
    kept: list[Any] = found.stated.to_list()
    for number in numbers.tolist():
        first, last = threads.first[number : number + 2].tolist()
        kept[first:last] = [stated.get(at) for at in range(first, last)]
    return found._replace(stated=pl.Series("parent", kept, dtype=pl.String))


def _guess(threads: Threads, number: int, found: Links) -> dict[int, str]:
    """Write down the links of one thread; return the stated parents that are not the parents."""
    first, last = threads.first[number : number + 2].tolist()
    thread = thread_at(threads, number)
    graph = reply_graph(thread)
    found.parent[first:last] = np.where(graph.parent >= 0, graph.parent + first, graph.parent)
    found.kind[first:last], found.probability[first:last] = graph.kind, graph.probability
    for counts, kind in ((found.orphans, "orphan"), (found.self_replies, "self-reply"), (found.cycles, "cycle")):
        counts[number] = sum(fault.kind == kind for fault in graph.faults)
    above = {at: graph.comments[up] if up >= 0 else "" for at, up in graph.instead_of.items()}
    return {first + at: name for at, name in (graph.stated | above).items()}
