"""Many texts as lines of words by number, as claims are looked for in them; read piece by piece.

The words are those of ``bags``: lower case, split at hyphens.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.coders.claims.bags import ENDS, LONGEST_SENTENCE, plain
from discourse.coders.columns import Bools, Ints
from discourse.languages.pieces import SMALL, Numbered, Pieces, Smalls, lengths, run_begins
from discourse.text import WORD


@dataclass(frozen=True, eq=False)
class Lines:
    """The words of many texts, one text after the other.

    ``word[i]`` is the number of word ``i`` among ``words``, ``row[i]`` its text; those of text ``t`` are ``first[t]``
    to before ``first[t + 1]``. ``ends[i]`` says whether a sentence ends between the word before and word ``i``.
    """

    words: Numbered
    word: Ints
    row: Ints
    first: Ints
    ends: Bools
    _pieces: Pieces
    _total: Ints

    @staticmethod
    def of(pieces: Pieces) -> "Lines":
        """Return the lines of texts."""
        spread = pieces.numbered.rows(_words)
        counts, picked = spread.of(pieces.piece)
        word, cuts = (column[picked] for column in spread.columns)
        row = np.repeat(pieces.row, counts)
        total = np.cumsum(counts, dtype=np.int64)
        first = np.append(0, total)[pieces.first]
        in_piece = pieces.of_piece(_all_cuts)
        sentence = np.repeat(np.cumsum(in_piece, dtype=SMALL) - in_piece, counts) + cuts
        ends = run_begins(sentence)
        ends[first[:-1][np.diff(first) > 0]] = True
        return Lines(spread.words, word.astype(np.int64), row, first, _cut_to_length(ends), pieces, total)

    def spans(self, tokens: Ints) -> tuple[Ints, Ints]:
        """Return where the pieces of these words begin and end in their texts."""
        piece = np.searchsorted(self._total, tokens, "right")
        begin = self._pieces.place_of(piece)
        return begin, begin + self._pieces.numbered.column(lengths)[self._pieces.piece[piece]]

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self.first) - 1

    @property
    def worded(self) -> Bools:
        """Which texts have words."""
        return np.diff(self.first) > 0

    @cached_property
    def sentences(self) -> Ints:
        """How many sentences each text has."""
        return np.bincount(self.row[self.ends], minlength=self.texts)

    def openings(self, text: int, count: int) -> list[list[str]]:
        """Return the words of the first so many sentences of a text."""
        begin, end = self.first[text : text + 2].tolist()
        bounds = [begin]
        while bounds[-1] < end and len(bounds) <= count:
            following = self._ends_written.find(True, bounds[-1] + 1, end)
            bounds.append(following if following >= 0 else end)
        listed = self.words.column(_plain)[self.word[begin : bounds[-1]]].tolist()
        return [listed[start - begin : stop - begin] for start, stop in pairwise(bounds)]

    @cached_property
    def _ends_written(self) -> bytes:
        """Whether a sentence ends before each word, as bytes: these are searched sooner than arrays."""
        return self.ends.tobytes()


def _cut_to_length(ends: Bools) -> Bools:
    """Return where sentences end when a very long one is cut."""
    starts = np.flatnonzero(ends)
    if not len(starts) or np.diff(starts, append=len(ends)).max() <= LONGEST_SENTENCE:
        return ends
    within = np.arange(len(ends)) - np.repeat(starts, np.diff(starts, append=len(ends)))
    return np.asarray(within % LONGEST_SENTENCE == 0)


_STOPS, _CLOSERS, _AFTER = frozenset(".!?…"), "\"”’')]", ".!?…,;:"


def _is_whole(piece: str) -> bool:
    """Tell whether nothing in a piece parts its words, as a line break does: a sentence can only end with it."""
    return piece.split() == [piece]


def _words(pieces: Sequence[str], words: Numbered) -> tuple[NDArray[Any], ...]:
    """Return how many words pieces have, their numbers, and how many sentences end in the piece before each."""
    counts, found, cuts = [], list[str](), list[int]()
    for piece in pieces:
        alone = piece.rstrip(_AFTER)
        if alone.isalpha():
            found.append(alone.casefold())
            cuts.append(0)
            counts.append(1)
            continue
        parts = [piece] if _is_whole(piece) else ENDS.split(f"{piece} ")
        count = 0
        for place, part in enumerate(parts):
            here = WORD.findall(part.casefold().replace("’", "'").replace("-", " "))
            found += here
            cuts += [place] * len(here)
            count += len(here)
        counts.append(count)
    return np.array(counts, SMALL), words.numbers(found).astype(SMALL), np.array(cuts, SMALL)


def _all_cuts(pieces: Sequence[str]) -> Smalls:
    """Return how many sentences end in each piece or with it."""
    cuts = (
        piece.rstrip(_CLOSERS)[-1:] in _STOPS if _is_whole(piece) else len(ENDS.findall(f"{piece} "))
        for piece in pieces
    )
    return np.fromiter(cuts, SMALL, len(pieces))


def _plain(words: Sequence[str]) -> NDArray[Any]:
    found = np.empty(len(words), object)
    found[:] = [plain(word) for word in words]
    return found
