"""The columns of form: a clause beside the words before it."""

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.grams import Cells, Even, Floats, even, runs, scaled, stacked, vector_sums
from discourse.coders.learned.hashes import buckets, joined, word_hashes
from discourse.coders.learned.levels import Levels
from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.marks import questions_of
from discourse.coders.linear.model import BITS, Features
from discourse.coders.linear.question_marks import QUESTIONS
from discourse.coders.meaning import DIMENSIONS, word_vectors
from discourse.coders.words import Column, Words

CODES = ("fact", "testimony", "value", "policy", "reference", "rhetorical")
BEFORE = 25
"""Words before a clause that are looked at."""
_MARK, _MEANING = 0.3, 1.0
"""Worth of a mark and of a number of meaning beside the words, which is how little they are held back in the fit."""
OWN, _BEFORE, _ENDING, _LETTERS = 101, 109, 120, 130


def _among(listed: str) -> Column:
    words = frozenset(listed.split())

    def found(asked: Sequence[str]) -> NDArray[Any]:
        return np.array([word in words for word in asked])

    return found


def _by(test: Any) -> Column:
    def found(asked: Sequence[str]) -> NDArray[Any]:
        return np.array([bool(test(word)) for word in asked])

    return found


_CLASSES: dict[str, Column] = {
    "says i or we": _among("i i'm i've i'd i'll my me mine we our us we're we've"),
    "says must or should": _among("should must need needs ought require required requires allow allowed shall let"),
    "speaks to you": _among("you your you're yours"),
    "a question mark": _among("?"),
    "a number": _by(lambda word: word[0].isdigit()),
    "a unit": _among("$ % percent million billion"),
    "a word in -ed": _by(lambda word: len(word) > 4 and word.endswith("ed")),
    "an address": _by(lambda word: "://" in word or word.startswith("www.")),
    "tells of the past": _among("was were had did went told said called got came took made saw received paid gave"),
    "tells of the present": _among("is are be isn't aren't has have"),
    "says would or could": _among("would could may might can"),
    "says think or believe": _among("think believe feel opinion seems seem guess imo imho"),
    "quotation marks": _among('" “ ” « »'),
    "a word of judgement": _among("bad good better best worse worst fair unfair right wrong important great terrible"),
    "a word that negates": _among("not no never don't doesn't isn't can't cannot won't didn't shouldn't"),
}


_ZERO = 1 << 15
"""What is added to the sum of a word's levels, so that it is never negative."""
_TOGETHER = 4
"""Classes of which the words are counted in one number, in sixteen bits each."""


def _classed(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return words × numbers: of which classes each word is, those of four classes in one number."""
    each = np.zeros((len(words), -(-len(_CLASSES) // _TOGETHER) * _TOGETHER), np.uint16)
    for at, column in enumerate(_CLASSES.values()):
        each[:, at] = column(words)
    return each.view(np.uint64)


def _class_counts(texts: Words) -> NDArray[np.int64]:
    """Return, texts × classes, how many words of each class a text has."""
    counts, worded = np.zeros((texts.texts, len(_CLASSES)), np.int64), np.flatnonzero(texts.count)
    if len(worded):
        whole = [np.add.reduceat(each, texts.first[worded]) for each in texts.of_word(_classed).T]
        counts[worded] = np.stack(whole, 1).view(np.uint16)[:, : len(_CLASSES)]
    return counts


def names() -> tuple[str, ...]:
    """Return the names of the named columns."""
    classes = [form for name in _CLASSES for form in (name, f"{name}, how often")]
    meaning = (f"meaning {number}" for number in range(1, DIMENSIONS + 1))
    return (*QUESTIONS, *classes, "its length", "begins the comment", *meaning)


def form_features(clauses: Words, before: Words) -> Features:
    """Return the columns of clauses; ``before`` has the words that stand before each in its comment."""
    found = without_meaning(clauses, before)
    meaning = scaled(_meaning(clauses), len(names()) - DIMENSIONS, _MEANING)
    return found._replace(named=stacked([found.named, meaning]))


def without_meaning(clauses: Words, before: Words) -> Features:
    """Return the columns of clauses but for the meaning of words; ``meant`` has what that adds."""
    found = without_words_inside(clauses, before)
    return found._replace(hashed=(*found.hashed, _letters(clauses)))


def without_words_inside(clauses: Words, before: Words) -> Features:
    """Return the columns of clauses but for the letters and the meaning of words; ``Inside`` has these by word."""
    found = questions_of(Read(clauses, "en"))
    counts = _class_counts(clauses)
    often = np.stack([counts > 0, np.minimum(counts, 4) / 4], 2).reshape(clauses.texts, 2 * len(_CLASSES))
    numbers = np.column_stack([often, np.log1p(clauses.count) / 3, before.count == 0]).astype(np.float32)
    marks = Cells(found.row, found.mark, np.full(len(found.row), _MARK, np.float32))
    named = stacked([marks, scaled(numbers, len(QUESTIONS), 1.0)])
    hashed = (
        *runs(clauses, OWN, BITS),
        *runs(before, _BEFORE, BITS, 1),
        *_endings(clauses),
    )
    return Features(named, hashed, clauses.texts)


def _ending_hashes(words: Sequence[str]) -> NDArray[Any]:
    return word_hashes([word[-3:] if word.isalpha() else word for word in words])


def _endings(words: Words) -> tuple[Even, Even]:
    """Return the last three letters of words, and of words that follow each other: much of their grammar."""
    hashes = words.of_word(_ending_hashes) if len(words.word) else np.zeros(0, np.uint32)
    together = words.row[1:] == words.row[:-1]
    pairs = joined(hashes[:-1], hashes[1:])[together]
    row = words.row[:-1][together]
    worth = even(np.concatenate([words.row, row]), words.row, words.texts).worth
    return (
        Even(words.row, buckets(hashes, _ENDING, BITS), worth),
        Even(row, buckets(pairs, _ENDING + 1, BITS), worth),
    )


_RUNS, _LONGEST = (3, 4, 5), 24
"""Letters in a run, and letters of a word that are cut into runs."""


def _letter_hashes(words: Sequence[str]) -> NDArray[Any]:
    found = np.empty(len(words), object)
    for number, word in enumerate(words):
        bare = f"^{word[:_LONGEST]}$"
        pieces = [bare[at : at + size] for size in _RUNS for at in range(len(bare) - size + 1)]
        found[number] = np.array([zlib.crc32(piece.encode("utf-8", "replace")) for piece in pieces], np.uint32)
    return found


def _letters(words: Words) -> Even:
    """Return the runs of three to five letters of words."""
    if not len(words.word):
        return even(words.row, words.word, words.texts)
    found = words.of_word(_letter_hashes)
    counts = np.fromiter(map(len, found), np.int64, len(found))
    return even(np.repeat(words.row, counts), buckets(np.concatenate(list(found)), _LETTERS, BITS), words.texts)


def _runs_inside(words: Sequence[str]) -> NDArray[Any]:
    """Return how many runs of three to five letters each word has."""
    lengths = np.array([min(len(word), _LONGEST) + 2 for word in words], np.int64)
    return np.asarray(sum(np.maximum(lengths - size + 1, 0) for size in _RUNS))


def _meaning(words: Words) -> Floats:
    """Return of each text the sum of its words' vectors, over the square root of how many runs of letters they have."""
    return vector_sums(words) * _share(words)[:, None]


def _share(words: Words) -> Floats:
    """Return by text what each word's meaning counts for."""
    runs_inside = words.of_word(_runs_inside) if len(words.word) else words.word
    return (1 / np.sqrt(np.maximum(np.bincount(words.row, runs_inside, words.texts), 1))).astype(np.float32)


def meant(words: Words, named: Floats) -> NDArray[np.float64]:
    """Return what the meaning of each word adds to its text's sums, tokens × codes, by the weights of named columns."""
    weights = named[-DIMENSIONS:] * _MEANING
    if not len(words.word):
        return np.zeros((0, weights.shape[1]))
    return np.asarray((words.of_word(word_vectors) @ weights) * _share(words)[words.row][:, None], np.float64)


class Inside:
    """The weights of the letters and the meaning of words: what they add to each text's sums.

    Both are worked out once for each distinct word, in levels of the hashed columns.
    """

    def __init__(self, hashed: Levels, named: Floats) -> None:
        self._hashed = hashed
        self._meaning = named[-DIMENSIONS:] * _MEANING / hashed.scale

    def sums(self, words: Words) -> NDArray[np.float64]:
        """Return the summed weights, texts × codes."""
        codes = len(self._hashed.scale)
        out, worded = np.zeros((words.texts, codes)), np.flatnonzero(words.count)
        if not len(worded):
            return out
        each, starts, zero = words.of_word(self._of_words), words.first[worded], _ZERO * words.count[worded]
        found = np.empty((len(worded), 2 * each.shape[1]), np.int64)
        for number in range(each.shape[1]):
            whole = np.add.reduceat(each[:, number], starts)
            found[:, 2 * number] = (whole & np.uint64(0xFFFFFFFF)).astype(np.int64) - zero
            found[:, 2 * number + 1] = (whole >> np.uint64(32)).astype(np.int64) - zero
        out[worded] = found[:, 1 : codes + 1] * self._hashed.scale / np.sqrt(np.maximum(found[:, :1], 1))
        return out

    def _of_words(self, words: Sequence[str]) -> NDArray[Any]:
        """Return of each word how many runs it has and its levels by code, two in one number."""
        runs_of = _letter_hashes(words)
        counts = np.fromiter(map(len, runs_of), np.int64, len(runs_of))
        levels = self._hashed.level[buckets(np.concatenate(list(runs_of)), _LETTERS, BITS)].astype(np.int64)
        ends = np.cumsum(counts)
        upto = np.concatenate([np.zeros((1, levels.shape[1]), np.int64), np.cumsum(levels, axis=0)])
        meant = np.rint(word_vectors(words) @ self._meaning).astype(np.int64)
        found = np.column_stack([counts, upto[ends] - upto[ends - counts] + meant]) + _ZERO
        if found.shape[1] % 2:
            found = np.column_stack([found, np.zeros(len(found), np.int64)])
        raised = found.astype(np.uint64)
        return np.asarray(raised[:, ::2] | raised[:, 1::2] << np.uint64(32))
