"""The comments of a thread, so many at a time, with what each answers beside it."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from discourse.coders.linear.words import Bools, Ints, Words, read_words
from discourse.languages import Languages
from discourse.model import Article, Thread
from discourse.replies.graph import ARTICLE, MISSING, ReplyGraph

LANGUAGE = "en"
"""The language that the weights are of; comments in others are judged by cues, where there are any."""
AT_ONCE = 8_192
"""Comments read together: their words as arrays stay some tens of megabytes."""
LEAD = 500
"""Characters of the article's body that stand for what it says, after its title."""


class Batch(NamedTuple):
    """Comments that can be judged: their numbers in the thread, their words, and those of what each answers.

    ``parent`` is as in the reply graph. ``answered`` has no words where the parent is unknown or deleted.
    """

    number: Ints
    own: Words
    answered: Words
    parent: Ints

    @property
    def to_article(self) -> Bools:
        """Whether each comment answers the article."""
        return np.asarray(self.parent == ARTICLE)


def opening_of(article: Article) -> str:
    """Return the words that stand for what an article says."""
    return f"{article.title or ''}\n{(article.body or '')[:LEAD]}".strip()


def in_english(thread: Thread, languages: Languages) -> Ints:
    """Return the numbers of the comments that the weights can judge."""
    both = enumerate(zip(thread.comments, languages, strict=True))
    return np.array([at for at, (one, language) in both if language == LANGUAGE and one.status != "deleted"], np.int64)


def batches(thread: Thread, graph: ReplyGraph, judged: Ints) -> Iterator[Batch]:
    """Yield the comments with these numbers, in order."""
    for start in range(0, len(judged), AT_ONCE):
        yield _batch(thread, graph, judged[start : start + AT_ONCE])


def _batch(thread: Thread, graph: ReplyGraph, number: Ints) -> Batch:
    parent = graph.parent[number]
    around = np.unique(parent[parent >= 0])
    needed = np.union1d(number, around)
    texts = [thread.comments[at].text for at in needed.tolist()]
    words = read_words([*texts, opening_of(thread.article)])
    place = np.searchsorted(needed, np.maximum(parent, 0))
    answered = np.where(parent >= 0, place, np.where(parent == MISSING, -1, len(needed)))
    return Batch(number, words.taken(np.searchsorted(needed, number)), words.taken(answered), parent)
