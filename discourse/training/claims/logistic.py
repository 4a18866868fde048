"""A logistic model for each thing that texts do or say, and its weights as they are shipped."""

from typing import Any

import numpy as np

from discourse.coders.columns import Bools, Floats
from discourse.coders.learned.levels import Levels
from discourse.coders.learned.logistic import log_odds
from discourse.coders.learned.products import in_one_thread

_ROUNDS = 200
_LEVELS = 127


def logistic_fits(table: Any, does: Bools, free: float) -> tuple[Floats, Floats]:
    """Return weights and constants of a logistic model of each column of ``does``; without cases no weight tells."""
    from sklearn.linear_model import LogisticRegression

    weights, constant = np.zeros((table.shape[1], does.shape[1])), log_odds(does.mean(axis=0))
    with in_one_thread():
        for deed in np.flatnonzero(does.any(axis=0)).tolist():
            model = LogisticRegression(C=free, max_iter=_ROUNDS).fit(table, does[:, deed])
            weights[:, deed], constant[deed] = model.coef_[0], model.intercept_[0]
    return weights, constant


def levels_of(weights: Floats) -> Levels:
    """Return weights of hashed columns in eight bits."""
    scale = (np.maximum(np.abs(weights).max(axis=0), 1e-9) / _LEVELS).astype(np.float32).astype(np.float64)
    return Levels(np.clip(np.round(weights / scale), -_LEVELS, _LEVELS).astype(np.int8), scale)
