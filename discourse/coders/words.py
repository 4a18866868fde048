"""Many texts at once as arrays of word numbers: what every learned coder starts from.

A comment costs some microseconds here instead of some hundred, since what is to be known of a word (its hash, whether
it negates, what it means) is worked out once for each distinct word and then only looked up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from discourse.coders.phrases import WORD_OR_SIGN, lower_form
from discourse.languages.pieces import SMALL, Bools, Column, Ints, Numbered, Pieces, Smalls, run_items, split

__all__ = ["Bools", "Column", "Ints", "Words", "read_words", "readable", "words_of"]

READ = 20_000
"""Characters of a text that are read; what a comment does shows long before."""
_END = "\x1e"
_TOKENS = re.compile(f"({_END}|{WORD_OR_SIGN})")
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_LINE_BREAK = re.compile("\n")
_CONTROLS = str.maketrans({_END: " "})


class Source(Protocol):
    """Where words come from; asked only for what is looked at, since most words are counted and never shown."""

    def begin_of(self, tokens: Ints) -> Ints:
        """Return the character with which each of these words begins."""

    def end_of(self, tokens: Ints) -> Ints:
        """Return the character after each of these words."""

    def line(self) -> Ints:
        """Return the number of each word's line."""


@dataclass(frozen=True, eq=False)
class Words:
    """The words of many texts, one after the other.

    ``word[i]`` is the number of token ``i`` in the vocabulary, ``row[i]`` its text; the tokens of text ``t`` are
    ``first[t]`` to before ``first[t + 1]``. Quoted lines (``> …``) are read as blanks.
    """

    vocabulary: Numbered
    word: Ints
    row: Ints
    first: Ints
    source: Source

    @cached_property
    def place(self) -> Ints:
        """The character of its text with which each token begins."""
        return self.begin_of(np.arange(len(self.word)))

    @cached_property
    def end(self) -> Ints:
        """The character of its text after each token."""
        return self.end_of(np.arange(len(self.word)))

    def begin_of(self, tokens: Ints) -> Ints:
        """Return the character of its text with which each of these tokens begins."""
        return self.source.begin_of(tokens)

    def end_of(self, tokens: Ints) -> Ints:
        """Return the character of its text after each of these tokens."""
        return self.source.end_of(tokens)

    @cached_property
    def line(self) -> Ints:
        """The number of each token's line among all lines."""
        return self.source.line()

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self.first) - 1

    def of_word(self, of: Column) -> NDArray[Any]:
        """Return what a function says of the word of each token."""
        return np.asarray(self.vocabulary.column(of)[self.word])

    def texts_with(self, kind: Column) -> Bools:
        """Return which texts have a word of a kind, of which a function tells the words."""
        found = np.zeros(self.texts, bool)
        found[self.row[np.flatnonzero(self.of_word(kind))]] = True
        return found

    def only(self, kept: Bools) -> "Words":
        """Return the tokens that are kept, in the same texts."""
        pick = np.flatnonzero(kept)
        return self._picked(pick, self.row[pick], np.searchsorted(pick, self.first))

    def heads(self, most: int) -> "Words":
        """Return the first tokens of each text, at most so many."""
        return self.only(np.arange(len(self.word)) - self.first[self.row] < most)

    def _picked(self, pick: Ints, row: Ints, first: Ints) -> "Words":
        return Words(self.vocabulary, self.word[pick], row, first, _Picked(self, pick))

    def taken(self, texts: Ints) -> "Words":
        """Return the words of these texts, in this order; a negative number gives a text without words."""
        if len(texts) and bool((texts == np.arange(texts[0], texts[0] + len(texts))).all()) and texts[0] >= 0:
            return self._slice(int(texts[0]), int(texts[-1]) + 1)
        counts = np.append(self.count, 0)[np.maximum(texts, -1)]
        return self.pieces(self.first[np.maximum(texts, 0)], counts)

    def _slice(self, begin: int, end: int) -> "Words":
        if (begin, end) == (0, self.texts):
            return self
        tokens = slice(*self.first[[begin, end]].tolist())
        first = self.first[begin : end + 1] - tokens.start
        return Words(self.vocabulary, self.word[tokens], self.row[tokens] - begin, first, _Picked(self, tokens))

    def pieces(self, starts: Ints, counts: Ints) -> "Words":
        """Return runs of tokens as texts of their own: ``counts`` of them from each of ``starts``."""
        pick, first = run_items(starts, counts)
        return self._picked(pick, np.repeat(np.arange(len(starts)), counts), first)

    @cached_property
    def count(self) -> Ints:
        """How many tokens each text has."""
        return np.diff(self.first)

    def summed(self, of: Column) -> NDArray[Any]:
        """Return the sum for each text of what a function says of its words, texts × numbers of a word."""
        from scipy.sparse import csr_array

        said = self.vocabulary.column(of)
        tokens = csr_array((np.ones(len(self.word), said.dtype), self.word, self.first), shape=(self.texts, len(said)))
        return np.asarray(tokens @ said)

    def per_text(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return the sum of the tokens' values for each text."""
        return np.bincount(self.row, np.asarray(values, np.float64), self.texts).astype(np.float64)


class _Picked(NamedTuple):
    """Some of other words."""

    of: Words
    pick: Ints | slice

    def begin_of(self, tokens: Ints) -> Ints:
        return self.of.begin_of(self._picked(tokens))

    def end_of(self, tokens: Ints) -> Ints:
        return self.of.end_of(self._picked(tokens))

    def line(self) -> Ints:
        return self.of.line[self.pick]

    def _picked(self, tokens: Ints) -> Ints:
        return self.pick.start + tokens if isinstance(self.pick, slice) else self.pick[tokens]


class _Split(NamedTuple):
    """The words of pieces: how many each piece has, the piece of each word, and where these begin and end in it."""

    pieces: Pieces
    counts: Smalls
    piece: Smalls
    columns: tuple[Smalls, Smalls, Smalls]
    picked: Ints

    def begin_of(self, tokens: Ints) -> Ints:
        return self.pieces.place_of(self.piece[tokens]) + self.columns[0][self.picked[tokens]]

    def end_of(self, tokens: Ints) -> Ints:
        return self.pieces.place_of(self.piece[tokens]) + self.columns[1][self.picked[tokens]]

    def line(self) -> Ints:
        """Return the line of each word; few pieces break one, and what these add is summed up."""
        of_piece = self.pieces.of_piece(_breaks)
        broken = np.flatnonzero(of_piece != 0)
        ends = np.cumsum(self.counts, dtype=SMALL)[broken]
        inside, _ = run_items(ends - self.counts[broken], self.counts[broken])
        before = self.columns[2][self.picked[inside]]
        more = np.zeros(len(self.picked) + 1, SMALL)
        more[inside] += before
        more[inside + 1] -= before
        np.add.at(more, ends, of_piece[broken])
        return np.cumsum(more[:-1], dtype=SMALL)


def read_words(texts: Sequence[str]) -> Words:
    """Return the words of texts; ``@names``, addresses and signs count as words of their own."""
    return words_of(readable(texts, split(texts)))


def readable(texts: Sequence[str], pieces: Pieces) -> Pieces:
    """Return the pieces of texts but for quoted lines, which become blanks, and for what stands beyond ``READ``."""
    quoting = [at for at, text in enumerate(texts) if ">" in text]
    if quoting:
        pieces = pieces.with_texts(np.array(quoting), [_unquoted(texts[at]) for at in quoting])
    return pieces.heads(READ)


def words_of(pieces: Pieces) -> Words:
    """Return the words of the pieces of texts."""
    tokens = pieces.numbered.rows(_tokens)
    counts, picked = tokens.of(pieces.piece)
    word, begin, end, breaks = tokens.columns
    row = np.repeat(pieces.row, counts)
    first = np.append(0, np.cumsum(counts, dtype=np.int64))[pieces.first]
    piece = np.repeat(np.arange(len(counts), dtype=SMALL), counts)
    return Words(
        tokens.words,
        word[picked].astype(np.int64),
        row,
        first,
        _Split(pieces, counts, piece, (begin, end, breaks), picked),
    )


def _tokens(pieces: Sequence[str], words: Numbered) -> tuple[NDArray[Any], ...]:
    """Return how many words pieces have, their numbers, where they begin and end, and how many lines end before."""
    joined = _END.join([*(piece.translate(_CONTROLS) if _END in piece else piece for piece in pieces), ""])
    split_up = _TOKENS.split(joined)
    lengths = np.fromiter(map(len, split_up), np.int64, len(split_up))
    begins = (np.cumsum(lengths) - lengths)[1::2]
    tokens = split_up[1::2]
    ends = np.flatnonzero(np.fromiter((token == _END for token in tokens), bool, len(tokens)))
    counts = np.diff(ends, prepend=-1) - 1
    kept = np.ones(len(tokens), bool)
    kept[ends] = False
    starts = np.repeat(np.concatenate([[0], begins[ends] + 1])[: len(counts)], counts)
    number = words.numbers([lower_form(token) for token in tokens if token != _END])
    begin = begins[kept] - starts
    end = begin + lengths[1::2][kept]
    line_ends = np.array([found.start() for found in _LINE_BREAK.finditer(joined)], np.int64)
    breaks = np.searchsorted(line_ends, begin + starts) - np.searchsorted(line_ends, starts)
    return counts, *(column.astype(SMALL) for column in (number, begin, end, breaks))


def _breaks(pieces: Sequence[str]) -> Smalls:
    return np.array([piece.count("\n") for piece in pieces], SMALL)


def _unquoted(text: str) -> str:
    """Return the head of a text of the same length, quoted lines blanked."""
    return _QUOTED_LINE.sub(lambda line: " " * len(line.group()), text[:READ])
