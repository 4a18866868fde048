"""Word meaning as vectors: like words and like sentences point the same way, whatever letters they share.

A word's vector is the sum of those of its pieces; a sentence's is the sum of those of its words, scaled to length 1.
The length of a word's vector says how much it tells: "the" is short, "helicopter" long. Words are lower case, as
``discourse.text.words`` has them. The vectors come from a table for English that is distilled from a sentence encoder
(docs/models/meaning.md).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from discourse.coders.meaning.table import Floats, pieces_of, shipped

__all__ = [
    "DIMENSIONS",
    "Floats",
    "as_fitted",
    "bag_vectors",
    "pieces_in",
    "sentence_vectors",
    "summed_pieces",
    "unit",
    "word_vectors",
    "word_weights",
]

DIMENSIONS = 128
"""Numbers of a vector."""
COMMON = 1e-3
"""Share of running text at which a word weighs half (the smooth inverse frequency of Arora, Liang & Ma 2017)."""
MOST_ALIKE = 2
"""How often a piece counts that a word repeats: few words do so more often, but what is drawn out does."""
_as_fitted = ContextVar("as_fitted", default=False)
_AT_ONCE = 4_096
"""Words or sentences taken together: more would not stay in the processor's cache."""

Index = NDArray[np.intp]


@contextmanager
def as_fitted() -> Iterator[None]:
    """Let drawn-out words mean all that their pieces add up to, as they did when the shipped weights were fitted.

    Such words stood in 96 of 73,358 labelled texts: fitted so, the weights are the same bytes again.
    """
    token = _as_fitted.set(True)
    try:
        yield
    finally:
        _as_fitted.reset(token)


def word_vectors(words: Sequence[str]) -> NDArray[np.float32]:
    """Return a vector for each word, not scaled: n × 128; zeros for a word in another script.

    Ask for each word once: with the numbers of a text's words among the unique ones, ``bag_vectors`` has its vector.
    """
    table = shipped()
    return summed_pieces(words, table.vectors, table.scales)


def summed_pieces(words: Sequence[str], rows: NDArray[np.int8], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return for each word the sum of its pieces' rows, each multiplied by its scale: words × the width of a row.

    A word that is drawn out ("hahahahahaha") means no more than a short one: a piece counts ``MOST_ALIKE`` times at
    most.
    """
    found = np.zeros((len(words), rows.shape[1]), np.float32)
    pieces, ends = pieces_in(words)
    if not _as_fitted.get():
        pieces, ends = _kept_short(words, pieces, ends)
    if not len(pieces):
        return found
    filled = np.flatnonzero(np.diff(ends, prepend=0))
    starts = np.concatenate(([0], ends[filled][:-1]))
    for first in range(0, len(filled), _AT_ONCE):
        chosen = slice(first, first + _AT_ONCE)
        begin, end = starts[first], ends[filled[chosen][-1]]
        found[filled[chosen]] = np.add.reduceat(
            _scaled(rows, scales, pieces[begin:end]), starts[chosen] - begin, axis=0
        )
    return found


def word_weights(words: Sequence[str]) -> NDArray[np.float32]:
    """Return how telling each word is, 0 to 1, by how seldom its rarest piece stands in running text.

    >>> common, rare = word_weights(["the", "helicopter"]).round(1).tolist()
    >>> common < 0.1, rare > 0.9
    (True, True)
    """
    shares = shipped().shares
    least = [min((float(shares[piece]) for piece in _pieces(word)), default=0.0) for word in words]
    return np.asarray(COMMON / (COMMON + np.array(least)), np.float32)


def bag_vectors(vectors: NDArray[np.float32], index: Index, ends: Index) -> NDArray[np.float32]:
    """Return a vector of length 1 for each text; zeros for one without a known word.

    ``vectors`` are those of the unique words, ``index`` the numbers of the words of all texts, one text after the
    other, and ``ends`` where each text ends in it.
    """
    from scipy.sparse import csr_array

    starts = np.concatenate(([0], ends))
    bags = csr_array((np.ones(len(index), np.float32), index, starts), shape=(len(ends), len(vectors)))
    return unit(bags @ vectors)


def sentence_vectors(texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """Return a vector of length 1 for each text, given as its lower-case words; zeros for one without a known word.

    >>> a, b, c = sentence_vectors([["dismissed"], ["fired"], ["banana"]])
    >>> bool(a @ b > a @ c)
    True
    """
    numbers: dict[str, int] = {}
    index = [numbers.setdefault(word, len(numbers)) for text in texts for word in text]
    ends = np.cumsum([len(text) for text in texts], dtype=np.intp)
    return bag_vectors(word_vectors(list(numbers)), np.array(index, np.intp), ends)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the vectors scaled to length 1, those of length 0 as they are."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(vectors / np.maximum(lengths, 1e-9)[:, None], np.float32)


def pieces_in(words: Sequence[str]) -> tuple[Index, Index]:
    """Return the pieces of all words, one word after the other, and where each word ends among them.

    A word in another script has none.
    """
    pieces: list[int] = []
    ends = np.zeros(len(words), np.intp)
    for number, word in enumerate(words):
        pieces.extend(_pieces(word))
        ends[number] = len(pieces)
    return np.array(pieces, np.intp), ends


def _kept_short(words: Sequence[str], pieces: Index, ends: Index) -> tuple[Index, Index]:
    """Return the pieces of words, and where each word ends, without what letters have said ``MOST_ALIKE`` times."""
    begins = np.append(0, ends[:-1])
    left_out: list[int] = []
    for number in np.flatnonzero(ends - begins > MOST_ALIKE).tolist():
        own = pieces[begins[number] : ends[number]].tolist()
        if len(own) - len(set(own)) >= MOST_ALIKE and words[number].isalpha():
            left_out += [begins[number] + at for at, piece in enumerate(own) if own[:at].count(piece) >= MOST_ALIKE]
    if not left_out:
        return pieces, ends
    kept = np.ones(len(pieces), bool)
    kept[left_out] = False
    return pieces[kept], np.append(0, np.cumsum(kept))[ends]


@lru_cache(maxsize=200_000)
def _pieces(word: str) -> tuple[int, ...]:
    return tuple(pieces_of(word, shipped().rows))


def _scaled(rows: NDArray[np.int8], scales: NDArray[np.float32], pieces: Index) -> NDArray[np.float32]:
    return rows[pieces] * scales[pieces][:, None]
