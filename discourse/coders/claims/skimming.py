"""Which texts of many threads, and which of their sentences, can be like a description of a codebook.

Like a description can only be what shares two words with it, and enough of its weight, or has a word that names a claim
type by itself. In a comment that is read with care most sentences still make no claim. This leaves out nothing that
careful reading would find.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from discourse.coders.claims.lines import Lines
from discourse.coders.columns import Bools, Floats, Ints
from discourse.languages.pieces import Spread, run_begins, run_items

_FEWEST = 2
"""Words of a description that a text or sentence has to have."""
_AT_ONCE = 8_192
"""Texts or sentences that are set beside the descriptions at a time."""
_TEXT = 32
"""Bits in which a character is written after the number of its text."""


class Needed(NamedTuple):
    """The thread of each text, and what is needed there.

    ``least`` are threads × descriptions: the weight that has to be there; ``factor``, threads × terms, is what the
    weight of a term in any thread is multiplied by.
    """

    thread: Ints
    least: Floats
    factor: Floats


class _Shared(NamedTuple):
    """The words that may be a description's, and where the pieces of the text that they are in begin and end.

    Those of text ``t`` are ``first[t]`` to before ``first[t + 1]``.
    """

    token: Ints
    begin: Ints
    end: Ints
    first: Ints

    def of(self, texts: Ints) -> tuple[Ints, Ints, Ints]:
        """Return the words of some texts, and where their pieces begin and end."""
        picked, _ = run_items(self.first[texts], np.diff(self.first)[texts])
        return self.token[picked], self.begin[picked], self.end[picked]


@dataclass(frozen=True, eq=False)
class Skimmed:
    """Texts beside the descriptions of a codebook.

    ``entries`` has for each word the descriptions of which it may be a term, the number of that term, and its weight in
    any thread; ``names`` tells which words name a claim type by themselves.
    """

    lines: Lines
    entries: Spread
    names: Bools
    needed: Needed

    def texts(self) -> Bools:
        """Return which texts may be like some description."""
        return self._alike(self.lines.word, self.lines.row, self.needed.thread)

    def sentences(self, text: Ints, begin: Ints) -> Bools:
        """Return which sentences, each given by its text and first character, may be like some description.

        All sentences of a text have to be given. Where one ends between two words without a blank, both may be.
        """
        order = np.lexsort((begin, text))
        of_text, starts = text[order], _place(text, begin)[order]
        token, begins, ends = self._shared.of(of_text[run_begins(of_text)])
        row = self.lines.row[token]
        earliest = np.searchsorted(of_text, row)
        first, last = (
            np.maximum(np.searchsorted(starts, _place(row, at), "right") - 1, earliest) for at in (begins, ends - 1)
        )
        whole = first == last
        found = self._alike(self.lines.word[token[whole]], first[whole], self.needed.thread[of_text])
        for one, other in set(zip(first[~whole].tolist(), last[~whole].tolist(), strict=True)):
            found[one : other + 1] = True
        return found[np.argsort(order)]

    @cached_property
    def _shared(self) -> _Shared:
        may_be = (self.entries.counts > 0) | self.names | self.lines.words.column(_joined)
        token = np.flatnonzero(may_be[self.lines.word])
        first = np.searchsorted(self.lines.row[token], np.arange(self.lines.texts + 1))
        return _Shared(token, *self.lines.spans(token), first)

    def _alike(self, word: Ints, row: Ints, thread: Ints) -> Bools:
        """Return which rows of words may be like some description; ``thread`` has one for each, and rows come in order.

        A word counts once in each.
        """
        found = np.zeros(len(thread), bool)
        found[row[np.flatnonzero(self.names[word])]] = True
        some = np.flatnonzero(self.entries.counts[word] != 0)
        word, row = word[some], row[some]
        for begin in range(0, len(thread), _AT_ONCE):
            inside = slice(*np.searchsorted(row, [begin, begin + _AT_ONCE]).tolist())
            rows = slice(begin, begin + _AT_ONCE)
            found[rows] |= self._cover(word[inside], row[inside] - begin, thread[rows])
        return found

    def _cover(self, word: Ints, row: Ints, thread: Ints) -> Bools:
        """Return which rows have enough of the weight of some description, in two words."""
        pair = np.sort((row << 32) | word)
        pair = pair[run_begins(pair)]
        row, word = pair >> 32, pair & 0xFFFFFFFF
        counts, picked = self.entries.of(word)
        place, term, weight = (column[picked] for column in self.entries.columns)
        rows, descriptions = np.repeat(row, counts), self.needed.least.shape[1]
        weight = weight * self.needed.factor[thread[rows], term]
        apart = np.repeat(np.arange(len(row)), counts) * descriptions + place
        starts = np.flatnonzero(run_begins(apart))
        found = np.zeros(len(thread), bool)
        if not len(starts):
            return found
        most, cell = np.maximum.reduceat(weight, starts), (rows * descriptions + place)[starts]
        words = np.bincount(cell, minlength=len(thread) * descriptions)
        several = np.flatnonzero(words >= _FEWEST)
        weights = np.bincount(cell, most, minlength=len(words))[several]
        here, place = several // descriptions, several % descriptions
        found[here[weights >= self.needed.least[thread[here], place]]] = True
        return found


def _joined(words: Sequence[str]) -> Bools:
    """Return which words may be two, between which a sentence ends without a blank."""
    return np.array(["." in word for word in words], bool)


def _place(text: Ints, character: Ints) -> Ints:
    return (text << _TEXT) | character
