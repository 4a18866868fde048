"""Phrases of a table found in many texts at once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear.hashes import word_hashes
from discourse.coders.linear.words import Bools, Column, Ints, Words
from discourse.coders.phrases import PhraseTable, Token

_WINDOW = 10
"""Tokens from a phrase's first word in which it has to end."""
_NOTHING, _LOOSE = -1, -2
"""In place of a branch: no phrase goes on from this word; what goes on cannot be told by the next word alone."""


class Matches(NamedTuple):
    """Phrases found: the number of their kind, and their first and last-but-one token (half-open) among all words."""

    kind: Ints
    first: Ints
    last: Ints

    def only(self, kept: Bools) -> "Matches":
        """Return the matches that are kept."""
        return Matches(self.kind[kept], self.first[kept], self.last[kept])


class _Index(NamedTuple):
    """A table as arrays: ``alone`` and ``branch`` are asked of a first word, ``pairs`` are branch and next word."""

    alone: Column
    branch: Column
    pairs: NDArray[np.uint64]


def find(words: Words, table: PhraseTable) -> Matches:
    """Return the longest match of each kind at each token, none inside a longer one of its kind, by place.

    Kinds are numbered as in ``table.kinds``.
    """
    return _outermost(find_at(words, table, np.arange(len(words.word))))


def find_at(words: Words, table: PhraseTable, places: Ints) -> Matches:
    """Return the longest match of each kind at each of the tokens given."""
    index = _index(table)
    goes_on = _goes_on(words, words.of_word(index.branch)[places], places, index.pairs)
    masks = np.where(goes_on, 0, words.of_word(index.alone)[places])
    single, masks = places[masks != 0], masks[masks != 0]
    by_kind = [single[(masks >> number) & 1 == 1] for number in range(len(table.kinds))]
    found = [(np.full(len(at), number), at, at + 1) for number, at in enumerate(by_kind)]
    parts = [*found, _longer(words, table, places[goes_on])]
    return Matches(*(np.concatenate([part[at] for part in parts]).astype(np.int64) for at in range(3)))


def _goes_on(words: Words, branch: Ints, places: Ints, pairs: NDArray[np.uint64]) -> Bools:
    """Return whether a phrase of several words may begin at each of the places."""
    goes_on: Bools = branch == _LOOSE
    asked = np.flatnonzero(branch >= 0)
    asked = asked[places[asked] + 1 < words.first[words.row[places[asked]] + 1]]
    if len(asked) and len(pairs):
        after = words.of_word(word_hashes)[places[asked] + 1].astype(np.uint64)
        keys = (branch[asked].astype(np.uint64) << np.uint64(32)) | after
        at = np.minimum(np.searchsorted(pairs, keys), len(pairs) - 1)
        goes_on[asked[pairs[at] == keys]] = True
    return goes_on


def _longer(words: Words, table: PhraseTable, places: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the matches at places where a phrase of several words may begin."""
    number = {kind: at for at, kind in enumerate(table.kinds)}
    ends = np.minimum(places + _WINDOW, words.first[words.row[places] + 1]) if len(places) else places
    token, word = words.vocabulary.column(_tokens), words.word
    rows = [
        (number[kind], place, place + length)
        for place, end in zip(places.tolist(), ends.tolist(), strict=True)
        for kind, length in table.find_at(token[word[place:end]].tolist(), 0).items()
    ]
    found = np.array(rows, np.int64).reshape(-1, 3)
    return found[:, 0], found[:, 1], found[:, 2]


def _tokens(words: Sequence[str]) -> NDArray[Any]:
    found = np.empty(len(words), object)
    for number, word in enumerate(words):
        found[number] = Token(word, 0, 0)
    return found


def _outermost(found: Matches) -> Matches:
    order = np.lexsort((found.first, found.kind))
    kind, first, last = (part[order] for part in found)
    if not len(kind):
        return found
    ceiling = int(last.max()) + 1
    reached = np.maximum.accumulate(kind * ceiling + last)
    before = np.concatenate([[-1], reached[:-1]])
    kept = Matches(kind, first, last).only(kind * ceiling + last > before)
    order = np.lexsort((kept.kind, kept.first))
    return Matches(*(part[order] for part in kept))


@lru_cache(maxsize=64)
def _index(table: PhraseTable) -> _Index:
    number = {kind: at for at, kind in enumerate(table.kinds)}
    branches = table.branches()
    of_branch = {branch.key: at for at, branch in enumerate(branches)}
    pairs = [
        (at << 32) | int(hashed)
        for at, branch in enumerate(branches)
        for hashed in word_hashes(sorted(branch.exact)).tolist()
    ]

    def alone(words: Sequence[str]) -> NDArray[Any]:
        kinds_of = (table.alone(word) for word in words)
        return np.array([sum(1 << number[kind] for kind in found) for found in kinds_of], np.int64)

    def branch(words: Sequence[str]) -> NDArray[Any]:
        return np.array([_branch(table, word, of_branch) for word in words], np.int64)

    return _Index(alone, branch, np.array(sorted(pairs), np.uint64))


def _branch(table: PhraseTable, word: str, of_branch: dict[int, int]) -> int:
    begun = table.begun(word)
    going_on = [branch for branch in begun if branch.exact or branch.is_loose]
    if not going_on:
        return _NOTHING
    return of_branch[going_on[0].key] if len(going_on) == 1 and not going_on[0].is_loose else _LOOSE
