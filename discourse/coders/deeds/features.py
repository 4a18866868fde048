"""What tells the deeds of a text: its words and pairs of words, how its sentences open and end, and what it means."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from discourse.coders.columns import Floats
from discourse.coders.learned.grams import Even, endings, openings, runs
from discourse.coders.meaning import DIMENSIONS, bag_vectors, word_vectors, word_weights
from discourse.coders.periods import goes_on
from discourse.coders.words import Bools, Ints, Words

MEANINGS = 2 * DIMENSIONS
"""Numbers for the meaning of a text: all words alike, and each as far as it tells something."""
_ENDS = frozenset(".!?…")
_RUNS, _OPENINGS, _ENDINGS = 1, 11, 21
"""Namespaces of the hashed columns."""
_LONGEST = 2
_WORTH = 3.0
"""The length of the vector of a text's hashed columns, and of each of its meanings."""


class Features(NamedTuple):
    """The columns of texts: hashed ones, and the meanings, texts × ``MEANINGS``."""

    hashed: tuple[Even, ...]
    meanings: Floats


def features(words: Words, inside: tuple[Words, Ints], bits: int) -> Features:
    """Return the columns of texts, the hashed ones numbered with so many bits.

    ``inside`` are their sentences, as ``sentences`` returns them.
    """
    parts, of_text = inside
    start = np.arange(parts.texts), parts.first[:-1]
    of_sentences = (*openings(parts, start, _OPENINGS, bits, _LONGEST), endings(parts, _ENDINGS, bits))
    cells = [(part.row, part.column) for part in runs(words, _RUNS, bits, _LONGEST)]
    cells += [(of_text[part.row], part.column) for part in of_sentences]
    count = np.sum([np.bincount(row, minlength=words.texts) for row, _ in cells], axis=0)
    worth = (_WORTH / np.sqrt(np.maximum(count, 1))).astype(np.float32)
    return Features(tuple(Even(row, column, worth) for row, column in cells), _meanings(words))


def sentences(words: Words) -> tuple[Words, Ints]:
    """Return the sentences of texts as texts of their own, none without words, and the text that each is of."""
    if not len(words.word):
        return words.taken(np.zeros(0, np.int64)), np.zeros(0, np.int64)
    ends, line = words.of_word(_ends_sentence), words.line
    new = np.ones(len(words.word), bool)
    new[1:] = (words.row[1:] != words.row[:-1]) | (line[1:] != line[:-1]) | (ends[:-1] & ~ends[1:])
    starts = np.flatnonzero(new & ~goes_on(words))
    return words.pieces(starts, np.diff(starts, append=len(new))), words.row[starts]


def _ends_sentence(words: Sequence[str]) -> Bools:
    return np.array([word[0] in _ENDS for word in words], bool)


def _meanings(words: Words) -> Floats:
    known, index = np.unique(words.word, return_inverse=True)
    strings = [words.vocabulary.strings[number] for number in known.tolist()]
    vectors = word_vectors(strings)
    telling = vectors * word_weights(strings)[:, None]
    both = [bag_vectors(each, index, words.first[1:]) for each in (telling, vectors)]
    return np.asarray(np.concatenate(both, axis=1) * np.float32(_WORTH))
