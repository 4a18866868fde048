"""Many texts at once as arrays of word numbers: what every learned coder starts from.

A comment costs some microseconds here instead of some hundred, since what is to be known of a word (its hash, whether
it negates, what it means) is worked out once for each distinct word and then only looked up.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.coders.phrases import WORD_OR_SIGN, lower_form

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Column = Callable[[Sequence[str]], NDArray[Any]]

READ = 20_000
"""Characters of a text that are read; what a comment does shows long before."""
_KNOWN_WORDS = 300_000
"""Distinct words after which a fresh vocabulary is begun, so that memory stays bounded."""
_END = "\x1e"
_TOKENS = re.compile(f"({_END}|{WORD_OR_SIGN})")
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_LINE_BREAK = re.compile("\n")
_CONTROLS = str.maketrans({_END: " "})


@dataclass(eq=False)
class Vocabulary:
    """The distinct words seen so far, numbered in the order of their first sight, and what is known of each."""

    words: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _columns: dict[Column, tuple[NDArray[Any], int]] = field(default_factory=dict)
    """With room for words to come, so that a column is seldom copied; the number is how many are there."""

    def numbers(self, pieces: Sequence[str]) -> Ints:
        """Return the number of each piece's lower form; new ones are added."""
        known = self._numbers
        for piece in dict.fromkeys(pieces):
            if piece not in known:
                lower = lower_form(piece)
                if lower not in known:
                    known[lower] = len(self.words)
                    self.words.append(lower)
                known[piece] = known[lower]
        return np.fromiter(map(known.__getitem__, pieces), np.int64, len(pieces))

    def column(self, of: Column) -> NDArray[Any]:
        """Return what a pure function says of each word, one row a word; it is asked once for each word."""
        done, count = self._columns.get(of, (np.zeros(0), 0))
        if not count or count < len(self.words):
            new = of(self.words[count:])
            total = count + len(new)
            if not count or total > len(done):
                room = np.empty((2 * total, *new.shape[1:]), new.dtype)
                if count:
                    room[:count] = done[:count]
                done = room
            done[count:total] = new
            count = total
            self._columns[of] = done, count
        return done[:count]

    @property
    def is_full(self) -> bool:
        """Tell whether it has grown to its bound."""
        return len(self._numbers) >= _KNOWN_WORDS


_vocabulary = Vocabulary()


def _open_vocabulary() -> Vocabulary:
    global _vocabulary  # noqa: PLW0603  # a cache: what is in it changes no result
    if _vocabulary.is_full:
        _vocabulary = Vocabulary()
    return _vocabulary


@dataclass(frozen=True, eq=False)
class Words:
    """The words of many texts, one after the other.

    ``word[i]`` is the number of token ``i`` in the vocabulary, ``row[i]`` its text, ``place[i]`` and ``end[i]`` its
    characters there, ``line[i]`` the number of its line among all lines; the tokens of text ``t`` are ``first[t]`` to
    before ``first[t + 1]``. Quoted lines (``> …``) are read as blanks.
    """

    vocabulary: Vocabulary
    word: Ints
    row: Ints
    place: Ints
    end: Ints
    line: Ints
    first: Ints

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self.first) - 1

    def of_word(self, of: Column) -> NDArray[Any]:
        """Return what a function says of the word of each token."""
        return np.asarray(self.vocabulary.column(of)[self.word])

    def only(self, kept: Bools) -> "Words":
        """Return the tokens that are kept, in the same texts."""
        before = np.concatenate([[0], np.cumsum(kept)])
        return self._picked(np.flatnonzero(kept), self.row[kept], before[self.first])

    def _picked(self, pick: Ints, row: Ints, first: Ints) -> "Words":
        return Words(self.vocabulary, self.word[pick], row, self.place[pick], self.end[pick], self.line[pick], first)

    def taken(self, texts: Ints) -> "Words":
        """Return the words of these texts, in this order; a negative number gives a text without words."""
        counts = np.append(self.count, 0)[np.maximum(texts, -1)]
        return self.pieces(self.first[np.maximum(texts, 0)], counts)

    def pieces(self, starts: Ints, counts: Ints) -> "Words":
        """Return runs of tokens as texts of their own: ``counts`` of them from each of ``starts``."""
        first = np.concatenate([[0], np.cumsum(counts)])
        pick = np.repeat(starts - first[:-1], counts) + np.arange(first[-1])
        return self._picked(pick, np.repeat(np.arange(len(starts)), counts), first)

    @cached_property
    def count(self) -> Ints:
        """How many tokens each text has."""
        return np.diff(self.first)

    def per_text(self, values: NDArray[Any]) -> NDArray[np.float64]:
        """Return the sum of the tokens' values for each text."""
        return np.bincount(self.row, np.asarray(values, np.float64), self.texts).astype(np.float64)


def read_words(texts: Sequence[str]) -> Words:
    """Return the words of texts; ``@names``, addresses and signs count as words of their own."""
    joined = _END.join([*map(_readable, texts), ""])
    split = _TOKENS.split(joined)
    lengths = np.fromiter(map(len, split), np.int64, len(split))
    begins = (np.cumsum(lengths) - lengths)[1::2]
    vocabulary = _open_vocabulary()
    word = vocabulary.numbers(split[1::2])
    ends = np.flatnonzero(word == word[-1]) if texts else np.zeros(0, np.int64)
    starts = np.concatenate([[0], begins[ends] + 1])
    row = np.repeat(np.arange(len(texts)), np.diff(ends, prepend=-1))
    breaks = np.array([found.start() for found in _LINE_BREAK.finditer(joined)], np.int64)
    place = begins - starts[row]
    line = np.searchsorted(breaks, begins)
    first = np.concatenate([[0], ends + 1])
    everything = Words(vocabulary, word, row, place, place + lengths[1::2], line, first)
    kept = np.ones(len(word), bool)
    kept[ends] = False
    return everything.only(kept)


def _readable(text: str) -> str:
    """Return the head of a text of the same length, quoted lines blanked."""
    head = text[:READ] if len(text) > READ else text
    if _END in head:
        head = head.translate(_CONTROLS)
    if ">" in head:
        head = _QUOTED_LINE.sub(lambda line: " " * len(line.group()), head)
    return head
