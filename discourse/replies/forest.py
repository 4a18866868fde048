"""Many threads as one forest of arrays, so that measuring them all is a few passes.

The comments of all threads are numbered through; so are the authors, an author of one thread being another than
one of the same name in the next. The graphs drawn from one thread's probabilities are a forest too: one tree of
comments for each draw.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from discourse.model import Comment, Thread
from discourse.replies.authors import named
from discourse.replies.graph import ReplyGraph
from discourse.replies.grouping import Integers
from discourse.replies.instants import Instants

NOBODY = -1
"""In ``Forest.author``: the comment has no author's name, or one that tells nobody from another."""


@dataclass(frozen=True, eq=False)
class Forest:
    """The comments of some threads.

    ``parent`` is a number of a comment in the forest, ``ARTICLE`` or ``MISSING``; ``thread`` is the number of the
    comment's thread, ``author`` that of its author or ``NOBODY``. ``author_thread`` is the thread of each author.
    ``posted`` has the time of each comment, ``published`` that of each thread's article.
    """

    threads: int
    parent: Integers
    thread: Integers
    author: Integers
    author_thread: Integers
    posted: Instants
    published: Instants

    @property
    def authors(self) -> int:
        """The number of named authors."""
        return len(self.author_thread)


def planted(threads: Sequence[tuple[Thread, ReplyGraph]]) -> Forest:
    """Return the forest of some threads with their reply graphs, in their order."""
    parents = [graph.parent for _, graph in threads]
    sizes = np.array([len(parent) for parent in parents], dtype=np.int64)
    author, authors = _authors(thread.comments for thread, _ in threads)
    return Forest(
        threads=len(threads),
        parent=_shifted(np.concatenate([np.zeros(0, np.int64), *parents]), np.cumsum(sizes) - sizes, sizes),
        thread=np.repeat(np.arange(len(threads)), sizes),
        author=author,
        author_thread=np.repeat(np.arange(len(threads)), authors),
        posted=Instants.of(comment.posted for thread, _ in threads for comment in thread.comments),
        published=Instants.of(thread.article.published for thread, _ in threads),
    )


def redrawn(forest: Forest, parents: Integers) -> Forest:
    """Return the forest of a single thread's graphs, one for each row of ``parents``."""
    draws, comments = parents.shape
    each = np.full(draws, comments)
    offsets = np.repeat(np.arange(draws) * forest.authors, comments)
    author = np.tile(forest.author, draws)
    return Forest(
        threads=draws,
        parent=_shifted(parents.ravel(), np.arange(draws) * comments, each),
        thread=np.repeat(np.arange(draws), each),
        author=np.where(author == NOBODY, NOBODY, author + offsets),
        author_thread=np.repeat(np.arange(draws), forest.authors),
        posted=forest.posted.repeated(draws),
        published=forest.published.repeated(draws),
    )


def _shifted(parent: Integers, starts: Integers, sizes: Integers) -> Integers:
    """Return parents numbered within their threads as numbers of the forest."""
    return np.where(parent >= 0, parent + np.repeat(starts, sizes), parent)


def _authors(threads: Iterable[Sequence[Comment]]) -> tuple[Integers, Integers]:
    """Return the author of each comment, and the number of authors of each thread."""
    authors: list[int] = []
    found: list[int] = []
    first = 0
    for comments in threads:
        numbers: dict[str, int] = {}
        spellings: dict[str | None, int] = {}
        for comment in comments:
            number = spellings.get(comment.author)
            if number is None:
                name = named(comment)
                number = NOBODY if name is None else numbers.setdefault(name, first + len(numbers))
                spellings[comment.author] = number
            authors.append(number)
        found.append(len(numbers))
        first += len(numbers)
    return np.array(authors, dtype=np.int64), np.array(found, dtype=np.int64)
