"""Form: what kind of statement each clause of a comment is."""

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from discourse.coders.linear.exchanges import in_english
from discourse.coders.linear.forms import BEFORE, letter_sums, letter_weights, without_letters
from discourse.coders.linear.marks import Read
from discourse.coders.linear.model import decide, probabilities, sums
from discourse.coders.linear.pages import form_model
from discourse.coders.linear.words import Bools, Column, Ints, Words, read_words
from discourse.coders.phrases import Token, is_word
from discourse.languages import Languages
from discourse.model import Coding, Thread

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


def code_forms(thread: Thread, languages: Languages) -> tuple[Coding, ...]:
    """Return one coding for each clause of each comment in English, by comment as shown and place in it.

    A comment in another language is abstained as a whole, as is one that is deleted or has no clause.
    """
    found: list[tuple[int, Coding]] = []
    readable = in_english(thread, languages)
    for start in range(0, len(readable), _AT_ONCE):
        number = readable[start : start + _AT_ONCE]
        found += form_codings(thread, number, read_words([thread.comments[at].text for at in number.tolist()]))
    return with_formless(thread, found)


def with_formless(thread: Thread, found: Sequence[tuple[int, Coding]]) -> tuple[Coding, ...]:
    """Return codings by the number of their comment, with one without code for each comment that has none."""
    silent = sorted({*range(len(thread.comments))}.difference(number for number, _ in found))
    nothing = (
        Coding(comment=thread.comments[number].id, variable="form", target=None, code=None, coder=CODER)
        for number in silent
    )
    return (*(coding for _, coding in found), *nothing)


def form_codings(thread: Thread, numbers: Ints, own: Words) -> Iterator[tuple[int, Coding]]:
    """Yield the codings of the clauses of comments in English, given their words, with the comments' numbers."""
    for start in range(0, len(numbers), _AT_ONCE):
        here = np.arange(start, min(start + _AT_ONCE, len(numbers)))
        words = own if len(here) == len(numbers) else own.taken(here)
        yield from _codings(thread, numbers[here].tolist(), words)


def _codings(thread: Thread, numbers: list[int], words: Words) -> Iterator[tuple[int, Coding]]:
    if not len(words.word):
        return
    clauses, before, comment = clauses_of(words)
    model = form_model()
    summed = sums(model, without_letters(clauses, before)) + letter_sums(clauses, _weights_of_letters())
    probability = probabilities(model, summed, KIND)
    given = decide(model, probability, KIND)
    chance = probability[np.arange(len(given)), given].tolist()
    first, last = clauses.first[:-1], clauses.first[1:] - 1
    rows = zip(
        comment.tolist(), given.tolist(), chance, clauses.place[first].tolist(), clauses.end[last].tolist(), strict=True
    )
    for at, code, probable, start, end in rows:
        number, known = numbers[at], probable >= _UNKNOWN
        yield number, Coding(
            comment=thread.comments[number].id, variable="form", target=None, coder=CODER, span=(start, end),
            code=model.codes[code] if known else None, probability=round(min(probable, SURE), 3) if known else None,
        )  # fmt: skip


@cache
def _weights_of_letters() -> Column:
    return letter_weights(form_model().hashed)


def clauses_of(words: Words) -> tuple[Words, Words, Ints]:
    """Return the clauses of texts as texts of their own, the words before each, and which text each is of."""
    part = Read(words, "en", keep_addresses=True).parts(_cuts(words))
    starts = np.flatnonzero(np.diff(part, prepend=-1))
    ends = np.append(starts[1:], len(part))
    worded = np.add.reduceat(words.of_word(_is_word), starts) >= _FEWEST
    starts, ends = starts[worded], ends[worded]
    comment = words.row[starts]
    counts = ends - starts
    begin = np.maximum(words.first[comment], starts - BEFORE)
    return words.pieces(starts, counts), words.pieces(begin, starts - begin), comment


def _is_word(words: Sequence[str]) -> Bools:
    return np.array([is_word(Token(word, 0, 0)) for word in words], np.int64)


def _is_stop(words: Sequence[str]) -> Bools:
    return np.array([word in _STOPS for word in words])


def _is_joint(words: Sequence[str]) -> Bools:
    return np.array([word in _JOINTS for word in words])


def _is_comma(words: Sequence[str]) -> Bools:
    return np.array([word == "," for word in words])


def _cuts(words: Words) -> Bools:
    """Return whether a clause begins at each token within its sentence."""
    cuts = np.zeros(len(words.word), bool)
    cuts[1:] = words.of_word(_is_stop)[:-1] | (words.of_word(_is_comma)[:-1] & words.of_word(_is_joint)[1:])
    return cuts
