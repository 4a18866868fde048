"""Texts as the marks need them: in sentences, with the classes of their words and the markers in them."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.coders.linear.matches import Matches, find
from discourse.coders.linear.word_classes import (
    ADDRESS,
    BEGINS,
    BEGINS_IGNORED,
    BEGINS_LITOTES,
    BREAK,
    CONTRAST,
    DETERMINER,
    FOLLOWS,
    NEGATOR,
    SENTENCE_END,
    SKIPPABLE,
    TAKES_UP,
    WORD,
    classes,
    tags,
)
from discourse.coders.reply_stance.features import NEGATABLE, SCOPE
from discourse.coders.reply_stance.markers import Markers, markers
from discourse.coders.words import Bools, Ints, Words

_OPENERS = 6
"""Tokens among which the first that is not a mere "well" or "oh" opens a text."""
_SOME = ~(WORD | BEGINS | FOLLOWS | TAKES_UP)
"""All classes but those that many tokens are of."""


class Read:
    """Texts as the marks need them: without name tags and addresses, in sentences."""

    def __init__(self, words: Words, language: str, *, keep_addresses: bool = False) -> None:
        self._whole = words
        self._tagged = np.zeros(0, np.int64) if keep_addresses else np.flatnonzero(words.of_word(tags) != 0)
        kept = np.ones(len(words.word), bool)
        kept[self._tagged[self._tags & ADDRESS != 0]] = False
        self.words = words if kept.all() else words.only(kept)
        self.language = language
        self._places: dict[int, Ints] = {}
        self.markers: Markers = markers(language)
        self.bits: NDArray[np.int32] | Ints = (
            self.words.of_word(classes(language)) if len(self.words.word) else self.words.word
        )
        self._litotes = find(self.words, self.markers.litotes, np.flatnonzero(self.has(BEGINS_LITOTES)))
        for at in range(self._litotes.longest):
            inside = self._litotes.first[self._litotes.first + at < self._litotes.last] + at
            self.bits[inside] &= ~(NEGATOR | (BEGINS if at else 0))

    @property
    def _tags(self) -> NDArray[np.int8]:
        """What each of the tagged words is."""
        whole = self._whole
        return np.asarray(whole.vocabulary.column(tags)[whole.word[self._tagged]])

    def texts_with(self, tag: int) -> Bools:
        """Return which texts have a link, or a name."""
        found = np.zeros(self._whole.texts, bool)
        found[self._whole.row[self._tagged[self._tags & tag != 0]]] = True
        return found

    def has(self, bit: int, tokens: Ints | slice = slice(None)) -> Bools:
        """Return whether each token, or each of these, is of a class."""
        return np.asarray(self.bits[tokens] & bit != 0)

    def end_of_text(self, tokens: Ints) -> Ints:
        """Return for each of these tokens the number of the first one after its text."""
        return np.asarray(self.words.first[self.words.row[tokens] + 1])

    def parts(self, cuts: Bools) -> Ints:
        """Return the number of the part that each token is in, among all; parts begin at sentences and at ``cuts``."""
        return np.asarray(np.cumsum(self._begins | cuts) - 1) if len(cuts) else self.words.word

    @property
    def _begins(self) -> Bools:
        """Whether a sentence-like part begins with each token."""
        line, ends = self.words.line, self.places(SENTENCE_END)
        new = np.ones(len(line) + 1, bool)
        new[1:-1] = line[1:] != line[:-1]
        new[ends + 1] = True
        new[ends[1:][np.diff(ends) == 1]] = False
        new[self.words.first[:-1]] = True
        return new[:-1]

    @cached_property
    def sentences(self) -> tuple[Ints, Ints]:
        """The first and last-but-one token of each sentence that has a word."""
        if not len(self.bits):
            return self.words.word, self.words.word
        starts = np.flatnonzero(self._begins)
        worded = np.logical_or.reduceat(self.worded, starts)
        return starts[worded], np.append(starts[1:], len(self.bits))[worded]

    def sentence(self, tokens: Ints) -> Ints:
        """Return the number in its text of the sentence that each of these tokens is in."""
        begins, first = self.sentences[0], self.words.first[self.words.row[tokens]]
        return np.asarray(np.searchsorted(begins, tokens, "right") - np.searchsorted(begins, first) - 1)

    @cached_property
    def openings(self) -> tuple[Ints, Ints]:
        """The texts that have a word, and the token with which each opens after a mere "well" or "oh"."""
        rows = np.flatnonzero(self.words.count)
        first, end = self.words.first[rows], self.words.first[rows + 1]
        opening = first.copy()
        for at in reversed(range(_OPENERS)):
            here = np.minimum(first + at, end - 1)
            opens = self.bits[here] & (WORD | SKIPPABLE) == WORD
            opening[opens] = here[opens]
        return rows, opening

    def places(self, bit: int) -> Ints:
        """Return the tokens of a class other than words, in order."""
        found = self._places.get(bit)
        if found is None:
            classed, classes_of = self._classed
            found = self._places[bit] = classed[classes_of & bit != 0]
        return found

    @cached_property
    def worded(self) -> Bools:
        """Which tokens are words."""
        return self.has(WORD)

    @cached_property
    def _classed(self) -> tuple[Ints, NDArray[Any]]:
        """The tokens that are of another class than words, which few are, and their classes."""
        found: Ints = np.flatnonzero(self.bits & _SOME != 0)
        return found, self.bits[found]

    def upto(self, bit: int) -> "_Upto":
        """Return how many tokens of a class stand before a token; they are few, and few tokens are asked for."""
        return _Upto(self.places(bit))

    @cached_property
    def ignored(self) -> Ints:
        """For each token the end of the phrase beginning there in which a marker is none, 0 for none."""
        found = find(self.words, self.markers.ignored, self.places(BEGINS_IGNORED))
        ends = np.zeros(len(self.words.word), np.int64)
        ends[found.first] = found.last
        ends[self._litotes.first] = np.maximum(ends[self._litotes.first], self._litotes.last)
        return ends

    def runs_into_litotes(self, found: Matches) -> Bools:
        """Return whether the end of each marker begins a phrase that denies a denial: "you're not" of "not wrong"."""
        first = self._litotes.first
        return np.asarray(np.searchsorted(first, found.last) > np.searchsorted(first, found.first, "right"))

    def only_determines(self, found: Matches) -> Bools:
        """Return whether each marker goes with a noun: the "no" of "No wind all week" answers nothing."""
        if not len(self.bits):
            return np.zeros(len(found.first), bool)
        after = self.bits[np.minimum(found.last, len(self.bits) - 1)]
        goes_on = (found.last < self.end_of_text(found.first)) & (after & (WORD | FOLLOWS) == WORD)
        return np.asarray(goes_on & (found.last - found.first == 1) & self.has(DETERMINER, found.first))

    @cached_property
    def matches(self) -> Matches:
        """The markers found anywhere, but for those inside a phrase in which they are none."""
        found = find(self.words, self.markers.anywhere, np.flatnonzero(self.has(BEGINS)))
        return found.only(self.ignored[found.first] <= found.last)

    @cached_property
    def named(self) -> tuple[Ints, Ints]:
        """For each marker the number of its name, with ``not`` before it where a negator turns it, and its start."""
        found, kinds = self.matches, self.markers.anywhere.kinds
        negatable = np.array([kind in NEGATABLE for kind in kinds])[found.kind]
        stops = self.places(BREAK | CONTRAST)
        negators = self.places(NEGATOR)
        last_stop = np.append(-1, stops)[np.searchsorted(stops, found.first)]
        last_negator = np.append(-1, negators)[np.searchsorted(negators, found.first)]
        floor = np.maximum(found.first - SCOPE, self.words.first[self.words.row[found.first]])
        turned = negatable & (last_negator >= floor) & (last_negator > last_stop)
        return found.kind * 2 + turned, np.where(turned, last_negator, found.first)

    @cached_property
    def names(self) -> list[str]:
        """The names of markers by their number."""
        return [name for kind in self.markers.anywhere.kinds for name in (kind, f"not {kind}")]


class _Upto:
    def __init__(self, places: Ints) -> None:
        self._places = places

    def __getitem__(self, tokens: Ints) -> Ints:
        return np.searchsorted(self._places, tokens)
