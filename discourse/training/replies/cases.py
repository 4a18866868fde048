"""Comments whose parents are known, with their options as inference sees them: what is learned from and judged."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.model import ShownOrder
from discourse.replies.gathered import Gathered
from discourse.replies.walk import Step, first_look, walk
from discourse.replies.weights import Weights
from discourse.training.sources.linked import Known

NEVER_NESTED = ("forum, quotes hidden", "chat")
"""Readers of a flat forum or chat answer the last post; where replies are indented they do not."""
FOLDS = 4
Array = Any


class View(NamedTuple):
    """A way to show a thread whose links are known: in which order, and whether with the times and votes."""

    name: str
    order: ShownOrder
    timed: bool

    def of(self, known: Known) -> Known:
        """Return the thread as shown this way, its comments still oldest first."""
        return known if self.timed else known.untimed()


VIEWS: dict[str, tuple[View, ...]] = {
    "flat": (
        View("oldest", "oldest", timed=True),
        View("oldest, no times", "oldest", timed=False),
        View("unsorted", "unknown", timed=False),
    ),
    "nested": (View("nested", "nested", timed=True), View("nested, no times", "nested", timed=False)),
}
"""The kinds of pages, which have weights of their own, and how each is shown; the first of these is learned from."""


class Case(NamedTuple):
    """One comment whose parent is known, with its options as inference sees them.

    ``full`` is the evidence for all options, candidates' beside the article's, and ``true`` tells which are right;
    ``rows``, ``scores`` and ``best`` are those of the ``Step``, ``right`` tells which of these are right.
    """

    source: str
    full: NDArray[np.float32]
    true: NDArray[np.bool_]
    rows: NDArray[np.float32]
    scores: Array
    right: NDArray[np.bool_]
    probabilities: Array
    chosen: int
    number: int


def fold_of(known: Known, folds: int = FOLDS) -> int:
    """Return which part a thread belongs to; the same thread with and without quotes belongs to one part."""
    return zlib.crc32(known.thread.article.source.encode()) % folds


def cases(
    threads: Iterable[Known], order: ShownOrder, by: Weights, in_use: bool = True, whole: bool = False
) -> list[Case]:
    """Return the comments with known parents; what those before answer is guessed ``in_use``, else taken as known.

    ``whole`` ones have the evidence for all options, which only the weights need, instead of the rows for the trees.
    """
    return [case for known in threads for case in _cases(known.shown(order), order == "nested", by, (in_use, whole))]


def _cases(shown: Known, nested: bool, by: Weights, use: tuple[bool, bool]) -> Iterator[Case]:
    in_use, whole = use
    parents = shown.parents
    of = Gathered(shown.thread.article, shown.thread.comments)
    given = [None if in_use or found is None else max(found) for found in parents]
    look = None if whole else first_look(of, given, by, nested)
    for step in walk(of, given, by, nested, look, everyone=True):
        if (wanted := parents[step.comment]) is not None:
            yield _case(shown.source, step, wanted, whole)


def _case(source: str, step: Step, wanted: frozenset[int], whole: bool) -> Case:
    true = np.isin(np.append(step.candidates, -1), list(wanted))
    wide = step.for_comments.shape[1]
    full = np.zeros((len(true) if whole else 0, wide + len(step.for_article)), dtype=np.float32)
    if whole:
        full[:-1, :wide] = step.for_comments
        full[-1, wide:] = step.for_article
    return Case(
        source=source,
        full=full,
        true=true,
        rows=step.rows,
        scores=step.scores,
        right=true[step.best],
        probabilities=step.settled[step.best],
        chosen=step.best.tolist().index(step.chosen) if step.chosen in step.best else len(step.best) - 1,
        number=len(wanted),
    )


def of_kind(threads: Iterable[Known], kind: str) -> list[Known]:
    """Return the threads that pages of this kind may show."""
    return [known for known in threads if kind != "nested" or not known.source.startswith(NEVER_NESTED)]


def case_weights(sources: Sequence[str]) -> Array:
    """Return how much each case counts: all of a source together as much as the square root of their number."""
    _, at, counts = np.unique(sources, return_inverse=True, return_counts=True)
    share = np.sqrt(counts) / counts
    return share[at] / share[at].mean()
