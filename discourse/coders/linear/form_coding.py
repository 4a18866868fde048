"""Form: what kind of statement each clause of a comment is."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from discourse.coders.columns import ABSTAINS, Codings, Threads, coded, in_one, rounded
from discourse.coders.linear.asking import asking, judging
from discourse.coders.linear.classed_texts import Read
from discourse.coders.linear.forms import BEFORE, Inside, without_words_inside
from discourse.coders.linear.model import decide, probabilities, sums
from discourse.coders.linear.pages import form_model
from discourse.coders.periods import goes_on
from discourse.coders.phrases import is_worded
from discourse.coders.quoting import GLANCE, opening_repeated
from discourse.coders.words import Bools, Ints, Words
from discourse.languages.pieces import run_begins
from discourse.replies.graph import ARTICLE

CODER = "linear"
KIND = "page"
SURE = 0.99
_UNKNOWN = 0.35
"""Probability below which the coder does not know."""
_AT_ONCE = 4_096
_FEWEST = 2
"""Words of the shortest clause that is coded: "lol" states nothing."""
_STOPS = frozenset({";"})
_JOINTS = frozenset({"but", "because", "although", "whereas"})


def formless(numbers: Ints) -> Codings:
    """Return a coding without code for each of these comments: none of their clauses can be coded."""
    return coded("form", "linear", {"comment": numbers})


def form_codings(numbers: Ints, own: Words) -> Codings:
    """Return one coding for each clause of comments in English, given their numbers and words."""
    starts = range(0, len(numbers), _AT_ONCE)
    return in_one(
        [
            _codings(
                numbers[start : start + _AT_ONCE], own.taken(np.arange(start, min(start + _AT_ONCE, len(numbers))))
            )
            for start in starts
        ]
    )


def of_the_writer(found: Codings, threads: Threads) -> Codings:
    """Return codings of clauses but for those that a comment repeats where it opens with what it answers."""
    numbers, texts = found.comment[run_begins(found.comment)], threads.text
    top = [number for number in numbers[threads.parent[numbers] == ARTICLE].tolist() if threads.answered(number)]
    numbers = numbers[threads.parent[numbers] >= 0]
    pairs = zip(numbers.tolist(), threads.parent[numbers].tolist(), strict=True)
    perhaps = [number for number, parent in pairs if texts[number][GLANCE] in texts[parent]]
    others = {
        number: spans
        for number in (*top, *perhaps)
        if (spans := opening_repeated(texts[number], threads.answered(number)))
    }
    if not others:
        return found
    rows = np.flatnonzero(np.isin(found.comment, list(others)))
    places = zip(rows.tolist(), found.comment[rows].tolist(), found.begin[rows].tolist(), strict=True)
    left = [row for row, number, at in places if any(begin <= at < end for begin, end in others[number])]
    return found.only(np.delete(np.arange(len(found.comment)), left))


def _codings(numbers: Ints, words: Words) -> Codings:
    if not len(words.word):
        return formless(numbers[:0])
    clauses, before, comment = clauses_of(words)
    model = form_model()
    summed = sums(model, without_words_inside(clauses, before)) + _inside().sums(clauses)
    probability = judging(probabilities(model, summed, KIND), asking(clauses))
    given = decide(model, probability, KIND)
    chance = probability[np.arange(len(given)), given]
    known = chance >= _UNKNOWN
    return coded("form", "linear", {
        "comment": numbers[comment],
        "code": np.where(known, given, ABSTAINS),
        "probability": np.where(known, rounded(np.minimum(chance, SURE)), np.nan),
        "begin": clauses.begin_of(clauses.first[:-1]),
        "end": clauses.end_of(clauses.first[1:] - 1),
    })  # fmt: skip


@cache
def _inside() -> Inside:
    return Inside(form_model().hashed, form_model().named)


def clauses_of(words: Words) -> tuple[Words, Words, Ints]:
    """Return the clauses of texts as texts of their own, the words before each, and which text each is of."""
    kinds = words.of_word(_kinds)
    part = Read(words, "en", keep_addresses=True).parts(_cuts(kinds))
    within = goes_on(words)
    starts = np.flatnonzero(run_begins(part) & ~_after_initial(words, kinds) & ~within)
    ends = np.append(starts[1:], len(part))
    worded = np.add.reduceat((kinds & _WORDED > 0) & ~within, starts, dtype=np.int64) >= _FEWEST
    starts, ends = starts[worded], ends[worded]
    comment = words.row[starts]
    counts = ends - starts
    begin = np.maximum(words.first[comment], starts - BEFORE)
    return words.pieces(starts, counts), words.pieces(begin, starts - begin), comment


_WORDED, _STOP, _JOINT, _COMMA, _INITIAL, _PERIOD = (1 << bit for bit in range(6))


def _kinds(words: Sequence[str]) -> NDArray[np.int8]:
    """Return as bits what each word is where texts are cut into clauses."""
    listed = {**dict.fromkeys(_STOPS, _STOP), **dict.fromkeys(_JOINTS, _JOINT), ",": _COMMA, ".": _PERIOD}
    found = [
        listed.get(word, 0)
        | (_WORDED if is_worded(word) else 0)
        | (_INITIAL if len(word) == 1 and word.isalpha() else 0)
        for word in words
    ]
    return np.array(found, np.int8)


def _after_initial(words: Words, kinds: NDArray[np.int8]) -> Bools:
    """Return whether each token goes on after an initial in an address: "Thank you, R. Castellan" is one clause."""
    after = np.zeros(len(words.word), bool)
    comma = np.flatnonzero(kinds[:-3] & _COMMA)
    address = (kinds[comma + 1] & _INITIAL > 0) & (kinds[comma + 2] & _PERIOD > 0)
    after[comma + 3] = address & (words.row[comma + 3] == words.row[comma])
    return after


def _cuts(kinds: NDArray[np.int8]) -> Bools:
    """Return whether a clause begins at each token within its sentence."""
    cuts = np.zeros(len(kinds), bool)
    cuts[1:] = (kinds[:-1] & _STOP > 0) | ((kinds[:-1] & _COMMA > 0) & (kinds[1:] & _JOINT > 0))
    return cuts
