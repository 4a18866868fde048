"""From two coders' scores to probabilities and codes."""

from typing import Any

import numpy as np

from discourse.coders.neural.layout import OUTPUTS
from discourse.coders.neural.weights import Blend, Calibration, Card

Array = np.ndarray[Any, Any]


def log_odds(card: Card, task: str, kind: str, scores: tuple[Array, Array]) -> Array:
    """Return texts × codes; ``scores`` are all outputs of the encoder, and what the coder ``linear`` gives the task."""
    outputs, beside = scores
    own = outputs[:, [place for place, output in enumerate(OUTPUTS) if output[0] == task]]
    how = _how(card, task, kind)
    if isinstance(how, Calibration):
        return np.asarray(own * how.slope + np.array(how.offset))
    return np.asarray(own * how.slope + beside * how.beside + np.array(how.offset))


def shares(logits: Array) -> Array:
    """Return the probabilities that log-odds stand for, row by row."""
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def offsets(card: Card, task: str, kind: str) -> Array:
    """Return what is added to the log-odds of each code to decide."""
    return np.array(_how(card, task, kind).decision)


def _how(card: Card, task: str, kind: str) -> Blend | Calibration:
    return card.blends.get(task, {}).get(kind) or card.tasks[task]
