"""The columns of reply stance: a comment beside what it answers."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.grams import Cells, openings, runs, scaled, stacked, vector_sums
from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.marks import Marks, mark_names, marks_of
from discourse.coders.linear.model import BITS, Features, Matrix, Model, shipped, sums
from discourse.coders.linear.word_classes import LINK, NAME
from discourse.coders.meaning import DIMENSIONS, word_vectors
from discourse.coders.words import Bools, Words

CODES = ("support", "deny", "query", "comment")
_NUMBERS = (
    "its length",
    "the length of what it answers",
    "opens the thread",
    "answers the opening",
    "addresses",
    "names",
)
MARK, _NUMBER, WORD, _MEANING = 0.5, 2.0, 1.4, 0.3
"""Worth of a mark, a number, a single word and its meaning beside the pairs of words: how little they are held back in
the fit."""
OWN, _OPENING, _PARENT = 1, 5, 9
"""Namespaces of hashed columns."""


def names() -> tuple[str, ...]:
    """Return the names of the named columns; those of meaning come last."""
    meaning = (f"meaning {number}" for number in range(1, DIMENSIONS + 1))
    return (*mark_names(), *_NUMBERS, *meaning)


class ReplyColumns(NamedTuple):
    """The columns of comments but for their meaning, and the marks among them with the words that show them."""

    features: Features
    marks: Marks
    read: Read


def reply_features(own: Words, answered: Words, opens: Bools, to_opening: Bools) -> Features:
    """Return the columns of comments, their meaning among them, as they are learned from; see ``reply_columns``."""
    found, read = reply_columns(own, answered, opens, to_opening)[::2]
    meaning = scaled(meanings(read.words), len(names()) - DIMENSIONS, 1.0)
    return found._replace(named=stacked([found.named, meaning]))


def reply_columns(own: Words, answered: Words, opens: Bools, to_opening: Bools) -> ReplyColumns:
    """Return the columns of comments; ``answered`` has what each answers, no words where that is unknown or nothing.

    ``opens`` are texts that open a thread, ``to_opening`` those that answer such a text.
    """
    mine, theirs = Read(own, "en"), Read(answered, "en")
    found = marks_of(mine, theirs)
    numbers = np.stack([
        np.log1p(mine.words.count) / 3, np.log1p(theirs.words.count) / 3, opens, to_opening,
        mine.texts_with(LINK), mine.texts_with(NAME),
    ], 1).astype(np.float32)  # fmt: skip
    marks = Cells(found.row, found.mark, np.full(len(found.row), MARK, np.float32))
    alone, pairs = runs(mine.words, OWN, BITS)
    hashed = (
        alone.times(WORD),
        pairs,
        *openings(mine.words, mine.openings, _OPENING, BITS),
        *runs(theirs.words, _PARENT, BITS, 1),
    )
    named = stacked([marks, scaled(numbers, len(mark_names()), _NUMBER)])
    return ReplyColumns(Features(named, hashed, own.texts), found, mine)


def _worth(words: Words) -> NDArray[np.float64]:
    """Return by text what each word's meaning counts for: as much as each of the words and pairs of words."""
    return np.asarray(1 / np.sqrt(np.maximum(2 * words.count - 1, 1)))


def meanings(words: Words) -> NDArray[np.float32]:
    """Return the columns of what texts mean: the sum of their words' vectors, each counted as one word or pair."""
    found = np.asarray(vector_sums(words) * _worth(words)[:, None], np.float32)
    return np.asarray(found * np.float32(_MEANING))


class Meaning:
    """What the meaning of words adds for each code, worked out once for each distinct word.

    ``named`` has the weights of the named columns, of which those of meaning are the last.
    """

    def __init__(self, named: NDArray[Any]) -> None:
        self._weights = np.asarray(named[-DIMENSIONS:] * _MEANING, np.float32)

    def by_word(self, words: Sequence[str]) -> NDArray[np.float32]:
        """Return what words add before it is shared among the words of a text, words × codes."""
        return np.asarray(word_vectors(words) @ self._weights)

    def each(self, words: Words) -> Matrix:
        """Return what each word adds to its text, tokens × codes."""
        return np.asarray(words.of_word(self.by_word) * _worth(words)[words.row, None])

    def sums(self, words: Words) -> Matrix:
        """Return what the words of each text add, texts × codes."""
        return np.asarray(words.summed(self.by_word) * _worth(words)[:, None])


@cache
def meaning_shipped() -> Meaning:
    """Return the meaning as the weights that come with the package have it."""
    return Meaning(shipped("reply_stance").named)


def reply_sums(columns: ReplyColumns, model: Model | None = None) -> Matrix:
    """Return the summed weights of comments, texts × codes, by the weights of the package where no others are given."""
    meaning = Meaning(model.named) if model else meaning_shipped()
    return sums(model or shipped("reply_stance"), columns.features) + meaning.sums(columns.read.words)
