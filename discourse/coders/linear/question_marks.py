"""The marks of questions: whether, what and how a text asks."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.found_marks import Found, found_at, next_of
from discourse.coders.linear.word_classes import ASKS, CONDITION, NEGATOR, OPENER, SECOND, TAKES_UP, WH
from discourse.coders.words import Bools, Ints

QUESTIONS = (
    "asks", "only asks", "asks first", "asks last", "asks wh", "asks yes-no", "asks you", "asks negated", "if … why?",
    "asks in a word", "asks without a mark",
)  # fmt: skip
"""The marks of questions."""
_IN_A_WORD = 4
"""Tokens of a question in a word."""


def ends_asking(read: Read) -> Bools:
    """Return whether each sentence ends with a question mark."""
    first, last = read.sentences
    asks = read.upto(ASKS)
    return np.asarray(asks[last] > asks[np.maximum(last - 2, first)])


def asking(read: Read) -> Iterator[Found]:
    """Yield where the marks of questions are found."""
    first, last = read.sentences
    if not len(first):
        return
    asked, row, number = ends_asking(read), read.words.row[first], read.sentence(first)
    total, questions = np.bincount(row, minlength=read.words.texts), np.bincount(row, asked, read.words.texts)
    is_last = number == total[row] - 1
    yield found_at(read, "asks", first[asked], last[asked])
    for name, kept in (
        ("only asks", asked & (questions[row] == total[row]) & is_last),
        ("asks first", asked & (number == 0)),
        ("asks last", asked & is_last),
        ("retort", asked & (number == 0) & read.has(TAKES_UP, first)),
    ):
        yield found_at(read, name, first[kept], last[kept])
    asks_itself = (number > 0) & np.append(False, (asked & (last - first > _IN_A_WORD))[:-1])
    yield from _kinds_of_question(read, first[asked], last[asked], asks_itself[asked])
    yield from _unmarked_question(read, questions > 0)


def _unmarked_question(read: Read, asks: NDArray[np.bool_]) -> Iterator[Found]:
    rows, start = read.openings
    signs = np.flatnonzero(~read.worded)
    words = (read.words.count - np.bincount(read.words.row[signs], minlength=read.words.texts))[rows]
    kept = (words > 0) & (words <= 12) & read.has(WH, start) & ~asks[rows]
    yield Found("asks without a mark", rows[kept], read.words.first[rows[kept]], read.words.first[rows[kept] + 1])


def _kinds_of_question(read: Read, first: Ints, last: Ints, asks_itself: Bools) -> Iterator[Found]:
    """Yield the kinds of questions; what goes on with a question of one's own ("If so, who …?") asks nobody back."""

    def within(bit: int, count: int = 10**9) -> Bools:
        upto = read.upto(bit)
        return np.asarray(upto[np.minimum(first + count, last)] > upto[first])

    wh = within(WH, 3)
    condition = next_of(read, CONDITION, first)
    asked = read.upto(WH)
    conditional = (condition < last) & (asked[last] > asked[np.minimum(condition + 1, last)])
    for name, kept in (
        ("asks wh", wh),
        ("asks yes-no", ~wh & within(OPENER, 2)),
        ("asks you", within(SECOND)),
        ("asks negated", within(NEGATOR)),
        ("if … why?", conditional & ~asks_itself),
        ("asks in a word", last - first <= _IN_A_WORD),
    ):
        yield found_at(read, name, first[kept], last[kept])
