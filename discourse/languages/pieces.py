"""Texts as numbers of the pieces between their blanks: what is to be known of a piece is worked out once for each.

A piece is what stands between two blanks, its full stops and line breaks with it. No pattern that
this package looks for in single words goes beyond a blank, so that a text can be read piece by piece, and most pieces
were seen before.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import count, islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
SMALL = np.int32
"""How numbers are kept of which there are many: those within a piece, and those of pieces and words."""
Smalls = NDArray[SMALL]
Column = Callable[[Sequence[str]], NDArray[Any]]
"""What a pure function says of strings, one row each."""
Rows = Callable[[Sequence[str], "Numbered"], tuple[NDArray[Any], ...]]
"""The words of strings: how many each has, their numbers, which the function gives them, and other columns of all."""

MOST, MOST_CHARACTERS = 200_000, 5_000_000
"""Distinct pieces, or characters of them, after which numbering begins anew, so that memory stays bounded."""
_SEVERAL = 2
"""Calls in which a piece has to be seen to be kept then."""
_MANY = 256
"""Texts from which on polars splits and numbers them: in a third of the time, after a fifth of a millisecond."""


class _Categories:
    """The numbers of strings by the codes that polars gives them, which finds a string sooner than a dictionary."""

    def __init__(self) -> None:
        import polars as pl

        self._kept = pl.Series([], dtype=pl.Categorical(pl.Categories.random()))  # without a series codes are forgotten
        self._number = _Grown(np.zeros(0, np.int64))

    def numbers(self, strings: "pl.Series", number: Callable[[Sequence[str]], Ints]) -> Ints:
        """Return the number of each string; ``number`` gives those of strings that are new here."""
        code = strings.cast(self._kept.dtype).to_physical().to_numpy()
        new = np.flatnonzero(code >= self._number.count)
        if len(new):
            first = new[np.unique(code[new], return_index=True)[1]]
            self._number.add(number(strings.gather(first).to_list()))
        return np.asarray(self._number.filled[code])


class Numbered:
    """Distinct strings, numbered in the order of their first sight, and what is known of each.

    ``strings`` has them by their number.
    """

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._numbers = defaultdict[str, int](count().__next__)  # one that is asked for and not known gets the next
        self._columns: dict[Column, _Grown] = {}
        self._rows: dict[Rows, _GrownRows] = {}
        self._categories: _Categories | None = None
        self._kept = 0

    def __len__(self) -> int:
        return len(self.strings)

    def only(self, kept: Ints) -> "Numbered":
        """Return some of the strings, given by their numbers in order, with what is known of each.

        What has been asked of no string that came after those kept the last time, as of an old codebook, is forgotten.
        """
        found = Numbered()
        found.numbers([self.strings[number] for number in kept.tolist()])
        found._kept = len(found)
        columns = ((of, grown) for of, grown in self._columns.items() if grown.count > self._kept)
        found._columns = {of: _Grown(grown.filled[kept[kept < grown.count]]) for of, grown in columns}
        rows = ((of, grown) for of, grown in self._rows.items() if grown.count > self._kept)
        found._rows = {of: grown.only(kept[kept < grown.count]) for of, grown in rows}
        return found

    @property
    def is_full(self) -> bool:
        """Tell whether there are so many, or so long ones, that numbering had better begin anew."""
        return self._fills(1)

    @property
    def is_half_full(self) -> bool:
        """Tell whether there are half as many, or half as long ones."""
        return self._fills(2)

    def _fills(self, parts: int) -> bool:
        """Tell whether one of so many parts of the room is filled."""
        return len(self) >= MOST // parts or int(self.column(lengths).sum()) >= MOST_CHARACTERS // parts

    def numbers(self, strings: Sequence[str]) -> Ints:
        """Return the number of each string; new ones are added."""
        found = np.fromiter(map(self._numbers.__getitem__, strings), np.int64, len(strings))
        # What is new stands last, in order.
        new = list(islice(reversed(self._numbers), len(self._numbers) - len(self.strings)))
        self.strings += reversed(new)
        return found

    def numbers_of_many(self, strings: "pl.Series") -> Ints:
        """Return the same for many strings, of which most recur."""
        if self._categories is None:
            self._categories = _Categories()
        return self._categories.numbers(strings, self.numbers)

    def column(self, of: Column) -> NDArray[Any]:
        """Return what a function says of each string; it is asked once for each string."""
        grown = self._columns.get(of)
        if grown is None:
            grown = self._columns[of] = _Grown(of(self.strings))
        elif grown.count < len(self):
            grown.add(of(self.strings[grown.count :]))
        return grown.filled

    def rows(self, of: Rows) -> "Spread":
        """Return the words that a function finds in each string; it is asked once for each string."""
        grown = self._rows.get(of)
        if grown is None:
            words = Numbered()
            grown = self._rows[of] = _GrownRows(words, of(self.strings, words))
        elif grown.count < len(self):
            grown.add(of(self.strings[grown.count :], grown.words))
        return grown.spread


class Spread(NamedTuple):
    """The words of strings: how many each string has, the first of them, and the columns of all."""

    words: Numbered
    counts: Smalls
    first: Smalls
    columns: tuple[NDArray[Any], ...]

    def of(self, numbers: Ints) -> tuple[Smalls, Ints]:
        """Return for strings, one after the other, how many words each has, and the numbers of all these words."""
        counts = self.counts[numbers]
        return counts, run_items(self.first[numbers], counts)[0]

    def only(self, kept: Bools) -> "Spread":
        """Return the rows of which the first column is a number that is kept."""
        rows = kept[self.columns[0]]
        before = np.concatenate([[0], np.cumsum(rows)])
        first = before[self.first]
        counts = before[self.first + self.counts] - first
        return Spread(self.words, counts, first, tuple(column[rows] for column in self.columns))


class _Grown:
    """An array with room for what comes, so that it is seldom copied."""

    def __init__(self, values: NDArray[Any]) -> None:
        self._room, self.count = values, len(values)

    @property
    def filled(self) -> NDArray[Any]:
        return self._room[: self.count]

    def add(self, values: NDArray[Any]) -> None:
        total = self.count + len(values)
        if total > len(self._room):
            room = np.empty((2 * total, *self._room.shape[1:]), self._room.dtype)
            room[: self.count] = self.filled
            self._room = room
        self._room[self.count : total] = values
        self.count = total


class _GrownRows:
    def __init__(self, words: Numbered, rows: tuple[NDArray[Any], ...]) -> None:
        counts, *columns = rows
        self.words = words
        self._counts = _Grown(counts.astype(SMALL))
        self._first = _Grown((np.cumsum(counts) - counts).astype(SMALL))
        self._columns = [_Grown(column) for column in columns]
        self._total = int(counts.sum())

    @property
    def count(self) -> int:
        return self._counts.count

    @property
    def spread(self) -> Spread:
        return Spread(
            self.words, self._counts.filled, self._first.filled, tuple(column.filled for column in self._columns)
        )

    def only(self, kept: Ints) -> "_GrownRows":
        """Return the rows of some strings, and the words that these have."""
        counts, picked = self.spread.of(kept)
        columns = [column.filled[picked] for column in self._columns]
        if not len(self.words):  # what the rows have is numbered otherwise, if they have anything
            return _GrownRows(self.words, (counts, *columns))
        there = np.zeros(len(self.words) + 1, bool)
        there[columns[0]] = True
        there[-1] = False  # -1 is no word
        number = np.append(np.cumsum(there[:-1]) - 1, -1).astype(columns[0].dtype)
        return _GrownRows(self.words.only(np.flatnonzero(there)), (counts, number[columns[0]], *columns[1:]))

    def add(self, rows: tuple[NDArray[Any], ...]) -> None:
        counts, *columns = rows
        self._first.add(self._total + np.cumsum(counts) - counts)
        self._counts.add(counts)
        self._total += int(counts.sum())
        for grown, column in zip(self._columns, columns, strict=True):
            grown.add(column)


class Pieces:
    """The pieces of many texts, one text after the other.

    ``piece[i]`` is the number of piece ``i`` among ``numbered``; the pieces of text ``t`` are ``first[t]`` to before
    ``first[t + 1]``. A text without characters has one piece, which is empty.
    """

    def __init__(self, numbered: Numbered, piece: Ints, first: Ints) -> None:
        self.numbered, self.piece, self.first = numbered, piece, first

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self.first) - 1

    @cached_property
    def row(self) -> Ints:
        """The text of each piece."""
        return np.repeat(np.arange(self.texts), np.diff(self.first))

    @cached_property
    def _begins(self) -> Ints:
        """The character with which each piece begins, and the one after all, were the texts joined by blanks."""
        begins = np.zeros(len(self.piece) + 1, np.int64)
        np.cumsum(self.of_piece(lengths) + 1, out=begins[1:])
        return begins

    def place_of(self, pieces: NDArray[Any]) -> Ints:
        """Return the character of its text with which each of these pieces begins."""
        return np.asarray(self._begins[pieces] - self._begins[self.first[self.row[pieces]]])

    def of_piece(self, of: Column) -> NDArray[Any]:
        """Return what a function says of each piece."""
        return np.asarray(self.numbered.column(of)[self.piece])

    def taken(self, texts: Ints) -> "Pieces":
        """Return the pieces of these texts, in this order."""
        if len(texts) == self.texts and bool((texts == np.arange(self.texts)).all()):
            return self
        items, first = run_items(self.first[texts], np.diff(self.first)[texts])
        return Pieces(self.numbered, self.piece[items], first)

    def with_texts(self, places: Ints, texts: Sequence[str]) -> "Pieces":
        """Return the pieces with other texts at some places."""
        both = self.followed_by(texts)
        chosen = np.arange(self.texts)
        chosen[places] = np.arange(self.texts, both.texts)
        return both.taken(chosen)

    def followed_by(self, texts: Sequence[str]) -> "Pieces":
        """Return the pieces of these texts and of others after them."""
        other = _split(texts, self.numbered)
        first = np.concatenate([self.first, other.first[1:] + self.first[-1]])
        return Pieces(self.numbered, np.concatenate([self.piece, other.piece]), first)

    def heads(self, characters: int) -> "Pieces":
        """Return the pieces of so many first characters of each text."""
        begins, start = self._begins, self._begins[self.first]
        if not self.texts or np.diff(start).max() <= characters + 1:
            return self
        first, stop = self.first[:-1], np.searchsorted(begins[:-1], start[:-1] + characters)
        counts = np.minimum(stop, self.first[1:]) - first
        items, bounds = run_items(first, counts)
        heads = Pieces(self.numbered, self.piece[items], bounds)
        last = first + counts - 1
        cut = np.flatnonzero((counts > 0) & (begins[last + 1] - start[:-1] > characters + 1))
        strings, at = self.numbered.strings, heads.first[cut + 1] - 1
        shown = (characters - begins[last[cut]] + start[cut]).tolist()
        heads.piece[at] = self.numbered.numbers(
            [strings[number][:count] for number, count in zip(heads.piece[at].tolist(), shown, strict=True)]
        )
        return heads


def run_begins(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Return where a run of equal values begins.

    >>> run_begins(np.array([4, 4, 0, 7, 7])).tolist()
    [True, False, True, True, False]
    """
    begins = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins


def distinct(numbers: Ints) -> Ints:
    """Return the numbers in order, each once."""
    ordered = np.sort(numbers)
    return np.asarray(ordered[run_begins(ordered)])


def run_items(first: NDArray[Any], counts: NDArray[Any]) -> tuple[Ints, Ints]:
    """Return the numbers of the items of runs, so many from each first one on, and where each run begins among them.

    >>> [found.tolist() for found in run_items(np.array([4, 0]), np.array([2, 1]))]
    [[4, 5, 0], [0, 2, 3]]
    """
    bounds = np.concatenate([[0], np.cumsum(counts)])
    items = np.repeat(first - bounds[:-1], counts)
    items += np.arange(len(items))
    return items, bounds


def lengths(pieces: Sequence[str]) -> Smalls:
    """Return the number of characters of each piece."""
    return np.fromiter(map(len, pieces), SMALL, len(pieces))


class Splitter:
    """Splits texts into pieces with one numbering, which begins anew when it has grown to its bound.

    What was seen in several calls with many texts is kept then, with all that is known of it: the rest hardly recurs.

    >>> found = Splitter().split(["Well, well", "No"])
    >>> [found.numbered.strings[number] for number in found.piece.tolist()], found.place_of(np.arange(3)).tolist()
    (['Well,', 'well', 'No'], [0, 6, 0])
    """

    def __init__(self) -> None:
        self._begin(Numbered())

    def _begin(self, numbered: Numbered) -> None:
        self._numbered = numbered
        self._calls = _Grown(np.zeros(len(numbered), np.int32))

    def split(self, texts: Sequence[str]) -> Pieces:
        """Return the pieces of texts."""
        if self._numbered.is_full:
            kept = self._numbered.only(np.flatnonzero(self._calls.filled >= _SEVERAL))
            self._begin(Numbered() if kept.is_half_full else kept)
        found = _split(texts, self._numbered)
        if len(texts) >= _MANY:
            self._count(found)
        return found

    def _count(self, found: Pieces) -> None:
        """Count a call for each of its pieces."""
        self._calls.add(np.zeros(len(self._numbered) - self._calls.count, np.int32))
        seen = np.zeros(self._calls.count, bool)
        seen[found.piece] = True
        self._calls.filled[:] += seen


def _split(texts: Sequence[str], numbered: Numbered) -> Pieces:
    if len(texts) >= _MANY:
        try:
            return _split_many(texts, numbered)
        except UnicodeEncodeError:  # half a surrogate pair, which polars does not take
            pass
    first = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([text.count(" ") + 1 for text in texts], out=first[1:])
    return Pieces(numbered, numbered.numbers(" ".join(texts).split(" ") if len(texts) else []), first)


def _split_many(texts: Sequence[str], numbered: Numbered) -> Pieces:
    import polars as pl

    listed = pl.Series(texts, dtype=pl.String).str.split(" ")
    first = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(listed.list.len().to_numpy(), out=first[1:])
    return Pieces(numbered, numbered.numbers_of_many(listed.explode()), first)


split = Splitter().split
"""Returns the pieces of texts, numbered as in all texts that this function was given lately."""
