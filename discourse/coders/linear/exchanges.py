"""Comments with what each answers beside it, so many at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from discourse.coders.columns import Threads
from discourse.coders.words import Bools, Ints, Words, readable, words_of
from discourse.languages import Languages, languages_of_threads
from discourse.languages.pieces import Pieces, distinct, split
from discourse.model import Article
from discourse.replies.graph import ARTICLE, MISSING

LANGUAGE = "en"
"""The language that the weights are of; comments in others are judged by cues, where there are any."""
AT_ONCE = 8_192
"""Comments read together: their words as arrays stay some tens of megabytes."""
LEAD = 500
"""Characters of the article's body that stand for what it says, after its title."""


class Batch(NamedTuple):
    """Comments that can be judged: their numbers, their words, and those of what each answers.

    ``parent`` is as in the threads. ``answered`` has no words where the parent is unknown or deleted.
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


@dataclass(frozen=True, eq=False)
class Reading:
    """Threads as they are read: the pieces of the comments, and the language of each comment."""

    threads: Threads
    pieces: Pieces
    languages: Languages

    @staticmethod
    def of(threads: Threads) -> "Reading":
        """Return threads ready to be read."""
        pieces = split(threads.text)
        return Reading(threads, pieces, languages_of_threads(threads.text, threads.first, threads.article, pieces))

    @cached_property
    def english(self) -> Bools:
        """Which comments are in the language of the weights."""
        return np.fromiter((language == LANGUAGE for language in self.languages), bool, len(self.languages))

    @cached_property
    def can_judge(self) -> Bools:
        """Which comments the weights can judge."""
        return np.asarray(self.english & ~self.threads.deleted)

    @property
    def judged(self) -> Ints:
        """The numbers of the comments that the weights can judge."""
        return np.flatnonzero(self.can_judge)

    @cached_property
    def quoting(self) -> Bools:
        """Which comments may have quoted lines."""
        return np.fromiter((">" in text for text in self.threads.text), bool, len(self.threads.text))

    @cached_property
    def openings(self) -> list[str]:
        """The words that stand for what each article says."""
        return [opening_of(article) for article in self.threads.article]

    @cached_property
    def _readable(self) -> Pieces:
        """The pieces of the comments, then of the openings, without quoted lines."""
        texts = [*self.threads.text, *self.openings]
        return readable(texts, self.pieces.followed_by(self.openings))

    def batches(self, numbers: Ints) -> Iterator[Batch]:
        """Yield the comments with these numbers, in order."""
        for start in range(0, len(numbers), AT_ONCE):
            yield self._batch(numbers[start : start + AT_ONCE])

    def _batch(self, number: Ints) -> Batch:
        parent = self.threads.parent[number]
        opening = len(self.threads.text) + self.threads.thread[number]
        answered = np.where(parent >= 0, parent, np.where(parent == MISSING, -1, opening))
        needed = distinct(np.concatenate([number, answered[answered >= 0]]))
        words = words_of(self._readable.taken(needed))
        place = np.where(answered >= 0, np.searchsorted(needed, answered), -1)
        return Batch(number, words.taken(np.searchsorted(needed, number)), words.taken(place), parent)
