"""Phrases of a table found in many texts at once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.phrases import Front, PhraseTable, is_worded
from discourse.coders.words import Bools, Ints, Words
from discourse.languages.pieces import SMALL, run_begins

_WINDOW = 10
"""Tokens from a phrase's first word in which it has to end."""
_NOWHERE = 0
"""The state in which no phrase goes on."""
_UNKNOWN = -1
_ANY = "\N{LATIN SMALL LETTER EZH}"
"""A word that is in no phrase, like most words."""
_Kind = tuple[str, tuple[str, ...], bool]
"""What a word is inside phrases: itself, the beginnings of phrases' words that it has, and whether it is a word."""


class Matches(NamedTuple):
    """Phrases found: the number of their kind, and their first and last-but-one token (half-open) among all words."""

    kind: Ints
    first: Ints
    last: Ints

    @property
    def longest(self) -> int:
        """The tokens of the longest."""
        return int((self.last - self.first).max(initial=0))

    def only(self, kept: Bools) -> "Matches":
        """Return the matches that are kept."""
        return Matches(self.kind[kept], self.first[kept], self.last[kept])


class _States:
    """A table as states that words lead to, each made when it is first reached.

    A state is all the places in phrases that may be reached at once. ``mask`` has a bit for each kind of which a phrase
    ends there, ``loose`` whether any word may follow. Words that are the same inside all phrases lead to the same
    states; ``goes_on`` says by the number of what they are there whether a phrase has them at all.
    """

    def __init__(self, table: PhraseTable) -> None:
        self._table = table
        self._bit = {kind: 1 << number for number, kind in enumerate(table.kinds)}
        self._number: dict[Front, int] = {}
        self._fronts: list[Front] = []
        self.mask, self.loose = np.zeros(64, np.int64), np.zeros(64, bool)
        self._inside: dict[_Kind, int] = {}
        self._words: list[str] = []
        self.goes_on = np.zeros(64, bool)
        self._steps = np.full((64, 64), _UNKNOWN, SMALL)
        self._state(())

    def _state(self, front: Front) -> int:
        number = self._number.get(front)
        if number is None:
            number = self._number[front] = len(self._fronts)
            self._fronts.append(front)
            if number >= len(self.mask):
                self.mask, self.loose = (np.append(each, np.zeros_like(each)) for each in (self.mask, self.loose))
                self._steps = np.append(self._steps, np.full_like(self._steps, _UNKNOWN), 0)
            self.mask[number] = sum(self._bit[kind] for kind in self._table.kinds_at(front))
            self.loose[number] = self._table.takes_any(front)
        return number

    def begins(self, words: Sequence[str]) -> NDArray[Any]:
        """Return the state that each word as the first leads to."""
        found = np.full(len(words), _NOWHERE, SMALL)
        for at in self._table.may_begin(words):
            if front := self._table.begin(words[at]):
                found[at] = self._state(front)
        return found

    def inside(self, words: Sequence[str]) -> NDArray[Any]:
        """Return the number of what each word is inside phrases."""
        found = np.full(len(words), self._number_inside(_ANY), SMALL)
        for at in self._table.may_have(words):
            found[at] = self._number_inside(words[at])
        return found

    def _number_inside(self, word: str) -> int:
        kind = (*self._table.inside(word), is_worded(word))
        number = self._inside.get(kind)
        if number is None:
            number = self._inside[kind] = len(self._words)
            self._words.append(word)
            if number >= len(self.goes_on):
                self.goes_on = np.append(self.goes_on, np.zeros_like(self.goes_on))
                self._steps = np.append(self._steps, np.full_like(self._steps, _UNKNOWN), 1)
            self.goes_on[number] = bool(kind[0] or kind[1])
        return number

    def after(self, states: Ints, inside: Ints) -> Ints:
        """Return the states that words lead to, given what they are inside phrases."""
        unknown = self._steps[states, inside] == _UNKNOWN
        for state, number in sorted(set(zip(states[unknown].tolist(), inside[unknown].tolist(), strict=True))):
            reached = self._state(self._table.follow(self._fronts[state], self._words[number]))
            self._steps[state, number] = reached
        return self._steps[states, inside].astype(np.int64)


@lru_cache(maxsize=64)
def _states(table: PhraseTable) -> _States:
    return _States(table)


def find(words: Words, table: PhraseTable, places: Ints | None = None) -> Matches:
    """Return the longest match of each kind at each token, none inside a longer one of its kind, by place.

    Kinds are numbered as in ``table.kinds``. ``places`` has all tokens with which one may begin, where that is known.
    """
    return _outermost(find_at(words, table, places))


def find_at(words: Words, table: PhraseTable, places: Ints | None) -> Matches:
    """Return the longest match of each kind at each of the tokens given, ``None`` for all tokens."""
    states = _states(table)
    begins = words.vocabulary.column(states.begins)
    if places is None:
        first = np.flatnonzero(begins[words.word] != _NOWHERE)
    else:
        first = places[begins[words.word[places]] != _NOWHERE]
    state = begins[words.word[first]].astype(np.int64)
    end, until = first + 1, words.first[words.row[first] + 1]
    numbers = words.vocabulary.column(states.inside)
    ended: list[tuple[Ints, Ints, Ints]] = []
    for _ in range(_WINDOW - 1):
        ended.append(_ended(states, first, state, end))
        inside = numbers[words.word[np.minimum(end, len(words.word) - 1)]]
        left = np.flatnonzero((end < until) & (states.goes_on[inside] | states.loose[state]))
        if not len(left):
            break
        state = states.after(state[left], inside[left])
        alive = np.flatnonzero(state != _NOWHERE)
        left, state = left[alive], state[alive]
        first, end, until = first[left], end[left] + 1, until[left]
    else:
        ended.append(_ended(states, first, state, end))
    return _longest(ended, len(table.kinds))


def _ended(states: _States, first: Ints, state: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the phrases that end in these states: the kinds as bits, and their first and last-but-one token."""
    mask = states.mask[state]
    kept = np.flatnonzero(mask != 0)
    return mask[kept], first[kept], end[kept]


def _longest(ended: list[tuple[Ints, Ints, Ints]], kinds: int) -> Matches:
    """Return the last end of each kind at each token, by kind and token."""
    mask, first, last = (np.concatenate([part[at] for part in ended]) for at in range(3))
    kind, match = np.nonzero((mask >> np.arange(kinds)[:, None]) & 1)
    place = kind * (int(first.max(initial=0)) + 1) + first[match]
    order = np.argsort(place, kind="stable")
    kept = order[np.append(run_begins(place[order])[1:], True)] if len(order) else order
    return Matches(kind[kept], first[match[kept]].astype(np.int64), last[match[kept]].astype(np.int64))


def _outermost(found: Matches) -> Matches:
    kind, _, last = found
    if not len(kind):
        return found
    ceiling = int(last.max()) + 1
    reached = np.maximum.accumulate(kind * ceiling + last)
    before = np.concatenate([[-1], reached[:-1]])
    kept = found.only(kind * ceiling + last > before)
    order = np.lexsort((kept.kind, kept.first))
    return Matches(*(part[order] for part in kept))
