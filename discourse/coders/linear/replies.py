"""The columns of reply stance: a comment beside what it answers."""

from typing import NamedTuple

import numpy as np

from discourse.coders.grams import Cells, openings, runs, scaled, stacked
from discourse.coders.linear.marks import LINK, NAME, Marks, Read, mark_names, marks_of
from discourse.coders.linear.model import BITS, Features
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
MARK, _NUMBER, WORD = 0.5, 2.0, 1.4
"""Worth of a mark, a number and a single word beside the pairs of words: how little they are held back in the fit."""
OWN, _OPENING, _PARENT = 1, 5, 9
"""Namespaces of hashed columns."""


def names() -> tuple[str, ...]:
    """Return the names of the named columns."""
    return (*mark_names(), *_NUMBERS)


class ReplyColumns(NamedTuple):
    """The columns of comments, and the marks among them with the words that show them."""

    features: Features
    marks: Marks
    read: Read


def reply_features(own: Words, answered: Words, opens: Bools, to_opening: Bools) -> Features:
    """Return the columns of comments; see ``reply_columns``."""
    return reply_columns(own, answered, opens, to_opening).features


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
