"""The columns of stance: a comment beside a target or statement, and beside what it answers."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.coders.learned.grams import Even, Floats, even, runs, scaled
from discourse.coders.learned.hashes import Hashes, buckets, joined, word_hashes
from discourse.coders.linear.matches import find
from discourse.coders.linear.model import BITS, Features
from discourse.coders.linear.word_classes import stems
from discourse.coders.stance.evaluations import evaluative
from discourse.coders.words import Bools, Ints, Words

CODES = ("favor", "against", "none")
READ_WORDS, TARGET_WORDS = 200, 24
"""Words of a comment and of a target that are set beside each other."""
_NEAR, _SCOPE, _AROUND = 6, 4, 4
OWN, _TARGET, _PAIR, _NEAR_WORD, _PARENT, _TURNED = 201, 203, 207, 240, 209, 220
_FAVORING = frozenset({"positive", "praises_agent", "likes"})
_NUMBERS = (
    "judges more for than against", "judging words for", "judging words against", "the target judges",
    "judges, as the target does", "words for, as the target judges", "words against, as the target judges",
    "words of the target", "negated words of the target", "judges near the target",
    "judges near it, as the target does",
    "the target negates", "judges, where the target negates", "words that negate", "negates, as the target judges",
    "negated words of the target, as it judges", "names the target", "names it and judges for it",
    "names it and judges against it", "judges for it, near", "judges against it, near", "the parent names it",
    "the parent judges for", "the parent judges against", "its length", "opens the thread",
)  # fmt: skip


def names() -> tuple[str, ...]:
    """Return the names of the named columns."""
    return _NUMBERS


class _Judged(NamedTuple):
    """The judging words of texts: their first token, text, and sign after negation."""

    place: Ints
    row: Ints
    sign: Ints


@cache
def _negators() -> frozenset[str]:
    return evaluative("en").classes["negators"]


def _negates(words: Sequence[str]) -> NDArray[Any]:
    return np.array([word in _negators() for word in words])


def _lessens(words: Sequence[str]) -> NDArray[Any]:
    lesseners = evaluative("en").classes["lesseners"]
    return np.array([word in lesseners for word in words])


def _joins(words: Sequence[str]) -> NDArray[Any]:
    joiners = evaluative("en").classes["joiners"]
    return np.array([word in joiners for word in words])


def _judged(words: Words) -> _Judged:
    table = evaluative("en").phrases
    signs = np.array([1 if kind.partition(".")[2] in _FAVORING else -1 for kind in table.kinds])
    found = find(words, table)
    row = words.row[found.first]
    negators = np.flatnonzero(words.of_word(_negates)) if len(words.word) else words.word
    last = np.append(-1, negators)[np.searchsorted(negators, found.first)]
    turned = (last >= np.maximum(found.first - _SCOPE, words.first[row])) & (last >= 0)
    turned |= _lessened(words, found.first, row)
    return _Judged(found.first, row, signs[found.kind] * np.where(turned, -1, 1))


def _lessened(words: Words, place: Ints, row: Ints) -> Bools:
    """Return which words, by their places, are said to hold less: "less honest", but not "more or less honest"."""
    first = words.first[row]
    lessened, weighed_off = place - 1 >= first, place - 2 >= first
    lessened[lessened] = words.of_word(_lessens)[place[lessened] - 1]
    weighed_off[weighed_off] = words.of_word(_joins)[place[weighed_off] - 2]
    return np.asarray(lessened & ~weighed_off)


def _shared(own: Words, target: Words) -> NDArray[np.bool_]:
    """Return whether each word of a text is, by its stem, one of the target's."""
    mine, theirs = own.of_word(stems("en")), target.of_word(stems("en"))
    keys = np.unique((target.row[theirs > 0] << 32) | theirs[theirs > 0])
    return np.asarray(np.isin((own.row << 32) | mine, keys) & (mine > 0))


def _near(own: Words, judged: _Judged, places: Ints) -> NDArray[np.bool_]:
    """Return whether each judging word stands near one of the places in its text."""
    if not len(places) or not len(judged.place):
        return np.zeros(len(judged.place), bool)
    at = np.searchsorted(places, judged.place)
    near = np.zeros(len(judged.place), bool)
    for beside in (np.minimum(at, len(places) - 1), np.maximum(at - 1, 0)):
        close = np.abs(places[beside] - judged.place) < _NEAR
        near |= close & (own.row[places[beside]] == judged.row)
    return near


def stance_features(own: Words, target: Words, parent: Words, opens: NDArray[np.bool_]) -> Features:
    """Return the columns of comments, each beside its target and what it answers."""
    own, target = own.heads(READ_WORDS), target.heads(TARGET_WORDS)
    polarity, negated = _polarity(target, _judged(target)), _negated(target)
    shared = _shared(own, target)
    numbers = _numbers(own, parent, _Sides(shared, polarity, negated), opens)
    words, places = runs(own, OWN, BITS), np.flatnonzero(shared)
    salt = (polarity + 2).astype(np.int64) * 3 + negated
    hashed = (
        *words, *(_turned(part, salt) for part in words), *runs(target, _TARGET, BITS), _pairs(own, target),
        _around(own, places), *(part.times(0.7) for part in runs(parent, _PARENT, BITS, 1)),
    )  # fmt: skip
    return Features(scaled(numbers, 0, 1.0), hashed, own.texts)


def _turned(cells: Even, salt: Ints) -> Even:
    """Return the columns of a comment's words beside the side of its target."""
    return cells._replace(column=(cells.column * 7919 + salt[cells.row] * 104_729 + _TURNED) % (1 << BITS))


def _negated(target: Words) -> NDArray[np.int64]:
    return (
        (target.per_text(target.of_word(_negates)) > 0).astype(np.int64)
        if len(target.word)
        else np.zeros(target.texts, np.int64)
    )


_OPPOSING = """
abandon abandoned abolish abolished ban banned banning bans block cancel cease close closed criminal criminalise
criminalize curb cut defund discontinue dissolve eliminate end ended ending eradicate exclude fight forbid forbidden
halt illegal limit limited oppose outlaw outlawed outlawing phase prohibit prohibited prohibiting prohibition quit
reject remove repeal resist restrict restricted scrap stop withdraw withdrawal
"""
_OPPOSES = frozenset(_OPPOSING.split())
"""Words by which a statement is against what it names, whatever else it says."""


def _opposes(words: Sequence[str]) -> NDArray[Any]:
    return np.array([word in _OPPOSES for word in words])


def _polarity(target: Words, judged: _Judged) -> NDArray[np.float64]:
    """Return the side on which each target's own words are: for 1, against -1, neither 0."""
    sides = np.sign(np.bincount(judged.row, judged.sign, target.texts))
    against = target.per_text(target.of_word(_opposes)) > 0 if len(target.word) else np.zeros(target.texts, bool)
    turned = _negated(target) > 0
    return np.where(against, np.where(turned, 1.0, -1.0), np.where(turned, -sides, sides))


class _Sides(NamedTuple):
    """What a comment is set beside: which of its words are the target's, and how the target itself judges."""

    shared: NDArray[np.bool_]
    polarity: NDArray[np.float64]
    negated: NDArray[np.int64]


def _numbers(own: Words, parent: Words, beside: _Sides, opens: NDArray[np.bool_]) -> Floats:
    texts, judged, shared = own.texts, _judged(own), beside.shared
    way, named = beside.polarity, np.bincount(own.row, shared, texts)
    good, bad = (np.bincount(judged.row, judged.sign * side > 0, texts) for side in (1, -1))
    near = _near(own, judged, np.flatnonzero(shared))
    near_good, near_bad = (np.bincount(judged.row, near & (judged.sign * side > 0), texts) for side in (1, -1))
    whole, here = np.sign(good - bad), np.sign(near_good - near_bad)
    negations, turned = _negations(own, shared)
    of_parent = _judged(parent)
    theirs = [np.bincount(of_parent.row, of_parent.sign * side > 0, texts) for side in (1, -1)]
    columns = [
        whole, _capped(good, 3), _capped(bad, 3), way, way * whole, way * _capped(good, 3), way * _capped(bad, 3),
        _capped(named, 4), turned, here, way * here, beside.negated, beside.negated * whole, _capped(negations, 2),
        way * _capped(negations, 2), way * turned, named > 0, (named > 0) * _capped(good, 2),
        (named > 0) * _capped(bad, 2), _capped(near_good, 2), _capped(near_bad, 2), parent.count > 0,
        _capped(theirs[0], 3), _capped(theirs[1], 3), np.log1p(own.count) / 4, opens,
    ]  # fmt: skip
    return np.stack(columns, 1).astype(np.float32)


def _negations(own: Words, shared: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how often each text negates, and how far it negates the target's words, 0 to 1."""
    negators = np.concatenate([[0], np.cumsum(own.of_word(_negates))]) if len(own.word) else np.zeros(1)
    floor = np.maximum(np.arange(len(own.word)) - _SCOPE, own.first[own.row])
    turned = shared & (negators[:-1] > negators[floor])
    often = np.bincount(own.row, np.diff(negators), own.texts).astype(np.float64)
    return often, _capped(np.bincount(own.row, turned, own.texts), 2)


def _capped(count: NDArray[Any], most: int) -> NDArray[np.float64]:
    return np.asarray(np.minimum(count, most) / most)


def _pairs(own: Words, target: Words) -> Even:
    """Return each word of a comment with each word of its target: which words go together, learned one by one."""
    counts = target.count * own.count
    row = np.repeat(np.arange(own.texts), counts)
    within = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    wide = np.maximum(target.count, 1)[row]
    mine, theirs = own.first[row] + within // wide, target.first[row] + within % wide
    return even(row, buckets(joined(_hashed(own)[mine], _hashed(target)[theirs]), _PAIR, BITS), own.texts)


def _hashed(words: Words) -> Hashes:
    return np.asarray(words.of_word(word_hashes)) if len(words.word) else np.zeros(0, np.uint32)


def _around(own: Words, places: Ints) -> Even:
    """Return the words on either side of the target's words."""
    hashes, rows, columns = _hashed(own), [places[:0]], [places[:0]]
    for step in (*range(-_AROUND, 0), *range(1, _AROUND + 1)):
        beside = places + step
        inside = (beside >= own.first[own.row[places]]) & (beside < own.first[own.row[places] + 1])
        rows.append(own.row[places[inside]])
        columns.append(buckets(hashes[beside[inside]], _NEAR_WORD + (step > 0), BITS))
    return even(np.concatenate(rows), np.concatenate(columns), own.texts)
