"""From scores to probabilities and codes: fitted on rows that were kept out of training, each source counting the same.

A slope and an offset for each code make the probabilities fit (Platt scaling, Guo et al. 2017). What decides is apart
from it: what is added to each code's log-odds so that macro-F1 is best, since rare codes are worth as much there.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from discourse.coders.neural.layout import OUTPUTS, TASKS
from discourse.coders.neural.weights import Calibration

Array = np.ndarray[Any, Any]
_STEPS = np.round(np.arange(-1.5, 1.55, 0.1), 2)
_DEAR = 0.03
"""Macro-F1 that a step of 1 away from the start has to gain."""
_BINS = 10
"""Of confidence, in which it is held against accuracy."""
PULL = 0.02
"""How hard offsets are pulled to 0, against sources with few rows of a code."""


class Judged(NamedTuple):
    """Units of one task: scores by code, which codes are right, and the number of each row's source."""

    task: str
    scores: Array
    allowed: Array
    sources: Array


def places_of(task: str) -> list[int]:
    """Return the numbers of a task's outputs."""
    return [place for place, output in enumerate(OUTPUTS) if output[0] == task]


def classes_of(judged: Judged) -> list[list[tuple[int, ...]]]:
    """Return for each source the labels that it knows: each a set of codes left open."""
    return [
        sorted({tuple(int(code) for code in np.flatnonzero(row)) for row in judged.allowed[judged.sources == source]})
        for source in np.unique(judged.sources)
    ]


def calibrated(judged: Judged) -> Calibration:
    """Return slope, offsets and decision offsets that fit the rows."""
    from scipy.optimize import minimize

    weight = weights_of(judged.sources)
    known = known_of(judged)

    def loss(values: Array) -> float:
        logits = np.where(known, judged.scores * values[0] + values[1:], -1e9)
        total = np.logaddexp.reduce(logits, axis=1)
        right = np.logaddexp.reduce(np.where(judged.allowed, logits, -1e9), axis=1)
        return float(weight @ (total - right) + PULL * values[1:] @ values[1:])

    start = np.concatenate([[1.0], np.zeros(len(TASKS[judged.task]))])
    found = minimize(loss, start, method="L-BFGS-B", bounds=[(0.1, 5.0)] + [(-3.0, 3.0)] * (len(start) - 1)).x
    slope, offset = round(float(found[0]), 4), np.round(found[1:], 4)
    logits = judged.scores * slope + offset
    decision = deciding(judged._replace(scores=logits), (np.zeros(len(offset)), -offset))
    return Calibration(slope, tuple(map(float, offset)), tuple(map(float, decision)))


def weights_of(sources: Array) -> Array:
    """Return what each row counts for, so that each source counts the same and all together 1."""
    _, place, count = np.unique(sources, return_inverse=True, return_counts=True)
    found: Array = 1.0 / (count[place] * len(count))
    return found


def known_of(judged: Judged) -> Array:
    """Return for each row the codes that its source knows: where a source has no "none", none is no answer."""
    known = np.zeros_like(judged.allowed)
    for source in np.unique(judged.sources):
        rows = judged.sources == source
        known[rows] = judged.allowed[rows].any(0)
    return known


def deciding(judged: Judged, starts: Sequence[Array] = ()) -> Array:
    """Return what to add to each code's log-odds for the best mean of the sources' macro-F1, by coordinate search.

    It starts from the best of ``starts``; each step away from there has to gain, since the rows are few.
    """
    best = max(starts or (np.zeros(judged.scores.shape[1]),), key=lambda start: mean_f1(judged, start))
    value, start = mean_f1(judged, best), best
    for _ in range(3):
        for code in range(len(best)):
            for step in _STEPS:
                tried = best.copy()
                tried[code] = step
                found = mean_f1(judged, tried) - _DEAR * float(np.abs(tried - start).sum())
                if found > value + 1e-9:
                    best, value = tried, found
    return best


def mean_f1(judged: Judged, added: Array) -> float:
    """Return the mean over sources of macro-F1 with these offsets."""
    found = []
    for source, classes in zip(np.unique(judged.sources), classes_of(judged), strict=True):
        rows = judged.sources == source
        found.append(np.mean(f1_by_class(judged.scores[rows] + added, judged.allowed[rows], classes)))
    return float(np.mean(found))


def f1_by_class(logits: Array, allowed: Array, classes: Sequence[tuple[int, ...]]) -> list[float]:
    """Return the F1 of each class; a class of several codes has the sum of their probabilities."""
    sums = np.stack([np.logaddexp.reduce(logits[:, list(codes)], axis=1) for codes in classes], axis=1)
    guess = sums.argmax(1)
    truth = np.array([classes.index(tuple(int(code) for code in np.flatnonzero(row))) for row in allowed])
    found = []
    for number in range(len(classes)):
        both = int(((guess == number) & (truth == number)).sum())
        found.append(2 * both / max(1, int((guess == number).sum() + (truth == number).sum())))
    return found


def calibration_error(sure: Array, right: Array) -> float:
    """Return the expected calibration error: how far confidence and accuracy lie apart in ten bins of equal width."""
    place = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    found = 0.0
    for number in range(_BINS):
        rows = place == number
        if rows.any():
            found += float(rows.mean()) * abs(float(sure[rows].mean()) - float(right[rows].mean()))
    return found
