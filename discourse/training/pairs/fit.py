"""Fit the net for pairs (``coders/pairs``): by Adam (Kingma & Ba 2015), with some words and numbers dropped.

Seeds are fixed: the same rows give the same weights, with the same libraries on the same kind of machine.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import NamedTuple, TypeVar

import numpy as np
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from discourse.coders.linear.model import softmax
from discourse.coders.meaning import pieces_in
from discourse.coders.meaning.table import shipped
from discourse.coders.pairs import STATED, TOLD
from discourse.coders.pairs.net import Array, Padded, Weights, forward, read, shapes
from discourse.coders.words import Ints, Words
from discourse.training.pairs.gradients import backward

Lesson = TypeVar("Lesson")
"""What the rows of a net are made of, in a form that goes from process to process."""
NETS_AT_ONCE = 2
"""Fits that run beside each other, of one thread each."""
THREADS, WIDTH, EPOCHS, RATE, AT_ONCE = 2, 96, 6, 1.5e-3, 128
_WARMING = 0.1
"""Share of the steps in which the rate rises; then it falls as a cosine."""
_VECTOR_RATE, _DECAY = 0.67, 0.01
_DROPPED, _DROPPED_WORDS = 0.2, 0.1
_FIRST, _SECOND, _TINY = 0.9, 0.999, 1e-8
_ROUGHLY = 6
"""Words by which texts of one batch may differ in length."""
_START = 0.5
"""Root of the mean square of the numbers of a word's vector before anything is learned."""
_SEED = 3


class Cases(NamedTuple):
    """Rows to learn from: texts, statements, the shares of the codes, rows × 3, and what each row counts."""

    texts: Words
    statements: Words
    shares: Array
    worth: Array


class Learned(NamedTuple):
    """A net: the vectors of the pieces, and its arrays."""

    vectors: Array
    weights: Weights


class Plan(NamedTuple):
    """How a net learns: passes over the rows, numbers that a word is read as, threads that share a product.

    Another number of threads would change the last digits of its sums. ``vectors`` are those of the pieces where they
    are to stay as they are.
    """

    epochs: int = EPOCHS
    width: int = WIDTH
    threads: int = THREADS
    vectors: Array | None = None


def fit(cases: Cases, plan: Plan = Plan()) -> Learned:  # noqa: B008  # it is immutable
    """Return the net that has learned from the rows."""
    chance = np.random.default_rng(_SEED)
    start = _start(plan, cases.shares.shape[1], chance)
    state = _Steps(start, -(-len(cases.worth) // AT_ONCE) * plan.epochs, plan.vectors is not None)
    bags = _bags(cases.texts)
    with threadpool_limits(plan.threads):
        for _ in range(plan.epochs):
            for rows in _batches(cases.texts, chance):
                state.learn(_Batch.of(cases, bags, rows), chance)
    return state.learned


def fit_all(lessons: Sequence[Lesson], cases_of: Callable[[Lesson], Cases], plan: Plan) -> list[Learned]:
    """Return a net for each lesson, some of them fitted at a time, each in a process and by a thread of its own."""
    learn = partial(_fit_lesson, cases_of=cases_of, plan=plan._replace(threads=1))
    with ProcessPoolExecutor(NETS_AT_ONCE, get_context("spawn")) as pool:
        return list(pool.map(learn, lessons))


def _fit_lesson(lesson: Lesson, cases_of: Callable[[Lesson], Cases], plan: Plan) -> Learned:
    return fit(cases_of(lesson), plan)


def _start(plan: Plan, codes: int, chance: np.random.Generator) -> Learned:
    vectors = _table() if plan.vectors is None else plan.vectors
    drawn = Weights(*(_drawn(shape, chance) for shape in shapes(vectors.shape[1], plan.width, codes)))
    apart = _drawn((3 * plan.width, plan.width), chance)[: plan.width]
    return Learned(vectors, drawn._replace(seen_own=drawn.seen_own + apart, seen_other=drawn.seen_other - apart))


def _table() -> Array:
    table = shipped()
    vectors = table.vectors.astype(np.float32) * table.scales[:, None]
    vectors *= np.float32(_START / np.sqrt((vectors.astype(np.float64) ** 2).mean()))
    return np.asarray(vectors)


def _drawn(shape: tuple[int, ...], chance: np.random.Generator) -> Array:
    if len(shape) == 1:
        return np.zeros(shape, np.float32)
    most = shape[0] ** -0.5
    return chance.uniform(-most, most, shape).astype(np.float32)


def _bags(words: Words) -> csr_matrix:
    """Return which pieces each word of the vocabulary has, words × pieces."""
    pieces, ends = pieces_in(words.vocabulary.strings)
    shape = (len(ends), len(shipped().scales))
    return csr_matrix((np.ones(len(pieces), np.float32), pieces, np.concatenate([[0], ends])), shape)


def _batches(texts: Words, chance: np.random.Generator) -> list[Ints]:
    length = np.minimum(texts.count, TOLD) + chance.random(texts.texts) * _ROUGHLY
    order = np.argsort(length, kind="stable")
    batches = [order[at : at + AT_ONCE] for at in range(0, len(order), AT_ONCE)]
    return [batches[place] for place in chance.permutation(len(batches))]


class _Side(NamedTuple):
    """The words of texts: where each stands in the padded array, and its pieces."""

    row: Ints
    column: Ints
    pieces: csr_matrix
    shape: tuple[int, int]

    @staticmethod
    def of(words: Words, bags: csr_matrix, most: int) -> "_Side":
        heads = words.heads(most)
        column = np.arange(len(heads.word)) - heads.first[heads.row]
        return _Side(heads.row, column, bags[heads.word], (heads.texts, max(int(heads.count.max(initial=0)), 1)))

    def padded(self, vectors: Array) -> Padded:
        """Return the words' vectors."""
        found, there = np.zeros((*self.shape, vectors.shape[1]), np.float32), np.zeros((*self.shape, 1), np.float32)
        found[self.row, self.column] = self.pieces @ vectors
        there[self.row, self.column] = 1
        return Padded(found, there)


class _Batch(NamedTuple):
    """Some rows as they are learned from."""

    text: _Side
    statement: _Side
    shares: Array
    worth: Array

    @staticmethod
    def of(cases: Cases, bags: csr_matrix, rows: Ints) -> "_Batch":
        text = _Side.of(cases.texts.taken(rows), bags, TOLD)
        statement = _Side.of(cases.statements.taken(rows), bags, STATED)
        return _Batch(text, statement, cases.shares[rows], cases.worth[rows])


class _Steps:
    """A net that learns, with the moments of its gradients."""

    def __init__(self, start: Learned, steps: int, keeps_vectors: bool) -> None:
        self.learned, self._keeps_vectors = start, keeps_vectors
        self._steps, self._step = steps, 0
        self._first = [np.zeros_like(part) for part in start.weights]
        self._second = [np.zeros_like(part) for part in start.weights]
        self._of_vectors = np.zeros_like(start.vectors)

    def learn(self, batch: _Batch, chance: np.random.Generator) -> None:
        """Change the net by the gradient of one batch."""
        vectors, weights = self.learned
        dropped = _Dropped(chance)
        text, stated = batch.text.padded(vectors), batch.statement.padded(vectors)
        said = (chance.random(text.there.shape, np.float32) >= _DROPPED_WORDS).astype(np.float32)
        kept_text, kept_stated = dropped(text.vectors) * said, dropped(stated.vectors)
        told = Padded(text.vectors * kept_text, text.there * said)
        stated = stated._replace(vectors=stated.vectors * kept_stated)
        step = forward(weights, read(weights, stated), read(weights, told), dropped)
        off = (softmax(step.scores) - batch.shares) * (batch.worth / len(batch.worth))[:, None]
        found, of_statement, of_text = backward(weights, (stated.vectors, told.vectors), step, off.astype(np.float32))
        sides = [(batch.text, of_text * kept_text), (batch.statement, of_statement * kept_stated)]
        self._change(found, sides)

    def _change(self, found: Weights, sides: Sequence[tuple[_Side, Array]]) -> None:
        """Take a step: Adam for the arrays, its second moment alone for the vectors of the pieces that were there."""
        self._step += 1
        of_pieces = None if self._keeps_vectors else _of_pieces(sides)
        rate, held = np.float32(self._rate()), np.float32(1 - _SECOND**self._step)
        changed = found if of_pieces is None else (*found, of_pieces[1])
        norm = np.sqrt(sum(float((part.astype(np.float64) ** 2).sum()) for part in changed))
        shrunk = np.float32(min(1.0, 1 / max(norm, _TINY)))
        for number, gradient in enumerate(found):
            self._first[number] += np.float32(1 - _FIRST) * (gradient * shrunk - self._first[number])
            self._second[number] += np.float32(1 - _SECOND) * ((gradient * shrunk) ** 2 - self._second[number])
            change = self._first[number] / np.float32(1 - _FIRST**self._step)
            change /= np.sqrt(self._second[number] / held) + np.float32(_TINY)
            part = self.learned.weights[number]
            part -= rate * (change + np.float32(_DECAY if part.ndim > 1 else 0) * part)
        if of_pieces is not None:
            pieces, gradient = of_pieces
            self._change_vectors(pieces, gradient * shrunk, rate, held)

    def _change_vectors(self, pieces: Ints, gradient: Array, rate: np.float32, held: np.float32) -> None:
        second = self._of_vectors[pieces]
        second += np.float32(1 - _SECOND) * (gradient**2 - second)
        self._of_vectors[pieces] = second
        self.learned.vectors[pieces] -= rate * np.float32(_VECTOR_RATE) * gradient / (
            np.sqrt(second / held) + np.float32(_TINY)
        )  # fmt: skip

    def _rate(self) -> float:
        share = self._step / self._steps
        if share < _WARMING:
            return RATE * share / _WARMING
        return RATE * 0.5 * (1 + float(np.cos(np.pi * (share - _WARMING) / (1 - _WARMING))))


class _Dropped:
    """What numbers are multiplied by while learning: nothing for some of them, more than one for the others."""

    def __init__(self, chance: np.random.Generator) -> None:
        self._chance = chance

    def __call__(self, values: Array) -> Array:
        kept = self._chance.random(values.shape, np.float32) >= _DROPPED
        return kept.astype(np.float32) / np.float32(1 - _DROPPED)


def _of_pieces(sides: Sequence[tuple[_Side, Array]]) -> tuple[Ints, Array]:
    """Return the pieces that words of any side have, and the gradient of each one's vector."""
    indices = np.concatenate([side.pieces.indices for side, _ in sides])
    pieces, place = np.unique(indices, return_inverse=True)
    gradient = np.concatenate([off[side.row, side.column] for side, off in sides])
    word = np.repeat(np.arange(len(gradient)), np.concatenate([np.diff(side.pieces.indptr) for side, _ in sides]))
    spread = csr_matrix((np.ones(len(place), np.float32), (place, word)), (len(pieces), len(gradient)))
    return pieces.astype(np.int64), spread @ gradient
